"""Replacing: what was accepted goes out of texts, notes, journal, index and log, in one step undo does not pass."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from corpus.corrections import correct_text
from corpus.deidentify.elsewhere import change_elsewhere, change_file_names
from corpus.deidentify.placeholders import find_placeholders, with_genitive
from corpus.deidentify.purge import purge_journal
from corpus.deidentify.review import kept_strings
from corpus.deidentify.suggestions import Place, fold, place_of
from corpus.deidentify.words import word_lists
from corpus.edits import Edit
from corpus.errors import InputError
from corpus.messages import N_, _
from corpus.models import KEPT_STRING
from corpus.progress import Progress
from corpus.store import Project
from corpus.store.erase import check_room, clean, owe_cleaning
from corpus.store.manifest import copies_of
from corpus.store.rows import insert_row
from corpus.transcripts import Transcript, list_transcripts, read_transcript

_LONGEST = 200
_GENITIVE = r"(?P<genitive>['’]s|s|['’](?!\w))?"


@dataclass(frozen=True, slots=True)
class Swap:
    """One place to be replaced: half-open code points, the words there, and what is to stand instead."""

    transcript: Transcript
    start: int
    end: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """How many places in interviews, in how many of them, and how many notes, names and values elsewhere.

    `copies` of the study, snapshots and what was before an upgrade, were deleted; those `left` could not be.
    `files` are names of files written from the study that hold what was replaced.
    """

    places: int
    interviews: int
    elsewhere: int
    copies: int = 0
    left: tuple[Path, ...] = ()
    files: tuple[str, ...] = ()


class Replacements:
    """Strings and what takes their place, applied together: the longest first, whole words, genitives kept.

    A string of one common word (Stein, Liv) is replaced as it is written only; others in any case.
    """

    def __init__(self, wanted: Mapping[str, str]) -> None:
        self._exact: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for old, new in wanted.items():
            text = _clean(old)
            _check(text, new)
            common = word_lists().is_common(text.lower()) and text.isalpha()
            (self._exact if common else self._folded)[text if common else fold(text)] = " ".join(new.split())
        self._patterns = [self._pattern(self._exact, 0), self._pattern(self._folded, re.IGNORECASE)]

    @staticmethod
    def _pattern(strings: Mapping[str, str], flags: int) -> re.Pattern[str] | None:
        if not strings:
            return None
        either = "|".join(r"\s+".join(map(re.escape, text.split())) for text in sorted(strings, key=len, reverse=True))
        return re.compile(rf"(?<![^\W_])(?P<stem>{either}){_GENITIVE}(?![^\W_])", flags)

    def __bool__(self) -> bool:
        return bool(self._exact or self._folded)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and replacement of every place, in order, without overlaps; placeholders are left alone."""
        taken = find_placeholders(text)
        found: list[tuple[int, int, str]] = []
        for pattern in self._patterns:
            for match in pattern.finditer(text) if pattern else ():
                if not any(start < match.end() and match.start() < end for start, end in taken):
                    found.append((*match.span(), with_genitive(self._new(match["stem"]), match["genitive"] or "")))
        settled: list[tuple[int, int, str]] = []
        for place in sorted(found, key=lambda one: (one[0], -one[1])):
            if not settled or place[0] >= settled[-1][1]:
                settled.append(place)
        return settled

    def _new(self, stem: str) -> str:
        key = " ".join(stem.split())
        return self._exact.get(key) or self._folded[fold(key)]

    def change(self, text: str) -> str:
        """A text with everything replaced, however its letters are composed."""
        composed = unicodedata.normalize("NFC", text)
        places = self.find(composed)
        for start, end, new in reversed(places):
            composed = composed[:start] + new + composed[end:]
        return composed if places else text


def _clean(old: str) -> str:
    return unicodedata.normalize("NFC", " ".join(old.split()))


def _check(old: str, new: str) -> None:
    """Refuse what cannot be a replacement."""
    if len(old) < 2:
        raise InputError(_("A string of less than two characters cannot be replaced everywhere."))
    if not new.strip() or len(new) > _LONGEST or any(char in new for char in "\n\r\0"):
        raise InputError(
            _("A replacement is one line of at most {n} characters, such as (veileder).").format(n=_LONGEST)
        )
    if re.search(rf"(?<![^\W_]){re.escape(fold(old))}(?![^\W_])", fold(new)) and not find_placeholders(new):
        raise InputError(_("A replacement cannot hold what it replaces."))


