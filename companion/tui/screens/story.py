"""Worries: noting one, and saying later how it turned out; over any pane."""

from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.message_pump import MessagePump
from textual.widgets import Static

from companion.journal import Journal
from companion.model.errors import InputRefused
from companion.model.future_time import parse_future_time
from companion.model.records import Moment, Story
from companion.model.text import shown
from companion.tui.host import host_of
from companion.tui.sheet import Sheet
from companion.tui.widgets.certainty import CertaintyField, certainty_words
from companion.tui.widgets.choice import Choice
from companion.tui.widgets.picker import Picker
from companion.tui.widgets.text_fields import LineField, NoteField, WritingArea

IN_A_WEEK = "in a week"

_OUTCOMES = (
    Choice("otherwise", "differently", "it was something else"),
    Choice("as_feared", "it came true", "it was what you feared"),
    Choice("still_unknown", "don't know", "no way to tell yet"),
)


class StoryScreen(Sheet):
    """Note a worry about a moment, how sure the person is of it, and when to look again."""

    HELP = """
A worry is what you fear a moment meant. Write it as it came, say how sure you feel, and when to be asked
again. Later you say how it turned out, and over time you can see how often worries came true. Esc keeps
your draft.
"""

    def __init__(self, journal: Journal, moment_id: str, feared: str = "") -> None:
        """``feared`` stands there to be changed, where nothing was begun yet."""
        super().__init__(journal, f"story:{moment_id}")
        self._moment_id = moment_id
        self._feared = feared

    def fields(self) -> ComposeResult:
        yield Static(Content.styled("What are you worried it meant?", "bold"), classes="story-title")
        yield Static(self.about(self._moment_id), classes="soft", id="about")
        yield NoteField("", "The thought as it came, e.g. they are losing interest", id="feared")
        yield CertaintyField("How sure am I", id="belief")
        yield LineField("Ask me again", "e.g. in 3 days, next friday, in a week", id="ask")

    def on_mount(self) -> None:
        self.query_one(WritingArea).focus()

    def state(self) -> dict[str, Any]:
        return {
            "feared": self.query_one("#feared", NoteField).value,
            "belief": self.query_one(CertaintyField).value,
            "ask": self.query_one("#ask", LineField).value,
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.query_one("#feared", NoteField).set_value(state.get("feared") or self._feared)
        self.query_one(CertaintyField).set_value(state.get("belief"))
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
    """Say how a worry turned out, and what was learned."""

    HELP = """
How a worry of yours turned out: it came true, it turned out differently, or it is still unknown. A line on
what you learned is optional. **ctrl+l** saves; Esc keeps your draft.
"""

    def __init__(self, journal: Journal, story: Story) -> None:
        super().__init__(journal, f"check:{story.id}")
        self._story = story

    def fields(self) -> ComposeResult:
        sure = "" if self._story.belief is None else f"You were {certainty_words(self._story.belief)}.  "
        yield Static(Content.styled("How did it turn out?", "bold"), classes="story-title")
        yield Static(Content.styled(shown(self._story.feared).strip(), "italic"), id="feared")
        yield Static(sure + self.about(self._story.moment), classes="soft", id="about")
        yield Picker("It turned out", lambda: _OUTCOMES, single=True, id="turned-out")
        yield NoteField("What I learned", "If you like.", id="learned")

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
            raise InputRefused("Pick how it turned out (press 1, 2 or 3).")
        self.journal.stories.close(self._story.id, state["turned_out"], state["learned"])


def open_worry(node: MessagePump, journal: Journal, moment: Moment) -> None:
    """Note a worry about a moment; where one is open, say how that one turned out."""
    worry = journal.stories.open_of(moment.id)
    _open(node, StoryScreen(journal, moment.id) if worry is None else StoryCheckScreen(journal, worry))


def note_worry(node: MessagePump, journal: Journal) -> None:
    """Note a worry about the latest moment, which the sheet names, or say that there is none yet."""
    latest = journal.timeline.search("kind:moment", 1)
    if latest:
        _open(node, StoryScreen(journal, latest[0].entry.id))
    else:
        host_of(node).say("A worry belongs to a moment. Press n to log one first.")


def check_worry(node: MessagePump, journal: Journal) -> None:
    """Say how a worry turned out: the first of those whose time has come, else of those still open."""
    worries = journal.stories.due() or [one for one in journal.stories.standing() if one.closed_at is None]
    if worries:
        _open(node, StoryCheckScreen(journal, worries[0]))
    else:
        host_of(node).say("There is no worry to check. s on a moment notes one.")


def _open(node: MessagePump, sheet: Sheet) -> None:
    host = host_of(node)

    def closed(saved: bool | None) -> None:
        if saved:
            host.say("Saved.")
            host.tell_changed()

    node.app.push_screen(sheet, closed)
