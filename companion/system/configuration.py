"""The program's own configuration: how it looks and which keys it listens to.

The journal's settings travel with the journal and are kept there; these stay on the machine, in a small
TOML file that a person may edit. Comments in it survive when the program writes to it.
"""

import re
from collections.abc import Mapping
from dataclasses import field, fields
from pathlib import Path
from typing import Any

from companion.model.date_format import DATE_FORMATS
from companion.model.errors import InputRefused, near_or_all, not_valid, one_of
from companion.model.frozen_dataclass import dataclass
from companion.model.retention import MOST_KEPT, RetentionPolicy
from companion.system.private_files import write_private

THEMES = (
    "dusk", "paper", "ansi-dark", "ansi-light",
    "textual-dark", "textual-light", "nord", "gruvbox", "dracula", "tokyo-night", "monokai", "flexoki",
    "catppuccin-mocha", "catppuccin-latte", "catppuccin-frappe", "catppuccin-macchiato",
    "solarized-light", "solarized-dark", "rose-pine", "rose-pine-moon", "rose-pine-dawn",
    "atom-one-dark", "atom-one-light",
)  # fmt: skip
"""The program's own two, the two that follow the terminal's colours, then Textual's others."""

ACTIONS = (
    "app.crisis", "app.date", "app.help", "app.library", "app.lock", "app.mood", "app.palette",
    "app.patterns", "app.quit", "app.reflections", "app.safety", "app.settings", "app.today",
    "app.tonight", "app.week",
    "behind.back", "behind.edit",
    "edit.as_it_was", "edit.leave", "edit.save",
    "library.bring_back", "library.contents", "library.signs", "library.try",
    "list.open",
    "loop.view",
    "mood.answer", "mood.banish", "mood.before", "mood.find", "mood.free", "mood.page",
    "mood.pick", "mood.pin", "mood.save", "mood.save_words", "mood.skip", "mood.stop",
    "mood.take_back", "mood.tick",
    "page.back", "page.onward", "page.signs", "page.try",
    "pane.back", "pane.find", "pane.new", "pane.redo", "pane.undo",
    "patterns.counts", "patterns.days", "patterns.earlier", "patterns.experiment", "patterns.fits",
    "patterns.later", "patterns.list", "patterns.loop", "patterns.not_me", "patterns.only_with",
    "patterns.open", "patterns.page", "patterns.watch", "patterns.whose",
    "reflections.back", "reflections.calendar", "reflections.copy", "reflections.delete",
    "reflections.earlier", "reflections.edit", "reflections.later", "reflections.on_this_day",
    "reflections.only", "reflections.page", "reflections.read", "reflections.star",
    "reflections.story", "reflections.today", "reflections.view",
    "settings.change", "settings.undo",
    "today.after", "today.back", "today.check", "today.delete", "today.earlier", "today.edit",
    "today.later", "today.next", "today.reasons", "today.save", "today.star",
    "today.story", "today.today", "today.try", 
    "week.day_after", "week.day_before", "week.earlier", "week.experiment", "week.later",
    "week.now", "week.page", "week.try",
    "words.delete", "words.retire", "words.undo", "words.view",
    "write.editor",
)  # fmt: skip
"""The ids of all actions that can be put on another key."""

FORMER_ACTIONS = {
    "today.new": "pane.new", "loop.log": "pane.new",
    "today.undo": "pane.undo", "reflections.undo": "pane.undo",
    "reflections.search": "pane.find", "library.find": "pane.find",
}  # fmt: skip
"""Names that actions had before they were the same in every pane; a person's file may hold them still."""

AMBIGUOUS = ("narrow", "wide")
"""How wide the terminal draws dots, lines and blocks."""

LONGEST_LOCK_MINUTES = 24 * 60
"""The most minutes after which the journal locks."""

_KEY = r"((ctrl|shift)\+)?([a-z]+[a-z0-9_]*|[A-Z]|[0-9])(,.+)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What a person set for the program.

    theme: one of THEMES. animation: whether anything moves. date_format: one of DATE_FORMATS.
    discreet_opening: whether Today shows times and titles only, until a key is pressed. lock_after:
    minutes without a key after which the journal locks, 0 for never. keyring: whether the system's keyring
    may hold the passphrase. phrase_check: whether a page is offered after an entry that says plainly that
    someone may be in danger. ambiguous: "wide" where the terminal draws dots, lines and blocks two cells
    wide, so that others stand in for them. keys: a key for an action by its id, ``{"app.today": "f2"}``.
    backups: how many of them stay.
    """

    theme: str = "dusk"
    animation: bool = False
    date_format: str = "day-first"
    lock_after: int = 5
    keyring: bool = False
    phrase_check: bool = True
    discreet_opening: bool = False
    ambiguous: str = "narrow"
    keys: Mapping[str, str] = field(default_factory=dict)
    backups: RetentionPolicy = field(default_factory=RetentionPolicy)


def load_configuration(file: Path) -> Configuration:
    """What ``file`` says, with the defaults for what it does not; the defaults where there is no file.

    Raises InputRefused, naming the file, the field, the value and what is allowed.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Configuration()
    except UnicodeDecodeError:
        raise InputRefused(f"{file}: the file is not UTF-8 text") from None
    import tomllib

    try:
        return _checked(tomllib.loads(text), str(file))
    except tomllib.TOMLDecodeError as error:
        raise InputRefused(f"{file}: not TOML: {error}") from None


