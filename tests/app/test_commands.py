"""The outward contract: each command run as the installed program."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest


def tusj(*words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run `tusj`; its exit code must be the one expected, and a problem is never a traceback."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", "from app.cli import main; main()", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr
    return done


def rows(*words: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(tusj(*words, "--format", "json").stdout)
    return found


def test_from_file_to_quote(tmp_path: Path, interviews: dict[str, Path]) -> None:
    project = tmp_path / "new.tusj"
    tusj("new", project, "--no-encrypt", "--schema", "samarbeid")
    report = rows("import", project, interviews["a.txt"], interviews["b.txt"], "--role", "jobbspesialist")
    assert [(r["transcript"], r["participant"], r["turns"], r["words"]) for r in report] == [
        ("P01", "P01", 4, 27),
        ("P02", "P02", 2, 7),
    ]
    shown = json.loads(tusj("show", project, "P01", "--format", "json").stdout)
    assert shown["text"] == interviews["a.txt"].read_text("utf-8")
    assert [(t["turn"], t["speaker"], t["kind"], t["participant"]) for t in shown["turns"]] == [
        (1, "I", "interviewer", ""),
        (2, "P", "participant", "P01"),
        (3, "I", "interviewer", ""),
        (4, "P", "participant", "P01"),
    ]
    words = "Stort sett bra, altså."
    start = shown["text"].index(words)
    table = tmp_path / "codings.csv"
    table.write_text(
        "transcript,start,end,code,gist,flags,text\n"
        f'P01,{start},{start + len(words)},Fornøyd med samarbeid,bra,recurs,"{words}"\n',
        "utf-8",
    )
    tusj("code", project, "--from", table, "--as", "ida")
    (coding,) = rows("codings", project)
    assert {k: v for k, v in coding.items() if k != "created"} == {
        "coding": 1,
        "transcript": "P01",
        "turn": 2,
        "participant": "P01",
        "role": "jobbspesialist",
        "schema": "samarbeid",
        "code": "Fornøyd med samarbeid",
        "path": "Fornøyd med samarbeid",
        "coder": "ida",
        "start": start,
        "end": start + len(words),
        "text": words,
        "gist": "bra",
        "flags": "recurs",
        "memo": "",
        "origin": "imported",
    }
    tusj("mark", project, 1, "--quote")
    assert "«Stort sett bra, altså.» (En jobbspesialist)" in tusj("quotes", project).stdout
    assert [s["what"] for s in rows("steps", project)][-2:] == [
        "brought in one coded passage",
        "changed a coded passage",
    ]


def test_codings_go_out_and_come_in_again(study_path: Path, tmp_path: Path) -> None:
    table = tmp_path / "out.csv"
    tusj("codings", study_path, "-o", table)
    before = rows("codings", study_path)
    numbers = [str(row["coding"]) for row in before]
    tusj("uncode", study_path, *numbers)
    assert rows("codings", study_path) == []
    tusj("code", study_path, "--from", table)
    keys = ("transcript", "start", "end", "code", "coder", "text")
    assert [[r[k] for k in keys] for r in rows("codings", study_path)] == [[r[k] for k in keys] for r in before]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("P99,0,5,Gjensidig læring", "row 2: the study has no interview P99"),
        ("P01,0,5,Nei", "row 2: the study has no category “Nei”"),
        ("P01,9,5,Gjensidig læring", "row 2: the end (5) must come after the start (9)"),
        ("P01,0,99999,Gjensidig læring", "row 2: 0–99999 lies outside P01"),
        ("P01,x,5,Gjensidig læring", "row 2: start must be a whole number"),
        ("P01,0,5,Forløp som har fungert", "row 2: “Forløp som har fungert” may mean several categories"),
    ],
)
def test_bad_row_is_named_and_nothing_is_coded(study_path: Path, tmp_path: Path, row: str, problem: str) -> None:
    table = tmp_path / "bad.csv"
    table.write_text(f"transcript,start,end,code\n{row}\nP01,0,5,Gjensidig læring\n", "utf-8")
    before = study_path.read_bytes()
    done = tusj("code", study_path, "--from", table, code=1)
    assert done.stderr.startswith("Nothing was coded, because of these rows:\n")
    assert problem in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert study_path.read_bytes() == before


def test_words_that_do_not_stand_there_are_refused(study_path: Path, tmp_path: Path) -> None:
    table = tmp_path / "bad.csv"
    table.write_text("transcript,start,end,code,text\nP01,0,5,Gjensidig læring,hallo\n", "utf-8")
    assert "row 2: the text is not what stands at 0–5" in tusj("code", study_path, "--from", table, code=1).stderr


def test_good_files_are_stored_beside_a_bad_one(tmp_path: Path, interviews: dict[str, Path]) -> None:
    project = tmp_path / "new.tusj"
    tusj("new", project, "--no-encrypt")
    empty = tmp_path / "tom.txt"
    empty.touch()
    done = tusj("import", project, interviews["a.txt"], empty, tmp_path / "borte.txt", "--format", "json", code=1)
    assert [row["transcript"] for row in json.loads(done.stdout)] == ["P01"]
    assert done.stderr.splitlines()[0] == "2 of 3 files were not brought in:"
    assert "tom.txt" in done.stderr
    assert "borte.txt" in done.stderr
    again = tusj("import", project, interviews["a.txt"])
    assert "a.txt is in the study already, as P01: skipped." in again.stderr


def test_dry_run_stores_nothing(study_path: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("I: Hva?\n\nP: Noe nytt her.\n", "utf-8")
    before = study_path.read_bytes()
    (row,) = rows("import", study_path, more, "--dry-run")
    assert (row["turns"], row["words"], row["speakers"]) == (2, 4, "I 1 *; P 1")
    assert study_path.read_bytes() == before


def test_participants_from_a_table(study_path: Path, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("participant;role;kontor;alder\nP01;;A;34\nP03;leder;B;51\n", "utf-8")
    tusj("participants", study_path, "--import", table)
    assert rows("participants", study_path)[0] == {
        "participant": "P01",
        "role": "jobbspesialist",
        "kontor": "A",
        "alder": 34,
    }
    assert rows("participants", study_path)[2]["role"] == "leder"
    groups = {row["group"] for row in rows("frequencies", study_path, "--by", "kontor")}
    assert groups == {"A", "B", "–", "all"}


def test_participant_numbers_are_never_given_again(tmp_path: Path, interviews: dict[str, Path]) -> None:
    project = tmp_path / "new.tusj"
    tusj("new", project, "--no-encrypt")
    tusj("import", project, interviews["a.txt"])
    tusj("remove", project, "P01")
    assert rows("import", project, interviews["b.txt"])[0]["transcript"] == "P02"


def test_correction_moves_codings(study_path: Path, tmp_path: Path) -> None:
    text = json.loads(tusj("show", study_path, "P01", "--format", "json").stdout)["text"]
    corrected = tmp_path / "rettet.txt"
    corrected.write_text(
        text.replace("Stort sett", "Jo da, stort sett").replace("aldri gir", "nesten aldri gir"), "utf-8"
    )
    done = tusj("correct", study_path, "P01", corrected)
    assert "changed" in done.stderr
    texts = [row["text"] for row in rows("codings", study_path, "--transcript", "P01")]
    assert texts[1] == "Det er noen som nesten aldri gir lyd fra seg. Det liker jeg ikke."
    tusj("undo", study_path)
    assert json.loads(tusj("show", study_path, "P01", "--format", "json").stdout)["text"] == text


def test_undo_and_redo(study_path: Path) -> None:
    assert tusj("undo", study_path).stderr.startswith("Undone: coded turn 2 of P04")
    assert len(rows("codings", study_path)) == 4
    assert tusj("redo", study_path).stderr.startswith("Done again: ")
    assert len(rows("codings", study_path)) == 5


def test_json_has_no_null_and_csv_shows_a_dash(study_path: Path) -> None:
    found = rows("frequencies", study_path, "--schema", "samarbeid")
    assert all(value is not None for row in found for value in row.values())
    assert all(isinstance(row["informants"], int) and 0 <= float(str(row["share"])) <= 1 for row in found)
    table = list(csv.DictReader(io.StringIO(tusj("frequencies", study_path, "--format", "csv").stdout)))
    left_out = next(
        r for r in table if r["code"] == "Ikke søkt til jobbspesialister" and r["group"] == "jobbspesialist"
    )
    assert left_out["informants"] == "–"


def test_zero_rows_is_a_valid_export(tmp_path: Path) -> None:
    project = tmp_path / "empty.tusj"
    tusj("new", project, "--no-encrypt")
    endings = {"frequencies": "docx", "quotes": "docx", "codings": "xlsx", "transcripts": "csv", "steps": "md"}
    for command, ending in endings.items():
        assert rows(command, project) == []
        tusj(command, project, "-o", tmp_path / f"{command}.{ending}")
        assert (tmp_path / f"{command}.{ending}").exists()


def test_demo_is_made_once(tmp_path: Path) -> None:
    first = tusj("demo", tmp_path, "--no-open").stdout.strip()
    assert first == str(tmp_path / "demo.tusj")
    size = Path(first).stat().st_size
    assert tusj("demo", tmp_path, "--no-open").stdout.strip() == first
    assert Path(first).stat().st_size == size
    assert len(rows("transcripts", first)) == 18
    assert rows("steps", first) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [(("frequencies",), 2), (("nonsense",), 2), (("frequencies", "gone.tusj"), 1), (("gone.tusj",), 1), ((), 1)],
)
def test_exit_codes(words: tuple[str, ...], code: int) -> None:
    assert tusj(*words, code=code).stdout == ""


def test_spreadsheet_formulas_and_escapes_stay_text(tmp_path: Path) -> None:
    project = tmp_path / "s.tusj"
    file = tmp_path / "x.txt"
    file.write_bytes("I: a?\n\nP: =1+1 \x1b[31mred\x00 [/x] [bold] \u202eabc 👩‍👩‍👧\n".encode())
    tusj("new", project, "--no-encrypt", "--schema", "samarbeid")
    tusj("import", project, file)
    text = json.loads(tusj("show", project, "P01", "--format", "json").stdout)["text"]
    assert "\x1b" not in text
    assert "\ufffd[31mred\ufffd [/x] [bold]" in text
    start = text.index("=1+1")
    table = tmp_path / "c.csv"
    table.write_text(f"transcript,start,end,code\nP01,{start},{len(text) - 1},Gjensidig læring\n", "utf-8")
    tusj("code", project, "--from", table)
    out = tusj("codings", project, "--format", "csv").stdout
    assert "'=1+1" in out
    assert tusj("codings", project).stdout.count("\u202e") == 0 or not sys.stdout.isatty()
