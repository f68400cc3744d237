"""The passages behind a number: the excerpts, with the filters that find exactly those."""

from app.screens.excerpts import ExcerptsScreen
from app.widgets.passage_items import FLAG_SIGNS, passage_item, source_words

PassagesScreen = ExcerptsScreen

__all__ = ["FLAG_SIGNS", "PassagesScreen", "passage_item", "source_words"]
