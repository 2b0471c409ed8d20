"""The journal: open it, and everything a person does with it is a verb of one of its parts.

Faces import this package and nothing below it.
"""

from typing import TYPE_CHECKING

from companion.journal.context import MOST_WATCHED, QUIET_TURNS_ON, turns_quiet_on
from companion.journal.journal import Journal, end_session, open_journal
from companion.journal.people import MOST_SUPPORT_CONTACTS
from companion.journal.undo import TakesPassphrase, Undone
from companion.journal.words import Word

if TYPE_CHECKING:
    from companion.journal.tags import Tag

__all__ = [
    "MOST_SUPPORT_CONTACTS",
    "MOST_WATCHED",
    "QUIET_TURNS_ON",
    "Journal",
    "Tag",
    "TakesPassphrase",
    "Undone",
    "Word",
    "end_session",
    "open_journal",
    "turns_quiet_on",
]
