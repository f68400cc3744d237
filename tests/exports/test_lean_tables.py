"""Coded passages on paper: only what a reader needs, the passages having the room."""

import io
from typing import Any

import docx

from codebook.codings import list_codings, set_gist
from corpus.store import Project
from exports.tables.passages import codings_table
from exports.values import Column, Table
from exports.writers import write_table
from exports.writers.lean import for_paper, without_repetition


def names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def on_paper(table: Table) -> Any:
    target = io.BytesIO()
    write_table(table, "docx", target, language="en")
    return docx.Document(target).tables[0]


def test_coded_passages_on_paper_have_what_a_reader_needs(study: Project) -> None:
    assert names(for_paper(codings_table(study))) == ["turn", "participant", "role", "schema", "code", "text"]
    set_gist(study, list_codings(study)[0], "bra")
    table = on_paper(codings_table(study))
    heads = [cell.text for cell in table.rows[0].cells]
    assert heads == ["turn", "participant", "role", "schema", "category", "text", "gist"]


def test_two_coders_and_sub_categories_are_told(study: Project) -> None:
    table = codings_table(study)
    coder, path = (names(table).index(name) for name in ("coder", "path"))
    first = list(table.rows[0])
    first[coder], first[path] = "kari", "a > b"
    several = Table(table.name, table.columns, (tuple(first), *table.rows[1:]))
    assert names(for_paper(several)) == ["turn", "participant", "role", "schema", "code", "path", "coder", "text"]


def test_a_path_that_says_nothing_new_goes() -> None:
    columns = (Column("code", "category"), Column("path", "path"), Column("words", "words", "int"))
    flat = Table("t", columns, (("a", "a", 1), ("b", "b", 2)))
    assert without_repetition(flat).rows == (("a", 1), ("b", 2))
    deep = Table("t", columns, (("a", "a", 1), ("b", "a > b", 2)))
    assert without_repetition(deep) == deep
