"""The one registry of actions: what each does, where, and its keys. Bindings, footer, palette and help read it.

Keys work on a Norwegian keyboard in a plain terminal: none needs AltGr, Option, a dead key or ctrl with an arrow.
"""

from collections.abc import Iterator, Mapping

from textual.binding import Binding, BindingType

from app.action import EVERYWHERE, Action
from app.actions_arguing import ARGUING
from app.actions_material import MATERIAL
from corpus.messages import N_, _

__all__ = ["ACTIONS", "EVERYWHERE", "Action", "actions_of", "bindings_of", "keymap"]

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
    Action("coding", "number", "number", "equals_sign", N_("Give the coding the number its category asks for.")),
    Action("coding", "link", "link", "z", N_("Link the interviewer's turn to a question of the guide.")),
    Action("coding", "evidence", "evidence", "T", N_("Use the passage as evidence for a theme, or against it.")),
    Action("coding", "episode", "episode", "O", N_("Put the passage in an episode.")),
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
    Action("overview", "excerpts", "go('excerpts')", "e", N_("Excerpts: coded passages by any filter, as text.")),
    Action("overview", "sorting", "go('sorting')", "s", N_("Sort the passages of a category into piles.")),
    Action("overview", "frequencies", "go('frequencies')", "f", N_("Frequencies per role."), N_("frequencies")),
    Action("overview", "questions", "go('questions')", "v", N_("Interview guide, and who was asked what.")),
    Action("overview", "matrix", "go('matrix')", "m", N_("Matrix: participants and categories, with summaries.")),
    Action("overview", "patterns", "go('patterns')", "a", N_("Patterns: who speaks of what, and how.")),
    Action("overview", "quotes", "go('quotes')", "q", N_("Quotes per category and role."), N_("quotes")),
    Action("overview", "notes", "go('notes')", "n", N_("Notes on anything: list, search, write.")),
    Action("overview", "diary", "go('diary')", "y", N_("The research diary.")),
    Action("overview", "meeting", "go('meeting')", "b", N_("A meeting with the supervisor: a file out, comments in.")),
    Action("overview", "approach", "go('approach')", "c", N_("How the study works: its approach.")),
    Action("overview", "episodes", "go('episodes')", "o", N_("Episodes: stories told, side by side.")),
    Action("overview", "themes", "go('themes')", "t", N_("Themes: claims, with what speaks for and against.")),
    Action("overview", "participants", "go('participants')", "p", N_("Participants, their roles and backgrounds.")),
    Action(
        "overview", "deidentify", "go('deidentify')", "z", N_("De-identify: suggestions of what may tell who it is.")
    ),
    Action("overview", "reading", "next_reading", "l", N_("Change to the next reading.")),
    Action("overview", "status", "status", "d", N_("Set the interview to read, or back.")),
    Action("overview", "safety", "go('safety')", "w", N_("Safety: snapshots, check, passphrase.")),
    Action("overview", "steps", "go('steps')", "h", N_("Every change, with who made it and when.")),
    Action("overview", "guide", "guide", "g", N_("The sample's guided page.")),
    Action("overview", "search", "go('search')", "slash", N_("Search all interviews.")),
    Action("overview", "remove", "remove", "x", N_("Take the interview out of the study.")),
    Action("frequencies", "open", "open", "enter", N_("Show the passages behind the number."), N_("passages")),
    Action("frequencies", "by", "by", "r", N_("Group by another background."), N_("by")),
    Action("frequencies", "schema", "schema", "s", N_("Next schema."), N_("schema")),
    Action("frequencies", "words", "measures", "w", N_("Show passages and words too."), N_("words")),
    Action("frequencies", "coder", "coder", "c", N_("Choose whose codings are counted.")),
    Action("frequencies", "export", "export", "e", N_("Put out what is shown."), N_("export")),
    Action("excerpts", "open", "open", "enter", N_("Go to the place in the interview."), N_("go there")),
    Action(
        "excerpts",
        "mark",
        "mark",
        "space",
        N_("Mark the passage, or no longer: what comes next is done to all marked."),
        N_("mark"),
    ),
    Action("excerpts", "mark_all", "mark_all", "A", N_("Mark every passage shown, or none.")),
    Action("excerpts", "recode", "recode", "c", N_("Give it another category.")),
    Action("excerpts", "flag", "flag", "f", N_("Set flags: recurs, stands out, of special interest.")),
    Action("excerpts", "gist", "gist", "g", N_("Write a gist: one line on what is said.")),
    Action("excerpts", "note", "note", "m", N_("Write a note on the passage.")),
    Action("excerpts", "quote", "quote", "q", N_("Choose the passage as a quote, or no longer.")),
    Action("excerpts", "remove", "remove", "x", N_("Take the coding away.")),
    Action(
        "excerpts", "more", "more_context(1)", "plus", N_("Show one turn more around each passage."), N_("more around")
    ),
    Action("excerpts", "less", "more_context(-1)", "minus", N_("Show one turn less around each passage.")),
    Action("excerpts", "text", "filter('text')", "slash", N_("Only passages with certain words in them."), N_("words")),
    Action("excerpts", "category", "filter('code')", "k", N_("Only passages of certain categories.")),
    Action("excerpts", "exact", "exact", "n", N_("Leave sub-categories out, or take them in again.")),
    Action("excerpts", "role", "filter('role')", "r", N_("Only passages of certain roles.")),
    Action("excerpts", "participant", "filter('participant')", "p", N_("Only passages of certain participants.")),
    Action("excerpts", "background", "filter('attribute')", "b", N_("Only participants of a certain background.")),
    Action("excerpts", "interview", "filter('transcript')", "i", N_("Only passages in certain interviews.")),
    Action("excerpts", "schema", "filter('schema')", "s", N_("Only passages of certain schemas.")),
    Action("excerpts", "reading", "filter('reading')", "l", N_("Only passages of certain readings.")),
    Action("excerpts", "coder", "filter('coder')", "w", N_("Only passages that certain people coded.")),
    Action("excerpts", "flagged", "filter('flag')", "F", N_("Only passages with certain flags.")),
    Action("excerpts", "origin", "filter('origin')", "o", N_("Only passages of a certain origin.")),
    Action("excerpts", "days", "filter('since')", "d", N_("Only passages coded on certain days.")),
    Action("excerpts", "only_quotes", "only_quotes", "Q", N_("Only passages chosen as quotes, or all again.")),
    Action("excerpts", "clear_one", "clear_one", "z", N_("Drop one condition of the filter.")),
    Action("excerpts", "clear_all", "clear_all", "Z", N_("Drop the whole filter: show everything coded.")),
    Action("excerpts", "keep_filter", "keep_filter", "K", N_("Keep the filter by a name.")),
    Action("excerpts", "recall_filter", "recall_filter", "a", N_("Show what a kept filter finds.")),
    Action("excerpts", "drop_filter", "drop_filter", "D", N_("Keep a filter no longer.")),
    Action("excerpts", "sort", "sort", "S", N_("Sort the category of this passage into piles.")),
    Action("excerpts", "copy", "copy", "y", N_("Copy the passage as it will stand in the draft.")),
    *(
        action
        for room in ("excerpts", "sorting")
        for action in (
            Action(room, "evidence", "evidence", "T", N_("Use the passage as evidence for a theme, or against it.")),
            Action(room, "episode", "episode", "O", N_("Put the passage in an episode.")),
        )
    ),
    Action("excerpts", "export", "export", "e", N_("Put out what is shown."), N_("export")),
    *(
        Action("sorting", f"pile{n}", f"put('{n}')", str(n), N_("Put the passage in the pile of this digit."))
        for n in range(1, 10)
    ),
    Action("sorting", "new", "new", "n", N_("Make a pile by typing its name."), N_("new pile")),
    Action("sorting", "take_out", "take_out", "0", N_("Take the passage out of its pile.")),
    Action("sorting", "pick", "pick", "c", N_("Find a pile by its name, or make a new one.")),
    Action("sorting", "skip", "step(1)", "s,space,right", N_("Skip: the next passage in line."), N_("skip")),
    Action("sorting", "previous", "step(-1)", "left", N_("Back to the passage before.")),
    Action(
        "sorting",
        "view",
        "view(1)",
        "tab",
        N_("Look through those in no pile, then those in each pile."),
        N_("look through"),
    ),
    Action("sorting", "view_back", "view(-1)", "shift+tab", N_("Look through the pile before.")),
    Action("sorting", "role", "role", "r", N_("Sort one role, then the next, then every role."), N_("role")),
    Action("sorting", "category", "category", "k", N_("Choose the category to sort."), N_("category")),
    Action(
        "sorting", "target", "target", "t", N_("Split to another schema: its categories are added, the coding stays.")
    ),
    Action("sorting", "flag", "flag", "f", N_("Set flags: recurs, stands out, of special interest.")),
    Action("sorting", "gist", "gist", "g", N_("Write a gist: one line on what is said.")),
    Action("sorting", "note", "note", "m", N_("Write a note on the passage.")),
    Action("sorting", "quote", "quote", "q", N_("Choose the passage as a quote, or no longer.")),
    Action("sorting", "more", "more_context(1)", "plus", N_("Show one turn more around the passage.")),
    Action("sorting", "less", "more_context(-1)", "minus", N_("Show one turn less around the passage.")),
    Action("sorting", "open", "open", "enter", N_("Go to the place in the interview.")),
    Action("sorting", "copy", "copy", "y", N_("Copy the passage as it will stand in the draft.")),
    Action("sorting", "panel", "panel", "p", N_("Show or hide the piles.")),
    Action("sorting", "coder", "coder", "w", N_("Choose whose passages are sorted.")),
    Action("sorting", "export", "export", "e", N_("Put out how many are in each pile.")),
    Action("frequencies", "empty", "empty", "0", N_("Say what an empty cell means.")),
    Action("matrix", "write", "write", "enter", N_("Write the summary of the cell."), N_("write")),
    Action("matrix", "next", "category(1)", "full_stop,right", N_("Next category."), N_("next")),
    Action("matrix", "previous", "category(-1)", "comma,left", N_("Previous category.")),
    Action(
        "matrix",
        "empty",
        "empty",
        "0",
        N_("Say what an empty cell means."),
        N_("empty"),
    ),
    Action("matrix", "role", "role", "r", N_("Show every role, or one alone."), N_("role")),
    Action("matrix", "schema", "schema", "s", N_("Next schema.")),
    Action("matrix", "passages", "passages", "g", N_("Read the cell's passages as a list, and go to their places.")),
    Action("matrix", "whole", "whole", "w", N_("Show the whole grid, or one category at a time.")),
    Action("matrix", "coder", "coder", "c", N_("Choose whose codings are shown.")),
    Action("matrix", "table", "table", "t", N_("Put out the table: passage, gist, category, theme.")),
    Action("matrix", "keep", "keep", "ctrl+s", N_("Keep the summary.")),
    Action("matrix", "export", "export", "e", N_("Put it on paper: A3 sheets, or rows."), N_("export")),
    Action(
        "questions", "open", "open", "enter", N_("Reword the question; in who was asked, go to the turn."), N_("open")
    ),
    Action("questions", "add", "add", "n", N_("New question."), N_("new")),
    Action("questions", "codes", "codes", "c", N_("Choose the categories it asks about."), N_("categories")),
    Action("questions", "view", "view", "w", N_("Who was asked what; again, the questions."), N_("asked")),
    Action("questions", "unasked", "unasked", "o", N_("What came up unasked."), N_("unasked")),
    Action("questions", "role", "role", "r", N_("The guide of the next role."), N_("role")),
    Action("questions", "up", "shift(-1)", "minus", N_("Move it up.")),
    Action("questions", "down", "shift(1)", "plus", N_("Move it down.")),
    Action("questions", "remove", "remove", "x", N_("Take the question out.")),
    Action("questions", "paste", "paste", "p", N_("Paste questions, one a line.")),
    Action("questions", "import", "import", "i", N_("Read questions from a file.")),
    Action("questions", "unlinked", "unlinked", "0", N_("Set the empty cells of those never asked to not asked.")),
    Action("questions", "export", "export", "e", N_("Put out what is shown.")),
    Action("unasked", "open", "open", "enter", N_("Go to the place in the interview."), N_("go there")),
    Action("unasked", "export", "export", "e", N_("Put out what is shown."), N_("export")),
    Action("patterns", "open", "open", "enter", N_("Show the passages behind the number."), N_("passages")),
    Action("patterns", "who", "who", "v", N_("Who speaks of the category, and who does not."), N_("who")),
    Action("patterns", "heatmap", "heatmap", "h", N_("Participants and categories: the heat map."), N_("heat map")),
    Action("patterns", "together", "together", "o", N_("Which categories stand together."), N_("together")),
    Action("patterns", "by", "by", "r", N_("Group by another background."), N_("by")),
    Action("patterns", "schema", "schema", "s", N_("Next schema.")),
    Action("patterns", "side_by_side", "side_by_side", "a", N_("Roles side by side, across aligned categories.")),
    Action("patterns", "deviations", "deviations", "d", N_("Who stands against their role's majority.")),
    Action("patterns", "portrait", "portrait", "p", N_("Where in an interview each category falls.")),
    Action("patterns", "saturation", "saturation", "t", N_("Saturation, with its caveat.")),
    Action("patterns", "words", "measures", "w", N_("Show passages and words too.")),
    Action("patterns", "thresholds", "thresholds", "q", N_("Set when words such as “most” may be used.")),
    Action("patterns", "empty", "empty", "0", N_("Say what an empty cell means.")),
    Action("patterns", "coder", "coder", "c", N_("Choose whose codings are counted.")),
    Action("patterns", "export", "export", "e", N_("Put out what is shown, as a table or a figure.")),
    *(
        action
        for room in ("heatmap", "aligned", "cooccurrence", "portrait", "saturation", "voices", "deviations")
        for action in (
            Action(room, "open", "open", "enter", N_("Show the passages behind it."), N_("passages")),
            Action(room, "coder", "coder", "c", N_("Choose whose codings are counted.")),
            Action(room, "export", "export", "e", N_("Put out what is shown, as a table or a figure."), N_("export")),
        )
    ),
    *(
        Action(room, "empty", "empty", "0", N_("Say what an empty cell means."))
        for room in ("heatmap", "voices", "deviations")
    ),
    Action("heatmap", "schema", "schema", "s", N_("Next schema."), N_("schema")),
    Action("heatmap", "who", "who", "v", N_("Who speaks of the category, and who does not."), N_("who")),
    Action(
        "cooccurrence",
        "within",
        "within",
        "w",
        N_("Overlapping, same turn, or same interview."),
        N_("where"),
    ),
    Action("portrait", "next", "interview(1)", "right,f8", N_("Next interview."), N_("next")),
    Action("portrait", "previous", "interview(-1)", "left,f7", N_("Previous interview."), N_("previous")),
    Action("saturation", "base", "base", "b", N_("A base of 4, 5 or 6 interviews."), N_("base")),
    Action("saturation", "run", "run", "n", N_("A run of 2 or 3 interviews."), N_("run")),
    Action("saturation", "threshold", "threshold", "t", N_("A threshold of 5 % or 0 %."), N_("threshold")),
    Action("deviations", "schema", "schema", "s", N_("Next schema."), N_("schema")),
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
    Action("diary", "new", "new", "n", N_("Write an entry."), N_("new entry")),
    Action("diary", "open", "open", "enter", N_("Follow a link in the entry."), N_("go there")),
    Action("diary", "export", "export", "e", N_("Put out what is shown."), N_("export")),
    Action("approach", "on", "page(1)", "space", N_("Read on."), N_("read on")),
    Action("approach", "back_up", "page(-1)", "b", N_("Read back."), N_("read back")),
    *ARGUING,
    Action("search", "open", "open", "enter", N_("Go to the place in the interview."), N_("go there")),
    Action("search", "mark", "mark", "space", N_("Mark the hit, or no longer."), N_("mark")),
    Action("search", "all", "mark_all", "a", N_("Mark every hit, or none."), N_("all")),
    Action("search", "code", "code", "c", N_("Code the hits marked, else this one, in one change."), N_("code")),
    Action("search", "words", "words", "w", N_("Code the words found, or the sentences around them.")),
    Action("search", "exact", "exact", "x", N_("Find words as they stand, or in any form.")),
    Action("search", "type", "type", "slash", N_("Change what is searched for."), N_("search")),
    Action("search", "suggest", "suggest", "s", N_("Suggest sentences like those of a category.")),
    Action("search", "export", "export", "e", N_("Put out what is shown.")),
    *MATERIAL,
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
