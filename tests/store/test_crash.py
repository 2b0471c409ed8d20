"""What was acknowledged outlives the worst end of a program; two programs lose none of each other's words."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
from multiprocessing.synchronize import Barrier
from pathlib import Path

from companion.store import open_store

WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from companion.store import open_store
    from tests.store.making import moment
    path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    store = open_store(path)
    for number in range(count):
        with store.writing():
            entry = moment(f"{name}-{number}", "2026-03-01 21:40", note="words " * 50, tags=(name,))
            store.entries.put(entry)
        print(f"{name}-{number}", flush=True)
    store.close()
    """
)


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path.cwd(),
    )


def test_what_was_acknowledged_outlives_kill_9(path: Path) -> None:
    told: set[str] = set()
    for turn in range(4):
        process = writer(path, f"turn{turn}", 100_000)
        assert process.stdout is not None
        for _ in range(5 + 7 * turn):
            told.add(process.stdout.readline().strip())
        os.kill(process.pid, signal.SIGKILL)
        told.update(line.strip() for line in process.stdout if line.endswith("\n"))
        process.wait()
        process.stdout.close()
        store = open_store(path)
        kept = {entry.id for entry in store.entries.all()}
        assert told <= kept
        assert len(kept - told) <= turn + 1  # the one commit of each turn that had no time to say so
        assert store._link.rows("PRAGMA integrity_check") == [("ok",)]
        with store.writing():
            store._link.run("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
        store.close()


def test_two_programs_that_write_at_once_both_succeed(path: Path) -> None:
    # Both find no journal and make it, too.
    both = [writer(path, name, 40) for name in ("one", "other")]
    for process in both:
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        assert len(out.split()) == 40
    store = open_store(path)
    assert store.entries.count() == 80
    assert store._link.rows("SELECT code, uses FROM codes WHERE kind = 'tag' ORDER BY code") == [
        ("one", 40),
        ("other", 40),
    ]
    store.close()


def _open_each(folder: Path, begin: Barrier, rounds: int) -> None:
    for number in range(rounds):
        begin.wait(timeout=60)
        open_store(folder / str(number) / "journal.db").close()


def test_programs_that_make_a_journal_in_the_same_instant(tmp_path: Path) -> None:
    # Where SQLite would not wait for the other one, the store does; without that about one round in thirty
    # ended in "busy".
    fork = multiprocessing.get_context("fork")
    begin = fork.Barrier(3)
    three = [fork.Process(target=_open_each, args=(tmp_path, begin, 150)) for _ in range(3)]
    for process in three:
        process.start()
    for process in three:
        process.join(timeout=60)
    assert [process.exitcode for process in three] == [0, 0, 0]


def test_many_programs_that_make_the_journal_at_once(path: Path) -> None:
    all_at_once = [writer(path, str(number), 1) for number in range(6)]
    for process in all_at_once:
        process.communicate(timeout=60)
        assert process.returncode == 0
    store = open_store(path)
    assert store.entries.count() == 6
    store.close()


def test_a_slice_of_the_benchmark_of_kills_pairs_and_flips() -> None:
    """Plain and encrypted, conversions too; `make bench BENCH=crash` does it at length."""
    done = subprocess.run(
        [sys.executable, "benchmarks/crash.py", "--kills", "6", "--pairs", "2", "--flips", "40"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},  # a script sees its own folder alone
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("6 kills") == 5 and done.stdout.count("40 flips") == 2
