#!/bin/sh
# dateparser reads a Croatian day a month later than the same day with a time beside it.
#
# listopada is October in Croatian and November in Polish. One would expect the same day for "27. listopada
# 2022" with and without "u 18:52" (at 18:52), or None. Without a time the library takes the first of its
# languages that fits, Polish, and says November; "u" rules Polish out, and the same day is in October.
# Nothing tells that there were two ways to read it.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet dateparser==1.5.0
cat > "$folder/ask.py" <<'PYTHON'
import sys
from datetime import datetime
from importlib.metadata import version

import dateparser

DAY, WITH_TIME = "27. listopada 2022.", "27. listopada 2022. u 18:52"

print("dateparser", version("dateparser"))
day, timed = dateparser.parse(DAY), dateparser.parse(WITH_TIME)
print(f"parse({DAY!r}): {day}")
print(f"parse({WITH_TIME!r}): {timed}")
so = day == datetime(2022, 11, 27) and timed == datetime(2022, 10, 27, 18, 52)
print("still so" if so else "it has changed")
sys.exit(0 if so else 1)
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
