"""Figures as SVG, PDF and PNG: readable in grey, the same bytes for the same figures, no text taken for markup.

Letters are drawn as outlines in SVG and embedded in PDF, so that a figure looks the same everywhere. Matplotlib is
loaded when a figure is drawn.
"""

import io
import logging
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from corpus.messages import _, in_language
from corpus.messages import language as current_language
from exports.harmless import line, wrap
from exports.tables.figures import Bars, Curves, Figure, Heat, Strips
from exports.writers.target import Target, put

FIGURE_FORMATS = ("svg", "pdf", "png")
_WIDTH = 7.2
_INK, _QUIET, _RULE = "#000000", "#444444", "#bbbbbb"
_DARK = (0.03, 0.24, 0.42)
_TONES = ("#08436b", "#e69f00", "#8fc7e8", "#5b5b5b", "#009e73", "#d9d9d9")
_HATCHES = ("", "////", "", "xxxx", "....", "\\\\\\\\")
_SETTINGS = {
    "font.family": ["DejaVu Sans"],
    "font.size": 8,
    "text.parse_math": False,
    "text.usetex": False,
    "axes.formatter.use_mathtext": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "tusj",
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "path.simplify": False,
}
_METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": "tusj"},
    "pdf": {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": "tusj"},
    "png": {"Software": None},
}


def figure_format(path: Path) -> str:
    """The format a figure's file asks for by its ending; InputError for another."""
    ending = path.suffix.lower().lstrip(".")
    if ending not in FIGURE_FORMATS:
        raise InputError(
            _("A figure is written as {formats}; {file} names none of them.").format(
                formats=", ".join(f".{name}" for name in FIGURE_FORMATS), file=path.name
            )
        )
    return ending


def write_figure(figure: Figure, format: str, target: Target, *, language: str | None = None) -> None:
    """Draw and write a figure; `language` is that of messages unless given. Raises TusjError where it cannot."""
    with in_language(language or current_language()):
        data = draw(figure, format)
    put(data, target)


def draw(figure: Figure, format: str) -> bytes:
    """The bytes of a figure's file."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl

    with mpl.rc_context({"backend": "agg", **_SETTINGS}), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter the font lacks is drawn as a box: nothing to tell on the terminal
        match figure:
            case Bars():
                page = _draw_bars(figure)
            case Heat():
                page = _draw_heat(figure)
            case Strips():
                page = _draw_strips(figure)
            case Curves():
                page = _draw_curves(figure)
        written = io.BytesIO()
        page.savefig(written, format=format, dpi=200, metadata=_METADATA[format])
    return written.getvalue()


class _Page:
    """A page measured in inches from its top left; what is drawn first stands at the top."""

    def __init__(self, title: str, width: float, height: float, notes: tuple[str, ...]) -> None:
        from matplotlib.figure import Figure as Canvas

        columns = int((width - 0.5) * 15.5)
        self._notes = [text for note in notes for text in wrap(line(note), columns)]
        self.width, self.top = width, 0.45
        self.height = self.top + height + 0.25 + 0.14 * len(self._notes) + 0.1
        self.canvas = Canvas(figsize=(width, self.height))
        self.say(0.15, 0.2, line(title), size=10, weight="bold")
        for number, text in enumerate(self._notes):
            self.say(0.15, self.top + height + 0.3 + 0.14 * number, text, size=6.5, color=_QUIET)

    def say(self, x: float, y: float, text: str, **looks: Any) -> None:
        looks.setdefault("va", "center")
        self.canvas.text(x / self.width, 1 - y / self.height, text, **looks)

    def axes(self, x: float, y: float, width: float, height: float) -> Any:
        """Axes whose top left stands at (x, y), in inches."""
        box = (x / self.width, 1 - (y + height) / self.height, width / self.width, height / self.height)
        return self.canvas.add_axes(box)


def _named(text: str, columns: int, lines: int = 3) -> list[str]:
    """A name in a few lines of so many columns, its end cut where it is longer."""
    parts = wrap(line(text), columns)
    if len(parts) > lines:
        parts = [*parts[: lines - 1], parts[lines - 1][: columns - 1].rstrip() + "…"]
    return parts


def _draw_bars(figure: Bars) -> Any:
    names = [_named(name, 42 - 2 * depth) for name, depth, _cells in figure.rows]
    each = 0.17
    heights = [
        0.3 if not cells else max(0.13 * len(name), each * len(cells)) + 0.1
        for name, (_name, _depth, cells) in zip(names, figure.rows, strict=True)
    ]
    legend = 0.25 if len(figure.groups) > 1 else 0.0
    page = _Page(figure.title, _WIDTH, sum(heights) + legend, figure.notes)
    left = 2.75
    axes = page.axes(left, page.top + legend, page.width - left - 0.75, sum(heights))
    axes.set(xlim=(0, 1), ylim=(sum(heights), 0), yticks=[])
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], [])
    axes.grid(axis="x", color=_RULE, linewidth=0.4)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(side == "left")
    if legend:
        _legend(page, figure.groups, sorted({group for _n, _d, cells in figure.rows for group, _number, _of in cells}))
    y = 0.0
    for name, (_name, depth, cells), height in zip(names, figure.rows, heights, strict=True):
        top = page.top + legend + y
        looks = {"weight": "bold"} if not cells else {}
        page.say(0.15 + 0.12 * depth, top + height / 2, "\n".join(name), size=7.5, linespacing=1.1, **looks)
        first = y + (height - each * len(cells)) / 2
        for place, (group, number, of) in enumerate(cells):
            _bar(axes, first + each * (place + 0.5), each, group, number, of)
        y += height
    return page.canvas


def _bar(axes: Any, y: float, height: float, group: int, number: int, of: int) -> None:
    share = number / of if of else 0.0
    if share:
        axes.barh(y, share, height * 0.86, **_tone(group))
    said = _("{n} of {of}").format(n=number, of=of) if of else "–"
    axes.text(share + 0.012, y, said, va="center", size=6.5, color=_INK, clip_on=False)


def _tone(group: int) -> dict[str, Any]:
    """How a group's bars look: tones that differ in grey too, hatched where they come near one another."""
    at = group % len(_TONES)
    return {"facecolor": _TONES[at], "hatch": _HATCHES[at], "edgecolor": _INK, "linewidth": 0.4}


