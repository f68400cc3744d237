"""The overview: interviews by role, how far each is, and what to do next. An empty study shows how to begin."""

from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from app.actions import actions_of, bindings_of, keymap
from app.places import choose_reading, chosen_reading, keep_front, kept_places
from app.rooms import ROOM_WORDS, screen_of
from app.screens.base import WorkScreen, shown_keys
from app.screens.overview_rows import empty_study, interview_row, role_head
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.facts import get_facts, say_end
from codebook.readings import NOT_STARTED, READ, STATUSES, Reading, set_status
from codebook.schemas import list_schemas
from corpus.imports import dropped_paths
from corpus.messages import _, ngettext
from corpus.sample import sample_language
from corpus.transcripts import remove_transcript
from exports.harmless import line
from exports.tables.overview import Interview, Overview, interview_to_go_on_with, study_overview

_TALL = 28
WIDE = 110  # columns that hold the end date in full


class OverviewScreen(WorkScreen):
    """The study at a glance; Enter opens the interview under the bar."""

    room = "overview"
    BINDINGS: ClassVar = bindings_of("overview")
    CSS_PATH = "overview.tcss"

    def __init__(self, bring_in: tuple[Path, ...] = ()) -> None:
        super().__init__()
        self._bring_in = bring_in
        self._overview = Overview((), (), 0)
        self._reading: Reading | None = None
        self._shown_at_first = False
        self._drawn_for = 0

    def compose(self) -> ComposeResult:
        """The title, the interviews or the first steps, what to do next."""
        yield TitleLine()
        yield OptionList(id="interviews", markup=False)
        steps = Static(id="steps", markup=False)
        steps.can_focus = True
        yield steps
        yield Static(id="rooms", markup=False)
        yield Static(id="next", markup=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Show the files to bring in, where asked for; the study is shown as the screen comes in front."""
        if self._bring_in:
            self._import(self._bring_in)

    def on_resize(self) -> None:
        """Lines are drawn for a width."""
        if self._shown_at_first and self._drawn_for != self.size.width:
            self._draw()

    def refresh_content(self) -> None:
        """Read the study again and draw it, the bar on the interview it was on."""
        keep_front(self.project, 0)
        self._reading = chosen_reading(self.project)
        self._overview = study_overview(self.project, self._reading)
        self._draw()

    def _draw(self) -> None:
        interviews, steps = self.query_one("#interviews", OptionList), self.query_one("#steps", Static)
        empty = not self._overview.groups
        interviews.display, steps.display = not empty, empty
        reading = _("reading: {name}").format(name=self._reading.name) if self._reading else ""
        saved = _("saved") if self.project.writable else _("read only")
        saved = _("encrypted · {saved}").format(saved=saved) if self.project.encrypted else saved
        said = (say_end(get_facts(self.project), short=self.size.width < WIDE), reading, saved)
        self.query_one(TitleLine).show(self.project.name, " · ".join(part for part in said if part))
        self.query_one("#next", Static).update(Content(line(self._say_next())))
        self._draw_rooms(shown=not empty and self.size.height >= _TALL)
        if empty:
            steps.update(empty_study(self._overview.schemas > 0, self.size.width - 2))
            steps.focus()
            return
        if not self._shown_at_first or self.focused is None or not self.focused.display:
            interviews.focus()
        self._fill(interviews)

    def _draw_rooms(self, *, shown: bool) -> None:
        """Where the analysis is done, each room with its key, where there is room to say so."""
        rooms = self.query_one("#rooms", Static)
        rooms.display = shown
        if shown:
            changed = keymap(self.workbench.settings.keys, self.workbench.settings.vi)
            keys = {action.name: changed.get(action.id, action.keys) for action in actions_of(self.room)}
            words = [
                Content.assemble((shown_keys(keys[room]), "bold $secondary"), f" {_(word)}")
                for room, word in ROOM_WORDS.items()
            ]
            rooms.update(Content("   ").join(words))

    def _fill(self, interviews: OptionList) -> None:
        places = kept_places(self.project)
        self._drawn_for = self.size.width
        width = max(40, self._drawn_for - 4)
        chosen = self._reading.id if self._reading else -1
        statuses = self._reading.statuses if self._reading else {}
        before = interviews.highlighted
        under = interviews.get_option_at_index(before).id if before is not None and interviews.option_count else None
        options: list[Option] = []
        for group in self._overview.groups:
            if options:
                options.append(Option(" ", disabled=True))
            options.append(Option(role_head(group, self._overview, chosen, width), disabled=True))
            for interview in group.interviews:
                key = interview.transcript.id
                since = statuses.get(key, ("", ""))[1]
                row = interview_row(interview, places.get(key), width, since, reading=self._reading is not None)
                options.append(Option(Content.assemble("  ", row), id=str(key)))
        interviews.clear_options()
        interviews.add_options(options)
        keys = {option.id: at for at, option in enumerate(options) if option.id}
        wanted = under if self._shown_at_first and under in keys else None
        if wanted is None:
            go_on = interview_to_go_on_with(self._overview, {key: place.time for key, place in places.items()})
            wanted = str(go_on.transcript.id) if go_on else None
        interviews.highlighted = keys.get(wanted or "")
        self._shown_at_first = True

    def _say_next(self) -> str:
        overview, said = self._overview, list[str]()
        if not overview.groups:
            return _("Nothing here yet. Everything you do is saved at once, and u undoes it.")
        if not overview.schemas:
            said.append(_("choose categories (k)"))
        else:
            said.append(self._say_interview(overview))
        without = sum(not all(i.transcript.roles) for i in overview.interviews)
        if without:
            said.append(
                ngettext("{n} interview has no role (p)", "{n} interviews have no role (p)", without).format(n=without)
            )
        bare = sum(i.status == READ and not i.reflected for i in overview.interviews)
        if bare:
            words = ngettext(
                "{n} read interview has no reflection yet", "{n} read interviews have no reflection yet", bare
            )
            said.append(words.format(n=bare))
        if self._overview.comments:
            words = ngettext("{n} comment waits (b)", "{n} comments wait (b)", self._overview.comments)
            said.append(words.format(n=self._overview.comments))
        return _("Next: {what}").format(what=" · ".join(part for part in said if part))

    def _say_interview(self, overview: Overview) -> str:
        opened = {key: place.time for key, place in kept_places(self.project).items()}
        interview = interview_to_go_on_with(overview, opened)
        reading = self._reading
        if interview is None or reading is None:
            return ""
        if not any(i.meant and i.status != READ for i in overview.interviews):
            after = [r.name for r in overview.readings if r.id > reading.id]
            if after:
                return _("reading {name} is read through; l changes to reading {next}").format(
                    name=reading.name, next=after[0]
                )
            if not any(interview.meant for interview in overview.interviews):
                return self._say_nobodys(reading) if all(all(i.transcript.roles) for i in overview.interviews) else ""
            return _("reading {name} is read through: frequencies (f), quotes (q)").format(name=reading.name)
        name = interview.transcript.name
        fresh = interview.status == NOT_STARTED and interview.transcript.id not in opened
        words = _("begin with {name} (Enter)") if fresh else _("carry on with {name} (Enter)")
        return words.format(name=name)

    def _say_nobodys(self, reading: Reading) -> str:
        """What to do about a reading that no interview is in, though everybody has a role."""
        inside = [schema for schema in list_schemas(self.project) if schema.id in reading.schemas]
        if not inside:
            return _("choose categories (k)")
        words = _("nobody has the role “{role}” that {schema} is for: say whose it is (k, then o)")
        return words.format(role=line(inside[0].role), schema=line(inside[0].name))

    def _interview(self) -> Interview | None:
        interviews = self.query_one("#interviews", OptionList)
        if not self._overview.groups or interviews.highlighted is None:
            return None
        key = interviews.get_option_at_index(interviews.highlighted).id
        return next((i for i in self._overview.interviews if str(i.transcript.id) == key), None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click opens the interview."""
        event.stop()
        self.action_open()

    def on_paste(self, event: events.Paste) -> None:
        """Paths dropped or pasted are files to bring in."""
        event.stop()
        paths = [path for path in dropped_paths(event.text) if path.exists()]
        if paths:
            self._import(tuple(paths))
        else:
            self.workbench.say(_("There is no file by that name."))

    def _import(self, paths: tuple[Path, ...] = ()) -> None:
        from app.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen(paths))

    def action_open(self) -> None:
        """Open the interview under the bar."""
        interview = self._interview()
        if interview is None:
            self.workbench.say(_("There is no interview yet: i brings some in."))
            return
        from app.screens.coding import CodingScreen

        self.app.push_screen(CodingScreen(interview.transcript.name))

    def action_import(self) -> None:
        """Bring interviews in."""
        self._import()

    def action_go(self, room: str) -> None:
        """Go to another room of the study."""
        self.app.push_screen(screen_of(room))

    def action_next_reading(self) -> None:
        """Take the next reading in hand."""
        readings = self._overview.readings
        if not readings:
            self.workbench.say(_("There is no reading yet: k chooses categories, and the first schema begins one."))
            return
        at = next((n for n, reading in enumerate(readings) if self._reading and reading.id == self._reading.id), -1)
        choose_reading(self.project, readings[(at + 1) % len(readings)])
        self.refresh_content()

    def action_status(self) -> None:
        """Set how far the interview is; in an empty study, open the sample."""
        if not self._overview.groups:
            from app.screens.start import open_sample

            open_sample(self)
            return
        interview = self._interview()
        if interview is None or self._reading is None or not interview.meant:
            self.workbench.say(_("This interview is in no reading yet: k chooses categories."))
            return
        reading, transcript = self._reading, interview.transcript
        status = STATUSES[(STATUSES.index(interview.status) + 1) % len(STATUSES)]
        if self.attempt(lambda: set_status(self.project, reading, transcript, status)):
            self.refresh_content()
            words = _("{name} is “{status}” in reading {reading}; u undoes.")
            self.workbench.say(words.format(name=transcript.name, status=_(status), reading=reading.name))

    def action_remove(self) -> None:
        """Take the interview out; undo brings it back with all that hangs on it."""
        interview = self._interview()
        if interview and self.attempt(lambda: remove_transcript(self.project, interview.transcript)):
            self.refresh_content()
            count = interview.codings
            words = ngettext(
                "Took {name} out, with {count} coded passage; u brings it back.",
                "Took {name} out, with {count} coded passages; u brings it back.",
                count,
            )
            self.workbench.say(words.format(name=interview.transcript.name, count=count))

    def action_guide(self) -> None:
        """Show the sample's guided page; a study of one's own has none."""
        language = sample_language(self.project.name)
        if not language:
            self.workbench.say(_("The guided page belongs to the sample study; ? shows all keys."))
            return
        from app.screens.guide import GuideScreen

        self.app.push_screen(GuideScreen(language))
