"""What a withdrawal means for the thesis: episodes others tell of too, and themes that lose passages."""

import pytest

from codebook.builtins import get_builtin
from codebook.episodes import add_episode, add_telling
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.themes import FOR, EvidenceDraft, add_evidence, add_theme
from codebook.withdraw import plan_withdrawal
from corpus.imports import import_candidates, read_candidates
from corpus.transcripts import get_transcript, read_transcript
from exports.tables.withdrawal import withdrawal_page
from exports.writers.page import Paragraph

ALONE = "I: Hva skjedde?\n\n{who}: Toget gikk uten {who}.\n\nI: Ja?\n\n{who}: Hunden ble borte hos {who}.\n"
GROUP = (
    "I: Husker dere?\n\nKari: Toget gikk fra meg også.\n\nOla: Toget husker jeg godt.\n\n"
    "Kari: Ja, det var kaldt.\n\nOla: Veldig kaldt.\n"
)


@pytest.fixture
def study(tmp_path):
    with create_project(tmp_path / "s.tusj", "Studien", "nb", "ida") as project:
        add_schema_in_use(project, get_builtin("samarbeid", "nb"))
        for name, words in (("a", ALONE.format(who="Per")), ("b", ALONE.format(who="Pål")), ("g", GROUP)):
            file = tmp_path / f"{name}.txt"
            file.write_text(words, "utf-8")
            import_candidates(project, read_candidates(project, [file], interviewers=["I"]))
        yield project


def tell(project, episode, name: str, words: str) -> None:
    text = read_transcript(project, get_transcript(project, name))
    at = text.text.index(words)
    add_telling(project, episode, text.transcript.id, at, at + len(words))


def lines_of(project, label: str) -> list[str]:
    blocks = withdrawal_page(project, plan_withdrawal(project, label)).blocks
    return [line for block in blocks if isinstance(block, Paragraph) for line in block.text.split("\n")]


def test_the_other_tellings_of_an_episode_are_named_with_their_places(study):
    train, dog = add_episode(study, "Toget"), add_episode(study, "Hunden")
    for name, words in (
        ("P01", "Toget gikk uten Per"),
        ("P02", "Toget gikk uten Pål"),
        ("G01", "Toget husker jeg godt"),
    ):
        tell(study, train, name, words)
    tell(study, dog, "P01", "Hunden ble borte hos Per")

    lines = lines_of(study, "P01")

    assert "– Toget: they tell of it; look at the other tellings: P02, turn 2, G01, turn 3." in lines, lines
    assert "– Hunden: nobody else tells of it." in lines
    assert [line for line in lines_of(study, "P02") if "Hunden" in line] == []


def test_in_a_group_only_their_own_telling_goes(study):
    train = add_episode(study, "Toget")
    tell(study, train, "G01", "Toget gikk fra meg også")
    tell(study, train, "G01", "Toget husker jeg godt")

    assert "– Toget: they tell of it; look at the other tellings: G01, turn 3." in lines_of(study, "P03")
    assert "– Toget: they tell of it; look at the other tellings: G01, turn 2." in lines_of(study, "P04")
    assert [line for line in lines_of(study, "P01") if "Toget" in line] == []


def test_a_theme_says_how_many_passages_it_loses(study):
    theme = add_theme(study, "Toget går alltid.", "Bytte")
    for name, words in (("P01", "Toget gikk uten Per"), ("P01", "Hunden ble borte"), ("P02", "Toget gikk uten Pål")):
        text = read_transcript(study, get_transcript(study, name))
        at = text.text.index(words)
        add_evidence(study, theme, FOR, [EvidenceDraft(text.transcript.id, at, at + len(words))])

    assert "– Bytte: loses 2 passages; left: 1." in lines_of(study, "P01")
    assert "– Bytte: loses 1 passage; left: 2." in lines_of(study, "P02")
