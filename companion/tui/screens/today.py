"""Today: log a moment, and the day's entries beside it."""

import asyncio
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from companion.journal import QUIET_TURNS_ON, Journal
from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.errors import CompanionError
from companion.model.records import Entry, Moment
from companion.model.text import fill, one_line
from companion.resources import folder
from companion.tui.entry_text import EntryFormatter
from companion.tui.pane import WORRY_TOOLTIP, Pane
from companion.tui.widgets.entry_list import EntryList

if TYPE_CHECKING:
    from companion.tui.widgets.moment_form import MomentForm


_CHECK = Content.assemble(
    (" a ", "$closeness bold reverse"),
    "  The evening check, yes or no.",
    ("   Escape puts this away.", "$soft"),
)


class TodayPane(Pane):
    """One day at a time, today first; the form for a moment opens beside or over it."""

    NAME = "Today"
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "today.tcss"]
    HELP = """
A **moment** is what happened, what you felt, what you wanted to do and what you did. Every part is optional;
one word about what happened is a whole entry, and the rest can come later.

When a moment of distance, conflict or repair is some hours old, **f** asks how it is now, once; Escape skips
it for good. It can be answered, or changed, for a week: **f** on the chosen entry.

In the evening **a** asks about the patterns you watch, yes or no; Escape puts it away until tomorrow.

**t** notes a *worry*: what you fear the chosen moment meant, and how sure it feels. Later it asks how it
turned out.

Closeness counts as much as silence: a hug, a good weekend, a plan for the summer.

*In a field:* letters narrow the list, a digit or Enter picks, Tab goes on, **ctrl+l** saves. What you type is
kept as a draft at every key, also when the terminal closes.

*When* understands "yesterday 9pm", "2h ago", "last friday", "2026-03-01 21:40"; how it was read is shown
beside it.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "begin", "Log", id="pane.new", tooltip="Log a moment"),
        Binding(
            "ctrl+l", "save", "Save", id="today.save", priority=True, tooltip="Save what stands in the form"
        ),
        Binding("escape", "back", "Back", id="today.back", tooltip="Back to the day; what was typed is kept"),
        Binding("e,enter", "edit", "Edit", id="today.edit", tooltip="Change or complete the chosen entry"),
        Binding("asterisk", "star", "Star", show=False, id="today.star", tooltip="Star the chosen entry"),
        Binding(
            *("d,delete", "delete", "Delete"),
            id="today.delete",
            tooltip="Delete the chosen entry; u brings it back",
        ),
        Binding(
            *("r", "reasons", "Reasons"),
            show=False,
            id="today.reasons",
            tooltip="What may lie behind a step back: guesses",
        ),
        Binding(
            *("a", "check", "Evening check"),
            show=False,
            id="today.check",
            tooltip="Yes or no for the patterns you watch",
        ),
        Binding(
            "f", "after", "And afterwards", show=False, id="today.after", tooltip="How it is after a moment"
        ),
        Binding(
            "left,h", "day(-1)", "Earlier", key_display="←", id="today.earlier", tooltip="The day before"
        ),
        Binding("right,l", "day(1)", "Later", show=False, id="today.later", tooltip="The day after"),
        Binding("t", "story", "Worry", id="today.story", tooltip=WORRY_TOOLTIP),
    ]

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._days_back = 0
        self._came_from = ""
        self._stepped_back: Moment | None = None
        self._asked: Moment | None = None
        self._mounting = asyncio.Lock()

    def body(self) -> ComposeResult:
        yield Static("", id="invitation", markup=False)
        yield Static("", id="offer", markup=False)
        yield Static("", id="after", markup=False)
        yield Static(_CHECK, id="check")
        with Container(id="today"), Vertical(id="day"):
            yield EntryList(id="entries")
            yield Static("", id="empty", markup=False)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(EntryList))
        # The day is readable before the form is made; the form is not needed to read.
        self.call_after_refresh(self._mount_form)

    async def _mount_form(self) -> None:
        async with self._mounting:  # a key may ask for it before its turn, or while it is being made
            if self.query("#form"):
                return
            from companion.tui.widgets.moment_form import MomentForm

            form = MomentForm(self.journal, id="form")
            await self.query_one("#today").mount(form, before=0)
            form.clear()
            form.restore(self.journal.drafts.get("moment") or {})

    # what is shown

    @property
    def day(self) -> date:
        """The local day in sight."""
        return self.journal.today() - timedelta(days=self._days_back)

    def reload(self) -> None:
        day = self.day
        entries = self.journal.timeline.day(day)
        title = ("Today, ", "Yesterday, ")[self._days_back] if self._days_back < 2 else ""
        count = f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}" if entries else ""
        form = self.host.configuration.date_format
        formatter = EntryFormatter(
            self.journal.vocabulary, self.journal.settings, form, self.journal.clock.zone
        )
        self.head(Content.assemble((title, "bold"), (formatter.day(day), "bold" if not title else "")), count)
        listing = self.query_one(EntryList)
        listing.show(entries, formatter)
        listing.display = bool(entries)
        empty = self.query_one("#empty", Static)
        empty.display = not entries
        empty.update(
            "Nothing here yet. One word about what happened is enough."
            if not self._days_back
            else "Nothing was logged on this day."
        )
        self._invite()
        self._offer_reasons(None if self.journal.quiet else self._stepped_back)
        self._offer_check()
        # The day is readable before it is looked whether something is asked.
        self.call_after_refresh(self._offer_sequel)

    def _invite(self) -> None:
        words = "How was it between the two of you?"
        if self.journal.drafts.get("moment") is not None:
            day, at = "", self.journal.drafts.begun_at("moment")
            if at is not None and local_day(at, self.journal.settings.day_start) < self.journal.today():
                day = f" from {day_words(at.date(), self.host.configuration.date_format, year=False)}"
            words = f"You have a draft{day}. Press n to continue it."
        self.query_one("#invitation", Static).update(
            Content.assemble(
                (" n ", "$closeness bold reverse"), "  ", ("Log a moment", "bold"), "   ", (words, "$soft")
            )
        )

    @property
    def writing(self) -> bool:
        """Whether the form is in use."""
        return self.has_class("-writing")

    def _set_writing(self, writing: bool) -> None:
        self.set_class(writing, "-writing")
        # The sheet would show the form a moment later; the next key may be here before that.
        if writing:
            self._form.display = True
        else:
            self._form.styles.clear_rule("display")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("save", "back"):
            elsewhere = not isinstance(self.focused, EntryList) or self._stepped_back is not None
            elsewhere = elsewhere or self.has_class("-check") or self._asked is not None
            return self.writing or (action == "back" and elsewhere)
        if action == "reasons":
            return not self.writing and self._stepped_back is not None
        if action == "check":
            return not self.writing and bool(self.journal.evening_checks.asked())
        if action in ("begin", "edit", "delete", "star", "day", "story", "after"):
            return not self.writing
        return True

    # writing a moment

    async def action_begin(self) -> None:
        """Open the form for a new moment, or go on with the one begun."""
        await self._mount_form()
        form = self._form
        form.clear()
        form.restore(self.journal.drafts.get("moment") or {})
        if self._days_back and not form.state()["when"]:
            form.restore({**form.state(), "when": f"{self.day:%Y-%m-%d} 21:00"})
        self._set_writing(True)
        form.begin()

    async def begin_now(self, came_from: str = "") -> None:
        """Open the form for a moment of now, whichever day is in sight; leaving it leads back there."""
        self._came_from = came_from
        self._days_back = 0
        self.reload()
        await self.action_begin()

    @property
    def _form(self) -> "MomentForm":
        from companion.tui.widgets.moment_form import MomentForm

        return self.query_one(MomentForm)

    @on(OptionList.OptionSelected, "#entries")
    def action_edit(self) -> None:
        """Open the chosen entry to change or complete it."""
        from companion.tui.screens.entry import EditScreen

        entry = self.query_one(EntryList).chosen
        if entry is None:
            return

        def done(saved: str | None) -> None:
            if saved is not None:
                self.host.say(saved or "Kept.")
                self.host.tell_changed()

        self.app.push_screen(EditScreen(self.journal, entry), done)

    def on_moment_form_edited(self, event: "MomentForm.Edited") -> None:
        if event.state != self._form.state():
            return  # it has changed since, by another key or by being kept
        self._set_writing(True)
        try:
            if any(value not in (None, "", []) for value in event.state.values()):
                self.journal.drafts.keep("moment", dict(event.state))
            else:
                self.journal.drafts.drop("moment")
        except CompanionError as error:
            self.host.say_error(error)

    def action_save(self) -> None:
        """Save the moment; the form closes only when it is kept."""
        from companion.review.reasons import stepped_back

        form = self._form
        try:
            begun = self.journal.drafts.begun_at("moment")
            if begun is not None and (question := form.when.ask(begun)):
                self.host.say(question)
                return
            fields = form.fields()
            saved = self.journal.log(**fields)
            self.journal.drafts.drop("moment")
        except CompanionError as error:
            self.host.say_error(error)
            return
        form.clear()
        self._set_writing(False)
        self.set_focus(self.query_one(EntryList))
        day = local_day(saved.occurred_at, self.journal.settings.day_start)
        self.host.say("Kept." if day == self.day else "Kept, on its own day.")
        self._stepped_back = None
        self.host.tell_changed()
        if QUIET_TURNS_ON.intersection((*saved.triggers, *saved.partner_acts)):
            self.host.open_safety_page("card_safety")
        elif not self.host.offer_safety_page(saved) and not self.journal.quiet and stepped_back(saved):
            self._offer_reasons(saved)

    # when the other stepped back

    def _offer_reasons(self, moment: Moment | None) -> None:
        """Offer to look at some guesses about a step back, in a line that one key puts away."""
        self._stepped_back = moment
        offer = self.query_one("#offer", Static)
        offer.display = moment is not None
        partner = one_line(fill("{partner}", self.journal.settings))
        offer.update(
            Content.assemble(
                (" r ", "$distance bold reverse"),
                f"  What may lie behind it; only {partner} knows.",
                ("   F6 tonight   Esc hides this", "$soft"),
            )
        )
        self.refresh_bindings()

    def action_reasons(self) -> None:
        """Look at guesses about the step back just logged."""
        from companion.tui.screens.reasons import ReasonsScreen

        if self._stepped_back is not None:
            self.app.push_screen(ReasonsScreen(self.journal, self._stepped_back.id))
            self._offer_reasons(None)

    # how it is afterwards

    def _offer_sequel(self) -> None:
        """Offer to say how it is now after a moment, in a line that one key puts away for good."""
        self._asked = None if self._days_back else self.journal.sequels.offer()
        self.set_class(self._asked is not None, "-after")
        if self._asked is not None:
            from companion.tui.screens.sequel import offer_line

            line = offer_line(self._asked, self.host.configuration.date_format)
            self.query_one("#after", Static).update(line)
        self.refresh_bindings()

    def action_after(self) -> None:
        """Say how it is now: after the moment that is asked about, or after the chosen entry."""
        from companion.tui.screens.sequel import open_sequel

        self._offer_sequel()  # the key may be here before its line
        open_sequel(self, self.journal, self._asked or self.query_one(EntryList).chosen)

    # the evening check

    def _offer_check(self) -> None:
        """Offer the evening check, in a line that one key puts away until tomorrow."""
        self.set_class(not self._days_back and self.journal.evening_checks.due(), "-check")
        self.refresh_bindings()

    def action_check(self) -> None:
        """Open the evening check."""
        from companion.tui.screens.evening_check import open_check

        open_check(self, self.journal)

    async def action_back(self) -> None:
        back_to, self._came_from = self._came_from if self.writing else "", ""
        if not self.writing and self._stepped_back is not None:
            self._offer_reasons(None)
        elif not self.writing and self._asked is not None:
            from companion.tui.screens.sequel import skip_sequel

            skip_sequel(self, self.journal, self._asked)
            self._offer_sequel()
        elif not self.writing and self.has_class("-check"):
            self.journal.evening_checks.skip()
            self._offer_check()
        # Nothing is thrown away: the draft stands, and the form opens with it again.
        self._set_writing(False)
        self.set_focus(self.query_one(EntryList))
        self._invite()
        if back_to:
            await self.host.action_pane(back_to)

    # the day's entries

    def action_day(self, step: int) -> None:
        """Go to the day before (-1) or after (1); not past today."""
        self._days_back = max(0, self._days_back - step)
        self.reload()

    def action_story(self) -> None:
        """Note a worry about the chosen moment; where one is open, say how it turned out."""
        from companion.tui.screens.story import open_worry

        entry = self.query_one(EntryList).chosen
        if isinstance(entry, Moment):
            open_worry(self, self.journal, entry)
        else:
            self.host.say("A worry belongs to a moment. Log one first; n does.")

    def action_star(self) -> None:
        entry = self.query_one(EntryList).chosen
        if entry is not None:
            self.journal.entries.star(entry.id)
            self.host.say("No star any more." if entry.starred else "Starred.")
            self.host.tell_changed()

    def action_delete(self) -> None:
        entry = self.query_one(EntryList).chosen
        if entry is not None:
            self.journal.entries.delete(entry.id)
            self.host.say("Deleted. u brings it back.")
            self.host.tell_changed()

    def choose(self, entry: Entry) -> None:
        at = local_day(entry.occurred_at, self.journal.settings.day_start)
        self.action_day(self._days_back - (self.journal.today() - at).days)
        if entry.id in (listing := self.query_one(EntryList)).entries:
            listing.highlighted = listing.get_option_index(entry.id)
