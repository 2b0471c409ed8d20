"""Mood: a feeling, which is enough; then, for whoever likes, a question and room for an answer."""

from datetime import date, timedelta
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.model.text import fill, one_line
from companion.resources import folder
from companion.review.feeling_days import (
    NAMED_DAYS,
    named_lately,
)
from companion.tui.pane import Pane
from companion.tui.widgets.feeling_days_view import FeelingDays
from companion.tui.widgets.mood_plane import MoodPlane
from companion.tui.widgets.mood_question import Below, MoodQuestion
from companion.tui.widgets.reflection_form import ReflectionForm
from companion.tui.widgets.vocabulary import shared_moods

ROOMY_FROM = 120
"""Columns from which on the last weeks have all the room they can use."""

TALL_FROM, HIGH_FROM = 34, 46
"""Rows from which on the question stands in full below the plane, and those for all of four weeks."""

BESIDE_FROM = 190
"""Columns from which on the answer stands beside the plane."""


class MoodPane(Pane):
    """A word for how it is; then a question, if one is wanted. Everything is optional."""

    NAME = "Mood"
    AUTO_FOCUS = "#plane"
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "mood.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (TALL_FROM, "-tall"), (HIGH_FROM, "-high")]  # noqa: RUF012
    HELP = """
Here are all the feelings: the pleasant ones to the right, the lively ones at the top. You named the bold
ones three times or more in four weeks. The arrows go to the nearest word that way, `/` finds one by its
letters.
**Enter** picks a word and, once more, saves it as an entry. In between, 1 to 9 and 0 (ten) say how strong it
is, and the arrows and Enter add other words.

**Tab** opens a question for this time of day, chosen by what you logged lately. **]** asks another one,
**[** goes back to the one before, **b** gives you a blank page. Questions you pass by are not counted
anywhere. `*` pins a question until you answer it; **z** hides it for good, and its page in the Library
(`/` finds it) brings it back.

You can add a *leaning* below the answer. A leaning describes this moment, not you: settled, looking for
reassurance, pulling back, or both at once.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket", "question(1)", "Another question", id="mood.skip",
                tooltip="Get a different question"),
        Binding("left_square_bracket", "question(-1)", "The one before", show=False, id="mood.before",
                tooltip="Go back to the question before"),
        Binding("b", "free", "Blank page", show=False, id="mood.free", tooltip="Write without a question"),
        Binding("i", "page", "About it", show=False, id="mood.page", tooltip="Open this question's page"),
        Binding("asterisk", "pin", "Pin", show=False, id="mood.pin",
                tooltip="Pin this question until you answer it, or unpin it"),
        Binding("z", "dismiss_prompt", "Hide", show=False, id="mood.banish",
                tooltip="Hide this question; the Library can bring it back"),
        Binding("ctrl+l", "save", "Save", id="mood.save", priority=True, tooltip="Save your answer"),
        Binding("escape", "leave", "Stop here", id="mood.stop",
                tooltip="Stop here; no more questions for now"),
        Binding("escape", "back", "Back", id="pane.back", tooltip="Back to the words; your draft is kept"),
    ]  # fmt: skip

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._asked_in: tuple[bool, date] | None = None
        self._asked: list[str] = []
        """The questions asked since the last answer; the one in hand at ``_asked_at``."""
        self._asked_at = -1
        self._prompt_id: str | None = None
        self._why = ""
        self._steadying = False
        self._stopped = False
        self._answering = False
        self._draft_shown = False
        """Whether the question in sight is that of a draft."""

    def body(self) -> ComposeResult:
        with Horizontal(id="mood"):
            with Vertical(id="words"):
                with VerticalScroll(id="room", can_focus=False):
                    yield MoodPlane(id="plane")
                yield MoodQuestion(id="below")
            with Vertical(id="answer"):
                yield ReflectionForm(self.journal, feelings_first=True, id="form")
                yield Static("Esc stops here, at any time.", id="enough", markup=False)
            yield FeelingDays(id="weeks")

    @property
    def form(self) -> ReflectionForm:
        """The page to answer on."""
        return self.query_one(ReflectionForm)

    @property
    def plane(self) -> MoodPlane:
        """The words to pick from."""
        return self.query_one(MoodPlane)

    # what is shown

    def reload(self) -> None:
        today = self.journal.today()
        days = self.journal.timeline.day_summaries(today - timedelta(days=NAMED_DAYS - 1), today)
        named = named_lately(days.values())
        moods = [mood for mood in self.journal.vocabulary.moods.values() if not mood.deprecated]
        self.plane.show(moods, named, shared_moods(self.journal))
        self.query_one(FeelingDays).read(self.journal, named, self.plane.label_of)
        draft = self.journal.drafts.get("reflection")
        if not self._answering and self.plane.feelings != self.form.feelings:
            pass  # a word was picked a moment ago, and `picked` is about to take it in
        elif draft is not None:
            self._show_draft(draft)
        elif not self._answering:
            self.form.clear()
            self.plane.set_feelings(())
            if self._asked_in != (self.journal.quiet, today):
                self._asked.clear()
                self._ask()  # a question from before it became quiet may ask too much now
            elif self._draft_shown or (self._prompt_id is None and not self._stopped):
                self._ask()
        self._draft_shown = draft is not None and self._written
        self._arrange()

    def _arrange(self) -> None:
        """Show the words, or the answer in their place; both where there is room."""
        beside = self.size.width >= BESIDE_FROM
        self.query_one("#words").display = beside or not self._answering
        self.query_one("#words").styles.width = 82 if beside else "1fr"
        self.query_one("#answer").display = beside or (self._answering and not self._stopped)
        roomy = 38 if self.size.width >= ROOMY_FROM else 34
        self.query_one("#weeks").styles.width = 52 if beside else roomy
        self.query_one("#enough").display = self._can_stop
        self._head()
        self._show_below()
        self.refresh_bindings()

    def on_mood_plane_added(self, event: MoodPlane.Added) -> None:
        try:
            mood = self.journal.words.add("mood", event.words, angle=event.angle)
        except CompanionError as error:
            self.app.notify(str(error), severity="warning", timeout=10, markup=False)
            return
        self.plane.take_in(self.journal.vocabulary.moods[mood])

    def on_resize(self, event: Resize) -> None:
        if self.is_mounted:
            self._arrange()

    def _head(self) -> None:
        if self._answering and self.size.width < BESIDE_FROM:
            hour = self.journal.clock.now().hour
            time_of_day = "this morning" if 4 <= hour < 12 else "this afternoon" if hour < 18 else "tonight"
            self.head(Content.styled(f"A question for {time_of_day}", "bold"))
        else:
            words = ("   one word is a whole entry", "$soft")
            self.head(Content.assemble(("What is it like right now?", "bold"), words))

    def _show_below(self) -> None:
        """Say below the words what was picked or typed, and which question there is."""
        plane, pinned = self.plane, self.journal.prompts.pinned
        prompt = self.journal.vocabulary.prompts.get(self._prompt_id or "")
        self.query_one(MoodQuestion).show(
            Below(
                picked=tuple((plane.label_of(mood), strength) for mood, strength in plane.picked.items()),
                picks_more=plane.at not in plane.picked,
                typed=plane.typed,
                placing=plane.placing,
                fitting=None if plane.fitting is None else len(plane.fitting),
                question=one_line(fill(prompt.text, self.journal.settings)) if prompt else "",
                why=one_line(self._why),
                lit=not self._answering,
                begun=one_line(self.form.state()["text"]) if self._written else "",
                steadying=self._steadying,
                pinned=self._prompt_id is not None and self._prompt_id == pinned,
                can_stop=self._can_stop,
                stopped=self._stopped,
                tall=self.size.height >= TALL_FROM,
                beside=self.size.width >= BESIDE_FROM,
            )
        )

    # the question

    def _ask(self) -> None:
        self._asked_in = (self.journal.quiet, self.journal.today())
        asked = self.journal.prompts.next(skip=tuple(self._asked))
        self._asked = [*self._asked, asked.prompt.id]
        self._asked_at = len(self._asked) - 1
        self._show_question(asked.prompt.id, asked.why, asked.steadying)

    def _show_question(self, prompt_id: str | None, why: str, steadying: bool = False) -> None:
        self._prompt_id, self._why, self._steadying = prompt_id, why, steadying
        self.form.ask(prompt_id, why)
        self._arrange()

    def _show_draft(self, draft: dict[str, Any]) -> None:
        if self._answering:
            return  # it stands in the form already
        self.form.restore(draft)
        self.plane.set_feelings(self.form.feelings)
        if self._written:
            self._show_question(draft.get("prompt"), "Your draft from before. Press Tab to continue it.")
        elif self._prompt_id is None:
            self._ask()

    @property
    def _written(self) -> bool:
        """Whether anything of an answer stands in the form; feelings and a time alone answer nothing."""
        state = self.form.state()
        return any(state[name] for name in ("text", "leaning", "tags"))

    @property
    def _can_stop(self) -> bool:
        """Whether the question is one that may be too much: after a moment, or after much of it."""
        asked = self.journal.vocabulary.prompts.get(self._prompt_id or "")
        return self._steadying or (asked is not None and asked.moment == "after_trigger")

    # picking

    @on(MoodPlane.Changed)
    def picked(self) -> None:
        self.form.set_feelings(self.plane.feelings)
        self._keep_draft(self.form.state())
        self._show_below()

    @on(MoodPlane.Moved)
    def moved(self) -> None:
        self._show_below()

    @on(MoodPlane.Saved)
    def save_words(self) -> None:
        self.action_save()

    # what is written

    @on(ReflectionForm.Edited)
    def edited(self, event: ReflectionForm.Edited) -> None:
        if event.state != self.form.state():
            return  # it has changed since, by another key or by being saved
        if self.plane.feelings != self.form.feelings:
            if not self._answering:
                return  # a word was picked on the plane since; `picked` is about to take it in
            self.plane.set_feelings(self.form.feelings)
        self._keep_draft(event.state)

    def _keep_draft(self, state: dict[str, Any]) -> None:
        try:
            if any(state.values()):
                self.journal.drafts.keep("reflection", {"prompt": self._prompt_id, **state})
            else:
                self.journal.drafts.drop("reflection")
        except CompanionError as error:
            self.host.say_error(error)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "save":
            return self._answering or bool(self.plane.picked)
        if action == "back":
            return self._answering or self.plane.occupied
        if action == "leave":
            return self._can_stop and not self._stopped and not self.plane.occupied
        if action in ("question", "free", "pin", "dismiss_prompt", "page"):
            if self._answering:
                return False
            if action == "question" and parameters == (-1,):
                return self._asked_at > 0 and not self._stopped
            return action in ("question", "free") or not (self._prompt_id is None or self._stopped)
        return True

    def on_descendant_focus(self) -> None:
        if self.focused is not None:
            self._answering = self.form in self.focused.ancestors
        self._head()
        self.refresh_bindings()

    def on_descendant_blur(self) -> None:
        self.call_after_refresh(self.refresh_bindings)

    def action_onward(self) -> None:
        """Go on to the question, with what was picked."""
        self._stopped, self._answering = False, True
        self._arrange()
        self.form.begin()

    def action_back(self) -> None:
        """Escape: one level back; what was typed stays."""
        if self._answering:
            self._to_the_words()
        else:
            self.plane.leave()

    def action_leave(self) -> None:
        """End it kindly: the question goes, and what was begun stays as a draft."""
        self._stopped = True
        self._to_the_words()

    def _to_the_words(self) -> None:
        self._answering = False
        self._arrange()
        self.plane.focus()

    def action_question(self, step: int) -> None:
        """Another question, or the one before; a begun answer belongs to the one it was begun for."""
        if self._begun():
            return
        self._stopped = False
        if step < 0:
            self._asked_at -= 1
            self._show_question(self._asked[self._asked_at], "You passed this one by a moment ago.")
            return
        if self._prompt_id is not None:
            self.journal.prompts.skip_today(self._prompt_id)
        self._ask()

    def _begun(self) -> bool:
        """Whether an answer stands in the way of another question; that is said."""
        if self._written:
            self.host.say("Save or clear your answer first.")
        return self._written

    def action_page(self) -> None:
        """When this question is asked, and the pages that name it."""
        if self._prompt_id is not None:
            self.host.open_page(self._prompt_id)

    def action_pin(self) -> None:
        """Keep this question until it is answered; again, let it go."""
        pinned = self.journal.prompts.pinned == self._prompt_id
        self.journal.prompts.pin(None if pinned else self._prompt_id)
        self.host.say("Unpinned." if pinned else "Pinned until you answer it.")
        self._show_below()

    def action_dismiss_prompt(self) -> None:
        """Do not ask this question again."""
        if self._begun():
            return
        if self._prompt_id is not None:
            self.journal.prompts.dismiss(self._prompt_id)
            self._asked.remove(self._prompt_id)
            self.host.say("Hidden. You can bring it back from its page in the Library.")
        self._ask()

    def action_free(self) -> None:
        """A blank page."""
        if not self._written:
            self._show_question(None, "A blank page for whatever is on your mind.")
        self.action_onward()

    def action_save(self) -> None:
        """Save what was picked and written; it is cleared only once it is saved."""
        try:
            begun = self.journal.drafts.begun_at("reflection")
            if begun is not None and (question := self.form.when.ask(begun)):
                self.action_onward()
                self.form.when.query_one("Input").focus()
                self.host.say(question)
                return
            fields = self.form.fields()
            if not (fields["text"].strip() or fields["feelings"] or fields["leaning"]):
                self.host.say("Nothing to save yet.")
                return
            # A word alone answers no question: the question may still be asked.
            answered = fields["text"].strip() or fields["leaning"]
            prompt = self._prompt_id if answered else None
            saved = self.journal.entries.reflect(prompt=prompt, **fields)
            self.journal.drafts.drop("reflection")
        except CompanionError as error:
            self.host.say_error(error)
            return
        self.form.clear()
        self.plane.set_feelings(())
        self._to_the_words()
        if answered:
            self._asked.clear()
            self._ask()
        self.host.say("Saved.")
        self.host.tell_changed()
        self.host.offer_safety_page(saved)
