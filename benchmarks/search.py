"""Search beside the bare query it needs and reading what it shows."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import floors
from figures import Benchmark, Figure, beside
from material import make_study, spoken_words

from corpus.search import find_hits, parse_query
from corpus.store import Project

SHOWN = 200
WORD, FORMS = "samarbeid", "forms : (samarbeid OR samarbeide)"
SOUGHT = re.compile(r"\bsamarbeid\w*", re.IGNORECASE)
SIZE = 50_000


def search(folder: Path) -> Iterator[Figure]:
    words = spoken_words()
    with (
        make_study(folder / "20.tusj", 20, 2_000, SIZE, words) as once,
        make_study(folder / "200.tusj", 200, 20_000, SIZE, words) as ten,
    ):
        for project in (once, ten):
            _find(project)  # the first search builds the index
        bare = floors.connect(folder / "200.tusj")
        floor, mine = beside(lambda: floors.search(bare, FORMS, SHOWN, SOUGHT), lambda: _find(ten), 15)
        yield Figure("search with word forms, 200 × 50 kB", floor, mine, 3)
        bare.close()
        floor, mine = beside(lambda: _find(once), lambda: _find(ten), 15)
        yield Figure("a search in ten times the material", floor, mine, 9)


def _find(project: Project) -> Any:
    return find_hits(project, parse_query(WORD), limit=SHOWN)


BENCHMARKS: dict[str, Benchmark] = {"search": search}
