"""Words over the whole width of a screen, as many rows of them as there is room for."""

from textual.content import Content
from textual.widgets import Static

from exports.harmless import cut

_NARROWEST = 20


class Beginning(Static):
    """Shows as much of a text as its rows hold, at any width; an ellipsis says where more follows."""

    def __init__(self, id: str, rows: int) -> None:
        super().__init__(id=id, markup=False)
        self._rows, self._text = rows, ""

    def tell(self, text: str) -> None:
        """Show a text, a line or more."""
        self._text = text
        self._fit()

    def on_resize(self) -> None:
        """Cut it anew for the room there is."""
        self._fit()

    def _fit(self) -> None:
        width = max(_NARROWEST, self.app.size.width - self.gutter.width)
        self.update(Content(cut(self._text, width, self._rows) if self._text else ""))
