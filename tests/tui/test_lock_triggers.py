"""What locks beside the key: time without one, and a request from the command line."""

import asyncio
import os
import time

import pytest

from companion.system.paths import Places
from companion.tui import lock_triggers
from companion.tui.lock_triggers import IdleTime, LockRequests, running_time


def test_the_minutes_are_over_on_the_second_and_begin_anew_with_a_key() -> None:
    now = 1000.0
    idle = IdleTime(5, lambda: now)
    assert not idle.is_over
    now = 1299.9
    assert not idle.is_over
    now = 1300.0
    assert idle.is_over
    idle.note_activity()
    assert not idle.is_over
    now = 1600.0
    assert idle.is_over


def test_no_minutes_is_never() -> None:
    now = 0.0
    idle = IdleTime(0, lambda: now)
    assert not idle.is_over
    now = 1e9
    assert not idle.is_over


def test_without_a_clock_of_its_own_it_goes_by_the_one_that_counts_sleep() -> None:
    counts_sleep = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    before = time.clock_gettime(counts_sleep)
    assert before <= running_time() <= time.clock_gettime(counts_sleep)
    assert not IdleTime(1).is_over


def test_the_time_runs_by_the_next_best_clock_where_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(lock_triggers.time, "clock_gettime", lambda number: asked.append(number) or 7.0)
    monkeypatch.setattr(lock_triggers.time, "CLOCK_BOOTTIME", "with sleep", raising=False)
    monkeypatch.setattr(lock_triggers.time, "CLOCK_MONOTONIC", "forward only")
    monkeypatch.setattr(lock_triggers.time, "monotonic", lambda: 9.0)
    assert running_time() == 7.0
    monkeypatch.delattr(lock_triggers.time, "CLOCK_BOOTTIME")
    assert running_time() == 7.0
    monkeypatch.delattr(lock_triggers.time, "CLOCK_MONOTONIC")
    assert running_time() == 9.0
    assert asked == ["with sleep", "forward only"]


def test_a_request_comes_once_and_one_from_before_the_start_does_not_count(places: Places) -> None:
    places.data.mkdir()
    assert not LockRequests(places).came()
    requests = LockRequests(places)
    places.lock_request.touch()
    assert requests.came()
    assert not requests.came()
    assert not LockRequests(places).came()
    os.utime(places.lock_request, ns=(1, 1))  # a clock that was set back
    assert requests.came()
    assert not requests.came()
    places.lock_request.unlink()
    requests.came()
    assert not requests.came()


async def test_a_pause_comes_with_the_last_key_or_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now, keys = 100.0, [100.2, 100.5]
    idle = IdleTime(5, lambda: now)

    async def sleep(seconds: float) -> None:
        nonlocal now
        assert seconds > 0
        now += seconds
        while keys and keys[0] < now:
            later, now = now, keys.pop(0)
            idle.note_activity()
            now = later

    monkeypatch.setattr(asyncio, "sleep", sleep)
    await idle.rest(0.4, at_most=4)
    assert now == pytest.approx(100.9), "after the key at 100.5"
    idle.note_activity()
    keys[:] = [now + 0.3 * n for n in range(1, 100)]
    await idle.rest(0.4, at_most=4)
    assert now == pytest.approx(104.9), "somebody goes on typing"
