"""What the coding screen says in words: its title, and what is under the caret."""

from collections.abc import Sequence
from datetime import UTC, datetime

from app.screens.coding_sheet import Sheet
from app.times import say_day
from codebook.codings import FLAG_WORDS, FLAGS, Coding
from codebook.ranges import say_number
from codebook.readings import READ
from corpus.messages import _, ngettext
from corpus.words import count_words
from exports.harmless import display_width, line

SIGNS = dict(zip(FLAGS, "●◆▲", strict=True))
_COUNTED = 20_000


def title(sheet: Sheet, caret: int, width: int) -> str:
    """Study, interview and participant on the left; on the right reading, how far, and that all is saved."""
    length = max(1, len(sheet.text.text))
    far = _("{share} %").format(share=min(100, round(100 * caret / length)))
    saved = _saved(sheet)
    read = _("read") if sheet.status == READ else ""
    if width >= 100:
        place = f"{sheet.study} ▸ {sheet.who}"
        aside = " · ".join(part for part in (sheet.reading_words, read, far, saved) if part)
    else:
        place = f"{sheet.who.split(',')[0]} ▸ {sheet.reading_words}"
        aside = " · ".join(part for part in (read, far, saved) if part)
    return spread(line(place), line(aside), width)


def _saved(sheet: Sheet) -> str:
    if not sheet.project.writable:
        return _("read only")
    try:
        time = datetime.fromisoformat(sheet.standing.time).astimezone()
    except ValueError:
        return _("saved")
    if time.date() != datetime.now(UTC).astimezone().date():
        return _("saved")
    return _("saved {time}").format(time=f"{time:%H:%M}")


def spread(left: str, right: str, width: int) -> str:
    """Two texts at the ends of a line; the left one is cut where they do not fit."""
    room = width - 2 - display_width(right) - 2
    if display_width(left) > room:
        while left and display_width(left) > room - 1:
            left = left[:-1]
        left += "…"
    return f" {left}{' ' * (room + 2 - display_width(left))}{right}"


def at_caret(sheet: Sheet, caret: int, codings: Sequence[Coding]) -> str:
    """The turn, every category at the caret, and what is written on the innermost."""
    said = [_where(sheet, caret)]
    for at, coding in enumerate(codings):
        said.append(_one(sheet, coding, whole=at == 0))
    if not codings:
        notes = sheet.notes_at(caret, caret + 1)
        said += [_("note: {text}").format(text=note.text) for note in notes] or [_("not coded")]
    return " · ".join(part for part in map(line, said) if part)


def _where(sheet: Sheet, caret: int) -> str:
    turn = sheet.turn_at(caret)
    if turn is None:
        return ""
    words = _("turn {number}").format(number=turn.number)
    if turn.start_ms is not None:
        minutes, seconds = divmod(turn.start_ms // 1000, 60)
        words = f"{words} ({minutes}:{seconds:02d})"
    asked = [str(question.number) for question in sheet.asked.get(turn.number, ())]
    if asked:
        said = ngettext("asks question {numbers}", "asks questions {numbers}", len(asked))
        words = f"{words} · {said.format(numbers=', '.join(asked))}"
    return words


def _one(sheet: Sheet, coding: Coding, *, whole: bool) -> str:
    code = sheet.codes[coding.code]
    words = f"{sheet.letters[code.id]} {code.name}"
    flags = "".join(f" {SIGNS[flag]} {_(FLAG_WORDS[flag])}" if whole else SIGNS[flag] for flag in coding.flags)
    said = [words + flags]
    if sheet.is_earlier(coding):
        said[0] += f" ({sheet.reading_of(code)})"
    if coding.quote:
        said.append(_("quote"))
    if coding.number is not None:
        said.append(_("number: {number}").format(number=say_number(coding.number)))
    if whole:
        if coding.gist:
            said.append(_("gist: {gist}").format(gist=coding.gist))
        said.append(say_day(coding.created))
        said += [_("note: {text}").format(text=note.text) for note in sheet.notes_on(coding)]
    return " · ".join(said)


def selected(sheet: Sheet, selection: tuple[int, int], visual: bool) -> str:
    """How much is selected, and what may be done with it."""
    start, end = selection
    said = _("selected")
    if end - start <= _COUNTED:
        count = count_words(sheet.text.text[start:end])
        said = ngettext("{count} word selected", "{count} words selected", count).format(count=count)
    keys = sorted(sheet.schema.keyed) if sheet.schema else []
    offer = _("{keys} code it").format(keys=f"{keys[0]}–{keys[-1]}") if keys else ""
    parts = [said, offer, _("c any category"), _("v stops selecting") if visual else _("Space: next sentence")]
    return " · ".join(part for part in parts if part)
