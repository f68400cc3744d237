"""The disclosure check: small groups by role and background."""

import pytest

from codebook.project import create_project
from corpus.errors import InputError
from corpus.participants import import_participants
from exports.tables.disclosure import (
    disclosure_table,
    find_disclosures,
    say_disclosure,
    say_of_print,
    say_of_roles,
    set_disclosure_threshold,
    small_roles,
)
from exports.tables.filters import Filters

ROWS = [
    ("P01", "veileder", "A"),
    ("P02", "veileder", "A"),
    ("P03", "veileder", "B"),
    ("P04", "sjef", "A"),
    ("P05", "veileder", ""),
]


@pytest.fixture
def project(tmp_path):
    with create_project(tmp_path / "s.tusj", "x", "nb", "ida") as project:
        rows = [dict(zip(("participant", "role", "kontor"), row, strict=True)) for row in ROWS]
        import_participants(project, rows, ["participant", "role", "kontor"])
        set_disclosure_threshold(project, 2)
        yield project


def test_small_groups_are_found_by_as_few_facts_as_do(project):
    found = [(one.words, one.participants) for one in find_disclosures(project)]

    assert found == [
        ("kontor: B", ("P03",)),
        ("role: sjef", ("P04",)),
        ("role: veileder, kontor: A", ("P01", "P02")),
    ]


def test_it_is_said_of_a_participant_and_of_a_quote(project):
    found = find_disclosures(project)

    assert say_disclosure(found, "P04") == "P04 is the only one with role: sjef."
    assert say_disclosure(found, "P01") == "P01 is one of 2 with role: veileder, kontor: A."
    assert say_disclosure(found, "P05") == ""
    small = small_roles(project)
    assert small == {"sjef": 1}
    assert say_of_roles(small.items()) == "only 1 participant is sjef: the label may tell who"
    assert say_of_roles(()) == ""


def test_what_is_printed_gives_away_roles_and_the_backgrounds_asked_for(project):
    said = "What is written may tell who speaks, since few share it: {}."

    assert say_of_print(project) == said.format("role: sjef (1)")
    assert say_of_print(project, Filters(role=("veileder",))) == ""
    assert say_of_print(project, Filters(participant=("P01",))) == ""
    asked = Filters(role=("Veileder",), attribute=("Kontor=A",))
    assert say_of_print(project, asked) == said.format("role: veileder, kontor: A (2)")
    assert say_of_print(project, Filters(role=("veileder",), attribute=("kontor=B",))) == said.format("kontor: B (1)")


def test_the_threshold_is_the_studys_own(project):
    set_disclosure_threshold(project, 0)
    assert disclosure_table(project).rows == ()

    project.undo()
    assert len(disclosure_table(project).rows) == 4
    with pytest.raises(InputError):
        set_disclosure_threshold(project, -1)
