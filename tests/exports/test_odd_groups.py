"""Groups that are called what tables call everybody, and nobody's group."""

import pytest

from corpus.errors import InputError
from corpus.participants import add_participant, import_participants, list_participants, set_attribute
from corpus.store import Project
from exports.tables.behind import filters_behind
from exports.tables.frequencies import count_frequencies, frequency_pages

CODE = "Fornøyd med samarbeid"


@pytest.mark.parametrize("word", ["all", "Alle", " ALL "])
def test_no_value_and_no_label_is_what_tables_call_everybody(study: Project, word: str) -> None:
    with pytest.raises(InputError, match="cannot be a value of sted"):
        set_attribute(study, "P01", "sted", word)
    with pytest.raises(InputError, match="needs a label other than"), study.step("x") as db:
        add_participant(db, label=word)
    with pytest.raises(InputError) as caught:
        import_participants(study, [{"participant": "P01", "sted": word}], ["participant", "sted"])
    assert caught.value.details == (f"row 2: “{word.strip()}” cannot be a value of sted: tables call everybody so.",)


def test_a_dash_is_no_value(study: Project) -> None:
    rows = [{"participant": "P01", "alder": "41"}, {"participant": "P02", "alder": "–"}]
    import_participants(study, rows, ["participant", "alder"])
    set_attribute(study, "P03", "alder", "52")
    set_attribute(study, "P03", "alder", "–")
    assert [dict(person.attributes) for person in list_participants(study)] == [{"alder": "41"}, {}, {}, {}]
    with pytest.raises(InputError, match="needs a label other than"), study.step("x") as db:
        add_participant(db, label="–")


def earlier(study: Project, *values: str) -> None:
    """Backgrounds as an earlier program stored them."""
    with study.step("made it as it was") as db:
        db.exec_driver_sql("INSERT INTO attribute(id, guid, name, kind, position) VALUES (1, 'a', 'sted', 'text', 0)")
        for person, value in enumerate(values, start=1):
            db.exec_driver_sql(
                "INSERT INTO attribute_value(guid, participant_id, attribute_id, value) VALUES (?, ?, 1, ?)",
                (f"v{person}", person, value),
            )


def test_groups_of_an_earlier_study_keep_their_people(study: Project) -> None:
    earlier(study, "all", "–", "nord")
    found = count_frequencies(study, by="sted")
    rows = {row.group: (row.informants, row.of) for row in found.rows if row.code.name == CODE}
    assert rows == {"“all”": (1, 1), "nord": (0, 1), "–": (1, 2), "all": (2, 4)}
    page = next(page for page in frequency_pages(found) if page.schema == "samarbeid")
    assert page.groups == (("nord", 1), ("“all”", 1), ("–", 2), ("all", 4))
    behind = {
        row.group: filters.participant
        for row in found.rows
        if row.code.name == CODE and (filters := filters_behind(study, row, "sted"))
    }
    assert behind == {"“all”": ("P01",), "nord": ("P03",), "–": ("P02", "P04"), "all": ("P01", "P02", "P03", "P04")}


def test_a_participant_labelled_all_is_one_of_them(study: Project) -> None:
    with study.step("made it as it was") as db:
        db.exec_driver_sql("UPDATE participant SET label = 'all' WHERE label = 'P02'")
    rows = count_frequencies(study, by="participant").rows
    assert {row.group: (row.informants, row.of) for row in rows if row.code.name == CODE} == {
        "“all”": (1, 1),
        "P01": (1, 1),
        "P03": (0, 1),
        "P04": (0, 1),
        "all": (2, 4),
    }
