"""The first-start tour: in the sample, on an interview nobody has coded, by doing. Shown once, and never again."""

from typing import TYPE_CHECKING

from app.screens.coding import CodingScreen
from app.settings import keep_settings
from app.widgets.tour_card import TourCard
from codebook.codings import list_codings
from codebook.schemas import Code
from corpus.messages import _
from corpus.store import Project
from corpus.transcripts import Transcript, TranscriptText, list_transcripts, read_transcript

if TYPE_CHECKING:
    from app.workbench import Workbench

# Where the sample's uncoded interviews speak of working together, so that the first coding makes sense.
_BEGINNINGS = ("Det var én, (veileder), som tok meg med", "I've one who I see nearly every day")


class TourScreen(CodingScreen):
    """The coding screen with the tour's card on it."""

    def on_mount(self) -> None:
        """Lay the card under the text."""
        super().on_mount()
        code = suggested(
            self.sheet.project, self.sheet.text.transcript, self.sheet.schema.codes if self.sheet.schema else ()
        )
        if code is None:
            return
        self.card = TourCard(code.key, code.name, self._count, self._tour_left)
        self.mount(self.card, before="#status")

    def _count(self, code: Code) -> str:
        """How many of those who could speak of a category now do: «9 of 9 jobbspesialister»."""
        from exports.tables.filters import Filters
        from exports.tables.frequencies import ALL, count_frequencies

        rows = count_frequencies(self.sheet.project, Filters(schema=(code.schema,), coder=(self.sheet.coder,))).rows
        roles = [role for role in self.sheet.text.transcript.roles if role]
        for group in (*roles, ALL):
            for row in rows:
                if row.code.id == code.id and row.group == group and row.of:
                    return _("{n} of {of}").format(n=row.informants, of=row.of) + (
                        "" if group == ALL else f" ({group})"
                    )
        return _("one")

    def _tour_left(self) -> None:
        self.card = None


def start_tour(app: "Workbench") -> bool:
    """Begin the tour on the first interview nobody has coded; False, and nothing done, where there is none.

    It counts as seen from the start: whoever leaves in the middle is not met by it again.
    """
    app.tour = False
    app.settings = keep_settings(tour_seen=True)
    found = _uncoded(app.study)
    if found is None:
        return False
    text = read_transcript(app.study, found)
    app.push_screen(TourScreen(found.name, _beginning(text)))
    return True


def _uncoded(project: Project) -> Transcript | None:
    coded = {coding.transcript for coding in list_codings(project)}
    return next((t for t in list_transcripts(project) if t.id not in coded and t.turns), None)


def _beginning(text: TranscriptText) -> int:
    """Where to begin: at words that fit a category, else at what the participant says first."""
    for words in _BEGINNINGS:
        at = text.text.find(words)
        if at >= 0:
            return at
    return next((turn.words[0] for turn in text.turns if turn.participant), 0)


def suggested(project: Project, transcript: Transcript, codes: tuple[Code, ...]) -> Code | None:
    """The category to be tried: of those with a key, the one the most others speak of already."""
    keyed = [code for code in codes if code.key and not code.fact]
    if not keyed:
        return None
    told: dict[int, set[int]] = {}
    for coding in list_codings(project):
        told.setdefault(coding.code, set()).add(coding.transcript)
    third = next((code for code in keyed if code.key == "3"), None)
    return max(keyed, key=lambda code: (len(told.get(code.id, ())), code is third))
