"""The import: nothing stored before it is asked for; roles, interviewers, encodings; bad files; undo."""

import threading

from textual import events
from textual.widgets import Static

from app.screens import importing
from app.screens.importing import ImportScreen
from app.screens.overview import OverviewScreen
from app.workbench import Workbench
from corpus.imports import read_candidates
from corpus.participants import get_participant
from corpus.transcripts import get_transcript, list_transcripts, read_transcript


async def opened(app, pilot, until, paths):
    await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
    app.push_screen(ImportScreen(paths))
    await until(pilot, lambda: isinstance(app.screen, ImportScreen))
    return app.screen


def write(tmp_path, name, text, encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


NEW = (
    "INT: Hva gjør du?\n\nKari: Jeg går på jobb. Og så går jeg hjem.\n\nINT: Og du?\n\nOle: Ikke jeg.\n\n"
    "INT: Ellers?\n\nKari: Nei, ikke noe.\n\nOle: Ikke her heller.\n"
)


async def test_nothing_is_stored_until_asked_and_one_bad_file_spoils_none(study_path, tmp_path, until):
    good = write(tmp_path, "ny.txt", NEW)
    bad = write(tmp_path, "tom.txt", "")
    app = Workbench(study_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, until, [good, bad, tmp_path / "interviews" / "a.txt", tmp_path / "no.txt"])
        await until(pilot, lambda: len(screen.entries) == 4)
        assert [entry.mark for entry in screen.entries] == ["✓", "✗", "=", "✗"]
        assert screen.entries[2].candidate.known_as == "P01"
        assert len(list_transcripts(app.study)) == 4
        await pilot.press("ctrl+s")
        await until(pilot, lambda: screen.entries[0].stored is not None and not screen._reading)
        assert screen.entries[0].stored.participants == ("P05", "P06")
        assert len(list_transcripts(app.study)) == 5
        told = "\n".join(notification.message for notification in app._notifications)
        assert "2 files were not brought in" in told
        assert "tom.txt" in told
        await pilot.press("u")
        await until(pilot, lambda: len(list_transcripts(app.study)) == 4 and screen.entries[0].ready)


async def test_preview_shows_the_first_turns_with_their_speakers(study_path, tmp_path, until):
    path = write(tmp_path, "ny.txt", "I: Hva?\n\nP: [bold]Jeg\x1b[31m [/x] går.\n")
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, until, [path])
        await until(pilot, lambda: screen.entries and "går" in str(screen.query_one("#turns", Static).content))
        lines = str(screen.query_one("#turns", Static).content).splitlines()
        assert lines[0] == "I  Hva?"
        assert lines[2] == "P  [bold]Jeg\ufffd[31m [/x] går."
        assert "I 1*" in str(screen.query_one("#about", Static).content)


async def test_role_for_all_and_for_one(study_path, tmp_path, until):
    paths = [write(tmp_path, f"ny{n}.txt", f"I: Hva{n}?\n\nP: Ja, {n}.\n") for n in range(2)]
    app = Workbench(study_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, until, paths)
        await until(pilot, lambda: len(screen.entries) == 2)
        await pilot.press("f2")
        await pilot.press("2")
        await until(pilot, lambda: [e.candidate.role for e in screen.entries] == ["veileder", "veileder"])
        await pilot.press("f5")
        await pilot.press("3")  # another role, to be typed
        await pilot.press(*"lege", "enter")
        await until(pilot, lambda: [e.candidate.role for e in screen.entries] == ["lege", "veileder"])
        await pilot.press("enter")
        await until(pilot, lambda: screen.entries[1].stored is not None)
        assert get_participant(app.study, "P05").role == "lege"
        assert get_participant(app.study, "P06").role == "veileder"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))


