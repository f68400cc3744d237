"""How the overview's lines look: interviews, role heads with a bar per reading, the three steps of an empty study."""

from textual.content import Content

from app.places import Place
from app.times import say_day
from codebook.readings import READ, UNDER_WAY
from corpus.deidentify.review import NOT_LOOKED_AT, STATUSES, SUGGESTIONS
from corpus.deidentify.review import READ as READ_THROUGH
from corpus.messages import _, ngettext
from exports.harmless import display_width, line, pad, wrap
from exports.tables.overview import Interview, Overview, RoleGroup

NARROW = 100
_SPARK = "▁▂▃▄▅▆▇█"
_BAR = 12
_SET_IN = 12
_REVIEWS = {NOT_LOOKED_AT: "○", SUGGESTIONS: "◐", READ_THROUGH: "●"}


def spark(spread: tuple[int, ...]) -> str:
    """Where in an interview its codings are, as a small bar per part; a part with none is a dot."""
    most = max(spread, default=0)
    return "".join(_SPARK[(count * 7 + most - 1) // most] if count else "·" for count in spread)


def bar(done: int, of: int, width: int = _BAR) -> str:
    """A bar filled by the share done; anything done shows, and only all of it fills the bar."""
    filled = width if done >= of > 0 else min(width - 1, -(-done * width // of)) if of and done else 0
    return "█" * filled + "░" * (width - filled)


def cut(text: str, width: int) -> str:
    """Text on one line in exactly `width` cells."""
    text = line(text)
    if display_width(text) > width:
        while text and display_width(text) > width - 1:
            text = text[:-1]
        text += "…"
    return pad(text, width)


def grouped(number: int) -> str:
    """A number with thin spaces between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def role_head(group: RoleGroup, overview: Overview, chosen: int, width: int) -> Content:
    """A role, how many interviews it has, and how many of them are read in each reading."""
    count = len(group.interviews)
    title = Content.assemble(
        (line(group.role) or _("no role yet"), "bold"),
        (ngettext("  {count} interview", "  {count} interviews", count).format(count=count), "$secondary"),
    )
    parts: list[Content] = []
    short = width < NARROW
    for reading, (done, of) in zip(overview.readings, group.read, strict=True):
        if not of or (short and reading.id != chosen):
            continue
        name = _("reading {name}").format(name=line(reading.name))
        style = "" if reading.id == chosen else "$secondary"
        shown = bar(done, of, 6 if short else _BAR)
        parts.append(
            Content.styled(_("{name} {bar} {done} of {of}").format(name=name, bar=shown, done=done, of=of), style)
        )
    right = Content("   ").join(parts)
    gap = max(2, width - title.cell_length - right.cell_length)
    return Content.assemble(title, " " * gap, right)


def interview_row(
    interview: Interview, place: Place | None, width: int, since: str = "", *, reading: bool = True
) -> Content:
    """One interview: name, background, words, codings and where they are, how far it is, and when it was worked on."""
    transcript = interview.transcript
    name = min(24, max(8, width // 8))
    parts: list[str | Content | tuple[str, str]] = [(cut(transcript.name, name), "bold"), " "]
    if width >= NARROW:
        parts.append((cut(interview.background, 18), "$secondary"))
    words = ngettext("{count} word", "{count} words", transcript.words).format(count=grouped(transcript.words))
    codings = ngettext("{count} coded", "{count} coded", interview.codings).format(count=grouped(interview.codings))
    quiet = "$secondary" if not interview.codings else ""
    wide = width >= NARROW
    parts += [pad(words, 13 if wide else 11, right=True), "  "]
    parts += [(pad(codings, 11 if wide else 9, right=True), quiet), "  "]
    parts += [(spark(interview.spread), quiet), "  "]
    parts += [(pad(say_status(interview, place, reading=reading), 12 if wide else 10), "")]
    row, last = Content.assemble(*parts), say_last(interview, place, since)
    mark, review = _say_review(interview)
    day = say_last(interview, None, max(since, place.time if place else ""))
    room = width - 2 - row.cell_length  # the words go before the turn, and that before the day is cut
    ways = (last + mark + review, last + mark, day + mark)
    said = next((way for way in ways if display_width(way) <= room), ways[-1])
    return Content.assemble(row, (said, "$secondary")).truncate(width - 2, ellipsis=True)


def _say_review(interview: Interview) -> tuple[str, str]:
    """How far an interview is de-identified: the mark, and its words."""
    if interview.review is None:
        return "", ""
    return f"  {_REVIEWS[interview.review]}", f" {_(STATUSES[interview.review])}"


def say_status(interview: Interview, place: Place | None, *, reading: bool = True) -> str:
    """How far an interview is, in words: read, a share of the text where the caret stood, under way, or a dash.

    `reading` is whether there is a reading at all.
    """
    if not reading:
        return "–"
    if not interview.meant:
        return _("not in it")
    if interview.status == READ:
        return _("read")
    length = interview.transcript.length
    if place and place.offset and length and interview.status == UNDER_WAY:
        return f"{min(99, place.offset * 100 // length)} %"
    return _("under way") if interview.status == UNDER_WAY else "–"


def say_last(interview: Interview, place: Place | None, since: str) -> str:
    """When it was last worked on, and in which turn the caret stood if it is not read."""
    time = max(interview.worked, place.time if place else "", since)
    if not time:
        return ""
    if place and place.turn and interview.status != READ:
        return _("{day}, turn {turn}").format(day=say_day(time), turn=place.turn)
    return say_day(time)


def empty_study(schemas: bool, width: int) -> Content:
    """What is asked before a study begins, the three steps that begin it, and the way to the sample."""
    steps = [
        (
            "1",
            "i",
            _("bring interviews in"),
            _("txt, md, docx, odt, rtf, pdf, vtt, srt, csv; or drop files or a folder here"),
        ),
        ("2", "k", _("choose categories"), _("schemas that ship with tusj, or your own")),
        ("3", "Enter", _("open one"), _("then space selects a sentence, and 1 codes it")),
    ]
    lines: list[Content] = [Content("")]
    asked = (_("What do you expect to find? Write it down before you read."), "$secondary")
    lines += [Content.assemble("     ", (pad("y", 7), "bold $accent"), asked), Content("")]
    for number, key, what, how in steps:
        style = "$secondary" if number == "2" and schemas else "bold"
        lines.append(Content.assemble(f"  {number}  ", (pad(key, 7), "bold $accent"), (what, style)))
        told = wrap(how, max(20, width - _SET_IN))
        lines += [*(Content.assemble(" " * _SET_IN, (text, "$secondary")) for text in told), Content("")]
    last = Content.assemble(
        "     ", (pad("d", 7), "bold $accent"), (_("look round the sample study first"), "$secondary")
    )
    return Content("\n").join([*lines, last])
