"""Everything that can be set, a row each; what is set is saved at once, and can be taken back."""

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from companion.journal import Journal, TakesPassphrase
from companion.model.errors import CompanionError
from companion.model.text import one_line
from companion.resources import folder
from companion.system.reminders import SWITCH_OFF, SWITCH_ON, own_kind
from companion.tui.host import host_of
from companion.tui.overlay import Overlay
from companion.tui.pane import Pane
from companion.tui.setting_rows import ROWS, SettingRow
from companion.tui.setting_values import SettingValues
from companion.tui.undoing import NOTHING_TO_UNDO, undo
from companion.tui.widgets.field import Changed
from companion.tui.widgets.picker import Picker
from companion.tui.widgets.setting_fields import SettingLine, SettingPicker, SettingRows, choices_of
from companion.tui.widgets.setting_list import RowScroll, RowView

BESIDE = 120
"""Columns from which what the row in hand is for stands beside the rows."""
_KEYS = "Enter saves it, Esc leaves it as it is."
COPIED = ("restore", "merge", "journal_folder", "configuration_folder")
"""The rows that say a command or a place, which Enter hands to the clipboard."""
_UNDO = "Setting changed. u undoes."
_ROW_OF = {
    "look-back": "look_back", "watch": "watched", "own prompt": "question",
    "own practice": "practice", "own pattern": "pattern",
}  # fmt: skip
"""The row that a change of settings belongs to, where the two have different names."""
_GUARDS = "This guards the journal less than usual: {0}. Your passphrase confirms that it is you."


