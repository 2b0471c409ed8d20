"""Locking: the screen goes blank at once, the panes and the journal are put away, the app goes on running."""

import asyncio
import gc
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.worker import WorkerCancelled, WorkerFailed

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.errors import CompanionError, JournalDamaged, PassphraseNeeded, WrongPassphrase
from companion.system.paths import Places
from companion.tui.key_queue import KeyQueueApp
from companion.vault.encryption import state
from companion.vault.passphrases import remember
from companion.vault.recovery import recovery_hint

if TYPE_CHECKING:
    from textual.screen import Screen

    from companion.tui.screens.locked import LockedScreen

LOOK_EVERY = 0.5
"""Seconds between two looks for a request to lock, and at the idle time."""

_BLANK = "\x1b[0m\x1b[2J\x1b[H"
"""Clear what is in sight; what a terminal scrolled away before is the person's own and stays."""


def running_time() -> float:
    """Seconds on a clock that only goes forward, and goes on while the machine sleeps."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):  # macOS has only the second, and there it goes on
        number = getattr(time, name, None)
        if number is not None:
            return time.clock_gettime(number)
    return time.monotonic()


class Idle:
    """How long nobody has touched a key. ``minutes``: when that is long; 0 is never."""

    def __init__(self, minutes: int, now: Callable[[], float] = running_time) -> None:
        self._seconds = minutes * 60
        self._now = now
        self._last = now()

    def touched(self) -> None:
        self._last = self._now()

    @property
    def long(self) -> bool:
        return bool(self._seconds) and self._now() - self._last >= self._seconds


class Requests:
    """What ``companion lock`` asks of every window on this journal, by the time of a file beside it."""

    def __init__(self, places: Places) -> None:
        self._file = places.lock_request
        self._seen = self._time()

    def came(self) -> bool:
        """Whether one came since the last look."""
        before, self._seen = self._seen, self._time()
        return self._seen != before

    def _time(self) -> int:
        try:
            return self._file.stat().st_mtime_ns
        except OSError:
            return 0


@dataclass(frozen=True)
class JournalOpener:
    """Where the journal is, and how it is opened again."""

    places: Places
    clock: Clock | None = None
    keyring: bool = False
    """Whether the system's keyring may hold the passphrase for the next start; the lock asks all the same."""

    @property
    def asks(self) -> bool:
        """Whether it takes a passphrase."""
        return state(self.places) == "encrypted"

    @property
    def leads_nowhere(self) -> bool:
        """Whether there is no journal yet."""
        return state(self.places) == "none"

    def open(self, passphrase: str | None = None, *, create: bool = True) -> Journal:
        """Raises WrongPassphrase, and whatever else keeps a journal from opening."""
        journal = open_journal(self.places, clock=self.clock, passphrase=passphrase, create=create)
        if self.keyring and passphrase is not None:
            remember(self.places, passphrase)
        return journal


