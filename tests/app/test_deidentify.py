"""The command and the room of de-identifying."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import family
from app.screens.coding import CodingScreen
from app.screens.deidentify import DeidentifyScreen
from app.workbench import Workbench
from codebook.project import create_project, open_project
from corpus.deidentify.keylist import read_key_list
from corpus.deidentify.review import review_statuses, set_review
from corpus.errors import InputError, NotFoundError, ProjectError
from corpus.imports import import_candidates, read_candidates
from corpus.transcripts import list_transcripts, read_transcript

TEXT = (
    "I: Hvem er du?\n\nP: Jeg heter Kari Ravndal. Veilederen min, Olaug Sjøbakken, ringte 912 34 567. Olaugs bil er "
    "rød.\n\nI: Ja?\n\nP: Det kommer an på, sa Kari Ravndal.\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    with create_project(home / "s.tusj", "Min studie", "nb", "ida") as project:
        import_candidates(project, read_candidates(project, [file], interviewers=["I"], role="veileder"))
    return home / "s.tusj"


def run(*words: object):
    done = CliRunner().invoke(family, [str(word) for word in words], standalone_mode=False)
    if done.exception:
        raise done.exception
    return done


def text_of(path: Path) -> str:
    with open_project(path, write=False) as project:
        return read_transcript(project, list_transcripts(project)[0]).text


# ---- the command
def test_the_command_lists_a_row_a_place(path):
    rows = json.loads(run("deidentify", path, "P01", "--format", "json").stdout)

    assert [(r["group"], r["kind"], r["text"], r["replacement"]) for r in rows] == [
        ("direct", "phone", "912 34 567", "(telefonnummer)"),
        ("names", "person", "Kari Ravndal", "(navn)"),
        ("names", "person", "Kari Ravndal", "(navn)"),
        ("names", "person", "Olaug", "(veileder)"),
        ("names", "person", "Olaug Sjøbakken", "(veileder)"),
    ]
    first = rows[0]
    assert TEXT[first["start"] : first["end"]] == "912 34 567"
    assert (first["transcript"], first["turn"]) == ("P01", 2)


def test_a_table_is_applied_and_what_has_no_replacement_is_left(path, tmp_path):
    table = tmp_path / "t.csv"
    run("deidentify", path, "-o", table)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["text"] == "Kari Ravndal":
            row["replacement"] = "[P01]" if row["turn"] == "2" else ""
    with table.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0])
        out.writeheader()
        out.writerows(rows)

    done = run("deidentify", path, "--apply", table)

    assert "Replaced 4 places in 1 interview" in done.stderr
    assert "still stand in 1" in done.stderr
    text = text_of(path)
    assert "Jeg heter [P01]. Veilederen min, (veileder), ringte (telefonnummer). (veileder)s bil" in text
    assert "sa Kari Ravndal." in text


def test_each_thing_that_stands_for_a_string_comes_into_the_key_list(path, tmp_path, monkeypatch):
    monkeypatch.setenv("TUSJ_KEYLIST_PASSPHRASE", "ord")
    table, away = tmp_path / "t.csv", tmp_path / "away"
    away.mkdir()
    run("deidentify", path, "-o", table)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["text"] == "Kari Ravndal"]
    for row, new in zip(rows, ("[P01]", "(navn)"), strict=True):
        row["replacement"] = new
    with table.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0])
        out.writeheader()
        out.writerows(rows)

    run("deidentify", path, "--apply", table, "--key-list", away / "k.age")

    held = read_key_list(path, away / "k.age", "ord").replaced
    assert {(entry.was, entry.now) for entry in held} == {("Kari Ravndal", "[P01]"), ("Kari Ravndal", "(navn)")}


def test_a_table_that_does_not_fit_is_refused_whole(path, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text(
        "text,transcript,start,end,replacement\nKari,P01,0,4,(navn)\nKari,P09,0,4,(navn)\nKari,P01,x,4,(navn)\n"
    )

    with pytest.raises(InputError) as error:
        run("deidentify", path, "--apply", table)

    assert [line.split(":")[0] for line in error.value.details] == ["row 2", "row 3", "row 4"]
    assert text_of(path) == TEXT
    table.write_text("text,transcript,start,end,replacement\n" + "Kari,P01,0,4,(navn)\n" * 22)
    with pytest.raises(InputError) as error:
        run("deidentify", path, "--apply", table)
    assert list(error.value.details[19:]) == [
        "row 21: the text does not stand at this place; list the suggestions anew",
        "… and 2 more rows",
    ]
    table.write_text("text\nKari\n")
    with pytest.raises(InputError, match="column “transcript”"):
        run("deidentify", path, "--apply", table)


def test_a_string_is_accepted_and_written_to_the_key_list(path, tmp_path, monkeypatch):
    monkeypatch.setenv("TUSJ_KEYLIST_PASSPHRASE", "en annen")
    keys = tmp_path / "away" / "keys.age"
    keys.parent.mkdir()

    run("deidentify", path, "--accept", "kari ravndal", "[P01]", "--accept", "Olaug", "", "--key-list", keys)

    assert "[P01]" in text_of(path)
    assert "(veileder)s bil" in text_of(path)
    rows = json.loads(run("deidentify", path, "--key-list", keys, "--format", "json").stdout)
    assert [(row["was"], row["now"], row["kind"]) for row in rows] == [
        ("kari ravndal", "[P01]", "person"),
        ("Olaug", "(veileder)", "person"),
    ]
    assert b"Ravndal" not in path.read_bytes() + keys.read_bytes()
    assert keys.stat().st_mode & 0o077 == 0
    assert [file.name for file in keys.parent.iterdir()] == ["keys.age"]
    with pytest.raises(InputError, match="never written"):
        run("deidentify", path, "--key-list", keys, "-o", tmp_path / "keys.csv")


def test_a_key_list_with_the_study_is_refused_and_nothing_replaced(path, monkeypatch):
    monkeypatch.setenv("TUSJ_KEYLIST_PASSPHRASE", "en annen")

    with pytest.raises(ProjectError, match="another folder"):
        run("deidentify", path, "--accept", "Kari Ravndal", "[P01]", "--key-list", path.parent / "keys.age")

    assert text_of(path) == TEXT


def test_older_snapshots_go_unless_kept(path):
    run("backup", path)
    folder = path.with_name(f"{path.name}-snapshots")
    run("backup", path)
    (old := next(folder.glob("*.tusj"))).rename(old.with_name("2020-01-01.tusj"))

    done = run("deidentify", path, "--accept", "Olaug", "(veileder)", "--keep-snapshots")
    assert "what was replaced" in done.stderr
    run("deidentify", path, "--accept", "Kari Ravndal", "[P01]")

    assert "2020-01-01.tusj" not in [file.name for file in folder.iterdir()]


def test_strings_that_are_not_there_are_said(path):
    with pytest.raises(NotFoundError):
        run("deidentify", path, "--accept", "Torvaldine", "(navn)")
    with pytest.raises(InputError):
        run("deidentify", path, "--accept", "Torvaldine", "")


def test_kept_reviewed_and_read(path):
    run("deidentify", path, "--keep", "Kari Ravndal", "--reviewed", "P01")
    rows = json.loads(run("transcripts", path, "--format", "json").stdout)
    assert rows[0]["review"] == "suggestions"
    run("deidentify", path, "--read", "P01")

    rows = json.loads(run("transcripts", path, "--format", "json").stdout)
    assert rows[0]["review"] == "read"
    assert "Kari Ravndal" not in [row["text"] for row in json.loads(run("deidentify", path, "--format", "json").stdout)]


def test_the_disclosure_check_as_a_command(path):
    rows = json.loads(run("participants", path, "--disclosure", "--format", "json").stdout)
    assert rows == [{"participant": "P01", "facts": "role: veileder", "size": 1, "participants": "P01"}]

    assert json.loads(run("participants", path, "--threshold", "0", "--disclosure", "--format", "json").stdout) == []


# ---- the room
async def opened(pilot, until) -> DeidentifyScreen:
    app = pilot.app
    await pilot.press("z")
    await until(pilot, lambda: isinstance(app.screen, DeidentifyScreen) and app.screen.suggestions)
    return app.screen


async def test_decisions_are_made_and_replaced_together(path, until):
    app = Workbench(path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, until)
        assert [s.text for s in screen.suggestions] == ["912 34 567", "Kari Ravndal", "Olaug", "Olaug Sjøbakken"]
        await pilot.press("k")
        await until(pilot, lambda: len(screen.suggestions) == 3)
        await pilot.press("r")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press(*["backspace"] * 6, *"[P01]", "enter")
        await until(pilot, lambda: "kari ravndal" in screen.decided.strings)
        await pilot.press("A", "x")
        await until(pilot, lambda: len(screen.decided.strings) == 2)
        await pilot.press("a")
        await until(pilot, lambda: len(screen.decided.strings) == 3)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("2")
        await until(pilot, lambda: not screen.suggestions and not screen._busy)

        text = read_transcript(screen.project, list_transcripts(screen.project)[0]).text
        assert "Jeg heter [P01]. Veilederen min, (veileder), ringte 912 34 567. (veileder)s bil er rød." in text


async def test_a_place_is_decided_by_itself(path, until):
    app = Workbench(path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, until)
        assert (screen.suggestions[1].text, len(screen.suggestions[1].places)) == ("Kari Ravndal", 2)
        await pilot.press("n", "tab", "r")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press(*["backspace"] * 6, *"[P01]", "enter")
        await until(pilot, lambda: [new for _place, new in screen.decided.alone] == ["[P01]"])
        await pilot.press("k")
        await until(pilot, lambda: [new for _place, new in screen.decided.alone] == ["[P01]", ""])
        await pilot.press("shift+tab", "n", "a")
        await until(pilot, lambda: [d.text for d in screen.decided.strings.values()] == ["Olaug"])
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("2")
        await until(pilot, lambda: not screen.decided and not screen._busy)

        text = read_transcript(screen.project, list_transcripts(screen.project)[0]).text
        assert text == TEXT.replace("heter Kari Ravndal", "heter [P01]").replace("Olaugs", "(veileder)s").replace(
            "Olaug", "(veileder)"
        )


async def test_a_place_takes_precedence_over_its_string_and_may_be_taken_back(path, until):
    app = Workbench(path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, until)
        await pilot.press("n", "a", "up", "tab", "k", "k", "up", "x")
        await until(pilot, lambda: [new for _place, new in screen.decided.alone] == [""])
        assert screen.decided.strings["kari ravndal"].replacement == "(navn)"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("2")
        await until(pilot, lambda: not screen.decided and not screen._busy)

        text = read_transcript(screen.project, list_transcripts(screen.project)[0]).text
        assert ("heter (navn)." in text, "sa Kari Ravndal." in text) == (True, True)


async def test_older_snapshots_are_kept_where_it_is_chosen(path, until):
    run("backup", path)
    old = next(path.with_name(f"{path.name}-snapshots").glob("*.tusj"))
    old = old.rename(old.with_name("2020-01-01.tusj"))
    app = Workbench(path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, until)
        await pilot.press("a", "ctrl+s")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("4")
        await until(pilot, lambda: not screen.decided and not screen._busy)
        assert old.exists()
        await until(pilot, lambda: len(screen.suggestions) == 3)
        await pilot.press("a", "ctrl+s")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("2")
        await until(pilot, lambda: not screen.decided and not screen._busy)
        assert not old.exists()


async def test_the_key_list_is_asked_for_and_a_place_with_the_study_refused(path, tmp_path, until):
    app = Workbench(path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, until)
        await pilot.press("a", "ctrl+s")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("1")
        await until(pilot, lambda: bool(app.screen.query("#file")))
        field = app.screen.query_one("#file")
        field.value = str(path.parent / "keys.age")
        await pilot.press("enter")
        assert app.screen.focused is field
        field.value = str(tmp_path / "keys.age")
        await pilot.press("enter", *"ord", "enter", *"ord", "enter")
        await until(pilot, lambda: (tmp_path / "keys.age").exists() and app.screen is screen and not screen._busy)


async def test_status_export_opening_and_leaving(path, until):
    app = Workbench(path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, until)
        await pilot.press("d")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("1")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("3")
        await until(pilot, lambda: list(review_statuses(screen.project).values()) == ["read"])
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("e")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("n", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.screen is screen)
        await until(pilot, lambda: bool(screen.suggestions))
        await pilot.press("a", "escape")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("enter")
        await until(pilot, lambda: type(app.screen).__name__ == "OverviewScreen")


async def test_coding_an_interview_nobody_reviewed_warns_once(path, until):
    app = Workbench(path)
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        await until(pilot, lambda: "Nobody has looked at" in str(app.screen.query_one("#status").render()))
        await pilot.press("right")
        await until(pilot, lambda: "Nobody has" not in str(app.screen.query_one("#status").render()))
    with open_project(path) as project:
        set_review(project, list_transcripts(project)[0], "suggestions")
    app = Workbench(path)
    async with app.run_test(size=(160, 48)) as pilot:
        await until(pilot, lambda: app.project is not None)
        if not isinstance(app.screen, CodingScreen):
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        await pilot.pause(0.6)
        assert "Nobody has" not in str(app.screen.query_one("#status").render())


def test_coding_by_command_says_what_nobody_looked_at(path, tmp_path):
    table = tmp_path / "c.csv"
    table.write_text("transcript,start,end,code\nP01,20,30,A\n", "utf-8")
    book = tmp_path / "book.csv"
    book.write_text("schema,code\ns,A\n", "utf-8")
    run("codebook", "import", path, book)

    assert "1 interview coded here is not looked at" in run("code", path, "--from", table).stderr
    run("deidentify", path, "--reviewed", "P01")
    assert "not looked at" not in run("code", path, "--from", table).stderr


async def test_the_threshold_is_set_where_participants_are_shown(path, until):
    app = Workbench(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("p")
        await until(pilot, lambda: "only one with role" in str(app.screen.query_one("#hint").render()))
        screen = app.screen
        await pilot.press("f")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("backspace", "0", "enter")
        await until(pilot, lambda: app.screen is screen and "only one" not in str(screen.query_one("#hint").render()))
