"""Quotes as tidy rows, and the words that stand around them."""

from collections.abc import Iterator

from corpus.messages import _
from exports.quotes.style import SetQuote, label_for, set_quote
from exports.values import Cell, Column, QuoteGroup, QuotePage, QuotePassage, QuoteSection, Table


def quoted(passage: QuotePassage, label: str) -> SetQuote:
    """A passage set in the language of the export, its label chosen by style."""
    return set_quote(passage.text, label_for(passage, label))


def group_head(group: QuoteGroup) -> str:
    """A group's head: «veileder: 2 of 9»."""
    return _("{role}: {informants} of {of}").format(role=group.role, informants=group.informants, of=group.of)


def source(passage: QuotePassage) -> str:
    """Where a quote comes from: participant and turn, flags, gist, note; empty parts are left out."""
    place = _("{participant}, turn {turn}") if passage.turn else "{participant}"
    parts = [place.format(participant=passage.participant, turn=passage.turn), *passage.flags]
    if passage.gist:
        parts.append(_("gist: {gist}").format(gist=passage.gist))
    if passage.memo:
        parts.append(_("note: {note}").format(note=passage.memo))
    return " · ".join(parts)


def no_passages() -> str:
    """What stands where there is nothing to quote."""
    return _("No passages.")


def is_empty(page: QuotePage) -> bool:
    """Whether the page quotes nothing at all."""
    return not any(group.passages for section in page.sections for group in section.groups)


def tidy(page: QuotePage, label: str, sources: bool) -> Table:
    """A row a passage; who said it and where only with `sources`."""
    columns = _columns()
    rows = [
        row for section in page.sections for group in section.groups for row in _rows(section, group, label)
    ]
    kept = range(len(columns)) if sources else range(_WITHOUT_SOURCES)
    return Table(
        page.title,
        tuple(columns[index] for index in kept),
        tuple(tuple(row[index] for index in kept) for row in rows),
        page.notes,
    )


_WITHOUT_SOURCES = 9


def _columns() -> tuple[Column, ...]:
    return (
        Column("schema", _("Schema")),
        Column("code", _("Category")),
        Column("path", _("Path")),
        Column("role", _("Role")),
        Column("informants", _("Informants"), "int"),
        Column("of", _("Of"), "int"),
        Column("label", _("Label")),
        Column("quote", _("Quote")),
        Column("block", _("Block")),
        Column("participant", _("Participant")),
        Column("transcript", _("Interview")),
        Column("turn", _("Turn")),
        Column("start", _("Start"), "int"),
        Column("end", _("End"), "int"),
        Column("flags", _("Flags")),
        Column("gist", _("Gist")),
        Column("memo", _("Note")),
    )


def _rows(section: QuoteSection, group: QuoteGroup, label: str) -> Iterator[tuple[Cell, ...]]:
    name = section.path.rsplit(" > ", 1)[-1]
    for passage in group.passages:
        quote = quoted(passage, label)
        counted = (passage.schema, name, section.path, group.role, group.informants, group.of)
        place = (passage.participant, passage.transcript, passage.turn, passage.start, passage.end)
        remarks = (";".join(passage.flags), passage.gist, passage.memo)
        yield (*counted, quote.label, quote.text, quote.block, *place, *remarks)
