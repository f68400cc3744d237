"""What a withdrawal means for the thesis: what goes, and what must be counted, read or written again."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import chain

from sqlalchemy import Connection, Table, select

from codebook.codings import list_coders
from codebook.models import EPISODE, EVIDENCE, TELLING, THEME
from codebook.withdraw import Plan
from corpus.messages import _, ngettext
from corpus.participants import list_participants
from corpus.store import Project
from corpus.transcripts import Ownership, TranscriptText, list_transcripts, read_transcript
from exports.tables.filters import Filters
from exports.tables.frequencies import ALL, Frequency, count_frequencies
from exports.tables.passages import find_passages, place_words
from exports.writers.page import Heading, Page, Paragraph


def withdrawal_page(project: Project, plan: Plan, *, keep_files: bool = False) -> Page:
    """What will go, which copies, and what must be done again; read before anything is done.

    With `keep_files` exports stay where they are.
    """
    label = plan.person.label
    blocks = [
        *_section(_("What goes, for good"), _going(plan)),
        *_section(_("Copies that are deleted"), chain(_snapshots(plan), () if keep_files else _exports(plan))),
        *_section(_("Files that stay where they are"), _exports(plan) if keep_files else iter(())),
        *_section(_("Files to make again"), (str(path) for path in plan.counting)),
        *_section(_("Numbers that change"), _numbers(project, label)),
        *_section(
            _("Categories nobody else speaks of: if one is in their words, rename it or delete it"),
            _alone(project, label),
        ),
        *_section(_("Quotes that go"), _quotes(project, label)),
        *_section(_("Episodes and themes to look at again"), _stories(project, plan)),
        *_section(_("For you to delete"), iter([_("Their line in the key list, if there is one, and copies of it.")])),
    ]
    return Page(_("If {label} withdraws").format(label=label), tuple(blocks))


def _section(title: str, lines: Iterator[str]) -> Iterator[Heading | Paragraph]:
    found = list(lines)
    if found:
        yield Heading(title)
        yield Paragraph("\n".join(f"– {line}" for line in found))


def _going(plan: Plan) -> Iterator[str]:
    for name in plan.whole:
        yield _("The interview {name}, whole.").format(name=name)
    for name in plan.shared:
        yield _("Their turns in {name}: a placeholder stands for the words; what hangs on them goes.").format(name=name)
    yield from (f"{line}." for line in plan.taken.lines())
    if plan.taken.mentions:
        yield _("What names or quotes them elsewhere, changed or removed; read it again: {list}.").format(
            list=", ".join(mention.said for mention in plan.taken.mentions)
        )
    if plan.taken.links:
        yield _("Links in notes: {list}.").format(list=", ".join(dict.fromkeys(plan.taken.links)))


def _snapshots(plan: Plan) -> Iterator[str]:
    if plan.copies:
        yield ngettext("{n} snapshot of the study.", "{n} snapshots of the study.", len(plan.copies)).format(
            n=len(plan.copies)
        )


def _exports(plan: Plan) -> Iterator[str]:
    for path in plan.holding:
        yield _("{path}: holds their words or names them.").format(path=path)
    for path in plan.unknown:
        yield _("{path}: cannot be looked into and may hold them.").format(path=path)
    for path in plan.missing:
        yield _("{path}: is no longer there; if it was moved or sent on, delete it yourself.").format(path=path)


def _numbers(project: Project, label: str) -> Iterator[str]:
    others = tuple(p.label for p in list_participants(project) if p.label != label)
    for coder in list_coders(project) or [""]:
        filters = Filters(coder=(coder,)) if coder else Filters()
        before = count_frequencies(project, filters)
        kept = Filters(coder=filters.coder, participant=others)
        after = {_key(row): row for row in count_frequencies(project, kept).rows} if others else {}
        yield from _sizes(before.rows, after)
        for row in before.rows:
            then = after.get(_key(row))
            if row.of and (then is None or then.informants != row.informants):
                yield _changed(project, row, then, coder if len(list_coders(project)) > 1 else "")


def _alone(project: Project, label: str) -> Iterator[str]:
    """Categories that only they speak of, by any coder."""
    spoken: dict[str, set[str]] = {}
    for passage in find_passages(project, Filters()):
        spoken.setdefault(passage.code.path, set()).add(passage.participant)
    yield from (path for path, people in spoken.items() if people == {label})


def _key(row: Frequency) -> tuple[str, str, str]:
    return row.schema, row.code.path, row.group


def _sizes(rows: tuple[Frequency, ...], after: dict[tuple[str, str, str], Frequency]) -> Iterator[str]:
    """Each table's N, before and after, for the groups whose N changes."""
    told: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        then = after.get(_key(row))
        old, new = told.get((row.schema, row.group), (0, 0))
        told[row.schema, row.group] = max(old, row.of), max(new, then.of if then else 0)
    for (schema, group), (old, new) in told.items():
        if old != new:
            yield _("Table {schema}, {group}: N {old} → {new}.").format(
                schema=schema, group=_group(group), old=old, new=new
            )


