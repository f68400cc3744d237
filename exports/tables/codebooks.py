"""The codebook as tables: every field for other programs, an outline to read."""

from collections.abc import Sequence

from codebook.files.gathering import path_of
from codebook.history import list_events
from codebook.links import OPPOSITE, PARALLEL, SAME, list_links
from codebook.ranges import OF_CODING, OF_PARTICIPANT, bands_as_text
from codebook.schemas import SEPARATOR, Code, CodeDraft, Schema, SchemaDraft, draft_whole, list_schemas
from corpus.messages import _
from corpus.store import Project
from exports.values import Cell, Column, Table


def codebook_table(schemas: Sequence[Schema | SchemaDraft]) -> Table:
    """Tidy rows, one a category, that can be brought in again.

    `schema,code,path,parent,colour,key,definition,use,avoid,example,fact,without,role,title,full_definition,asks,low,
    high,bands`: `code` is the name, `path` and `parent` are paths, `without` roles joined by `;`, `role` that of the
    schema, empty for every role; `asks` says of what a number is asked, `bands` are the schema's: `73: good; 61: poor`.
    """
    columns = (
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("path", _("path")),
        Column("parent", _("under")),
        Column("colour", _("colour")),
        Column("key", _("key")),
        Column("definition", _("definition")),
        Column("use", _("when to use")),
        Column("avoid", _("when not to use")),
        Column("example", _("example")),
        Column("fact", _("fact")),
        Column("without", _("leaves out")),
        Column("role", _("role")),
        Column("title", _("title")),
        Column("full_definition", _("full definition")),
        Column("asks", _("number of"), said={OF_CODING: _("passage"), OF_PARTICIPANT: _("participant")}),
        Column("low", _("lowest"), "int"),
        Column("high", _("highest"), "int"),
        Column("bands", _("bands")),
    )
    rows = tuple(_row(schema, code) for schema in map(_draft, schemas) for code in schema.codes)
    return Table(_("Codebook"), columns, rows)


def _row(schema: SchemaDraft, code: CodeDraft) -> tuple[Cell, ...]:
    return (
        schema.name,
        code.name,
        path_of(code),
        code.parent,
        code.colour,
        code.key,
        code.definition,
        code.use,
        code.avoid,
        code.example,
        code.fact,
        ";".join(code.without),
        schema.role,
        schema.title,
        code.full_definition,
        code.asks,
        "" if code.low is None else code.low,
        "" if code.high is None else code.high,
        bands_as_text(schema.bands),
    )


def codebook_outline(schemas: Sequence[Schema | SchemaDraft]) -> Table:
    """The codebook to be read in a terminal: schema, key, category under category, definition."""
    columns = (
        Column("schema", _("schema")),
        Column("key", _("key")),
        Column("code", _("category")),
        Column("colour", _("colour")),
        Column("definition", _("definition")),
    )
    rows = tuple(
        (schema.name, code.key, _indent(code) + code.name, code.colour, code.definition)
        for schema in map(_draft, schemas)
        for code in schema.codes
    )
    return Table(_("Codebook"), columns, rows)


def history_table(project: Project, code: Code) -> Table:
    """Tidy rows `time,coder,what,why`, one a thing that happened to a category, the first first; times are UTC."""
    columns = (
        Column("time", _("time")),
        Column("coder", _("coder")),
        Column("what", _("what")),
        Column("why", _("why")),
    )
    rows = tuple((event.time, event.coder, event.told, event.why) for event in list_events(project, code))
    return Table(_("History of {code}").format(code=code.path), columns, rows)


def links_table(project: Project) -> Table:
    """Tidy rows `kind,schema,code,other_schema,other`, one a link; `code` and `other` are paths."""
    words = {SAME: _("the same"), PARALLEL: _("parallel"), OPPOSITE: _("opposite")}
    columns = (
        Column("kind", _("link"), said=words),
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("other_schema", _("schema")),
        Column("other", _("the other category")),
    )
    codes = {code.id: code for schema in list_schemas(project) for code in schema.codes}
    pairs = ((link.kind, codes[link.code], codes[link.other]) for link in list_links(project))
    rows = tuple((kind, one.schema, one.path, other.schema, other.path) for kind, one, other in pairs)
    return Table(_("Links"), columns, rows)


def _indent(code: CodeDraft) -> str:
    return "· " * (code.parent.count(SEPARATOR) + 1) if code.parent else ""


def _draft(schema: Schema | SchemaDraft) -> SchemaDraft:
    return schema if isinstance(schema, SchemaDraft) else draft_whole(schema)
