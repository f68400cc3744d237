"""The interview guide: its questions, the turns that ask them, who was asked what."""

from collections.abc import Sequence
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
from corpus.messages import N_, _, ngettext
from exports.tables.filters import Filters

if TYPE_CHECKING:
    from codebook.questions import Question
    from corpus.store import Project
    from corpus.transcripts import TranscriptText
    from exports.values import Table

_Three = tuple[tuple[str, int, str], ...]


@click.command(
    "guide",
    help=_(
        "Show or change the interview guide: rows role, number, question, categories, asked, of. Changes are made first, in one step; then the guide is listed, or what is asked for."
    ),
)
@project_argument
@click.option(
    "--import",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_(
        "Bring questions in: lines of a txt or docx, or a table with question and any of role, number, categories (joined by ;)."
    ),
)
@click.option("--for", "role", default="", metavar="ROLE", help=_("Whose guide it is, where the file does not say."))
@click.option(
    "--set",
    "texts",
    nargs=3,
    multiple=True,
    type=(str, int, str),
    metavar="ROLE NUMBER TEXT",
    help=_("Reword a question; the number after the last adds one, an empty text removes it."),
)
@click.option(
    "--ask",
    "ties",
    nargs=3,
    multiple=True,
    type=(str, int, str),
    metavar="ROLE NUMBER CATEGORIES",
    help=_("Say which categories a question asks about, joined by ;"),
)
@click.option(
    "--move",
    "moves",
    nargs=3,
    multiple=True,
    type=(str, int, int),
    metavar="ROLE NUMBER TO",
    help=_("Give a question another number."),
)
@click.option(
    "--link",
    "links",
    nargs=3,
    multiple=True,
    type=(str, int, int),
    metavar="TRANSCRIPT TURN NUMBER",
    help=_("Say that an interviewer's turn asks a question."),
)
@click.option(
    "--unlink",
    "unlinks",
    nargs=2,
    multiple=True,
    type=(str, int),
    metavar="TRANSCRIPT TURN",
    help=_("Take a turn's links back."),
)
@click.option(
    "--mark-unasked",
    "mark",
    is_flag=True,
    help=_("Set the empty cells of those whom the linked turns never asked to “not asked”."),
)
@click.option(
    "--suggest",
    "view",
    flag_value="suggest",
    help=_(
        "List the likeliest question of each turn that is not linked: transcript, turn, text, number, question, shared."
    ),
)
@click.option(
    "--asked",
    "view",
    flag_value="asked",
    help=_("List who was asked what: participant, role, number, question, asked, transcript, turns."),
)
@click.option(
    "--unasked",
    "view",
    flag_value="unasked",
    help=_("List what came up unasked: participant, role, schema, code, path, transcript, turn, text, gist, coding."),
)
@filter_options(
    *ALL_FILTERS,
    meant={
        "role": _("Only the questions and participants of this role."),
        "schema": _("Only questions about categories of this schema; with --unasked, passages coded so."),
        "code": _("Only questions about this category, those below it or above it; with --unasked, passages coded so."),
        "coder": _("Only questions about categories this coder has used; with --unasked, what they have coded."),
        "flag": _("Only questions about categories with passages of this flag; with --unasked, those passages."),
        "reading": _("Only questions about categories of this reading; with --unasked, passages coded so."),
    },
)
@output_options()
def guide_command(
    project: Path,
    file: Path | None,
    role: str,
    texts: _Three,
    ties: _Three,
    moves: tuple[tuple[str, int, int], ...],
    links: tuple[tuple[str, int, int], ...],
    unlinks: tuple[tuple[str, int], ...],
    mark: bool,
    view: str | None,
    filters: Filters,
    format: str | None,
    output: Path | None,
) -> None:
    """Change the guide where asked, then list."""
    from codebook.cells import set_not_asked
    from codebook.files.guides import import_guide
    from exports.tables.guide import never_asked

    writes = bool(file or texts or ties or moves or links or unlinks or mark)
    with opened(project, write=writes) as study:
        if writes:
            with study.step(N_("changed the interview guide")):
                if file:
                    count = import_guide(study, file, role)
                    words = ngettext("{count} question new or changed.", "{count} questions new or changed.", count)
                    say(words.format(count=count))
                _change(study, texts, ties, moves)
                _link(study, links, unlinks)
                if mark:
                    count = set_not_asked(study, never_asked(study))
                    words = ngettext("{count} cell set to not asked.", "{count} cells set to not asked.", count)
                    say(words.format(count=count))
        with worded_for(study, format, output):
            put_table(_table(study, view, filters), format, output)
        if not writes:
            say_if_nothing(study, filters, lambda asked: len(_table(study, view, asked).rows))


def _table(study: "Project", view: str | None, filters: Filters) -> "Table":
    from exports.tables import guide

    if view == "suggest":
        return guide.suggestions_table(study, filters=filters)
    made = {"asked": guide.asked_table, "unasked": guide.unasked_table}.get(view or "", guide.guide_table)
    return made(study, filters)


def _change(study: "Project", texts: _Three, ties: _Three, moves: tuple[tuple[str, int, int], ...]) -> None:
    from codebook import questions as guide
    from codebook.schemas import list_schemas

    for role, number, text in texts:
        there = guide.list_questions(study, role)
        if number == len(there) + 1 and text.strip():
            guide.add_question(study, role, text)
        elif text.strip():
            guide.change_question(study, guide.get_question(there, role, number), text)
        else:
            guide.remove_question(study, guide.get_question(there, role, number))
    for role, number, names in ties:
        question = guide.get_question(guide.list_questions(study), role, number)
        parts = [part.strip() for part in names.split(";") if part.strip()]
        codes = guide.find_tied(list_schemas(study), parts, question.role)
        guide.change_question(study, question, codes=codes)
    for role, number, to in moves:
        guide.move_question(study, guide.get_question(guide.list_questions(study), role, number), to)


def _link(study: "Project", links: tuple[tuple[str, int, int], ...], unlinks: tuple[tuple[str, int], ...]) -> None:
    from codebook.questions import link_turn, list_questions, unlink_turn
    from corpus.transcripts import get_transcript, read_transcript

    for name, turn in unlinks:
        unlink_turn(study, get_transcript(study, name), turn)
    texts: dict[str, TranscriptText] = {}
    questions = list_questions(study) if links else []
    for name, turn, number in links:
        if name not in texts:
            texts[name] = read_transcript(study, get_transcript(study, name))
        link_turn(study, texts[name], turn, _meant(questions, texts[name], number))


def _meant(questions: "Sequence[Question]", text: "TranscriptText", number: int) -> "Question":
    """The question of a number in the guide an interview follows; of several roles' guides the first that has it."""
    from codebook.questions import get_question, guide_for

    guide = guide_for(questions, text.transcript.roles)
    found = next((question for question in guide if question.number == number), None)
    return found or get_question(questions, next(iter(text.transcript.roles), ""), number)
