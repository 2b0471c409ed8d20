"""What a person wrote is in the journal's file and in nothing else, also when the program breaks."""

import io
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.cli.commands import COMMANDS
from companion.cli.main import main
from companion.cli.session import Session
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.errors import OWN_ERROR
from companion.model.records import Feeling
from companion.system.paths import Places, places
from companion.vault import encryption, recovery
from tests.journeys.test_terminal import Terminal
from tests.quick_keys import make_keys_quick

CANARY = "kanarienvogel"

COMMON = {
    "log": ["--note", "-"],
    "prompt": ["--answer", "-"],
    "delete": ["ID", "--yes"],
    "search": ["walk"],
    "show": ["ID"],
    "import": ["FILE", "--yes"],
    "locate": ["data"],
    "completion": ["bash"],
    "demo": ["--no-open"],
    "restore": ["FILE", "--yes"],
    "merge": ["FILE", "--yes"],
}
"""What a command needs to get anywhere; the others are called bare."""

MORE = (
    ["log", "--ending", "-"],
    ["delete", "--from", "2000-01-01", "--backups", "--yes"],
    ["delete", "--everything", "--yes"],
    ["backup", "-o", "OUT"],
    ["restore"],
    ["export", "--format", "markdown", "-o", "OUT"],
    ["card", "crisis"],
)

BREAKS = {
    "log", "prompt", "delete", "undo", "today", "week", "year", "patterns", "page", "search", "show",
    "import", "export", "settings", "doctor", "demo", "merge", "backup", "restore", "encrypt", "decrypt",
    "passphrase",
}  # fmt: skip
"""The commands that ask for something of the journal; the others do nothing with a person's words."""

VAULT = {
    encryption: ("encrypt", "decrypt", "change_passphrase", "check_passphrase"),
    recovery: ("prepare_restore", "backups", "erase"),
}

PASSPHRASE = f"{CANARY} in four words"

SEARCHED: Counter[str] = Counter()
"""Where the word was looked for: files, and what was said."""


@pytest.fixture(scope="module", autouse=True)
def searched() -> Iterator[None]:
    """``pytest -s -n 0 tests/journeys/test_no_leaks.py`` says how much was searched."""
    yield
    print("\nsearched: " + ", ".join(f"{count} {what}" for what, count in sorted(SEARCHED.items())))


ENTERS, LEAVES = b"\x1b[?1049h", b"\x1b[?1049l"
"""How the panes hand the terminal back. What stood there before was for the person's eyes."""


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    umask = os.umask(0o022)
    yield
    os.umask(umask)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, with all that a program might write to."""
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    for name, where in (("HOME", home), ("TMPDIR", home / "tmp"), ("COMPANION_HOME", home / "journal")):
        monkeypatch.setenv(name, str(where))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return home


def fill(there: Places, passphrase: str | None = None) -> str:
    """A journal with the word in every field there is; the id of its moment."""
    with open_journal(there, passphrase=passphrase) as journal:
        moment = journal.log(
            triggers=[CANARY], partner_acts=[CANARY], feelings=[Feeling(mood=CANARY, intensity=3)],
            body=CANARY, urges=[CANARY], responses=[CANARY], ending=CANARY, person=CANARY, tags=[CANARY],
            note=f"{CANARY} walk",
        )  # fmt: skip
        journal.entries.reflect(text=CANARY, prompt=CANARY, tags=[CANARY])
        story = journal.stories.tell(moment=moment.id, feared=CANARY, belief=80)
        journal.stories.close(story.id, "otherwise", CANARY)
        trial = journal.experiments.start(if_then=f"if {CANARY}, then I {CANARY}")
        journal.experiments.add_try(trial.id, True, note=CANARY)
        journal.insight.answer("withdraw_after_affection", "only_with", CANARY)
        journal.change_settings(partner_name=CANARY)
        journal.drafts.keep("moment", {"note": CANARY})
    return moment.id


def holding(home: Path, *, but: Path | None) -> list[str]:
    """The files under home that hold the word; those of a plain journal may."""
    files = [
        file for file in home.rglob("*") if file.is_file() and not (but and file.name.startswith(but.name))
    ]
    SEARCHED["files"] += len(files)
    return [str(file.relative_to(home)) for file in files if CANARY.encode() in file.read_bytes()]


STILL_WORKING = ("close", "fork", "forget_undo", "read")
"""What opening and closing a journal takes."""


def journal_and_its_parts(there: Places, clock: Clock, passphrase: str | None) -> list[type]:
    """The class of the journal and of each of its parts."""
    with open_journal(there, clock=clock, passphrase=passphrase) as journal:
        parts = {type(getattr(journal, name)) for name in dir(journal) if name[0] != "_"}
    return [Journal, *(part for part in parts if part.__module__.startswith("companion.journal."))]


def breaking(name: str, real: Any) -> Callable[..., Any]:
    """In the place of a verb of the journal: it has a person's words in hand, and breaks."""

    def broken(self: Any, *_args: object, **_kept: object) -> Any:
        words = f"{CANARY} in {name}: {vars(self)}"
        raise RuntimeError(words)

    return property(broken) if isinstance(real, property) else broken  # type: ignore[return-value]


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "encrypted"])
@pytest.mark.parametrize(
    "command",
    [*([name, *COMMON.get(name, [])] for section in COMMANDS.values() for name in section), *MORE],
    ids=" ".join,
)
def test_a_command_that_breaks_tells_nothing(
    command: list[str],
    passphrase: str | None,
    home: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    make_keys_quick(monkeypatch)
    there = places()
    moment = fill(there, passphrase)
    (home / "FILE").write_text('{"format": "companion-journal", "version": 1}')
    for part in journal_and_its_parts(there, clock, passphrase):
        for name, real in list(vars(part).items()):
            if name[0] != "_" and callable(real) | isinstance(real, property) and name not in STILL_WORKING:
                monkeypatch.setattr(part, name, breaking(name, real))
    for module, name in [(module, name) for module, names in VAULT.items() for name in names]:
        monkeypatch.setattr(module, name, lambda *_, **__: 1 / len([CANARY][1:]))
    given = {"FILE": str(home / "FILE"), "ID": moment, "OUT": str(home / "OUT")}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CANARY.encode())))
    out, into = os.pipe()
    os.write(into, f"{PASSPHRASE}\n{PASSPHRASE} too\n".encode())
    os.close(into)
    words = [given.get(word, word) for word in command]
    if passphrase or command == ["encrypt"]:
        words = ["--passphrase-fd", str(out), *words]
    code = main(words, session=Session(clock=clock))
    os.close(out)
    assert code == OWN_ERROR or command[0] not in BREAKS
    said = capfd.readouterr()
    SEARCHED["streams"] += 2
    assert CANARY not in said.out + said.err
    assert holding(home, but=None if passphrase else there.journal) == []


