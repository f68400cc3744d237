"""De-identifying: listing suggestions, replacing what is accepted, the key list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.common import opened, output_options, project_argument, put_table, say
from app.cli.secrets import key_list_passphrase
from corpus.errors import InputError, NotFoundError
from corpus.messages import _, ngettext

if TYPE_CHECKING:
    from corpus.deidentify.replace import Replaced, Swap
    from corpus.deidentify.suggestions import Suggestion
    from corpus.store import Project
    from corpus.transcripts import Transcript

_TOLD = 20
"""How many rows that do not fit are named: a table listed before an earlier replacing has hundreds."""


@click.command(
    "deidentify",
    help=_(
        "List suggestions of what may identify somebody, or replace what you accept: columns group, kind, text, "
        "transcript, turn, start, end, before, after, replacement, confidence, where. What is replaced is gone from the "
        "study; undo does not bring it back."
    ),
)
@project_argument
@click.argument("transcripts", nargs=-1, metavar="[TRANSCRIPT]...")
@click.option(
    "--apply",
    "table",
    type=click.Path(path_type=Path),
    metavar="TABLE.csv",
    help=_("Replace the places in a table as this command lists them; a row without replacement is left."),
)
@click.option(
    "--accept",
    "accepted",
    nargs=2,
    multiple=True,
    metavar="TEXT REPLACEMENT",
    help=_("Replace a string everywhere; an empty replacement takes the one suggested."),
)
@click.option("--keep", "kept", multiple=True, metavar="TEXT", help=_("Let a string stay; it is suggested no more."))
@click.option("--reviewed", multiple=True, metavar="TRANSCRIPT", help=_("Say that the suggestions in it are reviewed."))
@click.option("--read", multiple=True, metavar="TRANSCRIPT", help=_("Say that a person has read it through."))
@click.option(
    "--key-list",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Write what is replaced to this key list, in another folder; with nothing to replace, show it."),
)
@click.option("--keep-snapshots", is_flag=True, help=_("Keep the older snapshots, which hold what is replaced."))
@output_options()
def deidentify_command(
    project: Path,
    transcripts: tuple[str, ...],
    table: Path | None,
    accepted: tuple[tuple[str, str], ...],
    kept: tuple[str, ...],
    reviewed: tuple[str, ...],
    read: tuple[str, ...],
    key_list: Path | None,
    keep_snapshots: bool,
    format: str | None,
    output: Path | None,
) -> None:
    """Do what is asked, or list."""
    from corpus.deidentify.keylist import read_key_list
    from corpus.deidentify.review import READ, SUGGESTIONS, keep_string, set_review
    from corpus.deidentify.suggestions import list_suggestions
    from corpus.transcripts import get_transcript
    from exports.tables.key_list import replaced_table
    from exports.tables.suggestions import suggestions_table

    changes = bool(table or accepted or kept or reviewed or read)
    if key_list is not None and not changes:
        if output is not None:
            raise InputError(_("The key list is shown, never written to a file of plain text."))
        put_table(replaced_table(read_key_list(project, key_list, key_list_passphrase(key_list))), format, None)
        return
    with opened(project, write=changes) as study:
        if not changes:
            chosen = [get_transcript(study, name) for name in transcripts] or None
            put_table(suggestions_table(list_suggestions(study, chosen)), format, output)
            return
        looked_at = [(get_transcript(study, name), SUGGESTIONS) for name in reviewed]
        looked_at += [(get_transcript(study, name), READ) for name in read]
        if not all(text.strip() for text in kept):
            raise InputError(_("An empty string is in no interview."))
        if table or accepted:  # first, since it may be refused
            _replace(study, table, accepted, key_list, keep_snapshots)
        for text in kept:
            keep_string(study, text)
        for transcript, status in looked_at:
            set_review(study, transcript, status)


def _replace(
    study: "Project",
    table: Path | None,
    accepted: Sequence[tuple[str, str]],
    key_list: Path | None,
    keep_snapshots: bool,
) -> None:
    from corpus.deidentify.keylist import KeyEntry, add_to_key_list, check_place
    from corpus.deidentify.replace import find_places, replace_places
    from corpus.deidentify.suggestions import fold, list_suggestions
    from corpus.store import now

    if key_list is not None:
        check_place(study.path, key_list)
    known = {fold(one.text): one for one in list_suggestions(study)}
    swaps, chosen = _from_table(study, table) if table else ([], Counter())
    strings = _accepted(study, accepted, known, swaps)
    wanted = {text: new for (text, new), _count in reversed(chosen.most_common())} | strings
    if key_list is not None:
        kinds = {text: one.kind for text, one in known.items()}
        pairs = dict.fromkeys([*chosen, *strings.items()])
        entries = [KeyEntry(old, new, kinds.get(fold(old), ""), now()) for old, new in pairs]
        add_to_key_list(study.path, key_list, key_list_passphrase(key_list), entries)
        say(_("Written: {path}").format(path=key_list))
    done = replace_places(study, swaps, wanted, keep_snapshots=keep_snapshots)
    words = ngettext("Replaced {n} place", "Replaced {n} places", done.places).format(n=done.places)
    where = ngettext("in {n} interview", "in {n} interviews", done.interviews).format(n=done.interviews)
    say(f"{words} {where}; " + _("notes, names and values elsewhere: {n}.").format(n=done.elsewhere))
    if done.files:
        say(_("Rename the files whose names hold it: {names}.").format(names=", ".join(done.files)))
    if left := len(find_places(study, wanted)):
        still = ngettext(
            "The same strings still stand in {n} place that was left.",
            "The same strings still stand in {n} places that were left.",
            left,
        )
        say(still.format(n=left))
    _say_copies(study, done, keep_snapshots)


def _say_copies(study: "Project", done: "Replaced", keep: bool) -> None:
    from corpus.store.manifest import copies_of, list_files

    if done.copies:
        say(_("A new snapshot is taken; older ones, which held what was replaced, are deleted."))
    elif keep and (kept := len(copies_of(study))):
        still = ngettext(
            "{n} snapshot still holds what was replaced.", "{n} snapshots still hold what was replaced.", kept
        )
        say(still.format(n=kept))
    for path in done.left:
        say(_("Still there: {path}").format(path=path))
    if files := sum(file.there for file in list_files(study)):
        left = ngettext("{n} file written earlier", "{n} files written earlier", files).format(n=files)
        say(_("May hold it still: {what}.").format(what=left) + " " + _("`tusj files` lists them."))


def _accepted(
    study: "Project",
    accepted: Sequence[tuple[str, str]],
    known: Mapping[str, "Suggestion"],
    swaps: list["Swap"],
) -> dict[str, str]:
    """What single strings ask for; their places are put to those of a table, which come first."""
    from corpus.deidentify.replace import Swap, find_places
    from corpus.deidentify.suggestions import fold

    strings: dict[str, str] = {}
    for text, replacement in accepted:
        suggestion = known.get(fold(text))
        if not replacement and suggestion is None:
            raise InputError(_("“{text}” is not suggested; say what is to replace it.").format(text=text))
        strings[text] = replacement or (suggestion.replacement if suggestion else "")
    places = find_places(study, strings) if strings else []
    found = {fold(text) for text in strings if not find_places(study, {text: strings[text]})}
    for text in strings:
        if fold(text) in found and fold(text) not in known:
            raise NotFoundError(_("“{text}” stands in no interview.").format(text=text))
    taken = {(swap.transcript.id, swap.start) for swap in swaps}
    swaps += [
        Swap(place.transcript, place.start, place.end, place.words, new)
        for place, new in places
        if (place.transcript.id, place.start) not in taken
    ]
    return strings


def _from_table(study: "Project", path: Path) -> tuple[list["Swap"], Counter[tuple[str, str]]]:
    """The places a table asks to replace, each checked against the words there, and its pairs of string and
    replacement, counted; all or nothing."""
    from codebook.bulk import read_table
    from corpus.deidentify.placeholders import with_genitive
    from corpus.deidentify.replace import Swap
    from corpus.deidentify.suggestions import fold
    from corpus.transcripts import get_transcript, read_transcript

    columns, rows = read_table(path)
    missing = [name for name in ("text", "transcript", "start", "end", "replacement") if name not in columns]
    if missing:
        raise InputError(_("The table needs a column “{column}”.").format(column=missing[0]))
    texts: dict[str, tuple[Transcript, str]] = {}
    swaps, chosen, problems = [], Counter[tuple[str, str]](), []
    for number, row in enumerate(rows, start=2):
        text, new = " ".join(row["text"].split()), row["replacement"].strip()
        if not new or not text:
            continue
        chosen[text, new] += 1
        if not row["transcript"].strip():
            continue
        try:
            name = row["transcript"]
            if name not in texts:
                found = get_transcript(study, name)
                texts[name] = found, read_transcript(study, found).text
            transcript, whole = texts[name]
            start, end = int(row["start"]), int(row["end"])
            words = whole[start:end] if 0 <= start < end else ""
            if not fold(words).startswith(fold(text)):
                raise InputError(_("the text does not stand at this place; list the suggestions anew"))
        except ValueError:
            problems.append(_("row {number}: start and end are not numbers").format(number=number))
        except (InputError, NotFoundError) as error:
            problems.append(_("row {number}: {problem}").format(number=number, problem=error.message))
        else:
            ending = words[len(text) :] if len(words) - len(text) <= 2 else ""
            swaps.append(Swap(transcript, start, end, words, with_genitive(new, ending)))
    if problems:
        more = len(problems) - _TOLD
        if more > 0:
            problems[_TOLD:] = [ngettext("… and {n} more row", "… and {n} more rows", more).format(n=more)]
        raise InputError(_("Nothing was replaced, because of these rows:"), problems)
    return swaps, chosen
