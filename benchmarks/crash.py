"""What becomes of a journal when everything goes wrong: kill -9, two at once, and bits that flip on the disk.

    python benchmarks/crash.py [--kills 200] [--pairs 50] [--flips 300] [--derivations 7]

All of it plain and encrypted, in a folder of its own that is removed. Prints counts; ends with 1 when
what was acknowledged got lost, a file did not check out, or a turned bit changed what the journal says and
nobody noticed.

kills: a program logs entries one after another and says which are kept; it is killed at a random moment. Each
one it spoke of is there afterwards, and the file checks out. conversions: the same for encrypting, another
passphrase, decrypting: one whole journal is there, and no plain text is left when it was being encrypted.
restores: the same while one backup after another is put in the journal's place.
pairs: two programs write at once; every entry of both is there. windows: two that write and draft at once are
killed one after the other; every entry is there, the draft of each is given to a third when it has ended, and
not before. flips: one bit is turned over anywhere in the
file; opening it or the doctor notices, or what the journal says is the same to the byte.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from _measure import run

from companion.model.errors import CompanionError, JournalBusy
from companion.model.records import Feeling, Moment
from companion.store.backups import Keys, leftovers
from companion.store.contents import contents_of
from companion.store.health import look_over
from companion.store.key import Key, beginning_of, derive
from companion.store.rekey import convert
from companion.store.restore import kept_aside, replace_journal, staged_copy
from companion.store.store import Store

AT = datetime(2026, 3, 1, 20, 40, tzinfo=UTC)
CANARY = "yellow canary"
LONGEST = 0.15
"""Seconds that a program lives before it is killed, at most."""

ROUND = (None, 1, 2)
"""The keys that conversions go through, over and over."""

Say = Callable[[str], object]


def key(number: int | None) -> Key | None:
    """One of some keys, the same in every process; working it out is not what is tried here."""
    return None if number is None else Key(bytes([number]) * 32, bytes(range(200 + number, 216 + number)))


def opened(path: Path, number: int | None) -> Store:
    """The journal, with the salt that it begins with, as a passphrase would open it."""
    secret = key(number)
    if secret is not None and (begins := beginning_of(path)):
        secret.salt = begins
    return Store(path, key=secret)


def moment(id: str) -> Moment:
    return Moment(
        id=id, occurred_at=AT + timedelta(seconds=hash(id) % 10_000), recorded_at=AT, updated_at=AT,
        triggers=("slow_reply",), responses=("withdrew",), feelings=(Feeling(mood="tender", intensity=4),),
        note=f"{CANARY} " * 20,
    )  # fmt: skip


def write(path: Path, number: int | None, name: str, count: int, say: Say) -> None:
    """Open the journal and keep ``count`` entries; each is said once it is kept."""
    with closing(opened(path, number)) as store:
        for turn in range(count):
            with store.writing():
                store.entries.put(moment(f"{name}-{turn}"))
            say(f"{name}-{turn}\n")


def begin(path: Path, number: int | None, name: str, say: Say) -> None:
    """A window: the draft of a moment, said once it is kept, then the moment, over and over."""
    with closing(opened(path, number)) as store:
        for turn in range(10_000):
            with store.writing(changes_meaning=False):
                store.drafts.keep("moment", {"note": f"{name}-{turn:05}"})
            say(f"draft {name}-{turn:05}\n")
            with store.writing():
                store.entries.put(moment(f"{name}-{turn:05}"))
            say(f"{name}-{turn:05}\n")


def child(work: Callable[[Say], None]) -> tuple[int, int]:
    """Start a process that works; its id, and a descriptor to read what it says."""
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(out)
            work(lambda text: os.write(into, text.encode()))
            os._exit(0)
        except JournalBusy:
            os._exit(7)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(1)
    os.close(into)
    return pid, out


def killed(work: Callable[[Say], None], longest: float, draw: random.Random) -> tuple[int, set[str]]:
    """Let a process work for at most ``longest`` seconds, then kill it: how it ended, what it had said."""
    pid, out = child(work)
    time.sleep(draw.uniform(0, longest))
    os.kill(pid, signal.SIGKILL)
    return ended(pid), said(out)


def ended(pid: int) -> int:
    """Wait for a process: how it ended, as an exit code or the negative number of a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def said(descriptor: int) -> set[str]:
    """Whole lines of a process that has ended."""
    with os.fdopen(descriptor, encoding="utf-8") as lines:
        return {line.strip() for line in lines if line.endswith("\n")}


