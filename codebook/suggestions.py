"""Suggestions: sentences not under a category that are most like those coded with it. Never applied by themselves.

A sentence is the set of its word forms, without the small words of every sentence; a form weighs ln(N / n), N being the
turns of the study and n those it is said in. The category is the mean of its passages, each of length 1; the likeness
is the cosine between the two (vector space model: Salton, Wong & Yang 1975, doi 10.1145/361219.361220).
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from codebook.codings import CodingDraft, add_codings, current_coder, list_codings
from codebook.found import Sentences
from codebook.readings import READ, Reading, current_reading, list_readings
from codebook.schemas import Code, Schema, list_schemas
from codebook.settings import get_setting, set_setting
from corpus.language.forms import WordForms
from corpus.messages import N_
from corpus.progress import Progress
from corpus.search.find import Within
from corpus.search.index import (
    Stretch,
    bring_up_to_date,
    count_forms,
    count_in_texts,
    forms_by_language,
    read_tokens,
    turns_with_forms,
)
from corpus.store import Project
from corpus.store.anchors import digest
from corpus.transcripts import Transcript, TranscriptText, Turn, list_transcripts, read_transcript

SHARED = 2
"""A sentence is suggested where it shares at least this many forms with the category."""

HEAVIEST = 60
"""Sentences are looked for by this many of the category's forms, those that weigh most."""

