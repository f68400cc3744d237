"""A codebook put out in either language can be brought in again: its headings are known."""

import pytest

from codebook.files.rows import Row, find_columns
from corpus.messages import in_language
from exports.tables.codebooks import codebook_table


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_headings_of_a_codebook_are_read_back(language: str) -> None:
    with in_language(language):
        columns = codebook_table([]).columns
    found = find_columns(Row(1, tuple(column.title for column in columns)))
    assert found == {column.name: number for number, column in enumerate(columns)}
