"""Tables of word forms: built once from the data package into a small database in the user's cache, then looked up.

Bokmål: Norsk Ordbank (Nasjonalbiblioteket, Språkbanken), CC BY 4.0, as `spacy-lookups-data` has it. English: WordNet's
word lists, from the same package.
"""

import gzip
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGE = "spacy-lookups-data"
_LAYOUT = 1
_AT_ONCE = 500
_CLASSES = ("noun", "verb", "adj", "adv")
Forms = dict[str, set[str]]

# What the published table has wrong or lacks, among words that are said every day.
_MENDED_NB = {
    "bok": "bøk bøker bøkene", "liten": "lita lite små mindre minst minste", "stor": "størst største",
    "bli": "blitt", "lærer": "lærer læreren lærere lærerne", "gå": "går", "gammel": "eldst eldste",
    "god": "best beste bra",
}  # fmt: skip


class Lookups:
    """Dictionary forms by word, in lower case: `find` answers for many words in one go."""

    def __init__(self, database: Any) -> None:
        self._database = database
        self._lock = threading.Lock()

    def find(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The dictionary forms of those of the words the table knows."""
        wanted = list(words)
        found: dict[str, tuple[str, ...]] = {}
        with self._lock:
            for at in range(0, len(wanted), _AT_ONCE):
                part = wanted[at : at + _AT_ONCE]
                marks = ",".join("?" * len(part))
                rows = self._database.execute(f"SELECT word, forms FROM forms WHERE word IN ({marks})", part)
                found.update((word, tuple(forms.split(" "))) for word, forms in rows)
        return found


@cache
def get_lookups(language: str) -> Lookups:
    """The table of a language, `nb` or `en`; the first call on a machine builds it, in about three seconds."""
    path = _folder() / f"forms-{language}-{version(PACKAGE)}-{_LAYOUT}.sqlite"
    with suppress(OSError):
        if not path.exists():
            _make(path, language)
        database = _open(path)
        if database is not None:
            return Lookups(database)
        _make(path, language)  # what is there is damaged
        database = _open(path)
        if database is not None:
            return Lookups(database)
    return Lookups(_fill(_connect(":memory:"), language))


def _folder() -> Path:
    if folder := os.environ.get("TUSJ_CACHE"):
        return Path(folder)
    from platformdirs import user_cache_path

    return user_cache_path("tusj", appauthor=False)


def _connect(path: str) -> Any:
    from sqlcipher3 import dbapi2

    return dbapi2.connect(path, check_same_thread=False, isolation_level=None)


def _open(path: Path) -> Any:
    from sqlcipher3 import dbapi2

    try:
        database = dbapi2.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False, isolation_level=None
        )
        complete = database.execute("SELECT count(*) FROM forms WHERE word = ''").fetchone()[0]
    except dbapi2.Error:
        return None
    return database if complete else None


def _make(path: Path, language: str) -> None:
    """Build the table beside its place and put it there at once: two programs may do so at the same time."""
    from sqlcipher3 import dbapi2

    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        _fill(_connect(str(beside)), language).close()
        os.replace(beside, path)
    except dbapi2.Error as error:
        raise OSError(str(error)) from error
    finally:
        beside.unlink(missing_ok=True)


def _fill(database: Any, language: str) -> Any:
    forms = {"nb": _norwegian, "en": _english}[language](_read)
    database.execute("PRAGMA journal_mode=OFF")
    database.execute("PRAGMA synchronous=OFF")
    database.execute("CREATE TABLE forms(word TEXT PRIMARY KEY, forms TEXT) WITHOUT ROWID")
    database.execute("BEGIN")
    rows = ((word, " ".join(sorted(forms[word]))) for word in sorted(forms))
    database.executemany("INSERT INTO forms VALUES (?, ?)", rows)
    database.execute("INSERT INTO forms VALUES ('', '')")  # the last row: the table is whole
    database.execute("COMMIT")
    return database


def _read(name: str) -> dict[str, Any]:
    from importlib.resources import files

    source = files("spacy_lookups_data").joinpath("data", f"{name}.json.gz")
    with source.open("rb") as packed, gzip.open(packed) as file:
        found: dict[str, Any] = json.load(file)
    return found


def _norwegian(read: Callable[[str], Mapping[str, Any]]) -> Forms:
    classes: Mapping[str, Mapping[str, Sequence[str]]] = read("nb_lemma_exc")
    nouns, verbs = classes["noun"], classes["verb"]
    found: Forms = {}
    for kind in _CLASSES:
        table = classes[kind]
        heads = {form for forms in table.values() for form in forms}
        for word, forms in table.items():
            # A word that is the dictionary form of others is its own too: lærer of lærere.
            own = [word] if word in heads else []
            _add(found, word, (*forms, *own))
    for word, forms in nouns.items():
        _add(found, word, _shorter(word, forms[0], nouns))
    for word in verbs:  # the present of short verbs: går of gå
        if word.endswith("r") and word[:-1] in verbs.get(word[:-1], ()):
            _add(found, word, (word[:-1],))
    for word, form in read("nb_lemma_lookup").items():
        found.setdefault(word.lower(), {form.lower()})
    for form, words in _MENDED_NB.items():
        for word in words.split():
            _add(found, word, (form,))
    return found


def _shorter(word: str, form: str, nouns: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The other noun a definite form may be of, where the table names only the one in -e: samarbeidet, of samarbeid."""
    for ending in ("en", "et", "er", "ene"):
        stem = word.removesuffix(ending)
        if stem != word and form == f"{stem}e" and stem in nouns.get(stem, ()):
            yield stem


def _english(read: Callable[[str], Mapping[str, Any]]) -> Forms:
    found: Forms = {}
    for kind, words in read("en_lemma_index").items():
        if kind in _CLASSES:
            for word in words:
                _add(found, word, (word,))
    for kind, table in read("en_lemma_exc").items():
        if kind in _CLASSES:
            for word, forms in table.items():
                _add(found, word, forms)
    for word, form in read("en_lemma_lookup").items():
        _add(found, word, (form,))
    return found


def _add(found: Forms, word: str, forms: Iterable[str]) -> None:
    if " " not in word and "_" not in word:
        found.setdefault(word.lower(), set()).update(form.lower() for form in forms if " " not in form and form)
