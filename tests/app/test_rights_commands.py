"""People's rights and the end by command: consent, own words, corrections, the manifest, seals, facts, closing."""

import io
import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import family
from codebook.project import open_project
from corpus.age_format import unseal
from corpus.consent import list_consents
from corpus.participants import set_attribute
from corpus.transcripts import get_transcript, read_transcript
from exports.writers.seal import Seal


def run(*arguments, **environment):
    return CliRunner().invoke(family, [str(a) for a in arguments], env=environment)


def as_json(*arguments):
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_consent_is_recorded_and_shown(study_path):
    assert run("participant", study_path, "p03", "--consent", "24.3.2026", "opptak, sitater").exit_code == 0
    rows = as_json("participant", study_path, "P03")
    assert {"what": "consent", "said": "opptak, sitater", "date": "2026-03-24"} in rows
    assert rows[0] == {"what": "participant", "said": "P03", "date": ""}
    with open_project(study_path) as study:
        assert study.undo().what == "recorded the consent of P03"
        assert list_consents(study) == []
        study.redo()
        assert [c.participant for c in list_consents(study)] == ["P03"]
    refused = run("participant", study_path, "P03", "--consent", "i fjor", "x")
    assert "is no date" in str(refused.exception.message)


@pytest.mark.parametrize("ending", ["docx", "txt", "md"])
def test_a_participant_gets_their_own_words_and_nothing_else(study_path, tmp_path, ending):
    from corpus.readers import read_source

    file = tmp_path / f"p03.{ending}"
    assert run("participant", study_path, "P03", "--give", file).exit_code == 0
    text = read_source(file).text.replace("\\", "")
    assert "[2] P03: Jeg må ringe og mase. Ellers går det fint." in text
    assert "[1] Intervjuer: Hvordan går det?" in text
    for other in ("Stort sett bra", "Frustrasjoner", "veileder", "fornøyd", "coder"):
        assert other not in text
    [row] = as_json("files", study_path)
    assert (row["path"], row["participants"], row["there"]) == (str(file), "P03", True)
    with open_project(study_path) as study:
        assert [c.kind for c in list_consents(study, "P03")] == ["access"]


def correct_docx(file, old, new):
    import docx

    document = docx.Document(str(file))
    for paragraph in document.paragraphs:
        if old in paragraph.text:
            paragraph.text = paragraph.text.replace(old, new)
    document.save(str(file))


def test_a_corrected_word_file_is_read_back(study_path, tmp_path):
    file = tmp_path / "p03.docx"
    run("participant", study_path, "P03", "--give", file)
    assert "0 places" in run("participant", study_path, "P03", "--correct", file).stderr
    correct_docx(file, "ringe og mase. Ellers går", "ringe flere ganger. Ellers går")
    correct_docx(file, "Hvordan går det?", "Hva spør du om?")
    told = run("participant", study_path, "P03", "--correct", file).stderr
    assert "1 place changed" in told
    assert "P03:1" in told
    with open_project(study_path) as study:
        text = read_transcript(study, get_transcript(study, "P03")).text
        assert "P: Jeg må ringe flere ganger. Ellers går det fint." in text
        assert "I: Hvordan går det?" in text
        assert [c.kind for c in list_consents(study, "P03")] == ["access", "correction"]
        study.undo()
        assert "ringe og mase" in read_transcript(study, get_transcript(study, "P03")).text


def test_a_file_without_the_numbers_is_refused(study_path, tmp_path):
    (tmp_path / "x.txt").write_text("Jeg må ringe.", "utf-8")
    refused = run("participant", study_path, "P03", "--correct", tmp_path / "x.txt")
    assert "numbers in brackets" in refused.exception.message


def test_withdraw_says_what_goes_before_it_does_it(study_path, tmp_path):
    quotes, table = tmp_path / "q.docx", tmp_path / "f.csv"
    run("quotes", study_path, "--all", "-o", quotes)
    run("frequencies", study_path, "-o", table)
    told = run("withdraw", study_path, "P02", "--dry-run")
    assert "Nothing was done" in told.stderr
    for words in (
        "The interview P02, whole.",
        "q.docx: holds their words or names them.",
        "f.csv Numbers that change",
        "jobbspesialist: N 2 → 1",
        "Fornøyd med samarbeid, jobbspesialist: 2 of 2 → 1 of 1",
    ):
        assert words in " ".join(told.stdout.replace("─", "").split()), words
    assert quotes.exists()
    alone = run("withdraw", study_path, "P04", "--dry-run").stdout
    assert "rename it or delete it" in " ".join(alone.split())
    assert "– Ikke søkt til jobbspesialister" in alone
    receipt = tmp_path / "receipt.txt"
    done = run("withdraw", study_path, "P02", "--receipt", receipt)
    assert done.exit_code == 0
    assert not quotes.exists()
    assert table.exists()
    assert "P02" not in receipt.read_text("utf-8")
    assert [row["participant"] for row in as_json("participants", study_path)] == ["P01", "P03", "P04"]
    assert [row["path"] for row in as_json("files", study_path)] == [str(table)]
    assert run("undo", study_path).stderr.strip() == "There is nothing to undo."
    about = as_json("about", study_path)
    assert about[-1]["name"] == "receipt"


