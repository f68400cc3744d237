"""A category that is not for the role of those interviewed is marked where one codes, and said when used anyway."""

import pytest

from app.screens.coding import CodingScreen
from app.widgets.code_panel import CodePanel
from app.widgets.code_strip import CodeStrip
from app.widgets.picker import PickerScreen
from app.workbench import Workbench
from codebook.project import open_project
from codebook.readings import list_readings
from corpus.transcripts import get_transcript, read_transcript

LEFT_OUT = "Ikke søkt til jobbspesialister"


@pytest.fixture
def second_reading(study_path):
    """The study in its second reading, whose last category leaves out jobbspesialister."""
    from app.places import choose_reading

    with open_project(study_path) as project:
        choose_reading(project, list_readings(project)[1])
    return study_path


async def opened(pilot, until, name="P01"):
    screen = CodingScreen(name, 0)
    pilot.app.push_screen(screen)
    await until(pilot, lambda: screen.is_mounted and screen.reader._painter is not None)
    await until(pilot, lambda: "Gjensidig" in panel(screen) or "Gjensidig" in strip(screen))
    return screen


def panel(screen):
    return str(screen.query_one(CodePanel).query("Static").first().render())


def strip(screen):
    return "\n".join(screen.query_one(CodeStrip)._drawn)


async def test_panel_picker_and_status_say_it(second_reading, until):
    app = Workbench(second_reading)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, until)
        row = next(row for row in panel(screen).splitlines() if row.startswith("8 H"))
        assert row.rstrip().endswith("–")
        assert "not for jobbspesialist: not" in panel(screen)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        places = {choice.code.name: choice.place for choice in app.screen._choices}
        assert places[LEFT_OUT] == "– not for jobbspesialist"
        assert places["Når brukes eksterne aktører?"] == "(veileder) – not for jobbspesialist"
        assert places["Gjensidig læring"] == ""
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("8")
        await until(pilot, lambda: "coded" in screen._shown["#status"] and "undoes" in screen._shown["#status"])
        assert screen._shown["#status"].strip() == (
            f"coded, but not counted for jobbspesialist; u undoes: H {LEFT_OUT}"
        )


async def test_strip_marks_it_and_only_where_it_is_left_out(second_reading, until):
    app = Workbench(second_reading)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, until)
        assert "8 H – Ikke s" in strip(screen)
        other = await opened(pilot, until, "P04")
        assert "8 H Ikke s" in strip(other)


def test_coding_from_a_table_warns(second_reading, tmp_path, capfd, monkeypatch):
    from app.cli import main

    with open_project(second_reading) as project:
        start, end = read_transcript(project, get_transcript(project, "P02")).turns[1].words
    table = tmp_path / "c.csv"
    table.write_text(f"transcript,start,end,code\nP02,{start},{end},{LEFT_OUT}\nP04,0,5,{LEFT_OUT}\n", "utf-8")
    monkeypatch.setattr("sys.argv", ["tusj", "code", str(second_reading), "--from", str(table)])
    main()
    done = capfd.readouterr()
    assert (done.out, done.err.splitlines()) == (
        "",
        [
            f"samarbeid: {LEFT_OUT} leaves out jobbspesialist: 1 passage is coded but not counted.",
            "2 rows read, 2 new coded passages.",
        ],
    )
