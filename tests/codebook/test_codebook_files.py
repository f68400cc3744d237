import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from codebook.builtins import builtin_schemas
from codebook.files import codebook_bytes, import_codebook, parse_pasted, read_codebook
from codebook.models import CODE
from codebook.project import create_project
from codebook.schemas import CodeDraft, SchemaDraft, add_schema, get_schema, list_schemas
from corpus.errors import InputError, ReadError, TusjError
from corpus.store import Project

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paths(draft: SchemaDraft) -> list[str]:
    return [f"{code.parent} > {code.name}" if code.parent else code.name for code in draft.codes]


def read(tmp_path: Path, name: str, content: str | bytes, schema: str = "") -> list[SchemaDraft]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_codebook(path, schema)


# Pasted lines


def test_pasted_lines_become_categories_below_the_line_they_are_further_in_than() -> None:
    text = "Bakgrunn\n\tAlder\n\tKjønn\n\t\tAnnet\n\nSamarbeid\n    Møter\n"
    draft = parse_pasted(text, " mitt  skjema ", "veileder")
    assert (draft.name, draft.role) == ("mitt skjema", "veileder")
    assert paths(draft) == [
        "Bakgrunn",
        "Bakgrunn > Alder",
        "Bakgrunn > Kjønn",
        "Bakgrunn > Kjønn > Annet",
        "Samarbeid",
        "Samarbeid > Møter",
    ]


def test_pasted_lines_come_back_out_to_an_uneven_indent() -> None:
    assert paths(parse_pasted("A\n      B\n   C\nD", "s")) == ["A", "A > B", "A > C", "D"]


@pytest.mark.parametrize(
    "line", ["- Lønn", "•\tLønn", "* Lønn", "1. Lønn", "12) Lønn", "2.1 Lønn", "o\tLønn", "a) Lønn", "## Lønn"]
)
def test_pasted_bullets_and_numbers_are_taken_off(line: str) -> None:
    assert paths(parse_pasted(line, "s")) == ["Lønn"]


@pytest.mark.parametrize("line", ["3 ganger i uka", "2020. et år", "-1", "og så?", "A. Hansen"])
def test_pasted_words_that_look_like_numbering_stay(line: str) -> None:
    assert paths(parse_pasted(line, "s")) == [line]


def test_pasted_tab_parts_the_definition_from_the_name() -> None:
    draft = parse_pasted("1.\tLønn\tAlt om penger,  også bonus\n\tBonus\tEkstra", "s")
    assert draft.codes == (
        CodeDraft("Lønn", definition="Alt om penger, også bonus"),
        CodeDraft("Bonus", "Lønn", definition="Ekstra"),
    )


def test_pasted_faults_are_named_by_line() -> None:
    with pytest.raises(InputError) as caught:
        parse_pasted("A\nA\n\n- B > > C\n", "s")
    assert [detail.partition(":")[0] for detail in caught.value.details] == ["line 2", "line 4"]
    with pytest.raises(InputError, match="holds no categories"):
        parse_pasted("\n  \n", "s")


# CSV


def test_csv_of_the_contract() -> None:
    written = (
        "schema,code,parent,colour,key,definition,use,avoid,example\n"
        'work,Pay,,#0af,1,"Money, and tips",When paid,Not free,"""Well""\nhe said"\n'
        "work,Bonus,Pay,,,,,,\n"
        "home,Garden,,,,,,,\n"
    )
    assert_same = [
        SchemaDraft(
            "work",
            (
                CodeDraft(
                    "Pay",
                    "",
                    "#00AAFF",
                    "1",
                    False,
                    "Money, and tips",
                    "When paid",
                    "Not free",
                    '"Well"\nhe said',
                ),
                CodeDraft("Bonus", "Pay"),
            ),
        ),
        SchemaDraft("home", (CodeDraft("Garden"),)),
    ]
    path = Path("x.csv")
    from codebook.files.comma import read_csv

    assert read_csv(written.encode(), path.name, "x") == assert_same


