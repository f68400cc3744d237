"""Themes: claims with their categories, their evidence on two sides, their note, and where they come from."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.codes import add_code, merge_codes
from codebook.codings import add_coding, list_codings, remove_codings
from codebook.corrections import apply_correction
from codebook.episodes import add_episode, add_tellings, list_episodes, list_tellings, remove_episode, set_outcome
from codebook.lineage import trace_theme
from codebook.memos import CHAPTER, EXPECTATION, NOTE, STUDY, list_memos, write_memo
from codebook.project import open_project
from codebook.schemas import CodeDraft, get_code, get_schema, list_schemas
from codebook.themes import (
    AGAINST,
    FOR,
    SIDES,
    EvidenceDraft,
    add_evidence,
    add_evidence_of_new,
    add_theme,
    change_claim,
    from_coding,
    from_telling,
    get_theme,
    list_evidence,
    list_themes,
    move_evidence,
    move_theme,
    remove_evidence,
    remove_theme,
    rename_theme,
    set_theme_codes,
    theme_memo,
    what_was_expected,
    write_theme_memo,
)
from corpus.edits import Edit
from corpus.errors import InputError, NotFoundError
from corpus.models import METADATA
from corpus.transcripts import get_transcript, read_transcript, remove_transcript

GLAD, WEARY = "Fornøyd med samarbeid", "Frustrasjoner knyttet til samarbeid"
KEPT_APART = {"journal", "step", "journal_state", "view_state", "sentences", "search_state"}


def code(study, name):
    return get_code(list_schemas(study), name)


def theme_of(study):
    return list_themes(study)[0]


def test_a_theme_is_written_called_something_and_put_in_other_words(study):
    theme = add_theme(study, " De er glade\n og slitne på én gang. ")
    assert (theme.name, theme.claim) == ("De er glade og slitne på én gang", "De er glade og slitne på én gang.")
    rename_theme(study, theme, "Begge deler")
    change_claim(study, theme, "De er begge deler.")
    assert [(one.name, one.claim) for one in list_themes(study)] == [("Begge deler", "De er begge deler.")]
    assert get_theme(study, "begge DELER").id == get_theme(study, "1").id == theme.id
    with pytest.raises(NotFoundError, match="it has: Begge deler"):
        get_theme(study, "2")


def test_a_long_claim_is_called_by_its_beginning_and_two_alike_are_told_apart(study):
    claim = "Det som går galt, går sjelden galt fordi de to vil forskjellige ting"
    names = [add_theme(study, claim).name, add_theme(study, claim + " enda").name]
    assert names == [
        "Det som går galt, går sjelden galt fordi de to …",
        "Det som går galt, går sjelden galt fordi de to … (2)",
    ]


def test_a_theme_without_a_claim_or_with_a_name_that_is_taken_is_refused(study):
    add_theme(study, "En påstand", "Navn")
    for claim, name in (("", "x"), (" \n", ""), ("Ny", "NAVN")):
        with pytest.raises(InputError):
            add_theme(study, claim, name)
    assert len(list_themes(study)) == 1


def test_categories_are_set_and_only_the_changed_ones_written(study):
    theme = add_theme(study, "En påstand")
    set_theme_codes(study, theme, [code(study, GLAD), code(study, WEARY), code(study, GLAD)])
    theme = theme_of(study)
    assert theme.codes == (code(study, GLAD).id, code(study, WEARY).id)
    steps = len(study.steps())
    set_theme_codes(study, theme, [code(study, WEARY), code(study, GLAD)])
    assert len(study.steps()) == steps
    set_theme_codes(study, theme, [])
    assert theme_of(study).codes == ()
    study.undo()
    assert theme_of(study).codes == theme.codes


def test_evidence_stands_once_a_side_may_stand_on_both_and_moves(study):
    theme = add_theme(study, "En påstand")
    codings = list_codings(study)
    drafts = [from_coding(coding) for coding in codings[:2]]
    assert add_evidence(study, theme, FOR, [*drafts, drafts[0]]) == 2
    assert add_evidence(study, theme, FOR, drafts) == 0
    assert add_evidence(study, theme, AGAINST, drafts[:1]) == 1
    sides = [(one.coding, one.side) for one in list_evidence(study, theme.id)]
    first, second = codings[0].id, codings[1].id
    assert sides == [(first, "for"), (first, "against"), (second, "for")]
    both, other = list_evidence(study)[0], list_evidence(study)[2]
    move_evidence(study, other, AGAINST)
    move_evidence(study, both, AGAINST)
    assert [(one.coding, one.side) for one in list_evidence(study)] == [(first, "against"), (second, "against")]
    remove_evidence(study, list_evidence(study)[0])
    assert [one.coding for one in list_evidence(study)] == [second]
    with pytest.raises(InputError, match="say for or against"):
        add_evidence(study, theme, "perhaps", drafts)


def test_a_theme_from_a_passage_is_one_change(study):
    before = len(study.steps())
    add_evidence_of_new(study, "En påstand", AGAINST, [EvidenceDraft(get_transcript(study, "P02").id, 3, 20)])
    assert len(study.steps()) == before + 1
    with pytest.raises(InputError):
        add_evidence_of_new(study, "En til", FOR, [EvidenceDraft(get_transcript(study, "P02").id, 3, 3)])
    assert [theme.claim for theme in list_themes(study)] == ["En påstand"]


def test_evidence_outlives_the_coding_and_the_episode_it_was_taken_from(study):
    theme = add_theme(study, "En påstand")
    coding = list_codings(study)[0]
    episode = add_tellings(study, "Lageret", [(coding.transcript, coding.start, coding.end + 5)])
    add_evidence(study, theme, FOR, [from_coding(coding), from_telling(list_tellings(study)[0])])
    remove_codings(study, [coding])
    remove_episode(study, episode)
    assert [(one.coding, one.episode) for one in list_evidence(study)] == [(None, None), (None, None)]
    study.undo()
    study.undo()
    assert [(one.coding, one.episode) for one in list_evidence(study)] == [(coding.id, None), (None, episode.id)]


def test_a_correction_moves_evidence_and_tells_of_what_is_gone(study):
    theme = add_theme(study, "En påstand", "Tema")
    transcript = get_transcript(study, "P03")
    words = "Jeg må ringe og mase."
    start = read_transcript(study, transcript).text.index(words)
    add_evidence(study, theme, FOR, [EvidenceDraft(transcript.id, start, start + len(words))])
    apply_correction(study, transcript, [Edit(start, "", "Altså, "), Edit(start + 4, "må ringe", "må skrive")])
    one = list_evidence(study)[0]
    text = read_transcript(study, transcript).text
    assert text[one.start : one.end] == "Jeg må skrive og mase."
    report = apply_correction(study, transcript, [Edit(one.start, text[one.start : one.end], "")])
    assert "The evidence for or against Tema in turn 2 of P03 is gone with its words." in report.gone
    assert list_evidence(study) == []


def test_a_merge_takes_a_theme_along_and_evidence_finds_the_coding_that_stays(study):
    glad, weary = code(study, GLAD), code(study, WEARY)
    one, both = add_theme(study, "En"), add_theme(study, "To")
    set_theme_codes(study, one, [weary])
    set_theme_codes(study, both, [weary, glad])
    coding = next(c for c in list_codings(study) if c.code == weary.id)
    text = read_transcript(study, get_transcript(study, "P01"))
    twin = add_coding(study, text, coding.start, coding.end, glad)
    add_evidence(study, one, FOR, [from_coding(coding)])
    merge_codes(study, weary, glad)
    assert [theme.codes for theme in list_themes(study)] == [(glad.id,), (glad.id,)]
    assert list_evidence(study)[0].coding == twin.id
    study.undo()
    assert [theme.codes for theme in list_themes(study)] == [(weary.id,), (weary.id, glad.id)]
    assert list_evidence(study)[0].coding == coding.id


def test_the_note_and_the_chapter_are_two_and_an_empty_one_goes(study):
    theme = add_theme(study, "En påstand")
    write_theme_memo(study, theme, "et notat")
    write_theme_memo(study, theme, "kapitlet", CHAPTER)
    write_theme_memo(study, theme, "et bedre notat")
    assert [(memo.kind, memo.text) for memo in list_memos(study, theme=theme.id)] == [
        (NOTE, "et bedre notat"),
        (CHAPTER, "kapitlet"),
    ]
    write_theme_memo(study, theme, " ")
    assert theme_memo(study, theme.id) is None
    remove_theme(study, theme)
    assert list_memos(study) == []


def test_what_the_diary_expected_is_known_again(study):
    assert what_was_expected(study) == ""
    write_memo(study, STUDY, "at de er slitne", EXPECTATION)
    write_memo(study, STUDY, "at de er glade", EXPECTATION)
    assert what_was_expected(study) == "at de er slitne\n\nat de er glade"


def test_the_lineage_names_categories_piles_readings_coders_and_what_happened(study):
    add_code(study, get_schema(study, "samarbeid"), CodeDraft("venting", parent=WEARY))
    theme = add_theme(study, "En påstand")
    set_theme_codes(study, theme, [code(study, WEARY)])
    coding = next(c for c in list_codings(study) if c.code == code(study, GLAD).id)
    add_tellings(study, "Lageret", [(coding.transcript, coding.start, coding.end)])
    add_evidence(study, theme, FOR, [from_coding(coding)])
    add_evidence(study, theme, AGAINST, [from_telling(list_tellings(study)[0]), EvidenceDraft(coding.transcript, 3, 9)])
    mas = add_code(study, get_schema(study, "samarbeid"), CodeDraft("Mas"))
    merge_codes(study, mas, code(study, WEARY), why="de sa det samme")
    lineage = trace_theme(study, theme_of(study))
    own, other = lineage.strands
    assert (own.code.name, own.named, own.piles, own.readings, own.coders) == (WEARY, True, ("venting",), ("2",), ())
    assert [(event.told, event.why) for event in own.events] == [("merged from samarbeid > Mas", "de sa det samme")]
    assert (other.code.name, other.named, other.coders) == (GLAD, False, ("ida",))
    assert (lineage.episodes, lineage.uncoded, lineage.chapter) == (("Lageret",), True, False)


def test_themes_are_put_in_order(study):
    for name in "abc":
        add_theme(study, name)
    move_theme(study, get_theme(study, "a"), 1)
    assert [theme.name for theme in list_themes(study)] == ["b", "a", "c"]


def state(project):
    with project.read() as db:
        return {
            name: sorted((tuple(row) for row in db.exec_driver_sql(f"SELECT * FROM {name}")), key=repr)
            for name in METADATA.tables
            if name not in KEPT_APART
        }


def act_on_themes(project, choice, number):
    """Do one of the things done with themes; some choices change nothing."""
    themes, evidence, codings = list_themes(project), list_evidence(project), list_codings(project)
    codes = [code for schema in list_schemas(project) for code in schema.codes]
    pick = lambda items: items[number % len(items)]  # noqa: E731
    match choice:
        case 0:
            add_theme(project, f"påstand {number}")
        case 1 if themes and codings:
            add_evidence(project, pick(themes), SIDES[number % 2], [from_coding(pick(codings))])
        case 2 if evidence:
            move_evidence(project, pick(evidence), SIDES[number % 2])
        case 3 if themes:
            set_theme_codes(project, pick(themes), [codes[number % 5], codes[-1]])
            write_theme_memo(project, pick(themes), f"notat {number % 3}")
        case 4 if themes:
            move_theme(project, pick(themes), -1)
            change_claim(project, pick(themes), f"heller {number}")
        case 5 if evidence and number % 2:
            remove_evidence(project, pick(evidence))
        case 5 if themes:
            remove_theme(project, pick(themes))
        case _:
            merge_codes(project, codes[number % 3], codes[-1 - number % 3])


def act_on_episodes(project, choice, number):
    """Do one of the things done with episodes, or with the texts beneath."""
    themes, episodes, codings = list_themes(project), list_episodes(project), list_codings(project)
    pick = lambda items: items[number % len(items)]  # noqa: E731
    match choice:
        case 7 if codings:
            place = (pick(codings).transcript, pick(codings).start, pick(codings).end)
            add_tellings(project, pick([*episodes, f"forløp {number}"]), [place])
        case 8 if episodes:
            set_outcome(project, pick(episodes), ["worked", "ongoing", ""][number % 3])
        case 9:
            transcript = get_transcript(project, "P01")
            text = read_transcript(project, transcript).text
            start = number % (len(text) - 12)
            apply_correction(project, transcript, [Edit(start, text[start : start + 9], "ny"[: number % 3])])
        case 10 if themes and list_tellings(project):
            add_evidence(project, pick(themes), FOR, [from_telling(pick(list_tellings(project)))])
        case 11 if episodes:
            remove_episode(project, pick(episodes))
        case 12:
            remove_transcript(project, get_transcript(project, "P02"))
        case _:
            add_episode(project, f"nytt {len(episodes)} {number}")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 13), st.integers(0, 300)), min_size=4, max_size=12))
def test_undo_all_gives_the_start_and_redo_all_the_end(moves, study_path, tmp_path_factory):
    path = tmp_path_factory.mktemp("study") / "s.tusj"
    path.write_bytes(study_path.read_bytes())
    with open_project(path) as project:
        steps = len(project.steps())
        start = state(project)
        for choice, number in [(0, 0), (7, 1), *moves]:
            try:
                (act_on_themes if choice < 7 else act_on_episodes)(project, choice, number)
            except (InputError, NotFoundError):
                continue
        end, made = state(project), len(project.steps()) - steps
        for _ in range(made):
            project.undo()
        assert state(project) == start
        while project.redo():
            pass
        assert state(project) == end
