import zipfile
from pathlib import Path

from corpus.readers import read_source

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write(path: Path, body: str, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for part, xml in parts.items():
            archive.writestr(f"word/{part}.xml", f'<w:{part} xmlns:w="{W}">{xml}</w:{part}>')
    return path


def p(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def r(text: str, bold: bool = False) -> str:
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{p(r(cell))}</w:tc>" for cell in cells) + "</w:tr>"


def said(path: Path) -> list[tuple[str, str]]:
    source = read_source(path)
    return [(turn.speaker, source.text[slice(*turn.words)]) for turn in source.turns]


def test_tracked_changes_boxes_notes_and_comments(tmp_path: Path) -> None:
    box = "<w:r><w:pict><w:txbxContent>" + p(r("I boksen.")) + "</w:txbxContent></w:pict></w:r>"
    path = write(
        tmp_path / "a.docx",
        p(r("I: ") + f"<w:ins>{r('Hva')}</w:ins><w:del><w:r><w:delText>bort</w:delText></w:r></w:del>" + r(" da?"))
        + p(f"<w:hyperlink>{r('P: Ja')}</w:hyperlink><w:r><w:tab/><w:t>du</w:t><w:br/><w:t>og</w:t></w:r>{box}")
        + f"<w:sdt><w:sdtContent>{p(r('I: Så?'))}</w:sdtContent></w:sdt>",
        footnotes=f"<w:footnote>{p('')}</w:footnote><w:footnote>{p(r('fot'))}</w:footnote>",
        comments=f"<w:comment>{p(r('nei'))}</w:comment><w:comment>{p(r('nei'))}</w:comment>",
    )
    assert said(path) == [("I", "Hva da?"), ("P", "Ja\tdu\nog\n\nI boksen."), ("I", "Så?")]
    assert read_source(path).warnings == (
        "1 tracked insertion was kept.",
        "1 tracked deletion was left out.",
        "1 text box was moved after its paragraph.",
        "1 footnote was left out.",
        "2 comments were left out.",
    )


def test_a_table_of_turns_with_heading_times_and_a_speaker_heard_once(tmp_path: Path) -> None:
    table = row("Tid", "Taler", "Tekst") + row("00:01", "I", "Hva?") + row("00:05", "Kari", "Mm, ja.")
    path = write(tmp_path / "a.docx", p(r("Intervju")) + f"<w:tbl>{table}{row('0:09', 'I', 'Så lenge?')}</w:tbl>")
    source = read_source(path)
    assert [(t.speaker, source.text[slice(*t.words)], t.start_ms) for t in source.turns] == [
        ("I", "Hva?", 1000),
        ("Kari", "Mm, ja.", 5000),
        ("I", "Så lenge?", 9000),
    ]


def test_other_tables_keep_their_cells(tmp_path: Path) -> None:
    table = f"<w:tbl>{row('Alder', '40')}{row('Bosted', 'Bergen')}</w:tbl>"
    path = write(tmp_path / "a.docx", table + p(r("I: Hva?")) + p(r("P: Ja.")))
    assert said(path) == [("I", "Hva?"), ("P", "Ja.")]
    assert read_source(path).text == "Alder\t40\n\nBosted\tBergen\n\nI: Hva?\n\nP: Ja.\n"


def test_bold_names_without_colon_are_speakers(tmp_path: Path) -> None:
    turns = [("Anne Lie", "Hva?"), ("Per", "Ja."), ("Anne Lie", "Så?"), ("Per", "Nei.")]
    body = "".join(p(r(who, bold=True) + r(f" {words}")) for who, words in turns)
    assert said(write(tmp_path / "a.docx", body)) == turns


def test_blank_paragraphs_part_turns_only_where_there_are_any(tmp_path: Path) -> None:
    assert said(write(tmp_path / "a.docx", p(r("En.")) + p(r("To.")))) == [("", "En."), ("", "To.")]
    body = p(r("En.")) + p(r("Mer.")) + p("") + p(r("To."))
    assert said(write(tmp_path / "b.docx", body)) == [("", "En.\nMer."), ("", "To.")]