def test_csv_in_norwegian_from_excel_with_semicolons_and_cp1252(tmp_path: Path) -> None:
    written = "Skjema;Kategori;Definisjon;Fakta;Uten;Farge;ukjent\r\nÅpent;Lønn;Penger; ja ;Rådgiver; ;?\r\n"
    for encoding in ("cp1252", "utf-8-sig", "utf-16"):
        assert read(tmp_path, "k.csv", written.encode(encoding)) == [
            SchemaDraft("Åpent", (CodeDraft("Lønn", definition="Penger", fact=True, without=("Rådgiver",)),))
        ]


def test_csv_without_schema_is_named_after_the_file_and_tabs_part_it(tmp_path: Path) -> None:
    assert read(tmp_path, "mine.csv", "code\tparent\nA\t\nB\tA\n") == [
        SchemaDraft("mine", (CodeDraft("A"), CodeDraft("B", "A")))
    ]
    assert [d.name for d in read(tmp_path, "mine.csv", "code\nA\n", "other")] == ["other"]


def test_csv_makes_categories_only_named_as_parents_and_puts_parents_first(tmp_path: Path) -> None:
    drafts = read(tmp_path, "m.csv", "code,parent,definition\nC,A > B,c\nD,E,d\nE,,e\n")
    assert paths(drafts[0]) == ["A", "A > B", "A > B > C", "E", "E > D"]
    assert drafts[0].codes[3].definition == "e"


def test_csv_code_may_be_a_path(tmp_path: Path) -> None:
    assert paths(read(tmp_path, "m.csv", "code\nA > B\n")[0]) == ["A", "A > B"]
    assert paths(read(tmp_path, "m.csv", "schema,path\ns,A > B\n")[0]) == ["A", "A > B"]


def test_csv_faults_are_named_by_row(tmp_path: Path) -> None:
    written = "schema,code,colour,key,fact\ns,A,red,,\ns,,#123456,,\ns,B,,0,\n\ns,C,,,maybe\ns,D,,,\ns,d,,,\n"
    with pytest.raises(InputError) as caught:
        read(tmp_path, "m.csv", written)
    assert "m.csv" in caught.value.message
    assert [detail.partition(":")[0] for detail in caught.value.details] == [
        "row 2",
        "row 3",
        "row 4",
        "row 6",
        "row 8",
    ]


def test_csv_of_other_columns_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"m\.csv has no column code; it has 2 columns of other names\."):
        read(tmp_path, "m.csv", "place,person\nx,y\n")


def test_csv_with_an_unclosed_quote_is_told_and_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(TusjError):
        read(tmp_path, "m.csv", 'schema,code\ns,"' + "x" * 200_000)


def test_csv_written_holds_no_formula() -> None:
    draft = SchemaDraft("s", (CodeDraft("=1+1"), CodeDraft("@x"), CodeDraft("-y", definition="+47")))
    cells = [line.split(",") for line in codebook_bytes([draft], "csv").decode().splitlines()]
    assert [line[1] for line in cells] == ["code", "'=1+1", "'@x", "'-y"]
    assert cells[3][5] == "'+47"


# TOML


def test_toml_of_the_shape_that_ships(tmp_path: Path) -> None:
    shipped = Path(__file__).resolve().parents[2] / "codebook" / "builtin" / "samarbeid.toml"
    known = next(draft for draft in builtin_schemas() if draft.name == "samarbeid")
    assert read_codebook(shipped) == [known]


