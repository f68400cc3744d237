"""Colours of codes on screen: a legible lane hue and a quiet tint from any "#rrggbb", on any ground."""

import colorsys
import re
from functools import lru_cache
from typing import Literal, NamedTuple

Ground = Literal["full", "few", "none"]
_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
_GREY = "#8c8c8c"
_LEGIBLE = 4.5
_READABLE = 7.0
_QUIET = 1.75
# The terminal's own bright and dark colours, so that reducing to 16 gives exactly these.
_BRIGHT = ("#ff5555", "#ffff55", "#55ff55", "#55ffff", "#5555ff", "#ff55ff")
_DARK = ("#aa0000", "#aa5500", "#00aa00", "#00aaaa", "#0000aa", "#aa00aa")


class Rgb(NamedTuple):
    """Red, green and blue, 0 to 1."""

    red: float
    green: float
    blue: float


def parse(colour: str) -> Rgb:
    """The parts of "#rrggbb"; a middle grey for anything else."""
    digits = colour if _HEX.match(colour) else _GREY
    return Rgb(*(int(digits[i : i + 2], 16) / 255 for i in (1, 3, 5)))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(parse(one)), _luminance(parse(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Rgb) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _mix(over: Rgb, under: Rgb, share: float) -> str:
    parts = (round(255 * (a * share + b * (1 - share))) for a, b in zip(over, under, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


class Palette:
    """The colours of codes on one ground.

    `full` is for terminals with many colours, `few` for 16: no tints there, they would merge with the ground;
    `none` is for NO_COLOR. `background` and `foreground` are the text's, as "#rrggbb".
    """

    def __init__(self, background: str, foreground: str, ground: Ground = "full") -> None:
        self.background = background
        self.foreground = foreground
        self.ground = ground
        self.lane = lru_cache(maxsize=512)(self._lane)
        self.tint = lru_cache(maxsize=512)(self._tint)

    @property
    def dark(self) -> bool:
        """Whether the ground is dark."""
        return _luminance(parse(self.background)) < 0.18

    def _lane(self, colour: str) -> str | None:
        """The hue for a code's stripe, letter and name; None where no colour is to be used."""
        if self.ground == "none":
            return None
        rgb = parse(colour)
        if self.ground == "few":
            return self._nearest_of_few(rgb)
        hue, light, saturation = colorsys.rgb_to_hls(*rgb)
        step = 0.02 if self.dark else -0.02
        found = _mix(rgb, rgb, 1)
        while contrast(found, self.background) < _LEGIBLE and 0 <= light <= 1:
            light += step
            rgb = Rgb(*colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation))
            found = _mix(rgb, rgb, 1)
        return found

    def _nearest_of_few(self, rgb: Rgb) -> str:
        hue, _, saturation = colorsys.rgb_to_hls(*rgb)
        if saturation < 0.15:
            return "#aaaaaa" if self.dark else "#555555"
        return (_BRIGHT if self.dark else _DARK)[round(hue * 6) % 6]

    def _tint(self, colour: str) -> str | None:
        """The ground behind coded words, on which the text stays easy to read; None where there is none."""
        if self.ground != "full":
            return None
        over, under = parse(self._lane(colour) or colour), parse(self.background)
        share = 0.26 if self.dark else 0.24
        enough = min(_READABLE, 0.6 * contrast(self.foreground, self.background))
        while share > 0.08:
            tint = _mix(over, under, share)
            if contrast(self.foreground, tint) >= enough and contrast(tint, self.background) <= _QUIET:
                break
            share -= 0.02
        return _mix(over, under, share)
