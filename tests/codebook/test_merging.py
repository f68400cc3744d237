from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.cells import set_cell_status, set_summary
from codebook.codes import delete_code, merge_codes, move_code, rename_code, split_code
from codebook.codings import add_coding, list_codings, set_gist
from codebook.examples import set_example
from codebook.links import LINKS, link_codes, unlink_codes
from codebook.memos import Target, write_memo
from codebook.merging import pointing_to
from codebook.models import CODE, MODELS
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.scales import describe_scale, score, set_number, set_schema_bands
from codebook.schemas import Code, CodeDraft, SchemaDraft, get_code, get_schema, list_schemas
from corpus.errors import InputError
from corpus.imports import import_candidates, read_candidates
from corpus.participants import get_participant
from corpus.store import Project
from corpus.transcripts import get_transcript, read_transcript

NAME, OTHER = "Fornøyd med samarbeid", "Frustrasjoner knyttet til samarbeid"


def code_of(project: Project, path: str) -> Code:
    return get_code(list_schemas(project), path)


def whole(project: Project) -> dict[str, list[object]]:
    with project.read() as db:
        tables = [model.name for model in MODELS if model.info["journal"]]
        return {name: db.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in tables}


def rows(project: Project, sql: str) -> list[tuple[object, ...]]:
    with project.read() as db:
        return [tuple(row) for row in db.exec_driver_sql(sql)]


def fill(project: Project, code: Code, other: Code) -> None:
    """Have every table that points to a category point to both, on the same and on other rows."""
    person, second = get_participant(project, "P01"), get_participant(project, "P02")
    set_summary(project, person, code, "from code")
    set_summary(project, person, other, "from other")
    set_cell_status(project, person, code, "silent")
    set_cell_status(project, second, code, "not-asked")
    link_codes(project, code, other, "opposite")
    link_codes(project, code, code_of(project, "Gjensidig læring"), "parallel")
    link_codes(project, other, code_of(project, "Gjensidig læring"), "parallel")
    link_codes(project, code, code_of(project, "Antall samarbeidserfaringer"), "same")
    write_memo(project, Target(code=code.id), "on the category")
    with project.step("filled") as db:
        for statement in (
            f"INSERT INTO score(id, guid, participant_id, code_id, coder_id, number) "
            f"VALUES (1, 'a', 1, {code.id}, 1, 2.0), (2, 'b', 1, {other.id}, 1, 3.0), (3, 'c', 2, {code.id}, 1, 4.0)",
            "INSERT INTO question(id, guid, role, number, text) VALUES (1, 'q', '', 1, 'How?')",
            f"INSERT INTO question_code(id, guid, question_id, code_id) VALUES (1, 'r', 1, {code.id})",
            "INSERT INTO theme(id, guid, name, claim, position) VALUES (1, 't', 'T', '.', 0), (2, 'v', 'V', '.', 1)",
            f"INSERT INTO theme_code(id, guid, theme_id, code_id) VALUES (1, 'x', 1, {code.id}), "
            f"(2, 'y', 1, {other.id}), (3, 'z', 2, {code.id})",
        ):
            db.exec_driver_sql(statement)


def test_merging_moves_everything_that_points_to_a_category(study: Project) -> None:
    code, other = code_of(study, NAME), code_of(study, OTHER)
    fill(study, code, other)
    before = whole(study)
    merge_codes(study, code, other)
    key = other.id
    for table, column in pointing_to(CODE):
        assert rows(study, f"SELECT * FROM {table.name} WHERE {column.name} = {code.id}") == []
    assert rows(study, "SELECT participant_id, code_id, summary, status FROM cell ORDER BY 1") == [
        (1, key, "from other\nfrom code", "silent"),
        (2, key, "", "not-asked"),
    ]
    assert rows(study, "SELECT id, code_id, number FROM score ORDER BY 1") == [(2, key, 3.0), (3, key, 4.0)]
    assert rows(study, "SELECT code_id FROM question_code") == [(key,)]
    assert rows(study, "SELECT theme_id, code_id FROM theme_code ORDER BY 1") == [(1, key), (2, key)]
    learning, count = (code_of(study, name).id for name in ("Gjensidig læring", "Antall samarbeidserfaringer"))
    links = rows(study, "SELECT code_id, other_id, kind FROM code_link")
    assert {row for row in links if {learning, count, key} & {*row}} == {
        (key, learning, "parallel"),
        (count, key, "same"),
    }
    assert len(links) == 7
    assert rows(study, "SELECT code_id, text FROM memo WHERE code_id IS NOT NULL") == [(key, "on the category")]
    after = whole(study)
    study.undo()
    assert whole(study) == before
    study.redo()
    assert whole(study) == after


def test_evidence_and_numbers_follow_a_coding_that_is_united_with_another(study: Project) -> None:
    text = read_transcript(study, get_transcript(study, "P02"))
    code, other = code_of(study, NAME), code_of(study, OTHER)
    held = next(c for c in list_codings(study, transcript=text.transcript.id) if c.code == code.id)
    kept = add_coding(study, text, held.start, held.end, other)
    with study.step("filled") as db:
        db.exec_driver_sql(f"UPDATE coding SET number = 4 WHERE id = {held.id}")
        db.exec_driver_sql("INSERT INTO theme(id, guid, name, claim, position) VALUES (1, 't', 'T', 'So.', 0)")
        db.exec_driver_sql(
            "INSERT INTO evidence(id, guid, transcript_id, start, end, theme_id, side, coding_id, digest) "
            f"VALUES (1, 'e', {text.transcript.id}, {held.start}, {held.end}, 1, 'for', {held.id}, '')"
        )
    merge_codes(study, code, other)
    assert rows(study, "SELECT coding_id FROM evidence") == [(kept.id,)]
    assert rows(study, f"SELECT number FROM coding WHERE id = {kept.id}") == [(4.0,)]


