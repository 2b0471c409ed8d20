"""What is left in memory after the lock: how often the passphrase, the key and words of entries stand there.

The program runs in a terminal on an encrypted diary, is used, and locked; some seconds later all of its
memory is read, from ``/proc/PID/mem``: on Linux, and as the administrator, for the program lets nobody else.
Run it with ``make bench BENCH=memory``.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from _measure import _read
from blank import Window

from companion.journal import open_journal
from companion.system.paths import places

PASSPHRASE = "quiet otter under seven lanterns"
ENTRY = "kanarienvogel"
DRAFT = "halbersatz"
TAG = "lighthouse"
ENTRIES = 60


def pieces_of(pid: int) -> Iterator[bytes]:
    """All memory of a process that it can write to, a mapping at a time."""
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if found is None:
                continue
            begin, end = (int(number, 16) for number in found.groups())
            try:
                memory.seek(begin)
                yield memory.read(end - begin)
            except (OSError, ValueError, OverflowError):  # it is gone, or not to be read
                continue


def count(pid: int, sought: dict[str, bytes]) -> dict[str, int]:
    """How often each stands in the memory of a process; texts in each way that Python keeps them."""
    found = dict.fromkeys(sought, 0)
    for piece in pieces_of(pid):
        for name, words in sought.items():
            ways = {words}
            if words.isascii():
                ways |= {words.decode().encode(code) for code in ("utf-16-le", "utf-32-le")}
            found[name] += sum(piece.count(way) for way in ways)
    return found


def fill(folder: Path) -> dict[str, bytes]:
    """Make the diary; what to look for."""
    with open_journal(places(folder), passphrase=PASSPHRASE) as journal:
        for number in range(ENTRIES):
            journal.log(triggers=["affection_received"], note=f"{ENTRY}{number} on the roof", tags=[TAG])
        assert journal.key is not None
        secret = journal.key.words[2:66]
    return {
        "the passphrase": PASSPHRASE.encode(),
        "its last word": PASSPHRASE.rsplit(maxsplit=1)[-1].encode(),
        "the key, bytes": bytes.fromhex(secret),
        "the key, in digits": secret.encode(),
        "words of entries": ENTRY.encode(),
        "words of the draft": DRAFT.encode(),
    }


def use(window: Window) -> None:
    """Look into some panes, search, and begin to write."""
    window.until(ENTRY.encode(), PASSPHRASE.encode() + b"\r")
    draft = [bytes([each]) for each in DRAFT.encode()]
    for keys in (b"3", b"\r", b"\x1b", b"4", b"5", b"1", b"2", b"\t", *draft):
        os.write(window.terminal, keys)
        watch(window, 1 if len(keys) == 1 and keys.isdigit() else 0.2)
    watch(window, 2)


def watch(window: Window, seconds: float) -> None:
    """Take what is drawn for so long; a cursor that blinks never comes to an end."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        _read(window.terminal, left)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--seconds", type=float, default=10, metavar="N", help="between the lock and the look"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        sought = fill(Path(made))
        window = Window(Path(made))
        window.until(b"ype your passphrase")
        watch(window, 1)
        locked = count(window.pid, sought)
        use(window)
        opened = count(window.pid, sought)
        os.write(window.terminal, b"\x07")
        watch(window, asked.seconds)
        after = count(window.pid, sought)
        window.kill()
    print(f"{'times in memory':24}{'before':>8}{'open':>8}{'locked':>8}")
    for name in sought:
        print(f"{name:24}{locked[name]:8}{opened[name]:8}{after[name]:8}")


if __name__ == "__main__":
    sys.exit(main())
