"""What a participant is given of their own interviews, and their corrections read back in."""

import re
from collections.abc import Iterator
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
    stand as they were."""

    places: int
    gone: tuple[str, ...]
    others: tuple[str, ...]


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
    return f"[{turn}]" if of == 1 else f"[{number}:{turn}]"


def take_back(project: Project, label: str, path: Path) -> GivenBack:
    """Correct a participant's interviews by the file they were given and sent back, in one step.

    InputError where the marks before the turns are gone, so that nobody can tell what belongs where, and where the
    file is another participant's: the marks alone would put their words in this one's place.
    """
    person = get_participant(project, label)
    texts = interviews_of(project, label)
    back = dict(_turns_of(read_source(path, None).text))
    if not back:
        raise InputError(
            _(
                "{file} has none of the numbers in brackets that stood before the turns; "
                "correct the interview with tusj correct instead."
            ).format(file=path.name)
        )
    _refuse_anothers(project, person.label, back, path.name)
    places, gone, others = 0, list[str](), list[str]()
    with project.step(N_("corrections by {participant}"), {"participant": person.label}):
        for number, text in enumerate(texts, start=1):
            edits, foreign = _edits(text, person.label, back, number if len(texts) > 1 else 0)
            others += foreign
            report = apply_correction(project, text.transcript, edits) if edits else CorrectionReport(0, ())
            places += report.places
            gone += report.gone
        if places:
            add_consent(project, person.label, "", "", CORRECTION)
    return GivenBack(places, tuple(gone), tuple(others))


def _refuse_anothers(project: Project, label: str, back: dict[tuple[int, int], str], file: str) -> None:
    labels = {person.label for person in list_participants(project)} - {label}
    speaking = {words.split(":", 1)[0].strip() for words in back.values() if ":" in words}
    for other in sorted(labels & speaking):
        told = _("{file} is what {other} was given, not {label}.")
        raise InputError(told.format(file=file, other=other, label=label))


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