BREAK = """
import os
import sys
from importlib import import_module
module, kind, name, passphrase = sys.argv.pop(), sys.argv.pop(), sys.argv.pop(), sys.argv.pop()
if passphrase != "none":
    out, into = os.pipe()
    os.write(into, passphrase.encode())
    os.close(into)
    sys.argv += ["--passphrase-fd", str(out)]
def broken(self, *args, **more):
    words = "kanarienvogel " + repr(self.journal.timeline.latest())
    raise RuntimeError(words)
setattr(getattr(import_module(module), kind), name, broken)
from companion.__main__ import main
from tests.quick_keys import make_keys_quick
raise SystemExit(main())
"""


@pytest.mark.parametrize(
    ("number", "passphrase"),
    [*((number, None) for number in range(1, 7)), (1, "owl 5 kettle moss"), (4, "owl 5 kettle moss")],
)
def test_a_pane_that_breaks_tells_nothing(number: int, passphrase: str | None, home: Path) -> None:
    name = ("Today", "Mood", "Reflections", "Week", "Patterns", "Library")[number - 1]
    there = places()
    fill(there, passphrase)
    broken = [passphrase or "none", "reload", f"{name}Pane", f"companion.tui.screens.{name.lower()}"]
    terminal = Terminal(there.data, [sys.executable, "-c", BREAK, *broken])
    try:
        if number > 1:
            terminal.wait_for(lambda: b"Today" in terminal.seen)
            terminal.type(str(number))
        terminal.wait_for(lambda: terminal.process.poll() is not None)
    finally:
        if terminal.process.poll() is None:
            terminal.kill()
    terminal.read()
    _, left, after = terminal.seen.rpartition(LEAVES)
    assert left or ENTERS not in terminal.seen  # one that breaks before its first page never takes the screen
    assert b"RuntimeError" in after
    assert CANARY.encode() not in after
    SEARCHED["streams"] += 1
    assert holding(home, but=None if passphrase else there.journal) == []


@pytest.mark.parametrize("words", [[], ["today"]])
def test_no_image_of_the_memory_is_left(words: list[str], home: Path) -> None:
    code = (
        "import resource, sys; import companion.__main__ as m; "
        "m.open_panes = lambda places, _: print(resource.getrlimit(resource.RLIMIT_CORE)); "
        "import companion.cli.session as s; s.Session.interactive = True; "
        "code = m.main(); print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()[-1 - (not words) :]) == {"(0, 0)"}


def test_all_that_is_made_is_its_owners_alone_whatever_the_umask(home: Path, tmp_path: Path) -> None:
    """Plain, then encrypted: backups, journals kept aside, exports, and what is there while it is open."""

    def run(*words: str, stdin: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "companion", *words],
            input=stdin, text=True, check=True, capture_output=True, preexec_fn=lambda: os.umask(0),
        )  # fmt: skip
        return done.stdout.strip()

    def looked_at() -> set[str]:
        made = [each for each in home.rglob("*") if each.name != "tmp" and each != out]
        for each in made:
            assert each.stat().st_mode & 0o077 == 0, each
        return {each.name for each in made}

    out = home / "out"
    out.mkdir()
    run("log", "--note", "-", stdin=CANARY)  # and the day's backup
    run("settings", "theme", "paper")
    run("settings", "partner_name", CANARY)
    for name in ("json", "markdown", "csv", "html", "sqlite", "jrnl"):
        run("export", "--format", name, "-o", str(out / name))
    run("lock")
    stick = Path(run("backup", "-o", str(out / "stick.db")))
    run("restore", str(stick), "--yes")
    run("--passphrase-fd", "0", "encrypt", stdin="owl 5\n")
    run("--passphrase-fd", "0", "log", "--note", "-", stdin=f"owl 5\n{CANARY}")
    run("--passphrase-fd", "0", "backup", stdin="owl 5\n")
    assert looked_at() >= {"journal.db", "backups", "lock", "config.toml", "stick.db", "json", "markdown"}
    assert any(name.startswith("kept-aside-") for name in looked_at())
    os.umask(0)
    terminal = Terminal(places().data)
    try:
        terminal.wait_for(lambda: b"Type your passphrase" in terminal.seen)
        terminal.type("owl 5\r")
        terminal.wait_for(lambda: b"Log a moment" in terminal.seen)
        assert looked_at() >= {"journal.db-wal", "journal.db-shm"}
    finally:
        terminal.kill()
    assert holding(home / "journal", but=None) == []
