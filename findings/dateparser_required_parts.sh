#!/bin/sh
# dateparser is asked for a day, a month and a year and gives back one that is not in the text.
#
# REQUIRE_PARTS says that an answer needs all three. "17 मे 2018" is 17 May 2018 in Marathi, and the
# library has मे as the name of May. One would expect that day, or None. It answers with a day relative to
# now (about 17 months ago) instead: the word is also read as "month", and REQUIRE_PARTS is not asked about
# relative dates. In Nepali, which writes May the same way, the day is read as written.
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
from dateparser.data.date_translation_data.mr import info

SETTINGS = {"REQUIRE_PARTS": ["day", "month", "year"], "RELATIVE_BASE": datetime(2026, 3, 1, 12, 0)}
TEXT = "17 मे 2018"

print("dateparser", version("dateparser"))
print("Marathi names of May in its own data:", info["may"])
answers = {}
for language in ("mr", "ne"):
    answers[language] = dateparser.parse(TEXT, languages=[language], settings=SETTINGS)
    print(f"parse({TEXT!r}, languages=[{language!r}], REQUIRE_PARTS day, month, year): {answers[language]}")
strange = answers["mr"] is not None and answers["mr"].year != 2018
plain = answers["ne"] == datetime(2018, 5, 17)
print("still so" if "मे" in info["may"] and strange and plain else "it has changed")
sys.exit(0 if "मे" in info["may"] and strange and plain else 1)
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
