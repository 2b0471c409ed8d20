"""``?`` or F1: keys and help for what is in sight, a pane or what lies over one."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from companion.tui.key_table import GROUPS, KEY_TABLE, Group, meaning_of, meaning_of_action, sentence_of
from companion.tui.overlay import Overlay
from companion.tui.widgets.hanging_indent import HangingIndent
from companion.tui.widgets.page_text import PageText

_KEY_WIDTH = 10
"""Cells for the keys, before what they do."""

_ABOUT = ("1 to 6", "Go to a pane; tab moves on in it, esc goes one level back. Arrows or hjkl move.")
"""What moves about in a pane, in a row."""


class HelpScreen(ModalScreen[None]):
    """A sheet over what is in sight; any of Escape, F1 and q closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q,question_mark", "dismiss", "Close")]

    def __init__(self, screen: Screen[Any]) -> None:
        """``screen``: a pane, or what lies over one, with a ``HELP`` of its own."""
        super().__init__()
        self._words = str(getattr(screen, "HELP", "")).strip()
        self._groups = keys_for_help(screen)
        self._over = isinstance(screen, Overlay)

    def compose(self) -> ComposeResult:
        words = PageText(self._words)
        with VerticalScroll(id="sheet"):
            if self._over:
                yield words
            for group, keys in self._groups.items():
                if group == "Move about" and not self._over:
                    keys = [_ABOUT]
                if keys:
                    rows = [(Content.styled(key, "$closeness bold"), words) for key, words in keys]
                    yield Static(Content.styled(group, "$soft"), classes="group")
                    yield Static(HangingIndent(rows, _KEY_WIDTH), classes="keys")
            if not self._over:
                yield words
            yield Static("Esc closes this.", classes="soft")


def keys_for_help(screen: Screen[Any]) -> dict[Group, list[tuple[str, str]]]:
    """(keys, what they do) for every binding of ours that works on a screen, by what a person wants of it."""
    groups: dict[Group, dict[str, list[str]]] = {group: {} for group in GROUPS}
    rows = []
    for active in screen.active_bindings.values():
        meaning = meaning_of(active.binding.key) or meaning_of_action(active.binding.action)
        of_overlay = isinstance(active.node, Overlay)
        words = sentence_of(active.binding, of_overlay=of_overlay)
        if active.enabled and words and meaning is not None:
            rows.append((KEY_TABLE.index(meaning), words, active.binding))
    for place, words, binding in sorted(rows, key=lambda row: row[0]):
        groups[KEY_TABLE[place].group].setdefault(words, []).append(screen.app.get_key_display(binding))
    return {
        group: [(" ".join(dict.fromkeys(keys)), words) for words, keys in rows.items()]
        for group, rows in groups.items()
    }
