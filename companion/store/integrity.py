"""Whether a journal's file is as it was written: its pages, its rows, its search index."""

from companion.model.errors import JournalDamaged
from companion.store.checksums import SINCE_SCHEMA, count_mismatches
from companion.store.connection import Link
from companion.store.driver_errors import translated


def damage(link: Link) -> list[str]:
    """What is wrong with a file, looked through from its first page to its last; empty when nothing is.

    Each problem in a few words. Raises nothing for damage; JournalBusy, NoRoom.
    """
    try:
        problems = page_damage(link)
        # A copy from before an update may be from before there were checksums.
        if link.value("PRAGMA user_version") >= SINCE_SCHEMA and (changed := count_mismatches(link)):
            problems.append(f"{changed} saved {'item' if changed == 1 else 'items'} changed on the disk")
    except JournalDamaged as error:
        return [str(error)]
    return problems


def page_damage(link: Link) -> list[str]:
    """What is wrong with how the pages hang together and, in an encrypted file, with the seal of each.

    Raises JournalDamaged where that cannot even be read.
    """
    problems = [str(text) for (text,) in link.rows("PRAGMA main.integrity_check") if text != "ok"]
    problems += [
        "a reference to something that is missing" for _ in link.rows("PRAGMA main.foreign_key_check")
    ]
    if link.key is not None:
        problems += [str(text) for (text,) in link.rows("PRAGMA main.cipher_integrity_check")]
    return problems


def index_in_step(link: Link) -> bool:
    """Whether the search index holds what the entries hold. Raises JournalBusy, NoRoom."""
    try:
        with translated(link.path, writing=True), link.atomic():
            link.run("INSERT INTO main.words (words, rank) VALUES ('integrity-check', 1)")
    except JournalDamaged:
        return False
    return True