def checks_out(store: Store) -> bool:
    """Pages, references, seals and the search index."""
    return all(one["ok"] and "out of step" not in one["says"] for one in look_over(store, AT, str))


def kills(folder: Path, number: int | None, count: int, draw: random.Random) -> Counter[str]:
    """Killed while it writes; one journal, over and over."""
    path, told, result = folder / "journal.db", set[str](), Counter[str]()
    for turn in range(count):
        told |= killed(partial(write, path, number, f"t{turn}", 10_000), LONGEST, draw)[1]
        with closing(opened(path, number)) as store:
            kept = {entry.id for entry in store.entries.all()}
            result["lost"] += len(told - kept)
            told |= kept
            result["broken"] += not checks_out(store)
        result["kills"] += 1
    result["entries"] = len(told)
    return result


def conversions(folder: Path, count: int, draw: random.Random) -> Counter[str]:
    """Killed while it encrypts, changes the passphrase, decrypts."""
    path, result = folder / "journal.db", Counter[str]()
    begun = {number: getattr(key(number), "salt", b"SQLite format 3\0") for number in ROUND}
    write(path, None, "kept", 60, lambda _: None)
    with closing(opened(path, None)) as store:
        whole = contents_of(store)

    def over_and_over(at: int, _say: Say) -> None:
        for turn in range(at, 10_000):
            convert(path, key(ROUND[turn % 3]), key(ROUND[(turn + 1) % 3]))

    for _ in range(count):
        at = [number for number in ROUND if begun[number] == beginning_of(path)]
        killed(partial(over_and_over, ROUND.index(at[0])), LONGEST, draw)
        left = [file for file in path.parent.iterdir() if file != path]
        result["with something left over"] += any(".new" in file.name for file in left)
        found = [number for number in ROUND if begun[number] == beginning_of(path)]
        if not found:
            result["lost"] += 1
            break
        # Only one that was being made plain, which is the one with the last key, may have text beside it.
        if found[0] != ROUND[-1]:
            result["plain text left"] += any(CANARY.encode() in file.read_bytes() for file in left)
        with closing(opened(path, found[0])) as store:
            result["lost"] += contents_of(store) != whole
            result["broken"] += not checks_out(store)
        result["left after opening"] += len(list(path.parent.iterdir())) - 1
        result["kills"] += 1
    return result


def restores(folder: Path, number: int | None, count: int, draw: random.Random) -> Counter[str]:
    """Killed while two backups take the journal's place in turn."""
    path, result, whole = folder / "journal.db", Counter[str](), []
    for turn in range(2):
        write(path, number, f"kept{turn}", 60, lambda _: None)
        with closing(opened(path, number)) as store:
            whole.append(contents_of(store))
            file = store.back_up(AT + timedelta(days=turn))
    backups = sorted(file.parent.iterdir())
    secret = key(number)
    if secret is not None:
        secret.salt = beginning_of(path)

    def over_and_over(_say: Say) -> None:
        keys = Keys(like=secret)
        for turn in range(10_000):
            with staged_copy(path, backups[turn % 2], keys) as ready:
                replace_journal(path, ready, AT + timedelta(seconds=turn), keys)

    for _ in range(count):
        killed(over_and_over, LONGEST, draw)
        with closing(opened(path, number)) as store:
            result["lost"] += contents_of(store) not in whole
            result["broken"] += not checks_out(store)
        result["with something left over"] += bool(leftovers(path))
        for left in (*leftovers(path), *kept_aside(path)):
            left.unlink()
        result["kills"] += 1
    return result


def pairs(folder: Path, secret: int | None, count: int) -> Counter[str]:
    """Two programs that make one journal and write into it at once."""
    result = Counter[str]()
    for number in range(count):
        path = folder / str(number) / "journal.db"
        both = [child(partial(write, path, secret, name, 20)) for name in "ab"]
        for pid, out in both:
            result["ended badly"] += ended(pid) != 0
            told = said(out)
            with closing(opened(path, secret)) as store:
                result["lost"] += len(told - {entry.id for entry in store.entries.all()}) + (20 - len(told))
        result["pairs"] += 1
    return result


