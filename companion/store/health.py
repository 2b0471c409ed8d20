"""The file looked over from inside: damage, the search index, how much there is, which versions are used."""

from typing import Any

from companion.model.errors import JournalDamaged
from companion.store.migrations import NAMES
from companion.store.seals import broken
from companion.store.store import Store

MOST_TOLD = 3
"""How many of the problems found are told; the first ones say enough."""


def look_over(store: Store) -> list[dict[str, Any]]:
    """What was found, one after another: ``name``, ``ok``, ``says`` and ``do`` (what helps, or empty).

    A search index that is out of step is built anew, since all of it comes from the entries; nothing else is
    changed. Takes seconds with very many entries.
    """
    search = _search(store)
    return [_integrity(store), search, _holds(store), _versions(store)]


def _integrity(store: Store) -> dict[str, Any]:
    try:
        problems = [text for (text,) in store._link.rows("PRAGMA integrity_check") if text != "ok"]
        problems += ["a reference to nothing" for _ in store._link.rows("PRAGMA foreign_key_check")]
        if changed := broken(store._link):
            problems.append(f"{changed} {'record is' if changed == 1 else 'records are'} not as written")
        if store.key is not None:  # pages that nothing uses are looked at too
            problems += [text for (text,) in store._link.rows("PRAGMA cipher_integrity_check")]
    except JournalDamaged as error:
        problems = [str(error)]
    if not problems:
        return _finding("integrity", True, "No damage was found.")
    told = "; ".join(problems[:MOST_TOLD])
    return _finding(
        "integrity",
        False,
        f"The file is damaged: {told}",
        "Keep a copy of the folder as it is; then `companion export` saves what can still be read.",
    )


def _search(store: Store) -> dict[str, Any]:
    try:
        if _in_step(store):
            return _finding("search", True, "The search index is in step with the entries.")
        with store.writing(changes_meaning=False):
            store._link.run("INSERT INTO words (words) VALUES ('rebuild')")
    except JournalDamaged as error:
        return _finding("search", False, str(error), "See integrity.")
    return _finding("search", True, "The search index was out of step; it has been built anew.")


def _in_step(store: Store) -> bool:
    try:
        with store.writing(changes_meaning=False):
            store._link.run("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    except JournalDamaged:
        return False
    return True


def _holds(store: Store) -> dict[str, Any]:
    try:
        entries, size = store.entries.count(), store.path.stat().st_size
    except JournalDamaged as error:
        return _finding("journal", False, str(error), "See integrity.")
    return _finding(
        "journal", True, f"{entries} {'entry' if entries == 1 else 'entries'} in {size // 1024} KB."
    )


def _versions(store: Store) -> dict[str, Any]:
    sqlite, cipher = store._link.value("SELECT sqlite_version()"), store._link.value("PRAGMA cipher_version")
    return _finding(
        "database", True, f"SQLite {sqlite}, SQLCipher {cipher}, schema {len(NAMES)} ({NAMES[-1]})."
    )


def _finding(name: str, ok: bool, says: str, do: str = "") -> dict[str, Any]:
    return {"name": name, "ok": ok, "says": says, "do": do}
