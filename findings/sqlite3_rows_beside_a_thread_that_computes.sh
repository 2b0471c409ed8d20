#!/bin/sh
# CPython 3.11's sqlite3 (and sqlcipher3): a thread that computes makes reading a few hundred rows many times slower.
#
# The driver lets go of the interpreter at every single row, also within fetchall, and asks for it back after. Beside a
# thread that computes in Python it gets it back after the switch interval of 5 ms at most, so that rows which take 2 ms
# alone can take a second: one interval for each row, not one for the statement. "The other thread computes, mine only
# reads" sounds like half speed. A short switch interval while rows are read brings most of it back, and nothing else does.
#
# How often the wait is a whole interval hangs on the scheduler, so the worst in some seconds of reading is looked at.
# Leaves with 0 while it is so, with 1 when the driver behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet sqlcipher3==0.6.4
cat > "$folder/ask.py" <<'PYTHON'
import sqlite3
import sys
import threading
import time
from importlib.metadata import version

from sqlcipher3 import dbapi2

ROWS = 300


def worst(connection) -> float:
    taken, until = [], time.monotonic() + 3
    while time.monotonic() < until:
        began = time.perf_counter()
        assert len(connection.execute("SELECT id, words FROM notes").fetchall()) == ROWS
        taken.append(time.perf_counter() - began)
        time.sleep(0.005)
    return max(taken) * 1000


def main() -> int:
    done = []

    def compute():
        number = 0
        while not done:
            number += 1

    usual, found = sys.getswitchinterval(), []
    for driver in (sqlite3, dbapi2):
        connection = driver.connect(":memory:")
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT)")
        connection.executemany("INSERT INTO notes (words) VALUES (?)", [("a few words",)] * ROWS)
        done.clear()
        alone = worst(connection)
        thread = threading.Thread(target=compute)
        thread.start()
        beside = worst(connection)
        sys.setswitchinterval(0.00001)
        short = worst(connection)
        sys.setswitchinterval(usual)
        done.append(True)
        thread.join()
        print(f"{driver.__name__}: {ROWS} rows, worst in 3 s: {alone:.1f} ms alone, {beside:.1f} ms beside a thread that computes, "
              f"{short:.1f} ms with a short switch interval")
        found.append(beside > 10 * alone and beside > 2 * short)
    print("python", sys.version.split()[0], "sqlcipher3", version("sqlcipher3"))
    return 0 if all(found) else 1


sys.exit(main())
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
