"""The map of themes as a figure: themes on the left, categories on the right; told apart in grey by line and mark."""

import io
import warnings
from typing import Any

from codebook.themes import AGAINST, FOR
from corpus.errors import InputError
from corpus.messages import _, in_language
from corpus.messages import language as current_language
from exports.harmless import document, line, wrap
from exports.tables.themes import MapLine, ThemeMap
from exports.writers.target import Target, put

FORMATS = ("svg", "pdf", "png")
_LEFT, _RIGHT, _ROW = 0.42, 0.66, 0.24
_CLAIM, _CATEGORY = 52, 40
_LINE_HEIGHT = 0.19


def write_theme_map(drawn: ThemeMap, format: str, target: Target, *, language: str | None = None) -> None:
    """Draw the map to svg, pdf or png. Raises InputError on another format, TusjError where it cannot be written."""
    if format not in FORMATS:
        raise InputError(
            _("There is no format {format}; there are {formats}.").format(format=format, formats=", ".join(FORMATS))
        )
    with in_language(language or current_language()):
        data = _draw(drawn, format)
    put(data, target)


def _draw(drawn: ThemeMap, format: str) -> bytes:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    claims = [wrap(f"{n}  {line(theme.claim)}", _CLAIM) for n, theme in enumerate(drawn.themes, start=1)]
    names = [wrap(line(f"{code.path.replace(' > ', ' ▸ ')} ({code.schema})"), _CATEGORY) for code in drawn.codes]
    left = sum(len(lines) * _LINE_HEIGHT + _ROW for lines in claims)
    right = sum(len(lines) * _LINE_HEIGHT + _ROW for lines in names)
    foot = 0.5 + 0.2 * len(drawn.tensions)
    height = max(left, right, 1.0) + foot + 0.3
    settings: Any = {"font.family": "sans-serif", "font.size": 9, "svg.hashsalt": "tusj", "text.parse_math": False}
    with rc_context(settings), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sign the font has not is drawn as a box, and said to nobody
        figure = Figure(figsize=(9.6, height))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, 1)
        axes.set_ylim(0, height)
        theme_places = _set_column(axes, claims, 0.02, height - 0.2, (max(left, right) - left) / 2, bold=False)
        code_places = _set_column(axes, names, _RIGHT + 0.02, height - 0.2, (max(left, right) - right) / 2)
        _mark_codes(axes, drawn, code_places)
        for one in drawn.lines:
            _join(axes, one, theme_places[one.theme], code_places[one.code])
        _set_foot(axes, drawn, foot)
        written = io.BytesIO()
        dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}[format]
        figure.savefig(written, format=format, dpi=200, metadata=dated)
    return written.getvalue()


def _set_column(
    axes: Any, texts: list[list[str]], x: float, top: float, gap: float, *, bold: bool = False
) -> list[float]:
    """Set texts one beneath the other; returns the height of each one's middle."""
    y, places = top - gap, []
    for lines in texts:
        high = len(lines) * _LINE_HEIGHT
        text = document("\n".join(lines))
        axes.text(x, y - high / 2, text, va="center", ha="left", weight="bold" if bold else "normal", linespacing=1.15)
        places.append(y - high / 2)
        y -= high + _ROW
    return places


def _mark_codes(axes: Any, drawn: ThemeMap, places: list[float]) -> None:
    for code, y in zip(drawn.codes, places, strict=True):
        axes.plot([_RIGHT + 0.008], [y], marker="s", markersize=6, color=code.colour, markeredgecolor="#333333")


def _looks(one: MapLine) -> list[tuple[str, str, float]]:
    """Dash, grey and how far beside the middle: for and against the same category are two lines."""
    solid, dashed, dotted = ("-", "#222222"), ("--", "#222222"), (":", "#888888")
    if one.sides == {FOR, AGAINST}:
        return [(*solid, 0.03), (*dashed, -0.03)]
    return [(*(solid if FOR in one.sides else dashed if AGAINST in one.sides else dotted), 0.0)]


def _join(axes: Any, one: MapLine, left: float, right: float) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Curve

    middle = (_LEFT + _RIGHT) / 2
    codes = [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4]
    for style, grey, beside in _looks(one):
        points = [(_LEFT, left + beside), (middle, left + beside), (middle, right + beside), (_RIGHT, right + beside)]
        axes.add_patch(PathPatch(Curve(points, codes), fill=False, linestyle=style, edgecolor=grey, linewidth=1.1))


def _set_foot(axes: Any, drawn: ThemeMap, height: float) -> None:
    """What the lines mean, and which themes the same words divide."""
    y = height - 0.25
    kinds = (("-", "#222222", _("evidence for")), ("--", "#222222", _("evidence against")))
    for place, (style, grey, words) in enumerate((*kinds, (":", "#888888", _("raised from it, no passage yet")))):
        x = 0.02 + place * 0.3
        axes.plot([x, x + 0.05], [y, y], linestyle=style, color=grey, linewidth=1.1)
        axes.text(x + 0.06, y, words, va="center", fontsize=8)
    for first, second in drawn.tensions:
        y -= 0.2
        words = _("The same words speak for {first} and against {second}.").format(first=first + 1, second=second + 1)
        axes.text(0.02, y, words, va="center", fontsize=8)
