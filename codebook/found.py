"""Coding what a search found: the sentences around the hits, or their words, in one step."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from codebook.codes import add_code
from codebook.codings import CodingDraft, add_codings, current_coder, list_codings
from codebook.readings import add_schema_in_use
from codebook.schemas import Code, CodeDraft, Schema, SchemaDraft, clean_name
from corpus.language import quick_sentences
from corpus.messages import N_, _
from corpus.store import Project
from corpus.store.anchors import digest
from corpus.transcripts import TranscriptText, kept_sentences, list_transcripts, read_transcript

Span = tuple[int, int]


class Place(Protocol):
    """A range of an interview: `transcript` is its key, [start, end) in code points."""

    @property
    def transcript(self) -> int:
        """The interview's key."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """The character after its last."""


class Sentences:
    """The sentences of one interview: those computed and kept, else quick ones, a turn at a time."""

    def __init__(self, project: Project, text: TranscriptText) -> None:
        self._text = text
        self._kept = kept_sentences(project, text)
        self._quick: dict[Span, list[Span]] = {}

    def within(self, start: int, end: int) -> Sequence[Span]:
        """The sentences of a stretch: a turn's words, or what stands between two turns."""
        if self._kept is not None:
            first = bisect_left(self._kept, (start, start))
            found = self._kept[first : bisect_left(self._kept, (end, end))]
            if found:
                return found
        if (start, end) not in self._quick:
            self._quick[start, end] = quick_sentences(self._text.text, start, end)
        return self._quick[start, end]

    def around(self, start: int, end: int) -> Span:
        """From the beginning of the first sentence a range meets to the end of the last; the range itself without."""
        met = [(a, b) for a, b in self.within(*self._stretch(start)) if a < end and b > start]
        return (min(start, met[0][0]), max(end, met[-1][1])) if met else (start, end)

    def _stretch(self, offset: int) -> Span:
        """The turn's words at an offset, else what stands there between two turns."""
        turns = self._text.turns
        at = bisect_right(turns, offset, key=lambda turn: turn.words[0]) - 1
        if at >= 0 and offset < turns[at].words[1]:
            return turns[at].words
        before = turns[at].words[1] if at >= 0 else 0
        after = turns[at + 1].label[0] if at + 1 < len(turns) else len(self._text.text)
        return before, after


def code_hits(project: Project, hits: Sequence[Place], code: Code, *, words: bool = False) -> int:
    """Code the sentence around every hit, or with `words` the hit's own words, in one step; returns how many are new.

    What the coder has under the category already is left as it is.
    """
    drafts = list(_drafts(project, hits, code, words))
    what = (
        N_("coded {count} hits of a search as {code}") if len(drafts) > 1 else N_("coded a hit of a search as {code}")
    )
    with project.step(what, {"count": len(drafts), "code": code.name}):
        return add_codings(project, drafts) if drafts else 0


def code_hits_as_new(
    project: Project, hits: Sequence[Place], name: str, schema: Schema | None, *, words: bool = False
) -> tuple[Code, int]:
    """Make a category at the top of a schema and code hits with it, in one step; one of that name is used as it is.

    Without a schema one is made and put in use.
    """
    name = clean_name(name)
    with project.step(N_("coded hits of a search as the new category {code}"), {"code": name}):
        schema = schema or add_schema_in_use(project, SchemaDraft(_("categories"), ()))
        code = next((own for own in schema.codes if own.path.casefold() == name.casefold()), None)
        code = code or add_code(project, schema, CodeDraft(name))
        return code, code_hits(project, hits, code, words=words)


def _drafts(project: Project, hits: Sequence[Place], code: Code, words: bool) -> Iterator[CodingDraft]:
    coder, by_transcript = current_coder(project), _by_transcript(hits)
    for transcript in list_transcripts(project):
        if transcript.id not in by_transcript:
            continue
        text = read_transcript(project, transcript)
        sentences = Sentences(project, text)
        own = list_codings(project, transcript=transcript.id)
        there = [(c.start, c.end) for c in own if c.code == code.id and c.coder == coder]
        places = (
            (hit.start, hit.end) if words else sentences.around(hit.start, hit.end)
            for hit in by_transcript[transcript.id]
        )
        for start, end in sorted(set(places)):
            if not any(a <= start and end <= b for a, b in there):
                passage = digest(text.text[start:end])
                yield CodingDraft(transcript.id, start, end, code.id, passage, coder, origin="search")


def _by_transcript(hits: Iterable[Place]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {}
    for hit in hits:
        found.setdefault(hit.transcript, []).append(hit)
    return found
