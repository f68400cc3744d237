"""People's rights and the end from the workbench: every key of the participants and safety screens they got."""

from pathlib import Path

from textual.widgets import Input

from app.screens.participants import ParticipantsScreen
from app.screens.safety import SafetyScreen
from app.widgets.dialogs import ChooseScreen, LineScreen
from app.widgets.export import ExportScreen
from app.widgets.passphrase import SealScreen
from app.widgets.typed import ReadScreen, TypedScreen
from app.workbench import Workbench
from codebook.facts import get_facts
from codebook.project import open_project
from corpus.age_format import unseal
from corpus.consent import add_consent, list_consents
from corpus.participants import list_participants, set_attribute
from corpus.transcripts import get_transcript, read_transcript


async def enter(app, pilot, until, key, screen):
    await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, screen) and app.screen.is_mounted)
    return app.screen


async def answer(app, pilot, until, dialog, text):
    await until(pilot, lambda: type(app.screen) is dialog and app.screen.is_mounted)
    field = app.screen.query_one(Input)
    field.value = text
    await pilot.press("enter")


async def test_consent_is_recorded_by_key_and_undone(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(app, pilot, until, "p", ParticipantsScreen)
        await pilot.press("c")
        await answer(app, pilot, until, LineScreen, "2026-03-24")
        await until(pilot, lambda: type(app.screen) is LineScreen and "agreed" in str(app.screen._question))
        await answer(app, pilot, until, LineScreen, "opptak")
        await until(pilot, lambda: len(list_consents(app.study)) == 1)
        assert "2026-03-24" in str(screen.query_one("#people").get_option_at_index(0).prompt)
        await pilot.press("v")
        await until(pilot, lambda: type(app.screen) is ReadScreen and app.screen.is_mounted)
        assert "consent · opptak · 2026-03-24" in app.screen._text
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("u")
        await until(pilot, lambda: list_consents(app.study) == [])


async def test_words_are_given_and_corrections_read_back(study_path, until, tmp_path):
    app = Workbench(study_path)
    file = tmp_path / "hers.txt"
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(app, pilot, until, "p", ParticipantsScreen)
        await pilot.press("g")
        await answer(app, pilot, until, ExportScreen, str(file))
        await until(pilot, lambda: [c.kind for c in list_consents(app.study)] == ["access"])
        file.write_text(file.read_text("utf-8").replace("samme gang", "samme etasje"), "utf-8")
        await until(pilot, lambda: isinstance(app.screen, ParticipantsScreen))
        await pilot.press("t")
        await answer(app, pilot, until, LineScreen, str(file))
        await until(pilot, lambda: "etasje" in read_transcript(app.study, get_transcript(app.study, "P01")).text)


async def test_an_export_is_sealed_by_key(study_path, until, tmp_path):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(app, pilot, until, "p", ParticipantsScreen)
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen) and app.screen.is_mounted)
        await pilot.press("f2")
        await answer(app, pilot, until, ExportScreen, str(tmp_path / "hers.txt"))
        await until(pilot, lambda: isinstance(app.screen, SealScreen) and app.screen.is_mounted)
        await pilot.press("a", "b", "enter", "a", "b", "enter")
        await until(pilot, (tmp_path / "hers.txt.age").exists)
        await until(pilot, lambda: len(list_consents(app.study)) == 1)
    assert b"samme gang" in unseal((tmp_path / "hers.txt.age").read_bytes(), "ab", "hers.txt.age")
    assert not (tmp_path / "hers.txt").exists()


async def test_withdrawal_wants_the_label_typed(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(app, pilot, until, "p", ParticipantsScreen)
        await pilot.press("x")
        await until(pilot, lambda: type(app.screen) is TypedScreen and app.screen.is_mounted)
        assert "2 coded passages" in app.screen._text
        await answer(app, pilot, until, TypedScreen, "P02")
        assert type(app.screen) is TypedScreen
        await answer(app, pilot, until, TypedScreen, "p01")
        await until(pilot, lambda: type(app.screen) is ReadScreen and app.screen.is_mounted)
        assert "Én informant har trukket seg" in app.screen._text
        assert [p.label for p in list_participants(app.study)] == ["P02", "P03", "P04"]
        assert app.study.undo() is None


async def test_facts_are_set_and_stand_in_the_title(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await enter(app, pilot, until, "w", SafetyScreen)
        await pilot.press("a")
        await until(pilot, lambda: type(app.screen) is ChooseScreen and app.screen.is_mounted)
        await pilot.press("3")
        await answer(app, pilot, until, LineScreen, "2099-02-01")
        await until(pilot, lambda: get_facts(app.study).end == "2099-02-01")
        assert "To be deleted by 1 Feb 2099" in str(screen.query_one("#standing").content)
        await pilot.press("escape")
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await until(pilot, lambda: "to be deleted by 1 Feb 2099" in str(app.screen.query_one("#aside").content))


async def test_files_written_are_listed(study_path, until):
    from corpus.store.manifest import remember_file

    with open_project(study_path) as study:
        remember_file(study, study_path.with_name("q.docx"), "quotes")
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(app, pilot, until, "w", SafetyScreen)
        await pilot.press("f")
        await until(pilot, lambda: type(app.screen) is ReadScreen and app.screen.is_mounted)
        assert "q.docx  (no longer there)" in app.screen._text


async def test_the_end_erases_everything_when_the_name_is_typed(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(app, pilot, until, "w", SafetyScreen)
        await pilot.press("z")
        await answer(app, pilot, until, LineScreen, "")
        await until(pilot, lambda: type(app.screen) is ChooseScreen and app.screen.is_mounted)
        await pilot.press("1")
        await answer(app, pilot, until, TypedScreen, "Studien")
        await until(pilot, lambda: type(app.screen) is ReadScreen and app.screen.is_mounted)
        assert "alt slettet" in app.screen._text
        assert app.project is None
        await pilot.press("escape")
        await until(pilot, lambda: getattr(app.screen, "room", "") == "start")
    assert not Path(study_path).exists()


async def test_the_end_may_keep_what_is_deidentified(study_path, until):
    with open_project(study_path) as study:
        add_consent(study, "P01", "", "x")
        set_attribute(study, "P01", "alder", "34")
        set_attribute(study, "P01", "hobby", "fugler")
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(app, pilot, until, "w", SafetyScreen)
        await pilot.press("z")
        await answer(app, pilot, until, LineScreen, "")
        for asked in ("What happens", "alder", "hobby"):  # keep; group; words cannot be grouped: drop
            await until(pilot, lambda asked=asked: asked in getattr(app.screen, "_question", ""))
            await until(pilot, lambda: app.screen.is_mounted and app.screen.focused is not None)
            await pilot.press("2")
        await until(pilot, lambda: type(app.screen) is TypedScreen)
        assert "Stays: the interviews and what is coded" in app.screen._text
        await answer(app, pilot, until, TypedScreen, "studien")
        await until(pilot, lambda: type(app.screen) is ReadScreen and app.screen.is_mounted)
        assert "Prosjektet er avsluttet" in app.screen._text
        assert app.study.undo() is None
        assert list_participants(app.study)[0].attributes == {"alder": "30–39"}
