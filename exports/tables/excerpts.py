"""Excerpts: coded passages with as much of what was said around them as is asked for, as rows and as text."""

from collections.abc import Sequence
from dataclasses import dataclass

from codebook.codings import FLAG_WORDS
from codebook.schemas import SEPARATOR
from corpus.messages import _, ngettext
from corpus.store import Project
from exports.tables.conditions import in_words
from exports.tables.filters import Filters
from exports.tables.interviews import Interview
from exports.tables.passages import Passage, find, find_passages, place_words, say_origins
from exports.values import Cell, Column, Table

_UNTOLD = 240
"""Where no turns are told apart, this many characters of text stand for one."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What somebody said: who, and the words."""

    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a passage: whole turns before and after, and the rest of the turns it stands in.

    `who` says the passage's first words; empty, like the rest, where no context is asked for.
    """

    before: tuple[Speech, ...] = ()
    who: str = ""
    lead: str = ""
    tail: str = ""
    after: tuple[Speech, ...] = ()


def read_around(passage: Passage, turns: int) -> Around:
    """What stands around a passage: the rest of its own turns, and so many turns before and after; nothing for 0."""
    if turns <= 0:
        return Around()
    interview, coding = passage.interview, passage.coding
    told = interview.turns
    if not told:
        return _untold(interview.text, coding.start, coding.end, turns)
    first, last = interview.index_at(coding.start), interview.index_at(coding.end - 1)
    who = told[first].who if first >= 0 else ""
    lead = interview.text[told[first].start : coding.start] if first >= 0 else interview.text[: coding.start]
    end = told[last].end if last >= 0 else coding.end
    before = _speeches(interview, max(0, first - turns), max(0, first))
    return Around(before, who, lead, interview.text[coding.end : end], _speeches(interview, last + 1, last + 1 + turns))


def _speeches(interview: Interview, first: int, last: int) -> tuple[Speech, ...]:
    return tuple(Speech(turn.who, interview.text[turn.start : turn.end]) for turn in interview.turns[first:last])


def _untold(text: str, start: int, end: int, turns: int) -> Around:
    """Around a passage in a text without turns: so much text, cut between words."""
    lead, tail = text[max(0, start - turns * _UNTOLD) : start], text[end : end + turns * _UNTOLD]
    if len(lead) < start:
        lead = lead[lead.find(" ") + 1 :]
    if end + len(tail) < len(text):
        tail = tail[: tail.rfind(" ") + 1]
    return Around(lead=lead, tail=tail)


def as_text(around: Around) -> tuple[str, str]:
    """What stands before and after a passage, each turn on its line with who speaks."""
    own = f"{around.who}: {around.lead}" if around.who else around.lead
    before = [f"{speech.who}: {' '.join(speech.words.split())}" for speech in around.before]
    after = [f"{speech.who}: {' '.join(speech.words.split())}" for speech in around.after]
    return "\n".join([*before, *([own] if own.strip() else [])]), "\n".join(
        [*([around.tail] if around.tail.strip() else []), *after]
    )


def excerpts_table(
    project: Project, filters: Filters | None = None, context: int = 0, keys: frozenset[int] | None = None
) -> Table:
    """Tidy rows, one a coding and participant, in the columns of `tusj excerpts`; `start`, `end` in code points.

    `before` and `after` hold so many turns of context, each on a line of its own; `keys` keeps only those codings.
    """
    columns = (
        Column("coding", _("passage"), "int"),
        Column("transcript", _("interview")),
        Column("turn", _("turn"), "int"),
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("path", _("path")),
        Column("coder", _("coder")),
        Column("before", _("before")),
        Column("text", _("text")),
        Column("after", _("after")),
        Column("gist", _("gist")),
        Column("flags", _("flags"), said={flag: _(word) for flag, word in FLAG_WORDS.items()}),
        Column("memo", _("note")),
        Column("origin", _("origin"), said=say_origins()),
        Column("created", _("made")),
        Column("start", _("start"), "int"),
        Column("end", _("end"), "int"),
    )
    rows = tuple(_tidy(passage, context) for passage in find_passages(project, filters, keys=keys))
    told = in_words(filters or Filters())
    return Table(_("Excerpts"), columns, rows, (told,) if told else ())


def _tidy(passage: Passage, context: int) -> tuple[Cell, ...]:
    coding, code = passage.coding, passage.code
    before, after = as_text(read_around(passage, context))
    return (
        coding.id,
        passage.transcript.name,
        passage.turns[0],
        passage.participant,
        passage.role,
        code.schema,
        code.name,
        code.path,
        coding.coder,
        before,
        passage.text,
        after,
        coding.gist,
        ";".join(coding.flags),
        coding.memo,
        coding.origin,
        coding.created,
        coding.start,
        coding.end,
    )


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One passage as it is read: its words, what stands around them, and where they come from, on one line."""

    around: Around
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class ExcerptPage:
    """Excerpts to be read: what was asked for, how much was found, and the passages."""

    title: str
    filter: str
    found: str
    excerpts: tuple[Excerpt, ...]


def excerpt_page(
    project: Project, filters: Filters | None = None, context: int = 0, keys: frozenset[int] | None = None
) -> ExcerptPage:
    """The passages asked for, each once, with context and source."""
    found = find(project, filters, keys)
    several = len({passage.coding.coder for passage in found}) > 1
    excerpts = tuple(
        Excerpt(read_around(passage, context), passage.said, source_line(passage, several)) for passage in found
    )
    asked = in_words(filters or Filters())
    return ExcerptPage(_("Excerpts"), asked, say_found(len(found.people), len(found)), excerpts)


def say_found(people: int, passages: int) -> str:
    """How much was found: «4 people, 11 passages»."""
    heard = ngettext("{n} person", "{n} people", people).format(n=people)
    told = ngettext("{n} passage", "{n} passages", passages).format(n=passages)
    return f"{heard}, {told}"


def source_parts(passage: Passage, category: str, several_coders: bool = False) -> Sequence[str]:
    """Where a passage comes from: who, interview and turns, role, category; its coder where several have coded."""
    name, people = passage.transcript.name, passage.people
    parts = [place_words(name, passage.place), passage.role, category]
    if people and not (len(people) == 1 and name.startswith(people[0])):
        parts.insert(0, ", ".join(people))
    if several_coders:
        parts.append(_("coded by {coder}").format(coder=passage.coding.coder))
    return [part for part in parts if part]


def source_line(passage: Passage, several_coders: bool = False) -> str:
    """Where a passage comes from and what is said of it, on one line."""
    coding = passage.coding
    path = passage.code.path.replace(SEPARATOR, " ▸ ")
    parts = [*source_parts(passage, path, several_coders), *(_(FLAG_WORDS[flag]) for flag in coding.flags)]
    if coding.quote:
        parts.append(_("quote"))
    if coding.gist:
        parts.append(_("gist: {gist}").format(gist=coding.gist))
    if coding.memo:
        parts.append(_("note: {note}").format(note=coding.memo))
    return " · ".join(parts)
