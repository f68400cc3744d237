"""Sealing in the age format: the format's own library opens what tusj seals."""

import pytest
from pyrage import passphrase as age

from corpus import age_format
from corpus.age_format import is_sealed, seal, unseal
from corpus.errors import InputError, ReadError

NFC, NFD = "blåbær", "bla\u030abær"


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
def test_what_is_sealed_is_opened_by_the_formats_library(size):
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    sealed = seal(data, NFD)
    assert is_sealed(sealed[:40])
    assert age.decrypt(sealed, NFC) == data
    assert b"\x01\x02\x03\x04" not in sealed


def test_deriving_the_key_takes_the_work_the_age_program_takes(monkeypatch):
    monkeypatch.undo()
    assert age_format.WORK == 18
    sealed = seal(b"Kari Nordmann", "ord")
    assert sealed.splitlines()[1].split()[-1] == b"18"
    assert unseal(sealed, "ord", "x.age") == b"Kari Nordmann"


def test_two_seals_of_the_same_have_nothing_in_common_but_the_head():
    first, second = (seal(b"Kari Nordmann", "ord").splitlines()[1:] for _time in range(2))
    assert not set(first) & set(second)


def test_a_wrong_passphrase_and_damage_are_one_sentence_that_names_the_file():
    sealed = seal(b"Kari Nordmann", "ord")
    damaged = (sealed[:-5], sealed[:60], sealed[:-1] + bytes([sealed[-1] ^ 1]), b"age-encryption.org/v1\n")
    for data, passphrase in ((sealed, "feil"), *((data, "ord") for data in damaged)):
        with pytest.raises(ReadError, match=r"^Wrong passphrase, or a damaged file: keys.age\.$"):
            unseal(data, passphrase, "keys.age")


@pytest.mark.parametrize("work", [lambda word: seal(b"x", word), lambda word: unseal(seal(b"x", "ord"), word, "x.age")])
def test_a_passphrase_that_is_no_text_is_told(work):
    with pytest.raises(InputError, match="cannot be read as text"):
        work("bl\udce5b\udce6r")  # as a variable in Latin-1 comes in
