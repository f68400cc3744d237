"""What an action is: one thing the user can do in a room."""

from dataclasses import dataclass

EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the user can do in a room. `call` is the Textual action; `keys` the usual keys; `short` the footer's
    word, empty for what the footer leaves out; `vi` further keys of the vi-like keymap."""

    room: str
    name: str
    call: str
    keys: str
    help: str
    short: str = ""
    vi: str = ""

    @property
    def id(self) -> str:
        """The name under which its keys can be changed: `room.name`."""
        return f"{self.room}.{self.name}"
