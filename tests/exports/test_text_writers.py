import io

from exports.harmless import display_width
from exports.values import (
    Column,
    FrequencyPage,
    FrequencyRow,
    QuoteGroup,
    QuotePage,
    QuotePassage,
    QuoteSection,
    RoleCell,
    Table,
)
from exports.writers import write_frequencies, write_quotes, write_table
from exports.writers.plain import table_text


def table_as(table: Table, format: str) -> str:
    target = io.BytesIO()
    write_table(table, format, target, language="en")
    return target.getvalue().decode()


def frequencies_as(page: FrequencyPage, format: str) -> str:
    target = io.BytesIO()
    write_frequencies([page], format, target, language="en")
    return target.getvalue().decode()


def quotes_as(page: QuotePage, format: str, label: str = "role", sources: bool = False) -> str:
    target = io.BytesIO()
    write_quotes(page, format, target, label, sources=sources, language="en")
    return target.getvalue().decode()


PEOPLE = Table(
    "Participants",
    (
        Column("participant", "Participant"),
        Column("words", "Words", "int"),
        Column("share", "Share", "share"),
    ),
    (("P01", 6214, 0.5), ("日本", None, None)),
    ("9 of 9 read.",),
)
THESIS = FrequencyPage(
    "samarbeid",
    "Samarbeid",
    (("jobbspesialist", 9), ("veileder", 20)),
    (
        FrequencyRow("Bakgrunn", 0, True, (RoleCell(9, 9), RoleCell(12, 20))),
        FrequencyRow("Bakgrunn > Alder", 1, False, (RoleCell(None, 0), RoleCell(4, 20, not_asked=1))),
    ),
    ("Numbers are people.",),
)
QUOTES = QuotePage(
    "Quotes",
    (
        QuoteSection(
            "Frustrasjoner",
            "What chafes.",
            (
                QuoteGroup(
                    "veileder",
                    2,
                    9,
                    (
                        QuotePassage("Jeg må *mase*.", "P06", "41", "veileder", 3, ("stands out",), "mas", "again"),
                        QuotePassage("ord " * 40, "P07", "2–3", "veileder", 4),
                    ),
                ),
                QuoteGroup("jobbspesialist", 0, 9, ()),
            ),
        ),
    ),
)


def test_text_table_is_aligned_by_display_width() -> None:
    assert table_as(PEOPLE, "text") == (
        "Participant  Words  Share\n"
        "───────────  ─────  ─────\n"
        "P01           6214   0.50\n"
        "日本             –      –\n"
        "\n"
        "9 of 9 read.\n"
    )


def test_text_table_fits_the_terminal() -> None:
    wide = Table("t", (Column("a", "A"), Column("b", "B")), (("ord " * 30, "to " * 20),))
    lines = table_text(wide, width=40).splitlines()
    assert max(display_width(line) for line in lines) <= 40
    assert " ".join(lines).count("ord") == 30


FREQUENCIES = Table(
    "Frequencies",
    (
        Column("schema", "schema"),
        Column("code", "category"),
        Column("path", "path"),
        Column("group", "group"),
        Column("informants", "participants", "int"),
    ),
    (
        ("veileder", "Hva kreves god veileder?", "Hva kreves god veileder?", "veileder", 9),
        ("samarbeid", "Antall samarbeidserfaringer", "Antall samarbeidserfaringer", "veileder", 8),
    ),
    ("9 of 9 read.",),
)


def test_a_terminal_with_room_shows_rows_without_repeating_the_path() -> None:
    assert table_text(FREQUENCIES, 76).splitlines()[:3] == [
        "schema     category                     group     participants",
        "─────────  ───────────────────────────  ────────  ────────────",
        "veileder   Hva kreves god veileder?     veileder             9",
    ]


def test_a_narrower_one_parts_the_table_by_schema_and_breaks_no_word() -> None:
    assert table_text(FREQUENCIES, 48) == (
        "veileder\n════════\n"
        "category                  group     participants\n"
        "────────────────────────  ────────  ────────────\n"
        "Hva kreves god veileder?  veileder             9\n\n"
        "samarbeid\n═════════\n"
        "category                  group     participants\n"
        "────────────────────────  ────────  ────────────\n"
        "Antall                    veileder             8\n"
        "samarbeidserfaringer\n\n"
        "9 of 9 read.\n"
    )


def test_the_narrowest_tells_row_by_row() -> None:
    assert table_text(FREQUENCIES, 40).splitlines()[:6] == [
        "schema        veileder",
        "category      Hva kreves god veileder?",
        "group         veileder",
        "participants  9",
        "",
        "schema        samarbeid",
    ]


def test_combining_marks_take_no_column() -> None:
    assert display_width("e\u0301👩日") == 5


