"""The reader's cost per key, beside its floor: the least a widget of this kind does, measured in the same run.

    python benchmarks/reader.py [--rounds N] [--keys N]

CPU milliseconds from a key to the drawn screen and its aftermath, p50, at 160×48: 1.3 million characters in 10,000
turns with 5,000 codings, and ten times that. The floor draws plain rows with caret and selection and knows nothing of
codings, sources or exotic text. Where the prototype that the reader is measured against lies beside the repository,
it runs too. Memory is that of a process of its own with the reader open.
"""

import argparse
import asyncio
import gc
import importlib.util
import os
import random
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

os.environ.setdefault("COLORTERM", "truecolor")
os.environ.setdefault("TERM", "xterm-256color")

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from app.reader import Block, Document, Mark, Reader
from app.reader.strips import restyled

PROTOTYPE = Path(__file__).resolve().parents[2] / "shared" / "prototypes" / "reader.py"
TURNS, CODINGS, SIZE = 10_000, 5_000, (160, 48)
ACTIONS = {
    "caret right": "right",
    "caret down": "down",
    "page down": "pagedown",
    "shift+down": "shift+down",
    "add mark": "1",
}
COLOURS = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#999999")
VOCABULARY = """
jeg tenker at vi skulle ha møttes oftere for da hadde det gått bedre men så kommer det noe i veien og etterpå er det
ingen som vet hvem som egentlig skulle ringe så da blir det liggende til neste gang vi ser hverandre
"""
WORDS = VOCABULARY.split()
ODD = (
    "naïve café 👩\u200d👩\u200d👧\u200d👦",
    "東京で働いていました。",
    "cafe\u0301",
    "🇩🇪 flagg ✌️",
    "en\tto",
    "bjelle\x07",
    "null\u200bbredde",
)


@dataclass(frozen=True)
class Material:
    turns: list[tuple[str, str]]
    codings: list[tuple[int, int, int]]
    """Turn, length and code: where the words stand differs between the programs measured."""


def make(times: int = 1) -> Material:
    chance = random.Random(7)
    turns = []
    for index in range(TURNS * times):
        words, left = [], chance.choice((3, 6, 8, 12, 15, 20, 28, 45, 60))
        while left > 0:
            count = min(left, chance.randint(3, 14))
            words.append(" ".join(chance.choice(WORDS) for _ in range(count)).capitalize() + ".")
            left -= count
        if chance.random() < 0.01:
            words.append(chance.choice(ODD))
        turns.append(("I" if index % 2 == 0 else f"P{1 + (index // 7) % 6:02d}", " ".join(words)))
    codings = []
    for index in range(CODINGS * times):
        length = chance.choice((20, 60, 120, 200, 400, 900)) if index % 50 else 8000
        codings.append((chance.randrange(len(turns)), length, chance.randrange(8)))
    return Material(turns, codings)


# ---- what is measured
class Bench(App[None]):
    """Tells when the screen has been drawn."""

    CSS = "Static { dock: bottom; height: 1; background: $panel; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.displayed = asyncio.Event()

    def post_display_hook(self) -> None:
        self.displayed.set()

    def on_ready(self) -> None:
        gc.collect()
        gc.freeze()

    def to_the_middle(self) -> None:
        raise NotImplementedError


