"""A handout: seen first, then saved where the person says."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from companion.documents.blocks import Block, to_text
from companion.model.errors import CompanionError, InputRefused
from companion.model.text import shown
from companion.tui.overlay import Overlay
from companion.tui.widgets.line_input import LineInput

FORMS = {".html": "html", ".md": "md", ".txt": "text", ".pdf": "pdf"}
"""The format of the page, by how the name of its file ends."""


class HandoutScreen(Overlay[Path | None]):
    """Shows the page and asks where to write it; ends with the file, or with ``None``."""

    HELP = """
A page for someone who helps you, a therapist for instance: some weeks in counts, without names and notes.
Change where it goes if you like; the ending of the name (.html, .md, .txt or .pdf) sets the format. Enter
saves it. Anyone who can open that file can read it.
"""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close")]

    def __init__(self, blocks: list[Block], name: str) -> None:
        super().__init__()
        self._blocks = blocks
        self._name = name

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet"):
            yield Static(Content.styled("Handout", "bold"))
            yield Static("Save as (.html, .md, .txt or .pdf). Enter saves, Esc closes.", classes="soft")
            yield LineInput(f"~/{self._name}.html", id="where", compact=True)
            yield Static("", id="refused", markup=False)
            yield Static(Content(shown(to_text(self._blocks, min(68, self.app.size.width - 12)))), id="page")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def write(self, event: Input.Submitted) -> None:
        """Write the page, unless something of that name is there."""
        if refused := write_page(event.value, self._blocks):
            self.query_one("#refused", Static).update(refused)
        else:
            self.dismiss(Path(event.value.strip()).expanduser())


def write_page(name: str, blocks: Sequence[Block]) -> str:
    """Write a page to a file, its format by the ending of the name; or why that was not done."""
    from companion.system.private_files import write_private
    from companion.transfer.exporting import render_handout

    try:
        file, form = new_file(name, FORMS)
        write_private(file, render_handout(list(blocks), form))
    except CompanionError as error:
        return str(error)
    except OSError as error:
        return f"It could not be saved there ({error.strerror})."
    return ""


def new_file(name: str, forms: Mapping[str, str]) -> tuple[Path, str]:
    """The file that a name stands for, and its format by how the name ends.

    ``forms``: the formats by their endings. Raises InputRefused for another ending, for a file that is there
    already, and for the home folder of nobody.
    """
    try:
        file = Path(name.strip()).expanduser()
    except RuntimeError:
        raise InputRefused("It could not be saved there (no such folder).") from None
    if file.suffix.lower() not in forms:
        *others, last = forms
        raise InputRefused(f"The file name has to end in {', '.join(others)} or {last}.")
    if file.exists():
        raise InputRefused("There is already a file with this name; choose another one.")
    return file, forms[file.suffix.lower()]
