"""The line at the foot of a screen: at most six keys, from the registry, clickable."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.keys import key_to_character
from textual.style import Style
from textual.widgets import Static

from app.actions import Action, actions_of, keymap
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
        self._instead: tuple[Action, ...] = ()

    def on_mount(self) -> None:
        """Write the line."""
        self.draw()

    def draw(self) -> None:
        """Write the line in the language and with the keys of now."""
        self.update(self._line(), layout=False)

    def offer_while_typing(self, actions: Sequence[Action]) -> None:
        """Offer only some actions, by keys that type nothing; with none, the room's again."""
        if tuple(actions) != self._instead:
            self._instead = tuple(actions)
            self.draw()

    async def on_click(self, event: events.Click) -> None:
        """Do what the key clicked does."""
        call = event.style.meta.get("call")
        if call:
            await self.app.run_action(call, self.screen)

    def _line(self) -> Content:
        settings = read_settings()
        changed = keymap(settings.keys, settings.vi)
        parts: list[Content | tuple[str, Style]] = []
        for action in self._instead or actions_of(self._room):
            keys = changed.get(action.id, action.keys).split(",")
            if self._instead:
                keys = [key for key in keys if not _types(key.strip())]
            if not action.short or not keys:
                continue
            click = Style.from_meta({"call": action.call})
            key = shown_keys(keys[0])
            if parts:
                parts.append(Content("   "))
            parts += [(f"{key} ", Style.parse("$accent bold") + click), (_(action.short), click)]
        return Content.assemble(*parts)


def _types(key: str) -> bool:
    """Whether a key writes a character where there is a line to type on."""
    return (key_to_character(key) or "\0").isprintable()
