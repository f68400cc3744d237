from codebook.builtins import get_builtin
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.schemas import SchemaDraft, list_schemas
from exports.tables.codebook_pages import codebook_pages
from exports.writers.excel import codebook_xlsx
from exports.writers.markdown import codebook_markdown
from exports.writers.word import codebook_docx


def test_pages_say_depth_scale_bands_and_links_within_the_schemas_shown(tmp_path):
    with create_project(tmp_path / "s.tusj", language="en") as project:
        for name in ("jobbspesialist", "veileder", "kvalitetsveileder-se"):
            add_schema_in_use(project, get_builtin(name, "en"))
        schemas = list_schemas(project)
    first, _second, quality = codebook_pages(schemas)
    assert [column.name for column in first.table.columns] == [
        *("code", "definition", "full_definition", "use", "avoid", "example"),
    ]
    assert "Cases that worked: the same as Cases that worked (caseworker)." in first.table.notes
    assert quality.depths == (0, *[1] * 6, 0, *[1] * 10)
    assert [row[-1] for row in quality.table.rows][:2] == ["", "of a participant, 1 to 5"]
    assert any(note.startswith("Sum: 73: very good adherence; 61:") for note in quality.table.notes)
    assert not any("Cases" in note for note in codebook_pages(schemas[:1])[0].table.notes)


def test_an_empty_codebook_and_an_empty_schema_are_written(tmp_path):
    with create_project(tmp_path / "s.tusj") as project:
        add_schema_in_use(project, SchemaDraft("[/x] = 1", ()))
        pages = codebook_pages(list_schemas(project))
    for given in ((), pages):
        assert codebook_docx(given)[:2] == codebook_xlsx(given)[:2] == b"PK"
        assert codebook_markdown(given).startswith("# Codebook\n")
