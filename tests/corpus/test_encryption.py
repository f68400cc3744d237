"""An encrypted study: no word in its files, one sentence for a wrong passphrase, changes that lose nothing."""

import hashlib
import os
import subprocess
import sys
import unicodedata

import pytest

from codebook.codings import list_codings
from codebook.models import MODELS
from codebook.project import create_project, open_project
from codebook.sample import make_sample
from corpus.errors import ProjectError, ReadError
from corpus.imports import import_candidates, read_candidates
from corpus.store import PassphraseError, PassphraseNeededError, Project, is_encrypted
from corpus.store.cipher import key_of, recovered_key, write_recovery
from corpus.store.rekey import change_passphrase
from corpus.store.sqlite import check_header
from corpus.transcripts import list_transcripts, read_transcript

SECRET = "Hemmelighetskremmer"
WORDS = f"I: Hva heter du?\nP: {SECRET} heter jeg.\n"


@pytest.fixture
def secret_study(tmp_path):
    """An encrypted study with one interview."""
    path = tmp_path / "secret.tusj"
    (tmp_path / "interviews").mkdir()
    file = tmp_path / "interviews" / "a.txt"
    file.write_text(WORDS, "utf-8")
    with create_project(path, passphrase="rød grøt") as study:
        import_candidates(study, read_candidates(study, [file], interviewers=["I"], role="veileder"))
    file.unlink()
    return path


def text_of(path, **options):
    with open_project(path, **options) as study:
        return read_transcript(study, list_transcripts(study)[0]).text


def bytes_beside(path):
    """Everything in the study's folder, its log and lock included."""
    return b"".join(file.read_bytes() for file in path.parent.rglob("*") if file.is_file())


def test_no_word_stands_in_an_encrypted_studys_files_while_it_is_open_or_closed(secret_study):
    assert is_encrypted(secret_study)
    with open_project(secret_study, passphrase="rød grøt") as study:
        with study.unrecorded() as db:
            db.exec_driver_sql("UPDATE study SET name = ?", (SECRET,))
        assert (secret_study.with_name("secret.tusj-wal")).stat().st_size > 0
        assert SECRET.encode() not in bytes_beside(secret_study)
    assert SECRET.encode() not in bytes_beside(secret_study)
    assert b"SQLite" not in bytes_beside(secret_study)


def test_a_passphrase_that_is_missing_or_wrong_is_told_apart_from_no_study(secret_study, tmp_path):
    with pytest.raises(PassphraseNeededError, match="needs its passphrase"):
        open_project(secret_study)
    with pytest.raises(PassphraseError, match="Wrong passphrase, or a damaged file"):
        open_project(secret_study, passphrase="rod grot")
    (tmp_path / "letter.tusj").write_bytes(b"Dear supervisor, " * 4096)
    with pytest.raises(ProjectError, match="not a tusj study"):
        open_project(tmp_path / "letter.tusj", passphrase="x")
    assert text_of(secret_study, passphrase="rød grøt") == WORDS


def test_damage_in_an_encrypted_study_is_told_and_never_read_as_text(secret_study):
    data = bytearray(secret_study.read_bytes())
    data[5000] ^= 1
    secret_study.write_bytes(data)
    with pytest.raises(ProjectError, match="damaged"):
        text_of(secret_study, passphrase="rød grøt")


def test_a_passphrase_typed_in_parts_is_the_same(secret_study):
    assert text_of(secret_study, passphrase=unicodedata.normalize("NFD", "rød grøt")) == WORDS
    with create_project(secret_study.with_name("å.tusj"), passphrase="å"):
        pass
    open_project(secret_study.with_name("å.tusj"), passphrase="a\u030a").close()


def test_a_wrong_passphrase_writes_nothing_to_the_terminal(secret_study):
    code = (
        "import sys; from pathlib import Path; from codebook.project import open_project\n"
        "try: open_project(Path(sys.argv[1]), passphrase='x')\n"
        "except Exception as error: print(type(error).__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(secret_study)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("PassphraseError\n", "")


@pytest.mark.parametrize(("before", "after"), [("", "ny"), ("gammel", "ny"), ("gammel", "")])
def test_a_passphrase_is_added_changed_and_removed_and_all_is_kept(tmp_path, before, after):
    path = tmp_path / "study.tusj"
    make_sample(path, "en").close()
    if before:
        change_passphrase(path, None, before)
    with open_project(path, passphrase=before) as study:
        codings = list_codings(study)
        with study.step("changed the study's settings") as db:
            db.exec_driver_sql("UPDATE study SET name = 'new'")
        triggers = everything(study)
    key = key_of(path, before) if before else None
    change_passphrase(path, key, after)
    assert is_encrypted(path) == bool(after)
    with open_project(path, passphrase=after) as study:
        assert list_codings(study) == codings
        assert everything(study) == triggers
        assert study.undo() is not None
        assert study.name == "The collaboration study"
    if before and after:
        with pytest.raises(PassphraseError):
            open_project(path, passphrase=before)
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix != ".lock") == ["study.tusj"]