@pytest.mark.skipif(os.name == "nt", reason="a POSIX terminal")
def test_at_a_terminal_a_withdrawal_wants_the_label_typed(study_path, at_a_terminal):
    def there():
        return "P02" in [row["participant"] for row in as_json("participants", study_path)]

    shown = at_a_terminal(["withdraw", str(study_path), "P02"], [("Type P02", "P03"), ("Nothing was done", "")])
    assert "The interview P02, whole." in shown
    assert there()
    at_a_terminal(["withdraw", str(study_path), "P02"], [("Type P02", "P02"), ("Én informant har trukket seg", "")])
    assert not there()


def test_exports_are_left_where_asked(study_path, tmp_path):
    quotes = tmp_path / "q.md"
    run("quotes", study_path, "--all", "--sources", "-o", quotes)
    told = run("withdraw", study_path, "P02", "--dry-run", "--keep-files").stdout
    assert "Files that stay where they are" in told
    assert "Copies that are deleted" not in told
    done = run("withdraw", study_path, "P02", "--yes", "--keep-files")
    assert f"Still there: {quotes}" in done.stderr
    assert quotes.exists()


def test_the_manifest_knows_every_door(study_path, tmp_path):
    run("frequencies", study_path, "-o", tmp_path / "f.xlsx")
    run("show", study_path, "P01", "-o", tmp_path / "p.txt")
    run("meeting", study_path, "-o", tmp_path / "m.docx")
    run("codebook", "export", study_path, "-o", tmp_path / "c.toml")
    run("codings", study_path, "--participant", "P01", "-o", tmp_path / "c.csv")
    run("codings", study_path, "--participant", "P02", "-o", tmp_path / "c.csv")
    rows = [(row["path"].rpartition("/")[2], row["what"], row["participants"]) for row in as_json("files", study_path)]
    assert rows == [
        ("f.xlsx", "frequencies", ""),
        ("p.txt", "show", ""),
        ("m.docx", "meeting", ""),
        ("c.toml", "codebook export", ""),
        ("c.csv", "codings", "P02"),
    ]
    assert as_json("steps", study_path) != []
    with open_project(study_path) as study:
        assert "manifest" not in {step.what for step in study.steps()}


def test_a_seal_closes_an_export_and_other_programs_open_it(study_path, tmp_path):
    file = tmp_path / "q.md"
    done = run("quotes", study_path, "--all", "--seal", "-o", file, TUSJ_SEAL_PASSPHRASE="bla\u030abær")
    assert done.exit_code == 0
    assert not file.exists()
    sealed = (tmp_path / "q.md.age").read_bytes()
    assert b"ringe og mase" not in sealed
    assert "ringe og mase" in unseal(sealed, "blåbær", "q.md.age").decode()
    assert "-o" in run("quotes", study_path, "--seal", TUSJ_SEAL_PASSPHRASE="x").exception.message
    assert "TUSJ_SEAL_PASSPHRASE" in run("quotes", study_path, "--seal", "-o", file).exception.message
    assert [row["path"] for row in as_json("files", study_path)] == [f"{file}.age"]


@pytest.mark.parametrize("size", [1_000, 9_000_000])
def test_a_password_of_its_own_holds(size):
    import random
    import zipfile

    import docx
    from msoffcrypto.format.ooxml import OOXMLFile

    made = io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("word/media/x.bin", random.Random(1).randbytes(size))
    locked = Seal("rød", own=True).close(made.getvalue(), Path("x.docx"))
    file, back = OOXMLFile(io.BytesIO(locked)), io.BytesIO()
    file.load_key(password="rød", verify_password=True)
    file.decrypt(back)
    assert back.getvalue() == made.getvalue()
    assert b"[Content_Types]" not in locked


