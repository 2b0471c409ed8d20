"""One entry added, and the whole diary written out as JSON, beside two other journals in the terminal.

    make bench BENCH=rivals ARGS="--entries 20000"

jrnl and feels are installed, at the versions below, into an environment of their own, and given the
same notes at the same times: jrnl in the text file it keeps, feels in its SQLite file. CPU and peak memory
of whole processes, medians of the repeats, taken by turns.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import yaml
from _process import Used, used
from store import twenty_years

from companion.journal import open_journal
from companion.model.records import Contents
from companion.model.vocabulary import load_vocabulary
from companion.system.paths import places

PINNED = ("jrnl==4.3", "feels==1.2.4")


@dataclass(frozen=True)
class Program:
    """What adds one entry and what writes all of them out; ``answers`` are typed where it asks."""

    name: str
    add: list[str]
    export: list[str]
    answers: str = ""
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


def install(folder: Path) -> Path:
    """The folder of the programs, in a new environment."""
    if uv := shutil.which("uv"):
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)], check=True)
        pip = [uv, "pip", "install", "--quiet", "--python", str(folder / "bin" / "python")]
    else:
        venv.create(folder, with_pip=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, *PINNED], check=True)
    return folder / "bin"


def of_companion(folder: Path, contents: Contents) -> Program:
    """The diary in a journal."""
    with open_journal(places(folder)) as journal:
        journal.merging.import_contents(contents)
    command = [sys.executable, "-m", "companion", "--at", str(folder)]
    log = [*command, "log", "--trigger", "affection", "--note", "a walk in the rain"]
    return Program("companion", log, [*command, "export", "--format", "json"])


def of_jrnl(folder: Path, programs: Path, contents: Contents) -> Program:
    """The notes in jrnl's text file."""
    folder.mkdir()
    settings = {
        "journals": {"default": {"journal": str(folder / "journal.txt")}},
        "version": "v4.3",
        "colors": {"body": "none", "date": "none", "tags": "none", "title": "none"},
        "timeformat": "%Y-%m-%d %H:%M",
        "tagsymbols": "#@",
        **{"encrypt": False, "highlight": False, "template": False, "linewrap": 79, "indent_character": "|"},
        **{"editor": "", "default_hour": 9, "default_minute": 0},
    }
    # Block style: a file that begins with a brace is taken for one of jrnl 1, to be upgraded first.
    text = yaml.safe_dump(settings, default_flow_style=False)
    (folder / "jrnl.yaml").write_text(text, encoding="utf-8")
    blocks = [f"[{one.occurred_at:%Y-%m-%d %H:%M}] A moment.\n{one.note}\n" for one in contents.moments]
    (folder / "journal.txt").write_text("\n".join(blocks), encoding="utf-8")
    command = [str(programs / "jrnl"), "--config-file", str(folder / "jrnl.yaml")]
    return Program("jrnl", [*command, "today at 9am: a walk in the rain"], [*command, "--format", "json"])


def of_feels(folder: Path, programs: Path, contents: Contents) -> Program:
    """The notes in the SQLite file of feels, each with a mood of 5."""
    home = folder / ".feels"
    home.mkdir(parents=True)
    (home / "config.json").write_text("{}", encoding="utf-8")
    with sqlite3.connect(home / "data.db") as connection:
        columns = "id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TEXT NOT NULL, mood INTEGER NOT NULL"
        connection.execute(f"CREATE TABLE logs ({columns}, tags TEXT, note TEXT, asciimoji TEXT)")
        connection.executemany(
            "INSERT INTO logs (timestamp, mood, note) VALUES (?, 5, ?)",
            [(f"{one.occurred_at:%Y-%m-%dT%H:%M:%S}", one.note) for one in contents.moments],
        )
    connection.close()
    command = str(programs / "feels")
    return Program(
        "feels",
        [command, "log"],
        [command, "export"],
        "7\na walk in the rain\n",
        {**os.environ, "HOME": str(folder)},
    )


def main() -> None:
    """Print a line a program."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    contents = Contents(moments=twenty_years(asked.entries, load_vocabulary()).moments)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        programs = install(folder / "environment")
        rivals = [
            of_companion(folder / "companion", contents),
            of_jrnl(folder / "jrnl", programs, contents),
            of_feels(folder / "feels", programs, contents),
        ]
        spent: dict[tuple[str, str], list[Used]] = {}
        for one in rivals:
            used(one.add, one.answers, one.environment)  # the bytecode is there from now on
        for _ in range(asked.repeats):
            for one in rivals:
                for what, command, answers in (("add", one.add, one.answers), ("export", one.export, "")):
                    took = used(command, answers, one.environment)
                    spent.setdefault((one.name, what), []).append(took)
    print(f"{len(contents.moments)} entries; {', '.join(PINNED)}")
    print(f"{'':10} {'add, CPU ms':>12} {'MB':>5}  {'export, CPU ms':>15} {'MB':>5}")
    for one in rivals:
        add, export = spent[one.name, "add"], spent[one.name, "export"]
        cells = [median(took.cpu for took in side) * 1e3 for side in (add, export)]
        most = [max(took.megabytes for took in side) for side in (add, export)]
        print(f"{one.name:10} {cells[0]:12.0f} {most[0]:5.0f}  {cells[1]:15.0f} {most[1]:5.0f}")


if __name__ == "__main__":
    main()
