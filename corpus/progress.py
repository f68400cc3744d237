"""How long work tells how far it is, and how it is stopped."""

from typing import Protocol


class Cancelled(Exception):
    """Raised by a progress callback to stop the work; nothing of it is kept."""


class Progress(Protocol):
    """Called with the amount done and the total; may raise Cancelled."""

    def __call__(self, done: int, total: int) -> None:
        """Tell how far the work is."""
