"""Commands on how a codebook came to be as it is, how its categories belong together, and what numbers they ask for."""

import sys
from pathlib import Path

import click

from app.cli.codebook_group import changing, chosen_schemas, codebook_command, found_code, schema_option, why_option
from app.cli.common import chosen_format, opened, output_options, project_argument, put_table, say
from corpus.errors import NotFoundError
from corpus.messages import _

_LONGEST_NUMBER = 18  # no key is longer, and an endless number is no number


@codebook_command.command(
    "history", help=_("Tell what happened to a category, when and why. Columns: time, coder, what, why.")
)
@project_argument
@click.argument("code", metavar="CATEGORY")
@schema_option
@output_options()
def history_command(project: Path, code: str, schema: str, format: str | None, output: Path | None) -> None:
    """Tell a category's history: sentences in text, rows elsewhere."""
    from codebook.history import list_events
    from codebook.schemas import get_code
    from exports.harmless import line
    from exports.tables.codebooks import history_table
    from exports.writers import put

    with opened(project) as study:
        found = get_code(chosen_schemas(study), code, schema)
        if chosen_format(format, output) == "text":
            told = [event.sentence for event in list_events(study, found)] or [_("Nothing has happened to it.")]
            put("".join(f"{line(sentence)}\n" for sentence in told).encode(), output or sys.stdout.buffer)
        else:
            put_table(history_table(study, found), format, output)


@changing("split", _("Make new categories of some of a category's passages; the others stay where they are."))
@click.argument("code", metavar="CATEGORY")
@click.option(
    "--into",
    "parts",
    nargs=2,
    multiple=True,
    required=True,
    metavar="NAME PASSAGES",
    help=_("A new category and the passages that go to it, by their numbers: 12,15; may be given several times."),
)
@click.option("--beside", is_flag=True, help=_("Beside the category, not below it."))
@schema_option
@why_option
def split_command(
    project: Path, code: str, parts: tuple[tuple[str, str], ...], beside: bool, schema: str, why: str, coder: str
) -> None:
    """Split a category."""
    from codebook.codes import split_code

    chosen = {name: [_passage(number) for number in words.split(",") if number.strip()] for name, words in parts}
    with found_code(project, coder, code, schema) as (study, found):
        for part in split_code(study, found, chosen, beside=beside, why=why):
            say(_("Added {code} to {schema}.").format(code=part.path, schema=part.schema))


def _passage(number: str) -> int:
    if not number.strip().isdecimal():
        raise click.UsageError(_("“{text}” is no number of a passage.").format(text=number.strip()))
    return int(number[:_LONGEST_NUMBER])


@changing("example", _("Make a passage's words the category's example, by the number `tusj codings` gives it."))
@click.argument("code", metavar="CATEGORY")
@click.argument("number", metavar="PASSAGE", type=int)
@schema_option
@why_option
def example_command(project: Path, code: str, number: int, schema: str, why: str, coder: str) -> None:
    """Pick an example from the material."""
    from codebook.codings import get_coding
    from codebook.examples import set_example

    with found_code(project, coder, code, schema) as (study, found):
        say(set_example(study, found, get_coding(study, number), why).example)


_kind_option = click.option(
    "--kind",
    type=click.Choice(["same", "parallel", "opposite"]),
    default="same",
    help=_("same: they ask the same thing; parallel: much alike; opposite: they say the opposite."),
)
_other_option = click.option(
    "--other-schema", default="", metavar="NAME", help=_("The schema OTHER is in, where it is another.")
)


@changing("link", _("Declare how two categories belong together, so that roles can be compared across schemas."))
@click.argument("code", metavar="CATEGORY")
@click.argument("other", metavar="OTHER")
@_kind_option
@schema_option
@_other_option
def link_command(project: Path, code: str, other: str, kind: str, schema: str, other_schema: str, coder: str) -> None:
    """Link two categories."""
    from codebook.links import link_codes
    from codebook.schemas import get_code

    with found_code(project, coder, code, schema) as (study, found):
        link_codes(study, found, get_code(chosen_schemas(study), other, other_schema), kind)


@changing("unlink", _("Take such a link back."))
@click.argument("code", metavar="CATEGORY")
@click.argument("other", metavar="OTHER")
@_kind_option
@schema_option
@_other_option
def unlink_command(project: Path, code: str, other: str, kind: str, schema: str, other_schema: str, coder: str) -> None:
    """Unlink two categories; one that is not linked so is told."""
    from codebook.links import Link, list_links, unlink_codes
    from codebook.schemas import get_code

    with found_code(project, coder, code, schema) as (study, found):
        target = get_code(chosen_schemas(study), other, other_schema)
        first, second = sorted((found.id, target.id))
        if Link(first, second, kind) not in list_links(study, kind):
            raise NotFoundError(
                _("“{code}” and “{other}” are not linked so.").format(code=found.path, other=target.path)
            )
        unlink_codes(study, found, target, kind)


@codebook_command.command(
    "links", help=_("List the links there are. Columns: kind, schema, code, other_schema, other.")
)
@project_argument
@output_options()
def links_command(project: Path, format: str | None, output: Path | None) -> None:
    """List links."""
    from exports.tables.codebooks import links_table

    with opened(project) as study:
        put_table(links_table(study), format, output)


@changing("number", _("Say what number a category asks for: of each passage or of each participant."))
@click.argument("code", metavar="CATEGORY")
@click.argument("of", type=click.Choice(["passage", "participant", "none"]))
@click.option("--low", type=int, help=_("The lowest number; without it there is none."))
@click.option("--high", type=int, help=_("The highest number; without it there is none."))
@schema_option
@why_option
def number_command(
    project: Path, code: str, of: str, low: int | None, high: int | None, schema: str, why: str, coder: str
) -> None:
    """Make a category a scale, or no longer."""
    from codebook.ranges import OF_CODING, OF_PARTICIPANT
    from codebook.scales import describe_scale

    asks = {"passage": OF_CODING, "participant": OF_PARTICIPANT, "none": ""}[of]
    with found_code(project, coder, code, schema) as (study, found):
        describe_scale(study, found, asks, low, high, why)


@changing("bands", _("Name the ranges of a schema's sum: '73: very good; 61: good'; '' for none."))
@click.argument("schema", metavar="SCHEMA")
@click.argument("bands", metavar="BANDS")
def bands_command(project: Path, schema: str, bands: str, coder: str) -> None:
    """Name bands."""
    from codebook.ranges import bands_from_text
    from codebook.scales import set_schema_bands
    from codebook.schemas import get_schema

    with opened(project, write=True, coder=coder) as study:
        set_schema_bands(study, get_schema(study, schema), bands_from_text(bands))
