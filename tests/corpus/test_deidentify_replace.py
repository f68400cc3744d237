"""Replacing: words go from everywhere, and nothing that hangs on the text drifts."""

import json
import re
import shutil
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.builtins import get_builtin
from codebook.codings import add_coding, list_codings, set_gist
from codebook.memos import Target, write_memo
from codebook.project import create_project, open_project
from codebook.readings import add_schema_in_use
from codebook.schemas import list_schemas
from corpus.corrections import correct_text
from corpus.deidentify.replace import Replacements, find_places, replace_strings
from corpus.deidentify.review import (
    NOT_LOOKED_AT,
    READ,
    SUGGESTIONS,
    keep_string,
    review_statuses,
    set_review,
    suggest_again,
)
from corpus.deidentify.suggestions import list_suggestions
from corpus.edits import Edit
from corpus.errors import InputError, ProjectError
from corpus.imports import import_candidates, read_candidates
from corpus.models import METADATA
from corpus.participants import set_attribute
from corpus.progress import Cancelled
from corpus.store.check import check_project
from corpus.store.pages import read_pages
from corpus.store.project import CLEANING_OWED
from corpus.store.snapshots import take_snapshot
from corpus.transcripts import list_transcripts, read_transcript
from exports.tables.disclosure import set_disclosure_threshold

TEXT = (
    "I: Hvem er du?\n\nKari Ravndal: Jeg heter Kari Ravndal. Veilederen min, Olaug Sjøbakken, er grei. Olaugs bil "
    "er rød.\n\nI: Ja?\n\nKari Ravndal: Stein på stein. RAVNDAL sto det.\n"
)
WANTED = {"Kari Ravndal": "[P01]", "Ravndal": "[P01]", "Olaug Sjøbakken": "(veileder)", "Olaug": "(veileder)"}


def make(path: Path, text: str):
    file = path.with_suffix(".txt")
    file.write_text(text, "utf-8")
    project = create_project(path, "Studien", "nb", "ida")
    add_schema_in_use(project, get_builtin("samarbeid", "nb"))
    import_candidates(project, read_candidates(project, [file], interviewers=["I"], role="veileder"))
    file.unlink()
    return project


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "s.tusj", TEXT) as project:
        yield project


def the_text(project):
    return read_transcript(project, list_transcripts(project)[0])


def code(project, words: str):
    text = the_text(project)
    at = text.text.index(words)
    return add_coding(project, text, at, at + len(words), list_schemas(project)[0].codes[0])


def traces(path: Path, words: str) -> list[str]:
    """Every form of the words in the files of a study, plain or decrypted, byte for byte."""
    forms = {words, words.lower(), words.upper(), *(unicodedata.normalize(f, words) for f in ("NFD", "NFC"))}
    forms |= {json.dumps(form).strip('"') for form in forms}
    raw = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*") if file.is_file())
    return [f for f in forms for coding in ("utf-8", "utf-16-le", "utf-16-be") if f.encode(coding) in raw]


def test_suggestions_carry_one_placeholder_for_one_person(project):
    proposed = {s.text: s.replacement for s in list_suggestions(project)}

    assert proposed["Kari Ravndal"] == "[P01]"
    assert proposed["Olaug"] == proposed["Olaug Sjøbakken"] == "(veileder)"
    assert proposed["Stein"] == "(navn)"


def test_replacing_keeps_genitives_and_moves_turns_and_codings(project):
    code(project, "Olaugs bil er rød.")

    done = replace_strings(project, WANTED)

    text = the_text(project)
    assert done.places == 6
    assert text.text.startswith("I: Hvem er du?\n\n[P01]: Jeg heter [P01]. Veilederen min, (veileder), er grei.")
    assert [turn.speaker for turn in text.turns] == ["I", "[P01]", "I", "[P01]"]
    coding = list_codings(project)[0]
    assert text.text[coding.start : coding.end] == "(veileder)s bil er rød."
    assert check_project(project) == []
    assert not [s for s in list_suggestions(project) if s.text != "Stein"]


def test_a_name_broken_over_two_lines_is_replaced(tmp_path):
    with make(tmp_path / "s.tusj", "I: Ja?\n\nP: Det var Olaug\nSjøbakken som kom.\n") as project:
        write_memo(project, Target(), "Olaug\nSjøbakken")

        replace_strings(project, {"Olaug Sjøbakken": "(veileder)"})

        assert the_text(project).text == "I: Ja?\n\nP: Det var (veileder) som kom.\n"
        assert traces(project.path, "Sjøbakken") == []


def test_what_can_be_undone_is_undone_and_done_again_exactly(project):
    def state() -> dict[str, list[tuple[object, ...]]]:
        with project.read() as db:
            named = [table.name for table in METADATA.sorted_tables if table.info["journal"]]
            return {name: sorted(map(tuple, db.exec_driver_sql(f'SELECT * FROM "{name}"')), key=str) for name in named}

    replace_strings(project, {"Olaug": "(veileder)"})
    start = state()
    transcript = list_transcripts(project)[0]
    keep_string(project, "Stein")
    set_review(project, transcript, SUGGESTIONS)
    set_review(project, transcript, READ)
    suggest_again(project, "Stein")
    set_review(project, transcript, NOT_LOOKED_AT)
    set_disclosure_threshold(project, 3)
    end = state()

    while project.undo():
        pass
    assert state() == start
    while project.redo():
        pass
    assert state() == end


