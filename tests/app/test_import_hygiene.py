import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, sys, app.cli
sys.argv[0] = "tusj"
try:
    app.cli.main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def modules(*arguments: str) -> list[str]:
    """The modules a command has loaded by its end."""
    command = [sys.executable, "-P", "-c", PROGRAM, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    found: list[str] = json.loads(done.stderr.splitlines()[-1])
    return found


def loaded(*arguments: str) -> set[str]:
    """The packages they belong to."""
    return {name.split(".")[0] for name in modules(*arguments)}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    loaded("demo", str(folder), "--no-open", "--language", "en")
    return folder / "demo.tusj"


def test_help_loads_nothing_heavy() -> None:
    heavy = {"pandas", "spacy", "textual", "sqlalchemy", "sqlcipher3", "docx", "babel", "matplotlib"}
    assert loaded("--help") & heavy == set()


def test_help_loads_neither_store_nor_the_rooms_above_it() -> None:
    assert [name for name in modules("--help") if name.startswith(("corpus.store", "codebook", "exports"))] == []


@pytest.mark.parametrize("format", ["json", "csv", "text"])
def test_frequencies_loads_only_what_it_counts_with(demo: Path, format: str) -> None:
    heavy = {"pandas", "spacy", "textual", "docx", "xlsxwriter", "babel", "charset_normalizer", "filelock"}
    found = loaded("frequencies", str(demo), "--format", format)
    assert found & heavy == set()
    assert "sqlalchemy" in found


@pytest.mark.parametrize("command", ["cooccurrence", "saturation", "portrait"])
def test_patterns_load_neither_pandas_nor_matplotlib(demo: Path, command: str) -> None:
    assert loaded(command, str(demo), "--format", "csv") & {"pandas", "matplotlib", "spacy", "textual"} == set()


def test_importing_plain_text_loads_no_reader_of_other_formats(tmp_path: Path, demo: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text("I: How are you?\n\nP: Fine, thank you.\n", encoding="utf-8")
    found = loaded("import", str(demo), str(file), "--role", "veileder", "--dry-run")
    assert (
        found & {"pandas", "spacy", "textual", "docx", "pypdfium2", "striprtf", "webvtt", "srt", "defusedxml"} == set()
    )
