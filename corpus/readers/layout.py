"""Paragraphs and tables of a document, laid out as plain text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.messages import ngettext
from corpus.readers.labels import STAMPED, is_code, is_conventional, is_namelike, key_of

SPEAKER_COLUMNS = frozenset({"speaker", "taler", "name", "navn", "participant", "informant", "label"})
TEXT_COLUMNS = frozenset({"text", "tekst", "utterance", "ytring", "words", "content", "innhold"})


@dataclass(slots=True)
class Layout:
    """A document's paragraphs in order, and the speakers that its tables point out."""

    paragraphs: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)

    def add_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table: `Label: words` for each row where it is one of turns, else its cells parted by tabs."""
        speaker, words = find_columns(rows)
        for row in rows:
            cells = [cell.strip() for cell in row]
            label = cells[speaker].rstrip(": ") if 0 <= speaker < len(cells) else ""
            if speaker < 0 or len(cells) <= words or (label and not _is_label(label)):
                self.paragraphs.append("\t".join(" ".join(cell.split()) for cell in cells if cell))
                continue
            stamps = [cell for cell in cells if cell and _is_stamp(cell)]
            lead = f"[{stamps[0].strip('[]()')}] " if stamps else ""
            if label:
                self.labels.add(key_of(label))
                lead += f"{label}: "
            self.paragraphs.append(lead + cells[words])

    def text(self) -> str:
        """The paragraphs, each on its line; parted by blank lines where the author left none between them."""
        spoken = sum(1 for paragraph in self.paragraphs if paragraph.strip())
        blank = len(self.paragraphs) - spoken
        return ("\n" if blank * 4 >= spoken else "\n\n").join(self.paragraphs) + "\n"


def find_columns(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """The columns of speakers and of words in a table of turns; -1, -1 for any other table."""
    width = max((len(row) for row in rows), default=0)
    if not 2 <= width <= 5:
        return -1, -1
    columns = [[row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at in range(width)]
    words = max(range(width), key=lambda at: sum(map(len, columns[at])))
    heading = [cell.strip().casefold() for cell in rows[0]]
    named = next((at for at, cell in enumerate(heading) if cell in SPEAKER_COLUMNS), -1)
    if named >= 0 and named != words:
        return named, words
    for at in range(words):
        cells = [cell.rstrip(": ") for cell in columns[at]]
        keys = Counter(key_of(cell) for cell in cells if _is_label(cell))
        habitual = sum(count for key, count in keys.items() if is_conventional(key))
        recurring = sum(count for count in keys.values() if count > 1)
        if cells and max(habitual, recurring) >= 0.6 * len(cells):
            return at, words
    return -1, -1


def _is_label(cell: str) -> bool:
    if len(cell) > 40 or key_of(cell) in SPEAKER_COLUMNS | TEXT_COLUMNS - {"informant", "participant"}:
        return is_conventional(cell) and key_of(cell) not in ("speaker", "taler")
    return is_conventional(cell) or is_code(cell) or (is_namelike(cell) and not _is_stamp(cell))


def _is_stamp(cell: str) -> bool:
    match = STAMPED.match(cell)
    return match is not None and match.end() == len(cell)


def loss_warnings(seen: Mapping[str, int]) -> tuple[str, ...]:
    """Sentences for what a document has beside plain paragraphs, by kind: kept, moved or left out."""
    sentences = {
        "insertions": ngettext(
            "{count} tracked insertion was kept.",
            "{count} tracked insertions were kept.",
            seen.get("insertions", 0),
        ),
        "deletions": ngettext(
            "{count} tracked deletion was left out.",
            "{count} tracked deletions were left out.",
            seen.get("deletions", 0),
        ),
        "boxes": ngettext(
            "{count} text box was moved after its paragraph.",
            "{count} text boxes were moved after their paragraphs.",
            seen.get("boxes", 0),
        ),
        "footnotes": ngettext(
            "{count} footnote was left out.", "{count} footnotes were left out.", seen.get("footnotes", 0)
        ),
        "heads": ngettext(
            "{count} running head or foot was left out.",
            "{count} running heads or feet were left out.",
            seen.get("heads", 0),
        ),
        "comments": ngettext(
            "{count} comment was left out.", "{count} comments were left out.", seen.get("comments", 0)
        ),
    }
    return tuple(sentence.format(count=seen[kind]) for kind, sentence in sentences.items() if seen.get(kind))
