"""The file looked over from inside: damage, the search index, how much there is, which versions are used."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from companion.model.errors import JournalDamaged
from companion.model.records import Entry
from companion.store.backups import Keys, backups_of, likely_first
from companion.store.integrity import damage, index_in_step
from companion.store.migrations import NAMES
from companion.store.restore import condition_of, newest_good
from companion.store.store import Store

MOST_NAMED = 3
"""How many of the problems found are named; the first ones say enough."""

OLDEST_DAYS = 7
"""How old the newest backup of a journal that has changed since may be, in days."""

Command = Callable[[str], str]
"""Gives the command line that does these words on the journal, as it is to be typed."""


_OTHER_KEY = """\
does not open with the journal's key: it has another passphrase, or it is damaged where it starts."""


def look_over(store: Store, now: datetime, command: Command) -> list[dict[str, Any]]:
    """What was found, one after another: ``name``, ``ok``, ``says`` and ``do`` (what helps, or empty).

    A search index that is out of step is built anew, since all of it comes from the entries; nothing else is
    changed. ``command`` gives the commands to suggest. Takes seconds with very many entries.
    """
    search = _search(store)
    findings = [_integrity(store, command), search, _holds(store), _backups(store, now, command)]
    findings += _dates(store, now, command)
    findings.append(_versions(store))
    if store.unvacuumed:
        says = (
            "Pieces of deleted entries may still be in the file: the disk was full, or another "
            "window was open."
        )
        does = "It is tried again each time the journal closes."
        findings.insert(3, _finding("deletion", False, says, does))
    return findings


def _integrity(store: Store, command: Command) -> dict[str, Any]:
    problems = damage(store._link)
    if not problems:
        seals = ", and every page passed its check" if store.key is not None else ""
        return _finding("integrity", True, f"No damage was found{seals}.")
    named = "; ".join(problems[:MOST_NAMED])
    return _finding(
        "integrity",
        False,
        f"The file is damaged: {named}",
        f"First copy the whole folder. Then `{command('restore')}` lists the backups, and "
        f"`{command('export')}`"
        " saves what can still be read.",
    )


def _search(store: Store) -> dict[str, Any]:
    if store.read_only:
        return _finding("search", True, "The search index was not checked: nothing can be written here.")
    try:
        if index_in_step(store._link):
            return _finding("search", True, "The search index is up to date.")
        with store.writing(changes_meaning=False):
            store._link.run("INSERT INTO words (words) VALUES ('rebuild')")
    except JournalDamaged as error:
        return _finding("search", False, str(error), 'See "integrity" above.')
    return _finding("search", True, "The search index was out of date; it has been rebuilt.")


def _holds(store: Store) -> dict[str, Any]:
    try:
        entries, size = store.entries.count(), store.path.stat().st_size
    except JournalDamaged as error:
        return _finding("journal", False, str(error), 'See "integrity" above.')
    return _finding(
        "journal", True, f"{entries} {'entry' if entries == 1 else 'entries'} in {size // 1024} KB."
    )


def _backups(store: Store, now: datetime, command: Command) -> dict[str, Any]:
    """How many there are, how old the newest is, and whether it can be read through today."""
    one_now = f"Run `{command('backup')}` to make one now."
    backups = backups_of(store.path)
    if not backups:
        says = "No backup yet; one is made on each day you write something."
        return _finding("backups", True, says, one_now)
    newest = likely_first(backups, now)[0]
    days = (now - newest.at).days
    age = "today" if days < 1 else f"{days} {'day' if days == 1 else 'days'} ago"
    summary = f"{len(backups)} kept, the newest from {age}"
    keys = Keys(like=store.keys)
    condition = condition_of(newest.path, keys)
    if condition != "good":
        good = newest_good(store.path, keys)
        other = f"{good.name} can." if good is not None else "None of the others can be read either."
        if condition == "damaged":
            says = f"{summary}, but {newest.path.name} cannot be read. {other}"
            return _finding("backups", False, says, one_now)
        says = f"{summary}, but {newest.path.name} {_OTHER_KEY} {other}"
        asks = f"`{command(f'restore {newest.path.name}')}` asks for its passphrase and tries it."
        return _finding("backups", False, says, f"{one_now} {asks}")
    if days > OLDEST_DAYS and not store.backed_up(newest.path):
        return _finding("backups", False, f"{summary}; the journal has changed since then.", one_now)
    return _finding("backups", True, f"{summary}; it can be read.")


def _dates(store: Store, now: datetime, command: Command) -> list[dict[str, Any]]:
    """What a clock that was wrong has dated in the future; nothing where there is none.

    What is less than a day ahead may be of another zone, and has come by tomorrow.
    """
    findings, tomorrow = [], now + timedelta(days=1)
    ahead = [one for one in backups_of(store.path) if one.at > tomorrow and not one.before_update]
    if ahead:
        one = len(ahead) == 1
        says = (
            f"{len(ahead)} {'backup is' if one else 'backups are'} dated in the future: {ahead[-1].path.name}"
        )
        says += "." if one else ", for one."
        does = "Daily backups are made all the same. Check the clock; such a file stays until you delete it."
        findings.append(_finding("backup dates", False, says, does))
    entries: list[Entry] = []
    with suppress(JournalDamaged):  # which integrity tells
        entries = store.entries.after(tomorrow)
    if entries:
        one = len(entries) == 1
        says = f"{len(entries)} {'entry is' if one else 'entries are'} dated in the future"
        says += f", {'on' if one else 'the first on'} {entries[0].occurred_at:%Y-%m-%d}."
        does = f"`{command(f'show {entries[0].id}')}` shows it; e in Reflections changes when it was."
        findings.append(_finding("entry dates", False, says, does))
    return findings


def _versions(store: Store) -> dict[str, Any]:
    sqlite, cipher = store._link.value("SELECT sqlite_version()"), store._link.value("PRAGMA cipher_version")
    return _finding(
        "database", True, f"SQLite {sqlite}, SQLCipher {cipher}, schema {len(NAMES)} ({NAMES[-1]})."
    )


def _finding(name: str, ok: bool, says: str, do: str = "") -> dict[str, Any]:
    return {"name": name, "ok": ok, "says": says, "do": do}
