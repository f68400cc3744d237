"""The language chosen on the start screen is that of every screen from then on."""

from pathlib import Path

import pytest

from app.screens.quotes import QuotesScreen
from app.screens.start import StartScreen
from app.widgets.keyline import KeyLine
from app.workbench import Workbench
from corpus.messages import use_language


def footer_words(screen: type[StartScreen] | type[QuotesScreen]) -> list[str]:
    return [binding.description for _key, binding in screen._merged_bindings if binding.show]  # type: ignore[union-attr]


async def test_a_change_of_language_reaches_screens_that_were_made_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUSJ_CONFIG", str(tmp_path))
    app = Workbench()
    try:
        async with app.run_test():
            app.change_language("nb")
            assert "ny studie" in footer_words(StartScreen)
            assert "gå dit" in footer_words(QuotesScreen)
            app.change_language("en")
            assert "new study" in footer_words(StartScreen)
            assert "go there" in footer_words(QuotesScreen)
    finally:
        use_language("en")


async def test_the_palette_asks_in_the_language_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUSJ_CONFIG", str(tmp_path))
    use_language("nb")
    app = Workbench()
    try:
        async with app.run_test() as pilot:
            await pilot.press("ctrl+p")
            await pilot.pause()
            assert app.screen.query_one("CommandInput").placeholder == "Finn en handling ved navn."  # type: ignore[attr-defined]
    finally:
        use_language("en")


async def test_the_line_of_keys_names_the_space_bar() -> None:
    use_language("nb")
    async with Workbench().run_test():
        assert KeyLine("coding")._line().plain.startswith("Mellomrom setning   c kategori")
