"""The terminal while the panes have it, and how it is handed back: blank, whatever ends them.

Where a terminal has no alternate screen (``alternate-screen off`` in tmux, GNU screen without ``altscreen``)
the last page would stay in sight after the end.
"""

import asyncio
import os
import re
import select
import signal
import sys
import termios
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Lock
from types import FrameType
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from companion.system import early_keys
from companion.system.memory import overwrite_held_back
from companion.tui.blank import blank_rows

if TYPE_CHECKING:
    from textual.app import App

ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
"""The signals that end the panes in good order."""

LOOK_EVERY = 0.5
"""Seconds between two looks whether the terminal is there."""
AT_MOST = 2
"""Seconds that an end in good order may take once a signal came, or the terminal went away."""

BEGIN_WITHIN = 1.0
"""Seconds after which the terminal is taken even if there is nothing to see yet."""

_ROWS = 100
"""How many are blanked where the terminal does not say how many it has."""
_AT_ONCE = 4096
"""Bytes that are handed to the terminal in one go; after each it may have been shut."""
_SHUT_WITHIN = 0.3
"""Seconds that a write under way has to come to its end."""

GO_ON = "\0"
BEGIN = "\0\0"
THE_END = "\0\0\0"
"""Among all that is drawn these are never texts of their own."""

_SEQUENCE = re.compile(r"\x1b(?:\[[0-9;:?<=>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[=>78c])")

_EMPTY_PASTE = f"{BRACKETED_PASTE_START}{BRACKETED_PASTE_END}"
_CUT_SHORT = "\x18"
"""Ends a sequence of which only the beginning was written."""
_AS_IT_WAS = (
    "\x1b[?2026l"  # nothing is held back for one picture
    "\x1b[?2004l\x1b[?2048l\x1b[?1004l"  # no marks around what is pasted, no word of size and focus
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # no word of the mouse
    "\x1b[<u"  # keys as usual
    "\x1b[?7h\x1b[?1049l\x1b[?25h"  # long lines wrap, the screen of before, the cursor
)


class Outlet:
    """The terminal as a file to write to; once it is shut, or has gone away, what is written goes nowhere."""

    def __init__(self, file: TextIO, gone: Callable[[], None]) -> None:
        """``gone`` is called, in the thread that writes, when the terminal takes nothing any more."""
        self._descriptor = file.fileno()
        self._encoding = file.encoding
        self._gone = gone
        self._waiting: list[str] = []
        self._shut = False
        self._held = False
        self._beginning: str | None = ""
        """What was written before there was anything to see; None once it is in the terminal."""
        self._lock = Lock()

    def fileno(self) -> int:
        """The descriptor of the terminal."""
        return self._descriptor

    def write(self, text: str) -> None:
        """Take a text; it is in the terminal after :meth:`flush`, once there is something to see.

        ``BEGIN`` ends the wait for that, and ``GO_ON`` a :meth:`hold`. After ``THE_END`` nothing is taken.
        """
        if text == GO_ON:
            self._held = False
            overwrite_held_back()  # for this thread, which had each page in hand
        elif text == BEGIN:
            self._hand_on(begin=True)
        elif text == THE_END:
            self.flush()
            self._shut = True
        elif not (self._shut or self._held):
            self._waiting.append(text)

    def flush(self) -> None:
        """Hand on what was taken. Raises nothing."""
        self._hand_on()

    def _hand_on(self, *, begin: bool = False) -> None:
        text = "".join(self._waiting)
        self._waiting.clear()
        with self._lock:
            if self._beginning is not None:
                visible = bool(_SEQUENCE.sub("", text).strip())
                if self._held or not (visible or begin):
                    self._beginning += "" if visible else text
                    return
                text, self._beginning = self._beginning + text, None
            data = text.encode(self._encoding, "replace")
            while data and not (self._shut or self._held):
                try:
                    data = data[os.write(self._descriptor, data[:_AT_ONCE]) :]
                except OSError:
                    self._shut = True
                    self._gone()

    def open(self) -> None:
        """Begin to take what is written. The terminal stays as it is up to the first thing to see."""
        self._shut = self._held = False
        self._beginning = ""

    def shut(self, last: str) -> None:
        """Drop all that was not handed on yet, and what comes after; only ``last`` is written.

        From any thread, at any time. It waits a moment for a terminal that is slow, and no longer. Where
        there was nothing to see yet, the terminal is as it was, and not even that is written.
        """
        if not self._shut:
            self._shut = True
            self._write_now(last)

    def hold(self, last: str) -> None:
        """The same, up to the next ``GO_ON``."""
        if not self._shut:
            self._held = True
            self._write_now(last)

    def _write_now(self, text: str) -> None:
        free = self._lock.acquire(timeout=_SHUT_WITHIN)
        try:
            if self._beginning is None and select.select([], [self._descriptor], [], _SHUT_WITHIN)[1]:
                os.write(self._descriptor, text.encode(self._encoding, "replace"))
        except OSError:
            pass  # it is gone, and so is what stood on it
        finally:
            if free:
                self._lock.release()


