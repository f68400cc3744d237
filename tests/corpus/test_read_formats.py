import io
import zipfile
from pathlib import Path

import pytest

from corpus.readers import ENDINGS, read_source
from corpus.source import Source
from corpus.words import WORD

SAID = [
    ("Intervjuer", "Hva gjør du når det «stopper» opp?"),
    ("Kari Lie", "Da ringer jeg (veileder) – på blåbærturen, altså. Ø & Å!"),
    ("Intervjuer", "Hver gang? Fortell."),
    ("Kari Lie", "Mm. Ja."),
]
WORDS = [(speaker, WORD.findall(words)) for speaker, words in SAID]


def spoken(source: Source) -> list[tuple[str, list[str]]]:
    return [(t.speaker, WORD.findall(source.text[slice(*t.words)])) for t in source.turns]


def make_docx(path: Path, table: bool = False) -> None:
    import docx

    document = docx.Document()
    if table:
        grid = document.add_table(len(SAID), 2)
        for row, (speaker, words) in zip(grid.rows, SAID, strict=True):
            row.cells[0].text, row.cells[1].text = speaker, words
    else:
        for speaker, words in SAID:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{speaker}:").bold = True
            paragraph.add_run(f"\t{words}")
    document.save(str(path))


def make_odt(path: Path, body: str = "") -> None:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
    )
    body = body or "".join(
        f"<text:p><text:span>{speaker}:</text:span><text:s text:c='2'/>{words.replace('&', '&amp;')}</text:p>"
        for speaker, words in SAID
    )
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {names}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)


def make_rtf(path: Path) -> None:
    body = "".join(f"{{\\b {speaker}:}} {words}\\par\n" for speaker, words in SAID)
    escaped = "".join(f"\\'{c.encode('cp1252')[0]:02x}" if ord(c) > 127 else c for c in body)
    path.write_text("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\\f0 " + escaped + "}", "ascii")


