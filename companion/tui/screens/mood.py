"""Mood: one question for this time of day, an answer, the feelings in it and its leaning."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from companion.model.errors import CompanionError
from companion.model.prompting import Choice as PromptChoice
from companion.model.records import Feeling
from companion.model.text import fill, one_line
from companion.resources import folder
from companion.tui.pane import Pane
from companion.tui.widgets.feelings import FeelingPicker
from companion.tui.widgets.field import Changed
from companion.tui.widgets.picker import Picker
from companion.tui.widgets.texts import NoteField, Writing
from companion.tui.widgets.vocabulary import leaning_choices, mood_rows


class MoodPane(Pane):
    """A question and room for an answer; everything but the answer is optional."""

    NAME = "Mood"
    AUTO_FOCUS = ""  # the question comes first, and s and f are keys until an answer is begun
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "mood.tcss"]
    HELP = """
One question for this time of day, chosen from what you logged lately; the line under it says why this one.

**Enter** begins an answer, **s** asks another question instead, and **f** gives you a blank page. Skipped
questions are not counted anywhere.

*Feelings* and *leaning* can be added below the answer. A leaning belongs to the moment, not to you: steady,
reaching out for sureness, drawing back, or both at once.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "Answer", id="mood.answer", tooltip="Write an answer"),
        Binding("s", "skip", "Another question", id="mood.skip", tooltip="Ask another question instead"),
        Binding("f", "free", "Blank page", id="mood.free", tooltip="Write without a question"),
        Binding("ctrl+l", "save", "Keep", id="mood.save", priority=True, tooltip="Keep what you wrote"),
    ]

    def __init__(self, journal: Any) -> None:
        super().__init__(journal)
        self._asked: PromptChoice | None = None
        self._prompt_id: str | None = None
        self._skipped: list[str] = []

    def body(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static("", id="question", markup=False)
            yield Static("", id="why", markup=False)
            yield NoteField("", "Enter begins. A line is plenty.", id="answer")
            yield FeelingPicker("Feelings in it", lambda: mood_rows(self.journal), id="feelings")
            yield Picker("It leaned towards", leaning_choices, single=True, id="leaning")
            yield Static("", id="enough", markup=False)

    # what is shown

    def reload(self) -> None:
        draft = self.journal.draft("reflection")
        if draft is not None:
            self._show_draft(draft)
        elif self._asked is None:
            self._ask()
        self._head()

    def _head(self) -> None:
        hour = self.journal.clock.now().hour
        time_of_day = "this morning" if 4 <= hour < 12 else "this afternoon" if hour < 18 else "tonight"
        self.head(Content.styled(f"A question for {time_of_day}", "bold"))

    def _ask(self) -> None:
        self._asked = self.journal.prompt(skip=tuple(self._skipped))
        self._prompt_id = self._asked.prompt.id
        self._show_question(self._asked.why, self._asked.steadying)
        self._clear()

    def _show_question(self, why: str, steadying: bool = False) -> None:
        prompt = self.journal.vocabulary.prompts.get(self._prompt_id or "")
        words = fill(prompt.text, self.journal.settings) if prompt else "A blank page."
        self.query_one("#question", Static).update(Content.styled(one_line(words), "bold"))
        self.query_one("#why", Static).update(
            Content.styled(one_line(fill(why, self.journal.settings)), "$soft")
        )
        self.query_one("#enough", Static).update("Or this may be enough for today." if steadying else "")

    def _clear(self) -> None:
        self.query_one("#answer", NoteField).set_value("")
        self.query_one(FeelingPicker).set_feelings([])
        self.query_one("#leaning", Picker).set_picked([])

    def _show_draft(self, draft: dict[str, Any]) -> None:
        self._prompt_id = draft.get("prompt")
        self._show_question("You had begun an answer; here it goes on.")
        self.query_one("#answer", NoteField).set_value(draft.get("text", ""))
        feelings = [Feeling(mood=mood, intensity=intensity) for mood, intensity in draft.get("feelings", [])]
        self.query_one(FeelingPicker).set_feelings(feelings)
        self.query_one("#leaning", Picker).set_picked([draft["leaning"]] if draft.get("leaning") else [])

    # what is written

    def _fields(self) -> dict[str, Any]:
        leaning = self.query_one("#leaning", Picker).picked
        return {
            "prompt": self._prompt_id,
            "text": self.query_one("#answer", NoteField).value,
            "feelings": self.query_one(FeelingPicker).feelings,
            "leaning": leaning[0] if leaning else None,
        }

    @on(TextArea.Changed)
    @on(Changed)
    def keep_draft(self) -> None:
        fields = self._fields()
        feelings = [[feeling.mood, feeling.intensity] for feeling in fields["feelings"]]
        try:
            if fields["text"] or feelings or fields["leaning"]:
                self.journal.keep_draft("reflection", {**fields, "feelings": feelings})
            else:
                self.journal.drop_draft("reflection")
        except CompanionError as error:
            self.companion.say_error(error)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        writing = self.focused is not None
        if action in ("answer", "skip", "free"):
            return not writing
        if action == "save":
            return writing
        return True

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def on_descendant_blur(self) -> None:
        self.call_after_refresh(self.refresh_bindings)

    def action_answer(self) -> None:
        self.query_one(Writing).focus()

    def action_skip(self) -> None:
        """Another question; what was begun for this one is kept with it only while it stands here."""
        if self.journal.draft("reflection") is not None:
            self.companion.say("Keep or empty your answer first; nothing is thrown away here.")
            return
        if self._prompt_id is not None:
            self._skipped.append(self._prompt_id)
            self.journal.prompt_skipped(self._prompt_id)
        self._ask()

    def action_free(self) -> None:
        """A blank page."""
        if self.journal.draft("reflection") is None:
            self._prompt_id = None
            self._show_question("Whatever is there.")
        self.action_answer()

    def action_save(self) -> None:
        fields = self._fields()
        if not (fields["text"].strip() or fields["feelings"] or fields["leaning"]):
            self.companion.say("There is nothing to keep yet.")
            return
        try:
            self.journal.reflect(**fields)
            self.journal.drop_draft("reflection")
        except CompanionError as error:
            self.companion.say_error(error)
            return
        self._skipped.clear()
        self.set_focus(None)
        self._ask()
        self.companion.say("Kept. It stands in Reflections.")
        self.companion.tell_changed()
