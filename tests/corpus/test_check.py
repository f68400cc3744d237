"""The check: each kind of damage found in one line, mended where it can be, and a second run finds nothing."""

import pytest

from codebook.codings import list_codings
from codebook.models import MODELS
from codebook.project import create_project, open_project
from codebook.settings import set_setting
from corpus.errors import ProjectError
from corpus.search.index import bring_up_to_date
from corpus.store.check import check_project
from corpus.store.things import thing
from corpus.transcripts import get_transcript, read_transcript


def found(study, repair=False):
    return [(finding.check, finding.repaired) for finding in check_project(study, repair=repair)]


def break_it(study, *statements):
    """Damage the file as no program of ours would: without triggers recording, and without foreign keys."""
    with study._engine.connect() as db:
        raw = db.connection.cursor()
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("UPDATE journal_state SET recording = 0")
        for statement in statements:
            raw.execute(statement)
        raw.execute("UPDATE journal_state SET recording = 1")
        raw.execute("PRAGMA foreign_keys=ON")


def test_a_sound_study_has_no_finding(study):
    assert found(study) == []
    study.undo()
    assert found(study) == []


def test_a_coding_off_its_words_is_put_back(study):
    before = list_codings(study)
    break_it(study, 'UPDATE coding SET "start" = "start" + 1, "end" = "end" + 1 WHERE id = 1')
    assert found(study) == [("places", False)]
    assert found(study, repair=True) == [("places", True)]
    assert list_codings(study) == before
    assert found(study) == []


def test_a_coding_whose_words_are_nowhere_is_told_and_left(study):
    break_it(study, 'UPDATE coding SET "start" = 9000, "end" = 9100 WHERE id = 1')
    assert found(study, repair=True) == [("places", False)]


def test_a_row_that_belongs_to_nothing_is_taken_out(study):
    break_it(study, "DELETE FROM coder WHERE id = 1")
    assert {check for check, _repaired in found(study)} == {"references", "journal"}
    check_project(study, repair=True)
    assert "references" not in {check for check, _repaired in found(study)}


def test_a_finding_speaks_of_what_the_researcher_knows(study):
    break_it(study, "DELETE FROM coder WHERE id = 1")
    assert "A coded passage (number 1) belongs to something that is not there: a coder." in [
        finding.what for finding in check_project(study)
    ]
    assert [t.name for t in MODELS if t.info["journal"] and thing(t.name) == thing("nothing known")] == []


def test_a_text_that_changed_by_itself_is_found(study):
    break_it(study, "UPDATE transcript_text SET text = replace(text, 'bra', 'bar') WHERE transcript_id = 1")
    assert ("texts", False) in found(study)
    with pytest.raises(ProjectError, match=r"study\.tusj is damaged"):
        read_transcript(study, get_transcript(study, "P01"))


def test_words_left_in_the_index_are_emptied_and_those_of_its_turns_stay(study):
    break_it(study, "INSERT INTO search_index(rowid, words, forms) SELECT id, 'a', 'a' FROM turn")
    assert found(study) == []
    break_it(study, "INSERT INTO search_index(rowid, words, forms) VALUES (9999, 'hemmelig', 'hemmelig')")
    assert found(study) == [("index", False)]
    assert found(study, repair=True) == [("index", True)]
    assert found(study) == []


def test_a_missing_trigger_is_made_anew_and_records_again(study):
    break_it(study, "DROP TRIGGER journal_coding_update")
    assert found(study, repair=True) == [("journal", True)]
    assert found(study) == []
    with study.read() as db:
        names = {row[0] for row in db.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    assert "journal_coding_update" in names


def test_a_row_changed_behind_the_journal_is_found(study):
    break_it(study, "UPDATE coding SET gist = 'smuggled' WHERE id = 1")
    assert found(study) == [("journal", False)]


def test_a_word_that_the_index_has_otherwise_is_found_and_indexed_anew(study):
    bring_up_to_date(study)
    assert found(study) == []
    row = "(SELECT max(id) FROM turn)"
    break_it(
        study,
        f"DELETE FROM search_index WHERE rowid = {row}",
        f"INSERT INTO search_index(rowid, words, forms) VALUES ({row}, 'noe annet', '')",
    )
    assert found(study) == [("index", False)]
    assert found(study, repair=True) == [("index", True)]
    bring_up_to_date(study)
    assert found(study) == []


@pytest.mark.parametrize(
    "change",
    [
        "speaker = 'K'",
        "kind = 'intervjuer'",
        '"end" = "end" - 8',
        "label_end = label_start - 1",
        "participant_id = 2",
        "number = 1",
        "\"end\" = 'x'",
    ],
)
def test_a_turn_that_changed_by_itself_is_found(study, change):
    break_it(study, f"UPDATE turn SET {change} WHERE transcript_id = 1 AND number = 4")
    assert ("turns", False) in found(study)


def test_a_journal_that_cannot_be_read_is_a_finding(study):
    break_it(study, "UPDATE journal SET new = '{' WHERE id = (SELECT max(id) FROM journal WHERE new IS NOT NULL)")
    assert found(study) == [("journal", False)]


@pytest.mark.parametrize("place", [5000, 20000, 60000])
def test_a_bit_flipped_in_an_encrypted_study_is_found(tmp_path, place):
    path = tmp_path / "study.tusj"
    with create_project(path, passphrase="x") as made:
        set_setting(made, "word", "ord " * 20_000)
    data = bytearray(path.read_bytes())
    data[place] ^= 4
    path.write_bytes(data)
    said = ""
    try:
        with open_project(path, passphrase="x") as study:
            said = " ".join(check for check, _repaired in found(study))
    except ProjectError as error:
        said = error.message
    assert "file" in said or "damaged" in said
