"""What each setting is, and setting it: those of the journal and of the program alike."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from companion.journal import MOST_WATCHED, Journal
from companion.model.clock import WEEKDAYS
from companion.model.date_format import day_words
from companion.model.errors import InputRefused
from companion.model.records import PARTNER
from companion.model.retention import MOST_KEPT, RetentionPolicy
from companion.model.text import one_line
from companion.system import reminders
from companion.system.configuration import (
    LONGEST_LOCK_MINUTES,
    Configuration,
    load_configuration,
)
from companion.system.guarded_settings import Value, is_guarded, weaker
from companion.system.paths import command_for
from companion.vault.passphrases import remember, why_no_keyring

OF_JOURNAL = ("partner_name", "pronouns", "day_start", "week_start")
"""What :meth:`Journal.change_settings` sets."""

AMBIGUOUS_WORDS = {"narrow": "as they are", "wide": "as plain letters"}
"""How dots, lines and blocks are drawn, by the width the terminal gives them."""

OF_PROGRAM = (
    "theme", "animation", "date_format", "discreet_opening", "ambiguous", "lock_after", "keyring",
    "phrase_check", "backups", "keys",
)  # fmt: skip
"""The fields of :class:`Configuration`."""

_OWN_KINDS = {
    "words": ("trigger", "response", "mood"),
    "question": ("prompt",),
    "pattern": ("pattern",),
    "practice": ("practice",),
}


class SettingValues:
    """The settings of an open journal and of the program, by the ids of their rows.

    ``configuration``: gives the one in use; ``take``: has the program go by another one.
    """

    def __init__(
        self,
        journal: Journal,
        configuration: Callable[[], Configuration],
        take: Callable[[Configuration], None],
    ) -> None:
        self._journal = journal
        self._configuration = configuration
        self._take = take

    # What they are

    def value(self, id: str) -> Any:
        """What a setting is: a text, a number, yes or no, or several. Raises KeyError for what is done."""
        journal = self._journal
        if id in OF_JOURNAL:
            return getattr(journal.settings, id)
        if id in OF_PROGRAM:
            return getattr(self._configuration(), id)
        if id == "people":
            return journal.people.added
        if id == "quiet":
            return journal.quiet
        if id == "look_back":
            return journal.look_backs.wanted
        if id == "watched":
            return journal.evening_checks.asked()
        if id == "reminder":
            return reminders.written(reminders.own_kind())
        raise KeyError(id)

    def line(self, id: str) -> str:
        """What stands in the line of a setting that is typed."""
        if id == "people":
            return ", ".join(one_line(name) for name in self.value(id))
        if id == "backups":
            return " ".join(str(number) for number in self.value(id))
        if id == "reminder":
            return _reminder_line(self.value(id))
        return "" if id == "keys" else str(self.value(id))

    def words(self, id: str) -> str:
        """What a setting is, as its row says it."""
        journal, configuration = self._journal, self._configuration()
        if said := _ON_OFF.get(id):
            return said[bool(self.value(id))]
        match id:
            case "partner_name" | "pronouns" | "theme" | "day_start":
                return one_line(str(self.value(id))) or "none yet"
            case "people":
                return (
                    ", ".join(one_line(name) for name in journal.people.all() if name != PARTNER)
                    or "nobody yet"
                )
            case "support_contacts":
                return _counted(len(journal.people.support_contacts), "line", "none yet")
            case "week_start":
                return journal.settings.week_start.capitalize()
            case "ambiguous":
                return AMBIGUOUS_WORDS[configuration.ambiguous]
            case "date_format":
                return day_words(journal.today(), configuration.date_format)
            case "lock_after":
                minutes = configuration.lock_after
                return _counted(minutes, "minute", "not by itself")
            case "passphrase":
                return "set; Enter changes or removes it" if journal.key else "none; Enter sets one"
            case "recovery":
                return "made; Enter makes another" if journal.recovery.made else "none yet; Enter makes one"
            case "reminder":
                return _reminder_words(self.value("reminder"))
            case "backup_now":
                return "Enter makes one"
            case "export" | "import":
                return "Enter opens it"
            case "restore" | "merge":
                return "Enter copies the command"
            case "watched":
                labels = (journal.vocabulary.label(each, journal.settings) for each in self.value(id))
                return ", ".join(map(one_line, labels)) or "none watched"
            case "backups":
                days, weeks, months = configuration.backups
                return f"{_of(days, 'day')}, {_of(weeks, 'week')}, {_of(months, 'month')}"
            case "keys":
                return (
                    ", ".join(f"{action} {key}" for action, key in configuration.keys.items())
                    or "all as usual"
                )
            case "journal_folder":
                return str(journal.places.data)
            case "configuration_folder":
                return str(journal.places.config)
        if id in _OWN_KINDS:
            own = sum(journal.words.count(kind) for kind in _OWN_KINDS[id])
            return f"{own} of your own" if own else "none of your own yet"
        return ""

    def to_copy(self, id: str) -> str:
        """The command or the folder that a row hands to the clipboard."""
        if id in ("restore", "merge"):
            return command_for(self._journal.places, id if id == "restore" else f"{id} FILE")
        return self.words(id)

    # Setting them

    def read(self, id: str, text: str) -> Any:
        """The value that a typed line stands for.

        Raises InputRefused, naming the setting, the line and what is allowed.
        """
        text = one_line(text)
        match id:
            case "lock_after":
                word = text.lower().removesuffix("minutes").removesuffix("minute").strip()
                word = "0" if word == "off" else word
                if not (word.isdecimal() and int(word) <= LONGEST_LOCK_MINUTES):
                    raise InputRefused(
                        f"lock_after: {text!r} is not valid; use 0 (off) to {LONGEST_LOCK_MINUTES} minutes"
                    )
                return int(word)
            case "reminder":
                word, _, days = text.partition(" ")
                if word.lower() == "off" and not days:
                    return None
                try:
                    return time.fromisoformat(word.zfill(5)), reminders.parse_days(days.replace(" ", ","))
                except ValueError:
                    raise InputRefused(
                        f"reminder: {text!r} is not a time; use 21:30, 21:30 sun,wed or off"
                    ) from None
            case "backups":
                numbers = text.replace(",", " ").split()
                if len(numbers) != 3 or not all(n.isdecimal() and int(n) <= MOST_KEPT for n in numbers):
                    raise InputRefused(
                        f"backups: {text!r} is not valid; use three whole numbers from 0 to"
                        f" {MOST_KEPT}, for days, weeks and months, as in 7 4 12"
                    )
                return RetentionPolicy(*map(int, numbers))
            case "people":
                return tuple(dict.fromkeys(filter(None, map(one_line, text.split(",")))))
            case "keys":
                action, _, key = text.partition(" ")
                keys = dict(self.value("keys"))
                if key.strip():
                    return {**keys, action: key.strip()}
                if action not in keys:
                    raise InputRefused(
                        f"keys: {text!r} is not valid; use an action and a key, as in app.today f2"
                    )
                return {each: key for each, key in keys.items() if each != action}
        return text

    def weakens(self, id: str, value: Any) -> dict[str, Value]:
        """What of a value would guard the journal less than usual and was not agreed to yet, by the names of
        the settings file; the passphrase is asked for first. Empty for a journal without one.

        Raises InputRefused where the file itself does not hold.
        """
        if id not in OF_PROGRAM:
            return {}
        given = load_configuration(self._journal.places.config_file)
        known = weaker(given)
        refused = self._journal.safeguards.settle(replace(given, **{id: value})).refused
        return {
            name: each
            for name, each in refused.items()
            if name.partition(".")[0] == id and (id != "keys" or known.get(name) != each)
        }

    def change(self, id: str, value: Any) -> bool:
        """Set a setting; whether it is another value than before.

        What guards less is agreed to by it: ask for the passphrase first, see :meth:`weakens`. Raises
        InputRefused where it cannot be.
        """
        before = self.value(id)
        if value == before:
            return False
        self._set(id, value)
        return bool(self.value(id) != before)

    def _set(self, id: str, value: Any) -> None:
        journal = self._journal
        if id in OF_JOURNAL:
            journal.change_settings(**{id: value})
        elif id in OF_PROGRAM:
            self._set_of_program(id, value)
        elif id == "people":
            journal.people.keep_added(value)
        elif id == "quiet":
            journal.set_quiet(value)
        elif id == "look_back":
            journal.look_backs.want(value)
        elif id == "watched":
            self._watch(value)
        elif id == "reminder" and value is None:
            reminders.remove_units(reminders.own_kind())
        elif id == "reminder":
            reminders.write_units(reminders.own_kind(), *value)

    def _set_of_program(self, id: str, value: Any) -> None:
        if id == "keyring" and value and (why := why_no_keyring()):
            raise InputRefused(f"keyring: {why}; nothing was changed")
        file = self._journal.places.config_file
        agreed = self.weakens(id, value)
        parts: Mapping[str, Any] = {id: value}
        if id == "backups":
            parts = {f"backups.{name}": number for name, number in RetentionPolicy(*value)._asdict().items()}
        elif id == "keys":
            before = self.value(id)
            changed = {action for action in {**before, **value} if before.get(action) != value.get(action)}
            parts = {f"keys.{action}": value.get(action) for action in sorted(changed)}
        try:
            configuration = self._journal.change_configurations(parts)
        except InputRefused as error:
            raise InputRefused(str(error).removeprefix(f"{file}: ")) from None
        for name, part in parts.items():
            self._agree(name, part, agreed)
        if id == "keyring" and not value:
            remember(self._journal.places, None)
        self._take(configuration)

    def _agree(self, name: str, part: Any, agreed: Mapping[str, Value]) -> None:
        if self._journal.key is None or not is_guarded(name, str(part)):
            return
        if name in agreed:
            self._journal.safeguards.agree({name: agreed[name]})
        elif name not in weaker(load_configuration(self._journal.places.config_file)):
            self._journal.safeguards.forget(name)

    def _watch(self, picked: tuple[str, ...]) -> None:
        """Watch what was picked, and no longer what was not; what rests in quiet mode is watched as well."""
        checks = self._journal.evening_checks
        resting = len(checks.watched()) - len(checks.asked())
        if len(picked) + resting > MOST_WATCHED:
            raise InputRefused(
                f"evening check: {len(picked) + resting} patterns; up to {MOST_WATCHED} fit in"
            )
        for id in checks.asked():
            if id not in picked:
                checks.unwatch(id)
        for id in picked:
            checks.watch(id)


_ON_OFF = {
    "animation": ("off", "on"),
    "discreet_opening": ("off", "on, titles only until a key"),
    "keyring": ("off", "on"),
    "phrase_check": ("off", "on, after words that say danger"),
    "quiet": ("off", "on"),
    "look_back": ("off", "on"),
}  # fmt: skip


def _reminder_line(at: tuple[time, tuple[int, ...]] | None) -> str:
    """A reminder as it is typed."""
    if at is None:
        return ""
    days = ",".join(WEEKDAYS[day][:3] for day in at[1])
    return f"{at[0]:%H:%M} {days}".strip()


def _reminder_words(at: tuple[time, tuple[int, ...]] | None) -> str:
    if at is None:
        return "off"
    days = ", ".join(WEEKDAYS[day][:3].capitalize() for day in at[1])
    return f"{days or 'every day'}, {at[0]:%H:%M}"


def _of(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _counted(count: int, noun: str, none: str) -> str:
    return _of(count, noun) if count else none
