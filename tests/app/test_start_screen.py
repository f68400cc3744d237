"""The start screen: my studies, the sample, a new one; language; dropped files; nothing asked first."""

import json

import pytest
from textual import events
from textual.widgets import Input, OptionList

from app.screens import start
from app.screens.importing import ImportScreen
from app.screens.overview import OverviewScreen
from app.screens.start import StartScreen
from app.settings import keep_settings, read_settings, remember_study
from app.workbench import Workbench
from corpus.messages import language
from corpus.transcripts import list_transcripts


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def offers(screen):
    studies = screen.query_one("#studies", OptionList)
    return [str(studies.get_option_at_index(at).prompt).split("  ")[0] for at in range(studies.option_count)]


async def without_passphrase(app, pilot, until):
    """Leave both lines empty, which is asked about once: the study is not encrypted."""
    await until(pilot, lambda: type(app.screen).__name__ == "NewPassphraseScreen" and app.screen.is_mounted)
    await pilot.press("enter", "enter")
    assert "anybody with the file" in str(app.screen.query_one(".hint").content)
    await pilot.press("enter")


async def started(app, pilot, until):
    await until(
        pilot, lambda: isinstance(app.screen, StartScreen) and app.screen.query("#studies") and offers(app.screen)
    )


async def test_first_start_offers_the_sample_then_a_new_study(until):
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await started(app, pilot, until)
        assert offers(app.screen) == ["Look round the sample study", "Make a new study"]


async def test_studies_opened_before_come_first(study_path, until):
    remember_study(study_path)
    keep_settings(recent=(*read_settings().recent, "/nowhere/gone.tusj"))
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await started(app, pilot, until)
        assert offers(app.screen) == ["study", "Look round the sample study", "Make a new study"]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        assert app.study.name == "Studien"


async def test_before_the_tour_was_seen_the_sample_comes_first(study_path, until):
    remember_study(study_path)
    app = Workbench(tour=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await started(app, pilot, until)
        assert offers(app.screen) == ["Look round the sample study", "study", "Make a new study"]


async def test_leaving_a_study_closes_it_for_others(study_path, until):
    remember_study(study_path)
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await started(app, pilot, until)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen) and app.project is None)
        await pilot.press("u")
        assert isinstance(app.screen, StartScreen)


async def test_new_study_asks_its_name_and_a_passphrase_and_opens_empty(tmp_path, until):
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await started(app, pilot, until)
        await pilot.press("n")
        await until(pilot, lambda: app.screen.query(Input))
        await pilot.press(*"min", "enter")
        await without_passphrase(app, pilot, until)
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        assert app.path.resolve() == (tmp_path / "here" / "min.tusj").resolve()
        assert list_transcripts(app.study) == []
        assert read_settings().recent == (str(app.path.resolve()),)


async def test_new_study_never_overwrites_one(study_path, until):
    before = study_path.read_bytes()
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await started(app, pilot, until)
        await pilot.press("n")
        await until(pilot, lambda: app.screen.query(Input))
        app.screen.query_one(Input).value = str(study_path)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        await until(pilot, lambda: any("there already" in n.message for n in app._notifications))
    assert study_path.read_bytes() == before


async def test_sample_is_made_once_and_then_opened(tmp_path, until):
    for _round in range(2):
        app = Workbench()
        async with app.run_test(size=(80, 24)) as pilot:
            await started(app, pilot, until)
            await pilot.press("d")
            await until(pilot, lambda app=app: isinstance(app.screen, OverviewScreen), limit=60)
            assert [n.message for n in app._notifications] == []
            assert app.study.name == "The collaboration study"
            assert len(list_transcripts(app.study)) == 6
            await pilot.press("g")
            await until(pilot, lambda app=app: app.screen.room == "guide")
            await pilot.press("escape")
    assert [path.name for path in (tmp_path / "here").glob("*.tusj")] == ["demo.tusj"]


