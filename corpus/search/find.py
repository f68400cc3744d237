"""Asking the index, and finding in the words themselves exactly where each hit stands."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection

from corpus.errors import NotFoundError
from corpus.language.forms import WordForms, forms_of_all
from corpus.messages import _
from corpus.participants import natural_key
from corpus.progress import Progress
from corpus.search.index import Stretch, bring_up_to_date, forms_by_language, stretches
from corpus.search.places import Wanted, find_places
from corpus.search.query import Query, Term, parse_query
from corpus.search.words import LONGEST, coded_key, index_key
from corpus.store import Project

CONTEXT = 90
"""No more than this many characters before and after a hit are given."""

_AT_ONCE = 500

KINDS = {
    "interviewer": "interviewer",
    "intervjuer": "interviewer",
    "participant": "participant",
    "informant": "participant",
}
"""What speakers may be called besides their labels, in either language: those who ask, and those who answer."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a term stands: [start, end) in code points; between turns `turn` is 0 and it is nobody's.

    `transcript` is the interview's key, `name` its name; `role` is that of `participant`. `before` and `after` are
    what stands around the hit in its turn.
    """

    transcript: int
    name: str
    turn: int
    speaker: str
    participant: str
    role: str
    start: int
    end: int
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class Within:
    """Where to search: None asks for everything. Interviews by key, participants by label, roles case-folded.

    A participant or role asks for their own words; the empty role is that of participants without one.
    """

    transcripts: frozenset[int] | None = None
    participants: frozenset[str] | None = None
    roles: frozenset[str] | None = None

    def takes(self, participant: str, role: str) -> bool:
        """Whether one's words are asked for."""
        if self.participants is not None and participant not in self.participants:
            return False
        return self.roles is None or (bool(participant) and role.casefold() in self.roles)


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, by interview and place; `whole` says whether they are all there are."""

    hits: tuple[Hit, ...]
    whole: bool


class _Said(NamedTuple):
    """Who says a stretch, as far as it matters to a hit."""

    number: int
    speaker: str
    kind: str
    participant: str
    role: str


@dataclass(frozen=True, slots=True)
class _Interview:
    """What a search must know of an interview before it reads it."""

    key: int
    name: str
    language: str


_NOBODY = _Said(0, "", "", "", "")


@dataclass(frozen=True, slots=True)
class _Search:
    """One search: what is asked, where, and with which forms."""

    query: Query
    within: Within
    forms: dict[str, WordForms]
    wanted: dict[str, list[Wanted]] = field(default_factory=dict)


def find_hits(
    project: Project,
    query: Query,
    within: Within | None = None,
    *,
    limit: int | None = None,
    progress: Progress | None = None,
) -> Found:
    """The places where a query's terms stand, the index brought up to date first; no more than `limit`.

    `progress` counts interviews indexed, then those looked through, and may raise Cancelled.
    """
    if not query.terms:
        return Found((), True)
    stale = bring_up_to_date(project, progress)
    hits = iterate_hits(project, query, within or Within(), stale, progress)
    found = tuple(hits if limit is None else islice(hits, limit))
    return Found(found, limit is None or next(hits, None) is None)


def speaker_names(project: Project) -> list[str]:
    """The names by which a query may ask for one's words: labels, participants, and who asks or answers."""
    with project.read() as db:
        rows = db.exec_driver_sql("SELECT DISTINCT speaker FROM turn UNION SELECT label FROM participant").fetchall()
    return [*(str(name) for (name,) in rows if name), *KINDS]


def read_query(project: Project, text: str, *, exact: bool = False) -> Query:
    """A query from what was typed, a name before a colon being a speaker's where the study has one of that name."""
    return parse_query(text, speaker_names(project) if ":" in text else (), exact=exact)


def find_speaker(project: Project, name: str) -> str:
    """A speaker as the study names them, in any case; NotFoundError names some there are."""
    known = speaker_names(project)
    for speaker in known:
        if speaker.casefold() == name.strip().casefold():
            return speaker
    told = _("The study has no speaker {name} (it has: {known}).")
    raise NotFoundError(told.format(name=name, known=", ".join(known[:12])))


def iterate_hits(
    project: Project, query: Query, within: Within, stale: Collection[int], progress: Progress | None = None
) -> Iterator[Hit]:
    """The hits one by one, reading no more than it takes; interviews that are `stale` are read through."""
    with project.read() as db:
        rows = db.exec_driver_sql("SELECT id, name, language FROM transcript").fetchall()
        interviews = [_Interview(*row) for row in rows if within.transcripts is None or row[0] in within.transcripts]
        if not interviews:
            return
        forms = forms_by_language(project, {interview.language for interview in interviews})
        search = _Search(query, within, forms)
        candidates = _ask(db, search)
        for done, interview in enumerate(sorted(interviews, key=lambda one: natural_key(one.name))):
            if progress:
                progress(done, len(interviews))
            if interview.key in stale:
                yield from _hits_in(db, search, interview, None)
            elif interview.key in candidates:
                keys = [int(key) for keys in candidates[interview.key] for key in keys.split(",")]
                yield from _hits_in(db, search, interview, keys)


