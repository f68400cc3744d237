"""The line at the foot of a screen: at most six keys, from the registry, clickable."""

from textual import events
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from app.actions import actions_of, keymap
from app.screens.base import shown_keys
from app.settings import read_settings
from corpus.messages import _


class KeyLine(Static):
    """Shows a room's most used keys as they are set now; a click does what the key does."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; padding: 0 1; color: $foreground; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, room: str) -> None:
        super().__init__("", markup=False)
        self._room = room

    def on_mount(self) -> None:
        """Write the line."""
        self.draw()

    def draw(self) -> None:
        """Write the line in the language and with the keys of now."""
        self.update(self._line(), layout=False)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key clicked does."""
        call = event.style.meta.get("call")
        if call:
            await self.app.run_action(call, self.screen)

    def _line(self) -> Content:
        settings = read_settings()
        changed = keymap(settings.keys, settings.vi)
        parts: list[Content | tuple[str, Style]] = []
        for action in actions_of(self._room):
            if not action.short:
                continue
            click = Style.from_meta({"call": action.call})
            key = shown_keys(changed.get(action.id, action.keys)).split(" ")[0]
            if parts:
                parts.append(Content("   "))
            parts += [(f"{key} ", Style.parse("$accent bold") + click), (_(action.short), click)]
        return Content.assemble(*parts)
