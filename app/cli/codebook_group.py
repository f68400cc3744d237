"""What the commands on a codebook share: their family, and how a category is found by its name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from app.cli.common import language_option, opened, project_argument
from corpus.errors import InputError
from corpus.messages import _

if TYPE_CHECKING:
    from codebook.schemas import Code, Schema
    from corpus.store import Project

F = TypeVar("F", bound=Callable[..., Any])


@click.group("codebook", help=_("Show, bring in, put out or change the categories of a study."))
def codebook_command() -> None:
    """Hold the commands on a codebook together."""


def changing(name: str, text: str) -> Callable[[F], click.Command]:
    """A command that changes a study's codebook: PROJECT first, `--as` and `--language` last."""

    def decorate(command: F) -> click.Command:
        wrapped: Any = click.option("--as", "coder", default="", metavar="NAME", help=_("Who makes the change."))(
            command
        )
        wrapped = project_argument(language_option(wrapped))
        made: click.Command = codebook_command.command(name, help=text)(wrapped)
        return made

    return decorate


schema_option = click.option("--schema", default="", metavar="NAME", help=_("The schema the category is in."))
why_option = click.option("--why", default="", metavar="TEXT", help=_("Why, in one line; kept in its history."))


@contextmanager
def found_code(project: Path, coder: str, code: str, schema: str) -> "Iterator[tuple[Project, Code]]":
    """The study, open to write, and the one category a name or path means in it."""
    from codebook.schemas import get_code

    with opened(project, write=True, coder=coder) as study:
        yield study, get_code(chosen_schemas(study), code, schema)


def chosen_schema(study: "Project", name: str) -> "Schema":
    """The schema named, or the study's only one."""
    from codebook.schemas import get_schema, list_schemas

    schemas = list_schemas(study)
    if name:
        return get_schema(study, name)
    if len(schemas) != 1:
        known = ", ".join(schema.name for schema in schemas) or _("none yet")
        raise InputError(_("Name the schema with --schema; the study has {known}.").format(known=known))
    return schemas[0]


def chosen_schemas(study: "Project", only: tuple[str, ...] = ()) -> "list[Schema]":
    """The schemas of these names; every one where none is named."""
    from codebook.schemas import get_schema, list_schemas

    return [get_schema(study, name) for name in only] if only else list_schemas(study)
