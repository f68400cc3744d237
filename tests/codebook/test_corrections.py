"""Corrections that replace more than words here and there: labels, whole copies, new speakers."""

from pathlib import Path

import pytest

from codebook.codings import add_coding, list_codings
from codebook.corrections import CorrectionReport, apply_correction
from codebook.memos import add_memo
from codebook.schemas import get_code, list_schemas
from corpus.corrections import edits_from_file, edits_of_span
from corpus.edits import Edit
from corpus.store import Project
from corpus.transcripts import TranscriptText, get_transcript, read_transcript

SAID = "Det er noen som aldri gir lyd fra seg. Det liker jeg ikke."


def text(study: Project, name: str = "P01") -> TranscriptText:
    return read_transcript(study, get_transcript(study, name))


def passages(study: Project, name: str = "P01") -> list[str]:
    now = text(study, name)
    return [now.text[c.start : c.end] for c in list_codings(study, transcript=now.transcript.id)]


def correct_from(study: Project, folder: Path, new: str, name: str = "P01") -> CorrectionReport:
    path = folder / "copy.txt"
    path.write_text(new, "utf-8")
    before = text(study, name)
    return apply_correction(study, before.transcript, edits_from_file(before, path), copied=True)


def test_a_label_never_lies_over_the_words(study: Project) -> None:
    before = text(study)
    apply_correction(study, before.transcript, [Edit(0, before.text[:10], "Nei så rart")])
    after = text(study)
    assert after.text.startswith("Nei så rart går samarbeidet?")
    assert (after.turns[0].label, after.turns[0].words) == ((0, 0), (0, 28))
    assert all(turn.label[1] <= turn.words[0] for turn in after.turns)
    study.undo()
    assert text(study) == before
    study.redo()
    assert text(study) == after


def test_a_turn_that_is_moved_and_parted_is_undone_exactly(study: Project) -> None:
    before = text(study)
    at = before.turns[3].label[0] - 9
    apply_correction(study, before.transcript, [Edit(at, before.text[at : at + 9], "ny")])
    after = text(study)
    assert after.turns[2].words[1] == after.turns[3].label[0] == after.text.index("nyP:") + 3
    study.undo()
    assert text(study) == before
    study.redo()
    assert text(study) == after


def test_passages_whose_words_a_copy_replaces_are_gone_and_named(study: Project, tmp_path: Path) -> None:
    before = text(study)
    add_memo(study, before, before.text.index("aldri gir"), before.text.index(" fra seg"), "hm")
    new = before.text.replace(SAID, "Hun kom hit først. Siden dro hun nordover igjen.")
    report = correct_from(study, tmp_path, new)
    assert report.gone == (
        "The passage coded Frustrasjoner knyttet til samarbeid in turn 4 of P01 is gone with its words.",
        "The note at turn 4 of P01 is gone with its words.",
    )
    assert passages(study) == ["Stort sett bra, altså."]
    study.undo()
    assert passages(study) == ["Stort sett bra, altså.", SAID]


@pytest.mark.parametrize(
    ("new", "kept"),
    [
        ("De er nokon som aldrig gjev lyd frå seg. De likar eg ikkje.",) * 2,  # spelled otherwise, each word
        ("Det liker jeg ikke, at noen aldri gir lyd.",) * 2,
        (SAID.replace("gir lyd fra seg", "sier noe"), "Det er noen som aldri sier noe. Det liker jeg ikke."),
    ],
)
def test_passages_that_a_copy_corrects_are_kept(study: Project, tmp_path: Path, new: str, kept: str) -> None:
    assert correct_from(study, tmp_path, text(study).text.replace(SAID, new)).gone == ()
    assert passages(study)[1].rstrip(".") == kept.rstrip(".")


def test_one_word_for_another_keeps_the_passage_on_it(study: Project, tmp_path: Path) -> None:
    before = text(study)
    start = before.text.index("bra, altså")
    add_coding(study, before, start, start + 3, get_code(list_schemas(study), "Gjensidig læring"))
    assert correct_from(study, tmp_path, before.text.replace("sett bra", "sett fint")).gone == ()
    assert passages(study) == ["Stort sett fint, altså.", "fint", SAID]


def test_words_typed_anew_keep_the_passage_they_stood_in(study: Project) -> None:
    before = text(study)
    start = before.text.index(SAID)
    edits = edits_of_span(study, before.transcript, start, start + len(SAID), "Hun kom hit først og dro.")
    assert apply_correction(study, before.transcript, edits).gone == ()
    assert passages(study)[1].rstrip(".") == "Hun kom hit først og dro"


def test_a_passage_within_words_typed_anew_is_gone(study: Project) -> None:
    before = text(study)
    start = before.text.index(SAID)
    inside = before.text.index("aldri gir lyd")
    add_coding(study, before, inside, inside + 13, get_code(list_schemas(study), "Gjensidig læring"))
    edits = edits_of_span(study, before.transcript, start, start + len(SAID), "Hun kom hit først og dro.")
    report = apply_correction(study, before.transcript, edits)
    assert report.gone == ("The passage coded Gjensidig læring in turn 4 of P01 is gone with its words.",)


def test_a_copy_of_another_interview_is_doubted(study: Project, tmp_path: Path) -> None:
    report = correct_from(study, tmp_path, "I: Hei du?\n\nP: Noe helt for seg selv, om vær og vind og fjell.\n")
    assert "Most of the words of P01 are replaced: is the file a copy of this interview?" in report.doubts
    assert len(report.gone) == 2


def test_a_line_of_a_new_speaker_is_pointed_out(study: Project, tmp_path: Path) -> None:
    report = correct_from(study, tmp_path, text(study).text + "\nKari: Nei, det stemmer ikke.\n")
    assert report.doubts == (
        "Turn 4 of P01: a line put in looks like another speaker's, but does not become a turn of its own.",
    )


def test_a_change_across_turns_is_pointed_out(study: Project) -> None:
    before = text(study)
    first, second = before.turns[1], before.turns[2]
    at, end = first.words[1] - 5, second.words[0] + 5
    report = apply_correction(study, before.transcript, [Edit(at, before.text[at:end], "gang sa")])
    assert report.doubts == ("A change reaches from turn 2 of P01 into another turn; its words now belong to turn 2.",)


def test_a_label_or_a_whole_turn_corrected_is_not_doubted(study: Project, tmp_path: Path) -> None:
    new = text(study).text.replace("\n\nI: Og ellers?", "").replace("P: Stort", "Kari: Stort")
    report = correct_from(study, tmp_path, new)
    assert report.doubts == ()
