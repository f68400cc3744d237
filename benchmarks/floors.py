"""The least each piece of work can cost: the bare driver with the program's own pragmas, tables and triggers."""

import csv
import re
from collections import defaultdict
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlcipher3.dbapi2

PRAGMAS = (
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "synchronous=FULL",
    "busy_timeout=5000",
    "temp_store=MEMORY",
)
INSERT = (
    'INSERT INTO coding(guid, transcript_id, "start", "end", code_id, coder_id, gist, flags, quote, origin, created, '
    "digest) VALUES (?, ?, ?, ?, ?, ?, '', '', 0, 'read', '2026-01-01T00:00:00Z', '0123456789abcdef')"
)
TURN = re.compile(r"^([^\s:]{1,40}): *(.+(?:\n(?!\n).+)*)", re.MULTILINE)


def connect(path: Path) -> Any:
    """A bare connection to a file, new or there, that syncs every commit to the disk."""
    db = sqlcipher3.dbapi2.connect(str(path), isolation_level=None)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    db.execute("PRAGMA journal_mode=WAL")
    return db


def import_files(path: Path, files: list[Path]) -> None:
    """Read files, find turns with one regular expression, store and index them."""
    read = [file.read_text(encoding="utf-8") for file in files]
    db = connect(path)
    db.execute("CREATE TABLE transcript(id INTEGER PRIMARY KEY, text TEXT)")
    db.execute('CREATE TABLE turn(transcript_id INTEGER, number INTEGER, speaker TEXT, "start" INTEGER, "end" INTEGER)')
    db.execute("CREATE INDEX turn_transcript ON turn(transcript_id)")
    db.execute("CREATE VIRTUAL TABLE found USING fts5(words)")
    db.execute("BEGIN IMMEDIATE")
    for key, text in enumerate(read):
        turns = list(TURN.finditer(text))
        db.execute("INSERT INTO transcript VALUES (?, ?)", (key, text))
        rows = [(key, number, turn[1], *turn.span(2)) for number, turn in enumerate(turns)]
        db.executemany("INSERT INTO turn VALUES (?, ?, ?, ?, ?)", rows)
        db.executemany("INSERT INTO found VALUES (?)", [(turn[2],) for turn in turns])
    db.execute("COMMIT")
    db.close()


def insert_coding(db: Any, transcript: int, start: int, end: int, code: int) -> None:
    """One insert, on the disk when it returns."""
    db.execute("BEGIN IMMEDIATE")
    db.execute(INSERT, (uuid4().hex, transcript, start, end, code, 1))
    db.execute("COMMIT")


def insert_codings(db: Any, table: Path, transcripts: dict[str, int], codes: dict[str, int]) -> None:
    """Parse a table and insert its rows in bulk."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = [
            (uuid4().hex, transcripts[name], int(start), int(end), codes[code], 1)
            for name, start, end, _schema, code in list(csv.reader(file))[1:]
        ]
    db.execute("BEGIN IMMEDIATE")
    db.executemany(INSERT, rows)
    db.execute("COMMIT")


def search(db: Any, match: str, shown: int, sought: re.Pattern[str]) -> list[tuple[Any, ...]]:
    """Ask a full-text index, read the turns it names with who says them, and find the word by a regular expression."""
    keys = [key for (key,) in db.execute("SELECT rowid FROM search_index WHERE search_index MATCH ?", (match,))][:shown]
    turns = db.execute(
        'SELECT t.transcript_id, i.name, t.number, t."start", t."end", p.label, r.name FROM turn t '
        "JOIN transcript i ON i.id = t.transcript_id LEFT JOIN participant p ON p.id = t.participant_id "
        f"LEFT JOIN role r ON r.id = p.role_id WHERE t.id IN ({','.join('?' * len(keys))})",
        keys,
    ).fetchall()
    texts = {key: "" for key, *_rest in turns}
    for key in texts:
        texts[key] = db.execute("SELECT text FROM transcript_text WHERE transcript_id = ?", (key,)).fetchone()[0]
    return [
        (*turn, texts[turn[0]][turn[3] : found.start()], found.group(), texts[turn[0]][found.end() : turn[4]])
        for turn in turns
        for found in sought.finditer(texts[turn[0]], turn[3], turn[4])
    ]


def count(db: Any) -> dict[tuple[int, str], list[int]]:
    """Informants and segments by code and role in bare SQL; words by slicing and splitting each coded text once."""
    joined = (
        "FROM coding c JOIN transcript_participant t ON t.transcript_id = c.transcript_id "
        "JOIN participant p ON p.id = t.participant_id JOIN role r ON r.id = p.role_id"
    )
    counted = "count(DISTINCT p.id), count(DISTINCT c.id)"
    found = {
        (code, role): [informants, segments, 0]
        for code, role, informants, segments in db.execute(
            f"SELECT c.code_id, r.name, {counted} {joined} GROUP BY c.code_id, r.name "
            f"UNION ALL SELECT c.code_id, 'all', {counted} {joined} GROUP BY c.code_id"
        )
    }
    places = defaultdict(list)
    for transcript, *place in db.execute(f'SELECT c.transcript_id, c."start", c."end", c.code_id, r.name {joined}'):
        places[transcript].append(place)
    for transcript, text in db.execute("SELECT transcript_id, text FROM transcript_text"):
        for start, end, code, role in places[transcript]:
            words = len(text[start:end].split())
            found[code, role][2] += words
            found[code, "all"][2] += words
    return found
