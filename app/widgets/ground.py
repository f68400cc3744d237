"""The palette categories are drawn in, on the ground a widget has in the theme and terminal of now."""

from functools import lru_cache

from textual.widget import Widget

from app.reader.palette import Ground, Palette

_make = lru_cache(maxsize=16)(Palette)


def palette_of(widget: Widget) -> Palette:
    """The palette for a widget's ground; without colours where NO_COLOR asks for that."""
    style = widget.rich_style
    background = style.bgcolor.get_truecolor().hex if style.bgcolor else "#16181b"
    foreground = style.color.get_truecolor().hex if style.color else "#e4e1da"
    return _make(background, foreground, ground_of(widget))


def ground_of(widget: Widget) -> Ground:
    """How many colours there are: full, few (16) or none."""
    if widget.app.no_color:
        return "none"
    few = widget.app.native_ansi_color or widget.app.console.color_system in ("standard", "windows")
    return "few" if few else "full"
