"""What was agreed to with the passphrase: settings of the program that guard the journal less than the usual.

They are kept in the journal, where only the passphrase leads to; the configuration file alone is not enough.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from companion.journal.context import Context
from companion.system.configuration import Configuration, load_configuration
from companion.system.guarded_settings import Value, covers, is_guarded, weaker, without

_NAME = "agreed_settings"


class Settled(NamedTuple):
    """What counts of a configuration. ``refused``: the values that do not; ``new``: those of them that nobody
    was asked about."""

    configuration: Configuration
    refused: Mapping[str, Value]
    new: Mapping[str, Value]


class Safeguards:
    """The part of an open journal that knows which settings may guard it less."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def settle(self, configuration: Configuration) -> Settled:
        """What counts of the configuration file: all of it for a journal without a passphrase, else only what
        was agreed to, with the usual values in the place of the rest.
        """
        if self._context.store.key is None:
            return Settled(configuration, {}, {})
        refused = {
            name: value
            for name, value in weaker(configuration).items()
            if not covers(self._kept("agreed"), name, value)
        }
        asked = self._kept("refused")
        new = {name: value for name, value in refused.items() if asked.get(name) != value}
        return Settled(without(configuration, refused), refused, new)

    def would_weaken(self, values: Mapping[str, Any]) -> dict[str, Value]:
        """What of these values of the program's settings would guard the journal less and was not agreed to
        yet; empty for a journal without a passphrase. Raises InputRefused where the file does not hold.

        ``values``: by name as :func:`companion.system.configuration.value_of` has them.
        """
        configuration = load_configuration(self._context.places.config_file)
        known = weaker(configuration)
        keys = dict(configuration.keys)
        for name, value in values.items():
            table, _, action = name.partition(".")
            if table == "keys" and value is None:
                keys.pop(action, None)
            elif table == "keys":
                keys[action] = str(value)
            elif is_guarded(name, str(value)):
                configuration = replace(configuration, **{name: value})
        refused = self.settle(replace(configuration, keys=keys)).refused
        return {name: each for name, each in refused.items() if name in values and known.get(name) != each}

    def agree(self, values: Mapping[str, Value]) -> None:
        """Let these values count; whoever says so has given the passphrase just now."""
        self._keep("agreed", values)

    def refuse(self, values: Mapping[str, Value]) -> None:
        """Do not let these values count, and do not ask about them again."""
        self._keep("refused", values)

    def forget(self, name: str) -> None:
        """Whatever was said about a setting before; it has a usual value now."""
        self._keep("agreed", {}, name)

    def _kept(self, what: str) -> dict[str, Value]:
        return dict((self._context.store.values.get(_NAME) or {}).get(what, {}))

    def _keep(self, what: str, values: Mapping[str, Value], *more: str) -> None:
        with self._context.store.writing(changes_meaning=False):
            kept = {each: self._kept(each) for each in ("agreed", "refused")}
            for said in kept.values():
                for name in (*values, *more):
                    said.pop(name, None)
            kept[what].update(values)
            self._context.store.values.set(_NAME, kept)
