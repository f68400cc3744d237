"""Codings: one code applied by one coder to one range of an interview."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from codebook.models import CODING, MEMO
from codebook.readings import begin_reading
from codebook.schemas import Code
from corpus.errors import InputError, NotFoundError
from corpus.messages import N_, _
from corpus.models import CODER
from corpus.names import find_named
from corpus.store import Project, now
from corpus.store.anchors import digest
from corpus.store.rows import insert_row
from corpus.transcripts import TranscriptText

FLAGS = ("recurs", "stands-out", "interest")
FLAG_WORDS = dict(zip(FLAGS, (N_("recurs"), N_("stands out"), N_("of special interest")), strict=True))
"""Each flag in words, still to be translated."""
_MOST = 2**63  # no key of SQLite's is larger, nor can it look for one
ORIGINS = ("read", "search", "suggested", "imported")


@dataclass(frozen=True, slots=True)
class Coding:
    """A coded passage as stored; [start, end) in code points; `flags` are slugs; `memo` the notes on it.

    `number` is what its category asks for; None where none was given.
    """

    id: int
    transcript: int
    start: int
    end: int
    code: int
    coder: str
    gist: str
    flags: tuple[str, ...]
    quote: bool
    origin: str
    created: str
    memo: str = ""
    number: float | None = None


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """A coding to be made."""

    transcript: int
    start: int
    end: int
    code: int
    digest: str
    coder: str = ""
    gist: str = ""
    flags: tuple[str, ...] = ()
    quote: bool = False
    memo: str = ""
    origin: str = "read"


def list_codings(
    project: Project, *, transcript: int | None = None, keys: Collection[int] | None = None
) -> list[Coding]:
    """Codings by interview and place; of one interview, or those of certain keys, where asked."""
    query = (
        select(
            CODING.c.id,
            CODING.c.transcript_id,
            CODING.c.start,
            CODING.c.end,
            CODING.c.code_id,
            CODER.c.name,
            CODING.c.gist,
            CODING.c.flags,
            CODING.c.quote,
            CODING.c.origin,
            CODING.c.created,
            CODING.c.number,
        )
        .join(CODER, CODER.c.id == CODING.c.coder_id)
        .order_by(CODING.c.transcript_id, CODING.c.start, CODING.c.end, CODING.c.id)
    )
    notes = select(MEMO.c.coding_id, MEMO.c.text).where(MEMO.c.coding_id.is_not(None))
    if transcript is not None:
        query = query.where(CODING.c.transcript_id == transcript)
        notes = notes.where(MEMO.c.transcript_id == transcript)
    if keys is not None:
        query = query.where(CODING.c.id.in_(keys))
        notes = notes.where(MEMO.c.coding_id.in_(keys))
    with project.read() as db:
        memos: dict[int, list[str]] = {}
        for key, text in db.execute(notes.order_by(MEMO.c.id)):
            memos.setdefault(key or 0, []).append(text)
        return [
            Coding(
                *row[:7],
                split_flags(row.flags),
                bool(row.quote),
                row.origin,
                row.created,
                "\n".join(memos.get(row.id, ())),
                row.number,
            )
            for row in db.execute(query)
        ]


def get_coding(project: Project, key: int) -> Coding:
    """One coding by its key."""
    found = list_codings(project, keys=[key]) if abs(key) < _MOST else []
    if not found:
        raise NotFoundError(_("The study has no coded passage {number}.").format(number=key))
    return found[0]


def split_flags(text: str) -> tuple[str, ...]:
    """The flags in a cell joined by `;`, in the fixed order; InputError for a word that is none."""
    given = {part.strip() for part in text.split(";") if part.strip()}
    unknown = given - set(FLAGS)
    if unknown:
        raise InputError(
            _("{flag} is no flag; the flags are {flags}").format(
                flag=", ".join(sorted(unknown)), flags=", ".join(FLAGS)
            )
        )
    return tuple(flag for flag in FLAGS if flag in given)


def add_coder(db: Connection, name: str) -> int:
    """The key of a coder, in any case, made if it is new."""
    found = find_named(db.exec_driver_sql("SELECT id, name FROM coder").all(), name, lambda row: str(row.name))
    if found is not None:
        return int(found.id)
    return insert_row(db, CODER, {"name": name})


def list_coders(project: Project) -> list[str]:
    """The names of those who have coded, the first first."""
    with project.read() as db:
        rows = db.exec_driver_sql(
            "SELECT name FROM coder WHERE id IN (SELECT DISTINCT coder_id FROM coding) ORDER BY id"
        )
        return [str(name) for (name,) in rows]


def current_coder(project: Project) -> str:
    """The name codings are made under: the one asked for, else the study's first, else the one to be made."""
    with project.read() as db:
        return project.coder_name(db)


