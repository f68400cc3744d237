"""The sample's episodes and themes: brought in from its files, each passage found by its words."""

import csv
import tomllib
from typing import Any

from codebook.codings import list_codings
from codebook.episodes import add_episode, add_telling, list_episodes
from codebook.memos import CHAPTER
from codebook.schemas import get_code, list_schemas
from codebook.themes import (
    EvidenceDraft,
    add_evidence,
    add_theme,
    list_themes,
    set_theme_codes,
    write_theme_memo,
)
from corpus.sample import Sample
from corpus.store import Project
from corpus.transcripts import list_transcripts, read_transcript

Place = tuple[int, int, int]


def bring_in_arguments(project: Project, sample: Sample) -> None:
    """Tell the sample's episodes and write its themes, after its codings are made."""
    texts = {t.name: (t.id, read_transcript(project, t).text) for t in list_transcripts(project)}

    def find(transcript: str, words: str) -> Place:
        key, text = texts[transcript]
        start = text.index(words)
        return key, start, start + len(words)

    with (sample.folder / "episodes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            named = (episode for episode in list_episodes(project) if episode.name == row["episode"])
            episode = next(named, None) or add_episode(project, row["episode"], row["outcome"])
            add_telling(project, episode, *find(row["transcript"], row["text"]))
    with (sample.folder / "themes.toml").open("rb") as written:
        read = tomllib.load(written)
    schemas = list_schemas(project)
    coded = {(c.transcript, c.start, c.end, c.code): c.id for c in list_codings(project)}
    episodes = {episode.name: episode.id for episode in list_episodes(project)}
    for theme in read["theme"]:
        made = add_theme(project, theme["claim"], theme["name"])
        set_theme_codes(project, made, [get_code(schemas, code, schema) for schema, code in theme["categories"]])
        made = list_themes(project)[-1]
        write_theme_memo(project, made, theme["memo"])
        write_theme_memo(project, made, theme.get("chapter", ""), CHAPTER)
        for one in theme["evidence"]:
            place = find(one["transcript"], one["text"])
            coding = coded[(*place, get_code(schemas, one["code"], one["schema"]).id)] if "code" in one else None
            draft = EvidenceDraft(*place, coding, episodes[one["episode"]] if "episode" in one else None)
            add_evidence(project, made, one["side"], [draft])


def sample_passages(sample: Sample) -> list[tuple[str, str]]:
    """Each passage the sample's episodes and themes name: interview and words."""
    with (sample.folder / "episodes.csv").open(encoding="utf-8", newline="") as file:
        found = [(row["transcript"], row["text"]) for row in csv.DictReader(file)]
    with (sample.folder / "themes.toml").open("rb") as written:
        read: dict[str, Any] = tomllib.load(written)
    return found + [(one["transcript"], one["text"]) for theme in read["theme"] for one in theme["evidence"]]