async def test_files_dropped_begin_a_new_study_and_its_import(tmp_path, interviews, until):
    app = Workbench()
    async with app.run_test(size=(100, 30)) as pilot:
        await started(app, pilot, until)
        app.post_message(events.Paste(str(interviews["a.txt"].parent)))
        await until(pilot, lambda: app.screen.query(Input))
        await pilot.press(*"ny", "enter")
        await without_passphrase(app, pilot, until)
        await until(pilot, lambda: isinstance(app.screen, ImportScreen) and len(app.screen.entries) == 4)
        assert list_transcripts(app.study) == []


async def test_study_dropped_is_opened(study_path, until):
    app = Workbench()
    async with app.run_test(size=(100, 30)) as pilot:
        await started(app, pilot, until)
        app.post_message(events.Paste(str(study_path)))
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))


async def test_language_is_changed_and_kept(until):
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await started(app, pilot, until)
        await pilot.press("l")
        await until(pilot, lambda: language() == "nb")
        await started(app, pilot, until)
        assert read_settings().language == "nb"
        await pilot.press("l")
        await until(pilot, lambda: read_settings().language == "en")


async def test_damaged_study_is_said_in_one_sentence(tmp_path, until):
    broken = tmp_path / "broken.tusj"
    broken.write_bytes(b"not a study at all")
    remember_study(broken)
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await started(app, pilot, until)
        await pilot.press("enter")
        await until(pilot, lambda: any("broken.tusj" in n.message for n in app._notifications))
        assert isinstance(app.screen, StartScreen)


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "{",
        "[]",
        '"x"',
        json.dumps({"keys": [1], "vi": "yes", "recent": "abc", "theme": 7, "language": "fr", "tour_seen": 1}),
        json.dumps({"keys": {"coding.pick": 7}, "recent": [1, 2], "more": True}),
    ],
)
async def test_damaged_settings_are_as_none(kept, tmp_path, until):
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "settings.json").write_text(kept, "utf-8")
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await started(app, pilot, until)
        assert app.theme == "tusj-dark"
        assert app.settings.keys == {}
        assert app.settings.recent == ()


async def test_unknown_theme_falls_back(monkeypatch, until):
    keep_settings(theme="gone")
    monkeypatch.setenv("TEXTUAL_THEME", "no-such-theme")
    app = Workbench()
    async with app.run_test() as pilot:
        await started(app, pilot, until)
        assert app.theme == "tusj-dark"
        await pilot.press("f9")
        await until(pilot, lambda: read_settings().theme == "tusj-light")


async def test_theme_named_in_the_environment_counts(monkeypatch, until):
    monkeypatch.setenv("TEXTUAL_THEME", "tusj-light")
    app = Workbench()
    async with app.run_test() as pilot:
        await started(app, pilot, until)
        assert app.theme == "tusj-light"


def test_name_of_a_study_becomes_its_file(tmp_path):
    assert start.study_path("min studie").name == "min studie.tusj"
    assert start.study_path("min.tusj").name == "min.tusj"
    assert start.study_path("v1.2").name == "v1.2.tusj"
    assert start.study_path(f'"{tmp_path}/x"') == tmp_path / "x.tusj"


async def test_a_study_opens_in_the_interview_it_was_left_in_and_escape_makes_the_overview(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        await pilot.press("enter")
        await until(pilot, lambda: getattr(app.screen, "room", "") == "coding")
        await pilot.press("f8")
        await until(pilot, lambda: getattr(app.screen, "sheet", None) and app.screen.sheet.name == "P02")
    again = Workbench(study_path)
    async with again.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(again.screen, "sheet", None))
        assert again.screen.sheet.name == "P02"
        await pilot.press("question_mark")
        await until(pilot, lambda: again.screen.room == "help")
        await pilot.press("escape")
        await until(pilot, lambda: again.screen.room == "coding")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(again.screen, OverviewScreen))
    once_more = Workbench(study_path)
    async with once_more.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(once_more.screen, OverviewScreen))
