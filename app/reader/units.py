"""Words, sentences and turns: the pieces a caret moves by and a selection grows by."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from app.reader.document import Block, Document
from corpus.words import WORD

Span = tuple[int, int]
# Bounded, so that a long row of dots costs no more than its length.
_STOP = re.compile(r"(?:[.!?…]{1,8}[\"'”’»)\]]{0,4}(?=\s|$)|[。！？])")
_STEP = 512
_LONGEST_WORD = 1024


class Units:
    """The units of one document. Sentences are those given, else found by a plain rule about full stops."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._sentences: Sequence[Span] = ()
        self._sentence_starts: list[int] = []

    def use_sentences(self, sentences: Sequence[Span]) -> None:
        """Take sentences computed elsewhere: sorted, disjoint ranges in code points of the whole text."""
        self._sentences = sentences
        self._sentence_starts = [start for start, _ in sentences]

    def turn(self, offset: int) -> Span:
        """The block that holds an offset."""
        block = self._block(offset)
        return block.start, block.end

    def word(self, offset: int) -> Span | None:
        """The word that covers an offset or ends at it, None between words."""
        block = self._block(offset)
        for match in WORD.finditer(self.document.text, self._word_origin(offset, block), block.end):
            if match.start() > offset:
                return None
            if offset < match.end() or (offset == match.end() and not self._begins_word(offset, block)):
                return match.span()
        return None

    def sentence(self, offset: int) -> Span:
        """The sentence at an offset, without space around it; past a sentence's stop, the one that ended there.

        Never more than the turn.
        """
        block = self._block(offset)
        given = self._given(offset, block)
        return given or self._trim(self._before(offset, block), self._after(offset, block), block)

    def next_sentence(self, end: int) -> Span | None:
        """The first sentence that begins at an offset or after it, None where there is none."""
        document = self.document
        text = document.text
        for index in range(document.block_at(end), len(document.blocks)):
            block = document.blocks[index]
            start = max(end, block.start)
            while start < block.end and text[start].isspace():
                start += 1
            if start < block.end:
                found = self.sentence(start)
                return found if found[0] >= start else (start, max(found[1], start + 1))
        return None

    def next_word(self, offset: int) -> int | None:
        """Where the next word begins, None where there is none."""
        document = self.document
        first = document.block_at(offset)
        here = self.word(offset)
        start = max(offset + 1, here[1]) if here and here[0] <= offset < here[1] else offset
        for block in document.blocks[first:]:
            match = WORD.search(document.text, max(start, block.start), block.end)
            if match and match.start() > offset:
                return match.start()
        return None

    def previous_word(self, offset: int) -> int | None:
        """Where the word before an offset begins, None where there is none."""
        document = self.document
        for index in range(document.block_at(offset), -1, -1):
            block = document.blocks[index]
            high = min(offset, block.end)
            while high > block.start:
                low = self._word_origin(max(block.start, high - 64), block)
                starts = [match.start() for match in WORD.finditer(document.text, low, high)]
                if starts:
                    return starts[-1]
                high = low
        return None

    def _block(self, offset: int) -> Block:
        return self.document.blocks[self.document.block_at(offset)]

    def _begins_word(self, offset: int, block: Block) -> bool:
        return offset < block.end and WORD.match(self.document.text, offset, block.end) is not None

    def _word_origin(self, offset: int, block: Block) -> int:
        """A place at or before an offset where no word is cut."""
        text = self.document.text
        low = max(block.start, offset - _LONGEST_WORD)
        while offset > low and not text[offset - 1].isspace():
            offset -= 1
        return offset

    def _given(self, offset: int, block: Block) -> Span | None:
        index = bisect_right(self._sentence_starts, offset) - 1
        for start, end in self._sentences[max(index, 0) : index + 2]:
            start, end = max(start, block.start), min(end, block.end)
            if start < end:
                return start, end
        return None

    def _stops(self, low: int, high: int, block: Block) -> Iterator[int]:
        """Where sentences end between two offsets. An ellipsis before a small letter is a pause, not an end."""
        text = self.document.text
        for match in _STOP.finditer(text, low, min(block.end, high + 64)):
            if match.end() > high:
                return
            if match[0].startswith(("…", "..")):
                following = text[match.end() : min(block.end, match.end() + 8)].lstrip()[:1]
                if following.islower():
                    continue
            yield match.end()

    def _before(self, offset: int, block: Block) -> int:
        """Where the sentence at an offset begins: the last stop, or line end, before it."""
        low, step = offset, _STEP
        while low > block.start:
            low, step = max(block.start, low - step), step * 2
            line = self.document.text.rfind("\n", low, offset) + 1
            stops = [stop for stop in self._stops(max(low, line), offset, block) if self._open(stop, offset, block)]
            if stops or line > low:
                return max([line, *stops])
        return block.start

    def _open(self, stop: int, offset: int, block: Block) -> bool:
        """Whether a new sentence has begun between a stop and an offset."""
        text = self.document.text
        if offset >= block.end or text[offset].isspace():
            return text[stop:offset].strip() != ""
        return stop <= offset

    def _after(self, offset: int, block: Block) -> int:
        """Where the sentence at an offset ends."""
        text = self.document.text
        line = text.find("\n", offset, block.end)
        limit = line if line >= 0 else block.end
        low = self._word_origin(offset, block)
        for stop in self._stops(low, limit, block):
            if stop > offset:
                return stop
            if self._open(stop, offset, block):
                continue
            return stop
        return limit

    def _trim(self, start: int, end: int, block: Block) -> Span:
        text = self.document.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else (start, min(start + 1, block.end))
