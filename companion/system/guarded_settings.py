"""The settings that guard the journal: which there are, and which values of theirs guard it less.

The configuration is a file that anyone at the account can write. Where the journal has a passphrase, a value
that guards it less than the usual one counts only once it was agreed to with the passphrase; see
:mod:`companion.journal.safeguards`.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from companion.system.configuration import Configuration
from companion.system.paths import Places, command_for

LOCK_KEYS = "f9,ctrl+g"
"""F9 is one reach and no terminal keeps it for itself; ctrl+g is there where F keys need another key."""

GUARDED_KEYS = {"app.lock": LOCK_KEYS, "app.safety": "f2", "app.crisis": "f3"}
"""The actions whose keys are guarded, and the keys they have."""

GUARDED = ("lock_after", "keyring", "phrase_check", *(f"keys.{action}" for action in GUARDED_KEYS))
"""The settings by their names; beside them the key of any other action, where it is one of theirs."""

Value = bool | int | str

_USUAL = Configuration()


def each_key(keys: str) -> frozenset[str]:
    """The keys of one action; spaces around a key are of no account, as to the panes."""
    return frozenset(key.strip() for key in keys.split(","))


def is_guarded(name: str, value: str) -> bool:
    """Whether it takes the passphrase to give a setting this value, where there is one."""
    action = name.removeprefix("keys.")
    return name in GUARDED or (action != name and _takes(action, value))


def weaker(configuration: Configuration) -> dict[str, Value]:
    """The values that guard the journal less than the usual ones do, by the names of their settings."""
    values: dict[str, Value] = {}
    if not 0 < configuration.lock_after <= _USUAL.lock_after:
        values["lock_after"] = configuration.lock_after
    if configuration.keyring:
        values["keyring"] = True
    if not configuration.phrase_check:
        values["phrase_check"] = False
    values.update(
        {f"keys.{action}": key for action, key in configuration.keys.items() if _takes(action, key)}
    )
    return values


def _takes(action: str, key: str) -> bool:
    """Whether the action, on this key, leaves lock or safety without a key of theirs."""
    keys = each_key(key)
    usual = {owner: each_key(theirs) for owner, theirs in GUARDED_KEYS.items()}
    lost = usual.pop(action, frozenset()) - keys
    return bool(lost) or any(keys & theirs for theirs in usual.values())


def covers(agreed: Mapping[str, Value], name: str, value: Value) -> bool:
    """Whether what was agreed to holds for this value: the same one, or a shorter time."""
    if name not in agreed:
        return False
    if name == "lock_after":
        most, minutes = agreed[name], value
        return most == 0 or 0 < int(minutes) <= int(most)
    return agreed[name] == value


def without(configuration: Configuration, names: Collection[str]) -> Configuration:
    """The configuration with the usual values under these names."""
    usual = {name: getattr(_USUAL, name) for name in names if not name.startswith("keys.")}
    keys = {action: key for action, key in configuration.keys.items() if f"keys.{action}" not in names}
    return replace(configuration, keys=keys, **usual)


def refusal(values: Mapping[str, Value], there: Places) -> str:
    """What is said of values that do not count, of the journal in these places."""
    named = ", ".join(f"{name} {spelled(value)}" for name, value in values.items())
    return (
        f"Not used from the configuration file: {named}. It was set there without the passphrase; to"
        f" set it with the passphrase, run `{command_for(there, 'settings NAME VALUE')}`."
    )


def spelled(value: Value) -> str:
    """A value as the configuration file has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
