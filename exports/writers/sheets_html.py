"""The A3 sheets as one page of HTML: nothing is fetched, nothing runs, every text is escaped; it prints on A3."""

from collections.abc import Iterator, Sequence
from html import escape

from corpus.messages import language
from exports.harmless import document, line
from exports.writers.sheets import Sheet, SheetCell, no_sheets

_STYLE = """
@page { size: A3 landscape; margin: 12mm; }
body { font: 13px/1.4 Georgia, "Times New Roman", serif; color: #111; background: #fff; margin: 1.5em; }
h1 { font-size: 1.3em; margin: 0 0 .6em; }
section + section { margin-top: 2.5em; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
th, td { border: 1px solid #a6a6a6; padding: .35em .5em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead { display: table-header-group; }
thead th { border-top-width: 4px; background: #fff; position: sticky; top: 0; }
.who { width: 4em; white-space: nowrap; }
p { margin: 0 0 .4em; }
.summary { font-weight: bold; white-space: pre-line; }
.gist { font-style: italic; }
.quiet { color: #595959; }
@media print {
  body { font-size: 8.5pt; margin: 0; }
  section { break-after: page; }
  section:last-child { break-after: auto; }
  thead th { position: static; }
  p { orphans: 2; widows: 2; }
}
"""


def sheets_html(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The page, as UTF-8."""
    return "".join(_page(title, sheets)).encode()


def _page(title: str, sheets: Sequence[Sheet]) -> Iterator[str]:
    yield f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    yield f"<title>{_line(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    if not sheets:
        yield f"<p>{_words(no_sheets(sheets))}</p>\n"
    for sheet in sheets:
        yield f'<section>\n<h1>{_line(sheet.title)}</h1>\n<table>\n<thead>\n<tr><th class="who"></th>'
        for name, colour in sheet.heads:
            rule = f' style="border-top-color: {escape(colour)}"' if colour else ""
            yield f'<th scope="col"{rule}>{_line(name)}</th>'
        yield "</tr>\n</thead>\n<tbody>\n"
        for label, cells in sheet.rows:
            inside = "".join(f"<td>{''.join(_cell(cell))}</td>" for cell in cells)
            yield f'<tr><th scope="row" class="who">{_line(label)}</th>{inside}</tr>\n'
        yield "</tbody>\n</table>\n</section>\n"
    yield "</body>\n</html>\n"


def _cell(cell: SheetCell) -> Iterator[str]:
    if cell.summary:
        yield f'<p class="summary">{_words(cell.summary)}</p>'
    for gist in cell.gists:
        yield f'<p class="gist">{_words(gist)}</p>'
    for said in cell.passages:
        source = f' <span class="quiet">({_words(said.source)})</span>' if said.source else ""
        yield f"<p>{_words(said.text)}{source}</p>"
    if cell.remark:
        yield f'<p class="quiet">{_words(cell.remark)}</p>'


def _words(text: str) -> str:
    return escape(document(text))


def _line(text: str) -> str:
    return escape(line(text))
