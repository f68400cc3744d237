"""The commands memos and approach."""

import json

from click.testing import CliRunner

from app.cli import family


def run(*arguments, **kwargs):
    return CliRunner().invoke(family, [str(a) for a in arguments], **kwargs)


def test_memos_are_written_listed_changed_and_settled(study_path):
    assert run("memos", study_path, "--add", "rain").exit_code == 0
    assert (
        run("memos", study_path, "--add", "-", "--transcript", "P02", "--kind", "summary", input="short\n").exit_code
        == 0
    )
    rows = json.loads(run("memos", study_path, "--format", "json").stdout)
    assert [(row["kind"], row["about"], row["text"], row["open"]) for row in rows] == [
        ("diary", "the study", "rain", False),
        ("summary", "P02", "short", False),
    ]
    assert run("memos", study_path, "--change", rows[1]["memo"], "long").exit_code == 0
    assert [
        r["text"] for r in json.loads(run("memos", study_path, "--kind", "summary", "--format", "json").stdout)
    ] == ["long"]
    assert "stays" in str(run("memos", study_path, "--change", rows[0]["memo"], "sun").exception)
    assert "# Notater" in run("memos", study_path, "--format", "md").stdout


def test_a_note_on_two_things_or_without_words_is_refused(study_path):
    assert "one thing" in str(
        run("memos", study_path, "--add", "x", "--transcript", "P01", "--participant", "P02").exception
    )
    assert "no words" in str(run("memos", study_path, "--add", "  ").exception)
    assert "no kind" in str(run("memos", study_path, "--add", "x", "--kind", "poem").exception)


def test_a_note_on_a_category_is_on_it(study_path):
    name = "Fornøyd med samarbeid"
    assert run("memos", study_path, "--add", "hm", "--code", name).exit_code == 0
    rows = json.loads(run("memos", study_path, "--code", name, "--format", "json").stdout)
    assert [(row["code"], row["text"]) for row in rows] == [(name, "hm")]


def test_the_approach_is_set_and_its_page_shown(study_path):
    assert "No approach" in run("approach", study_path).stdout
    assert run("approach", study_path, "content").exit_code == 0
    assert run("approach", study_path).stdout.startswith("# Content analysis")
    assert "no approach" in str(run("approach", study_path, "astrology").exception)