def windows(folder: Path, number: int | None, count: int, draw: random.Random) -> Counter[str]:
    """Two windows at once, killed one after the other, and a third that is given what they began."""
    path, told, result = folder / "journal.db", set[str](), Counter[str]()
    opened(path, number).close()
    for turn in range(count):
        names = [f"t{turn}{name}" for name in "ab"]
        both = [child(partial(begin, path, number, name)) for name in names]
        for name, (pid, out) in zip(names, both, strict=True):
            time.sleep(draw.uniform(0, LONGEST) + LONGEST)
            with closing(opened(path, number)) as store:
                result["taken from a window"] += store.drafts.get("moment") is not None
            os.kill(pid, signal.SIGKILL)
            ended(pid)
            lines = said(out)
            drafts = {line.removeprefix("draft ") for line in lines if line.startswith("draft ")}
            told |= {line for line in lines if not line.startswith("draft ")}
            with closing(opened(path, number)) as store:
                left = (store.drafts.get("moment") or {}).get("note", "")
                result["lost"] += bool(drafts) and not (left.startswith(name) and left >= max(drafts))
                with store.writing(changes_meaning=False):
                    store.drafts.take_over("moment")
                    store.drafts.drop("moment")
                result["drafts"] += 1
        with closing(opened(path, number)) as store:
            result["lost"] += len(told - {entry.id for entry in store.entries.all()})
        result["kills"] += 2
    with closing(opened(path, number)) as store:
        result["broken"] += not checks_out(store)
    result["entries"] = len(told)
    return result


def flips(folder: Path, number: int | None, count: int, draw: random.Random) -> Counter[str]:
    """One bit turned over, anywhere in a journal's file."""
    path, result = folder / "journal.db", Counter[str]()
    write(path, number, "kept", 120, lambda _: None)

    with closing(opened(path, number)) as store:
        whole = contents_of(store)
    before = path.read_bytes()
    for _ in range(count):
        place = draw.randrange(len(before))
        changed = bytearray(before)
        changed[place] ^= 1 << draw.randrange(8)
        path.write_bytes(changed)
        try:
            with closing(opened(path, number)) as store:
                if not checks_out(store):
                    result["noticed by the doctor"] += 1
                elif contents_of(store) == whole:
                    result["harmless"] += 1
                else:
                    result["unnoticed"] += 1
        except CompanionError:
            result["noticed when opened"] += 1
        for side in ("-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
        result["flips"] += 1
    return result


def derivation(times: int) -> str:
    """What the passphrase costs, against the start of a bare Python."""
    floor = sorted(run([sys.executable, "-I", "-S", "-c", ""]).cpu for _ in range(times))[times // 2]
    spent = []
    for _ in range(times):
        began = time.process_time()
        derive("a slow green lantern")
        spent.append(time.process_time() - began)
    took = sorted(spent)[times // 2]
    return f"{took * 1e3:.0f} ms, {took / floor:.1f} times the start of a bare Python ({floor * 1e3:.0f} ms)"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--pairs", type=int, default=50)
    asked.add_argument("--flips", type=int, default=300)
    asked.add_argument("--derivations", type=int, default=7)
    asked.add_argument("--seed", type=int, default=4)
    how = asked.parse_args()
    import sqlite_utils  # noqa: F401 - once, before there are children

    bad = 0
    for name, number in (("plain", None), ("encrypted", 1)):
        for what, work in (
            ("kills", partial(kills, number=number, count=how.kills, draw=random.Random(how.seed))),
            ("restores", partial(restores, number=number, count=how.kills, draw=random.Random(how.seed))),
            ("pairs", partial(pairs, secret=number, count=how.pairs)),
            (
                "windows",
                partial(windows, number=number, count=how.kills // 2, draw=random.Random(how.seed)),
            ),
            ("flips", partial(flips, number=number, count=how.flips, draw=random.Random(how.seed))),
        ):
            bad += told(f"{what}, {name}", work)
    bad += told("conversions", partial(conversions, count=how.kills, draw=random.Random(how.seed)))
    print(f"{'key from a passphrase':<24}{derivation(how.derivations)}")
    return 1 if bad else 0


BAD = (
    "lost",
    "broken",
    "taken from a window",
    "ended badly",
    "unnoticed",
    "plain text left",
    "left after opening",
)


def told(name: str, work: Callable[[Path], Counter[str]], bad: Iterable[str] = BAD) -> int:
    """Do it in a folder of its own and print the counts; how many of them are ``bad`` ones."""
    with tempfile.TemporaryDirectory() as folder:
        found = work(Path(folder) / "companion")
    print(f"{name:<22}{', '.join(f'{count} {what}' for what, count in found.items())}", flush=True)
    return sum(found[what] for what in bad)


if __name__ == "__main__":
    sys.exit(main())
