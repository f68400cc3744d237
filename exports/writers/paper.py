"""A blank Word document: A4, the export's language, Word's own styles made sober, nobody's name in it."""

import io
from datetime import UTC, datetime
from typing import Any

from corpus.messages import language
from exports.harmless import document as harmless

TABLE_STYLE = "tusj Table"
TABLE_TEXT = "Table Text"
TABLE_TEXT_SMALL = "Table Text Small"
TABLE_NOTE = "Table Note"
DEFINITION = "Definition"
_LANGUAGES = {"nb": "nb-NO", "en": "en-GB"}
_FONT = "Times New Roman"
_INK = "000000"


def blank(title: str) -> Any:
    """A new document in the language messages are given in now."""
    from docx import Document

    document = Document()
    _set_properties(document, title)
    _set_page(document)
    _set_defaults(document)
    _set_styles(document)
    _add_table_style(document)
    return document


def bytes_of(document: Any) -> bytes:
    """The document as the bytes of its file."""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_properties(document: Any, title: str) -> None:
    properties = document.core_properties
    properties.title = harmless(title)[:255]
    properties.author = properties.last_modified_by = "tusj"
    properties.comments = properties.keywords = properties.subject = ""
    properties.language = _LANGUAGES[language()]
    properties.revision = 1
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _set_page(document: Any) -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)


def _set_defaults(document: Any) -> None:
    """Font, size and spacing are the document's defaults, so that pasting into a thesis brings none along."""
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(qn("w:docDefaults"))
    fonts = defaults.find(".//" + qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)
    for size in ("w:sz", "w:szCs"):
        defaults.find(".//" + qn(size)).set(qn("w:val"), "24")
    defaults.find(".//" + qn("w:lang")).set(qn("w:val"), _LANGUAGES[language()])
    spacing = defaults.find(".//" + qn("w:spacing"))
    spacing.set(qn("w:after"), "120")
    spacing.set(qn("w:line"), "276")


def _set_styles(document: Any) -> None:
    _restyle(document, "Title", size=20, bold=True, before=0, after=12)
    _restyle(document, "Heading 1", size=14, bold=True, before=20, after=4)
    _restyle(document, "Heading 2", size=12, bold=True, before=12, after=4)
    _restyle(document, "Heading 3", size=12, before=8, after=2)
    _restyle(document, "Caption", size=10, bold=True, before=0, after=4)
    _restyle(document, "Quote", size=12, before=4, after=8)
    _indent(document.styles["Quote"], 1.25, 1.25)
    for name, size, after in (
        (TABLE_TEXT, 9, 0),
        (TABLE_TEXT_SMALL, 7.5, 0),
        (TABLE_NOTE, 9, 3),
        (DEFINITION, 10, 4),
    ):
        _add_style(document, name)
        _restyle(document, name, size=size, before=0, after=after)
    for name in ("Caption", DEFINITION, "Title"):
        document.styles[name].paragraph_format.keep_with_next = True
    document.styles[DEFINITION].font.italic = True
    for name in (TABLE_TEXT, TABLE_TEXT_SMALL, TABLE_NOTE):
        document.styles[name].paragraph_format.line_spacing = 1.0


def _add_style(document: Any, name: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True


def _restyle(document: Any, name: str, *, size: float, before: int, after: int, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style = document.styles[name]
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(_INK)
    style.font.name = _FONT
    fonts = style.element.rPr.rFonts
    for attribute in [key for key in fonts.attrib if key.endswith("Theme") or key.endswith("cstheme")]:
        del fonts.attrib[attribute]
    for extra in (qn("w:spacing"), qn("w:kern")):
        for found in style.element.rPr.findall(extra):
            style.element.rPr.remove(found)
    border = style.element.find(qn("w:pPr") + "/" + qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _indent(style: Any, left: float, right: float) -> None:
    from docx.shared import Cm

    style.paragraph_format.left_indent, style.paragraph_format.right_indent = Cm(left), Cm(right)


def _add_table_style(document: Any) -> None:
    """Three rules and no more, as in printed tables: above the heads, beneath them, beneath the rows."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    rule = 'w:val="single" w:sz="8" w:space="0" w:color="000000"'
    thin = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="tusjTable">'
            f'<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>'
            f"<w:tblPr><w:tblBorders><w:top {rule}/><w:bottom {rule}/></w:tblBorders>"
            '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
            f"<w:tcPr><w:tcBorders><w:bottom {thin}/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
        )
    )
