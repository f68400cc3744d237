from hypothesis import given
from hypothesis import strategies as st

from app.reader.spans import LANES, Mark, SpanIndex

RANGES = st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 5000)), max_size=40)


def marks_of(ranges):
    return [Mark(index, start, start + length) for index, (start, length) in enumerate(ranges)]


@given(RANGES, RANGES, st.integers(0, 9000), st.integers(1, 5000), st.data())
def test_overlapping_is_what_comparing_each_gives(first, second, start, length, data):
    marks = marks_of(first + second)
    index = SpanIndex(marks[: len(first)])
    for mark in marks[len(first) :]:
        index.add(mark)
    gone = data.draw(st.sets(st.sampled_from([mark.id for mark in marks]))) if marks else set()
    for mark_id in gone:
        index.remove(mark_id)
    left = [mark for mark in marks if mark.id not in gone]
    end = start + length
    assert {mark.id for mark in index.overlapping(start, end)} == {
        mark.id for mark in left if mark.start < end and mark.end > start
    }
    assert [mark.start for mark in index.following(start)] == sorted(m.start for m in left if m.start > start)
    assert [mark.start for mark in index.preceding(start)] == sorted(
        (m.start for m in left if m.start < start), reverse=True
    )


@given(RANGES)
def test_overlapping_marks_have_lanes_of_their_own(ranges):
    marks = marks_of(ranges)
    index = SpanIndex(marks)
    for one in marks:
        for other in index.overlapping(one.start, one.end):
            same = index.lane_of(one.id) == index.lane_of(other.id)
            assert one is other or not same or index.lane_of(one.id) == LANES


@given(RANGES, st.integers(0, 9000), st.integers(1, 5000))
def test_adding_and_removing_moves_no_other_lane(ranges, start, length):
    marks = marks_of(ranges)
    index = SpanIndex(marks)
    before = {mark.id: index.lane_of(mark.id) for mark in marks}
    index.add(Mark("new", start, start + length))
    assert {mark.id: index.lane_of(mark.id) for mark in marks} == before
    again = index.replaced([Mark("other", start, start + length), *marks])
    assert {mark.id: again.lane_of(mark.id) for mark in marks} == before


def test_neighbours_on_one_row_get_different_lanes():
    index = SpanIndex([Mark(1, 0, 30), Mark(2, 31, 60), Mark(3, 400, 430)])
    assert [index.lane_of(key) for key in (1, 2, 3)] == [0, 1, 0]


def test_update_keeps_the_lane_where_the_range_is_the_same():
    index = SpanIndex([Mark(1, 0, 30), Mark(2, 10, 60)])
    index.update(Mark(2, 10, 60, flags=("recurs",)))
    assert (index.lane_of(2), index.get(2).flags, [mark.flags for mark in index.overlapping(40, 41)]) == (
        1,
        ("recurs",),
        [("recurs",)],
    )


def test_notes_take_no_lane():
    index = SpanIndex([Mark("note 1", 0, 30, note=True), Mark(1, 0, 30)])
    assert (index.lane_of("note 1"), index.lane_of(1)) == (LANES, 0)


def test_replacing_marks_keeps_the_lanes_of_those_that_stay():
    index = SpanIndex([Mark(1, 10, 20), Mark(2, 12, 25)])
    index.remove(1)
    index = index.replaced([Mark(3, 0, 15), Mark(2, 12, 25)])
    assert [index.lane_of(key) for key in (2, 3)] == [1, 0]
    assert [mark.id for mark in index] == [3, 2]
