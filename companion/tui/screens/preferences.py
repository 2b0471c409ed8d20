"""Settings a person is likely to want: name and pronouns, where a day and a week begin, how dates look."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from companion.journal import Journal
from companion.model.clock import WEEKDAYS
from companion.model.date_format import DATE_FORMATS, day_words
from companion.model.errors import CompanionError
from companion.system.configuration import Configuration, change_configuration
from companion.tui.widgets.picker import Choice, Picker
from companion.tui.widgets.text_fields import LineField

_LINES = (
    ("partner_name", "Partner's name", "a name, or nothing"),
    ("pronouns", "Pronouns", "they, she, he, none, or xe/xem/xyr"),
    ("day_start", "A day begins at", "04:00"),
)


_ON_OFF = (
    Choice("off", "off"),
    Choice("on", "on", "ten sentences, from the palette"),
)


class PreferencesScreen(ModalScreen[Configuration | None]):
    """Ends with the program's configuration once everything is kept, with ``None`` when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "save", "Keep", priority=True),
        Binding("escape", "dismiss(None)", "Back"),
    ]

    def __init__(self, journal: Journal, file: Path, configuration: Configuration) -> None:
        super().__init__()
        self._journal = journal
        self._file = file
        self._configuration = configuration

    def compose(self) -> ComposeResult:
        days = [Choice(day, day.capitalize()) for day in WEEKDAYS]
        dates = [Choice(form, day_words(self._journal.today(), form)) for form in DATE_FORMATS]
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content.styled("Settings", "bold"), classes="gap")
            for name, label, example in _LINES:
                yield LineField(label, example, id=name)
                yield Static("", id=f"{name}-refused", classes="refused", markup=False)
            yield Picker("A week begins on", lambda: days, single=True, id="week_start")
            yield Picker("Dates look like", lambda: dates, single=True, id="date_format")
            yield Picker("Monthly look-back", lambda: _ON_OFF, single=True, id="look_back")
            yield Static("", id="refused", classes="refused", markup=False)
            yield Static(
                Content.assemble(("ctrl+l", "$closeness bold"), (" keeps it   Escape leaves it", "$soft")),
                id="keys",
            )

    def on_mount(self) -> None:
        settings = self._journal.settings
        for name, _, _ in _LINES:
            self.query_one(f"#{name}", LineField).set_value(getattr(settings, name))
        self._picker("week_start").set_picked([settings.week_start])
        self._picker("date_format").set_picked([self._configuration.date_format])
        self._picker("look_back").set_picked(["on" if self._journal.look_backs.wanted else "off"])
        self._say("refused", "")
        self.query_one("#partner_name Input").focus()

    def _picker(self, name: str) -> Picker:
        return self.query_one(f"#{name}", Picker)

    @on(Input.Submitted)
    def go_on(self) -> None:
        self.focus_next()

    def action_save(self) -> None:
        """Keep all of it; what cannot be is said at its field, and nothing is kept then."""
        fields = {name: self.query_one(f"#{name}", LineField).value.strip() for name, _, _ in _LINES}
        fields["week_start"] = next(
            iter(self._picker("week_start").picked), self._journal.settings.week_start
        )
        dates = next(iter(self._picker("date_format").picked), self._configuration.date_format)
        try:
            before = self._journal.settings
            changed = {name: value for name, value in fields.items() if value != getattr(before, name)}
            self._journal.change_settings(**changed)
            if dates != self._configuration.date_format:
                self._configuration = change_configuration(self._file, "date_format", dates)
            look_back = self._picker("look_back").picked == ["on"]
            if look_back != self._journal.look_backs.wanted:
                self._journal.look_backs.want(look_back)
        except CompanionError as error:
            field = str(error).partition(":")[0]
            self._say(
                f"{field}-refused" if field in fields else "refused",
                str(error),
            )
            return
        self.dismiss(self._configuration)

    def _say(self, where: str, words: str) -> None:
        for line in self.query(".refused").results(Static):
            line.update(words if line.id == where else "")
            line.display = line.id == where and bool(words)
            if line.display:
                line.call_after_refresh(line.scroll_visible, animate=False)
