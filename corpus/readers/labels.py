"""What a speaker's label, a time stamp and a line that is no speech look like."""

import re
from functools import lru_cache

_CLOCK = r"\d{1,3}(?::\d{1,2}){1,3}(?:[.,]\d{1,3})?"
_SPAN = rf"{_CLOCK}(?:[ ]*(?:-->|-|–|—)[ ]*{_CLOCK})?"
_STAMP = rf"(?:\\?\[[ ]?{_SPAN}[ ]?\\?\]|\([ ]?{_SPAN}[ ]?\)|<{_SPAN}>|\#{_SPAN}(?:-\d+)?\#|\*{_SPAN}[ ]*=|{_SPAN})"
_FENCED = rf"(?:\\?\[[ ]?{_SPAN}[ ]?\\?\]|\([ ]?{_SPAN}[ ]?\)|<{_SPAN}>|\#{_SPAN}(?:-\d+)?\#)"
_NAME = r"[^\W_](?:[^\n:\t*\[\]()<>|!?;\"«»“”=#\\]{0,38}[^\s:\t*\[\]()<>|!?;\"«»“”=#\\,])?"
_BOLD = r"(?:\*\*|__|\*)"
_LEAD = r"[ \t ]*(?:(?:[-–—•*>]|\#{1,6}|\d{1,4}[.)])[ \t]+)?"

LABEL = re.compile(
    rf"{_LEAD}(?P<before>{_STAMP}[ \t]*)?(?P<bold>{_BOLD})?(?P<fence>\\?\[)?(?P<name>{_NAME})(?(fence)\\?\])"
    rf"(?:[ ]?(?P<paren>\([^()\n]{{1,40}}\)|\\?\[[^\[\]\n]{{1,40}}\]))?"
    rf"(?:[ \t]+(?P<after>{_SPAN}))?"
    rf"[ \t ]?{_BOLD}?[ \t ]{{0,3}}:(?![/\d])(?P<shut>{_BOLD})?(?P<gap>[ \t ]*)(?P<late>{_FENCED}[ \t]*)?"
)
"""A label with its colon, at the start of a line: bold or not, a time stamp before, inside or after it."""

ALONE = re.compile(
    rf"{_LEAD}(?P<before>{_STAMP}[ \t]*)?(?P<bold>{_BOLD})?(?P<name>{_NAME}){_BOLD}?"
    rf"(?:[ \t]+(?P<after>{_STAMP}))?[ \t ]*$"
)
"""A label that has a line to itself."""

TABBED = re.compile(
    rf"(?P<before>{_STAMP}[ \t]*)?(?P<bold>{_BOLD})?(?P<name>{_NAME}){_BOLD}?(?:\t[ \t]*|[ ][-–—][ ]+)(?=\S)"
)
"""A label parted from the words by a tab or a dash alone."""

STAMPED = re.compile(rf"[ \t]*(?:(?P<fenced>{_FENCED}|\*{_SPAN}[ ]*=)|(?P<bare>{_SPAN})(?=[ \t]*$))[ \t]*")
"""A time stamp at the start of a line; without brackets only where it has the line to itself."""

TRAILING_STAMP = re.compile(rf"\s*\#{_SPAN}(?:-\d+)?\#\s*$")
NOT_SPEECH = re.compile(r"_\w+ ?:|#{1,6} |(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$")
TRAILER = re.compile(r"(?:transcribed by|transkribert av|transcript(?:ion)? (?:provided )?by)\b", re.IGNORECASE)

_CONVENTIONAL = re.compile(
    r"(?:[iprqamsvf]|int|inf|resp|interviewer|interviewee|intervjuer|intervjuar|intervjuerin|informant|respondent|"
    r"deltaker|deltakar|participant|subject|moderator|facilitator|ordstyrer|researcher|forsker|speaker|taler|"
    r"host|guest|question|answer|spørsmål|svar|intervjuobjekt|kandidat|jobbspesialist|veileder|bruker)"
    r"(?:[ ._-]?\d{1,3}|[ ._-](?:(?:nr\.?|no\.?|number)[ ]?)?(?:\d{1,3}|[a-d]|one|two|three|four|en|to|tre|fire))?\.?",
    re.IGNORECASE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


METADATA = _words(
    "note notes nb obs ps merk merknad kommentar comment eksempel example kl dato date tid time sted place location "
    "tema topic title tittel varighet duration length lengde prosjekt project intervju interview transcript "
    "transkripsjon transcription fil file lydfil audio side page url http https kilde source språk language alder "
    "age kjønn gender rolle role keywords tape extra figur figure table tabell oppsummering summary emne subject "
    "transcriber transkribert recorded opptak participants deltakere informanter present tilstede"
)
"""What stands before a colon above an interview, or in it, and is nobody's name."""

_SMALL_WORDS = _words("av von van de der den da la le el bin and og nr no dr")
_RUNNING = _words(
    "men og så at som for men da når hvis fordi altså først deretter dessuten for but and so then when if because "
    "that this here there now first second next also however example ja nei jo mm mhm hm hmm ok okay yes no yeah "
    "right takk thanks exactly nettopp akkurat sant"
)


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """What two spellings of one label have in common."""
    return " ".join(name.casefold().split()).rstrip(".")


@lru_cache(maxsize=4096)
def is_conventional(name: str) -> bool:
    """Whether a label is one that transcripts use by habit: I, INT, P1, Interviewer, Deltaker 2."""
    return _CONVENTIONAL.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def is_namelike(name: str) -> bool:
    """Whether a label could be somebody's name or code, rather than words that happen to end in a colon."""
    words = name.split()
    if not words or len(words) > 5 or key_of(name) in METADATA or name.replace(" ", "").isdigit():
        return False
    if len(words) == 1:
        return name.casefold() not in _RUNNING
    if _CONVENTIONAL.fullmatch(" ".join(words[:2])):
        return True
    return not words[0][0].islower() and all(
        word[0].isupper() or word[0].isdigit() or word.casefold() in _SMALL_WORDS for word in words[1:]
    )


@lru_cache(maxsize=4096)
def is_code(name: str) -> bool:
    """Whether a label is a code such as `giske_uib_02`: one word with letters and a digit or underscore in it."""
    return (
        " " not in name
        and any(c.isalpha() for c in name)
        and ("_" in name or (len(name) > 2 and any(c.isdigit() for c in name)))
    )


_PARTS = re.compile(_CLOCK)


def times_of(stamp: str | None) -> tuple[int | None, int | None]:
    """Start and end in milliseconds of a time stamp: m:s, h:m:s or days:h:m:s, each with or without a fraction."""
    if not stamp:
        return None, None
    found = [_milliseconds(clock) for clock in _PARTS.findall(stamp)]
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def _milliseconds(clock: str) -> int:
    whole, _dot, fraction = clock.replace(",", ".").partition(".")
    parts = [int(part) for part in whole.split(":")]
    seconds = 0
    for part, size in zip(reversed(parts), (1, 60, 3600, 86400), strict=False):
        seconds += part * size
    return seconds * 1000 + int((fraction + "000")[:3])
