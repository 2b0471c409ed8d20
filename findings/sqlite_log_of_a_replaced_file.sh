#!/bin/sh
# A database in WAL mode whose file was replaced under an open connection: closing leaves the old log behind, and
# the new file then reads as the old one.
#
# The last connection to close writes the write-ahead log into the file and removes it; that much one remembers.
# But where another file was renamed over the database meanwhile, as tools that sync folders do, SQLite notices
# on closing that the file was moved, skips both and says nothing. The log is bound to its file by name alone: who
# opens the new file next gets the pages of the old log over it, and reads the rows of the old file, with no error.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet sqlcipher3==0.6.4
cat > "$folder/ask.py" <<'PYTHON'
import sys
from importlib.metadata import version
from pathlib import Path

from sqlcipher3 import dbapi2

folder = Path(sys.argv[1])
print("sqlcipher3", version("sqlcipher3"), "with SQLite", dbapi2.sqlite_version)


def made(name, row, mode):
    connection = dbapi2.connect(str(folder / name), isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute("CREATE TABLE rows (row TEXT)")
    connection.execute("INSERT INTO rows VALUES (?)", (row,))
    return connection


made("other.db", "of the new file", "DELETE").close()
open_one = made("diary.db", "of the old file", "WAL")
(folder / "other.db").replace(folder / "diary.db")
open_one.close()
log = folder / "diary.db-wal"
left = log.exists() and log.stat().st_size > 0
print("after closing, the log is", "still there" if left else "gone")
with dbapi2.connect(str(folder / "diary.db")) as again:
    rows = [row for (row,) in again.execute("SELECT row FROM rows")]
print("the new file reads:", rows)
same = left and rows == ["of the old file"]
print("still so" if same else "it has changed")
sys.exit(0 if same else 1)
PYTHON
"$folder/venv/bin/python" "$folder/ask.py" "$folder"
