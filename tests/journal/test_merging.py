"""Many entries into a journal that holds many."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Contents
from companion.system.paths import Places
from tests.store.making import moment


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as opened:
        yield opened


@pytest.mark.parametrize("take", ["import_contents", "merge"])
def test_what_comes_in_is_one_transaction_without_parts(journal: Journal, take: str) -> None:
    entries = tuple(moment(f"{n}", f"2026-03-01 12:{n:02}", note=f"words {n}") for n in range(60))
    journal.merging.import_contents(Contents(moments=entries))
    later = timedelta(hours=1)
    changed = tuple(replace(each, note="x", updated_at=each.updated_at + later) for each in entries)
    run: list[str] = []
    journal.merging._store._link._connection.set_trace_callback(run.append)
    counts = getattr(journal.merging, take)(Contents(moments=changed))
    # Each page that a part of a transaction changes is kept in memory until that part ends, and looked
    # through at each statement: 20,000 entries into as many took minutes.
    assert counts.changed == 60
    assert any(statement.startswith("INSERT INTO entries") for statement in run)
    assert not [statement for statement in run if statement.startswith("SAVEPOINT")]