def test_toml_names_what_is_wrong(tmp_path: Path) -> None:
    written = 'name = "s"\n[[code]]\nname = 3.5\n[[code]]\nname = "B"\nkey = 2\nfact = "ja"\n[[code]]\nwithout = 1\n'
    with pytest.raises(InputError) as caught:
        read(tmp_path, "m.toml", written)
    assert [detail.partition(":")[0] for detail in caught.value.details] == [
        "schema 1, category 1",
        "schema 1, category 1",
        "schema 1, category 3",
        "schema 1, category 3",
    ]
    with pytest.raises(InputError, match=r"m\.toml is not TOML: line 2 cannot be read\."):
        read(tmp_path, "m.toml", 'name = "s"\n= 1\n')
    for empty in ("# nothing\n", "schema = 1\n", "schema = [1]\n"):
        with pytest.raises(InputError):
            read(tmp_path, "m.toml", empty)


def test_toml_escapes_what_may_not_stand_in_a_string(tmp_path: Path) -> None:
    written = codebook_bytes([SchemaDraft("s", (CodeDraft("A", definition='\x1b[1m\x7f\x85"\\\n\t'),))], "toml")
    assert '"\\u001B[1m\\u007F\\u0085\\"\\\\\\n\\t"' in written.decode()
    assert read(tmp_path, "m.toml", written)[0].codes[0].definition == '\ufffd[1m\ufffd\ufffd"\\'


# Both


TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\u2028\u2029")
    | st.sampled_from("\"'=+-@;,#>[]{}\\ \nåé\u0301"),
    max_size=12,
).map(lambda text: __import__("unicodedata").normalize("NFC", text).strip())
NAME = TEXT.map(lambda text: " ".join(text.split())).filter(lambda text: text and ">" not in text.split())
ROLE = NAME.filter(lambda text: ";" not in text)


@st.composite
def schema_drafts(draw: st.DrawFn, name: str) -> SchemaDraft:
    codes: list[CodeDraft] = []
    seen: dict[str, str] = {"": ""}
    for called in draw(st.lists(NAME, max_size=6)):
        parent = draw(st.sampled_from(list(seen.values())))
        path = f"{parent} > {called}" if parent else called
        if path.casefold() in seen:
            continue
        seen[path.casefold()] = path
        words = [draw(TEXT) for _field in range(4)]
        without = tuple(draw(st.lists(ROLE, max_size=2, unique=True)))
        colour = draw(st.sampled_from(["", "#00AAFF", "#123456"]))
        key, fact = draw(st.sampled_from(["", "1", "9"])), draw(st.booleans())
        guid = draw(st.sampled_from(["", "0f22"]))
        code = CodeDraft(called, parent, colour, key, fact, *words, without, guid, draw(TEXT))
        asks = draw(st.sampled_from(["", "coding", "participant"]))
        low, high = draw(SCALES) if asks else (None, None)
        codes.append(replace(code, asks=asks, low=low, high=high, links=draw(LINKS)))
    lasting = draw(st.sampled_from(["", "9a"]))
    return SchemaDraft(name, tuple(codes), draw(TEXT), draw(ROLE | st.just("")), lasting, draw(BANDS))


SCALES = st.sampled_from([(None, None), (1, 5), (0, None), (None, -3)])
LINKS = st.sampled_from([(), (("same", "aa"),), (("parallel", "b"), ("opposite", "c"))])
BANDS = st.sampled_from([(), ((73, "very good"), (61, "so: so"), (-4, "poor"))])
CODEBOOKS = st.lists(NAME, min_size=1, max_size=3, unique_by=str.casefold).flatmap(
    lambda names: st.tuples(*(schema_drafts(name) for name in names)).map(list)
)


def without_guids(drafts: list[SchemaDraft]) -> list[SchemaDraft]:
    return [replace(d, guid="", codes=tuple(replace(c, guid="", links=()) for c in d.codes)) for d in drafts]


@given(CODEBOOKS)
def test_reading_what_was_written_gives_it_back(drafts: list[SchemaDraft]) -> None:
    from codebook.files.comma import read_csv
    from codebook.files.toml import read_toml

    assert read_toml(codebook_bytes(drafts, "toml"), "x.toml") == drafts
    assert read_csv(codebook_bytes(drafts, "csv"), "x.csv", "x") == without_guids(drafts)