def test_a_scale_comes_along_where_the_other_category_asks_for_no_number(study: Project) -> None:
    code, other = code_of(study, NAME), code_of(study, OTHER)
    with study.step("filled") as db:
        db.exec_driver_sql(f"UPDATE code SET asks = 'coding', low = 1, high = 5 WHERE id = {code.id}")
    merge_codes(study, code, other)
    assert rows(study, f"SELECT asks, low, high FROM code WHERE id = {other.id}") == [("coding", 1, 5)]


def test_splitting_moves_the_chosen_passages_and_leaves_the_rest(study: Project) -> None:
    code = code_of(study, NAME)
    first, second = [c for c in list_codings(study) if c.code == code.id]
    made = split_code(study, code, {"Glad": [first.id], "Letta": []}, why="two things")
    assert [part.path for part in made] == [f"{NAME} > Glad", f"{NAME} > Letta"]
    assert {c.id: c.code for c in list_codings(study) if c.id in (first.id, second.id)} == {
        first.id: made[0].id,
        second.id: code.id,
    }
    again = split_code(study, code, {"glad": [second.id]})
    assert again[0].id == made[0].id
    assert [part.path for part in split_code(study, made[0], {"Ved siden av": [first.id]}, beside=True)] == [
        f"{NAME} > Ved siden av"
    ]


def test_splitting_refuses_passages_that_are_not_its_own_and_its_own_name(study: Project) -> None:
    code, other = code_of(study, NAME), code_of(study, OTHER)
    own = next(c for c in list_codings(study) if c.code == code.id)
    foreign = next(c for c in list_codings(study) if c.code == other.id)
    before = whole(study)
    for parts, beside in (
        ({"A": [foreign.id]}, False),
        ({"A": [own.id], "B": [own.id]}, False),
        ({NAME: [own.id]}, True),
        ({}, False),
        ({" ": []}, False),
    ):
        with pytest.raises(InputError):
            split_code(study, code, parts, beside=beside)
    assert whole(study) == before


TREE = SchemaDraft(
    "work",
    tuple(
        CodeDraft(name, parent)
        for name, parent in (("A", ""), ("B", "A"), ("C", "A > B"), ("D", ""), ("B", "D"), ("E", ""))
    ),
)
VERBS = ("merge", "move", "split", "rename", "delete", "scale", "score", "number", "link", "unlink", "example", "bands")
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 9), st.integers(0, 9)),
    min_size=1,
    max_size=8,
)


def change(project: Project, verb: str, one: int, two: int) -> None:
    codes = get_schema(project, "work").codes
    if not codes:
        return
    code, other = codes[one % len(codes)], codes[two % len(codes)]
    codings = [c for c in list_codings(project) if c.code == code.id]
    if verb == "merge":
        merge_codes(project, code, other, "why")
    elif verb == "move":
        move_code(project, code, other)
    elif verb == "split":
        split_code(project, code, {f"S{two}": [c.id for c in codings[::2]]})
    elif verb == "rename":
        rename_code(project, code, f"N{two}")
    elif verb == "scale":
        describe_scale(project, code, ("coding", "participant", "")[two % 3], 0, 9)
    elif verb == "score":
        score(project, get_participant(project, "P01"), code, two or None, f"coder {one % 2}")
    elif verb == "number" and codings:
        set_number(project, codings[0], two or None)
    elif verb in ("link", "unlink"):
        (link_codes if verb == "link" else unlink_codes)(project, code, other, LINKS[two % 3])
    elif verb == "example" and codings:
        set_example(project, code, codings[0])
    elif verb == "bands":
        set_schema_bands(project, get_schema(project, "work"), [(two, "so")])
    elif verb == "delete":
        delete_code(project, code, "why")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_undoing_everything_gives_the_start_and_redoing_the_end(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("s")
    (folder / "a.txt").write_text("I: Hvordan?\n\nP: Bra. Fint. Greit nok. Ja da.\n", "utf-8")
    with create_project(folder / "s.tusj", coder="ada") as project:
        add_schema_in_use(project, TREE)
        import_candidates(project, read_candidates(project, [Path(folder / "a.txt")], interviewers=["I"], role="r"))
        text = read_transcript(project, get_transcript(project, "P01"))
        for n, code in enumerate(get_schema(project, "work").codes):
            for place in (16, 18 + n):
                set_gist(project, add_coding(project, text, place, place + 4, code), f"g{n}")
        set_summary(project, get_participant(project, "P01"), code, "s")
        start, number = whole(project), len(project.steps())
        for step in steps:
            with suppress(InputError):
                change(project, *step)
        end, made = whole(project), len(project.steps()) - number
        for _turn in range(made):
            project.undo()
        assert whole(project) == start
        for _turn in range(made):
            project.redo()
        assert whole(project) == end
