import importlib.util
import os
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from corpus.errors import ReadError
from corpus.readers import ENDINGS, read_source


def _formats() -> ModuleType:
    spec = importlib.util.spec_from_file_location("formats", Path(__file__).with_name("test_read_formats.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


formats = _formats()
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 8
NOISE = random.Random(7).randbytes(5000)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refused(path: Path, encoding: str | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read_source(path, encoding)
    assert caught.value.message.count("\n") == 0
    return caught.value.message


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_missing_folder_and_unknown_ending(tmp_path: Path) -> None:
    assert refused(tmp_path / "nei.txt") == "There is no file nei.txt."
    assert refused(tmp_path) == f"{tmp_path.name} is a folder, not a file."
    message = refused(written(tmp_path / "a.xyz", b"ja"))
    assert message == f"a.xyz cannot be read: tusj reads {', '.join(ENDINGS)}."


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", b"I: Ja")
    path.chmod(0)
    assert refused(path) == "a.txt may not be read by you."


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n"])
def test_empty_files(tmp_path: Path, ending: str, data: bytes) -> None:
    assert "a" + ending in refused(written(tmp_path / f"a{ending}", data))


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("data", [JPEG, NOISE, b"PK\x03\x04" + NOISE, b"\0" * 5000], ids=["jpg", "noise", "zip", "nul"])
def test_binary_content_under_any_ending(tmp_path: Path, ending: str, data: bytes) -> None:
    assert refused(written(tmp_path / f"a{ending}", data)).startswith(f"a{ending} is")


@pytest.mark.parametrize("ending", [".docx", ".odt", ".pdf"])
def test_files_cut_short(tmp_path: Path, ending: str) -> None:
    path = formats.make(tmp_path / f"a{ending}")
    data = path.read_bytes()
    for size in range(20, len(data) - 100, len(data) // 12):
        path.write_bytes(data[:size])
        if ending != ".pdf":
            assert refused(path) == f"a{ending} is broken, or is not what its ending says."
            continue
        try:
            read_source(path)
        except ReadError as error:
            assert error.message.startswith("a.pdf")  # noqa: PT017 - a repaired reading is as good


@pytest.mark.parametrize("ending", ENDINGS)
def test_flipped_bytes_never_give_another_error(tmp_path: Path, ending: str) -> None:
    path = formats.make(tmp_path / f"a{ending}")
    data, dice = path.read_bytes(), random.Random(3)
    for _round in range(40):
        broken = bytearray(data)
        for _flip in range(6):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        path.write_bytes(broken)
        try:
            source = read_source(path)
        except ReadError:
            continue
        assert all(source.text[slice(*turn.words)].strip() for turn in source.turns)


def test_password_protected(tmp_path: Path) -> None:
    locked = "is protected by a password; save it without one and import that."
    assert refused(written(tmp_path / "a.docx", OLE)) == f"a.docx {locked}"
    old = OLE + "WordDocument".encode("utf-16-le")
    assert refused(written(tmp_path / "b.docx", old)) == "b.docx is an old Word file; save it as .docx and import that."
    key = "30" * 32
    formats.make_pdf(
        tmp_path / "a.pdf",
        [["I: Ja"]],
        encrypt=f"/ID [<{key}> <{key}>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> ",
    )
    assert refused(tmp_path / "a.pdf") == f"a.pdf {locked}"
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<m><file-entry><encryption-data/></file-entry></m>")
        archive.writestr("content.xml", "\0\1\2")
    assert refused(tmp_path / "a.odt") == f"a.odt {locked}"


@pytest.mark.parametrize(("ending", "part"), [(".docx", "word/document.xml"), (".odt", "content.xml")])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, ending: str, part: str) -> None:
    path = tmp_path / f"a{ending}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(part, "w") as stream:
        for _megabyte in range(120):
            stream.write(b"<w>" + b" " * 1_000_000)
    start = time.process_time()
    message = refused(path)
    assert message == f"a{ending} is refused: unpacked it would be far larger than any document."
    assert time.process_time() - start < 0.2
    # one that lies about its size gets no further
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    start = time.process_time()
    refused(path)
    assert time.process_time() - start < 0.2


@pytest.mark.parametrize(("ending", "part"), [(".docx", "word/document.xml"), (".odt", "content.xml")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, ending: str, part: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'
    with zipfile.ZipFile(tmp_path / f"a{ending}", "w") as archive:
        archive.writestr(part, xml.encode(encoding))
    message = f"a{ending} is refused: its XML declares entities of its own, which a document never needs."
    assert refused(tmp_path / f"a{ending}") == message


def test_a_dtd_is_refused_even_without_entities(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE d SYSTEM "http://example.org/d.dtd"><d/>')
    assert refused(tmp_path / "a.docx").startswith("a.docx is refused: its XML declares entities")


@pytest.mark.parametrize(("ending", "part"), [(".docx", "word/document.xml"), (".odt", "content.xml")])
def test_an_archive_of_something_else_and_xml_a_mile_deep(tmp_path: Path, ending: str, part: str) -> None:
    path = tmp_path / f"a{ending}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hei.txt", "hei")
    assert refused(path) == f"a{ending} is broken, or is not what its ending says."
    space = {
        ".docx": (
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>',
            "w:r",
        ),
        ".odt": (
            '<o:x xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="t"><o:body><o:text><t:p>',
            "t:span",
        ),
    }
    head, inner = space[ending]
    tail = "</t:p></o:text></o:body></o:x>" if ending == ".odt" else "</w:p></w:body></w:document>"
    with zipfile.ZipFile(path, "w") as archive:
        words = "<w:t>Hei</w:t>" if ending == ".docx" else "Hei"
        archive.writestr(part, head + f"<{inner}>" * 50_000 + words + f"</{inner}>" * 50_000 + tail)
    assert read_source(path).text == "Hei\n"


def test_scanned_pages_have_no_text(tmp_path: Path) -> None:
    formats.make_pdf(tmp_path / "a.pdf", [[], []])
    assert refused(tmp_path / "a.pdf") == "a.pdf has no text: its pages are pictures."
    formats.make_pdf(tmp_path / "b.pdf", [["I: Hei."], []])
    assert read_source(tmp_path / "b.pdf").warnings == ("1 page has no text: it is a picture.",)


def test_one_line_of_20_megabytes(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", b"I: " + b"ja og nei, " * 2_000_000)
    start = time.process_time()
    (turn,) = read_source(path).turns
    assert turn.words == (3, 21_999_998 + 4)
    assert time.process_time() - start < 10


def test_reading_text_loads_nothing_heavy(tmp_path: Path) -> None:
    path = formats.make(tmp_path / "a.txt")
    program = (
        "import sys, pathlib; from corpus.readers import read_source; import corpus.speakers;"
        "read_source(pathlib.Path(sys.argv[1]));"
        "print([m for m in ('docx', 'lxml', 'charset_normalizer', 'defusedxml', 'pypdfium2', 'pandas', 'spacy', "
        "'webvtt', 'striprtf', 'csv', 'sqlalchemy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, str(path)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "[]"
