"""Schemas that ship, and a study's categories: shown, brought in, put out, changed."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli import codebook_work  # noqa: F401 - its commands are of this family
from app.cli.codebook_group import (
    changing,
    chosen_schema,
    chosen_schemas,
    codebook_command,
    found_code,
    schema_option,
    why_option,
)
from app.cli.common import (
    ALL_FILTERS,
    chosen_format,
    export_language,
    filter_options,
    language_option,
    opened,
    output_options,
    project_argument,
    put_table,
    say,
    say_if_nothing,
    seal_options,
)
from corpus.messages import _, in_language, ngettext
from corpus.messages import language as current_language
from exports.tables.filters import Filters

if TYPE_CHECKING:
    from codebook.schemas import Schema, SchemaDraft
    from corpus.store import Project


@click.command("schemas", help=_("List the schemas that ship with tusj; in Norwegian unless --language en."))
@output_options()
def schemas_command(format: str | None, output: Path | None) -> None:
    """List the built-in schemas with their categories, by the names `tusj new` gives them."""
    from codebook.builtins import builtin_schemas

    asked = any(word.split("=")[0] == "--language" for word in sys.argv)
    _put_codebook(builtin_schemas(current_language() if asked else "nb"), format, output)


category_filters = filter_options(
    *ALL_FILTERS,
    meant={
        "role": _("Only categories that ask this role: of its schemas and of those for every role."),
        "participant": _("Only categories this participant is coded with."),
        "transcript": _("Only categories this interview is coded with."),
        "schema": _("Only this schema."),
        "coder": _("Only categories this coder has used."),
        "flag": _("Only categories with a passage of this flag: recurs, stands-out or interest."),
        "reading": _("Only the schemas of this reading."),
    },
)


@codebook_command.command("show", help=_("Show the categories of a study."))
@project_argument
@category_filters
@output_options()
def show_command(project: Path, filters: Filters, format: str | None, output: Path | None) -> None:
    """List the categories; text is an outline, other formats have every field."""
    from exports.tables.coded import narrow_schemas

    with opened(project) as study:
        _put_codebook(narrow_schemas(study, filters), format, output)
        say_if_nothing(study, filters, lambda asked: _count(study, asked))


def _count(study: "Project", filters: Filters) -> int:
    """How many categories pass."""
    from exports.tables.coded import find_categories

    return len(find_categories(study, filters))


@changing(
    "import",
    _(
        "Bring in a schema that ships, by its name, or those of a file: toml, csv, docx, xlsx, or txt with a category a line."
    ),
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--name", default="", help=_("The schema's name; without it the file's own."))
@click.option("--role", default="", help=_("The role the schema is for; without it every role."))
def import_command(project: Path, file: Path, name: str, role: str, coder: str) -> None:
    """Bring a codebook in; `-` reads lines from standard input."""
    from codebook.builtins import is_builtin
    from codebook.files import import_codebook, read_codebook
    from codebook.roles import heard_roles, is_nobodys
    from codebook.schemas import list_schemas

    if str(file) == "-":
        drafts = [_pasted(name, role)]
    elif not file.exists() and is_builtin(str(file)):
        drafts = [_builtin(str(file), name, role)]
    else:
        drafts = read_codebook(file, name, role)
    with opened(project, write=True, coder=coder) as study:
        before = {schema.id: len(schema.codes) for schema in list_schemas(study)}
        for schema in import_codebook(study, drafts):
            new = len(schema.codes) - before.get(schema.id, 0)
            said = ngettext("{schema}: {count} new category.", "{schema}: {count} new categories.", new)
            say(said.format(schema=schema.name, count=new))
            if is_nobodys(study, schema.role):
                heard = ", ".join(heard_roles(study))
                words = _(
                    "Nobody has the role {role} that {schema} is for (the study has: {known}); {command} changes it."
                )
                command = f"tusj codebook schema {project} {schema.name} --role …"
                say(words.format(role=schema.role, schema=schema.name, known=heard, command=command))


def _builtin(schema: str, name: str, role: str) -> "SchemaDraft":
    from dataclasses import replace

    from codebook.builtins import get_builtin, language_of

    draft = get_builtin(schema, language_of(schema) or current_language())
    return replace(draft, name=name or draft.name, role=role or draft.role)


def _pasted(name: str, role: str) -> "SchemaDraft":
    from codebook.files import parse_pasted
    from corpus.readers.encodings import decode

    if not name.strip():
        raise click.UsageError(_("Lines from standard input need --name, the schema's name."))
    return parse_pasted(decode(sys.stdin.buffer.read(), "-").text, name, role)


@codebook_command.command(
    "export", help=_("Put the categories out: toml or csv to read back in, docx, xlsx or md as a table to print.")
)
@project_argument
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help=_("The same as FILE."))
@click.option(
    "--format",
    type=click.Choice(["toml", "csv", "docx", "xlsx", "md"]),
    help=_("How to write it; else as the file ends, else toml."),
)
@category_filters
@seal_options
@language_option
def export_command(project: Path, file: Path | None, output: Path | None, format: str | None, filters: Filters) -> None:
    """Write the codebook to a file or to standard output."""
    from codebook.files import codebook_bytes
    from exports.tables.codebook_pages import codebook_pages
    from exports.tables.coded import narrow_schemas
    from exports.writers import put, write_codebook

    target = None if str(file) == "-" else file or output
    chosen = format or (target.suffix.lower().lstrip(".") if target else "") or "toml"
    with opened(project) as study:
        schemas = narrow_schemas(study, filters)
        say_if_nothing(study, filters, lambda asked: _count(study, asked))
        if chosen not in ("docx", "xlsx", "md"):
            put(codebook_bytes(schemas, chosen), target or sys.stdout.buffer)
            return
        if target is None:
            chosen_format(chosen, None)
        with in_language(export_language(study)):
            write_codebook(codebook_pages(schemas), chosen, target or sys.stdout.buffer)


@changing("add", _("Add a category; “above > category” puts it under another."))
@click.argument("code", metavar="CATEGORY")
@schema_option
@click.option("--parent", default="", metavar="PATH", help=_("The category it is to stand under."))
@click.option("--colour", default="", help=_("Its colour, like #E69F00; without it the next free one."))
@click.option("--key", default="", help=_("Its key, 1 to 9; without it the next free one."))
@click.option("--definition", default="", help=_("What it means, in one line."))
def add_command(
    project: Path, code: str, schema: str, parent: str, colour: str, key: str, definition: str, coder: str
) -> None:
    """Add one category."""
    from codebook.codes import add_code
    from codebook.schemas import SEPARATOR, CodeDraft

    if not parent and SEPARATOR in code:
        parent, _separator, code = code.rpartition(SEPARATOR)
    with opened(project, write=True, coder=coder) as study:
        draft = CodeDraft(code, parent, colour, key, definition=definition)
        made = add_code(study, chosen_schema(study, schema), draft)
        say(_("Added {code} to {schema}.").format(code=made.path, schema=made.schema))


@changing("rename", _("Give a category another name."))
@click.argument("code", metavar="CATEGORY")
@click.argument("name", metavar="NAME")
@schema_option
@why_option
def rename_command(project: Path, code: str, name: str, schema: str, why: str, coder: str) -> None:
    """Rename a category."""
    from codebook.codes import rename_code

    with found_code(project, coder, code, schema) as (study, found):
        say(_("It is now {code}.").format(code=rename_code(study, found, name, why).path))


@changing("recolour", _("Give a category another colour, like #E69F00."))
@click.argument("code", metavar="CATEGORY")
@click.argument("colour", metavar="COLOUR")
@schema_option
@why_option
def recolour_command(project: Path, code: str, colour: str, schema: str, why: str, coder: str) -> None:
    """Recolour a category."""
    from codebook.codes import recolour_code

    with found_code(project, coder, code, schema) as (study, found):
        recolour_code(study, found, colour, why)


@changing("key", _("Give a category a key, 1 to 9, or none (''); the one that has it takes this one's."))
@click.argument("code", metavar="CATEGORY")
@click.argument("key", metavar="KEY")
@schema_option
def key_command(project: Path, code: str, key: str, schema: str, coder: str) -> None:
    """Set a category's key."""
    from codebook.codes import set_key

    with found_code(project, coder, code, schema) as (study, found):
        set_key(study, found, key)


