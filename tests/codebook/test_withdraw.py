"""Withdrawal: the participant's words are nowhere, decrypted pages included; everybody else's stand."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from sqlalchemy import String

from codebook.codings import add_coding, list_codings, remove_codings, set_gist
from codebook.memos import STUDY, Target, list_memos, write_memo
from codebook.project import create_project, open_project
from codebook.readings import add_schema_in_use
from codebook.schemas import CodeDraft, SchemaDraft, get_code, list_schemas
from codebook.themes import add_theme
from codebook.withdraw import plan_withdrawal, withdraw
from corpus.errors import InputError, ProjectError
from corpus.imports import import_candidates, read_candidates
from corpus.models import METADATA
from corpus.participants import (
    add_participant,
    import_participants,
    list_participants,
    list_roles,
    set_attribute,
    set_role,
)
from corpus.store import Project
from corpus.store import erase as erasing
from corpus.store.check import check_project
from corpus.store.erase import list_receipts, look_through
from corpus.store.manifest import list_files, remember_file
from corpus.store.pages import read_pages
from corpus.store.snapshots import list_snapshots, take_snapshot
from corpus.store.traces import Prints, traces_of
from corpus.transcripts import get_transcript, list_transcripts, read_transcript, remove_transcript
from exports.tables.frequencies import count_frequencies

WORD = re.compile(r"\w+")


def pages(path: Path, key) -> bytes:
    """Every page and every frame of the log, decrypted."""
    return b"".join(read_pages(path, key)).lower()


def nowhere(path: Path, key, *words: str) -> bool:
    """Whether words are in no page, in no encoding."""
    data = pages(path, key)
    forms = {unicodedata.normalize(form, word.lower()) for word in words for form in ("NFC", "NFD")}
    return not any(word.encode(code) in data for word in forms for code in ("utf-8", "utf-16-le", "utf-16-be"))


def bring_in(project: Project, folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.write_text(text, "utf-8")
    import_candidates(project, read_candidates(project, [file], interviewers=["I"], role="veileder"))
    file.unlink()


@pytest.fixture
def secret(study: Project) -> Project:
    """The small study, P03's traces left in as many places as a hand can leave them."""
    text = read_transcript(study, get_transcript(study, "P03"))
    coding = list_codings(study, transcript=text.transcript.id)[0]
    set_gist(study, coding, "zqgist masing")
    set_gist(study, coding, "zqgist ringing")
    on = Target(coding=coding.id, transcript=text.transcript.id, start=coding.start, end=coding.end)
    write_memo(study, on, "zqmemo om P03")
    write_memo(study, STUDY, "Dagbok, første avsnitt.\n\nJeg må ringe og mase, sa en.\n\nSe [[P03:2]] om zqlink.")
    write_memo(study, STUDY, "P01 og P02 ligner.")
    set_attribute(study, "P03", "kontor", "Zqkontor")
    from corpus.consent import add_consent

    with study.unrecorded() as db:
        turn = "SELECT id, 'zqindexed', 'zqindexed' FROM turn WHERE transcript_id = ?"
        db.exec_driver_sql(f"INSERT INTO search_index(rowid, words, forms) {turn}", (text.transcript.id,))
        db.exec_driver_sql("INSERT INTO kept_string(guid, text) VALUES ('k1', 'Mase'), ('k2', 'Gang')")
        db.exec_driver_sql("INSERT INTO view_state VALUES (?, 'zqplace')", (f"place:{text.transcript.id}",))
    add_consent(study, "P03", "2026-01-02", "zqconsent")
    add_consent(study, "P01", "2026-01-02", "opptak")
    return study


def test_withdraw_leaves_no_word_and_nobody_elses_touched(secret: Project):
    others = {
        c.id: (c.start, c.end, c.gist) for c in list_codings(secret) if c.transcript != get_transcript(secret, "P03").id
    }
    texts = {t.name: read_transcript(secret, t).text for t in list_transcripts(secret) if t.name != "P03"}
    take_snapshot(secret, "2026-01-01")
    done = withdraw(secret, plan_withdrawal(secret, "p03"))
    assert done.found == 0
    assert list_snapshots(secret.path) == []
    assert nowhere(
        secret.path,
        None,
        "zqgist",
        "zqmemo",
        "zqlink",
        "zqindexed",
        "zqplace",
        "zqkontor",
        "zqconsent",
        "ringe og mase",
        "P03",
    )
    assert {c.id: (c.start, c.end, c.gist) for c in list_codings(secret)} == others
    assert {t.name: read_transcript(secret, t).text for t in list_transcripts(secret)} == texts
    assert [memo.text for memo in list_memos(secret)] == ["Dagbok, første avsnitt.", "P01 og P02 ligner."]
    assert check_project(secret) == []
    with secret.read() as db:
        assert db.exec_driver_sql("SELECT text FROM kept_string").scalars().all() == ["Gang"]


