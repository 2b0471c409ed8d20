"""Only with ...: one feeling or one thing that happened, to narrow the entries down to."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from companion.journal import Journal
from companion.model.text import one_line
from companion.resources import folder
from companion.tui.overlay import Overlay
from companion.tui.widgets.field import Changed
from companion.tui.widgets.picker import Choice, Picker

KINDS = (("feeling", "mood", "a feeling"), ("trigger", "trigger", "what happened"))
"""The filter of a search, the kind of code it looks for, and what that is in words."""

_ROWS = 9
_KEYS = Content.assemble(
    ("enter", "$closeness bold"), (" Show these   ", "$soft"), ("esc", "$closeness bold"), (" Back", "$soft")
)  # fmt: skip


class OnlyWithScreen(Overlay[str | None]):
    """Ends with a filter for the search, ``feeling:anxious`` for instance, or with ``None``."""

    HELP = """
Show only the entries with one feeling or one kind of moment. Type to find it and press Enter, or pick a
digit. Esc leaves the list as it is.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "reflections.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, journal: Journal) -> None:
        """Raises CompanionError if the journal cannot be read."""
        super().__init__()
        self._choices = list(_choices(journal))

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(Content.styled("Only entries with …", "bold"))
            yield Picker("Which", lambda: self._choices, single=True, rows=_ROWS)
            yield Static(_KEYS)

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    @on(Changed)
    def picked(self) -> None:
        picked = self.query_one(Picker).picked
        if picked:
            self.dismiss(picked[0])


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
