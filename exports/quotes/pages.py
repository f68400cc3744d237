"""The quote page: category, role, quotes, each with where it stands."""

from collections.abc import Sequence

from codebook.codings import FLAG_WORDS
from corpus.messages import _
from corpus.participants import list_participants, list_roles, natural_key
from corpus.store import Project
from corpus.transcripts import Ownership, TranscriptText, list_transcripts
from exports.tables.filters import NO_ROLE, Filters, look_up, one_coder
from exports.tables.passages import Passage, find_passages
from exports.values import QuoteGroup, QuotePage, QuotePassage, QuoteSection


def quote_page(project: Project, filters: Filters | None = None, *, everything: bool = False) -> QuotePage:
    """The passages chosen as quotes, or every coded passage, by category and role.

    Each role says how many of its participants are quoted there, of those who have an interview.
    """
    filters = filters or Filters()
    chosen = look_up(project, filters)
    one_coder(project, chosen)
    passages = find_passages(project, filters, quotes_only=not everything)
    numbers = _numbers_in_role(project)
    sizes = _role_sizes(project)
    roles = [*list_roles(project), ""]
    sections = []
    for schema in chosen.schemas:
        for code in schema.codes:
            here = [passage for passage in passages if passage.code.id == code.id]
            groups = tuple(
                QuoteGroup(
                    role or NO_ROLE,
                    len({p.participant for p in inside} - {""}),
                    sizes.get(role, 0),
                    tuple(as_quote(passage, numbers) for passage in inside),
                )
                for role in roles
                if (inside := [passage for passage in here if passage.role == role])
            )
            if groups:
                sections.append(QuoteSection(code.path, code.definition, groups))
    return QuotePage(_("Quotes"), tuple(sections))


def as_quote(passage: Passage, numbers: dict[str, int]) -> QuotePassage:
    """A passage as it may be quoted; `numbers` are participants' numbers in their roles."""
    coding = passage.coding
    return QuotePassage(
        passage.text,
        passage.participant,
        passage.place,
        passage.role,
        numbers.get(passage.participant, 0),
        tuple(_(FLAG_WORDS[flag]) for flag in coding.flags),
        coding.gist,
        coding.memo,
        passage.code.path,
        passage.transcript.name,
        passage.code.schema,
        coding.start,
        coding.end,
    )


def quotes_of(project: Project, passages: Sequence[Passage]) -> list[QuotePassage]:
    """Passages as they may be quoted."""
    numbers = _numbers_in_role(project)
    return [as_quote(passage, numbers) for passage in passages]


def quote_of_span(project: Project, text: TranscriptText, start: int, end: int) -> QuotePassage:
    """A range of an interview, coded or not, as it may be quoted: the words of the first who speaks in it."""
    ownership = Ownership(
        text.text, [(*turn.words, turn.participant) for turn in text.turns], text.transcript.participants
    )
    person = next(iter(ownership.owners(start, end)), "")
    roles = {known.label: known.role for known in list_participants(project)}
    first, last = text.turn_at(start), text.turn_at(end - 1)
    places = dict.fromkeys(str(turn.number) for turn in (first, last) if turn)
    return QuotePassage(
        text.text[start:end],
        person,
        "–".join(places),
        roles.get(person, ""),
        _numbers_in_role(project).get(person, 0),
        transcript=text.transcript.name,
        start=start,
        end=end,
    )


def _numbers_in_role(project: Project) -> dict[str, int]:
    """Each participant's number among those of the role, in the order of labels: P12 may be veileder 3."""
    numbers: dict[str, int] = {}
    count: dict[str, int] = {}
    for person in sorted(list_participants(project), key=lambda p: natural_key(p.label)):
        count[person.role] = count.get(person.role, 0) + 1
        numbers[person.label] = count[person.role]
    return numbers


def _role_sizes(project: Project) -> dict[str, int]:
    heard = {label for transcript in list_transcripts(project) for label in transcript.participants}
    sizes: dict[str, int] = {}
    for person in list_participants(project):
        if person.label in heard:
            sizes[person.role] = sizes.get(person.role, 0) + 1
    return sizes
