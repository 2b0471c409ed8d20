"""What was worked out is kept while nothing changes, and no longer."""

from contextlib import closing
from typing import Any

import pytest

from companion.store.findings_cache import MOST_FINDINGS
from companion.store.store import Store
from tests.store.making import at, keep

SECOND = int(at("2026-03-01T21:40").timestamp())


def as_it_is(doc: Any) -> Any:
    return doc


def test_findings_are_kept_by_their_key_until_something_changes(store: Store) -> None:
    assert store.findings.get("now") is None and not store.findings.has("now")
    with store.writing(changes_meaning=False):
        store.findings.keep("now", store.values.revision(), [{"k": 1}])
        store.findings.keep("now", store.values.revision(), [{"k": 2}])
    assert store.findings.get("now") == [{"k": 2}] and store.findings.has("now")
    assert store.findings.get("later") is None and not store.findings.has("later")
    keep(store, "a")
    assert store.findings.get("now") is None and not store.findings.has("now")


def test_findings_of_an_earlier_revision_are_those_of_another_journal(store: Store) -> None:
    revision = store.values.revision()
    keep(store, "a")
    with store.writing(changes_meaning=False):
        store.findings.keep("now", revision, [])
    assert store.findings.get("now") is None and not store.findings.has("now")


def test_there_are_never_very_many(store: Store) -> None:
    with store.writing(changes_meaning=False):
        for number in range(MOST_FINDINGS + 1):
            store.findings.keep(str(number), 0, [])
    assert store._link.value("SELECT count(*) FROM findings") == 1
    assert store.findings.has(str(MOST_FINDINGS)) and not store.findings.has("0")


def test_a_settled_past_outlives_what_comes_after_it_and_not_what_changes_in_it(store: Store) -> None:
    def settle(valid_until: int) -> None:
        with store.writing(changes_meaning=False):
            store.findings.keep_past("key", store.values.revision(), valid_until, {"k": [1]})

    settle(SECOND - 1)
    keep(store, "after")
    assert store.findings.past("key", as_it_is) == {"k": [1]} and store.findings.has_past("key")
    assert store.findings.past("other", as_it_is) is None and not store.findings.has_past("other")
    settle(SECOND)
    keep(store, "at its very edge")
    assert store.findings.past("key", as_it_is) is None and not store.findings.has_past("key")


def test_only_one_past_is_kept_and_none_that_is_out_of_date(store: Store) -> None:
    with store.writing(changes_meaning=False):
        store.findings.keep_past("one", 0, 1, 1)
        store.findings.keep_past("other", 0, 1, 2)
    assert (store.findings.past("one", as_it_is), store.findings.past("other", as_it_is)) == (None, 2)
    keep(store, "a")
    with store.writing(changes_meaning=False):
        store.findings.keep_past("late", 0, 1, 3)
    assert store.findings.past("late", as_it_is) is None


def test_a_settled_past_is_read_once_until_it_was_dropped_or_somebody_else_wrote(store: Store) -> None:
    read: list[Any] = []

    def past() -> Any:
        return store.findings.past("key", lambda doc: read.append(doc) or [doc])

    def settle(where: Store, doc: int) -> None:
        with where.writing(changes_meaning=False):
            where.findings.keep_past("key", where.values.revision(), SECOND, doc)

    settle(store, 1)
    assert past() is past() and past() == [1] and read == [1]
    keep(store, "at its very edge")  # drops it
    assert past() is None
    settle(store, 2)
    assert past() == [2]
    with closing(store.fork()) as other:
        settle(other, 3)
    assert past() == [3] and read == [1, 2, 3]


def test_what_is_taken_back_leaves_nothing_in_memory(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing():
        store.findings.keep_past("key", store.values.revision(), SECOND, 1)
        assert store.findings.past("key", as_it_is) == 1
        store.findings.remember("now", store.values.revision(), ["of what was taken back"])
        raise ZeroDivisionError
    assert store.findings.past("key", as_it_is) is None
    keep(store, "a")  # the same revision, and another journal
    assert store.findings.latest("now") is None


def test_the_latest_findings_are_held_until_something_changes(store: Store) -> None:
    store.findings.remember("now", store.values.revision(), ["found"])
    assert store.findings.latest("now") == ["found"]
    assert store.findings.latest("an hour later") is None
    with store.writing(changes_meaning=False):
        store.findings.keep("now", store.values.revision(), [])
    assert store.findings.latest("now") == ["found"]
    with closing(store.fork()) as other:
        assert other.findings.latest("now") == ["found"]
        keep(other, "a")
    assert store.findings.latest("now") is None
