#!/bin/sh
# sqlcipher3 0.6.4: each connection keeps up to 8 MB of pages, where SQLite and Python's sqlite3 keep 2 MB.
#
# The wheel is built with DEFAULT_CACHE_SIZE=-8000. It reads as "a drop-in for sqlite3", and a program that holds a few
# connections to a large file (one for each thread, say) takes four times the memory for each; PRAGMA cache_size has to be
# said on every connection for SQLite's own measure.
#
# Leaves with 0 while it is so, with 1 when the driver is built otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet sqlcipher3==0.6.4
cat > "$folder/ask.py" <<'PYTHON'
import sqlite3
import sys
from importlib.metadata import version
from pathlib import Path

from sqlcipher3 import dbapi2


def resident() -> int:
    """KB in memory; 0 where the system does not say."""
    said = Path("/proc/self/status")
    lines = said.read_text().splitlines() if said.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


def main(folder: Path) -> int:
    found = {}
    for name, driver in (("sqlite3", sqlite3), ("sqlcipher3", dbapi2)):
        path = str(folder / f"{name}.db")
        connection = driver.connect(path)
        connection.execute("CREATE TABLE notes (words TEXT)")
        connection.executemany("INSERT INTO notes VALUES (?)", [("a few words " * 80,)] * 30_000)
        connection.commit()
        connection.close()
        before, held = resident(), []
        for _ in range(4):
            held.append(driver.connect(path))
            assert held[-1].execute("SELECT count(*) FROM notes WHERE words LIKE '%none%'").fetchone() == (0,)
        (pages,) = held[0].execute("PRAGMA cache_size").fetchone()
        found[name] = pages
        print(f"{name}, SQLite {driver.sqlite_version}: cache_size {pages}; four connections that read 30 MB: "
              f"{(resident() - before) / 1024:.0f} MB more")
    print("python", sys.version.split()[0], "sqlcipher3", version("sqlcipher3"))
    return 0 if found == {"sqlite3": -2000, "sqlcipher3": -8000} else 1


sys.exit(main(Path(sys.argv[1])))
PYTHON
"$folder/venv/bin/python" "$folder/ask.py" "$folder"
