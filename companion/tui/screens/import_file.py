"""Another diary brought along: choose a file, see what would become of what, change that, and import it."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.model.text import one_line
from companion.resources import folder
from companion.system.paths import Places
from companion.tui.host import host_of
from companion.tui.overlay import Overlay
from companion.tui.screens.import_rows import (
    DATES,
    DOUBLES,
    column_choices,
    column_rows,
    date_order_choices,
    double_rows,
    plan_rows,
    target_choices,
    word_rows,
)
from companion.tui.widgets.choice import Choice
from companion.tui.widgets.line_input import LineInput
from companion.tui.widgets.path_suggester import PathSuggester, path_typed
from companion.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from companion.exchange import ForeignWord, ImportPlan, WordMap
    from companion.model.retention import MergeDifference
    from companion.transfer.comparison import Comparison
    from companion.transfer.importing import Import

_CHOOSE = (
    "A file, a zip or a folder: from Daylio, Day One, jrnl, Obsidian and others, a table, or an export of"
    " this journal. You see what it holds before anything is saved."
)
_LOOK = "Enter changes a row. Nothing is saved until you press ctrl+l."
_NEEDS_WHEN = "Which column has the date? Open its row, and pick “when”."
_MOST_NEAR = 12
"""Files listed at most to choose from."""
_ENDINGS = (".csv", ".json", ".zip", ".daylio", ".txt", ".md", ".org", ".db", ".sqlite", ".xml", ".gz")


class _Look(NamedTuple):
    """What was read of a file, beside what is here, and what it would change."""

    plan: "ImportPlan"
    found: "Comparison"
    difference: "MergeDifference"


class _Stopped(Exception):
    """The reading is no longer wanted."""


class ImportScreen(Overlay[str | None]):
    """Ends with the words for what came in, or with ``None`` where nothing did."""

    HELP = """
