"""Tables of codings: rows that do not fit, and whose words are told in an error."""

import unicodedata
from pathlib import Path

import pytest

from codebook.bulk import code_from_table, parse_table, read_table
from codebook.codings import list_codings
from codebook.files import read_codebook
from codebook.readings import add_schema_in_use
from codebook.schemas import CodeDraft, SchemaDraft, get_code, list_schemas
from corpus.errors import InputError, TusjError
from corpus.participants import import_participants
from corpus.readers import read_source
from corpus.store import Project

HEAD = "transcript,start,end,code,gist\n"
CODE = "Fornøyd med samarbeid"


def faults(study: Project, text: str) -> tuple[str, ...]:
    """What is said of a table that must be refused."""
    before = list_codings(study)
    with pytest.raises(InputError) as caught:
        code_from_table(study, *parse_table(text.encode(), "t.csv"))
    assert list_codings(study) == before
    return (caught.value.message, *caught.value.details)


def code(study: Project, data: bytes) -> int:
    return code_from_table(study, *parse_table(data, "t.csv"))[1]


SECRET = "P: det var hemmelig,jeg fikk sparken,i går,og gråt\nI: ja,nei,mm,så\n"


def test_a_table_without_a_heading_tells_no_words(study: Project, tmp_path: Path) -> None:
    assert faults(study, SECRET) == (
        "The table lacks the column transcript, start, end, code (it has: 4 columns of other names).",
    )
    path = tmp_path / "t.csv"
    path.write_text(SECRET, "utf-8")
    with pytest.raises(InputError) as caught:
        import_participants(study, *reversed(read_table(path)))
    assert caught.value.message == "The table needs a column “participant” (it has: 4 columns of other names)."
    with pytest.raises(TusjError) as caught:
        read_codebook(path)
    assert caught.value.message == "t.csv has no column code; it has 4 columns of other names."
    with pytest.raises(TusjError) as caught:
        read_source(path)
    assert caught.value.message.endswith("it has 4 columns of other names.")


def test_columns_of_known_names_are_told(study: Project) -> None:
    assert faults(study, "transcript,start,Kommentar,end\nP01,3,hm,9\n") == (
        "The table lacks the column code (it has: transcript, start, end, 1 other).",
    )


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("transcript,start,end,words,code,flags", "P01,3,9,Ja, hemmelig,"),
        ("transcript,start,end,words,code,flags", "P01,3,9,Ja, hemmelig"),
        ("transcript,start,end,words,code,schema,gist", f"P01,3,9,Ja,{CODE}, hemmelig"),
        ("transcript,start,end,code,words,flags,gist", f"P01,3,9,{CODE},Ja, hemmelig"),
        ("words,transcript,start,end,code,gist", f"Ja, hemmelig,3,9,{CODE}"),
    ],
)
def test_words_that_a_comma_brings_to_another_cell_are_not_told(study: Project, head: str, row: str) -> None:
    said = faults(study, f"{head}\n{row}\n")
    if row.count(",") < head.count(","):
        assert "hemmelig" not in " ".join(said)
        assert "…" in said[1]
    else:  # a row of as many cells as the heading has no comma too many
        assert "hemmelig" in said[1]


def test_a_row_of_more_cells_than_the_heading_is_refused(study: Project) -> None:
    said = faults(study, HEAD + f"P01,3,9,{CODE},stikkord,\nP01,4,9,{CODE}, med, komma\n\nP01,5,9,{CODE},,,x\n")
    assert said == (
        "t.csv was not read, because of these rows:",
        "row 3: it has 6 cells, and the heading 5; a cell with a comma in it needs quotation marks",
        "row 5: it has 7 cells, and the heading 5; a cell with a comma in it needs quotation marks",
    )


def test_a_quotation_mark_left_open_is_refused(study: Project) -> None:
    rows = HEAD + f'P01,3,9,{CODE},ett\nP01,4,9,{CODE},"to\nP01,5,9,{CODE},tre\n'
    assert faults(study, rows) == (
        "t.csv was not read, because of these rows:",
        "row 3: a quotation mark is not closed where the cell ends",
    )
    assert faults(study, rows + f'P01,6,9,{CODE},"fire"\n')[1] == (
        "row 3: a quotation mark is not closed where the cell ends"
    )