def _legend(page: _Page, groups: tuple[str, ...], drawn: Sequence[int]) -> None:
    """The groups that have bars, each in its tone; a schema of one role has none of the others'."""
    from matplotlib.patches import Patch

    names = {number: _named(groups[number], 28, 1)[0] for number in drawn}
    patches = [Patch(label=name, **_tone(number)) for number, name in names.items()]
    place = (2.75 / page.width, 1 - (page.top - 0.06) / page.height)
    page.canvas.legend(
        handles=patches, loc="upper left", bbox_to_anchor=place, ncols=min(4, len(names)), frameon=False, fontsize=7
    )


def _draw_heat(figure: Heat) -> Any:
    names = [_named(name, 44) for name in figure.rows]
    heads = [_named(name, 34, 1) for name in figure.columns]
    longest = max((len(part) for head in heads for part in head), default=1)
    slanted = longest > 5
    cell, row = (0.3, 0.3) if len(figure.columns) < 25 else (0.2, 0.24)
    heights = [max(row, 0.125 * len(name) + 0.06) for name in names]
    left = 2.85
    above = 0.2 + (longest * 0.047 if slanted else 0.06) + (0.2 if figure.groups else 0)
    width = max(_WIDTH, left + cell * len(figure.columns) + (longest * 0.05 if slanted else 0) + 0.3)
    page = _Page(figure.title, width, sum(heights) + above, figure.notes)
    axes = page.axes(left, page.top + above, cell * len(figure.columns), sum(heights))
    axes.set(xlim=(0, len(figure.columns)), ylim=(sum(heights), 0), xticks=[], yticks=[])
    for side in axes.spines.values():
        side.set_visible(False)
    y = 0.0
    for name, cells, height in zip(names, figure.cells, heights, strict=True):
        page.say(0.15, page.top + above + y + height / 2, "\n".join(name), size=7, linespacing=1.1)
        for column, one in enumerate(cells):
            _heat_box(axes, column, y, height, one.shade, one.text)
        y += height
    for column, head in enumerate(heads):
        x = left + cell * (column + 0.5)
        looks = {"rotation": 50, "ha": "left", "va": "bottom"} if slanted else {"ha": "center", "va": "bottom"}
        page.say(x - (0.05 if slanted else 0), page.top + above - 0.05, head[0], size=6.5, **looks)
    _heat_groups(page, axes, figure, left, cell, sum(heights))
    return page.canvas


