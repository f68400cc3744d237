from collections.abc import Iterator
from pathlib import Path

import pytest

from codebook.codes import (
    add_code,
    copy_schema,
    count_codings,
    delete_code,
    delete_schema,
    describe_code,
    merge_codes,
    move_code,
    recolour_code,
    rename_code,
    rename_schema,
    set_key,
    set_schema_role,
)
from codebook.project import create_project
from codebook.readings import add_schema_in_use, list_readings
from codebook.schemas import Code, CodeDraft, Schema, SchemaDraft, get_code, get_schema, list_schemas
from corpus.errors import InputError, NotFoundError
from corpus.store import Project

DRAFT = SchemaDraft(
    "work",
    (
        CodeDraft("Day"),
        CodeDraft("Morning", "Day"),
        CodeDraft("Evening", "Day"),
        CodeDraft("Pay"),
        CodeDraft("Morning", "Pay"),
        CodeDraft("Late", "Pay > Morning"),
    ),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(tmp_path / "s.tusj", language="en") as made:
        add_schema_in_use(made, DRAFT)
        with made.step("filled") as db:
            db.exec_driver_sql("INSERT INTO coder(id, guid, name) VALUES (1, 'a', 'Ada'), (2, 'b', 'Bo')")
            db.exec_driver_sql(
                "INSERT INTO transcript(id, guid, name, format, encoding, language, file_sha256, file_name, "
                "imported, length, words) VALUES (1, 't', 'P01', 'txt', 'utf-8', 'en', '', '', '', 100, 20)"
            )
        yield made


def code_of(project: Project, path: str) -> Code:
    return get_code(list_schemas(project), path)


def tree_of(project: Project, schema: str = "work") -> list[str]:
    return [code.path for code in get_schema(project, schema).codes]


def put(project: Project, key: int, path: str, start: int, **values: object) -> None:
    row = {"coder_id": 1, "gist": "", "flags": "", "quote": 0, **values}
    with project.step("coded") as db:
        db.exec_driver_sql(
            "INSERT INTO coding(id, guid, transcript_id, start, end, code_id, coder_id, gist, flags, quote, "
            "origin, created, digest) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, 'read', '', '')",
            (key, f"c{key}", start, start + 5, code_of(project, path).id, *row.values()),
        )


def codings_of(project: Project) -> list[tuple[object, ...]]:
    with project.read() as db:
        rows = db.exec_driver_sql(
            "SELECT c.id, k.name, c.gist, c.flags, c.quote FROM coding c JOIN code k ON k.id = c.code_id ORDER BY 1"
        )
        return [tuple(row) for row in rows]


def whole(project: Project) -> list[object]:
    with project.read() as db:
        return [
            db.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in ("schema", "code", "coding", "memo", "reading", "reading_schema", "reading_status")
        ]


def schema_of(project: Project, name: str = "work") -> Schema:
    return get_schema(project, name)


def test_add_code_under_a_parent_takes_its_colour_and_no_key(project: Project) -> None:
    made = add_code(project, schema_of(project), CodeDraft("Holiday", "pay", definition="Time off."))
    assert (made.path, made.colour, made.key) == ("Pay > Holiday", code_of(project, "Pay").colour, "")
    assert made.definition == "Time off."


def test_add_code_refuses_an_unknown_parent_and_a_name_that_is_there(project: Project) -> None:
    before = whole(project)
    with pytest.raises(NotFoundError, match="Night"):
        add_code(project, schema_of(project), CodeDraft("Rest", "Night"))
    with pytest.raises(InputError, match="DAY"):
        add_code(project, schema_of(project), CodeDraft("DAY"))
    assert whole(project) == before


def test_rename_code_refuses_a_siblings_name_and_the_separator(project: Project) -> None:
    with pytest.raises(InputError, match="merge the two instead"):
        rename_code(project, code_of(project, "Pay"), "day")
    with pytest.raises(InputError, match=" > "):
        rename_code(project, code_of(project, "Pay"), "Pay > day")
    rename_code(project, code_of(project, "Pay"), " Wages  and\ttips ")
    assert tree_of(project)[3:] == ["Wages and tips", "Wages and tips > Morning", "Wages and tips > Morning > Late"]


def test_rename_code_may_change_only_the_case_of_its_own_name(project: Project) -> None:
    assert rename_code(project, code_of(project, "Pay"), "PAY").name == "PAY"


def test_recolour_code(project: Project) -> None:
    assert recolour_code(project, code_of(project, "Pay"), "#0af").colour == "#00AAFF"
    with pytest.raises(InputError, match="blue"):
        recolour_code(project, code_of(project, "Pay"), "blue")


def test_set_key_swaps_with_the_code_that_has_it(project: Project) -> None:
    set_key(project, code_of(project, "Pay"), "1")
    assert {code.path: code.key for code in schema_of(project).codes if code.key} == {"Pay": "1", "Day": "2"}
    set_key(project, code_of(project, "Day > Evening"), "1")
    assert {k: c.path for k, c in schema_of(project).keyed.items()} == {"1": "Day > Evening", "2": "Day"}
    set_key(project, code_of(project, "Day"), "")
    assert list(schema_of(project).keyed) == ["1"]


@pytest.mark.parametrize("key", ["0", "a", "12"])
def test_set_key_refuses_other_keys(project: Project, key: str) -> None:
    with pytest.raises(InputError):
        set_key(project, code_of(project, "Pay"), key)


def test_describe_code_leaves_what_is_not_said(project: Project) -> None:
    describe_code(project, code_of(project, "Pay"), definition=" Money. ", without=["adviser", "adviser", " "])
    code = describe_code(project, code_of(project, "Pay"), fact=True, example="Two\nlines")
    assert (code.definition, code.without, code.fact, code.example) == ("Money.", ("adviser",), True, "Two\nlines")


def test_setting_what_is_set_already_is_no_step(project: Project) -> None:
    pay, steps = code_of(project, "Pay"), len(project.steps())
    rename_code(project, pay, "Pay")
    recolour_code(project, pay, pay.colour)
    set_key(project, pay, pay.key)
    describe_code(project, pay, fact=False)
    set_schema_role(project, schema_of(project), "")
    assert len(project.steps()) == steps


def test_move_code_to_a_place_among_others(project: Project) -> None:
    move_code(project, code_of(project, "Day > Evening"), None, 0)
    assert tree_of(project)[:3] == ["Evening", "Day", "Day > Morning"]
    move_code(project, code_of(project, "Evening"), None, 1)
    assert tree_of(project)[:3] == ["Day", "Day > Morning", "Evening"]
    move_code(project, code_of(project, "Evening"))
    assert tree_of(project)[-1] == "Evening"


def test_move_code_takes_its_sub_codes_along(project: Project) -> None:
    move_code(project, code_of(project, "Pay"), code_of(project, "Day"))
    assert tree_of(project) == [
        "Day",
        "Day > Morning",
        "Day > Evening",
        "Day > Pay",
        "Day > Pay > Morning",
        "Day > Pay > Morning > Late",
    ]


def test_move_code_refuses_itself_its_descendants_and_a_name_that_is_there(project: Project) -> None:
    before = whole(project)
    for path, parent in (("Pay", "Pay > Morning > Late"), ("Pay", "Pay"), ("Pay > Morning", "Day")):
        with pytest.raises(InputError):
            move_code(project, code_of(project, path), code_of(project, parent))
    assert whole(project) == before


def test_move_code_to_another_schema_keeps_codings_and_drops_a_key_that_is_taken(project: Project) -> None:
    add_schema_in_use(project, SchemaDraft("home", (CodeDraft("Garden", key="2"),)))
    put(project, 1, "Late", 0)
    move_code(project, code_of(project, "Pay"), code_of(project, "Garden"))
    assert tree_of(project, "home") == [
        "Garden",
        "Garden > Pay",
        "Garden > Pay > Morning",
        "Garden > Pay > Morning > Late",
    ]
    assert code_of(project, "Garden > Pay").key == ""
    assert codings_of(project) == [(1, "Late", "", "", 0)]
    assert [reading.status(1) for reading in list_readings(project)] == ["not started", "under way"]


def test_merge_codes_moves_codings_and_unites_those_on_the_same_passage(project: Project) -> None:
    put(project, 1, "Pay", 0, gist="low", flags="interest")
    put(project, 2, "Day", 0, gist="long", flags="recurs", quote=1)
    put(project, 3, "Pay", 0, coder_id=2, gist="fair")
    put(project, 4, "Pay", 10)
    with project.step("noted") as db:
        db.exec_driver_sql(
            "INSERT INTO memo(id, guid, transcript_id, start, end, coding_id, text, created, coder) "
            "VALUES (1, 'm', 1, 0, 5, 1, 'why?', '', 'Ada')"
        )
    merge_codes(project, code_of(project, "Pay"), code_of(project, "Day"))
    assert codings_of(project) == [
        (2, "Day", "long / low", "recurs;interest", 1),
        (3, "Day", "fair", "", 0),
        (4, "Day", "", "", 0),
    ]
    with project.read() as db:
        assert db.exec_driver_sql("SELECT coding_id, text FROM memo").fetchall() == [(2, "why?")]


def test_merge_codes_merges_sub_codes_of_equal_name(project: Project) -> None:
    put(project, 1, "Pay > Morning", 0)
    merge_codes(project, code_of(project, "Pay"), code_of(project, "Day"))
    assert tree_of(project) == ["Day", "Day > Morning", "Day > Morning > Late", "Day > Evening"]
    assert count_codings(project, code_of(project, "Day > Morning")) == 1


def test_merge_codes_into_the_parent_brings_its_sub_codes_up(project: Project) -> None:
    add_code(project, schema_of(project), CodeDraft("Morning", "Pay > Morning"))
    put(project, 1, "Pay > Morning", 0)
    merge_codes(project, code_of(project, "Pay > Morning"), code_of(project, "Pay"))
    assert tree_of(project)[3:] == ["Pay", "Pay > Late", "Pay > Morning"]
    assert codings_of(project) == [(1, "Pay", "", "", 0)]


def test_merge_codes_refuses_itself_and_what_is_below(project: Project) -> None:
    before = whole(project)
    for path in ("Pay", "Pay > Morning > Late"):
        with pytest.raises(InputError):
            merge_codes(project, code_of(project, "Pay"), code_of(project, path))
    assert whole(project) == before


def test_merge_codes_across_schemas_sets_the_interviews_under_way_there(project: Project) -> None:
    add_schema_in_use(project, SchemaDraft("home", (CodeDraft("Garden"),)))
    put(project, 1, "Pay", 0)
    merge_codes(project, code_of(project, "Pay"), code_of(project, "Garden"))
    assert tree_of(project, "home") == ["Garden", "Garden > Morning", "Garden > Morning > Late"]
    assert tree_of(project) == ["Day", "Day > Morning", "Day > Evening"]
    assert codings_of(project) == [(1, "Garden", "", "", 0)]
    assert [reading.status(1) for reading in list_readings(project)] == ["not started", "under way"]


def test_delete_code_says_how_many_codings_go_and_undo_brings_them_back(project: Project) -> None:
    put(project, 1, "Pay", 0)
    put(project, 2, "Late", 0)
    put(project, 3, "Day", 0)
    before = whole(project)
    assert count_codings(project, code_of(project, "Pay")) == 2
    assert delete_code(project, code_of(project, "Pay")) == 2
    assert codings_of(project) == [(3, "Day", "", "", 0)]
    assert tree_of(project) == ["Day", "Day > Morning", "Day > Evening"]
    project.undo(other_coders=True)
    assert whole(project) == before


def test_delete_code_that_has_gone_is_told(project: Project) -> None:
    pay = code_of(project, "Pay")
    delete_code(project, pay)
    with pytest.raises(NotFoundError):
        delete_code(project, pay)


def test_schemas_are_renamed_given_a_role_copied_and_deleted(project: Project) -> None:
    put(project, 1, "Pay", 0)
    copy = copy_schema(project, schema_of(project), "work too", "adviser")
    assert (copy.role, [code.path for code in copy.codes]) == ("adviser", tree_of(project))
    assert {code.guid for code in copy.codes}.isdisjoint(code.guid for code in schema_of(project).codes)
    with pytest.raises(InputError, match="WORK too"):
        rename_schema(project, schema_of(project), "WORK too")
    with pytest.raises(InputError, match="work too"):
        copy_schema(project, schema_of(project), "work too", "clerk")
    assert rename_schema(project, schema_of(project), "labour").name == "labour"
    assert set_schema_role(project, schema_of(project, "labour"), " clerk ").role == "clerk"
    assert delete_schema(project, schema_of(project, "labour")) == 1
    assert [schema.name for schema in list_schemas(project)] == ["work too"]


def test_every_change_is_one_step_and_undone_whole(project: Project) -> None:
    put(project, 1, "Pay > Morning", 0, flags="recurs")
    put(project, 2, "Day > Morning", 0)
    add_schema_in_use(project, SchemaDraft("home", (CodeDraft("Garden"),)))
    states = [whole(project)]
    steps = len(project.steps())
    for change in (
        lambda: add_code(project, schema_of(project), CodeDraft("New")),
        lambda: rename_code(project, code_of(project, "New"), "Newer"),
        lambda: recolour_code(project, code_of(project, "Newer"), "#123456"),
        lambda: set_key(project, code_of(project, "Newer"), "1"),
        lambda: describe_code(project, code_of(project, "Newer"), use="When new."),
        lambda: move_code(project, code_of(project, "Newer"), code_of(project, "Day"), 1),
        lambda: merge_codes(project, code_of(project, "Pay"), code_of(project, "Day")),
        lambda: merge_codes(project, code_of(project, "Day"), code_of(project, "Garden")),
        lambda: copy_schema(project, schema_of(project, "home"), "again"),
        lambda: delete_code(project, schema_of(project, "home").codes[0]),
        lambda: set_schema_role(project, schema_of(project, "home"), "clerk"),
        lambda: rename_schema(project, schema_of(project, "home"), "house"),
        lambda: delete_schema(project, schema_of(project, "house")),
    ):
        change()
        steps += 1
        assert len(project.steps()) == steps
        states.append(whole(project))
    for state in reversed(states[:-1]):
        project.undo(other_coders=True)
        assert whole(project) == state
    for state in states[1:]:
        project.redo()
        assert whole(project) == state
