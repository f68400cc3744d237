"""Excerpts and sorting beside the bare SQL they need, with what is shown read."""

import asyncio
import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import floors
from figures import Benchmark, Figure, beside, timed
from material import make_study

from codebook.schemas import list_schemas
from codebook.sorting import add_pile, put_in_pile
from corpus.store import Project
from exports.tables.excerpts import read_around
from exports.tables.filters import Filters
from exports.tables.passages import find
from exports.tables.piles import count_piles, find_sorted, people_asked

SHOWN = 20
CATEGORY = "Fornøyd med samarbeid"
ROWS = 'SELECT c.id, c.transcript_id, c."start", c."end", c.code_id FROM coding c JOIN coder k ON k.id = c.coder_id'
ORDER = 'ORDER BY c.transcript_id, c."start", c."end", c.id'
OF_ROLE = (
    "JOIN transcript_participant t ON t.transcript_id = c.transcript_id JOIN participant p ON p.id = t.participant_id "
    "JOIN role r ON r.id = p.role_id WHERE r.name = 'veileder'"
)
SAID = (
    "JOIN transcript_text x ON x.transcript_id = c.transcript_id "
    'WHERE instr(lower(substr(x.text, c."start" + 1, c."end" - c."start")), \'ringe\')'
)
CASES: dict[str, tuple[Filters, str]] = {
    "everything": (Filters(), ""),
    "one role": (Filters(role=("veileder",)), OF_ROLE),
    "one category": (Filters(code=(CATEGORY,)), "WHERE c.code_id = {code}"),
    "a flag": (Filters(flag=("recurs",)), "WHERE c.flags LIKE '%recurs%'"),
    "days": (Filters(since="2020-01-01", until="2090-01-01"), "WHERE c.created BETWEEN '2020' AND '2090-01-02'"),
    "role and category": (Filters(role=("veileder",), code=(CATEGORY,)), OF_ROLE + " AND c.code_id = {code}"),
    "words": (Filters(text=("ringe",)), SAID),
}


def _bare(db: floors.Any, condition: str) -> None:
    """The rows asked for, and what the first of them say: their codings, the texts and the turns they stand in."""
    rows = db.execute(f"{ROWS} {condition} {ORDER}").fetchall()[:SHOWN]
    keys = json.dumps([row[0] for row in rows])
    db.execute("SELECT * FROM coding WHERE id IN (SELECT value FROM json_each(?))", (keys,)).fetchall()
    for transcript in {row[1] for row in rows}:
        (text,) = db.execute("SELECT text FROM transcript_text WHERE transcript_id = ?", (transcript,)).fetchone()
        db.execute("SELECT * FROM turn WHERE transcript_id = ? ORDER BY number", (transcript,)).fetchall()
        assert [text[row[2] : row[3]] for row in rows if row[1] == transcript]


def _ours(project: Project, filters: Filters) -> None:
    found = find(project, filters)
    assert len(found.people) <= len(found)
    for passage in found[:SHOWN]:
        assert passage.text
        assert passage.place
        read_around(passage, 1)


def excerpts(folder: Path) -> Iterator[Figure]:
    with make_study(folder / "study.tusj", 200, 20_000, 50_000) as project:
        bare = floors.connect(folder / "study.tusj")
        code = next(c.id for c in list_schemas(project)[0].codes if c.name == CATEGORY)
        for name, (filters, condition) in CASES.items():
            asked = condition.format(code=code)
            floor, mine = beside(
                lambda asked=asked: _bare(bare, asked), lambda filters=filters: _ours(project, filters), 9
            )
            yield Figure(f"excerpts, {name}: first rows", floor, mine, 3)
        bare.close()
        with make_study(folder / "tenth.tusj", 20, 2_000, 50_000) as tenth:
            once, ten = beside(lambda: _ours(tenth, Filters()), lambda: _ours(project, Filters()), 9)
            yield Figure("excerpts of ten times the material, per tenth", once, ten / 10, 1.1)
        yield _sorting(project)
        yield asyncio.run(_scrolling(project))


def _sorting(project: Project) -> Figure:
    """One passage put in a pile, durable, and the piles counted anew, beside what a hand does not notice."""
    schema = list_schemas(project)[0]
    category = next(c for c in schema.codes if c.name == CATEGORY)
    pile = add_pile(project, schema, category, "en bunke")
    sorted_ = find_sorted(project, Filters(), category)

    def count() -> None:
        found = find_sorted(project, Filters(), category)
        count_piles(found.piles, found.inside, found.found.owners, people_asked(project, found))

    puts = [timed(lambda at=at: put_in_pile(project, [sorted_.found[at].coding], pile)) for at in range(20)]
    counts = [timed(count) for _ in range(9)]
    return Figure(
        "a passage into a pile / the 100 allowed", 100, statistics.median(puts) + statistics.median(counts), 1
    )


async def _scrolling(project: Project) -> Figure:
    """Milliseconds to go a screen on or back and draw it, among ten passages and among all."""
    from textual.app import App, ComposeResult

    from app.widgets.lazy_items import LazyItems
    from app.widgets.passage_items import PassageItems, passage_item

    found = find(project)

    class One(App[None]):
        def compose(self) -> ComposeResult:
            yield LazyItems()

    async with One().run_test(size=(160, 48)) as pilot:
        items = pilot.app.query_one(LazyItems)

        def step(way: int) -> None:
            items.action_page(way)
            for y in range(items.size.height):
                items.render_line(y)

        def taken(show: Callable[[], None], ways: Sequence[int]) -> float:
            show()
            return statistics.median(timed(lambda way=way: step(way)) for way in ways)

        made = [passage_item(passage, 1) for passage in found[:10]]
        everything = PassageItems(found, lambda passage: passage_item(passage, 1))
        sizes = [row[3] - row[2] + 400 for row in found.rows]
        few = taken(lambda: items.show(made), [1, -1] * 40)
        many = taken(lambda: items.show(everything, None, sizes), [1, -1] * 40)
        fresh = taken(lambda: items.show(everything, None, sizes), [1] * 40)
        print(f"(a screen of excerpts never seen before: {fresh:.1f} ms)")
    return Figure("a screen on or back among 20,000 / among 10", few, many, 1.5)


BENCHMARKS: dict[str, Benchmark] = {"excerpts": excerpts}
