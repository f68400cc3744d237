import pytest
from textual.app import App

from app.reader import Block, Document, Mark, Reader

LINES = [
    ("I", "Hvordan går samarbeidet til daglig?"),
    (
        "P07",
        "Stort sett bra, altså. Vi sitter i samme gang. Men 👩\u200d👧 og cafe\u0301 \x1b[31m\u202e\x07 er noe annet.",
    ),
]


def make(turns=2, tail=""):
    text, blocks = "", []
    for index in range(turns):
        speaker, words = LINES[index % 2]
        text += f"{speaker}: "
        kind = "interviewer" if speaker == "I" else "participant"
        blocks.append(Block(len(text), len(text) + len(words), index + 1, speaker, kind))
        text += words + "\n\n"
    return Document(text + tail, blocks)


class Desk(App):
    def __init__(self, document, marks=(), caret=0):
        super().__init__()
        self.given = document, marks, caret
        self.heard = []

    def compose(self):
        yield Reader()

    def on_mount(self):
        self.reader.load(*self.given)
        self.reader.focus()

    @property
    def reader(self):
        return self.query_one(Reader)

    def on_reader_caret_moved(self, message):
        self.heard.append(("caret", message.offset))

    def on_reader_selection_changed(self, message):
        self.heard.append(("selection", message.selection))

    def on_reader_mark_clicked(self, message):
        self.heard.append(("mark", message.id))

    def at(self, offset):
        """The screen cell an offset is drawn in."""
        painter = self.reader._painter
        row = painter.wrap.row_of(offset)
        return painter.layout.text_at + painter.wrap.x_of(row, offset), row - int(self.reader.scroll_y)

    def selected(self):
        span = self.reader.selection
        return span and self.reader.document.text[slice(*span)]


@pytest.fixture
def document():
    return make()


async def until(pilot, condition):
    for _ in range(100):
        if condition():
            return
        await pilot.pause()
    raise AssertionError("did not come about")


async def heard(pilot, wanted):
    for _ in range(100):
        if wanted in pilot.app.heard:
            return
        await pilot.pause()
    raise AssertionError(f"{wanted} not among {pilot.app.heard}")


async def test_space_selects_the_sentence_and_again_the_next(document):
    start = document.text.index("Stort")
    async with Desk(document, caret=start + 4).run_test(size=(80, 24)) as pilot:
        pilot.app.reader.action_select_sentence()
        assert pilot.app.selected() == "Stort sett bra, altså."
        pilot.app.reader.action_select_sentence()
        assert pilot.app.selected() == "Stort sett bra, altså. Vi sitter i samme gang."
        await heard(pilot, ("selection", (start, start + 46)))


async def test_escape_clears_the_selection_only(document):
    start = document.text.index("Stort")
    async with Desk(document, [Mark(1, start, start + 5)], caret=start).run_test() as pilot:
        reader = pilot.app.reader
        reader.action_select_sentence()
        reader.action_clear()
        assert (reader.selection, reader.caret, len(reader.spans)) == (None, start, 1)
        assert reader.target == (start, start + 22)


async def test_grow_goes_from_word_to_sentence_to_turn(document):
    block = document.blocks[1]
    async with Desk(document, caret=document.text.index("sitter") + 2).run_test() as pilot:
        found = []
        for _ in range(4):
            pilot.app.reader.action_grow()
            found.append(pilot.app.selected())
        turn = document.text[block.start : block.end]
        assert found == ["sitter", "Vi sitter i samme gang.", turn, turn]


async def test_shift_arrows_select_whole_characters(document):
    family = document.text.index("👩")
    async with Desk(document, caret=family).run_test() as pilot:
        await pilot.press("shift+right")
        assert pilot.app.selected() == "👩\u200d👧"
        pilot.app.reader.go_to(document.text.index("e\u0301"))
        await pilot.press("shift+right")
        assert pilot.app.selected() == "e\u0301"


async def test_selection_over_a_turns_edge_leaves_out_hidden_text(document):
    end = document.blocks[0].end
    async with Desk(document, caret=end - 7).run_test() as pilot:
        await pilot.press(*["shift+right"] * 8)
        assert pilot.app.reader.caret == document.blocks[1].start
        assert pilot.app.selected() == "daglig?"


async def test_visual_selects_by_moving(document):
    async with Desk(document, caret=document.blocks[1].start).run_test() as pilot:
        pilot.app.reader.action_visual()
        pilot.app.reader.action_move("word", 1)
        pilot.app.reader.action_move("word", 1)
        assert pilot.app.selected() == "Stort sett "


