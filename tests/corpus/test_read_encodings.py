from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.readers import read_source

NORWEGIAN = "I: Hva gjør du når det «stopper»?\nP: Da ringer jeg på Ås – «ja», ærlig talt. Ø!\n"
PLAIN = "I: Kva no?\nP: Ja, blåbær på øya, så klart.\n"


def read(path: Path, data: bytes, encoding: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    path.write_bytes(data)
    source = read_source(path, encoding)
    return source.text, source.encoding, source.warnings


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("mac-roman", "mac-roman"),
    ],
)
@pytest.mark.parametrize("text", [NORWEGIAN, PLAIN])
def test_encodings_are_found_without_a_word(tmp_path: Path, text: str, written: str, found: str) -> None:
    assert read(tmp_path / "a.txt", text.encode(written)) == (text, found, ())


def test_utf_16_be_with_bom(tmp_path: Path) -> None:
    assert read(tmp_path / "a.txt", b"\xfe\xff" + PLAIN.encode("utf-16-be"))[0] == PLAIN


def test_latin_1_is_read_right_whatever_it_is_called(tmp_path: Path) -> None:
    assert read(tmp_path / "a.txt", PLAIN.encode("latin-1"))[0] == PLAIN


def test_a_dos_code_page_is_a_guess_that_is_said_and_can_be_overridden(tmp_path: Path) -> None:
    data = PLAIN.encode("cp865")
    _text, encoding, warnings = read(tmp_path / "a.txt", data)
    assert warnings[0] == f"Encoding guessed as {encoding}; --encoding names another."
    assert read(tmp_path / "a.txt", data, "cp865") == (PLAIN, "cp865", ())


@pytest.mark.parametrize("written", ["cp850", "cp865", "cp437"])
def test_a_dos_code_page_is_never_taken_for_a_mac_s(tmp_path: Path, written: str) -> None:
    text = "I: hei på deg, særlig når\nP: ja på og på går\n"
    warning = "Encoding guessed as cp850; --encoding names another."
    assert read(tmp_path / "a.txt", text.encode(written)) == (text, "cp850", (warning,))


@pytest.mark.parametrize(
    "text", ["P: très bien, voilà le père à côté.\n", "P: así aquí también, mañana.\n", "P: für mich, schön, größer.\n"]
)
def test_other_languages_from_a_mac_stay_what_they_are(tmp_path: Path, text: str) -> None:
    assert read(tmp_path / "a.txt", text.encode("mac-roman"))[:2] == (text, "mac-roman")


def test_another_alphabet_is_guessed_and_said(tmp_path: Path) -> None:
    russian = "И: Здравствуйте, расскажите о вашей работе, пожалуйста.\n" * 20
    text, _encoding, warnings = read(tmp_path / "a.txt", russian.encode("cp1251"))
    assert text == russian
    assert warnings == ("Encoding guessed as cp1251; --encoding names another.",)


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "a b\0c", "ø"])
def test_an_encoding_that_does_not_exist(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(ReadError, match="there is no encoding called"):
        read(tmp_path / "a.txt", b"I: Ja", encoding)


def test_bytes_that_the_named_encoding_does_not_have(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is not in the encoding utf-8"):
        read(tmp_path / "a.txt", PLAIN.encode("cp1252"), "utf-8")


def test_nul_and_escape_sequences_in_text_are_replaced_and_reported(tmp_path: Path) -> None:
    assert read(tmp_path / "a.txt", "I: H\0å \x1b[31m?\n".encode()) == (
        "I: H�å �[31m?\n",
        "utf-8",
        ("2 control characters were replaced by �.",),
    )
