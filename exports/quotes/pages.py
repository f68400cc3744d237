"""The quote page: category, role, quotes, each with where it stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from codebook.codings import FLAG_WORDS
from corpus.messages import _, ngettext
from corpus.participants import list_participants, list_roles, natural_key
from corpus.store import Project
from corpus.transcripts import Ownership, TranscriptText, read_transcript
from exports.quotes.stretches import gather_stretches
from exports.tables.disclosure import small_roles
from exports.tables.filters import NO_ROLE, Filters, look_up
from exports.tables.frequencies import count_frequencies
from exports.tables.passages import Passage, find_passages
from exports.values import QuoteGroup, QuotePage, QuotePassage, QuoteSection


def quote_page(project: Project, filters: Filters | None = None, *, everything: bool = False) -> QuotePage:
    """The passages chosen as quotes, or every coded passage, by category and role; one of several people comes once.

    Each role says how many of its participants speak of the category, as the frequency table counts them.
    """
    filters = filters or Filters()
    chosen = look_up(project, filters)
    once: dict[int, dict[int, Passage]] = {}
    for passage in find_passages(project, filters, quotes_only=not everything):
        once.setdefault(passage.code.id, {}).setdefault(passage.coding.id, passage)
    quoting = _Quoting(project)
    counted = {(row.code.id, row.group): row for row in count_frequencies(project, filters).rows}
    roles = [*list_roles(project), ""]
    sections, silent = [], 0
    for schema in chosen.schemas:
        for code in schema.codes:
            here = list(once.get(code.id, {}).values())
            groups = []
            for role in roles:
                inside = [passage for passage in here if passage.role == role]
                quotes = tuple(quote for passage in inside if (quote := quoting.quote(passage)).text)
                silent += len(inside) - len(quotes)
                if quotes:
                    number = counted.get((code.id, role or NO_ROLE))
                    informants, of = (number.informants, number.of) if number else (0, 0)
                    groups.append(QuoteGroup(role or NO_ROLE, informants, of, quotes))
            if groups:
                sections.append(QuoteSection(code.path, code.definition, tuple(groups), schema.name))
    left_out = ngettext(
        "{n} passage is left out: nothing is said in it by anybody.",
        "{n} passages are left out: nothing is said in them by anybody.",
        silent,
    )
    notes = (left_out.format(n=silent),) if silent else ()
    paths = Counter(section.path.casefold() for section in sections)
    named = (s if paths[s.path.casefold()] > 1 else replace(s, schema="") for s in sections)
    return QuotePage(_("Quotes"), tuple(named), notes)


class _Quoting:
    """Sets passages as quotes: who speaks in them, each interview read once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._roles = {person.label: person.role for person in list_participants(project)}
        self._numbers = _numbers_in_role(project)
        self._small = small_roles(project)
        self._texts: dict[int, TranscriptText] = {}

    def quote(self, passage: Passage) -> QuotePassage:
        """A coded passage as it may be quoted; its text is empty where nothing is said in it."""
        coding, transcript = passage.coding, passage.transcript
        if transcript.id not in self._texts:
            self._texts = {transcript.id: read_transcript(self._project, transcript)}
        return replace(
            self.span(self._texts[transcript.id], coding.start, coding.end, passage.participant),
            flags=tuple(_(FLAG_WORDS[flag]) for flag in coding.flags),
            gist=coding.gist,
            memo=coding.memo,
            code_path=passage.code.path,
            schema=passage.code.schema,
        )

    def span(self, text: TranscriptText, start: int, end: int, person: str) -> QuotePassage:
        """A range of an interview, coded or not, as it may be quoted; `person` is the first it belongs to."""
        spoken = text.spoken(start, end)
        said = (
            (turn.participant, not turn.participant and turn.kind == "interviewer", words) for turn, words in spoken
        )
        stretches = gather_stretches(said, self._roles, self._numbers)
        spoken_by = [stretch.role for stretch in stretches if stretch.participant] or [self._roles.get(person, "")]
        return QuotePassage(
            " ".join(stretch.text for stretch in stretches),
            person,
            "–".join(dict.fromkeys(str(turn.number) for turn, _words in (*spoken[:1], *spoken[-1:]))),
            self._roles.get(person, ""),
            self._numbers.get(person, 0),
            transcript=text.transcript.name,
            start=start,
            end=end,
            stretches=stretches,
            few=tuple((role, self._small[role]) for role in dict.fromkeys(spoken_by) if role in self._small),
        )


def quotes_of(project: Project, passages: Sequence[Passage]) -> list[QuotePassage]:
    """Passages as they may be quoted, one for each."""
    quoting = _Quoting(project)
    return [quoting.quote(passage) for passage in passages]


def quote_of_span(project: Project, text: TranscriptText, start: int, end: int) -> QuotePassage:
    """A range of an interview, coded or not, as it may be quoted; its text is empty where nothing is said in it."""
    ownership = Ownership(
        text.text, [(*turn.words, turn.participant) for turn in text.turns], text.transcript.participants
    )
    person = next(iter(ownership.owners(start, end)), "")
    return _Quoting(project).span(text, start, end, person)


def _numbers_in_role(project: Project) -> dict[str, int]:
    """Each participant's number among those of the role, in the order of labels: P12 may be veileder 3."""
    numbers: dict[str, int] = {}
    count: dict[str, int] = {}
    for person in sorted(list_participants(project), key=lambda p: natural_key(p.label)):
        count[person.role] = count.get(person.role, 0) + 1
        numbers[person.label] = count[person.role]
    return numbers