async def test_moves_pass_over_hidden_labels_and_blank_rows(document):
    first, second = document.blocks
    async with Desk(document, caret=first.start + 3).run_test() as pilot:
        reader = pilot.app.reader
        await pilot.press("down")
        assert reader.caret == second.start + 3
        await pilot.press("up", "end")
        assert reader.caret == first.end
        reader.action_move("turn", 1)
        assert reader.caret == second.start
        reader.action_move("sentence", -1)
        assert reader.caret == first.start
        reader.action_move("sentence", 1)
        assert reader.caret == second.start
        await pilot.press("ctrl+end")
        assert reader.caret == second.end


async def test_click_drag_double_and_triple_click(document):
    text = document.text
    async with Desk(document).run_test(size=(100, 24)) as pilot:
        app = pilot.app
        await pilot.mouse_down(Reader, app.at(text.index("sett")))
        await pilot.hover(Reader, app.at(text.index(", altså")))
        await pilot.mouse_up(Reader, app.at(text.index(", altså")))
        assert app.selected() == "sett bra"
        await pilot.click(Reader, app.at(text.index("samme") + 2))
        assert (app.selected(), app.reader.caret) == (None, text.index("samme") + 2)
        await pilot.click(Reader, app.at(text.index("samme") + 2), times=2)
        assert app.selected() == "samme"
        await pilot.click(Reader, app.at(text.index("samme") + 2), times=3)
        assert app.selected() == "Vi sitter i samme gang."
        await pilot.click(Reader, app.at(text.index("daglig")), shift=True)
        assert app.reader.selection[0] == text.index("daglig")


async def test_dragging_past_the_edge_scrolls():
    async with Desk(make(60)).run_test(size=(80, 12)) as pilot:
        reader = pilot.app.reader
        await pilot.mouse_down(Reader, (40, 5))
        reader.post_message(mouse_move(reader, 40, 14))
        for _ in range(200):
            await pilot.pause(0.02)
            if reader.scroll_y > 8:
                break
        await pilot.mouse_up(Reader, (40, 5))
        assert reader.scroll_y > 8
        assert reader._drag_timer is None


def mouse_move(reader, x, y):
    from textual.events import MouseMove

    return MouseMove(reader, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)


async def test_click_in_a_lane_selects_its_words(document):
    start = document.text.index("Vi sitter")
    mark = Mark(7, start, start + 23, 3, "B", "#56B4E9")
    async with Desk(document, [mark]).run_test(size=(100, 24)) as pilot:
        layout = pilot.app.reader._painter.layout
        await pilot.click(Reader, (layout.lanes_at, pilot.app.at(start)[1]))
        assert pilot.app.selected() == "Vi sitter i samme gang."
        await heard(pilot, ("mark", 7))


async def test_next_mark_goes_by_start_and_passes_notes(document):
    start = document.blocks[1].start
    marks = [Mark(1, start - 5, start + 3), Mark("n", start + 1, start + 2, note=True), Mark(2, start + 6, start + 9)]
    async with Desk(document, marks).run_test() as pilot:
        places = []
        for direction in (1, 1, 1, -1, -1):
            pilot.app.reader.action_next_mark(direction)
            places.append(pilot.app.reader.caret)
        assert places == [start, start + 6, start + 6, start, start]


async def test_find_folds_case_and_wraps(document):
    async with Desk(document, caret=document.text.index("gang")).run_test() as pilot:
        reader = pilot.app.reader
        assert reader.find("SAMARBEIDET")
        assert pilot.app.selected() == "samarbeidet"
        assert reader.find("m", -1)
        last = document.text.rindex("m")
        assert reader.selection == (last, last + 1)
        assert not reader.find("P07")
        assert not reader.find("finnes ikke")


async def test_no_control_character_reaches_the_screen(document):
    async with Desk(document).run_test(size=(120, 24)) as pilot:
        rows = [pilot.app.reader.render_line(y) for y in range(20)]
        drawn = "".join(strip.text for strip in rows)
        assert "␛[31m\ufffd␇" in drawn
        assert not set(drawn) & {"\x1b", "\x07", "\u202e", "\n", "\t"}
        assert {strip.cell_length for strip in rows} == {119}


async def test_lanes_letters_flags_and_names_are_drawn(document):
    start, end = document.text.index("Stort"), document.blocks[1].end
    marks = [
        Mark(1, start, end, 1, "B", "#56B4E9", ("stands-out", "recurs"), name="Samarbeid"),
        Mark(2, start, start + 5, 2, "D", "#D55E00", dim=True, name="Før"),
        Mark("n1", start, start + 5, note=True),
    ]
    async with Desk(document, marks).run_test(size=(120, 24)) as pilot:
        at = pilot.app.reader._painter.layout.notes_at
        rows = [pilot.app.reader.render_line(y).crop(at).text.rstrip() for y in range(2, 5)]
        assert [row[1:] for row in rows] == ["┏B┆D        ◆●  Samarbeid", "┗", ""]
        assert rows[0][0] in "✎n"


