"""A recovery sheet: its code shown once, written out as a page, and two of its groups typed back."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.tui.overlay import Overlay
from companion.tui.screens.handout import write_page
from companion.tui.widgets.text_fields import LineField
from companion.vault.recovery_code import (
    groups_of,
    groups_to_repeat,
    is_group,
    keep_code,
    new_code,
    sheet,
)

_WORDS = """\
This code opens the journal if you forget the passphrase. It is shown only now. Copy it onto paper, and keep \
that where nobody else looks."""

_AGAIN = " The code of your earlier sheet then stops working."

_REPEAT = """\
Please type groups {} and {} of the code from your page, counted from the top left. From then on the code \
opens the journal."""

_KEYS = "Enter goes on. With a file name (.html, .pdf, .txt, .md) it writes the page first. Esc: not now."
_KEYS_REPEAT = "Enter goes on. Esc shows the code again."
_DIFFERENT = "That is not the group on the page. Esc shows the code again."


class RecoverySheetScreen(Overlay[bool]):
    """Ends with whether the code counts now."""

    HELP = """
A code that opens your journal if the passphrase is forgotten one day. Write it down or save it as a page to
print, and keep the paper away from this computer. Then type two of its groups, so you know that they
can be read. Anyone who finds the sheet can open the journal.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "go_on", "Continue", priority=True, show=False),
        Binding("escape", "back", "Back"),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._code = new_code()
        self._asked = groups_to_repeat()

    def compose(self) -> ComposeResult:
        groups = groups_of(self._code)
        half = len(groups) // 2
        lines = "\n".join("   ".join(part) for part in (groups[:half], groups[half:]))
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content.styled("A recovery sheet", "bold $closeness"), id="sheet-title")
            yield Static("", markup=False, id="words")
            yield Static(Content.styled(lines, "bold"), id="code")
            yield LineField("As a page to print", "~/recovery-sheet.html", id="where")
            for number in self._asked:
                yield LineField(f"Group {number}", id=f"group-{number}")
            yield Static("", markup=False, id="answer")
            yield Static("", classes="soft", id="keys")

    def on_mount(self) -> None:
        self._show_code(True)

    @property
    def _where(self) -> Input:
        return self.query_one("#where Input", Input)

    @property
    def _groups(self) -> list[Input]:
        return [self.query_one(f"#group-{number} Input", Input) for number in self._asked]

    def _show_code(self, shown: bool) -> None:
        """The code and where its page goes; or the groups to type back, without the code in sight."""
        self.set_class(not shown, "-repeat")
        for part in (self.query_one("#code"), self.query_one("#where")):
            part.display = shown
        for number in self._asked:
            field = self.query_one(f"#group-{number}", LineField)
            field.display = not shown
            field.set_value("")
        words = _WORDS + (_AGAIN if self._journal.recovery.made else "")
        self.query_one("#words", Static).update(Content(words if shown else _REPEAT.format(*self._asked)))
        self.query_one("#keys", Static).update(Content(_KEYS if shown else _KEYS_REPEAT))
        self._say("")
        (self._where if shown else self._groups[0]).focus(scroll_visible=False)

    @on(Input.Submitted, "#where Input")
    def _write(self, event: Input.Submitted) -> None:
        """Write the page, or go on where no file is named; then Enter goes on."""
        if not event.value.strip():
            self._show_code(False)
            return
        page = sheet(self._code, self._journal.places, self._journal.today())
        refused = write_page(event.value, page)
        self._say(refused or f"The page is in {event.value.strip()}. Print it, then delete the file.")
        if not refused:
            event.input.value = ""

    @on(Input.Submitted, "LineField Input")
    def _typed(self, event: Input.Submitted) -> None:
        fields = self._groups
        if event.input not in fields:
            return
        for number, field in zip(self._asked, fields, strict=True):
            if not is_group(self._code, number, field.value):
                if field.value or field is event.input:
                    self._say(_DIFFERENT if field.value else "")
                field.focus()
                return
        self._keep()

    def _keep(self) -> None:
        try:
            keep_code(self._journal, self._code)
        except CompanionError as error:
            self._say(str(error))
            return
        self.dismiss(True)

    def action_go_on(self) -> None:
        """From the code, and its page where a file is named, to the groups; there, on to the next."""
        if self.has_class("-repeat"):
            self._typed(Input.Submitted(self._groups[-1], self._groups[-1].value))
        else:
            self._write(Input.Submitted(self._where, self._where.value))

    def action_back(self) -> None:
        """Back to the code, or out, with nothing changed."""
        if self.has_class("-repeat"):
            self._show_code(True)
        else:
            self.dismiss(False)

    def _say(self, words: str) -> None:
        self.query_one("#answer", Static).update(Content(words))
