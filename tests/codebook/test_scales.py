import math

import pytest

from codebook.builtins import get_builtin
from codebook.codes import copy_schema
from codebook.codings import list_codings
from codebook.ranges import band_of, bands_from_text, clean_bands, say_number, say_range
from codebook.readings import add_schema_in_use
from codebook.scales import Total, describe_scale, list_scores, score, set_number, set_schema_bands, sum_scores
from codebook.schemas import Schema, get_code, get_schema, list_schemas
from corpus.errors import InputError
from corpus.participants import get_participant
from corpus.store import Project

QUALITY = "kvalitetsveileder-se"


def quality(study: Project) -> Schema:
    return add_schema_in_use(study, get_builtin(QUALITY))


def asking(schema: Schema) -> list[str]:
    return [code.name for code in schema.codes if code.asks]


def give_all(study: Project, schema: Schema, label: str, numbers: list[int]) -> None:
    codes = [code for code in schema.codes if code.asks]
    for code, number in zip(codes, numbers, strict=True):
        score(study, get_participant(study, label), code, number)


def test_the_quality_guide_asks_sixteen_numbers_in_two_groups(study: Project) -> None:
    schema = quality(study)
    tops = {code.id: code.name for code in schema.codes if code.depth == 0}
    groups = [tops[code.parent or 0] for code in schema.codes if code.asks]
    assert groups == ["Organisasjon"] * 6 + ["Tjenester"] * 10
    assert {(code.asks, code.low, code.high) for code in schema.codes if code.asks} == {("participant", 1, 5)}
    assert [lowest for lowest, _name in schema.bands] == [73, 61, 49, 16]


@pytest.mark.parametrize(("total", "band"), [(80, 0), (73, 0), (72, 1), (61, 1), (60, 2), (49, 2), (48, 3), (16, 3)])
def test_the_quality_guides_bands_meet_where_it_says(total: int, band: int) -> None:
    bands = get_builtin(QUALITY).bands
    assert band_of(bands, total) == bands[band][1]


def test_sums_are_told_per_group_and_whole_and_banded_only_when_full(study: Project) -> None:
    schema = quality(study)
    give_all(study, schema, "P01", [5] * 6 + [4] * 10)
    score(study, get_participant(study, "P02"), next(c for c in schema.codes if c.asks), 5)
    tops = [code.id for code in schema.codes if code.depth == 0]
    assert sum_scores(schema, list_scores(study)) == [
        Total("P01", "ida", tops[0], 30, 6, 6),
        Total("P01", "ida", tops[1], 40, 10, 10),
        Total("P01", "ida", None, 70, 16, 16, "god etterlevelse"),
        Total("P02", "ida", tops[0], 5, 1, 6),
        Total("P02", "ida", tops[1], 0, 0, 10),
        Total("P02", "ida", None, 5, 1, 16),
    ]


def test_sums_of_several_coders_are_never_added_up(study: Project) -> None:
    schema = quality(study)
    code = next(c for c in schema.codes if c.asks)
    for coder, number in (("ida", 2), ("bo", 5)):
        score(study, get_participant(study, "P01"), code, number, coder)
    whole = [total for total in sum_scores(schema, list_scores(study)) if total.code is None]
    assert [(total.coder, total.total) for total in whole] == [("ida", 2), ("bo", 5)]


@pytest.mark.parametrize("number", [0, 6, -1, math.inf, math.nan])
def test_a_score_out_of_range_is_refused_with_the_range(study: Project, number: float) -> None:
    code = next(c for c in quality(study).codes if c.asks)
    with pytest.raises(InputError, match="1 to 5"):
        score(study, get_participant(study, "P01"), code, number)
    assert list_scores(study) == []


def test_a_score_is_changed_taken_away_and_undone(study: Project) -> None:
    code, person = next(c for c in quality(study).codes if c.asks), get_participant(study, "P01")
    steps = len(study.steps())
    score(study, person, code, 3)
    score(study, person, code, 3)
    score(study, person, code, 4)
    score(study, person, code, None)
    assert (list_scores(study), len(study.steps())) == ([], steps + 3)
    study.undo()
    assert [given.number for given in list_scores(study)] == [4]
    study.undo()
    study.undo()
    assert list_scores(study) == []


def test_a_passage_is_given_the_count_its_category_asks_for(study: Project) -> None:
    count = get_code(list_schemas(study), "Antall samarbeidserfaringer")
    assert (count.asks, count.low, count.high) == ("coding", 0, None)
    coding = list_codings(study)[0]
    with pytest.raises(InputError, match="asks for no number"):
        set_number(study, coding, 3)
    code = get_code(list_schemas(study), "Fornøyd med samarbeid")
    describe_scale(study, code, "coding", 0)
    set_number(study, coding, 2.5)
    assert list_codings(study)[0].number == 2.5
    with pytest.raises(InputError, match="0 and over"):
        set_number(study, coding, -1)
    set_number(study, coding, None)
    assert list_codings(study)[0].number is None


def test_only_a_category_that_asks_of_participants_can_score_one(study: Project) -> None:
    count = get_code(list_schemas(study), "Antall samarbeidserfaringer")
    with pytest.raises(InputError, match="asks for no number of a participant"):
        score(study, get_participant(study, "P01"), count, 3)


def test_a_copied_schema_has_the_scale_and_the_bands(study: Project) -> None:
    copy = copy_schema(study, quality(study), "too", "veileder")
    assert (asking(copy), copy.bands) == (asking(quality(study)), quality(study).bands)


def test_bands_are_named_and_undone(study: Project) -> None:
    schema = get_schema(study, "samarbeid")
    named = set_schema_bands(study, schema, [(1, "few"), (5, " a  lot ")])
    assert named.bands == ((5, "a lot"), (1, "few"))
    study.undo()
    assert get_schema(study, "samarbeid").bands == ()


def test_faulty_bands_and_ranges_are_refused(study: Project) -> None:
    for bands in ([(1, "")], [(1, "a"), (1, "b")], [("1", "a")], [(1,)], [(True, "a")]):
        with pytest.raises(InputError):
            clean_bands(bands)
    for text in ("many", ": few", "1.5: few"):
        with pytest.raises(InputError):
            bands_from_text(text)
    code = get_code(list_schemas(study), "Gjensidig læring")
    with pytest.raises(InputError, match="from 5 to 1"):
        describe_scale(study, code, "coding", 5, 1)
    with pytest.raises(InputError, match="thing"):
        describe_scale(study, code, "thing")


def test_ranges_and_numbers_are_said_shortly() -> None:
    assert [say_range(*r) for r in ((1, 5), (0, None), (None, 3), (None, None))] == [
        *("1 to 5", "0 and over", "3 and under", ""),
    ]
    assert [say_number(n) for n in (3.0, 2.5, -1)] == ["3", "2.5", "-1"]
