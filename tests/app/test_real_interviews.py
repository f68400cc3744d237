"""Every real interview that lies beside the project imports, is coded, counted and quoted."""

from pathlib import Path

import pytest

from codebook.builtins import get_builtin
from codebook.codings import add_coding, choose_quote
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from corpus.imports import import_candidates, read_candidates
from corpus.transcripts import get_transcript, read_transcript
from exports.quotes.pages import quote_page
from exports.tables.frequencies import count_frequencies

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
FILES = sorted(p for p in REAL.glob("*") if p.name != "README.md") if REAL.exists() else []


@pytest.mark.skipif(not FILES, reason="no real interviews beside the project")
@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_real_interview_is_imported_coded_counted_and_quoted(file: Path, tmp_path: Path) -> None:
    with create_project(tmp_path / "s.tusj") as project:
        code = add_schema_in_use(project, get_builtin("samarbeid")).codes[2]
        (candidate,) = read_candidates(project, [file], role="veileder")
        assert candidate.problem == ""
        (done,) = import_candidates(project, [candidate])
        text = read_transcript(project, get_transcript(project, done.transcript))
        turn = next(turn for turn in text.turns if turn.participant and turn.words[1] - turn.words[0] > 40)
        start, end = turn.words[0], turn.words[0] + 40
        choose_quote(project, add_coding(project, text, start, end, code), chosen=True)
        counted = {row.group: row for row in count_frequencies(project).rows if row.code.id == code.id}
        (section,) = quote_page(project).sections
    assert (counted["veileder"].informants, counted["veileder"].segments) == (1, 1)
    assert counted["veileder"].of == len(done.participants)
    assert section.groups[0].passages[0].text == text.text[start:end].strip()
    assert section.groups[0].passages[0].participant == turn.participant
