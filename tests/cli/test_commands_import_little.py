"""What each command imports: of what takes long, only what it has a use for."""

import json
import os
import subprocess
import sys
from pathlib import Path

from companion.cli.commands import COMMANDS

WATCHED = (
    *("argon2", "dateparser", "dateutil", "html", "humanize", "icalendar", "markdown_it", "nacl", "pygments"),
    *("rich", "sqlcipher3", "sqlite3", "sqlite_utils", "statistics", "textual", "tomlkit", "tomllib"),
    *("tzlocal", "yaml", "zxcvbn"),
    *(f"companion.{part}" for part in ("exchange", "patterns", "transfer", "tui")),
)
"""What takes long to import: packages, parts of Python, and parts of the program."""

JOURNAL = "sqlcipher3 tzlocal"
RECORDS = f"{JOURNAL} sqlite_utils dateutil sqlite3"
"""sqlite-utils writes all but entries, and brings the other two."""
FILES = "companion.exchange companion.transfer html sqlite3 tomllib"
"""The readers and writers of files."""

MAY_IMPORT = {
    "log --trigger hug --note -": JOURNAL,
    "mood calm": f"{JOURNAL} rich",
    "prompt": JOURNAL,
    "check": f"{JOURNAL} companion.patterns",
    "story --list": JOURNAL,
    "after --now closer": f"{RECORDS} companion.patterns",
    "try pause": RECORDS,
    "edit last --tag walk": JOURNAL,
    "undo": RECORDS,
    "today": JOURNAL,
    "week": f"{RECORDS} rich companion.patterns",
    "year": f"{JOURNAL} rich",
    "patterns": f"{JOURNAL} rich companion.patterns",
    "page": f"{RECORDS} html humanize companion.patterns companion.transfer",
    "search hug": JOURNAL,
    "list": f"{JOURNAL} rich",
    "show last": JOURNAL,
    "card safety": JOURNAL,
    "settings": JOURNAL,
    "words --all": JOURNAL,
    "journals": JOURNAL,
    "locate data": "",
    "lock": JOURNAL,
    "doctor": JOURNAL,
    "backup": JOURNAL,
    "restore": JOURNAL,
    "remind --at 21:30": f"{JOURNAL} icalendar dateutil",
    "completion bash": "",
    "export -o out.json": f"{JOURNAL} {FILES}",
    "import out.json --yes": f"{RECORDS} {FILES}",
    "merge out.json --yes": f"{RECORDS} {FILES}",
    "recovery-sheet": f"{JOURNAL} companion.transfer",
    "recover": f"{JOURNAL} companion.transfer",
    "decrypt": JOURNAL,
    "passphrase": JOURNAL,
    "encrypt": JOURNAL,
    "delete last --yes": RECORDS,
}
"""By command, as it is typed, in a journal with a moment in it."""

MAKE_WHAT_IS_KEPT = ("log --trigger affection", "prompt", "card safety", "words --all")
"""The first one makes the journal; all of them make what is kept of the shipped files, in place of TOML."""

OPENS_THE_PANES = {"demo"}
WRONG_USE = 2

SCRIPT = """
import json, os, sys
home, watched, commands = json.loads(sys.argv[1])
for words in commands:
    if not (child := os.fork()):
        told, silent = os.dup(1), os.open(os.devnull, os.O_RDWR)
        for each in (0, 1, 2):
            os.dup2(silent, each)
        sys.argv = ["companion", "--at", home, *words.split()]
        from companion.__main__ import main
        code = main()
        found = [name for name in watched if name in sys.modules]
        os.write(told, (json.dumps([words, code, found]) + "\\n").encode())
        os._exit(0)
    os.waitpid(child, 0)
"""
"""Runs one command after the other, each in a process that has imported nothing yet."""


def imported(folder: Path) -> dict[str, tuple[int, set[str]]]:
    """How each command ended, and what of what is watched was imported then."""
    told = json.dumps([str(folder / "journal"), WATCHED, [*MAKE_WHAT_IS_KEPT, *MAY_IMPORT]])
    keeps = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    keeps["PYTHONPYCACHEPREFIX"] = str(folder / "kept")
    command = [sys.executable, "-c", SCRIPT, told]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=keeps)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {words: (code, set(found)) for words, code, found in lines}


def test_a_command_imports_what_it_uses_alone(tmp_path: Path) -> None:
    ended = imported(tmp_path)
    assert [words for words in MAY_IMPORT if ended[words][0] == WRONG_USE] == []
    more = {words: ended[words][1] - set(allowed.split()) for words, allowed in MAY_IMPORT.items()}
    assert {words: found for words, found in more.items() if found} == {}


def test_no_command_is_passed_over() -> None:
    commands = {name for group in COMMANDS.values() for name in group}
    assert {words.split()[0] for words in MAY_IMPORT} | OPENS_THE_PANES == commands
