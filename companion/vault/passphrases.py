"""Passphrases: how hard one is to guess, and the keyring of the system that may hold it."""

import os

from companion.system.paths import Places

STRENGTHS = (
    "Guessed at once.",
    "Weak: guessed within days by someone who copies the file.",
    "So-so: guessed within months by someone who is set on it.",
    "Good: guessing takes many years.",
    "Strong: guessing takes longer than anyone has.",
)
"""What is said of a passphrase, by its level."""

# Guesses, as powers of ten, from which each level counts. The slow key lets one fast machine try some ten
# thousand a second: a thousand million in a day, a million million in three years.
_GUESSES = (6.0, 9.0, 12.0, 15.0)

_LONGEST_JUDGED = 72
"""Characters that are looked at; zxcvbn takes ever longer with more, and so many are enough."""

_SERVICE = "companion"
"""Under what name the keyring lists it."""


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


# The keyring of the system, where the person turned that on. Whatever fails there, the person is asked.


def remembered(places: Places) -> str | None:
    """The passphrase that the system's keyring holds for this journal, or ``None``. Raises nothing."""
    if over_ssh():
        return None
    try:
        import keyring

        passphrase: str | None = keyring.get_password(_SERVICE, _account(places))
    except Exception:
        return None
    return passphrase


def remember(places: Places, passphrase: str | None) -> bool:
    """Have the system's keyring hold the passphrase, or with ``None`` forget it; whether it did.

    Raises nothing.
    """
    if over_ssh():
        return False
    try:
        import keyring

        if passphrase is None:
            keyring.delete_password(_SERVICE, _account(places))
        else:
            keyring.set_password(_SERVICE, _account(places), passphrase)
    except Exception:
        return False
    return True


def over_ssh() -> bool:
    """Whether this runs over SSH: there a keyring may wait for an answer in a window that nobody sees."""
    return bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))


def _account(places: Places) -> str:
    return str(places.journal.absolute())
