"""The line of keys at the bottom: which keys work here, and what they do."""

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

GAP = 3
"""Cells between two hints."""
MOST, MOST_WIDE = 5, 7
"""How many keys of the pane are named, and how many from ``WIDE`` columns on."""
WIDE = 100
_ALWAYS = {"app.palette": "All actions", "app.help": "Help"}
"""What stands at the right, always: the ids of actions, and the words."""


class KeyHint(NamedTuple):
    """A key as it is pressed and as it is shown, what it does in a word, and in a sentence."""

    key: str
    shown: str
    word: str
    sentence: str
    enabled: bool

    @property
    def width(self) -> int:
        """In cells."""
        return Content(self.shown).cell_length + (Content(self.word).cell_length + 1 if self.word else 0)


class KeyHints(Widget, can_focus=False):
    """One line that changes its text in place whenever other keys work; each key can be clicked.

    Textual's own footer makes a widget of each key anew at every change, and keeps the old ones (its issue
    6666): dear at every letter typed, and more memory with every change of pane.
    """

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self.hints: tuple[KeyHint, ...] = ()
        """The keys of the pane, as they come."""
        self.always: tuple[KeyHint, ...] = ()
        """The ways to everything else."""
        self.why = ""
        """Why the last key went nowhere; it stands in the place of the pane's keys until the next key."""

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
        always: dict[str, KeyHint] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            shown = self.app.get_key_display(binding)
            if binding.id in _ALWAYS:
                word = _ALWAYS[binding.id]
                always.setdefault(binding.id, KeyHint(binding.key, shown, word, tooltip, enabled))
            elif binding.show and binding.action not in by_action:
                by_action[binding.action] = KeyHint(binding.key, shown, binding.description, tooltip, enabled)
        hints, at_right = tuple(by_action.values()), tuple(always[id] for id in _ALWAYS if id in always)
        if (hints, at_right) != (self.hints, self.always):
            self.hints, self.always = hints, at_right
            self.refresh()

    def say_why(self, words: str) -> None:
        """Say why a key went nowhere, in the place of the pane's keys; no words show the keys again."""
        if words != self.why:
            self.why = words
            self.refresh()

    def _at_left_beside(self, at_right: tuple[KeyHint, ...], width: int) -> tuple[KeyHint, ...]:
        room = width - _width(at_right) - GAP
        hints = self.hints[: MOST_WIDE if self.app.size.width >= WIDE else MOST]
        while hints and _width(hints) > room:
            hints = hints[:-1]
        return hints

    @property
    def shown(self) -> tuple[tuple[KeyHint, ...], tuple[KeyHint, ...]]:
        """The hints there is room for, at the left and at the right.

        Where there is little, the last of the pane's own go first: a key without its word says nothing. Only
        where not even one of them fits do those at the right lose their words.
        """
        width = self.size.width
        left = self._at_left_beside(self.always, width)
        if left or not self.hints:
            return left, self.always
        short = tuple(hint._replace(word="") for hint in self.always)
        return self._at_left_beside(short, width), short

    def render(self) -> Content:
        left, right = self.shown
        words = Content.styled(self.why, "$soft") if self.why else _line(left)
        room = self.size.width - _width(right)
        return Content.assemble(words.truncate(max(0, room - 1), ellipsis=True, pad=True), " ", _line(right))

    def _hint_at(self, event: events.MouseEvent) -> KeyHint | None:
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        left, right = self.shown
        begins = self.size.width - _width(right)
        for hints, at in ((() if self.why else left, 0), (right, begins)):
            for hint in hints:
                if at <= offset.x < at + hint.width:
                    return hint
                at += hint.width + GAP
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


def _width(hints: tuple[KeyHint, ...]) -> int:
    """Cells that hints take, one beside the other."""
    return sum(hint.width for hint in hints) + GAP * max(0, len(hints) - 1)


def _line(hints: tuple[KeyHint, ...]) -> Content:
    parts: list[str | tuple[str, str]] = []
    for number, hint in enumerate(hints):
        dim = "" if hint.enabled else " dim"
        parts += [" " * GAP if number else "", (hint.shown, f"$closeness bold{dim}")]
        parts.append((f" {hint.word}" if hint.word else "", f"$soft{dim}"))
    return Content.assemble(*parts)
