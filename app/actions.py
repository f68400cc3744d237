"""The one registry of actions: what each does, where, and its keys. Bindings, footer, palette and help read it.

Keys work on a Norwegian keyboard in a plain terminal: none needs AltGr, Option, a dead key or ctrl with an arrow.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from corpus.messages import N_, _

EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the user can do in a room. `call` is the Textual action; `keys` the usual keys; `short` the footer's
    word, empty for what the footer leaves out; `vi` further keys of the vi-like keymap."""

    room: str
    name: str
    call: str
    keys: str
    help: str
    short: str = ""
    vi: str = ""

    @property
    def id(self) -> str:
        """The name under which its keys can be changed: `room.name`."""
        return f"{self.room}.{self.name}"


ACTIONS: tuple[Action, ...] = (
    Action(
        "coding",
        "sentence",
        "select_sentence",
        "space",
        N_("Select the sentence; again adds the next."),
        N_("sentence"),
    ),
    *(
        Action("coding", f"code{n}", f"code_key('{n}')", str(n), N_("Code with the category of this key."))
        for n in range(1, 10)
    ),
    Action("coding", "pick", "pick", "c", N_("Find a category and code with it, or make a new one."), N_("category")),
    Action("coding", "in_vivo", "in_vivo", "i", N_("Make the selected words a category (in vivo).")),
    Action("coding", "again", "code_again", "r", N_("Code with the last category again.")),
    Action("coding", "remove", "remove", "x", N_("Take a coding away."), N_("remove")),
    Action("coding", "fit", "fit", "b", N_("Fit the coding under the caret to the selection.")),
    Action("coding", "grow", "grow", "s", N_("Grow the selection: word, sentence, turn.")),
    Action("coding", "visual", "visual", "v", N_("Start or stop selecting while moving.")),
    Action("coding", "gist", "gist", "g", N_("Write a gist: one line on what is said.")),
    Action("coding", "flag", "flag", "f", N_("Set flags: recurs, stands out, of special interest.")),
    Action("coding", "quote", "quote", "q", N_("Choose the passage as a quote, or no longer."), N_("quote")),
    Action("coding", "note", "note", "m", N_("Write a note on the passage."), N_("note")),
    Action("coding", "interview_note", "interview_note", "M", N_("Write on the interview: a summary, a reflection.")),
    Action("coding", "copy", "copy", "y", N_("Copy the passage as it will stand in the draft.")),
    Action("coding", "search", "search", "slash", N_("Search in this interview.")),
    Action("coding", "find_next", "find(1)", "n", N_("Next hit.")),
    Action("coding", "find_previous", "find(-1)", "N", N_("Previous hit.")),
    Action("coding", "jump", "jump", "j,ctrl+g", N_("Go to a turn by its number.")),
    Action("coding", "next_coding", "next_mark(1)", "tab", N_("Go to the next coded passage.")),
    Action("coding", "previous_coding", "next_mark(-1)", "shift+tab", N_("Go to the previous coded passage.")),
    Action("coding", "next_sentence", "move('sentence',1)", "full_stop", N_("Next sentence."), "", "right_parenthesis"),
    Action(
        "coding", "previous_sentence", "move('sentence',-1)", "comma", N_("Previous sentence."), "", "left_parenthesis"
    ),
    Action("coding", "next_turn", "move('turn',1)", "greater_than_sign", N_("Next turn."), "", "J"),
    Action("coding", "previous_turn", "move('turn',-1)", "less_than_sign", N_("Previous turn."), "", "K"),
    Action("coding", "next_word", "move('word',1)", "w", N_("Next word.")),
    Action("coding", "previous_word", "move('word',-1)", "e", N_("Previous word.")),
    Action("coding", "left", "move('char',-1)", "left", N_("Move the caret left."), "", "h"),
    Action("coding", "right", "move('char',1)", "right", N_("Move the caret right."), "", "l"),
    Action("coding", "down", "move('row',1)", "down", N_("Move the caret down."), "", "j"),
    Action("coding", "up", "move('row',-1)", "up", N_("Move the caret up."), "", "k"),
    Action("coding", "panel", "panel", "p", N_("Show or hide the categories.")),
    Action("coding", "earlier", "earlier", "o", N_("Show or hide codings of other readings.")),
    Action("coding", "solo", "solo", "a", N_("Show only the category under the caret; again shows all.")),
    Action("coding", "reading", "next_reading", "l", N_("Change to the next reading."), "", "L"),
    Action("coding", "status", "status", "d", N_("Set this interview to read in this reading, or back to under way.")),
    Action("coding", "totals", "totals", "t", N_("Show how often each category is used here.")),
    Action("coding", "correct", "correct", "k", N_("Correct the selected words."), "", "C"),
    Action("coding", "next_interview", "next_interview(1)", "f8", N_("Next interview.")),
    Action("coding", "previous_interview", "next_interview(-1)", "f7", N_("Previous interview.")),
    Action("overview", "open", "open", "enter", N_("Open the interview."), N_("open")),
    Action("overview", "import", "import", "i", N_("Bring interviews in."), N_("bring in")),
    Action(
        "overview",
        "codebook",
        "go('codebook')",
        "k",
        N_("Categories: make, rename, recolour, move, merge, delete."),
        N_("categories"),
    ),
    Action("overview", "frequencies", "go('frequencies')", "f", N_("Frequencies per role."), N_("frequencies")),
    Action("overview", "quotes", "go('quotes')", "q", N_("Quotes per category and role."), N_("quotes")),
    Action("overview", "notes", "go('notes')", "n", N_("Notes on anything: list, search, write.")),
    Action("overview", "diary", "go('diary')", "y", N_("The research diary.")),
    Action("overview", "meeting", "go('meeting')", "b", N_("A meeting with the supervisor: a file out, comments in.")),
    Action("overview", "approach", "go('approach')", "c", N_("How the study works: its approach.")),
    Action("overview", "participants", "go('participants')", "p", N_("Participants, their roles and backgrounds.")),
    Action(
        "overview", "deidentify", "go('deidentify')", "z", N_("De-identify: suggestions of what may tell who it is.")
    ),
    Action("overview", "reading", "next_reading", "l", N_("Change to the next reading.")),
    Action("overview", "status", "status", "d", N_("Set the interview to read, or back.")),
    Action("overview", "safety", "go('safety')", "w", N_("Safety: snapshots, check, passphrase.")),
    Action("overview", "steps", "go('steps')", "h", N_("Every change, with who made it and when.")),
    Action("overview", "guide", "guide", "g", N_("The sample's guided page.")),
    Action("overview", "remove", "remove", "x", N_("Take the interview out of the study.")),
    Action("frequencies", "open", "open", "enter", N_("Show the passages behind the number."), N_("passages")),
    Action("frequencies", "by", "by", "r", N_("Group by another background."), N_("by")),
    Action("frequencies", "schema", "schema", "s", N_("Next schema."), N_("schema")),
    Action("frequencies", "words", "measures", "w", N_("Show passages and words too."), N_("words")),
    Action("frequencies", "coder", "coder", "c", N_("Choose whose codings are counted.")),
    Action("frequencies", "export", "export", "e", N_("Put out what is shown."), N_("export")),
    Action("passages", "open", "open", "enter", N_("Go to the place in the interview."), N_("go there")),
    Action("passages", "quote", "quote", "q", N_("Choose the passage as a quote, or no longer."), N_("quote")),
    Action("passages", "copy", "copy", "y", N_("Copy the passage as it will stand in the draft."), N_("copy")),
    Action("passages", "export", "export", "e", N_("Put out what is shown."), N_("export")),
    Action("quotes", "open", "open", "enter", N_("Go to the place in the interview."), N_("go there")),
    Action("quotes", "copy", "copy", "y", N_("Copy the quote as it will stand in the draft."), N_("copy")),
    Action("quotes", "label", "label", "l", N_("Change who is said to speak: role, number, nobody."), N_("label")),
    Action("quotes", "all", "everything", "a", N_("Show every passage, or only those chosen."), N_("all")),
    Action("quotes", "unchoose", "unchoose", "q", N_("Choose the passage as a quote, or no longer.")),
    Action("quotes", "coder", "coder", "c", N_("Choose whose codings are shown.")),
    Action("quotes", "export", "export", "e", N_("Put out what is shown."), N_("export")),
    Action("notes", "open", "open", "enter", N_("Go to what the note is on."), N_("go there")),
    Action("notes", "new", "new", "n", N_("Write a note."), N_("new")),
    Action("notes", "rewrite", "rewrite", "w", N_("Rewrite the note."), N_("rewrite")),
    Action("notes", "editor", "editor", "E", N_("Rewrite the note in your own editor (EDITOR).")),
    Action("notes", "search", "search", "slash", N_("Only notes with certain words."), N_("words")),
    Action("notes", "kind", "kind", "k", N_("Only notes of one kind."), N_("kind")),
    Action("notes", "everything", "everything", "a", N_("Show all notes.")),
    Action("notes", "follow", "follow", "l", N_("Follow a link in the note.")),
    Action("notes", "settle", "settle", "s", N_("A supervisor's comment is settled, or waits again.")),
    Action("notes", "remove", "remove", "x", N_("Take the note away.")),
    Action("notes", "export", "export", "e", N_("Put out what is shown.")),
    Action("meeting", "open", "open", "enter", N_("Go to what the comment is on."), N_("go there")),
    Action("meeting", "write", "write", "w", N_("Write the meeting file."), N_("write")),
    Action("meeting", "read", "read", "r", N_("Read a file's comments back."), N_("read back")),
    Action("meeting", "settle", "settle", "s", N_("The comment is settled, or waits again."), N_("settled")),
    Action("meeting", "remove", "remove", "x", N_("Take the comment away.")),
    Action("meeting", "export", "export", "e", N_("Put out what is shown.")),
    Action("safety", "take", "take", "t", N_("Take a snapshot now."), N_("snapshot")),
    Action("safety", "check", "check", "c", N_("Check the whole study."), N_("check")),
    Action("safety", "repair", "repair", "m", N_("Mend what the check found, where it can be."), N_("mend")),
    Action(
        "safety",
        "passphrase",
        "passphrase",
        "p",
        N_("Give the study a passphrase, another one, or none."),
        N_("passphrase"),
    ),
    Action("deidentify", "accept", "accept", "a", N_("Accept what is proposed for the string."), N_("accept")),
    Action("deidentify", "keep", "keep", "k", N_("Let the string stay; it is suggested no more."), N_("keep")),
    Action("deidentify", "edit", "edit", "r", N_("Write another replacement."), N_("replacement")),
    Action("deidentify", "next", "next", "n", N_("Go to the next suggestion not decided."), N_("next")),
    Action("deidentify", "group", "group", "A", N_("Accept the whole group.")),
    Action("deidentify", "leave_be", "leave_be", "x", N_("Take the decision back.")),
    Action("deidentify", "open", "open", "enter", N_("Go to the place in the interview.")),
    Action("deidentify", "store", "store", "ctrl+s", N_("Replace what is accepted, for good."), N_("replace")),
    Action(
        "deidentify",
        "status",
        "status",
        "d",
        N_("Say how far an interview is: reviewed, or read through."),
    ),
    Action("deidentify", "export", "export", "e", N_("Put out what is shown.")),
    Action("diary", "new", "new", "n", N_("Write an entry."), N_("new entry")),
    Action("diary", "open", "open", "enter", N_("Follow a link in the entry."), N_("go there")),
    Action("diary", "export", "export", "e", N_("Put out what is shown."), N_("export")),
    Action("approach", "on", "page(1)", "space", N_("Read on."), N_("read on")),
    Action("approach", "back_up", "page(-1)", "b", N_("Read back."), N_("read back")),
    Action("import", "store", "store", "ctrl+s", N_("Store what is ready."), N_("store")),
    Action("import", "role", "role(True)", "f2", N_("Set the role of all files."), N_("role")),
    Action("import", "role_one", "role(False)", "f5", N_("Set the role of this file only.")),
    Action(
        "import",
        "participant",
        "participant",
        "f6",
        N_("Say whose interview this file is, if the study has the person."),
    ),
    Action("import", "names", "names", "f7", N_("Name interviews after their files, or after their participants.")),
    Action("import", "interviewer", "interviewer", "f3", N_("Say who the interviewer is."), N_("interviewer")),
    Action("import", "encoding", "encoding", "f4", N_("Read the file in another encoding."), N_("encoding")),
    Action("import", "drop", "drop", "delete", N_("Leave this file out.")),
    Action("import", "path", "path", "f8", N_("Write, paste or drop file names."), N_("files")),
    Action("codebook", "add", "add", "n", N_("New category."), N_("new")),
    Action("codebook", "add_below", "add_below", "b", N_("New sub-category.")),
    Action("codebook", "rename", "rename", "r", N_("Rename."), N_("rename")),
    Action("codebook", "describe", "describe", "d", N_("Definition, when to use, when not.")),
    Action("codebook", "colour", "colour", "c", N_("Next colour.")),
    Action("codebook", "hex", "type_colour", "h", N_("Type a colour, such as #E69F00.")),
    Action("codebook", "key", "key", "t", N_("Set its key.")),
    Action("codebook", "fact", "fact", "f", N_("Mark it as plain fact, or no longer.")),
    Action("codebook", "role", "role", "o", N_("Say which role the schema is for.")),
    Action("codebook", "open", "open", "enter", N_("Show its passages.")),
    Action("codebook", "move", "move", "v", N_("Move it under another category."), N_("move")),
    Action("codebook", "up", "shift(-1)", "minus", N_("Move it up.")),
    Action("codebook", "down", "shift(1)", "plus", N_("Move it down.")),
    Action("codebook", "merge", "merge", "m", N_("Merge it into another category."), N_("merge")),
    Action("codebook", "delete", "delete", "x", N_("Delete it, with its codings."), N_("delete")),
    Action(
        "codebook", "schema", "schema", "s", N_("New schema: built-in, pasted, from a file, or a copy."), N_("schema")
    ),
    Action("codebook", "export", "export", "e", N_("Write the codebook to a file.")),
    Action("participants", "role", "role", "r", N_("Set the role."), N_("role")),
    Action("participants", "attribute", "attribute", "a", N_("Set a background."), N_("background")),
    Action("participants", "threshold", "threshold", "t", N_("Say which groups are small enough to tell who it is.")),
    Action("participants", "import", "import", "i", N_("Bring in a table."), N_("table")),
    Action("start", "open", "open", "enter", N_("Open the study."), N_("open")),
    Action("start", "sample", "sample", "d", N_("Look round the sample study."), N_("sample")),
    Action("start", "new", "new", "n", N_("Make a new study."), N_("new study")),
    Action("start", "language", "language", "l", N_("English or Norwegian."), N_("language")),
    Action("help", "vi", "app.toggle_vi", "v", N_("Switch the vi-like keys on or off."), N_("vi keys")),
    Action(EVERYWHERE, "help", "help", "question_mark,f1", N_("Show all keys of this screen."), N_("keys")),
    Action(EVERYWHERE, "palette", "app.command_palette", "ctrl+p", N_("Find an action by its name.")),
    Action(EVERYWHERE, "quit", "app.quit", "ctrl+q", N_("Quit at once; everything is saved.")),
    Action(EVERYWHERE, "undo", "undo", "u,ctrl+z", N_("Undo the last change."), "", "u"),
    Action(EVERYWHERE, "redo", "redo", "ctrl+r", N_("Redo the change last undone.")),
    Action(EVERYWHERE, "back", "back", "escape", N_("Go back.")),
    Action(EVERYWHERE, "theme", "app.next_theme", "f9", N_("Change between dark and light.")),
)
"""Every action, in the order help shows them."""


