"""What is typed before the first page is painted: not echoed, and there in order once it can be used."""

import os
import signal
import sys
import termios
import time
from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.system.paths import Places
from tests.journeys.test_terminal import Terminal

PASSPHRASE = "kitchen garden"

WAITS = """
import time
import companion.system.early_keys as early_keys
from companion.cli import main
def ready(*arguments, **more):
    print("typing", file=sys.__stdout__, flush=True)
    time.sleep(0.5)
    return command_line(*arguments, **more)
command_line, main.main = main.main, ready
"""


def loading(home: Path, before: str) -> Terminal:
    code = f"import sys\n{before}\nfrom companion.__main__ import main\nraise SystemExit(main())"
    terminal = Terminal(home, [sys.executable, "-c", code])
    terminal.wait_for(lambda: b"typing" in terminal.seen)
    return terminal


def test_a_passphrase_typed_while_the_program_loads_opens_the_journal_and_is_not_shown(
    places: Places,
) -> None:
    with open_journal(places, passphrase=PASSPHRASE) as journal:
        journal.log(triggers=["ordinary_moment"], note="kanarienvogel walk")
    terminal = loading(places.data, WAITS)
    try:
        for letter in f"{PASSPHRASE}\r":
            terminal.type(letter)
            time.sleep(0.06)
        terminal.wait_for(lambda: b"kanarienvogel walk" in terminal.seen)
        assert b"kitchen" not in terminal.seen
    finally:
        terminal.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ended_while_it_loads_the_terminal_has_its_settings_back(places: Places, number: int) -> None:
    terminal = loading(places.data, WAITS.replace("0.5", "30"))
    assert not termios.tcgetattr(terminal.here)[3] & termios.ECHO
    try:
        os.kill(terminal.process.pid, number)
        terminal.process.wait(timeout=20)
        settings = termios.tcgetattr(terminal.here)
        assert settings[3] & termios.ECHO and settings[3] & termios.ICANON and settings[0] & termios.ICRNL
    finally:
        terminal.kill()