def find_places(project: Project, wanted: Mapping[str, str]) -> list[tuple[Place, str]]:
    """Every place in the interviews where these strings stand, with what will stand there."""
    replacements = Replacements(wanted)
    found = []
    for transcript in list_transcripts(project):
        text = read_transcript(project, transcript)
        for start, end, new in replacements.find(text.text):
            found.append((place_of(text, start, end, end), new))
    return found


def replace_strings(
    project: Project,
    wanted: Mapping[str, str],
    places: Sequence[tuple[Place, str]] = (),
    progress: Progress | None = None,
    *,
    keep_snapshots: bool = False,
) -> Replaced:
    """Replace strings everywhere, in every interview, note, name and value, but at the places decided by themselves.

    A place gets its own replacement, or stays as it is where that is empty. Outside the interviews a string replaced
    at any place is replaced too. See `replace_places`.
    """
    ranges: dict[int, list[tuple[int, int]]] = defaultdict(list)
    swaps = []
    for place, new in places:
        ranges[place.transcript.id].append((place.start, place.end))
        if new:
            ending = place.words[place.stem - place.start :]
            swaps.append(Swap(place.transcript, place.start, place.end, place.words, with_genitive(new, ending)))
    for place, new in find_places(project, wanted) if wanted else ():
        if not any(start < place.end and place.start < end for start, end in ranges[place.transcript.id]):
            swaps.append(Swap(place.transcript, place.start, place.end, place.words, new))
    return replace_places(project, swaps, replaced_strings(wanted, places), progress, keep_snapshots=keep_snapshots)


def replaced_strings(wanted: Mapping[str, str], places: Sequence[tuple[Place, str]]) -> dict[str, str]:
    """Every string that is replaced anywhere, with what stands for it where no place is decided by itself."""
    strings, known = dict(wanted), {fold(text) for text in wanted}
    for text, new in replaced_pairs({}, places):
        if fold(text) not in known:
            strings[text] = new
            known.add(fold(text))
    return strings


def replaced_pairs(wanted: Mapping[str, str], places: Sequence[tuple[Place, str]]) -> list[tuple[str, str]]:
    """Every string with each thing that stands for it anywhere: what a key list must know."""
    stems = ((place.words[: place.stem - place.start], new) for place, new in places if new)
    return list(dict.fromkeys([*wanted.items(), *((" ".join(stem.split()), new) for stem, new in stems)]))


def replace_places(
    project: Project,
    swaps: Sequence[Swap],
    wanted: Mapping[str, str],
    progress: Progress | None = None,
    *,
    keep_snapshots: bool = False,
) -> Replaced:
    """Replace places in interviews, and strings outside them, in one step; then see that nothing of it is left behind.

    Codings, notes, turns and all else that hangs on a text move with it. Undo stops here. ProjectError where the disk
    has no room for it: nothing is done then. A progress that raises Cancelled leaves all as it was. Copies of the study
    hold the old words: unless `keep_snapshots` they give place to a new one, at the next opening if need be.
    """
    check_room(project)
    replacements = Replacements(wanted)
    by_transcript: dict[int, list[Swap]] = defaultdict(list)
    for swap in swaps:
        by_transcript[swap.transcript.id].append(swap)
    texts = list_transcripts(project)
    with project.step(N_("replaced identifiers: {count} places"), {"count": len(swaps)}) as db:
        for done, transcript in enumerate(t for t in texts if t.id in by_transcript):
            if progress:
                progress(done, len(by_transcript))
            edits = [Edit(s.start, s.old, s.new) for s in sorted(by_transcript[transcript.id], key=lambda s: s.start)]
            correct_text(project, transcript, edits, renamed=True)
        elsewhere = change_elsewhere(db, replacements.change)
        files = change_file_names(db, replacements.change)
        _keep_placeholders(project, db, [*wanted.values(), *(swap.new for swap in swaps)])
        if swaps or elsewhere:
            purge_journal(db, replacements.change, set(by_transcript))
            owe_cleaning(db, [] if keep_snapshots else copies_of(project))
    deleted, left = clean(project)
    return Replaced(len(swaps), len(by_transcript), elsewhere, len(deleted), left, tuple(files))


def _keep_placeholders(project: Project, db: Connection, chosen: Sequence[str]) -> None:
    """What now stands for somebody is never suggested itself."""
    kept = kept_strings(project)
    for new in dict.fromkeys(" ".join(one.split()) for one in chosen):
        known = find_placeholders(new, kept)
        if new not in kept and known != [(0, len(new))]:
            insert_row(db, KEPT_STRING, {"text": new})
            kept |= {new}
