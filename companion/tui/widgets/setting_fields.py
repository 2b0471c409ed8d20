"""The fields that open in the sheet of settings: a line in the place of a row, or a list below it."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, Static

from companion.journal import Journal
from companion.model.clock import WEEKDAYS
from companion.model.date_format import DATE_FORMATS, day_words
from companion.model.text import checked_pronouns
from companion.system.configuration import THEMES
from companion.tui.drawn import content
from companion.tui.setting_rows import SettingRow, before_value, indent, row_lines
from companion.tui.setting_values import AMBIGUOUS_WORDS
from companion.tui.widgets.choice import NEW, Choice, WordAdder
from companion.tui.widgets.line_input import LineInput
from companion.tui.widgets.picker import Picker

PRONOUNS = (
    Choice("they", "they"),
    Choice("she", "she"),
    Choice("he", "he"),
    Choice("none", "no pronoun", "the name, or “your partner”, each time"),
)
"""How to speak of the partner."""

_PASSPHRASE = (
    Choice("change", "Change it", "the journal and its backups get the new one"),
    Choice("remove", "Remove it", "anyone at this account can read it then"),
)

_MARGIN = 2
"""Cells that a list has before its rows."""


def choices_of(id: str, journal: Journal) -> list[Choice]:
    """What there is to pick for a setting."""
    match id:
        case "pronouns":
            now = journal.settings.pronouns
            known = any(choice.id == now for choice in PRONOUNS)
            return [*PRONOUNS, *([] if known else [Choice(now, now)])]
        case "week_start":
            return [Choice(day, day.capitalize()) for day in WEEKDAYS]
        case "date_format":
            return [Choice(form, day_words(journal.today(), form)) for form in DATE_FORMATS]
        case "theme":
            return [Choice(theme, theme) for theme in THEMES]
        case "ambiguous":
            return [Choice(width, words) for width, words in AMBIGUOUS_WORDS.items()]
        case "watched":
            words, quiet = journal.vocabulary, journal.quiet
            return [
                Choice(id, words.label(id, journal.settings))
                for id, row in words.patterns.items()
                if not row.deprecated and (not quiet or words.asked_when_quiet(id))
            ]
    return list(_PASSPHRASE)


class SettingLine(Vertical):
    """The row with a line to type in where its value was, and room for what is wrong with it."""

    def __init__(self, row: SettingRow, text: str, width: int, *, first: bool) -> None:
        """``width``: cells of the row; ``first``: whether it has the name of its group."""
        super().__init__(classes="setting-field")
        self._row, self._text, self._width, self._first = row, text, width, first

    def compose(self) -> ComposeResult:
        yield Static("", classes="setting-group")
        with Horizontal():
            yield Static("", classes="setting-label")
            yield LineInput(self._text, placeholder=self._row.example, compact=True, select_on_focus=False)
        yield Static("", classes="refused", markup=False)

    def on_mount(self) -> None:
        self.fit(self._width)

    def fit(self, width: int) -> None:
        """Take another width, in cells."""
        *above, line = row_lines(self._row, "", width, first=self._first, chosen=True)
        group, label = self.query_one(".setting-group", Static), self.query_one(".setting-label", Static)
        group.update(content(above))
        group.display = bool(above)
        label.update(content([line]))
        label.styles.width = indent(width)
        self.query_one(".refused").styles.margin = (0, 1, 0, indent(width))

    def begin(self) -> None:
        """Take the keys."""
        field = self.query_one(Input)
        field.focus()
        field.cursor_position = len(field.value)


class SettingRows(Picker):
    """A picker without a row for its label: that stands above it already. Enter on what is picked is the end
    of it: there is no field to go on to."""

    class Done(Message):
        """Nothing more is picked."""

    by_digit = False
    """Whether the latest key was a digit."""

    def handle(self, event: Key) -> bool:
        self.by_digit = event.key.isdecimal()
        shown = self.matches()
        if event.key != "enter" or not shown:
            return super().handle(event)
        here = shown[self.at]
        if here.id in self.picked or not (self._single or self._moved or self.filter):
            self.post_message(self.Done())
        else:
            self.toggle(here)
        return True

    def content_rows(self, width: int) -> list[Content]:
        return self.open_rows(width)

    def _rows_above(self) -> int:
        return 1

    def go_to(self, id: str) -> None:
        """Have the cursor on a choice."""
        self._move_to(next((n for n, choice in enumerate(self.choices) if choice.id == id), 0))


class SettingPicker(Vertical):
    """A list to pick from below the row."""

    def __init__(self, row: SettingRow, choices: Sequence[Choice], picked: Sequence[str], width: int) -> None:
        """``width``: cells of the row."""
        super().__init__(classes="setting-field")
        self.fit(width)
        self._row, self._choices, self._picked = row, list(choices), picked

    def compose(self) -> ComposeResult:
        yield SettingRows(
            self._row.label,
            lambda: self._choices,
            single=self._row.way != "several",
            word_adder=WordAdder(_own_pronouns, self._add) if self._row.id == "pronouns" else None,
        )
        yield Static("", classes="refused", markup=False)

    def fit(self, width: int) -> None:
        """Take another width, in cells."""
        self.styles.padding = (0, 0, 0, before_value(width) - _MARGIN)

    def begin(self) -> None:
        """Take the keys, with the cursor on what is picked."""
        picker = self.query_one(SettingRows)
        picker.set_picked(self._picked)
        picker.go_to(self._picked[0] if self._picked else "")
        picker.focus()
        self.scroll_visible(animate=False)

    def _add(self, words: str, id: str) -> str:
        pronouns = checked_pronouns(words)
        self._choices.append(Choice(pronouns, pronouns))
        return pronouns


def _own_pronouns(typed: str) -> list[Choice]:
    return [Choice(f"{NEW}own", f"“{typed}”", "words of your own, as in xe/xem/xyr")]
