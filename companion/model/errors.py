"""What can go wrong, in words for the person it goes wrong for.

Every error carries the exit code the command line ends with, so that scripts can tell one from another.
"""

from collections.abc import Iterable

OWN_ERROR = 70
"""The exit code after an error in the program itself, at the command line and in the panes."""


class CompanionError(Exception):
    """Something a person can read and act on; its text is shown as it stands."""

    exit_code = 1


class NothingFound(CompanionError):
    """Something was asked for and is not there."""

    exit_code = 1


class InputRefused(CompanionError):
    """What was given cannot be taken; names the place, the field, the value and what is allowed."""

    exit_code = 3


class PassphraseNeeded(CompanionError):
    """The journal is encrypted, and no passphrase was given; or it was closed."""

    exit_code = 4

    def __init__(self, words: str = "The journal is locked.") -> None:
        super().__init__(words)


class WrongPassphrase(CompanionError):
    """The passphrase does not open the journal."""

    exit_code = 4


class JournalDamaged(CompanionError):
    """The file is damaged, or is not a journal of this program."""

    exit_code = 5


class JournalMoved(JournalDamaged):
    """The file that was opened is not at the journal's place any more: removed, or replaced by another."""


class JournalTooNew(CompanionError):
    """The file was written by a newer version of the program."""

    exit_code = 6


class JournalBusy(CompanionError):
    """Another program holds the journal."""

    exit_code = 7


class NoRoom(CompanionError):
    """The disk is full, or a limit on it is reached."""

    exit_code = 8


def not_valid(place: str, told: str, use: str | Iterable[object]) -> InputRefused:
    """The error for a value that cannot be taken: ``place: 'x' is not valid; use a, b or c``; to be raised.

    ``told``: the value as it is quoted. ``use``: what can be taken, in words or as the choices there are.
    """
    return InputRefused(f"{place}: {told} is not valid; use {use if isinstance(use, str) else one_of(use)}")


def one_of(choices: Iterable[object]) -> str:
    """Choices as a sentence names them: ``a, b or c``."""
    *first, last = map(str, choices)
    return f"{', '.join(first)} or {last}" if first else last


def near_or_all(word: str, known: Iterable[str]) -> str:
    """``"did you mean a or b?"`` for what is spelt nearly so; where nothing is, ``"use a, b or c"``."""
    import difflib

    names = list(known)
    near = difflib.get_close_matches(word, names, n=3, cutoff=0.7)
    return f"did you mean {one_of(near)}?" if near else f"use {one_of(names)}"
