"""The smallest inputs of kinds that are easily read wrong or slowly: each is read or refused in a sentence, at once."""

import time
from pathlib import Path

import pytest
from fuzzing import seeds

from codebook.files import read_codebook
from codebook.files.guides import read_guide
from corpus.deidentify.keylist import read_key_list
from corpus.errors import InputError, ReadError
from corpus.readers import read_source
from corpus.store import Project

_DEEP = 700
ODT = seeds.odt_parts("<text:p>I: Hva<text:s text:c='{count}'/>da?</text:p>{more}")["content.xml"].decode()
DOCX = seeds.docx_parts("{body}")["word/document.xml"].decode()


def odt(count: str, more: str = "") -> bytes:
    return seeds.packed_zip({"content.xml": ODT.replace("{count}", count).replace("{more}", more).encode()})


def docx(body: str) -> bytes:
    return seeds.packed_zip({"word/document.xml": DOCX.replace("{body}", body).encode()})


def pdf(*lines: str) -> bytes:
    shown = " 0 -14 Td ".join(f"({line}) Tj" for line in lines)
    page = f"BT /F1 10 Tf 40 800 Td {shown} ET".encode("cp1252")
    return seeds.packed_pdf(seeds.pdf_objects([page]))


def nested(tag: str, inside: str) -> str:
    return f"<{tag}>" * _DEEP + inside + f"</{tag}>" * _DEEP


WORDS = "<w:r><w:t>ja </w:t></w:r>" * 3000
INPUTS: dict[str, tuple[str, bytes, str]] = {
    "odt: as many spaces as a superscript": (".odt", odt("²"), "I: Hva da?"),
    "odt: more digits than a number has": (".odt", odt("9" * 5000), f"I: Hva{' ' * 1000}da?"),
    "docx: paragraphs within paragraphs of a cell": (
        ".docx",
        docx(f"<w:tbl><w:tr><w:tc>{nested('w:p', WORDS)}</w:tc></w:tr></w:tbl>"),
        "ja ja ja",
    ),
    "pdf: superscripts alone on their lines": (".pdf", pdf("I: Hva?", "²", "³", "P: Ja."), "²"),
    "rtf: a table of fonts without an end": (
        ".rtf",
        b"{\\rtf1 {\\fonttbl" + b"\\f0\\fcharset0 a" * 600 + b"}I: Hei}",
        "I: Hei",
    ),
    "rtf: links within links": (".rtf", b'{\\rtf1 I: Hei{\\field{\\*\\fldinst{HYPERLINK "a"' * 1500 + b"}", "I: Hei"),
    "vtt: a voice of many classes": (".vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nHei <v" + b".a" * 40 + b"\n", "Hei"),
    "srt: a long run of digits": (".srt", b"9" * 9000 + b"\n\n1\n00:00:00,000 --> 00:00:01,000\nHei\n", "Hei"),
}


@pytest.mark.parametrize("what", INPUTS)
def test_it_is_read_and_quickly(tmp_path: Path, what: str) -> None:
    ending, data, words = INPUTS[what]
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    started = time.process_time()
    assert words in read_source(path).text
    assert time.process_time() - started < 2


def test_a_level_of_too_many_digits(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(f'<w:p><w:pPr><w:ilvl w:val="{"9" * 5000}"/></w:pPr><w:r><w:t>Kode</w:t></w:r></w:p>'))
    assert [code.name for draft in read_codebook(path) for code in draft.codes] == ["Kode"]


def test_a_guide_tells_neither_its_words_nor_two_lines(study: Project, tmp_path: Path) -> None:
    path = tmp_path / "guide.csv"
    path.write_text('"Ja, veldig\nhemmelig",nr\nx,y\n', "utf-8")
    with pytest.raises(InputError) as caught:
        read_guide(study, path)
    assert caught.value.message == "guide.csv has no column question (it has: nr, 1 other)."


def test_a_questions_number_of_too_many_digits(study: Project, tmp_path: Path) -> None:
    path = tmp_path / "guide.csv"
    path.write_text(f"question,number\nHva?,{'9' * 5000}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_guide(study, path)
    assert caught.value.details == (f"row 2: {'9' * 20} is no number of a question",)


@pytest.mark.parametrize("work", [22, 63, 10**9])
def test_a_key_list_that_asks_for_more_memory_than_there_is(tmp_path: Path, work: int) -> None:
    path = tmp_path / "keys.age"
    path.write_bytes(seeds.sealed(b"{}").replace(b" 1\n", b" %d\n" % work))
    started = time.process_time()
    with pytest.raises(ReadError) as caught:
        read_key_list(tmp_path / "below" / "study.tusj", path, seeds.PASSPHRASE)
    assert caught.value.message == "Wrong passphrase, or a damaged file: keys.age."
    assert time.process_time() - started < 1


def test_a_key_list_a_mile_deep(tmp_path: Path) -> None:
    path = tmp_path / "keys.age"
    path.write_bytes(seeds.sealed(b"[" * 50_000))
    with pytest.raises(ReadError, match="is no key list"):
        read_key_list(tmp_path / "below" / "study.tusj", path, seeds.PASSPHRASE)


def test_a_category_of_two_lines_is_told_on_one(study: Project, tmp_path: Path) -> None:
    path = tmp_path / "guide.csv"
    path.write_text('question,categories\nHva?,"En\nannen"\n', "utf-8")
    with pytest.raises(InputError) as caught:
        read_guide(study, path)
    assert [line.count("\n") for line in caught.value.details] == [0]


def test_a_file_that_only_looks_like_speech_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 {\\fonttbl{\\f0 x")
    with pytest.raises(ReadError):
        read_source(path)


@pytest.mark.parametrize("low", ["9" * 19, "-" + "9" * 400])
def test_a_scale_to_beyond_what_can_be_kept(tmp_path: Path, low: str) -> None:
    path = tmp_path / "codes.toml"
    path.write_text(f'name = "a"\n[[code]]\nname = "En"\nasks = "coding"\nlow = {low}\n', "utf-8")
    with pytest.raises(InputError) as caught:
        read_codebook(path)
    assert "A range does not go beyond 999999999." in caught.value.details[0]


def test_a_codebook_whose_names_have_two_lines_is_told_on_one(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text('schema,code\na,"En\rTo"\na,"En\rTo"\n', "utf-8", newline="")
    with pytest.raises(InputError) as caught:
        read_codebook(path)
    assert not any("\n" in line or "\r" in line for line in (caught.value.message, *caught.value.details))
