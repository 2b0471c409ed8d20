"""A line for a time in words, and beside it what was understood."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from companion.journal import Journal
from companion.model.clock import Clock, fixed_clock, local_day
from companion.model.date_format import day_and_time
from companion.model.errors import InputRefused
from companion.model.past_time import StillToCome, Unclear, parse_past_time
from companion.tui.host import host_of
from companion.tui.widgets.text_fields import LineField


class WhenField(LineField):
    """Words such as "2h ago" are seen from when they were typed, however much later they are saved."""

    def __init__(self, journal: Journal, placeholder: str, *, id: str | None = None) -> None:
        super().__init__("When", placeholder, id=id)
        self._journal = journal
        self._typed_at: datetime | None = None

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Static("", classes="understood", markup=False)

    @property
    def typed_at(self) -> str | None:
        """When the words were typed, in ISO format; ``None`` for what was not typed, and for no words."""
        return None if self._typed_at is None else self._typed_at.isoformat()

    def set_value(self, value: str, typed_at: str | None = None) -> None:
        """Show these words, without telling the form; ``typed_at``: when they were typed."""
        super().set_value(value)
        self._typed_at = None
        if typed_at is not None:
            at, zone = datetime.fromisoformat(typed_at), self._journal.clock.zone
            self._typed_at = at if zone is None else at.astimezone(ZoneInfo(zone))
        self._understand()

    @property
    def time(self) -> datetime | None:
        """The time meant (aware), ``None`` where there are no words. Raises InputRefused."""
        words = self.value.strip()
        return self._read(words, self._typed_at or self._journal.clock.now()) if words else None

    def ask(self, begun: datetime) -> str | None:
        """Where no time is given though the form was begun on an earlier day: ask for it. What is to be said.

        The time it was begun stands there then, to be saved or changed.
        """
        day_start = self._journal.settings.day_start
        if self.value.strip() or local_day(begun, day_start) >= self._journal.today():
            return None
        self.set_value(f"{begun:%Y-%m-%d %H:%M}")
        self.query_one(Input).focus()
        return f"You started this on {self._in_words(begun)}. Was it then? ctrl+l saves it; or type another."

    @on(Input.Changed)
    def typed(self) -> None:
        self._typed_at = self._journal.clock.now() if self.value.strip() else None
        self._understand()

    def _understand(self) -> None:
        """Say beside the field what the words mean; beside the thread that draws, where that takes long."""
        words, at = self.value.strip(), self._typed_at
        self._tell("")
        if not words:
            self.workers.cancel_node(self)
        elif at is None:
            self._tell(
                self._told(
                    self._understood(words, self._clock_at(self._journal.clock.now()), self._day_start)
                )
            )
        else:
            self._understand_beside(words, at)

    @work(exclusive=True)
    async def _understand_beside(self, words: str, at: datetime) -> None:
        # Nothing of the journal is read in the other thread: its connection belongs to this one.
        understood = await asyncio.to_thread(self._understood, words, self._clock_at(at), self._day_start)
        if words == self.value.strip():
            self._tell(self._told(understood))

    def _tell(self, meaning: str) -> None:
        beside = self.query_one(".understood", Static)
        beside.update(Content(meaning))
        beside.display = bool(meaning)

    @staticmethod
    def _understood(words: str, clock: Clock, day_start: str) -> datetime | str:
        """The time meant, or why there is none."""
        try:
            return parse_past_time(words, clock, day_start)
        except StillToCome:
            return "still to come"
        except Unclear as unclear:
            return unclear.hint
        except InputRefused:
            return "not a time yet"

    def _told(self, understood: datetime | str) -> str:
        return understood if isinstance(understood, str) else self._in_words(understood)

    def _in_words(self, at: datetime) -> str:
        form, this_year = host_of(self).configuration.date_format, self._journal.today().year
        return day_and_time(at, self._day_start, form, short=True, year=at.year != this_year)

    def _read(self, words: str, at: datetime) -> datetime:
        return parse_past_time(words, self._clock_at(at), self._day_start)

    @property
    def _day_start(self) -> str:
        return self._journal.settings.day_start

    def _clock_at(self, at: datetime) -> Clock:
        return fixed_clock(at, self._journal.clock.zone)