def test_a_common_word_is_replaced_as_it_is_written_only(project):
    replace_strings(project, {"Stein": "(navn)"})

    assert "(navn) på stein." in the_text(project).text


def test_what_was_replaced_is_nowhere_in_the_files(project):
    coding = code(project, "Olaug Sjøbakken")
    set_gist(project, coding, "om Olaug Sjøbakken")
    write_memo(project, Target(), "Sjøbakken igjen, og OLAUG SJØBAKKEN")
    set_attribute(project, "P01", "sjef", "Olaug Sjøbakken")
    transcript = list_transcripts(project)[0]
    at = the_text(project).text.index("er rød")
    correct_text(project, transcript, [Edit(at, "er rød", "er Sjøbakkens")])
    project.undo()
    at = the_text(project).text.index("rød")
    correct_text(project, transcript, [Edit(at, "rød", "Sjøbakkens")])
    correct_text(project, transcript, [Edit(at, "Sjøbakkens", "grønn")])
    project.keep_view_state({"search": "Sjøbakken"})
    with project.unrecorded() as db:
        turns = db.exec_driver_sql("SELECT id FROM turn").scalars().all()
        for turn in turns:
            db.exec_driver_sql(
                "INSERT INTO search_index(rowid, words, forms) VALUES (?, 'sjøbakken', 'sjøbakken')", (turn,)
            )
    assert traces(project.path, "Sjøbakken")

    replace_strings(project, {"Olaug Sjøbakken": "(veileder)", "Sjøbakken": "(veileder)", "Olaug": "(veileder)"})

    assert traces(project.path, "Sjøbakken") == []
    assert traces(project.path, "Olaug") == []
    assert list_codings(project)[0].gist == "om (veileder)"
    assert check_project(project) == []


def test_the_file_is_written_anew_and_its_log_emptied(project):
    with project.unrecorded() as db:
        db.exec_driver_sql("INSERT INTO view_state(key, value) VALUES ('big', ?)", ("x" * 200_000,))
    with project.unrecorded() as db:
        db.exec_driver_sql("DELETE FROM view_state")

    replace_strings(project, WANTED)

    with project.read() as db:
        assert db.exec_driver_sql("PRAGMA freelist_count").scalar_one() == 0
    assert Path(f"{project.path}-wal").stat().st_size == 0


def test_undo_stops_where_something_was_replaced(project):
    replace_strings(project, WANTED)

    assert project.undo() is None
    keep_string(project, "Stein")
    assert project.undo() is not None
    assert project.undo() is None


def test_a_study_with_a_passphrase_is_compacted_too(tmp_path):
    path = tmp_path / "s.tusj"
    with make(path, TEXT) as plain:
        replace_strings(plain, WANTED)
    with create_project(tmp_path / "e.tusj", "x", "nb", "ida", passphrase="hemmelig nok") as project:
        file = tmp_path / "a.txt"
        file.write_text(TEXT, "utf-8")
        import_candidates(project, read_candidates(project, [file], interviewers=["I"]))
        replace_strings(project, WANTED)
        fresh = tmp_path / "plain.tusj"
        from corpus.store.sqlite import copy_into

        copy_into(project.path, project.key, fresh, None)
    assert traces(fresh, "Ravndal") == []


def copies(project):
    """A day's snapshot, what was kept before an upgrade, and what an interrupted snapshot left."""
    folder = take_snapshot(project, "2026-01-01").parent
    for name in ("before-version-2.tusj", "before-restore-2026-01-01-101010.tusj", ".2026-01-02.new"):
        shutil.copyfile(folder / "2026-01-01.tusj", folder / name)
    return folder


def test_every_copy_that_held_the_words_goes_and_a_new_snapshot_is_taken(project):
    folder = copies(project)
    assert replace_strings(project, WANTED).copies == 4
    (fresh,) = folder.iterdir()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.tusj", fresh.name)
    assert traces(fresh, "Ravndal") == []


KILLED = """
import os, signal, sys
from pathlib import Path
from codebook.project import open_project
from corpus.deidentify.replace import replace_strings
from corpus.store import project
project.Project.compact = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
replace_strings(open_project(Path(sys.argv[1])), {"Kari Ravndal": "[P01]"})
"""


def test_killed_before_the_cleaning_it_is_done_at_the_next_opening(project):
    folder, path = copies(project), project.path
    project.close()
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(list(folder.iterdir())) == 3  # what was half made went when the study was opened
    assert any(b"Ravndal" in page for page in read_pages(path))
    with open_project(path) as again:
        assert again.view_state(CLEANING_OWED) == ""
    (fresh,) = folder.iterdir()
    assert traces(fresh, "Kari Ravndal") == traces(path, "Kari Ravndal") == []
    assert not any(b"Ravndal" in page for page in read_pages(path))


