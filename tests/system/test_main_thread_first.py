"""Beside threads that compute, a read on the main thread gets the interpreter back at once."""

import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from companion.store.connection import Link
from companion.system.main_thread_first import AT_ONCE

USUAL = sys.getswitchinterval()


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Link]:
    """A file whose rows tell the switch interval there is as they are read."""
    link = Link(tmp_path / "journal.db")
    link.provide("interval", 0, sys.getswitchinterval)
    yield link
    link.close()


@pytest.fixture
def another_thread() -> Iterator[None]:
    done = Event()
    thread = Thread(target=done.wait)
    thread.start()
    yield
    done.set()
    thread.join()


def test_a_read_beside_another_thread_is_not_kept_waiting(link: Link, another_thread: None) -> None:
    assert link.value("SELECT interval()") == pytest.approx(AT_ONCE)
    rows = link.each("SELECT interval() UNION ALL SELECT interval()")
    assert next(rows) == (pytest.approx(AT_ONCE),)
    rows.close()  # type: ignore[attr-defined]
    assert sys.getswitchinterval() == USUAL, "also after a read that was left halfway"


def test_with_one_thread_or_in_another_one_nothing_is_changed(tmp_path: Path, link: Link) -> None:
    seen: list[float] = []

    def read() -> None:
        other = Link(tmp_path / "other.db")
        other.provide("interval", 0, sys.getswitchinterval)
        seen.append(other.value("SELECT interval()"))
        other.close()

    thread = Thread(target=read)
    thread.start()
    thread.join()
    assert seen == [pytest.approx(USUAL)]


def test_a_read_that_fails_leaves_it_as_it_was(link: Link, another_thread: None) -> None:
    with pytest.raises(Exception, match="damaged"):
        link.rows("SELECT * FROM nowhere")
    assert sys.getswitchinterval() == USUAL
