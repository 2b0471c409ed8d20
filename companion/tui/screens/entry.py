"""Changing an entry: the form for it on a page of its own, its draft kept at every keystroke."""

from contextlib import suppress
from dataclasses import replace
from typing import Any, ClassVar, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from companion.journal import Journal
from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.errors import CompanionError, NothingFound
from companion.model.records import Entry, Moment, written_text
from companion.resources import folder
from companion.tui.host import Host, host_of
from companion.tui.overlay import Overlay
from companion.tui.pane import Pane
from companion.tui.widgets.moment_form import MomentForm
from companion.tui.widgets.reflection_form import ReflectionForm

Form: TypeAlias = MomentForm | ReflectionForm

_BEGUN = "You have unsaved changes here. F5 goes back to the saved version."

BOTH_KEPT = """\
Saved. This was changed in another window too; what both wrote is kept, one below the other. \
Change it here as you like, or press Esc."""

GONE = """\
This was deleted in another window. ctrl+l saves it with your changes and brings it back; \
Esc again closes it without saving."""

BACK = "Saved. It was deleted in another window; with your changes it is back."


class EditScreen(Overlay[str | None]):
    """The form for one entry. Ends with what is to be said when the entry was changed, mostly nothing more
    than that; with ``None`` when it was not.

    Leaving without saving loses nothing: what was typed is kept as the draft ``edit:<id>`` and shown again.
    What another window made of the entry meanwhile is noticed at saving: nothing of either is lost.
    """

    HELP = """
Here you change an entry, or complete it. Tab moves from field to field, **ctrl+l** saves, and **F5** goes
back to the saved version. If you leave with Esc, your draft is kept and opens again with the entry. In the
field *In my own words*, **F4** opens your editor.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "reflections.tcss"]
    HORIZONTAL_BREAKPOINTS = Pane.HORIZONTAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "save", "Save", id="edit.save", priority=True, tooltip="Save your changes"),
        Binding("f5", "as_it_was", "Revert", id="edit.as_it_was", tooltip="Go back to the saved version"),
        Binding("escape", "leave", "Back", id="edit.leave", tooltip="Back; your draft is kept"),
    ]

    def __init__(self, journal: Journal, entry: Entry) -> None:
        super().__init__()
        self.journal = journal
        self.entry = entry
        self._as_kept: dict[str, Any] = {}
        self._saved = self._told_gone = False

    @property
    def host(self) -> Host:
        """The app around it."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        form = self.host.configuration.date_format
        day = local_day(self.entry.occurred_at, self.journal.settings.day_start)
        noun = "moment" if isinstance(self.entry, Moment) else "reflection"
        with Vertical(id="edit"):
            yield Static(
                Content.assemble(
                    (f"Edit this {noun}", "bold"),
                    (f"   {day_words(day, form)}", "$soft"),
                ),
                id="edit-title",
            )
            yield Static("", id="edit-draft", markup=False, classes="soft")
            yield (
                MomentForm(self.journal, id="form")
                if isinstance(self.entry, Moment)
                else ReflectionForm(self.journal, id="form")
            )

    @property
    def form(self) -> Form:
        """The form, whichever kind the entry takes."""
        form = self.query_one("#form")
        assert isinstance(form, MomentForm | ReflectionForm)
        return form

    @property
    def _draft_name(self) -> str:
        return f"edit:{self.entry.id}"

    def on_mount(self) -> None:
        draft = self.journal.drafts.get(self._draft_name)
        if draft is not None:  # its changes are of the entry as it was then
            self.entry = self.journal.drafts.opened(self._draft_name) or self.entry
        self._show_kept()
        if draft is not None:
            self.form.restore(draft)
        self._say(_BEGUN if draft is not None else "")
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

    def _say(self, words: str) -> None:
        line = self.query_one("#edit-draft", Static)
        line.update(words)
        line.display = bool(words)

    @on(MomentForm.Edited)
    @on(ReflectionForm.Edited)
    def keep_draft(self, event: MomentForm.Edited | ReflectionForm.Edited) -> None:
        state = dict(event.state)
        try:
            if state == self._as_kept:
                self.journal.drafts.drop(self._draft_name)
            else:
                self.journal.drafts.keep(self._draft_name, state, opened=self.entry)
        except CompanionError as error:
            self.host.say_error(error)

    def action_as_it_was(self) -> None:
        """Show the entry as it is kept; what was typed here goes."""
        self.journal.drafts.drop(self._draft_name)
        with suppress(NothingFound):
            self.entry = self.journal.timeline.entry(self.entry.id)
        self._show_kept()
        self._say("")
        self.form.begin()

    def action_save(self) -> None:
        """Keep the changed entry; the page closes only when it is kept.

        It stays where another window wrote in the entry too, and shows the words of both.
        """
        try:
            fields = self.form.fields()
            when = fields.pop("when")
            opened = self.entry
            changed = replace(opened, **fields)
            if when is not None:
                changed = replace(changed, occurred_at=when, zone=self.journal.clock.zone)
            was_there = self._is_there()
            saved = self.journal.entries.amend(changed, opened=opened)
            self.journal.drafts.drop(self._draft_name)
        except CompanionError as error:
            self.host.say_error(error)
            return
        if written_text(saved) != written_text(changed):
            self.entry, self._saved = saved, True
            self._show_kept()
            self._say(BOTH_KEPT)
        else:
            self.dismiss("" if was_there else BACK)
        self.app.call_later(self.host.offer_safety_page, changed, opened)

    def _is_there(self) -> bool:
        try:
            self.journal.timeline.entry(self.entry.id)
        except NothingFound:
            return False
        return True

    def action_leave(self) -> None:
        """Back, the draft kept. Where the entry is gone nobody could open it again: that is said first."""
        if self.journal.drafts.get(self._draft_name) is not None and not self._is_there():
            if not self._told_gone:
                self._told_gone = True
                self._say(GONE)
                return
            self.journal.drafts.drop(self._draft_name)
        self.dismiss("" if self._saved else None)
