"""Quotes as tidy rows, and the words that stand around them."""

from collections.abc import Iterator

from corpus.messages import _
from exports.quotes.style import SetQuote, set_passage
from exports.tables.disclosure import say_of_roles
from exports.values import NOT_APPLICABLE, Cell, Column, QuoteGroup, QuotePage, QuotePassage, QuoteSection, Table


def quoted(passage: QuotePassage, label: str) -> SetQuote:
    """A passage set in the language of the export, its label chosen by style."""
    return set_passage(passage, label)


def group_head(group: QuoteGroup) -> str:
    """A group's head: «veileder: 2 of 9», or – where the category is not counted for the role."""
    if not group.of:
        return f"{group.role}: {NOT_APPLICABLE}"
    return _("{role}: {informants} of {of}").format(role=group.role, informants=group.informants, of=group.of)


def source_lines(passage: QuotePassage, label: str = "none") -> list[str]:
    """Where a quote comes from: interview, turn and flags on one line, then gist, note, what the label gives away."""
    place = _place(passage)
    if passage.turn:
        place = _("{interview}, turn {turn}").format(interview=place, turn=passage.turn)
    lines = [" · ".join([place, *passage.flags])]
    if passage.gist:
        lines.append(_("gist: {gist}").format(gist=passage.gist))
    if passage.memo:
        lines.append(_("note: {note}").format(note=passage.memo))
    if passage.few and label != "none":
        lines.append(f"! {say_of_roles(passage.few)}")
    return lines


def source(passage: QuotePassage, label: str = "none") -> str:
    """Where a quote comes from, and what its label gives away, on one line."""
    return " · ".join(source_lines(passage, label))


def _place(passage: QuotePassage) -> str:
    """Who is quoted, and the interview where its name does not begin with the participant's: a group's."""
    people = ", ".join(passage.people)
    if not passage.transcript.startswith(people):
        return f"{people} ({passage.transcript})" if passage.transcript else people
    return passage.transcript


def no_passages() -> str:
    """What stands where there is nothing to quote."""
    return _("No passages.")


def is_empty(page: QuotePage) -> bool:
    """Whether the page quotes nothing at all."""
    return not any(group.passages for section in page.sections for group in section.groups)


def tidy(page: QuotePage, label: str, sources: bool) -> Table:
    """A row a passage; who said it and where only with `sources`."""
    columns = _columns()
    rows = [row for section in page.sections for group in section.groups for row in _rows(section, group, label)]
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
        number = (group.informants, group.of) if group.of else (None, None)
        counted = (passage.schema, name, section.path, group.role, *number)
        place = (";".join(passage.people), passage.transcript, passage.turn, passage.start, passage.end)
        remarks = (";".join(passage.flags), passage.gist, passage.memo)
        yield (*counted, quote.label, quote.text, quote.block, *place, *remarks)
