"""Passages: found in SQL as slowly reading everything finds them; filters; context; what they are put out as."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.codings import CodingDraft, add_codings, choose_quote, list_codings, set_flags, set_gist
from codebook.corrections import apply_correction
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.schemas import CodeDraft, SchemaDraft, list_schemas
from corpus.corrections import edits_of_span
from corpus.errors import InputError, NotFoundError
from corpus.imports import import_candidates, read_candidates
from corpus.participants import import_participants, list_participants
from corpus.store import Project
from corpus.transcripts import Ownership, get_transcript, list_transcripts, read_transcript
from exports.tables.conditions import conditions_of, in_words, what_to_loosen, without
from exports.tables.excerpts import as_text, excerpt_page, excerpts_table, read_around
from exports.tables.filters import Filters, from_values, look_up, to_values
from exports.tables.passages import codings_table, find, find_passages
from exports.writers import write_table
from exports.writers.excerpts import write_excerpts

TEXTS = (
    "I: Ja – hva?\n\nA: Nei, det var e-post og Ola's greie.\n\nB: Ja. Åå! Nei\n\nI: Ok\n\nA: mm – ikke sant?\n",
    "B: En to tre.\n\nA: Fire – fem, seks-sju åtte.\n\nI: Ni ti?\n",
    "bare tekst uten taler. Den har ord.\n",
    "I: Spør jeg?\n\nP: Svarer jeg. Ja.\n",
)
ROLES = ("x", "y", "", "x")


def words(project: Project, filters: Filters) -> list[str]:
    return [passage.text for passage in find_passages(project, filters)]


# ---- as slowly reading everything finds them
def brute(project: Project, filters: Filters) -> Iterator[tuple[object, ...]]:
    """Every coding of every interview, asked one by one: the way passages were found before."""
    chosen = look_up(project, filters)
    codes = {code.id: code for schema in chosen.schemas for code in schema.codes}
    roles = {person.label: person.role for person in list_participants(project)}
    for transcript in list_transcripts(project):
        text = read_transcript(project, transcript)
        turns = [(*turn.words, turn.participant) for turn in text.turns]
        ownership = Ownership(text.text, turns, transcript.participants)
        for coding in list_codings(project, transcript=transcript.id):
            said = text.text[coding.start : coding.end]
            if (
                (chosen.codes is not None and coding.code not in chosen.codes)
                or (chosen.flags is not None and not chosen.flags & set(coding.flags))
                or (chosen.transcripts is not None and transcript.id not in chosen.transcripts)
                or (filters.quote and not coding.quote)
                or (filters.text and not any(t.casefold() in said.casefold() for t in filters.text))
            ):
                continue
            for person, first in (ownership.owners(coding.start, coding.end) or {"": -1}).items():
                if chosen.participants is not None and person not in chosen.participants:
                    continue
                if not chosen.takes_role(roles.get(person, "") or "–"):
                    continue
                at, last = text.turn_at(coding.start), text.turn_at(coding.end - 1)
                number = text.turns[first].number if first >= 0 and text.turns else at.number if at else 0
                place = (number, max(number, last.number if last else 0))
                yield coding.id, transcript.name, codes[coding.code].path, person, roles.get(person, ""), place, said


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Two group interviews, one without turns, one of two speakers, under a tree of categories."""
    folder = tmp_path_factory.mktemp("groups")
    with create_project(folder / "s.tusj", "s", "nb", "ida") as project:
        drafts = (CodeDraft("a"), CodeDraft("b", "a"), CodeDraft("c", "a > b"), CodeDraft("d"))
        add_schema_in_use(project, SchemaDraft("s", drafts))
        for number, (text, role) in enumerate(zip(TEXTS, ROLES, strict=True)):
            file = folder / f"{number}.txt"
            file.write_text(text, "utf-8")
            import_candidates(project, read_candidates(project, [file], interviewers=["I"], role=role))
        yield project


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 110), st.integers(1, 60), st.integers(0, 3), st.booleans()),
        max_size=12,
    ),
    asked=st.fixed_dictionaries(
        {},
        optional={
            "role": st.sampled_from([("x",), ("y",), ("–",), ("x", "–")]),
            "participant": st.sampled_from([("P01",), ("P02", "P03"), ("P04",)]),
            "transcript": st.sampled_from([("G01",), ("P05",)]),
            "code": st.sampled_from([("a",), ("a > b",), ("d",)]),
            "flag": st.just(("recurs",)),
            "text": st.sampled_from([("nei",), ("ja", "fem"), ("zzz",)]),
            "quote": st.just(True),
            "exact": st.just(True),
        },
    ),
)
def test_passages_found_equal_those_of_brute_force(groups, places, asked) -> None:
    transcripts, codes = list_transcripts(groups), list_schemas(groups)[0].codes
    made = []
    for which, start, length, code, marked in places:
        transcript = transcripts[which]
        start = min(start, transcript.length - 1)
        end = min(start + length, transcript.length)
        flags = ("recurs",) if marked else ()
        made.append(
            CodingDraft(transcript.id, start, end, codes[code].id, "", "ida", flags=flags, quote=bool(code % 2))
        )
    known = {person.label for person in list_participants(groups)} | {t.name for t in transcripts}
    asked = {k: v for k, v in asked.items() if k not in ("participant", "transcript") or set(v) <= known}
    filters = Filters(**asked)
    before = {coding.id for coding in list_codings(groups)}
    assert before == set()
    fresh = add_codings(groups, made)
    try:
        found = [
            (p.coding.id, p.transcript.name, p.code.path, p.participant, p.role, p.turns, p.text)
            for p in find_passages(groups, filters)
        ]
        assert found == list(brute(groups, filters))
        once = find(groups, filters)
        assert [p.coding.id for p in once] == list(dict.fromkeys(row[0] for row in found))
        assert once.people == {row[3] for row in found} - {""}
        rows = codings_table(groups, filters).rows
        assert [(r[0], r[1], r[7], r[3], r[4], r[2], r[11]) for r in rows] == [(*f[:5], f[5][0], f[6]) for f in found]
    finally:
        if fresh:
            groups.undo()


