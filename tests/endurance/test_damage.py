"""A damaged study is called damaged, whatever it makes fail."""

import sqlite3
from pathlib import Path

import pytest

from app.cli.common import opened
from app.workbench import Workbench
from codebook.project import open_project
from corpus.errors import ProjectError, TusjError
from corpus.store import is_damaged
from corpus.transcripts import list_transcripts, read_transcript
from exports.quotes.pages import quote_page
from exports.tables.listings import steps_table
from exports.tables.passages import codings_table

PAGE = 4096


def damaged(study_path: Path, number: int) -> Path:
    """The study with a page's length of zeros across two pages."""
    data = study_path.read_bytes()
    at = number * PAGE - 800
    path = study_path.with_name("damaged.tusj")
    path.write_bytes(data[:at] + bytes(PAGE) + data[at + PAGE :])
    return path


def look_at_everything(path: Path) -> None:
    with opened(path) as study:
        for transcript in list_transcripts(study):
            read_transcript(study, transcript)
        codings_table(study)
        quote_page(study, everything=True)
        steps_table(study)


def test_wherever_the_damage_is_it_is_one_sentence(study_path: Path) -> None:
    pages = study_path.stat().st_size // PAGE
    told = []
    for number in range(1, pages, max(1, pages // 40)):
        try:
            look_at_everything(damaged(study_path, number))
        except TusjError as error:
            told.append(error.message.rpartition("/")[2])
    assert set(told) == {"damaged.tusj is damaged; use an earlier copy of it."}


def test_a_row_that_nobody_foresaw_is_told_as_damage(study_path: Path) -> None:
    with sqlite3.connect(study_path) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("PRAGMA journal_mode=DELETE")
        db.execute("UPDATE coding SET code_id = 9999")
    db.close()
    with pytest.raises(ProjectError, match="is damaged; use an earlier copy"), opened(study_path):
        raise AttributeError


def test_a_sound_study_is_not_called_damaged(study_path: Path) -> None:
    assert not is_damaged(study_path)
    assert not is_damaged(study_path.with_name("gone.tusj"))
    with pytest.raises(AttributeError), opened(study_path):
        raise AttributeError


async def test_a_text_that_is_not_the_one_stored_is_said_to_be_damaged(
    study_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Workbench(study_path)
    monkeypatch.setattr(app, "_close_messages_no_wait", lambda: None)
    with open_project(study_path) as study:
        with study.unrecorded() as db:
            db.exec_driver_sql("UPDATE transcript_text SET text = replace(text, 'bra', 'dum')")
        try:
            read_transcript(study, list_transcripts(study)[0])
        except TusjError:
            app._fatal_error()
    assert str(app._exit_renderables[-1]).endswith("study.tusj is damaged; use an earlier copy of it.")


@pytest.mark.parametrize(
    ("number", "said"), [(0, "tusj had to stop (AttributeError at "), (6, "damaged.tusj is damaged;")]
)
async def test_the_workbench_says_it_too(
    study_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    app = Workbench(damaged(study_path, number) if number else study_path)
    monkeypatch.setattr(app, "_close_messages_no_wait", lambda: None)
    try:
        raise AttributeError
    except AttributeError:
        app._fatal_error()
    assert said in str(app._exit_renderables[-1])
