"""Settings a person is likely to want: name and pronouns, where a day and a week begin, how dates look."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from companion.journal import MOST_WATCHED, Journal
from companion.model.clock import WEEKDAYS
from companion.model.date_format import DATE_FORMATS, day_words
from companion.model.errors import CompanionError, InputRefused
from companion.system.configuration import Configuration, change_configuration
from companion.tui.widgets.links import LinkList
from companion.tui.widgets.picker import Choice, Picker
from companion.tui.widgets.text_fields import LineField

_LINES = (
    ("partner_name", "Partner's name", "a name, or nothing"),
    ("pronouns", "Pronouns", "they, she, he, none, or xe/xem/xyr"),
    ("day_start", "Day starts at", "04:00"),
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
            yield Picker("Week starts on", lambda: days, single=True, id="week_start")
            yield Picker("Dates look like", lambda: dates, single=True, id="date_format")
            yield Picker("Evening check", self._patterns, id="watched")
            yield Picker("Monthly look-back", lambda: _ON_OFF, single=True, id="look_back")
            yield LinkList(id="links")
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
        self._picker("watched").set_picked(list(self._journal.evening_checks.asked()))
        self._picker("look_back").set_picked(["on" if self._journal.look_backs.wanted else "off"])
        made = self._journal.recovery.made
        words = "Recovery sheet: make a new one" if made else "Recovery sheet, for a forgotten passphrase"
        links = [] if self._journal.key is None else [("recovery", words)]
        self.query_one(LinkList).show(links)
        self._say("refused", "")
        self.query_one("#partner_name Input").focus()

    def _patterns(self) -> list[Choice]:
        """The patterns that the evening check may ask about; in quiet mode not all of them."""
        words, quiet = self._journal.vocabulary, self._journal.quiet
        return [
            Choice(id, words.label(id, self._journal.settings))
            for id, row in words.patterns.items()
            if not row.deprecated and (not quiet or words.asked_when_quiet(id))
        ]

    def _watch(self, picked: Sequence[str]) -> None:
        """Watch what was picked, and no longer what was not."""
        checks = self._journal.evening_checks
        for id in checks.asked():
            if id not in picked:
                checks.unwatch(id)
        for id in picked:
            checks.watch(id)

    def _check_watched(self, picked: Sequence[str]) -> None:
        """Raises InputRefused for too many; what rests in quiet mode is watched as well."""
        checks = self._journal.evening_checks
        resting = len(checks.watched()) - len(checks.asked())
        if len(picked) + resting > MOST_WATCHED:
            raise InputRefused(
                f"evening check: {len(picked) + resting} patterns; up to {MOST_WATCHED} fit in"
            )

    @on(LinkList.OptionSelected)
    def _make_recovery_sheet(self) -> None:
        from companion.tui.screens.recovery_sheet import RecoverySheetScreen

        self.app.push_screen(RecoverySheetScreen(self._journal))

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
        watched = self._picker("watched").picked
        try:
            self._check_watched(watched)
            before = self._journal.settings
            changed = {name: value for name, value in fields.items() if value != getattr(before, name)}
            self._journal.change_settings(**changed)
            if dates != self._configuration.date_format:
                self._configuration = change_configuration(self._file, "date_format", dates)
            self._watch(watched)
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