def test_the_plan_says_by_which_words_a_text_was_found_and_what_a_note_is_on(study: Project):
    theme = add_theme(study, "En påstand om støy.", "Støy")
    words = " ".join(read_transcript(study, get_transcript(study, "P03")).text.split("P: ", 1)[1].split()[:6])
    write_memo(study, Target(theme=theme.id), f"Slik sies det: {words.upper()}")
    write_memo(study, Target(theme=theme.id), "Se P03.")
    said = [mention.said for mention in plan_withdrawal(study, "P03").taken.mentions if "Støy" in mention.said]
    assert sorted(said) == ["a note (Støy)", f"a note (Støy): “{' '.join(WORD.findall(words.upper())[:4])}”"]


def test_withdraw_ends_undo_and_the_number_is_never_given_again(secret: Project):
    withdraw(secret, plan_withdrawal(secret, "P04"))
    assert secret.undo() is None
    assert secret.redo() is None
    assert secret.steps()[-1].what == "erased a participant who withdrew"
    with secret.step("x") as db:
        assert add_participant(db)[1] == "P05"
    with pytest.raises(InputError) as refused:
        import_participants(secret, [{"participant": "P04"}], ["participant"])
    assert "withdrew" in refused.value.details[0]
    assert [p.label for p in list_participants(secret)] == ["P01", "P02", "P03", "P05"]


def test_withdraw_purges_what_was_undone_removed_and_corrected_before(study: Project):
    from corpus.corrections import correct_text, edits_of_span

    transcript = get_transcript(study, "P04")
    text = read_transcript(study, transcript)
    at = text.text.index("aldri")
    correct_text(study, transcript, edits_of_span(study, transcript, at, at + 5, "zqaldri"))
    correct_text(study, transcript, edits_of_span(study, transcript, at, at + 7, "aldri"))
    write_memo(study, Target(transcript=transcript.id), "zqundone")
    study.undo()
    remove_transcript(study, transcript)
    withdraw(study, plan_withdrawal(study, "P04"))
    assert nowhere(study.path, None, "zqaldri", "zqundone", "søkt noen dit", "P04")
    assert check_project(study) == []


def test_a_role_that_was_theirs_alone_goes_too(study: Project):
    set_role(study, "P03", "rektor på zqskolen")
    withdraw(study, plan_withdrawal(study, "P03"))
    assert list_roles(study) == ["jobbspesialist", "veileder"]
    withdraw(study, plan_withdrawal(study, "P04"))
    assert list_roles(study) == ["jobbspesialist", "veileder"]
    assert nowhere(study.path, None, "zqskolen")
    assert check_project(study) == []


def test_withdraw_counts_again(secret: Project):
    def fornoyd() -> list[tuple[str, int, int]]:
        return [
            (r.group, r.informants, r.of)
            for r in count_frequencies(secret).rows
            if r.code.name == "Fornøyd med samarbeid"
        ]

    assert fornoyd() == [("jobbspesialist", 2, 2), ("veileder", 0, 2), ("all", 2, 4)]
    withdraw(secret, plan_withdrawal(secret, "P02"))
    assert fornoyd() == [("jobbspesialist", 1, 1), ("veileder", 0, 2), ("all", 1, 3)]


def test_receipt_names_nobody(secret: Project):
    done = withdraw(secret, plan_withdrawal(secret, "P03"))
    [kept] = list_receipts(secret)
    assert kept.text == done.receipt
    for word in ("P03", "zq", "mase", "veileder", "Zqkontor", secret.path.name):
        assert word not in kept.text
    assert "1 intervju" in kept.text
    assert "1 utsagn" in kept.text


GROUP = (
    "Ida: Hvordan går det?\n\nKari: Jeg zqsier bare min zqmening her i dag.\n\n"
    "Ola: Ola mener noe annet om saken.\n\nKari: Det var zqsiste ord fra meg nå.\n\n"
    "Ola: Ja, det er sant det.\n\nIda: Takk skal dere ha.\n"
)


