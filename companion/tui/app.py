"""The app: it wires the panes, the Journal and the keys together, and little more."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.notifications import Notify
from textual.screen import Screen
from textual.signal import Signal
from textual.theme import Theme

from companion.journal import Journal
from companion.model.errors import CompanionError, JournalDamaged, NothingFound
from companion.resources import folder
from companion.system.configuration import Configuration, change_configuration
from companion.system.guarded_settings import LOCK_KEYS, refusal, weaker, without
from companion.tui import themes
from companion.tui.ahead import import_beside
from companion.tui.app_actions import TONIGHT
from companion.tui.drawn import NARROW_CHARACTERS
from companion.tui.first_run import FirstRunApp
from companion.tui.host import Host
from companion.tui.journal_opener import JournalOpener
from companion.tui.widgets.navigation import Navigation

if TYPE_CHECKING:
    from textual.actions import ActionParseResult

    from companion.model.retention import RetentionPolicy
    from companion.tui.pane import Pane

LONG = 15
"""Seconds from which on words at the edge of the screen are left there while others of that kind come."""

_PANES = {name.lower(): f"{name}Pane" for name in Navigation.PANES}


def _everywhere(key: str, action: str, word: str, id: str, tooltip: str = "") -> Binding:
    """A key with priority, so that it works over whatever lies on a pane too."""
    return Binding(key, action, word, show=False, priority=True, id=id, tooltip=tooltip)


class CompanionApp(FirstRunApp):
    """Six panes over one Journal. The thread that runs the app owns the journal's connection."""

    TITLE = "companion"
    DEFAULT_MODE = "today"
    # Today's sheet is read with the others: read with its pane, it would have all of them parsed once more.
    CSS_PATH: ClassVar[list[Any]] = [
        folder("styles") / name for name in ("tokens.tcss", "shared.tcss", "today.tcss")
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(number),
                f"pane('{name}')",
                name.title(),
                show=False,
                id=f"app.{name}",
                tooltip=f"Go to {name.title()}",
            )
            for number, name in enumerate(_PANES, 1)
        ),
        _everywhere("f2", "safety_page('card_safety')", "Safety", "app.safety", "Open the Safety page"),
        _everywhere(
            "f3",
            "safety_page('card_crisis')",
            "Too much right now",
            "app.crisis",
            "Open the page for when it is too much right now",
        ),
        _everywhere("f6", "tonight", "Tonight", "app.tonight", TONIGHT),
        Binding("c", "year", "Year", show=False, id="reflections.calendar", tooltip="Open the year"),
        Binding("g", "go_to_date", "Go to a date", show=False, id="app.date", tooltip="Go to a date"),
        Binding(
            *("question_mark,f1", "help", "Help"),
            show=False,
            id="app.help",
            tooltip="Keys and help for what you see",
        ),
        _everywhere(
            *("ctrl+p", "command_palette", "All actions", "app.palette"),
            "Find everything that can be done, by its words",
        ),
        Binding(
            "comma",
            "preferences",
            "Settings",
            show=False,
            id="app.settings",
            tooltip="Everything that can be set",
        ),
        _everywhere("ctrl+q", "quit", "Quit", "app.quit", "Quit; drafts are kept"),
        _everywhere(
            LOCK_KEYS, "lock", "Blank the screen and lock", "app.lock", "Blank the screen and lock at once"
        ),
    ]

    def __init__(
        self,
        journal: Journal | None,
        *,
        opener: JournalOpener | None = None,
        pane: str = "today",
        configuration: Configuration | None = None,
    ) -> None:
        """Without a journal the app begins locked, and opens the one ``opener`` finds."""
        if opener is None:
            assert journal is not None
            opener = JournalOpener(journal.places, journal.clock)
        self._given_configuration = configuration or Configuration()
        self.configuration = self._settled(journal, opener)
        super().__init__(
            journal,
            opener,
            minutes=self.configuration.lock_after,
            keys=self.configuration.keys.get("app.lock", LOCK_KEYS),
        )
        self.changes = 0
        self._told_recovery_hint = False
        self._day: date | None = None
        self._seen: tuple[int, date] | None = None
        self.journal_changed: Signal[None] = Signal(self, "journal changed")
        self._first_pane = pane
        self.animation_level = "full" if self.configuration.animation else "none"
        for theme in themes.OWN:
            self.register_theme(theme)
        self._begin_in(self.configuration.theme)
        self.set_keymap(dict(self.configuration.keys))
        self.make_modes(but=self.DEFAULT_MODE)
        if journal is None and not opener.finds_nothing:
            self.begin_locked()

    def make_modes(self, *, but: str = "") -> None:
        """Add a mode for each pane that has none; ``but`` names one to leave out."""
        for name in _PANES:
            if name != but and name not in self._modes:
                self.add_mode(name, self._pane_maker(name))

    def _begin_in(self, theme: str) -> None:
        """Set the theme to start in. Set the usual way, it has all style sheets parsed once more."""
        if theme == themes.DUSK.name:
            self.set_reactive(App.theme, theme)
            self.add_class(f"-theme-{theme}", update=False)
        else:
            self.theme = theme
        self.rules.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[Any]:
        """Today is the very first screen; switched to like the others, it would wait for an empty one."""
        return Screen() if self.locked else self._pane_maker(self.DEFAULT_MODE)()

    def _pane_maker(self, name: str) -> Callable[[], "Pane"]:
        """A pane is imported and made when it is first gone to; start-up pays for one only."""

        def make() -> "Pane":
            module = import_module(f"companion.tui.screens.{name}")
            pane: Pane = getattr(module, _PANES[name])(self.journal)
            return pane

        return make

    def get_css_variables(self) -> dict[str, str]:
        return themes.variables_for(self.current_theme, super().get_css_variables(), no_color=self.no_color)

    async def on_mount(self) -> None:
        self.make_modes()
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self.watch_triggers()
        if self.locked:
            if self.opener.finds_nothing:
                await self.show_only(Screen)
                self.welcome()
            return
        if self.journal.words.trouble:
            words = f"{self.journal.words.trouble} Until that is fixed, the words in that file are left out."
            self.notify(words, severity="warning", timeout=15, markup=False)
        if self._first_pane != self.DEFAULT_MODE:
            await self.switch_mode(self._first_pane)
        if not (
            self.journal.timeline.latest(limit=1)
            or self.journal.drafts.get("moment") is not None
            or self.journal.first_steps_done
        ):
            self.welcome()
        self._ask_about_settings()

    def _settled(self, journal: Journal | None, opener: JournalOpener) -> Configuration:
        """What counts of the configuration file; nothing that would guard an encrypted journal less than
        usual, until it is open and says so.
        """
        given = self._given_configuration
        if journal is not None:
            return journal.safeguards.settle(given).configuration
        return without(given, weaker(given)) if opener.needs_passphrase else given

    def take_configuration(self, given: Configuration) -> None:
        """Go by another configuration from now on, as far as it counts."""
        redraw = given.ambiguous != self.configuration.ambiguous
        self._given_configuration = given
        self.configuration = self._settled(self._journal, self.opener)
        if self._journal is not None and not self._journal.made_up:
            self.opener = replace(self.opener, keyring=self.configuration.keyring)
        self.animation_level = "full" if self.configuration.animation else "none"
        self.guard(self.configuration.lock_after, self.configuration.keys.get("app.lock", LOCK_KEYS))
        self.set_keymap(dict(self.configuration.keys))
        if redraw:
            self.refresh_css(animate=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's, and ours for a terminal that draws dots and lines two cells wide."""
        filters = super().get_line_filters()
        return [*filters, NARROW_CHARACTERS] if self.configuration.ambiguous == "wide" else filters

    def _ask_about_settings(self) -> None:
        """What the file says and nobody agreed to: ask once, and say from then on that it does not count."""
        _, refused, new = self.journal.safeguards.settle(self._given_configuration)
        if not refused:
            return
        if not new:
            self.notify(refusal(refused, self.opener.places), severity="warning", timeout=15, markup=False)
            return
        from companion.tui.screens.settings_to_agree import SettingsToAgreeScreen

        def answered(passphrase: str | None) -> None:
            if passphrase is not None:
                self.journal.safeguards.agree(new)
                self.take_configuration(self._given_configuration)
            else:
                self.journal.safeguards.refuse(new)

        self.push_screen(SettingsToAgreeScreen(self.opener.places, new), answered)

    async def after_unlock(self) -> None:
        """The form that was open before the lock is open again; a first passphrase has its sheet offered."""
        self.take_configuration(self._given_configuration)
        if self.journal.stale_log is not None:
            from companion.vault.recovery import stale_log_words

            self.notify(stale_log_words(self.journal.stale_log), timeout=30, markup=False)
        if self.journal.finished is not None:
            from companion.vault.encryption import finished_words

            self.notify(finished_words(self.journal.finished), timeout=30, markup=False)
        if self.first_steps is not None:
            self.end_first_steps()
        elif self._offer_recovery:
            self._offer_recovery = False
            self.action_recovery_sheet()
        if self._form_was_open:
            self._form_was_open = False
            await self.screen.run_action("begin")
        self._ask_about_settings()

    def _keep_theme(self, theme: Theme) -> None:
        """The theme a person chose is there again next time."""
        if theme.name == self.configuration.theme:
            return
        try:
            if self.locked:
                changed = change_configuration(self.opener.places.config_file, "theme", theme.name)
            else:
                changed = self.journal.change_configuration("theme", theme.name)
            self.take_configuration(changed)
        except CompanionError as error:
            self.say_error(error)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """What cannot be done is said, and the panes stay: an entry may be gone, deleted elsewhere."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except NothingFound:
            self.say("That no longer exists.")
        except CompanionError as error:
            self.say_error(error)
        self.tell_changed()
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the journal is locked there are the pages on safety, and the way out.

        Help is there where it has something to say. A digit belongs to the form or field that is in use, and
        goes to no pane then.
        """
        if action == "pane" and getattr(self.screen, "writing", False):
            return False
        if action == "help":
            return any(getattr(screen, "HELP", "") for screen in self.screen_stack)
        return not self.locked or action in ("safety_page", "lock", "quit", "help_quit")

    def look_for_changes(self) -> None:
        """What another window or command wrote is in sight within a second, and so is a new day."""
        with suppress(CompanionError):
            if (seen := (self.journal.revision, self.journal.today())) != self._seen:
                self._seen = seen
                self.journal_changed.publish(None)

    def before_closing(self, journal: Journal) -> None:
        """The day's backup, where nobody waits for it with a pane in sight."""
        due = journal.changed and journal.standing
        if due and (trouble := journal.backups.make_daily(self.configuration.backups)):
            self.to_say_at_the_end = trouble

    def tell_changed(self) -> None:
        """Say that the journal changed: the pane in sight reads it at once, others when gone to."""
        self.changes += 1
        self.journal_changed.publish(None)
        self._begin_the_days_backup()

    def _begin_the_days_backup(self) -> None:
        """Left open over days, the first writing of a new one has the day before backed up; beside the panes.

        On the day it was opened the lock, or the end, makes a backup that has all of the day.
        """
        if self.locked or not (self.journal.changed and self.journal.standing):
            return
        today = self.journal.today()
        if self._day is not None and self._day != today:
            keep = self.configuration.backups
            self.run_worker(self._days_backup(partial(_back_up, self.journal.fork, keep)), group="backup")
        self._day = today

    async def _days_backup(self, back_up: Callable[[], str | None]) -> None:
        if trouble := await asyncio.to_thread(back_up):
            self.notify(trouble, severity="warning", timeout=30, markup=False)
            self.to_say_at_the_end = trouble

    async def on_navigation_chosen(self, event: Navigation.Chosen) -> None:
        await self.action_pane(event.name.lower())

    async def action_pane(self, name: str) -> None:
        """Go to a pane by its name in small letters; it is there before the next key is."""
        if self.current_mode != name:
            await import_beside(f"companion.tui.screens.{name}")
            await self.switch_mode(name)
        from companion.tui.pane import Pane

        if isinstance(pane := self.screen_stack[0], Pane):
            pane.came_from = ""

    def on_notify(self, event: Notify) -> None:
        """All words are shown in one place: the latest replace those before. Long ones stand together."""
        long = event.notification.timeout >= LONG
        for before in [*self._notifications]:
            if not (long and before.timeout >= LONG):
                self._unnotify(before, refresh=False)

    def say(self, words: str) -> None:
        """A short word at the edge of the screen; never what a person wrote.

        Nothing is said to be kept that is not in the file at the journal's place.
        """
        if not self.locked and not self.journal.standing:
            from companion.vault.recovery import rescue_hint

            words = f"{rescue_hint(self.opener.places, self.journal)}."
            self.notify(words, severity="warning", timeout=60, markup=False)
            return
        self.notify(words, timeout=4, markup=False)

    def say_error(self, error: CompanionError) -> None:
        """An error a person can act on; with damage the way back, which takes a while to look for."""
        hint = isinstance(error, JournalDamaged) and not self.locked and not self._told_recovery_hint
        self.notify(str(error), severity="warning", timeout=60 if hint else 10, markup=False)
        if hint:
            self._told_recovery_hint = True
            self.run_worker(self._say_recovery_hint(self.journal), group="recovery hint")

    async def _say_recovery_hint(self, journal: Journal) -> None:
        from companion.vault.recovery import recovery_hint

        with suppress(CompanionError):
            way = await asyncio.to_thread(recovery_hint, self.opener.places, None, journal)
            self.notify(f"{way[:1].upper()}{way[1:]}", severity="warning", timeout=60, markup=False)
            self.to_say_at_the_end = way


def _back_up(fork: Callable[[], Journal], keep: "RetentionPolicy") -> str | None:
    """The backup that is due, in a thread of its own; what keeps it from being made."""
    with suppress(CompanionError), fork() as journal:
        return journal.backups.make_daily(keep)
    return None


if TYPE_CHECKING:
    _HOST: type[Host] = CompanionApp  # it is all that the screens see of it
