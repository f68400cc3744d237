import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from codebook.codes import delete_code, delete_schema, describe_code, merge_codes, move_code, recolour_code, rename_code
from codebook.history import CodeEvent, list_events
from codebook.memos import DIARY, list_memos
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.schemas import Code, CodeDraft, SchemaDraft, get_code, list_schemas
from corpus.messages import use_language
from corpus.store import Project

DRAFT = SchemaDraft(
    "work", (CodeDraft("Day"), CodeDraft("Morning", "Day"), CodeDraft("Pay"), CodeDraft("Bonus", "Pay"))
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(tmp_path / "s.tusj", language="nb", coder="ada") as made:
        add_schema_in_use(made, DRAFT)
        yield made


def code_of(project: Project, path: str) -> Code:
    return get_code(list_schemas(project), path)


def told(project: Project, path: str) -> list[tuple[str, str]]:
    return [(event.told, event.why) for event in list_events(project, code_of(project, path))]


def test_each_change_stands_in_the_history_of_its_category(project: Project) -> None:
    pay = rename_code(project, code_of(project, "Pay"), "Wages", "said so themselves")
    recolour_code(project, pay, "#123456")
    describe_code(project, pay, definition="Money.", full_definition="All of it.")
    describe_code(project, pay, definition="What is paid.", why="too narrow")
    move_code(project, pay, code_of(project, "Day"), why="part of the day")
    assert told(project, "Day > Wages") == [
        ("renamed from Pay to Wages", "said so themselves"),
        (f"recoloured from {pay.colour} to #123456", ""),
        ("described", ""),
        ("definition changed from “Money.”", "too narrow"),
        ("moved from work > Wages to work > Day > Wages", "part of the day"),
    ]
    assert told(project, "Day > Wages > Bonus") == []


def test_a_merged_category_hands_its_history_on(project: Project) -> None:
    rename_code(project, code_of(project, "Pay"), "Wages")
    merge_codes(project, code_of(project, "Wages"), code_of(project, "Day"), "the same  thing\n")
    assert told(project, "Day") == [
        ("renamed from Pay to Wages", ""),
        ("merged from work > Wages", "the same thing"),
    ]


def test_a_deleted_sub_category_stands_in_the_history_of_the_one_above(project: Project) -> None:
    delete_code(project, code_of(project, "Pay > Bonus"), "never said")
    assert told(project, "Pay") == [("sub-category Bonus deleted", "never said")]
    assert list_memos(project, kind=DIARY) == []


def test_a_deleted_top_category_is_told_in_the_diary_in_the_studys_language(project: Project) -> None:
    delete_code(project, code_of(project, "Day"))
    assert list_memos(project, kind=DIARY) == []
    delete_code(project, code_of(project, "Pay"), "never said")
    assert [memo.text for memo in list_memos(project, kind=DIARY)] == ["Slettet kategorien work > Pay: never said"]
    project.undo()
    assert list_memos(project, kind=DIARY) == []


def test_setting_what_is_set_already_leaves_no_history(project: Project) -> None:
    day = code_of(project, "Day")
    rename_code(project, day, "Day", "why not")
    recolour_code(project, day, day.colour)
    describe_code(project, day, definition="")
    move_code(project, day, None, 1)
    assert list_events(project) == []


@pytest.mark.parametrize(
    ("why", "language", "sentence"),
    [
        ("", "en", "merged from work > Pay, 3 March 2027"),
        ("they overlap", "en", "merged from work > Pay, 3 March 2027: because they overlap"),
        ("Because they overlap", "en", "merged from work > Pay, 3 March 2027: Because they overlap"),
        ("de er like", "nb", "slått sammen fra work > Pay, 3. mars 2027: fordi de er like"),
    ],
)
def test_an_event_is_told_as_a_sentence(why: str, language: str, sentence: str) -> None:
    event = CodeEvent(1, 1, "merged from {code}", {"code": "work > Pay"}, why, "2027-03-03T12:00:00Z", "ada")
    use_language(language)
    assert event.sentence == sentence


def test_braces_in_names_are_told_as_they_are(project: Project) -> None:
    rename_code(project, code_of(project, "Pay"), "{old} {0}")
    assert told(project, "{old} {0}") == [("renamed from Pay to {old} {0}", "")]
    with project.read() as db:
        assert json.loads(db.exec_driver_sql("SELECT details FROM code_event").scalar_one())["new"] == "{old} {0}"


def test_a_deleted_schema_is_told_in_the_diary_where_a_why_is_given(project: Project) -> None:
    delete_schema(project, list_schemas(project)[0], "a test")
    assert [memo.text for memo in list_memos(project, kind=DIARY)] == ["Slettet skjemaet work: a test"]
