"""Two fields for a new passphrase: given twice, with how hard it is to guess."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from companion.tui.widgets.passphrase_field import CAPS_LOCK, PassphraseField
from companion.vault.passphrases import alike, caps_lock_likely, strength

WORDS = """\
A passphrase locks the file, also for someone who takes the disk or a backup. Four or five unrelated \
words are strong, and easy to keep in mind."""

_FIRST = "Give it in the field above first."
_DIFFER = "They do not match. Try again."
_EASY = "This one is guessed at once. Enter again uses it anyway; four unrelated words are safer."
EASY = 0
"""Up to this level of :func:`companion.vault.passphrases.strength` it is asked once more."""


class NewPassphrase(Vertical):
    """Enter goes from the first field to the second, and then posts :class:`Given`."""

    class Given(Message):
        """A passphrase was given twice."""

        def __init__(self, passphrase: str) -> None:
            super().__init__()
            self.passphrase = passphrase

    def compose(self) -> ComposeResult:
        yield PassphraseField("Passphrase", id="first")
        yield Static("", markup=False, id="strength")
        yield PassphraseField("The same again", id="second")
        yield Static("", markup=False, id="answer")

    @property
    def first(self) -> Input:
        """The field that is filled first."""
        return self.query_one("#first", Input)

    @property
    def second(self) -> Input:
        """The field for the same once more."""
        return self.query_one("#second", Input)

    def on_mount(self) -> None:
        self._told_easy = ""

    def empty(self) -> None:
        """Nothing stands in the fields, and what is typed next is hidden."""
        self._told_easy = ""
        for field in self.query(PassphraseField):
            field.empty()
        self.say("")

    def say(self, words: str) -> None:
        """Say why it was not taken."""
        self.query_one("#answer", Static).update(words)

    @on(Input.Changed, "#first")
    def _show_strength(self, event: Input.Changed) -> None:
        words = strength(event.value)[1] if event.value else ""
        if caps_lock_likely(event.value):
            words = CAPS_LOCK
        self.query_one("#strength", Static).update(words)

    def go_on(self) -> None:
        """From the first field to the second; from there on, where both are alike."""
        if self.second.has_focus:
            self._give()
        else:
            self.second.focus()

    @on(Input.Submitted, "#first")
    def _to_second(self, event: Input.Submitted) -> None:
        event.stop()
        if self.first.value:
            self.second.focus()

    @on(Input.Submitted, "#second")
    def _given_twice(self, event: Input.Submitted) -> None:
        event.stop()
        self._give()

    def _give(self) -> None:
        if self.first.value and alike(self.first.value, self.second.value):
            if strength(self.first.value)[0] > EASY or self._told_easy == self.first.value:
                self.post_message(self.Given(self.first.value))
            else:
                self._told_easy = self.first.value
                self.say(_EASY)
            return
        self.say(_DIFFER if self.first.value else _FIRST)
        self.second.value = ""
        (self.second if self.first.value else self.first).focus()
