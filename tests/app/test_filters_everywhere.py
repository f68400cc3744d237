"""Every command of the analysis takes the same filters: each narrows; what is not there is told, and so is nothing."""

import csv
import io
import json
import zipfile
from functools import cache
from itertools import cycle

import pytest
from click.testing import CliRunner

from app.cli import family
from app.cli.common import ALL_FILTERS
from codebook.codings import add_coding, list_codings, set_flags
from codebook.project import open_project
from codebook.schemas import get_code, list_schemas
from corpus.errors import TusjError
from corpus.transcripts import get_transcript, read_transcript

PRESTIGE, TROUBLE = "Utsagn vedrørende prestisje", "Frustrasjoner knyttet til samarbeid"
ROWS = {
    "sort": ("sort", PRESTIGE),
    "excerpts": ("excerpts",),
    "memos": ("memos",),
    "codebook show": ("codebook show",),
    "matrix": ("matrix",),
    "frequencies": ("frequencies",),
    "cooccurrence": ("cooccurrence", "--within", "turn"),
    "saturation": ("saturation",),
    "guide": ("guide",),
    "guide --asked": ("guide", "--asked"),
    "guide --unasked": ("guide", "--unasked"),
    "guide --suggest": ("guide", "--suggest"),
    "episodes": ("episodes",),
    "themes": ("themes",),
    "themes --lineage": ("themes", "--lineage", "1"),
    "search": ("search", "jobb"),
    "suggest": ("suggest", TROUBLE),
}
FILES = {
    "codebook export": (("codebook export", "--format", "csv"), ALL_FILTERS),
    "themes --map": (("themes", "--map"), ALL_FILTERS),
    "figure themes": (("figure", "themes"), ("flag",)),
    "meeting": (("meeting",), ("role", "coder")),
}
FILTERS = {
    "role": "veileder",
    "participant": "P12",
    "transcript": "P12",
    "schema": "samarbeid",
    "code": TROUBLE,
    "coder": "bo",
    "flag": "recurs",
    "reading": "2",
}
SAME = {  # where a filter leaves everything: what is asked for is of that schema and reading already
    ("sort", "schema"),
    ("sort", "reading"),
    ("search", "reading"),
    ("suggest", "schema"),
    ("suggest", "reading"),
    ("suggest", "code"),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample, of which bo has coded something too."""
    folder = tmp_path_factory.mktemp("filters")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUSJ_CONFIG", str(folder / "settings"))
        CliRunner().invoke(family, ["demo", str(folder), "--no-open"])
    path = folder / "demo.tusj"
    with open_project(path, coder="bo") as project:
        schemas = list_schemas(project)
        for name in ("P02", "P03", "P04", "P05", "P06", "P07", "P08", "P12"):
            text = read_transcript(project, get_transcript(project, name))
            turns = [turn for turn in text.turns if turn.participant]
            for turn, code in zip(turns, cycle((PRESTIGE, TROUBLE)), strict=False):
                coding = add_coding(project, text, *turn.words, get_code(schemas, code, "samarbeid"))
                set_flags(project, coding, ["interest"])
            add_coding(project, text, *turn.words, get_code(schemas, "Gjensidig læring"))
    return path


def run(sample, words, *options):
    name, *rest = words
    coder = [] if "--coder" in options or name in ("guide", "memos", "codebook show") else ["--coder", "eksempel"]
    return CliRunner().invoke(family, [*name.split(), str(sample), *rest, *options, *coder], catch_exceptions=True)


def rows_of(sample, words, *options):
    done = run(sample, words, *options, "--format", "json")
    assert done.exception is None, done.stderr or done.exception
    return json.loads(done.stdout), done.stderr


def written(sample, words, tmp_path, *options):
    if words[0] != "meeting":
        done = run(sample, words, *options)
        assert done.exception is None, done.stderr or done.exception
        return done.stdout
    done = run(sample, words, *options, "-o", str(tmp_path / "m.docx"))
    assert done.exception is None, done.stderr or done.exception
    return zipfile.ZipFile(tmp_path / "m.docx").read("word/document.xml")


@pytest.fixture(scope="module")
def unfiltered(sample):
    """The rows of a command without a filter, asked for once."""
    return cache(lambda command: rows_of(sample, ROWS[command])[0])


@pytest.mark.parametrize("command", ROWS)
@pytest.mark.parametrize("name", ALL_FILTERS)
def test_a_filter_narrows_the_rows(sample, unfiltered, command, name) -> None:
    every = unfiltered(command)
    some, told = rows_of(sample, ROWS[command], f"--{name}", FILTERS[name])
    assert (some == every) is ((command, name) in SAME)
    assert some or told.startswith("Nothing passes these filters.\n")


@pytest.mark.parametrize(("command", "name"), [(command, name) for command in FILES for name in FILES[command][1]])
def test_a_filter_narrows_what_is_written(sample, tmp_path, command, name) -> None:
    words, _names = FILES[command]
    every = written(sample, words, tmp_path)
    assert written(sample, words, tmp_path, f"--{name}", FILTERS[name]) != every


def commands():
    """The analysis: its commands by name, sub-commands with the name of their family."""
    for name in sorted({words[0] for words in [*ROWS.values(), *(words for words, _names in FILES.values())]}):
        command = family
        for word in name.split():
            command = command.get_command(None, word)
        yield name, command


@pytest.mark.parametrize(("name", "command"), commands())
def test_every_command_says_what_each_filter_chooses(name, command) -> None:
    said = {option: param.help for param in command.params for option in param.opts}
    assert [n for n in ALL_FILTERS if not said.get(f"--{n}", "").endswith(". May be given several times.")] == []


@pytest.mark.parametrize("words", [*ROWS.values(), *(words for words, _names in FILES.values())], ids=" ".join)
def test_what_the_study_has_not_is_told_and_changes_nothing(sample, tmp_path, words) -> None:
    out = ["-o", str(tmp_path / "out.docx")] if words[0] == "meeting" else []
    for name in ("role", "code", "flag"):
        done = run(sample, words, f"--{name}", "ingen slik", *out)
        assert isinstance(done.exception, TusjError), (name, done.output)
        assert "ingen slik" in done.exception.sentence
        assert not done.stdout_bytes
    assert not (tmp_path / "out.docx").exists()


NOTHING = ("--role", "jobbspesialist", "--participant", "P12")


@pytest.mark.parametrize("command", [command for command in ROWS if command not in ("guide", "search", "suggest")])
def test_no_hits_are_said_with_what_to_loosen(sample, command) -> None:
    _rows, told = rows_of(sample, ROWS[command], *NOTHING)
    assert told.startswith("Nothing passes these filters.\n")
    if command not in ("saturation", "themes --lineage"):  # these have too little of one participant
        assert "Without “participant: P12” there would be" in told


def test_a_guide_without_such_a_question_says_what_to_loosen(sample) -> None:
    rows, told = rows_of(sample, ROWS["guide"], "--role", "jobbspesialist", "--schema", "veileder")
    assert rows == []
    assert "Without “schema: veileder” there would be" in told


def test_a_search_without_hits_says_what_to_loosen(sample) -> None:
    every, _told = rows_of(sample, ("search", "jobb"), "--participant", "P12")
    assert every
    rows, told = rows_of(sample, ("search", "jobb"), "--participant", "P12", "--role", "jobbspesialist")
    assert rows == []
    assert f"Without “role: jobbspesialist” there would be {len(every)}." in told


# ---- what the filters mean where no coded passages are listed


def test_a_telling_passes_by_the_codings_of_its_words(sample) -> None:
    rows, _told = rows_of(sample, ROWS["episodes"], "--code", "Forløp som ikke har fungert", "--participant", "P13")
    told = {(row["episode"], row["transcript"]) for row in rows if row["text"]}
    assert told == {("Malermesteren", "P13")}
    assert [row["text"] for row in rows if row["episode"] == "Sykkelverkstedet"] == [""]


def test_a_question_passes_by_its_categories_and_those_above(sample) -> None:
    rows, _told = rows_of(sample, ROWS["guide"], "--code", "Gjensidig læring")
    assert rows
    assert all("Gjensidig læring" in row["categories"] for row in rows)
    coded, _told = rows_of(sample, ("codings",), "--code", "Gjensidig læring", "--coder", "eksempel", "--coder", "bo")
    silent = next(f"P{n:02}" for n in range(1, 19) if f"P{n:02}" not in {row["participant"] for row in coded})
    one, _told = rows_of(sample, ROWS["guide"], "--code", "Gjensidig læring", "--participant", silent)
    assert [row["number"] for row in one] == [row["number"] for row in rows]  # asked, and silent, is an answer too
    assert {row["of"] for row in one} == {0, 1}


def test_a_category_passes_by_what_is_coded_so(sample) -> None:
    coded, _told = rows_of(sample, ("codings",), "--flag", "recurs", "--role", "veileder")
    rows, _told = rows_of(
        sample, ROWS["codebook show"], "--flag", "recurs", "--role", "veileder", "--coder", "eksempel"
    )
    assert {row["path"] for row in rows} == {row["path"] for row in coded}


def test_codebook_export_with_a_sub_category_alone_can_be_read_back(sample, tmp_path) -> None:
    part, new = tmp_path / "part.toml", tmp_path / "new.tusj"
    run(sample, ("codebook export",), "--code", TROUBLE, "-o", str(part))
    CliRunner().invoke(family, ["new", str(new), "--no-encrypt"])
    CliRunner().invoke(family, ["codebook", "import", str(new), str(part)])
    shown = CliRunner().invoke(family, ["codebook", "show", str(new), "--format", "csv"]).stdout
    assert [row["path"] for row in csv.DictReader(io.StringIO(shown))] == [TROUBLE]


def test_sort_counts_what_is_coded_with_another_category_too(sample) -> None:
    with open_project(sample, coder="eksempel") as project:
        text = read_transcript(project, get_transcript(project, "P03"))
        codes = [c for s in list_schemas(project) for c in s.codes]
        prestige = {c.id for c in codes if c.name == PRESTIGE}
        mine = [c for c in list_codings(project) if c.code in prestige and c.coder == "eksempel"]
        mine = [c for c in mine if c.transcript == text.transcript.id]
        add_coding(project, text, mine[0].start, mine[0].start + 4, get_code(list_schemas(project), TROUBLE))
    rows, _told = rows_of(sample, ROWS["sort"], "--code", TROUBLE)
    assert [row["segments"] for row in rows if row["role"] == "all"] == [1]


def test_suggestions_are_learnt_from_what_filters_choose(sample) -> None:
    def learnt(*options):
        done = run(sample, ROWS["suggest"], *options, "--language", "en")
        return done.stdout.rpartition("Like ")[2].split()[0]

    own = len(rows_of(sample, ("codings",), "--code", TROUBLE)[0])
    theirs = len(rows_of(sample, ("codings",), "--code", TROUBLE, "--coder", "bo")[0])
    flagged = len(rows_of(sample, ("codings",), "--code", TROUBLE, "--flag", "recurs")[0])
    assert len({own, theirs, flagged}) == 3
    assert [learnt(), learnt("--coder", "bo"), learnt("--flag", "recurs")] == [str(own), str(theirs), str(flagged)]


def test_notes_pass_by_the_flags_of_what_they_are_on(sample) -> None:
    notes, _told = rows_of(sample, ROWS["memos"], "--flag", "recurs")
    coded, _told = rows_of(sample, ("codings",), "--flag", "recurs")
    assert notes
    assert {(n["transcript"], n["code"]) for n in notes} <= {(c["transcript"], c["path"]) for c in coded}


@pytest.mark.parametrize("command", [("matrix", "--code", PRESTIGE), ("patterns who", PRESTIGE)])
def test_a_category_outside_the_reading_is_not_called_missing(sample, command) -> None:
    name, *rest = command
    done = CliRunner().invoke(family, [*name.split(), str(sample), *rest, "--reading", "1", "--language", "en"])
    assert "is in no schema that is asked for (jobbspesialist, veileder)" in str(done.exception)
