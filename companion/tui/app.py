"""The app: it wires the panes, the Journal and the keys together, and little more."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.signal import Signal
from textual.theme import Theme

from companion.journal import Journal
from companion.model.errors import CompanionError, JournalDamaged, NothingFound
from companion.model.records import Entry
from companion.resources import folder
from companion.system.configuration import Configuration, change_configuration
from companion.tui import themes
from companion.tui.lock import JournalOpener, Lockable
from companion.tui.widgets.navigation import Navigation
from companion.vault.recovery import recovery_hint

if TYPE_CHECKING:
    from textual.actions import ActionParseResult

    from companion.model.retention import RetentionPolicy
    from companion.tui.pane import Pane

LOCK_KEYS = "f9,ctrl+g"
"""F9 is one reach and no terminal keeps it for itself; ctrl+g is there where F keys need another key."""

_PANES = {name.lower(): f"{name}Pane" for name in Navigation.PANES}


OFFERED = "What you wrote is kept as it is. This page is here if it helps; escape closes it."
"""What stands above a page that is offered after saving."""


class CompanionApp(Lockable):
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
        # With priority, so that they work over whatever lies on a pane too.
        Binding(
            "f2",
            "card('card_safety')",
            "Safety",
            show=False,
            priority=True,
            id="app.safety",
            tooltip="Open the safety page",
        ),
        Binding(
            "f3",
            "card('card_crisis')",
            "Too much right now",
            show=False,
            priority=True,
            id="app.crisis",
            tooltip="If it is too much right now",
        ),
        Binding("f1", "help", "Help", id="app.help", tooltip="Keys and words for this pane"),
        Binding("question_mark", "help", "Help", show=False),
        Binding("ctrl+p", "command_palette", "All actions", show=False, priority=True, id="app.palette"),
        Binding(
            "ctrl+q",
            "quit",
            "Quit",
            show=False,
            priority=True,
            id="app.quit",
            tooltip="Leave; what was typed is kept",
        ),
        Binding(
            LOCK_KEYS,
            "lock",
            "Blank and lock",
            show=False,
            priority=True,
            id="app.lock",
            tooltip="Blank the screen at once and lock",
        ),
    ]

    def __init__(
        self,
        journal: Journal | None,
        *,
        door: JournalOpener | None = None,
        pane: str = "today",
        configuration: Configuration | None = None,
    ) -> None:
        """Without a journal the app begins locked, and opens the one behind ``door``."""
        if door is None:
            assert journal is not None
            door = JournalOpener(journal.places, journal.clock)
        self.configuration = configuration or Configuration()
        super().__init__(
            journal,
            door,
            minutes=self.configuration.lock_after,
            keys=self.configuration.keys.get("app.lock", LOCK_KEYS),
        )
        self.changes = 0
        self.to_say_at_the_end = ""
        self._told_way_back = False
        self._day: date | None = None
        self.journal_changed: Signal[None] = Signal(self, "journal changed")
        self._first_pane = pane
        self.animation_level = "full" if self.configuration.animation else "none"
        for theme in themes.OWN:
            self.register_theme(theme)
        self._begin_in(self.configuration.theme)
        self.set_keymap(dict(self.configuration.keys))
        self.make_modes(but=self.DEFAULT_MODE)

    def make_modes(self, *, but: str = "") -> None:
        for name in _PANES:
            if name != but and name not in self._modes:
                self.add_mode(name, self._pane_maker(name))

    def _begin_in(self, theme: str) -> None:
        """Set the theme to start in. Set the usual way, it has all style sheets parsed once more."""
        if theme == themes.DUSK.name:
            self.set_reactive(App.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())
            self.add_class(f"-theme-{theme}", update=False)
        else:
            self.theme = theme

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
        return themes.variables_for(self.current_theme, super().get_css_variables())

    async def on_mount(self) -> None:
        self.make_modes()
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self.begin_watching()
        if self.locked:
            if self.door.leads_nowhere:
                await self.show_only(Screen)
                self._welcome()
            else:
                await self.show_locked()
            return
        if self.journal.words.trouble:
            words = f"{self.journal.words.trouble} The words of that file are left out for now."
            self.notify(words, severity="warning", timeout=15, markup=False)
        if self._first_pane != self.DEFAULT_MODE:
            await self.switch_mode(self._first_pane)
        if not self.journal.timeline.latest(limit=1) and self.journal.drafts.get("moment") is None:
            self._welcome()

    def _welcome(self) -> None:
        from companion.tui.screens.welcome import WelcomeScreen

        if self.locked:
            who = "The next step offers a passphrase for it."
        elif self.door.asks:
            who = "Its passphrase alone opens it."
        else:
            who = "It has no passphrase: whoever can use this account can read the file."
        self.push_screen(WelcomeScreen(str(self.door.places.data), who), self._welcomed)

    def _welcomed(self, wish: str | None) -> None:
        if wish == "demo":
            self.exit("demo")
        elif self.locked:
            from companion.tui.screens.new_passphrase import NewPassphraseScreen

            self.push_screen(NewPassphraseScreen(), lambda chosen: self.unlock(chosen or None))

    def stayed_shut(self, why: str) -> None:
        super().stayed_shut(why)
        if self.locked_screen is None:
            self.notify(why, severity="warning", timeout=10, markup=False)
            self._welcomed("begin")

    async def arrived(self) -> None:
        """Back from the lock, the form that was open is open again."""
        if self._was_writing:
            self._was_writing = False
            await self.screen.run_action("begin")

    def _keep_theme(self, theme: Theme) -> None:
        """The theme a person chose is there again next time."""
        if theme.name == self.configuration.theme:
            return
        try:
            file = self.door.places.config_file
            self.configuration = change_configuration(file, "theme", theme.name)
        except CompanionError as error:
            self.say_error(error)

    def _fatal_error(self) -> None:
        """Say the kind of error only: Textual would print every local, and with them what a person wrote."""
        self._exit_renderables.append(
            Text(
                f"companion: stopped by an error of the program ({type(self._exception).__name__}). "
                "What was saved is safe, and so is the draft."
            )
        )
        self._close_messages_no_wait()

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
            self.say("That is not there any more.")
        except CompanionError as error:
            self.say_error(error)
        self.tell_changed()
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the journal is locked there are the pages on safety, and the way out."""
        return not self.locked or action in ("card", "lock", "quit", "help_quit")

    def before_closing(self, journal: Journal) -> None:
        """The day's backup, where nobody waits for it with a pane in sight."""
        if journal.changed and (trouble := journal.backups.make_daily(self.configuration.backups)):
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
        if self.locked or not self.journal.changed:
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
            await self.switch_mode(name)

    def action_help(self) -> None:
        """F1: keys and words for the pane in sight."""
        from companion.tui.pane import Pane
        from companion.tui.screens.help import HelpScreen

        if isinstance(self.screen, Pane):
            self.push_screen(HelpScreen(self.screen))

    def action_card(self, card_id: str) -> None:
        """Open a page of the library over whatever is in sight; the page in sight itself is closed."""
        from companion.tui.screens.safety_page import CardScreen

        above = self.screen
        if isinstance(above, CardScreen):
            above.dismiss()
            if above.card_id == card_id:
                return
        self.push_screen(CardScreen(None if self.locked else self.journal, card_id))

    def offer_page(self, entry: Entry) -> bool:
        """Offer a page after an entry that was saved and says plainly that someone may be in danger.

        Whether there was one to offer.
        """
        card = self.journal.entries.page_to_offer(entry) if self.configuration.phrase_check else None
        if card is not None:
            from companion.tui.screens.safety_page import CardScreen

            self.push_screen(CardScreen(self.journal, card, before=OFFERED))
        return card is not None

    def action_quiet(self) -> None:
        """Turn quiet mode on or off by hand."""
        self.journal.set_quiet(not self.journal.quiet)
        self.say("Quiet is on." if self.journal.quiet else "Quiet is off.")
        self.tell_changed()

    def action_add_person(self) -> None:
        """Ask for the name of someone else moments are with."""
        from companion.tui.screens.choose_person import WhomScreen

        def add(name: str | None) -> None:
            if name:
                self.journal.people.add(name)
                self.say("Added. The form for a moment asks with whom now.")
                self.tell_changed()

        self.push_screen(WhomScreen("Someone else too", ()), add)

    def action_own(self, kind: str) -> None:
        """Open the sheet for a question, a pattern or a practice of one's own."""
        from companion.tui.screens import custom_vocabulary

        def kept(saved: bool | None) -> None:
            if saved:
                self.say("Kept beside the others.")
                self.tell_changed()

        self.push_screen(getattr(custom_vocabulary, f"Own{kind.capitalize()}Screen")(self.journal), kept)

    def action_look_back(self) -> None:
        """Open the monthly look-back, or what was kept of it while the next is not due."""
        from companion.tui.screens.look_back import LookBackScreen

        self.push_screen(LookBackScreen(self.journal))

    def action_settings(self) -> None:
        """Open the settings that a person is likely to want."""
        from companion.tui.screens.settings import SettingsScreen

        self.push_screen(
            SettingsScreen(self.journal, self.door.places.config_file, self.configuration), self._set
        )

    def _set(self, configuration: Configuration | None) -> None:
        if configuration is not None:
            self.configuration = configuration
            self.say("Kept.")
            self.tell_changed()

    def action_help_quit(self) -> None:
        """ctrl+c copies a selection elsewhere in Textual; without one it says how to leave."""
        self.notify("ctrl+q leaves. What you typed is kept.", title="", timeout=3, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action of the pane in sight, then the app's own, then the themes and the rest."""
        done = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            # Our own actions each say what they do; moving about in a list is no action to look for.
            if not (binding.description and binding.tooltip and active.enabled) or binding.action in done:
                continue
            done.add(binding.action)
            namespace = active.node
            yield SystemCommand(
                binding.description,
                f"{binding.tooltip} ({self.get_key_display(binding)})",
                lambda action=binding.action, node=namespace: self.run_action(action, node),
            )
        if self.locked:
            return
        from companion.tui.pane import Pane

        if isinstance(screen, Pane):
            yield from (SystemCommand(*command) for command in screen.commands())
        quiet = "off" if self.journal.quiet else "on"
        yield SystemCommand(
            f"Turn quiet {quiet}", "Quiet keeps suggestions of closeness away", self.action_quiet
        )
        yield SystemCommand(
            "Someone else too", "Add a name, to log moments with that person", self.action_add_person
        )
        for kind, does in (
            ("question", "asked at its time of day"),
            ("pattern", "counted with the others"),
            ("practice", "kept in the library"),
        ):
            make = partial(self.action_own, kind)
            yield SystemCommand(f"A {kind} of my own", f"Write one that is {does}", make)
        if self.journal.look_backs.wanted:
            yield SystemCommand(
                "Look back over the month", "Ten sentences, at most once in 28 days", self.action_look_back
            )
        yield SystemCommand("Settings", "Name and pronouns, days and dates", self.action_settings)
        yield SystemCommand("Theme", "Choose how the app looks", self.action_change_theme)

    def say(self, words: str) -> None:
        """A short word at the edge of the screen; never what a person wrote."""
        self.clear_notifications()
        self.notify(words, timeout=4, markup=False)

    def say_error(self, error: CompanionError) -> None:
        """An error a person can act on; with damage the way back, which takes a while to look for."""
        self.notify(str(error), severity="warning", timeout=10, markup=False)
        if isinstance(error, JournalDamaged) and not self.locked and not self._told_way_back:
            self._told_way_back = True
            self.run_worker(self._say_way_back(self.journal), group="way back")

    async def _say_way_back(self, journal: Journal) -> None:
        with suppress(CompanionError):
            way = await asyncio.to_thread(recovery_hint, self.door.places, None, journal)
            self.notify(f"{way[:1].upper()}{way[1:]}", severity="warning", timeout=60, markup=False)
            self.to_say_at_the_end = way


def _back_up(fork: Callable[[], Journal], keep: "RetentionPolicy") -> str | None:
    """The backup that is due, in a thread of its own; what keeps it from being made."""
    with suppress(CompanionError), fork() as journal:
        return journal.backups.make_daily(keep)
    return None
