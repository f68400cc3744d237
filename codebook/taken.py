"""What an erasure takes: rows by table, rows changed, and what others wrote that names or quotes the person."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import text as sql_text

from corpus.messages import N_, _, ngettext
from corpus.models import METADATA
from corpus.store import Project

_COUNTED: dict[str, Callable[[int], str]] = {
    "transcript": lambda n: ngettext("{n} interview", "{n} interviews", n),
    "coding": lambda n: ngettext("{n} coded passage", "{n} coded passages", n),
    "memo": lambda n: ngettext("{n} note", "{n} notes", n),
    "cell": lambda n: ngettext("{n} cell of the matrix", "{n} cells of the matrix", n),
    "score": lambda n: ngettext("{n} number given", "{n} numbers given", n),
    "telling": lambda n: ngettext("{n} telling of an episode", "{n} tellings of episodes", n),
    "evidence": lambda n: ngettext("{n} passage for or against a theme", "{n} passages for or against themes", n),
    "attribute_value": lambda n: ngettext("{n} background", "{n} backgrounds", n),
    "consent": lambda n: ngettext("{n} entry on consent", "{n} entries on consent", n),
}
THINGS = {
    "memo": N_("a note"),
    "code": N_("a category"),
    "code_event": N_("the history of a category"),
    "coding": N_("the gist of a passage"),
    "theme": N_("a theme"),
    "episode": N_("an episode"),
    "question": N_("a question of the interview guide"),
    "cell": N_("a cell of the matrix"),
    "setting": N_("the study's settings"),
    "kept_filter": N_("a kept filter"),
    "consent": N_("an entry on consent"),
}
_ENTRY = N_("an entry")


@dataclass(frozen=True, slots=True)
class Mention:
    """Something others wrote that holds words of the person or names them: in which table, on which row, when made,
    what it is called now or is on (empty where it has no name), and the first words that are the person's (empty where
    it only names them)."""

    table: str
    row: int
    created: str
    name: str = ""
    words: str = ""

    @property
    def said(self) -> str:
        """In words, with the few it is found by: by chance they may be anybody's."""
        thing = _(THINGS.get(self.table, _ENTRY))
        known = self.name or self.created[:10]
        said = f"{thing} ({known})" if known else thing
        return _("{thing}: “{words}”").format(thing=said, words=self.words) if self.words else said


@dataclass(slots=True)
class Taken:
    """What was taken out: rows by table, turns of group interviews that a placeholder stands for, rows changed, and
    what others wrote that was changed or removed."""

    removed: dict[str, int] = field(default_factory=dict)
    turns: int = 0
    touched: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    mentions: list[Mention] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """What went, one line a kind."""
        lines = [
            _COUNTED[name](self.removed[name]).format(n=self.removed[name])
            for name in _COUNTED
            if self.removed.get(name)
        ]
        if self.turns:
            said = ngettext("{n} turn in an interview of several", "{n} turns in interviews of several", self.turns)
            lines.insert(0, said.format(n=self.turns))
        return lines


def theirs_by_table(project: Project, participant: int) -> list[str]:
    """How much hangs on a participant, one line a kind: on their interviews, and on themselves."""
    counts: dict[str, int] = {}
    with project.read() as db:
        for name in _COUNTED:
            columns = METADATA.tables[name].columns
            ways = []
            if "transcript_id" in columns:
                ways.append(
                    "transcript_id IN (SELECT transcript_id FROM transcript_participant WHERE participant_id = :who)"
                )
            if "participant_id" in columns:
                ways.append("participant_id = :who")
            if ways:
                counts[name] = int(
                    db.execute(
                        sql_text(f'SELECT count(*) FROM "{name}" WHERE {" OR ".join(ways)}'), {"who": participant}
                    ).scalar_one()
                )
    return [_COUNTED[name](n).format(n=n) for name, n in counts.items() if n]
