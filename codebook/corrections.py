"""Corrections as the researcher sees them: what changed, and which codings and notes lost their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from codebook.codings import describe_place, list_codings
from codebook.episodes import list_episodes, list_tellings
from codebook.memos import list_memos
from codebook.schemas import list_schemas
from codebook.themes import list_evidence, list_themes
from corpus.corrections import correct_text, doubt_edits
from corpus.edits import Edit
from corpus.messages import _
from corpus.store import Project
from corpus.transcripts import Transcript, TranscriptText, read_transcript


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
    argued = _name_argued(project, before)
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
    gone += [argued[table, key] for table in ("telling", "evidence") for key in done.emptied.get(table, ())]
    return CorrectionReport(len(done.edits), tuple(gone), doubt_edits(before, edits, copied=copied))


def _name_argued(project: Project, text: TranscriptText) -> dict[tuple[str, int], str]:
    """What to say of each telling and each evidence of an interview if it were gone, by table and key."""
    episodes = {episode.id: episode.name for episode in list_episodes(project)}
    themes = {theme.id: theme.name for theme in list_themes(project)}
    said = {}
    for telling in list_tellings(project):
        if telling.transcript == text.transcript.id:
            words = _("The telling of {episode} in {place} is gone with its words.")
            place = describe_place(text, telling.start)
            said["telling", telling.id] = words.format(episode=episodes[telling.episode], place=place)
    for evidence in list_evidence(project):
        if evidence.transcript == text.transcript.id:
            words = _("The evidence for or against {theme} in {place} is gone with its words.")
            place = describe_place(text, evidence.start)
            said["evidence", evidence.id] = words.format(theme=themes[evidence.theme], place=place)
    return said