def change_configuration(file: Path, name: str, value: object) -> Configuration:
    """Set one field in ``file``, made when there is none, and give back the whole; ``keys.ID`` sets one key,
    ``backups.NAME`` one number. ``None`` for a key of one's own gives the action its usual key again.

    Comments and the order of the file stay. Raises InputRefused and writes nothing when the value or the file
    itself does not hold.
    """
    import tomlkit

    load_configuration(file)
    document = tomlkit.parse(file.read_text(encoding="utf-8")) if file.exists() else tomlkit.document()
    table, _, action = name.partition(".")
    if table == "keys" and action and value is None:
        document.get(table, {}).pop(action, None)
    elif table in ("keys", "backups") and action:
        document.setdefault(table, tomlkit.table())[action] = value
    else:
        document[name] = value
    changed = _checked(document.unwrap(), str(file))
    target = file.resolve()  # a link to a file kept elsewhere stays a link
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_private(target, tomlkit.dumps(document).encode())
    return changed


def value_of(configuration: Configuration, name: str) -> Any:
    """What one field holds, by the name that :func:`change_configuration` takes.

    ``None`` for a key that nobody changed.
    """
    table, _, field_of_it = name.partition(".")
    held = getattr(configuration, table)
    if not field_of_it:
        return held
    return held.get(field_of_it) if isinstance(held, Mapping) else getattr(held, field_of_it)


def _checked(given: Mapping[str, Any], where: str) -> Configuration:
    known = [option.name for option in fields(Configuration)]
    for name in given:
        if name not in known:
            raise InputRefused(f"{where}: unknown setting {name!r}; use {one_of(known)}")
    for name, allowed in (
        ("theme", THEMES),
        ("animation", (True, False)),
        ("date_format", DATE_FORMATS),
        ("discreet_opening", (True, False)),
        ("ambiguous", AMBIGUOUS),
        ("keyring", (True, False)),
        ("phrase_check", (True, False)),
    ):
        value = given.get(name, allowed[0])
        if type(value) is not type(allowed[0]) or value not in allowed:
            words = [str(choice).lower() if choice in (True, False) else choice for choice in allowed]
            raise not_valid(f"{where}: {name}", repr(value), words)
    minutes = given.get("lock_after", 5)
    if type(minutes) is not int or not 0 <= minutes <= LONGEST_LOCK_MINUTES:
        use = f"0 (off) to {LONGEST_LOCK_MINUTES} minutes"
        raise not_valid(f"{where}: lock_after", repr(minutes), use)
    keys = given.get("keys", {})
    if not isinstance(keys, Mapping):
        raise InputRefused(
            f'{where}: keys: {keys!r} is not a table; write [keys] and, below it, "app.today" = "f2"'
        )
    for action, key in keys.items():
        if not isinstance(key, str) or not re.fullmatch(_KEY, key):
            raise InputRefused(
                f"{where}: keys: {action}: {key!r} is not a key; use the name of a key in quotes,"
                ' such as "f2" or "ctrl+t"; "app.today" stays in quotes too'
            )
        if action not in ACTIONS and action not in FORMER_ACTIONS:
            raise InputRefused(f"{where}: keys: {action!r} is not an action; {_near_action(action)}")
    keys = {FORMER_ACTIONS.get(action, action): key for action, key in keys.items()}
    return Configuration(**{**given, "keys": keys, "backups": _retention(given.get("backups", {}), where)})


def _near_action(action: str) -> str:
    """What to use in place of an action there is not: what is spelt nearly so, else those of its pane."""
    group = action.partition(".")[0]
    return near_or_all(action, [known for known in ACTIONS if known.partition(".")[0] == group] or ACTIONS)


def _retention(given: object, where: str) -> RetentionPolicy:
    if not isinstance(given, Mapping):
        raise InputRefused(
            f"{where}: backups: {given!r} is not a table; write [backups] and, below it, daily = 7"
        )
    for name, value in given.items():
        if name not in RetentionPolicy._fields:
            raise InputRefused(
                f"{where}: backups: unknown setting {name!r}; use {one_of(RetentionPolicy._fields)}"
            )
        if type(value) is not int or not 0 <= value <= MOST_KEPT:
            use = f"a whole number from 0 to {MOST_KEPT}"
            raise not_valid(f"{where}: backups: {name}", repr(value), use)
    return RetentionPolicy(**given)
