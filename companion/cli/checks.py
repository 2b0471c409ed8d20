"""What the doctor looks at, from outside the journal and, through it, from inside."""

import os
import platform
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from companion.cli.session import Session
from companion.model.errors import CompanionError, JournalDamaged
from companion.paths import Places

_ROOM_WANTED = 100 * 1024 * 1024
"""Bytes that should be free: backups and migrations write copies."""

_OWNER_ONLY = "chmod 700 on the folder and 600 on the files keeps them yours."


class Check(NamedTuple):
    """One thing looked at: whether it is well, what was seen, and what can be done."""

    name: str
    ok: bool
    says: str
    do: str = ""


def look_over(session: Session) -> tuple[list[Check], CompanionError | None]:
    """Every check, and the error that kept the journal from opening, if one did.

    A journal that is not there yet is well, and is not made.
    """
    places = session.places
    found: list[Check] = []
    trouble = None
    if places.journal.exists():
        open_to = _open_to_others(places)
        found, trouble = _inside(session)
        found.insert(0, _rights(places, open_to))
        found.append(_reading(places))
    else:
        found.append(
            Check("journal", True, f"There is none in {places.data} yet.", "`companion log` begins one.")
        )
    return [*found, _configuration(session), _room(places), _versions()], trouble


def _inside(session: Session) -> tuple[list[Check], CompanionError | None]:
    try:
        found = [Check(**one) for one in session.journal().health()]
    except CompanionError as error:
        return [Check("journal", False, str(error))], error
    broken = any(one.name == "integrity" and not one.ok for one in found)
    return found, JournalDamaged("the journal is damaged; a backup can take its place") if broken else None


def _open_to_others(places: Places) -> list[Path]:
    """The folder and files of the journal that group or others have any right to."""
    if os.name == "nt":
        return []
    return [path for path in _own_files(places) if stat.S_IMODE(path.stat().st_mode) & 0o077]


def _own_files(places: Places) -> Iterator[Path]:
    yield places.data
    yield from sorted(places.data.glob(f"{places.journal.name}*"))
    if places.config_file.exists():
        yield places.config_file


def _rights(places: Places, open_before: list[Path]) -> Check:
    if left := _open_to_others(places):
        names = ", ".join(path.name for path in left)
        return Check("rights", False, f"Others on this machine may get at: {names}.", _OWNER_ONLY)
    if open_before:
        names = ", ".join(path.name for path in open_before)
        return Check("rights", True, f"Others on this machine could get at {names}; that is put right now.")
    return Check("rights", True, "The folder and its files are yours alone.")


def _reading(places: Places) -> Check:
    from companion.vault import state

    with suppress(CompanionError):
        if state(places) == "encrypted":
            return Check(
                "who can read it", True, "The journal is encrypted. It opens with its passphrase alone."
            )
    return Check(
        "who can read it",
        True,
        "The journal is not encrypted. Whoever uses your account, runs this machine, or gets hold of its disk"
        f" or a backup of it can read {places.journal}.",
        "`companion encrypt` puts a passphrase on it.",
    )


def _configuration(session: Session) -> Check:
    try:
        _ = session.configuration
    except CompanionError as error:
        return Check("configuration", False, str(error), "Mend the file, or move it away.")
    there = session.places.config_file.exists()
    return Check(
        "configuration", True, "The file reads well." if there else "No file; everything is as it comes."
    )


def _room(places: Places) -> Check:
    folder = places.data
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    ok = free >= _ROOM_WANTED
    return Check(
        "room", ok, f"{free // (1024 * 1024)} MB are free.", "" if ok else "Backups need about 100 MB."
    )


def _versions() -> Check:
    names = ("companion", "textual", "sqlite-utils", "sqlcipher3", "click")
    told = [f"{name} {_version(name)}" for name in names]
    return Check(
        "versions", True, f"{', '.join(told)}, Python {platform.python_version()}, {platform.system()}."
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"