def test_text_shows_hidden_direction() -> None:
    out = table_as(Table("t", (Column("a", "A"),), (("x\u202ey\x1b[31m [bold]",),)), "text")
    assert out.splitlines()[2] == "x⟨U+202E⟩y\ufffd[31m [bold]"


def test_markdown_table_escapes_text() -> None:
    hostile = Table("t", (Column("a", "A"),), (("# a|b *c* _d_ <e> [bold] `f` \\ @g\nh",), ("1. x",), ("- y",)))
    assert table_as(hostile, "md") == (
        "| A |\n| :--- |\n| \\# a\\|b \\*c\\* \\_d\\_ \\<e\\> \\[bold\\] \\`f\\` \\\\ \\@g h |\n| 1\\. x |\n| \\- y |\n"
    )


def test_frequency_table_for_the_thesis_as_text() -> None:
    assert frequencies_as(THESIS, "text") == (
        "Samarbeid\n\n"
        "            jobbspesialist (N = 9)     veileder (N = 20)\n"
        "──────────  ──────────────────────  ────────────────────\n"
        "Bakgrunn †                       9              12 (60%)\n"
        "  Alder                          –  4 (20%, 1 not asked)\n"
        "\n– marks a role that the category leaves out.\n"
        "† marks facts about the informants, which are not counted as statements.\n"
        "Numbers are people.\n"
    )


def test_frequency_table_in_markdown_sets_sub_categories_in() -> None:
    assert frequencies_as(THESIS, "md").splitlines()[:6] == [
        "**Samarbeid**",
        "",
        "| Category | jobbspesialist (N = 9) | veileder (N = 20) |",
        "| :--- | ---: | ---: |",
        "| Bakgrunn † | 9 | 12 (60%) |",
        "| &emsp;Alder | – | 4 (20%, 1 not asked) |",
    ]


def test_bars_segments_and_words_only_where_shown() -> None:
    cell = RoleCell(4, 8, segments=7, words=120)
    row = (FrequencyRow("A", 0, False, (cell,)),)
    bare = FrequencyPage("s", "S", (("v", 8),), row)
    full = FrequencyPage("s", "S", (("v", 8),), row, show=frozenset({"segments", "words", "bars"}))
    assert frequencies_as(bare, "md").splitlines()[-1] == "| A | 4 |"
    assert frequencies_as(full, "md").splitlines()[-1] == "| A | 4 | █████░░░░░ | 7 | 120 |"


def test_quote_page_in_markdown() -> None:
    block = " ".join(["ord"] * 40)
    assert quotes_as(QUOTES, "md") == (
        "# Quotes\n\n## Frustrasjoner\n\n*What chafes.*\n\n### veileder: 2 of 9\n\n"
        f"“Jeg må \\*mase\\*.” (A veileder)\n\n> {block} (A veileder)\n\n### jobbspesialist: 0 of 9\n"
    )


def test_sources_stand_in_markdown_only_on_request() -> None:
    assert "P06" not in quotes_as(QUOTES, "md")
    assert "*P06, turn 41 · stands out · gist: mas · note: again*" in quotes_as(QUOTES, "md", sources=True)


def test_quote_page_as_text_sets_blocks_in() -> None:
    assert quotes_as(QUOTES, "text", "number", sources=True).splitlines()[:12] == [
        "Quotes",
        "══════",
        "",
        "Frustrasjoner",
        "─────────────",
        "What chafes.",
        "",
        "veileder: 2 of 9",
        "",
        "  “Jeg må *mase*.” (Veileder 3)",
        "  P06, turn 41 · stands out · gist: mas · note: again",
        "",
    ]


def test_quotes_as_json_say_sources_only_on_request() -> None:
    bare = quotes_as(QUOTES, "json")
    assert "P06" not in bare
    assert "schema,code,path,role,informants,of,label,quote,block\n" in quotes_as(QUOTES, "csv")
    assert "label,quote,block,participant,transcript,turn,start,end,flags,gist,memo\n" in quotes_as(
        QUOTES, "csv", sources=True
    )


def test_page_without_passages_says_so() -> None:
    assert quotes_as(QuotePage("Quotes", ()), "md") == "# Quotes\n\nNo passages.\n"
    assert quotes_as(QuotePage("Quotes", ()), "text") == "Quotes\n══════\n\nNo passages.\n"
    assert quotes_as(QuotePage("Quotes", ()), "json") == "[]\n"


def test_a_cell_of_five_million_characters_is_cut_and_told_in_text_and_whole_elsewhere() -> None:
    table = Table(
        "Notes", (Column("memo", "number", "int"), Column("text", "text")), ((1, "ord " * 1_250_000), (2, "kort"))
    )
    told = table_as(table, "text")
    assert len(told) < 10_000
    assert "…" in told
    assert "A text longer than 2000 characters is cut" in told
    assert len(table_as(table, "csv")) > 4_900_000
    assert "is cut" not in table_as(Table("Notes", table.columns, table.rows[1:]), "text")
