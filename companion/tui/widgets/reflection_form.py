"""The form for a reflection: a question, an answer, and the feelings and the leaning in it."""

from collections.abc import Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from companion.journal import Journal
from companion.model.records import Feeling, Reflection
from companion.model.text import fill, one_line
from companion.tui.widgets.feelings import FeelingPicker
from companion.tui.widgets.field import Changed
from companion.tui.widgets.picker import Picker
from companion.tui.widgets.text_fields import LineField, NoteField, WritingArea, tags_from
from companion.tui.widgets.vocabulary import leaning_choices, mood_rows, shared_moods, word_adder
from companion.tui.widgets.when_field import WhenField


def state_of_reflection(reflection: Reflection) -> dict[str, Any]:
    """What stands in the form where it shows a reflection."""
    return {
        "text": reflection.text,
        "feelings": [[feeling.mood, feeling.intensity] for feeling in reflection.feelings],
        "leaning": reflection.leaning,
        "when": reflection.occurred_at.strftime("%Y-%m-%d %H:%M"),
        "when_at": None,
        "tags": ", ".join(reflection.tags),
    }


class ReflectionForm(VerticalScroll, can_focus=False):
    """The form for a reflection: text, feelings, leaning, time and tags. Posts ``Edited`` at every change."""

    class Edited(Message):
        """Something in the form changed; ``state`` is what stands in it now, as plain JSON values."""

        def __init__(self, state: dict[str, Any]) -> None:
            super().__init__()
            self.state = state

    def __init__(self, journal: Journal, *, feelings_first: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.journal = journal
        self._feelings_first = feelings_first
        self._original: Reflection | None = None
        self._shown_when = ""

    def compose(self) -> ComposeResult:
        feelings = FeelingPicker(
            "Feelings",
            lambda: mood_rows(self.journal),
            shared=lambda: shared_moods(self.journal),
            word_adder=word_adder(self.journal, "mood"),
            id="feelings",
        )
        if self._feelings_first:
            yield feelings
        yield Static("", id="question", markup=False)
        yield Static("", id="why", markup=False)
        yield NoteField("", "One line is plenty. F4 opens your editor.", id="text")
        if not self._feelings_first:
            yield feelings
        yield Picker("Leaning", leaning_choices, single=True, id="leaning")
        yield WhenField(self.journal, "e.g. yesterday 9pm, 2h ago, last friday", id="when")
        yield LineField("Tags", "e.g. kitchen, visit", id="tags")

    def state(self) -> dict[str, Any]:
        """What stands in the form now."""
        leaning = self.query_one("#leaning", Picker).picked
        feelings = self.query_one(FeelingPicker).feelings
        return {
            "text": self.query_one("#text", NoteField).value,
            "feelings": [[feeling.mood, feeling.intensity] for feeling in feelings],
            "leaning": leaning[0] if leaning else None,
            "when": self.when.value,
            "when_at": None if self.when.value == self._shown_when else self.when.typed_at,
            "tags": self.query_one("#tags", LineField).value,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Show what a draft holds."""
        self.query_one("#text", NoteField).set_value(state.get("text", ""))
        feelings = [Feeling(mood=mood, intensity=intensity) for mood, intensity in state.get("feelings", [])]
        self.query_one(FeelingPicker).set_feelings(feelings)
        self.query_one("#leaning", Picker).set_picked([state["leaning"]] if state.get("leaning") else [])
        self.when.set_value(state.get("when", ""), state.get("when_at"))
        self.query_one("#tags", LineField).set_value(state.get("tags", ""))

    def set_feelings(self, feelings: Sequence[Feeling]) -> None:
        """Show these as the feelings in it, without telling whoever shows the form."""
        self.query_one(FeelingPicker).set_feelings(feelings)

    @property
    def feelings(self) -> tuple[Feeling, ...]:
        """The feelings in it."""
        return self.query_one(FeelingPicker).feelings

    def ask(self, prompt_id: str | None, why: str = "") -> None:
        """Show a question above the page, and why it is asked; nothing above a blank page."""
        prompt = self.journal.vocabulary.prompts.get(prompt_id or "")
        words = fill(prompt.text, self.journal.settings) if prompt else ""
        for name, line in (
            ("question", Content.styled(one_line(words), "bold")),
            ("why", Content(one_line(why))),
        ):
            shown = self.query_one(f"#{name}", Static)
            shown.update(line)
            shown.display = bool(line.plain)

    def clear(self) -> None:
        """An empty page for a new reflection."""
        self._original = None
        self._shown_when = ""
        self.restore({})

    def show(self, reflection: Reflection) -> None:
        """Show a reflection for editing."""
        self._original = reflection
        state = state_of_reflection(reflection)
        self._shown_when = state["when"]
        self.ask(reflection.prompt)
        self.restore(state)

    @property
    def when(self) -> WhenField:
        """The field for the time."""
        return self.query_one(WhenField)

    def fields(self) -> dict[str, Any]:
        """What stands in the form, as a reflection keeps it. Raises InputRefused for a time that is none."""
        state, original = self.state(), self._original
        extras = {feeling.mood: feeling.extra for feeling in original.feelings} if original else {}
        return {
            "when": None if state["when"].strip() == self._shown_when else self.when.time,
            "text": state["text"],
            "feelings": tuple(
                Feeling(mood=mood, intensity=intensity, extra=extras.get(mood, {}))
                for mood, intensity in state["feelings"]
            ),
            "leaning": state["leaning"],
            "tags": tags_from(state["tags"], original.tags if original else ()),
        }

    @on(Changed)
    @on(Input.Changed)
    @on(TextArea.Changed)
    def tell(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Edited(self.state()))

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    def begin(self) -> None:
        """Put the cursor at the end of the text, where it goes on."""
        writing = self.query_one(WritingArea)
        writing.focus()
        writing.move_cursor(writing.document.end)
