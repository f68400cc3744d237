"""What a row of each table is, in the researcher's words."""

from corpus.messages import N_, _

_THINGS = {
    "study": N_("the study's name"),
    "setting": N_("a setting of the study"),
    "role": N_("a role"),
    "participant": N_("a participant"),
    "attribute": N_("a background"),
    "attribute_value": N_("a participant's background"),
    "consent": N_("an entry on consent"),
    "coder": N_("a coder"),
    "transcript": N_("an interview"),
    "transcript_text": N_("an interview's text"),
    "transcript_participant": N_("a participant of an interview"),
    "turn": N_("a turn"),
    "turn_question": N_("the question of a turn"),
    "review": N_("a look through an interview"),
    "kept_string": N_("words kept at de-identification"),
    "schema": N_("a schema"),
    "code": N_("a category"),
    "code_link": N_("a link between categories"),
    "code_event": N_("an entry of a category's history"),
    "coding": N_("a coded passage"),
    "score": N_("a number given"),
    "memo": N_("a note"),
    "reading": N_("a reading"),
    "reading_schema": N_("a schema of a reading"),
    "reading_status": N_("how far an interview is read"),
    "kept_filter": N_("a kept filter"),
    "question": N_("a question of the interview guide"),
    "question_code": N_("a category of a question"),
    "cell": N_("a cell of the matrix"),
    "episode": N_("an episode"),
    "telling": N_("a telling of an episode"),
    "theme": N_("a theme"),
    "theme_code": N_("a category of a theme"),
    "evidence": N_("a passage of a theme"),
    "step": N_("a change"),
    "journal": N_("an entry of the list of changes"),
}
_ANY = N_("an entry")


def thing(table: str) -> str:
    """A row of a table, in words, as it stands within a sentence."""
    return _(_THINGS.get(table, _ANY))


def first_thing(table: str) -> str:
    """The same where a sentence begins with it."""
    said = thing(table)
    return said[0].upper() + said[1:]
