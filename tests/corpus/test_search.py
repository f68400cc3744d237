"""Search: every hit brute force finds and no other, exact to the character, and an index that is never out of date."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from codebook.project import create_project, open_project
from corpus.corrections import correct_text
from corpus.edits import Edit
from corpus.imports import import_candidates, read_candidates
from corpus.language.forms import get_forms
from corpus.progress import Cancelled
from corpus.search import Query, Term, Within, bring_up_to_date, find_hits, forms_used, parse_query, speaker_names
from corpus.search.words import WORD, key_of
from corpus.store import Project
from corpus.transcripts import get_transcript, list_transcripts, read_transcript, remove_transcript

WORDS = """
samarbeid samarbeidet Samarbeider jobbspesialistenes jobbspesialist få fikk men mener gå går ÅR år bøker bok ja straße
STRASSE naïve Ærlig 한국어 日本 ²x e\u0301t o\u0323\u0302 sam\u00adarbeid fødsels-nummer A4 don't 😀 % _ AND OR NEAR NOT
"""
SAID = WORDS.split()
ASKED = [*SAID, "samarb*", "fødsels nummer", "strasse", "om*", "한*", "år*", "arbeid"]


def found(project: Project, text: str, **how: object) -> list[tuple[str, int, str]]:
    """Interview, turn and words of each hit."""
    query = parse_query(text, speaker_names(project))
    return [(hit.name, hit.turn, hit.match) for hit in find_hits(project, query, **how).hits]  # type: ignore[arg-type]


def brute_force(project: Project, query: Query) -> set[tuple[str, int, int]]:
    """The hits of a query by looking at every word of every turn and of what stands between."""
    hits = set()
    for transcript in list_transcripts(project):
        read = read_transcript(project, transcript)
        text, forms = read.text, get_forms(transcript.language or project.language)
        covered = sorted([turn.label for turn in read.turns] + [turn.words for turn in read.turns])
        edges = [0, *(edge for span in covered for edge in span), len(text)]
        between = list(zip(edges[::2], edges[1::2], strict=True))
        for start, end in [turn.words for turn in read.turns] + between:
            words = [(match.span(), key_of(match.group())) for match in WORD.finditer(text, start, end)]
            places = [set(_places(words, term, forms)) for term in query.terms]
            if all(places):
                hits |= {(transcript.name, *place) for several in places for place in several}
    return hits


def _places(words, term: Term, forms):
    size = len(term.words)
    for at in range(len(words) - size + 1):
        said = [word for _place, word in words[at : at + size]]
        if all(_same(word, term, n, forms) for n, word in enumerate(said)):
            yield words[at][0][0], words[at + size - 1][0][1]


def _same(word: str, term: Term, number: int, forms) -> bool:
    wanted = term.words[number]
    if term.begins and number == len(term.words) - 1:
        return word.startswith(wanted)
    return word == wanted if term.exact else bool(set(forms.of(word)) & set(forms.of(wanted)))


turns = st.lists(st.tuples(st.sampled_from(["I", "P"]), st.lists(st.sampled_from(SAID), min_size=1)), min_size=1)
queries = st.lists(
    st.tuples(
        st.sampled_from(["{}", "={}", '"{}"', '="{}"']), st.lists(st.sampled_from(ASKED), min_size=1, max_size=2)
    ),
    min_size=1,
    max_size=2,
).map(lambda terms: " ".join(mark.format(" ".join(words)) for mark, words in terms))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=st.lists(st.sampled_from(SAID), max_size=4), said=turns, asked=st.lists(queries, min_size=1, max_size=8))
@example(head=["samarbeid"], said=[("I", ["samarbeidet", "samarbeid"])], asked=["samarbeid", "="])
def test_search_finds_what_brute_force_finds_and_no_other(head, said, asked, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("study")
    lines = [" ".join(head), *(f"{label}: {', '.join(words)}." for label, words in said)]
    (folder / "a.txt").write_text("\n\n".join(lines) + "\n", "utf-8")
    with create_project(folder / "s.tusj", "s", "nb") as project:
        import_candidates(project, read_candidates(project, [folder / "a.txt"], interviewers=["I"]))
        for text in asked:
            query = parse_query(text)
            hits = find_hits(project, query).hits
            assert {(hit.name, hit.start, hit.end) for hit in hits} == (
                brute_force(project, query) if query.terms else set()
            )
            stored = read_transcript(project, list_transcripts(project)[0]).text
            assert all(stored[hit.start : hit.end] == hit.match for hit in hits)
            assert all(stored[: hit.start].endswith(hit.before) for hit in hits)
            assert all(stored[hit.end :].startswith(hit.after) for hit in hits)
            assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)


def test_words_are_found_in_their_other_forms(study: Project) -> None:
    assert found(study, "samarbeid") == [("P01", 1, "samarbeidet")]
    assert found(study, "fornøyde") == [("P02", 1, "fornøyd"), ("P02", 2, "fornøyd")]
    assert found(study, "=samarbeid") == []
    assert found(study, "=Samarbeidet") == [("P01", 1, "samarbeidet")]
    assert found(study, "samarb*") == [("P01", 1, "samarbeidet")]


def test_phrases_stand_side_by_side_and_words_in_one_turn(study: Project) -> None:
    assert found(study, '"ringer og maser"') == [("P03", 2, "ringe og mase")]
    assert found(study, '="ringer og maser"') == []
    assert found(study, "«gir lyd»") == [("P01", 4, "gir lyd")]
    assert found(study, "mase ringe") == [("P03", 2, "ringe"), ("P03", 2, "mase")]
    assert found(study, "mase AND ringe") == found(study, "mase ringe")
    assert found(study, "mase samarbeid") == []


def test_one_speakers_words(study: Project) -> None:
    assert found(study, "I: fornøyd") == found(study, "intervjuer: fornøyd") == [("P02", 1, "fornøyd")]
    assert found(study, "P02: fornøyd") == found(study, "participant: fornøyd") == [("P02", 2, "fornøyd")]
    assert found(study, "P01: fornøyd") == []
    people = Within(roles=frozenset({"veileder"}))
    assert found(study, "går", within=people) == [("P03", 2, "går")]
    assert found(study, "jeg", within=Within(participants=frozenset({"P04"}))) == [("P04", 2, "Jeg")]
    assert found(study, "jeg", within=Within(transcripts=frozenset())) == []


@pytest.mark.parametrize(
    "text",
    ["", '"', '""', "* * *", "AND", '"AND"', "%", "_", "-", "--", "\x00", '"* % AND -', "=", '="', "()", "«»", ":"],
)
def test_a_query_without_words_finds_nothing(study: Project, text: str) -> None:
    assert parse_query(text, speaker_names(study)).terms == ()
    assert found(study, text) == []


@given(text=st.text())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_query_breaks_search(study: Project, text: str) -> None:
    find_hits(study, parse_query(text, speaker_names(study)))


def test_letters_are_compared_composed_and_folded(study: Project) -> None:
    decomposed = unicodedata.normalize("NFD", "SØKT")
    assert found(study, decomposed) == found(study, unicodedata.normalize("NFD", "søkt")) == [("P04", 2, "søkt")]
    assert found(study, "sokt") == []
    assert found(study, "gå\u00adr") == [("P01", 1, "går"), ("P03", 1, "går"), ("P03", 2, "går")]


def test_text_between_turns_is_found(study: Project, tmp_path: Path) -> None:
    (tmp_path / "e.txt").write_text("Møtet på kontoret, sett av meg\n\nI: Hei?\n\nP: Ja.\n", "utf-8")
    import_candidates(study, read_candidates(study, [tmp_path / "e.txt"], interviewers=["I"]))
    hits = find_hits(study, parse_query("kontor")).hits
    assert [(hit.name, hit.turn, hit.participant, hit.match) for hit in hits] == [("P05", 0, "", "kontoret")]
    assert find_hits(study, parse_query("møte kontor")).hits[0].match == "Møtet"


def test_the_index_follows_corrections_undo_and_removal(study: Project) -> None:
    assert found(study, "mase") == [("P03", 2, "mase")]
    transcript = get_transcript(study, "P03")
    at = read_transcript(study, transcript).text.index("mase")
    correct_text(study, transcript, [Edit(at, "mase", "synge")])
    assert (found(study, "mase"), found(study, "sang")) == ([], [("P03", 2, "synge")])
    study.undo()
    assert (found(study, "mase"), found(study, "synge")) == ([("P03", 2, "mase")], [])
    remove_transcript(study, transcript)
    assert found(study, "mase") == []
    with study.read() as db:
        assert db.exec_driver_sql("SELECT rowid FROM search_index('words : mase')").fetchall() == []
    study.undo()
    assert found(study, "mase") == [("P03", 2, "mase")]


def test_turn_keys_given_again_do_not_bring_old_words_back(study: Project, tmp_path: Path) -> None:
    found(study, "søkt")
    remove_transcript(study, get_transcript(study, "P04"))
    (tmp_path / "e.txt").write_text("I: Hei?\n\nP: Ja.\n", "utf-8")
    import_candidates(study, read_candidates(study, [tmp_path / "e.txt"], interviewers=["I"]))
    assert found(study, "søkt") == []
    assert found(study, "hei") == [("P05", 1, "Hei")]


def test_a_study_open_for_reading_is_searched_without_an_index(study_path: Path) -> None:
    with open_project(study_path, write=False) as project:
        assert found(project, "samarbeid") == [("P01", 1, "samarbeidet")]
        assert forms_used(project) == {}
    with open_project(study_path) as project:
        assert bring_up_to_date(project) == frozenset()
        (used,) = forms_used(project)
        assert "spacy-lookups-data(nb)" in used
    with open_project(study_path, write=False) as project:
        assert bring_up_to_date(project) == frozenset()
        assert found(project, "samarbeid") == [("P01", 1, "samarbeidet")]


def test_indexing_is_no_step_and_can_be_stopped(study: Project) -> None:
    steps, seen = study.steps(), []

    def stop_at_second(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        bring_up_to_date(study, stop_at_second)
    assert seen == [(0, 4), (1, 4), (2, 4)]
    assert sum(map(len, forms_used(study).values())) == 2
    assert found(study, "mase") == [("P03", 2, "mase")]
    assert study.steps() == steps


def test_a_limit_reads_no_more_than_it_needs(study: Project) -> None:
    some = find_hits(study, parse_query("går"), limit=1)
    assert ([hit.name for hit in some.hits], some.whole) == (["P01"], False)
    assert find_hits(study, parse_query("går"), limit=3).whole


def test_words_longer_than_the_index_keeps(study: Project, tmp_path: Path) -> None:
    long = "å" * 500
    (tmp_path / "e.txt").write_text(f"I: {long}x {long}y?\n\nP: Ja.\n", "utf-8")
    import_candidates(study, read_candidates(study, [tmp_path / "e.txt"], interviewers=["I"]))
    assert found(study, f"={long}x") == [("P05", 1, f"{long}x")]
    assert len(found(study, f"{long}*")) == 2


def test_an_empty_study_is_searched(tmp_path: Path) -> None:
    with create_project(tmp_path / "s.tusj", "s", "nb") as project:
        assert find_hits(project, parse_query("samarbeid")).hits == ()
