"""Logging a moment in Today: the form for it, its draft, and where leaving it leads."""

import asyncio
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Static

from companion.journal import Journal
from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.errors import CompanionError
from companion.tui.screens.today_asks import AskingPane
from companion.tui.widgets.way_in import WayIn

if TYPE_CHECKING:
    from companion.tui.widgets.moment_form import MomentForm


class WritingPane(AskingPane):
    """A day, and in place of the way in, or over the day, the form for a moment."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._beginnings: list[str] = []
        """The ids of what a moment most often began with, as far as they are shown."""
        self._came_from = ""
        self._mounting = asyncio.Lock()

    def _invite(self) -> None:
        """Say how to begin a moment, or to go on with the draft."""
        raise NotImplementedError

    async def _mount_form_once_painted(self) -> None:
        """On the way out of the lock nothing is painted until the locked screen is gone."""
        if self.app._batch_count:
            self.set_timer(0.01, lambda: self.call_after_refresh(self._mount_form_once_painted))
        else:
            await self._mount_form()

    async def _mount_form(self) -> bool:
        """Whether the form is there; not where the pane is being removed, as when it locks at the start."""
        async with self._mounting:  # a key may ask for it before its turn, or while it is being made
            if not self.query("#form"):
                from companion.tui.widgets.moment_form import MomentForm

                form = MomentForm(self.journal, id="form")
                await self.query_one("#left").mount(form, after="#form-title")
                if self.display and form.is_mounted:
                    form.clear()
                    form.restore(self.journal.drafts.get("moment") or {})
            return self.display and self._form.is_mounted

    @property
    def _form(self) -> "MomentForm":
        from companion.tui.widgets.moment_form import MomentForm

        return self.query_one(MomentForm)

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

    async def action_begin(self) -> None:
        """Open the form for a new moment, or go on with the one begun."""
        if not await self._mount_form():
            return
        form = self._form
        form.clear()
        draft = self.journal.drafts.get("moment") or {}
        form.restore(draft)
        if self._day is not None and not form.state()["when"]:
            form.restore({**form.state(), "when": f"{self.day:%Y-%m-%d} 21:00"})
        of_day = "" if self._day is None else f" of {self._named(self.day)}"
        title = "Your draft" if draft else f"A new moment{of_day}"
        hint = "every part is optional" + ("; what you type is kept" if self.app.size.width >= 72 else "")
        self.query_one("#form-title", Static).update(
            Content.assemble((title, "bold"), (f"   {hint}", "$soft"))
        )
        self._set_writing(True)
        form.go_on() if draft else form.begin()

    async def begin_now(self, came_from: str = "") -> None:
        """Open the form for a moment of now, whichever day is in sight; leaving it leads back there."""
        self._came_from = came_from
        self._day = None
        self.reload()
        await self.action_begin()

    @on(WayIn.Taken)
    async def way_in_clicked(self, event: WayIn.Taken) -> None:
        beginnings = self._beginnings
        await self.action_begin()
        if self.writing and 0 < event.number <= len(beginnings):
            picker, id = self._form.picker("triggers"), beginnings[event.number - 1]
            picker.toggle(next(choice for choice in picker.choices if choice.id == id))

    def on_moment_form_edited(self, event: "MomentForm.Edited") -> None:
        if event.state != self._form.state():
            return  # it has changed since, by another key or by being kept
        try:
            if any(value not in (None, "", []) for value in event.state.values()):
                self.journal.drafts.keep("moment", dict(event.state))
            else:
                self.journal.drafts.drop("moment")
        except CompanionError as error:
            self.host.say_error(error)

    def action_save(self) -> None:
        """Save the moment; the form closes only when it is saved."""
        from companion.review.reasons import stepped_back

        form = self._form
        try:
            begun = self.journal.drafts.begun_at("moment")
            if begun is not None and (question := form.when.ask(begun)):
                self.host.say(question)
                return
            saved = self.journal.log(**form.fields())
            self.journal.drafts.drop("moment")
        except CompanionError as error:
            self.host.say_error(error)
            return
        form.clear()
        self._came_from = ""
        self._set_writing(False)
        self.set_focus(self._list)
        self._choose = saved.id
        day = local_day(saved.occurred_at, self.journal.settings.day_start)
        form_of_dates = self.host.configuration.date_format
        on_day = day_words(day, form_of_dates, year=day.year != self.journal.today().year)
        self.host.say("Saved." if day == self.day else f"Saved to {on_day}.")
        self._offer.stepped_back = None
        self.host.tell_changed()
        if not self.host.offer_safety_page(saved) and not self.journal.quiet and stepped_back(saved):
            self._offer.stepped_back = saved
            self._show_offer()

    async def action_leave(self) -> None:
        """Out of the form, which keeps its draft, and back to where it was opened from."""
        self._set_writing(False)
        if self.journal.drafts.get("moment") is not None:
            self.host.say("Your draft is kept. Press n to continue it.")
        self.set_focus(self._list)
        self._invite()
        back_to, self._came_from = self._came_from, ""
        if back_to:
            await self.host.action_pane(back_to)

    def action_next(self) -> None:
        """Go to the next field."""
        self.focus_next("#form *")