@pytest.fixture
def group(tmp_path):
    with create_project(tmp_path / "g.tusj", "Gruppe", "nb", "ida") as project:
        add_schema_in_use(project, SchemaDraft("s", (CodeDraft("A"), CodeDraft("B"))))
        file = tmp_path / "g.txt"
        file.write_text(GROUP, "utf-8")
        import_candidates(project, read_candidates(project, [file], interviewers=["Ida"]))
        yield project


def test_withdraw_from_a_group_leaves_the_others_words_and_codings(group: Project):
    text = read_transcript(group, list_transcripts(group)[0])
    [a, b] = [get_code(list_schemas(group), name) for name in "AB"]

    def code(words: str, code, end: str = "") -> None:
        start = text.text.index(words)
        stop = text.text.index(end) + len(end) if end else start + len(words)
        set_gist(group, add_coding(group, text, start, stop, code), f"zqgist {words}")

    code("min zqmening", a)
    code("Ola mener noe", a)
    code("zqmening her", b, "annet om saken.")
    done = withdraw(group, plan_withdrawal(group, "P01"))
    assert done.found == 0
    assert "- 2 replikker i intervjuer med flere\n" in done.receipt
    after = read_transcript(group, list_transcripts(group)[0])
    assert after.text.count("(trukket)") == 2
    assert "Kari" not in after.text
    assert [after.text[slice(*t.label)] + "|" + after.text[slice(*t.words)] for t in after.turns if not t.participant][
        1:3
    ] == ["–: |(trukket)"] * 2
    assert [after.text[c.start : c.end] for c in sorted(list_codings(group), key=lambda c: c.end)] == [
        "Ola mener noe",
        "Ola mener noe annet om saken.",
    ]
    assert sorted(c.gist for c in list_codings(group)) == ["", "zqgist Ola mener noe"]
    assert nowhere(group.path, None, "zqsier", "zqmening", "zqsiste", "Kari", "P01")
    assert check_project(group) == []
    assert [t.participants for t in list_transcripts(group)] == [("P02",)]


def test_withdraw_wants_to_know_whose_turns_are_whose(group: Project):
    with group.unrecorded() as db:
        db.exec_driver_sql("UPDATE turn SET participant_id = NULL")
    with pytest.raises(InputError, match="--whole"):
        plan_withdrawal(group, "P01")
    withdraw(group, plan_withdrawal(group, "P01", whole=True))
    assert list_transcripts(group) == []


def test_every_column_of_text_is_looked_through(study: Project):
    """A new table with text or people is covered, or this fails."""
    quoted = "P03 sa: jeg må ringe og mase. Ellers går det fint."
    person = next(p for p in list_participants(study) if p.label == "P03")
    other = read_transcript(study, get_transcript(study, "P01")).transcript.id
    skipped = {
        "transcript_text",
        "sentences",
        "search_state",
        "turn",
        "written_file",
        "receipt",
        "journal_state",
        "transcript_participant",
        "study",
    }
    with study.unrecorded() as db:
        db.exec_driver_sql("UPDATE study SET name = ?", (quoted,))
        for n, table in enumerate(METADATA.sorted_tables):
            if table.name in skipped:  # ranges and lists of which test data would have to make sense
                continue
            row = {}
            for column in table.columns:
                if column.name == "id":
                    continue
                if column.foreign_keys:
                    target = next(iter(column.foreign_keys)).column.table.name
                    found = db.exec_driver_sql(f'SELECT id FROM "{target}" ORDER BY id DESC').scalars().first()
                    row[column.name] = (
                        other if target == "transcript" else person.id if target == "participant" else found
                    )
                elif column.name in ("guid", "op"):
                    row[column.name] = f"x{n}"
                elif column.name in (
                    "created",
                    "time",
                    "since",
                    "changed",
                    "recorded",
                    "digest",
                    "sha256",
                    "file_sha256",
                ):
                    row[column.name] = "2026-01-01T00:00:00Z"
                elif column.name in ("details", "value", "filters", "bands"):
                    row[column.name] = json.dumps({"a": [quoted], "b": quoted})
                elif table.name == "journal":
                    row[column.name] = json.dumps({"id": 1, "guid": "g", "text": quoted})
                elif isinstance(column.type, String):
                    row[column.name] = f"zq {quoted}" if column.name != "name" else quoted
                else:
                    row[column.name] = 1
            names = ", ".join(f'"{name}"' for name in row)
            db.exec_driver_sql(
                f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(row))})',
                tuple(row.values()),
            )
    withdraw(study, plan_withdrawal(study, "P03"))
    data = pages(study.path, None)
    assert b"ringe og mase" not in data
    assert b"p03" not in data


