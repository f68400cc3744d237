"""Counts: a tiny study by hand, and a brute-force recount from the rows of `codings` over many made-up studies."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.codings import CodingDraft, add_codings
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.schemas import CodeDraft, SchemaDraft, list_schemas
from corpus.errors import InputError
from corpus.imports import import_candidates, read_candidates
from corpus.store import Project
from corpus.transcripts import list_transcripts, read_transcript
from exports.tables.filters import Filters
from exports.tables.frequencies import count_frequencies, frequency_pages, frequency_table
from exports.tables.passages import codings_table


def counts(project: Project, code: str, by: str = "role", **filters: Sequence[str]) -> dict[str, tuple[int, ...]]:
    rows = count_frequencies(project, Filters(**{k: tuple(v) for k, v in filters.items()}), by).rows
    return {r.group: (r.informants, r.of, r.segments, r.words) for r in rows if r.code.name == code}


def test_counts_of_the_small_study_by_hand(study: Project) -> None:
    assert counts(study, "Fornøyd med samarbeid") == {
        "jobbspesialist": (2, 2, 2, 7),
        "veileder": (0, 2, 0, 0),
        "all": (2, 4, 2, 7),
    }
    assert counts(study, "Frustrasjoner knyttet til samarbeid") == {
        "jobbspesialist": (1, 2, 1, 13),
        "veileder": (1, 2, 1, 5),
        "all": (2, 4, 2, 18),
    }


def test_role_left_out_counts_nobody(study: Project) -> None:
    assert counts(study, "Ikke søkt til jobbspesialister") == {
        "jobbspesialist": (0, 0, 0, 0),
        "veileder": (1, 2, 1, 6),
        "all": (1, 2, 1, 6),
    }
    row = next(r for r in frequency_table(count_frequencies(study)).rows if r[1] == "Ikke søkt til jobbspesialister")
    assert row[3:] == ("jobbspesialist", None, None, None, None, None)


def test_schema_of_one_role_counts_that_role(study: Project) -> None:
    assert {group: row[1] for group, row in counts(study, "Hva kreves god veileder?").items()} == {
        "jobbspesialist": 0,
        "veileder": 2,
        "all": 2,
    }
    page = next(p for p in frequency_pages(count_frequencies(study)) if p.schema == "veileder")
    assert page.groups == (("veileder", 2),)


def test_several_coders_are_never_added_up(study: Project) -> None:
    transcript = list_transcripts(study)[0]
    code = list_schemas(study)[2].codes[0]
    add_codings(study, [CodingDraft(transcript.id, 30, 40, code.id, "", "kari")])
    with pytest.raises(InputError, match="ida, kari"):
        count_frequencies(study)
    assert counts(study, code.name, coder=["kari"])["all"][2] == 1


def test_filters_narrow_the_count(study: Project) -> None:
    assert counts(study, "Fornøyd med samarbeid", transcript=["P02"])["all"] == (1, 1, 1, 3)
    assert counts(study, "Fornøyd med samarbeid", role=["veileder"])["all"] == (0, 2, 0, 0)
    assert counts(study, "Fornøyd med samarbeid", flag=["recurs"])["all"] == (0, 4, 0, 0)


def test_mark_inside_a_word_belongs_to_who_said_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("P1: Send en e-post.\n\nP2: Ja – nei.\n", "utf-8")
    with create_project(tmp_path / "s.tusj") as project:
        code = add_schema_in_use(project, SchemaDraft("s", (CodeDraft("a"),))).codes[0]
        import_candidates(project, read_candidates(project, [file], interviewers=[], role="x"))
        (transcript,) = list_transcripts(project)
        text = read_transcript(project, transcript).text
        places = [text.index("-"), text.index("–")]
        add_codings(project, [CodingDraft(transcript.id, at, at + 1, code.id, "", "ida") for at in places])
        owners = [(row[9], row[3]) for row in codings_table(project).rows]
        assert owners == [(places[0], "P01"), (places[1], "")]
        assert counts(project, "a") == {"x": (1, 2, 1, 1), "all": (1, 2, 1, 1)}


WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
TEXTS = (
    "I: Ja – hva?\n\nA: Nei, det var e-post og Ola's greie.\n\nB: Ja. Åå! Nei\n\nI: Ok\n\nA: mm – ikke sant?\n",
    "B: En to tre.\n\nA: Fire – fem, seks-sju åtte.\n\nI: Ni ti?\n",
    "bare tekst uten taler. Den har ord.\n",
)


def recount(project: Project, below: set[str], people: set[str]) -> tuple[int, int, int]:
    """Informants, segments and words from the rows of `codings` and the stored turns, the slow and plain way."""
    table = codings_table(project)
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    mine = [r for r in rows if r["path"] in below and r["participant"] in people]
    positions = set()
    for transcript in list_transcripts(project):
        text = read_transcript(project, transcript)
        covered = {
            offset
            for r in mine
            if r["transcript"] == transcript.name
            for offset in range(int(str(r["start"])), int(str(r["end"])))
        }
        for turn in text.turns:
            if turn.participant not in people:
                continue
            for word in WORD.finditer(text.text, *turn.words):
                if covered & set(range(*word.span())):
                    positions.add((transcript.name, word.start()))
    return len({r["participant"] for r in mine}), len({r["coding"] for r in mine}), len(positions)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 110), st.integers(1, 60), st.integers(0, 3)), max_size=14
    )
)
def test_counts_equal_a_recount_by_brute_force(
    places: list[tuple[int, int, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("count")
    files = []
    for number, text in enumerate(TEXTS):
        files.append(folder / f"{number}.txt")
        files[-1].write_text(text, "utf-8")
    drafts = (CodeDraft("a"), CodeDraft("b", "a"), CodeDraft("c", "a > b"), CodeDraft("d"))
    with create_project(Path(folder / "s.tusj")) as project:
        add_schema_in_use(project, SchemaDraft("s", drafts))
        for file, role in zip(files, ("x", "y", ""), strict=True):
            import_candidates(project, read_candidates(project, [file], interviewers=["I"], role=role))
        transcripts, codes = list_transcripts(project), list_schemas(project)[0].codes
        made = []
        for which, start, length, code in places:
            transcript = transcripts[which]
            start = min(start, transcript.length - 1)
            made.append(
                CodingDraft(transcript.id, start, min(start + length, transcript.length), codes[code].id, "", "ida")
            )
        add_codings(project, made)
        with project.read() as db:
            query = "SELECT p.label, coalesce(r.name, '–') FROM participant p LEFT JOIN role r ON r.id = p.role_id"
            roles = {label: role for label, role in db.exec_driver_sql(query)}
        below = {
            "a": {"a", "a > b", "a > b > c"},
            "a > b": {"a > b", "a > b > c"},
            "a > b > c": {"a > b > c"},
            "d": {"d"},
        }
        for row in count_frequencies(project).rows:
            people = {label for label, role in roles.items() if row.group in (role, "all")}
            assert (row.informants, row.segments, row.words) == recount(project, below[row.code.path], people)
            assert row.of == len(people)


def test_the_page_of_a_schema_without_a_title_is_headed_by_its_name(study: Project) -> None:
    add_schema_in_use(study, SchemaDraft("eget", (CodeDraft("Annet"),)))
    page = frequency_pages(count_frequencies(study))[-1]
    assert (page.schema, page.title) == ("eget", "eget")
