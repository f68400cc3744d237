"""Episodes and themes on a large study, beside bare SQL that reads the same texts and turns."""

import random
from collections.abc import Iterator
from pathlib import Path

import floors
from figures import Benchmark, Figure, beside
from material import make_study

from codebook.codings import list_codings
from codebook.episodes import add_tellings
from codebook.themes import AGAINST, FOR, add_evidence, add_theme, from_coding
from corpus.store import Project
from exports.tables.episodes import read_episodes
from exports.tables.themes import read_themes


def arguing(folder: Path) -> Iterator[Figure]:
    """An episode of 20 tellings, and a theme with 50 passages, among 50 and 20 of their kind."""
    with make_study(folder / "study.tusj", 200, 20_000, 50_000) as project:
        episode, theme = _argue(project)
        bare = floors.connect(folder / "study.tusj")
        told = beside(lambda: _read(bare, "telling", "episode_id", episode), lambda: read_episodes(project, episode), 9)
        argued = beside(lambda: _read(bare, "evidence", "theme_id", theme), lambda: read_themes(project, theme), 9)
        bare.close()
    yield Figure("an episode's 20 tellings side by side", *told, 3)
    yield Figure("a theme's 50 passages, for and against", *argued, 3)


def _argue(project: Project) -> tuple[int, int]:
    chance, codings = random.Random(1), list_codings(project)
    with project.unrecorded():
        for number in range(50):
            places = [(coding.transcript, coding.start, coding.end) for coding in chance.sample(codings, 20)]
            episode = add_tellings(project, f"episode {number}", places)
        for number in range(20):
            theme = add_theme(project, f"claim {number}")
            for side in (FOR, AGAINST):
                add_evidence(project, theme, side, [from_coding(coding) for coding in chance.sample(codings, 25)])
    return episode.id, theme.id


def _read(db: floors.Any, table: str, owner: str, key: int) -> list[str]:
    """The words of an episode's or a theme's passages, with the turns of their interviews."""
    query = f'SELECT transcript_id, "start", "end" FROM {table} WHERE {owner} = ? ORDER BY 1, 2'
    places: dict[int, list[tuple[int, int]]] = {}
    for transcript, start, end in db.execute(query, (key,)):
        places.setdefault(transcript, []).append((start, end))
    words = []
    for transcript, ranges in places.items():
        text = db.execute("SELECT text FROM transcript_text WHERE transcript_id = ?", (transcript,)).fetchone()[0]
        turns = "SELECT number, speaker, label_start, label_end, start, end, participant_id FROM turn"
        db.execute(f"{turns} WHERE transcript_id = ? ORDER BY number", (transcript,)).fetchall()
        words += [text[start:end] for start, end in ranges]
    return words


BENCHMARKS: dict[str, Benchmark] = {"arguing": arguing}
