"""The screen while the journal is locked: nothing at all, or one field."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Input, Static

from companion.resources import folder
from companion.system.paths import Places, command_for
from companion.tui.widgets.passphrase_field import CAPS_LOCK, SHOW_KEY, PassphraseField
from companion.vault.passphrases import caps_lock_likely

_WITHOUT = """\
This journal has no passphrase. Enter brings it back, and it does so for anyone who sits here. \
`{command}` gives it one."""


_FORGOTTEN = "Forgotten? `{command}` opens it with your recovery sheet."


class LockedScreen(Screen[None]):
    """Asks for the passphrase, where there is one. ``blank``: shows nothing until a key is pressed."""

    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "locked.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Open", show=False)]

    AUTO_FOCUS = ""  # a blank screen has no field to type in

    blank: reactive[bool] = reactive(False)

    def __init__(
        self,
        unlock: Callable[[str | None], None],
        places: Places,
        *,
        needs_passphrase: bool,
        recoverable: bool = False,
        blank: bool = False,
    ) -> None:
        """``unlock`` is called with the passphrase that was given, or with ``None`` where none is needed.

        ``places``: of the journal; neither they nor its name are shown, since that is nobody's business while
        it is locked. ``recoverable``: whether a recovery sheet opens it too.
        """
        super().__init__()
        self._unlock = unlock
        self._needs_passphrase = needs_passphrase
        self._waits = False
        self._recoverable = recoverable
        self._forgotten = _FORGOTTEN.format(command=command_for(places, "recover", unsaid=True))
        self._without = _WITHOUT.format(command=command_for(places, "encrypt", unsaid=True))
        self.set_reactive(LockedScreen.blank, blank)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content.styled("Locked", "bold"), id="locked-title")
            if self._needs_passphrase:
                yield PassphraseField(f"Type your passphrase, then Enter; {SHOW_KEY} shows it")
            else:
                yield Static(self._without, markup=False)
            yield Static("", id="caps", classes="soft", markup=False)
            yield Static("", id="answer", markup=False)
            if self._recoverable:
                yield Static(self._forgotten, classes="soft", id="forgotten", markup=False)
            yield Static("F2 Safety   F3 Too much right now   ctrl+q Quit", classes="soft")

    def on_mount(self) -> None:
        self.query_one("#caps").display = False
        self.watch_blank(self.blank)

    def watch_blank(self, blank: bool) -> None:
        if not self.query("#sheet"):
            return
        self.query_one("#sheet").display = not blank
        for field in self.query(PassphraseField):
            field.empty()
            self.set_focus(None if blank else field)

    def on_key(self, event: events.Key) -> None:
        """Any key brings the field back; a letter is the first of the passphrase already."""
        if not self.blank:
            return
        event.stop()
        event.prevent_default()
        self.blank = False
        for field in self.query(Input):
            if event.is_printable and event.character and event.character != " ":
                field.insert_text_at_cursor(event.character)

    def on_mouse_down(self) -> None:
        self.blank = False

    @on(Input.Changed)
    def _mention_caps_lock(self, event: Input.Changed) -> None:
        caps = self.query_one("#caps", Static)
        caps.update(CAPS_LOCK)
        caps.display = caps_lock_likely(event.value)

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        passphrase = event.value
        event.input.value = ""
        if passphrase:
            self._open(passphrase)

    def action_open(self) -> None:
        if not (self.blank or self._needs_passphrase or self._waits):
            self._open(None)

    def _open(self, passphrase: str | None) -> None:
        self.wait("Opening ...")
        self._unlock(passphrase)

    def wait(self, words: str) -> None:
        """Say what is being done, and take no passphrase until :meth:`show_refusal`."""
        self._waits = True
        for field in self.query(Input):
            field.disabled = True
        self.query_one("#answer", Static).update(Content(words))

    async def ask_anew(self, needs_passphrase: bool) -> None:
        """Go by what the journal takes now: a passphrase, or none; still waiting."""
        self._needs_passphrase = needs_passphrase
        await self.recompose()
        self.on_mount()
        self.wait("Opening ...")

    def show_refusal(self, words: str) -> None:
        """It stayed shut: say why, and ask again."""
        self._waits = False
        self.query_one("#answer", Static).update(Content(words))
        for field in self.query(Input):
            field.disabled = False
            if not self.blank:
                field.focus()
