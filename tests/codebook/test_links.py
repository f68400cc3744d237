from pathlib import Path

import pytest

from codebook.builtins import builtin_schemas, get_builtin
from codebook.codes import copy_schema
from codebook.files import codebook_bytes, import_codebook, read_codebook
from codebook.links import OPPOSITE, PARALLEL, SAME, link_codes, list_links, unlink_codes
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.schemas import get_schema, list_schemas
from corpus.errors import InputError
from corpus.store import Project


def told(project: Project) -> set[tuple[str, str, str]]:
    """The links as kind and places, each way round once."""
    places = {code.id: f"{code.schema}: {code.path}" for schema in list_schemas(project) for code in schema.codes}
    return {(link.kind, *sorted((places[link.code], places[link.other]))) for link in list_links(project)}  # type: ignore[misc]


PAIR = {
    *(
        (SAME, f"jobbspesialist: {name}", f"veileder: {name}")
        for name in (
            *("Kjønn, alder, bakgrunn", "Hvordan foregår samarbeid i praksis?"),
            *("Forløp som har fungert", "Forløp som ikke har fungert"),
        )
    ),
    (PARALLEL, "jobbspesialist: Hva kreves god jobbspesialist?", "veileder: Hva kreves god veileder?"),
}


@pytest.mark.parametrize("order", [("jobbspesialist", "veileder"), ("veileder", "jobbspesialist")])
def test_the_built_in_pair_is_aligned_whichever_comes_later(tmp_path: Path, order: tuple[str, str]) -> None:
    with create_project(tmp_path / "s.tusj") as project:
        add_schema_in_use(project, get_builtin(order[0]))
        assert told(project) == set()
        add_schema_in_use(project, get_builtin(order[1]))
        assert told(project) == PAIR
        project.undo()
        assert told(project) == set()


def test_the_second_reading_has_its_opposites(tmp_path: Path) -> None:
    with create_project(tmp_path / "s.tusj") as project:
        add_schema_in_use(project, get_builtin("samarbeid"))
        names = ("samarbeid: Fornøyd med samarbeid", "samarbeid: Frustrasjoner knyttet til samarbeid")
        assert told(project) == {(OPPOSITE, *names)}


def test_a_link_taken_back_does_not_return_with_the_schema(tmp_path: Path) -> None:
    with create_project(tmp_path / "s.tusj") as project:
        for draft in builtin_schemas():
            add_schema_in_use(project, draft)
        first, second = (get_schema(project, name).codes[0] for name in ("jobbspesialist", "veileder"))
        assert len(list_links(project)) == 6
        unlink_codes(project, second, first, SAME)
        add_schema_in_use(project, get_builtin("veileder"))
        assert len(list_links(project)) == 5


def test_links_go_through_a_toml_file_but_not_into_a_copy(tmp_path: Path) -> None:
    with create_project(tmp_path / "a.tusj") as project:
        for draft in builtin_schemas():
            add_schema_in_use(project, draft)
        before = told(project)
        copy_schema(project, get_schema(project, "veileder"), "again")
        assert told(project) == before
        file = tmp_path / "book.toml"
        file.write_bytes(codebook_bytes(list_schemas(project)[:5], "toml"))
    with create_project(tmp_path / "b.tusj") as project:
        import_codebook(project, read_codebook(file))
        assert told(project) == before


def test_a_link_of_no_kind_or_to_itself_is_refused(study: Project) -> None:
    first, second = get_schema(study, "samarbeid").codes[:2]
    with pytest.raises(InputError, match="alike"):
        link_codes(study, first, second, "alike")
    with pytest.raises(InputError, match="itself"):
        link_codes(study, first, first, SAME)