def test_no_room_on_the_disk_does_nothing(project, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 10, 0))
    before = the_text(project).text

    with pytest.raises(ProjectError, match="no room"):
        replace_strings(project, WANTED)

    assert the_text(project).text == before


def test_stopping_leaves_everything_as_it_was(project):
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    before = the_text(project).text
    with pytest.raises(Cancelled):
        replace_strings(project, WANTED, progress=stop)

    assert the_text(project).text == before
    assert project.undo() is not None


@pytest.mark.parametrize(
    ("old", "new"), [("Kari", "Kari 2"), ("Kari", ""), ("K", "x"), ("Kari", "a\nb"), ("Kari", "x" * 300)]
)
def test_what_cannot_be_a_replacement_is_refused(old, new):
    with pytest.raises(InputError):
        Replacements({old: new})


def test_kept_strings_and_new_placeholders_are_suggested_no_more(project):
    keep_string(project, "Stein")
    replace_strings(project, {**WANTED, "Olaug": "(overlegen på Kvernmoen)"})

    assert list_suggestions(project) == []


def test_names_that_must_differ_get_a_number(project):
    with project.step("x") as db:
        db.exec_driver_sql("INSERT INTO role(guid, name, position) VALUES ('a', 'Kvernmoen', 5), ('b', 'Osmundsen', 6)")

    replace_strings(project, {"Kvernmoen": "(sted)", "Osmundsen": "(sted)"})

    with project.read() as db:
        assert db.exec_driver_sql("SELECT name FROM role ORDER BY position").scalars().all() == [
            "veileder",
            "(sted)",
            "(sted) 2",
        ]


def test_the_review_of_an_interview_is_said_and_undone(project):
    transcript = list_transcripts(project)[0]
    set_review(project, transcript, READ)
    assert review_statuses(project) == {transcript.id: READ}

    project.undo()
    assert review_statuses(project) == {}
    with pytest.raises(InputError):
        set_review(project, transcript, "anonymised")


NAMES = ("Kari", "Ravndal", "Olaug", "Stein", "Ås")
WORDS = st.sampled_from(
    [
        *NAMES,
        *(f"{name}s" for name in NAMES),
        "kari",
        "og",
        "bil,",
        "er",
        "rød.",
        "Sa",
        "(navn)",
        "\n\nI: Ja?\n\nP: Olaug",
    ]
)


def moved(start: int, end: int, edits: list[tuple[int, int, str]]) -> tuple[int, int]:
    """Where a range stands after edits, reckoned by hand: a name cut by an edge is taken in whole."""

    def at(place: int, *, left: bool) -> int:
        shift = 0
        for first, last, new in edits:
            if place >= last:
                shift += len(new) - (last - first)
            elif place > first:
                return first + shift + (0 if left else len(new))
        return place + shift

    return at(start, left=True), at(end, left=False)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(WORDS, min_size=6, max_size=30), st.data())
def test_no_coding_drifts(tmp_path_factory, words, data):
    """Codings, notes and turns stand after replacing exactly where reckoning by hand puts them; also place by place."""
    with make(tmp_path_factory.mktemp("h") / "s.tusj", f"I: Ja?\n\nP: {' '.join(words)}\n") as project:
        text = the_text(project)
        edges = st.integers(text.turns[1].words[0], len(text.text) - 1)
        for start, end in data.draw(st.lists(st.tuples(edges, edges), min_size=1, max_size=5)):
            start, end = min(start, end), max(start, end) + 1
            if text.text[start:end].strip():
                code_range(project, text, start, end)
                write_memo(project, Target(text.transcript.id, start=start, end=end), "et notat")
        before, turns = hanging(project), [(turn.label, turn.words) for turn in text.turns]
        wanted = {name: "(navn)" for name in NAMES if name != "Stein"} | {"Stein": "(x)"}
        places = find_places(project, wanted)
        alone = {place: data.draw(st.sampled_from(["", "[P07]"])) for place, _new in places if data.draw(st.booleans())}
        edits = [(p.start, p.end, alone.get(p, new)) for p, new in places if alone.get(p, new)]

        replace_strings(project, wanted, list(alone.items()))

        after, expected = the_text(project), text.text
        for start, end, new in reversed(edits):
            expected = expected[:start] + new + expected[end:]
        assert after.text == expected
        assert hanging(project) == [moved(start, end, edits) for start, end in before]
        assert [(turn.label, turn.words) for turn in after.turns] == [
            (moved(*label, edits), moved(*said, edits)) for label, said in turns
        ]
        assert check_project(project) == []


def code_range(project, text, start: int, end: int) -> None:
    add_coding(project, text, start, end, list_schemas(project)[0].codes[0])


def hanging(project) -> list[tuple[int, int]]:
    """The ranges of codings, then of notes."""
    with project.read() as db:
        return [
            (start, end)
            for table in ("coding", "memo")
            for start, end in db.exec_driver_sql(f'SELECT start, "end" FROM {table} ORDER BY id').fetchall()
        ]
