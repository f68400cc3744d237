"""What is known of one participant, and the files written from a study."""

from codebook.taken import theirs_by_table
from corpus.consent import KIND_WORDS, list_consents
from corpus.messages import _
from corpus.participants import get_participant
from corpus.store import Project
from corpus.store.manifest import list_files
from corpus.transcripts import list_transcripts
from exports.values import Cell, Column, Table


def person_table(project: Project, label: str) -> Table:
    """Tidy rows `what,said,date`: label, role, background, interviews, consent, how much hangs on them, files."""
    person = get_participant(project, label)
    rows: list[tuple[Cell, ...]] = [(_("participant"), person.label, ""), (_("role"), person.role, "")]
    rows += [(name, value, "") for name, value in person.attributes.items()]
    for transcript in list_transcripts(project):
        if person.label in transcript.participants:
            rows.append((_("interview"), transcript.name, ""))
    rows += [(_(KIND_WORDS[entry.kind]), entry.text, entry.date) for entry in list_consents(project, label)]
    rows += [(_("kept on them"), line, "") for line in theirs_by_table(project, person.id)]
    for file in list_files(project):
        if person.label in file.people:
            rows.append((_("file"), str(file.path), file.time))
    columns = (Column("what", _("what")), Column("said", _("said")), Column("date", _("date")))
    return Table(_("Participant {label}").format(label=person.label), columns, tuple(rows))


def files_table(project: Project) -> Table:
    """Tidy rows `path,time,what,participants,there`; participants joined by `;`, empty where it may be anybody."""
    columns = (
        Column("path", _("file")),
        Column("time", _("written")),
        Column("what", _("what")),
        Column("participants", _("participants")),
        Column("there", _("still there")),
    )
    rows = tuple(
        (str(file.path), file.time, file.what, ";".join(file.people), file.there) for file in list_files(project)
    )
    return Table(_("Files written"), columns, rows)
