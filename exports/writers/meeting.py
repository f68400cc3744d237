"""The meeting file: a Word document a supervisor reads and answers with comments, without tusj."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from codebook.files.comments import CATEGORY, NOTE, PASSAGE, bookmark
from codebook.note_links import as_words
from corpus.messages import _
from exports.harmless import document, line
from exports.meeting import Asked, CategoryPart, Meeting
from exports.writers import paper


def meeting_docx(meeting: Meeting) -> bytes:
    """The document; each passage, category and note stands in a bookmark, by which comments find their way back."""
    written = paper.blank(_("Meeting: {study}").format(study=line(meeting.name)))
    written.core_properties.identifier = f"tusj:{meeting.study}"
    set_in = _Setter(written)
    written.add_paragraph(_("Meeting: {study}").format(study=line(meeting.name)), style="Title")
    set_in.text(
        _(
            "To answer, mark some words and write a comment (in Word: Review, New comment), then send the file back. "
            "Nothing else needs to be changed."
        )
    )
    _set_changes(set_in, meeting)
    _set_wonders(set_in, meeting)
    schema = ""
    for part in meeting.categories:
        if part.schema != schema:
            schema = part.schema
            set_in.heading(schema, 1)
        _set_category(set_in, part)
    if not meeting.categories:
        set_in.text(_("Nothing is coded yet."))
    drawn = _("Passages drawn at random: number {seed} draws the same again.").format(seed=meeting.seed)
    written.add_paragraph(drawn, style=paper.TABLE_NOTE)
    return paper.bytes_of(written)


def _set_changes(set_in: "_Setter", meeting: Meeting) -> None:
    since = meeting.since
    set_in.heading(_("What changed since {day}").format(day=since) if since else _("What was done so far"), 1)
    for change in meeting.changes:
        set_in.text(change, "List Bullet")
    if not meeting.changes:
        set_in.text(_("Nothing."))


def _set_wonders(set_in: "_Setter", meeting: Meeting) -> None:
    if meeting.wonders:
        set_in.heading(_("What I wonder"), 1)
    for note, guid in meeting.wonders:
        with set_in.bookmarked(bookmark(NOTE, guid)):
            set_in.text(f"{note.about}:", paper.TABLE_NOTE)
            for row in as_words(note.memo.text).split("\n"):
                if row.strip():
                    set_in.text(row)


def _set_category(set_in: "_Setter", part: CategoryPart) -> None:
    code = part.code
    with set_in.bookmarked(bookmark(CATEGORY, code.guid)):
        set_in.heading(code.path, 2)
        for words in (code.full_definition or code.definition, part.spread):
            if words:
                set_in.text(words, paper.DEFINITION)
        for words, names in (
            (_("Read, and silent here: {names}"), part.silent),
            (_("Not asked: {names}"), part.not_asked),
        ):
            if names:
                set_in.text(words.format(names=", ".join(names)), paper.DEFINITION)
    for asked in part.asked:
        with set_in.bookmarked(bookmark(PASSAGE, asked.guid)):
            _set_passage(set_in, asked)


def _set_passage(set_in: "_Setter", asked: Asked) -> None:
    set_in.text(asked.words, "Quote", with_next=True)
    parts = (asked.source, asked.why, _("gist: {gist}").format(gist=asked.gist) if asked.gist else "")
    set_in.text(" · ".join(part for part in parts if part), paper.TABLE_NOTE, with_next=True)
    set_in.text(_("Would you code it so?"), emphasis=True)


class _Setter:
    """Sets paragraphs into a document, bookmarks around them; styles are looked up once each."""

    def __init__(self, written: Any) -> None:
        self._written = written
        self._styles: dict[str, str] = {}
        self._number = 0

    def heading(self, text: str, level: int) -> None:
        self.text(line(text), f"Heading {level}")

    def text(self, text: str, style: str = "Normal", *, emphasis: bool = False, with_next: bool = False) -> None:
        paragraph = self._written.add_paragraph()
        paragraph.paragraph_format.keep_with_next = with_next or None
        if style not in self._styles:
            self._styles[style] = self._written.styles[style].style_id
        paragraph._p.style = self._styles[style]
        paragraph.add_run(document(text)).italic = emphasis or None

    @contextmanager
    def bookmarked(self, name: str) -> Iterator[None]:
        """A bookmark from the next paragraph to the last one set in the block."""
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        self._number += 1
        body = self._written.element.body
        before = len(body)
        yield
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self._number))
        start.set(qn("w:name"), name)
        paragraphs = [element for element in body[before - 1 :] if element.tag == qn("w:p")]
        if paragraphs:
            properties = paragraphs[0].pPr
            paragraphs[0].insert(0 if properties is None else 1, start)
            paragraphs[-1].append(end)
