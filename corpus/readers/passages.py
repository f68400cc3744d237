"""Cues of a subtitle file and rows of a table, joined into turns."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.readers.draft import Passage
from corpus.readers.labels import LABEL, key_of
from corpus.readers.normalise import normalise
from corpus.readers.turns import find_speakers
from corpus.source import SourceTurn

_SILENCE_MS = 2000
_STYLE = re.compile(r"\{\\[^{}]*\}")
_BREAK = re.compile(r"<br ?/?>|\\[Nn]", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<\d[\d:.]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")


def strip_styles(raw: str) -> str:
    """The words of a cue's line: style tags gone, entities decoded, white space single."""
    if "{" in raw:
        raw = _STYLE.sub("", raw)
    if "<" in raw or "\\" in raw:
        raw = _TAG.sub("", _BREAK.sub(" ", raw))
    if "&" in raw:
        raw = normalise(_ENTITY.sub(lambda entity: html.unescape(entity[0]), raw)).text
    return " ".join(raw.split())


def split_speakers(passages: Sequence[Passage]) -> list[Passage]:
    """Find speakers named inside the words (`I: …`, `- Kari: …`): a passage's lines become one passage a speaker.

    Passages whose speaker is known are left alone. Those without a name go on with the speaker before.
    """
    unnamed = [passage for passage in passages if not passage.speaker]
    spelled = find_speakers("\n".join(passage.text for passage in unnamed)) if unnamed else {}
    if not spelled:
        return list(passages)
    found: list[Passage] = []
    speaker = ""
    for passage in passages:
        if passage.speaker:
            speaker = passage.speaker
            found.append(passage)
            continue
        said = list(_said(passage.text, spelled, speaker))
        found += [replace(passage, speaker=named, text=words) for named, words in said]
        speaker = said[-1][0]
    return found


def _said(text: str, spelled: Mapping[str, str], speaker: str) -> Iterator[tuple[str, str]]:
    """Who says what in a passage, `speaker` being the one before; the last speaker is given even without words."""
    lines: list[str] = []
    for line in text.split("\n"):
        match = LABEL.match(line[:160])
        named = spelled.get(key_of(match["name"])) if match else None
        if match and named:
            if lines:
                yield speaker, "\n".join(lines)
            speaker, line, lines = named, line[match.end() :], []
        lines.append(line)
    yield speaker, "\n".join(lines)


def join_passages(passages: Iterable[Passage]) -> tuple[str, tuple[SourceTurn, ...]]:
    """The text and turns of passages: a speaker's consecutive ones are one turn, `Label: ` before it.

    Where no speaker is known at all, a silence of two seconds or more parts turns; so does each passage without times.
    """
    parts: list[str] = []
    turns: list[SourceTurn] = []
    at = 0
    for group in _groups([p for p in passages if p.text.strip()]):
        label = f"{group[0].speaker}: " if group[0].speaker else ""
        words = " ".join(" ".join(passage.text.split()) for passage in group)
        starts = [p.start_ms for p in group if p.start_ms is not None]
        ends = [p.end_ms for p in group if p.end_ms is not None]
        begin = at + len(label)
        end = begin + len(words)
        times = (starts[0] if starts else None, ends[-1] if ends else None)
        turns.append(SourceTurn(group[0].speaker, (at, begin), (begin, end), *times))
        parts.append(label + words)
        at = end + 2
    return ("\n\n".join(parts) + "\n" if parts else ""), tuple(turns)


def _groups(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    silent = all(not passage.speaker for passage in passages)
    group: list[Passage] = []
    for passage in passages:
        if group and (passage.speaker != group[0].speaker or (silent and _is_silence(group[-1], passage))):
            yield group
            group = []
        group.append(passage)
    if group:
        yield group


def _is_silence(before: Passage, after: Passage) -> bool:
    if after.start_ms is None:
        return True
    heard = before.end_ms if before.end_ms is not None else before.start_ms
    return heard is None or after.start_ms - heard >= _SILENCE_MS
