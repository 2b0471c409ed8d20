"""What every part of the journal stands on: store, clock, vocabulary, places, and the settings."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from companion.model.clock import Clock, local_day, parse_day_start, week_of
from companion.model.errors import InputRefused
from companion.model.records import Entry, Experiment, Moment, PatternAnswer, Settings, Story
from companion.system.configuration import (
    Configuration,
    change_configuration,
    load_configuration,
    value_of,
)
from companion.system.paths import Places

if TYPE_CHECKING:
    from companion.model.vocabulary import Vocabulary
    from companion.store.store import Store

QUIET_TURNS_ON = frozenset({"felt_afraid", "pb_controlling", "pb_threatening"})
"""Codes that turn quiet mode on when they are logged."""


def turns_quiet_on(entry: Entry) -> bool:
    """Whether an entry notes something to be afraid of, by a code that was picked; its words are not read."""
    return isinstance(entry, Moment) and not QUIET_TURNS_ON.isdisjoint((*entry.triggers, *entry.partner_acts))


Undoable = Story | Experiment | PatternAnswer

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
        before: Undoable | None,
        after: Undoable,
        moments: Iterable[str | None] = (),
        *,
        dropped: Iterable[PatternAnswer] = (),
    ) -> None:
        """Have it undone in one step, inside ``writing()``, that a story, an experiment or an answer to a
        pattern became another.

        ``what`` says which change it was: a key of :data:`companion.journal.undo.UNDONE`. ``moments``: the
        ids of those it tells of; where one is erased, what could be undone goes too. ``dropped``: answers
        that went at the same time.
        """
        from companion.store.record_json import doc_of, to_json
        from companion.store.record_tables import key_of, time_of
        from companion.store.undo import ManyChanges

        def row(record: Undoable) -> list[Any]:
            return [time_of(record), to_json(doc_of(record))]  # as its table holds it

        table = {Story: "stories", Experiment: "experiments", PatternAnswer: "pattern_answers"}[type(after)]
        pairs = {key_of(one): [row(one), None] for one in dropped}
        pairs[key_of(after)] = [None if before is None else row(before), row(after)]
        # The moments are named and left as they are: none ever changed at this time.
        named = {id: [None, ""] for id in moments if id}
        self.store.undo.push(what, ManyChanges(named, {table: pairs}, {}), self.now_us())

    def keep_undo_of_settings(self, what: str, where: str, pairs: Mapping[str, list[Any]]) -> None:
        """Have settings undone in one step, inside ``writing()``: by name the value of before and the one
        since.

        ``what``: a key of :data:`companion.journal.undo.SETTINGS`, or "setting" for those that have names of
        their own in :data:`companion.journal.undo.SETTING_NAMES`; ``where``: see
        :class:`companion.store.undo.SettingChanges`.
        """
        from companion.store.undo import SettingChanges

        changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if changed:
            self.store.undo.push(what, SettingChanges(where, changed), self.now_us())

    def set_back(self, where: str, name: str, before: Any, since: Any) -> bool:
        """Put one setting back, inside ``writing()``; whether it still was as it was left."""
        settings = self.settings
        if where == "configuration":  # what would guard the journal less was agreed to; see UndoList
            file = self.places.config_file
            if value_of(load_configuration(file), name) != since:
                return False
            change_configuration(file, name, before)
        elif where == "values":
            if self.store.values.get(name) != since:
                return False
            self.store.values.set(name, before)
        elif where == "settings":
            if getattr(settings, name) != since:
                return False
            self.store.values.set_settings(replace(settings, **{name: before}))
        else:
            if settings.extra.get(name) != since:
                return False
            self.keep_with_settings({name: before})
        return True

    @property
    def settings(self) -> Settings:
        """What belongs to the journal and travels with it."""
        return self.store.values.settings()

    def change_settings(self, *, undo: bool = True, **fields: Any) -> Settings:
        """Change some of the settings; ``undo``: whether that can be undone.

        Raises InputRefused for a name or a value that cannot be.
        """
        allowed = ("partner_name", "pronouns", "day_start", "week_start")
        for name, value in fields.items():
            if name not in allowed or not isinstance(value, str):
                raise InputRefused(
                    f"{name}: {value!r} is not a setting of the journal; use {', '.join(allowed)},"
                    " each with a text"
                )
        if "day_start" in fields:
            fields["day_start"] = parse_day_start(fields["day_start"]).strftime("%H:%M")
        if "week_start" in fields:
            week_of(date(2026, 1, 1), fields["week_start"])
        if "pronouns" in fields:
            from companion.model.text import checked_pronouns

            fields["pronouns"] = checked_pronouns(fields["pronouns"])
        with self.store.writing():
            before = self.settings
            settings = replace(before, **fields)
            self.store.values.set_settings(settings)
            if undo:
                pairs = {name: [getattr(before, name), value] for name, value in fields.items()}
                self.keep_undo_of_settings("setting", "settings", pairs)
        return settings

    def change_configuration(self, name: str, value: object) -> Configuration:
        """Set one field of the program's own configuration, which can be undone.

        Raises what :func:`companion.system.configuration.change_configuration` raises.
        """
        return self.change_configurations({name: value})

    def change_configurations(self, values: Mapping[str, object]) -> Configuration:
        """Set several fields of the program's own configuration, which are undone in one step.

        Raises what :func:`companion.system.configuration.change_configuration` raises; those before the one
        that cannot be are set then.
        """
        file, pairs = self.places.config_file, {}
        changed = load_configuration(file)
        try:
            for name, value in values.items():
                before = value_of(changed, name)
                changed = change_configuration(file, name, value)
                pairs[name] = [before, value]
        finally:
            with self.store.writing(changes_meaning=False):
                self.keep_undo_of_settings("setting", "configuration", pairs)
        return changed

    def keep_with_settings(self, values: Mapping[str, Any], undo_as: str = "") -> None:
        """Keep values beside the settings, by name, so that they travel with them; an empty one goes.

        ``undo_as``: what it is that can be undone, a key of :data:`companion.journal.undo.SETTINGS`; none
        where it cannot.
        """
        with self.store.writing():
            settings = self.settings
            extra = {key: kept for key, kept in settings.extra.items() if key not in values}
            extra |= {name: value for name, value in values.items() if value}
            self.store.values.set_settings(replace(settings, extra=extra))
            if undo_as:
                pairs = {name: [settings.extra.get(name), extra.get(name)] for name in values}
                self.keep_undo_of_settings(undo_as, "extra", pairs)

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
        """Turn quiet mode on or off; it changes what may be asked and suggested. It can be undone."""
        with self.store.writing():
            pair = [self.store.values.get("quiet"), on or None]
            self.store.values.set("quiet", pair[1])
            self.keep_undo_of_settings("quiet", "values", {"quiet": pair})

    def listen_for_fear(self, entry: Entry) -> None:
        """Turn quiet mode on where a moment names something to be afraid of. Only a person turns it off."""
        if turns_quiet_on(entry):
            self.store.values.set("quiet", True)

    @property
    def names_of_partner(self) -> tuple[str, ...]:
        """What the partner is called, in full and by the first of several names."""
        name = self.settings.partner_name.split()
        return tuple(dict.fromkeys((" ".join(name), name[0]))) if name else ()

    @property
    def made_up(self) -> bool:
        """Whether this is the demo diary, in which nobody should keep anything of their own."""
        return bool((self.store.values.get("extra") or {}).get("made_up"))
