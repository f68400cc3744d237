"""Corrections as the researcher sees them: what changed, and which codings and notes lost their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from codebook.codings import describe_place, list_codings
from codebook.memos import list_memos
from codebook.schemas import list_schemas
from corpus.corrections import correct_text, doubt_edits
from corpus.edits import Edit
from corpus.messages import _
from corpus.store import Project
from corpus.transcripts import Transcript, read_transcript


@dataclass(frozen=True, slots=True)
class CorrectionReport:
    """How many places changed, a sentence for each coding or note whose words are gone, and what may be wrong."""

    places: int
    gone: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def apply_correction(
    project: Project, transcript: Transcript, edits: Sequence[Edit], *, copied: bool = False
) -> CorrectionReport:
    """Correct an interview's text in one step, and name what is left without words.

    Edits are `copied` if they are the differences of a whole copy.
    """
    before = read_transcript(project, transcript)
    codings = {coding.id: coding for coding in list_codings(project, transcript=transcript.id)}
    notes = {memo.id: memo.passage for memo in list_memos(project, transcript.id)}
    names = {code.id: code.name for schema in list_schemas(project) for code in schema.codes}
    done = correct_text(project, transcript, edits, copied=copied)
    gone = [
        _("The passage coded {code} in {place} is gone with its words.").format(
            code=names[codings[key].code], place=describe_place(before, codings[key].start)
        )
        for key in done.emptied.get("coding", ())
    ]
    gone += [
        _("The note at {place} is gone with its words.").format(place=describe_place(before, passage[0]))
        for key in done.emptied.get("memo", ())
        if (passage := notes[key])
    ]
    return CorrectionReport(len(done.edits), tuple(gone), doubt_edits(before, edits, copied=copied))
