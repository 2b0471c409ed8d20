"""What can be done from every pane: pages and sheets over it, quiet mode, other journals."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import OptionList

from companion.model.errors import CompanionError
from companion.model.records import Entry
from companion.system.configuration import Configuration, load_configuration
from companion.system.paths import Places, command_for
from companion.tui.change_of_passphrase import PassphraseApp
from companion.tui.turns import give_way

if TYPE_CHECKING:
    from companion.review.library import LibraryPage

QUIET_NOW = (
    "Saved. Quiet mode is on now: nothing asks you to come closer. To turn it off, open All actions (ctrl+p)"
    " and pick Turn quiet mode off. Esc closes this page."
)
OFFERED = "Your entry is saved as you wrote it. This page is here in case it helps; Esc closes it."
"""What stands above a page that is offered after saving."""

TONIGHT = "When they step back tonight, or you pull away"
"""What the key for tonight is for."""


class ActionsApp(PassphraseApp):
    """An app that opens what belongs to no pane; how it speaks is said where it is put together."""

    configuration: Configuration
    """The program's own, as it is now."""

    open_next: Places | None = None
    """The journal that was asked for in the place of this one."""

    def take_configuration(self, given: Configuration) -> None:
        """Go by another configuration from now on."""
        raise NotImplementedError

    def say(self, words: str) -> None:
        """Show a short word at the edge of the screen for a while."""
        raise NotImplementedError

    def say_error(self, error: CompanionError) -> None:
        """Show an error a person can act on."""
        raise NotImplementedError

    def tell_changed(self) -> None:
        """Say that the journal was changed."""
        raise NotImplementedError

    async def action_pane(self, name: str) -> None:
        """Go to a pane by its name in small letters."""
        raise NotImplementedError

    # Keys

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """A key that goes nowhere says why, in the place of the pane's keys, until the next one."""
        from companion.tui.pane import Pane

        pane = self.screen if isinstance(self.screen, Pane) else None
        if priority and pane is not None:
            pane.say_why("")
        done = await super()._check_bindings(key, priority)
        if not (done or priority) and pane is not None and pane.is_current:
            pane.say_why(pane.why_not(key))
        return done

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they are written everywhere: some fonts have no sign for Enter and Backspace."""
        shown = super().get_key_display(binding)
        return {"⏎": "enter", "⌫": "backspace"}.get(shown, shown)

    # Pages

    def action_help(self) -> None:
        """F1: keys and words for what is in sight, a pane or what lies over one."""
        from companion.tui.screens.help import HelpScreen

        if getattr(self.screen, "HELP", ""):
            self.push_screen(HelpScreen(self.screen))

    def action_safety_page(self, card_id: str) -> None:
        """F2 and F3: a safety page over whatever is in sight; where it is in sight itself, it is closed."""
        self.open_safety_page(card_id)

    def open_safety_page(self, card_id: str) -> None:
        """Open a safety page in the place of another one; the one in sight itself is closed."""
        from companion.tui.screens.safety_page import SafetyPageScreen

        in_sight = self.screen
        if isinstance(in_sight, SafetyPageScreen):
            in_sight.dismiss()
            if in_sight.card_id == card_id:
                return
        self.push_screen(SafetyPageScreen(None if self.locked else self.journal, card_id))

    def offer_safety_page(self, entry: Entry, before: Entry | None = None) -> bool:
        """Open a page over an entry just saved that notes fear, or says plainly that someone may be hurt.

        ``before``: the entry as it was, where it was changed. Whether there was a page to offer.
        """
        from companion.journal import turns_quiet_on

        afraid = turns_quiet_on(entry) and not (before is not None and turns_quiet_on(before))
        card: str | None = "card_safety" if afraid else None
        if card is None and self.configuration.phrase_check:
            card = self.journal.entries.page_to_offer(entry)
        if card is not None:
            from companion.tui.screens.safety_page import SafetyPageScreen

            words = QUIET_NOW if afraid else OFFERED
            self.push_screen(SafetyPageScreen(self.journal, card, before=words))
        return card is not None

    def open_page(self, page: "str | LibraryPage") -> None:
        """Open a page of the library, by its id or itself, over whatever is in sight."""
        from companion.tui.screens.library_page import LibraryPageScreen

        self.push_screen(LibraryPageScreen(self.journal, page))

    async def action_tonight(self) -> None:
        """F6: whether it feels safe, then one small thing to do; where that is open already, it is closed."""
        from companion.tui.screens.tonight import TonightScreen

        if not any(isinstance(screen, TonightScreen) for screen in self.screen_stack):
            self.push_screen(TonightScreen(self.journal))
            return
        while not isinstance(self.screen, TonightScreen):
            await self.pop_screen()
        self.screen.dismiss()

    async def begin_moment(self, *, back: bool = False) -> None:
        """Open the form for a moment in Today, from wherever one is; what lies over Today keeps its draft.

        ``back``: leaving the form leads back to the pane one came from.
        """
        from companion.tui.screens.recovery_sheet import RecoverySheetScreen
        from companion.tui.screens.today import TodayPane

        if any(isinstance(screen, RecoverySheetScreen) for screen in self.screen_stack):
            self.say("Close the recovery sheet first, with Esc.")
            return
        came_from = self.current_mode
        await self.action_pane("today")
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if isinstance(self.screen, TodayPane):
            await self.screen.begin_now(came_from if back and came_from != "today" else "")

    async def lead_to(self, name: str) -> None:
        """Go to a pane for a while, with nothing over it: Escape there leads back to the one in sight."""
        from companion.tui.pane import Pane

        came_from = self.current_mode
        await self.action_pane(name)
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if isinstance(self.screen, Pane) and came_from != name:
            self.screen.came_from = came_from

    async def find_entry(self, words: str = "") -> None:
        """Open the search in Reflections, with these words in it, from whichever pane; Escape leads back."""
        from companion.tui.screens.reflections import ReflectionsPane

        await self.lead_to("reflections")
        if isinstance(self.screen, ReflectionsPane):
            await self.screen.action_find()
            if words:
                self.screen.entries.search_box.line.value = words

    async def action_find_starred(self) -> None:
        """Find the entries with a star."""
        await self.find_entry("is:starred")

    # A year, a date, a copy

    async def action_year(self) -> None:
        """Open the year, from any pane; Escape leads back."""
        from companion.tui.screens.reflections import ReflectionsPane

        await self.lead_to("reflections")
        await give_way()
        if isinstance(self.screen, ReflectionsPane):
            self.screen.open_year()

    def action_go_to_date(self) -> None:
        """Ask for a date, and go to it in Reflections."""
        from companion.tui.screens.go_to_date import ask_for_date

        ask_for_date(self, self.journal)

    def copy(self, text: str, command: str) -> None:
        """Put text on the terminal's clipboard (OSC 52), which says nothing about whether it took it."""
        self.copy_to_clipboard(text)
        printed = command_for(self.opener.places, command)
        self.say(f"Copied, if your terminal allows it. {printed} prints it.")

    # Sheets, and quiet mode

    def action_quiet(self) -> None:
        """Turn quiet mode on or off by hand."""
        self.journal.set_quiet(not self.journal.quiet)
        self.say("Quiet mode is on." if self.journal.quiet else "Quiet mode is off.")
        self.tell_changed()

    async def action_loop(self) -> None:
        """Go to Patterns, and draw the loop there."""
        from companion.tui.screens.patterns import PatternsPane

        await self.action_pane("patterns")
        if isinstance(self.screen, PatternsPane):
            self.screen.action_loop()

    def action_add_person(self) -> None:
        """Ask for the name of someone else moments are with."""
        from companion.tui.screens.choose_person import ChoosePersonScreen

        def add(name: str | None) -> None:
            if name:
                self.journal.people.add(name)
                self.say("Added. Moments now ask who it was with.")
                self.tell_changed()

        self.push_screen(ChoosePersonScreen("Add another person", ()), add)

    def action_add_custom(self, kind: str) -> None:
        """Open the sheet for a ``"question"``, a ``"pattern"`` or a ``"practice"`` of one's own."""
        from companion.tui.screens.custom_vocabulary import SHEETS

        def saved(was_saved: bool | None) -> None:
            if was_saved:
                self.say("Saved with the others.")
                self.tell_changed()

        self.push_screen(SHEETS[kind](self.journal), saved)

    def action_own_words(self, view: str = "Yours") -> None:
        """Open the words that are one's own: ``"Yours"``, ``"All"`` or ``"Tags"``."""
        from companion.tui.screens.own_words import OwnWordsScreen

        self.push_screen(OwnWordsScreen(self.journal, view))

    def action_look_back(self) -> None:
        """Open the monthly look-back, or what was kept of it while the next is not due."""
        from companion.tui.screens.look_back import LookBackScreen

        self.push_screen(LookBackScreen(self.journal))

    def action_evening_check(self) -> None:
        """Open the evening check, or say why there is nothing to ask."""
        from companion.tui.screens.evening_check import open_check

        open_check(self, self.journal)

    def action_note_worry(self) -> None:
        """Note a worry about the latest moment."""
        from companion.tui.screens.story import note_worry

        note_worry(self, self.journal)

    def action_check_worry(self) -> None:
        """Say how a worry turned out: the one that asks first."""
        from companion.tui.screens.story import check_worry

        check_worry(self, self.journal)

    def action_after(self) -> None:
        """Say how it is now after the moment on offer, or say that there is none."""
        from companion.tui.screens.sequel import open_sequel

        open_sequel(self, self.journal)

    def action_experiment(self) -> None:
        """Log how the experiment under way went, or start one."""
        from companion.tui.pane import Pane
        from companion.tui.screens.today_waiting import open_experiment

        if isinstance(self.screen, Pane):
            open_experiment(self.screen, self.journal)

    def action_handout(self) -> None:
        """Show a page about the last four weeks, and write it where the person says."""
        from companion.transfer.exporting import handout
        from companion.tui.screens.handout import HandoutScreen

        today = self.journal.today()
        form = self.configuration.date_format
        blocks = handout(self.journal, today - timedelta(days=27), today, date_format=form)

        def written(file: Path | None) -> None:
            if file is not None:
                self.say("Handout saved. Anyone who can open the file can read it.")

        self.push_screen(HandoutScreen(blocks, f"page-{today.isoformat()}"), written)

    def action_preferences(self) -> None:
        """Open everything that can be set, unless it is open already."""
        from companion.tui.screens.preferences import PreferencesScreen

        if not any(isinstance(screen, PreferencesScreen) for screen in self.screen_stack):
            self.push_screen(PreferencesScreen(self.journal))

    def action_import(self) -> None:
        """Bring another diary along, and say what came in."""
        from companion.tui.screens.import_file import ImportScreen

        def done(words: str | None) -> None:
            if words is not None:
                self.say(words)

        self.push_screen(ImportScreen(self.journal, self.opener.places), done)

    def action_export(self) -> None:
        """Write the journal to a file."""
        from companion.tui.screens.export_file import ExportScreen

        self.push_screen(ExportScreen(self.journal))

    def action_recovery_sheet(self, then: Callable[[], object] | None = None) -> None:
        """Make a recovery sheet, for a passphrase that may be forgotten one day; and what comes after it."""
        from companion.tui.screens.recovery_sheet import RecoverySheetScreen

        def made(counts: bool | None) -> None:
            if counts:
                self.say("The code on your sheet opens the journal now.")
            if then is not None:
                then()

        self.push_screen(RecoverySheetScreen(self.journal), made)

    def action_help_quit(self) -> None:
        """ctrl+c copies a selection elsewhere in Textual; without one it says how to leave."""
        self.notify("ctrl+q quits. Your draft is kept.", title="", timeout=3, markup=False)

    def read_configuration(self) -> None:
        """Read the program's own configuration again, after its file was changed, and go by it."""
        had_keyring = self.configuration.keyring
        self.take_configuration(load_configuration(self.opener.places.config_file))
        if had_keyring and not self.configuration.keyring:
            from companion.vault.passphrases import remember

            remember(self.opener.places, None)
        self.theme = self.configuration.theme

    # Other journals

    async def _close_and_blank(self, blank: bool, meanwhile: str = "") -> None:
        """Once this journal is locked, the other one that was asked for is opened in an app of its own."""
        await super()._close_and_blank(blank, meanwhile)
        if self.open_next is not None:
            self.exit()

    def open_other(self, places: Places) -> None:
        """Lock this journal, and open another one in its place."""
        self.open_next = places
        self.lock(blank=True)

    def action_new_journal(self) -> None:
        """Ask for the name of a new journal, and go there."""
        from companion.tui.screens.new_journal import NewJournalScreen

        def made(places: Places | None) -> None:
            if places is not None:
                self.open_other(places)

        self.push_screen(NewJournalScreen(self.opener.places), made)

    # Sizes

    def on_resize(self) -> None:
        """A terminal made lower keeps what is in use in sight."""
        self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        focused = self.focused
        if isinstance(focused, OptionList):
            focused.scroll_to_highlight()
        if focused is not None and focused.is_attached:
            focused.scroll_visible(animate=False)
