"""The domain beside bare SQL with the same indexes and triggers."""

import statistics
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import floors
from figures import Benchmark, Figure, beside, timed
from material import make_study, places, write_codings, write_interviews

from codebook.bulk import code_from_table, read_table
from codebook.codings import add_coding
from codebook.project import create_project
from codebook.schemas import list_schemas
from corpus.imports import import_candidates, read_candidates
from corpus.store import Project
from corpus.transcripts import list_transcripts
from exports.tables.frequencies import count_frequencies


def imports(folder: Path) -> Iterator[Figure]:
    files = write_interviews(folder / "files", 100, 50_000)
    number = count()

    def ours() -> None:
        with create_project(folder / f"ours{next(number)}.tusj") as project:
            import_candidates(project, read_candidates(project, files))

    floor, mine = beside(lambda: floors.import_files(folder / f"floor{next(number)}.db", files), ours, 3)
    yield Figure("import 100 × 50 kB txt", floor, mine, 4)


def coding(folder: Path) -> Iterator[Figure]:
    with make_study(folder / "ours.tusj", 20, 0) as project:
        bare, found = _bare_copy(folder, 20), places(project, 1200)
        mine, floor = [], []
        for place in found:
            args = place.start, place.end, place.code
            values = place.text.transcript.id, place.start, place.end, place.code.id
            mine.append(timed(lambda args=args, text=place.text: add_coding(project, text, *args)))
            floor.append(timed(lambda values=values: floors.insert_coding(bare, *values)))
        bare.close()
    yield Figure("one coding, durable", statistics.median(floor), statistics.median(mine), 3)


def _bare_copy(folder: Path, interviews: int) -> floors.Any:
    """A bare connection to a study of the same material, with a coder and a step to write under."""
    make_study(folder / "bare.tusj", interviews, 0).close()
    bare = floors.connect(folder / "bare.tusj")
    bare.execute("INSERT INTO step(id, guid, what, details, coder, time) VALUES (1, 'one', 'one', '{}', 'one', '')")
    bare.execute("UPDATE journal_state SET step_id = 1, recording = 1")
    bare.execute("INSERT OR IGNORE INTO coder(id, guid, name) VALUES (1, 'one', 'one')")
    return bare


def bulk(folder: Path) -> Iterator[Figure]:
    with make_study(folder / "ours.tusj", 20, 0) as project:
        bare = _bare_copy(folder, 20)
        table = write_codings(folder / "codings.csv", project, 5000)
        transcripts = {t.name: t.id for t in list_transcripts(project)}
        codes = {code.path: code.id for code in list_schemas(project)[0].codes}
        floor, mine = [], []
        for _ in range(5):
            mine.append(timed(lambda: code_from_table(project, *read_table(table))))
            floor.append(timed(lambda: floors.insert_codings(bare, table, transcripts, codes)))
            project.undo()
            bare.execute("DELETE FROM coding")
        bare.close()
    yield Figure("5,000 codings from CSV", statistics.median(floor), statistics.median(mine), 4)


def tables(folder: Path) -> Iterator[Figure]:
    with make_study(folder / "study.tusj", 200, 20_000) as project:
        bare = floors.connect(folder / "study.tusj")
        floor, mine = beside(lambda: floors.count(bare), lambda: count_frequencies(project), 9)
        bare.close()
    yield Figure("frequencies, 20,000 codings on 200 interviews", floor, mine, 3)


def tenfold(folder: Path) -> Iterator[Figure]:
    with make_study(folder / "one.tusj", 20, 2_000) as once, make_study(folder / "ten.tusj", 200, 20_000) as ten:
        codings, undoings = ([], []), ([], [])
        for small, large in zip(places(once, 300, 9), places(ten, 300, 9), strict=True):
            for index, (project, place) in enumerate(((once, small), (ten, large))):
                codings[index].append(timed(lambda p=project, at=place: _code(p, at)))
                undoings[index].append(timed(project.undo))
        yield Figure("a coding in ten times the material", *(statistics.median(c) for c in codings), 1.3)
        yield Figure("undo in ten times the material", *(statistics.median(u) for u in undoings), 1.3)
        floor, mine = beside(lambda: count_frequencies(once), lambda: count_frequencies(ten), 5)
        yield Figure("frequencies of ten times the material, per tenth", floor, mine / 10, 1.1)


def _code(project: Project, place: floors.Any) -> None:
    add_coding(project, place.text, place.start, place.end, place.code)


BENCHMARKS: dict[str, Benchmark] = {
    "import": imports,
    "coding": coding,
    "bulk": bulk,
    "tables": tables,
    "tenfold": tenfold,
}
