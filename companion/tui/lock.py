"""Locking: the screen goes blank at once, the panes and the journal are put away, the app goes on running."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.worker import WorkerCancelled, WorkerFailed

from companion.journal import Journal, end_session
from companion.model.errors import CompanionError, JournalDamaged, PassphraseNeeded, WrongPassphrase
from companion.system.guarded_settings import each_key
from companion.system.memory import overwrite_free, overwrite_held_back
from companion.tui.ahead import BEGIN_AFTER, Ahead
from companion.tui.blank import blank_rows
from companion.tui.journal_opener import JournalOpener
from companion.tui.key_queue import KeyQueueApp
from companion.tui.lock_triggers import LOOK_EVERY, IdleTime, LockRequests
from companion.tui.tidying import Tidying, settle

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.screen import Screen

    from companion.tui.screens.locked import LockedScreen

UNLOCKING = "unlocking"
"""The workers that open the journal again; another try takes the place of the one before."""

MOVED = """\
The journal's file was removed, or another put in its place. Nothing you write now goes into it; when you \
save, it goes to a file next to it, and its name is shown then."""

SEALED = """\
What you typed while the disk was full cannot be read any more: the passphrase was changed while this was \
locked."""


class LockableApp(KeyQueueApp):
    """An app that can put its journal away. While it is locked there are no panes and no connection."""

    LOCKED: ClassVar[str] = "locked"
    """The mode of the one screen that is there then."""

    def __init__(self, journal: Journal | None, opener: JournalOpener, *, minutes: int, keys: str) -> None:
        super().__init__()
        self._journal = journal
        self.opener = opener
        self._idle_time = IdleTime(minutes)
        self._requests = LockRequests(opener.places)
        self._tidying = Tidying()
        self.lock_keys = each_key(keys)
        """The keys that lock; the driver blanks the page when it reads one, before anything else is done."""
        self._pane_before: str | None = None
        self._form_was_open = False
        self._locking = False
        self._putting_away: asyncio.Future[None] | None = None
        """The closing of the journal that was locked, as long as it takes."""
        self._undo_session: str | None = None
        self._lock_again = False
        self._told_moved = False
        self.to_say_at_the_end = ""
        """For the terminal, once the panes are gone."""

    def get_driver_class(self) -> "type[Driver]":
        """Where there is a terminal as on Linux and macOS, it is handed back blank, whatever ends the app."""
        if os.name != "posix":
            return super().get_driver_class()
        from companion.tui.terminal_driver import TerminalDriver

        return TerminalDriver

    def hand_back_terminal(self) -> None:
        """Leave nothing of the panes on the terminal, however they ended."""
        if (hand_back := getattr(self._driver, "hand_back", None)) is not None:
            hand_back()

    @property
    def journal(self) -> Journal:
        """The open journal. Raises PassphraseNeeded while it is locked."""
        if self._journal is None:
            raise PassphraseNeeded
        return self._journal

    @property
    def locked(self) -> bool:
        """Whether the journal is put away, or about to be."""
        return self._journal is None or self._locking

    @property
    def put_away(self) -> bool:
        """Whether it is locked and nothing holds the journal any more; its backup is made by then."""
        return self._journal is None and self._putting_away is None

    # What the app says about its panes

    def make_modes(self) -> None:
        """Add the modes of all panes that are not there."""
        raise NotImplementedError

    async def after_unlock(self) -> None:
        """The panes are there again: their way of going on where one was."""

    def look_for_changes(self) -> None:
        """Show what another window or command wrote; called twice a second."""

    def before_closing(self, journal: Journal) -> None:
        """The journal is open for the last time, with nothing of it in sight."""
        raise NotImplementedError

    # When

    def watch_triggers(self) -> None:
        """Begin to look for idle time and for requests, and to use the time that nobody types."""
        self.set_interval(LOOK_EVERY, self._check_triggers)
        self.call_after_refresh(self.set_timer, BEGIN_AFTER, self._prepare_panes)

    def _prepare_panes(self) -> None:
        """The first page stands there: keep its rules for the next start, and import what comes after it."""
        settle()
        self.rules.keep()
        Ahead(
            self.get_css_variables(),
            locked=self.locked,
            silence=lambda: self._idle_time.seconds,
            running=lambda: self.is_running,
            # Asked for only then: nothing is held on to once it is locked.
            make=[lambda: (journal := self._journal) and journal.vocabulary.phrases.matcher],
        ).start()

    def guard(self, minutes: int, keys: str) -> None:
        """Lock after so many minutes without a key (0 for never), and with these keys, from now on."""
        self._idle_time.change(minutes)
        self.lock_keys = each_key(keys)

    def note_activity(self) -> None:
        """Somebody is here, though no key says so."""
        self._idle_time.note_activity()

    def _check_triggers(self) -> None:
        asked = self._requests.came()
        if self.locked:
            return
        if asked or self._idle_time.is_over:
            self.lock()
        elif not self.journal.standing:
            self._leave_the_file()
        else:
            self.look_for_changes()
            self._tidying.look(self.keys_handled, self._idle_time.seconds, sheet=len(self.screen_stack) > 1)

    def _leave_the_file(self) -> None:
        """The file was removed or replaced: it is opened anew, once nobody is in the middle of something."""
        from textual.widgets import Input, TextArea

        sheet, form = len(self.screen_stack) > 1, getattr(self.screen, "writing", False)
        if not (sheet or form or isinstance(self.focused, Input | TextArea)):
            self.lock()
        elif not self._told_moved:
            self._told_moved = True
            with suppress(CompanionError):  # saving tries again, and says what keeps it from being done
                self.journal.put_aside()
            self.notify(MOVED, severity="warning", timeout=30, markup=False)

    async def on_event(self, event: events.Event) -> None:
        """The key that locks waits for no other; and no key acts on what should have been locked by now."""
        if isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded:
            if isinstance(event, events.Key) and event.key in self.lock_keys:
                self.lock(blank=True)
                return
            if self._locking:
                return
            if not self.locked and self._idle_time.is_over:
                self.lock()
                return
            self._idle_time.note_activity()
        await super().on_event(event)

    # Locking

    def action_lock(self) -> None:
        """Blank the screen and lock."""
        self.lock(blank=True)

    def lock(self, *, blank: bool = False) -> None:
        """Blank the screen now, then lock. ``blank``: it stays so until a key is pressed."""
        if self._locking:
            return
        self._blank_terminal()
        if self._journal is None:
            screen = self.locked_screen
            if screen is None:  # there is no journal yet: nothing to lock, and nobody to show it to
                self.exit()
                return
            self._lock_again = True
            while self.screen is not screen:
                self.pop_screen()
            self.clear_notifications()
            screen.blank = True
            screen.refresh()
            self._draw_again()
            return
        self._locking = True
        self._work_at(partial(self._close_and_blank, blank), self.LOCKED)

    def _blank_terminal(self) -> None:
        """Blank it before anything else is done, and draw nothing for now."""
        if (hold := getattr(self._driver, "hold", None)) is not None:
            hold()
        elif self._driver is not None:
            self._driver.write(blank_rows(self.size.height))

    def _draw_again(self) -> None:
        if (draw_again := getattr(self._driver, "draw_again", None)) is not None:
            draw_again()

    @property
    def locked_screen(self) -> "LockedScreen | None":
        """The screen that is there while the journal is locked."""
        from companion.tui.screens.locked import LockedScreen

        screen = self._screen_stacks.get(self.LOCKED, [None])[0]
        return screen if isinstance(screen, LockedScreen) else None

    def _work_at(self, work: Callable[[], Coroutine[None, None, None]], group: str) -> None:
        """Begin to lock or to unlock, in place of what was begun so; nothing is where the app ends first."""
        self.run_worker(work, group=group, exclusive=True)  # type: ignore[arg-type]

    async def _close_and_blank(self, blank: bool, meanwhile: str = "") -> None:
        """``meanwhile``: what the locked screen says until something else is done; it takes no keys then."""
        were_there = [*self._registry]
        with self.batch_update():  # nothing more is painted of what was in sight
            await self._keys_handled()
            await self._workers_done()
            self.clear_notifications()
            self._clipboard = ""
            self._pane_before = self.current_mode
            self._form_was_open = bool(getattr(self._screen_stacks[self._pane_before][0], "writing", False))
            await self.show_locked(blank=blank)
            if meanwhile and self.locked_screen is not None:
                self.locked_screen.wait(meanwhile)
            journal, self._journal = self.journal, None
            self._undo_session = journal.session
            # A backup takes its time; the passphrase may be typed again meanwhile.
            self._putting_away = asyncio.get_running_loop().run_in_executor(None, self._put_away, journal)
            self._locking = False
            self._draw_again()
        self.forget_the_way()
        from companion.tui.forgetting import forget_widgets

        forget_widgets(self)
        await self._is_put_away()
        if not journal.standing and self.locked_screen is not None:
            self._undo_session, self._told_moved = None, False
            from companion.vault.recovery import rescue_hint

            self.to_say_at_the_end = rescue_hint(self.opener.places, journal)
            self.locked_screen.show_refusal(f"{self.to_say_at_the_end}.")
        del journal  # its connection remembers what it was opened with
        await self._forget_words(were_there)

    def _put_away(self, journal: Journal) -> None:
        """Close the journal, in a thread that is let finish, also where the app ends meanwhile."""
        with suppress(CompanionError):  # a full disk does not keep it open
            try:
                self.before_closing(journal)
            finally:
                journal.close(keep_undo=True)

    async def _is_put_away(self) -> None:
        """The journal that was locked last is closed; what waits for it may be broken off, and that not."""
        if self._putting_away is not None:
            await asyncio.shield(self._putting_away)
            self._putting_away = None

    async def _forget_words(self, were_there: "list[DOMNode]") -> None:
        """Overwrite what the panes held; the screen has been blank for long, and keys are taken meanwhile."""
        from companion.tui.forgetting import forget_words

        await forget_words(were_there, self._nobody_types)
        overwrite_held_back()
        await asyncio.to_thread(overwrite_free)

    async def _nobody_types(self) -> bool:
        """Whether it is still locked, told once no key has come in for a moment."""
        await self._idle_time.rest(0.4, at_most=4)
        return self.locked

    def begin_locked(self) -> None:
        """The locked screen is the very first one; gone to later, it would wait for an empty one."""
        self.add_mode(self.LOCKED, self._locked_maker())
        self._screen_stacks, self._current_mode = {self.LOCKED: []}, self.LOCKED

    async def show_locked(self, *, blank: bool = False) -> None:
        """Put the locked screen in the place of everything else."""
        await self.show_only(self._locked_maker(blank=blank))

    def _locked_maker(self, *, blank: bool = False) -> "Callable[[], Screen[None]]":
        from companion.tui.screens.locked import LockedScreen

        needs_passphrase = self.opener.needs_passphrase
        recoverable = needs_passphrase and self.opener.recoverable

        def make() -> "Screen[None]":
            return LockedScreen(
                self.unlock,
                self.opener.places,
                needs_passphrase=needs_passphrase,
                recoverable=recoverable,
                blank=blank,
            )

        return make

    async def show_only(self, make: "Callable[[], Screen[None]]") -> None:
        """Put one screen in the place of all panes, and of what lies over them."""
        self.add_mode(self.LOCKED, make)
        await self.switch_mode(self.LOCKED)
        for name in [name for name in self._modes if name != self.LOCKED]:
            await self.remove_mode(name)
        self.make_modes()

    async def _keys_handled(self) -> None:
        """What was typed before is in its draft."""
        while self.keys_waiting:
            await asyncio.sleep(0.002)

    async def _workers_done(self) -> None:
        """A thread that works something out has a connection of its own; it is let finish."""
        for worker in [each for each in self.workers if each.group not in (self.LOCKED, UNLOCKING)]:
            with suppress(WorkerCancelled, WorkerFailed):
                await worker.wait()

    # Unlocking

    def unlock(self, passphrase: str | None) -> None:
        """Open the journal again, beside the thread that draws; deriving the key takes its time."""
        self._lock_again = False
        self._work_at(partial(self._unlock_beside, passphrase), UNLOCKING)

    async def _unlock_beside(self, passphrase: str | None) -> None:
        await self._is_put_away()
        try:
            # What was taken away while it was locked is not made anew with whatever was typed.
            new = self.locked_screen is None
            journal = await asyncio.to_thread(partial(self.opener.open, passphrase, create=new))
        except WrongPassphrase:
            self.unlock_failed("Wrong passphrase. Nothing was changed; try again.")
            return
        except CompanionError as error:
            words = str(error)
            if isinstance(error, JournalDamaged):
                from companion.vault.recovery import recovery_hint

                with suppress(CompanionError):
                    way = await asyncio.to_thread(recovery_hint, self.opener.places, passphrase)
                    words = f"{words}.\n\n{way[:1].upper()}{way[1:]}"
            self.unlock_failed(words)
            return
        if self._lock_again:  # the key that locks came meanwhile
            journal.close(keep_undo=True)
            self.unlock_failed("")
            return
        if self._undo_session is not None and not journal.go_on(self._undo_session):
            self.notify(SEALED, severity="warning", timeout=30, markup=False)
        self._journal = journal
        self._idle_time.note_activity()
        await self.show_panes(self._pane_before)

    def unlock_failed(self, why: str) -> None:
        """The journal did not open."""
        screen = self.locked_screen
        if screen is not None:
            screen.show_refusal(why)

    async def show_panes(self, name: str | None) -> None:
        """Go to a pane, out of the locked screen."""
        await self.switch_mode(name or self.DEFAULT_MODE)
        await self.remove_mode(self.LOCKED)
        await self.after_unlock()

    def close_journal(self) -> None:
        """Let go of the journal, where it is open: the end of the app."""
        if self._journal is not None:
            try:
                if self.ended_by is None:  # then there is no time for a backup
                    self.before_closing(self._journal)
            finally:
                self._journal.close()
            if self._journal.rescued is not None:
                from companion.vault.recovery import rescue_hint

                self.to_say_at_the_end = rescue_hint(self.opener.places, self._journal)
        elif self._undo_session is not None:  # it ends while it is locked; another may open in this process
            end_session(self.opener.places, self._undo_session)
