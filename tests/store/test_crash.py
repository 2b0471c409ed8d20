"""What was acknowledged outlives the worst end of a program; two programs lose none of each other's words."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path

import sqlite_utils  # noqa: F401 - once, before other programs are forked off

from companion.store import open_store
from tests.conftest import DEEP
from tests.store.making import Program, keep


def writer(path: Path, name: str, count: int) -> Program:
    """A program that logs entries one after another, and says of each that it is kept."""

    def work(say: Callable[[str], None]) -> None:
        with closing(open_store(path)) as store:
            for number in range(count):
                keep(store, f"{name}-{number}", note="words " * 50, tags=(name,))
                say(f"{name}-{number}")

    return Program(work)


def test_what_was_acknowledged_outlives_kill_9(path: Path) -> None:
    said: set[str] = set()
    for turn in range(4):
        with writer(path, f"turn{turn}", 100_000) as program:
            for _ in range(5 + 7 * turn):
                said.add(program.lines.readline().strip())
            program.stop()
            said.update(line.strip() for line in program.lines if line.endswith("\n"))
            program.wait()
        with closing(open_store(path)) as store:
            there = {entry.id for entry in store.entries.all()}
            assert said <= there
            assert len(there - said) <= turn + 1  # the one commit of each turn that had no time to say so
            assert store._link.rows("PRAGMA integrity_check") == [("ok",)]
            with store.writing():
                store._link.run("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")


def test_two_programs_that_write_at_once_both_succeed(path: Path) -> None:
    # Both find no journal and make it, too.
    both = [writer(path, name, 40) for name in ("one", "other")]
    for program in both:
        with program:
            assert len(program.lines.read().split()) == 40
            assert program.wait() == 0
    with closing(open_store(path)) as store:
        assert store.entries.count() == 80
        assert store._link.rows("SELECT code, uses FROM codes WHERE kind = 'tag' ORDER BY code") == [
            ("one", 40),
            ("other", 40),
        ]


def _open_each(folder: Path, begin: Barrier, rounds: int) -> None:
    for number in range(rounds):
        begin.wait(timeout=60)
        open_store(folder / str(number) / "journal.db").close()


def test_programs_that_make_a_journal_in_the_same_instant(tmp_path: Path) -> None:
    # Where SQLite would not wait for the other one, the store does; without that about one round in thirty
    # ended in "busy".
    rounds = 300 if DEEP else 40
    fork = multiprocessing.get_context("fork")
    begin = fork.Barrier(3)
    three = [fork.Process(target=_open_each, args=(tmp_path, begin, rounds)) for _ in range(3)]
    for process in three:
        process.start()
    for process in three:
        process.join(timeout=60)
    assert [process.exitcode for process in three] == [0, 0, 0]


def test_many_programs_that_make_the_journal_at_once(path: Path) -> None:
    for program in [writer(path, str(number), 1) for number in range(6)]:
        with program:
            assert program.wait() == 0
    with closing(open_store(path)) as store:
        assert store.entries.count() == 6


def test_a_slice_of_the_benchmark_of_kills_in_changes_of_the_passphrase() -> None:
    """Encrypt, passphrase, recover, decrypt; `make bench BENCH=crash_keys` does it at length."""
    kills = 40 if DEEP else 1
    done = subprocess.run(
        [sys.executable, "benchmarks/crash_keys.py", "--kills", str(kills)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(f"{kills} kills") == 4 and done.stdout.count("0 locked out") == 4


def test_a_slice_of_the_benchmark_of_kills_in_work_on_files_and_of_files_that_vanish() -> None:
    """Import, merge, restore, backups; `make bench BENCH=crash_files` does it at length."""
    kills, vanishings = (40, 100) if DEEP else (1, 4)
    done = subprocess.run(
        [
            *(sys.executable, "benchmarks/crash_files.py"),
            *("--kills", str(kills), "--vanishings", str(vanishings)),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(f" {kills} kills") == 8 and done.stdout.count(f" {vanishings} vanishings") == 2


def test_a_slice_of_the_benchmark_of_kills_pairs_and_flips() -> None:
    """Plain and encrypted, conversions too; `make bench BENCH=crash` does it at length."""
    kills, pairs, flips = (60, 20, 300) if DEEP else (2, 1, 8)
    done = subprocess.run(
        [
            *(sys.executable, "benchmarks/crash.py"),
            *("--kills", str(kills), "--pairs", str(pairs), "--flips", str(flips), "--derivations", "1"),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},  # a script sees its own folder alone
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(f"{kills} kills") == 7 and done.stdout.count(f"{flips} flips") == 2
