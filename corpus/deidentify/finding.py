"""What the search for identifiers finds: its kinds, its groups, and one place."""

from dataclasses import dataclass

from corpus.messages import N_

DIRECT, NAMES, AMBIGUOUS, REVIEW = "direct", "names", "ambiguous", "review"
GROUPS = {
    DIRECT: N_("numbers, addresses, dates"),
    NAMES: N_("names"),
    AMBIGUOUS: N_("common words too"),
    REVIEW: N_("look at these"),
}
"""The groups suggestions are shown in, the surest first, and their names."""

KINDS = {
    "identity": N_("identity number"),
    "phone": N_("phone number"),
    "email": N_("e-mail address"),
    "web": N_("web address"),
    "address": N_("postal address"),
    "date": N_("date"),
    "age": N_("age"),
    "registration": N_("registration number"),
    "person": N_("person"),
    "place": N_("place"),
    "workplace": N_("workplace"),
    "department": N_("department"),
    "title": N_("title"),
    "unknown": N_("unknown word"),
}
"""The kinds of identifiers."""

DIRECT_KINDS = ("identity", "phone", "email", "web", "address", "date", "age", "registration")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text, half-open code points; `stem` ends before a genitive. `confidence` is between 0 and 1."""

    start: int
    end: int
    kind: str
    group: str
    confidence: float
    stem: int

    @property
    def rank(self) -> tuple[int, float]:
        """The better of two that overlap: the longer, then the surer."""
        return self.end - self.start, self.confidence


def settle(findings: list[Finding]) -> list[Finding]:
    """Findings in order without overlaps: of two that overlap the longer stays, direct identifiers before names."""
    kept: list[Finding] = []
    for found in sorted(findings, key=lambda f: (f.start, -f.end)):
        if kept and found.start < kept[-1].end:
            if _wins(found, kept[-1]):
                kept[-1] = found
            continue
        kept.append(found)
    return kept


def _wins(found: Finding, other: Finding) -> bool:
    if (found.group == DIRECT) != (other.group == DIRECT):
        return found.group == DIRECT and not (other.start < found.start and other.end >= found.end)
    return found.rank > other.rank
