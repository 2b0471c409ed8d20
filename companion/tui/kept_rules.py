"""Style rules as they are kept beside the style sheets, for the next start.

A start reads of each rule what it is about. What it says is read when a widget is asked about that it may be
about: of the rules of the first page, those are a third.
"""

import marshal
import pickle
from collections.abc import Hashable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

import textual
from textual.css.model import RuleSet, SelectorType

from companion.model.kept_beside import keep_beside, place_beside
from companion.resources import folder

Variables = tuple[tuple[str, str], ...]
"""Names and values of the variables that rules were parsed with."""
_MARKS = {SelectorType.CLASS: ".", SelectorType.ID: "#"}
_CHECK = 4
"""Bytes of the checksum before what is kept: what a rule says is read long after the file was."""
_SAYS = ("selector_set", "styles")


class Rule(RuleSet):
    """A rule told from others by its identity, which C asks for: a widget that gets its styles looks up
    hundreds of them.
    """

    ends: list[tuple[list[str], str]]
    """(the classes and states it asks for, what the widget is called that it is about) of each selector."""
    _kept: bytes
    """What it says, until somebody asks."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__

    def __getattr__(self, name: str) -> Any:
        if name not in _SAYS:
            raise AttributeError(name)
        vars(self).update(pickle.loads(self._kept))
        return vars(self)[name]


Rules = dict[Hashable, list[Rule]]
"""Rules by their words and their place."""


def as_rule(rule: RuleSet) -> Rule:
    """A rule that was parsed just now; it becomes one of these."""
    rule.__class__ = Rule
    assert isinstance(rule, Rule)
    rule.ends = [*_ends(rule)]
    return rule


def read_rules(variables: Variables) -> Rules:
    """The rules kept beside the style sheets, parsed with these variables by this version of Textual."""
    place = _place()
    with suppress(Exception):  # they are not there, cut short, or of another build: then they are parsed
        if place is not None and (version := _textual()):
            data = place.read_bytes()
            version_then, variables_then, kept = marshal.loads(data[_CHECK:])
            whole = crc32(data[_CHECK:]).to_bytes(_CHECK, "big") == data[:_CHECK]
            if whole and (version_then, variables_then) == (version, variables):
                return {key: [_read(*row) for row in rows] for key, rows in kept}
    return {}


def keep_rules(variables: Variables, rules: Rules) -> None:
    """Keep them for the next start, where that can be done."""
    if (place := _place()) is not None and (version := _textual()):
        kept = [(key, [_row(rule) for rule in those]) for key, those in rules.items()]
        data = marshal.dumps((version, variables, kept))
        keep_beside(place, crc32(data).to_bytes(_CHECK, "big") + data)


def _row(rule: Rule) -> tuple[object, ...]:
    says = pickle.dumps({name: getattr(rule, name) for name in _SAYS})
    about = sorted(rule.selector_names), sorted(rule.pseudo_classes), rule.ends
    return (rule.is_default_rules, rule.tie_breaker, *about, says)


def _read(
    is_default: bool,
    tie_breaker: int,
    names: list[str],
    states: list[str],
    ends: list[tuple[list[str], str]],
    says: bytes,
) -> Rule:
    rule = Rule.__new__(Rule)
    vars(rule).update(
        errors=[],
        is_default_rules=is_default,
        tie_breaker=tie_breaker,
        selector_names=set(names),
        pseudo_classes=set(states),
        ends=ends,
        _kept=says,
    )
    return rule


def _ends(rule: RuleSet) -> Iterator[tuple[list[str], str]]:
    for each in rule.selector_set:
        names: set[str] = set()
        for selector in each.selectors:
            names |= {f":{state}" for state in selector.pseudo_classes}
            if selector.type is SelectorType.CLASS:
                names.add(selector.name)
        last = each.selectors[-1]
        yield sorted(names), _MARKS.get(last.type, "") + (last.name or "*")


def _place() -> Path | None:
    return place_beside(folder("styles") / "rules.tcss", ".rules")


def _textual() -> str:
    """The version of Textual that is installed, whose rules they are; empty where that cannot be told."""
    packages = Path(textual.__file__).parent.parent
    return next((each.name for each in packages.glob("textual-*.dist-info")), "")
