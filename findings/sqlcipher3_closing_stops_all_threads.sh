#!/bin/sh
# sqlcipher3 0.6.4: while a connection is closed no other thread of the process runs; with Python's sqlite3 they do.
#
# The last connection to a file in WAL mode brings what its log holds into the file when it is closed, and waits for the
# disk: a quarter of a second for 80 MB. Both drivers let other threads run while a statement or a commit waits, but
# close() of sqlcipher3 keeps the interpreter to itself: a loop that draws stands still although another thread closes.
# PRAGMA wal_checkpoint before it lets them run, and leaves close() nothing to do.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet sqlcipher3==0.6.4
cat > "$folder/ask.py" <<'PYTHON'
import os
import sqlite3
import sys
import threading
import time
from importlib.metadata import version
from pathlib import Path

from sqlcipher3 import dbapi2


class Watch:
    """Another thread, which notes the longest time in which it could not run."""

    def __init__(self) -> None:
        self.longest, self.goes_on = 0.0, True
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        time.sleep(0.05)
        self.longest = 0.0

    def watch(self) -> None:
        last = time.perf_counter()
        while self.goes_on:
            time.sleep(0.0005)
            now = time.perf_counter()
            self.longest, last = max(self.longest, now - last), now

    def end(self) -> float:
        time.sleep(0.01)
        self.goes_on = False
        self.thread.join()
        return self.longest


def closing(driver, folder: Path, checkpoint: bool) -> tuple[float, float]:
    """Seconds that closing took, and for how many of them the other thread stood still."""
    connection = driver.connect(str(folder / f"{driver.__name__}-{checkpoint}.db"))
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
    connection.execute("CREATE TABLE pieces (piece)")
    connection.executemany("INSERT INTO pieces VALUES (?)", [(os.urandom(4000),) for _ in range(20000)])
    connection.commit()
    if checkpoint:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    watch, began = Watch(), time.perf_counter()
    connection.close()
    took = time.perf_counter() - began
    return took, watch.end()


def main() -> int:
    folder = Path(sys.argv[1])
    print("python", sys.version.split()[0], "sqlcipher3", version("sqlcipher3"))
    found = {}
    for name, driver in (("sqlite3", sqlite3), ("sqlcipher3", dbapi2)):
        for checkpoint in (False, True):
            took, still = found[name, checkpoint] = closing(driver, folder, checkpoint)
            before = " after a checkpoint" if checkpoint else ""
            print(f"{name}: close(){before} took {took * 1e3:.0f} ms; another thread stood still for {still * 1e3:.0f}")
    (_, plain), (took, still), (_, after) = (
        found["sqlite3", False], found["sqlcipher3", False], found["sqlcipher3", True]
    )
    return 0 if still > took / 2 and plain < still / 4 and after < still / 4 else 1


sys.exit(main())
PYTHON
"$folder/venv/bin/python" "$folder/ask.py" "$folder"