def test_codebook_survives_the_study(tmp_path: Path) -> None:
    drafts = [*builtin_schemas(), SchemaDraft("own", (CodeDraft("A", colour="#123456", key="1"),), guid="ab")]
    with create_project(tmp_path / "a.tusj") as project:
        assert [schema.name for schema in import_codebook(project, drafts)] == [draft.name for draft in drafts]
        assert len(project.steps()) == 1
        written = codebook_bytes(list_schemas(project), "toml")
    with create_project(tmp_path / "b.tusj") as project:
        import_codebook(project, read(tmp_path, "b.toml", written))
        assert codebook_bytes(list_schemas(project), "toml") == written
        import_codebook(project, read(tmp_path, "b.toml", written))
        assert len(project.steps()) == 1


def test_codebook_with_a_fault_is_not_stored_in_part(tmp_path: Path) -> None:
    with create_project(tmp_path / "a.tusj") as project:
        with pytest.raises(InputError):
            import_codebook(project, [SchemaDraft("s", (CodeDraft("A"),)), SchemaDraft("t", (CodeDraft(" "),))])
        assert list_schemas(project) == []


def test_key_named_later_in_a_file_is_not_given_away(tmp_path: Path) -> None:
    with create_project(tmp_path / "a.tusj") as project:
        schema = import_codebook(project, [SchemaDraft("s", (CodeDraft("A"), CodeDraft("B", key="1")))])[0]
    assert [code.key for code in schema.codes] == ["2", "1"]


# Word and Excel