@changing("describe", _("Say what a category means and when it is used; what is not named stays as it is."))
@click.argument("code", metavar="CATEGORY")
@click.option("--definition", help=_("What it means, in one line."))
@click.option("--full-definition", help=_("What it means, at length."))
@click.option("--use", help=_("When to use it."))
@click.option("--avoid", help=_("When not to use it."))
@click.option("--example", help=_("A typical passage."))
@click.option("--fact/--no-fact", default=None, help=_("Whether it holds plain facts, not statements."))
@click.option("--without", multiple=True, metavar="ROLE", help=_("A role it leaves out; '' for none."))
@schema_option
@why_option
def describe_command(
    project: Path, code: str, schema: str, coder: str, without: tuple[str, ...], **fields: Any
) -> None:
    """Describe a category."""
    from codebook.codes import describe_code

    with found_code(project, coder, code, schema) as (study, found):
        describe_code(study, found, without=without or None, **fields)


@changing("move", _("Move a category, with all below it."))
@click.argument("code", metavar="CATEGORY")
@click.option("--under", metavar="PATH", help=_("The category to stand under."))
@click.option("--top", is_flag=True, help=_("To the top of its schema."))
@click.option("--position", type=click.IntRange(1), help=_("The place among those beside it, from 1; else last."))
@schema_option
@why_option
def move_command(
    project: Path, code: str, under: str | None, top: bool, position: int | None, schema: str, why: str, coder: str
) -> None:
    """Move a category; with `--position` alone it stays under the same one."""
    from codebook.codes import move_code
    from codebook.schemas import get_code

    if bool(under) + top > 1 or not (under or top or position):
        raise click.UsageError(_("Say where to: --under, --top or --position."))
    with found_code(project, coder, code, schema) as (study, found):
        schemas = chosen_schemas(study)
        parent = next((c for s in schemas for c in s.codes if c.id == found.parent), None)
        if under:
            parent = get_code([s for s in schemas if s.name == found.schema], under)
        moved = move_code(study, found, None if top else parent, position - 1 if position else None, why)
        say(_("It is now {code}.").format(code=moved.path))


