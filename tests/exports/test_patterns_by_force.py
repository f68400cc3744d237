"""Patterns recounted the slow and plain way from the rows of `codings`, over many made-up studies."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.codings import CodingDraft, add_codings
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.schemas import CodeDraft, SchemaDraft, list_schemas
from corpus.imports import import_candidates, read_candidates
from corpus.store import Project
from corpus.transcripts import list_transcripts, read_transcript
from exports.tables.cooccurrence import WITHIN, codings_together, count_cooccurrence
from exports.tables.figures import heat_columns, heat_rows
from exports.tables.filters import Filters
from exports.tables.frequencies import count_frequencies
from exports.tables.material import gather
from exports.tables.passages import codings_table
from exports.tables.patterns import find_patterns
from exports.tables.portrait import portrait_table
from exports.tables.saturation import Rule, count_saturation
from exports.tables.voices import find_deviations, find_voices

TEXTS = (
    ("x", "I: Ja – hva?\n\nA: Nei, det var e-post og Ola's greie.\n\nB: Ja. Åå! Nei\n\nI: Ok\n\nA: mm – ikke sant?\n"),
    ("y", "B: En to tre.\n\nA: Fire – fem, seks-sju åtte.\n\nI: Ni ti?\n"),
    ("x", "I: Hvordan?\n\nP: Fint, tror jeg. Stort sett.\n\nI: Og ellers?\n\nP: Nei, det vet jeg ikke.\n"),
    ("x", "I: Hei.\n\nP: Hei på deg, kom inn og sett deg.\n"),
    ("", "bare tekst uten taler. Den har ord.\n"),
)
TREE = (CodeDraft("a"), CodeDraft("b", "a"), CodeDraft("c", "a > b"), CodeDraft("d"), CodeDraft("e"))
BELOW = {
    "a": {"a", "a > b", "a > b > c"},
    "a > b": {"a > b", "a > b > c"},
    "a > b > c": {"a > b > c"},
    "d": {"d"},
    "e": {"e"},
}
PLACES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 110), st.integers(1, 60), st.integers(0, 4)), max_size=14)
quick = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def made_up(folder: Path, places: Sequence[tuple[int, int, int, int]]) -> Iterator[Project]:
    """A study of five interviews, two of them with groups, coded at some places."""
    with create_project(folder / "s.tusj") as project:
        add_schema_in_use(project, SchemaDraft("s", TREE))
        for number, (role, text) in enumerate(TEXTS):
            file = folder / f"{number}.txt"
            file.write_text(text, "utf-8")
            import_candidates(project, read_candidates(project, [file], interviewers=["I"], role=role))
        transcripts = sorted(list_transcripts(project), key=lambda transcript: transcript.id)
        codes = list_schemas(project)[0].codes
        drafts = []
        for which, start, length, code in places:
            transcript = transcripts[which]
            start = min(start, transcript.length - 1)
            end = min(start + length, transcript.length)
            drafts.append(CodingDraft(transcript.id, start, end, codes[code].id, "", "ida"))
        add_codings(project, drafts)
        yield project


def rows_of(project: Project, filters: Filters | None = None) -> list[dict[str, Any]]:
    """The rows of `tusj codings`."""
    table = codings_table(project, filters)
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def met(project: Project, one: dict[str, Any], other: dict[str, Any], within: str) -> bool:
    if one["transcript"] != other["transcript"]:
        return False
    if within == "overlap":
        return bool(one["start"] < other["end"] and other["start"] < one["end"])
    if within == "interview":
        return True
    transcript = next(t for t in list_transcripts(project) if t.name == one["transcript"])
    touched = [
        {
            t.number
            for t in read_transcript(project, transcript).turns
            if t.words[0] < r["end"] and r["start"] < t.words[1]
        }
        for r in (one, other)
    ]
    return bool(touched[0] & touched[1])


@pytest.mark.parametrize("within", WITHIN)
@quick
@given(places=PLACES, role=st.sampled_from(["", "x", "y"]))
def test_cooccurrence_equals_a_recount(
    within: str, places: list[tuple[int, int, int, int]], role: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    filters = Filters(role=(role,) if role else ())
    with made_up(tmp_path_factory.mktemp("pairs"), places) as project:
        rows = list({row["coding"]: row for row in rows_of(project, filters)}.values())
        found = count_cooccurrence(project, filters, within, zeros=True)
        counted = {(p.a.path, p.b.path): (p.n_a, p.n_b, p.together) for p in found.pairs}
        wanted = {}
        for a, b in combinations(BELOW, 2):
            ours, theirs = ([row for row in rows if row["path"] in BELOW[code]] for code in (a, b))
            if not ours or not theirs or b in BELOW[a]:
                continue
            left = [row for row in ours if any(met(project, row, other, within) for other in theirs)]
            right = [row for row in theirs if any(met(project, row, other, within) for other in ours)]
            wanted[a, b] = (len(ours), len(theirs), min(len(left), len(right)))
            pair = next(p for p in found.pairs if (p.a.path, p.b.path) == (a, b))
            assert codings_together(project, found, pair) == {row["coding"] for row in (*left, *right)}
            assert 0 <= pair.c <= 1
        assert counted == wanted
        some = count_cooccurrence(project, filters, within).pairs
        assert {(p.a.path, p.b.path) for p in some} == {names for names, numbers in wanted.items() if numbers[2]}


@quick
@given(places=PLACES, base=st.integers(1, 3), run=st.integers(1, 2), threshold=st.sampled_from([0.0, 0.05, 0.5]))
def test_saturation_equals_a_recount(
    places: list[tuple[int, int, int, int]],
    base: int,
    run: int,
    threshold: float,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with made_up(tmp_path_factory.mktemp("saturation"), places) as project:
        rows = rows_of(project)
        imported = sorted(list_transcripts(project), key=lambda transcript: transcript.id)
        for found in count_saturation(project, None, Rule(base, run, threshold, 3)).groups:
            mine = [row for row in rows if (row["role"] or "–") == found.group and row["participant"]]
            coded = [t.name for t in imported if any(row["transcript"] == t.name for row in mine)]
            sets = [{row["path"] for row in mine if row["transcript"] == name} for name in coded]
            assert [t.name for t in found.interviews] == coded
            first = set().union(*sets[:base])
            wanted = []
            for before in range(base, len(sets) - run + 1):
                new = set().union(*sets[before : before + run]) - set().union(*sets[:before])
                wanted.append((before, len(new), len(new) / len(first)))
            assert [(w.before, w.new, w.ratio) for w in found.windows] == wanted
            assert found.base_codes == len(first)
            reached = [place for place, (_before, _new, ratio) in enumerate(wanted) if ratio <= threshold]
            assert found.reached == (reached[0] if reached else None)
            for window in found.windows:
                known = set().union(*sets[: window.before])
                inside = coded[window.before : window.before + run]
                fresh = {r["coding"] for r in mine if r["transcript"] in inside and r["path"] not in known}
                assert found.new_codings(window, run) == fresh


@quick
@given(places=PLACES)
def test_heat_map_voices_and_deviations_equal_a_recount(
    places: list[tuple[int, int, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with made_up(tmp_path_factory.mktemp("heat"), places) as project:
        rows = rows_of(project)
        material = gather(project)
        labels, _groups = heat_columns(project, material)
        speakers = {}
        for row in heat_rows(project, material, labels):
            wanted = [
                {r["coding"] for r in rows if r["path"] in BELOW[row.code.path] and r["participant"] == label}
                for label in labels
            ]
            assert row.passages == tuple(map(len, wanted))
            speakers[row.code.path] = {label for label, codings in zip(labels, wanted, strict=True) if codings}
            voices = find_voices(project, row.code)
            assert {v.person.label for v in voices} == set(labels)
            assert {v.person.label: set(v.codings) for v in voices} == dict(zip(labels, wanted, strict=True))
        begun = {
            p for t in list_transcripts(project) for p in t.participants if any(r["transcript"] == t.name for r in rows)
        }
        against = {(d.code.path, d.role, d.voice.person.label) for d in find_deviations(project) if not d.apart}
        expected = set()
        for path, spoke in speakers.items():
            for role in ("x", "y", "–"):
                mine = {p.label for p in material.people if (p.role or "–") == role}
                asked = {label for label in mine if label in begun or label in spoke}
                if not asked & spoke or 2 * len(asked & spoke) == len(asked):
                    continue
                odd = asked - spoke if 2 * len(asked & spoke) > len(asked) else asked & spoke
                expected |= {(path, role, label) for label in odd}
        assert against == expected


@quick
@given(places=PLACES)
def test_portrait_and_patterns_equal_a_recount(
    places: list[tuple[int, int, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with made_up(tmp_path_factory.mktemp("portrait"), places) as project:
        lengths = {t.name: t.length for t in list_transcripts(project)}
        wanted = {
            (
                r["coding"],
                r["transcript"],
                r["path"],
                r["start"] / lengths[r["transcript"]],
                r["end"] / lengths[r["transcript"]],
            )
            for r in rows_of(project)
        }
        assert {(row[4], row[0], row[3], row[5], row[6]) for row in portrait_table(project).rows} == wanted
        patterns = find_patterns(project)
        assert tuple(p.row for p in patterns.rows) == count_frequencies(project).rows
        assert {p.unasked for p in patterns.rows} <= {0}
