"""Writes docs/commands.md: every command with its options, from the commands themselves."""

import importlib
from pathlib import Path

import click

from app.cli import COMMANDS, family

COLUMNS = {
    "scores": "participant, role, coder, schema, code, path, score, given, of, band: a row for each number, and each "
    "sum; with --passages coding, transcript, turn, participant, role, schema, code, path, coder, number, text",
    "import": "transcript, participant, speakers, turns, words, language, encoding, warnings",
    "participants": "participant, role, and one column per background; with --disclosure participant, facts, size, "
    "participants",
    "participant": "what, said, date",
    "files": "path, time, what, participants, there",
    "about": "name, what, value",
    "transcripts": "transcript, participant, role, words, turns, codings, status, sha256, review",
    "deidentify": "group, kind, text, transcript, turn, start, end, before, after, replacement, confidence, where; "
    "with --key-list alone was, now, kind, time",
    "codings": "coding, transcript, turn, participant, role, schema, code, path, coder, start, end, text, gist, flags, "
    "memo, origin, created; a passage of two people has two rows",
    "excerpts": "coding, transcript, turn, participant, role, schema, code, path, coder, before, text, after, gist, "
    "flags, memo, origin, created, start, end; a passage of two people has two rows; text, md and docx are prose",
    "sort": "category, pile, role, informants, of, segments; what is in no pile has an empty pile",
    "frequencies": "schema, code, path, group, informants, of, share, segments, words",
    "quotes": "schema, code, path, role, informants, of, label, quote, block; with --sources also participant, "
    "transcript, turn, start, end, flags, gist, memo",
    "guide": "role, number, question, categories, asked, of; with --asked participant, role, number, question, asked, "
    "transcript, turns; with --unasked participant, role, schema, code, path, transcript, turn, text, gist, coding; "
    "with --suggest transcript, turn, text, number, question, shared",
    "matrix": "participant, role, schema, code, path, summary, status, gists, segments, passages; with --table "
    "passage, gist, category, theme, in text, csv and json after participant, role, transcript, turn",
    "episodes": "episode, outcome, transcript, turn, participant, role, start, end, text",
    "themes": "theme, claim, side, schema, code, transcript, turn, participant, role, start, end, text; with --lineage "
    "theme, schema, code, kind, what, time, coder",
    "search": "transcript, turn, participant, role, start, end, before, match, after",
    "suggest": "number, transcript, turn, participant, role, start, end, likeness, shared, text",
    "steps": "step, time, coder, what",
    "memos": "memo, kind, about, transcript, turn, participant, schema, code, theme, coder, created, open, text",
    "patterns": "those of each sub-command are in its help",
    "cooccurrence": "code_a, code_b, n_a, n_b, together, c",
    "saturation": "group, before, run, first, last, new, base, ratio, low, high, reached",
    "portrait": "transcript, schema, code, path, coding, from, to",
    "readings": "reading, schemas, transcript, status, since",
}

HEAD = """# Commands

Made by `python docs/make_commands.py`. Results go to standard output or, with `-o`, to a file whose ending picks the
format. Exit codes: 0 done; 1 a problem, in one sentence on standard error; 2 wrong usage. Times are UTC, places are
characters counted from 0, an end is the character after the last.
"""


def help_of(command: click.Command, name: str, *, alone: bool = False) -> str:
    """The help page of a command and, unless `alone`, of its sub-commands after it."""
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
    pages = [f"```\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group) and not alone:
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            if found is not None and not found.hidden:
                pages.append(f"### {name} {sub}\n\n{help_of(found, f'{name} {sub}')}")
    return "\n".join(pages)


def page() -> str:
    """The whole page."""
    parts = [
        HEAD,
        help_of(family, "tusj", alone=True),
    ]
    for name, (module, _line) in COMMANDS.items():
        command = getattr(importlib.import_module(f"app.cli.{module}"), f"{name}_command")
        columns = f"Columns: {COLUMNS[name]}.\n\n" if name in COLUMNS else ""
        parts.append(f"## tusj {name}\n\n{columns}{help_of(command, f'tusj {name}')}")
    return "\n".join(parts)


if __name__ == "__main__":
    Path(__file__).with_name("commands.md").write_text(page(), "utf-8")