class Reader(XTermParser):
    """Makes keys and pastes of what the terminal sends. Textual's own holds on to a paste until the next one
    comes: for hours, and through the lock."""

    def feed(self, data: str) -> Iterable[Message]:
        for message in super().feed(data):
            yield message
            if isinstance(message, events.Paste):
                yield from (each for each in super().feed(_EMPTY_PASTE) if not isinstance(each, events.Paste))


class TerminalDriver(LinuxDriver):
    """Textual's driver, with an end that leaves no page behind and no program without a terminal."""

    _file: Any

    def __init__(
        self,
        app: "App[Any]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        streams = (sys.__stderr__, sys.__stdout__)  # never a file to which the words of errors are sent
        self._file = Outlet(next(file for file in streams if file and file.isatty()), self._went_away)
        self._signals_before: dict[int, Any] = {}
        self._next_look: asyncio.TimerHandle | None = None

    def start_application_mode(self) -> None:
        """Take the terminal, and the signals that end a program."""
        self._file.open()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.attrs_before = early_keys.as_it_was() or self.attrs_before
        self._loop.call_later(BEGIN_WITHIN, self._begin)
        for number in ENDING:
            self._signals_before.setdefault(number, signal.signal(number, self._ended))
        self._look()

    def stop_application_mode(self) -> None:
        """Hand the terminal back, with nothing on it."""
        if self._writer_thread is not None:
            self.draw_again()
            # At once: what follows waits for the thread that reads, and the screen would be blank meanwhile.
            self.write(f"{blank_rows(self._rows)}{_AS_IT_WAS}")
            self.write(THE_END)
            super().stop_application_mode()
        if self._next_look is not None:
            self._next_look.cancel()
        while self._signals_before:
            signal.signal(*self._signals_before.popitem())

    def process_message(self, message: Message) -> None:
        """The key that locks blanks the page here, in the thread that reads; the app may be busy for seconds.

        Nothing is drawn then until the app, which gets the key too, says :meth:`draw_again`.
        """
        if isinstance(message, events.Key) and message.key in getattr(self._app, "lock_keys", ()):
            self.hold()
        super().process_message(message)

    def run_input_thread(self) -> None:
        """Read what is typed, until the end."""
        linux_driver.XTermParser = Reader  # type: ignore[attr-defined]  # made in there, by this name
        super().run_input_thread()

    def hold(self) -> None:
        """Blank the page now, and show nothing of what is drawn until :meth:`draw_again`; from any thread."""
        self._file.hold(f"{_CUT_SHORT}{blank_rows(self._rows)}")

    def draw_again(self) -> None:
        """What is drawn from now on is shown; what was drawn before and waits, is not."""
        self.write(GO_ON)

    def hand_back(self) -> None:
        """Hand the terminal back now, in the midst of whatever it is; nothing more is drawn.

        Does nothing where that was done already.
        """
        if not self._signals_before:
            return
        self._file.shut(f"{_CUT_SHORT}{blank_rows(self._rows)}{_AS_IT_WAS}")
        if self.attrs_before is not None:
            with suppress(termios.error):  # it is gone
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    @property
    def _rows(self) -> int:
        try:
            return os.get_terminal_size(self._file.fileno()).lines or _ROWS
        except OSError:
            return _ROWS

    def _ended(self, number: int, _frame: FrameType | None = None) -> None:
        """A signal came: hand the terminal back at once, then close what is open, or end without that.

        Whatever the program is at, the system ends it when the time is up.
        """
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(AT_MOST)
        cast(Any, self._app).ended_by = number
        self.hand_back()
        self._loop.call_soon_threadsafe(self._leave, number)

    def _leave(self, number: int) -> None:
        self._app.exit(return_code=128 + number)

    def _begin(self) -> None:
        if self._writer_thread is not None and self._writer_thread.is_alive():
            self.write(BEGIN)

    def _look(self) -> None:
        """The terminal may be gone without a signal: where make, say, is between the two."""
        try:
            termios.tcgetattr(self.fileno)
        except termios.error:
            self._ended(signal.SIGHUP)
        else:
            self._next_look = self._loop.call_later(LOOK_EVERY, self._look)

    def _went_away(self) -> None:
        self._loop.call_soon_threadsafe(self._ended, signal.SIGHUP)
