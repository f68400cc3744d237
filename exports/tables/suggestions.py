"""Suggestions of what may identify somebody, as a table."""

from collections.abc import Sequence

from corpus.deidentify.finding import GROUPS, KINDS
from corpus.deidentify.suggestions import Suggestion
from corpus.messages import _
from exports.values import Cell, Column, Table


def suggestions_table(suggestions: Sequence[Suggestion]) -> Table:
    """Tidy rows `group,kind,text,transcript,turn,start,end,before,after,replacement,confidence`, one a place.

    Outside the interviews `transcript` is empty and `after` ends with where it stands; `confidence` is 0–1.
    """
    columns = (
        Column("group", _("group"), said={group: _(said) for group, said in GROUPS.items()}),
        Column("kind", _("kind"), said={kind: _(said) for kind, said in KINDS.items()}),
        Column("text", _("text")),
        Column("transcript", _("interview")),
        Column("turn", _("turn"), "int"),
        Column("start", _("start"), "int"),
        Column("end", _("end"), "int"),
        Column("before", _("before")),
        Column("after", _("after")),
        Column("replacement", _("replacement")),
        Column("confidence", _("confidence"), "share"),
        Column("where", _("where")),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in suggestions:
        head: tuple[Cell, ...] = (one.group, one.kind, one.text)
        tail: tuple[Cell, ...] = (one.replacement, one.confidence)
        for place in one.places:
            name = place.transcript.name
            rows.append(
                (*head, name, place.turn, place.start, place.end, place.before, place.after, *tail, _("interview"))
            )
        for other in one.elsewhere:
            rows.append((*head, "", None, None, None, other.before, other.after, *tail, other.where))
    note = _("These are suggestions: what they miss only a person finds. Read every interview through.")
    return Table(_("Suggestions"), columns, tuple(rows), (note,))
