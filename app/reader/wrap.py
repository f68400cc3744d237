"""Where the rows of a document begin, for one width."""

from array import array
from bisect import bisect_right

from app.reader.cells import Cluster, clusters, is_simple
from app.reader.document import Document


class WrapIndex:
    """Rows of at most `width` cells (at least 8), a blank row between blocks.

    `rows[i]` is the offset row `i` begins at; a blank row has that of the end of the block above. `first_row[b]` is
    the first row of block `b`. Spaces at the end of a row may hang over its width.
    """

    def __init__(self, document: Document, width: int) -> None:
        self.document = document
        self.width = max(8, width)
        self.rows = array("q")
        self.first_row = array("q")
        self._clusters: tuple[int, list[Cluster]] = (-1, [])
        text = document.text
        for index, block in enumerate(document.blocks):
            if index:
                self.rows.append(document.blocks[index - 1].end)
            self.first_row.append(len(self.rows))
            start = block.start
            while (line_end := text.find("\n", start, block.end)) >= 0:
                self._wrap_line(start, line_end)
                start = line_end + 1
            self._wrap_line(start, block.end)

    def _wrap_line(self, start: int, end: int) -> None:
        text, width, add = self.document.text, self.width, self.rows.append
        add(start)
        while end - start > width or (end > start and not is_simple(text[start:end])):
            # Two more than the width: a combining mark there would belong to the last character of this row.
            if is_simple(text[start : min(end, start + width + 2)]):
                cut = text.rfind(" ", start, start + width + 1)
                start = cut + 1 if cut > start else start + width
            else:
                start = self._cut(start, end)
            if start >= end:
                return
            add(start)

    def _cut(self, start: int, end: int) -> int:
        """Where the row after this one begins, for a row that needs measuring; `end` where the line ends first."""
        size = 2 * self.width
        while True:
            stop = min(end, start + size)
            found = self._cut_within(start, stop, end)
            if found is not None:
                return found
            if stop == end:
                return end
            size *= 4

    def _cut_within(self, start: int, stop: int, end: int) -> int | None:
        """The cut, where the text up to `stop` decides it; what is joined may show only beyond that."""
        text = self.document.text
        used, chance, wide_before = 0, 0, False
        for cluster in clusters(text[start:stop], start):
            if cluster.end >= stop - 1 and stop < end:
                return None
            blank = text[cluster.start] in " \t"
            wide = cluster.width == 2
            if cluster.start > start and (wide or wide_before) and not blank:
                chance = cluster.start
            if used + cluster.width > self.width and text[cluster.start] != " " and cluster.start > start:
                return chance or cluster.start
            used += cluster.width
            if blank:
                chance = cluster.end
            wide_before = wide
        return None

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def block_of(self, row: int) -> int:
        """The block a row belongs to; a blank row to the block above it."""
        return bisect_right(self.first_row, row) - 1

    def end_row(self, block: int) -> int:
        """The row after the last one of a block."""
        return self.first_row[block + 1] - 1 if block + 1 < len(self.first_row) else len(self.rows)

    def is_blank(self, row: int) -> bool:
        """Whether a row only separates two blocks."""
        return row == self.end_row(self.block_of(row))

    def row_of(self, offset: int) -> int:
        """The row an offset is drawn on."""
        block = self.document.block_at(offset)
        return max(
            bisect_right(self.rows, offset, self.first_row[block], self.end_row(block)) - 1, self.first_row[block]
        )

    def bounds(self, row: int) -> tuple[int, int]:
        """The text drawn on a row, without the newline that ends it."""
        start = self.rows[row]
        block = self.block_of(row)
        last = self.end_row(block)
        if row >= last:
            return start, start
        if row + 1 == last:
            return start, self.document.blocks[block].end
        end = self.rows[row + 1]
        return start, end - (self.document.text[end - 1] == "\n")

    def clusters(self, row: int) -> list[Cluster] | None:
        """The clusters of a row, None where each code point is one cell."""
        start, end = self.bounds(row)
        if is_simple(self.document.text[start:end]):
            return None
        if self._clusters[0] != row:
            self._clusters = row, list(clusters(self.document.text[start:end], start))
        return self._clusters[1]

    def x_of(self, row: int, offset: int) -> int:
        """The cell, from the row's left, where the cluster at an offset begins."""
        start, end = self.bounds(row)
        offset = min(max(offset, start), end)
        found = self.clusters(row)
        if found is None:
            return offset - start
        return sum(cluster.width for cluster in found if cluster.end <= offset)

    def offset_at(self, row: int, x: int) -> int:
        """The offset of the cluster drawn at a cell of a row; past the text, the row's last place for the caret."""
        start, end = self.bounds(row)
        goes_on = row + 1 < self.end_row(self.block_of(row)) and self.rows[row + 1] == end
        found = self.clusters(row)
        if found is None:
            return min(start + max(x, 0), max(start, end - goes_on))
        for cluster in found:
            if x < cluster.width:
                return cluster.start
            x -= cluster.width
        return found[-1].start if goes_on else end
