"""The family of errors that reach the user as one clear sentence."""

from collections.abc import Sequence


class TusjError(Exception):
    """A problem told to the user: what, where, and what to do next.

    `message` is one sentence in the language of the interface. `details` holds one more line per bad row or
    file where there are several; each is one line, whatever a file's own names hold. Neither ever holds the words of
    an interview.
    """

    def __init__(self, message: str, details: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = " ".join(message.splitlines())
        self.details = tuple(" ".join(detail.splitlines()) for detail in details)

    @property
    def sentence(self) -> str:
        """The message standing alone. One that can also follow a row's number has neither capital nor full stop."""
        if self.message.rstrip().endswith((".", "!", "?", ":", "…")):
            return self.message
        return f"{self.message[:1].upper()}{self.message[1:]}."


class ReadError(TusjError):
    """A file to be imported that cannot be read."""


class ProjectError(TusjError):
    """A project file that cannot be opened or written."""


class NotFoundError(TusjError):
    """A transcript, participant, schema, code or coder that the project does not have."""


class InputError(TusjError):
    """Data from the user or from a table that does not fit."""
