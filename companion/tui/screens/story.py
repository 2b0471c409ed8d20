"""Feared stories: telling one, and saying later how it turned out; over any pane."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from companion.journal import Journal
from companion.model.errors import CompanionError, InputRefused, NothingFound
from companion.model.future_time import parse_future_time
from companion.model.records import Moment, Story
from companion.model.text import shown
from companion.resources import folder
from companion.tui.entry_text import EntryFormatter
from companion.tui.pane import Pane
from companion.tui.widgets.certainty import Sureness, certainty_words
from companion.tui.widgets.field import Changed
from companion.tui.widgets.picker import Choice, Picker
from companion.tui.widgets.text_fields import LineField, NoteField, Writing

if TYPE_CHECKING:
    from companion.tui.app import CompanionApp

IN_A_WEEK = "in a week"

_OUTCOMES = (
    Choice("otherwise", "otherwise", "it was something else"),
    Choice("as_feared", "as feared", "it was what you feared"),
    Choice("still_unknown", "still unknown", "there is no telling"),
)


class Sheet(ModalScreen[bool]):
    """A sheet over the pane with a few fields; what is typed is kept as a draft until it is saved."""

    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "story.tcss"]
    HORIZONTAL_BREAKPOINTS = Pane.HORIZONTAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "save", "Save", priority=True, tooltip="Keep it"),
        Binding("escape", "leave", "Back", tooltip="Back; what was typed is kept"),
    ]

    def __init__(self, journal: Journal, draft_name: str) -> None:
        super().__init__()
        self.journal = journal
        self._draft_name = draft_name

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield from self.fields()
            yield Static("", id="trouble", markup=False)
            yield Static(
                Content.assemble(
                    (" ctrl+l ", "$background on $closeness bold"), "  Keep it", ("    Escape  back", "$soft")
                ),
                id="keep",
            )

    def fields(self) -> ComposeResult:
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """What stands in the fields, as plain JSON values."""
        raise NotImplementedError

    def restore(self, state: dict[str, Any]) -> None:
        raise NotImplementedError

    def keep(self) -> None:
        """Hand it to the journal. Raises CompanionError when it cannot be kept."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.restore(self.journal.drafts.get(self._draft_name) or {})
        self._say("")

    @on(Changed)
    @on(TextArea.Changed)
    @on(Input.Changed)
    def keep_draft(self) -> None:
        try:
            self.journal.drafts.keep(self._draft_name, self.state())
        except CompanionError as error:
            self._say(str(error))

    @on(Input.Submitted)
    def go_on(self) -> None:
        self.focus_next()

    def on_click(self, event: Any) -> None:
        if event.widget is self.query_one("#keep"):
            self.action_save()

    def action_save(self) -> None:
        """Keep it; the sheet closes only when it is kept."""
        try:
            self.keep()
            self.journal.drafts.drop(self._draft_name)
        except CompanionError as error:
            self._say(str(error))
            return
        self.dismiss(True)

    def action_leave(self) -> None:
        self.dismiss(False)

    def about(self, moment_id: str | None) -> str:
        """Which moment it is about, in a line."""
        try:
            entry = self.journal.timeline.entry(moment_id) if moment_id else None
        except NothingFound:
            entry = None
        if not isinstance(entry, Moment):
            return ""
        form = cast("CompanionApp", self.app).configuration.date_format
        formatter = EntryFormatter(self.journal.vocabulary, self.journal.settings, form)
        heading = formatter.labels(entry.triggers) or "A moment"
        return f"{heading}, {formatter.day(entry.occurred_at.date())}, {entry.occurred_at:%H:%M}"

    def _say(self, words: str) -> None:
        line = self.query_one("#trouble", Static)
        line.update(words)
        line.display = bool(words)
        if words:
            line.call_after_refresh(line.scroll_visible, animate=False)


class StoryScreen(Sheet):
    """Note the story one tells oneself about a moment, how sure one is of it, and when to look again."""

    def __init__(self, journal: Journal, moment_id: str, feared: str = "") -> None:
        """``feared`` stands there to be changed, where nothing was begun yet."""
        super().__init__(journal, f"story:{moment_id}")
        self._moment_id = moment_id
        self._feared = feared

    def fields(self) -> ComposeResult:
        yield Static(Content.styled("What do you fear it meant?", "bold"), classes="story-title")
        yield Static(self.about(self._moment_id), classes="soft", id="about")
        yield NoteField("", "the thought as it came, for instance: they are losing interest", id="feared")
        yield Sureness("How sure right now", id="belief")
        yield LineField("Ask me again", "in 3 days, next friday, in a week", id="ask")

    def on_mount(self) -> None:
        self.query_one(Writing).focus()

    def state(self) -> dict[str, Any]:
        return {
            "feared": self.query_one("#feared", NoteField).value,
            "belief": self.query_one(Sureness).value,
            "ask": self.query_one("#ask", LineField).value,
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.query_one("#feared", NoteField).set_value(state.get("feared") or self._feared)
        self.query_one(Sureness).set_value(state.get("belief"))
        self.query_one("#ask", LineField).set_value(state.get("ask", IN_A_WEEK))

    def keep(self) -> None:
        state = self.state()
        self.journal.stories.tell(
            moment=self._moment_id,
            feared=state["feared"],
            belief=state["belief"],
            ask_again_at=parse_future_time(state["ask"].strip() or IN_A_WEEK, self.journal.clock),
        )


class StoryCheckScreen(Sheet):
    """Say how a feared story turned out, and what was learned."""

    def __init__(self, journal: Journal, story: Story) -> None:
        super().__init__(journal, f"check:{story.id}")
        self._story = story

    def fields(self) -> ComposeResult:
        sure = "" if self._story.belief is None else f"You were {certainty_words(self._story.belief)}.  "
        yield Static(Content.styled("How did it turn out?", "bold"), classes="story-title")
        yield Static(Content.styled(shown(self._story.feared).strip(), "italic"), id="feared")
        yield Static(sure + self.about(self._story.moment), classes="soft", id="about")
        yield Picker("It turned out", lambda: _OUTCOMES, single=True, id="turned-out")
        yield NoteField("What I learned", "Only if you like.", id="learned")

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    def state(self) -> dict[str, Any]:
        picked = self.query_one(Picker).picked
        return {
            "turned_out": picked[0] if picked else None,
            "learned": self.query_one("#learned", NoteField).value,
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.query_one(Picker).set_picked([state["turned_out"]] if state.get("turned_out") else [])
        self.query_one("#learned", NoteField).set_value(state.get("learned", ""))

    def keep(self) -> None:
        state = self.state()
        if state["turned_out"] is None:
            raise InputRefused("Pick how it turned out; a digit is enough.")
        self.journal.stories.close(self._story.id, state["turned_out"], state["learned"])
