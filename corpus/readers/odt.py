"""OpenDocument texts."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from corpus.readers.archives import Archive, broken, protected
from corpus.readers.draft import Draft
from corpus.readers.layout import Layout, loss_warnings

_SPACE = re.compile(r"[ \t\n\r]+")
_MOST_SPACES = 1000
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BLOCKS = {"list", "list-item", "list-header", "section", "text", "index-body", "numbered-paragraph"}


def read_odt(data: bytes, name: str, encoding: str | None) -> Draft:
    """Read an OpenDocument text: paragraphs, lists, tables and text boxes; deletions left out."""
    archive = Archive(data, name)
    if "META-INF/manifest.xml" in archive.names:
        manifest = archive.read_xml("META-INF/manifest.xml")
        if any(_kind(element) == "encryption-data" for element in manifest.iter()):
            raise protected(name)
    body = archive.read_xml("content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise broken(name)
    walk = _Walk()
    try:
        walk.blocks(body)
    except RecursionError:
        raise broken(name) from None
    return Draft(walk.layout.text(), "", loss_warnings(walk.seen), frozenset(walk.layout.labels))


class _Walk:
    """One pass over a document's body, gathering its text and counting what a reader should be told of."""

    def __init__(self) -> None:
        self.layout = Layout()
        self.seen: Counter[str] = Counter()
        self._boxes: list[Element] = []

    def blocks(self, parent: Element) -> None:
        for child in parent:
            kind = _kind(child)
            if kind in ("p", "h"):
                self.paragraph(child)
            elif kind == "table":
                self.layout.add_table([row for row in self.rows(child) if row])
            elif kind in _BLOCKS:
                self.blocks(child)
            elif kind == "tracked-changes":
                changes = Counter(_kind(change) for region in child for change in region)
                self.seen["insertions"] += changes["insertion"]
                self.seen["deletions"] += changes["deletion"]

    def paragraph(self, element: Element) -> None:
        self.layout.paragraphs.append(self.words(element))
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.seen["boxes"] += 1
            self.blocks(box)

    def words(self, element: Element) -> str:
        return "".join(self.inline(element)).strip(" ")

    def inline(self, parent: Element) -> Iterator[str]:
        """The words of a paragraph; by a stack, for each level of a generator would cost every word again."""
        if parent.text:
            yield _SPACE.sub(" ", parent.text)
        waiting: list[Element | str] = [*reversed(parent)]
        while waiting:
            child = waiting.pop()
            if isinstance(child, str):
                yield _SPACE.sub(" ", child)
                continue
            kind = _kind(child)
            waiting.append(child.tail or "")
            if kind == "s":
                count = child.get(f"{_TEXT}c", "1")
                yield " " * (min(int(count[:9]), _MOST_SPACES) if count.isdecimal() else 1)
            elif kind == "tab":
                yield "\t"
            elif kind == "line-break":
                yield "\n"
            elif kind == "note":
                self.seen["footnotes"] += 1
            elif kind == "annotation":
                self.seen["comments"] += 1
            elif kind == "text-box":
                self._boxes.append(child)
            else:
                waiting.extend(reversed(child))
                yield _SPACE.sub(" ", child.text or "")

    def rows(self, table: Element) -> Iterator[list[str]]:
        waiting = [*reversed(table)]
        while waiting:
            child = waiting.pop()
            kind = _kind(child)
            if kind == "table-row":
                yield [self.cell(cell) for cell in child if _kind(cell) == "table-cell"]
            elif kind in ("table-header-rows", "table-rows", "table-row-group"):
                waiting.extend(reversed(child))

    def cell(self, element: Element) -> str:
        parts = []
        waiting = [element]
        while waiting:
            found = waiting.pop()
            if _kind(found) not in ("p", "h"):
                waiting.extend(reversed(found))
                continue
            parts.append(self.words(found))
            boxes, self._boxes = self._boxes, []
            self.seen["boxes"] += len(boxes)
            waiting.extend(reversed(boxes))
        return "\n".join(part for part in parts if part.strip())


def _kind(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