def everything(study: Project):
    with study.read() as db:
        return sorted(
            tuple(row)
            for row in db.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        )


def test_removing_a_passphrase_from_an_open_study_is_refused(secret_study):
    with (
        open_project(secret_study, passphrase="rød grøt") as study,
        pytest.raises(ProjectError, match="already open"),
    ):
        change_passphrase(secret_study, study.key, "")
    assert text_of(secret_study, passphrase="rød grøt") == WORDS


def test_a_change_that_breaks_off_leaves_the_study_as_it_was(secret_study, monkeypatch):
    key = key_of(secret_study, "rød grøt")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk gone")))
    with pytest.raises(ProjectError):
        change_passphrase(secret_study, key, "ny")
    monkeypatch.undo()
    assert text_of(secret_study, passphrase="rød grøt") == WORDS
    assert not [p for p in secret_study.parent.iterdir() if p.name.endswith(".new")]


def test_the_recovery_file_opens_the_study_and_lies_elsewhere(secret_study, tmp_path):
    key = key_of(secret_study, "rød grøt")
    with pytest.raises(ProjectError, match="must not lie beside"):
        write_recovery(key, secret_study, secret_study.with_name("key.txt"))
    away = tmp_path / "elsewhere"
    away.mkdir()
    write_recovery(key, secret_study, away / "key.txt")
    if os.name != "nt":
        assert (away / "key.txt").stat().st_mode & 0o077 == 0
    with pytest.raises(ProjectError, match="there already"):
        write_recovery(key, secret_study, away / "key.txt")
    with Project.open(secret_study, MODELS, key=recovered_key(secret_study, away / "key.txt")) as study:
        assert read_transcript(study, list_transcripts(study)[0]).text == WORDS
    (away / "other.txt").write_text("nothing", "utf-8")
    with pytest.raises(ReadError, match="no recovery file"):
        recovered_key(secret_study, away / "other.txt")


def test_neither_key_nor_salt_shows_when_printed(secret_study):
    key = key_of(secret_study, "rød grøt")
    assert key.key not in repr(key)
    assert key.salt not in repr(key)


def test_the_key_is_sqlciphers_own(secret_study):
    """Whoever has the passphrase can open the file with any SQLCipher."""
    salt = secret_study.read_bytes()[:16]
    assert (
        key_of(secret_study, "rød grøt").key
        == hashlib.pbkdf2_hmac("sha512", "rød grøt".encode(), salt, 256_000, 32).hex()
    )
    import sqlcipher3.dbapi2

    connection = sqlcipher3.dbapi2.connect(str(secret_study))
    connection.execute("PRAGMA key='rød grøt'")
    assert connection.execute("SELECT count(*) FROM transcript").fetchone() == (1,)
    connection.close()


def test_an_encrypted_study_of_an_earlier_version_is_brought_up_and_its_copy_is_encrypted(tmp_path):
    import shutil
    from pathlib import Path

    from corpus.store import sqlite

    path = tmp_path / "study.tusj"
    shutil.copy(Path(__file__).parent / "old" / "version-1.study", tmp_path / "plain.tusj")
    # A file of version 1 cannot be made encrypted by this program's own hand: its copy is told to be the newest.
    from corpus.store.cipher import new_key

    key = new_key("x")
    sqlite.copy_into(tmp_path / "plain.tusj", None, path, key)
    raw = sqlite._raw(str(path), key)
    raw.execute("PRAGMA user_version=1")
    raw.close()
    (tmp_path / "plain.tusj").unlink()
    with open_project(path, passphrase="x") as study:
        assert len(list_codings(study)) == 3
    assert is_encrypted(tmp_path / "study.tusj-snapshots" / "before-version-2.tusj")
    assert check_header(path, key_of(path, "x")) == sqlite.FILE_VERSION
    assert b"mase" not in bytes_beside(path)
