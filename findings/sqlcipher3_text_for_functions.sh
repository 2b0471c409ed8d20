#!/bin/sh
# A Python function called from SQL through sqlcipher3 is handed its text only up to the first NUL character.
#
# sqlcipher3 is Python's sqlite3 module built on SQLCipher, and one expects the same values from both. A text
# with a NUL in it is stored and read back whole by both. But as the argument of a function made with
# create_function, sqlite3 hands over the whole text and sqlcipher3 only what stands before the NUL: so a
# checksum, say, that such a function computes over several texts joined by char(0) covers the first alone.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet sqlcipher3==0.6.4
cat > "$folder/ask.py" <<'PYTHON'
import sqlite3
import sys
from importlib.metadata import version

import sqlcipher3

TEXT = "before\0behind"
print("sqlcipher3", version("sqlcipher3"), "beside sqlite3 of Python", sys.version.split()[0])
handed, stored = {}, {}
for module in (sqlite3, sqlcipher3):
    connection = module.connect(":memory:")
    connection.create_function("length_of", 1, len)
    connection.execute("CREATE TABLE texts (text TEXT)")
    connection.execute("INSERT INTO texts VALUES (?)", (TEXT,))
    ((stored[module.__name__], handed[module.__name__]),) = connection.execute(
        "SELECT text, length_of(text) FROM texts"
    ).fetchall()
    print(f"{module.__name__}: reads back {stored[module.__name__]!r}, hands over", handed[module.__name__], "characters")
same = set(stored.values()) == {TEXT}
cut = handed == {"sqlite3": len(TEXT), "sqlcipher3": len("before")}
print("still so" if same and cut else "it has changed")
sys.exit(0 if same and cut else 1)
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
