"""After the lock no pane, draft or text is held on to, and the memory they took is overwritten."""

import asyncio
import ctypes
import functools
import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from textual.app import App, ComposeResult
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.store import key
from companion.system import memory
from companion.system.configuration import Configuration
from companion.system.paths import Places
from companion.tui import forgetting, lock
from companion.tui.app import CompanionApp
from companion.tui.forgetting import forget_words
from companion.tui.journal_opener import JournalOpener
from companion.tui.lock import LockableApp
from companion.tui.screens.locked import LockedScreen
from companion.tui.widgets.text_fields import WritingArea
from tests.tui.waiting import type_in, until

PASSPHRASE = "owl 5 kettle moss"
CANARY = "zilp" + "zalpvogel"
DRAFT = "drei" + "viertelsatz"
"""Words that stand in no other test, whose widgets may still be there."""
FORGET_WORDS = LockableApp._forget_words
"""As it is; in tests of the panes it does nothing."""


def texts_held() -> Iterator[tuple[str, str]]:
    """Every text of the diary that something holds, with the type of what holds it."""
    for holder in gc.get_objects():
        for held in gc.get_referents(holder):
            for text in held if isinstance(held, tuple) else (held,):
                if isinstance(text, str) and (CANARY in text or DRAFT in text):
                    yield type(holder).__name__, text


async def test_no_pane_and_no_text_outlives_the_lock(
    places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key, "ROUNDS", 1000)
    with open_journal(places, clock=clock, passphrase=PASSPHRASE) as journal:
        for number in range(5):
            journal.log(triggers=["affection_received"], note=f"{CANARY} {number}")
    app = CompanionApp(None, opener=JournalOpener(places, clock))
    earlier = weakref.WeakSet(each for each in gc.get_objects() if isinstance(each, Widget))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        app.unlock(PASSPHRASE)
        await until(lambda: not app.locked and app.locked_screen is None, pilot)
        await pilot.press("1", "3", "enter", "escape", "4", "5", "6", "2", "enter")
        await type_in(pilot, DRAFT)
        assert len(list(texts_held())) > 10
        await pilot.press("f9")
        await until(lambda: isinstance(app.screen, LockedScreen) and app._journal is None, pilot)
        await app.workers.wait_for_complete()
        await forget_words([], at_once)
        standing = {app.screen, *app.screen.walk_children(), *earlier}
        outlived = [
            each
            for each in gc.get_objects()
            if isinstance(each, Widget) and each not in standing and type(each) is not Screen
        ]
        taken_apart = [each for each in outlived if not hasattr(each, "_nodes")]
        assert taken_apart == outlived, "at most what Textual holds as the first screen, with nothing in it"
        assert len(outlived) <= 1
        assert [(holder, text) for holder, text in texts_held() if text not in (CANARY, DRAFT)] == []


async def at_once() -> bool:
    return True


async def test_what_was_measured_and_drawn_is_in_no_cache() -> None:
    @functools.lru_cache
    def measure(text: str) -> int:
        return len(text)

    measure("a text")
    await forget_words([], at_once)
    assert measure.cache_info().currsize == 0


def test_what_was_imported_before_the_panes_keeps_nothing_either() -> None:
    """It is put aside for good, so that its caches are looked for in their modules: as many as there are."""
    code = (
        "import asyncio, functools, gc\n"
        "from companion.tui.framework import import_framework\n"
        "import_framework()\n"
        "import companion.tui.app, companion.tui.screens.today, companion.model.text\n"
        "from textual.cache import LRUCache\n"
        "from rich.cells import cached_cell_len\n"
        "from companion.tui.forgetting import forget_words, _CACHES\n"
        "cached_cell_len('kanarienvogel')\n"
        "caches = [each for each in gc.get_objects() if type(each) in _CACHES]\n"
        "gc.freeze()\n"
        "async def at_once(): return True\n"
        "asyncio.run(forget_words([], at_once))\n"
        "kept = [each for each in caches if isinstance(each, LRUCache) and len(each)]\n"
        "kept += [each for each in caches if hasattr(each, 'cache_info') and each.cache_info().currsize]\n"
        "print(len(caches), [getattr(each, '__qualname__', each) for each in kept])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    count, _, kept = done.stdout.strip().partition(" ")
    # typing keeps which kinds were written where, and nothing else.
    assert int(count) > 60 and kept in ("[]", "['Literal']")


async def test_a_thread_that_makes_a_tuple_meanwhile_is_left_alone() -> None:
    """One that is made of what is read one by one is among all objects before it is whole."""
    failed: list[BaseException] = []
    going = threading.Event()

    def count() -> None:
        try:
            while not going.is_set():
                assert len(tuple(number for number in range(3_000))) == 3_000
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=count)
    thread.start()
    interval = sys.getswitchinterval()
    try:
        for _ in range(12):
            await forget_words([], at_once)
    finally:
        going.set()
        thread.join()
    assert failed == []
    assert sys.getswitchinterval() == interval


