"""What a file to be imported says, before anything is stored."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceTurn:
    """One speaker's uninterrupted stretch. Ranges are half-open, in code points of the source's text.

    `speaker` is the label as written, without its colon and markup, empty where the file names none. `label` is the
    range of everything before the words that is not words (label, time stamp); empty (a, a) where there is none.
    `words` is the range of what is said, without surrounding white space. Times are milliseconds, None where unknown.
    """

    speaker: str
    label: tuple[int, int]
    words: tuple[int, int]
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file read: its text exactly as it will be stored, its turns in order, and what was changed on the way.

    `text` is NFC with newline as the only line end and no BOM; control characters but newline and tab are U+FFFD.
    `encoding` is empty for formats that have none of their own. `warnings` are whole sentences without words of the
    interview. `sha256` is the digest of the file's bytes.
    """

    text: str
    turns: tuple[SourceTurn, ...]
    format: str
    encoding: str
    warnings: tuple[str, ...]
    sha256: str
