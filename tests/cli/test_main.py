"""The command line as a whole: what it lists, where it ends, and what it keeps to itself."""

import errno
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from companion.cli.commands import COMMANDS, cli
from companion.cli.main import main
from companion.cli.session import Session
from companion.journal import Journal
from companion.model.clock import Clock
from companion.model.errors import (
    CompanionError,
    InputRefused,
    JournalBusy,
    JournalDamaged,
    JournalTooNew,
    NoRoom,
    NothingFound,
    WrongPassphrase,
)
from companion.system.paths import Places
from tests.cli.conftest import Run, begun

TABLE = {name: command for section in COMMANDS.values() for name, command in section.items()}


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "companion", *words],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        check=False,
    )


def test_help_lists_every_command_with_its_line(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    words = " ".join(out.split())
    for name, command in TABLE.items():
        assert f" {name} {command.line}" in words


@pytest.mark.parametrize("name", TABLE)
def test_every_command_has_help_with_an_example(run: Run, name: str) -> None:
    code, out, _ = run(name, "--help")
    assert code == 0
    assert "Example" in out
    assert f"companion {name}" in out or f"companion --at DIR {name}" in out


@pytest.mark.parametrize("name", TABLE)
def test_help_starts_with_what_is_done_and_says_defaults_last(name: str) -> None:
    """ "Count only the moments with this person." One form for all of them."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None and command.help
    first = " ".join(command.help.partition("\n\n")[0].split())
    given = [flag for option in command.params for flag in option.opts]
    assert len(given) == len(set(given)), "an option is declared twice"
    told = [first, TABLE[name].line]
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            assert option.help, option.name
            assert not option.show_default, option.name
            told.append(option.help)
    for words in told:
        assert words[0].isupper() and words.endswith("."), words
        assert "Default" not in words or re.fullmatch(r".+[.] Default: [^.]+[.]", words), words
    verb = first.split()[0].lower()
    assert verb == TABLE[name].line.split()[0].lower()


def test_a_command_is_imported_only_when_it_is_called() -> None:
    done = process("--help", PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert "companion.cli.main" in imported
    assert not {f"companion.cli.{command.where.partition(':')[0]}" for command in TABLE.values()} & imported
    assert "companion.journal" not in imported


def test_what_is_no_command_is_a_usage_error(run: Run) -> None:
    assert run("remember").code == 2
    assert run("week", "--weeks-ago", "soon").code == 2
    assert run("--nonsense").code == 2


def test_bare_companion_opens_the_panes_on_a_terminal(run: Run, opened: list[Places], places: Places) -> None:
    assert run(terminal=True).code == 0
    assert opened == [places]


@pytest.mark.parametrize(
    ("given", "parsed"), [([], False), (["--at", "."], False), (["--at", "new"], True), (["--at=."], True)]
)
def test_where_there_is_nothing_to_parse_the_panes_open_without_what_parses(
    tmp_path: Path, given: list[str], parsed: bool
) -> None:
    code = (
        "import sys\nfrom companion.cli.session import Session\n"
        "Session.open_panes = lambda self: print(self.at, 'click' in sys.modules)\n"
        "from companion.cli.main import main\nsys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *given], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    at = given[-1].removeprefix("--at=") if given else None
    assert done.stdout.split() == [str(at), str(parsed)]


def test_a_file_in_the_place_of_a_folder_is_refused_before_the_panes(
    run: Run, opened: list[Places], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    code, out, err = run("--at", str(tmp_path / "file"), terminal=True)
    assert (code, out, opened) == (2, "", [])
    assert "is a file" in err


def test_bare_companion_without_a_terminal_says_so_and_does_not_wait(run: Run, opened: list[Places]) -> None:
    code, out, err = run()
    assert (code, out, opened) == (2, "", [])
    assert "terminal" in err and "companion --help" in err


def test_at_moves_everything(run: Run, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert run("--at", str(elsewhere), "locate", "journal").out == f"{elsewhere / 'journal.db'}\n"
    assert run("--at", str(elsewhere), "locate", "config").out == f"{elsewhere / 'config.toml'}\n"
    assert run("--at", str(elsewhere), "locate", "data").out == f"{elsewhere}\n"
    assert not elsewhere.exists()


def test_version_is_said(run: Run) -> None:
    code, out, _ = run("--version")
    assert code == 0
    assert out.startswith("companion")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NothingFound, 1),
        (InputRefused, 3),
        (WrongPassphrase, 4),
        (JournalDamaged, 5),
        (JournalTooNew, 6),
        (JournalBusy, 7),
        (NoRoom, 8),
    ],
)
def test_every_error_ends_in_one_line_and_its_own_code(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: type[CompanionError], code: int
) -> None:
    def broken(_session: Session) -> Journal:
        raise error("the words of the error")

    monkeypatch.setattr(Session, "journal", broken)
    assert run("today") == (code, "", "companion: the words of the error\n")


def test_an_error_of_the_program_names_its_kind_and_keeps_what_was_written_to_itself(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_session: Session) -> Journal:
        raise RuntimeError("a secret from the diary")

    monkeypatch.setattr(Session, "journal", broken)
    code, out, err = run("today")
    assert (code, out) == (70, "")
    assert err.count("\n") == 1
    assert "RuntimeError at cli/entries.py:" in err
    assert "secret" not in err and "Traceback" not in err


def test_an_error_while_closing_ends_in_one_line_too(
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_session: Session) -> None:
        raise JournalBusy("another program holds the journal")

    monkeypatch.setattr(Session, "close", broken)
    code, _, err = run("today")
    assert (code, err) == (7, f"{begun(places)}companion: another program holds the journal\n")


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, 8), (errno.EFBIG, 8), (errno.EACCES, 3)])
def test_a_full_or_forbidden_disk_is_told_with_its_place(
    run: Run, monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    def broken(_session: Session) -> Journal:
        raise OSError(number, os.strerror(number), "/media/stick/journal.db")

    monkeypatch.setattr(Session, "journal", broken)
    ran = run("today")
    assert ran.code == code
    assert ran.err == f"companion: /media/stick/journal.db: {os.strerror(number)}\n"


def test_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_session: Session) -> Journal:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "journal", interrupted)
    assert run("today") == (130, "", "")


def test_a_reader_that_leaves_is_met_with_silence(run: Run, places: Places) -> None:
    run("today")
    reader = f"{sys.executable} -m companion --at {places.data} patterns --json"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {reader} | head -c 1; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        check=False,
    )
    assert done.stdout == b"{"
    assert done.stderr == b""
    assert done.returncode in (0, 141)


@pytest.mark.parametrize(
    ("words", "closed"),
    [
        ("log --trigger affection", "<&-"),
        ("today", ">&-"),
        ("today --json", "2>&-"),
        ("export", "<&- >&- 2>&-"),
    ],
)
def test_a_stream_that_was_closed_is_no_error(places: Places, words: str, closed: str) -> None:
    program = f"{sys.executable} -m companion --at {places.data}"
    done = subprocess.run(["bash", "-c", f"{program} {words} {closed}"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"error" not in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "closed", [("stdin",), ("stdout",), ("stderr",), ("stdin", "stdout", "stderr")], ids="+".join
)
def test_no_command_misses_a_stream_that_python_found_closed(
    places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch, closed: tuple[str, ...]
) -> None:
    for words in ("log --trigger affection", "today", "today --json", "export"):
        streams = {
            name: io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for name in ("stdin", "stdout", "stderr")
        }
        for name, stream in streams.items():
            monkeypatch.setattr(sys, name, None if name in closed else stream)
        assert main(words.split(), session=Session(places.data, clock=clock)) == 0
        for name in closed:
            getattr(sys, name).close()  # what the program put in its place
        said = streams["stderr"].buffer
        assert isinstance(said, io.BytesIO)
        streams["stderr"].flush()
        assert b"error" not in said.getvalue() and b"Traceback" not in said.getvalue()


def test_a_home_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_HOME", "~nobody-of-this-name/diary")
    for words in (("locate", "data"), ("--at", "~nobody-of-this-name/diary", "demo", "--no-open")):
        done = process(*words)
        assert done.returncode == 3
        assert b"~nobody-of-this-name/diary: this home folder does not exist" in done.stderr


def test_an_ascii_terminal_still_gets_whole_json_and_readable_words(run: Run, places: Places) -> None:
    home = str(places.data)
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    id = run("log", "--note", "ein Kuß 🫂", "--trigger", "affection").out.strip()
    shown = process("--at", home, "show", id, "--json", **plain)
    assert shown.returncode == 0
    assert json.loads(shown.stdout.decode("ascii"))["note"] == "ein Kuß 🫂"
    told = process("--at", home, "show", id, **plain)
    assert (told.returncode, told.stderr) == (0, b"")
    assert b"ein Ku? ?" in told.stdout


def test_files_are_their_owners_alone_whatever_the_umask(places: Places) -> None:
    done = subprocess.run(
        [
            "bash",
            "-c",
            f"umask 000; {sys.executable} -m companion --at {places.data} log --trigger affection",
        ],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert places.data.stat().st_mode & 0o777 == 0o700
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in places.data.rglob("*")}
    assert modes == {(True, 0o700), (False, 0o600)}  # the folder of backups with the first one in it


def test_completion_offers_the_commands(run: Run) -> None:
    code, out, _ = run("completion", "bash")
    assert code == 0
    assert "_COMPANION_COMPLETE=bash_complete" in out
    offered = process(_COMPANION_COMPLETE="bash_complete", COMP_WORDS="companion pat", COMP_CWORD="1")
    assert offered.stdout.decode().split() == ["plain,patterns"]


def test_the_list_of_commands_and_the_group_agree() -> None:
    ctx = click.Context(cli)
    assert cli.list_commands(ctx) == list(TABLE)
    assert cli.get_command(ctx, "remember") is None
    assert all(cli.get_command(ctx, name) is not None for name in TABLE)