# ---- asking the index
def _ask(db: Connection, search: _Search) -> dict[int, list[str]]:
    """By interview, the keys of the stretches that may hold every term, joined by commas: few are ever looked at."""
    match = " AND ".join(_as_match(term, list(search.forms.values())) for term in search.query.terms)
    rows = db.exec_driver_sql(
        "SELECT t.transcript_id, group_concat(t.id) FROM search_index s JOIN turn t ON t.id = s.rowid "
        "WHERE search_index MATCH ? GROUP BY t.transcript_id "
        "UNION ALL SELECT -rowid, rowid FROM search_index WHERE search_index MATCH ? AND rowid < 0",
        (match, match),
    ).fetchall()
    found: dict[int, list[str]] = {}
    for transcript, keys in rows:
        found.setdefault(transcript, []).append(str(keys))
    return found


def _as_match(term: Term, forms: Sequence[WordForms]) -> str:
    """A term in the index's own language, at least as wide as what is meant."""
    if term.exact and not term.begins:
        return 'words : "' + " ".join(map(index_key, term.words)) + '"'
    sides = [_as_it_stands(word) if term.exact else _any_form(word, forms) for word in term.words]
    if term.begins:
        sides[-1] = _beginning(term.words[-1])
    return "(" + " AND ".join(sides) + ")"


def _as_it_stands(word: str) -> str:
    return f'words : "{index_key(word)}"'


def _beginning(word: str) -> str:
    """A word that may go on: in letters the index knows or, from some letter on, in others."""
    coded = f'"{coded_key(word)}" *'
    return f'words : ("{index_key(word)}" * OR {coded})' if index_key(word) == word[:LONGEST] else f"words : {coded}"


def _any_form(word: str, forms: Sequence[WordForms]) -> str:
    every = sorted({index_key(form) for form in forms_of_all(forms, word)})
    return "forms : (" + " OR ".join(f'"{form}"' for form in every) + ")"


# ---- in the words themselves
def _hits_in(db: Connection, search: _Search, interview: _Interview, keys: Sequence[int] | None) -> Iterator[Hit]:
    """The hits in some stretches of an interview, or with None in all of them, in order."""
    text = str(
        db.exec_driver_sql("SELECT text FROM transcript_text WHERE transcript_id = ?", (interview.key,)).scalar_one()
    )
    forms = search.forms[interview.language]
    wanted = search.wanted.get(interview.language)
    if wanted is None:
        wanted = search.wanted[interview.language] = [Wanted(term, forms) for term in search.query.terms]
    everybody = not search.query.speaker and search.within == Within(search.within.transcripts)
    for stretch, said in sorted(_read(db, interview.key, text, keys), key=lambda pair: pair[0].start):
        if not everybody and not _asked_for(search, said):
            continue
        for start, end in find_places(text, stretch, forms, wanted):
            yield Hit(
                interview.key,
                interview.name,
                said.number,
                said.speaker,
                said.participant,
                said.role,
                start,
                end,
                text[max(stretch.start, start - CONTEXT) : start],
                text[start:end],
                text[end : min(stretch.end, end + CONTEXT)],
            )


def _read(db: Connection, transcript: int, text: str, keys: Sequence[int] | None) -> Iterator[tuple[Stretch, _Said]]:
    """Stretches of an interview, with who says them."""
    if keys is None:
        yield from _turns(db, "t.transcript_id = ?", [transcript])
    else:
        turns = [key for key in keys if key > 0]
        for at in range(0, len(turns), _AT_ONCE):
            part = turns[at : at + _AT_ONCE]
            yield from _turns(db, f"t.id IN ({','.join('?' * len(part))})", part)
    if keys is None or any(key < 0 for key in keys):
        yield from ((stretch, _NOBODY) for stretch in stretches(db, transcript, text) if stretch.key < 0)


def _turns(db: Connection, where: str, values: Sequence[int]) -> Iterator[tuple[Stretch, _Said]]:
    rows = db.exec_driver_sql(
        "SELECT t.id, t.\"start\", t.\"end\", t.number, t.speaker, t.kind, coalesce(p.label, ''), coalesce(r.name, '') "
        "FROM turn t LEFT JOIN participant p ON p.id = t.participant_id LEFT JOIN role r ON r.id = p.role_id "
        f"WHERE {where}",
        tuple(values),
    ).fetchall()
    for key, start, end, number, speaker, kind, participant, role in rows:
        yield Stretch(key, start, end), _Said(number, speaker, kind, participant, role)


def _asked_for(search: _Search, said: _Said) -> bool:
    speaker = search.query.speaker.casefold()
    if not search.within.takes(said.participant, said.role):
        return False
    return (
        not speaker
        or speaker in (said.speaker.casefold(), said.participant.casefold())
        or KINDS.get(speaker) == said.kind
    )
