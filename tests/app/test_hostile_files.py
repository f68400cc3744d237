"""Hostile and odd files, each kind that was met in the wild by its own test, from the file to what comes out of tusj.

`guarded`: what may be done to a study from outside is refused or made harmless. `read right`: what each format hides;
PDF's divided words and running heads, and speakers' labels, are in the tests of the readers.
"""

import csv
import io
import shutil
import time
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from rich.segment import Segment
from textual.color import Color

from app.cli import family
from app.guard import Guard
from app.workbench import Workbench
from codebook.project import create_project, open_project
from codebook.readings import add_schema_in_use
from codebook.schemas import CodeDraft, SchemaDraft
from corpus.errors import TusjError
from corpus.transcripts import list_transcripts, read_transcript

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ACTING = "\x1b]52;c;aGVp\x07\x1b[2J\x9b31m\u202ehei"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "s.tusj"
    with create_project(path, "S", "nb", "ida") as study:
        add_schema_in_use(study, SchemaDraft("S", (CodeDraft("Kode"),)))
    return path


@pytest.fixture
def empty(made: Path, tmp_path: Path) -> Path:
    """A study without interviews, with a category."""
    return Path(shutil.copy(made, tmp_path / "s.tusj"))


def run(*words: object) -> Result:
    return CliRunner().invoke(family, [str(word) for word in words])


def bring_in(study: Path, name: str, data: bytes | str) -> Result:
    file = study.with_name(name)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return run("import", study, file, "--interviewer", "I", "--format", "json")


def refused(study: Path, name: str, data: bytes) -> str:
    """What an import says that must fail; the study must be as it was, and the file's own error of one kind."""
    before = study.read_bytes()
    done = bring_in(study, name, data)
    assert done.exit_code == 1
    assert study.read_bytes() == before
    assert isinstance(done.exception, TusjError)
    return " ".join((done.exception.message, *done.exception.details))


def texts(study: Path) -> list[str]:
    with open_project(study, write=False) as project:
        return [read_transcript(project, transcript).text for transcript in list_transcripts(project)]


def code_all(study: Path, gist: str = "") -> None:
    """Code the first interview's last turn, and choose it as a quote."""
    with open_project(study, write=False) as project:
        words = read_transcript(project, list_transcripts(project)[0]).turns[-1].words
    table = study.with_name("codings.csv")
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("transcript", "start", "end", "code", "gist", "quote"), ("P01", *words, "Kode", gist, "yes")]
        )
    assert run("code", study, "--from", table).exit_code == 0


