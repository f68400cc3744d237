"""Search everything that was said, and suggest passages for a category."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.common import (
    ALL_FILTERS,
    chosen_format,
    filter_options,
    output_options,
    project_argument,
    put_table,
    say,
    say_what_to_loosen,
    worded_for,
)
from app.cli.passages import as_option
from corpus.errors import InputError, ProjectError
from corpus.messages import _, ngettext
from exports.tables.filters import Filters

if TYPE_CHECKING:
    from codebook.schemas import Code
    from codebook.suggestions import Suggestion
    from corpus.search import Hit
    from corpus.store import Project


_NARROW = 36
"""Characters on either side of a hit where it is read in a terminal."""


@contextmanager
def _opened(path: Path, *, write: bool, coder: str = "") -> Iterator["Project"]:
    """The study, open to write so that the search index is kept; only to read where nothing else is asked of it."""
    from app.cli.secrets import passphrase_for
    from codebook.project import open_project
    from corpus.store import PassphraseError, PassphraseNeededError

    passphrase = passphrase_for(path)
    try:
        project = open_project(path, write=True, coder=coder, passphrase=passphrase)
    except (PassphraseError, PassphraseNeededError):
        raise
    except ProjectError:
        if write:
            raise
        project = open_project(path, write=False, coder=coder, passphrase=passphrase)
    try:
        yield project
    finally:
        project.close()


@click.command(
    "search",
    help=_(
        'Search what was said: words in any form, "words side by side", =as it stands, beginn*. Columns: transcript, turn, participant, role, start, end, before, match, after.'
    ),
)
@project_argument
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@click.option("--exact", is_flag=True, help=_("Words as they stand, not in other forms."))
@click.option(
    "--speaker", default="", metavar="NAME", help=_("Only what this speaker says; also interviewer or participant.")
)
@click.option(
    "--code-as",
    "code_name",
    metavar="CATEGORY",
    help=_("Code the sentence of every hit with this category, in one change."),
)
@click.option("--words", is_flag=True, help=_("With --code-as: code the words found, not their sentences."))
@as_option
@filter_options(
    *ALL_FILTERS,
    meant={
        "role": _("Only what participants of this role say."),
        "participant": _("Only what this participant says."),
        "schema": _("Only hits in passages coded with a category of this schema."),
        "code": _("Only hits in passages coded with this category or one below it."),
        "coder": _("Only hits in passages this coder has coded."),
        "flag": _("Only hits in passages with this flag: recurs, stands-out or interest."),
        "reading": _("Only interviews this reading is meant for."),
    },
)
@output_options()
def search_command(
    project: Path,
    query: tuple[str, ...],
    exact: bool,
    speaker: str,
    code_name: str | None,
    words: bool,
    coder: str,
    filters: Filters,
    format: str | None,
    output: Path | None,
) -> None:
    """Find and list; code where asked."""
    from dataclasses import replace

    from codebook.schemas import get_code, list_schemas
    from corpus.search import CONTEXT, find_hits, find_speaker, read_query
    from exports.tables.search import coded_so, hits_table, within

    if words and not code_name:
        raise click.UsageError(_("--words goes with --code-as."))
    with _opened(project, write=bool(code_name), coder=coder) as study:
        code = get_code(list_schemas(study), code_name) if code_name else None
        asked = read_query(study, " ".join(query), exact=exact)
        if speaker:
            asked = replace(asked, speaker=find_speaker(study, speaker))

        def find(narrowed: Filters) -> "Sequence[Hit]":
            return coded_so(study, find_hits(study, asked, within(study, narrowed)).hits, narrowed)

        hits = find(filters)
        context = _NARROW if chosen_format(format, output) == "text" else CONTEXT
        with worded_for(study, format, output):
            put_table(hits_table(study, hits, context), format, output)
        if not hits:
            say(_nothing(bool(asked.terms), bool(asked.speaker or filters != Filters()), exact))
            say_what_to_loosen(study, filters, lambda narrowed: len(find(narrowed)))
        elif code is not None:
            _code(study, hits, code, words)


def _nothing(asked: bool, narrowed: bool, exact: bool) -> str:
    if not asked:
        return _("There is no word in the query to search for.")
    if exact:
        return _("Nothing was found; without --exact other forms of the words are found too.")
    if narrowed:
        return _("Nothing was found; ask for fewer words, or for more speakers and interviews.")
    return _("Nothing was found; ask for fewer words, or for a beginning: samarb*.")


def _code(study: "Project", hits: Sequence["Hit"], code: "Code", words: bool) -> None:
    from codebook.found import code_hits

    new = code_hits(study, hits, code, words=words)
    told = ngettext(
        "{count} hit, {new} new coded passages as {code}; tusj undo takes them back.",
        "{count} hits, {new} new coded passages as {code}; tusj undo takes them back.",
        len(hits),
    )
    say(told.format(count=len(hits), new=new, code=code.name))


@click.command(
    "suggest",
    help=_(
        "Suggest sentences like those already coded with a category, with the words they share. Nothing is coded unless you accept it. Columns: number, transcript, turn, participant, role, start, end, likeness, shared, text."
    ),
)
@project_argument
@click.argument("category")
@click.option("--all", "everything", is_flag=True, help=_("Look through every interview, not only those set to read."))
@click.option("--most", default=50, show_default=True, type=click.IntRange(1), metavar="N", help=_("At most so many."))
@click.option(
    "--accept",
    multiple=True,
    type=int,
    metavar="NUMBER",
    help=_("Code the suggestion of this number; may be given several times."),
)
@click.option(
    "--reject",
    multiple=True,
    type=int,
    metavar="NUMBER",
    help=_("Never suggest this one for the category again; may be given several times."),
)
@as_option
@filter_options(
    *ALL_FILTERS,
    meant={
        "role": _("Suggest only what participants of this role say."),
        "participant": _("Suggest only what this participant says."),
        "transcript": _("Suggest only from this interview."),
        "schema": _("The schema CATEGORY is in, where several have one of that name."),
        "code": _("Learn only from passages in this sub-category, or whose words are coded with this one too."),
        "coder": _("Learn from what this coder has coded, not from your own passages."),
        "flag": _("Learn only from passages with this flag: recurs, stands-out or interest."),
        "reading": _("Look through the interviews set to read in this reading."),
    },
)
@output_options()
def suggest_command(
    project: Path,
    category: str,
    everything: bool,
    most: int,
    accept: tuple[int, ...],
    reject: tuple[int, ...],
    coder: str,
    filters: Filters,
    format: str | None,
    output: Path | None,
) -> None:
    """List suggestions; accept and reject where asked."""
    from codebook.readings import get_reading
    from codebook.schemas import get_code, list_schemas
    from codebook.suggestions import find_suggestions
    from exports.tables.filters import look_up
    from exports.tables.search import learnt_from, suggestions_table, within

    with _opened(project, write=bool(accept or reject), coder=coder) as study:
        code = get_code(look_up(study, filters).schemas if filters.schema else list_schemas(study), category)
        found = find_suggestions(
            study,
            code,
            reading=[get_reading(study, name) for name in filters.reading],
            everything=everything,
            within=within(study, Filters(filters.role, filters.participant, filters.transcript)),
            learnt=learnt_from(study, code, filters),
            limit=most,
        )
        if accept or reject:
            _settle(study, code, found.found, accept, reject)
            return
        with worded_for(study, format, output):
            put_table(suggestions_table(found), format, output)
        if not found.found:
            say(_why_none(found.examples, found.searched, filters))


def _settle(
    study: "Project", code: "Code", found: Sequence["Suggestion"], accept: Sequence[int], reject: Sequence[int]
) -> None:
    """Code those accepted, and remember those rejected."""
    from codebook.suggestions import accept as accept_them
    from codebook.suggestions import reject as reject_them

    for number in (*accept, *reject):
        if not 0 < number <= len(found):
            raise InputError(
                _("There is no suggestion {number}; there are {count}.").format(number=number, count=len(found))
            )
    if both := set(accept) & set(reject):
        raise InputError(_("Suggestion {number} cannot be both accepted and rejected.").format(number=min(both)))
    new = accept_them(study, [found[number - 1] for number in dict.fromkeys(accept)], code)
    if reject:
        reject_them(study, [found[number - 1] for number in dict.fromkeys(reject)], code)
    say(
        _("{new} coded as {code}, {rejected} rejected; tusj undo takes it back.").format(
            new=new, code=code.name, rejected=len(set(reject))
        )
    )


def _why_none(examples: int, searched: int, filters: Filters) -> str:
    if not examples and (filters.code or filters.coder or filters.flag):
        return _("No passage of the category is coded so: ask for fewer of --code, --coder and --flag.")
    if not examples:
        return _("Nothing is coded with the category yet: there is nothing to liken to.")
    if not searched:
        return _("No interview is set to read; --all looks through every one.")
    if filters.role or filters.participant or filters.transcript:
        return _(
            "No other sentence there shares enough words with what is coded: ask for more participants or interviews."
        )
    return _("No other sentence shares enough words with what is coded.")
