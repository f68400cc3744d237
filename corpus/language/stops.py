"""Where a sentence ends: the rules about stops, quotation marks, numbers and abbreviations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.language.tokens import Tokens

_ENDS = ".!?…。！？؟"
_ALONE = "。！？"
_STOP = re.compile(rf"[{_ENDS}]+")
_SPACED_STOP = re.compile(rf"[^\S\n]+([{_ENDS}]+)(?=\s|$)")
_CLOSERS = "»”“\"’')]}›"
_OPENERS = "«»„“”\"‘’'([{‹–—-*_#"
_WORD = re.compile(r"[^\W_][\w.,:/'’-]*$")
_NUMBER = re.compile(r"[\d.,:]+")
_LONGEST_WORD = 40
_AHEAD = 60


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NEVER_LAST = _words(
    """adm ang approx bl bl.a bnr ca cand capt cf chr d.e d.v.s dr dvs e.g eks ekskl evt f.eks f.o.m
    feks fig fom forts frk gnr h.h.v hhv hr i.e i.f.m i.f.t i.h.t ift ifbm ifm iht inkl jf jfr jnr
    kgl kl m.a m.a.o m.h.t m.t.p messrs mht mr mrs ms mtp nr p.g.a pga pkt prof s.k sgt snr spm st
    t.d t.o.m tlf tidl tilsv vedr vha vs"""
)
_OFTEN_INSIDE = _words(
    """a.m apr aug avd co dec dep dept des e.kr e.l el.l etc etg f.kr feb inc jan jr kap kr ltd m.fl
    m.m m.v mfl mill mnd mrd mv mva nov o.a o.fl o.l o.s.v oct okt osv p.m ph.d pst sep sept sr stk
    stud årg årh"""
)
_DATES = _words(
    """januar februar mars april mai juni juli august september oktober november desember mandag
    tirsdag onsdag torsdag fredag lørdag søndag måndag tysdag laurdag sundag"""
)
_HUMS = frozenset("mhns")
_VOWELS = frozenset("aeiouyæøåäöéèêóòôü")


@dataclass(frozen=True, slots=True)
class _Stop:
    """Stops that stand together, from `at` to `done` with what they close, in a sentence begun at `begun`."""

    begun: int
    at: int
    done: int
    pieces: tuple[str, ...]
    closes: bool


def sentence_ends(text: str, tokens: Tokens, start: int, end: int) -> Iterator[int]:
    """The places inside the range after which a new sentence begins, in order."""
    begun = done = start
    for first, last in tokens:
        if last <= done or text[last - 1] not in _ENDS:
            continue
        at = last
        while at > max(first, done) and text[at - 1] in _ENDS:
            at -= 1
        stop = _gather(text, begun, at, last, end)
        done = stop.done
        ahead = text[done : min(done + _AHEAD, end)]
        if ahead and _ends(text, stop, ahead):
            yield done
            begun = done


def _gather(text: str, begun: int, at: int, last: int, end: int) -> _Stop:
    pieces, closes = [text[at:last]], False
    done = last
    while done < end:
        if more := _STOP.match(text, done, end):
            pieces[-1] += more.group()
            done = more.end()
        elif text[done] in _CLOSERS:
            closes = True
            done += 1
        elif spaced := _SPACED_STOP.match(text, done, end):
            pieces.append(spaced.group(1))
            done = spaced.end()
        else:
            break
    return _Stop(begun, at, done, tuple(pieces), closes)


def _ends(text: str, stop: _Stop, ahead: str) -> bool:
    """Whether the stops end a sentence, seen what is ahead of them."""
    if stop.pieces[-1][-1] in _ALONE:
        return True
    before = text[stop.begun : stop.at]
    following = ahead.lstrip().lstrip(_OPENERS + " ")
    nearest = following[:1]
    if not ahead[0].isspace():
        return ahead[0].isupper() and before[-1:].islower()
    if _trails_off(stop.pieces):
        return nearest.isalnum() and not nearest.islower()
    if not before or before[-1].isspace():
        return True
    if stop.closes:
        return not nearest.islower()
    return set("".join(stop.pieces)) != {"."} or _ends_after(before.strip(), following)


def _trails_off(pieces: tuple[str, ...]) -> bool:
    """Whether the stops are an ellipsis; a full stop set apart after one is a stop again."""
    joined = "".join(pieces).replace("…", "...")
    if set(joined) != {"."} or len(joined) == 1:
        return False
    return len(pieces) == 1 or set(pieces) == {"."} or pieces[-1] != "."


def _ends_after(sentence: str, following: str) -> bool:
    """Whether one full stop after these words ends the sentence."""
    found = _WORD.search(sentence[-_LONGEST_WORD:])
    word = found.group() if found else ""
    key = word.lower()
    continues = following[:1].islower()
    if _NUMBER.fullmatch(word):
        return _ends_after_number(word, sentence, following)
    if len(word) == 1:
        return not continues and (word == "I" or not word.isupper())
    if key in _NEVER_LAST:
        return False
    return not (continues and (key in _OFTEN_INSIDE or "." in key or _is_shortened(key)))


def _ends_after_number(number: str, sentence: str, following: str) -> bool:
    """Ordinals ("3. mars", "55. gang") and the numbers of a list ("1. Først") do not end a sentence."""
    if len(number) <= 3 and sentence == number:
        return False
    word = re.match(r"\w+", following)
    if word and word.group().lower() in _DATES:
        return False
    return following[:1].isupper() or (len(number) > 2 and not following[:1].isdigit())


def _is_shortened(word: str) -> bool:
    """Whether a word without vowels looks like an abbreviation; hums like "mm" and "hm" do not."""
    letters = set(word)
    return not letters & _VOWELS and not letters <= _HUMS
