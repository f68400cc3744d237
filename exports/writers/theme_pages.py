"""Themes as a page to read: claim, memo, evidence for and against per role in quotes, and where it comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from codebook.lineage import Lineage
from codebook.themes import FOR, SIDES
from corpus.messages import _
from exports.harmless import document, line, wrap
from exports.quotes.style import SetQuote, set_passage
from exports.tables.filters import NO_ROLE
from exports.tables.lineage import lineage_lines
from exports.tables.themes import Argued, as_quote
from exports.values import QuotePassage
from exports.writers import paper, passages
from exports.writers.markdown import escaped

Kind = Literal["title", "theme", "claim", "part", "role", "words", "quote", "fact", "detail"]
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the page; a quote has its source beside it."""

    kind: Kind
    text: str
    quote: SetQuote | None = None
    source: str = ""


def page_blocks(themes: Sequence[tuple[Argued, Lineage]], label: str = "role") -> Iterator[Block]:
    """The page, paragraph by paragraph. `label` says who is said to speak: role, number or none."""
    yield Block("title", _("Themes"))
    if not themes:
        yield Block("words", _("There is no theme yet."))
    for argued, lineage in themes:
        yield from _theme(argued, lineage, label)


def _theme(argued: Argued, lineage: Lineage, label: str) -> Iterator[Block]:
    yield Block("theme", argued.theme.name)
    yield Block("claim", argued.theme.claim)
    yield from (Block("words", part) for part in _paragraphs(argued.memo))
    if argued.chapter:
        yield Block("part", _("The chapter it is argued from"))
        yield from (Block("words", part) for part in _paragraphs(argued.chapter))
    for side in SIDES:
        yield Block("part", _("For the claim") if side == FOR else _("Against the claim"))
        roles = [role for role in argued.roles if argued.side(side, role)]
        if not roles:
            yield Block("words", _("No passage yet."))
        for role in roles:
            yield Block("role", role or NO_ROLE)
            for piece in argued.side(side, role):
                passage = as_quote(piece, role)
                source = _source(passage, piece.episode)
                quote = set_passage(passage, label) if passage.text else None
                yield Block("quote", quote.draft, quote, source) if quote else Block("words", source)
    yield Block("part", _("Where it comes from"))
    yield from (Block("detail" if one.depth else "fact", one.text) for one in lineage_lines(lineage))


def _source(passage: QuotePassage, episode: str) -> str:
    where = [passages.source(passage)]
    if passage.code_path:
        where.append(f"{passage.schema}: {passage.code_path}")
    if episode:
        where.append(_("episode: {name}").format(name=episode))
    return " · ".join(where)


def _paragraphs(text: str) -> list[str]:
    return [part for part in text.split("\n\n") if part.strip()]


# ---- Markdown
def themes_markdown(blocks: Iterator[Block]) -> str:
    """The page as Markdown; a quote's source stands in italics beneath it."""
    heads = {"title": "# ", "theme": "## ", "part": "### ", "role": "#### ", "fact": "- ", "detail": "    - "}
    parts: list[str] = []
    for block in blocks:
        text = escaped(block.text)
        if block.quote is not None:
            parts += ["> " + text if block.quote.block else text, f"*{escaped(block.source)}*"]
        elif block.kind == "claim":
            parts.append(f"**{text}**")
        elif block.kind in ("fact", "detail") and parts and parts[-1].lstrip().startswith("- "):
            parts[-1] += f"\n{heads[block.kind]}{text}"
        else:
            parts.append(heads.get(block.kind, "") + text)
    return "\n\n".join(parts) + "\n"


# ---- plain text
def themes_text(blocks: Iterator[Block], width: int | None = None) -> str:
    """The page as plain text, wrapped."""
    lines: list[str] = []
    for block in blocks:
        indent = {"title": 0, "theme": 0, "claim": 0, "part": 0, "role": 2, "fact": 2}.get(block.kind, 4)
        indent = 2 if block.kind == "words" else indent
        rows = [" " * indent + row for row in wrap(line(block.text), (width or _WIDTH) - indent)]
        if block.kind not in ("fact", "detail") or (lines and not lines[-1].startswith("  ")):
            lines.append("")
        lines += rows
        if block.kind in ("title", "theme"):
            lines.append(("=" if block.kind == "title" else "-") * max(map(len, rows)))
        if block.source:
            lines += [" " * 6 + row for row in wrap(line(block.source), (width or _WIDTH) - 6)]
    return "\n".join(lines).lstrip("\n") + "\n"


# ---- Word
def themes_docx(blocks: Iterator[Block]) -> bytes:
    """The page in Word: headings, Word's Quote for long quotes, sources in comments."""
    from exports.writers.word import add_comment

    written = paper.blank(_("Themes"))
    block_style = written.styles["Quote"].style_id
    styles = {
        "title": "Title",
        "theme": "Heading 1",
        "part": "Heading 2",
        "role": "Heading 3",
        "fact": "List Bullet",
        "detail": "List Bullet 2",
    }
    for block in blocks:
        if block.quote is not None:
            _set_quote(written, block, block_style, add_comment)
        elif block.kind == "claim":
            written.add_paragraph().add_run(document(line(block.text))).bold = True
        else:
            written.add_paragraph(document(line(block.text)), style=styles.get(block.kind))
    return paper.bytes_of(written)


def _set_quote(written: Any, block: Block, block_style: str, add_comment: Any) -> None:
    quote = block.quote
    assert quote is not None
    paragraph = written.add_paragraph()
    if quote.block:
        paragraph._p.style = block_style
    run = paragraph.add_run(document(quote.text))
    if quote.label:
        paragraph.add_run(f" ({document(quote.label)})")
    add_comment(written, run, document(block.source))
