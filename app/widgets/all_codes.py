"""Every category of a study to pick from, those of the reading in hand first."""

from collections.abc import Iterator

from textual.widget import Widget

from app.places import chosen_reading
from app.screens.coding_sheet import LETTERS
from app.widgets.ground import palette_of
from app.widgets.picker import Choice
from codebook.schemas import Schema, list_schemas
from corpus.store import Project


def schemas_in_hand(project: Project) -> list[Schema]:
    """The schemas of a study, those of the reading in hand first."""
    reading = chosen_reading(project)
    used = reading.schemas if reading else ()
    return sorted(list_schemas(project), key=lambda schema: schema.id not in used)


def all_choices(project: Project, widget: Widget) -> Iterator[Choice]:
    """Every category as the picker shows it, on a widget's ground, with its schema."""
    palette = palette_of(widget)
    for schema in schemas_in_hand(project):
        for at, code in enumerate(schema.codes):
            yield Choice(code, LETTERS[at % len(LETTERS)], palette.lane(code.colour) or "", f"({schema.name})")