def test_facts_are_kept_and_the_days_counted(study_path):
    assert run("about", study_path, "--set", "end", "1.2.2099", "--set", "approval", "123 456").exit_code == 0
    rows = {row["name"]: row["value"] for row in as_json("about", study_path)}
    assert (rows["end"], rows["approval"], rows["supervisor"]) == ("2099-02-01", "123 456", "")
    assert int(rows["days-left"]) > 20_000
    assert "There is no budget" in run("about", study_path, "--set", "budget", "1").exception.message


def test_closing_keeps_what_is_deidentified(study_path, tmp_path):
    with open_project(study_path) as study:
        set_attribute(study, "P01", "alder", "34")
        set_attribute(study, "P02", "alder", "47,5")
        set_attribute(study, "P01", "hobby", "ser på zqfugler med kikkert")
        set_attribute(study, "P02", "hobby", "spiller sjakk hver eneste torsdag")
        set_attribute(study, "P02", "hobby", "")
        undone = study.undo()
        assert undone is not None
    key = tmp_path / "elsewhere.age"
    key.write_bytes(b"age-encryption.org/v1\n")
    asked = ("close", study_path, "--key-list", key, "--keep", "--group", "alder", "--drop", "hobby")
    shown = run(*asked)
    assert "Nothing was done" in shown.stderr
    assert shown.stdout.splitlines()[-3:] == [
        f"Goes: the key list {key}",
        "Goes: 0 snapshots.",
        "Stays: the interviews and what is coded, without the journal's words.",
    ]
    assert key.exists()
    done = run(*asked, "--yes")
    assert done.exit_code == 0, done.exception
    assert not key.exists()
    assert "Gruppert: alder" in done.stdout
    assert "gjennomsøkt, dekryptert: ingen" in done.stdout
    people = as_json("participants", study_path)
    assert [row.get("alder") for row in people][:2] == ["30–39", "40–49"]
    assert all("hobby" not in row for row in people)
    assert not any(word in study_path.read_bytes() for word in (b"zqfugler", b"sjakk hver"))
    assert run("check", study_path).exit_code == 0


def test_closing_says_what_it_left_behind(study_path, monkeypatch):
    with open_project(study_path) as study:
        set_attribute(study, "P01", "hobby", "ser på zqfugler med kikkert")
    monkeypatch.setattr("corpus.store.erase._purge_journal", lambda *_: None)
    done = run("close", study_path, "--keep", "--drop", "hobby", "--yes")
    assert "Words were found on" in done.exception.message


def test_closing_erases_everything_and_leaves_a_receipt(study_path, tmp_path):
    run("backup", study_path)
    run("quotes", study_path, "--all", "-o", tmp_path / "q.md")
    done = run("close", study_path, "--erase", "--yes", "--receipt", tmp_path / "receipt.txt")
    assert done.exit_code == 0, done.exception
    assert sorted(p.name for p in tmp_path.rglob("*") if "interviews" not in str(p)) == ["receipt.txt"]
    assert re.search(r"3 filer er slettet", (tmp_path / "receipt.txt").read_text("utf-8"))


def test_what_is_no_key_list_is_left_alone(study_path, tmp_path):
    for path in (study_path, tmp_path / "interviews" / "a.txt"):
        assert "is no key list" in run("close", study_path, "--key-list", path, "--yes").exception.message
        assert path.exists()


class Terminal:
    """Streams that say they are a terminal."""

    class stdin:  # noqa: N801
        isatty = staticmethod(lambda: True)

    stderr = stdin


def test_in_a_terminal_the_end_is_asked_step_by_step(study_path, tmp_path, monkeypatch):
    from app.cli import ending

    monkeypatch.setattr(ending, "sys", Terminal)
    with open_project(study_path) as study:
        set_attribute(study, "P01", "alder", "34")
    key = tmp_path / "elsewhere.age"
    key.write_bytes(b"age-encryption.org/v1\n")
    answers = [str(key), "n", "g", "noe annet"]
    done = CliRunner().invoke(family, ["close", str(study_path)], input="\n".join(answers) + "\n")
    assert "Nothing was done" in done.stderr
    assert key.exists()
    answers[-1] = "Studien"
    done = CliRunner().invoke(family, ["close", str(study_path)], input="\n".join(answers) + "\n")
    assert done.exit_code == 0, done.exception
    assert not key.exists()
    assert as_json("participants", study_path)[0]["alder"] == "30–39"
