"""The codings some filters ask for, each with those it belongs to: what patterns are counted from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from codebook.schemas import Code, Schema
from corpus.participants import Participant, list_participants
from corpus.store import Project
from corpus.transcripts import Ownership, Transcript, list_transcripts, read_transcript
from exports.tables.filters import NO_ROLE, Chosen, Filters, look_up, one_coder


class Mark(NamedTuple):
    """One coding, by keys: [start, end) in code points; `people` are the labels it belongs to, empty for nobody."""

    coding: int
    transcript: int
    start: int
    end: int
    code: int
    people: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """What was asked for: `marks` by interview and place, `people` those who could have spoken, by label."""

    schemas: tuple[Schema, ...]
    codes: Mapping[int, Code]
    transcripts: tuple[Transcript, ...]
    people: tuple[Participant, ...]
    marks: tuple[Mark, ...]
    coder: str

    @cached_property
    def lineage(self) -> dict[int, tuple[int, ...]]:
        """Each category's key with those above it that were asked for, itself first."""
        parents = {code.id: code.parent for schema in self.schemas for code in schema.codes}
        found: dict[int, tuple[int, ...]] = {}
        for key in parents:
            line, at = [], key
            while True:
                if at in self.codes:
                    line.append(at)
                above = parents.get(at)
                if above is None:
                    break
                at = above
            found[key] = tuple(line)
        return found

    @cached_property
    def spoken(self) -> dict[int, dict[str, list[int]]]:
        """The codings of each category, its sub-categories' too, by whose they are."""
        found: dict[int, dict[str, list[int]]] = {key: {} for key in self.codes}
        lineage = self.lineage
        for mark in self.marks:
            for code in lineage[mark.code]:
                by_person = found[code]
                for person in mark.people:
                    by_person.setdefault(person, []).append(mark.coding)
        return found

    def meant(self, code: Code) -> list[Participant]:
        """Those who could have spoken of a category: its schema and it leave them in."""
        role = next(schema.role for schema in self.schemas if schema.name == code.schema).casefold()
        left_out = {name.casefold() for name in code.without}
        return [
            person
            for person in self.people
            if (not role or person.role.casefold() == role) and person.role.casefold() not in left_out
        ]


def gather(project: Project, filters: Filters | None = None) -> Material:
    """The material some filters ask for, of one coder; InputError where several have coded and none is named."""
    chosen = look_up(project, filters or Filters())
    coder = one_coder(project, chosen)
    transcripts = tuple(
        t for t in list_transcripts(project) if chosen.transcripts is None or t.id in chosen.transcripts
    )
    everyone = list_participants(project)
    heard = {label for transcript in transcripts for label in transcript.participants}
    people = tuple(p for p in everyone if p.label in heard and _takes(chosen, p.label, p.role))
    codes = {
        code.id: code
        for schema in chosen.schemas
        for code in schema.codes
        if chosen.codes is None or code.id in chosen.codes
    }
    roles = {person.label: person.role for person in everyone}
    marks = () if coder is None else tuple(_marks(project, chosen, coder, transcripts, codes, roles))
    return Material(chosen.schemas, codes, transcripts, people, marks, coder or "")


def _takes(chosen: Chosen, label: str, role: str) -> bool:
    return chosen.takes_role(role or NO_ROLE) and (chosen.participants is None or label in chosen.participants)


def _marks(
    project: Project,
    chosen: Chosen,
    coder: str,
    transcripts: Sequence[Transcript],
    codes: Mapping[int, Code],
    roles: Mapping[str, str],
) -> Iterator[Mark]:
    """The codings by interview and place, without those whose every owner is left out."""
    heard = {t.id: tuple(p for p in t.participants if _takes(chosen, p, roles.get(p, ""))) for t in transcripts}
    several = {t.id: t for t in transcripts if len(t.participants) != 1}
    nobodys = _takes(chosen, "", "")
    ownership: tuple[int, Ownership | None] = (0, None)
    with project.read() as db:
        rows = db.exec_driver_sql(
            'SELECT c.id, c.transcript_id, c."start", c."end", c.code_id, c.flags FROM coding c '
            "WHERE c.coder_id = (SELECT id FROM coder WHERE name = ?) "
            'ORDER BY c.transcript_id, c."start", c."end", c.id',
            (coder,),
        ).fetchall()
    for key, transcript, start, end, code, flags in rows:
        if code not in codes or transcript not in heard:
            continue
        if chosen.flags is not None and not chosen.flags & set(flags.split(";")):
            continue
        people = heard[transcript]
        if transcript in several:
            if ownership[0] != transcript or ownership[1] is None:
                ownership = transcript, _ownership(project, several[transcript])
            owners = (ownership[1] and ownership[1].owners(start, end)) or {}
            people = tuple(label for label in owners if label in people)
            if not people and (owners or not nobodys):
                continue
        elif not people:
            continue
        yield Mark(key, transcript, start, end, code, people)


def _ownership(project: Project, transcript: Transcript) -> Ownership:
    read = read_transcript(project, transcript)
    turns = [(*turn.words, turn.participant) for turn in read.turns]
    return Ownership(read.text, turns, transcript.participants)


def names_of(codes: Mapping[int, Code]) -> dict[int, str]:
    """What to call each category where schemas stand together: as short as tells it from the others."""
    found: dict[int, str] = {}
    for key, code in codes.items():
        found[key] = next(
            (
                name
                for name, others in (
                    (code.name, [other.name for other in codes.values()]),
                    (code.path, [other.path for other in codes.values()]),
                )
                if others.count(name) == 1
            ),
            f"{code.schema}: {code.path}",
        )
    return found
