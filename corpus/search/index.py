"""The search index, brought up to date before it is asked: an interview is indexed anew where its text has changed.

A row of the index is a turn's words, under the turn's key. What stands between the turns of an interview belongs to no
turn; it has one row, under the interview's key with a minus.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from corpus.language.forms import WordForms, get_forms
from corpus.progress import Progress
from corpus.search.words import WORD, find_words, index_key
from corpus.store import Project

Span = tuple[int, int]


class Stretch(NamedTuple):  # made for every turn looked at: a dataclass takes three times as long
    """Words that are searched together: a turn's, by its key, or what stands between turns (`key` negative)."""

    key: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a stretch: where each stands in the whole text, as it is compared, and its forms."""

    places: list[Span]
    words: list[str]
    forms: list[tuple[str, ...]]


def read_tokens(text: str, stretch: Stretch, forms: WordForms) -> Tokens:
    """The words of a stretch of a text."""
    places, words = find_words(text, stretch.start, stretch.end)
    return Tokens(places, words, forms.of_each(text, stretch.start, places, words))


def forms_by_language(project: Project, languages: Iterable[str]) -> dict[str, WordForms]:
    """The word forms of each language; of one that could not be told, those of the study's."""
    wanted = dict.fromkeys(languages)
    own = project.language if "" in wanted else ""
    return {language: get_forms(language or own) for language in wanted}


def stretches(db: Connection, transcript: int, text: str) -> Iterator[Stretch]:
    """The turns of an interview, and what stands between them; labels belong to neither."""
    rows = db.exec_driver_sql(
        'SELECT id, label_start, label_end, "start", "end" FROM turn WHERE transcript_id = ? ORDER BY number',
        (transcript,),
    ).fetchall()
    yield from (Stretch(key, start, end) for key, _label, _label_end, start, end in rows)
    yield from gaps(transcript, text, [(row[1], row[2]) for row in rows] + [(row[3], row[4]) for row in rows])


def gaps(transcript: int, text: str, taken: Sequence[Span]) -> Iterator[Stretch]:
    """What stands between the ranges taken, where it holds a word."""
    reached = 0
    for start, end in sorted([*taken, (len(text), len(text))]):
        if start > reached and WORD.search(text, reached, start):
            yield Stretch(-transcript, reached, start)
        reached = max(reached, end)


def find_stale(project: Project) -> dict[int, str]:
    """The interviews the index does not hold as they are now, by key, with their language."""
    with project.read() as db:
        rows = db.exec_driver_sql(
            "SELECT t.id, t.language, x.sha256, s.sha256, s.pipeline FROM transcript t "
            "JOIN transcript_text x ON x.transcript_id = t.id LEFT JOIN search_state s ON s.transcript_id = t.id"
        ).fetchall()
    forms = forms_by_language(project, {row[1] for row in rows})
    names = {language: found.name for language, found in forms.items()}
    return {row[0]: row[1] for row in rows if (row[2], names[row[1]]) != (row[3], row[4])}


def bring_up_to_date(project: Project, progress: Progress | None = None) -> frozenset[int]:
    """Index what has changed; returns the interviews that could not be, in a study open for reading only.

    `progress` counts interviews and may raise Cancelled: what is indexed by then stays. Slow at first, about half a
    second for a million characters: call it in a worker.
    """
    standing = _standing(project)
    known = _checked.get(project)
    if known is None or known[0] != standing:
        known = _checked[project] = (standing, _bring_up_to_date(project, progress))
    return known[1]


_checked: WeakKeyDictionary[Project, tuple[object, frozenset[int]]] = WeakKeyDictionary()
"""How each open study stood when its index was last looked through, and what was left out of date."""


def _standing(project: Project) -> object:
    """How a study stands: texts change only by a step."""
    with project.read() as db:
        return tuple(
            db.exec_driver_sql(
                "SELECT (SELECT guid FROM step WHERE id = (SELECT step_id FROM journal_state)), count(*), max(id) "
                "FROM transcript"
            ).one()
        )


def _bring_up_to_date(project: Project, progress: Progress | None) -> frozenset[int]:
    stale = find_stale(project)
    if not project.writable:
        return frozenset(stale)
    _forget_removed(project)
    forms = forms_by_language(project, stale.values())
    for done, (transcript, language) in enumerate(stale.items()):
        if progress:
            progress(done, len(stale))
        with project.unrecorded() as db:
            _index(db, transcript, forms[language])
    if progress and stale:
        progress(len(stale), len(stale))
    return frozenset()


