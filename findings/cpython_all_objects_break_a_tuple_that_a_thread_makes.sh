#!/bin/sh
# CPython 3.11: gc.get_objects() in one thread makes tuple(generator) fail in another, with a SystemError.
#
# A tuple that is made of what a generator yields is known to the collector from the start, while it is still being
# filled, and is grown in place as long as nobody else holds on to it. gc.get_objects() hands it out to whoever asks, and
# that is somebody else: the thread that makes it gets SystemError ("bad argument to internal function"), in code that did
# nothing wrong. "It only looks, and holds everything alive for a moment" sounds harmless. Lists are not touched by it.
#
# A tuple has to be grown in that very moment, so it is looked for a few seconds. Leaves with 0 while it is so, with 1
# when the interpreter behaves otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/ask.py" <<'PYTHON'
import gc
import sys
import threading
import time


def counted(make) -> tuple[int, set[str]]:
    """How often it was made, and what was raised, while all objects are asked for."""
    made, raised, until = 0, set(), time.monotonic() + 6

    def go_on():
        nonlocal made
        while time.monotonic() < until and not raised:
            try:
                assert len(make(number for number in range(3_000))) == 3_000
                made += 1
            except SystemError as error:
                raised.add(f"SystemError: {str(error).rpartition(': ')[2]}")

    thread = threading.Thread(target=go_on)
    thread.start()
    while thread.is_alive():
        everything = gc.get_objects()
        time.sleep(0.001)
        del everything
    thread.join()
    return made, raised


tuples, lists = counted(tuple), counted(list)
print("python", sys.version.split()[0])
print(f"tuple(generator) beside gc.get_objects(): made {tuples[0]} times, then {tuples[1] or 'no error in 6 s'}")
print(f"list(generator) beside gc.get_objects(): made {lists[0]} times, {lists[1] or 'no error in 6 s'}")
sys.exit(0 if tuples[1] and not lists[1] else 1)
PYTHON
python3 "$folder/ask.py"
