"""The sample's themes and episodes: every passage stands exactly on its words, and both sides are heard."""

import pytest

from codebook.episodes import list_episodes, list_tellings
from codebook.lineage import trace_theme
from codebook.sample import make_sample
from codebook.sample_arguing import sample_passages
from codebook.themes import AGAINST, FOR, list_evidence, list_themes
from corpus.sample import SAMPLES
from corpus.transcripts import list_transcripts, read_transcript
from exports.tables.episodes import read_episodes
from exports.tables.themes import read_themes, theme_map


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_passage_stands_once_in_its_interview(language):
    sample = SAMPLES[language]
    for transcript, words in sample_passages(sample):
        assert (sample.folder / f"{transcript}.txt").read_text("utf-8").count(words) == 1, (transcript, words[:40])


@pytest.mark.parametrize(("language", "themes", "episodes"), [("nb", 3, 4), ("en", 3, 3)])
def test_the_sample_argues_from_real_passages(language, themes, episodes, tmp_path):
    with make_sample(tmp_path / "demo.tusj", language) as project:
        texts = {t.id: read_transcript(project, t) for t in list_transcripts(project)}
        ranges = [(one.transcript, one.start, one.end) for one in (*list_evidence(project), *list_tellings(project))]
        landed = sorted((texts[key].transcript.name, texts[key].text[start:end]) for key, start, end in ranges)
        argued, told, drawn = read_themes(project), read_episodes(project), theme_map(project)
        lineages = [trace_theme(project, theme) for theme in list_themes(project)]
        steps = project.steps()
    assert landed == sorted(sample_passages(SAMPLES[language]))
    assert (len(argued), len(told)) == (themes, episodes)
    assert all(one.memo and one.codes for one in argued)
    assert all(one.side(side, role) for one in argued for side in (FOR, AGAINST) for role in one.roles)
    assert [len(one.roles) for one in argued] == [2] * themes
    assert any(one.chapter for one in argued)
    assert len(told[0].roles) == 2
    assert all(story.episode.outcome and story.tellings for story in told)
    assert all(lineage.strands for lineage in lineages)
    assert {one.named for one in drawn.lines} >= {True}
    assert steps == []


def test_the_boy_at_the_warehouse_is_told_by_both_sides(tmp_path):
    with make_sample(tmp_path / "demo.tusj", "nb") as project:
        told = read_episodes(project)[0]
        episode = list_episodes(project)[0]
    assert (episode.name, episode.outcome) == ("Gutten på lageret", "did-not-work")
    assert told.tellers == ("P02", "P12")
    assert told.roles == ("jobbspesialist", "veileder")
