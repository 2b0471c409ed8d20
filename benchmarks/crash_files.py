"""What becomes of a journal when import, merge, restore or a backup is killed, and when its file vanishes.

    python benchmarks/crash_files.py [--kills 50] [--vanishings 100]

Plain and encrypted, in a folder of its own that is removed. Prints counts; ends with 1 when what was
acknowledged got lost, nobody could open the journal any more, a file did not check out, plain text was left
beside an encrypted journal, or something was left over.

import, merge, restore, backups: each starts from the same journal with its copies, is killed (SIGKILL) at a
random moment of the time it takes, and then the journal is opened as any start opens it. It is as it was
before or as it is when all is done; after the latter the one of before is in a backup, or kept aside. What is
merged, and restored, is a plain file, also where the journal is encrypted. backups: an entry, then the
day's backup, for which older ones make room; none that was to stay is gone.

vanishings: while a program logs entries, the file is removed, replaced by another journal or by an older copy
of itself (renamed over it), or its folder is renamed away and back. Then that program is closed or killed,
once it has spoken of two more entries. Each that it spoke of is in the journal at that place or in a file put
aside beside it, and the journal that took its place says what it said before.
"""

import argparse
import os
import random
import select
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

from crash import AT, CANARY, LONGEST, Say, child, ended, killed, moment, told
from crash_keys import OLD, made, make_ready, start, to_the_end

from companion.journal import open_journal
from companion.model.clock import fixed_clock
from companion.model.errors import CompanionError
from companion.model.records import Contents, Tombstone
from companion.model.retention import RetentionPolicy
from companion.store.backups import Keys, backups_of
from companion.store.contents import contents_of
from companion.store.integrity import damage, index_in_step
from companion.store.key import kind_of
from companion.store.rescue import RESCUED
from companion.store.restore import condition_of, kept_aside
from companion.store.store import Store
from companion.system.paths import Places
from companion.transfer.importing import other_journal
from companion.vault import recovery

DAYS = 15
"""Daily backups that there are before one more is made."""

LATER = AT + timedelta(days=DAYS)
CLOCK = fixed_clock(LATER, "Europe/Berlin")

SLOWER = 1.5
"""How much longer than the work took once a program may live; some kills come after."""

Change = Callable[[Places, Path, str | None], object]


def at(folder: Path) -> Places:
    return Places(data=folder, config=folder)


def beginning(folder: Path, passphrase: str | None) -> tuple[Path, Path]:
    """A journal with its copies to begin each turn from, and the plain one of another device."""
    first, other = folder / "first", folder / "other"
    made(first, passphrase)
    with open_journal(at(first), passphrase=passphrase) as journal:
        for day in range(DAYS):
            journal._store.back_up(AT + timedelta(days=day))
    with open_journal(at(other)) as journal:
        store = journal._store
        with store.writing():
            for number in range(300):
                store.entries.put(moment(f"theirs-{number}"))
            for number in range(20):
                store.deleted.put(Tombstone(id=f"kept-{number}", at=LATER))
    return first, other / "journal.db"


def contents_at(places: Places, passphrase: str | None) -> Contents:
    with open_journal(places, clock=CLOCK, create=False, passphrase=passphrase) as journal:
        return contents_of(journal._store)


def _is_whole(store: Store) -> bool:
    """Pages, references, seals and the search index; the backups are looked at by themselves."""
    return not damage(store._link) and index_in_step(store._link)


def taken_in(places: Places, other: Path, passphrase: str | None) -> None:
    """Import another journal's contents."""
    contents = other_journal(other, places)
    with open_journal(places, clock=CLOCK, create=False, passphrase=passphrase) as journal:
        journal.merging.import_contents(contents)


def merged(places: Places, other: Path, passphrase: str | None) -> None:
    with open_journal(places, clock=CLOCK, create=False, passphrase=passphrase) as journal:
        journal.merging.merge(other_journal(other, places))


def restored(places: Places, other: Path, passphrase: str | None) -> None:
    with recovery.prepare_restore(places, other, passphrase) as ready:
        ready.replace_journal(LATER)


def backed_up(places: Places, _other: Path, passphrase: str | None) -> None:
    with open_journal(places, clock=CLOCK, create=False, passphrase=passphrase) as journal:
        with journal._store.writing():
            journal._store.entries.put(moment("of today"))
        journal.backups.make_daily(RetentionPolicy())


CHANGES: dict[str, Change] = {"import": taken_in, "merge": merged, "restore": restored, "backups": backed_up}


