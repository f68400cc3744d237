"""What a search found, and what is suggested for a category, as tidy rows."""

from collections.abc import Sequence
from dataclasses import replace

from codebook.codings import current_coder, list_coders
from codebook.readings import get_reading, takes_part
from codebook.schemas import Code, list_schemas
from codebook.suggestions import Suggestions
from corpus.messages import _, ngettext
from corpus.search import CONTEXT, Hit, Within, forms_used
from corpus.store import Project
from corpus.transcripts import list_transcripts
from exports.tables.coded import find_coded, find_under
from exports.tables.filters import NO_ROLE, Filters, look_up
from exports.values import Column, Table


def within(project: Project, filters: Filters) -> Within:
    """Where to search, by the filters for roles, participants, interviews and readings."""
    chosen = look_up(project, Filters(filters.role, filters.participant, filters.transcript))
    transcripts = chosen.transcripts
    if filters.reading:
        schemas, readings = list_schemas(project), [get_reading(project, name) for name in filters.reading]
        meant = {t.id for t in list_transcripts(project) for r in readings if takes_part(r, schemas, t)}
        transcripts = frozenset(meant if transcripts is None else meant & transcripts)
    roles = None if chosen.roles is None else frozenset("" if role == NO_ROLE else role for role in chosen.roles)
    return Within(transcripts, chosen.participants, roles)


def coded_so(project: Project, hits: Sequence[Hit], filters: Filters) -> Sequence[Hit]:
    """The hits that lie in passages coded as the filters for schema, category, coder and flag ask; else all."""
    coded = find_coded(project, replace(filters, reading=()))
    return [hit for hit in hits if coded is None or coded.holds(hit.transcript, hit.start, hit.end)]


def learnt_from(project: Project, category: Code, filters: Filters) -> frozenset[int] | None:
    """The keys of the codings to learn a category from; None for the coder's own, which need no looking for."""
    look_up(project, filters)
    if not (filters.code or filters.coder or filters.flag):
        return None
    coder = filters.coder or tuple({current_coder(project)} & set(list_coders(project)))
    if not coder:  # nobody learns from somebody who has coded nothing
        return frozenset()
    asked = Filters(schema=filters.schema, code=filters.code, coder=coder, flag=filters.flag)
    return frozenset(row[0] for row in find_under(project, asked, category).rows)


def hits_table(project: Project, hits: Sequence[Hit], context: int = CONTEXT) -> Table:
    """Tidy rows `transcript,turn,participant,role,start,end,before,match,after`; places in code points.

    `turn` does not apply between turns. At most `context` characters stand on either side of a hit. A note names what
    found the word forms.
    """
    columns = (
        Column("transcript", _("interview")),
        Column("turn", _("turn"), "int"),
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("start", _("start"), "int"),
        Column("end", _("end"), "int"),
        Column("before", _("before")),
        Column("match", _("found")),
        Column("after", _("after")),
    )
    rows = tuple(
        (
            hit.name,
            hit.turn or None,
            hit.participant,
            hit.role,
            hit.start,
            hit.end,
            hit.before[-context:],
            hit.match,
            hit.after[:context],
        )
        for hit in hits
    )
    return Table(_("Search"), columns, rows, say_forms(project))


def say_forms(project: Project) -> tuple[str, ...]:
    """By what word forms were found; where by several, on which interviews."""
    used = forms_used(project)
    if len(used) == 1:
        return tuple(_("Word forms by {pipeline}.").format(pipeline=pipeline) for pipeline in used)
    words = _("Word forms by {pipeline}: {transcripts}.")
    return tuple(words.format(pipeline=pipeline, transcripts=", ".join(names)) for pipeline, names in used.items())


def suggestions_table(suggestions: Suggestions) -> Table:
    """Tidy rows `number,transcript,turn,participant,role,start,end,likeness,shared,text`, the likest first.

    `likeness` is 0–1; `shared` are dictionary forms joined by `;`.
    """
    columns = (
        Column("number", _("no."), "int"),
        Column("transcript", _("interview")),
        Column("turn", _("turn"), "int"),
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("start", _("start"), "int"),
        Column("end", _("end"), "int"),
        Column("likeness", _("likeness"), "share"),
        Column("shared", _("shared words")),
        Column("text", _("text")),
    )
    rows = tuple(
        (n, s.name, s.turn, s.participant, s.role, s.start, s.end, s.likeness, ";".join(s.shared), s.text)
        for n, s in enumerate(suggestions.found, start=1)
    )
    return Table(_("Suggestions"), columns, rows, (say_searched(suggestions),))


def say_searched(suggestions: Suggestions) -> str:
    """From how many passages the suggestions were learnt, and which interviews were looked through."""
    learnt = ngettext("Like {count} passage.", "Like {count} passages.", suggestions.examples).format(
        count=suggestions.examples
    )
    if suggestions.reading:
        words = _("Looked through {n} of {of} interviews: those read in reading {reading}.")
    else:
        words = _("Looked through {n} of {of} interviews.")
    return f"{learnt} " + words.format(n=suggestions.searched, of=suggestions.of, reading=suggestions.reading)
