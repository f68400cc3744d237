"""The key list: encrypted, apart from the study, opened only with its passphrase."""

import pytest

from corpus.deidentify.keylist import KeyEntry, add_to_key_list, check_place, read_key_list
from corpus.errors import InputError, ProjectError, ReadError

ENTRY = KeyEntry("Kari Nordmann", "[P07]", "person", "2026-01-01T00:00:00Z")
OTHER = KeyEntry("Drammen", "(sted)", "place", "2026-01-01T00:00:00Z")


@pytest.fixture
def study(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "away").mkdir()
    return tmp_path / "home" / "s.tusj"


def test_entries_are_added_once_and_read_back(study, tmp_path):
    file = tmp_path / "away" / "keys.age"

    add_to_key_list(study, file, "ord", [ENTRY])
    count = add_to_key_list(study, file, "ord", [ENTRY, OTHER])

    assert count == 2
    assert read_key_list(study, file, "ord") == [ENTRY, OTHER]
    assert b"Kari" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in file.parent.iterdir()] == ["keys.age"]


def test_a_place_with_the_study_is_refused(study, tmp_path):
    (study.parent / "below").mkdir()
    (tmp_path / "away" / "link").symlink_to(study.parent)

    for file in (study.parent / "k.age", study.parent / "below" / "k.age", study, tmp_path / "away" / "link" / "k.age"):
        with pytest.raises(ProjectError, match="another folder"):
            check_place(study, file)


def test_a_wrong_passphrase_a_missing_one_and_another_file_are_told_apart(study, tmp_path):
    file = tmp_path / "away" / "keys.age"
    add_to_key_list(study, file, "ord", [ENTRY])
    other = tmp_path / "away" / "x.txt"
    other.write_text("hei")

    with pytest.raises(ReadError, match="Wrong passphrase"):
        read_key_list(study, file, "feil")
    with pytest.raises(InputError, match="TUSJ_KEYLIST_PASSPHRASE"):
        read_key_list(study, file, "")
    with pytest.raises(ReadError, match="no key list"):
        read_key_list(study, other, "ord")
    file.write_bytes(file.read_bytes()[:-5])
    with pytest.raises(ReadError, match="damaged"):
        read_key_list(study, file, "ord")
    assert read_key_list(study, tmp_path / "away" / "new.age", "ord") == []
