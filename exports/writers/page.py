"""A page of prose: headings, paragraphs, quotations with their sources; as plain text, Markdown or a Word document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.harmless import display_width, document, line, visible, wrap

_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the highest beneath the page's title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of the researcher's; blank lines part paragraphs. `markdown`: they are Markdown already."""

    text: str
    markdown: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words as they stand, and where they stand."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page under a title. `empty` is what it says where nothing is on it."""

    title: str
    blocks: tuple[Heading | Paragraph | Quotation, ...]
    empty: str = ""

    @property
    def shown(self) -> tuple[Heading | Paragraph | Quotation, ...]:
        """The blocks, or the one sentence instead of them."""
        return self.blocks or (Paragraph(self.empty),)


def page_text(page: Page, width: int | None = None) -> str:
    """The page as plain text."""
    room = min(width or _WIDTH, _WIDTH)
    lines = [line(page.title), "═" * display_width(line(page.title))]
    for block in page.shown:
        lines.append("")
        if isinstance(block, Heading):
            lines.append(line(block.text))
            lines += ["─" * display_width(line(block.text))] if block.level == 1 else []
        elif isinstance(block, Quotation):
            lines += [f"    {text}" for text in wrap(line(block.text), room - 8)]
            lines += [f"    {text}" for text in wrap(line(block.source), room - 8)] if block.source else []
        else:
            lines += _paragraph_lines(block.text, room)
    return "\n".join(lines) + "\n"


def _paragraph_lines(text: str, room: int) -> list[str]:
    lines: list[str] = []
    for row in visible(text).split("\n"):
        lines += wrap(row, room)
    return lines


def page_markdown(page: Page) -> str:
    """The page as Markdown; quotations are block quotes."""
    from exports.writers.markdown import escaped

    parts = [f"# {escaped(page.title)}"]
    for block in page.shown:
        if isinstance(block, Heading):
            parts.append(f"{'#' * (block.level + 1)} {escaped(block.text)}")
        elif isinstance(block, Quotation):
            quoted = [f"> {escaped(block.text)}"]
            parts.append("\n".join([*quoted, ">", f"> {escaped(block.source)}"] if block.source else quoted))
        elif block.markdown:
            parts.append(document(block.text))
        else:
            parts += [escaped(text) for text in _paragraphs(block.text)]
    return "\n\n".join(parts) + "\n"


def _paragraphs(text: str) -> Iterator[str]:
    yield from (part.strip() for part in text.replace("\r", "").split("\n\n") if part.strip())


def page_docx(page: Page) -> bytes:
    """The page as a Word document, in Word's own heading and quote styles."""
    from exports.writers import paper

    written = paper.blank(page.title)
    written.add_paragraph(line(page.title), style="Title")
    names = [f"Heading {level}" for level in (1, 2)] + ["Quote", "Normal"]
    styles = {name: written.styles[name].style_id for name in names}
    for style, text in _set(page.shown):
        paragraph = written.add_paragraph(document(text))
        paragraph._p.style = styles[style]
    return paper.bytes_of(written)


def _set(blocks: Sequence[Heading | Paragraph | Quotation]) -> Iterator[tuple[str, str]]:
    """Each paragraph of a document with the name of its style."""
    for block in blocks:
        if isinstance(block, Heading):
            yield f"Heading {min(block.level, 2)}", line(block.text)
        elif isinstance(block, Quotation):
            yield "Quote", block.text
            if block.source:
                yield "Normal", block.source
        else:
            yield from (("Normal", text) for text in _paragraphs(block.text))
