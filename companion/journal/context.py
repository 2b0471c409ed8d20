"""What every part of the journal stands on: store, clock, vocabulary, places, and the settings."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from companion.model.clock import Clock, local_day, parse_day_start, week_of
from companion.model.errors import InputRefused
from companion.model.records import Entry, Experiment, Moment, Settings, Story
from companion.system.paths import Places

if TYPE_CHECKING:
    from companion.model.vocabulary import Vocabulary
    from companion.store.store import Store

QUIET_TURNS_ON = frozenset({"felt_afraid", "pb_controlling", "pb_threatening"})
"""Codes that turn quiet mode on when they are logged."""


StoryOrExperiment = Story | Experiment

MOST_WATCHED = 3
"""Patterns the evening check asks about at most."""


class Context:
    """The store with what gives its rows a meaning. One thread owns it, as it owns the store."""

    __slots__ = ("clock", "places", "store", "vocabulary")

    def __init__(self, store: "Store", clock: Clock, vocabulary: "Vocabulary", places: Places) -> None:
        self.store = store
        self.clock = clock
        self.vocabulary = vocabulary
        self.places = places

    def now(self) -> datetime:
        """The time by the journal's clock, aware."""
        return self.clock.now()

    def now_us(self) -> int:
        """The time in whole seconds since 1970, counted in microseconds."""
        return int(self.clock.now().timestamp()) * 1_000_000

    def later_than(self, *times: datetime) -> datetime:
        """Now, or a microsecond after these times where they are later: what is said now then counts more."""
        return max([self.clock.now(), *(at + timedelta(microseconds=1) for at in times)])

    def keep_undo(
        self,
        what: str,
        before: StoryOrExperiment | None,
        after: StoryOrExperiment,
        moments: Iterable[str | None],
    ) -> None:
        """Have it undone in one step, inside ``writing()``, that a story or an experiment became another.

        ``what`` says which change it was: a key of :data:`companion.journal.undoing.UNDONE`. ``moments``: the
        ids of those it tells of; where one is erased, what could be undone goes too.
        """
        from companion.store.record_json import doc_of, to_json
        from companion.store.record_tables import time_of
        from companion.store.undo import ManyChanges

        def row(record: StoryOrExperiment) -> list[Any]:
            return [time_of(record), to_json(doc_of(record))]  # as its table holds it

        table = "stories" if isinstance(after, Story) else "experiments"
        pair = [None if before is None else row(before), row(after)]
        # The moments are named and left as they are: none ever changed at this time.
        named = {id: [None, ""] for id in moments if id}
        self.store.undo.push_many(what, ManyChanges(named, {table: {after.id: pair}}, {}), self.now_us())

    @property
    def settings(self) -> Settings:
        """What belongs to the journal and travels with it."""
        return self.store.values.settings()

    def change_settings(self, **fields: Any) -> Settings:
        """Change some of the settings. Raises InputRefused for a name or a value that cannot be."""
        allowed = ("partner_name", "pronouns", "day_start", "week_start")
        for name, value in fields.items():
            if name not in allowed or not isinstance(value, str):
                raise InputRefused(
                    f"{name}: {value!r} is not a setting here; allowed: {', '.join(allowed)}, each a text"
                )
        if "day_start" in fields:
            fields["day_start"] = parse_day_start(fields["day_start"]).strftime("%H:%M")
        if "week_start" in fields:
            week_of(date(2026, 1, 1), fields["week_start"])
        if "pronouns" in fields:
            from companion.model.text import checked_pronouns

            fields["pronouns"] = checked_pronouns(fields["pronouns"])
        with self.store.writing():
            settings = replace(self.settings, **fields)
            self.store.values.set_settings(settings)
        return settings

    def keep_with_settings(self, name: str, value: Any) -> None:
        """Keep something beside the settings, so that it travels with them; nothing where it is empty."""
        with self.store.writing():
            settings = self.settings
            extra = {key: kept for key, kept in settings.extra.items() if key != name}
            if value:
                extra[name] = value
            self.store.values.set_settings(replace(settings, extra=extra))

    def today(self) -> date:
        """The local day now is in, by the person's own day start."""
        return local_day(self.clock.now(), self.settings.day_start)

    def day_start_seconds(self) -> int:
        """How long after midnight a day begins, in seconds."""
        start = parse_day_start(self.settings.day_start)
        return start.hour * 3600 + start.minute * 60

    def week_start(self, day: date) -> date:
        """The first day of the week that ``day`` is in."""
        return week_of(day, self.settings.week_start)

    def zone_at(self, when: datetime) -> str | None:
        """The clock's zone, where the moment's offset is the one that zone has then."""
        if self.clock.zone is None or when.tzinfo is None:
            return None
        from zoneinfo import ZoneInfo

        return (
            self.clock.zone
            if when.astimezone(ZoneInfo(self.clock.zone)).utcoffset() == when.utcoffset()
            else None
        )

    @property
    def quiet(self) -> bool:
        """Whether the journal holds back: on after fear was logged, until the person turns it off."""
        return bool(self.store.values.get("quiet"))

    def set_quiet(self, on: bool) -> None:
        """Turn quiet mode on or off; it changes what may be asked and suggested."""
        with self.store.writing():
            self.store.values.set("quiet", on or None)

    def listen_for_fear(self, entry: Entry) -> None:
        """Turn quiet mode on where a moment names something to be afraid of. Only a person turns it off."""
        if isinstance(entry, Moment) and QUIET_TURNS_ON.intersection((*entry.triggers, *entry.partner_acts)):
            self.store.values.set("quiet", True)

    @property
    def made_up(self) -> bool:
        """Whether this is the demo diary, in which nobody should keep anything of their own."""
        return bool((self.store.values.get("extra") or {}).get("made_up"))
