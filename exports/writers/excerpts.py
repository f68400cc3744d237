"""Excerpts as they are read: text, Markdown and Word; as rows in the other formats."""

import shutil
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from corpus.messages import _
from exports.harmless import document, line, wrap
from exports.tables.excerpts import Around, Excerpt, ExcerptPage
from exports.writers.markdown import escaped
from exports.writers.target import Target, put

PROSE = ("text", "md", "docx")
_WIDTH = 88


def write_excerpts(page: ExcerptPage, format: str, target: Target) -> None:
    """Write excerpts as text to be read: text, md or docx. Raises TusjError where the target cannot be written."""
    if format == "text":
        data = excerpts_text(page, _columns(target)).encode()
    elif format == "md":
        data = excerpts_markdown(page).encode()
    elif format == "docx":
        data = excerpts_docx(page)
    else:
        raise InputError(
            _("There is no format {format}; there are {formats}.").format(format=format, formats=", ".join(PROSE))
        )
    put(data, target)


def _columns(target: Target) -> int:
    on_screen = not isinstance(target, Path) and target.isatty()
    return min(shutil.get_terminal_size().columns, _WIDTH) if on_screen else _WIDTH


def _nothing() -> str:
    return _("No passages.")


def _heads(page: ExcerptPage) -> list[str]:
    return [page.title, *([page.filter] if page.filter else []), page.found]


# ---- text
def excerpts_text(page: ExcerptPage, width: int) -> str:
    """The passages one after the other, set in, context set in less, sources beneath."""
    lines = [part for head in _heads(page) for part in wrap(line(head), width)]
    lines.append("")
    if not page.excerpts:
        lines.append(_nothing())
    for excerpt in page.excerpts:
        lines += [*_excerpt_lines(excerpt, width), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _excerpt_lines(excerpt: Excerpt, width: int) -> list[str]:
    around = excerpt.around
    before = [_spoken(speech.who, speech.words) for speech in around.before]
    after = [_spoken(speech.who, speech.words) for speech in around.after]
    words = _with_rest(around, line(excerpt.words))
    lines = [text for speech in before for text in wrap(line(speech), width)]
    lines += [f"  {text}" for text in wrap(words, width - 2)]
    lines += [text for speech in after for text in wrap(line(speech), width)]
    return [*lines, *(f"    {text}" for text in wrap(line(excerpt.source), width - 4))]


def _spoken(who: str, words: str) -> str:
    return f"{who}: {words}" if who else words


def _with_rest(around: Around, words: str) -> str:
    """The passage in the turns it stands in: between › and ‹ where there is more of them."""
    lead, tail = line(around.lead), line(around.tail)
    if lead or tail:
        words = " ".join(part for part in (lead, f"›{words}‹", tail) if part)
    return line(_spoken(around.who, words)) if around.who else words


# ---- Markdown
def excerpts_markdown(page: ExcerptPage) -> str:
    """Block quotes with the passage in bold where it stands among other words, sources in italics beneath."""
    paragraphs = [f"# {escaped(page.title)}", *(escaped(head) for head in _heads(page)[1:])]
    if not page.excerpts:
        paragraphs.append(_nothing())
    for excerpt in page.excerpts:
        paragraphs += ["\n>\n".join(f"> {part}" for part in _quoted(excerpt)), f"*{escaped(excerpt.source)}*"]
    return "\n\n".join(paragraphs) + "\n"


def _quoted(excerpt: Excerpt) -> list[str]:
    around = excerpt.around
    words = escaped(excerpt.words)
    if around.who or around.lead.strip() or around.tail.strip():
        parts = (escaped(around.lead), f"**{words}**", escaped(around.tail))
        words = " ".join(part for part in parts if part)
        words = f"{escaped(around.who)}: {words}" if around.who else words
    before = [escaped(_spoken(speech.who, speech.words)) for speech in around.before]
    return [*before, words, *(escaped(_spoken(speech.who, speech.words)) for speech in around.after)]


# ---- Word
def excerpts_docx(page: ExcerptPage) -> bytes:
    """Paragraphs to read: context in grey, the passage in black, the source small beneath."""
    from exports.writers import paper

    written = paper.blank(page.title)
    written.add_paragraph(line(page.title), style="Title")
    for head in _heads(page)[1:]:
        written.add_paragraph(document(head), style=paper.DEFINITION)
    if not page.excerpts:
        written.add_paragraph(_nothing())
    note = written.styles[paper.TABLE_NOTE].style_id  # once: python-docx goes through all its styles for each name
    for excerpt in page.excerpts:
        _set_excerpt(written, excerpt, note)
    return paper.bytes_of(written)


def _set_excerpt(written: Any, excerpt: Excerpt, note: str) -> None:
    from docx.shared import Pt

    around = excerpt.around
    for speech in around.before:
        _set_runs(written, (_spoken(speech.who, speech.words), True))
    who = f"{around.who}: " if around.who else ""
    _set_runs(
        written,
        (f"{who}{line(around.lead)} " if who or around.lead.strip() else "", True),
        (excerpt.words, False),
        (f" {line(around.tail)}" if around.tail.strip() else "", True),
    )
    for speech in around.after:
        _set_runs(written, (_spoken(speech.who, speech.words), True))
    source = written.add_paragraph(document(excerpt.source))
    source._p.style = note
    source.paragraph_format.space_after = Pt(16)


def _set_runs(written: Any, *runs: tuple[str, bool]) -> None:
    """A paragraph of runs, those of context in grey, kept with what follows it."""
    from docx.shared import RGBColor

    paragraph = written.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    for text, quiet in runs:
        if text:
            folded = " ".join(text.split())
            lead, end = " " * text.startswith(" "), " " * text.endswith(" ")
            run = paragraph.add_run(document(f"{lead}{folded}{end}"))
            if quiet:
                run.font.color.rgb = RGBColor(0x70, 0x70, 0x70)
