"""Changing an entry: the form for it on a page of its own, its draft kept at every keystroke."""

from dataclasses import replace
from typing import Any, ClassVar, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from companion.journal import Journal
from companion.model.date_format import day_words
from companion.model.errors import CompanionError
from companion.model.past_time import parse_past_time
from companion.model.records import Entry, Moment
from companion.resources import folder
from companion.tui.host import Host, host_of
from companion.tui.pane import Pane
from companion.tui.widgets.key_hints import KeyHints
from companion.tui.widgets.moment_form import MomentForm
from companion.tui.widgets.reflection_form import ReflectionForm

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
    def host(self) -> Host:
        """The app around it."""
        return host_of(self)

    def compose(self) -> ComposeResult:
        form = self.host.configuration.date_format
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
        yield KeyHints()

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
        self._show_kept()
        draft = self.journal.drafts.get(self._draft_name)
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
                self.journal.drafts.drop(self._draft_name)
            else:
                self.journal.drafts.keep(self._draft_name, state)
        except CompanionError as error:
            self.host.say_error(error)

    def action_as_it_was(self) -> None:
        """Show the entry as it is kept; what was typed here goes."""
        self.journal.drafts.drop(self._draft_name)
        self._show_kept()
        self._say_draft(False)
        self.form.begin()

    def action_save(self) -> None:
        """Keep the changed entry; the page closes only when it is kept."""
        try:
            fields = self.form.fields(lambda words: parse_past_time(words, self.journal.clock))
            when = fields.pop("when")
            changed = replace(self.entry, **fields)
            if when is not None:
                changed = replace(changed, occurred_at=when, zone=self.journal.clock.zone)
            self.journal.entries.amend(changed)
            self.journal.drafts.drop(self._draft_name)
        except CompanionError as error:
            self.host.say_error(error)
            return
        self.dismiss(True)
        self.app.call_later(self.host.offer_safety_page, changed)

    def action_leave(self) -> None:
        self.dismiss(False)
