"""Journals with a name: what a name may be, which there are, and how one begins."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from companion.model.errors import InputRefused
from companion.system.paths import JOURNALS_FOLDER, Places, command_for

LONGEST = 40
"""Characters that a name has at most."""

ALLOWED = f"a name is up to {LONGEST} letters, digits, - and _, and starts with a letter or a digit"

_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
"""What Windows takes for a device, in any folder."""

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u180b\u180c\u180d\u180f") | {
    chr(code) for start, end in ((0xFE00, 0xFE10), (0xE0100, 0xE01F0)) for code in range(start, end)
}
"""Letters and marks that show nothing: two names with and without one would look the same."""


def checked_name(text: str, field: str = "--journal") -> str:
    """``text`` as a name, its letters in one form (NFC). Raises InputRefused, naming ``field``."""
    name = unicodedata.normalize("NFC", text)
    kinds = [unicodedata.category(letter) for letter in name]
    if not name or len(name) > LONGEST or not (kinds[0][0] == "L" or kinds[0] == "Nd"):
        raise InputRefused(f"{field}: {text!r} cannot be a journal's name; {ALLOWED}")
    for letter, kind in zip(name, kinds, strict=True):
        # Marks are part of a letter in many scripts.
        if letter in _UNSEEN or not (kind[0] == "L" or kind in ("Mn", "Mc", "Nd") or letter in "-_"):
            raise InputRefused(f"{field}: {letter!r} in {text!r} cannot be in a journal's name; {ALLOWED}")
    if _alike(name) in _DEVICES:
        raise InputRefused(f"{field}: {text!r} is a device's name on Windows; choose another name")
    return name


def journals(anywhere: Places) -> list[Places]:
    """The journals with a name, by name, whether anything is in them yet or not."""
    root = anywhere.root
    found = [Places(folder, root.config, name) for folder, name in _folders(root.data / JOURNALS_FOLDER)]
    return sorted(found, key=lambda each: (_alike(each.name), each.name))


def others(here: Places) -> list[Places]:
    """The other journals: the one without a name first, where it was begun, and those with one."""
    root = here.root
    unnamed = [root] if here.name and root.journal.exists() else []
    return [*unnamed, *(each for each in journals(here) if each.name != here.name)]


def named(anywhere: Places, text: str, field: str = "--journal") -> Places:
    """The journal of this name; the one without for an empty text.

    Raises InputRefused for what is no name, and where there is no such journal: a slip begins none.
    """
    if not text:
        return anywhere.root
    name = checked_name(text, field)
    there = journals(anywhere)
    if (found := _one_of(there, name)) is not None:
        return found
    known = f"there are: {', '.join(each.name for each in there)}" if there else "none has a name yet"
    make = command_for(anywhere.root, f"journals --new {name}", named=False)
    raise InputRefused(f"{field}: there is no journal {name!r}; {known}. To start it: {make}")


def make(anywhere: Places, text: str, field: str = "--new") -> Places:
    """Make the folder for a journal of this name; the journal in it begins when it is first opened.

    Raises InputRefused for what is no name, and where there is such a journal, OSError.
    """
    name = checked_name(text, field)
    if (found := _one_of(journals(anywhere), name)) is not None:
        raise InputRefused(f"{field}: there is already a journal {found.name!r}; nothing was changed")
    root = anywhere.root
    folder = root.data / JOURNALS_FOLDER / name
    for each in (root.data, folder.parent, folder):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Places(folder, root.config, name)


def forget_name(there: Places) -> None:
    """Remove the folder of an erased journal, and with it the name, unless something is left in it."""
    if there.name:
        for folder in (there.data, there.data.parent):
            try:
                folder.rmdir()
            except OSError:
                return


def _one_of(there: list[Places], name: str) -> Places | None:
    same = [each for each in there if each.name == name]  # a folder copied here by hand may be there twice
    return next(iter(same or [each for each in there if _alike(each.name) == _alike(name)]), None)


def _folders(folder: Path) -> Iterator[tuple[Path, str]]:
    try:
        within = [each for each in folder.iterdir() if each.is_dir()]
    except OSError:
        return
    for each in within:
        try:
            yield each, checked_name(each.name)
        except InputRefused:
            continue


def _alike(name: str) -> str:
    """What two names have in common that differ in case, or in how their letters are put together."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