def _index(db: Connection, transcript: int, forms: WordForms) -> None:
    found = db.exec_driver_sql(
        "SELECT text, sha256 FROM transcript_text WHERE transcript_id = ?", (transcript,)
    ).first()
    if found is None:
        return
    text, sha256 = found
    keys = [key for (key,) in db.exec_driver_sql("SELECT id FROM turn WHERE transcript_id = ?", (transcript,))]
    rows = expected_rows(db, transcript, text, forms)
    db.exec_driver_sql("DELETE FROM search_index WHERE rowid = ?", [(key,) for key in (*keys, -transcript)])
    if rows:
        db.exec_driver_sql("INSERT INTO search_index(rowid, words, forms) VALUES (?, ?, ?)", rows)
    db.exec_driver_sql(
        "INSERT OR REPLACE INTO search_state(transcript_id, sha256, pipeline) VALUES (?, ?, ?)",
        (transcript, sha256, forms.name),
    )


def expected_rows(db: Connection, transcript: int, text: str, forms: WordForms) -> list[tuple[int, str, str]]:
    """The rows of the index for an interview: key, words, forms."""
    rows: dict[int, tuple[list[str], set[str]]] = {}
    forms.prepare(set(find_words(text, 0, len(text))[1]))
    for stretch in list(stretches(db, transcript, text)):
        tokens = read_tokens(text, stretch, forms)
        words, said = rows.setdefault(stretch.key, ([], set()))
        words += map(index_key, tokens.words)
        said.update(form for several in set(tokens.forms) for form in several)
    return [(key, " ".join(words), " ".join(map(index_key, said))) for key, (words, said) in rows.items()]


def _forget_removed(project: Project) -> None:
    """Take from the index what is no longer in the study."""
    with project.read() as db:
        gone = db.exec_driver_sql(
            "SELECT id FROM search_index_docsize WHERE CASE WHEN id > 0 THEN id NOT IN (SELECT id FROM turn) "
            "ELSE -id NOT IN (SELECT id FROM transcript) END"
        ).fetchall()
    if gone:
        with project.unrecorded() as db:
            db.exec_driver_sql("DELETE FROM search_index WHERE rowid = ?", [(key,) for (key,) in gone])


def forms_used(project: Project) -> dict[str, tuple[str, ...]]:
    """By what the index found word forms, with the names of the interviews it was used on."""
    found: dict[str, list[str]] = {}
    with project.read() as db:
        rows = db.exec_driver_sql(
            "SELECT s.pipeline, t.name FROM search_state s JOIN transcript t ON t.id = s.transcript_id ORDER BY t.id"
        )
        for pipeline, name in rows:
            found.setdefault(pipeline, []).append(name)
    return {pipeline: tuple(names) for pipeline, names in found.items()}


def count_forms(project: Project, forms: Collection[str]) -> tuple[int, Mapping[str, int]]:
    """How many stretches the index holds, and in how many of them each of these forms is said."""
    with project.read() as db:
        total = int(db.exec_driver_sql("SELECT count(*) FROM search_index_docsize").scalar_one())
        db.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab(main, search_index, col)"
        )
        counted = {}
        for form in forms:
            row = db.exec_driver_sql(
                "SELECT doc FROM temp.search_terms WHERE term = ? AND col = 'forms'", (index_key(form),)
            ).first()
            counted[form] = int(row[0]) if row else 0
    return total, counted


def count_in_texts(project: Project, transcripts: Collection[int]) -> tuple[int, Counter[str]]:
    """The same of interviews the index does not hold, read from their texts: every form that is said in them."""
    total, counted = 0, Counter[str]()
    if transcripts:
        with project.read() as db:
            rows = db.exec_driver_sql(
                "SELECT t.id, t.language, x.text FROM transcript t JOIN transcript_text x ON x.transcript_id = t.id"
            ).fetchall()
            for key, language, text in rows:
                if key in transcripts:
                    forms = forms_by_language(project, [language])[language]
                    for stretch in stretches(db, key, text):
                        total += 1
                        said = read_tokens(text, stretch, forms).forms
                        counted.update({form for several in said for form in several})
    return total, counted


def turns_with_forms(project: Project, forms: Collection[str]) -> dict[int, frozenset[int]]:
    """By interview, the numbers of the turns in which some of these forms are said."""
    if not forms:
        return {}
    match = "forms : (" + " OR ".join(f'"{index_key(form)}"' for form in forms) + ")"
    found: dict[int, set[int]] = {}
    with project.read() as db:
        rows = db.exec_driver_sql(
            "SELECT t.transcript_id, t.number FROM search_index s JOIN turn t ON t.id = s.rowid "
            "WHERE search_index MATCH ?",
            (match,),
        )
        for transcript, number in rows:
            found.setdefault(transcript, set()).add(number)
    return {transcript: frozenset(numbers) for transcript, numbers in found.items()}
