"""The excerpts: every filter by its key, what is done to one passage and to several, context, going there and back."""

import pytest
from textual.widgets import Input, OptionList, Static, TextArea

from app.screens.coding import CodingScreen
from app.screens.excerpts import ExcerptsScreen
from app.screens.excerpts_filtering import days_between
from app.widgets.dialogs import ChooseScreen, LineScreen, TextScreen
from app.widgets.items import Item, Line, Part, Prose, Told, wrap_told
from app.widgets.lazy_items import LazyItems
from app.widgets.passage_items import passage_item
from app.widgets.pick_many import PickManyScreen
from app.widgets.picker import PickerScreen
from app.workbench import Workbench
from codebook.codes import add_code
from codebook.codings import CodingDraft, add_codings, list_codings
from codebook.kept_filters import list_kept_filters
from codebook.project import create_project, open_project
from codebook.readings import add_schema_in_use
from codebook.schemas import CodeDraft, SchemaDraft, get_schema
from corpus.errors import InputError
from corpus.participants import import_participants
from corpus.transcripts import get_transcript
from exports.tables.filters import Filters


@pytest.fixture
async def excerpts(study_path, until):
    with open_project(study_path) as project:
        people = [{"participant": "P01", "kontor": "A"}, {"participant": "P03", "kontor": "B"}]
        import_participants(project, people, ["participant", "kontor"])
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = ExcerptsScreen()
        app.push_screen(screen)
        await until(pilot, lambda: len(screen.passages) == 5)
        yield pilot, screen


def shown(screen):
    return [passage.text for passage in screen.passages]


def filter_line(screen):
    return str(screen.query_one("#filter", Static).content)


