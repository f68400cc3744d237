"""Suggestions: what may identify somebody in a study's interviews, grouped by the string found."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.deidentify.elsewhere import values_elsewhere
from corpus.deidentify.find import find_identifiers
from corpus.deidentify.finding import GROUPS, Finding
from corpus.deidentify.placeholders import placeholder, who_asks
from corpus.deidentify.review import kept_strings
from corpus.deidentify.words import word_lists
from corpus.progress import Progress
from corpus.store import Project
from corpus.transcripts import Transcript, TranscriptText, list_transcripts, read_transcript

_CONTEXT = 60
_SURE = 0.5
_ORDER = {group: place for place, group in enumerate(GROUPS)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a string stands: half-open code points, `stem` before a genitive; its words and those around it."""

    transcript: Transcript
    turn: int
    start: int
    end: int
    stem: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a string stands outside the interviews: in a note, a gist, a background, a name; the words around it."""

    where: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A string found, without genitive, as first written; its kind, group and places, and what is proposed for it."""

    text: str
    kind: str
    group: str
    confidence: float
    replacement: str
    places: tuple[Place, ...]
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(slots=True)
class _Gathered:
    forms: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    best: Finding | None = None
    speaks: str = ""
    places: list[Place] = field(default_factory=list)
    elsewhere: list[Elsewhere] = field(default_factory=list)


def list_suggestions(
    project: Project, transcripts: Sequence[Transcript] | None = None, progress: Progress | None = None
) -> list[Suggestion]:
    """Suggestions in some interviews, or in all and what is written elsewhere: by group, then by how often they stand.

    Kept strings are left out.
    """
    chosen = list_transcripts(project) if transcripts is None else list(transcripts)
    kept = kept_strings(project)
    gathered: dict[str, _Gathered] = defaultdict(_Gathered)
    for done, transcript in enumerate(chosen):
        if progress:
            progress(done, len(chosen))
        text = read_transcript(project, transcript)
        for found in find_identifiers(text.text, transcript.language, kept):
            _gather(gathered, text, found)
    if transcripts is None:
        _look_elsewhere(project, gathered, kept)
    if progress:
        progress(len(chosen), len(chosen))
    folded = {fold(word) for word in kept}
    made = [_suggest(one, project.language) for key, one in gathered.items() if key not in folded]
    return sorted(_consistent(made), key=lambda s: (_ORDER[s.group], -len(s.places), s.text.casefold()))


def _look_elsewhere(project: Project, gathered: dict[str, _Gathered], kept: frozenset[str]) -> None:
    """The second look: notes, gists, backgrounds and names."""
    with project.read() as db:
        values = list(values_elsewhere(db))
    for where, value in values:
        for found in find_identifiers(value, project.language, kept):
            if found.confidence < _SURE:  # a name in a list begins with a capital, whatever it names
                continue
            words = value[found.start : found.stem]
            one = gathered[fold(words)]
            _count(one, words, found)
            before, after = value[max(0, found.start - _CONTEXT) : found.start], value[found.end : found.end + _CONTEXT]
            one.elsewhere.append(
                Elsewhere(where, before.replace("\n", " "), value[found.start : found.end], after.replace("\n", " "))
            )


def fold(text: str) -> str:
    """A string as it is compared: white space and case do not matter."""
    return " ".join(text.split()).casefold()


def _gather(gathered: dict[str, _Gathered], text: TranscriptText, found: Finding) -> None:
    words = text.text[found.start : found.stem]
    one = gathered[fold(words)]
    _count(one, words, found)
    turn = text.turn_at(found.start)
    if found.kind == "person" and (role := _role(text.text[max(0, found.start - 40) : found.start])):
        one.roles[role] += 1
    if turn is not None and turn.label[0] <= found.start < turn.label[1]:
        one.speaks = turn.participant or turn.kind
    one.places.append(place_of(text, found.start, found.end, found.stem))


def _count(one: _Gathered, words: str, found: Finding) -> None:
    one.forms[" ".join(words.split())] += 1
    one.kinds[found.kind] += 1
    if one.best is None or (_ORDER[found.group], -found.confidence) < (_ORDER[one.best.group], -one.best.confidence):
        one.best = found


def place_of(text: TranscriptText, start: int, end: int, stem: int) -> Place:
    """A place with the words around it."""
    turn = text.turn_at(start)
    before = text.text[max(0, start - _CONTEXT) : start].replace("\n", " ")
    after = text.text[end : end + _CONTEXT].replace("\n", " ")
    words = text.text[start:end]
    return Place(text.transcript, turn.number if turn else 0, start, end, stem, before, words, after)


def _role(before: str) -> str:
    """The role that stands just before a name, in its plain form: «veilederen min, » is a veileder."""
    cues = word_lists().cues
    for word in reversed(re.findall(r"[\w-]+", before.rsplit(".", 1)[-1].casefold())[-3:]):
        if word in cues:
            return min((cue for cue in cues if word.startswith(cue)), key=len)
    return ""


def _suggest(one: _Gathered, language: str) -> Suggestion:
    assert one.best is not None  # every string gathered was found somewhere
    kind = one.best.kind if one.best.kind != "unknown" else one.kinds.most_common(1)[0][0]
    role = one.roles.most_common(1)[0][0] if one.roles else ""
    proposed = placeholder(kind, language, role)
    if one.speaks == "interviewer":
        proposed = who_asks(language)
    elif one.speaks and one.speaks != "participant":
        proposed = f"[{one.speaks}]"
    text = one.forms.most_common(1)[0][0]
    return Suggestion(
        text, kind, one.best.group, one.best.confidence, proposed, tuple(one.places), tuple(one.elsewhere)
    )


def _consistent(made: list[Suggestion]) -> list[Suggestion]:
    """The same placeholder for parts of one person's name: «Kari» has what «Kari Nordmann» has."""
    whole: dict[str, Counter[str]] = defaultdict(Counter)
    people = [s for s in made if s.kind == "person"]
    plain = {placeholder("person", language) for language in ("nb", "nn", "en")}
    for one in people:
        if one.replacement not in plain:
            for word in one.text.casefold().split():
                whole[word][one.replacement] += len(one.places)
    settled = []
    for one in made:
        if one.kind == "person" and one.replacement in plain:
            known = [whole[word].most_common(1)[0][0] for word in one.text.casefold().split() if word in whole]
            if known:
                one = replace(one, replacement=known[0])
        settled.append(one)
    return settled
