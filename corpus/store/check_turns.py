"""Whether an interview's turns are as they were stored: no digest knows them, but they fit each other and the text."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from corpus.store.anchors import sha256
from corpus.words import count_words

_KINDS = {"participant", "interviewer"}


def find_broken_turns(db: Connection) -> Iterator[str]:
    """The names of interviews whose turns do not fit; a text that is not the one stored is another check's."""
    corrected = _corrected(db)
    for key, name, length, words, text, kept in db.exec_driver_sql(
        "SELECT t.id, t.name, t.length, t.words, x.text, x.sha256 FROM transcript t "
        "JOIN transcript_text x ON x.transcript_id = t.id ORDER BY t.id"
    ).fetchall():
        turns = db.exec_driver_sql(
            'SELECT number, label_start, label_end, "start", "end", speaker, kind, participant_id, start_ms, end_ms '
            "FROM turn WHERE transcript_id = ? ORDER BY number",
            (key,),
        ).fetchall()
        if sha256(text) == kept and not (
            _in_order(text, turns)
            and (length, words) == (len(text), sum(count_words(text, turn.start, turn.end) for turn in turns))
            and _one_each([(turn.speaker, (turn.kind, turn.participant_id)) for turn in turns])
            and (
                key in corrected
                or _one_each([(text[turn.label_start : turn.label_end].strip(), turn.speaker) for turn in turns])
            )
        ):
            yield name


def _corrected(db: Connection) -> set[Any]:
    """Interviews whose text, and so perhaps a label, was corrected; what cannot be read is another check's."""
    found = set()
    for (old,) in db.exec_driver_sql("SELECT old FROM journal WHERE op = 'EDIT'"):
        try:
            found.add(json.loads(old)["transcript"])
        except (ValueError, TypeError, KeyError):
            continue
    return found


def _in_order(text: str, turns: Sequence[Any]) -> bool:
    """Whether turns follow each other, each with its label before its words, numbered upwards."""
    reached, number = 0, 0
    for turn in turns:
        edges = (reached, turn.label_start, turn.label_end, turn.start, turn.end, len(text))
        times = (0, turn.start_ms or 0, turn.end_ms if turn.end_ms is not None else turn.start_ms or 0)
        if not all(isinstance(edge, int) for edge in (*edges, *times, turn.number)) or turn.kind not in _KINDS:
            return False
        if list(edges) != sorted(edges) or turn.number <= number or times[1] < 0:
            return False
        reached, number = turn.end, turn.number
    return True


def _one_each(pairs: Sequence[tuple[str, Any]]) -> bool:
    """Whether nothing has two different things beside it."""
    return len(set(pairs)) == len({first for first, _second in pairs})