async def typed(pilot, until, kind, text):
    """Answer a small question that waits, with a text and Enter."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    pilot.app.screen.query_one(Input).value = text
    await pilot.pause()
    await pilot.press("enter")


CASES = {
    "r": ("veileder", ["Jeg må ringe og mase.", "Jeg har aldri søkt noen dit."], "role: veileder"),
    "p": ("P02", ["Veldig fornøyd, faktisk."], "participant: P02"),
    "b": ("kontor=B", ["Jeg må ringe og mase."], "background: kontor=B"),
    "i": ("P04", ["Jeg har aldri søkt noen dit."], "interview: P04"),
    "k": ("Fornøyd", ["Stort sett bra, altså.", "Veldig fornøyd, faktisk."], "category: Fornøyd med samarbeid"),
    "s": ("veileder", [], "schema: veileder"),
    "l": ("1", [], "reading: 1"),
    "w": ("ida", 5, "coder: ida"),
    "F": ("recurs", [], "flag: recurs"),
    "o": ("by reading", 5, "origin: by reading"),
    "slash": ("MASE", ["Jeg må ringe og mase."], "words: MASE"),
    "d": ("2020-01-01 – 2020-12-31", [], "coded: 2020-01-01 – 2020-12-31"),
}


@pytest.mark.parametrize("key", CASES)
async def test_each_filter_has_its_key_and_stands_in_the_line(excerpts, until, key):
    pilot, screen = excerpts
    answer, wanted, words = CASES[key]
    await pilot.press(key)
    await typed(pilot, until, (PickManyScreen, LineScreen), answer)
    await until(pilot, lambda: words in filter_line(screen))
    number = wanted if isinstance(wanted, int) else len(wanted)
    if key == "l":  # the first reading has the schemas of the roles, under which nothing is coded here
        number = len(screen.passages)
    await until(pilot, lambda: len(screen.passages) == number)
    if isinstance(wanted, list) and wanted:
        assert shown(screen) == wanted


async def test_filters_combine_drop_one_by_one_and_all(excerpts, until):
    pilot, screen = excerpts
    await pilot.press("r")
    await typed(pilot, until, PickManyScreen, "jobb")
    await until(pilot, lambda: len(screen.passages) == 3)
    await pilot.press("slash")
    await typed(pilot, until, LineScreen, "bra")
    await until(pilot, lambda: len(screen.passages) == 1)
    assert filter_line(screen) == "filter: role: jobbspesialist · words: bra"
    await pilot.press("z")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await pilot.press("1")
    await until(pilot, lambda: filter_line(screen) == "filter: words: bra")
    await pilot.press("Z")
    await until(pilot, lambda: len(screen.passages) == 5)
    assert filter_line(screen) == "filter: everything coded"
    await pilot.press("z")
    assert screen.is_current


async def test_several_are_chosen_with_tab(excerpts, until):
    pilot, screen = excerpts
    await pilot.press("p")
    await until(pilot, lambda: isinstance(pilot.app.screen, PickManyScreen))
    await pilot.press("down", "tab", "down", "tab", "enter")
    await until(pilot, lambda: screen.filters.participant == ("P01", "P03"))
    await pilot.press("p")
    await until(pilot, lambda: isinstance(pilot.app.screen, PickManyScreen))
    listed = pilot.app.screen.query_one(OptionList)
    assert listed.highlighted == 1
    await pilot.press("up", "enter")
    await until(pilot, lambda: screen.filters == Filters())


async def test_sub_categories_and_quotes_are_switched(excerpts, until):
    pilot, screen = excerpts
    await pilot.press("n")
    assert not screen.filters.exact
    await pilot.press("k")
    await typed(pilot, until, PickManyScreen, "Fornøyd")
    await until(pilot, lambda: len(screen.passages) == 2)
    await pilot.press("n")
    await until(pilot, lambda: "(without sub-categories)" in filter_line(screen))
    await pilot.press("Q")
    await until(pilot, lambda: screen.filters.quote and not screen.passages)


async def test_no_hits_say_what_to_loosen(excerpts, until):
    pilot, screen = excerpts
    screen.set_filters(Filters(role=("veileder",), text=("fornøyd",)))
    empty = screen.query_one("#empty", Static)
    await until(pilot, lambda: empty.display)
    told = str(empty.content)
    assert "role: veileder · words: fornøyd" in told
    assert "Without “words: fornøyd” there would be 2 passages." in told
    assert "Without “role: veileder” there would be 1 passage." in told
    await pilot.press("e", "escape", "c", "f", "g", "m", "q", "y", "x", "space", "A", "plus", "enter", "S")
    screen.set_filters(Filters(code=("is not there",)))
    await until(pilot, lambda: "is not there" in str(empty.content))
    assert "z drops one condition" in str(empty.content)


async def test_a_filter_is_kept_recalled_and_dropped(excerpts, until):
    pilot, screen = excerpts
    await pilot.press("a", "D", "K")
    assert screen.is_current
    await pilot.press("r")
    await typed(pilot, until, PickManyScreen, "veileder")
    await until(pilot, lambda: len(screen.passages) == 2)
    await pilot.press("K")
    await typed(pilot, until, LineScreen, "veilederne")
    await until(pilot, lambda: list_kept_filters(screen.project) != [])
    await pilot.press("Z")
    await until(pilot, lambda: len(screen.passages) == 5)
    await pilot.press("a")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await pilot.press("1")
    await until(pilot, lambda: len(screen.passages) == 2)
    await pilot.press("D")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await pilot.press("1")
    await until(pilot, lambda: list_kept_filters(screen.project) == [])


async def test_what_is_done_is_done_to_all_marked_as_one_change(excerpts, until):
    pilot, screen = excerpts
    steps = len(screen.project.steps())
    await pilot.press("space", "space")
    assert len(screen.marked) == 2
    await pilot.press("f")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await pilot.press("2")
    await until(pilot, lambda: [len(c.flags) for c in list_codings(screen.project)] == [1, 1, 0, 0, 0])
    assert list_codings(screen.project)[0].flags == ("stands-out",)
    await pilot.press("g")
    await typed(pilot, until, LineScreen, "kort sagt")
    await until(pilot, lambda: [c.gist for c in list_codings(screen.project)] == ["kort sagt"] * 2 + [""] * 3)
    await pilot.press("m")
    await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen))
    pilot.app.screen.query_one(TextArea).text = "et notat"
    await pilot.press("ctrl+s")
    await until(pilot, lambda: [c.memo for c in list_codings(screen.project)] == ["et notat"] * 2 + [""] * 3)
    await until(pilot, lambda: screen.is_current and len(screen.passages) == 5)
    await pilot.press("q")
    await until(pilot, lambda: [c.quote for c in list_codings(screen.project)] == [True] * 2 + [False] * 3)
    await pilot.press("c")
    await typed(pilot, until, PickerScreen, "Gjensidig")
    code = next(c for c in get_schema(screen.project, "samarbeid").codes if c.name == "Gjensidig læring")
    await until(pilot, lambda: [c.code == code.id for c in list_codings(screen.project)][:2] == [True, True])
    assert len(screen.project.steps()) == steps + 5
    await until(pilot, lambda: screen.passages[0].code.id == code.id)
    await pilot.press("x")
    await until(pilot, lambda: len(screen.passages) == 3)
    await pilot.press("u")
    await until(pilot, lambda: len(screen.passages) == 5)
    await pilot.press("A")
    assert len(screen.marked) == 5
    await pilot.press("A")
    assert screen.marked == set()


async def test_one_passage_is_recoded_as_a_new_category(excerpts, until):
    pilot, screen = excerpts
    await pilot.press("down", "c")
    await typed(pilot, until, PickerScreen, "Helt ny")
    await until(pilot, lambda: len(screen.passages) == 5 and screen.passages[1].code.name == "Helt ny")
    assert screen.project.steps()[-1].what == "recoded a passage as Helt ny"
    assert screen.query_one(LazyItems).cursor == 1


async def test_context_grows_and_shrinks_and_is_kept(excerpts, until):
    pilot, screen = excerpts
    items = screen.query_one(LazyItems)
    await pilot.press("plus")
    drawn = "\n".join(items.render_line(y).text for y in range(8))
    assert "I: Hvordan går samarbeidet?" in drawn
    assert "P01: Stort sett bra, altså. Vi sitter i samme gang." in drawn
    await pilot.press("plus", "minus", "minus", "minus")
    assert screen.context == 0
    assert "I: Hvordan" not in "\n".join(items.render_line(y).text for y in range(8))
    await pilot.press("plus")
    other = ExcerptsScreen()
    pilot.app.push_screen(other)
    await until(pilot, lambda: len(other.passages) == 5)
    assert other.context == 1


async def test_enter_goes_there_and_escape_comes_back_to_the_passage(excerpts, until):
    pilot, screen = excerpts
    await pilot.press("down", "down", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen) and hasattr(pilot.app.screen, "sheet"))
    reader = pilot.app.screen.reader
    await until(pilot, lambda: reader.selection is not None)
    text = pilot.app.screen.sheet.text.text
    assert text[slice(*reader.selection)] == screen.passages[2].text
    await pilot.press("escape", "escape")
    await until(pilot, lambda: screen.is_current)
    assert screen.query_one(LazyItems).cursor == 2


async def test_copy_takes_all_marked(excerpts, until):
    pilot, _screen = excerpts
    await pilot.press("space", "space", "y")
    await until(pilot, lambda: pilot.app.clipboard.count("\n\n") == 1)
    assert "Stort sett bra, altså." in pilot.app.clipboard


async def test_keys_keep_only_the_codings_counted_until_the_filter_changes(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = ExcerptsScreen(Filters(schema=("samarbeid",)), "two", frozenset({1, 3}))
        app.push_screen(screen)
        await until(pilot, lambda: len(screen.passages) == 2)
        assert filter_line(screen) == "filter: schema: samarbeid · only those counted"
        await pilot.press("Z")
        await until(pilot, lambda: len(screen.passages) == 5)


async def test_an_empty_study_and_hostile_names_do_no_harm(tmp_path, until, study_path):
    create_project(tmp_path / "empty.tusj").close()
    app = Workbench(tmp_path / "empty.tusj")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = ExcerptsScreen()
        app.push_screen(screen)
        await until(pilot, lambda: screen.query("#empty") and screen.query_one("#empty").display)
        await pilot.press("r", "escape", "k", "b", "w", "z", "K", "a", "e", "escape")
    with open_project(study_path) as project:
        names = ("[/x]\x1b[31m" + "n" * 300, "[bold]b\u202e")
        schema = add_schema_in_use(project, SchemaDraft("[red]s", tuple(CodeDraft(name) for name in names)))
        transcript = get_transcript(project, "P01")
        add_codings(project, [CodingDraft(transcript.id, 0, 20, code.id, "", "[/]") for code in schema.codes])
        deep = schema.codes[0]
        for _level in range(20):
            deep = add_code(project, get_schema(project, "[red]s"), CodeDraft("dyp " * 20, deep.path))
        add_codings(project, [CodingDraft(transcript.id, 0, 30, deep.id, "", "[/]")])
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = ExcerptsScreen(Filters(schema=("[red]s",)))
        app.push_screen(screen)
        await until(pilot, lambda: len(screen.passages) == 3)
        items = screen.query_one(LazyItems)
        await pilot.press("end", "home", "plus")
        for y in range(items.size.height):
            strip = items.render_line(y)
            assert "\x1b" not in strip.text
            assert "\u202e" not in strip.text
            assert strip.cell_length <= items.size.width


# ---- the list
def test_words_in_several_looks_keep_their_looks_and_the_width():
    parts = (Part("før \n", "quiet"), Part("her er det", "strong"), Part(" etterpå og så videre", "quiet"))
    lines = wrap_told(parts, 12)
    assert [[(part.text, part.look) for part in line] for line in lines] == [
        [("før ", "quiet"), ("her er", "strong")],
        [("det", "strong"), (" etterpå", "quiet")],
        [("og så videre", "quiet")],
    ]
    odd = wrap_told((Part("日本語のテキスト ", "quiet"), Part("e\u0301 👩\u200d👩\u200d👧 x", "")), 7)
    assert "".join(part.text for line in odd for part in line).replace(" ", "").startswith("日本語のテキスト")


class Counting(list):
    """A list that counts which of its items were asked for."""

    def __init__(self, items):
        super().__init__(items)
        self.asked = set()

    def __getitem__(self, index):
        self.asked.add(index)
        return super().__getitem__(index)


async def test_twenty_thousand_are_made_only_as_they_come_into_view(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = ExcerptsScreen()
        app.push_screen(screen)
        await until(pilot, lambda: len(screen.passages) == 5)
        lists = screen.query_one(LazyItems)
        made = [Item((Prose(f"{n} " + "ord " * (n % 97)), Line((Part("kilde"),)), Line())) for n in range(20_000)]
        counting = Counting(made)
        lists.show(counting, None, [4 * (n % 97) for n in range(20_000)])
        assert len(counting.asked) < 40
        await pilot.press("end")
        assert lists.cursor == 19_999
        drawn = [lists.render_line(y).text for y in range(lists.size.height)]
        assert any(text.startswith("▌ 19999 ") for text in drawn)
        assert "kilde" in drawn[-2]
        assert len(counting.asked) < 80
        for key in ("pageup", "pageup", "up", "pagedown", "down"):
            await pilot.press(key)
            top = lists._tops[lists.cursor]
            assert top - lists.scroll_y < lists.size.height
            assert lists._tops[lists.cursor + 1] > lists.scroll_y
            assert lists._heights[lists.cursor] == lists._height(made[lists.cursor])
        await pilot.press("home")
        assert (lists.cursor, int(lists.scroll_y)) == (0, 0)
        lists.scroll_to(y=lists._tops[10_000], animate=False, immediate=True)
        drawn = [lists.render_line(y).text for y in range(lists.size.height)]
        assert any(text.strip().startswith("1000") or "9999 " in text for text in drawn)
        assert len(counting.asked) < 300


def test_marked_passages_have_a_sign_and_several_coders_are_named(study):
    from exports.tables.passages import find

    passage = find(study)[0]
    item = passage_item(passage, marked=True, several_coders=True)
    assert item.mark == "✓"
    source = item.blocks[1]
    assert isinstance(source, Told)
    assert source.parts[1].text.endswith("coded by ida")


def test_days_are_read_from_one_line():
    assert days_between("2026-03-01 – 2026-03-31") == ("2026-03-01", "2026-03-31")
    assert days_between("1.3.2026..31.3.2026") == ("2026-03-01", "2026-03-31")
    assert days_between(" – 2026-03-31") == ("", "2026-03-31")
    assert days_between("2026-03-01 - 2026-03-31") == ("2026-03-01", "2026-03-31")
    assert days_between("2026-03-01") == ("2026-03-01", "")
    assert days_between("") == ("", "")
    with pytest.raises(InputError):
        days_between("mars")
