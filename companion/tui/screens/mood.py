"""Mood: one question for this time of day, an answer, the feelings in it and its leaning."""

from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.resources import folder
from companion.tui.pane import Pane
from companion.tui.widgets.reflection_form import ReflectionForm

STOPPED = "That is plenty. Nothing more is asked; what you wrote is kept, and Enter goes on with it any time."
"""What stands in the place of a question that was ended."""


class MoodPane(Pane):
    """A question and room for an answer; everything but the answer is optional."""

    NAME = "Mood"
    AUTO_FOCUS = ""  # the question comes first, and s and f are keys until an answer is begun
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "mood.tcss"]
    HELP = """
One question for this time of day, chosen from what you logged lately; the line under it says why this one.

**Enter** starts an answer, **s** asks another question instead, and **f** gives you a blank page. Skipped
questions are not counted anywhere. **k** pins the question until you answer it; **x** puts it away for good,
and its page in the Library (`/` finds it) brings it back.

*Feelings* and *leaning* can be added below the answer. A leaning belongs to the moment, not to you: steady,
reaching out for sureness, drawing back, or both at once.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "Answer", id="mood.answer", tooltip="Write an answer"),
        Binding("s", "skip", "Another question", id="mood.skip", tooltip="Ask another question instead"),
        Binding("x", "stop", "Stop here", id="mood.stop", tooltip="Let it be enough; nothing more is asked"),
        Binding("f", "free", "Blank page", id="mood.free", tooltip="Write without a question"),
        Binding("p", "page", "Page", show=False, id="mood.page", tooltip="The page of this question"),
        Binding(
            "k", "pin", "Pin", show=False, id="mood.pin", tooltip="Have it until it is answered, or let it go"
        ),
        Binding(
            "x",
            "dismiss_prompt",
            "Not again",
            show=False,
            id="mood.banish",
            tooltip="Do not ask this one again",
        ),
        Binding("ctrl+l", "save", "Keep", id="mood.save", priority=True, tooltip="Keep what you wrote"),
    ]

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._asked_in: tuple[bool, date] | None = None
        self._prompt_id: str | None = None
        self._skipped: list[str] = []
        self._steadying = False
        self._stopped = False

    def body(self) -> ComposeResult:
        yield ReflectionForm(self.journal, id="form")
        yield Static("", id="enough", markup=False)

    @property
    def form(self) -> ReflectionForm:
        """The page to answer on."""
        return self.query_one(ReflectionForm)

    # what is shown

    def reload(self) -> None:
        draft = self.journal.drafts.get("reflection")
        if self._stopped:
            pass
        elif draft is not None:
            self._show_draft(draft)
        elif self._asked_in != (self.journal.quiet, self.journal.today()) and self.focused is None:
            self._ask()  # a question from before it became quiet may ask too much now
        self._head()

    def _head(self) -> None:
        if self._stopped:
            self.head(Content.styled("Enough for now", "bold"))
            return
        hour = self.journal.clock.now().hour
        time_of_day = "this morning" if 4 <= hour < 12 else "this afternoon" if hour < 18 else "tonight"
        self.head(Content.styled(f"A question for {time_of_day}", "bold"))

    def _ask(self) -> None:
        self._asked_in = (self.journal.quiet, self.journal.today())
        asked = self.journal.prompts.next(skip=tuple(self._skipped))
        self._prompt_id = asked.prompt.id
        self._show_question(asked.why, asked.steadying)
        self.form.clear()

    def _show_question(self, why: str, steadying: bool = False) -> None:
        self.form.ask(self._prompt_id, why)
        self._steadying = steadying
        self._offer_the_end()
        self.refresh_bindings()

    def _show_draft(self, draft: dict[str, Any]) -> None:
        self._prompt_id = draft.get("prompt")
        self._show_question("Your draft from before. Press Enter to continue it.")
        self.form.restore(draft)

    # what is written

    @on(ReflectionForm.Edited)
    def keep_draft(self, event: ReflectionForm.Edited) -> None:
        try:
            if any(event.state.values()):
                self.journal.drafts.keep("reflection", {"prompt": self._prompt_id, **event.state})
            else:
                self.journal.drafts.drop("reflection")
        except CompanionError as error:
            self.host.say_error(error)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        writing = self.focused is not None
        if action == "stop":
            return not (writing or self._stopped) and self._can_stop
        if action in ("pin", "dismiss_prompt") and (self._prompt_id is None or self._stopped):
            return False
        if action in ("answer", "skip", "free", "pin", "dismiss_prompt"):
            return not writing
        if action == "save":
            return writing
        if action == "page":
            return not writing and self._prompt_id is not None
        return True

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def on_descendant_blur(self) -> None:
        self.call_after_refresh(self.refresh_bindings)

    def action_answer(self) -> None:
        self._set_stopped(False)
        self.form.begin()

    def action_skip(self) -> None:
        """Another question; what was begun for this one is kept with it only while it stands here."""
        self._set_stopped(False)
        if self.journal.drafts.get("reflection") is not None:
            self.host.say("Keep or empty your answer first; nothing is thrown away here.")
            return
        if self._prompt_id is not None:
            self._skipped.append(self._prompt_id)
            self.journal.prompts.skip_today(self._prompt_id)
        self._ask()

    def action_page(self) -> None:
        """When this question is asked, and the pages that name it."""
        if self._prompt_id is not None:
            self.host.open_page(self._prompt_id)

    @property
    def _can_stop(self) -> bool:
        """Whether the question is one that may be too much: after a moment, or after much of it."""
        asked = self.journal.vocabulary.prompts.get(self._prompt_id or "")
        return self._steadying or (asked is not None and asked.moment == "after_trigger")

    def action_stop(self) -> None:
        """End it kindly: the question goes, and what was begun stays as a draft."""
        self._set_stopped(True)

    def _offer_the_end(self) -> None:
        """Say below the question that it may end here, or that it has."""
        words = "x stops here, at any time."
        if self._steadying:
            words = "Or this may be enough for today: x stops here."
        enough = self.query_one("#enough", Static)
        enough.update(STOPPED if self._stopped else words)
        enough.display = self._stopped or self._can_stop

    def _set_stopped(self, stopped: bool) -> None:
        self._stopped = stopped
        self.form.display = not stopped
        self._offer_the_end()
        self._head()
        self.refresh_bindings()

    def action_pin(self) -> None:
        """Have this question until it is answered; again, let it go."""
        pinned = self.journal.prompts.pinned == self._prompt_id
        self.journal.prompts.pin(None if pinned else self._prompt_id)
        self.host.say("Let go." if pinned else "Pinned. It stays until you answer it; k lets it go.")

    def action_dismiss_prompt(self) -> None:
        """Do not ask this question again."""
        if self.journal.drafts.get("reflection") is not None:
            self.host.say("Keep or empty your answer first; nothing is thrown away here.")
            return
        if self._prompt_id is not None:
            self.journal.prompts.dismiss(self._prompt_id)
            self.host.say("Put away. Its page in the Library brings it back.")
        self._ask()

    def action_free(self) -> None:
        """A blank page."""
        if self.journal.drafts.get("reflection") is None:
            self._prompt_id = None
            self._show_question("A blank page for whatever is there.")
        self.action_answer()

    def action_save(self) -> None:
        """Keep the answer; the page is cleared only when it is kept."""
        try:
            begun = self.journal.drafts.begun_at("reflection")
            if begun is not None and (question := self.form.when.ask(begun)):
                self.host.say(question)
                return
            fields = self.form.fields()
            if not (fields["text"].strip() or fields["feelings"] or fields["leaning"]):
                self.host.say("There is nothing to keep yet.")
                return
            saved = self.journal.entries.reflect(prompt=self._prompt_id, **fields)
            self.journal.drafts.drop("reflection")
        except CompanionError as error:
            self.host.say_error(error)
            return
        self._skipped.clear()
        self.set_focus(None)
        self._ask()
        self.host.say("Kept. It stands in Reflections.")
        self.host.tell_changed()
        self.host.offer_safety_page(saved)