Bring another diary along. Type where its file is (the right arrow completes the path), or pick one found in
your downloads. Then look at what each word becomes; Enter changes one. **ctrl+l** imports all of it at once,
after a backup, and **u** undoes the whole import. Esc goes back, and nothing has changed.
"""
    CSS_PATH: ClassVar[list[Any]] = [
        folder("styles") / "row_list.tcss",
        folder("styles") / "import_file.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "save", "Import", priority=True, tooltip="Import all of it"),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self, journal: Journal, places: Places, near: Path | None = None) -> None:
        """``near``: the folder whose files are offered to choose from; the person's downloads without it."""
        super().__init__()
        self._journal = journal
        self._places = places
        self._near = near or Path.home() / "Downloads"
        self._import: Import | None = None
        self._look: _Look | None = None
        self._without_doubles = True
        self._own: WordMap | None = None
        self._stop = Event()
        """Whether what is being read is no longer wanted."""
        self._busy = self._writing = False

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("Import another diary", "bold"), id="title")
        yield Static(_CHOOSE, id="about", classes="soft", markup=False)
        yield LineInput(
            placeholder="e.g. ~/Downloads/daylio_export.csv",
            id="file",
            compact=True,
            suggester=PathSuggester(),
        )
        yield Static("", id="said", markup=False)
        yield RowList(id="rows")

    def on_mount(self) -> None:
        self._say("")
        self._show()
        self.query_one(Input).focus()

    def on_unmount(self) -> None:
        self._stop.set()

    # What stands there

    @on(RowList.Resized)
    def _show(self) -> None:
        """The files to choose from, or what was read."""
        if not self.is_attached:
            return
        choosing = self._import is None
        self.query_one("#file").display = choosing
        self.query_one("#about", Static).update(_CHOOSE if choosing else _LOOK)
        rows = self.query_one(RowList)
        at = rows.highlighted
        rows.set_options(list(self._near_files() if choosing else self._rows(rows.row_width)))
        open_rows = [n for n, option in enumerate(rows.options) if not option.disabled]
        rows.highlighted = at if at in open_rows else next(iter(open_rows), None)
        if not choosing:
            rows.focus()
        self.refresh_bindings()

    def _near_files(self) -> Iterator[Option]:
        files = _files_in(self._near)
        if files:
            yield Option(Content.styled(f"In {self._near.name}", "$soft bold"), disabled=True)
        for file in files:
            yield Option(Content(f"  {one_line(file.name)}"), id=f"file:{file.name}")

    def _rows(self, width: int) -> Iterator[Option]:
        if self._look is not None:
            yield from plan_rows(self._look.plan, self._look.difference, width)
            yield from double_rows(self._look.found, self._without_doubles, width)
            yield from word_rows(self._look.plan, self._journal, width)
        if self._import is not None and self._import.columns is not None:
            yield from column_rows(self._import.its_columns(), self._import.columns, width)

    def _say(self, words: str, style: str = "$warning") -> None:
        said = self.query_one("#said", Static)
        said.update(Content.styled(words, style))
        said.display = bool(words)

    # Choosing a file, and reading it

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self._choose(path_typed(event.value))

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "file":
            self._choose(self._near / name)
        elif kind == "word" and self._look is not None:
            self._change_word(self._look.plan.words[int(name)])
        elif kind == "column":
            self._change_column(name)
        elif kind == DATES:
            self._change_dates()
        elif kind == DOUBLES:
            self._without_doubles = not self._without_doubles
            self._read_again()

    def _choose(self, path: Path) -> None:
        """Read a file for the first time."""
        if self._busy:
            return

        def opened() -> "Import":
            from companion.transfer.importing import Import, source_at

            bringing = Import(source_at(path), self._places, self._journal.clock, tick=self._tick)
            if bringing.columns == {}:
                from companion.exchange.readers.named_columns import propose_columns

                bringing.columns = propose_columns(list(bringing.its_columns()))
            return bringing

        self._work(opened)

    def _read_again(self) -> None:
        """Read the file once more, with what was changed of it."""
        bringing = self._import
        if bringing is not None and not self._busy:
            self._work(lambda: bringing)

    def _work(self, opened: Callable[[], "Import"]) -> None:
        """Read a file beside the thread that draws, then show what it holds; where it is still wanted."""
        self._busy = True
        self._stop.clear()
        self._say("Reading …", "$soft")

        async def do() -> None:
            bringing, look, refused = self._import, self._look, ""
            try:
                bringing = await asyncio.to_thread(opened)
                look = await asyncio.to_thread(self._look_at, bringing)
            except (CompanionError, _Stopped) as error:
                refused = str(error)
                if bringing is not None and bringing.columns is not None:
                    look = None  # its columns are what can be changed
                elif self._import is None:
                    bringing = None
            self._busy = False
            if self._stop.is_set():  # it was left meanwhile
                return
            self._import, self._look = bringing, look
            self._say(refused or (_NEEDS_WHEN if look is None and bringing is not None else ""))
            self._show()

        self.app.run_worker(do())

    def _look_at(self, bringing: "Import") -> "_Look | None":
        """What would come in as things stand, and what it would change here; ``None`` without a column that
        says when. Raises CompanionError.
        """
        from companion.transfer.comparison import compare_with, preview

        if bringing.columns is not None and "when" not in bringing.columns.values():
            return None
        plan = bringing.plan()
        with self._journal.fork() as journal:
            found = compare_with(journal, plan)
            return _Look(plan, found, preview(journal, found, leave_out_doubles=self._without_doubles))

    def _tick(self, done: int, whole: int) -> None:
        """From the thread that reads: say how far it is, and end it where it is no longer wanted."""
        if self._stop.is_set():
            raise _Stopped
        if whole > done > 0:
            self.app.call_from_thread(self._say, f"Read {done:,} of {whole:,} entries", "$soft")

    # Changing what becomes of what

    def _change_word(self, word: "ForeignWord") -> None:
        def chosen(bringing: "Import", becomes: str) -> None:
            from companion.exchange import WordMap

            self._own = (self._own or WordMap()).with_word(word.kind, word.word, becomes)
            bringing.words = self._own if bringing.words is None else self._own.over(bringing.words)

        title = f"What does “{one_line(word.word)}” mean?"
        self._ask(title, "It means", target_choices(word, self._journal), chosen)

    def _change_column(self, name: str) -> None:
        def chosen(bringing: "Import", role: str) -> None:
            others = {column: known for column, known in (bringing.columns or {}).items() if column != name}
            bringing.columns = others if role == "-" else {**others, name: role}

        self._ask(f"What is in the column “{one_line(name)}”?", "It holds", column_choices(), chosen)

    def _change_dates(self) -> None:
        def chosen(bringing: "Import", order: str) -> None:
            bringing.dates = order

        self._ask("In which order are the dates?", "They are", date_order_choices(), chosen)

    def _ask(
        self, title: str, label: str, choices: list[Choice], chosen: Callable[["Import", str], None]
    ) -> None:
        """Ask for one of some choices, and read the file again with it."""
        from companion.tui.screens.pick_one import PickOneScreen

        def answered(picked: str | None) -> None:
            if picked is not None and self._import is not None and not self._busy:
                chosen(self._import, picked)
                self._read_again()

        self.app.push_screen(PickOneScreen(title, label, choices, "Choose"), answered)

    # Going on, and back

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "save" or self._look is not None

    def action_save(self) -> None:
        """Import all of it, after a backup, in one transaction."""
        if self._look is None or self._import is None or self._busy:
            return
        plan, bringing = self._look.plan, self._import
        self._busy = self._writing = True
        self._say("Importing …", "$soft")

        async def do() -> None:
            refused = words = ""
            try:
                words = await asyncio.to_thread(self._take, plan, bringing)
            except CompanionError as error:
                refused = str(error)
            self._busy = self._writing = False
            if refused:
                if self.is_attached:
                    self._say(refused)
                return
            host.tell_changed()
            if self.is_current:
                self.dismiss(words)
                return
            host.say(words)  # help lies over it, or it was left already
            if self.is_attached:
                self._start_anew()

        host = host_of(self)
        self.app.run_worker(do())

    def _take(self, plan: "ImportPlan", bringing: "Import") -> str:
        """Import it from a thread of its own; what to say of it."""
        from companion.transfer.comparison import compare_with, take_in

        with self._journal.fork() as journal:
            found = compare_with(journal, plan)
            counts = take_in(journal, found, leave_out_doubles=self._without_doubles)
            undone = "" if journal.made_up else " u undoes all of it."  # the made-up diary is thrown away
        if self._own is not None or bringing.columns:
            bringing.keep(self._own)
        if not (counts.added or counts.changed or counts.deleted):
            return "All of it was here already."
        doubles = len(found.doubles) if self._without_doubles else 0
        said = [f"{counts.added:,} added"] + ([f"{counts.changed:,} changed"] if counts.changed else [])
        said += [f"{doubles:,} left out"] if doubles else []
        return f"Imported: {', '.join(said)}.{undone}"

    def action_back(self) -> None:
        """Back to choosing a file; from there, leave. While it is written it can no longer be left."""
        if self._writing:
            return
        reading = self._busy
        self._stop.set()
        if self._import is None and not reading:
            self.dismiss(None)
            return
        self._start_anew()
        self.query_one(Input).focus()

    def _start_anew(self) -> None:
        """As it was when it opened: no file chosen yet."""
        self._import = self._look = self._own = None
        self._without_doubles = True
        self._say("")
        self._show()


def _files_in(near: Path) -> list[Path]:
    """The files of a folder that may be diaries, the latest first."""
    try:
        files = [file for file in near.iterdir() if file.suffix.lower() in _ENDINGS and file.is_file()]
        return sorted(files, key=lambda file: (-file.stat().st_mtime, file.name))[:_MOST_NEAR]
    except OSError:
        return []
