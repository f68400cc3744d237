"""What a participant is given of their own interviews, and their corrections read back in."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from codebook.corrections import CorrectionReport, apply_correction
from corpus.consent import ACCESS, CORRECTION, add_consent, edits_by_word
from corpus.edits import Edit
from corpus.errors import InputError
from corpus.messages import N_, _, in_language
from corpus.participants import get_participant, list_participants
from corpus.readers import read_source
from corpus.store import Project
from corpus.transcripts import TranscriptText, list_transcripts, read_transcript

_MARK = re.compile(r"^[\s#]*\\?\[(?:(\d{1,4}):)?(\d{1,6})\\?\]\s*", re.MULTILINE)
_ESCAPED = re.compile(r"\\([^\w\s])")


@dataclass(frozen=True, slots=True)
class GivenTurn:
    """A turn as its participant may read it: its mark, who speaks (empty: the interviewer), the words (empty: left
    out, since they are another participant's)."""

    mark: str
    speaker: str
    words: str


@dataclass(frozen=True, slots=True)
class GivenInterview:
    """One interview of a participant's: its name, the mark of its heading (empty where there is only one), its turns,
    and whether others' turns are left out."""

    name: str
    mark: str
    turns: tuple[GivenTurn, ...]
    others: bool


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What a corrected file changed: places, sentences on what lost its words, turns of others that were changed and
    stand as they were, turns of theirs whose number is gone and that stand as they were."""

    places: int
    gone: tuple[str, ...]
    others: tuple[str, ...]
    missing: tuple[str, ...] = ()


def interviews_of(project: Project, label: str) -> list[TranscriptText]:
    """A participant's interviews with their texts; InputError where there is none."""
    person = get_participant(project, label)
    found = [read_transcript(project, t) for t in list_transcripts(project) if person.label in t.participants]
    if not found:
        raise InputError(_("{label} has no interview in the study.").format(label=person.label))
    return found


def give(project: Project, label: str) -> list[GivenInterview]:
    """A participant's own interviews: their words and the questions, nothing else of the study."""
    person = get_participant(project, label)
    texts = interviews_of(project, label)
    given = []
    for number, text in enumerate(texts, start=1):
        turns = tuple(
            GivenTurn(_mark(number, len(texts), turn.number), speaker, words)
            for turn, (speaker, words) in zip(text.turns, _their_turns(text, person.label), strict=True)
        )
        if not turns:
            turns = (GivenTurn(_mark(number, len(texts), 1), person.label, text.text),)
        mark = _mark(number, len(texts), 0) if len(texts) > 1 else ""
        given.append(GivenInterview(text.transcript.name, mark, turns, any(turn.speaker == "–" for turn in turns)))
    return given


def record_giving(project: Project, label: str) -> None:
    """Note that a participant was given their interview today."""
    add_consent(project, label, "", "", ACCESS)


def _mark(number: int, of: int, turn: int) -> str:
    return _shown(number if of > 1 else 0, turn)


def take_back(project: Project, label: str, path: Path) -> GivenBack:
    """Correct a participant's interviews by the file they were given and sent back, in one step.

    InputError where the marks before the turns are gone, so that nobody can tell what belongs where, or where the
    file is another participant's.
    """
    person = get_participant(project, label)
    texts = interviews_of(project, label)
    back = _read_back(project, person.label, texts, path)
    places, gone, others = 0, list[str](), list[str]()
    missing = _missing(texts, person.label, back)
    with project.step(N_("corrections by {participant}"), {"participant": person.label}):
        for number, text in enumerate(texts, start=1):
            edits, foreign = _edits(text, person.label, back, number if len(texts) > 1 else 0)
            others += foreign
            report = apply_correction(project, text.transcript, edits) if edits else CorrectionReport(0, ())
            places += report.places
            gone += report.gone
        if places:
            add_consent(project, person.label, "", "", CORRECTION)
    return GivenBack(places, tuple(gone), tuple(others), missing)


def _read_back(project: Project, label: str, texts: Sequence[TranscriptText], path: Path) -> dict[tuple[int, int], str]:
    """The words of a file sent back, by (interview, turn); interview 0 where there is only one."""
    turns = list(_turns_of(read_source(path, None).text))
    if not turns:
        raise InputError(
            _(
                "{file} has none of the numbers in brackets that stood before the turns; "
                "correct the interview with tusj correct instead."
            ).format(file=path.name)
        )
    others = "|".join(re.escape(one.label) for one in list_participants(project) if one.label != label)
    if others and (theirs := next((m for _at, said in turns if (m := re.match(rf"\s*({others}):", said))), None)):
        raise InputError(
            _("{file} was given to {other}, not to {label}.").format(file=path.name, other=theirs[1], label=label)
        )
    known = _marks(texts)
    times = Counter(at for at, _words in turns)
    odd = [at for at, count in times.items() if count > 1 or at not in known]
    if odd:
        raise InputError(
            _("{file} has numbers in brackets that were not given, or more than once: {list}.").format(
                file=path.name, list=", ".join(_shown(*at) for at in odd[:5])
            )
        )
    return dict(turns)


def _marks(texts: Sequence[TranscriptText]) -> set[tuple[int, int]]:
    """The places that stood in brackets in what was given, headings too."""
    if len(texts) == 1:
        return {(0, turn.number) for turn in texts[0].turns} or {(0, 1)}
    numbers = {(n, turn.number) for n, text in enumerate(texts, start=1) for turn in text.turns}
    return numbers | {(n, at) for n, text in enumerate(texts, start=1) for at in ((0,) if text.turns else (0, 1))}


def _missing(texts: Sequence[TranscriptText], label: str, back: Mapping[tuple[int, int], str]) -> tuple[str, ...]:
    """The participant's own turns that a file sent back says nothing of."""
    found = []
    for number, text in enumerate(texts, start=1):
        at = number if len(texts) > 1 else 0
        for turn, (speaker, _words) in zip(text.turns, _their_turns(text, label), strict=True):
            if speaker == label and (at, turn.number) not in back:
                found.append(_shown(at, turn.number))
    return tuple(found)


def say_missing(missing: Sequence[str]) -> str:
    """That numbers are gone from a file sent back, and with what consequence."""
    told = _("These numbers are not in the file, and their words stand as they were: {list}.")
    return told.format(list=", ".join(missing))


def _shown(number: int, turn: int) -> str:
    return f"[{number}:{turn}]" if number else f"[{turn}]"


def _turns_of(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    marks = list(_MARK.finditer(text))
    for mark, after in zip_longest(marks, marks[1:]):
        words = text[mark.end() : after.start() if after else len(text)]
        yield (int(mark[1] or 0), int(mark[2])), _ESCAPED.sub(r"\1", words)


def _edits(
    text: TranscriptText, label: str, back: dict[tuple[int, int], str], number: int
) -> tuple[list[Edit], list[str]]:
    edits: list[Edit] = []
    foreign = []
    if not text.turns and (number, 1) in back:
        whole = re.sub(rf"^\s*{re.escape(label)}:\s*", "", back[number, 1])
        return list(edits_by_word(text.text, whole, 0)), []
    for turn, (speaker, words) in zip(text.turns, _their_turns(text, label), strict=True):
        said = back.get((number, turn.number))
        if said is None or speaker == "–":
            continue
        names = "|".join(re.escape(name) for name in ((speaker,) if speaker else _asking()))
        said = re.sub(rf"^\s*(?:{names}):\s*", "", said)
        found = list(edits_by_word(words, said, turn.words[0]))
        if found and not speaker:
            foreign.append(f"{text.transcript.name}:{turn.number}")
        else:
            edits += found
    return edits, foreign


def asks() -> str:
    """How the interviewer is called in what is given."""
    return _("Interviewer")


def _asking() -> tuple[str, ...]:
    """How the interviewer is called, in whatever language the file was given."""
    names = []
    for language in ("nb", "en"):
        with in_language(language):
            names.append(asks())
    return tuple(names)


def _their_turns(text: TranscriptText, label: str) -> Iterator[tuple[str, str]]:
    """An interview as its participant may read it: (speaker, words) by turn, others' words in a group left out.

    The interviewer's turns stay: without them the answers cannot be read. The speaker is empty for the interviewer.
    """
    for turn in text.turns:
        if turn.kind == "interviewer":
            yield "", text.text[slice(*turn.words)]
        elif turn.participant == label or (not turn.participant and len(text.transcript.participants) == 1):
            yield label, text.text[slice(*turn.words)]
        else:
            yield "–", ""