class PreferencesScreen(Overlay[None]):
    """Up and down move, Enter changes the row in hand, ``u`` undoes the last thing, whatever it was."""

    HELP = """
Everything that can be set, a row each. The arrows move, Enter changes the selected row, and each change
is saved at once; **u** undoes the latest one. Some rows show a command to type instead, and Enter copies it.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "preferences.tcss"]
    HORIZONTAL_BREAKPOINTS = [*Pane.HORIZONTAL_BREAKPOINTS, (BESIDE, "-beside"), (160, "-huge")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "Change", id="settings.change", tooltip="Change this setting"),
        Binding("space", "tick", "On or off", show=False),
        Binding("u", "undo", "Undo", id="settings.undo", tooltip="Undo the last thing, whatever it was"),
        Binding("escape", "back", "Back", key_display="esc"),
    ]  # fmt: skip

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self.rows = [row for row in ROWS if row.id != "recovery" or journal.key is not None]
        self._at = 0
        self._values: SettingValues | None = None
        self._editor: SettingLine | SettingPicker | None = None
        self._by_digit = False

    @property
    def values(self) -> SettingValues:
        """What the settings are."""
        if self._values is None:
            host = host_of(self)
            self._values = SettingValues(self._journal, lambda: host.configuration, host.take_configuration)
        return self._values

    @property
    def row(self) -> SettingRow:
        """The row in hand."""
        return self.rows[self._at]

    def compose(self) -> ComposeResult:
        with Horizontal(id="settings-heading"):
            yield Static(Content.styled("Settings", "bold"), id="settings-title")
            yield Static("saved at once", classes="soft", id="settings-aside")
        with Horizontal(id="settings-body"):
            with RowScroll(id="settings-rows"):
                groups: list[str] = []
                for row in self.rows:
                    yield RowView(row, first=row.group not in groups)
                    groups.append(row.group)
            yield Static("", id="settings-help", markup=False)

    def on_mount(self) -> None:
        host_of(self).journal_changed.subscribe(self, lambda _: self.draw())
        self._scroll.focus()

    @property
    def _scroll(self) -> RowScroll:
        return self.query_one(RowScroll)

    def _view(self, row: SettingRow) -> RowView:
        return self.query_one(f"#row-{row.id}", RowView)

    @on(RowScroll.Resized)
    def draw(self) -> None:
        """Draw all rows, as the settings are now."""
        if not self.is_attached:
            return
        width = self._scroll.scrollable_content_region.width
        for row in self.rows:
            self._view(row).show(self.values.words(row.id), width, chosen=row is self.row)
        if self._editor is not None:
            self._editor.fit(width)
        self._show_help()
        self.call_after_refresh((self._editor or self._view(self.row)).scroll_visible, animate=False)

    def _show_help(self) -> None:
        """What the row in hand is for, and what its keys do where it is typed in."""
        between = "\n" if self.app.size.width >= BESIDE else ": "
        keys = f" {_KEYS}" if isinstance(self._editor, SettingLine) else ""
        keys = f" Enter copies it: {self.values.to_copy(self.row.id)}" if self.row.id in COPIED else keys
        self.query_one("#settings-help", Static).update(
            Content.assemble((self.row.label, "$foreground bold"), between, self.row.help, keys)
        )

    # Moving

    def action_move(self, by: int) -> None:
        """Take another row in hand."""
        self._take_in_hand(max(0, min(len(self.rows) - 1, self._at + by)))

    def _take_in_hand(self, at: int) -> None:
        before, self._at = self.row, at
        width = self._scroll.scrollable_content_region.width
        for row in (before, self.row):
            self._view(row).show(self.values.words(row.id), width, chosen=row is self.row)
        self._show_help()
        self.call_after_refresh(self._view(self.row).scroll_visible, animate=False)

    @on(RowView.Clicked)
    def _clicked(self, event: RowView.Clicked) -> None:
        """Take the row in hand; where it is already, change it."""
        row = event.row
        if row is self.row and self._editor is None:
            self.action_pick()
        else:
            self.close_editor()
            self._take_in_hand(self.rows.index(row))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._editor is None or action not in ("pick", "tick", "move", "undo")

    def action_back(self) -> None:
        """Out of the field that is open, or out of the sheet."""
        if self._editor is not None:
            self.close_editor()
        else:
            self.dismiss(None)

    # Changing

    def action_pick(self) -> None:
        """What the way of the row says."""
        row, width = self.row, self._scroll.scrollable_content_region.width
        if row.way == "switch":
            self.set(row.id, not self.values.value(row.id))
        elif row.way == "line":
            self._open(SettingLine(row, self.values.line(row.id), width, first=self._view(row).first))
        elif row.way in ("one", "several") or (row.id == "passphrase" and self._journal.key is not None):
            self._open(SettingPicker(row, choices_of(row.id, self._journal), self._picked(), width))
        else:
            _ACTS[row.id](self)

    def action_tick(self) -> None:
        """On or off, where the row in hand is one of the two."""
        if self.row.way == "switch":
            self.action_pick()

    def _picked(self) -> list[str]:
        if self.row.way == "act":
            return []
        value = self.values.value(self.row.id)
        return list(value) if self.row.way == "several" else [value]

    def _open(self, editor: SettingLine | SettingPicker) -> None:
        self._editor = editor
        view = self._view(self.row)
        if isinstance(editor, SettingLine):
            view.display = False
        self._scroll.mount(editor, after=view)
        self.refresh_bindings()
        self._show_help()
        self.call_after_refresh(editor.begin)

    def close_editor(self) -> None:
        """Put the field away that is open, with nothing changed by that."""
        if self._editor is None:
            return
        editor, self._editor = self._editor, None
        self._scroll.focus()
        editor.remove()
        self._view(self.row).display = True
        self.draw()
        self.refresh_bindings()
        self.call_after_refresh(self._view(self.row).scroll_visible, animate=False)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self.set(self.row.id, self.values.read(self.row.id, event.value))
        except CompanionError as error:
            self._refuse(str(error))

    @on(Changed)
    def _chosen(self) -> None:
        if self._editor is None:
            return
        rows = self._editor.query_one(SettingRows)
        picked, self._by_digit = rows.picked, rows.by_digit and self.row.way == "one"
        if self.row.id == "watched":
            self.set("watched", tuple(picked), stay=True)
        elif self.row.id == "passphrase":
            self.close_editor()
            if picked:
                self.run_worker(
                    self.run_action("app.passphrase" if picked == ["change"] else "app.remove_passphrase")
                )
        elif picked:
            self.set(self.row.id, picked[0])
        else:  # the one it is already, picked once more
            self.close_editor()

    @on(SettingRows.Done)
    def _done(self) -> None:
        self.close_editor()

    def on_key(self, event: events.Key) -> None:
        """Enter after the digit that picked belongs to it, and does not open the list again."""
        if self._by_digit and event.key == "enter" and self._editor is None:
            event.stop()
            event.prevent_default()
        self._by_digit = False

    def set(self, id: str, value: Any, *, stay: bool = False, agreed: bool = False) -> None:
        """Set a setting, after the passphrase where it takes that. ``stay``: the field stays open;
        ``agreed``: the passphrase was given just now."""
        try:
            weaker = {} if agreed else self.values.weakens(id, value)
            if weaker:
                self._ask(weaker, lambda: self.set(id, value, agreed=True))
                return
            words = self._reminder_said(value) if id == "reminder" else _UNDO
            self._changed(lambda: self.values.change(id, value), id, words, stay=stay)
        except CompanionError as error:
            self._refuse(str(error))

    def _reminder_said(self, at: object) -> str:
        """What was written is not switched on yet: the command that does it goes to the clipboard."""
        kind = own_kind()
        command = (SWITCH_OFF if at is None else SWITCH_ON)[kind]
        self.app.copy_to_clipboard(command)
        done = "Removed. If it was on, this turns it off" if at is None else "Saved. This turns it on"
        return f"{done} (copied): {command}"

    def _ask(self, weaker: dict[str, Any], then: Callable[[], None]) -> None:
        from companion.tui.screens.passphrase_check import PassphraseCheckScreen
        from companion.tui.screens.settings_to_agree import meaning

        words = "; ".join(meaning(name, value) for name, value in weaker.items())
        screen = PassphraseCheckScreen(
            self._journal.places, "Is it you?", _GUARDS.format(words), "sets it", "leaves it as it is"
        )
        self.app.push_screen(screen, lambda passphrase: then() if passphrase else None)

    def _changed(self, change: Callable[[], object], id: str, words: str, *, stay: bool = False) -> None:
        changed = change()
        if not stay:
            self.close_editor()  # before it is said that u undoes: in a field it is a letter
        if not changed:
            return
        if id == "theme":
            self.app.theme = self.values.value("theme")
        if self._editor is not None:
            self._editor.query_one(".refused", Static).update("")
        host_of(self).say(words)
        host_of(self).tell_changed()
        self.draw()
        self.refresh_bindings()

    def _refuse(self, words: str) -> None:
        """Say in the row what is wrong; at the edge, where no field is open."""
        if self._editor is None:
            self.notify(words, severity="warning", timeout=10, markup=False)
        else:
            for picker in self._editor.query(Picker):
                picker.set_picked(self._picked())
            self._editor.query_one(".refused", Static).update(words)
            self.call_after_refresh(self._editor.scroll_visible, animate=False)

    def action_undo(self) -> None:
        """Undo the last thing, whatever it was; what would guard the journal less takes the passphrase."""
        self._undo()

    def _undo(self, *, agreed: bool = False) -> None:
        try:
            undone = undo(self._journal, agreed=agreed)
        except TakesPassphrase as takes:
            self._ask(dict(takes.values), lambda: self._undo(agreed=True))
            return
        except CompanionError as error:
            self._refuse(str(error))
            return
        if undone is None:
            host_of(self).say(NOTHING_TO_UNDO)
            return
        if undone.configuration:
            host_of(self).read_configuration()
        host_of(self).say(undone.words)
        host_of(self).tell_changed()
        self.draw()
        id = _ROW_OF.get(undone.setting, undone.setting)
        self._take_in_hand(next((n for n, row in enumerate(self.rows) if row.id == id), self._at))

    # What is done, and not set

    def copy(self, words: str) -> None:
        """Hand a command or a folder to the terminal's clipboard."""
        self.app.copy_to_clipboard(words)
        host_of(self).say("Copied.")

    def back_up(self) -> None:
        """Make a backup, beside the panes."""
        self.app.run_worker(self._beside(lambda journal: f"Backed up: {journal.backups.make().name}"))

    async def _beside(self, work: Callable[[Journal], str]) -> None:
        """Do something with the journal in a thread of its own, and say what came of it."""
        try:
            words = await asyncio.to_thread(_with_fork, self._journal.fork, work)
        except CompanionError as error:
            self.app.notify(str(error), severity="warning", timeout=10, markup=False)
        except OSError as error:
            words = f"It cannot be written there ({error.strerror}): {one_line(str(error.filename))}"
            self.app.notify(words, severity="warning", timeout=10, markup=False)
        else:
            host_of(self.app).say(words)

    def turn_to(self) -> None:
        """Open the lines of people to turn to."""
        from companion.tui.screens.support_contacts import SupportContactsScreen

        self.app.push_screen(SupportContactsScreen(self._journal), lambda _: self.draw())


def _with_fork(fork: Callable[[], Journal], work: Callable[[Journal], str]) -> str:
    with fork() as journal:
        return work(journal)


def _run(action: str) -> Callable[[PreferencesScreen], object]:
    return lambda screen: screen.run_worker(screen.run_action(action))


def _copy(id: str) -> Callable[[PreferencesScreen], object]:
    return lambda screen: screen.copy(screen.values.to_copy(id))


_ACTS: dict[str, Callable[[PreferencesScreen], object]] = {
    "passphrase": _run("app.passphrase"),
    "recovery": _run("app.recovery_sheet"),
    "support_contacts": PreferencesScreen.turn_to,
    "backup_now": PreferencesScreen.back_up,
    "words": _run("app.own_words"),
    "export": _run("app.export"),
    "import": _run("app.import"),
    **{id: _copy(id) for id in COPIED},
    **{kind: _run(f"app.add_custom('{kind}')") for kind in ("question", "pattern", "practice")},
}
"""What Enter does on a row that is done and not set."""