def changes(
    folder: Path, change: Change, passphrase: str | None, count: int, draw: random.Random
) -> Counter[str]:
    """One kind of change, killed ``count`` times."""
    result = Counter[str](dict.fromkeys(("kills", *BAD), 0))
    first, other = beginning(folder, passphrase)
    before = contents_at(at(first), passphrase)
    done = folder / "done"
    shutil.copytree(first, done)
    takes, status = to_the_end(partial(change, at(done), other, passphrase))
    result["ended badly"] += status != 0
    after = contents_at(at(done), passphrase)
    for turn in range(count):
        places = at(folder / str(turn))
        shutil.copytree(first, places.data)
        status, _ = killed(lambda _, places=places: change(places, other, passphrase), SLOWER * takes, draw)
        result["kills"] += 1
        result["in the middle"] += status == -signal.SIGKILL
        opened = start(places)
        if opened is None:
            result["locked out"] += 1
            continue
        with opened[0] as journal:
            found = contents_of(journal._store)
            result["done"] += found == after != before
            result["lost"] += found not in (before, after)
            result["broken"] += not _is_whole(journal._store)
        if found == after and change is not backed_up:
            result["lost"] += before not in _new_copies(places, at(first), passphrase)
        _look_over(places, at(first), at(done), passphrase, result)
        shutil.rmtree(places.data)
    return result


def copies_of(places: Places) -> dict[str, Path]:
    """The backups and the journals kept aside, by name."""
    backups = [backup.path for backup in backups_of(places.journal)]
    return {copy.name: copy for copy in (*backups, *kept_aside(places.journal))}


def _new_copies(places: Places, first: Places, passphrase: str | None) -> list[Contents]:
    """What the copies hold that were not there at first."""
    there, keys = copies_of(first), Keys(passphrase)
    found = []
    for name, copy in copies_of(places).items():
        if name not in there:
            with closing(Store(copy, create=False, session="a copy", key=keys.of(copy))) as store:
                found.append(contents_of(store))
    return found


def _look_over(
    places: Places, first: Places, done: Places, passphrase: str | None, result: Counter[str]
) -> None:
    """Count what is not as it should be around a journal that was opened again."""
    before, after, now = copies_of(first), copies_of(done), copies_of(places)
    to_stay = before.keys() & after.keys() if after.keys() <= now.keys() else before.keys()
    result["backups lost"] += len(to_stay - now.keys())
    keys = Keys(passphrase)
    for name, copy in now.items():
        if name not in before or copy.read_bytes() != before[name].read_bytes():
            result["broken"] += condition_of(copy, keys) != "good"
    files = [file for file in places.data.rglob("*") if file.is_file()]
    if kind_of(places.journal) == "encrypted":
        result["plain text left"] += sum(CANARY.encode() in file.read_bytes() for file in files)
    expected = {places.journal, *now.values()}
    result["left over"] += sum(file not in expected and file.name != "recovery.key" for file in files)


def log(places: Places, passphrase: str | None, stop: Path, say: Say) -> None:
    """A window that keeps one moment after another until it is told to stop; each is said once it is kept."""
    with open_journal(places, clock=CLOCK, passphrase=passphrase) as journal:
        for turn in range(10_000):
            try:
                say(f"{journal.log(note=f'{CANARY} {turn}').id}\n")
            except CompanionError:
                say(f"refused {turn}\n")
            if stop.exists():
                return


def remove(places: Places, _other: Path, _older: Path) -> None:
    places.journal.unlink()


def another(places: Places, other: Path, _older: Path) -> None:
    _rename_over(other, places.journal)


def older(places: Places, _other: Path, older: Path) -> None:
    _rename_over(older, places.journal)


def away_and_back(places: Places, _other: Path, _older: Path) -> None:
    """The folder gets another name for a while; what a program put in its place meanwhile stays in it."""
    away = places.data.with_name("away")
    places.data.rename(away)
    time.sleep(random.uniform(0, LONGEST))
    try:
        away.rename(places.data)
    except OSError:  # there is one again: the files come back into it, as a file manager joins folders
        for file in away.iterdir():
            if not (places.data / file.name).exists():
                file.rename(places.data / file.name)


def _rename_over(file: Path, journal: Path) -> None:
    """As a sync tool puts a file in its place: whole, and at once."""
    new = journal.with_name(".arriving")
    shutil.copyfile(file, new)
    new.replace(journal)


WAYS = (remove, another, older, away_and_back)


