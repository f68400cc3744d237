"""What a scale is: what is given a number, from where to where, and what ranges of a sum are called."""

import json
import math
import re
from collections.abc import Sequence

from corpus.errors import InputError
from corpus.messages import _

_FURTHEST = 999_999_999
OF_CODING, OF_PARTICIPANT = ASKS = ("coding", "participant")
Band = tuple[int, str]
"""The lowest sum of a band, and its name."""


def clean_scale(asks: str, low: int | None, high: int | None) -> tuple[str, int | None, int | None]:
    """What a category asks of, with its range; InputError where that is nothing, or the range is upside down."""
    asks = asks.strip().casefold()
    if asks and asks not in ASKS:
        raise InputError(
            _("“{asks}” cannot be given numbers; there are {known}.").format(asks=asks, known=", ".join(ASKS))
        )
    if any(edge is not None and abs(edge) > _FURTHEST for edge in (low, high)):
        raise InputError(_("A range does not go beyond {n}.").format(n=_FURTHEST))
    if low is not None and high is not None and low > high:
        raise InputError(_("A range cannot go from {low} to {high}.").format(low=low, high=high))
    return (asks, low, high) if asks else ("", None, None)


def say_range(low: int | None, high: int | None) -> str:
    """A range in words; empty where every number is in it."""
    if low is not None and high is not None:
        return _("{low} to {high}").format(low=low, high=high)
    if low is not None:
        return _("{low} and over").format(low=low)
    return "" if high is None else _("{high} and under").format(high=high)


def read_range(text: str) -> tuple[int | None, int | None]:
    """A range as people write it: `1–5`, `0–`, `–10`, or nothing; InputError for anything else."""
    if not text.strip():
        return None, None
    found = re.fullmatch(r"\s*(-?\d{1,9})?\s*(?:–|-|:|til|to)\s*(-?\d{1,9})?\s*", text)
    if not found or not any(found.groups()):
        raise InputError(_("“{text}” is no range; write it like 1–5, or 0–.").format(text=text.strip()))
    low, high = (None if part is None else int(part) for part in found.groups())
    return low, high


def write_range(low: int | None, high: int | None) -> str:
    """A range as `read_range` takes it."""
    if low is None and high is None:
        return ""
    return "–".join("" if number is None else str(number) for number in (low, high))


def check_number(value: float, low: int | None, high: int | None) -> None:
    """Refuse a number outside a range; the range is said."""
    outside = (low is not None and value < low) or (high is not None and value > high)
    if outside or not math.isfinite(value):
        allowed = say_range(low, high) or _("any number")
        raise InputError(_("{value} is out of range: {range}.").format(value=say_number(value), range=allowed))


def say_number(value: float) -> str:
    """A number as short as it can be written."""
    return str(int(value)) if math.isfinite(value) and value == int(value) else f"{value:g}"


def read_number(text: str) -> float:
    """A number as people write it, with a comma or a point; InputError for what is none."""
    try:
        return float(text.strip().replace(",", ".").replace("\u2212", "-"))
    except ValueError:
        raise InputError(_("“{text}” is no number.").format(text=text.strip())) from None


def read_whole(text: str) -> int | None:
    """A whole number, or None where nothing is written; InputError for anything else."""
    text = text.strip().removesuffix(".0")
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        raise InputError(_("“{text}” is no whole number.").format(text=text)) from None


def clean_bands(bands: Sequence[Sequence[object]]) -> tuple[Band, ...]:
    """Bands, the highest first; InputError where one has no name, or two begin at the same sum."""
    found: dict[int, str] = {}
    for band in bands:
        if len(band) != 2 or not isinstance(band[0], int) or isinstance(band[0], bool) or not isinstance(band[1], str):
            raise InputError(_("A band is its lowest sum and its name."))
        name = " ".join(band[1].replace(";", ",").split())
        if not name or band[0] in found:
            raise InputError(_("A band is its lowest sum and its name, each sum once."))
        found[band[0]] = name
    return tuple(sorted(found.items(), reverse=True))


def band_of(bands: Sequence[Band], total: float) -> str:
    """What a sum is called; empty where no band reaches down to it."""
    return next((name for lowest, name in bands if total >= lowest), "")


def bands_as_text(bands: Sequence[Band]) -> str:
    """Bands on one line: `73: very good; 61: good`."""
    return "; ".join(f"{lowest}: {name}" for lowest, name in bands)


def bands_from_text(text: str) -> tuple[Band, ...]:
    """The bands of such a line; InputError where it is none."""
    found: list[tuple[int, str]] = []
    for part in filter(str.strip, text.split(";")):
        lowest, _colon, name = part.partition(":")
        number = read_whole(lowest)
        if number is None:
            raise InputError(_("A band is its lowest sum and its name."))
        found.append((number, name))
    return clean_bands(found)


def bands_as_json(bands: Sequence[Band]) -> str:
    """Bands as they are stored; empty for none."""
    return json.dumps([list(band) for band in bands], ensure_ascii=False) if bands else ""


def bands_from_json(text: str) -> tuple[Band, ...]:
    """Bands as they were stored."""
    return tuple((int(lowest), str(name)) for lowest, name in json.loads(text)) if text else ()
