"""What is done to a journal from outside: whether it is encrypted, and making it so."""

from typing import Literal

from companion.paths import Places

State = Literal["none", "plain", "encrypted"]


def state(places: Places) -> State:
    """Whether there is a journal in these places, and whether it is encrypted; from the file's first page.

    Raises JournalDamaged for a file that is neither.
    """
    from companion.store.key import kind_of

    found = kind_of(places.journal)
    if found == "other":
        from companion.model.errors import JournalDamaged

        raise JournalDamaged(f"{places.journal}: this is not a journal, or its beginning is damaged")
    return found
