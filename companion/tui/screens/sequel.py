"""And afterwards? Two keys about a moment some hours or a day old, and a line if you like; over any pane."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message_pump import MessagePump
from textual.widgets import Input, Static

from companion.journal import Journal
from companion.model.date_format import day_and_time
from companion.model.errors import CompanionError
from companion.model.records import Entry, Moment, Sequel
from companion.tui.entry_text import EntryFormatter
from companion.tui.host import host_of
from companion.tui.sheet import Sheet
from companion.tui.widgets.choice_field import ChoiceField
from companion.tui.widgets.hanging_indent import HangingIndent
from companion.tui.widgets.offer_line import Offer
from companion.tui.widgets.text_fields import LineField

NOTHING_ASKED = "There is no question about an earlier moment right now."
NOT_ASKED = "This is for moments of distance, arguments or making up, 6 hours to 7 days later."

_NOW = (("1", "closer"), ("0", "the same"), ("-1", "further apart"))
_ABOUT = (
    ("relieved", "relieved"),
    ("all_right", "all right"),
    ("sorry", "sorry"),
    ("unknown", "I don't know"),
)


class SequelScreen(Sheet):
    """How it is now, and how the person feels about what they did. Ends with whether something was saved.

    Leaving saves what was answered; with nothing answered it is offered until it is skipped.
    """

    HELP = """
How it is now, some hours or days after a moment of distance, conflict or making up, and how you feel about
what you did. A digit picks an answer and Enter moves on; a line of your own is optional. **z** skips this
moment for good.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z", "skip", "Skip", tooltip="Do not ask about this moment again"),
        Binding("enter,down", "move(1)", "On", show=False),
        Binding("up", "move(-1)", "Back", show=False),
    ]

    def __init__(self, journal: Journal, moment: Moment) -> None:
        super().__init__(journal, f"after:{moment.id}")
        self._moment = moment
        self.saved: Moment | None = None
        """The moment with what was said of it."""

    def fields(self) -> ComposeResult:
        yield Static(Content.styled("And afterwards?", "bold"), classes="story-title")
        yield Static(self.about(self._moment.id), classes="soft", id="about", markup=False)
        yield Static(self._facts(), id="facts")
        yield ChoiceField("How is it now?", _NOW, id="now")
        yield ChoiceField("How do you feel about what you did?", _ABOUT, id="about-it")
        yield LineField("A line, if you like", "e.g. we talked at breakfast", id="line")

    def keys(self) -> Content:
        return Content.assemble(
            (" 1 2 3 ", "$background on $closeness bold"), "  Pick   ",
            ("enter", "$closeness bold"), (" Next   ", "$soft"),
            ("z", "$closeness bold"), (" Skip", "$soft"),
        )  # fmt: skip

    def _facts(self) -> HangingIndent:
        """What the person did, which the second question is about."""
        settings, form = self.journal.settings, host_of(self).configuration.date_format
        formatter = EntryFormatter(self.journal.vocabulary, settings, form)
        rows = [row for row in formatter.rows(self._moment) if row.kind == "responses"]
        return HangingIndent([(Content.styled(row.heading, "$soft"), row.words) for row in rows], 5)

    def on_mount(self) -> None:
        self.query_one("#facts").display = bool(self._moment.responses)
        self.query_one("#now").focus()

    def state(self) -> dict[str, Any]:
        return {
            "now": self.query_one("#now", ChoiceField).value,
            "about_it": self.query_one("#about-it", ChoiceField).value,
            "line": self.query_one("#line", LineField).value,
        }

    def restore(self, state: dict[str, Any]) -> None:
        said = self._moment.sequel
        before = _state_of(said) if said is not None else {}
        state = {**before, **state}
        self.query_one("#now", ChoiceField).set_value(state.get("now"))
        self.query_one("#about-it", ChoiceField).set_value(state.get("about_it"))
        self.query_one("#line", LineField).set_value(state.get("line") or "")

    def keep(self) -> None:
        state = self.state()
        self.saved = self.journal.sequels.answer(
            self._moment.id,
            closer=None if state["now"] is None else int(state["now"]),
            about_it=state["about_it"],
            note=state["line"],
        )

    def action_move(self, step: int) -> None:
        """Go on to the next question, or back to the one before."""
        (self.focus_next if step > 0 else self.focus_previous)()

    @on(ChoiceField.Picked)
    def picked(self) -> None:
        self.focus_next()

    @on(Input.Submitted)
    def go_on(self) -> None:
        self.action_leave()

    def action_leave(self) -> None:
        """Save what was answered; with nothing new there is nothing to save."""
        before = _state_of(self._moment.sequel or Sequel(at=self._moment.occurred_at))
        if self.state() == before:
            self.dismiss(False)
        else:
            self.action_save()

    def action_skip(self) -> None:
        """Do not ask about this moment again, and drop the draft of an answer."""
        if skip_sequel(self, self.journal, self._moment):
            host_of(self).say("Skipped.")
            self.dismiss(False)


def sequel_offer(moment: Moment, day_start: str, date_format: str) -> Offer:
    """How it is offered: by the day and the time alone, since others may look at the screen."""
    when = day_and_time(moment.occurred_at, day_start, date_format, short=True)
    return Offer("a", "$closeness", f"And afterwards? Two keys about {when}.", ("Esc skips it",))


def skip_sequel(node: MessagePump, journal: Journal, moment: Moment) -> bool:
    """Never ask about a moment again, and let go of what was begun; whether that could be kept."""
    try:
        journal.drafts.drop(f"after:{moment.id}")
        journal.sequels.skip(moment.id)
    except CompanionError as error:
        host_of(node).say_error(error)
        return False
    return True


def _state_of(sequel: Sequel) -> dict[str, Any]:
    return {
        "now": None if sequel.closer is None else str(sequel.closer),
        "about_it": sequel.about_it,
        "line": sequel.note,
    }


def open_sequel(node: MessagePump, journal: Journal, entry: Entry | None = None) -> None:
    """Open the sheet for an entry, or for the moment on offer; or say why there is nothing to ask."""
    host = host_of(node)
    moment = entry if isinstance(entry, Moment) and journal.sequels.may_be_answered(entry) else None
    if entry is None:
        moment = journal.sequels.on_offer()
    if moment is None:
        host.say(NOTHING_ASKED if entry is None else NOT_ASKED)
        return
    sheet = SequelScreen(journal, moment)
    node.app.push_screen(sheet, _when_closed(host, sheet, moment))


def _when_closed(host: Any, sheet: SequelScreen, moment: Moment) -> Callable[[bool | None], None]:
    def closed(saved: bool | None) -> None:
        if saved and sheet.saved is not None:
            host.say("Saved. u undoes.")
        host.tell_changed()
        if saved and sheet.saved is not None:
            host.offer_safety_page(sheet.saved, moment)

    return closed