class Heard:
    """What a process says, as it says it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._text = b""

    def lines(self) -> set[str]:
        """The whole lines until now."""
        return set(self._text.decode().splitlines()[: self._text.count(b"\n")])

    def hear(self, more: int) -> None:
        """All that was said by now, and so many lines more."""
        while select.select([self._descriptor], [], [], 0)[0] and self._read():
            pass
        until = self._text.count(b"\n") + more
        while self._text.count(b"\n") < until and self._read():
            pass

    def to_the_end(self) -> None:
        """The rest of what a process said."""
        while self._read():
            pass
        os.close(self._descriptor)

    def _read(self) -> bool:
        self._text += (more := os.read(self._descriptor, 1 << 16))
        return bool(more)


def vanishings(folder: Path, passphrase: str | None, count: int, draw: random.Random) -> Counter[str]:
    """The file goes, or another comes in its place, while entries are logged; one way after another."""
    result = Counter[str](dict.fromkeys(("vanishings", *BAD), 0))
    other, began, earlier = (at(folder / name) for name in ("other", "began", "earlier"))
    for places in (other, began):
        made(places.data, passphrase)
    with open_journal(other, passphrase=passphrase) as journal:
        journal.log(when=LATER, note=f"{CANARY} of another device")
    shutil.copytree(began.data, earlier.data)
    with open_journal(began, passphrase=passphrase) as journal:
        journal.log(when=LATER, note=f"{CANARY} since then")
    arrives = {another: contents_at(other, passphrase), older: contents_at(earlier, passphrase)}
    of_before = ids(began, passphrase)
    for turn in range(count):
        way = WAYS[turn % len(WAYS)]
        places, stop = at(folder / str(turn) / "companion"), folder / f"stop-{turn}"
        shutil.copytree(began.data, places.data)
        pid, out = child(partial(log, places, passphrase, stop))
        heard = Heard(out)
        heard.hear(1)
        time.sleep(draw.uniform(0, LONGEST))
        way(places, other.journal, earlier.journal)
        heard.hear(2)  # the second was begun after it happened
        if killing := draw.random() < 0.5:
            os.kill(pid, signal.SIGKILL)
        else:
            stop.touch()
        heard.to_the_end()
        result["ended badly"] += ended(pid) != (-signal.SIGKILL if killing else 0)
        result["vanishings"] += 1
        result["killed then"] += killing
        lines = heard.lines()
        result["refused"] += sum(line.startswith("refused") for line in lines)
        acknowledged = {line for line in lines if not line.startswith("refused")}
        _look_for(places, acknowledged | of_before, passphrase, arrives.get(way), result)
        result["entries"] += len(acknowledged)
        shutil.rmtree(places.data.parent)
    return result


def ids(places: Places, passphrase: str | None) -> set[str]:
    with open_journal(places, create=False, passphrase=passphrase) as journal:
        return {entry.id for entry in journal._store.entries.all()}


def _look_for(
    places: Places, expected: set[str], passphrase: str | None, arrived: Contents | None, result: Counter[str]
) -> None:
    """Count what is neither in the journal at the place nor in a file put aside beside it."""
    found, keys = set[str](), Keys(passphrase)
    if places.journal.exists():
        try:
            with open_journal(places, create=False, passphrase=passphrase) as journal:
                found |= {entry.id for entry in journal._store.entries.all()}
                result["broken"] += not _is_whole(journal._store)
                result["broken"] += arrived is not None and contents_of(journal._store) != arrived
        except CompanionError:
            result["broken"] += 1
    rescued = list(places.data.glob(f"{RESCUED}*.db"))
    result["put aside"] += bool(rescued)
    for file in rescued:
        result["broken"] += condition_of(file, keys) != "good"
        with closing(Store(file, create=False, session="a copy", key=keys.of(file))) as store:
            found |= {entry.id for entry in store.entries.all()}
    result["lost"] += len(expected - found)
    if passphrase is not None:
        files = [file for file in places.data.parent.rglob("*") if file.is_file()]
        result["plain text left"] += sum(CANARY.encode() in file.read_bytes() for file in files)


BAD = ("lost", "locked out", "broken", "plain text left", "backups lost", "left over", "ended badly")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--kills", type=int, default=50)
    asked.add_argument("--vanishings", type=int, default=100)
    asked.add_argument("--seed", type=int, default=11)
    how = asked.parse_args()
    make_ready()
    bad = 0
    for kind, passphrase in (("plain", None), ("encrypted", OLD)):
        for name, change in CHANGES.items():
            draw = random.Random(how.seed)
            work = partial(changes, change=change, passphrase=passphrase, count=how.kills, draw=draw)
            bad += told(f"{name}, {kind}", work, BAD)
        draw = random.Random(how.seed)
        work = partial(vanishings, passphrase=passphrase, count=how.vanishings, draw=draw)
        bad += told(f"vanishings, {kind}", work, BAD)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
