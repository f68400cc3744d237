"""Odd names and odd studies: the screens of episodes and themes hold, and nothing acts on the terminal."""

import pytest

from app.screens.episode import EpisodeScreen
from app.screens.lineage import LineageScreen
from app.screens.theme import ThemeScreen
from app.screens.theme_map import ThemeMapScreen
from app.widgets.columns import Columns
from app.widgets.items import Items
from app.workbench import Workbench
from codebook.codes import rename_code
from codebook.codings import add_coding
from codebook.episodes import add_tellings
from codebook.project import create_project, open_project
from codebook.readings import add_schema_in_use
from codebook.schemas import CodeDraft, SchemaDraft, list_schemas
from codebook.themes import (
    AGAINST,
    FOR,
    EvidenceDraft,
    add_evidence,
    add_theme,
    from_coding,
    list_evidence,
    set_theme_codes,
    write_theme_memo,
)
from corpus.imports import import_candidates, read_candidates
from corpus.transcripts import list_transcripts, read_transcript

ODD = "[/x] [bold]\x1b[31m \u202eabc $(rm) " + "langt " * 45


@pytest.fixture
def odd_path(tmp_path):
    """A group interview of two people without roles, everything oddly named, a range of both and of nobody."""
    file = tmp_path / "gruppe.txt"
    file.write_text(
        "I: Ja?\n\nAnne: Vi ringer. [/x]\n\nBo: Vi ringer ikke.\n\nI: Og?\n\nAnne: Ja.\n\nBo: Nei.\n", "utf-8"
    )
    path = tmp_path / "odd.tusj"
    with create_project(path, "odd", "nb", "ida") as project:
        codes = tuple(CodeDraft(f"kategori {number}") for number in range(40))
        schema = add_schema_in_use(project, SchemaDraft("skjema", codes))
        import_candidates(project, read_candidates(project, [file], interviewers=["I"]))
        text = read_transcript(project, list_transcripts(project)[0])
        code = rename_code(project, schema.codes[0], ODD[:300])
        both = (text.text.index("Vi"), text.text.index("ikke"))
        coding = add_coding(project, text, *both, code)
        theme = add_theme(project, ODD, "[/n] " + "x" * 300)
        set_theme_codes(project, theme, [code for schema in list_schemas(project) for code in schema.codes])
        write_theme_memo(project, theme, ODD * 2_000)
        add_evidence(project, theme, FOR, [from_coding(coding), EvidenceDraft(text.transcript.id, 0, 2)])
        add_evidence(project, theme, AGAINST, [EvidenceDraft(text.transcript.id, *both)])
        add_tellings(project, ODD, [(text.transcript.id, *both), (text.transcript.id, 0, len(text.text))])
    return path


def shown(app):
    lines = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
    assert not any("\x1b" in line or "\u202e" in line for line in lines)
    return "\n".join(lines)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_odd_names_and_a_group_hold_on_every_screen(odd_path, size, until):
    with open_project(odd_path, write=False) as project:
        theme = list_evidence(project)[0].theme
    app = Workbench(odd_path)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("t")
        await until(pilot, lambda: getattr(app.screen, "room", "") == "themes" and "[/x] [bold]" in shown(app))
        app.push_screen(ThemeScreen(theme))
        await until(pilot, lambda: isinstance(app.screen, ThemeScreen) and app.screen.piece)
        columns = app.screen.query_one(Columns)
        await until(pilot, lambda: "–: for" in shown(app))
        assert columns.size.height >= 8
        await until(pilot, lambda: "Anne" not in shown(app) and "P01 · P02 · G01, turns 2–3" in shown(app))
        app.push_screen(LineageScreen(theme))
        await until(pilot, lambda: isinstance(app.screen, LineageScreen) and app.screen.lineage)
        await until(pilot, lambda: "skjema ▸ [/x]" in shown(app))
        app.push_screen(ThemeMapScreen())
        await until(pilot, lambda: isinstance(app.screen, ThemeMapScreen) and app.screen.map)
        await until(pilot, lambda: app.screen.query_one(Items).items)
        shown(app)
        app.push_screen(EpisodeScreen(1))
        await until(pilot, lambda: isinstance(app.screen, EpisodeScreen) and app.screen.telling)
        await until(pilot, lambda: "G01 · –" in shown(app))


async def test_an_episode_or_theme_undone_while_open_leads_back(odd_path, until):
    app = Workbench(odd_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("t", "n")
        await until(pilot, lambda: type(app.screen).__name__ == "ClaimScreen")
        await pilot.press(*"Ny", "enter")
        await until(pilot, lambda: isinstance(app.screen, ThemeScreen) and app.screen.theme_in_hand)
        await pilot.press("u")
        await until(pilot, lambda: getattr(app.screen, "room", "") == "themes")