def test_a_codebook_refuses_such_rows_too(tmp_path: Path) -> None:
    path = tmp_path / "kode.csv"
    path.write_text("schema,code,definition\neget,Samarbeid, godt og, vondt\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_codebook(path)
    assert caught.value.details == (
        "row 2: it has 4 cells, and the heading 3; a cell with a comma in it needs quotation marks",
    )
    path.write_text('schema,code,definition\neget,Samarbeid,"godt\neget,Annet,vondt\n', "utf-8")
    with pytest.raises(InputError, match="row 2 cannot be taken apart"):
        read_codebook(path)


def test_an_interview_warns_of_a_quotation_mark_left_open(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('speaker,text\nI,Hva?\nP,"Ja, altså.\nI,Og så?\nP,Nei.\n', "utf-8")
    assert read_source(path).warnings == (
        "A quotation mark in row 3 is not closed where the cell ends: rows after it may have been taken for one.",
    )
    path.write_text('speaker,text\nI,"Hva ""da""?"\nP,"Ja,\naltså."\n', "utf-8")
    assert read_source(path).warnings == ()


def test_a_table_written_with_separate_accents_means_the_same(study: Project) -> None:
    add_schema_in_use(study, SchemaDraft("frukt", (CodeDraft("Blåbær"),)))
    words = "Hvordan går samarbeidet?"
    rows = f"transcript,start,end,code,text,gist\nP01,3,{3 + len(words)},Blåbær,{words},på gang\n"
    assert code(study, unicodedata.normalize("NFD", rows).encode()) == 1
    assert [c.gist for c in list_codings(study) if c.start == 3] == ["på gang"]
    assert get_code(list_schemas(study), unicodedata.normalize("NFD", "blåbær")).name == "Blåbær"


@pytest.mark.parametrize("value", ["1_0", "١", "³", "1e1", "0x5", ""])
def test_a_position_is_a_whole_number_as_people_write_it(study: Project, value: str) -> None:
    assert faults(study, HEAD + f"P01,{value},9,{CODE},\n")[1].startswith("row 2: start must be a whole number")


@pytest.mark.parametrize("above", ["\n\n", "sep=;\r\n", '\ufeff"sep=;"\n', "\n sep=;\n"])
def test_what_spreadsheets_put_above_the_heading_is_passed_over(study: Project, tmp_path: Path, above: str) -> None:
    rows = f"transcript;start;end;code;gist\nP01;3;9;{CODE};a, b\n"
    assert code(study, (above + rows).encode()) == 1
    blank = above.count("\n") - above.count("sep")
    bad = f"transcript;start;end;code;gist\nP99;3;9;{CODE};\n"
    assert faults(study, above + bad)[1].startswith(f"row {2 + blank}: the study has no interview")
    path = tmp_path / "t.csv"
    path.write_text(above + "speaker;text\nI;Hva, da?\nP;Ja, jo.\n", "utf-8")
    source = read_source(path)
    assert [source.text[slice(*turn.words)] for turn in source.turns] == ["Hva, da?", "Ja, jo."]
    path.write_text(above + "schema;code;definition\neget;Annet;a, b\n", "utf-8")
    assert [(draft.name, draft.codes[0].definition) for draft in read_codebook(path)] == [("eget", "a, b")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "cp1252"])
def test_a_table_in_any_of_these_encodings_is_read(study: Project, encoding: str) -> None:
    assert code(study, (HEAD + f"P01,3,9,{CODE},så\n").encode(encoding)) == 1
    assert [c.gist for c in list_codings(study) if c.start == 3] == ["så"]


@pytest.mark.parametrize("text", [",,,\n,,\n", "sep=;\n", "sep=;", '"\n', '",', ";\n"])
def test_a_table_of_nothing_is_refused(study: Project, tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    for read in (lambda: code_from_table(study, *read_table(path)), lambda: read_source(path)):
        with pytest.raises(TusjError):
            read()
