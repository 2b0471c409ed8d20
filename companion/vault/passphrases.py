"""Passphrases: how hard one is to guess, and the keyring of the system that may hold it."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from companion.model.errors import InputRefused
from companion.system.paths import Places

if TYPE_CHECKING:
    from companion.store.key import Key

Secret: TypeAlias = "str | Key"
"""What opens a journal: its passphrase, or the key itself."""

STRENGTHS = (
    "Very weak: guessed at once.",
    "Weak: someone with a copy of the file could guess it within days.",
    "Fair: someone determined could guess it within months.",
    "Good: it would take many years to guess.",
    "Strong: it would take longer than a lifetime to guess.",
)
"""What is said of a passphrase, by its level."""

# Guesses, as powers of ten, from which each level counts. The slow key lets one graphics card try a thousand
# a second at most, and ten of them ten thousand: a thousand million in a day, a million million in three
# years.
_GUESSES = (6.0, 9.0, 12.0, 15.0)

_LONGEST_JUDGED = 72
"""Characters that are looked at; zxcvbn takes ever longer with more, and so many are enough."""

_SERVICE = "companion"
"""Under what name the keyring lists it."""

_KEY = "key:"
"""How a key in the keyring begins; what begins otherwise is a passphrase from before."""


def strength(passphrase: str) -> tuple[int, str]:
    """How hard a passphrase is to guess: a level from 0 to 4, and its sentence of :data:`STRENGTHS`.

    The level follows the number of guesses that someone needs who knows common words and habits, which is an
    estimate: Wheeler, zxcvbn: Low-Budget Password Strength Estimation, USENIX Security 2016.
    """
    if not passphrase:
        return 0, STRENGTHS[0]
    from zxcvbn import zxcvbn

    guesses = float(zxcvbn(passphrase[:_LONGEST_JUDGED])["guesses_log10"])
    level = sum(guesses >= least for least in _GUESSES)
    return level, STRENGTHS[level]


def alike(one: str, other: str) -> bool:
    """Whether two passphrases count as one: their letters composed in any way, their spaces of any kind."""
    from companion.store.key import normalised

    try:
        return normalised(one) == normalised(other)
    except InputRefused:
        return one == other


def caps_lock_likely(typed: str) -> bool:
    """Whether this looks as if typed with caps lock on: no terminal tells."""
    return sum(letter.isalpha() for letter in typed) > 2 and (typed.isupper() or typed.swapcase().istitle())


# The keyring of the system, where the person turned that on. Whatever fails there, the person is asked.


def remembered(places: Places) -> "Secret | None":
    """What the system's keyring holds for this journal: its key, or a passphrase from before; or ``None``.

    Raises nothing.
    """
    if over_ssh():
        return None
    try:
        import keyring

        held: str | None = keyring.get_password(_SERVICE, _account(places))
    except Exception:
        return None
    if held is not None and held.startswith(_KEY):
        from companion.store.key import Key

        with suppress(ValueError):
            return Key.from_text(held.removeprefix(_KEY))
    return held


def remember(places: Places, key: "Key | None") -> bool:
    """Have the system's keyring hold the key of the journal, or with ``None`` forget it; whether it did.

    The key spares each command the derivation. Raises nothing.
    """
    if over_ssh():
        return False
    try:
        import keyring

        if key is None:
            keyring.delete_password(_SERVICE, _account(places))
        else:
            keyring.set_password(_SERVICE, _account(places), f"{_KEY}{key.text}")
    except Exception:
        return False
    return True


def why_no_keyring() -> str:
    """What to say where there is no keyring to turn on; empty where there is one. Raises nothing."""
    try:
        import keyring
    except ImportError:
        return "this needs one more package; run pip install 'companion[keyring]'"
    try:
        usable = keyring.get_keyring().priority > 0  # 0 and less stand for a keyring that keeps nothing
    except Exception:
        usable = False
    return "" if usable else "no keyring was found on this computer that could store the passphrase"


def over_ssh() -> bool:
    """Whether this runs over SSH: there a keyring may wait for an answer in a window that nobody sees."""
    return bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))


def _account(places: Places) -> str:
    return str(places.journal.absolute())
