"""The command line, run within the test: a journal of its own, a clock standing still, words in and out."""

import getpass
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from companion.cli.main import main
from companion.cli.session import Session
from companion.model.clock import Clock
from companion.system.paths import Places


class Ran(NamedTuple):
    """What a command ended with, and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
Given = Callable[..., Ran]


def begun(places: Places) -> str:
    """What the first command on a place says, whichever it is."""
    return f"There was no journal yet; a new one was started: {places.journal}\n"


@pytest.fixture(autouse=True)
def own_umask() -> Iterator[None]:
    """The program sets its umask; the tests get theirs back."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def opened() -> list[Places]:
    """The places in which panes were opened."""
    return []


@pytest.fixture
def run(
    places: Places,
    clock: Clock,
    opened: list[Places],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """``run("log", "--trigger", "hug", stdin="a note")``; ``terminal=True`` puts a person at both ends."""

    def run(*words: str, stdin: str | bytes = "", terminal: bool = False, at: Path | None = None) -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        keyboard = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", keyboard)
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda: terminal, raising=False)
        session = Session(at or places.data, clock=clock, open_panes=lambda there, _: opened.append(there))
        code = main(list(words), session=session)
        said: Any = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture
def given(run: Run) -> Given:
    """``given(["one", "two"], "passphrase")``: these lines on a descriptor of their own."""

    def given(lines: list[str], *words: str, **how: object) -> Ran:
        out, into = os.pipe()
        os.write(into, "".join(f"{line}\n" for line in lines).encode())
        os.close(into)
        try:
            return run("--passphrase-fd", str(out), *words, **how)  # type: ignore[arg-type]
        finally:
            os.close(out)

    return given


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a person types at hidden prompts, in turn; each is taken away as it is used."""
    answers: list[str] = []

    def hidden(prompt: str, stream: object = None) -> str:
        print(prompt, file=stream)  # type: ignore[call-overload]
        return answers.pop(0)

    monkeypatch.setattr(getpass, "getpass", hidden)
    return answers
