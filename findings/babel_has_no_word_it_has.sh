#!/bin/sh
# Babel names the parts of a day in Catalan, and cannot write a time with them.
#
# The pattern letter b stands for a part of the day in short: am, pm, noon, midnight. For Catalan the library
# knows when each part begins, and has its name (for use on its own, or in one of three widths). One would expect the word, or am or
# pm, which CLDR gives as the fallback. format_time raises ValueError for every hour of the day instead; of the
# languages tried here, English and German are written, Catalan, Vietnamese and Japanese are not.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet babel==2.19.0
cat > "$folder/ask.py" <<'PYTHON'
import sys
from datetime import time
from importlib.metadata import version

from babel import Locale
from babel.dates import format_time

print("babel", version("babel"))
raised = {}
for language in ("en", "de", "ca", "vi", "ja"):
    periods = Locale.parse(language).day_periods
    known = {part for context in periods.values() for names in context.values() for part in names}
    raised[language] = 0
    for hour in range(24):
        try:
            format_time(time(hour, 52), "h:mm b", locale=language)
        except ValueError as error:
            raised[language] += 1
            last = error
    print(f"{language}: {len(known)} parts of the day have a name; {raised[language]} of 24 hours raise")
print("the last error:", last)
expected = {"en": 0, "de": 0, "ca": 24, "vi": 24, "ja": 24}
print("still so" if raised == expected else "it has changed")
sys.exit(0 if raised == expected else 1)
PYTHON
"$folder/venv/bin/python" "$folder/ask.py"
