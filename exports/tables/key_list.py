"""The key list as tables: who is who, and what was replaced. They are for the screen, not for a file."""

from corpus.deidentify.keylist import KeyList
from corpus.messages import _
from exports.values import Column, Table


def people_table(held: KeyList) -> Table:
    """Tidy rows `participant,name,contact,time`."""
    columns = (
        Column("participant", _("participant")),
        Column("name", _("name")),
        Column("contact", _("contact")),
        Column("time", _("time")),
    )
    return Table(_("Who is who"), columns, tuple((p.label, p.name, p.contact, p.time) for p in held.people))


def replaced_table(held: KeyList) -> Table:
    """Tidy rows `was,now,kind,time`."""
    columns = (Column("was", _("was")), Column("now", _("now")), Column("kind", _("kind")), Column("time", _("time")))
    return Table(_("Key list"), columns, tuple((e.was, e.now, e.kind, e.time) for e in held.replaced))
