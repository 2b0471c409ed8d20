"""Changing an entry: the form for it on a page of its own, its draft kept at every keystroke."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Static, TextArea

from companion.journal import Journal
from companion.model.clock import parse_when
from companion.model.dates import day_words
from companion.model.errors import CompanionError
from companion.model.records import Entry, Feeling, Moment, Reflection
from companion.model.text import fill, one_line
from companion.resources import folder
from companion.tui.pane import Pane
from companion.tui.widgets.feelings import FeelingPicker
from companion.tui.widgets.field import Changed
from companion.tui.widgets.moment_form import MomentForm
from companion.tui.widgets.picker import Picker
from companion.tui.widgets.texts import LineField, NoteField, Writing
from companion.tui.widgets.vocabulary import leaning_choices, mood_rows

if TYPE_CHECKING:
    from companion.tui.app import CompanionApp


class ReflectionForm(VerticalScroll, can_focus=False):
    """The form for a reflection: text, feelings, leaning, time and tags. Posts ``Edited`` at every change."""

    class Edited(Message):
        """Something in the form changed; ``state`` is what stands in it now, as plain JSON values."""

        def __init__(self, state: dict[str, Any]) -> None:
            super().__init__()
            self.state = state

    def __init__(self, journal: Journal, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.journal = journal
        self._original: Reflection | None = None
        self._shown_when = ""

    def compose(self) -> ComposeResult:
        yield Static("", id="question", markup=False)
        yield NoteField("", "A line is plenty. F4 opens your editor.", id="text")
        yield FeelingPicker("Feelings in it", lambda: mood_rows(self.journal), id="feelings")
        yield Picker("It leaned towards", leaning_choices, single=True, id="leaning")
        yield LineField("When", "yesterday 9pm, 2h ago, last friday", id="when")
        yield LineField("Tags", "kitchen, visit", id="tags")

    def state(self) -> dict[str, Any]:
        """What stands in the form now."""
        leaning = self.query_one("#leaning", Picker).picked
        feelings = self.query_one(FeelingPicker).feelings
        return {
            "text": self.query_one("#text", NoteField).value,
            "feelings": [[feeling.mood, feeling.intensity] for feeling in feelings],
            "leaning": leaning[0] if leaning else None,
            "when": self.query_one("#when", LineField).value,
            "tags": self.query_one("#tags", LineField).value,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Show what a draft holds."""
        self.query_one("#text", NoteField).set_value(state.get("text", ""))
        feelings = [Feeling(mood=mood, intensity=intensity) for mood, intensity in state.get("feelings", [])]
        self.query_one(FeelingPicker).set_feelings(feelings)
        self.query_one("#leaning", Picker).set_picked([state["leaning"]] if state.get("leaning") else [])
        self.query_one("#when", LineField).set_value(state.get("when", ""))
        self.query_one("#tags", LineField).set_value(state.get("tags", ""))

    def show(self, reflection: Reflection) -> None:
        """Show a reflection for editing."""
        self._original = reflection
        self._shown_when = reflection.occurred_at.strftime("%Y-%m-%d %H:%M")
        prompt = self.journal.vocabulary.prompts.get(reflection.prompt or "")
        words = fill(prompt.text, self.journal.settings) if prompt else ""
        question = self.query_one("#question", Static)
        question.update(Content.styled(one_line(words), "bold italic"))
        question.display = bool(words)
        self.restore(
            {
                "text": reflection.text,
                "feelings": [(feeling.mood, feeling.intensity) for feeling in reflection.feelings],
                "leaning": reflection.leaning,
                "when": self._shown_when,
                "tags": ", ".join(reflection.tags),
            }
        )

    def fields(self, read_when: Callable[[str], datetime]) -> dict[str, Any]:
        """What stands in the form, as a reflection keeps it; ``read_when`` turns words into a time."""
        assert self._original is not None, "a reflection is shown before it is read back"
        state = self.state()
        when, original = state["when"].strip(), self._original
        extras = {feeling.mood: feeling.extra for feeling in original.feelings}
        tags = [tag.strip().lstrip("#") for tag in state["tags"].split(",")]
        return {
            "when": None if not when or when == self._shown_when else read_when(when),
            "text": state["text"],
            "feelings": tuple(
                Feeling(mood=mood, intensity=intensity, extra=extras.get(mood, {}))
                for mood, intensity in state["feelings"]
            ),
            "leaning": state["leaning"],
            "tags": original.tags
            if state["tags"] == ", ".join(original.tags)
            else tuple(dict.fromkeys(tag for tag in tags if tag)),
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
        writing = self.query_one(Writing)
        writing.focus()
        writing.move_cursor(writing.document.end)


Form: TypeAlias = MomentForm | ReflectionForm


class EditScreen(ModalScreen[bool]):
    """The form for one entry. Ends with ``True`` when the entry was changed.

    Leaving without saving loses nothing: what was typed is kept as the draft ``edit:<id>`` and shown again.
    """

    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "reflections.tcss"]
    HORIZONTAL_BREAKPOINTS = Pane.HORIZONTAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "save", "Save", id="edit.save", priority=True, tooltip="Save the changes"),
        Binding(
            "f5", "as_it_was", "As it was", id="edit.as_it_was", tooltip="Show it as it is kept, unchanged"
        ),
        Binding("escape", "leave", "Back", id="edit.leave", tooltip="Back; what was typed is kept"),
    ]

    def __init__(self, journal: Journal, entry: Entry) -> None:
        super().__init__()
        self.journal = journal
        self.entry = entry
        self._as_kept: dict[str, Any] = {}

    @property
    def companion(self) -> "CompanionApp":
        return cast("CompanionApp", self.app)

    def compose(self) -> ComposeResult:
        form = self.companion.configuration.date_format
        noun = "moment" if isinstance(self.entry, Moment) else "reflection"
        with Vertical(id="edit"):
            yield Static(
                Content.assemble(
                    (f"Change this {noun}", "bold"),
                    (f"   {day_words(self.entry.occurred_at.date(), form)}", "$soft"),
                ),
                id="edit-title",
            )
            yield Static("", id="edit-draft", markup=False, classes="soft")
            yield (
                MomentForm(self.journal, id="form")
                if isinstance(self.entry, Moment)
                else ReflectionForm(self.journal, id="form")
            )
        yield Footer(show_command_palette=False)

    @property
    def form(self) -> Form:
        form = self.query_one("#form")
        assert isinstance(form, MomentForm | ReflectionForm)
        return form

    @property
    def _draft_name(self) -> str:
        return f"edit:{self.entry.id}"

    def on_mount(self) -> None:
        self._show_kept()
        draft = self.journal.draft(self._draft_name)
        if draft is not None:
            self.form.restore(draft)
        self._say_draft(draft is not None)
        self.form.begin()

    def _show_kept(self) -> None:
        form, entry = self.form, self.entry
        if isinstance(entry, Moment):
            assert isinstance(form, MomentForm)
            form.show(entry)
        else:
            assert isinstance(form, ReflectionForm)
            form.show(entry)
        self._as_kept = dict(form.state())

    def _say_draft(self, begun: bool) -> None:
        line = self.query_one("#edit-draft", Static)
        line.update("You had begun to change this; here it goes on. F5 shows it as it was." if begun else "")
        line.display = begun

    @on(MomentForm.Edited)
    @on(ReflectionForm.Edited)
    def keep_draft(self, event: MomentForm.Edited | ReflectionForm.Edited) -> None:
        state = dict(event.state)
        try:
            if state == self._as_kept:
                self.journal.drop_draft(self._draft_name)
            else:
                self.journal.keep_draft(self._draft_name, state)
        except CompanionError as error:
            self.companion.say_error(error)

    def action_as_it_was(self) -> None:
        """Show the entry as it is kept; what was typed here goes."""
        self.journal.drop_draft(self._draft_name)
        self._show_kept()
        self._say_draft(False)
        self.form.begin()

    def action_save(self) -> None:
        """Keep the changed entry; the page closes only when it is kept."""
        try:
            fields = self.form.fields(lambda words: parse_when(words, self.journal.clock))
            when = fields.pop("when")
            kept = replace(self.entry, **fields)
            if when is not None:
                kept = replace(kept, occurred_at=when, zone=self.journal.clock.zone)
            self.journal.amend(kept)
            self.journal.drop_draft(self._draft_name)
        except CompanionError as error:
            self.companion.say_error(error)
            return
        self.dismiss(True)

    def action_leave(self) -> None:
        self.dismiss(False)
