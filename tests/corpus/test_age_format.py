"""The age format: tusj opens what other programs seal. That others open what it seals is shown where an export is."""

import pytest

from corpus.age_format import unseal
from corpus.errors import ReadError

NFC, NFD = "blåbær", "bla\u030abær"


def test_what_other_hands_sealed_is_opened(age_by_hand):
    sealed = age_by_hand.seal(b"Kari Nordmann", NFC)
    assert unseal(sealed, NFD, "keys.age") == b"Kari Nordmann"


def test_a_wrong_passphrase_and_damage_are_one_sentence_that_names_the_file(age_by_hand):
    sealed = age_by_hand.seal(b"Kari Nordmann", "ord")
    damaged = (sealed[:-5], sealed[:60], sealed[:-1] + b"x", b"age-encryption.org/v1\n")
    for data, passphrase in ((sealed, "feil"), *((data, "ord") for data in damaged)):
        with pytest.raises(ReadError, match=r"^Wrong passphrase, or a damaged file: keys.age\.$"):
            unseal(data, passphrase, "keys.age")
