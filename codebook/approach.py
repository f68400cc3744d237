"""How a study works: its approach, what that keeps out of the margins, and a page on its steps in tusj."""

from pathlib import Path

from codebook.settings import get_setting, set_setting
from corpus.errors import InputError
from corpus.messages import N_, _, language
from corpus.store import Project

NONE, REFLEXIVE, CODEBOOK, CONTENT = APPROACHES = ("none", "reflexive", "codebook", "content")
APPROACH_WORDS = dict(
    zip(
        APPROACHES,
        (
            N_("not said"),
            N_("reflexive thematic analysis"),
            N_("codebook or framework analysis"),
            N_("content analysis"),
        ),
        strict=True,
    )
)
"""Each approach in words, still to be translated."""
PAGES = (*APPROACHES[1:], "tjora", "malterud")
"""The pages there are: one an approach, and two on methods of the Norwegian textbooks, in Norwegian only."""
PAGE_WORDS = {
    **APPROACH_WORDS,
    "tjora": N_("stepwise-deductive-inductive (Tjora)"),
    "malterud": N_("systematic text condensation (Malterud)"),
}
_FOLDER = Path(__file__).parent / "approaches"


def get_approach(project: Project) -> str:
    """The approach the study has chosen: one of APPROACHES."""
    return str(get_setting(project, "approach", NONE))


def set_approach(project: Project, approach: str) -> None:
    """Say how the study works; InputError for what is no approach."""
    if approach not in APPROACHES:
        raise InputError(
            _("{name} is no approach; there are {names}.").format(name=approach, names=", ".join(APPROACHES))
        )
    set_setting(project, "approach", approach, N_("chose how the study works"))


def counts_in_margins(project: Project) -> bool:
    """Whether agreement, saturation and counts may stand beside the text; a reflexive analysis leaves them out."""
    return get_approach(project) != REFLEXIVE


def approach_page(approach: str) -> str:
    """The page on an approach, as Markdown in the reader's language where it is written in it."""
    if approach not in PAGES:
        return _("No approach is chosen yet. There are {names}.").format(names=", ".join(APPROACHES[1:]))
    own = _FOLDER / f"{approach}.{language()}.md"
    return (own if own.exists() else _FOLDER / f"{approach}.nb.md").read_text("utf-8")
