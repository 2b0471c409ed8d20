"""The recovery code: what opens a journal whose passphrase is forgotten, as a page to print.

A code is 134 bits of chance and 16 that check them (CRC-16-CCITT), as 30 characters in six groups of five.
The characters are Crockford's base 32: no letter that is taken for a digit, capitals or not. One wrong
character, and two neighbours in each other's place, are noticed without exception: the check finds every
error within 16 bits that follow each other. So many bits of chance need no slow derivation.
"""

from binascii import crc_hqx
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from companion.model.errors import InputRefused, NothingFound
from companion.system.paths import Places, command_for

if TYPE_CHECKING:
    from companion.documents.blocks import Block
    from companion.journal import Journal
    from companion.model.retention import Copies
    from companion.store.key import Key

GROUPS = 6
GROUP = 5
"""Characters of a group."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans("OIL", "011")
_BETWEEN = " -\u2010\u2011\u2012\u2013\u2014\u00a0.,_\t\n"
_BITS = 5
_CHECK_BITS = 16
_CHANCE_BITS = GROUPS * GROUP * _BITS - _CHECK_BITS


def new_code() -> str:
    """A code that nobody had before, in its groups: ``7KQ2M-…``."""
    import secrets

    chance = secrets.randbits(_CHANCE_BITS)
    whole = chance << _CHECK_BITS | _check(chance)
    characters = [_ALPHABET[whole >> _BITS * place & 31] for place in reversed(range(GROUPS * GROUP))]
    return "-".join("".join(characters[at : at + GROUP]) for at in range(0, GROUPS * GROUP, GROUP))


def read_code(typed: str) -> bytes:
    """The bytes of a code as somebody typed it: small letters, other dashes and spaces are all the same.

    Raises InputRefused, saying what is wrong with it.
    """
    characters = "".join(each for each in typed if each not in _BETWEEN).upper().translate(_MEANT)
    if strange := next((each for each in characters if each not in _ALPHABET), None):
        raise InputRefused(
            f"recovery code: {strange!r} is not in any code; use digits, and letters other than U"
        )
    if len(characters) != GROUPS * GROUP:
        raise InputRefused(
            f"recovery code: {len(characters)} characters; it has {GROUPS} groups of {GROUP}, which is"
            f" {GROUPS * GROUP}"
        )
    whole = 0
    for each in characters:
        whole = whole << _BITS | _ALPHABET.index(each)
    chance, check = whole >> _CHECK_BITS, whole & (1 << _CHECK_BITS) - 1
    if _check(chance) != check:
        raise InputRefused("recovery code: a character is wrong; compare it with the sheet, group by group")
    return chance.to_bytes((_CHANCE_BITS + 7) // 8, "big")


def groups_of(code: str) -> list[str]:
    """The groups of a code, in their order."""
    return code.split("-")


def groups_to_repeat() -> tuple[int, int]:
    """Which two groups to have typed back, counted from 1: they show that the page is there."""
    from random import SystemRandom

    first, second = sorted(SystemRandom().sample(range(1, GROUPS + 1), 2))
    return first, second


def is_group(code: str, number: int, typed: str) -> bool:
    """Whether this is the group with that number."""
    said = "".join(each for each in typed if each not in _BETWEEN).upper().translate(_MEANT)
    return said == groups_of(code)[number - 1]


def sheet(code: str, places: Places, day: date) -> "Sequence[Block]":
    """The page to print."""
    from companion.documents.blocks import Block

    groups = groups_of(code)
    half = len(groups) // 2
    return [
        Block("title", "Recovery sheet"),
        Block("text", "This code opens the journal again if its passphrase is forgotten."),
        Block("words", "\n".join("   ".join(part) for part in (groups[:half], groups[half:]))),
        Block("heading", "How to use it"),
        Block("item", f"Run: {command_for(places, 'recover')}"),
        Block("item", "Type the code, then a new passphrase. Small letters and spaces are fine."),
        Block(
            "item",
            "It needs the file recovery.key, next to journal.db; there is a copy in the folder backups.",
        ),
        Block(
            "item",
            "If only a backup is left: put it in an empty folder as journal.db, with recovery.key next to it,"
            " and run: companion --at FOLDER recover",
        ),
        Block("heading", "How to keep it"),
        Block(
            "text",
            "On paper, away from the computer, where nobody else looks. Anyone who has this page and the"
            " files can read the journal.",
        ),
        Block("text", "If the page gets lost, nothing else is: the passphrase still opens the journal."),
        Block("fact", day.isoformat(), "Made on"),
        Block("fact", str(places.journal), "For"),
    ]


def is_there(places: Places) -> bool:
    """Whether a code can open the journal as it is now. Raises nothing."""
    from companion.model.errors import CompanionError
    from companion.store.key import beginning_of
    from companion.store.recovery import sealed_salts

    try:
        return beginning_of(places.journal) in sealed_salts(places.journal)
    except CompanionError:
        return False


def why_not(places: Places) -> str:
    """What to say where :func:`is_there` says no."""
    from companion.store.recovery import sealed_salts

    if sealed_salts(places.journal):
        return (
            f"{places.data}: the recovery.key there is for another journal, or for another copy of this one;"
            " only the passphrase of this one opens it"
        )
    return f"{places.data}: there is no recovery.key for this journal; only its passphrase opens it"


def keep_code(journal: "Journal", code: str) -> None:
    """Have a code open the journal from now on; one from before opens it no more.

    Raises InputRefused for a journal without a passphrase, NoRoom.
    """
    journal.recovery.use(read_code(code))


def recover(places: Places, code: bytes, new: str) -> "Copies":
    """Give the journal, and the copies that the code opens, a new passphrase.

    Raises NothingFound where nothing is sealed for it, WrongPassphrase for another code, and as
    :func:`companion.vault.encryption.change_passphrase`.
    """
    from companion.vault.encryption import change_passphrase

    return change_passphrase(places, None, new, known=keys_for(places, code))


def keys_for(places: Places, code: bytes) -> list["Key"]:
    """What the code opens. Raises as :func:`recover`."""
    from companion.store.key import beginning_of
    from companion.store.recovery import unsealed

    keys = unsealed(places.journal, code)
    salt = beginning_of(places.journal)
    if all(key.salt != salt for key in keys):
        raise NothingFound(
            f"{places.journal}: the recovery file there was made for another journal; nothing was changed"
        )
    return keys


def _check(chance: int) -> int:
    return crc_hqx(chance.to_bytes((_CHANCE_BITS + 7) // 8, "big"), 0)