class Lockable(KeyQueueApp):
    """An app that can put its journal away. While it is locked there are no panes and no connection."""

    LOCKED: ClassVar[str] = "locked"
    """The mode of the one screen that is there then."""

    def __init__(self, journal: Journal | None, door: JournalOpener, *, minutes: int, keys: str) -> None:
        super().__init__()
        self._journal = journal
        self.door = door
        self._idle = Idle(minutes)
        self._requests = Requests(door.places)
        self._lock_keys = frozenset(keys.split(","))
        self._left: str | None = None
        self._was_writing = False
        self._locking = False
        self._session: str | None = None
        self._kept_locked = False

    @property
    def journal(self) -> Journal:
        """The open journal. Raises PassphraseNeeded while it is locked."""
        if self._journal is None:
            raise PassphraseNeeded("The journal is locked.")
        return self._journal

    @property
    def locked(self) -> bool:
        """Whether the journal is put away, or about to be."""
        return self._journal is None or self._locking

    # What the app says about its panes

    def make_modes(self) -> None:
        """Add the modes of all panes that are not there."""
        raise NotImplementedError

    async def arrived(self) -> None:
        """The panes are there: for the first time, or again."""

    def before_closing(self, journal: Journal) -> None:
        """The journal is open for the last time, with nothing of it in sight."""
        raise NotImplementedError

    # When

    def begin_watching(self) -> None:
        """Begin to look for idle time and for requests."""
        self.set_interval(LOOK_EVERY, self._look)

    def touched(self) -> None:
        """Somebody is here, though no key says so."""
        self._idle.touched()

    def _look(self) -> None:
        asked = self._requests.came()
        if not self.locked and (asked or self._idle.long):
            self.lock()

    async def on_event(self, event: events.Event) -> None:
        """The key that locks waits for no other; and no key acts on what should have been locked by now."""
        if isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded:
            if isinstance(event, events.Key) and event.key in self._lock_keys:
                self.lock(blank=True)
                return
            if self._locking:
                return
            if not self.locked and self._idle.long:
                self.lock()
                return
            self._idle.touched()
        await super().on_event(event)

    # Locking

    def action_lock(self) -> None:
        """Blank the screen and lock."""
        self.lock(blank=True)

    def lock(self, *, blank: bool = False) -> None:
        """Blank the screen now, then lock. ``blank``: it stays so until a key is pressed."""
        if self._locking:
            return
        if self._journal is None:
            screen = self.locked_screen
            if screen is None:  # there is no journal yet: nothing to lock, and nobody to show it to
                self.exit()
                return
            self._kept_locked = True
            while self.screen is not screen:
                self.pop_screen()
            screen.blank = True
            return
        self._locking = True
        if self._driver is not None:
            self._driver.write(_BLANK)
        self.run_worker(self._put_away(blank), group=self.LOCKED)

    @property
    def locked_screen(self) -> "LockedScreen | None":
        """The screen that is there while the journal is locked."""
        from companion.tui.screens.locked import LockedScreen

        found = self._screen_stacks.get(self.LOCKED, [None])[0]
        return found if isinstance(found, LockedScreen) else None

    async def _put_away(self, blank: bool) -> None:
        with self.batch_update():  # nothing more is painted of what was in sight
            await self._keys_acted_on()
            await self._threads_done()
            self.clear_notifications()
            self._clipboard = ""
            self._left = self.current_mode
            self._was_writing = bool(getattr(self._screen_stacks[self._left][0], "writing", False))
            await self.show_locked(blank=blank)
            journal, self._journal = self.journal, None
            self._session = journal.session
            with suppress(CompanionError):  # a full disk does not keep it open
                self.before_closing(journal)
                journal.close(keep_undo=True)
            self._locking = False
        del journal
        gc.collect()

    async def show_locked(self, *, blank: bool = False) -> None:
        """Put the locked screen in the place of everything else."""
        from companion.tui.screens.locked import LockedScreen

        asks = self.door.asks

        def make() -> "Screen[None]":
            return LockedScreen(asks=asks, blank=blank)

        await self.show_only(make)

    async def show_only(self, make: "Callable[[], Screen[None]]") -> None:
        """Put one screen in the place of all panes, and of what lies over them."""
        self.add_mode(self.LOCKED, make)
        await self.switch_mode(self.LOCKED)
        for name in [name for name in self._modes if name != self.LOCKED]:
            await self.remove_mode(name)
        self.make_modes()

    async def _keys_acted_on(self) -> None:
        """What was typed before is in its draft."""
        while self.keys_to_come:
            await asyncio.sleep(0.002)

    async def _threads_done(self) -> None:
        """A thread that works something out has a connection of its own; it is let finish."""
        for worker in [each for each in self.workers if each.group != self.LOCKED]:
            with suppress(WorkerCancelled, WorkerFailed):
                await worker.wait()

    # Unlocking

    def unlock(self, passphrase: str | None) -> None:
        """Open the journal again, beside the thread that draws; deriving the key takes its time."""
        self._kept_locked = False
        self.run_worker(self._open_up(passphrase), group=self.LOCKED, exclusive=True)

    async def _open_up(self, passphrase: str | None) -> None:
        try:
            # What was taken away while it was locked is not made anew with whatever was typed.
            new = self.locked_screen is None
            journal = await asyncio.to_thread(partial(self.door.open, passphrase, create=new))
        except WrongPassphrase:
            self.stayed_shut("That did not open it. Nothing was harmed; try again.")
            return
        except CompanionError as error:
            words = str(error)
            if isinstance(error, JournalDamaged):
                with suppress(CompanionError):
                    way = await asyncio.to_thread(recovery_hint, self.door.places, passphrase)
                    words = f"{words}.\n\n{way[:1].upper()}{way[1:]}"
            self.stayed_shut(words)
            return
        if self._kept_locked:  # the key that locks came meanwhile
            journal.close(keep_undo=True)
            self.stayed_shut("")
            return
        if self._session is not None:
            journal.go_on(self._session)
        self._journal = journal
        self._idle.touched()
        await self.show_panes(self._left)

    def stayed_shut(self, why: str) -> None:
        """The journal did not open."""
        screen = self.locked_screen
        if screen is not None:
            screen.refused(why)

    async def show_panes(self, name: str | None) -> None:
        """Go to a pane, out of the locked screen."""
        await self.switch_mode(name or self.DEFAULT_MODE)
        await self.remove_mode(self.LOCKED)
        await self.arrived()

    def close_journal(self) -> None:
        """Let go of the journal, where it is open: the end of the app."""
        if self._journal is not None:
            try:
                self.before_closing(self._journal)
            finally:
                self._journal.close()