def add_coding(project: Project, text: TranscriptText, start: int, end: int, code: Code) -> Coding:
    """Code a range; the same code on the same range by the same coder is the coding that is there already."""
    check_range(text, start, end)
    draft = CodingDraft(text.transcript.id, start, end, code.id, digest(text.text[start:end]))
    turn, name = text.turn_at(start), text.transcript.name
    details = {"transcript": name, "turn": turn.number if turn else 0, "code": code.name}
    what = N_("coded turn {turn} of {transcript} as {code}") if turn else N_("coded {transcript} as {code}")
    with project.step(what, details) as db:
        coder = current_coder(project)
        coder_key = add_coder(db, coder)
        same = _find_same(db, draft, coder_key)
        if same is None:
            values = _values(draft, coder_key)
            key = insert_row(db, CODING, values)
        begin_reading(db, text.transcript.id, code.id)
    if same is not None:
        return get_coding(project, same)
    created = str(values["created"])
    return Coding(key, text.transcript.id, start, end, code.id, coder, "", (), False, draft.origin, created)


def describe_place(text: TranscriptText, offset: int) -> str:
    """Where an offset is, as it is told: the interview and the turn."""
    turn = text.turn_at(offset)
    name = text.transcript.name
    return _("turn {turn} of {transcript}").format(turn=turn.number, transcript=name) if turn else name


def check_range(text: TranscriptText, start: int, end: int) -> None:
    """Refuse a range that is empty, reversed, or outside the interview."""
    if end <= start:
        raise InputError(_("the end ({end}) must come after the start ({start})").format(start=start, end=end))
    if start < 0 or end > len(text.text):
        raise InputError(
            _("{start}–{end} lies outside {transcript}, which has {length} characters").format(
                start=start, end=end, transcript=text.transcript.name, length=len(text.text)
            )
        )


def _find_same(db: Connection, draft: CodingDraft, coder: int) -> int | None:
    """The key of the coding that says the same already."""
    found = db.exec_driver_sql(
        'SELECT id FROM coding WHERE transcript_id = ? AND "start" = ? AND "end" = ? AND code_id = ? AND coder_id = ?',
        (draft.transcript, draft.start, draft.end, draft.code, coder),
    ).first()
    return int(found[0]) if found else None


def _values(draft: CodingDraft, coder: int) -> dict[str, object]:
    return {
        "transcript_id": draft.transcript,
        "start": draft.start,
        "end": draft.end,
        "code_id": draft.code,
        "coder_id": coder,
        "gist": draft.gist,
        "flags": ";".join(draft.flags),
        "quote": draft.quote,
        "origin": draft.origin,
        "created": now(),
        "digest": draft.digest,
    }