REASONS = 6
"""At most so many shared forms are named, those that count most for the likeness first."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence like those of a category: `likeness` 0–1; `shared` are the forms it has in common with them."""

    transcript: int
    name: str
    turn: int
    participant: str
    role: str
    start: int
    end: int
    text: str
    likeness: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Ranked sentences. `examples` passages were learnt from; `searched` of `of` interviews were looked through.

    `reading` is the one in which an interview must be set to read; empty where all were looked through.
    """

    found: tuple[Suggestion, ...]
    examples: int
    searched: int
    of: int
    reading: str


Telling = frozenset[tuple[str, ...]]
"""The words of a stretch that say what it is about, each as its forms."""


_Ranges = dict[int, list[tuple[int, int]]]
"""Ranges by the key of their interview."""

_Counted = tuple[int, Mapping[str, int]]
"""How many turns the index does not hold, and in how many of them each form is said."""


@dataclass(frozen=True, slots=True)
class _Likeness:
    """What a category is like: the weight of forms in the material, added to as they are met, and in the category."""

    weights: dict[str, float]
    profile: Mapping[str, float]
    beside: _Counted

    def of(self, words: Telling) -> tuple[float, tuple[str, ...]]:
        """How like a sentence of these words is, and by which of their forms, the most telling first.

        A word stands for the one of its forms that counts most.
        """
        forms = {max(word, key=self._part) for word in words}
        length = math.sqrt(sum(self.weights.get(form, 0.0) ** 2 for form in forms))
        parts = {form: part for form in forms if (part := self._part(form))}
        if not length or len(parts) < SHARED:
            return 0.0, ()
        told = sorted(parts, key=lambda form: (-parts[form], form))
        return sum(parts.values()) / length, tuple(told)

    def _part(self, form: str) -> float:
        return self.weights.get(form, 0.0) * self.profile.get(form, 0.0)


def find_suggestions(
    project: Project,
    code: Code,
    *,
    reading: Reading | Sequence[Reading] | None = None,
    everything: bool = False,
    within: Within | None = None,
    learnt: Collection[int] | None = None,
    limit: int = 50,
    progress: Progress | None = None,
) -> Suggestions:
    """The sentences most like those the coder has under a category or below it, in interviews set to read.

    Read in `reading` (of several, in any), else in the first that uses the category's schema; with `everything`, all
    its interviews; `within` narrows either. `learnt` are the keys of the codings to learn from instead of the coder's.
    `progress` counts interviews and may raise Cancelled.
    """
    schema = next(schema for schema in list_schemas(project) if any(own.id == code.id for own in schema.codes))
    readings = _readings(reading or reading_of(project, schema))
    meant = [t for t in list_transcripts(project) if _is_meant(t, schema, code)]
    searched = [t for t in meant if everything or any(one.status(t.id) == READ for one in readings)]
    within = within or Within()
    searched = [t for t in searched if within.transcripts is None or t.id in within.transcripts]
    stale = bring_up_to_date(project, progress)
    examples, taken = _examples(project, schema.descendants(code), learnt)
    beside = count_in_texts(project, stale)
    likeness = _learn(project, examples, beside)
    found: list[Suggestion] = []
    if likeness.profile:
        left_out = rejected(project, code)
        guids = _guids(project)
        candidates = _candidates(project, likeness)
        for done, transcript in enumerate(searched):
            if progress:
                progress(done, len(searched))
            turns = candidates.get(transcript.id, frozenset()) if transcript.id not in stale else None
            if turns is None or turns:
                for one in _in_interview(project, transcript, likeness, taken.get(transcript.id, ()), turns):
                    if (
                        within.takes(one.participant, one.role)
                        and (guids[transcript.id], digest(one.text)) not in left_out
                    ):
                        found.append(one)
    found.sort(key=lambda one: -one.likeness)
    name = "" if everything else ", ".join(one.name for one in readings)
    return Suggestions(tuple(found[:limit]), sum(map(len, examples.values())), len(searched), len(meant), name)


def _examples(project: Project, family: Collection[int], learnt: Collection[int] | None) -> tuple[_Ranges, _Ranges]:
    """What is learnt from, and what is not suggested: that, and all the coder has under the category."""
    coder = current_coder(project)
    examples: _Ranges = defaultdict(list)
    taken: _Ranges = defaultdict(list)
    for coding in list_codings(project):
        own = coding.code in family and coding.coder == coder
        like = own if learnt is None else coding.id in learnt
        for ranges, belongs in ((examples, like), (taken, own or like)):
            if belongs:
                ranges[coding.transcript].append((coding.start, coding.end))
    return examples, taken


def _readings(asked: Reading | Sequence[Reading] | None) -> Sequence[Reading]:
    return [asked] if isinstance(asked, Reading) else asked or []


def reading_of(project: Project, schema: Schema) -> Reading | None:
    """The first reading that uses a schema, else the one under way; None where there is none."""
    using = (reading for reading in list_readings(project) if schema.id in reading.schemas)
    return next(using, None) or current_reading(project)


def _is_meant(transcript: Transcript, schema: Schema, code: Code) -> bool:
    """Whether a category asks about an interview at all."""
    roles = {role.casefold() for role in transcript.roles}
    if schema.role and schema.role.casefold() not in roles:
        return False
    return not roles or bool(roles - {role.casefold() for role in code.without})


# ---- learning
def _learn(project: Project, own: Mapping[int, Sequence[tuple[int, int]]], beside: _Counted) -> _Likeness:
    """What the passages under a category are like."""
    passages: list[Telling] = []
    for transcript in list_transcripts(project):
        if transcript.id in own:
            text = read_transcript(project, transcript)
            forms = forms_by_language(project, [transcript.language])[transcript.language]
            passages += [_telling(text.text, start, end, forms) for start, end in own[transcript.id]]
    weights = _weigh(project, beside, {form for passage in passages for word in passage for form in word})
    profile: dict[str, float] = defaultdict(float)
    for passage in passages:
        parts = {form: weights[form] / len(word) for word in passage for form in word}
        length = math.sqrt(sum(part**2 for part in parts.values()))
        for form, part in parts.items() if length else ():
            profile[form] += part / length
    whole = math.sqrt(sum(weight**2 for weight in profile.values()))
    return _Likeness(weights, {form: weight / whole for form, weight in profile.items() if whole}, beside)


def _weigh(project: Project, beside: _Counted, forms: set[str]) -> dict[str, float]:
    total, counted = count_forms(project, forms)
    total += beside[0]
    return {form: math.log(max(total, 1) / max(1, n + beside[1].get(form, 0))) for form, n in counted.items()}


def _telling(text: str, start: int, end: int, forms: WordForms) -> Telling:
    """The words in a range that say what it is about."""
    tokens = read_tokens(text, Stretch(0, start, end), forms)
    pairs = zip(tokens.words, tokens.forms, strict=True)
    return frozenset(several for word, several in pairs if not forms.says_little(word))


# ---- looking
def _candidates(project: Project, likeness: _Likeness) -> Mapping[int, frozenset[int]]:
    """By interview, the numbers of the turns that hold some of the category's heaviest forms."""
    heaviest = sorted(likeness.profile, key=lambda form: (-likeness.profile[form], form))[:HEAVIEST]
    return turns_with_forms(project, heaviest)