def test_what_points_to_a_person_or_a_text_goes_with_them():
    """A column that points to a participant or an interview takes its row along, or is set free on purpose."""
    for table in METADATA.tables.values():
        for column in table.columns:
            for key in column.foreign_keys:
                if key.column.table.name in ("participant", "transcript"):
                    assert key.ondelete == "CASCADE", f"{table.name}.{column.name}"
    people = {
        f"{t.name}.{c.name}" for t in METADATA.tables.values() for c in t.columns if c.name.startswith("participant")
    }
    declared = {f"{t.name}.{c.name}" for t in METADATA.tables.values() for c in t.columns if c.info.get("person")}
    assert people - declared == {"turn.participant_id"}


def test_random_studies_keep_no_word(tmp_path):
    """Of a few random studies, encrypted or not, nothing of one participant is left, everything of the rest is."""
    for seed in range(4):
        chance = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        secretword = lambda p, t: f"zq{p}x{t}ærlig"  # noqa: E731
        with create_project(folder / "s.tusj", passphrase="x" if seed % 2 else "") as project:
            add_schema_in_use(project, SchemaDraft("s", (CodeDraft("A"),)))
            for p in range(1, 5):
                turns = "".join(
                    f"I: Hva nå?\n\nP: Jeg sa {secretword(p, t)} til dem da.\n\n" for t in range(chance.randint(1, 5))
                )
                bring_in(project, folder, f"{p}.txt", turns)
            code = get_code(list_schemas(project), "A")
            for transcript in list_transcripts(project):
                text = read_transcript(project, transcript)
                for turn in text.turns:
                    if turn.participant and chance.random() < 0.7:
                        coding = add_coding(project, text, *turn.words, code)
                        set_gist(project, coding, text.text[slice(*turn.words)])
                        if chance.random() < 0.3:
                            remove_codings(project, [coding])
                        if chance.random() < 0.3:
                            project.undo()
                write_memo(
                    project, chance.choice([STUDY, Target(transcript=transcript.id)]), f"Merk: {text.text[-40:]}"
                )
            if chance.random() < 0.5:
                take_snapshot(project, "2026-01-01")
            goes = chance.randint(1, 4)
            rest = [read_transcript(project, t).text for t in list_transcripts(project) if t.name != f"P0{goes}"]
            done = withdraw(project, plan_withdrawal(project, f"P0{goes}"))
            assert done.found == 0
            assert nowhere(project.path, project.key, *(secretword(goes, t) for t in range(5)))
            assert [read_transcript(project, t).text for t in list_transcripts(project)] == rest
            assert check_project(project) == []
            key = project.key
        assert nowhere(folder / "s.tusj", key, f"zq{goes}x0")
        assert not any(f"zq{goes}x".encode() in p.read_bytes() for p in folder.rglob("*") if p.is_file())


def test_exports_that_hold_them_are_deleted_and_others_left(secret: Project, tmp_path):
    import zipfile

    for name, words in (("a.txt", "Jeg må\nringe og mase"), ("b.txt", "Veldig fornøyd, faktisk."), ("c.txt", "P03; 4")):
        (tmp_path / name).write_text(words, "utf-16" if name == "a.txt" else "utf-8")
        remember_file(secret, tmp_path / name, "quotes")
    with zipfile.ZipFile(tmp_path / "d.docx", "w") as packed:
        packed.writestr("word/document.xml", "<w:p><w:t>Jeg må r</w:t><w:t>inge og mase.</w:t></w:p>")
    (tmp_path / "e.age").write_bytes(b"age-encryption.org/v1 ...")
    (tmp_path / "f.age").write_bytes(b"age-encryption.org/v1 ...")
    remember_file(secret, tmp_path / "d.docx", "quotes")
    remember_file(secret, tmp_path / "e.age", "quotes")
    remember_file(secret, tmp_path / "f.age", "participant --give", ("P01",))
    remember_file(secret, tmp_path / "gone.txt", "quotes")
    plan = plan_withdrawal(secret, "P03")
    assert [path.name for path in plan.holding] == ["a.txt", "c.txt", "d.docx"]
    assert [path.name for path in plan.unknown] == ["e.age"]
    assert [path.name for path in plan.missing] == ["gone.txt"]
    withdraw(secret, plan)
    assert sorted(p.name for p in tmp_path.glob("?.*")) == ["b.txt", "f.age"]
    assert [f.path.name for f in list_files(secret)] == ["b.txt", "f.age", "gone.txt"]


