"""A category's example, picked from its own passages."""

from codebook.codes import describe_code
from codebook.codings import Coding, describe_place
from codebook.schemas import Code
from corpus.errors import InputError
from corpus.messages import _, in_language
from corpus.store import Project
from corpus.transcripts import list_transcripts, read_transcript


def set_example(project: Project, code: Code, coding: Coding, why: str = "") -> Code:
    """Make a passage's words a category's example, with where they stand: `«…» (turn 41 of P07)`.

    The place is told in the study's language. InputError where the passage is another category's.
    """
    if coding.code != code.id:
        raise InputError(_("That passage is not coded with “{code}”.").format(code=code.name))
    transcript = next(t for t in list_transcripts(project) if t.id == coding.transcript)
    text = read_transcript(project, transcript)
    words = " ".join(text.text[coding.start : coding.end].split())
    with in_language(project.language):
        place = describe_place(text, coding.start)
    return describe_code(project, code, example=f"«{words}» ({place})", why=why)