def zipped(**parts: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return made.getvalue()


def word(body: str) -> bytes:
    return zipped(word__document_xml=f"<w:document {W}><w:body>{body}</w:body></w:document>")


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


# ---- guarded
def test_escape_sequences_in_text_are_shown_as_symbols(empty: Path) -> None:
    assert bring_in(empty, "a.txt", f"I: {ACTING}?\n\nP: {ACTING}\n").exit_code == 0
    for words in (("show", empty, "P01"), ("codings", empty), ("quotes", empty, "--all"), ("excerpts", empty)):
        if words[0] == "codings":
            code_all(empty)
        said = run(*words).stdout
        assert "hei" in said
        assert not set(said) & set("\x1b\x07\x9b"), words


def test_markup_in_names_and_text_is_text(empty: Path) -> None:
    bring_in(empty, "a.txt", "I: [bold]Hva[/x]?\n\nP: [/x] [link=http://x]ja[/link]\n")
    code_all(empty, gist="[/y]")
    assert "[/x] [link=http://x]ja[/link]" in run("quotes", empty, "--all").stdout


HOSTILE_DOCX: dict[str, Callable[[], bytes]] = {
    "dtd": lambda: zipped(word__document_xml=f"<!DOCTYPE d SYSTEM 'http://x.no/d.dtd'><w:document {W}/>"),
    "entities": lambda: zipped(word__document_xml=f"<!DOCTYPE d [<!ENTITY e 'x'>]><w:document {W}>&e;</w:document>"),
    "bomb": lambda: zipped(word__document_xml=b"<w>" + b" " * 150_000_000),
    "broken": lambda: word(paragraph("Hei"))[:200],
    "other": lambda: zipped(hei_txt="hei"),
    "xml": lambda: zipped(word__document_xml=f"<w:document {W}><w:body>"),
}


@pytest.mark.parametrize("kind", HOSTILE_DOCX)
def test_a_docx_with_a_dtd_a_bomb_or_broken_is_refused_at_once(empty: Path, kind: str) -> None:
    data = HOSTILE_DOCX[kind]()
    bring_in(empty, "first.txt", "I: a?\n\nP: b.\n")  # what is loaded, or written, at first is
    started = time.process_time()
    assert "a.docx is " in refused(empty, "a.docx", data)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("name", ["a.qdpx", "a.docx", "a.odt"])
def test_nothing_is_ever_unpacked_to_the_disk(empty: Path, name: str) -> None:
    body = f"<w:document {W}><w:body>{paragraph('I: Hei?')}{paragraph('P: Ja.')}</w:body></w:document>"
    data = zipped(**{"../../ute.txt": "ute", "/tmp/ute-zq.txt": "ute", "word__document_xml": body})
    bring_in(empty, name, data)
    assert [file.name for file in (*empty.parent.rglob("ute*"), *Path("/tmp").glob("ute-zq*"))] == []
    assert texts(empty) == (["I: Hei?\n\nP: Ja.\n"] if name == "a.docx" else [])


@pytest.mark.parametrize("quote", ["=1+1", "@SUM(A1)"])
def test_a_quote_is_no_formula(empty: Path, quote: str) -> None:
    bring_in(empty, "a.txt", f"I: Hva?\n\nP: {quote}\n")
    code_all(empty, gist=quote)
    out = empty.with_name("c.xlsx")
    assert run("codings", empty, "-o", out).exit_code == 0
    cells = [cell for row in openpyxl.load_workbook(out).active.iter_rows() for cell in row if cell.value == quote]
    assert {cell.data_type for cell in cells} == {"s"}
    assert len(cells) == 2
    rows = list(csv.DictReader(io.StringIO(run("codings", empty, "--format", "csv").stdout)))
    assert [(row["text"], row["gist"]) for row in rows] == [(f"'{quote}", f"'{quote}")]


def test_a_cell_too_long_for_excel_goes_on_beside(empty: Path) -> None:
    said = "ja " * 12_000 + "slutt."
    bring_in(empty, "a.txt", f"I: Hva?\n\nP: {said}\n")
    code_all(empty)
    out = empty.with_name("c.xlsx")
    run("codings", empty, "-o", out)
    values = [str(cell.value or "") for row in openpyxl.load_workbook(out).active.iter_rows() for cell in row]
    assert max(map(len, values)) <= 32_767
    assert said in "".join(values)


def test_no_search_is_a_syntax_error(empty: Path) -> None:
    bring_in(empty, "a.txt", "I: Hva er fødsels-nummer?\n\nP: Aldri hørt om.\n")
    assert "fødsels-nummer" in run("search", empty, "--", "fødsels-nummer").stdout
    for query in ('"', '""', "AND", "NOT", "a OR", "*", "(", "NEAR(a b)", "-x", "a:b", "^", "{", "'"):
        assert run("search", empty, "--", query).exit_code == 0, query


@pytest.mark.parametrize(
    ("query", "found"),
    [("ÅRSAK", 1), (unicodedata.normalize("NFD", "årsak"), 1), ("år\u200bsak", 1), ("%", 0), ("_rsak", 0), ("100%", 1)],
)
def test_letters_are_found_however_they_are_written(empty: Path, query: str, found: int) -> None:
    bring_in(empty, "a.txt", unicodedata.normalize("NFD", "I: Hva?\n\nP: Årsak er 100 prosent.\n"))
    said = run("search", empty, "--format", "json", "--", query).stdout
    assert said.count('"turn"') == found


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"I: Hva\x00?\n\nP: Ja\x00\x01.\n", "I: Hva�?\n\nP: Ja��.\n"),
        (b"I: Hva?\r\rP: Ja.\r", "I: Hva?\n\nP: Ja.\n"),
        (b"I: Hva?\r\n\r\nP: " + b"ja " * 700_000 + b"slutt", "I: Hva?\n\nP: " + "ja " * 700_000 + "slutt"),
    ],
    ids=["nul", "cr only", "a line of 2 MB"],
)
def test_nul_cr_and_a_line_without_end_are_read(empty: Path, data: bytes, text: str) -> None:
    done = bring_in(empty, "a.txt", data)
    assert done.exit_code == 0
    assert texts(empty)[0].rstrip("\n") == text.rstrip("\n")
    assert ("replaced" in done.stdout) == (b"\0" in data)