def test_a_planned_withdrawal_changes_nothing(secret: Project):
    before = pages(secret.path, None)
    plan = plan_withdrawal(secret, "P03")
    assert plan.whole == ("P03",)
    assert plan.taken.links == ["[[P03:2]]"]
    assert plan.taken.removed["coding"] == 1
    assert plan.taken.removed["memo"] == 1
    assert pages(secret.path, None) == before


def test_a_full_disk_is_seen_before_anything_is_done(secret: Project, monkeypatch):
    plan = plan_withdrawal(secret, "P03")
    monkeypatch.setattr(erasing.shutil, "disk_usage", lambda _path: type("", (), {"free": 1000})())
    with pytest.raises(ProjectError, match="room"):
        withdraw(secret, plan)
    assert get_transcript(secret, "P03").name == "P03"


KILLED = """
import os, signal, sys
from pathlib import Path
from codebook.project import open_project
from codebook.withdraw import plan_withdrawal, withdraw
from corpus.store import erase, project
where = sys.argv[2]
def die(*_args, **_kwargs): os.kill(os.getpid(), signal.SIGKILL)
if where == "before": erase._close_the_past = die
if where == "files": erase.delete_files = die
if where == "vacuum": project.Project.compact = die
if where == "scan": erase.look_through = die
study = open_project(Path(sys.argv[1]))
withdraw(study, plan_withdrawal(study, "P03"))
"""


@pytest.mark.parametrize("where", ["before", "files", "vacuum", "scan"])
def test_killed_in_the_middle_nothing_or_all_is_done(secret: Project, where):
    path = secret.path
    take_snapshot(secret, "2026-01-01")
    secret.close()
    done = subprocess.run(  # noqa: PLW1510
        [sys.executable, "-c", KILLED, str(path), where], env={**os.environ, "PYTHONPATH": os.getcwd()}
    )
    assert done.returncode == -signal.SIGKILL
    with open_project(path) as again:
        names = [t.name for t in list_transcripts(again)]
        assert check_project(again) == []
        if where == "before":
            assert "P03" in names
            assert list_snapshots(path)
            assert again.undo() is not None
            return
        assert "P03" not in names
        assert list_snapshots(path) == []
        assert nowhere(path, None, "zqgist", "zqmemo", "ringe og mase", "P03")
        (receipt,) = list_receipts(again)
        assert "sider av filen og loggen gjennomsøkt, dekryptert: ingen" in receipt.text
        assert again.view_state("erasure") == ""


def test_a_snapshot_that_could_not_be_deleted_goes_when_the_study_is_opened_next(study: Project, monkeypatch):
    snapshot = take_snapshot(study, "2026-01-01")

    def refuse(_path):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(erasing, "_delete", refuse)
        assert withdraw(study, plan_withdrawal(study, "P03")).left == (snapshot,)
    study.close()
    assert b"ringe og mase" in snapshot.read_bytes()
    with open_project(study.path):
        assert not snapshot.exists()


def test_an_interrupted_search_finds_words_by_their_digests(secret: Project):
    traces = plan_withdrawal(secret, "P03").person.traces
    prints = Prints.of(traces)
    assert look_through(secret, prints) == look_through(secret, traces)
    assert look_through(secret, prints)[1] > 0
    assert prints.in_bytes(unicodedata.normalize("NFD", "Jeg MÅ ringe og mase").encode("utf-16"))
    assert not any(word in str(prints) for word in ("ringe", "mase"))
    assert Prints.of(traces).digests.isdisjoint(prints.digests)


def test_traces_are_found_in_any_dress_but_not_in_others_words():
    traces = traces_of(["Jeg må ÅPENT si det nå"], ["si det nå er vanlig å si"], "P07", ["P07 (2)"])
    for words in ("jeg ma apent si", unicodedata.normalize("NFD", "må åpent si det")):
        assert traces.in_bytes(words.encode())
        assert traces.in_bytes(words.encode("utf-16"))
    assert traces.in_bytes(json.dumps("Jeg må åpent si").encode())
    assert not traces.in_bytes("si det nå er".encode())
    assert traces.in_text("se [[P07 (2):4]]")
    assert traces.in_text("(P07's)")
    assert not traces.in_text("P070 og XP07")


def test_small_words_in_a_row_are_nobodys_unless_they_are_a_passage():
    said = "ja, for å si det sånn, på slutten av det hele"
    assert not traces_of([said], [], "P07").in_text("Vi må for å si det sånn vente.")
    assert traces_of([said], [], "P07").in_text("På slutten av det var vi trøtte.")
    assert traces_of([said], [], "P07", passages=["for å si det sånn"]).in_text("Vi må for å si det sånn vente.")
