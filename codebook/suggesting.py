"""Which question of the guide a turn asks, by the word forms they share. Offered, never applied by itself."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from codebook.questions import INTERVIEWER, Question, guide_for, list_question_links, list_questions
from codebook.schemas import list_schemas
from corpus.store import Project
from corpus.transcripts import Transcript, Turn, list_transcripts, read_transcript
from corpus.words import WORD

Forms = Callable[[str], set[str]]
"""The word forms of a text, folded so that forms of one word meet."""

_LEAST = 0.2
_SAY_LITTLE = """
at av bare blir da de deg den der dere det dette dine disse du eg en er et etter for fra får går gjør ha hadde han
har her hos hun hva hvem hvor hvordan i ikke ja jeg kan kunne litt med meg men mm må nei noe noen når nå og også om
opp oss over på si så seg sin skal skulle slik sånn synes takk til tror tenker ut var ved vel vi vil ville være vært
å
a about all am an and any are as at be been but by can could did do does for from had has have he her him how i if
in is it its just like me mm more my no not of on or our out she should so some tell than that the their them then
there they think this to up us was we well were what when which who why will with would yes you your
"""
"""Words any question may hold: what they share says nothing of which one is asked."""
_STEMMERS = {"nb": "norwegian", "en": "english"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question a turn may ask: how much of the two is shared (0–1), and the word forms they share."""

    question: Question
    score: float
    shared: tuple[str, ...]


def plain_forms(language: str) -> Forms:
    """Lower-case stems of the words of a text, by the language of the study."""
    stem = _stemmer(_STEMMERS.get(language, "norwegian"))
    return lambda text: {stem(word.group().lower()) for word in WORD.finditer(text)}


@cache
def _stemmer(name: str) -> Callable[[str], str]:
    import snowballstemmer

    return snowballstemmer.stemmer(name).stemWord  # type: ignore[no-any-return]


class Suggester:
    """Ranks a guide's questions for a turn. What a question is known by grows with the turns that already ask it."""

    def __init__(self, questions: Sequence[Question], known: Mapping[int, Sequence[str]], forms: Forms) -> None:
        """`known` gives further words of each question, by its key: its categories, and turns that ask it."""
        little = forms(_SAY_LITTLE)
        self._forms: Forms = lambda text: forms(text) - little
        self._questions = tuple(questions)
        self._words = {q.id: self._forms(" ".join((q.text, *known.get(q.id, ())))) for q in questions}
        spread = Counter(form for words in self._words.values() for form in words)
        # A word many questions have says little of which one is asked.
        self._weights = {form: math.log((1 + len(questions)) / count) ** 2 for form, count in spread.items()}

    def rank(self, words: str) -> list[Suggestion]:
        """The questions that share a word form with the words, the likeliest first."""
        asked = self._forms(words) & self._weights.keys()
        ranked = []
        for question in self._questions:
            own = self._words[question.id]
            shared = sorted(asked & own, key=lambda form: (-self._weights[form], form))
            score = self._weigh(asked & own) / math.sqrt(self._weigh(own) * self._weigh(asked) or 1)
            if score >= _LEAST:
                ranked.append(Suggestion(question, score, tuple(shared)))
        return sorted(ranked, key=lambda found: (-found.score, found.question.role, found.question.number))

    def _weigh(self, forms: set[str]) -> float:
        return sum(self._weights[form] for form in forms)


def suggester_for(project: Project, transcript: Transcript, forms: Forms | None = None) -> Suggester:
    """A suggester for the guide an interview is meant to follow; `forms` folds words, by stems unless given."""
    questions = guide_for(list_questions(project), transcript.roles)
    return Suggester(questions, _known(project, questions), forms or plain_forms(project.language))


def _known(project: Project, questions: Sequence[Question]) -> dict[int, list[str]]:
    names = {code.id: code.name for schema in list_schemas(project) for code in schema.codes}
    known = {question.id: [names[code] for code in question.codes] for question in questions}
    with project.read() as db:
        rows = db.exec_driver_sql(
            'SELECT q.question_id, substr(x.text, t."start" + 1, t."end" - t."start") FROM turn_question q '
            "JOIN turn t ON t.transcript_id = q.transcript_id AND t.number = q.turn "
            "JOIN transcript_text x ON x.transcript_id = q.transcript_id"
        ).fetchall()
    for question, words in rows:
        if question in known:
            known[question].append(words)
    return known


def suggest_links(project: Project, forms: Forms | None = None) -> list[tuple[Transcript, Turn, str, Suggestion]]:
    """For every interviewer's turn that is not linked, with its words, the likeliest question, where there is one."""
    questions = list_questions(project)
    linked = {(link.transcript, link.turn) for link in list_question_links(project)}
    forms = forms or plain_forms(project.language)
    suggesters: dict[tuple[int, ...], Suggester] = {}
    found = []
    for transcript in list_transcripts(project) if questions else ():
        guide = guide_for(questions, transcript.roles)
        if not guide:
            continue
        key = tuple(question.id for question in guide)
        if key not in suggesters:
            suggesters[key] = Suggester(guide, _known(project, guide), forms)
        text = read_transcript(project, transcript)
        for turn in text.turns:
            if turn.kind == INTERVIEWER and (transcript.id, turn.number) not in linked:
                words = text.text[slice(*turn.words)]
                ranked = suggesters[key].rank(words)
                if ranked:
                    found.append((transcript, turn, words, ranked[0]))
    return found
