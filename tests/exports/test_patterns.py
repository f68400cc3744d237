"""Patterns by hand: published examples, the words that fit, who speaks and who stands apart, roles side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebook.cells import set_cell_status
from codebook.codes import add_code
from codebook.codings import CodingDraft, add_coding, add_codings
from codebook.links import OPPOSITE, PARALLEL, SAME, link_codes, list_links, unlink_codes
from codebook.readings import READ, list_readings, set_status
from codebook.sampling import find_sampling, set_sampling
from codebook.schemas import Code, CodeDraft, get_code, list_schemas
from codebook.thresholds import Thresholds, get_thresholds, set_thresholds
from corpus.errors import InputError, NotFoundError
from corpus.participants import get_participant
from corpus.store import Project
from corpus.transcripts import get_transcript, read_transcript
from exports.tables.cooccurrence import Pair, coefficient, cooccurrence_table, count_cooccurrence
from exports.tables.figures import heat_rows
from exports.tables.filters import Filters
from exports.tables.frequencies import count_frequencies, frequency_pages, frequency_table
from exports.tables.material import gather, names_of
from exports.tables.matrix import lay_out_matrix
from exports.tables.patterns import aligned_table, find_aligned, find_patterns, patterns_table
from exports.tables.portrait import strip
from exports.tables.quantifiers import WORDS, say_words, words_for
from exports.tables.saturation import (
    Rule,
    Saturation,
    answer,
    count_saturation,
    saturation_table,
    say_saturation,
    slide,
)
from exports.tables.voices import deviations_table, find_voices, unasked, voices_table


@pytest.fixture
def study(study: Project) -> Project:
    """The small study without the links its schemas come with."""
    known = {code.id: code for schema in list_schemas(study) for code in schema.codes}
    for link in list_links(study):
        unlink_codes(study, known[link.code], known[link.other], link.kind)
    return study


def code_of(project: Project, name: str, schema: str = "") -> Code:
    return get_code(list_schemas(project), name, schema)


def code_words(project: Project, transcript: str, words: str, code: Code) -> None:
    text = read_transcript(project, get_transcript(project, transcript))
    start = text.text.index(words)
    add_coding(project, text, start, start + len(words), code)


# ---- co-occurrence
def test_coefficient_of_the_published_example() -> None:
    assert round(coefficient(100, 10, 5), 3) == 0.048
    assert coefficient(0, 0, 0) == 0
    assert coefficient(7, 7, 7) == 1


def test_pair_is_uneven_above_fivefold(study: Project) -> None:
    a, b, *_rest = list_schemas(study)[2].codes
    assert not Pair(a, b, 50, 10, 5).uneven
    assert Pair(a, b, 10, 51, 5).uneven


def test_cooccurrence_by_hand(study: Project) -> None:
    content, learning = code_of(study, "Fornøyd med samarbeid"), code_of(study, "Gjensidig læring")
    code_words(study, "P01", "bra, altså. Vi", learning)
    code_words(study, "P01", "sitter", learning)
    code_words(study, "P02", "Ja.", learning)

    def numbers(within: str) -> list[tuple[str, str, int, int, int]]:
        pairs = count_cooccurrence(study, Filters(code=(content.name, learning.name)), within).pairs
        return [(p.a.name, p.b.name, p.n_a, p.n_b, p.together) for p in pairs]

    assert numbers("overlap") == [(content.name, learning.name, 2, 3, 1)]
    assert numbers("turn") == [(content.name, learning.name, 2, 3, 2)]
    assert numbers("interview") == [(content.name, learning.name, 2, 3, 2)]
    table = cooccurrence_table(count_cooccurrence(study, Filters(code=(content.name, learning.name))))
    assert [column.name for column in table.columns] == ["code_a", "code_b", "n_a", "n_b", "together", "c"]
    assert table.rows == ((content.name, learning.name, 2, 3, 1, 0.25),)


def test_passages_that_only_touch_are_not_together_and_a_long_one_reaches_past_a_short(study: Project) -> None:
    content, learning = code_of(study, "Fornøyd med samarbeid"), code_of(study, "Gjensidig læring")
    transcript = get_transcript(study, "P04")
    places = [(2, 40, content), (3, 5, content), (40, 44, learning), (30, 33, learning)]
    add_codings(study, [CodingDraft(transcript.id, start, end, code.id, "", "ida") for start, end, code in places])
    (pair,) = count_cooccurrence(study, Filters(code=(content.name, learning.name))).pairs
    assert (pair.n_a, pair.n_b, pair.together) == (4, 2, 1)


def test_cooccurrence_says_which_pairs_are_uneven(study: Project) -> None:
    content, learning = code_of(study, "Fornøyd med samarbeid"), code_of(study, "Gjensidig læring")
    transcript = get_transcript(study, "P01")
    add_codings(study, [CodingDraft(transcript.id, 30 + n, 40 + n, learning.id, "", "ida") for n in range(11)])
    (note,) = cooccurrence_table(count_cooccurrence(study, Filters(code=(content.name, learning.name)))).notes[1:]
    assert note == (
        "c says little where one category has more than five times as many passages as the other: "
        "Fornøyd med samarbeid – Gjensidig læring."
    )


def test_many_codings_over_each_other_are_not_compared_pair_by_pair(study: Project) -> None:
    content, learning = code_of(study, "Fornøyd med samarbeid"), code_of(study, "Gjensidig læring")
    transcript = get_transcript(study, "P01")
    length = transcript.length
    made = [(n % (length - 2), length, (content, learning)[n % 2].id) for n in range(4000)]
    add_codings(study, [CodingDraft(transcript.id, *place, "", "ida") for place in set(made)])
    pair = count_cooccurrence(study, Filters(code=(content.name, learning.name))).pairs[0]
    assert pair.together == min(pair.n_a - 1, pair.n_b)  # all but the one of P02


# ---- saturation
def bits(*news: int) -> list[int]:
    """Interviews that bring so many new categories each."""
    found, used = [], 0
    for new in news:
        found.append(((1 << new) - 1) << used)
        used += new
    return found


def test_saturation_of_the_published_example() -> None:
    base, windows, reached = slide(bits(20, 8, 6, 3, 4, 3, 1, 0, 0), Rule(4, 2, 0.05))
    assert base == 37
    assert [f"{100 * window.ratio:.0f} %" for window in windows] == ["19 %", "11 %", "3 %", "0 %"]
    assert reached is not None
    assert f"{windows[reached].before}+2" == "6+2"
    assert slide(bits(20, 8, 6, 3, 4, 3, 1, 0, 0), Rule(4, 2, 0.0))[2] == 3


def test_saturation_at_exactly_the_threshold_is_reached() -> None:
    assert slide(bits(100, 29, 0), Rule(1, 2, 0.29))[2] == 0


def test_saturation_without_a_category_in_the_base_is_not_reached() -> None:
    assert slide([0, 0, 0, 0], Rule(2, 1))[2] is None


def test_saturation_of_the_small_study_per_role(study: Project) -> None:
    found = count_saturation(study, None, Rule(1, 1, 0.05, 10))
    first, second = found.groups
    assert (first.group, [t.name for t in first.interviews], answer(first, found.rule)) == (
        "jobbspesialist",
        ["P01", "P02"],
        "1+1",
    )
    assert (second.base_codes, second.windows[0].new, second.reached) == (1, 1, None)
    assert saturation_table(found).rows[1] == ("veileder", 1, 1, "P04", "P04", 1, 1, 1.0, 1.0, 1.0, False)


def test_saturation_is_the_same_with_the_same_seed(study: Project) -> None:
    def band(seed: int) -> list[Saturation]:
        return list(count_saturation(study, None, Rule(1, 1, 0.05, 20, seed)).groups)

    assert band(1) == band(1)
    assert "seed 7" in saturation_table(count_saturation(study, None, Rule(1, 1, 0.05, 20, 7))).notes[-2]


@pytest.mark.parametrize("wrong", [{"base": 0}, {"run": 0}, {"threshold": 1.0}, {"threshold": float("nan")}])
def test_saturation_refuses_a_rule_that_is_none(wrong: dict[str, float]) -> None:
    with pytest.raises(InputError):
        Rule(**wrong)  # type: ignore[arg-type]


def test_only_a_reading_of_what_is_counted_makes_an_interview_read(study: Project) -> None:
    practice, cooperation = list_readings(study)
    for label in ("P03", "P04"):
        set_status(study, practice, get_transcript(study, label), READ)
    filters = Filters(code=("Fornøyd med samarbeid",), role=("veileder",))
    (found,) = count_saturation(study, filters, Rule(1, 1)).groups
    assert (len(found.interviews), found.left_out, found.read, found.judged) == (0, 2, 0, 2)
    set_status(study, cooperation, get_transcript(study, "P04"), READ)
    (found,) = count_saturation(study, filters, Rule(1, 1)).groups
    assert ([t.name for t in found.interviews], found.left_out, found.read, found.judged) == (["P04"], 1, 1, 2)
    assert "1 of 2 interviews are read for these categories: preliminary." in say_saturation(found, Rule(1, 1))
    set_status(study, cooperation, get_transcript(study, "P03"), READ)
    (found,) = count_saturation(study, filters, Rule(1, 1)).groups
    assert "preliminary" not in say_saturation(found, Rule(1, 1))


def test_interview_neither_read_nor_coded_does_not_saturate(study: Project) -> None:
    found = count_saturation(study, Filters(code=("Fornøyd med samarbeid",)), Rule(1, 1))
    assert [(g.group, len(g.interviews), g.left_out) for g in found.groups] == [
        ("jobbspesialist", 2, 0),
        ("veileder", 0, 2),
    ]


# ---- words for numbers
NINE = {
    0: "none",
    1: "one",
    2: "a couple · some · a few",
    3: "several · some",
    4: "several · some",
    5: "most · many · several",
    6: "most · many · several",
    8: "most · many · several",
    9: "all · without exception",
}


def test_words_for_nine_people() -> None:
    assert {n: say_words(words_for(n, 9)) for n in NINE} == NINE
    assert (words_for(2, 2), words_for(1, 1), words_for(0, 0)) == (("both", "all"), ("one",), ())
    assert "none" not in words_for(0, 9, unasked=1)


THRESHOLDS = st.builds(
    Thresholds,
    exception_from=st.integers(1, 20),
    most_above=st.floats(0, 1),
    most_from=st.integers(1, 20),
    many_share=st.floats(0, 1),
    many_from=st.integers(1, 20),
    several_from=st.integers(1, 20),
    some_below=st.floats(0, 1),
    few_share=st.floats(0, 1),
    few_to=st.integers(1, 20),
)


@given(of=st.integers(1, 60), thresholds=THRESHOLDS)
def test_every_number_gets_a_word_and_more_people_never_a_weaker_one(of: int, thresholds: Thresholds) -> None:
    strongest = 0
    for n in range(of + 1):
        words = words_for(n, of, thresholds)
        assert words
        assert ("all" in words or "no-exception" in words) <= (n == of)
        assert ("none" in words, "one" in words) == (n == 0, n == 1)
        assert "couple" not in words or n == 2
        ranks = [WORDS.index(word) for word in words]
        assert max(ranks) >= strongest
        strongest = max(ranks)


@given(of=st.integers(1, 60))
def test_usual_thresholds_make_honest_words(of: int) -> None:
    for n in range(of + 1):
        words = words_for(n, of)
        assert "most" not in words or of < 2 * n < 2 * of
        assert "many" not in words or (2 * n >= of and n >= 4)
        assert not {"few", "most"} <= set(words)
        assert not {"some", "many"} <= set(words)


def test_thresholds_are_set_checked_and_undone(study: Project) -> None:
    assert get_thresholds(study) == Thresholds()
    set_thresholds(study, {"most_above": "66,7 %", "many_from": "6"})
    assert (get_thresholds(study).most_above, get_thresholds(study).many_from) == (pytest.approx(0.667), 6)
    rows = {row.row.code.name: row for row in find_patterns(study).rows if row.row.group == "all"}
    assert rows["Fornøyd med samarbeid"].words == ("couple",)
    for name, value in (("most_above", "2"), ("many_from", "0"), ("many_from", "1.5"), ("few_to", "nan")):
        with pytest.raises(InputError):
            set_thresholds(study, {name: value})
    with pytest.raises(NotFoundError, match="most_above"):
        set_thresholds(study, {"mest": "1"})
    study.undo()
    assert get_thresholds(study) == Thresholds()


# ---- who speaks
def sides(project: Project, code: Code) -> dict[str, str]:
    return {voice.person.label: voice.side for voice in find_voices(project, code)}


def test_voices_tell_opposites_and_empty_cells_apart(study: Project) -> None:
    content, trouble = code_of(study, "Fornøyd med samarbeid"), code_of(study, "Frustrasjoner knyttet til samarbeid")
    assert sides(study, content) == {"P01": "speaks", "P02": "speaks", "P03": "without", "P04": "without"}
    link_codes(study, content, trouble, OPPOSITE)
    set_cell_status(study, get_participant(study, "P04"), content, "not-asked")
    set_cell_status(study, get_participant(study, "P02"), content, "not-asked")
    assert sides(study, content) == {"P01": "both-ways", "P02": "speaks", "P03": "opposite", "P04": "not-asked"}
    table = voices_table(study, content.name)
    assert [row[3:] for row in table.rows] == [
        ("jobbspesialist", "P01", "both-ways", 1, 1),
        ("jobbspesialist", "P02", "speaks", 1, 0),
        ("veileder", "P03", "opposite", 0, 1),
        ("veileder", "P04", "not-asked", 0, 0),
    ]


def test_opposite_is_heard_from_a_schema_that_was_not_asked_for(study: Project) -> None:
    content, worked = code_of(study, "Fornøyd med samarbeid"), code_of(study, "Forløp som har fungert", "veileder")
    link_codes(study, content, worked, OPPOSITE)
    code_words(study, "P04", "Nei.", worked)
    assert sides(study, content)["P04"] == "opposite"


def test_somebody_not_read_yet_stands_against_nobody(study: Project) -> None:
    worked = code_of(study, "Forløp som har fungert", "jobbspesialist")
    code_words(study, "P01", "Stort sett bra", worked)
    rows = deviations_table(study, Filters(schema=("jobbspesialist",))).rows
    assert [(row[1], *row[3:9]) for row in rows] == [
        ("Forløp som har fungert", "jobbspesialist", "speaks", 1, 1, "P02", "unread")
    ]


def test_deviations_list_those_apart_last(study: Project) -> None:
    trouble = code_of(study, "Frustrasjoner knyttet til samarbeid")
    code_words(study, "P02", "Ja.", trouble)
    set_cell_status(study, get_participant(study, "P04"), trouble, "not-asked")
    code_words(study, "P01", "Vi sitter i samme gang.", code_of(study, "Gjensidig læring"))
    rows = deviations_table(study, Filters(schema=("samarbeid",))).rows
    told = [(row[1], *row[3:9]) for row in rows]
    assert told == [("Frustrasjoner knyttet til samarbeid", "veileder", "speaks", 1, 1, "P04", "not-asked")]


# ---- not asked, sampling
def test_nobody_is_not_said_of_those_never_asked(study: Project) -> None:
    content = code_of(study, "Fornøyd med samarbeid")
    for label in ("P03", "P04"):
        set_cell_status(study, get_participant(study, label), content, "not-asked")
    found = {
        p.row.group: (p.row.informants, p.unasked, p.words) for p in find_patterns(study).rows if p.row.code == content
    }
    assert found["veileder"] == (0, 2, ())
    assert found["jobbspesialist"] == (2, 0, ("both", "all"))
    assert found["all"] == (2, 2, ("couple",))


def test_what_an_empty_cell_means_holds_for_the_categories_below(study: Project) -> None:
    trouble = code_of(study, "Frustrasjoner knyttet til samarbeid")
    schema = next(one for one in list_schemas(study) if one.name == "samarbeid")
    part = add_code(study, schema, CodeDraft("Ventetid", trouble.path))
    other = add_code(study, schema, CodeDraft("Purring", trouble.path))
    person = get_participant(study, "P04")
    set_cell_status(study, person, trouble, "not-asked")
    set_cell_status(study, person, other, "silent")

    def side(code: Code) -> str:
        return next(voice.side for voice in find_voices(study, code) if voice.person.label == "P04")

    def missing(code: Code) -> int:
        return next(r.not_asked for r in count_frequencies(study).rows if r.code.id == code.id and r.group == "all")

    material = gather(study)
    assert (side(part), missing(part)) == ("not-asked", 1)
    assert (side(other), missing(other)) == ("silent", 0)
    assert "P04" in unasked(study, material)[part.id]
    assert other.id not in unasked(study, material)
    assert {row.code.id: "P04" in row.unasked for row in heat_rows(study, material, ["P04"])}[part.id]
    assert {p.unasked for p in find_patterns(study).rows if p.row.code.id == part.id and p.row.group == "all"} == {1}
    matrix = lay_out_matrix(study)
    found = {code.id: matrix.entry(person, code) for code in (trouble, part, other)}
    assert [(e.status, e.said) for e in found.values() if e] == [
        ("not-asked", "not-asked"),
        ("not-asked", ""),
        ("silent", "silent"),
    ]
    code_words(study, "P04", "noen dit.", part)
    assert side(part) == "speaks"
    entry = lay_out_matrix(study).entry(person, part)
    assert entry is not None
    assert entry.status == ""


def test_why_somebody_was_recruited_stands_under_every_table_and_is_undone(study: Project) -> None:
    person = get_participant(study, "P03")
    set_sampling(study, person, "den eneste\nveilederen ved kontor B")
    said = "P03, recruited: den eneste veilederen ved kontor B"
    counted = count_frequencies(study)
    tables = (
        frequency_table(counted),
        patterns_table(find_patterns(study)),
        voices_table(study, "Fornøyd med samarbeid"),
        aligned_table(study),
        *frequency_pages(counted),
    )
    assert [said in table.notes for table in tables] == [True] * len(tables)
    assert said not in frequency_table(count_frequencies(study, Filters(role=("jobbspesialist",)))).notes
    set_sampling(study, person, "")
    assert find_sampling(study, person) is None
    study.undo()
    assert said in frequency_table(count_frequencies(study)).notes
    study.undo()
    assert frequency_table(count_frequencies(study)).notes == frequency_table(counted).notes[:-1]


# ---- roles side by side
def test_aligned_categories_are_counted_for_each_role(study: Project) -> None:
    ours, theirs = (code_of(study, "Forløp som har fungert", schema) for schema in ("jobbspesialist", "veileder"))
    link_codes(study, ours, theirs, SAME)
    code_words(study, "P01", "Stort sett bra", ours)
    code_words(study, "P02", "Ja.", ours)
    code_words(study, "P03", "Ellers går det fint.", theirs)
    (one,) = find_aligned(study)
    assert (one.name, one.kind) == ("Forløp som har fungert", "same")
    assert [(c.role, c.informants, c.of, len(c.codings), c.words) for c in one.cells] == [
        ("jobbspesialist", 2, 2, 2, ("both", "all")),
        ("veileder", 1, 2, 1, ("one",)),
    ]
    good, god = code_of(study, "Hva kreves god jobbspesialist?"), code_of(study, "Hva kreves god veileder?")
    link_codes(study, good, god, PARALLEL)
    assert {a.name: a.kind for a in find_aligned(study)} == {
        "Forløp som har fungert": "same",
        "Hva kreves god jobbspesialist? ≈ Hva kreves god veileder?": "parallel",
    }


def test_names_tell_categories_of_two_schemas_apart(study: Project) -> None:
    names = set(names_of(gather(study).codes).values())
    assert {"jobbspesialist: Forløp som har fungert", "veileder: Forløp som har fungert", "Gjensidig læring"} <= names


# ---- portrait
def test_strip_covers_what_is_covered_once() -> None:
    assert strip([(0.0, 0.25), (0.125, 0.25), (0.5, 0.625)], 4) == [1.0, 0.0, 0.5, 0.0]
    assert strip([(0.999, 1.0)], 2) == [0.0, pytest.approx(0.002)]
