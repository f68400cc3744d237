"""The sample interviews that ship: what they are, not how a study is made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample's texts, the files with its codings, who belongs to which role, and what is read in each reading."""

    language: str
    title: str
    roles: Mapping[str, Sequence[str]]
    attributes: Mapping[str, Mapping[str, str]]
    codings: Sequence[str]
    read: Sequence[Sequence[str]]

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return _FOLDER / self.language

    @property
    def guide(self) -> str:
        """The guided page, as Markdown."""
        return (self.folder / "guide.md").read_text("utf-8")


def _labels(first: int, last: int) -> list[str]:
    return [f"P{number:02d}" for number in range(first, last + 1)]


_SITES_NB = {"A": [*_labels(1, 5), *_labels(10, 14)], "B": [*_labels(6, 9), *_labels(15, 18)]}
_SITES_EN = {"A": ["P01", "P02", "P04", "P05"], "B": ["P03", "P06"]}

SAMPLES: Mapping[str, Sample] = {
    "nb": Sample(
        "nb",
        "Samarbeidsstudien",
        {"jobbspesialist": _labels(1, 9), "veileder": _labels(10, 18)},
        {label: {"kontor": site} for site, labels in _SITES_NB.items() for label in labels},
        ("codings-jobbspesialist.csv", "codings-veileder.csv"),
        ([*_labels(1, 8), *_labels(10, 18)], [*_labels(1, 5), *_labels(10, 15)]),
    ),
    "en": Sample(
        "en",
        "The collaboration study",
        {"employment specialist": _labels(1, 3), "caseworker": _labels(4, 6)},
        {label: {"office": site} for site, labels in _SITES_EN.items() for label in labels},
        ("codings.csv",),
        (["P01", "P02", "P03", "P04", "P06"], ["P01", "P04"]),
    ),
}
"""The samples by language."""


def sample_language(study: str) -> str:
    """The sample a study of this name was made from; empty where it is the user's own."""
    return next((language for language, sample in SAMPLES.items() if sample.title == study), "")
