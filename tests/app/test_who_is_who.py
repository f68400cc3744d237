"""Who is who: by command, from the participants screen, and what a withdrawal does with it."""

import json

import pytest
from click.testing import CliRunner
from textual.widgets import Input

from app.cli import family
from app.screens.participants import ParticipantsScreen
from app.widgets.dialogs import ChooseScreen
from app.widgets.key_list import KeyListScreen, KeyPersonScreen
from app.workbench import Workbench
from codebook.project import open_project
from corpus.age_format import seal
from corpus.deidentify.keylist import read_key_list
from corpus.errors import NotFoundError, ProjectError, ReadError
from corpus.participants import list_participants


def run(*words, given="", **environment):
    environment = {"TUSJ_KEYLIST_PASSPHRASE": "ord", **environment}
    done = CliRunner().invoke(family, [str(w) for w in words], input=given, env=environment, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done


@pytest.fixture
def keys(tmp_path, study_path):
    """A key list away from the study, which says who P02 is."""
    file = tmp_path / "away" / "keys.age"
    file.parent.mkdir()
    held = {
        "tusj key list": [{"was": "Karianne Nordby", "now": "[P02]", "kind": "person", "time": ""}],
        "people": [{"label": "P02", "name": "Karianne Nordby", "contact": "kari@nord.no", "time": ""}],
    }
    file.write_bytes(seal(json.dumps(held).encode(), "ord"))
    return file


@pytest.fixture
def study_path(study_path):
    """The small study in a folder of its own: a key list may not lie beside it."""
    home = study_path.parent / "home"
    home.mkdir()
    return study_path.rename(home / study_path.name)


def everything_in(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_who_is_who_is_shown_written_and_deleted_by_command(study_path, keys):
    shown = run("keylist", study_path, keys, "--format", "json").stdout
    assert json.loads(shown) == [
        {"participant": "P02", "name": "Karianne Nordby", "contact": "kari@nord.no", "time": ""}
    ]
    assert json.loads(run("keylist", study_path, keys, "--replaced", "--format", "json").stdout)[0]["now"] == "[P02]"
    run("keylist", study_path, keys, "p03", "--set", given="Ole Brumsen\n99 88 77 66\n")
    (row,) = json.loads(run("keylist", study_path, keys, "P03", "--format", "json").stdout)
    assert (row["participant"], row["name"], row["contact"]) == ("P03", "Ole Brumsen", "99 88 77 66")
    kept = everything_in(study_path.parent) + everything_in(keys.parent)
    assert not any(word in kept for word in (b"Brumsen", b"99 88", b"Karianne"))


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (["P02", "--forget", "--set"], None, "either"),
        (["--forget"], None, "Name a participant"),
        (["P09"], NotFoundError, "P09"),
        (["P09", "--forget"], NotFoundError, "P09"),
        (["P09", "--set"], NotFoundError, "P09"),
    ],
)
def test_what_cannot_be_done_leaves_the_key_list_as_it_is(study_path, keys, words, error, said):
    before = keys.read_bytes()
    with pytest.raises(error or Exception, match=said):
        run("keylist", study_path, keys, *words, given="Noen\n")
    assert keys.read_bytes() == before


def test_a_key_list_beside_the_study_is_refused_and_names_are_no_arguments(study_path, keys):
    with pytest.raises(ProjectError, match="another folder"):
        run("keylist", study_path, study_path.parent / "keys.age", "P02", "--set", given="Ole\n")
    assert not (study_path.parent / "keys.age").exists()
    with pytest.raises(Exception, match="standard input"):
        run("keylist", study_path, keys, "P03", "--set")


def test_a_withdrawal_deletes_their_lines_where_the_key_list_is_given(study_path, keys):
    with pytest.raises(ReadError, match="Wrong passphrase"):
        run("withdraw", study_path, "P02", "--yes", "--key-list", keys, TUSJ_KEYLIST_PASSPHRASE="feil")
    with open_project(study_path) as study:
        assert "P02" in [person.label for person in list_participants(study)]
    assert "key list" in run("withdraw", study_path, "P02", "--dry-run").stdout
    done = run("withdraw", study_path, "P02", "--yes", "--key-list", keys)
    assert "Deleted from the key list: P02." in done.stderr
    held = read_key_list(study_path, keys, "ord")
    assert (held.people, held.replaced) == ((), ())


def test_a_withdrawal_without_the_key_list_says_how_to_delete_their_lines(study_path):
    done = run("withdraw", study_path, "P02", "--yes")
    assert f"tusj keylist {study_path} FILE P02 --forget" in done.stderr


async def test_who_is_who_is_read_and_written_by_key(study_path, keys, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, ParticipantsScreen) and app.screen.is_mounted)
        await pilot.press("K")
        await until(pilot, lambda: isinstance(app.screen, KeyListScreen) and app.screen.is_mounted)
        app.screen.query_one("#file", Input).value = str(keys)
        await pilot.press("enter", *"ord", "enter")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen) and app.screen.is_mounted)
        assert "Karianne" in app.export_screenshot()
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, KeyPersonScreen) and app.screen.is_mounted)
        app.screen.query_one("#contact", Input).value = "ole@x.no"
        await pilot.press(*"Ole", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen) and app.screen.is_mounted)
        assert "ole@x.no" in app.export_screenshot()
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ParticipantsScreen))
        assert [step.what for step in app.study.steps() if "Ole" in str(step)] == []
    kept = everything_in(study_path.parent) + everything_in(keys.parent)
    assert not any(word in kept for word in (b"Karianne", b"ole@x.no"))
    held = read_key_list(study_path, keys, "ord")
    assert [(p.label, p.name, p.contact) for p in held.people[1:]] == [("P03", "Ole", "ole@x.no")]
