"""Finding a person's words again, however they were written down: in pages, in files, in what others wrote.

Words are compared as runs of four, without case or diacritics, so that NFC, NFD, UTF-16, JSON's escapes and a file's
mark-up make no difference. Runs that others have said too, or that are all small words («for å si det»), are nobody's
in particular and are left out.
"""

import io
import re
import secrets
import unicodedata
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from corpus.age_format import is_sealed

RUN = 4
_SHORTEST = 3
_TELLING = 5  # letters of a word that makes a run somebody's own
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d]+")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrtbf\"\\/]")
_WIDE = re.compile(rb"(?:[\x01-\xff][\x00-\x03]){10,}")
_TAG = re.compile(r"</?(?:w:p|p|text:p|row|c|si|w:br|br|li|td)\b[^>]*>")
_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
_LARGEST = 200_000_000

Run = tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The words of a text without case or diacritics."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _WORD.findall(text.casefold())


def runs_of(words: list[str]) -> Iterator[Run]:
    """The runs of four words in a list of words."""
    return zip(words, words[1:], words[2:], words[3:], strict=False)


@dataclass(frozen=True, slots=True)
class Traces:
    """What a person is known by: runs of their words, and their label with the names of their interviews."""

    runs: frozenset[Run]
    label: str
    names: tuple[str, ...] = ()
    naming: re.Pattern[str] = field(init=False)
    """What names them: their label as a word, or a link `[[P07:41]]` to an interview of theirs."""

    def __post_init__(self) -> None:
        """Make the pattern once."""
        ways = [rf"\[\[\s*{re.escape(name)}\s*:\s*\d+\s*\]\]" for name in (self.label, *self.names)]
        if len(self.label) > 1:
            ways.append(rf"(?<![^\W_]){re.escape(self.label)}(?![^\W_])")
        object.__setattr__(self, "naming", re.compile("|".join(ways), re.IGNORECASE))

    def in_words(self, text: str) -> bool:
        """Whether a text holds words of theirs."""
        words = words_of(text)
        if not self.runs.isdisjoint(runs_of(words)):
            return True
        return _SHORTEST <= len(words) < RUN and tuple(words) in self.runs

    def words_in(self, text: str) -> str:
        """The first four words of theirs in a text, as they stand there where that can be told; empty for none."""
        words = words_of(text)
        at = next((at for at, run in enumerate(runs_of(words)) if run in self.runs), None)
        if at is None:
            return ""
        written = _WORD.findall(unicodedata.normalize("NFC", text))
        return " ".join((written if len(written) == len(words) else words)[at : at + RUN])

    def named_in(self, text: str) -> bool:
        """Whether a text names them or links to an interview of theirs."""
        return bool(self.naming.search(text))

    def in_text(self, text: str) -> bool:
        """Whether a text holds words of theirs or names them."""
        return self.named_in(text) or self.in_words(text)

    def in_bytes(self, data: bytes) -> bool:
        """Whether bytes hold words of theirs, in whatever encoding."""
        return any(not self.runs.isdisjoint(runs_of(words_of(text))) for text in _readings(data))

    def in_file(self, path: Path) -> bool | None:
        """Whether a file holds words of theirs or names them; None where it cannot be looked into."""
        try:
            if path.stat().st_size > _LARGEST:
                return None
            data = path.read_bytes()
        except OSError:
            return None
        if is_sealed(data) or data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG")):
            return None
        try:
            return any(self._in_part(part) for part in _parts(data))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
            return None

    def _in_part(self, data: bytes) -> bool:
        """Whether a part of a file holds them. Passages of three words count here: exports hold passages alone."""
        text = data.decode("utf-8", "replace")
        bare = _ANY_TAG.sub("", _TAG.sub(" ", text)) if "<" in text else text
        words = words_of(bare)
        return (
            self.in_bytes(data)
            or self.in_text(bare)
            or not self.runs.isdisjoint(zip(words, words[1:], words[2:], strict=False))
        )


@dataclass(frozen=True, slots=True)
class Prints:
    """A person's runs of words as salted digests: to look for them again without keeping them."""

    salt: str
    digests: frozenset[str]

    @classmethod
    def of(cls, traces: Traces) -> "Prints":
        """The prints of runs of four words, with a salt of their own."""
        bare = cls(secrets.token_hex(16), frozenset())
        return cls(bare.salt, frozenset(bare._digest(run) for run in traces.runs if len(run) == RUN))

    def in_bytes(self, data: bytes) -> bool:
        """Whether bytes hold words of theirs, in whatever encoding."""
        return any(self._digest(run) in self.digests for text in _readings(data) for run in runs_of(words_of(text)))

    def _digest(self, run: Run) -> str:
        return blake2b(" ".join(run).encode(), key=self.salt.encode(), digest_size=8).hexdigest()


def traces_of(
    theirs: Iterable[str],
    others: Iterable[str],
    label: str,
    names: Collection[str] = (),
    passages: Iterable[str] = (),
) -> Traces:
    """What a person is known by: from their turns, less what stands in the others' texts.

    Of `passages`, which may stand in a file by themselves, runs of small words count too.
    """
    runs: set[Run] = set()
    for text in theirs:
        runs.update(run for run in _runs_in(text) if any(len(word) >= _TELLING for word in run))
    for text in passages:
        runs.update(_runs_in(text))
    short = {run for run in runs if len(run) < RUN}
    for text in others:
        words = words_of(text)
        runs.difference_update(set(runs_of(words)) & runs)
        if short:
            runs.difference_update(set(zip(words, words[1:], words[2:], strict=False)) & short)
    return Traces(frozenset(runs), label, tuple(names))


def _runs_in(text: str) -> Iterator[Run]:
    """The runs of a text; one of three words is a run itself."""
    words = words_of(text)
    yield from runs_of(words)
    if _SHORTEST <= len(words) < RUN:
        yield tuple(words)


def _readings(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    yield _unescaped(text) if "\\" in text else text
    for found in _WIDE.finditer(data):
        run = found[0]
        yield run.decode("utf-16-le", "replace")
        yield run[1:].decode("utf-16-le", "replace")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", text)


def _parts(data: bytes) -> Iterator[bytes]:
    """A file's bytes, or those of what it packs."""
    if not data.startswith(b"PK\x03\x04"):
        yield data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > _LARGEST:
            raise ValueError("too large to look into")
        for part in packed.infolist():
            yield packed.read(part)
