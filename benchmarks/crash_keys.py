"""What becomes of a journal and its backups when encrypt, passphrase, recover or decrypt is killed.

    python benchmarks/crash_keys.py [--kills 50]

Each starts from the same journal with four backups and a journal kept aside, is killed (SIGKILL) at a random
moment of the time it takes, and then the journal is opened as any start opens it. Prints counts; ends with 1
when entries were lost, nobody could open the journal any more, plain text was left beside an encrypted
journal, a copy stayed under an old passphrase, or something was left over.

What a passphrase costs is next to nothing here, so that the kills fall into the work on the files.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

from crash import AT, CANARY, child, ended, killed, moment, told

from companion.journal import Journal, open_journal
from companion.model.errors import CompanionError, NothingFound, PassphraseNeeded, WrongPassphrase
from companion.store import key
from companion.store.change_of_key import copies_of
from companion.store.contents import contents_of
from companion.store.key import beginning_of, kind_of
from companion.store.store import Store
from companion.store.unlock import key_for
from companion.system.paths import Places
from companion.vault import encryption, recovery_code

OLD, NEW = "the old one", "the new one"
BACKUPS = 4
PAST_THE_END = 1.1
"""How much longer than the work takes a program may live; some kills come just after."""

Change = Callable[[Places], object]


def made(folder: Path, passphrase: str | None) -> tuple[Places, str | None]:
    """A journal with its copies, and the code of its recovery sheet where it has a passphrase."""
    places, code = Places(data=folder, config=folder), None
    with open_journal(places, passphrase=passphrase) as journal:
        store = journal._store
        with store.writing():
            for number in range(60):
                store.entries.put(moment(f"kept-{number}"))
        if passphrase is not None:
            code = recovery_code.new_code()
            recovery_code.keep_code(journal, code)
        for day in range(BACKUPS):
            store.back_up(AT + timedelta(days=day))
        store.copy_out(folder / "kept-aside-20260301T204000Z.db")
    return places, code


def changes(
    folder: Path, change: Change, before: str | None, count: int, draw: random.Random
) -> Counter[str]:
    """One kind of change, killed ``count`` times."""
    result, takes = Counter[str](dict.fromkeys(("kills", *BAD), 0)), 0.0
    for turn in range(-1, count):  # the first is let go on to its end
        shutil.rmtree(folder, ignore_errors=True)
        places, code = made(folder, before)
        with open_journal(places, passphrase=before) as journal:
            whole = contents_of(journal._store)
        work = partial(change, places) if code is None else partial(change, places, code)
        if turn < 0:
            takes, status = to_the_end(work)
            result["ended badly"] += status != 0
            continue
        status, _ = killed(lambda _, work=work: work(), PAST_THE_END * takes, draw)
        result["kills"] += 1
        result["in the middle"] += status == -signal.SIGKILL
        _look_over(places, code, whole, result)
    return result


def to_the_end(work: Callable[[], object]) -> tuple[float, int]:
    """Let a process work until it ends: the seconds it took, and its exit code."""
    began = time.perf_counter()
    pid, out = child(lambda _: work())
    status = ended(pid)
    os.close(out)
    return time.perf_counter() - began, status


def _look_over(places: Places, code: str | None, whole: object, result: Counter[str]) -> None:
    """Open the journal as the next start does, and count what is not as it should be."""
    if encryption.state(places) == "encrypted" and code is not None:  # nothing plain was there before
        files = [file for file in places.data.rglob("*") if file.is_file()]
        result["plain text left"] += sum(CANARY.encode() in file.read_bytes() for file in files)
    opened = start(places)
    if opened is None:
        result["locked out"] += 1
        return
    journal, passphrase = opened
    with journal:
        result["lost"] += contents_of(journal._store) != whole
        result["finished at the start"] += journal.finished is not None
    encrypted = kind_of(places.journal) == "encrypted"
    if encrypted and code is not None:
        try:
            keys = recovery_code.keys_for(places, recovery_code.read_code(code))
            result["locked out"] += beginning_of(places.journal) not in [one.salt for one in keys]
        except CompanionError:
            result["locked out"] += 1
    for copy in copies_of(places.journal):
        if encrypted and kind_of(copy) == "plain":
            result["plain text left"] += 1
        with suppress(CompanionError):
            # Copies of a journal that was made plain keep the passphrase they had.
            secret = passphrase if encrypted else OLD
            Store(copy, create=False, session="a copy", key=key_for(copy, secret)).close()
            continue
        result["under an old passphrase"] += 1
    files = [file for file in places.data.rglob("*") if file.is_file()]
    if encrypted:
        result["plain text left"] += sum(CANARY.encode() in file.read_bytes() for file in files)
    expected = {places.journal, *copies_of(places.journal)}
    names = {file.name for file in files if file not in expected}
    result["left over"] += len(names - {"recovery.key"})


def start(places: Places) -> tuple[Journal, str | None] | None:
    """The journal opened as any start opens it, and with which passphrase; ``None`` where none opens it."""
    for passphrase in (None, OLD, NEW):
        with suppress(PassphraseNeeded, WrongPassphrase, NothingFound):
            return open_journal(places, create=False, passphrase=passphrase), passphrase
    return None


def _recover(places: Places, code: str) -> None:
    recovery_code.recover(places, recovery_code.read_code(code), NEW)


KINDS: dict[str, tuple[Callable[..., object], str | None]] = {
    "encrypt": (lambda places: encryption.encrypt(places, NEW), None),
    "passphrase": (lambda places, _: encryption.change_passphrase(places, OLD, NEW), OLD),
    "recover": (_recover, OLD),
    "decrypt": (lambda places, _: encryption.decrypt(places, OLD), OLD),
}
BAD = ("lost", "locked out", "plain text left", "under an old passphrase", "left over", "ended badly")


def make_ready() -> None:
    """Import what children need, once, and have a passphrase cost next to nothing."""
    import argon2  # noqa: F401
    import nacl.public  # noqa: F401
    import sqlite_utils  # noqa: F401

    key.COST, key.ROUNDS = key.Cost(passes=1, memory=8, lanes=1), 2


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--kills", type=int, default=50)
    asked.add_argument("--seed", type=int, default=11)
    how = asked.parse_args()
    make_ready()
    bad = 0
    for name, (change, before) in KINDS.items():
        draw = random.Random(how.seed)
        bad += told(name, partial(changes, change=change, before=before, count=how.kills, draw=draw), BAD)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