async def test_keys_are_taken_while_caches_are_emptied_and_garbage_waits_for_a_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 10)
    done: list[str] = []

    async def keys() -> None:
        while len(done) < 5:
            done.append("key")
            await asyncio.sleep(0)

    async def not_now() -> bool:
        done.append("asked")
        return False

    class Ring:
        """Something that only the collector frees."""

    ring = Ring()
    ring.__dict__["itself"] = ring
    seen = weakref.ref(ring)
    del ring
    typing = asyncio.create_task(keys())
    await forget_words([], not_now)
    assert done == ["key"] * 5 + ["asked"] and seen() is not None
    await typing
    await forget_words([], at_once)
    assert seen() is None


@pytest.mark.skipif(sys.platform != "linux", reason="Linux says whether a process may be looked into")
def test_no_other_program_of_the_account_may_look_into_the_panes() -> None:
    code = (
        "import ctypes; from companion.system.memory import hide_memory;"
        " said = lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0);"
        " before = said(); hide_memory(); print(before, said())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[1] == "0"


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory as Linux shows it")
def test_a_small_object_that_is_gone_is_overwritten() -> None:
    held = [f"{CANARY} {number}".encode() for number in range(1000)]
    kept = held[::10]  # that the memory around them stays
    places = [id(each) for each in held if each not in kept]
    after_head = sys.getsizeof(b"") - 1 + len("zilp")

    def stand_there() -> int:
        return sum(ctypes.string_at(place + after_head, 9) == b"zalpvogel" for place in places)

    assert stand_there() == 900
    del held
    assert stand_there() > 800  # Python leaves them
    memory.overwrite_free()
    assert stand_there() == 0


class Field(App[None]):
    """A field and nothing else."""

    def compose(self) -> ComposeResult:
        yield WritingArea()


async def test_a_field_that_is_gone_holds_no_text_though_somebody_holds_it() -> None:
    async with Field().run_test() as pilot:
        field = pilot.app.query_one(WritingArea)
        field.set_text(CANARY)
        field.focus()
        await type_in(pilot, DRAFT)
        await forget_words([], at_once)
        assert DRAFT in field.text and field.history.undo_stack  # it is in use
        await field.remove()
        await forget_words([], at_once)
        assert (field.text, field.written) == ("", "") and not field.history.undo_stack


@pytest.fixture
def forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """All is done after the lock as it is, a widget at a time, but that free memory is not overwritten."""
    monkeypatch.setattr(LockableApp, "_forget_words", FORGET_WORDS)
    monkeypatch.setattr(lock, "overwrite_free", gc.collect)
    monkeypatch.setattr(forgetting, "AT_ONCE", 1)


async def locked(app: CompanionApp, pilot: Pilot[str]) -> None:
    await pilot.press("f9")
    await until(lambda: app.put_away, pilot)


async def unlocked(app: CompanionApp, pilot: Pilot[str]) -> None:
    await pilot.press("enter", "enter")
    await until(lambda: not app.locked and app.locked_screen is None, pilot)


async def test_what_was_moving_as_it_locked_moves_nothing_that_is_gone(
    demo_journal: Journal, forgets: None
) -> None:
    app = CompanionApp(demo_journal, configuration=Configuration(animation=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        pages = app.screen.query_one(OptionList)
        pages.scroll_to(y=10, animate=True, duration=30)
        assert app.animator.is_being_animated(pages, "scroll_y")
        seen = weakref.ref(pages)
        del pages
        await locked(app, pilot)
        await app.workers.wait_for_complete()
        assert not app.animator._animations and seen() is None
        await unlocked(app, pilot)


async def test_who_unlocks_while_all_is_taken_apart_finds_the_panes_as_they_were(
    demo_journal: Journal, forgets: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, turns = CompanionApp(demo_journal), 0

    async def once_unlocked() -> None:
        nonlocal turns
        turns += 1
        while app.locked:
            await asyncio.sleep(0.001)
        await asyncio.sleep(0)

    monkeypatch.setattr(forgetting, "give_way", once_unlocked)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(2):
            await pilot.press("3", "4", "5", "6", "1", "n")
            await locked(app, pilot)
            turns = 0
            await unlocked(app, pilot)
            await pilot.press("escape")
            await app.workers.wait_for_complete()
            assert turns > 100
        assert app.screen.query_one("#entries", OptionList).option_count > 0


async def test_a_widget_on_its_way_out_is_left_alone() -> None:
    app = Field()
    async with app.run_test() as pilot:
        field = app.query_one(WritingArea)
        field._closed = True  # its last message is under way, and its children have still to go
        await forget_words([field], at_once)
        field._closed = False
        assert field.text == ""
        await field.remove()
        await forget_words([field], at_once)
        assert not hasattr(field, "document") and not field.is_running
        assert not field.post_message(Key("a", "a"))
        await pilot.pause()