def test_passages_are_read_anew_after_a_correction(study) -> None:
    transcript = get_transcript(study, "P03")
    before = words(study, Filters(transcript=("P03",)))
    at = read_transcript(study, transcript).text.index("ringe")
    apply_correction(study, transcript, edits_of_span(study, transcript, at, at + 5, "telefonere"))
    assert before == ["Jeg må ringe og mase."]
    assert words(study, Filters(transcript=("P03",))) == ["Jeg må telefonere og mase."]
    study.undo()
    assert words(study, Filters(transcript=("P03",))) == before


# ---- each filter
def test_attribute_narrows_to_those_who_have_it(study) -> None:
    people = [{"participant": "P01", "kontor": "A"}, {"participant": "P03", "kontor": "B"}]
    import_participants(study, people, ["participant", "kontor"])
    assert words(study, Filters(attribute=("Kontor=b",))) == ["Jeg må ringe og mase."]
    assert words(study, Filters(attribute=("kontor=A", "kontor=B"), role=("veileder",))) == ["Jeg må ringe og mase."]
    assert words(study, Filters(attribute=("kontor=C",))) == []
    assert len(words(study, Filters(attribute=("kontor=–",)))) == 2
    with pytest.raises(NotFoundError, match="names no background; write it like kontor=value"):
        find(study, Filters(attribute=("alder=3",)))


def test_words_are_contained_in_any_case_and_any_order(study) -> None:
    assert words(study, Filters(text=("MASE ringe",))) == ["Jeg må ringe og mase."]
    assert words(study, Filters(text=('"og mase"',))) == ["Jeg må ringe og mase."]
    assert words(study, Filters(text=('"mase og"',))) == []
    assert words(study, Filters(text=("mase", "faktisk"))) == ["Veldig fornøyd, faktisk.", "Jeg må ringe og mase."]


