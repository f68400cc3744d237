"""The categories beside the text: key, letter, colour and name. A click codes; counts show only when asked for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from app.reader import fit
from app.reader.cells import set_in
from codebook.schemas import Code

_HEAD = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One category as the panel shows it; `colour` is empty where no colours are used; `young` is pointed out.

    `left_out`: it is not counted for the role of those interviewed.
    """

    code: Code
    letter: str
    colour: str
    young: bool = False
    left_out: bool = False

    @property
    def mark(self) -> str:
        """What stands by the name: – for one not counted here, else * for one younger than the reading."""
        return "–" if self.left_out else "*" if self.young else ""


@dataclass
class CodeClicked(Message):
    """A category was clicked: code with it."""

    code: Code


class CodePanel(VerticalScroll, can_focus=False):
    """Shows the categories of one schema, a dot by those under the caret, and what stands there besides."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    CodePanel { width: 36; padding: 0 1; border-left: vkey $foreground 15%; scrollbar-size-vertical: 1; }
    CodePanel > Static { height: auto; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._rows: tuple[Row, ...] = ()
        self._here: frozenset[int] = frozenset()
        self._besides: tuple[tuple[str, str], ...] = ()
        self._counts: Mapping[int, int] | None = None
        self._foot = ""
        self._drawn: object = None

    def compose(self) -> ComposeResult:
        """One text; rows are found by where it is clicked."""
        yield Static("", markup=False)

    def show_codes(self, title: str, rows: Sequence[Row], foot: str = "") -> None:
        """Show other categories; `foot` is lines beneath them."""
        self._title, self._rows, self._foot = title, tuple(rows), foot
        self.draw()

    def show_here(self, codes: Collection[int], besides: Sequence[tuple[str, str]] = ()) -> None:
        """Put dots by the categories at the caret; `besides` are head and line of what else stands there."""
        if (self._here, self._besides) != (frozenset(codes), tuple(besides)):
            self._here, self._besides = frozenset(codes), tuple(besides)
            self.draw()

    def show_counts(self, counts: Mapping[int, int] | None) -> None:
        """Show a number by each category, or with None no numbers."""
        self._counts = counts
        self.draw()

    def draw(self) -> None:
        """Draw what has changed; the screen is laid out anew only where the number of lines has."""
        width = self.scrollable_content_region.width
        if not self.is_mounted or not width:
            return
        lines = self._lines(max(12, width - 1))
        now = (width, lines)
        if now == self._drawn:
            return
        before, self._drawn = self._drawn, now
        same = isinstance(before, tuple) and len(before[1]) == len(lines)
        text = Content("\n").join(Content.assemble(*parts) for parts in lines)
        self.query_one(Static).update(text, layout=not same)

    def on_resize(self) -> None:
        """Names are cut for a width."""
        self.draw()

    def _lines(self, width: int) -> list[list[tuple[str, str]]]:
        lines = [[(fit(self._title, width), "dim")], [("", "")]]
        for row in self._rows:
            code = row.code
            lead = f"{code.key or ' '} {row.letter} "
            tail = self._tail(row)
            room = max(1, width - len(lead) - 2 - len(tail))
            name = fit(set_in(code.depth, room) + code.name, room)
            bold = "bold" if code.id in self._here else "dim" if row.left_out else ""
            lines.append([(lead, "dim"), ("▊ ", row.colour), (name, bold), (tail, "")])
        if self._foot:
            lines += [[("", "")], *([(part, "dim")] for part in _folded(self._foot, width))]
        head = ""
        for where, what in self._besides:
            if where != head:
                lines += [[("", "")], [(fit(where, width), "dim")]]
                head = where
            lines.append([(fit(f"┆ {what}", width), "")])
        return lines

    def _tail(self, row: Row) -> str:
        if self._counts is not None:
            return f"{self._counts.get(row.code.id, 0):>4} "
        return f" {row.mark or ' '}" + ("●" if row.code.id in self._here else " ")

    def on_click(self, event: events.Click) -> None:
        """Code with the category clicked."""
        at = event.get_content_offset(self.query_one(Static))
        index = at.y - _HEAD if at is not None else -1
        if 0 <= index < len(self._rows):
            self.post_message(CodeClicked(self._rows[index].code))


def _folded(text: str, width: int) -> list[str]:
    from exports.harmless import visible, wrap

    return [part for row in text.split("\n") for part in wrap(visible(row), width)]
