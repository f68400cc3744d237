import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reader.palette import Palette, contrast

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
GROUNDS = pytest.mark.parametrize(("background", "foreground"), [("#121212", "#e0e0e0"), ("#e0e0e0", "#1f1f1f")])


@GROUNDS
@given(colour=COLOURS)
def test_any_colour_gives_a_legible_hue_and_a_quiet_tint(background, foreground, colour):
    palette = Palette(background, foreground)
    tint = palette.tint(colour)
    assert contrast(palette.lane(colour), background) >= 4.4
    assert contrast(tint, foreground) >= 7
    assert 1.2 <= contrast(tint, background) <= 1.8


@GROUNDS
def test_legible_colour_is_kept(background, foreground):
    colour = "#e69f00" if background == "#121212" else "#8a3c00"
    assert Palette(background, foreground).lane(colour) == colour


def test_sixteen_colours_have_hues_but_no_tint():
    palette = Palette("#000000", "#ffffff", "few")
    assert (palette.lane("#E69F00"), palette.tint("#E69F00")) == ("#ffff55", None)
    assert Palette("#ffffff", "#000000", "few").lane("#0072B2") == "#00aaaa"


def test_no_colour_has_neither():
    palette = Palette("#000000", "#ffffff", "none")
    assert (palette.lane("#E69F00"), palette.tint("#E69F00")) == (None, None)


def test_what_is_no_colour_is_grey():
    palette = Palette("#000000", "#ffffff")
    assert palette.lane("rød") == palette.lane("#8c8c8c")
