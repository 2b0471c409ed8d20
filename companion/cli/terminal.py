"""How a command speaks: data on stdout, messages and questions on stderr."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from companion.model.errors import CompanionError, InputRefused, NoRoom
from companion.model.text import shown

WIDEST = 100
"""The most columns that running text takes, however wide the terminal is."""


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class OutputFailed(CompanionError):
    """Standard output took no more: a full disk behind it, for instance."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"standard output could not be written: {error.strerror}")
        self.exit_code = NoRoom.exit_code if error.errno in _FULL else InputRefused.exit_code


@contextmanager
def _output() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(error) from None


class Terminal:
    """The three streams of the process, and what may be done with them."""

    @property
    def interactive(self) -> bool:
        """Whether a person sits at both ends."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    @property
    def can_ask(self) -> bool:
        """Whether there is someone to ask: questions go to stderr, so that stdout stays data."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    @property
    def read_by_someone(self) -> bool:
        """Whether messages go to a terminal."""
        return sys.stderr.isatty()

    @property
    def colour(self) -> bool:
        """Whether stdout may be coloured: a terminal, and nobody asked for none."""
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """How many columns running text may take: the terminal's up to ``WIDEST``, 80 into a pipe."""
        return min(self.columns, WIDEST)

    @property
    def columns(self) -> int:
        """How many columns a drawing may take: all of the terminal's, 80 into a pipe."""
        import shutil

        return shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80

    def style(self, text: str, **how: Any) -> str:
        """``text`` as click styles it, where colour is welcome."""
        if not self.colour:
            return text
        import click

        return click.style(text, **how)

    def out(self, text: str = "") -> None:
        """A line of data for a person. What a person wrote goes through ``shown()`` before it is styled.

        Raises OutputFailed.
        """
        with _output():
            print(text)

    def out_bytes(self, data: bytes) -> None:
        """A whole file. Raises OutputFailed."""
        with _output():
            sys.stdout.flush()
            sys.stdout.buffer.write(data)

    def out_shown(self, text: str) -> None:
        """The same for text straight from the journal."""
        self.out(shown(text))

    def flush(self) -> None:
        """Have everything written that was printed. Raises OutputFailed."""
        with _output():
            sys.stdout.flush()

    def out_json(self, value: Any) -> None:
        """A value as JSON: readable letters where stdout can carry them, escapes where it cannot."""
        from companion.model.indented_json import indented_in_pieces

        pieces = [*indented_in_pieces(value)]
        try:
            for piece in pieces:
                if not piece.isascii():
                    piece.encode(sys.stdout.encoding or "utf-8", "strict")
        except UnicodeEncodeError:
            pieces = [*indented_in_pieces(value, ascii_only=True)]
        with _output():
            sys.stdout.writelines(pieces)
            print()

    def say(self, text: str) -> None:
        """A message beside the data. Where nobody can be told, nothing ends for it."""
        try:
            print(shown(text), file=sys.stderr)
        except BrokenPipeError:
            raise
        except OSError:
            pass