class Ours(Bench):
    def __init__(self, material: Material) -> None:
        super().__init__()
        pieces, blocks, size = [], [], 0
        for number, (speaker, words) in enumerate(material.turns, 1):
            kind = "interviewer" if speaker == "I" else "participant"
            start = size + len(speaker) + 2
            blocks.append(Block(start, start + len(words), number, speaker, kind))
            pieces.append(f"{speaker}: {words}\n\n")
            size += len(pieces[-1])
        self.document = Document("".join(pieces), blocks)
        self.marks = []
        for index, (turn, length, code) in enumerate(material.codings):
            start = blocks[turn].start
            self.marks.append(self._mark(index, start, min(start + length, blocks[-1].end), code))
        self.next_id = len(self.marks)

    def _mark(self, index: int, start: int, end: int, code: int) -> Mark:
        return Mark(index, start, end, code, "ABCDEFGH"[code], COLOURS[code], name=f"Category {code}")

    def compose(self) -> ComposeResult:
        yield Reader()
        yield Static("", id="status")

    def on_mount(self) -> None:
        self.reader = self.query_one(Reader)
        self.reader.load(self.document, self.marks)
        self.reader.focus()

    def to_the_middle(self) -> None:
        self.reader.go_to(len(self.document.text) // 2)

    def on_key(self, event: events.Key) -> None:
        if event.key == "1":
            self.reader.add_mark(self._mark(self.next_id, *self.reader.target, 0))
            self.next_id += 1
            self._say(self.reader.caret)

    def on_reader_caret_moved(self, message: Reader.CaretMoved) -> None:
        self._say(message.offset)

    def _say(self, offset: int) -> None:
        names = " · ".join(mark.name for mark in self.reader.marks_at(offset))
        turn = self.document.blocks[self.document.block_at(offset)].number
        self.query_one("#status", Static).update(f" turn {turn}  {names}", layout=False)


class FloorView(ScrollView, can_focus=True):
    """Plain rows, a caret and a selection."""

    DEFAULT_CSS = "FloorView { overflow-x: hidden; overflow-y: scroll; }"
    ALLOW_SELECT = False

    def __init__(self, rows: list[str]) -> None:
        super().__init__()
        self.rows, self.row, self.x, self.anchor = rows, len(rows) // 2, 0, None
        self.strips: dict[int, Strip] = {}

    def on_resize(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows))
        self.scroll_to(y=self.row - 20, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        row, width = int(self.scroll_y) + y, self.scrollable_content_region.width
        if (strip := self.strips.get(row)) is None:
            text = self.rows[row] if row < len(self.rows) else ""
            strip = self.strips[row] = Strip([Segment(text.ljust(width)[:width], self.rich_style)], width)
        if self.anchor is not None and self.anchor <= row < self.row:
            strip = restyled(strip, 0, 78, Style(bgcolor="#004578"))
        return restyled(strip, self.x, self.x + 1, Style(reverse=True)) if row == self.row else strip

    def go(self, rows: int, cells: int, *, extend: bool = False) -> None:
        before = self.row
        self.anchor = (before if self.anchor is None else self.anchor) if extend else None
        self.row, self.x = min(self.row + rows, len(self.rows) - 1), (self.x + cells) % 70
        top, height = int(self.scroll_y), self.scrollable_content_region.height
        self.refresh_lines(before, 1)
        self.refresh_lines(self.row, 1)
        if self.row > top + height - 3:
            self.scroll_to(y=self.row - height + 3, animate=False, immediate=True)

    def on_key(self, event: events.Key) -> None:
        rows, cells = {"right": (0, 1), "down": (1, 0), "pagedown": (45, 0), "shift+down": (1, 0)}.get(
            event.key, (0, 0)
        )
        if event.key == "1":
            self.strips.pop(self.row, None)
            self.refresh_lines(self.row, 1)
        elif rows or cells:
            self.go(rows, cells, extend=event.key == "shift+down")
        self.app.query_one("#status", Static).update(f" row {self.row}", layout=False)


class Floor(Bench):
    def __init__(self, material: Material) -> None:
        super().__init__()
        self.rows = []
        for speaker, words in material.turns:
            rows = [words[at : at + 78] for at in range(0, len(words), 78)]
            cleaned = (row.encode("latin-1", "replace").decode("latin-1").replace("\t", " ") for row in rows)
            self.rows += [f"{speaker if not at else '':20}{row}" for at, row in enumerate(cleaned)]

    def compose(self) -> ComposeResult:
        yield FloorView(self.rows)
        yield Static("", id="status")

    def on_mount(self) -> None:
        self.query_one(FloorView).focus()

    def to_the_middle(self) -> None:
        pass


def prototype(material: Material) -> Any:
    """The prototype's own application on the same words, None where it does not lie beside the repository."""
    module = _load(PROTOTYPE)
    if module is None:
        return None
    module.make_doc = lambda _paras: module.Document(material.turns)
    module.make_codings = lambda doc, _count: [
        module.Coding(index, doc.starts[turn], min(doc.starts[turn] + length, len(doc.text)), code)
        for index, (turn, length, code) in enumerate(material.codings)
    ]
    app = module.ReaderApp()
    app.to_the_middle = lambda: app.query_one(module.Reader).set_caret(len(app.doc.text) // 2)
    return app


def _load(path: Path) -> ModuleType | None:
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("prototype_reader", path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["prototype_reader"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---- measuring
async def _press(app: Any, key: str) -> float:
    app.displayed.clear()
    before = time.process_time()
    app._driver.send_message(events.Key(key, key if len(key) == 1 else None))
    await asyncio.wait_for(app.displayed.wait(), 5)
    await asyncio.sleep(0.02)
    return (time.process_time() - before) * 1000


async def measure(app: Any, keys: int) -> dict[str, list[float]]:
    """CPU milliseconds per action."""
    found = {}
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.to_the_middle()
        await pilot.pause()
        for name, key in ACTIONS.items():
            await _press(app, "right")
            found[name] = []
            for _ in range(keys):
                if key == "1":
                    await _press(app, "down")
                found[name].append(await _press(app, key))
    gc.unfreeze()
    return found


def run(rounds: int, keys: int) -> dict[str, dict[str, float]]:
    once, tenfold = make(), make(10)
    subjects = {
        "floor": lambda: Floor(once),
        "prototype": lambda: prototype(once),
        "reader": lambda: Ours(once),
        "tenfold": lambda: Ours(tenfold),
    }
    found: dict[str, dict[str, list[float]]] = {}
    for _ in range(rounds):
        for name, build in subjects.items():
            app = build()
            if app is None:
                continue
            for action, times in asyncio.run(measure(app, keys)).items():
                found.setdefault(name, {}).setdefault(action, []).extend(times)
            del app
            gc.collect()
    return {
        name: {action: statistics.median(times) for action, times in by_action.items()}
        for name, by_action in found.items()
    }


def memory() -> float:
    """Megabytes resident of a process that has the reader open on the material once."""
    command = [sys.executable, str(Path(__file__).resolve()), "--resident"]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


async def _resident() -> None:
    app = Ours(make())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.to_the_middle()
        for _ in range(50):
            await _press(app, "pagedown")
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / (1024 if sys.platform != "darwin" else 1024 * 1024))


def report(found: dict[str, dict[str, float]]) -> None:
    ours, floor, ten = found["reader"], found["floor"], found["tenfold"]
    target = found.get("prototype", {})
    heads = f"{'floor':>8}{'prototype':>11}{'reader':>8}{'× proto':>9}{'× floor':>9}{'tenfold':>9}{'×':>6}"
    print(f"{'CPU ms, p50':14}{heads}")
    for action in ACTIONS:
        mine = ours[action]
        against = f"{target[action]:11.1f}" if target else f"{'–':>11}"
        times = f"{mine / target[action]:9.2f}" if target else f"{'–':>9}"
        print(
            f"{action:14}{floor[action]:8.1f}{against}{mine:8.1f}{times}{mine / floor[action]:9.2f}"
            f"{ten[action]:9.1f}{ten[action] / mine:6.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="The reader's cost per key, beside its floor.")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--resident", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.resident:
        asyncio.run(_resident())
        return
    report(run(wanted.rounds, wanted.keys))
    print(f"resident memory, peak: {memory():.0f} MB (reach: under 250)")


if __name__ == "__main__":
    main()
