"""What Reflections does with the entry in hand: its page, its text, its star, changing and deleting it."""

from companion.model.records import Entry, Moment
from companion.tui.pane import Pane
from companion.tui.screens.entry_actions import ask_for_person, open_library_page


class EntryInHandPane(Pane):
    """A pane in which an entry is chosen. Its keys are named by the pane that is one."""

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor, or on the page."""
        raise NotImplementedError

    @property
    def reading(self) -> bool:
        """Whether the page of an entry has the eye."""
        raise NotImplementedError

    def text_of(self, entry: Entry) -> str:
        """An entry with all that was said of it, as plain text."""
        raise NotImplementedError

    def search_for(self, query: str) -> None:
        """Show what a query finds."""
        raise NotImplementedError

    def _stop_reading(self) -> None:
        """Go back from the page to the list it was opened from."""
        raise NotImplementedError

    @property
    def _nothing_left(self) -> bool:
        """Whether the list that the entry stood in is empty now."""
        raise NotImplementedError

    def action_library_page(self) -> None:
        """What the library has for the entry in hand."""
        open_library_page(self, self.journal, self.chosen)

    def action_person(self) -> None:
        """Ask for a person, and show the moments with them alone."""
        ask_for_person(self, self.journal, self.search_for)

    def action_copy(self) -> None:
        """Put the entry in hand on the terminal's clipboard, as companion show prints it."""
        entry = self.chosen
        if entry is not None:
            self.host.copy(self.text_of(entry), f"show {entry.id[:8]}")

    def action_edit(self) -> None:
        """Open the form for the chosen entry on a page of its own."""
        from companion.tui.screens.entry import EditScreen

        entry = self.chosen
        if entry is None:
            return

        def done(saved: str | None) -> None:
            if saved is not None:
                self._changed(saved or "Changes saved. u undoes.")
            elif self.journal.drafts.get(f"edit:{entry.id}") is not None:
                self.host.say("Not saved yet. Press e to continue your draft.")

        self.app.push_screen(EditScreen(self.journal, entry), done)

    def action_story(self) -> None:
        """Note a worry about the chosen moment; where one is open, say how it turned out."""
        from companion.tui.screens.story import open_worry

        entry = self.chosen
        if isinstance(entry, Moment):
            open_worry(self, self.journal, entry)
        else:
            self.host.say("A worry belongs to a moment. Select one first.")

    def action_star(self) -> None:
        entry = self.chosen
        if entry is not None:
            self.journal.entries.star(entry.id)
            self._changed("Star removed." if entry.starred else "Star added.")

    def action_delete(self) -> None:
        entry = self.chosen
        if entry is not None:
            reading = self.reading
            self.journal.entries.delete(entry.id)
            self._changed("Deleted. Press u to undo.")
            if reading or self.focused is None or self._nothing_left:
                self._stop_reading()

    def _changed(self, words: str) -> None:
        self.host.say(words)
        self.host.tell_changed()