@pytest.mark.parametrize("text", ['"', '""', '" "', "*", "%", "_", "«»", "' OR 1=1 --", "\\", "\x00"])
def test_signs_alone_find_nothing_and_break_nothing(study, text) -> None:
    assert words(study, Filters(text=(text,))) == []


def test_days_are_included_and_may_be_written_as_in_norwegian(study) -> None:
    with study.unrecorded() as db:
        db.exec_driver_sql("UPDATE coding SET created = '2026-03-0' || id || 'T23:59:59Z'")
    first = find_passages(study)[0].coding
    assert first.created.startswith("2026-03-01")
    assert [p.coding.id for p in find_passages(study, Filters(since="2026-03-02", until="2026-03-03"))] == [2, 3]
    assert [p.coding.id for p in find_passages(study, Filters(until="1.3.2026"))] == [1]
    with pytest.raises(InputError, match="“i går” is no day"):
        find(study, Filters(since="i går"))


def test_origin_quote_and_exact(study) -> None:
    coding = find_passages(study)[0].coding
    choose_quote(study, coding, True)
    assert [p.coding.id for p in find_passages(study, Filters(quote=True))] == [coding.id]
    assert [p.coding.id for p in find_passages(study, quotes_only=True)] == [coding.id]
    assert words(study, Filters(origin=("search",))) == []
    assert len(words(study, Filters(origin=("read", "search")))) == 5
    with pytest.raises(InputError, match="guessed is no origin"):
        find(study, Filters(origin=("guessed",)))


def test_exact_leaves_sub_categories_out(groups) -> None:
    codes = {code.path: code.id for code in list_schemas(groups)[0].codes}
    transcript = list_transcripts(groups)[0]
    drafts = [CodingDraft(transcript.id, 0, 5, codes[path], "", "ida") for path in ("a", "a > b > c")]
    add_codings(groups, drafts)
    try:
        assert [p.code.path for p in find(groups, Filters(code=("a",)))] == ["a", "a > b > c"]
        assert [p.code.path for p in find(groups, Filters(code=("a",), exact=True))] == ["a"]
    finally:
        groups.undo()


def test_filters_come_back_from_what_is_kept() -> None:
    filters = Filters(role=("x", "y"), attribute=("a=b",), text=("ord",), since="2026-01-01", quote=True, exact=True)
    values = json.loads(json.dumps(to_values(filters)))
    assert from_values(values) == filters
    assert to_values(Filters()) == {}
    assert from_values({"role": "x", "since": 3, "quote": "yes", "newer": ["z"]}) == Filters()


def test_filters_are_told_in_words_and_dropped_one_by_one() -> None:
    filters = Filters(
        role=("veileder",),
        participant=("P01", "P02", "P03", "P04", "P05", "P06"),
        code=("a > b",),
        flag=("recurs",),
        origin=("imported",),
        until="2026-03-31",
        quote=True,
        exact=True,
    )
    assert in_words(filters) == (
        "role: veileder · participant: P01, P02, P03, P04 and 2 more · category: a > b (without sub-categories) · "
        "flag: recurs · origin: from a table · coded: to 2026-03-31 · quotes: only those chosen"
    )
    for condition in conditions_of(filters):
        filters = without(filters, condition.name)
    assert filters == Filters()


def test_what_to_loosen_is_the_condition_that_lets_something_be_found(study) -> None:
    filters = Filters(role=("veileder",), text=("fornøyd",))
    assert not find(study, filters)
    told = [(looser.condition.words, looser.passages) for looser in what_to_loosen(study, filters)]
    assert told == [("words: fornøyd", 2), ("role: veileder", 1)]
    assert what_to_loosen(study, Filters(text=("xyz",), flag=("recurs",))) == []


