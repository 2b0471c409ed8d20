"""Only with ...: one feeling or one thing that happened, to narrow the entries down to."""

from collections.abc import Iterator
from itertools import zip_longest

from companion.journal import Journal
from companion.model.text import one_line
from companion.tui.screens.pick_one import PickOneScreen
from companion.tui.widgets.choice import Choice

KINDS = (("feeling", "mood", "a feeling"), ("trigger", "trigger", "what happened"))
"""The filter of a search, the kind of code it looks for, and what that is in words."""


class OnlyWithScreen(PickOneScreen):
    """Ends with a filter for the search, ``feeling:anxious`` for instance, or with ``None``."""

    HELP = """
Show only the entries with one feeling or one kind of moment. Type to find it and press Enter, or pick a
digit. Esc leaves the list as it is.
"""

    def __init__(self, journal: Journal) -> None:
        """Raises CompanionError if the journal cannot be read."""
        super().__init__("Only entries with …", "Which", list(_choices(journal)), "Show these")


def _choices(journal: Journal) -> Iterator[Choice]:
    """Feelings and what happened by turns: what was noted lately and often first, then every other word."""
    words = journal.vocabulary
    known = {
        "mood": [id for id, row in words.moods.items() if not row.deprecated],
        "trigger": [id for id, row in words.triggers.items() if not row.deprecated],
    }
    columns = []
    for name, kind, aside in KINDS:
        recent = journal.timeline.recent_codes(kind)
        codes = dict.fromkeys([*recent, *known[kind]])
        columns.append(
            [
                Choice(f"{name}:{_quoted(code)}", one_line(words.label(code, journal.settings)), aside=aside)
                for code in codes
            ]
        )
    for turn in zip_longest(*columns):
        yield from (choice for choice in turn if choice is not None)


def _quoted(code: str) -> str:
    """An id as it stands after the colon of a filter."""
    return f'"{code}"' if any(letter.isspace() for letter in code) else code
