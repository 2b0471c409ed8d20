"""What goes in comes out: every field, every character, in the order of time."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from companion.model.events import NotedEntry
from companion.model.records import Entry, Feeling
from companion.model.search_query import CODE_FILTERS, filter_values
from companion.store.integrity import index_in_step
from companion.store.store import Store
from tests import strategies
from tests.coded_events import coded_event_of
from tests.conftest import examples
from tests.store.making import moment, new_store, reflection

ENTRIES = st.lists(
    st.one_of(strategies.moments, strategies.reflections), max_size=6, unique_by=lambda one: one.id
)
FOUR = 4 * 3600


def put(store: Store, *entries: Entry) -> None:
    with store.writing():
        for entry in entries:
            store.entries.put(entry)


def told(entry: Entry) -> tuple[object, ...]:
    """An entry with its offsets, which two equal times need not share."""
    times = (entry.occurred_at, entry.recorded_at, entry.updated_at)
    return entry, *(time.isoformat() for time in times)


def test_what_was_noted_comes_without_texts_in_the_order_of_time() -> None:
    calm, lonely = Feeling(mood="calm", intensity=3), Feeling(mood="lonely")
    late = moment(
        "a", "2026-03-01T21:40", triggers=("deep_talk",), responses=("withdrew",), partner_acts=("pb_warm",),
        feelings=(calm, lonely), urges=("pursued",), tags=("kitchen", "late"), closeness=-2, person="Kim",
        note="a secret",
    )  # fmt: skip
    early = reflection("b", "2026-03-01T08:00", feelings=(calm,), tags=("kitchen",), text="a secret")
    with new_store() as store:
        put(store, late, early, moment("c", "2026-03-02T00:00"))
        wall = int(datetime(2026, 3, 1, 21, 40, tzinfo=UTC).timestamp())
        first, second, third = store.entries.noted()
        assert first == NotedEntry(wall - 49_200, None, (), ("calm",), ("kitchen",), None)
        codes = ("deep_talk", "R:withdrew", "PB:pb_warm")
        assert second == NotedEntry(wall, "Kim", codes, ("calm", "lonely"), ("kitchen", "late"), -2)
        assert third == NotedEntry(wall + 8400, "default", (), (), (), None)


@examples(15)
@given(ENTRIES, st.booleans())
def test_every_entry_comes_back_as_it_was(entries: list[Entry], at_once: bool) -> None:
    with new_store() as store:
        if at_once:
            with store.writing():
                store.entries.put_new(entries)
        else:
            put(store, *entries)
        read = store.entries.all()
        assert sorted(map(told, read), key=str) == sorted(map(told, entries), key=str)
        assert [entry.occurred_at for entry in read] == sorted(entry.occurred_at for entry in entries)
        assert store.entries.events() == sorted(
            (coded_event_of(entry) for entry in entries), key=lambda event: (event.at, event.id)
        )
        for entry in entries:
            assert store.entries.get(entry.id) == entry


@examples(15)
@given(ENTRIES, st.data())
def test_the_index_and_the_codes_follow_every_change(entries: list[Entry], data: st.DataObject) -> None:
    with new_store() as store:
        put(store, *entries)
        there = {entry.id: entry for entry in entries}
        for entry in data.draw(st.lists(st.sampled_from(entries))) if entries else []:
            other = data.draw(st.one_of(st.none(), strategies.moments, strategies.reflections))
            with store.writing():
                store.entries.take_out(entry.id)
                there.pop(entry.id, None)
                if other is not None and other.id not in there:
                    store.entries.put(other)
                    there[other.id] = other
        assert index_in_step(store._link)
        marks = [mark for entry in there.values() for mark in filter_values(entry) if mark[0] in CODE_FILTERS]
        uses = {(kind, code): n for kind, code, n in store._link.rows("SELECT kind, code, uses FROM codes")}
        assert uses == {mark: marks.count(mark) for mark in marks}
        assert {entry.id: entry for entry in store.entries.all()} == there


def test_entries_of_one_second_stay_in_the_order_they_came(store: Store) -> None:
    names = ["b", "a", "d", "c"]
    put(store, *(moment(name, "2026-03-01 21:40") for name in names))
    assert [entry.id for entry in store.entries.all()] == names
    put(store, moment("a", "2026-03-01 21:40", note="changed"))
    assert sorted(entry.id for entry in store.entries.all()) == sorted(names)


def test_a_changed_time_moves_the_entry(store: Store) -> None:
    put(store, moment("1", "2026-03-01 21:40"), moment("2", "2026-03-01 22:00"))
    put(store, moment("1", "2026-03-01 23:00"))
    assert [entry.id for entry in store.entries.all()] == ["2", "1"]


def test_a_day_begins_where_the_person_says(store: Store) -> None:
    put(
        store,
        moment("early", "2026-03-01 03:59"),
        reflection("first", "2026-03-01 04:00"),
        moment("late", "2026-03-02 01:00"),
        moment("next", "2026-03-02 04:00"),
    )
    day = date(2026, 3, 1)
    assert [entry.id for entry in store.entries.between(day, day, FOUR)] == ["first", "late"]
    assert [entry.id for entry in store.entries.between(day, day, 0)] == ["early", "first"]
    assert store.entries.days(date(2026, 2, 1), date(2026, 3, 2), FOUR) == {
        date(2026, 2, 28): 1,
        date(2026, 3, 1): 2,
        date(2026, 3, 2): 1,
    }
    assert store.entries.first_day(FOUR) == date(2026, 2, 28)


def test_days_go_by_the_clock_on_the_wall_and_order_by_absolute_time(store: Store) -> None:
    tokyo = moment("tokyo", "2026-03-01 12:00", occurred_at=datetime.fromisoformat("2026-03-01T19:30+09:00"))
    put(store, moment("berlin", "2026-03-01 12:00"), tokyo)
    assert [entry.id for entry in store.entries.all()] == ["tokyo", "berlin"]
    assert store.entries.days(date(2026, 3, 1), date(2026, 3, 1), FOUR) == {date(2026, 3, 1): 2}


def test_days_before_1970_are_days_too(store: Store) -> None:
    put(store, moment("old", "1969-12-31 03:00"), moment("older", "1950-06-01 12:00"))
    assert store.entries.days(date(1900, 1, 1), date(1999, 1, 1), FOUR) == {
        date(1969, 12, 30): 1,
        date(1950, 6, 1): 1,
    }
    assert [entry.id for entry in store.entries.all()] == ["older", "old"]


def test_pages_of_the_timeline_leave_nothing_out(store: Store) -> None:
    put(store, *(moment(str(n), f"2026-03-01 10:{n // 3:02}") for n in range(25)))
    seen: list[str] = []
    last: Entry | None = None
    while page := store.entries.latest(4, last):
        seen += [entry.id for entry in page]
        last = page[-1]
    assert seen == [str(n) for n in reversed(range(25))]


def test_a_page_goes_on_where_a_deleted_entry_stood(store: Store) -> None:
    entries = [moment(str(n), f"2026-03-01 10:{n:02}") for n in range(5)]
    put(store, *entries)
    with store.writing():
        store.entries.take_out("2")
    assert [entry.id for entry in store.entries.latest(4, entries[2])] == ["1", "0"]


def test_what_is_used_often_and_lately_is_offered_first(store: Store) -> None:
    put(store, *(moment(f"old{n}", f"2026-01-{n + 1:02} 10:00", triggers=("silence",)) for n in range(3)))
    put(store, *(moment(f"new{n}", f"2026-02-{n + 1:02} 10:00", triggers=("affection",)) for n in range(20)))
    put(store, moment("last", "2026-03-01 10:00", triggers=("criticism", "silence"), urges=("left",)))
    put(store, reflection("r", "2026-03-01 10:00", feelings=(Feeling(mood="tender"),)))
    assert store.entries.recent_codes("trigger") == ["affection", "silence", "criticism"]
    assert store.entries.recent_codes("urge") == ["left"]
    assert store.entries.recent_codes("mood") == ["tender"]
    assert store.entries.recent_codes("partner_act") == []
