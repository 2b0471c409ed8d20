"""What is typed while the program still loads: not shown by the terminal, and kept for the first field.

Until Textual takes the terminal, it would echo what is typed (a passphrase, say) and hand Enter on as another
key than the panes know.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

_ENDING = ("SIGHUP", "SIGQUIT", "SIGTERM")

_settings: list[Any] | None = None


def as_it_was() -> list[Any] | None:
    """The settings of the terminal from before, while what is typed is kept; else None."""
    return _settings


@contextmanager
def kept() -> Iterator[None]:
    """Keep what is typed from now on; the terminal has its own settings back in the end, whatever ends it."""
    global _settings
    streams = (sys.__stdin__, sys.__stderr__)
    if (
        os.name != "posix"
        or _settings is not None
        or not all(stream is not None and stream.isatty() for stream in streams)
    ):
        yield
        return
    import termios

    descriptor = 0
    try:
        _settings = termios.tcgetattr(descriptor)
    except termios.error:  # it is gone
        yield
        return

    def give_back(number: int | None = None, _frame: FrameType | None = None) -> None:
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSANOW, before)
        if number is not None:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    before = _settings
    numbers = [getattr(signal, name) for name in _ENDING]
    handlers = {number: signal.getsignal(number) for number in numbers}
    for number, handler in handlers.items():
        if handler is signal.SIG_DFL:
            signal.signal(number, give_back)
    try:
        raw = [*before[:6], [*before[6]]]
        raw[0] &= ~termios.ICRNL
        raw[3] &= ~(termios.ECHO | termios.ICANON)
        raw[6][termios.VMIN] = 1
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSANOW, raw)
        yield
    finally:
        give_back()
        for number, handler in handlers.items():
            if signal.getsignal(number) is give_back:
                signal.signal(number, handler)
        _settings = None