def _in_interview(
    project: Project,
    transcript: Transcript,
    likeness: _Likeness,
    taken: Sequence[tuple[int, int]],
    numbers: frozenset[int] | None,
) -> Iterator[Suggestion]:
    """The sentences of an interview's participants that are like the category and not under it; None: in all turns."""
    text = read_transcript(project, transcript)
    forms = forms_by_language(project, [transcript.language])[transcript.language]
    sentences = Sentences(project, text)
    roles = dict(zip(transcript.participants, transcript.roles, strict=True))
    turns = [t for t in text.turns if t.kind == "participant" and (numbers is None or t.number in numbers)]
    said = {
        (turn, place): _telling(text.text, *place, forms)
        for turn in turns
        for place in sentences.within(*turn.words)
        if not any(a < place[1] and place[0] < b for a, b in taken)
    }
    every = {form for telling in said.values() for word in telling for form in word}
    likeness.weights.update(_weigh(project, likeness.beside, every - likeness.weights.keys()))
    for (turn, place), telling in said.items():
        score, shared = likeness.of(telling)
        if shared:
            yield _suggestion(text, turn, place, roles.get(turn.participant, ""), score, shared)


def _suggestion(
    text: TranscriptText, turn: Turn, place: tuple[int, int], role: str, score: float, shared: Sequence[str]
) -> Suggestion:
    start, end = place
    return Suggestion(
        text.transcript.id,
        text.transcript.name,
        turn.number,
        turn.participant,
        role,
        start,
        end,
        text.text[start:end],
        round(score, 4),
        tuple(shared[:REASONS]),
    )


# ---- what becomes of them
def accept(project: Project, suggestions: Sequence[Suggestion], code: Code) -> int:
    """Code suggested sentences, in one step; returns how many are new."""
    coder = current_coder(project)
    drafts = [
        CodingDraft(s.transcript, s.start, s.end, code.id, digest(s.text), coder, origin="suggested")
        for s in suggestions
    ]
    many = len(drafts) > 1
    what = N_("coded {count} suggested passages as {code}") if many else N_("coded a suggested passage as {code}")
    with project.step(what, {"count": len(drafts), "code": code.name}):
        return add_codings(project, drafts) if drafts else 0


def reject(project: Project, suggestions: Sequence[Suggestion], code: Code) -> None:
    """Suggest these sentences no more for a category; undo takes it back."""
    guids = _guids(project)
    wanted = {(guids[s.transcript], digest(s.text)) for s in suggestions}
    with project.step(N_("rejected a suggestion for {code}"), {"code": code.name}):
        before = rejected(project, code)
        if wanted - before:
            set_setting(project, _name(code), sorted(before | wanted))


def rejected(project: Project, code: Code) -> set[tuple[str, str]]:
    """What was rejected for a category: an interview's guid, and the digest of a sentence's words."""
    return {(guid, words) for guid, words in get_setting(project, _name(code), [])}


def _name(code: Code) -> str:
    return f"rejected suggestions {code.guid}"


def _guids(project: Project) -> dict[int, str]:
    with project.read() as db:
        return {int(key): str(guid) for key, guid in db.exec_driver_sql("SELECT id, guid FROM transcript")}