def actions_of(room: str) -> Iterator[Action]:
    """The actions of a room: its own first, then those found everywhere."""
    yield from (action for action in ACTIONS if action.room == room)
    yield from (action for action in ACTIONS if action.room == EVERYWHERE)


def bindings_of(room: str) -> list[BindingType]:
    """The bindings of a room's screen, under the ids by which keys can be changed."""
    return [
        Binding(
            action.keys,
            action.call,
            _(action.short) if action.short else _(action.help),
            show=bool(action.short),
            id=action.id,
            tooltip=_(action.help),
        )
        for action in actions_of(room)
    ]


def keymap(keys: Mapping[str, str], vi: bool) -> dict[str, str]:
    """Keys by action id: the user's own, and with `vi` the further keys of the vi-like keymap.

    A key that the vi-like keymap takes from another action of the room is that action's no longer; its own `vi` keys
    stay.
    """
    changed: dict[str, str] = {}
    for room in dict.fromkeys(action.room for action in ACTIONS) if vi else ():
        taken = {key: action.id for action in actions_of(room) for key in _split(action.vi)}
        for action in actions_of(room):
            usual = [key for key in _split(action.keys) if taken.get(key, action.id) == action.id]
            wanted = ",".join(dict.fromkeys([*usual, *_split(action.vi)]))
            if action.room == room and wanted != action.keys:
                changed[action.id] = wanted
    known = {action.id for action in ACTIONS}
    return changed | {name: key for name, key in keys.items() if name in known and key.strip()}


def _split(keys: str) -> list[str]:
    return [key for key in keys.split(",") if key]
