"""The line of keys at the bottom: which keys work here, and what they do."""

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget


class KeyHint(NamedTuple):
    """A key as it is pressed and as it is shown, what it does in a word, and in a sentence."""

    key: str
    shown: str
    word: str
    sentence: str
    enabled: bool

    @property
    def width(self) -> int:
        """In cells, with the blanks around it."""
        return Content(self.shown).cell_length + Content(self.word).cell_length + 3


class KeyHints(Widget, can_focus=False):
    """One line that changes its text in place whenever other keys work; each key can be clicked.

    Textual's own footer makes a widget of each key anew at every change, and keeps the old ones (its issue
    6666): dear at every letter typed, and more memory with every change of pane.
    """

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self.hints: tuple[KeyHint, ...] = ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_updated)

    def _bindings_updated(self, screen: Screen[object]) -> None:
        # While another window has the focus nothing changes here; and a screen knows its keys when it stands.
        if self.app.app_focus and self.is_attached and screen is self.screen:
            self.call_after_refresh(self._show_keys)

    def _show_keys(self) -> None:
        if not self.is_attached:
            return  # the screen was closed meanwhile
        by_action: dict[str, KeyHint] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.show and binding.action not in by_action:
                shown = self.app.get_key_display(binding)
                by_action[binding.action] = KeyHint(binding.key, shown, binding.description, tooltip, enabled)
        hints = tuple(by_action.values())
        if hints != self.hints:
            self.hints = hints
            self.refresh()

    @property
    def needed_width(self) -> int:
        """Cells that all hints take, one beside the other."""
        return sum(hint.width for hint in self.hints)

    @property
    def shown(self) -> tuple[KeyHint, ...]:
        """The hints there is room for; where there is little, the last of the pane's own go, and F1 stays."""
        hints = list(self.hints)
        while len(hints) > 1 and sum(hint.width for hint in hints) > self.size.width:
            del hints[-2]
        return tuple(hints)

    def render(self) -> Content:
        parts = []
        for hint in self.shown:
            dim = "" if hint.enabled else " dim"
            parts.append((f" {hint.shown} ", f"bold $footer-key-foreground{dim}"))
            parts.append((f"{hint.word} ", f"$footer-description-foreground{dim}"))
        return Content.assemble(*parts)

    def _hint_at(self, event: events.MouseEvent) -> KeyHint | None:
        offset = event.get_content_offset(self)
        end = 0
        for hint in self.shown:
            end += hint.width
            if offset is not None and offset.x < end:
                return hint
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        hint = self._hint_at(event)
        self.tooltip = hint.sentence if hint else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key that was clicked."""
        hint = self._hint_at(event)
        if hint is not None and hint.enabled:
            self.app.simulate_key(hint.key)
        elif hint is not None:
            self.app.bell()
