"""Makes the guide's pictures: the app itself, on the sample, as it draws its screens."""

import asyncio
import os
import re
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent


def save(svg: str, name: str) -> None:
    """Write a picture that names no font to fetch: the reader's own monospace is used."""
    svg = re.sub(r"@font-face\s*{.*?}", "", svg, flags=re.S).replace("Fira Code", "DejaVu Sans Mono")
    (FOLDER / f"{name}.svg").write_text(svg, "utf-8")


async def take(folder: Path) -> None:
    """Open the sample, code a sentence, and take each picture."""
    from app.screens.coding import CodingScreen
    from app.screens.frequencies import FrequenciesScreen
    from app.screens.matrix import MatrixScreen
    from app.screens.patterns import PatternsScreen
    from app.screens.quotes import QuotesScreen
    from app.screens.themes import ThemesScreen
    from app.workbench import Workbench
    from codebook.codings import list_codings
    from codebook.sample import make_sample
    from corpus.transcripts import get_transcript

    path = folder / "demo.tusj"
    with make_sample(path, "nb") as project:
        coded = list_codings(project, transcript=get_transcript(project, "P02").id)
        place = coded[len(coded) // 2]
    app = Workbench(path)
    async with app.run_test(size=(130, 36)) as pilot:
        await pilot.pause(1.0)
        save(app.export_screenshot(title="tusj"), "overview")
        await app.push_screen(CodingScreen("P02", place.start))
        await pilot.pause(2.0)
        save(app.export_screenshot(title="tusj"), "coding")
        shown = (
            (FrequenciesScreen(), "frequencies"),
            (QuotesScreen(), "quotes"),
            (PatternsScreen("samarbeid"), "patterns"),
            (MatrixScreen(), "matrix"),
            (ThemesScreen(), "themes"),
        )
        for screen, name in shown:
            await app.push_screen(screen)
            await pilot.pause(1.0)
            save(app.export_screenshot(title="tusj"), name)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(TUSJ_CONFIG=folder, COLORTERM="truecolor", TERM="xterm-256color")
        from corpus.messages import use_language

        use_language("nb")
        asyncio.run(take(Path(folder)))
