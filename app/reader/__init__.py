"""The transcript reader: a document, its marks, and the widget that shows them."""

from app.reader.cells import clean, fit
from app.reader.document import Block, Document
from app.reader.moves import Unit
from app.reader.palette import Palette
from app.reader.reader import Reader
from app.reader.spans import Mark
from app.reader.units import Units

__all__ = ["Block", "Document", "Mark", "Palette", "Reader", "Unit", "Units", "clean", "fit"]
