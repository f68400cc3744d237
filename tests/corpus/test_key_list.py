"""The key list: encrypted, apart from the study, opened only with its passphrase."""

import json

import pytest

from corpus.age_format import seal
from corpus.deidentify.keylist import (
    KeyEntry,
    KeyList,
    check_place,
    read_key_list,
    write_key_list,
)
from corpus.errors import InputError, ProjectError, ReadError
from corpus.store.snapshots import snapshot_folder

ENTRY = KeyEntry("Kari Nordmann", "[P07]", "person", "2026-01-01T00:00:00Z")
OTHER = KeyEntry("Drammen", "(sted)", "place", "2026-01-01T00:00:00Z")


@pytest.fixture
def study(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "away").mkdir()
    return tmp_path / "home" / "s.tusj"


@pytest.fixture
def keys(tmp_path, study):
    """A key list with one replaced string, and without its part on people."""
    file = tmp_path / "away" / "keys.age"
    row = {"was": ENTRY.was, "now": ENTRY.now, "kind": ENTRY.kind, "time": ENTRY.time}
    file.write_bytes(seal(json.dumps({"tusj key list": [row]}).encode(), "ord"))
    return file


def test_what_was_replaced_is_added_once(study, keys):
    held = read_key_list(study, keys, "ord")
    assert held == KeyList((), (ENTRY,))
    assert held.with_replaced([ENTRY, OTHER]).replaced == (ENTRY, OTHER)


def test_a_list_is_read_back_as_it_was_written(study, tmp_path):
    held = KeyList().with_person("P07", "Kari Nordmann", "kari@x.no").with_replaced([ENTRY, OTHER])
    keys = tmp_path / "away" / "new.age"
    write_key_list(study, keys, "ord", held)
    assert read_key_list(study, keys, "ord") == held
    assert b"Kari" not in keys.read_bytes()


def test_people_stand_in_the_order_of_their_numbers_and_the_last_word_counts():
    held = KeyList()
    for label, name, contact in (("P10", "Ola", ""), ("P2", "Liv", "liv@x.no"), ("p10", " Ola\nBerg ", "99 99 99 99")):
        held = held.with_person(label, name, contact)
    assert [(p.label, p.name, p.contact) for p in held.people] == [
        ("P2", "Liv", "liv@x.no"),
        ("p10", "Ola Berg", "99 99 99 99"),
    ]
    assert held.with_person("P2", "").find("P2") is None
    with pytest.raises(InputError, match="500"):
        held.with_person("P3", "x" * 501)


def test_who_withdrew_leaves_no_line_that_tells_of_them():
    theirs = [KeyEntry(was, now, "person", "") for was, now in (("Nordmann", "[P7]s"), ("kari nordmann", "(navn)"))]
    others = [OTHER, KeyEntry("Ola", "[P70]", "person", "")]
    held = KeyList().with_person("P7", "Kari Nordmann").with_person("P70", "Ola").with_replaced([*theirs, *others])
    less = held.without("p7")
    assert [person.label for person in less.people] == ["P70"]
    assert less.replaced == tuple(others)


def test_a_place_with_the_study_is_refused(study, tmp_path):
    snapshots = snapshot_folder(study)
    snapshots.mkdir()
    (study.parent / "below").mkdir()
    (tmp_path / "away" / "link").symlink_to(study.parent)

    check_place(study, study.parent / "below" / "k.age")
    for file in (study.parent / "k.age", snapshots / "k.age", study, tmp_path / "away" / "link" / "k.age"):
        for work in (check_place, lambda *at: write_key_list(*at, "ord", KeyList())):
            with pytest.raises(ProjectError, match="another folder"):
                work(study, file)


def test_a_wrong_passphrase_a_missing_one_and_another_file_are_told_apart(study, keys, tmp_path):
    other, sealed = tmp_path / "away" / "x.txt", tmp_path / "away" / "x.age"
    other.write_text("hei")
    sealed.write_bytes(seal(b"[1]", "ord"))

    with pytest.raises(ReadError, match="Wrong passphrase"):
        read_key_list(study, keys, "feil")
    with pytest.raises(InputError, match="TUSJ_KEYLIST_PASSPHRASE"):
        read_key_list(study, keys, "")
    for file in (other, sealed):
        with pytest.raises(ReadError, match="no key list"):
            read_key_list(study, file, "ord")
    keys.write_bytes(keys.read_bytes()[:-5])
    with pytest.raises(ReadError, match="damaged"):
        read_key_list(study, keys, "ord")
    assert read_key_list(study, tmp_path / "away" / "new.age", "ord") == KeyList()
