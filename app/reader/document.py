"""What the reader shows: a transcript's text, and the ranges of it that are on screen."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.reader.cells import begins_cluster, clusters

Kind = Literal["participant", "interviewer", "aside"]
_WINDOW = 256


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that is shown, `[start, end)` in code points of the whole text.

    `number` is the turn's number, 0 for none. `speaker` is what stands in the speaker column. An `aside` is text
    between turns. `start_ms` is None where unknown.
    """

    start: int
    end: int
    number: int = 0
    speaker: str = ""
    kind: Kind = "participant"
    start_ms: int | None = None


class Document:
    """A text and its blocks, ordered and disjoint; between them text is hidden.

    The caret lives on cluster starts inside blocks, and on each block's end.
    """

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self.blocks = tuple(blocks) or (Block(0, 0),)
        self.starts = array("q", [block.start for block in self.blocks])
        self._folded: tuple[str, array[int] | None] | None = None

    @property
    def first(self) -> int:
        """The first offset the caret can stand on."""
        return self.blocks[0].start

    @property
    def last(self) -> int:
        """The last offset the caret can stand on."""
        return self.blocks[-1].end

    def block_at(self, offset: int) -> int:
        """The index of the block that holds an offset, else of the nearest one before it, else 0."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def clamp(self, offset: int) -> int:
        """The nearest offset inside a block."""
        index = self.block_at(offset)
        block = self.blocks[index]
        if offset <= block.end:
            return max(offset, block.start)
        following = self.starts[index + 1] if index + 1 < len(self.blocks) else block.end
        return following if 0 < following - offset < offset - block.end else block.end

    def trim(self, start: int, end: int) -> tuple[int, int] | None:
        """A range without the hidden text at its edges; None where nothing shown is left."""
        start = self.clamp(start)
        block = self.blocks[self.block_at(start)]
        if start == block.end and end > start:
            start = min(end, self.starts[min(self.block_at(start) + 1, len(self.blocks) - 1)])
        before = self.blocks[self.block_at(max(start, end - 1))]
        end = min(end, before.end)
        return (start, end) if start < end else None

    def snap(self, offset: int) -> int:
        """The nearest offset inside a block that begins a cluster, at or before the one given."""
        offset = self.clamp(offset)
        block = self.blocks[self.block_at(offset)]
        if offset in (block.start, block.end):
            return offset
        return self._cluster_start(offset, block)

    def step(self, offset: int, direction: int) -> int:
        """The next (1) or previous (-1) place of the caret, one cluster on; the same one at either end."""
        offset = self.snap(offset)
        index = self.block_at(offset)
        block = self.blocks[index]
        if direction > 0:
            if offset >= block.end:
                return self.starts[index + 1] if index + 1 < len(self.blocks) else offset
            return self._cluster_end(offset, block)
        if offset <= block.start:
            return self.blocks[index - 1].end if index else offset
        return self._cluster_start(offset - 1, block)

    def _cluster_end(self, offset: int, block: Block) -> int:
        size = 4
        while True:
            stop = min(block.end, offset + size)
            found = next(clusters(self.text[offset:stop], offset))
            if found.end < stop - 1 or stop == block.end:
                return found.end
            size *= 4

    def _cluster_start(self, offset: int, block: Block) -> int:
        """The start of the cluster that covers an offset: read on from the last place a cluster surely begins."""
        sure = offset
        while sure > block.start and not begins_cluster(self.text[sure]):
            sure -= 1
        if sure == offset:
            return offset
        start = sure
        for cluster in clusters(self.text[sure : min(block.end, offset + _WINDOW)], sure):
            if cluster.start > offset:
                break
            start = cluster.start
        return start

    def find(self, needle: str, origin: int, direction: int) -> tuple[int, int] | None:
        """The next occurrence that is shown, from `origin` on (1) or ending by it (-1), wrapping round.

        Case is folded; `needle` must be NFC. None where there is none.
        """
        wanted = needle.casefold()
        if not wanted:
            return None
        folded, places = self._fold()
        at = origin if places is None else bisect_right(places, origin - 1)
        size = len(wanted)
        ahead = direction > 0
        for low, high in ((at, len(folded)), (0, at + size)) if ahead else ((0, at), (max(0, at - size), len(folded))):
            search = folded.find if ahead else folded.rfind
            hit = search(wanted, low, high)
            while hit >= 0:
                start, end = _place(places, hit), _place(places, hit + size - 1) + 1
                if self._shown(start, end):
                    return start, end
                hit = search(wanted, hit + 1, high) if ahead else search(wanted, low, hit + size - 1)
        return None

    def _shown(self, start: int, end: int) -> bool:
        block = self.blocks[self.block_at(start)]
        return block.start <= start and end <= block.end

    def _fold(self) -> tuple[str, "array[int] | None"]:
        """The text case-folded and, only where folding changed its length, the offset each character came from."""
        if self._folded is None:
            folded = self.text.casefold()
            places = None
            if len(folded) != len(self.text):
                places = array("q", [i for i, one in enumerate(self.text) for _ in one.casefold()])
            self._folded = folded, places
        return self._folded


def _place(places: "array[int] | None", index: int) -> int:
    return index if places is None else places[index]