def _group(name: str) -> str:
    return _("all") if name == ALL else name


def _changed(project: Project, row: Frequency, then: Frequency | None, coder: str) -> str:
    new, of = (then.informants, then.of) if then else (0, 0)
    said = _("{category}, {group}: {old} of {old_of} → {new} of {new_of}").format(
        category=row.code.path, group=_group(row.group), old=row.informants, old_of=row.of, new=new, new_of=of
    )
    words = _words(project, row.informants, row.of), _words(project, new, of)
    if words[0] != words[1]:
        said += _("; words: {old} → {new}").format(old=words[0] or "–", new=words[1] or "–")
    return f"{said} ({coder})" if coder else said


def _words(project: Project, n: int, of: int) -> str:
    """The quantifier words that fit, where this program has them."""
    if find_spec("exports.tables.quantifiers") is None:
        return ""
    quantifiers, thresholds = import_module("exports.tables.quantifiers"), import_module("codebook.thresholds")
    found = quantifiers.words_for(n, of, thresholds.get_thresholds(project))
    return ", ".join(_(quantifiers.WORD_TEXTS[word]) for word in found)


def _quotes(project: Project, label: str) -> Iterator[str]:
    for passage in find_passages(project, Filters(participant=(label,))):
        if passage.coding.quote:
            place = place_words(passage.transcript.name, passage.place)
            yield _("{place}: {category}.").format(place=place, category=passage.code.path)


_Range = tuple[str, int, int, int]
"""Something's name, an interview's key, and a half-open range in it."""


def _stories(project: Project, plan: Plan) -> Iterator[str]:
    """Episodes they tell and the other tellings of each; themes that lose passages."""
    with project.read() as db:
        told = _ranges(db, EPISODE, TELLING, "episode_id")
        argued = _ranges(db, THEME, EVIDENCE, "theme_id")
    speakers = _Speakers(project, plan)
    for episode in dict.fromkeys(name for name, *place in told if speakers.goes(*place)):
        others = [place for name, *place in told if name == episode and speakers.stays(*place)]
        places = ", ".join(dict.fromkeys(speakers.place(key, start) for key, start, _end in others))
        yield (
            _("{episode}: they tell of it; look at the other tellings: {places}.").format(
                episode=episode, places=places
            )
            if others
            else _("{episode}: nobody else tells of it.").format(episode=episode)
        )
    for theme in dict.fromkeys(name for name, *place in argued if speakers.goes(*place)):
        gone = sum(name == theme and speakers.goes(*place) for name, *place in argued)
        left = sum(name == theme and speakers.stays(*place) for name, *place in argued)
        yield ngettext(
            "{theme}: loses {gone} passage; left: {left}.", "{theme}: loses {gone} passages; left: {left}.", gone
        ).format(theme=theme, gone=gone, left=left)


def _ranges(db: Connection, things: Table, passages: Table, reference: str) -> list[_Range]:
    """The passages of episodes or themes, in the order of these, then of the interviews."""
    query = (
        select(things.c.name, passages.c.transcript_id, passages.c.start, passages.c.end)
        .join(passages, passages.c[reference] == things.c.id)
        .order_by(things.c.position, passages.c.transcript_id, passages.c.start)
    )
    return [(str(name), int(key), int(start), int(end)) for name, key, start, end in db.execute(query)]


class _Speakers:
    """Whether a range goes with somebody who withdraws, and whether somebody else's words stay in it."""

    def __init__(self, project: Project, plan: Plan) -> None:
        self._project, self._label = project, plan.person.label
        self._whole, self._shared = set(plan.person.whole), set(plan.person.shared)
        self._transcripts = {transcript.id: transcript for transcript in list_transcripts(project)}
        self._texts: dict[int, TranscriptText] = {}

    def _text(self, key: int) -> TranscriptText:
        if key not in self._texts:
            self._texts[key] = read_transcript(self._project, self._transcripts[key])
        return self._texts[key]

    def _owners(self, key: int, start: int, end: int) -> set[str]:
        text = self._text(key)
        turns = [(*turn.words, turn.participant) for turn in text.turns]
        return set(Ownership(text.text, turns, text.transcript.participants).owners(start, end))

    def goes(self, key: int, start: int, end: int) -> bool:
        """Whether their words are in the range, alone or with others'."""
        return key in self._whole or (key in self._shared and self._label in self._owners(key, start, end))

    def stays(self, key: int, start: int, end: int) -> bool:
        """Whether somebody else's words are in the range and stay."""
        if key in self._whole:
            return False
        return key not in self._shared or bool(self._owners(key, start, end) - {self._label})

    def place(self, key: int, start: int) -> str:
        """The interview and turn of a place."""
        turn = self._text(key).turn_at(start)
        return place_words(self._transcripts[key].name, str(turn.number) if turn else "")
