"""The page a participant is given: their own interviews, readable, to be corrected and sent back."""

from codebook.given import asks, give
from corpus.messages import _
from corpus.store import Project
from exports.writers.page import Heading, Page, Paragraph


def given_page(project: Project, label: str) -> Page:
    """A participant's interviews as a page of prose; whatever else the study holds stays out of it."""
    given = give(project, label)
    blocks: list[Heading | Paragraph] = [
        Paragraph(
            _(
                "This is what you said, as it is kept in the study. You may correct it: change the words and send the "
                "file back. Leave the numbers in brackets as they are; they tell where your words belong."
            )
        )
    ]
    for interview in given:
        head = _("Interview {name}").format(name=interview.name)
        blocks.append(Heading(f"{interview.mark} {head}".strip()))
        if interview.others:
            blocks.append(
                Paragraph(_("Several people took part. What the others said is theirs, and is left out here: (…)"))
            )
        for turn in interview.turns:
            words = turn.words if turn.speaker != "–" else "(…)"
            speaker = turn.speaker or asks()
            blocks.append(Paragraph(f"{turn.mark} {speaker}: {words}"))
    return Page(_("Your interview"), tuple(blocks))
