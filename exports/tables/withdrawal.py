"""What a withdrawal means for the thesis: what goes, and what must be counted, read or written again."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from codebook.codings import list_coders
from codebook.models import EPISODE, EVIDENCE, TELLING, THEME
from codebook.withdraw import Plan
from corpus.messages import _, ngettext
from corpus.participants import list_participants
from corpus.store import Project
from corpus.transcripts import list_transcripts, read_transcript
from exports.tables.filters import Filters
from exports.tables.frequencies import ALL, Frequency, count_frequencies
from exports.tables.passages import find_passages, place_words
from exports.writers.page import Heading, Page, Paragraph


def withdrawal_page(project: Project, plan: Plan) -> Page:
    """What will go, which copies, and what must be done again; read before anything is done."""
    label = plan.person.label
    blocks = [
        *_section(_("What goes, for good"), _going(plan)),
        *_section(_("Copies that are deleted"), _copies(plan)),
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


def _copies(plan: Plan) -> Iterator[str]:
    if plan.copies:
        yield ngettext("{n} snapshot of the study.", "{n} snapshots of the study.", len(plan.copies)).format(
            n=len(plan.copies)
        )
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


def _stories(project: Project, plan: Plan) -> Iterator[str]:
    """Episodes they tell and the other tellings of each; themes that lose passages."""
    theirs = {*plan.person.whole, *plan.person.shared}
    names = {t.id: t.name for t in list_transcripts(project)}
    with project.read() as db:
        told = db.execute(
            EPISODE.join(TELLING, TELLING.c.episode_id == EPISODE.c.id)
            .select()
            .with_only_columns(EPISODE.c.name, TELLING.c.transcript_id, TELLING.c.start)
            .order_by(EPISODE.c.position, TELLING.c.transcript_id, TELLING.c.start)
        ).all()
        argued = db.execute(
            THEME.join(EVIDENCE, EVIDENCE.c.theme_id == THEME.c.id)
            .select()
            .with_only_columns(THEME.c.name, EVIDENCE.c.transcript_id)
        ).all()
    for episode in dict.fromkeys(name for name, transcript, _start in told if transcript in theirs):
        others = [(key, start) for name, key, start in told if name == episode and key not in theirs]
        places = ", ".join(_place(project, names[key], key, start) for key, start in others)
        yield (
            _("{episode}: they tell of it; look at the other tellings: {places}.").format(
                episode=episode, places=places
            )
            if others
            else _("{episode}: nobody else tells of it.").format(episode=episode)
        )
    for theme in dict.fromkeys(name for name, key in argued if key in theirs):
        gone = sum(name == theme and key in theirs for name, key in argued)
        left = sum(name == theme and key not in theirs for name, key in argued)
        yield _("{theme}: loses {gone} passages, {left} are left.").format(theme=theme, gone=gone, left=left)


def _place(project: Project, name: str, key: int, start: int) -> str:
    transcript = next(t for t in list_transcripts(project) if t.id == key)
    turn = read_transcript(project, transcript).turn_at(start)
    return place_words(name, str(turn.number) if turn else "")
