"""Events in columns are the events they were made of."""

from hypothesis import given
from hypothesis import strategies as st

from companion.model.event_columns import EventColumns, up_to
from companion.model.events import CodedEvent

SECONDS = st.integers(-(2**40), 2**40)
EVENTS = st.lists(
    st.builds(
        CodedEvent,
        at=SECONDS,
        wall=SECONDS,
        id=st.text(st.characters()),
        codes=st.frozensets(st.sampled_from(["argument", "R:withdrew", "F:calm", "own act", "é"])),
        person=st.sampled_from(["default", "Sam", ""]),
        recorded_at=st.none() | SECONDS,
    )
)


@given(EVENTS)
def test_they_are_given_back_as_they_were(events: list[CodedEvent]) -> None:
    columns = EventColumns(iter(events))
    assert len(columns) == len(events)
    assert [*columns] == events == columns[:]
    assert [columns[n] for n in range(len(events))] == events
    assert [*columns.at] == [event.at for event in events]


@given(EVENTS, st.slices(12))
def test_a_part_of_them_is_that_part_of_a_list(events: list[CodedEvent], part: slice) -> None:
    assert EventColumns(events)[part] == events[part]


@given(EVENTS, SECONDS)
def test_those_up_to_a_second_are_the_same_ones(events: list[CodedEvent], second: int) -> None:
    ordered = sorted(events, key=lambda event: (event.at, event.id))
    found, at = up_to(EventColumns(ordered), second)
    expected, times = up_to(events, second)
    assert [*found] == [*expected] == [event for event in ordered if event.at <= second]
    assert [*at] == [*times]


def test_very_many_are_gone_through_a_part_at_a_time() -> None:
    events = [CodedEvent(n, n, f"{n}", frozenset()) for n in range(2500)]
    assert [*EventColumns(events)] == events
