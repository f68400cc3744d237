"""How well identifiers are found in the labelled set, with Wilson intervals; and how fast, beside the tokeniser."""

import math
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deidentify.transcripts import VARIETIES, Labelled, labelled_set
from figures import Benchmark, Figure, beside
from material import make_study

from corpus.deidentify.find import find_identifiers
from corpus.deidentify.finding import DIRECT_KINDS, KINDS, REVIEW

PAGE = Path(__file__).parents[1] / "docs" / "deidentify.md"
BEGIN, END = "<!-- figures: python benchmarks/run.py deidentify -->\n", "<!-- end of figures -->"
_NAMES = ("person", "place", "workplace")


@dataclass(frozen=True, slots=True)
class Score:
    """Labels found of all there are, and suggestions that meet a label of all made."""

    found: int
    labels: int
    right: int
    made: int


def wilson(share: int, of: int) -> tuple[float, float]:
    """The interval of 95 % about a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    z, p = 1.96, share / of
    middle, half = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return max(0.0, (middle - half) / (1 + z * z / of)), min(1.0, (middle + half) / (1 + z * z / of))


def measure(texts: list[Labelled], *, held_out: bool | None = None) -> dict[str, Score]:
    """Scores by kind, variety and group. A label is found where suggestions cover every letter and digit of it."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        found = find_identifiers(text.text, text.language)
        covered = {at for f in found for at in range(f.start, f.end)}
        for label in text.labels:
            if held_out is not None and label.held_out != held_out:
                continue
            hit = all(at in covered for at in range(label.start, label.end) if text.text[at].isalnum())
            for name in (label.kind, text.variety, *_families(label.kind)):
                counts[name, "labels"] += 1
                counts[name, "found"] += hit
        for f in found:
            right = any(label.start < f.end and f.start < label.end for label in text.labels)
            group = ("review",) if f.group == REVIEW else (f"sure {f.kind}", "sure")
            for name in (f.kind, text.variety, *_families(f.kind), *group):
                counts[name, "made"] += 1
                counts[name, "right"] += right
    names = {name for name, _what in counts}
    return {n: Score(*(counts[n, what] for what in ("found", "labels", "right", "made"))) for n in names}


def _families(kind: str) -> tuple[str, ...]:
    return ("direct",) if kind in DIRECT_KINDS else ("names and places",) if kind in _NAMES else ()


def quality(_folder: Path) -> Iterator[str]:
    texts = labelled_set()
    scores, unseen = measure(texts), measure(texts, held_out=True)
    lines = [
        f"{len(texts)} synthetic transcripts, {sum(len(t.labels) for t in texts)} identifiers.",
        "",
        "| what | identifiers | found | 95 % interval | found, held-out sentences | suggestions | of them right | 95 % interval |",
        "|---|---:|---:|---|---:|---:|---:|---|",
    ]
    names = ("direct", *DIRECT_KINDS, "names and places", *_NAMES, "department", "title", *VARIETIES, "sure", "review")
    for name in names:
        if name in scores:
            lines.append(_row(name, scores[name], unseen.get(name)))
    _print_into_page("\n".join(lines))
    yield from lines


def _row(name: str, score: Score, unseen: Score | None) -> str:
    said = {
        "sure": "all but “look at these”",
        "review": "“look at these”",
        "direct": "**direct identifiers**",
        "names and places": "**names and places**",
    }
    shown = said.get(name, KINDS.get(name, name))
    low, high = wilson(score.found, score.labels)
    recall = (
        (f"{score.labels}", f"{score.found / score.labels:.3f}", f"{low:.3f}–{high:.3f}")
        if score.labels
        else ("", "", "")
    )
    held = f"{unseen.found / unseen.labels:.3f}" if unseen and unseen.labels else ""
    low, high = wilson(score.right, score.made)
    precise = (
        (f"{score.made}", f"{score.right / score.made:.3f}", f"{low:.3f}–{high:.3f}") if score.made else ("", "", "")
    )
    return "| " + " | ".join((shown, *recall, held, *precise)) + " |"


def _print_into_page(table: str) -> None:
    page = PAGE.read_text("utf-8") if PAGE.exists() else ""
    if BEGIN in page:
        head, rest = page.split(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}{table}\n{END}{rest.split(END)[1]}", "utf-8")


def speed(folder: Path) -> Iterator[Figure]:
    """Eighteen interviews of 50 kB to first suggestions, beside reading them with the tokeniser."""
    from corpus.deidentify.suggestions import list_suggestions
    from corpus.language.tokens import spacy_tokens
    from corpus.transcripts import list_transcripts, read_transcript

    with make_study(folder / "study.tusj", 18, 0, 50_000) as project:
        tokenise = spacy_tokens("nb")

        def read() -> None:
            for transcript in list_transcripts(project):
                text = read_transcript(project, transcript)
                for turn in text.turns:
                    for _token in tokenise(text.text, *turn.words):
                        pass

        floor, ours = beside(read, lambda: list_suggestions(project), 3)
        yield Figure("suggestions, 18 × 50 kB / the tokeniser", floor, ours, 5)


def _both(folder: Path) -> Iterator[Figure | str]:
    yield from quality(folder)
    yield from speed(folder)


BENCHMARKS: dict[str, Benchmark] = {"deidentify": _both}  # type: ignore[dict-item]

if __name__ == "__main__":
    texts = labelled_set()
    for text in texts:
        found = find_identifiers(text.text, text.language)
        covered = {at for f in found for at in range(f.start, f.end)}
        for label in text.labels:
            if label.held_out or (len(sys.argv) > 1 and sys.argv[1] != label.kind):
                continue
            if not all(at in covered for at in range(label.start, label.end) if text.text[at].isalnum()):
                print(
                    "missed",
                    label.kind,
                    text.variety,
                    repr(text.text[label.start - 30 : label.start]),
                    repr(text.text[label.start : label.end]),
                )
        for f in found:
            if not any(label.start < f.end and f.start < label.end for label in text.labels):
                print(
                    "wrong",
                    f.kind,
                    f.group,
                    text.variety,
                    repr(text.text[f.start - 20 : f.start]),
                    repr(text.text[f.start : f.end]),
                )
