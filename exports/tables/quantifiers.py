"""Quantifier words: which words honestly fit n of N people. They are offered beside a number, never put in its place.

By the thresholds a study sets (`codebook.thresholds`). Of any N from 1 on, every n gets at least one word; all needs
n = N; and as n grows, neither the strongest nor the weakest word offered becomes weaker.
"""

from collections.abc import Iterator

from codebook.thresholds import NAMES, Thresholds
from corpus.messages import N_, _
from exports.values import Column, Table

NONE, ONE, COUPLE, FEW, SOME, SEVERAL, MANY, MOST, BOTH, ALL, NO_EXCEPTION = WORDS = (
    "none",
    "one",
    "couple",
    "few",
    "some",
    "several",
    "many",
    "most",
    "both",
    "all",
    "no-exception",
)
"""The words by slug, the weakest first."""

WORD_TEXTS = {
    NONE: N_("none"),
    ONE: N_("one"),
    COUPLE: N_("a couple"),
    FEW: N_("a few"),
    SOME: N_("some"),
    SEVERAL: N_("several"),
    MANY: N_("many"),
    MOST: N_("most"),
    BOTH: N_("both"),
    ALL: N_("all"),
    NO_EXCEPTION: N_("without exception"),
}
"""Each word, still to be translated."""

_USUAL = Thresholds()


def words_for(n: int, of: int, thresholds: Thresholds = _USUAL, unasked: int = 0) -> tuple[str, ...]:
    """The slugs of the words that fit n of `of` people, the most telling first; none where `of` is 0.

    Where some who do not speak of it were never asked (`unasked`), nobody can be said to be silent: «ingen» is not
    offered. The others hold whatever those would have said.
    """
    if of <= 0 or not 0 <= n <= of:
        return ()
    fitting = set(_fitting(n, of, thresholds))
    if unasked > 0:
        fitting.discard(NONE)
    return tuple(word for word in _ORDER if word in fitting)


_ORDER = (BOTH, ALL, NO_EXCEPTION, NONE, ONE, COUPLE, MOST, MANY, SEVERAL, SOME, FEW)


def _fitting(n: int, of: int, at: Thresholds) -> Iterator[str]:
    if n == 0:
        yield NONE
    elif n == 1:
        yield ONE
    elif n == of:
        yield ALL
        if of == 2:
            yield BOTH
        if of >= at.exception_from:
            yield NO_EXCEPTION
    else:
        yield from _of_more(n, of, at)


def _of_more(n: int, of: int, at: Thresholds) -> Iterator[str]:
    """The words for two or more, but not all."""
    share = n / of
    strong = []
    if share > at.most_above and n >= at.most_from:
        strong.append(MOST)
    if share >= at.many_share and n >= at.many_from:
        strong.append(MANY)
    if n >= at.several_from:
        strong.append(SEVERAL)
    yield from strong
    if n == 2:
        yield COUPLE
    if share < at.some_below or (not strong and n > 2):
        yield SOME
    if share <= at.few_share and n <= at.few_to:
        yield FEW


def say_words(words: tuple[str, ...]) -> str:
    """The words as they are offered: «de fleste · mange · flere»."""
    return " · ".join(_(WORD_TEXTS[word]) for word in words)


def offer(words: tuple[str, ...]) -> str:
    """The words in quotation marks: an offer."""
    return _("“{words}”").format(words=say_words(words))


def thresholds_table(thresholds: Thresholds) -> Table:
    """What the study has set: `threshold,value,meaning`."""
    columns = (
        Column("threshold", _("threshold")),
        Column("value", _("value")),
        Column("meaning", _("meaning")),
    )
    said = meanings()
    rows = tuple((name, f"{getattr(thresholds, name):g}", said[name]) for name in NAMES)
    fixed = _("One person is “one”, two “a couple”, everybody “all”, whatever the thresholds.")
    return Table(_("Words for numbers"), columns, rows, (fixed,))


def meanings() -> dict[str, str]:
    """What each threshold means, in a sentence."""
    return {
        "exception_from": _("“without exception” needs everybody, of at least as many people"),
        "most_above": _("“most” needs more than this share"),
        "most_from": _("“most” needs at least as many people"),
        "many_share": _("“many” needs at least this share"),
        "many_from": _("“many” needs at least as many people"),
        "several_from": _("“several” needs at least as many people"),
        "some_below": _("“some” are less than this share"),
        "few_share": _("“a few” are at most this share"),
        "few_to": _("“a few” are at most as many people"),
    }
