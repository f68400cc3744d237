"""What the overview shows: interviews by role, how far each is in a reading, and which to go on with."""

from dataclasses import dataclass

from codebook.memos import COMMENT, REFLECTION, SUMMARY, list_memos
from codebook.readings import NOT_STARTED, READ, Reading, list_readings, takes_part
from codebook.schemas import list_schemas
from corpus.deidentify.review import NOT_LOOKED_AT, review_statuses
from corpus.participants import list_participants, list_roles
from corpus.sample import sample_language
from corpus.store import Project
from corpus.transcripts import Transcript, list_transcripts

SPARK_PARTS = 8


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview. `spread` counts codings by eighths of the text; `worked` is the last coding's time, or empty.

    `status` is that in the reading in hand; `meant` whether that reading is meant for it at all; `reflected` whether a
    summary or a reflection is written on it; `review` how far it is de-identified, None in the sample.
    """

    transcript: Transcript
    background: str
    codings: int
    spread: tuple[int, ...]
    worked: str
    status: str
    meant: bool
    reflected: bool
    review: str | None = None


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """The interviews of one role (of several joined by `;`, empty for none), and per reading (read, meant)."""

    role: str
    interviews: tuple[Interview, ...]
    read: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A study at a glance; `comments` wait to be settled."""

    groups: tuple[RoleGroup, ...]
    readings: tuple[Reading, ...]
    schemas: int
    comments: int = 0

    @property
    def interviews(self) -> list[Interview]:
        """Every interview, in the order shown."""
        return [interview for group in self.groups for interview in group.interviews]


def study_overview(project: Project, reading: Reading | None) -> Overview:
    """Interviews grouped by role in the study's order, with their status in `reading`."""
    transcripts, readings, schemas = list_transcripts(project), list_readings(project), list_schemas(project)
    codings = _codings(project)
    written = (*list_memos(project, kind=SUMMARY), *list_memos(project, kind=REFLECTION))
    reflected = {memo.on.transcript for memo in written}
    people = {person.label: person for person in list_participants(project)}
    reviews, sample = review_statuses(project), bool(sample_language(project.name))
    groups: dict[str, list[Interview]] = {}
    for transcript in transcripts:
        spread, worked = codings.get(transcript.id, ((0,) * SPARK_PARTS, ""))
        heard = [people[label] for label in transcript.participants]
        interview = Interview(
            transcript,
            ", ".join(dict.fromkeys(value for person in heard for value in person.attributes.values())),
            sum(spread),
            spread,
            worked,
            reading.status(transcript.id) if reading else NOT_STARTED,
            reading is not None and takes_part(reading, schemas, transcript),
            transcript.id in reflected,
            None if sample else reviews.get(transcript.id, NOT_LOOKED_AT),
        )
        groups.setdefault("; ".join(dict.fromkeys(r for r in transcript.roles if r)), []).append(interview)
    found = []
    order = {role: place for place, role in enumerate(list_roles(project))}
    for role, interviews in sorted(groups.items(), key=lambda group: order.get(group[0], len(order))):
        counted = []
        for each in readings:
            meant = [i.transcript for i in interviews if takes_part(each, schemas, i.transcript)]
            counted.append((sum(each.status(t.id) == READ for t in meant), len(meant)))
        found.append(RoleGroup(role, tuple(interviews), tuple(counted)))
    waiting = sum(memo.open for memo in list_memos(project, kind=COMMENT))
    return Overview(tuple(found), tuple(readings), len(schemas), waiting)


def _codings(project: Project) -> dict[int, tuple[tuple[int, ...], str]]:
    found: dict[int, tuple[list[int], str]] = {}
    with project.read() as db:
        rows = db.exec_driver_sql(
            "SELECT c.transcript_id, min(? - 1, c.start * ? / max(1, t.length)) part, count(*), max(c.created) "
            "FROM coding c JOIN transcript t ON t.id = c.transcript_id GROUP BY 1, 2",
            (SPARK_PARTS, SPARK_PARTS),
        )
        for transcript, part, count, worked in rows:
            parts, last = found.setdefault(transcript, ([0] * SPARK_PARTS, ""))
            parts[part] = count
            found[transcript] = (parts, max(last, worked))
    return {key: (tuple(parts), worked) for key, (parts, worked) in found.items()}


def interview_to_go_on_with(overview: Overview, opened: dict[int, str]) -> Interview | None:
    """The interview last worked on and not yet read, else the first unread one, else the first.

    `opened` is when each was last open (ISO 8601, UTC), by key; an interview the reading is not meant for comes last.
    """
    interviews = overview.interviews
    unread = [i for i in interviews if i.meant and i.status != READ]
    begun = [i for i in unread if i.status != NOT_STARTED or i.transcript.id in opened]
    if begun:
        return max(begun, key=lambda i: (max(i.worked, last := opened.get(i.transcript.id, "")), last))
    if unread:
        return unread[0]
    return interviews[0] if interviews else None
