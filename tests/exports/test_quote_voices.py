"""Quotes that cross turns: only words said, each once, and who says them."""

from pathlib import Path

import pytest

from codebook.builtins import get_builtin
from codebook.codings import add_coding, choose_quote
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from corpus.imports import import_candidates, read_candidates
from corpus.store import Project
from corpus.transcripts import TranscriptText, list_transcripts, read_transcript
from exports.quotes.pages import quote_of_span, quote_page
from exports.quotes.style import draft_text
from exports.values import QuotePage
from exports.writers.passages import source, tidy

ALONE = (
    "Kari Nordmann: Fortell.\n\n[00:00:04]\nOla Hansen: Vi snakker sammen.\n\n[00:00:09]\nOla Hansen: Det er bra.\n\n"
    "Kari Nordmann: Og så?\n\n[00:00:14]\nOla Hansen: Så gikk det.\n"
)
GROUP = (
    "I: Hvem er dere?\n\nOla: Jeg er her.\n\n[00:09]\nKari: Jeg òg.\n\nPer: Og jeg.\n\n"
    "I: Og nå?\n\nOla: Nå er det sent.\n\nKari: Ja, sent.\n\nPer: Nei.\n"
)


def study(tmp_path: Path, text: str, interviewer: str) -> tuple[Project, TranscriptText]:
    file = tmp_path / "samtale.txt"
    file.write_text(text, "utf-8")
    project = create_project(tmp_path / "s.tusj", language="nb")
    add_schema_in_use(project, get_builtin("samarbeid"))
    import_candidates(project, read_candidates(project, [file], interviewers=[interviewer], role="veileder"))
    return project, read_transcript(project, list_transcripts(project)[0])


def between(text: TranscriptText, first: str, last: str) -> tuple[int, int]:
    return text.text.index(first), text.text.index(last) + len(last)


def page_of(project: Project, text: TranscriptText, *span: int) -> QuotePage:
    from codebook.schemas import list_schemas

    code = list_schemas(project)[0].codes[2]
    choose_quote(project, add_coding(project, text, *span, code), chosen=True)
    return quote_page(project)


@pytest.mark.parametrize(
    ("first", "last", "kind", "draft"),
    [
        ("Fortell", "bra.", "role", "«[I:] Fortell. [veileder:] Vi snakker sammen. Det er bra.» (En veileder)"),
        ("Fortell", "bra.", "number", "«[I:] Fortell. [Veileder 1:] Vi snakker sammen. Det er bra.» (Veileder 1)"),
        ("Fortell", "bra.", "none", "«[I:] Fortell. [informant:] Vi snakker sammen. Det er bra.»"),
        ("snakker", "bra.", "role", "«snakker sammen. Det er bra.» (En veileder)"),
        ("Kari", "Fortell.", "role", "«[I:] Fortell.»"),
        ("Hansen: Vi", "snakker", "role", "«Vi snakker» (En veileder)"),
    ],
)
def test_only_words_said_are_quoted(tmp_path: Path, first: str, last: str, kind: str, draft: str) -> None:
    project, text = study(tmp_path, ALONE, "Kari Nordmann")
    with project:
        assert draft_text(quote_of_span(project, text, *between(text, first, last)), kind, "nb") == draft


def test_nothing_said_is_no_quote(tmp_path: Path) -> None:
    project, text = study(tmp_path, ALONE, "Kari Nordmann")
    with project:
        start = text.text.index("[00:00:09]")
        assert draft_text(quote_of_span(project, text, start, start + 10), "role", "nb") == ""
        page = page_of(project, text, start, start + 10)
    assert (page.sections, page.notes) == ((), ("1 passage is left out: nothing is said in it by anybody.",))


def test_a_passage_of_several_people_is_quoted_once(tmp_path: Path) -> None:
    project, text = study(tmp_path, GROUP, "I")
    with project:
        page = page_of(project, text, *between(text, "Jeg er", "òg."))
    ((group,),) = (section.groups for section in page.sections)
    (quote,) = group.passages
    assert draft_text(quote, "role", "nb") == (
        "«[veileder A:] Jeg er her. [veileder B:] Jeg òg.» (En veileder og en annen veileder)"
    )
    assert draft_text(quote, "number", "nb") == (
        "«[Veileder 1:] Jeg er her. [Veileder 2:] Jeg òg.» (Veileder 1 og Veileder 2)"
    )
    assert draft_text(quote, "role", "en").endswith("(A veileder and another veileder)")
    assert source(quote) == "P01, P02 (G01), turn 2–3"
    table = tidy(page, "role", sources=True)
    assert [row[9] for row in table.rows] == ["P01;P02"]


def test_three_of_one_role_are_counted(tmp_path: Path) -> None:
    project, text = study(tmp_path, GROUP, "I")
    with project:
        quote = quote_of_span(project, text, *between(text, "Jeg er", "Og jeg."))
        assert draft_text(quote, "role", "nb").endswith("[veileder C:] Og jeg.» (3 × veileder)")


def test_marks_of_speakers_make_no_block(tmp_path: Path) -> None:
    long = " ".join(["ord"] * 38)
    project, text = study(tmp_path, f"I: Ja?\n\nP: {long}\n\nI: Og?\n\nP: Nei.\n", "I")
    with project:
        quote = quote_of_span(project, text, *between(text, "Ja", long))
        assert draft_text(quote, "none", "nb") == f"«[I:] Ja? [informant:] {long}»"


def test_evidence_is_quoted_without_labels_too(tmp_path: Path) -> None:
    from codebook.lineage import trace_theme
    from codebook.themes import FOR, EvidenceDraft, add_evidence, add_theme
    from exports.quotes.stretches import gather_stretches
    from exports.tables.heard import hear_ranges, quote_words
    from exports.tables.themes import read_themes
    from exports.writers.theme_pages import page_blocks

    project, text = study(tmp_path, ALONE, "Kari Nordmann")
    with project:
        span = between(text, "Fortell", "bra.")
        theme = add_theme(project, "Det går bra.", "Bra")
        add_evidence(project, theme, FOR, [EvidenceDraft(text.transcript.id, *span)])
        blocks = list(page_blocks([(one, trace_theme(project, one.theme)) for one in read_themes(project)]))
        (words,) = hear_ranges(project, [(text.transcript.id, *span)]).values()
    said = "«[I:] Fortell. [veileder:] Vi snakker sammen. Det er bra.» (En veileder)"
    assert [block.text for block in blocks if block.kind == "quote"] == [
        said.replace("«", "“").replace("»", "”").replace("(En", "(A")
    ]
    assert draft_text(quote_words(words), "role", "nb") == said
    assert gather_stretches([], {}, {}) == ()
