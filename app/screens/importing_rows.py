"""How the import shows a file: one line, what is to be known of it, and its first turns as they will be."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from app.screens.overview_rows import cut, grouped
from corpus.imports import Candidate, Imported
from corpus.messages import N_, _, ngettext
from exports.harmless import line, pad, wrap

LANGUAGES = {"nb": N_("Bokmål"), "nn": N_("Nynorsk"), "en": N_("English")}
UNKNOWN_LANGUAGE = N_("language?")
NARROW = 110
_TURNS = 40
_TURN_LENGTH = 1200


@dataclass(slots=True)
class Entry:
    """A file in the import: what was read, its words counted once, and what it was stored as."""

    candidate: Candidate
    words: int = 0
    stored: Imported | None = None

    @property
    def ready(self) -> bool:
        """Whether it would be stored now."""
        return self.candidate.ready and self.stored is None

    def same_file(self, other: "Entry") -> bool:
        """Whether two files have the same bytes."""
        one, two = self.candidate.source, other.candidate.source
        return one is not None and two is not None and one.sha256 == two.sha256

    @property
    def doubtful(self) -> bool:
        """Whether there is something to look at before storing."""
        candidate = self.candidate
        if candidate.source is None:
            return False
        unsure = len(candidate.speakers) > 1 and not candidate.interviewers
        return bool(candidate.source.warnings) or unsure or bool(candidate.notes and not candidate.guessed)

    @property
    def mark(self) -> str:
        """✓ good, ! look at it, ✗ cannot be read, = here already."""
        if self.candidate.problem:
            return "✗"
        if self.candidate.known_as and not self.stored:
            return "="
        return "!" if self.doubtful and not self.stored else "✓"


def file_row(entry: Entry, width: int) -> Content:
    """One file on one line."""
    candidate = entry.candidate
    name = max(16, min(36, width // 4))
    start = Content.assemble((f"{entry.mark} ", "bold"), (cut(candidate.path.name, name), "bold"), " ")
    if candidate.source is None:
        return Content.assemble(start, (line(candidate.problem), "$secondary")).truncate(width, ellipsis=True)
    if candidate.known_as and not entry.stored:
        said = _("in the study already, as {name}").format(name=line(candidate.known_as))
        return Content.assemble(start, (said, "$secondary"))
    words = ngettext("{count} word", "{count} words", entry.words).format(count=grouped(entry.words))
    parts: list[tuple[str, str]] = []
    if width >= NARROW:
        parts.append((pad(line(candidate.source.encoding or "–"), 12), "$secondary"))
    rest = 24 if width < NARROW else 34
    parts += [(cut(say_speakers(candidate), rest), ""), (" ", ""), (pad(words, 13, right=True), ""), ("  ", "")]
    if width >= NARROW:
        parts.append((pad(_(LANGUAGES.get(candidate.language, UNKNOWN_LANGUAGE)), 10), "$secondary"))
    return Content.assemble(start, *parts, _say_destination(entry)).truncate(width, ellipsis=True)


def _say_destination(entry: Entry) -> str:
    candidate = entry.candidate
    if entry.stored:
        stored = entry.stored
        if stored.participants in ((), (stored.transcript,)):
            return f"→ {line(stored.transcript)}"
        return line(f"→ {stored.transcript}: {', '.join(stored.participants)}")
    people = [speaker for speaker in candidate.speakers if speaker not in candidate.interviewers]
    role = line(candidate.role) or _("no role")
    if candidate.participant:
        return f"{role} → {line(candidate.participant)}"
    count = len(people)
    return role if count <= 1 else ngettext("{n} × {role}", "{n} × {role}", count).format(n=count, role=role)


def say_speakers(candidate: Candidate) -> str:
    """Who speaks how often; the interviewer with a star."""
    return " · ".join(
        f"{speaker or '–'} {turns}" + ("*" if speaker in candidate.interviewers else "")
        for speaker, turns in candidate.speakers.items()
    )


def say_turns_of_each(candidate: Candidate) -> Iterator[str]:
    """Each speaker with the number of turns and the first words said."""
    for speaker, turns in candidate.speakers.items():
        source = candidate.source
        first = next((turn for turn in source.turns if turn.speaker == speaker), None) if source else None
        said = source.text[first.words[0] : min(first.words[1], first.words[0] + 40)] if source and first else ""
        yield ngettext("{speaker}   {n} turn   {words}", "{speaker}   {n} turns   {words}", turns).format(
            speaker=speaker or "–", n=turns, words=line(said)
        )


def say_about(entry: Entry) -> Content:
    """What is to be known of a file: its problem or warnings, then who speaks and what becomes of it."""
    candidate = entry.candidate
    if candidate.source is None:
        return Content(line(candidate.problem))
    language = _(LANGUAGES.get(candidate.language, UNKNOWN_LANGUAGE))
    known = [candidate.source.format, candidate.source.encoding, language, say_speakers(candidate)]
    lines = [Content.styled("   ".join(line(part) for part in known if part), "$secondary")]
    lines += [Content(line(warning)) for warning in candidate.warnings]
    if len(candidate.speakers) > 1 and not candidate.interviewers:
        lines.append(Content(_("Nobody is taken to be the interviewer: F3 says who asks the questions.")))
    return Content("\n").join(lines)


def preview(candidate: Candidate, width: int) -> Content:
    """The first turns as they will be: speakers in their column, the interviewer quieter."""
    source = candidate.source
    if source is None:
        return Content("")
    shown = source.turns[:_TURNS]
    column = min(18, max((len(line(turn.speaker)) for turn in shown), default=0)) + 2
    lines: list[Content] = []
    for turn in shown:
        asks = turn.speaker in candidate.interviewers
        style = "$secondary" if asks else ""
        start, end = turn.words
        said = source.text[start : min(end, start + _TURN_LENGTH)] + ("…" if end - start > _TURN_LENGTH else "")
        for number, text in enumerate(wrap(line(said), max(20, width - column))):
            speaker = cut(turn.speaker, column - 1) + " " if not number else " " * column
            lines.append(Content.assemble((speaker, "$secondary" if asks else "bold"), (text, style)))
        lines.append(Content(""))
    if len(source.turns) > _TURNS:
        more = len(source.turns) - _TURNS
        lines.append(
            Content.styled(ngettext("… and {n} more turn", "… and {n} more turns", more).format(n=more), "$secondary")
        )
    return Content("\n").join(lines)