async def test_interviewer_is_changed_before_storing(study_path, tmp_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, until, [write(tmp_path, "ny.txt", NEW)])
        await until(pilot, lambda: len(screen.entries) == 1)
        assert screen.entries[0].candidate.interviewers == ("INT",)
        await pilot.press("f3")
        await pilot.press("1", "2", "enter")  # INT no longer, Kari instead
        await until(pilot, lambda: screen.entries[0].candidate.interviewers == ("Kari",))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: screen.entries[0].stored is not None)
        text = read_transcript(app.study, get_transcript(app.study, screen.entries[0].stored.transcript))
        assert [turn.kind for turn in text.turns] == [
            "participant",
            "interviewer",
            "participant",
            "participant",
            "participant",
            "interviewer",
            "participant",
        ]


async def test_another_encoding_reads_the_file_again(study_path, tmp_path, until):
    path = write(tmp_path, "gammel.txt", "I: Hva?\n\nP: Sånn går no dagan for mæ på øya.\n", "cp1252")
    app = Workbench(study_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, until, [path])
        await until(pilot, lambda: len(screen.entries) == 1)
        assert "på øya" in screen.entries[0].candidate.source.text
        await pilot.press("f4")
        await pilot.press("4")  # mac-roman
        await until(pilot, lambda: "på øya" not in screen.entries[0].candidate.source.text)
        assert len(screen.entries) == 1


async def test_paths_written_or_pasted_on_the_line_are_read(study_path, tmp_path, until):
    one, two = write(tmp_path, "en fil.txt", NEW), write(tmp_path, "to.txt", "I: Nå?\n\nP: Nei.\n")
    app = Workbench(study_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, until, ())
        app.post_message(events.Paste(str(one)))
        await until(pilot, lambda: [e.candidate.path for e in screen.entries] == [one])
        await pilot.press("f8")
        screen.query_one("#paths").value = f'"{two}"'
        await pilot.press("enter")
        await until(pilot, lambda: [e.candidate.path for e in screen.entries] == [one, two])
        await pilot.press("delete")
        await until(pilot, lambda: [e.candidate.path for e in screen.entries] == [two])
        assert one.exists()


async def test_the_same_file_under_two_names_is_taken_once(study_path, tmp_path, until):
    one, two = write(tmp_path, "en.txt", NEW), write(tmp_path, "kopi.txt", NEW)
    app = Workbench(study_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, until, [one])
        await until(pilot, lambda: len(screen.entries) == 1)
        screen.read_files([two])
        await until(pilot, lambda: len(screen.entries) == 2)
        assert [entry.mark for entry in screen.entries] == ["✓", "="]


async def test_escape_stops_reading_and_keeps_nothing(study_path, tmp_path, until, monkeypatch):
    paths = [write(tmp_path, f"ny{n}.txt", f"I: Hva{n}?\n\nP: Ja, {n}.\n") for n in range(3)]
    began, go_on = threading.Event(), threading.Event()

    def slow(project, files, *, progress=None, **options):
        def waiting(done, total):
            began.set()
            assert go_on.wait(20)
            progress(done, total)

        return read_candidates(project, files, progress=waiting, **options)

    monkeypatch.setattr(importing, "read_candidates", slow)
    app = Workbench(study_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, until, paths)
        await until(pilot, lambda: began.is_set() and screen._reading)
        await pilot.press("escape")
        go_on.set()
        await until(pilot, lambda: not screen._reading)
        assert app.screen is screen
        assert screen.entries == []


async def test_escape_leaves_unstored_files_only_when_pressed_again(study_path, tmp_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, until, [write(tmp_path, "ny.txt", NEW)])
        await until(pilot, lambda: len(screen.entries) == 1)
        await pilot.press("escape")
        assert app.screen is screen
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        assert len(list_transcripts(app.study)) == 4


async def test_interviews_are_named_after_their_files_where_asked(study_path, tmp_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot, until, [write(tmp_path, "ny.txt", NEW)])
        await until(pilot, lambda: len(screen.entries) == 1)
        await pilot.press("f6")
        await pilot.press(*"p01", "enter")
        await until(pilot, lambda: screen.entries[0].candidate.participant == "p01")
        await pilot.press("f7", "ctrl+s")
        await until(pilot, lambda: screen.entries[0].stored is not None)
        assert screen.entries[0].stored.transcript == "ny"
        assert screen.entries[0].stored.participants == ("P01",)