async def test_adding_a_mark_draws_only_its_rows_anew():
    document = make(40)
    async with Desk(document).run_test(size=(80, 24)) as pilot:
        reader = pilot.app.reader
        before = {row: reader.render_line(row) for row in range(20)}
        mark = Mark(1, document.blocks[2].start, document.blocks[2].start + 5, 1, "A", "#E69F00")
        reader.add_mark(mark)
        row = reader._painter.wrap.first_row[2]
        changed = [y for y in range(20) if reader.render_line(y) is not before[y] and y not in (0, row + 1)]
        assert changed == [row]
        reader.remove_mark(1)
        assert "A" not in reader.render_line(row).text[50:]


async def test_solo_shows_one_code_alone(document):
    start = document.blocks[1].start
    marks = [Mark(1, start, start + 5, 1, "A"), Mark(2, start, start + 9, 2, "B")]
    async with Desk(document, marks).run_test() as pilot:
        reader = pilot.app.reader
        assert [mark.id for mark in reader.marks_at(start)] == [1, 2]
        reader.solo = 2
        assert [mark.id for mark in reader.marks_at(start)] == [2]
        reader.solo = None
        assert len(reader.marks_at(start)) == 2


async def test_a_new_width_keeps_the_top_text_where_it_is():
    document = make(200)
    async with Desk(document).run_test(size=(120, 24)) as pilot:
        reader = pilot.app.reader
        reader.scroll_to(y=300, animate=False, immediate=True)
        top = reader.top_offset
        await pilot.resize_terminal(60, 24)
        await until(pilot, lambda: reader._painter.layout.width == 59)
        assert reader._painter.wrap.row_of(top) == int(reader.scroll_y) != 300


async def test_a_new_width_keeps_a_caret_in_view():
    document = make(200)
    async with Desk(document, caret=document.blocks[99].start + 20).run_test(size=(120, 24)) as pilot:
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: pilot.app.reader._painter.layout.width == 59)
        assert 0 <= pilot.app.at(pilot.app.reader.caret)[1] < 20


async def test_another_theme_draws_anew(document):
    start = document.blocks[1].start
    async with Desk(document, [Mark(1, start, start + 5, 1, "A", "#E69F00")]).run_test() as pilot:
        reader = pilot.app.reader
        before = reader.render_line(3)
        pilot.app.theme = "textual-light"
        await until(pilot, lambda: reader.render_line(3) != before)
        assert not reader._looks.palette.dark


async def test_without_colour_codes_are_underlined_and_the_selection_reversed(document, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    start = document.blocks[1].start
    marks = [Mark(1, start, start + 9, 1, "A", "#E69F00"), Mark(2, start, start + 5, 2, "B", "#56B4E9")]
    async with Desk(document, marks, caret=start + 30).run_test() as pilot:
        reader = pilot.app.reader
        line = pilot.app.at(start)[1]
        assert [
            (text, bool(style.underline), bool(style.bold), style.bgcolor == reader.rich_style.bgcolor)
            for text, style, _ in reader.render_line(line)
            if text in ("Stort", " set")
        ] == [("Stort", True, True, True), (" set", True, False, True)]
        reader.go_to(start, start + 5)
        assert [text for text, style, _ in reader.render_line(line) if style.reverse] == ["Stort"]


async def test_more_codings_than_lanes_are_counted(document):
    start = document.blocks[1].start
    marks = [Mark(index, start, start + 5, index, "ABCDEFGH"[index]) for index in range(8)]
    async with Desk(document, marks).run_test(size=(100, 24)) as pilot:
        reader = pilot.app.reader
        assert reader.render_line(2).crop(reader._painter.layout.lanes_at).text.rstrip() == "╺A╺B╺C╺D╺E+3"


async def test_empty_document_is_harmless():
    async with Desk(Document("", ())).run_test() as pilot:
        await pilot.press("down", "right", "pagedown", "ctrl+end", "shift+left")
        pilot.app.reader.action_select_sentence()
        pilot.app.reader.action_grow()
        assert (pilot.app.reader.caret, pilot.app.reader.selection) == (0, None)


async def test_hidden_cursor_follows_the_caret(document):
    async with Desk(document).run_test() as pilot:
        await pilot.press("down", "right")
        assert pilot.app.cursor_position == pilot.app.at(pilot.app.reader.caret)
