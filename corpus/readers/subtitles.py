"""Subtitles: WebVTT and SubRip."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from corpus.messages import ngettext
from corpus.readers.archives import broken
from corpus.readers.draft import Draft, Passage
from corpus.readers.encodings import decode
from corpus.readers.labels import times_of
from corpus.readers.normalise import Normalised, change_warnings, normalise
from corpus.readers.passages import split_speakers, strip_styles

_TIMING = re.compile(r"^.*-->.*$", re.MULTILINE)
_APART = re.compile(r"^(?:NOTE|STYLE|REGION)\b.*?(?:\n[ \t]*\n|\Z)", re.MULTILINE | re.DOTALL)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]+)>|</v>")
_STRAY = re.compile(r"(?:^\d+\n)?^.*-->.*$\n?", re.MULTILINE)
_PART = "[,.:，．。：]"
_CLOCK = rf"-?\d+(?:{_PART}\d+){{1,3}}{_PART}?"
_CUE = re.compile(rf"^[ \t]*({_CLOCK})[ \t]*-[ -][ \t]*>[ \t]*({_CLOCK})(?![^\s])", re.MULTILINE)
_ENTITY = re.compile(r"&#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});")
_NO_TIME = "9999:00:00"
_NO_TIME_MS = 9999 * 3_600_000
_MOST_HOURS = 999
_MOST_DIGITS = 9
_SETTLED = re.compile(r"^(\d+:\d+:\d+,\d+) --> (\d+:\d+:\d+,\d+)(?!\S).*$", re.MULTILINE)
_NUMBER = re.compile(r"[ \t]*-?\d+(?:\.\d*)?[ \t]*")
_BAD = re.compile(rf"^(?:{_NUMBER.pattern}\n)?[ \t]*\d+{_PART}\d+{_PART}\d+.*-->", re.MULTILINE)  # a cue of its own


def read_srt(data: bytes, name: str, encoding: str | None) -> Draft:
    """Read a SubRip file; cues that make no sense are counted in a warning."""
    decoded = decode(data, name, encoding)
    changed = _normalise(decoded.text)
    cues = list(_srt_cues(_settle_times(changed.text, ",")))
    return _draft(
        [_STRAY.sub("", words) for words, _times in cues],
        [times for _words, times in cues],
        len(_TIMING.findall(changed.text)),
        name,
        (decoded.encoding, decoded.warnings() + change_warnings(changed)),
    )


def read_vtt(data: bytes, name: str, encoding: str | None) -> Draft:
    """Read a WebVTT file; cues that make no sense are counted in a warning."""
    import webvtt

    decoded = decode(data, name, encoding)
    changed = _normalise(decoded.text)
    text = _settle_times(changed.text, ".")
    try:
        captions = webvtt.from_string(text).captions
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError, ValueError, IndexError):
        raise broken(name) from None
    return _draft(
        [caption.raw_text for caption in captions],
        [(_vtt_time(caption.start), _vtt_time(caption.end)) for caption in captions],
        len(_TIMING.findall(_APART.sub("", text))),
        name,
        (decoded.encoding, decoded.warnings() + change_warnings(changed)),
    )


def _srt_cues(text: str) -> Iterator[tuple[str, tuple[int | None, int | None]]]:
    """The words of each cue and its times, by the lines of times that were written out.

    Its number is no word of it, and what stands under a line of times that cannot be read is in no cue.
    """
    timings = list(_SETTLED.finditer(text))
    for timing, following in pairwise([*timings, None]):
        assert timing is not None
        words = text[timing.end() : following.start() if following else len(text)].rstrip()
        above, _newline, last = words.rpartition("\n")
        if following and _NUMBER.fullmatch(last):
            words = above
        bad = _BAD.search(words)
        yield words[: bad.start() if bad else None], (_milliseconds(timing[1]), _milliseconds(timing[2]))


def _draft(
    cues: list[str],
    times: list[tuple[int | None, int | None]],
    expected: int,
    name: str,
    known: tuple[str, tuple[str, ...]],
) -> Draft:
    """The passages of cues; `expected` is how many the file seems to have, `known` its encoding and warnings."""
    if not cues:
        raise broken(name)
    passages = [
        Passage(speaker, words, start, end)
        for cue, (start, end) in zip(cues, times, strict=True)
        for speaker, words in _voices(cue)
    ]
    encoding, warnings = known
    bad = expected - len(cues) + sum(None in pair for pair in times)
    if bad > 0:
        sentence = ngettext(
            "{count} cue could not be read and is missing or without its time.",
            "{count} cues could not be read and are missing or without their times.",
            bad,
        )
        warnings += (sentence.format(count=bad),)
    return Draft(encoding=encoding, warnings=warnings, passages=tuple(split_speakers(passages)))


def _voices(raw: str) -> Iterator[tuple[str, str]]:
    """Who says what in a cue by its voice tags, lines kept, styles gone."""
    pieces = _VOICE.split(raw) if "<v" in raw else [raw]
    speaker = ""
    for at, piece in enumerate(pieces):
        if at % 2:
            speaker = strip_styles(piece).rstrip(":") if piece else ""
            continue
        words = "\n".join(filter(None, (strip_styles(line) for line in piece.split("\n"))))
        if words:
            yield speaker, words


def _normalise(text: str) -> Normalised:
    """A text in its stored form; control characters written as entities (`&#27;`) are such characters too."""
    changed = normalise(text)
    if "&#" not in text:
        return changed
    text = _ENTITY.sub(lambda found: "\ufffd" if _is_control(found) else found[0], changed.text)
    count = text.count("\ufffd") - changed.text.count("\ufffd")
    return replace(changed, text=text, controls=changed.controls + count)


def _is_control(entity: re.Match[str]) -> bool:
    char = html.unescape(entity[0])  # as in HTML, 128 to 159 are those of cp1252
    return char in ("", "\ufffd") or normalise(char).controls > 0


def _settle_times(text: str, point: str) -> str:
    """A file's text with the times of its cues written out: hours, and three digits of a second after `point`.

    A time that no recording has, below zero or beyond all clocks, is replaced by one that means none.
    """
    return _CUE.sub(lambda cue: f"{_settle(cue[1], point)} --> {_settle(cue[2], point)}", text)


def _settle(clock: str, point: str) -> str:
    pieces = re.split(f"({_PART})", clock.rstrip(",.:，．。："))
    numbers, last = pieces[::2], pieces[-2]
    fraction = ""
    if len(numbers) == 4 or (len(numbers) == 3 and last not in pieces[1:-2]) or len(numbers[-1]) == 3:
        fraction = numbers.pop()
        fraction = fraction.zfill(3) if last in ":：" else (fraction + "00")[:3]  # 4.5 is half a second
    hours, minutes, seconds = ["0"] * (3 - len(numbers)) + numbers
    if hours.startswith("-") or minutes.startswith("-") or len(hours) > len(str(_MOST_HOURS)):
        return f"{_NO_TIME}{point}000"
    return f"{hours:0>2}:{minutes:0>2}:{seconds:0>2}{point}{fraction:0>3}"


def _milliseconds(clock: str) -> int | None:
    *larger, last = clock.split(":")
    seconds, _comma, fraction = last.partition(",")
    hours, minutes = (int(part[:_MOST_DIGITS]) for part in larger)
    found = (hours * 60 + minutes) * 60_000 + int(seconds[:_MOST_DIGITS]) * 1000 + int(fraction[:_MOST_DIGITS])
    return None if found >= _NO_TIME_MS else found


def _vtt_time(clock: str) -> int | None:
    return None if clock.startswith(_NO_TIME) else times_of(clock)[0]
