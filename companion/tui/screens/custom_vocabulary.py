"""Questions, patterns and practices of one's own: a sheet for each, over whatever is in sight."""

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from companion.journal import Journal
from companion.model.errors import InputRefused
from companion.tui.sheet import Sheet
from companion.tui.widgets.picker import Choice, Picker
from companion.tui.widgets.text_fields import LineField, NoteField
from companion.tui.widgets.vocabulary import code_choices, with_partner_acts, word_adder

_TIMES = (
    Choice("morning", "in the morning"),
    Choice("after_trigger", "after a moment"),
    Choice("evening", "in the evening"),
    Choice("weekly", "once a week"),
)
_WINDOWS = (
    Choice("0", "in the same moment"),
    Choice("24", "within a day"),
    Choice("48", "within two days"),
    Choice("72", "within three days"),
)


class _CustomSheet(Sheet):
    """Fields that are text, a list of picks, or many lines, by their ids."""

    def __init__(self, journal: Journal, kind: str) -> None:
        super().__init__(journal, f"own:{kind}")

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def state(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field in self.query(".field"):
            if isinstance(field, Picker):
                values[str(field.id)] = list(field.picked)
            elif isinstance(field, LineField | NoteField):
                values[str(field.id)] = field.value
        return values

    def restore(self, state: dict[str, Any]) -> None:
        for field in self.query(".field"):
            value = state.get(str(field.id))
            if isinstance(field, Picker) and value is not None:
                field.set_picked(value)
            elif isinstance(field, LineField | NoteField):
                field.set_value(value or "")


class CustomQuestionScreen(_CustomSheet):
    """A question and the time of day it belongs to."""

    HELP = """
A question of your own, asked in Mood at the time of day you choose. Tab moves on and **ctrl+l** saves. Your
draft is kept if you leave.
"""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal, "question")

    def fields(self) -> ComposeResult:
        yield Static(Content.styled("Your own question", "bold"), classes="story-title")
        yield LineField("The question", "e.g. What was easy today?", id="text")
        yield Picker("Asked", lambda: _TIMES, single=True, id="moment")
        yield Static("It comes up along with the others, about every ten days.", classes="soft")

    def keep(self) -> None:
        state = self.state()
        moment = next(iter(state["moment"]), "evening")
        self.journal.words.add("prompt", state["text"], moment=moment)


class CustomPracticeScreen(_CustomSheet):
    """A practice: its name, its steps, and the sentence to try it as."""

    HELP = """
A practice of your own, listed in the Library with the others. Give it a name, a few short steps, and a
sentence to try it as: if this happens, then I will do that. **ctrl+l** saves; Esc keeps your draft.
"""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal, "practice")

    def fields(self) -> ComposeResult:
        yield Static(Content.styled("Your own practice", "bold"), classes="story-title")
        yield LineField("Its name", "e.g. Tea first", id="label")
        yield LineField("To try it", "If ..., then I ...", id="if_then")
        yield NoteField("Steps, one per line", "e.g. Put the kettle on.", id="steps")

    def keep(self) -> None:
        state = self.state()
        steps = [line.strip() for line in state["steps"].splitlines() if line.strip()]
        if not (steps and state["if_then"].strip()):
            raise InputRefused(
                "A practice needs at least one step and an if-then sentence: If ..., then I ..."
            )
        self.journal.words.add("practice", state["label"], steps=steps, if_then=state["if_then"].strip())


class CustomPatternScreen(_CustomSheet):
    """A pattern: what goes before, what may follow, and within how many hours.

    Either side can hold what the other did.
    """

    HELP = """
A pattern of your own: what happened first, what came then, and within how many hours. Either side can be
something you did or something the other person did. It is counted like the others, compared with your other
times, and says something after about six of each. **ctrl+l** saves; Esc keeps your draft.
"""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal, "pattern")

    def fields(self) -> ComposeResult:
        words = self.journal.vocabulary
        yield Static(Content.styled("Your own pattern", "bold"), classes="story-title")
        yield LineField("Its name", "e.g. Quiet after visits", id="title")
        yield Picker(
            "When this happened",
            with_partner_acts(
                self.journal, code_choices(self.journal, "trigger", lambda: words.triggers.values())
            ),
            word_adder=word_adder(self.journal, "trigger"),
            id="antecedents",
        )
        yield Picker(
            "Then came",
            with_partner_acts(
                self.journal, code_choices(self.journal, "response", lambda: words.acts.values())
            ),
            word_adder=word_adder(self.journal, "response"),
            id="responses",
        )
        yield Picker("How soon", lambda: _WINDOWS, single=True, id="window")
        yield Static(
            "It is counted as the others are, against your other moments, and says something after about six"
            " of each.",
            classes="soft",
        )

    def keep(self) -> None:
        state = self.state()
        if not (state["antecedents"] and state["responses"]):
            raise InputRefused("Pick at least one thing that happened, and one that came then.")
        self.journal.words.add(
            "pattern",
            state["title"],
            antecedents=state["antecedents"],
            responses=[code if code.startswith("PB:") else f"R:{code}" for code in state["responses"]],
            window_hours=int(next(iter(state["window"]), "24")),
        )


SHEETS: dict[str, Callable[[Journal], Sheet]] = {
    "question": CustomQuestionScreen,
    "pattern": CustomPatternScreen,
    "practice": CustomPracticeScreen,
}
"""The sheet for each kind of thing a person can add."""