async def test_nothing_that_a_screen_forgets_reaches_the_terminal(study_path: Path) -> None:
    app = Workbench(study_path)
    assert [type(last) for last in app.get_line_filters()[-1:]] == [Guard]
    drawn = Guard().apply([Segment("a"), Segment(f"b{ACTING}\t\n"), Segment("å 👩‍👩‍👧 \xa0")], Color(0, 0, 0))
    assert "".join(segment.text for segment in drawn) == "ab]52;c;aGVp[2J31mheiå 👩‍👩‍👧 \xa0"


# ---- read right
SAID = [("I", "Hva gjør du?"), ("P", "Blåbær «x»."), ("I", "Så?"), ("P", "Mm.")]


def turns(study: Path) -> list[tuple[str, str]]:
    with open_project(study, write=False) as project:
        text = read_transcript(project, list_transcripts(project)[0])
    return [(turn.speaker, text.text[slice(*turn.words)]) for turn in text.turns]


def test_docx_keeps_tracked_insertions_and_tables_and_says_what_it_left_out(empty: Path) -> None:
    rows = "".join(f"<w:tr><w:tc>{paragraph(who)}</w:tc><w:tc>{paragraph(words)}</w:tc></w:tr>" for who, words in SAID)
    put_in, taken_out = "<w:r><w:t>Satt inn.</w:t></w:r>", "<w:r><w:delText>Bort</w:delText></w:r>"
    changed = f"<w:p><w:ins>{put_in}</w:ins><w:del>{taken_out}</w:del></w:p>"
    done = bring_in(empty, "a.docx", word(f"<w:tbl>{rows}</w:tbl>{changed}"))
    assert turns(empty) == [*SAID[:3], ("P", "Mm.\n\nSatt inn.")]
    assert "1 tracked deletion was left out." in done.stdout


def test_odt_has_the_same_guard(empty: Path) -> None:
    bring_in(empty, "first.txt", "I: a?\n\nP: b.\n")
    assert refused(empty, "a.odt", zipped(content_xml=b"<w>" + b" " * 150_000_000)) == (
        "a.odt is refused: unpacked it would be far larger than any document."
    )
    assert "declares entities" in refused(
        empty, "b.odt", zipped(content_xml="<!DOCTYPE d [<!ENTITY e 'x'>]><d>&e;</d>")
    )


def test_rtf_is_read_by_its_code_page(empty: Path) -> None:
    bring_in(empty, "a.rtf", b"{\\rtf1\\ansi\\ansicpg1251 I: \\'cf\\'f0?\\par P: \\u229a ja\\par I: x\\par P: y\\par}")
    assert turns(empty)[:2] == [("I", "Пр?"), ("P", "å ja")]


@pytest.mark.parametrize("ending", ["vtt", "srt"])
def test_bad_cues_are_counted_and_said(empty: Path, ending: str) -> None:
    point, head = (".", "WEBVTT\n\n") if ending == "vtt" else (",", "")
    good = f"00:00:01{point}000 --> 00:00:02{point}000\nI: {{\\c&HFFFFFF&}}<i>Hva</i>?\n\n"
    done = bring_in(
        empty, f"a.{ending}", f"{head}{good}00:00:03{point}000 --> feil\nI: x\n\n{good.replace('I:', 'P:')}"
    )
    assert "1 cue could not be read" in done.stdout
    assert [words for _who, words in turns(empty)] == ["Hva?", "Hva?"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16-le", "utf-16-be", "utf-16", "mac-roman"]
)
def test_encodings_are_known_without_being_told(empty: Path, encoding: str) -> None:
    said = "\n\n".join(f"{who}: {words}" for who, words in SAID)
    bring_in(empty, "a.txt", said.encode(encoding))
    assert turns(empty) == SAID


def test_a_dos_code_page_is_for_the_user_to_choose(empty: Path) -> None:
    file = empty.with_name("a.txt")
    file.write_bytes("I: Hva?\n\nP: Blåbær på øya.\n".encode("cp865"))
    assert run("import", empty, file, "--encoding", "cp865").exit_code == 0
    assert turns(empty)[1] == ("P", "Blåbær på øya.")