def word(body: str) -> bytes:
    return zipped({"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'})


def zipped(parts: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def test_docx_table_with_a_heading(tmp_path: Path) -> None:
    body = table(("not", "this")) + table(
        ("Hovedkategori", "Underkategori", "Definisjon"),
        ("Lønn", "", "Penger"),
        ("", "Bonus", "Ekstra"),
        ("Tid", "Kveld", "Etter fem"),
        ("", "Natt", ""),
    )
    assert read(tmp_path, "kodebok.docx", word(body)) == [
        SchemaDraft(
            "kodebok",
            (
                CodeDraft("Lønn", definition="Penger"),
                CodeDraft("Bonus", "Lønn", definition="Ekstra"),
                CodeDraft("Tid"),
                CodeDraft("Kveld", "Tid", definition="Etter fem"),
                CodeDraft("Natt", "Tid"),
            ),
        )
    ]


def test_docx_table_without_a_heading_has_a_category_a_row(tmp_path: Path) -> None:
    body = paragraph("A title") + table(("1. Lønn", "Penger"), ("", "Bonus"), ("Tid", ""))
    assert read(tmp_path, "k.docx", word(body))[0].codes == (
        CodeDraft("Lønn", definition="Penger"),
        CodeDraft("Bonus", "Lønn"),
        CodeDraft("Tid"),
    )


def test_docx_list_is_indented_by_level_and_style(tmp_path: Path) -> None:
    level = "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='4'/></w:numPr>"
    body = (
        paragraph("Kodebok", "<w:pStyle w:val='Title'/>")
        + paragraph("Lønn")
        + paragraph("Bonus", level)
        + paragraph(" ")
        + paragraph("Tid")
        + paragraph("Kveld", "<w:pStyle w:val='ListBullet2'/>")
        + "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>Ny</w:t></w:r></w:ins></w:p>"
    )
    assert paths(read(tmp_path, "k.docx", word(body))[0]) == ["Lønn", "Lønn > Bonus", "Tid", "Tid > Kveld", "Ny"]


def test_xlsx_as_excel_writes_it(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Kategori", None, "Tast", "Beskrivelse"),
        ("Lønn", "?", 2, "Penger"),
        (None,),
        ("Tid", None, None, "=1"),
    ):
        sheet.append(row)
    book.create_sheet("other").append(["Category", "no"])
    path = tmp_path / "mitt.xlsx"
    book.save(path)
    assert read_codebook(path) == [
        SchemaDraft("mitt", (CodeDraft("Lønn", key="2", definition="Penger"), CodeDraft("Tid")))
    ]


def test_xlsx_faults_are_named_by_the_rows_of_the_sheet(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A3"], sheet["C3"], sheet["A6"], sheet["C6"] = "code", "colour", "A", "pink"
    path = tmp_path / "m.xlsx"
    book.save(path)
    with pytest.raises(InputError) as caught:
        read_codebook(path)
    assert [detail.partition(":")[0] for detail in caught.value.details] == ["row 6"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("k.docx", b"not a zip"),
        ("k.docx", zipped({"x": "y"})),
        ("k.docx", zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
        ("k.docx", zipped({"word/document.xml": "<a>" + " " * 10_000_000})),
        ("k.docx", word("")),
        ("k.xlsx", zipped({"xl/workbook.xml": "<workbook/>", "xl/_rels/workbook.xml.rels": "<r/>"})),
        ("k.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked"),
        ("k.csv", b""),
        ("k.txt", b"\n\n"),
        ("k.odt", b"x"),
        ("k.toml", b"\x00\x01\x02"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # an archive's bytes hold the time it was made
)
def test_file_that_is_no_codebook_is_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(TusjError, match=r"k\."):
        read(tmp_path, name, content)


def test_file_that_is_missing_or_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="There is no file"):
        read_codebook(tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ReadError, match="is a folder"):
        read_codebook(tmp_path / "folder.csv")


def test_name_and_role_are_given_to_one_schema_only(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("schema,code\ns,A\n")
    assert read_codebook(path, "t", "clerk") == [SchemaDraft("t", (CodeDraft("A"),), role="clerk")]
    path.write_text("schema,code\ns,A\nt,B\n")
    with pytest.raises(InputError, match="several schemas"):
        read_codebook(path, "t")


@pytest.mark.parametrize("levels", [51, 1500])
def test_a_codebook_of_too_many_levels_is_refused(tmp_path: Path, levels: int) -> None:
    pasted = "\n".join(" " * level + f"k{level}" for level in range(levels))
    with pytest.raises(InputError) as caught:
        parse_pasted(pasted, "dyp")
    assert caught.value.details == ("line 51: it stands more than 50 levels deep",)
    path = tmp_path / "dyp.csv"
    path.write_text("schema,code\ndyp," + " > ".join(f"k{level}" for level in range(levels)) + "\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_codebook(path)
    assert caught.value.details == ("row 2: it stands more than 50 levels deep",)


def test_fifty_levels_come_in_and_deeper_ones_are_still_read(study: Project) -> None:
    draft = parse_pasted("\n".join(" " * level + f"k{level}" for level in range(50)), "dyp")
    schema = add_schema(study, draft)
    assert [code.depth for code in schema.codes] == list(range(50))
    last = schema.codes[-1].id
    with study.step("made it as it was") as db:
        row = db.execute(select(CODE).where(CODE.c.id == last)).mappings().one()
        below = [{**row, "id": last + n, "guid": f"g{n}", "parent_id": last + n - 1} for n in range(1, 1201)]
        db.execute(insert(CODE), below)
    assert get_schema(study, "dyp").codes[-1].depth == 1249


@pytest.mark.parametrize(
    "text", ['name = "a"\n[[codes]]\nname = "x"\n', '[[schema]]\nname = "a"\n[schema.kategori]\nname = "x"\n']
)
def test_categories_under_another_key_are_not_left_out_without_a_word(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_codebook(path)
    key = "codes" if "codes" in text else "kategori"
    assert caught.value.details == (f"schema 1: “{key}” holds tables; categories stand under “code”",)
    path.write_text(text.replace("[[codes]]", "[[schemas]]"), "utf-8")
    with pytest.raises(InputError):
        read_codebook(path)
