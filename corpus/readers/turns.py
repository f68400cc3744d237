"""Speakers and turns in a text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from corpus.readers.labels import METADATA, TRAILING_STAMP, is_code, is_conventional, is_namelike, key_of
from corpus.readers.lines import Mark, Scan, scan, stamp_mark
from corpus.source import SourceTurn

_LISTED = re.compile(r"\s*[,;&/]\s*|\s+(?:og|and)\s+")
_NEAR = 400  # code points from the top within which a label heard once may be that of the only speaker
_HEADING = 2000  # code points above the first label that may stand outside all turns, however short the rest
_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE_END = re.compile(r"\n")
_LONG_LINE = 120  # code points; wrapped lines are shorter
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")


def find_turns(text: str, labels: Iterable[str] = (), markdown: bool = False) -> tuple[SourceTurn, ...]:
    """The turns of a normalised text, in order; `labels` are speakers known from elsewhere (a table's first column).

    A label counts where it recurs, or is one that transcripts use by habit; what stands before the first is no turn.
    A time stamp at the start of a line opens a turn of its own. Without labels each paragraph is a turn.
    """
    matter = _FRONT_MATTER.match(text) if markdown and text.lstrip()[:3] == "---" else None
    start = matter.end() if matter else 0
    found = scan(text, start, markdown)
    header = max(start, _header_end(text, start, found.marks))
    marks = [m for m in found.marks if m.start >= header]
    spelled = _accept(text, marks, found, {key_of(label) for label in labels})
    kept = list(_settle(text, _skip_introductions(text, marks, spelled), spelled))
    return tuple(_build(text, header, kept, spelled))


def find_speakers(text: str) -> dict[str, str]:
    """The speakers that lines of a text name before a colon: their keys (see `labels.key_of`) to their spelling."""
    found = scan(text)
    return _accept(text, [mark for mark in found.marks if mark.kind == "colon"], found, set())


def _header_end(text: str, start: int, marks: list[Mark]) -> int:
    """Where the facts about the interview end: leading lines of `Date: …`, and the rest of their block if alike."""
    end = start
    heard = Counter(m.key for m in marks if m.kind == "colon")
    for mark in marks:
        if mark.kind != "colon":
            continue
        fact = _is_fact(text, mark)
        if mark.start > end + _NEAR or not _is_heading(text[end : mark.start]):
            break
        if mark.key in METADATA:
            end = _line_end(text, mark)
        elif not fact or len(mark.name) < 4:
            if heard[mark.key] > 1 or is_conventional(mark.name):
                break
        elif end > start and not text[end : mark.start].strip() and text[mark.start - 2 : mark.start] != "\n\n":
            end = _line_end(text, mark)
    return end


def _line_end(text: str, mark: Mark) -> int:
    found = text.find("\n", mark.end)
    return len(text) if found < 0 else found + 1


def _is_heading(text: str) -> bool:
    """Whether some lines could stand above an interview: short ones that are no sentences."""
    lines = (line.strip() for line in text.split("\n"))
    return all(len(line) <= 80 and (not line or line[-1] not in ".?!…") for line in lines)


def _is_fact(text: str, mark: Mark) -> bool:
    """Whether what follows a label is a short value, not speech."""
    value = text[mark.end : min(_line_end(text, mark), mark.end + 100)].strip()
    return 0 < len(value) <= 60 and len(value.split()) <= 5 and value[-1] not in ".?!…"


def _accept(text: str, marks: list[Mark], found: Scan, known: set[str]) -> dict[str, str]:
    """The labels that are speakers: key to the spelling most often used."""
    colons = Counter(m.key for m in marks if m.kind == "colon")
    names = {m.key: m.name for m in marks if m.name}
    accepted = {key for key, count in colons.items() if _is_speaker(key, names[key], count, key in known)}
    habitual = {key for key in colons if len(key) == 1 and is_conventional(key)}
    if sum(colons[key] for key in habitual) >= 2 and any(names[key].isupper() for key in habitual):
        accepted |= habitual
    first = next((m for m in marks if m.name), None)
    if first and first.kind == "colon" and not text[: first.start].strip():
        accepted |= {first.key} if is_code(first.name) or is_conventional(first.name) else set()
    if sum(colons[key] for key in accepted) == 1 and not known:
        only = next(m for m in marks if m.key in accepted and m.kind == "colon")
        accepted = accepted if only.start < _NEAR and _is_heading(text[: only.start]) else set()
    pointed = [m for m in marks if (m.bold or m.stamped) and m.kind == "colon"]
    bold = any(m.bold for m in pointed if m.key in accepted)
    lone = [m for m in pointed if is_namelike(m.name) and m.name[0].isupper()]
    accepted |= {m.key for m in lone if (m.bold and bold) or (m.stamped and len(accepted) > 1)}
    accepted |= _accept_bare(marks, found.paragraphs, accepted, sum(colons[key] for key in accepted))
    if any(m.stamped for m in marks if m.kind == "alone" and m.key in accepted):
        accepted |= {m.key for m in marks if m.kind == "alone" and m.stamped and is_namelike(m.name)}
    spelled: dict[str, str] = {}
    for (key, name), _count in Counter((m.key, m.name) for m in marks).most_common():
        if key in accepted:
            spelled.setdefault(key, name)
    return spelled


def _is_speaker(key: str, name: str, count: int, known: bool) -> bool:
    if known:
        return True
    if key in METADATA:
        return count > 2 and is_conventional(name)
    if is_conventional(name) and len(name) > 1:
        return True
    if name[0].islower() and not is_code(name):
        return count > (1 if is_conventional(name) else 2) and is_namelike(name)
    return count > 1 and is_namelike(name)


def _accept_bare(marks: list[Mark], paragraphs: int, accepted: set[str], colons: int) -> set[str]:
    """Labels without a colon: on a line of their own, or before a tab; they must recur and carry the text."""
    found = set()
    for kind, share in (("alone", 0.3), ("tab", 0.4)):
        bare = [m for m in marks if m.kind == kind and is_namelike(m.name)]
        bare = [m for m in bare if m.name[0].isupper() or is_conventional(m.name) or is_code(m.name)]
        for candidates in ([m for m in bare if m.followed], bare):
            counts = Counter(m.key for m in candidates)
            sure = {m.key for m in candidates if m.stamped and is_conventional(m.name)}
            often = {key for key, count in counts.items() if (count > 1 or key in sure) and key not in accepted}
            total = sum(counts[key] for key in often)
            if often and total > colons and total >= share * paragraphs:
                found |= often
                break
    return found


def _skip_introductions(text: str, marks: list[Mark], spelled: dict[str, str]) -> list[Mark]:
    """Leave out leading lines such as `Interviewer: Kari`, where Kari is a label of the file itself."""
    for at, mark in enumerate(marks):
        if mark.key not in spelled or mark.kind != "colon":
            continue
        value = text[mark.end : min(_line_end(text, mark), mark.end + 80)]
        people = {key_of(name) for name in _LISTED.split(value)}
        if people <= spelled.keys() - {mark.key} and is_conventional(mark.name):
            continue
        return marks[at:] if at and any(m.key in spelled for m in marks[:at]) else marks
    return marks


def _settle(text: str, marks: list[Mark], spelled: dict[str, str]) -> Iterator[Mark]:
    """The marks that count: labels accepted, time stamps (those before a rejected label too), lines apart."""
    for mark in marks:
        if not mark.name or mark.key in spelled:
            yield mark
        elif mark.kind == "alone" and mark.bold:
            line_end = text.find("\n", mark.start)
            yield Mark(mark.start, len(text) if line_end < 0 else line_end, "apart")
        elif mark.stamped or mark.start_ms is not None:
            stamp = stamp_mark(text[mark.start : mark.start + 80].partition("\n")[0], mark.start)
            if stamp:
                yield stamp


def _build(text: str, start: int, marks: list[Mark], spelled: dict[str, str]) -> Iterator[SourceTurn]:
    first = next((m.start for m in marks if m.name), None)
    quiet = first is not None and first - start <= max(_HEADING, len(text) / 2)  # above the first label, most often
    speaker = ""
    label: int | None = None  # where the label of the words to come begins
    named = False
    times: tuple[int | None, int | None] = (None, None)
    gap = _paragraph_gap(text)
    for mark, following in pairwise([_before(start), *marks, _before(len(text))]):
        if mark.kind == "apart":
            label, named = None, False
        else:
            if named:
                label, times = None, (None, None)
            label = mark.start if label is None else label
            named = mark.name != ""
            if mark.start_ms is not None:
                times = (mark.start_ms, mark.end_ms)
            if named:
                speaker, quiet = spelled[mark.key], False
        if quiet:
            continue
        for words in _stretch(text, mark.end, following.start, None if speaker else gap):
            yield SourceTurn(speaker, (words[0] if label is None else label, words[0]), words, *times)
            label, named, times = None, False, (None, None)


def _before(at: int) -> Mark:
    return Mark(at, at, "apart")


def _paragraph_gap(text: str) -> re.Pattern[str]:
    """What parts paragraphs: blank lines, but line ends where there are none and lines are as long as paragraphs."""
    lines = text.strip().count("\n") + 1
    long = lines > 1 and len(text) > _LONG_LINE * lines
    return _LINE_END if long and not _BLANK.search(text.strip()) else _BLANK


def _stretch(text: str, begin: int, end: int, gap: re.Pattern[str] | None) -> list[tuple[int, int]]:
    """The ranges of words in a stretch of text: one a paragraph, or only one where nothing parts them."""
    edges = [begin, end]
    if gap:
        edges = [begin, *(at for found in gap.finditer(text, begin, end) for at in found.span()), end]
    found = [_trim(text, edges[at], edges[at + 1]) for at in range(0, len(edges), 2)]
    return [words for words in found if words]


def _trim(text: str, begin: int, end: int) -> tuple[int, int] | None:
    """A range without white space at its ends, and without a time stamp after its last word; None if empty."""
    spoken = text[begin:end].strip()
    if spoken[-1:] == "#":
        stamp = TRAILING_STAMP.search(spoken, max(0, len(spoken) - 60))
        spoken = spoken[: stamp.start()].rstrip() if stamp else spoken
    if not spoken:
        return None
    at = text.index(spoken[0], begin)
    return at, at + len(spoken)
