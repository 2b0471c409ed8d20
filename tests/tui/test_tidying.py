"""The panes tidy up after many keys, once nobody types."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest

from companion.journal import Journal
from companion.tui import tidying as tidying_module
from companion.tui.app import CompanionApp
from companion.tui.tidying import FEW, KEYS, MANY, PAUSE, SILENCE, Tidying
from companion.tui.turns import collect_in_turns, collects_in_turns, new_objects
from tests.tui.waiting import until


class Knot:
    """Holds itself: only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def no_collector() -> Iterator[None]:
    """The collector runs only where it is asked to."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def in_turns(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in the process of the panes, where the collector is told by hand how much is new."""
    before = gc.get_threshold()
    collect_in_turns()
    gc.disable()
    assert collects_in_turns()
    yield
    gc.set_threshold(*before)
    gc.enable()


@pytest.mark.parametrize(
    ("new", "silence", "sheet", "tidied"),
    [
        (FEW, 0.0, False, True),
        (FEW - 1, 0.0, False, False),
        (FEW, 0.0, True, False),
        (MANY + 1, 0.0, False, False),
        (MANY + 1, PAUSE, False, True),
        (MANY + 1, PAUSE, True, False),
    ],
)
def test_what_is_new_is_gone_through_while_no_sheet_is_open(
    new: int, silence: float, sheet: bool, tidied: bool, in_turns: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying_module, "new_objects", lambda: new)
    knot = weakref.ref(Knot())
    Tidying().look(KEYS - 1, silence, sheet=sheet)
    assert (knot() is None) is tidied


def test_what_was_there_then_is_found_in_a_silence(in_turns: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying_module, "new_objects", lambda: FEW)
    tidying, open_then = Tidying(), Knot()
    tidying.look(1, 0.0)  # it is old from then on
    knot = weakref.ref(open_then)
    del open_then
    tidying.look(2, PAUSE)
    assert knot() is not None
    tidying.look(KEYS, SILENCE)
    assert knot() is None


def test_how_much_is_new_is_known_about(in_turns: None) -> None:
    gc.collect()
    before = new_objects()
    held = [[] for _ in range(1_000)]  # type: ignore[var-annotated]
    assert 900 < new_objects() - before < 1_200
    gc.collect(0)
    assert new_objects() >= 1_000
    gc.collect(1)
    assert new_objects() < 200 and held


def test_in_another_process_than_that_of_the_panes_the_collector_is_left_alone(
    no_collector: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying_module, "new_objects", lambda: FEW)
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # as Python begins
    try:
        assert not collects_in_turns()
        knot = weakref.ref(Knot())
        Tidying().look(1, 0.0)
        assert knot() is not None
    finally:
        gc.set_threshold(*before)


def test_the_collector_begins_where_the_panes_held_it_back() -> None:
    code = (
        "import gc; from companion.tui.tidying import settle; from companion.tui.turns import *;"
        " settle(); print(collects_in_turns()); gc.disable(); settle(); print(collects_in_turns(),"
        " gc.isenabled())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "True"]


@pytest.mark.parametrize(
    ("keys", "silence", "tidied"),
    [(KEYS, SILENCE, True), (KEYS - 1, SILENCE, False), (KEYS, SILENCE - 0.1, False)],
)
def test_what_holds_itself_goes_after_many_keys_in_a_silence(
    keys: int, silence: float, tidied: bool, no_collector: None
) -> None:
    tidying = Tidying()
    knot = weakref.ref(Knot())
    tidying.look(keys, silence)
    assert (knot() is None) is tidied


def test_it_is_done_once_in_a_silence_and_again_after_as_many_keys(no_collector: None) -> None:
    tidying = Tidying()
    tidying.look(KEYS, SILENCE)
    knot = weakref.ref(Knot())
    tidying.look(KEYS + 1, SILENCE * 2)
    assert knot() is not None
    tidying.look(KEYS * 2, SILENCE)
    assert knot() is None


async def test_the_panes_tidy_up_by_themselves(
    demo_journal: Journal, no_collector: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.tui.lock.settle", lambda: None)  # it would have the collector run
    monkeypatch.setattr(
        tidying_module, "collects_in_turns", lambda: False
    )  # as it may here, after other tests
    app = CompanionApp(demo_journal)
    async with app.run_test() as pilot:
        await pilot.press("1", "2", "1")
        await until(lambda: not app.keys_waiting, pilot)
        knot = weakref.ref(Knot())
        app._check_triggers()
        assert knot() is not None
        monkeypatch.setattr("companion.tui.tidying.KEYS", 3)
        monkeypatch.setattr("companion.tui.tidying.SILENCE", 0.0)
        app._check_triggers()
        assert knot() is None
