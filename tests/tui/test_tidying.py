"""The panes tidy up after many keys, once nobody types."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from companion.journal import Journal
from companion.tui.app import CompanionApp
from companion.tui.tidying import KEYS, SILENCE, Tidying


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
    app = CompanionApp(demo_journal)
    async with app.run_test() as pilot:
        await pilot.press("1", "2", "1")
        knot = weakref.ref(Knot())
        app._check_triggers()
        assert knot() is not None
        monkeypatch.setattr("companion.tui.tidying.KEYS", 3)
        monkeypatch.setattr("companion.tui.tidying.SILENCE", 0.0)
        app._check_triggers()
        assert knot() is None
