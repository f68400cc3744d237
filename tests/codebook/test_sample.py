"""The sample: what it promises to teach is really there."""

import csv
from pathlib import Path

import pytest

from codebook.builtins import FIRST, builtin_schemas
from codebook.codings import list_codings
from codebook.readings import list_readings
from codebook.sample import make_sample
from codebook.schemas import list_schemas
from corpus.sample import SAMPLES
from corpus.transcripts import list_transcripts, read_transcript
from corpus.words import count_words


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_coded_passage_stands_once_in_its_interview(language: str) -> None:
    sample = SAMPLES[language]
    for name in sample.codings:
        for row in csv.DictReader((sample.folder / name).open(encoding="utf-8", newline="")):
            text = (sample.folder / f"{row['transcript']}.txt").read_text("utf-8")
            assert text.count(row["text"]) == 1, (row["transcript"], row["code"])


@pytest.mark.parametrize(
    ("language", "interviews", "planted"), [("nb", 18, "Torunn Eikrem"), ("en", 6, "Harriet Colborne")]
)
def test_sample_is_partly_coded(language: str, interviews: int, planted: str, tmp_path: Path) -> None:
    with make_sample(tmp_path / "demo.tusj", language) as project:
        transcripts = list_transcripts(project)
        texts = [read_transcript(project, transcript) for transcript in transcripts]
        codings = list_codings(project)
        used = {coding.code for coding in codings}
        names = {schema.name for schema in list_schemas(project)}
        codes = {code.id for schema in list_schemas(project) for code in schema.codes}
        readings = list_readings(project)
    assert len(transcripts) == interviews
    assert all(500 <= count_words(text.text) <= 1000 for text in texts)
    assert sum(text.text.count(planted) for text in texts) == 1
    assert len({t.id for t in transcripts} - {c.transcript for c in codings}) == 1
    assert used == codes
    assert names == {schema.name for schema in builtin_schemas(language, FIRST)}
    assert any(coding.quote for coding in codings)
    assert any(coding.flags for coding in codings)
    assert any(coding.gist for coding in codings)
    assert any(coding.memo for coding in codings)
    assert [len(reading.schemas) for reading in readings] == [2, 1]


def test_twins_share_guids() -> None:
    nb, en = builtin_schemas("nb"), builtin_schemas("en")
    assert [[c.guid for c in s.codes] for s in nb] == [[c.guid for c in s.codes] for s in en]
    names = ["jobbspesialist", "veileder", "samarbeid", "praksislogikker", "kvalitetsveileder-se"]
    assert [s.name for s in nb] == names
    assert [len(s.codes) for s in nb] == [7, 7, 8, 4, 18]
    assert nb[2].codes[7].without == ("jobbspesialist",)
    assert [c.name for c in nb[2].codes if c.fact] == ["Antall samarbeidserfaringer"]