def add_codings(project: Project, drafts: Sequence[CodingDraft]) -> int:
    """Make many codings in one step; returns how many are new. Gist, flags and memo of those there are kept."""
    what = N_("brought in {count} coded passages") if len(drafts) > 1 else N_("brought in one coded passage")
    with project.step(what, {"count": len(drafts)}) as db:
        coders = {name: add_coder(db, name) for name in dict.fromkeys(d.coder for d in drafts)}
        places = select(
            CODING.c.transcript_id, CODING.c.start, CODING.c.end, CODING.c.code_id, CODING.c.coder_id
        ).where(CODING.c.transcript_id.in_({d.transcript for d in drafts}))
        seen = {tuple(row) for row in db.execute(places)}
        fresh: list[CodingDraft] = []
        for draft in drafts:
            place = (draft.transcript, draft.start, draft.end, draft.code, coders[draft.coder])
            if place not in seen:
                seen.add(place)
                fresh.append(draft)
        if not fresh:
            return 0
        first = (db.exec_driver_sql("SELECT max(id) FROM coding").scalar() or 0) + 1
        db.execute(
            insert(CODING),
            [{"id": first + i, **_values(d, coders[d.coder])} for i, d in enumerate(fresh)],
        )
        spelled = {key: name for key, name in db.execute(select(CODER.c.id, CODER.c.name))}
        memos = [
            {
                "transcript_id": d.transcript,
                "start": d.start,
                "end": d.end,
                "coding_id": first + i,
                "text": d.memo,
                "created": now(),
                "coder": spelled[coders[d.coder]],
            }
            for i, d in enumerate(fresh)
            if d.memo
        ]
        if memos:
            db.execute(insert(MEMO), memos)
        for transcript, code in dict.fromkeys((d.transcript, d.code) for d in fresh):
            begin_reading(db, transcript, code)
    return len(fresh)


def remove_codings(project: Project, codings: Sequence[Coding]) -> None:
    """Take codings away, with the notes on them."""
    what = N_("removed {count} coded passages") if len(codings) > 1 else N_("removed a coded passage")
    with project.step(what, {"count": len(codings)}) as db:
        db.execute(delete(CODING).where(CODING.c.id.in_([coding.id for coding in codings])))


def fit_coding(project: Project, text: TranscriptText, coding: Coding, start: int, end: int) -> None:
    """Give a coding another range."""
    check_range(text, start, end)
    with project.step(N_("fitted a passage in {transcript}"), {"transcript": text.transcript.name}) as db:
        place = {"start": start, "end": end}
        row = update(CODING).where(CODING.c.id == coding.id)
        db.execute(row.values(**place, digest=digest(text.text[start:end])))
        db.execute(update(MEMO).where(MEMO.c.coding_id == coding.id).values(**place))


def recode(project: Project, coding: Coding, code: Code) -> None:
    """Give a coding another code."""
    with project.step(N_("recoded a passage as {code}"), {"code": code.name}) as db:
        db.execute(update(CODING).where(CODING.c.id == coding.id).values(code_id=code.id))


def set_gist(project: Project, coding: Coding, gist: str) -> None:
    """Set a coding's one-line gist."""
    with project.step(N_("wrote a gist")) as db:
        gist = " ".join(gist.split())
        db.execute(update(CODING).where(CODING.c.id == coding.id).values(gist=gist))


def set_flags(project: Project, coding: Coding, flags: Collection[str]) -> None:
    """Set a coding's flags; those not named are taken off."""
    wanted = split_flags(";".join(flags))
    with project.step(N_("set the flags of a passage")) as db:
        db.execute(update(CODING).where(CODING.c.id == coding.id).values(flags=";".join(wanted)))


def choose_quote(project: Project, coding: Coding, chosen: bool) -> None:
    """Choose a coding as a quote for the draft, or no longer."""
    what = N_("chose a passage as a quote") if chosen else N_("no longer a quote: a passage")
    with project.step(what) as db:
        db.execute(update(CODING).where(CODING.c.id == coding.id).values(quote=chosen))


def codings_per_code(project: Project) -> dict[int, int]:
    """How many codings each code has itself."""
    with project.read() as db:
        rows = db.exec_driver_sql("SELECT code_id, count(*) FROM coding GROUP BY code_id")
        return {int(code): int(count) for code, count in rows}


def count_own(project: Project, code: int) -> int:
    """How many codings a code has itself, not counting those of its sub-codes."""
    with project.read() as db:
        return int(db.exec_driver_sql("SELECT count(*) FROM coding WHERE code_id = ?", (code,)).scalar_one())
