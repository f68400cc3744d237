"""Sorting a category: its piles counted, passages put in them, or split to another schema."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.common import (
    ALL_FILTERS,
    filter_options,
    opened,
    output_options,
    project_argument,
    put_table,
    say,
    say_if_nothing,
    worded_for,
)
from app.cli.passages import as_option
from corpus.errors import InputError
from corpus.messages import N_, _, ngettext
from exports.tables.filters import Filters

if TYPE_CHECKING:
    from codebook.schemas import Code, Schema
    from corpus.store import Project


@click.command(
    "sort",
    help=_(
        "Count the piles of a category, or put passages in one. Rows: category, pile, role, informants, of, segments. A pile is a sub-category; one that is not there is made."
    ),
)
@project_argument
@click.argument("category")
@click.option("--into", metavar="PILE", default="", help=_("Put the passages named in this pile."))
@click.option(
    "--passage",
    "numbers",
    type=int,
    multiple=True,
    metavar="NUMBER",
    help=_("A passage, by the number `tusj codings` gives it; may be given several times."),
)
@click.option("--out", is_flag=True, help=_("Take the passages named out of their piles."))
@click.option(
    "--split-to",
    "schema",
    metavar="SCHEMA",
    default="",
    help=_("Split to the categories of this schema instead: the passages keep what they have and get those too."),
)
@filter_options(
    *ALL_FILTERS,
    meant={
        "schema": _("The schema CATEGORY is in, where several have one of that name."),
        "code": _("Only passages in this sub-category, or whose words are coded with this one too."),
        "reading": _("Only where CATEGORY is of a schema of this reading."),
    },
)
@as_option
@output_options()
def sort_command(
    project: Path,
    category: str,
    into: str,
    numbers: tuple[int, ...],
    out: bool,
    schema: str,
    filters: Filters,
    coder: str,
    format: str | None,
    output: Path | None,
) -> None:
    """Count, or sort."""
    from exports.tables.piles import piles_table

    if bool(numbers) != bool(into or out):
        raise InputError(_("Say which passages (--passage) and which pile (--into, or --out)."))
    with opened(project, write=bool(numbers), coder=coder) as study:
        if not numbers:
            with worded_for(study, format, output):
                put_table(piles_table(study, category, filters, schema), format, output)
            say_if_nothing(study, filters, lambda asked: _count(study, category, asked))
            return
        count = _sort(study, _category(study, category, filters), into, list(dict.fromkeys(numbers)), schema, out=out)
    say(
        ngettext(
            "{n} passage sorted; tusj undo takes it back.", "{n} passages sorted; tusj undo takes it back.", count
        ).format(n=count)
    )


def _category(study: "Project", name: str, filters: Filters) -> "Code":
    from codebook.schemas import get_code
    from exports.tables.filters import look_up

    return get_code(look_up(study, Filters(schema=filters.schema)).schemas, name)


def _count(study: "Project", name: str, filters: Filters) -> int:
    """How many passages of a category there are to sort."""
    from exports.tables.coded import find_under

    return len(find_under(study, filters, _category(study, name, filters)))


def _sort(study: "Project", code: "Code", into: str, numbers: list[int], schema: str, *, out: bool) -> int:
    """Sort passages by their numbers, in one change; returns how many."""
    from codebook.codings import get_coding
    from codebook.schemas import get_schema
    from codebook.sorting import add_pile, put_in_pile, take_out

    own = get_schema(study, code.schema)
    below = own.descendants(code)
    codings = [get_coding(study, number) for number in numbers]
    stray = [str(coding.id) for coding in codings if coding.code not in below]
    if stray:
        raise InputError(
            _("Not coded with {category}: passage {numbers}.").format(category=code.path, numbers=", ".join(stray))
        )
    what = N_("sorted a passage of {code}") if len(codings) == 1 else N_("sorted {count} passages of {code}")
    with study.step(what, {"count": len(codings), "code": code.name}):
        if schema:
            _split(study, numbers, into, get_schema(study, schema), out=out)
        elif out:
            take_out(study, codings, code)
        else:
            put_in_pile(study, codings, add_pile(study, own, code, into))
    return len(codings)


def _split(study: "Project", numbers: list[int], into: str, target: "Schema", *, out: bool) -> None:
    """Put categories of another schema on the passages, or take all of that schema off them."""
    from codebook.codes import add_code
    from codebook.codings import get_coding
    from codebook.schemas import CodeDraft, find_codes, get_code
    from codebook.sorting import also_coded, split_to
    from corpus.transcripts import list_transcripts, read_transcript

    codes: dict[int, Code] = {code.id: code for code in target.codes}
    if into and not find_codes([target], into):
        made = add_code(study, target, CodeDraft(into))
        codes[made.id] = made
    elif into:
        made = get_code([target], into)
    transcripts = {transcript.id: transcript for transcript in list_transcripts(study)}
    for number in numbers:
        coding = get_coding(study, number)
        text = read_transcript(study, transcripts[coding.transcript])
        wanted = [made] if into else [codes[other.code] for other in also_coded(study, coding, target)]
        for code in wanted:
            split_to(study, text, coding, code, on=not out)