@changing("merge", _("Make two categories one: the second takes the passages and sub-categories of the first."))
@click.argument("code", metavar="CATEGORY")
@click.argument("into", metavar="INTO")
@schema_option
@click.option("--into-schema", default="", metavar="NAME", help=_("The schema INTO is in, where it is another."))
@why_option
def merge_command(project: Path, code: str, into: str, schema: str, into_schema: str, why: str, coder: str) -> None:
    """Merge a category into another."""
    from codebook.codes import merge_codes
    from codebook.schemas import get_code

    with found_code(project, coder, code, schema) as (study, found):
        target = get_code(chosen_schemas(study), into, into_schema or schema)
        merged = merge_codes(study, found, target, why)
        say(_("Merged into {code} of {schema}.").format(code=merged.path, schema=merged.schema))


@changing("delete", _("Delete a category with all below it; tusj undo brings it back."))
@click.argument("code", metavar="CATEGORY")
@schema_option
@why_option
def delete_command(project: Path, code: str, schema: str, why: str, coder: str) -> None:
    """Delete a category and say how many coded passages went."""
    from codebook.codes import delete_code

    with found_code(project, coder, code, schema) as (study, found):
        _say_deleted(found.path, delete_code(study, found, why))


@changing("copy", _("Copy a schema's categories under another name, for another role."))
@click.argument("schema", metavar="SCHEMA")
@click.argument("name", metavar="NAME")
@click.option("--role", default="", help=_("The role the copy is for; without it every role."))
def copy_command(project: Path, schema: str, name: str, role: str, coder: str) -> None:
    """Copy a schema."""
    from codebook.codes import copy_schema
    from codebook.schemas import get_schema

    with opened(project, write=True, coder=coder) as study:
        made = copy_schema(study, get_schema(study, schema), name, role)
        say(_("Added the schema {schema}.").format(schema=made.name))


@changing("schema", _("Rename a schema, say which role it is for, or delete it with its categories."))
@click.argument("schema", metavar="SCHEMA")
@click.option("--name", default="", help=_("Its new name."))
@click.option("--role", help=_("The role it is for; '' for every role."))
@click.option("--delete", "gone", is_flag=True, help=_("Delete it; tusj undo brings it back."))
@why_option
def schema_command(project: Path, schema: str, name: str, role: str | None, gone: bool, why: str, coder: str) -> None:
    """Change or delete a schema."""
    from codebook.codes import delete_schema, rename_schema, set_schema_role
    from codebook.schemas import get_schema

    if gone == bool(name or role is not None):
        raise click.UsageError(_("Say what to do: --name, --role, or --delete alone."))
    with opened(project, write=True, coder=coder) as study:
        found = get_schema(study, schema)
        if gone:
            _say_deleted(found.name, delete_schema(study, found, why))
        if name:
            found = rename_schema(study, found, name)
        if role is not None:
            set_schema_role(study, found, role)


def _put_codebook(schemas: "list[Schema] | list[SchemaDraft]", format: str | None, output: Path | None) -> None:
    from exports.tables.codebooks import codebook_outline, codebook_table

    in_text = (format or (output.suffix if output else "text")) in ("text", ".txt")
    put_table(codebook_outline(schemas) if in_text else codebook_table(schemas), format, output)


def _say_deleted(name: str, passages: int) -> None:
    said = ngettext(
        "Deleted {name}, and {count} coded passage with it.",
        "Deleted {name}, and {count} coded passages with it.",
        passages,
    )
    say(said.format(name=name, count=passages))