def make_pdf(path: Path, pages: list[list[str]], encrypt: str = "") -> None:
    """A PDF as small as they come: a line of text each 14 points, in a font with the letters of cp1252."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Courier "]
    objects[2] += "/Encoding /WinAnsiEncoding >>"
    kids = []
    for lines in pages:
        shown = "".join(f"({line.translate({40: chr(92) + '(', 41: chr(92) + ')'})}) Tj 0 -14 Td\n" for line in lines)
        stream = f"BT /F1 10 Tf 40 800 Td\n{shown}ET" if lines else ""
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{offset:010} 00000 n \n" for offset in offsets).encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R {encrypt}>>\nstartxref\n{start}\n%%EOF".encode())
    path.write_bytes(out.getvalue())


def make(path: Path) -> Path:
    """Write the small interview in the format of the path's ending."""
    ending = path.suffix
    if ending == ".docx":
        make_docx(path)
    elif ending == ".odt":
        make_odt(path)
    elif ending == ".rtf":
        make_rtf(path)
    elif ending == ".pdf":
        make_pdf(
            path,
            [
                [
                    "Prosjekt X",
                    "Intervjuer: Hva gjør du når det «stopper» opp?",
                    "Kari Lie: Da ringer jeg (veileder) – på blåbær-",
                    "turen, altså. Ø & Å!",
                    "Side 1 av 2",
                ],
                ["Prosjekt X", "Intervjuer: Hver gang? Fortell.", "Kari Lie: Mm. Ja.", "Side 2 av 2"],
            ],
        )
    elif ending == ".vtt":
        cues = [
            f"0{at}:00.000 --> 0{at}:30.500\n<v {who}>{words.replace('&', '&amp;')}"
            for at, (who, words) in enumerate(SAID)
        ]
        path.write_text("WEBVTT\n\n" + "\n\n".join(cues) + "\n", "utf-8")
    elif ending == ".srt":
        cues = [
            f"{at}\n00:0{at}:00,000 --> 00:0{at}:30,500\n<i>{who}:</i> {words}" for at, (who, words) in enumerate(SAID)
        ]
        path.write_text("\n\n".join(cues) + "\n", "utf-8")
    elif ending in (".csv", ".tsv"):
        rows = [f"{who}\t{words}" if ending == ".tsv" else f'{who},"{words}"' for who, words in SAID]
        head = "speaker\ttext" if ending == ".tsv" else "Speaker,Text"
        path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    else:
        mark = "**" if ending in (".md", ".markdown") else ""
        path.write_text("\n\n".join(f"{mark}{who}:{mark} {words}" for who, words in SAID) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_gives_the_same_words_and_speakers(tmp_path: Path, ending: str) -> None:
    assert spoken(read_source(make(tmp_path / f"a{ending}"))) == WORDS


def test_endings_are_those_promised() -> None:
    assert set(ENDINGS) >= {".txt", ".md", ".docx", ".odt", ".rtf", ".pdf", ".vtt", ".srt", ".csv", ".tsv"}


def test_upper_case_ending_is_the_same_format(tmp_path: Path) -> None:
    assert read_source(make(tmp_path / "a.txt").rename(tmp_path / "A.TXT")).format == "txt"


def test_markdown_escapes_are_undone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("**Kari:** Don\\'t \\[ler\\]\n\n**Per:** 1\\. ja\n\n**Kari:** x\n", "utf-8")
    source = read_source(path)
    assert [source.text[slice(*turn.words)] for turn in source.turns] == ["Don't [ler]", "1. ja", "x"]


def test_pdf_leaves_out_running_heads_and_line_numbers_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    numbers = [str(n) for n in range(1, 9)]
    make_pdf(path, [["Notat 1", "I: Hei du.", "P: Ja.", *numbers], ["Notat 2", "I: Så?", "P: Nei.", *numbers]])
    source = read_source(path)
    assert [source.text[slice(*turn.words)] for turn in source.turns] == ["Hei du.", "Ja.", "Så?", "Nei."]
    assert source.warnings == ("18 lines of running heads, page numbers or line numbers were left out.",)


def test_pdf_joins_words_divided_at_line_ends_but_keeps_true_hyphens(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    lines = ["I: Det er non-linear nok i arbeidet, og det er sam-", "arbeid som er ganske klart og tydelig og non-"]
    make_pdf(path, [[*lines, "linear for dem som er ute etter jobb- og kurs-", "og alt.", "P: Ja."]])
    source = read_source(path)
    assert source.text[slice(*source.turns[0].words)] == (
        "Det er non-linear nok i arbeidet, og det er samarbeid som er ganske klart og tydelig og non-linear for dem "
        "som er ute etter jobb- og kurs- og alt."
    )


def test_pdf_paragraphs_are_turns_where_nobody_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    make_pdf(path, [["Det er en lang linje som går helt ut til kanten av", "siden.", "Og så en ny en."]])
    source = read_source(path)
    assert [source.text[slice(*turn.words)] for turn in source.turns] == [
        "Det er en lang linje som går helt ut til kanten av siden.",
        "Og så en ny en.",
    ]


def test_pdf_parts_paragraphs_by_their_distance(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    make_pdf(
        path, [["Det er en lang linje som går helt ut til kanten.", "", "Her er en ny, og den går like langt.", "Ja."]]
    )
    source = read_source(path)
    assert [source.text[slice(*turn.words)] for turn in source.turns] == [
        "Det er en lang linje som går helt ut til kanten.",
        "Her er en ny, og den går like langt.\nJa.",
    ]


def test_pdf_keeps_speech_that_is_the_same_on_every_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    make_pdf(path, [["Kari sa ja", "I: Hva?", "P: Mm.", "ja nei", "P: Ja.", "Mm mm", "ja nei"]] * 3)
    spoken = read_source(path).text
    assert [spoken.count(words) for words in ("Kari sa ja", "P: Ja.", "Mm mm", "ja nei")] == [0, 3, 3, 6]


def test_rtf_reads_its_own_code_page_and_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    rows = "".join(
        f"\\trowd\\cellx1\\cellx2 {who}\\cell {words}\\cell\\row\n"
        for who, words in (
            ("I", "Hva?"),
            ("Kari", "\\'d0 {\\deleted bort}\\u8211?ja"),
            ("I", "S\\'8c?"),
            ("Kari", "Mm."),
        )
    )
    path.write_text("{\\rtf1\\mac Intervju\\par\n" + rows + "\\pard Slutt.\\par}", "ascii")
    source = read_source(path)
    assert [(turn.speaker, source.text[slice(*turn.words)]) for turn in source.turns] == [
        ("I", "Hva?"),
        ("Kari", "– –ja"),
        ("I", "Så?"),
        ("Kari", "Mm.\n\nSlutt."),
    ]
    assert source.encoding == "mac-roman"
    assert source.warnings == ("1 tracked deletion was left out.",)


def test_odt_keeps_tables_and_boxes_and_leaves_out_notes(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    make_odt(
        path,
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>bort</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:h>Intervju</text:h><text:p>I:<text:tab/>Hva\n  da?<text:note><text:note-body><text:p>fot</text:p>"
        "</text:note-body></text:note></text:p>"
        "<text:list><text:list-item><text:p>P: Ja<text:line-break/>du.<draw:text-box><text:p>Boks.</text:p>"
        "</draw:text-box></text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>I:</text:p></table:table-cell><table:table-cell>"
        "<text:p>Så?</text:p></table:table-cell></table:table-row></table:table>",
    )
    source = read_source(path)
    assert [(turn.speaker, source.text[slice(*turn.words)]) for turn in source.turns] == [
        ("I", "Hva da?"),
        ("P", "Ja\ndu.\n\nBoks."),
        ("I", "Så?"),
    ]
    assert source.warnings == (
        "1 tracked deletion was left out.",
        "1 text box was moved after its paragraph.",
        "1 footnote was left out.",
    )
