"""Word documents.

The XML is walked here and not by python-docx, whose paragraphs leave out tracked insertions, text boxes and tables.
"""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from corpus.readers.archives import Archive, broken
from corpus.readers.draft import Draft
from corpus.readers.labels import is_namelike, key_of
from corpus.readers.layout import Layout, loss_warnings

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_HEAD = re.compile(r"word/(?:header|footer)\d*\.xml")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_LEFT_OUT = {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback"}
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read_docx(data: bytes, name: str, encoding: str | None) -> Draft:
    """Read a Word document: paragraphs, tables and text boxes, insertions accepted and deletions left out."""
    archive = Archive(data, name)
    root = archive.read_xml("word/document.xml")
    body = root.find(f"{_W}body")
    if body is None:
        body = root.find(f"{_STRICT}body")
    if body is None:
        raise broken(name)
    walk = _Walk()
    try:
        walk.blocks(body)
    except RecursionError:
        raise broken(name) from None
    walk.seen["footnotes"] = _count(archive, "footnotes", "footnote") + _count(archive, "endnotes", "endnote")
    walk.seen["comments"] = _count(archive, "comments", "comment")
    walk.seen["heads"] = _count_heads(archive)
    walk.mark_bold_labels()
    return Draft(walk.layout.text(), "", loss_warnings(walk.seen), frozenset(walk.layout.labels))


class _Walk:
    """One pass over a document's body, gathering its text and counting what a reader should be told of."""

    def __init__(self) -> None:
        self.layout = Layout()
        self.seen: Counter[str] = Counter()
        self.bold: list[tuple[int, str]] = []  # paragraph number and the bold words it begins with
        self._boxes: list[Element] = []

    def blocks(self, parent: Element) -> None:
        for child in parent:
            kind = _kind(child)
            if kind == "p":
                self.paragraph(child)
            elif kind == "tbl":
                self.table(child)
            elif kind in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
                self.blocks(child)
            elif kind in ("del", "moveFrom"):
                self.seen["deletions"] += 1

    def paragraph(self, element: Element) -> None:
        lead = _bold_lead(element)
        if lead:
            self.bold.append((len(self.layout.paragraphs), lead))
        self.layout.paragraphs.append("".join(self.inline(element)))
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.seen["boxes"] += 1
            self.blocks(box)

    def inline(self, parent: Element) -> Iterator[str]:
        """The words of a paragraph; by a stack, for each level of a generator would cost every word again."""
        waiting = [*reversed(parent)]
        while waiting:
            child = waiting.pop()
            kind = _kind(child)
            if kind == "t":
                yield child.text or ""
            elif kind in _CHARACTERS:
                yield _CHARACTERS[kind]
            elif kind == "txbxContent":
                self._boxes.append(child)
            elif kind in _LEFT_OUT:
                self.seen["deletions"] += kind in ("del", "moveFrom")
            else:
                self.seen["insertions"] += kind in ("ins", "moveTo")
                waiting.extend(reversed(child))

    def table(self, element: Element) -> None:
        rows = [[self.cell(cell) for cell in _within(row, "tc")] for row in _within(element, "tr")]
        self.layout.add_table([row for row in rows if row])

    def cell(self, element: Element) -> str:
        parts = []
        waiting = [element]
        while waiting:
            found = waiting.pop()
            if _kind(found) != "p":
                waiting.extend(reversed(found))
                continue
            parts.append("".join(self.inline(found)))
            boxes, self._boxes = self._boxes, []
            self.seen["boxes"] += len(boxes)
            waiting.extend(reversed(boxes))
        return "\n".join(part for part in parts if part.strip())

    def mark_bold_labels(self) -> None:
        """Give a colon to speakers that stand out by bold type alone, so that they are found like all others."""
        paragraphs = self.layout.paragraphs
        bare = [(at, lead) for at, lead in self.bold if not lead.endswith(":") and is_namelike(lead)]
        often = Counter(key_of(lead) for _at, lead in bare)
        bare = [(at, lead) for at, lead in bare if often[key_of(lead)] > 1]
        if len(bare) * 10 < 3 * sum(1 for paragraph in paragraphs if paragraph.strip()):
            return
        for at, lead in bare:
            spoken = paragraphs[at].lstrip()[len(lead) :].lstrip()
            if spoken and not spoken.startswith(":"):
                paragraphs[at] = f"{lead}: {spoken}"


def _kind(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _within(parent: Element, kind: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls and tracked insertions."""
    waiting = [*reversed(parent)]
    while waiting:
        child = waiting.pop()
        if _kind(child) == kind:
            yield child
        elif _kind(child) in ("sdt", "sdtContent", "ins", "customXml"):
            waiting.extend(reversed(child))


def _bold_lead(paragraph: Element) -> str:
    """The bold words a paragraph begins with, where others follow that are not bold."""
    lead = ""
    for run in paragraph.iter():
        if _kind(run) != "r":
            continue
        text = "".join(t.text or "" for t in run if _kind(t) == "t")
        bold = any(_kind(x) == "b" and not _is_off(x) for part in run if _kind(part) == "rPr" for x in part)
        if text.strip() and not bold:
            return lead.strip() if len(lead) <= 40 else ""
        lead += text
    return ""


def _is_off(element: Element) -> bool:
    return any(key.endswith("}val") and value in ("0", "false", "off") for key, value in element.attrib.items())


def _count(archive: Archive, part: str, kind: str) -> int:
    """How many notes or comments with words a part has."""
    if f"word/{part}.xml" not in archive.names:
        return 0
    notes = (note for note in archive.read_xml(f"word/{part}.xml") if _kind(note) == kind)
    return sum(1 for note in notes if any(_kind(t) == "t" and (t.text or "").strip() for t in note.iter()))


def _count_heads(archive: Archive) -> int:
    """How many running heads and feet have more than a page number."""
    parts = [part for part in archive.names if _HEAD.fullmatch(part)]
    return sum(
        1
        for part in parts
        if any(_kind(t) == "t" and _LETTERS.search(t.text or "") for t in archive.read_xml(part).iter())
    )
