"""Patterns beside the bare SQL they need plus reading what is shown; the heat map shown beside its table."""

import asyncio
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import floors
from figures import Benchmark, Figure, beside
from material import make_study

from corpus.store import Project
from exports.tables.cooccurrence import count_cooccurrence
from exports.tables.figures import heat_columns, heat_rows
from exports.tables.material import gather
from exports.tables.patterns import find_patterns
from exports.tables.portrait import portrait_table
from exports.tables.saturation import Rule, count_saturation
from exports.tables.voices import find_deviations

SIZE = 50_000
CODINGS = 'SELECT c.id, c.transcript_id, c."start", c."end", c.code_id, c.flags FROM coding c'
PEOPLE = (
    "JOIN transcript_participant t ON t.transcript_id = c.transcript_id JOIN participant p ON p.id = t.participant_id "
    "LEFT JOIN role r ON r.id = p.role_id"
)
CELLS = f"SELECT p.label, c.code_id, count(*) FROM coding c {PEOPLE} GROUP BY p.label, c.code_id"
PAIRS = (
    "SELECT a.code_id, b.code_id, count(DISTINCT a.id), count(DISTINCT b.id) FROM coding a JOIN coding b "
    'ON b.transcript_id = a.transcript_id AND a."start" < b."end" AND b."start" < a."end" AND a.code_id < b.code_id '
    "GROUP BY a.code_id, b.code_id"
)
PLACES = (
    "SELECT t.name, s.name, k.name, c.id, c.start * 1.0 / t.length, c.end * 1.0 / t.length FROM coding c "
    "JOIN transcript t ON t.id = c.transcript_id JOIN code k ON k.id = c.code_id JOIN schema s ON s.id = k.schema_id "
    "ORDER BY t.name, c.start"
)


def pair_floor(db: floors.Any) -> object:
    """The pairs by a join, and every category's number."""
    return db.execute(PAIRS).fetchall(), db.execute("SELECT code_id, count(*) FROM coding GROUP BY code_id").fetchall()


def cell_floor(db: floors.Any) -> object:
    """The cells, and the codings behind each: every number leads to its passages."""
    rows = db.execute(f"SELECT p.label, c.code_id, c.id FROM coding c {PEOPLE}").fetchall()
    return db.execute(CELLS).fetchall(), rows


def saturation_floor(db: floors.Any) -> None:
    """The categories of each interview, and as many random orders as ours, with plain sets."""
    found: dict[str, dict[int, set[int]]] = {}
    for role, transcript, code in db.execute(f"SELECT r.name, c.transcript_id, c.code_id FROM coding c {PEOPLE}"):
        found.setdefault(role, {}).setdefault(transcript, set()).add(code)
    rule = Rule()
    chance = random.Random(rule.seed)
    for interviews in found.values():
        for _turn in range(rule.orders):
            order = list(interviews.values())
            chance.shuffle(order)
            known = set().union(*order[: rule.base])
            for at in range(rule.base, len(order) - rule.run + 1):
                len(set().union(*order[at : at + rule.run]) - known)
                known |= order[at]


def _heat(project: Project) -> object:
    material = gather(project)
    return heat_rows(project, material, heat_columns(project, material)[0])


WORK: dict[str, tuple[Callable[[floors.Any], object], Callable[[Project], object]]] = {
    "patterns with words": (floors.count, find_patterns),
    "co-occurrence": (pair_floor, count_cooccurrence),
    "who stands apart": (cell_floor, find_deviations),
    "heat map's table": (cell_floor, _heat),
    "portraits": (lambda db: db.execute(PLACES).fetchall(), portrait_table),
    "saturation": (saturation_floor, count_saturation),
}


def patterns(folder: Path) -> Iterator[Figure]:
    with (
        make_study(folder / "study.tusj", 200, 20_000, SIZE) as project,
        make_study(folder / "tenth.tusj", 20, 2_000, SIZE) as tenth,
    ):
        bare = floors.connect(folder / "study.tusj")
        for name, (floor, ours) in WORK.items():
            least, mine = beside(lambda f=floor: f(bare), lambda o=ours: o(project), 5)
            yield Figure(f"{name}, 20,000 codings on 200 interviews", least, mine, 3)
        for name, (_floor, ours) in WORK.items():
            once, ten = beside(lambda o=ours: o(tenth), lambda o=ours: o(project), 5)
            yield Figure(f"{name}, ten times the material, per tenth", once, ten / 10, 1.1)
        bare.close()
    yield asyncio.run(shown(folder / "study.tusj"))


async def shown(study: Path) -> Figure:
    """The heat map from the key to the drawn screen, beside its table in the same program."""
    from app.screens.heatmap import HeatmapScreen
    from app.workbench import Workbench

    app = Workbench(study)
    least, mine = [], []
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.pause(1)
        for _ in range(9):
            before = time.perf_counter()
            _heat(app.study)
            least.append((time.perf_counter() - before) * 1000)
            screen = HeatmapScreen()
            before = time.perf_counter()
            app.push_screen(screen)
            drawn = asyncio.Event()
            _when_drawn(screen, drawn)
            await drawn.wait()
            mine.append((time.perf_counter() - before) * 1000)
            app.pop_screen()
            await pilot.pause(0.1)
    return Figure("heat map shown / its table", statistics.median(least[1:]), statistics.median(mine[1:]), 1.5)


def _when_drawn(screen: floors.Any, drawn: asyncio.Event) -> None:
    """Tell when the screen has been refreshed with its cells."""
    show = screen.show_loaded

    def showing(loaded: object) -> None:
        show(loaded)
        screen.call_after_refresh(drawn.set)

    screen.show_loaded = showing


BENCHMARKS: dict[str, Benchmark] = {"patterns": patterns}
