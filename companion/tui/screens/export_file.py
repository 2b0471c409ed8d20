"""The journal written out: in which format, which days, what is left out, and to which file."""

import asyncio
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from companion.journal import Journal
from companion.model.errors import CompanionError, InputRefused
from companion.model.text import one_line
from companion.tui.host import host_of
from companion.tui.sheet import Sheet
from companion.tui.widgets.choice import Choice
from companion.tui.widgets.field import Changed
from companion.tui.widgets.path_suggester import path_typed
from companion.tui.widgets.picker import Picker
from companion.tui.widgets.text_fields import LineField


class _Written(NamedTuple):
    """A format as it is offered: its name, what it is for, and the file it begins with."""

    label: str
    about: str
    file: str


FORMATS = {
    "json": _Written("Everything", "one file that can be imported again", "journal.json"),
    "html": _Written("A page to read", "opens in a browser", "journal.html"),
    "pdf": _Written("A PDF", "to read or print", "journal.pdf"),
    "book": _Written("A book to print", "a chapter a month, the coloured year in front", "book.html"),
    "markdown": _Written("Markdown notes", "a folder with a file for each day", "journal-notes"),
    "csv": _Written("Tables", "a folder of CSV files for a spreadsheet", "journal-tables"),
    "org": _Written("Org", "one file for Emacs, a heading for each day", "journal.org"),
    "dayone": _Written("Day One", "the zip that it imports", "journal-dayone.zip"),
    "jrnl-text": _Written("jrnl", "the text that it imports", "journal-jrnl.txt"),
    "jrnl": _Written("jrnl's own JSON", "as jrnl writes it", "journal-jrnl.json"),
    "sqlite": _Written("A database", "plain SQLite tables", "journal.sqlite"),
}
_LEAVE_OUT = (
    Choice("names", "Names", aside="your partner's, and whom else you named"),
    Choice("notes", "Notes", aside="everything in your own words"),
)
_ROWS = 4


class ExportScreen(Sheet):
    """Ends with whether it was written."""

    HELP = """
Write your journal to a file: everything, to move or keep it, or a form to read, print or take to another
program. Pick what for, change where it goes if you like, and leave the days empty for all of them.
**ctrl+l** writes it. Anyone who can open that file can read it.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "save", "Export", priority=True, tooltip="Write the file"),
    ]

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal, "export")
        self._writing = False

    def fields(self) -> ComposeResult:
        yield Static(Content.styled("Export", "bold"), classes="story-title")
        yield Picker(
            "As",
            lambda: [Choice(id, row.label, aside=row.about) for id, row in FORMATS.items()],
            single=True,
            rows=_ROWS,
            id="form",
        )
        yield LineField("Save as", f"~/{FORMATS['json'].file}", id="where")
        yield LineField("From", "the first day; e.g. 4 weeks ago, 2026-03-01", id="first")
        yield LineField("To", "today", id="last")
        yield Picker("Leave out", lambda: _LEAVE_OUT, id="without")

    def keys(self) -> Content:
        return Content.assemble(
            (" ctrl+l ", "$background on $closeness bold"), "  Export", ("    Esc  Back", "$soft")
        )

    def on_mount(self) -> None:
        self.query_one("#form", Picker).focus()

    @on(Changed)
    def _name_a_file(self) -> None:
        self.query_one("#where", LineField).show_example(f"~/{FORMATS[self._form].file}")

    @property
    def _form(self) -> str:
        return next(iter(self.query_one("#form", Picker).picked), "json")

    def state(self) -> dict[str, Any]:
        lines = {name: self.query_one(f"#{name}", LineField).value for name in ("where", "first", "last")}
        pickers = {name: list(self.query_one(f"#{name}", Picker).picked) for name in ("form", "without")}
        return {**lines, **pickers}

    def restore(self, state: dict[str, Any]) -> None:
        for name in ("where", "first", "last"):
            self.query_one(f"#{name}", LineField).set_value(state.get(name, ""))
        self.query_one("#form", Picker).set_picked(state.get("form", ["json"]))
        self.query_one("#without", Picker).set_picked(state.get("without", []))
        self._name_a_file()

    def action_save(self) -> None:
        """Write it, beside the thread that draws; the sheet closes only when it is written."""
        if self._writing:
            return
        try:
            form, state = self._form, self.state()
            file = _new_path(state["where"].strip() or f"~/{FORMATS[form].file}")
            first, last = self._day("first"), self._day("last")
            if first is not None and last is not None and first > last:
                raise InputRefused("From is after To; put the earlier day first.")
        except CompanionError as error:
            self._say(str(error))
            return
        host = host_of(self)
        date_format = host.configuration.date_format
        self._writing = True
        self._say("Writing …")

        def write() -> int:
            from companion.system.private_files import write_private, write_private_folder
            from companion.transfer.exporting import EXPORTS, exported

            with (
                self.journal.fork() as journal,
                exported(journal, form, first, last, state["without"], date_format) as (files, entries),
            ):
                if EXPORTS[form]:
                    write_private_folder(file, files)
                else:
                    ((_, pieces),) = files
                    write_private(file, pieces)
            return entries

        async def do() -> None:
            try:
                entries = await asyncio.to_thread(write)
            except CompanionError as error:
                self._refused(str(error))
                return
            except OSError as error:
                self._refused(f"It could not be saved there ({error.strerror}).")
                return
            self.journal.drafts.drop("export")
            counted = "1 entry" if entries == 1 else f"{entries:,} entries"
            host.say(f"Exported {counted} to {one_line(file.name)}. Anyone who can open it can read it.")
            if self.is_current:
                self.dismiss(True)

        self.app.run_worker(do())

    def _refused(self, words: str) -> None:
        self._writing = False
        if self.is_attached:
            self._say(words)

    def _day(self, name: str) -> date | None:
        """The day typed in a field, ``None`` for an empty one. Raises InputRefused, naming the field."""
        field = self.query_one(f"#{name}", LineField)
        if not field.value.strip():
            return None
        try:
            return self.journal.timeline.read_day(field.value.strip())
        except InputRefused as error:
            raise InputRefused(f"{field.label}: {str(error).removeprefix('date: ')}") from None


def _new_path(words: str) -> Path:
    """The file or folder to be made. Raises InputRefused for one that is there, and for a missing folder."""
    path = path_typed(words)
    with suppress(OSError):
        if path.exists() and not (path.is_dir() and not any(path.iterdir())):
            raise InputRefused(
                f"There is already something called {one_line(path.name)}; choose another name."
            )
        if not path.parent.is_dir():
            raise InputRefused(f"There is no folder {one_line(str(path.parent))}.")
    return path
