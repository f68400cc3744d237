"""Small inputs that are as they should be, made by code: what the fuzzing begins with.

A seed is bytes, or for a zipped document its parts by name, so that mutations can work inside.
"""

import io
import json
import zipfile
from unittest.mock import patch

from corpus import age_format

Seed = bytes | dict[str, bytes]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
PASSPHRASE = "en to tre"

TALK = (
    "I: Hvordan går «samarbeidet» – på blåbærturen?\n\nP: Stort sett bra, altså. Vi sitter i samme gang.\n\n"
    "I: [00:01:02] Og ellers?\n\nP: Mm. Ja.\n"
)
MARKED = (
    "---\ntittel: Intervju\n---\n# Intervju 3\n\n**Intervjuer:** Hva gjør du? \\[ler\\]\n\n**Kari Lie** (00:12): Ring."
    "\n\n***\n\n**Intervjuer:** Så?\n\n**Kari Lie:** Ja.\n\nTranscribed by X\n"
)
ALONE = "Interviewer\t0:00\nHei du.\n\nKari Lie  00:04\nJa – nei.\n\nInterviewer  1:02:03\nMm.\n\n#00:01:10-5#\n"

TEXTS: tuple[Seed, ...] = (
    TALK.encode(),
    ALONE.encode(),
    TALK.encode("utf-16"),
    TALK.encode("cp1252"),
    TALK.encode("mac-roman"),
    b"\xef\xbb\xbf" + TALK.replace("\n", "\r\n").encode(),
)
MARKDOWN: tuple[Seed, ...] = (MARKED.encode(), TALK.encode(), MARKED.encode("utf-16-le"))
VTT: tuple[Seed, ...] = (
    b"WEBVTT - Intervju\n\nNOTE hei\n\nSTYLE\n::cue { color: red }\n\n1\n00:00.000 --> 00:02.500 align:start\n"
    b"<v Kari Lie>Hva &amp; da?</v>\n\n00:03.000 --> 01:00:04.000\n<v.loud Per>- Ja.\n- <i>Nei</i>. &#229;\n",
    b"WEBVTT\n\n00:00.000 --> 00:02.500\nI: Hva?\n\n00:03.000 --> 00:04.000\nP: Ja.\n",
)
SRT: tuple[Seed, ...] = (
    b"1\n00:00:00,000 --> 00:00:02,500\n<i>I:</i> Hva {\\c&HFFFFFF&}da?\n\n"
    b"2\n00:00:03,000 --> 00:01:04,000\n- Per: Ja.\n- I: Nei\\N&#27;.\n",
    "1\n0:0:1.5 --> 0:0:2\nHva då?\n\n\n7\n00:00:07,1 --> 00:00:04\nMm.\n".encode("cp1252"),
)
CSV: tuple[Seed, ...] = (
    'Speaker,Start,End,Text\nI,0:00,0:02,"Hva, da?"\nKari Lie,2500,4000,Blåbær «x»\nI,,,"a ""b"" c"\n'.encode(),
    "taler;tid;tekst\nI;00:01;Hva?\nP;00:02;=1+1\n".encode("utf-16"),
    b"sep=;\n\ntekst\nI: Hva?\nP: Ja.\n",
)
TSV: tuple[Seed, ...] = (
    'speaker\tstart\ttext\nI\t0\tHva "da?\nP\t1500\tBlåbær\n'.encode(),
    b'speaker\ttext\n"I"\t"Hva?"\n"P"\t"Ja\nnei"\n',
)
RTF: tuple[Seed, ...] = (
    b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}}{\\colortbl;\\red0;}\\f0 "
    b"{\\b I:} Hva \\'e5 \\u8211?\\par\n{\\b P:}\\tab Ja\\~nei\\emdash x{\\footnote fot}{\\*\\annotation a}\\par}",
    b"{\\rtf1\\mac\\trowd\\cellx1\\cellx2 I\\cell Hva?\\cell\\row\n\\trowd P\\cell {\\deleted av}\\'8c ja\\cell\\row\n"
    b"\\pard{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt lenke}}{\\pict\\bin4 abcd}\\uc1\\u229a\\par}",
)


