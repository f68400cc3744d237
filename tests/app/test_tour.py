from app.screens.coding import CodingScreen
from app.settings import read_settings
from app.widgets.tour_card import CODE, COUNT, DRAFT, QUOTE, SELECT, TourCard
from app.workbench import Workbench
from codebook.sample import make_sample


def card_words(screen):
    return " ".join(str(screen.card.render()).split())


async def test_the_tour_teaches_by_doing_and_never_comes_again(tmp_path, until):
    path = tmp_path / "demo.tusj"
    make_sample(path, "nb").close()
    app = Workbench(path, tour=True)
    async with app.run_test(size=(110, 36)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_mounted)
        screen = app.screen
        await until(pilot, lambda: screen.card is not None and screen.card.is_mounted)
        assert (screen.sheet.name, screen.card.step) == ("P09", SELECT)
        await until(pilot, lambda: screen.card.size.width)
        width = screen.reader.size.width
        await pilot.press("space")
        await until(pilot, lambda: screen.card.step == CODE)
        assert "Press 3" in card_words(screen)
        await pilot.press("3")
        await until(pilot, lambda: screen.card.step == QUOTE)
        assert "u undoes" in card_words(screen)
        await pilot.press("u")
        await until(pilot, lambda: screen.card.step == CODE)
        assert "Taken back" in card_words(screen)
        await pilot.press("3")
        await until(pilot, lambda: screen.card.step == QUOTE)
        await pilot.press("q")
        await until(pilot, lambda: screen.card.step == DRAFT)
        assert "(En jobbspesialist)" in card_words(screen)
        await pilot.press("enter")
        await until(pilot, lambda: screen.card.step == COUNT)
        assert "9 of 9 (jobbspesialist)" in card_words(screen)
        await pilot.press("enter")
        await until(pilot, lambda: screen.card is None and not screen.query(TourCard))
        await pilot.pause()
        assert screen.reader.size.width == width
    assert read_settings().tour_seen
    again = Workbench(path, tour=True)
    async with again.run_test(size=(110, 36)) as pilot:
        await until(pilot, lambda: again.project is not None and again.screen.is_mounted)
        await pilot.pause()
        assert again.screen.card is None


async def test_escape_leaves_the_tour_and_stays_in_the_interview(tmp_path, until):
    path = tmp_path / "demo.tusj"
    make_sample(path, "en").close()
    app = Workbench(path, tour=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_mounted)
        screen = app.screen
        await until(pilot, lambda: screen.card is not None and screen.card.is_mounted)
        assert screen.sheet.name == "P05"
        await pilot.press("escape")
        await until(pilot, lambda: screen.card is None)
        assert app.screen is screen
