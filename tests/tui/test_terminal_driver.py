"""What is written to the terminal: in order, blanked before anything else, nothing after the end."""

import gc
import os
import pty
import tty
from collections.abc import Iterator
from typing import TextIO

import pytest

from companion.tui.blank import blank_rows
from companion.tui.terminal_driver import BEGIN, GO_ON, THE_END, Outlet, Reader


class Line:
    """A terminal with an outlet on it."""

    def __init__(self) -> None:
        self.here, there = pty.openpty()
        tty.setraw(there)
        self.file: TextIO = os.fdopen(there, "w", encoding="utf-8")
        self.gone = 0
        self.outlet = Outlet(self.file, self._went_away)

    def _went_away(self) -> None:
        self.gone += 1

    def draw(self, *pieces: str) -> None:
        for piece in pieces:
            self.outlet.write(piece)
        self.outlet.flush()

    def shown(self) -> str:
        """What came out since the last look."""
        self.file.write("|")  # there is something to read in any case
        self.file.flush()
        read = ""
        while not read.endswith("|"):
            read += os.read(self.here, 65536).decode()
        return read.removesuffix("|")


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.file.close()


def test_what_is_drawn_comes_out_in_order(line: Line) -> None:
    line.draw("a page ", "of words")
    assert line.shown() == "a page of words"


def test_once_it_is_blanked_only_what_is_drawn_after_that_is_shown(line: Line) -> None:
    line.draw("a page")
    assert line.shown() == "a page"
    line.outlet.write("half a page, not handed on yet")
    line.outlet.hold("BLANK")
    line.draw("the rest of it")
    assert line.shown() == "BLANK"
    line.draw(GO_ON, "the locked screen")
    assert line.shown() == "the locked screen"


TAKEN = "\x1b[?1049h\x1b[?25l\x1b[>25u\x1b[?2026$p"


def test_the_terminal_stays_as_it_was_until_there_is_something_to_see(line: Line) -> None:
    line.draw(TAKEN)
    line.draw("\x1b[1;1H\x1b[38;2;1;2;3m   \x1b[0m")
    assert line.shown() == ""
    line.draw("\x1b[2;1Ha page")
    assert line.shown() == f"{TAKEN}\x1b[1;1H\x1b[38;2;1;2;3m   \x1b[0m\x1b[2;1Ha page"
    line.draw(" ")
    assert line.shown() == " "


def test_the_terminal_is_taken_without_anything_to_see_once_that_takes_long(line: Line) -> None:
    line.draw(TAKEN, BEGIN)
    assert line.shown() == TAKEN
    line.draw(BEGIN)
    assert line.shown() == ""


def test_blanked_before_there_was_a_page_the_terminal_is_taken_with_what_comes_after_it(line: Line) -> None:
    line.draw(TAKEN)
    line.outlet.hold("BLANK")
    line.draw("a page")
    assert line.shown() == ""
    line.draw(GO_ON, "the locked screen")
    assert line.shown() == f"{TAKEN}the locked screen"


def test_ended_before_there_was_a_page_nothing_was_done_to_the_terminal(line: Line) -> None:
    line.draw(TAKEN)
    line.outlet.shut("BLANK")
    assert line.shown() == ""
    line.outlet.open()
    line.draw(TAKEN, "\x1b[?1049l", THE_END, "a page")
    assert line.shown() == ""


def test_what_is_written_after_the_last_goes_nowhere(line: Line) -> None:
    line.draw("a page", "\x1b[?1049l", THE_END, "\x1b[<u")
    assert line.shown() == "a page\x1b[?1049l"


def test_after_the_end_nothing_is_drawn_whatever_is_said(line: Line) -> None:
    line.draw("a page")
    assert line.shown() == "a page"
    line.outlet.shut("BLANK")
    line.outlet.hold("BLANK")
    line.draw("a page", GO_ON, "another")
    line.outlet.shut("BLANK")
    assert line.shown() == "BLANK"
    line.outlet.open()
    line.draw("back from the editor")
    assert line.shown() == "back from the editor"


def test_a_terminal_that_went_away_is_told_once_and_takes_the_rest_in_silence(line: Line) -> None:
    os.close(line.here)
    line.draw("a page")
    line.draw("another")
    line.outlet.shut("BLANK")
    assert line.gone == 1


def test_each_row_is_emptied_by_itself_and_nothing_is_scrolled_away() -> None:
    written = blank_rows(24)
    assert [f"\x1b[{row};1H\x1b[2K" in written for row in range(1, 26)] == [True] * 24 + [False]
    assert "J" not in written and "\n" not in written


@pytest.mark.parametrize("at_once", [1, 7, 4096])
def test_what_was_pasted_is_held_no_longer_than_it_takes_to_hand_it_on(at_once: int) -> None:
    reader, data = Reader(), "\x1b[200~kitchen, and the garden\x1b[201~ab"
    read = [
        (type(message).__name__, getattr(message, "text", "") or getattr(message, "character", ""))
        for start in range(0, len(data), at_once)
        for message in reader.feed(data[start : start + at_once])
    ]
    assert read == [("Paste", "kitchen, and the garden"), ("Key", "a"), ("Key", "b")]
    assert "kitchen, and the garden" not in gc.get_referents(reader._gen)
