#!/bin/sh
# TZ holds a rule in POSIX form, and tzlocal names the zone of the system's files, as if TZ were not set.
#
# TZ=<-03>3 is a clock three hours behind UTC, and the C library, `date` and Python's own local time all follow
# it. One would expect tzlocal to follow it too, to say that it has no name, or to raise. It answers with the
# zone that /etc names (Etc/UTC where there is none) and says nothing: a time written with it is hours away
# from the clock the person sees. A TZ that is a name ("Asia/Tokyo") is followed.
#
# Leaves with 0 while it is so, with 1 when the library behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tzlocal==5.4.5
cat > "$folder/ask.py" <<'PYTHON'
import sys
from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

import tzlocal

print("tzlocal", version("tzlocal"), "with TZ =", sys.argv[1])
own = datetime.now().astimezone().utcoffset()
try:
    name = tzlocal.get_localzone_name()
except Exception as error:
    print("raised", type(error).__name__)
    sys.exit(1)
told = datetime.now(ZoneInfo(name)).utcoffset()
print(f"Python's local time is {own} from UTC; tzlocal says {name}, {told} from UTC")
sys.exit(0 if (own == told) is (sys.argv[2] == "agrees") else 1)
PYTHON
TZ="<-03>3" "$folder/venv/bin/python" "$folder/ask.py" "<-03>3" differs
TZ="<+1345>-13:45" "$folder/venv/bin/python" "$folder/ask.py" "<+1345>-13:45" differs
TZ="Asia/Tokyo" "$folder/venv/bin/python" "$folder/ask.py" "Asia/Tokyo" agrees
echo "still so"
