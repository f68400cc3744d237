"""Figures: drawn for every kind and format, the same bytes twice, fonts inside, no text taken for markup."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from codebook.codes import rename_code
from codebook.codings import CodingDraft, add_codings
from codebook.schemas import get_code, list_schemas
from corpus.errors import InputError
from corpus.messages import in_language
from corpus.store import Project
from corpus.transcripts import list_transcripts
from exports.tables.figures import KINDS, Bars, Curves, Heat, Strips, make_figure
from exports.tables.filters import Filters
from exports.tables.saturation import Rule
from exports.writers.figures import draw, figure_format, write_figure

HOSTILE = r"$\frac{1}{2}$ _x_ <b>&amp;</b> {0} %s " + "\x1b[31m\u202eevil " + "lang " * 50


@pytest.fixture
def drawn(study: Project) -> Iterator[Project]:
    """The small study with a pair of categories that overlap, so that every figure has something to show."""
    code = get_code(list_schemas(study), "Gjensidig læring")
    transcripts = {t.name: t for t in list_transcripts(study)}
    add_codings(study, [CodingDraft(transcripts["P01"].id, 35, 60, code.id, "", "ida")])
    return study


def figure(project: Project, kind: str) -> Bars | Heat | Strips | Curves:
    return make_figure(project, kind, rule=Rule(1, 1, 0.05, 5))


@pytest.mark.parametrize("kind", KINDS)
def test_figure_is_the_same_twice_with_its_fonts_inside(drawn: Project, kind: str) -> None:
    found = figure(drawn, kind)
    svg = draw(found, "svg")
    assert svg == draw(found, "svg")
    assert b"<text" not in svg  # letters are outlines
    assert b"font-family" not in svg
    pdf = draw(found, "pdf")
    assert pdf.startswith(b"%PDF")
    assert b"/FontFile2" in pdf
    assert b"CreationDate" not in pdf
    if kind == "heatmap":
        assert pdf == draw(found, "pdf")
        assert draw(found, "png").startswith(b"\x89PNG")


def test_hostile_names_are_drawn_as_they_are(drawn: Project) -> None:
    code = get_code(list_schemas(drawn), "Fornøyd med samarbeid")
    rename_code(drawn, code, HOSTILE)
    for kind in KINDS:
        svg = draw(figure(drawn, kind), "svg").decode()
        assert not re.search("[\x00-\x08\x1b\u202e]", svg)


def test_heat_map_tells_passages_left_out_and_unread(drawn: Project) -> None:
    heat = make_figure(drawn, "heatmap", Filters(schema=("samarbeid",)))
    assert isinstance(heat, Heat)
    assert (heat.columns, heat.groups) == (("P01", "P02", "P03", "P04"), (("jobbspesialist", 2), ("veileder", 2)))
    row = dict(zip(heat.rows, heat.cells, strict=True))
    assert [cell.text for cell in row["Fornøyd med samarbeid"]] == ["1", "1", "", ""]
    assert [cell.shade for cell in row["Ikke søkt til jobbspesialister"]] == [None, None, 0.0, 1.0]


def test_bars_count_people_and_leave_out_groups_a_schema_is_not_about(drawn: Project) -> None:
    bars = make_figure(drawn, "frequencies")
    assert isinstance(bars, Bars)
    assert bars.groups == ("jobbspesialist", "veileder")
    rows = {name: cells for name, _depth, cells in bars.rows}
    assert rows["Fornøyd med samarbeid"] == ((0, 2, 2), (1, 0, 2))
    assert rows["Ikke søkt til jobbspesialister"] == ((0, 0, 0), (1, 1, 2))
    with pytest.raises(InputError, match="no figure"):
        make_figure(drawn, "pie")


def test_the_legend_names_only_groups_that_have_bars() -> None:
    for cells, named in ((((0, 1, 2),), False), (((0, 1, 2), (1, 0, 2)), True)):
        svg = draw(Bars("Hvem", ("jobbspesialist", "veileder"), (("Glad", 0, cells),), ()), "svg").decode()
        assert "<!-- jobbspesialist -->" in svg
        assert ("<!-- veileder -->" in svg) is named


def test_pairs_are_drawn_as_dark_as_c(drawn: Project) -> None:
    heat = make_figure(drawn, "cooccurrence")
    assert isinstance(heat, Heat)
    assert (heat.rows, heat.columns) == (("Gjensidig læring",), ("Fornøyd med samarbeid",))
    assert [[(cell.shade, cell.text) for cell in row] for row in heat.cells] == [[(1.0, "1")]]


def test_nothing_to_draw_is_said(study: Project) -> None:
    for kind in ("frequencies", "heatmap", "cooccurrence", "portrait"):
        with pytest.raises(InputError, match="nothing to draw"):
            make_figure(study, kind, Filters(code=("Gjensidig læring",)))
    with pytest.raises(InputError, match="6 of a role"):
        make_figure(study, "saturation")


def test_words_are_in_the_language_asked_for(drawn: Project, tmp_path: Path) -> None:
    with in_language("nb"):
        assert make_figure(drawn, "heatmap").title == "Informanter og kategorier"
    target = tmp_path / "f.svg"
    write_figure(figure(drawn, "portrait"), "svg", target, language="nb")
    assert target.read_bytes().startswith(b"<?xml")


def test_ending_picks_the_format() -> None:
    assert figure_format(Path("a.PDF")) == "pdf"
    with pytest.raises(InputError, match=r"\.svg, \.pdf, \.png"):
        figure_format(Path("a.gif"))