def _heat_box(axes: Any, column: int, y: float, height: float, shade: float | None, text: str) -> None:
    from matplotlib.patches import Rectangle

    looks: dict[str, Any] = {"edgecolor": "#dddddd", "linewidth": 0.5}
    if shade is None:
        looks |= {"facecolor": "white", "hatch": "////", "edgecolor": "#c4c4c4"}
    else:
        strength = 0.12 + 0.88 * shade if shade else 0.0
        looks["facecolor"] = tuple(1 - strength * (1 - part) for part in _DARK)
    axes.add_patch(Rectangle((column, y), 1, height, **looks))
    if text:
        dark = shade is not None and shade > 0.5
        axes.text(
            column + 0.5, y + height / 2, text, ha="center", va="center", size=6.5, color="white" if dark else _INK
        )


def _heat_groups(page: _Page, axes: Any, figure: Heat, left: float, cell: float, height: float) -> None:
    at = 0
    for name, number in figure.groups:
        room = max(2, int(cell * number * 15))
        page.say(left + cell * at + 0.03, page.top + 0.02, _named(name, room, 1)[0], size=7, weight="bold", va="top")
        if at:
            axes.plot([at, at], [0, height], color=_INK, linewidth=0.8, clip_on=False)
        at += number


def _draw_strips(figure: Strips) -> Any:
    lane, head = 0.17, 0.28
    left = 2.75
    names = [[_named(name, 44, 2) for name, _ranges in lanes] for _interview, lanes in figure.interviews]
    tall = [[max(lane, 0.12 * len(name) + 0.04) for name in panel] for panel in names]
    page = _Page(figure.title, _WIDTH, sum(sum(panel) + head for panel in tall), figure.notes)
    y = page.top
    for (interview, lanes), panel, heights in zip(figure.interviews, names, tall, strict=True):
        page.say(0.15, y + 0.16, _named(interview, 60, 1)[0], size=7.5, weight="bold")
        y += head
        axes = page.axes(left, y, page.width - left - 0.3, sum(heights))
        axes.set(xlim=(0, 1), ylim=(sum(heights), 0), yticks=[])
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], [])
        axes.grid(axis="x", color=_RULE, linewidth=0.4)
        axes.tick_params(length=0)
        axes.spines["bottom"].set_visible(False)
        at = 0.0
        for name, (_name, ranges), height in zip(panel, lanes, heights, strict=True):
            page.say(0.15, y + at + height / 2, "\n".join(name), size=6.5, linespacing=1.05)
            axes.plot([0, 1], [at + height / 2] * 2, color=_RULE, linewidth=0.5, zorder=1)
            bars = [(start, max(end - start, 0.004)) for start, end in ranges]
            axes.broken_barh(bars, (at + height * 0.15, height * 0.7), facecolor=_DARK, zorder=2)
            at += height
        y += sum(heights)
    return page.canvas


def _draw_curves(figure: Curves) -> Any:
    each = 1.9
    page = _Page(figure.title, _WIDTH, each * len(figure.curves), figure.notes)
    for number, curve in enumerate(figure.curves):
        top = page.top + each * number
        page.say(0.15, top + 0.05, _named(curve.group, 80, 1)[0], size=8, weight="bold")
        axes = page.axes(0.65, top + 0.2, page.width - 0.95, each - 0.62)
        places = range(len(curve.ratios))
        low, high = [b[0] for b in curve.band], [b[1] for b in curve.band]
        axes.fill_between(places, low, high, facecolor="#cfdce6", edgecolor="#8aa1b3", linewidth=0.4)
        axes.plot(places, curve.ratios, color=_DARK, marker="o", markersize=3.5, linewidth=1.2)
        axes.axhline(figure.threshold, color=_INK, linestyle=(0, (4, 3)), linewidth=0.7)
        if curve.reached is not None:
            at = curve.reached
            axes.plot([at], [curve.ratios[at]], marker="o", markersize=8, markerfacecolor="none", color=_INK)
        top_ratio = max([*curve.ratios, *high, figure.threshold]) * 1.15 or 0.1
        axes.set(ylim=(-0.02 * top_ratio, top_ratio), xlim=(-0.4, len(curve.ratios) - 0.6))
        step = max(1, len(curve.labels) // 14)
        axes.set_xticks(list(places)[::step], list(curve.labels)[::step], fontsize=6.5)
        ticks = [tick for tick in axes.get_yticks() if 0 <= tick <= top_ratio]
        axes.set_yticks(ticks, [f"{100 * tick:.3g} %" for tick in ticks], fontsize=6.5)
        axes.tick_params(length=2, width=0.5)
    return page.canvas
