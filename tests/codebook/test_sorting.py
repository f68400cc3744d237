"""Sorting: piles are sub-categories, a split adds and takes away; several at once; filters kept; all of it undone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.codes import add_code
from codebook.codings import add_coding, list_codings
from codebook.history import list_events
from codebook.kept_filters import drop_filter, get_kept_filter, keep_filter, list_kept_filters
from codebook.memos import list_memos
from codebook.schemas import CodeDraft, get_code, get_schema, list_schemas
from codebook.several import flag_codings, gist_codings, note_codings, quote_codings, recode_codings
from codebook.sorting import add_pile, also_coded, pile_by_code, piles_of, put_in_pile, split_to, take_out
from corpus.errors import InputError, NotFoundError
from corpus.transcripts import get_transcript, read_transcript
from exports.tables.filters import Filters
from exports.tables.piles import count_piles, find_sorted, people_asked, piles_table

CATEGORY = "Fornøyd med samarbeid"


def category(project):
    return get_code(list_schemas(project), CATEGORY)


def schema(project):
    return get_schema(project, "samarbeid")


def mine(project):
    """Passages of the category, wherever in it they are."""
    below = schema(project).descendants(category(project))
    return [coding for coding in list_codings(project) if coding.code in below]


def pile(project, name):
    return add_pile(project, schema(project), category(project), name)


def where(project):
    names = {code.id: code.path for code in schema(project).codes}
    return [names[coding.code] for coding in mine(project)]


def whole(project):
    with project.read() as db:
        tables = ("coding", "code", "memo", "kept_filter", "reading_status", "schema", "coder", "code_event")
        return {name: db.exec_driver_sql(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in tables}


def test_a_pile_is_a_sub_category_made_at_once_in_a_colour_of_its_own(study):
    one, two = pile(study, "opplever forskjell"), pile(study, "opplever ikke forskjell")
    assert [code.path for code in piles_of(schema(study), category(study))] == [
        f"{CATEGORY} > opplever forskjell",
        f"{CATEGORY} > opplever ikke forskjell",
    ]
    assert len({one.colour, two.colour, category(study).colour}) == 3
    assert pile(study, "OPPLEVER forskjell").id == one.id
    assert study.steps()[-1].what == f"made the pile opplever ikke forskjell of {CATEGORY}"


def test_a_passage_moves_into_a_pile_to_another_and_out(study):
    one, two = pile(study, "en"), pile(study, "to")
    first, second = mine(study)
    put_in_pile(study, [first], one)
    assert where(study) == [f"{CATEGORY} > en", CATEGORY]
    put_in_pile(study, mine(study), two)
    assert where(study) == [f"{CATEGORY} > to"] * 2
    take_out(study, mine(study)[1:], category(study))
    assert where(study) == [f"{CATEGORY} > to", CATEGORY]
    assert [c.id for c in mine(study)] == [first.id, second.id]


def test_a_passage_that_is_in_the_pile_already_becomes_one_with_it(study):
    one = pile(study, "en")
    first = mine(study)[0]
    text = read_transcript(study, get_transcript(study, "P01"))
    twin = add_coding(study, text, first.start, first.end, one)
    gist_codings(study, [first], "bra")
    flag_codings(study, [twin], "recurs", True)
    note_codings(study, [first], "sett igjen")
    put_in_pile(study, [mine(study)[0]], one)
    united = next(coding for coding in mine(study) if coding.transcript == first.transcript)
    assert (united.id, united.gist, united.flags, united.memo) == (twin.id, "bra", ("recurs",), "sett igjen")
    assert len(mine(study)) == 2


def test_a_split_adds_categories_and_the_original_stays(study):
    coding = mine(study)[0]
    target = get_schema(study, "jobbspesialist")
    text = read_transcript(study, get_transcript(study, "P01"))
    for code in target.codes[:2]:
        split_to(study, text, coding, code, on=True)
    split_to(study, text, coding, target.codes[0], on=True)
    assert [other.code for other in also_coded(study, coding, target)] == [code.id for code in target.codes[:2]]
    split_to(study, text, coding, target.codes[0], on=False)
    assert [other.code for other in also_coded(study, coding, target)] == [target.codes[1].id]
    assert coding in mine(study)
    with pytest.raises(InputError, match="is what is being split"):
        split_to(study, text, coding, category(study), on=True)


def test_a_split_is_made_as_the_one_who_coded(study):
    study.coder = "kari"
    coding = mine(study)[0]
    target = get_schema(study, "jobbspesialist")
    text = read_transcript(study, get_transcript(study, "P01"))
    split_to(study, text, coding, target.codes[0], on=True)
    assert (study.coder, study.steps()[-1].coder) == ("kari", "kari")
    assert [other.coder for other in also_coded(study, coding, target)] == ["ida"]


def test_each_pile_counts_n_of_n_per_role(study):
    one = pile(study, "en")
    put_in_pile(study, mine(study)[:1], one)
    rows = {(r[1], r[2]): r[3:] for r in piles_table(study, CATEGORY).rows}
    assert rows == {
        ("en", "jobbspesialist"): (1, 2, 1),
        ("en", "veileder"): (0, 2, 0),
        ("en", "all"): (1, 4, 1),
        ("", "jobbspesialist"): (1, 2, 1),
        ("", "veileder"): (0, 2, 0),
        ("", "all"): (1, 4, 1),
    }
    only = piles_table(study, CATEGORY, Filters(role=("veileder",))).rows
    assert [row[1:] for row in only] == [
        ("en", "veileder", 0, 2, 0),
        ("en", "all", 0, 2, 0),
        ("", "veileder", 0, 2, 0),
        ("", "all", 0, 2, 0),
    ]


def test_a_split_counts_those_whose_words_have_both(study):
    text = read_transcript(study, get_transcript(study, "P01"))
    target = get_schema(study, "jobbspesialist")
    split_to(study, text, mine(study)[0], target.codes[1], on=True)
    found = find_sorted(study, Filters(), category(study), "jobbspesialist")
    counts = count_piles(found.piles, found.inside, found.found.owners, people_asked(study, found))
    assert [(c.pile, c.informants, c.of, c.segments) for c in counts if c.segments and c.role == "jobbspesialist"] == [
        (target.codes[1].name, 1, 2, 1),
        ("", 1, 2, 1),
    ]
    assert {c.role for c in counts} == {"jobbspesialist", "all"}


def test_what_lies_deeper_belongs_to_its_pile(study):
    one = pile(study, "en")
    deep = add_code(study, schema(study), CodeDraft("dypt", one.path))
    assert pile_by_code(schema(study), category(study)) == {one.id: one, deep.id: one}
    recode_codings(study, mine(study)[:1], deep)
    assert {(r[1], r[2]): r[5] for r in piles_table(study, CATEGORY).rows}["en", "all"] == 1


def test_filters_are_kept_replaced_and_dropped(study):
    keep_filter(study, " Mine ", {"role": ["veileder"]})
    keep_filter(study, "mine", {"quote": True})
    assert [(kept.name, kept.values) for kept in list_kept_filters(study)] == [("mine", {"quote": True})]
    with pytest.raises(InputError, match="needs a name"):
        keep_filter(study, " ", {})
    with pytest.raises(NotFoundError, match=r"no filter other \(it keeps: mine\)"):
        get_kept_filter(study, "other")
    drop_filter(study, "MINE")
    assert list_kept_filters(study) == []


def actions(project):
    """Everything that sorts or is done to several at once, by number."""
    text = read_transcript(project, get_transcript(project, "P01"))
    target = get_schema(project, "jobbspesialist").codes[0]
    here = [coding for coding in mine(project) if coding.transcript == text.transcript.id]
    everything = list_codings(project)
    return (
        lambda: put_in_pile(project, mine(project), pile(project, "en")),
        lambda: put_in_pile(project, mine(project)[:1], pile(project, "to")),
        lambda: take_out(project, mine(project), category(project)),
        lambda: here and split_to(project, text, here[0], target, on=True),
        lambda: here and split_to(project, text, here[0], target, on=False),
        lambda: flag_codings(project, everything, "recurs", True),
        lambda: flag_codings(project, everything[1:], "recurs", False),
        lambda: gist_codings(project, everything, "kort sagt"),
        lambda: quote_codings(project, everything[:2], True),
        lambda: note_codings(project, everything[:2], "et notat"),
        lambda: recode_codings(project, everything, category(project)),
        lambda: keep_filter(project, "f", {"role": ["x"]}),
        lambda: drop_filter(project, list_kept_filters(project)[0].name) if list_kept_filters(project) else None,
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.integers(0, 12), min_size=1, max_size=10))
def test_undoing_everything_gives_the_start_and_redoing_the_end(study, chosen):
    start, steps = whole(study), len(study.steps())
    for number in chosen:
        actions(study)[number]()
    end, made = whole(study), len(study.steps()) - steps
    for _step in range(made):
        study.undo()
    assert whole(study) == start
    for _step in range(made):
        study.redo()
    assert whole(study) == end
    for _step in range(made):
        study.undo()


def test_a_history_says_what_came_from_where(study):
    one = pile(study, "en")
    text = read_transcript(study, get_transcript(study, "P01"))
    target = get_schema(study, "jobbspesialist").codes[1]
    for coding in mine(study)[:1] * 2:
        split_to(study, text, coding, target, on=True)
        split_to(study, text, coding, target, on=False)
    assert [event.told for event in list_events(study, one)] == [f"made as a pile of samarbeid > {CATEGORY}"]
    assert [event.told for event in list_events(study, category(study))] == ["sorted into the pile en"]
    assert [event.told for event in list_events(study, target)] == [
        f"took in passages of samarbeid > {CATEGORY} that were split"
    ]


def test_several_are_one_change(study):
    steps = len(study.steps())
    everything = list_codings(study)
    flag_codings(study, everything, "interest", True)
    note_codings(study, everything, "alle")
    assert len(study.steps()) == steps + 2
    assert {coding.flags for coding in list_codings(study)} == {("interest",)}
    assert [memo.text for memo in list_memos(study)] == ["alle"] * 5
    assert [step.what for step in study.steps()[-2:]] == ["flagged 5 passages", "wrote a note on 5 passages"]
