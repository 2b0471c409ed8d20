"""The app: it wires the panes, the Journal and the keys together, and little more."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.signal import Signal

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.resources import folder
from companion.tui import themes
from companion.tui.widgets.navigation import Navigation

if TYPE_CHECKING:
    from companion.tui.pane import Pane

_PANES = {name.lower(): f"{name}Pane" for name in Navigation.PANES}


class CompanionApp(App[None]):
    """Six panes over one Journal. The thread that runs the app owns the journal's connection."""

    TITLE = "companion"
    ENABLE_COMMAND_PALETTE = True
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "tokens.tcss", folder("styles") / "shared.tcss"]
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
    ]

    def __init__(self, journal: Journal, *, pane: str = "today") -> None:
        super().__init__()
        self.journal = journal
        self.changes = 0
        self.journal_changed: Signal[None] = Signal(self, "journal changed")
        self._first_pane = pane
        self.animation_level = "none"
        for theme in themes.OWN:
            self.register_theme(theme)
        self.theme = themes.DEFAULT
        for name in _PANES:
            self.add_mode(name, self._pane_maker(name))

    def _pane_maker(self, name: str) -> Callable[[], "Pane"]:
        """A pane is imported and made when it is first gone to; start-up pays for one only."""

        def make() -> "Pane":
            module = import_module(f"companion.tui.screens.{name}")
            pane: Pane = getattr(module, _PANES[name])(self.journal)
            return pane

        return make

    def get_css_variables(self) -> dict[str, str]:
        variables = super().get_css_variables()
        return {**themes.tokens(variables), **variables}

    async def on_mount(self) -> None:
        await self.switch_mode(self._first_pane)

    def tell_changed(self) -> None:
        """Say that the journal changed; panes in sight read it again at once, others when they come into sight."""
        self.changes += 1
        self.journal_changed.publish(None)

    def on_navigation_chosen(self, event: Navigation.Chosen) -> None:
        self.action_pane(event.name.lower())

    def action_pane(self, name: str) -> None:
        """Go to a pane by its name in small letters."""
        if self.current_mode != name:
            self.switch_mode(name)

    def action_help(self) -> None:
        """F1: keys and words for the pane in sight."""
        from companion.tui.pane import Pane
        from companion.tui.screens.help import HelpScreen

        if isinstance(self.screen, Pane):
            self.push_screen(HelpScreen(self.screen))

    def action_help_quit(self) -> None:
        """ctrl+c copies a selection elsewhere in Textual; without one it says how to leave."""
        self.notify("ctrl+q leaves. What you typed is kept.", title="", timeout=3, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action of the pane in sight, then the app's own, then the themes and the rest."""
        done = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            if (
                not binding.description
                or not active.enabled
                or binding.action in done
                or binding.action == "command_palette"
            ):
                continue
            done.add(binding.action)
            namespace = active.node
            yield SystemCommand(
                binding.description,
                binding.tooltip or f"Key: {self.get_key_display(binding)}",
                lambda action=binding.action, node=namespace: self.run_action(action, node),
            )
        yield SystemCommand("Theme", "Choose how the app looks", self.action_change_theme)

    def say(self, words: str) -> None:
        """A short word at the edge of the screen; never what a person wrote."""
        self.notify(words, timeout=4, markup=False)

    def say_error(self, error: CompanionError) -> None:
        """An error a person can act on."""
        self.notify(str(error), severity="warning", timeout=10, markup=False)