def docx_parts(body: str, **parts: str) -> Seed:
    head = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>'
    made = {"word/document.xml": (head + body + "</w:body></w:document>").encode()}
    return made | {name.replace("__", "/") + ".xml": text.encode() for name, text in parts.items()}


def _paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def _cells(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


_TALK_DOCX = (
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Kari Lie</w:t></w:r><w:r><w:tab/><w:t>Hva «da»?</w:t></w:r></w:p>"
    '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>I: </w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>bort'
    "</w:delText></w:r></w:del><w:r><w:t>Blåbær.</w:t><w:br/><w:noBreakHyphen/></w:r></w:p>"
    "<w:p><w:r><w:txbxContent><w:p><w:r><w:t>Boks</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
    "<w:sdt><w:sdtContent>" + _paragraph("P: ", "Ja.") + "</w:sdtContent></w:sdt>"
)
_NOTES = f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="1">{_paragraph("fot")}</w:footnote></w:footnotes>'
_HEAD = f'<w:hdr xmlns:w="{_W}">{_paragraph("Prosjekt X")}</w:hdr>'
DOCX: tuple[Seed, ...] = (
    docx_parts(_TALK_DOCX, word__footnotes=_NOTES, word__header1=_HEAD),
    docx_parts(
        f"<w:tbl>{_cells('I', 'Hva?')}{_cells('Kari', 'Ja.')}{_cells('I', 'Så?')}</w:tbl>" + _paragraph("Slutt")
    ),
)
CODEBOOK_DOCX: tuple[Seed, ...] = (
    docx_parts(f"<w:tbl>{_cells('kode', 'under', 'definisjon')}{_cells('A', '', 'x')}{_cells('B', 'A', 'y')}</w:tbl>"),
    docx_parts(
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Topp</w:t></w:r></w:p><w:p><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/></w:numPr></w:pPr><w:r><w:t>Under</w:t></w:r></w:p>'
    ),
)
GUIDE_DOCX: tuple[Seed, ...] = (
    docx_parts(f"<w:tbl>{_cells('nr', 'spørsmål', 'kategorier')}{_cells('1', 'Hva?', 'Kode A')}</w:tbl>"),
    docx_parts(_paragraph("veileder") + _paragraph("1. Hva gjør du?") + _paragraph("2) Og så? | Kode A")),
)
GIVEN_DOCX: tuple[Seed, ...] = (
    docx_parts(_paragraph("Intervju P01") + _paragraph("[1] Intervjuer: Hva?") + _paragraph("[2] P01: Ja, veldig.")),
    docx_parts(_paragraph("[1] Intervjuer: ") + _paragraph("[2] P01: Nei. ", "[3]") + _paragraph("[4] P01: Blåbær")),
)


def meeting(study: str, coding: str, memo: str) -> tuple[Seed, ...]:
    """A meeting file of a study with two comments, on a coded passage and on a note."""

    def marked(number: int, kind: str, guid: str, words: str) -> str:
        return (
            f'<w:p><w:bookmarkStart w:id="{number}" w:name="tusj_{kind}_{guid}"/><w:commentRangeStart w:id="{number}"/>'
            f'<w:r><w:t>{words}</w:t></w:r><w:commentRangeEnd w:id="{number}"/><w:bookmarkEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r></w:p>'
        )

    comments = "".join(
        f'<w:comment w:id="{at}" w:author="Prof" w:date="2026-03-01T10:00:00Z">{_paragraph(words)}</w:comment>'
        for at, words in enumerate(("Enig.", "Hvorfor?"))
    )
    core = f'<c:p xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>tusj:{study}</dc:identifier></c:p>'
    return (
        docx_parts(
            marked(0, "p", coding, "Ja, veldig.") + marked(1, "m", memo, "notat"),
            word__comments=f'<w:comments xmlns:w="{_W}">{comments}</w:comments>',
            docProps__core=core,
        ),
    )


def odt_parts(body: str) -> Seed:
    names = " ".join(
        f'xmlns:{short}="{_ODF}:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
    )
    content = f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body>"
    return {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": (content + "</office:document-content>").encode(),
        "META-INF/manifest.xml": b"<m><file-entry/></m>",
    }


ODT: tuple[Seed, ...] = (
    odt_parts(
        "<text:p>I:<text:tab/>Hva<text:s text:c='3'/>då?<text:note><text:p>fot</text:p></text:note></text:p><text:list>"
        "<text:list-item><text:p>P: Ja<text:line-break/>du.<draw:text-box><text:p>B</text:p></draw:text-box></text:p>"
        "</text:list-item></text:list><text:h>Slutt</text:h>"
    ),
    odt_parts(
        "<text:tracked-changes><text:changed-region><text:deletion/></text:changed-region></text:tracked-changes>"
        "<table:table><table:table-row><table:table-cell><text:p>I</text:p></table:table-cell><table:table-cell>"
        "<text:p>Hva?</text:p></table:table-cell></table:table-row></table:table>"
    ),
)


def _xlsx(rows: str, strings: str) -> Seed:
    return {
        "xl/workbook.xml": f'<w xmlns="{_X}" xmlns:r="{_R}"><sheets><sheet name="A" r:id="r1"/></sheets></w>'.encode(),
        "xl/_rels/workbook.xml.rels": b'<r><Relationship Id="r1" Target="worksheets/sheet1.xml"/></r>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_X}">{strings}</sst>'.encode(),
        "xl/worksheets/sheet1.xml": f'<w xmlns="{_X}"><sheetData>{rows}</sheetData></w>'.encode(),
    }


CODEBOOK_XLSX: tuple[Seed, ...] = (
    _xlsx(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="inlineStr">'
        '<is><t>Blåbær</t></is></c><c r="C2" t="b"><v>1</v></c></row><row r="4"><c r="A4"><v>12.5</v></c></row>',
        "<si><t>kode</t></si><si><r><t>defini</t></r><r><t>sjon</t></r></si>",
    ),
)
CODEBOOK_TOML: tuple[Seed, ...] = (
    'name = "a"\ntitle = "A"\nrole = "veileder"\n[[code]]\nname = "En"\nkey = "1"\ncolour = "#aabbcc"\n'
    'definition = """x\ny"""\n[[code]]\nname = "To"\nparent = "En"\nasks = "coding"\nlow = 1\nhigh = 5\n'
    '[[band]]\nname = "Høy"\nlow = 3\n'.encode(),
    b'[[schema]]\nname = "a"\n[[schema.code]]\nname = "En"\n[[schema]]\nname = "b"\ncode = [{name = "To"}]\n',
)
CODEBOOK_CSV: tuple[Seed, ...] = (
    "schema,code,parent,colour,key,definition,fact,asks,low,high,bands\na,En,,#aabbcc,1,«x»,nei,,,,\n"
    'a,To,En,,2,"y, z",ja,coding,1,5,1-2: lav; 3-5: høy\n'.encode(),
    b"kode;underkode\nEn;To\nEn;Tre\n",
)
CODEBOOK_TEXT: tuple[Seed, ...] = ("- En\tdefinisjon\n  - To\n    o\tTre\n1) Fire\n2.1 Blå\n".encode(), b"En\n\tTo\n")
GUIDE_TEXT: tuple[Seed, ...] = ("veileder\n1. Hva gjør du?\tKode A; Kode B\n- Og så? | Kode A\n".encode(),)
GUIDE_CSV: tuple[Seed, ...] = ("rolle,nr,spørsmål,kategorier\nveileder,1,Hva?,Kode A;Kode B\n,2,Så?,\n".encode(),)
CODINGS: tuple[Seed, ...] = (
    b'transcript,start,end,code,schema,coder,gist,flags,memo,text,quote\nP01,3,6,Kode A,S,ida,,recurs,"m, n",,\n'
    b"P01,10,14,S > Kode B,,,x,stands-out;interest,,,yes\n",
    "transcript;start;end;code\nP01;3;6;Kode A\n".encode("utf-16"),
)
PARTICIPANTS: tuple[Seed, ...] = (
    b"participant,role,site,age,transcript,speaker\nP01,veileder,A,33,P01,P\nP07,jobbspesialist,=B,2026-01-02,,\n",
    "informant;rolle;kjønn\nP01;veileder;–\n".encode("cp1252"),
)
RECOVERY: tuple[Seed, ...] = (
    b"Recovery file of the study. Keep it.\n\ntusj-key: " + b"0123456789abcdef" * 4 + b"\n",
    ("Gjenopprettingsfil.\r\n\r\ntusj-key: " + "ab" * 32 + "\r\n").encode("utf-16"),
)
KEY_LIST_PLAIN: tuple[Seed, ...] = (
    json.dumps(
        {
            "tusj key list": [{"was": "Kari Lie", "now": "[P07]", "kind": "person", "time": "2026-01-01"}],
            "people": [{"label": "P07", "name": "Kari Lie", "contact": "kari@lie.no", "time": "2026-01-01"}],
        }
    ).encode(),
)


def pdf_objects(streams: list[bytes], extra: str = "") -> Seed:
    made = {
        "1": b"<< /Type /Catalog /Pages 2 0 R >>",
        "3": f"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding {extra}>>".encode(),
    }
    kids = []
    for at, stream in enumerate(streams):
        page, content = str(4 + 2 * at), str(5 + 2 * at)
        kids.append(f"{page} 0 R")
        made[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Contents {content} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        ).encode()
        made[content] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    made["2"] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return made


_PAGE = "BT /F1 10 Tf 40 800 Td\n(Prosjekt X) Tj 0 -14 Td\n(I: Hva går «bra» sam-) Tj 0 -14 Td\n(arbeid?) Tj\nET"
_NEXT = "BT /F1 10 Tf 40 800 Td [(P: J) -20 (a.)] TJ T* <4a61> Tj 1 0 0 1 40 700 Tm (Side 2 av 2) ' ET"
PDF: tuple[Seed, ...] = (
    pdf_objects([_PAGE.encode("cp1252"), _NEXT.encode("cp1252")]),
    pdf_objects([_NEXT.encode("cp1252")], "/ToUnicode 9 0 R /FirstChar 0 /LastChar 2 /Widths [600 600 600] ")
    | {"9": b"<< /Length 60 >>\nstream\nbegincmap 1 beginbfchar <4a> <d800> <61> <0000> endbfchar endcmap\nendstream"},
)


def packed_pdf(objects: dict[str, bytes]) -> bytes:
    """Objects by number as a PDF, its table of places true."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = {}
    for number, body in sorted(objects.items(), key=lambda item: int(item[0])):
        places[int(number)] = out.tell()
        out.write(b"%s 0 obj\n%s\nendobj\n" % (number.encode(), body))
    start, size = out.tell(), max(places, default=0) + 1
    rows = (b"%010d 00000 %s \n" % (places.get(at, 0), b"n" if at in places else b"f") for at in range(size))
    out.write(b"xref\n0 %d\n%s" % (size, b"".join(rows)))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, start))
    return out.getvalue()


def packed_zip(parts: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Parts by name as a zipped document; a part whose name ends in `*` is there a second time under its true name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name.rstrip("*"), (2026, 1, 1, 0, 0, 0)), part, method)
    return out.getvalue()


def sealed(plain: bytes) -> bytes:
    """An age file under PASSPHRASE, always the same one, that costs next to nothing to open."""
    salt, key, nonce = b"s" * 16, b"k" * 16, b"n" * 16
    with patch.object(age_format, "WORK", 1), patch("secrets.token_bytes", side_effect=(salt, key, nonce)):
        return age_format.seal(plain, PASSPHRASE)
