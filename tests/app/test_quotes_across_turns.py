"""Coding and quoting across turns: what the reader hides is not in the draft, nor in what is offered."""

from app.screens.coding import CodingScreen
from app.widgets.picker import PickerScreen
from app.workbench import Workbench
from codebook.schemas import list_schemas


async def across(study_path, until, pilot):
    screen = CodingScreen("P01", 0)
    pilot.app.push_screen(screen)
    await until(pilot, lambda: screen.is_mounted and screen.reader._painter is not None)
    words = screen.sheet.text.text
    screen.reader.go_to(words.index("Hvordan"), words.index("bra, altså.") + len("bra, altså."))
    return screen


async def test_a_quote_across_turns_has_no_label(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(160, 36)) as pilot:
        screen = await across(study_path, until, pilot)
        await pilot.press("3", "q")
        await until(pilot, lambda: "chosen" in screen._shown["#status"])
        assert screen._shown["#status"].strip() == (
            "chosen: «[I:] Hvordan går samarbeidet? [jobbspesialist:] Stort sett bra, altså.» (En jobbspesialist)"
        )


async def test_picker_and_in_vivo_take_only_words_said(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await across(study_path, until, pilot)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        assert app.screen._question == "code: Hvordan går samarbeidet? Stort sett bra, altså."
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("i")
        names = {code.name for schema in list_schemas(app.study) for code in schema.codes}
        assert "Hvordan går samarbeidet? Stort sett bra, altså" in names
