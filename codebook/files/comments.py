"""A supervisor's Word comments, as they come back in a meeting file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from corpus.readers.archives import Archive
from corpus.readers.normalise import normalise

PASSAGE, CATEGORY, NOTE = MARKS = ("p", "c", "m")
"""What a bookmark of a meeting file stands on: a coded passage, a category, a note; the closest comes first."""
_BOOKMARK = re.compile(r"tusj_([pcm])_([0-9a-f]{32})")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_DELETED = {"del", "moveFrom"}


@dataclass(frozen=True, slots=True)
class MeetingComment:
    """One comment: who wrote it and when (ISO 8601; empty where not said), its words, and what it stands on.

    `mark` is one of MARKS and `guid` the lasting name of the thing, both empty where it stands on nothing of tusj's;
    `beside` are the document's words it stands on.
    """

    author: str
    time: str
    words: str
    mark: str
    guid: str
    beside: str


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """A meeting file read back: the study's guid (empty where the file does not say it), and its comments."""

    study: str
    comments: tuple[MeetingComment, ...]


def bookmark(mark: str, guid: str) -> str:
    """The name of the bookmark on a thing: Word allows forty letters, digits and underscores."""
    return f"tusj_{mark}_{guid}"


def read_meeting(data: bytes, name: str) -> MeetingFile:
    """Read the comments of a meeting file; ReadError where the file is no Word document, or broken."""
    archive = Archive(data, name)
    body = archive.read_xml("word/document.xml")
    written = list(archive.read_xml("word/comments.xml")) if "word/comments.xml" in archive.names else []
    places = _Places()
    for element in _in_order(body):
        places.pass_by(element)
    comments = []
    for element in written:
        words = "\n".join(_text(p) for p in element.iter() if _kind(p) == "p").strip()
        author = normalise(_attribute(element, "author")).text.strip()
        if _kind(element) == "comment" and words and author != "tusj":
            mark, guid, beside = places.of(_attribute(element, "id"))
            found = _TIME.match(_attribute(element, "date"))
            time = f"{found[0]}Z" if found else ""
            comments.append(MeetingComment(author, time, normalise(words).text, mark, guid, beside))
    return MeetingFile(_study(archive), tuple(comments))


class _Places:
    """What each comment stands on, gathered in one pass through the document's elements.

    A bookmark of ours ends where it says so or where the next begins: LibreOffice begins one that spans paragraphs
    twice and ends it once.
    """

    def __init__(self) -> None:
        self._names: dict[str, tuple[str, str]] = {}
        self._open: tuple[str, str] | None = None
        self._last: tuple[str, str] | None = None
        self._active: set[str] = set()
        self._marks: dict[str, list[tuple[str, str]]] = {}
        self._beside: dict[str, list[str]] = {}

    def pass_by(self, element: Element) -> None:
        kind, key = _kind(element), _attribute(element, "id")
        if kind == "bookmarkStart":
            found = _BOOKMARK.fullmatch(_attribute(element, "name"))
            if found:
                self._open = self._last = self._names[key] = (found[1], found[2])
                for comment in self._active:
                    self._marks[comment].append(self._open)
        elif kind == "bookmarkEnd":
            if self._names.get(key) == self._open:
                self._open = None
        elif kind == "commentRangeStart":
            self._active.add(key)
            self._marks.setdefault(key, []).extend([self._open] if self._open else [])
            self._beside.setdefault(key, [])
        elif kind == "commentRangeEnd":
            self._active.discard(key)
        elif kind == "commentReference" and key not in self._marks:
            # A comment without a range: Word puts it where the cursor stood.
            at = self._open or self._last
            self._marks[key] = [at] if at else []
        elif kind == "t":
            for comment in self._active:
                self._beside[comment].append(element.text or "")

    def of(self, comment: str) -> tuple[str, str, str]:
        marks = sorted(self._marks.get(comment, ()), key=lambda mark: (PASSAGE, NOTE, CATEGORY).index(mark[0]))
        mark, guid = marks[0] if marks else ("", "")
        return mark, guid, " ".join("".join(self._beside.get(comment, ())).split())


def _in_order(root: Element) -> Iterator[Element]:
    """Every element in document order, without what tracked changes deleted; by a stack, for a file may be deep."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(child for child in reversed(element) if _kind(child) not in _DELETED)


def _text(paragraph: Element) -> str:
    return "".join(element.text or "" for element in _in_order(paragraph) if _kind(element) == "t")


def _study(archive: Archive) -> str:
    if "docProps/core.xml" not in archive.names:
        return ""
    core = archive.read_xml("docProps/core.xml")
    said = next((element.text or "" for element in core if _kind(element) == "identifier"), "")
    return said.strip().removeprefix("tusj:") if said.strip().startswith("tusj:") else ""


def _kind(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
