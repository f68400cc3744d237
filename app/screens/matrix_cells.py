"""How the matrix's cells look: an informant in the list, a cell in the grid, the passages beside the summary."""

from collections.abc import Mapping, Sequence

from app.reader.cells import fit
from app.widgets.items import Item, Line, Part, Prose
from app.widgets.passage_items import FLAG_SIGNS
from codebook.cells import CELL_WORDS
from codebook.codings import FLAG_WORDS
from codebook.schemas import Code
from corpus.messages import _, ngettext
from exports.harmless import line
from exports.tables.guide import Asking
from exports.tables.matrix import MatrixEntry
from exports.tables.passages import Passage, place_words

_LABEL = 6


def role_item(role: str) -> Item:
    """The head of a role's informants."""
    return Item((Line((Part(line(role) or _("no role yet"), "quiet"),)),), choosable=False)


def person_item(entry: MatrixEntry | None, label: str) -> Item:
    """An informant in the list: how many passages, and the summary, or what the empty cell means."""
    name = Part(fit(line(label), max(_LABEL, min(16, len(label) + 1))), "strong")
    if entry is None:
        return Item((Line((name, Part(_("left out"), "quiet"))),))
    count = Part(f"{len(entry.passages) or '·':>3}  ", "" if entry.passages else "quiet")
    said, look = brief(entry)
    return Item((Line((name, count, Part(said, look))),))


def brief(entry: MatrixEntry) -> tuple[str, str]:
    """What a cell says in short and how it looks: the summary, else the gists, else what an empty cell means."""
    if entry.summary:
        return line(entry.summary), ""
    if entry.gists:
        return " · ".join(map(line, entry.gists)), "quiet"
    if entry.passages:
        return f"«{line(entry.passages[0].text[:400])}»", "quiet"
    return (_(CELL_WORDS[entry.status]) if entry.status else ""), "quiet"


def grid_part(entry: MatrixEntry | None) -> Part:
    """A cell of the whole grid."""
    if entry is None:
        return Part("–", "quiet")
    said, look = brief(entry)
    if entry.summary and entry.gists:
        said = f"{said} · {' · '.join(map(line, entry.gists))}"
    return Part(f"{len(entry.passages)}  {said}" if entry.passages else said, look)


def passage_items(entry: MatrixEntry | None) -> list[Item]:
    """The passages of a cell as they are read, each with where it stands, its gist and flags."""
    return [_passage_item(passage, entry.code) for passage in entry.passages] if entry else []


def _passage_item(passage: Passage, code: Code) -> Item:
    parts = [place_words(passage.transcript.name, passage.place)]
    if passage.code.id != code.id:
        parts.append(line(passage.code.name))
    parts += [f"{FLAG_SIGNS[flag]} {_(FLAG_WORDS[flag])}" for flag in passage.coding.flags]
    if passage.coding.gist:
        parts.append(line(passage.coding.gist))
    source = Line((Part("▊ ", "", passage.code.colour), Part(" · ".join(parts), "quiet")))
    return Item((Prose(passage.said), source, Line()))


def cell_words(entry: MatrixEntry, background: str, asked: str) -> str:
    """Whose cell it is, how many passages it holds, what an empty one means, and what the guide knows."""
    count = len(entry.passages)
    parts = [line(entry.person.label), line(entry.person.role), line(background)]
    if count:
        parts.append(ngettext("{n} passage", "{n} passages", count).format(n=count))
    else:
        parts.append(_(CELL_WORDS[entry.status]) if entry.status else _("no passages"))
    parts.append(asked)
    return " · ".join(part for part in parts if part)


def asked_words(askings: Sequence[Asking], tied: Mapping[int, frozenset[int]], code: int) -> str:
    """Whether a participant was asked a question tied to a category; empty where the guide says nothing of it.

    `tied` gives each question's categories with all below them, by the question's key.
    """
    meant = [asking for asking in askings if code in tied.get(asking.question.id, ())]
    if not meant or not any(asking.known for asking in meant):
        return ""
    turns = [str(turn) for asking in meant for _transcript, turn in asking.turns]
    if not turns:
        return _("not asked in any linked turn")
    return ngettext("asked in turn {turns}", "asked in turns {turns}", len(turns)).format(turns=", ".join(turns))
