"""The search index beside the texts: whether it holds the words that stand there."""

from sqlalchemy import Connection

from corpus.search.index import expected_rows, forms_by_language
from corpus.store import Project
from corpus.store.sqlite import INDEX_WORDS

# The forms of a word are a set: the order they stand in says nothing.
_HELD, _WANTED = (
    f"SELECT term, doc, col, CASE col WHEN 'words' THEN \"offset\" ELSE 0 END FROM temp.{name}"
    for name in ("held", "wanted")
)
_DIFFERENT = (
    f"SELECT count(DISTINCT doc) FROM (SELECT * FROM ({_HELD} WHERE doc IN (SELECT value FROM json_each(?)) "
    f"EXCEPT {_WANTED}) UNION ALL SELECT * FROM ({_WANTED} EXCEPT {_HELD}))"
)


def count_wrong(project: Project, db: Connection) -> int:
    """How many turns the index holds with other words than they have, of the interviews it holds as they are now.

    An interview that has changed since, or was indexed by other word forms, is indexed anew by the next search.
    """
    current = db.exec_driver_sql(
        "SELECT t.id, t.language, x.text, s.pipeline FROM transcript t "
        "JOIN transcript_text x ON x.transcript_id = t.id "
        "JOIN search_state s ON s.transcript_id = t.id AND s.sha256 = x.sha256 ORDER BY t.id"
    ).fetchall()
    if not current:
        return 0
    forms = forms_by_language(project, {row.language for row in current})
    for name in ("held", "wanted", "wanted_index"):
        db.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")
    db.exec_driver_sql("CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, search_index, instance)")
    db.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.wanted_index USING fts5({INDEX_WORDS})")
    db.exec_driver_sql("CREATE VIRTUAL TABLE temp.wanted USING fts5vocab(temp, wanted_index, instance)")
    keys: list[int] = []
    for transcript, language, text, pipeline in current:
        if pipeline == forms[language].name:
            rows = expected_rows(db, transcript, text, forms[language])
            keys += [key for key, _words, _forms in rows]
            db.exec_driver_sql("INSERT INTO temp.wanted_index(rowid, words, forms) VALUES (?, ?, ?)", rows)
    return int(db.exec_driver_sql(_DIFFERENT, (str(keys),)).scalar_one())
