"""A bit that flips in the file: it is told on opening, found by the check, or changes nothing anybody sees."""

import random
from pathlib import Path

import pytest
from operations import BEFORE, make_studies, quick_keys

from codebook.codings import list_codings, set_flags, set_gist
from codebook.memos import add_memo
from codebook.project import open_project
from corpus.errors import TusjError
from corpus.models import METADATA
from corpus.search.index import bring_up_to_date
from corpus.store import Project, damage_told
from corpus.store.check import check_project
from corpus.store.cipher import Key
from corpus.transcripts import get_transcript, read_transcript

COMPUTED = {"journal", "step", "journal_state", "view_state", "sentences", "search_state", "written_file", "receipt"}


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Key | None]]:
    """A study of each kind with everything in it that can be seen, and its key."""
    made: dict[str, tuple[Path, Key | None]] = {}
    with quick_keys():
        for kind, path in make_studies(tmp_path_factory.mktemp("flips")).items():
            if kind == "old":
                continue
            with open_project(path, passphrase=BEFORE if kind == "secret" else "") as study:
                add_memo(study, read_transcript(study, get_transcript(study, "P01")), 10, 30, "et notat")
                set_gist(study, list_codings(study)[0], "stikkord")
                set_flags(study, list_codings(study)[0], ["recurs"])
                bring_up_to_date(study)
                assert check_project(study) == []
                made[kind] = (path, study.key)
    return made


def seen(study: Project) -> dict[str, list[object]]:
    """Everything of a study that is not computed: text, turns, codings, notes and all else."""
    with study.read() as db:
        return {
            name: sorted(map(repr, db.exec_driver_sql(f"SELECT * FROM {name}").fetchall()))
            for name in METADATA.tables
            if name not in COMPUTED
        }


def words_found(study: Project) -> set[str]:
    """What the index holds: words by turn and place, forms by turn."""
    with study.read() as db:
        db.exec_driver_sql("CREATE VIRTUAL TABLE IF NOT EXISTS temp.held USING fts5vocab(main, search_index, instance)")
        rows = db.exec_driver_sql('SELECT term, doc, col, "offset" FROM temp.held').fetchall()
    return {repr((term, doc, col, at if col == "words" else 0)) for term, doc, col, at in rows}


@pytest.mark.parametrize(("kind", "flips", "harmless"), [("plain", 100, True), ("secret", 25, False)])
def test_a_flipped_bit_is_found_or_changes_nothing(
    studies: dict[str, tuple[Path, Key | None]], kind: str, flips: int, harmless: bool
) -> None:
    path, key = studies[kind]
    with open_project(path, key=key) as study:
        before = seen(study), words_found(study)
    data, dice = path.read_bytes(), random.Random(kind)
    used = [at for at in range(len(data)) if data[at]] if kind == "plain" else range(len(data))
    found = unseen = 0
    for number in range(flips):
        flipped, at = bytearray(data), dice.choice(used)
        flipped[at] ^= 1 << dice.randrange(8)
        copy = path.with_name(f"flipped-{number}.tusj")
        copy.write_bytes(flipped)
        try:
            with damage_told(copy), open_project(copy, write=False, key=key) as study:
                findings = check_project(study)
                if not findings:
                    assert (seen(study), words_found(study)) == before, f"byte {at}"
                    unseen += 1
                    continue
        except TusjError:
            pass
        found += 1
    assert found > flips // 3
    assert harmless or unseen == 0
    assert found + unseen == flips