# ---- context
def test_context_is_the_rest_of_the_turn_and_whole_turns_around(study) -> None:
    passage = next(p for p in find(study) if p.text.startswith("Det er noen"))
    assert as_text(read_around(passage, 0)) == ("", "")
    passage = next(p for p in find(study) if p.text.startswith("Stort sett"))
    assert as_text(read_around(passage, 1)) == (
        "I: Hvordan går samarbeidet?\nP01: ",
        " Vi sitter i samme gang.\nI: Og ellers?",
    )
    assert as_text(read_around(passage, 9))[1].endswith(
        "P01: Det er noen som aldri gir lyd fra seg. Det liker jeg ikke."
    )


def test_context_in_a_text_without_turns_is_cut_between_words(tmp_path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("ord " * 200 + "her. " + "mer " * 200, "utf-8")
    with create_project(tmp_path / "s.tusj") as project:
        code = add_schema_in_use(project, SchemaDraft("s", (CodeDraft("a"),))).codes[0]
        import_candidates(project, read_candidates(project, [file], interviewers=[], role=""))
        (transcript,) = list_transcripts(project)
        add_codings(project, [CodingDraft(transcript.id, 800, 804, code.id, "", "ida")])
        around = read_around(find(project)[0], 1)
    assert set(around.lead.split()) == {"ord"}
    assert set(around.tail.split()) == {"mer"}


# ---- put out
@pytest.fixture
def marked(study) -> Project:
    coding = find(study, Filters(participant=("P03",)))[0].coding
    set_gist(study, coding, "=mase")
    set_flags(study, coding, ["recurs"])
    return study


def test_rows_hold_context_and_are_never_formulas(marked) -> None:
    table = excerpts_table(marked, Filters(participant=("P03",)), 1)
    out = io.BytesIO()
    write_table(table, "csv", out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue().decode()))
    assert ",".join(row) == (
        "coding,transcript,turn,participant,role,schema,code,path,coder,before,text,after,gist,flags,memo,origin,"
        "created,start,end"
    )
    assert (row["before"], row["text"], row["after"]) == (
        "I: Hvordan går det?\nP03: ",
        "Jeg må ringe og mase.",
        " Ellers går det fint.",
    )
    assert (row["flags"], row["origin"], row["gist"]) == ("recurs", "read", "'=mase")


def test_text_and_markdown_read_as_text_with_source_lines(marked) -> None:
    page = excerpt_page(marked, Filters(participant=("P03",)), 1)
    text, markdown = io.BytesIO(), io.BytesIO()
    write_excerpts(page, "text", text)
    write_excerpts(page, "md", markdown)
    source = "P03, turn 2 · veileder · Frustrasjoner knyttet til samarbeid · recurs · gist: =mase"
    assert text.getvalue().decode() == (
        "Excerpts\nparticipant: P03\n1 person, 1 passage\n\n"
        "I: Hvordan går det?\n  P03: ›Jeg må ringe og mase.‹ Ellers går det fint.\n"
        f"    {source}\n"
    )
    assert "> I: Hvordan går det?\n>\n> P03: **Jeg må ringe og mase.** Ellers går det fint.\n\n*P03, turn 2" in (
        markdown.getvalue().decode()
    )


def test_word_file_has_the_passage_in_black_and_context_in_grey(marked, tmp_path) -> None:
    write_excerpts(excerpt_page(marked, Filters(participant=("P03",)), 1), "docx", tmp_path / "e.docx")
    document = Document(str(tmp_path / "e.docx"))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[3:5] == ["I: Hvordan går det?", "P03: Jeg må ringe og mase. Ellers går det fint."]
    runs = {run.text: run.font.color.rgb for run in document.paragraphs[4].runs}
    assert runs["Jeg må ringe og mase."] is None
    assert runs[" Ellers går det fint."] is not None


def test_nothing_found_is_said_in_every_prose_format(study, tmp_path: Path) -> None:
    page = excerpt_page(study, Filters(text=("xyz",)))
    for format in ("text", "md"):
        out = io.BytesIO()
        write_excerpts(page, format, out)
        assert "No passages." in out.getvalue().decode()
    write_excerpts(page, "docx", tmp_path / "e.docx")
    assert "No passages." in [paragraph.text for paragraph in Document(str(tmp_path / "e.docx")).paragraphs]
