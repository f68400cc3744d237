"""Who of a file's speakers asks the questions."""

import re
from collections import Counter

from corpus.source import Source
from corpus.words import WORD, count_words

_BY_HABIT = re.compile(
    r"(?:i|int|q|interviewer|intervjuer|intervjuar|moderator|facilitator|fasilitator|ordstyrer|researcher|forsker|"
    r"question|spørsmål)(?:[ ._-]?(?:\d{1,2}|[ab]))?\.?",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:interviewers?|interviewed by|intervjuere?n?|intervjuet av|moderators?|ordstyrer)\b"
    r"\W*(?:is|are|was|were|er|var)?\b(.*)",
    re.IGNORECASE,
)
_HEADER = 4000


def guess_interviewers(source: Source) -> tuple[str, ...]:
    """The speakers who seem to ask the questions, in order of appearance; empty where nothing says so.

    By label (I, INT, Interviewer, Q, …), else by a line before the first turn that names them, else the one speaker who
    asks clearly more and says less than the others. Never all of a file's speakers.
    """
    speakers = [s for s in dict.fromkeys(turn.speaker for turn in source.turns) if s]
    for guess in (_by_habit, _told, _asking):
        found = guess(source, speakers)
        if found and len(found) < len(speakers):
            return tuple(found)
    return ()


def _by_habit(_source: Source, speakers: list[str]) -> list[str]:
    return [speaker for speaker in speakers if _BY_HABIT.fullmatch(speaker)]


def _told(source: Source, speakers: list[str]) -> list[str]:
    """Those named in a line such as `Interviewer is …` above the interview, by first and last name."""
    header = source.text[: min(source.turns[0].label[0], _HEADER)] if source.turns else ""
    named: set[str] = set()
    for line in header.splitlines():
        match = _TOLD.search(line)
        if match:
            named.update(word.casefold() for word in WORD.findall(match[1]))
    return [s for s in speakers if named and set(_ends(s)) <= named]


def _ends(speaker: str) -> tuple[str, ...]:
    words = WORD.findall(speaker.casefold())
    return (words[0], words[-1]) if words else (speaker.casefold(),)


def _asking(source: Source, speakers: list[str]) -> list[str]:
    if len(speakers) < 2:
        return []
    turns, questions, words = Counter[str](), Counter[str](), Counter[str]()
    for turn in source.turns:
        said = source.text[slice(*turn.words)]
        turns[turn.speaker] += 1
        questions[turn.speaker] += said.rstrip("\"»”'’)* ").endswith("?")
        words[turn.speaker] += count_words(said)
    ranked = sorted(speakers, key=lambda s: questions[s] / turns[s], reverse=True)
    first, second = ranked[0], ranked[1]
    share, next_share = questions[first] / turns[first], questions[second] / turns[second]
    others = [words[s] for s in speakers if s != first and turns[s] > 1] or [words[second]]
    clear = questions[first] > 1 and share >= 0.25 and share >= 2 * next_share
    return [first] if clear and words[first] < max(others) else []
