"""A change of class or focus gives styles anew to those widgets alone that a rule can make look otherwise.

Textual gives them anew to the widget that changed and to all within it: when a form opens, to the whole pane.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from typing import Any
from weakref import WeakKeyDictionary

from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from companion.tui.kept_rules import Rule

_OF_THE_APP = {"dark", "light", "ansi", "nocolor", "inline"}
"""States that every widget shares: all get their styles anew when one of them changes."""
_BARS = frozenset({"ScrollBar", "ScrollBarCorner", "ScrollBarBase", "Widget", "*"})
"""What the bars of a widget that scrolls are called in rules; they get their styles together with it."""
_APP = "App "

Names = frozenset[str]
"""Names of classes, and of states such as ``:focus``; those of the app begin with ``App``."""


class Restyling:
    """Knows in what state each widget got its styles, and which widgets a change of state can touch."""

    def __init__(self) -> None:
        self._then: WeakKeyDictionary[DOMNode, Names] = WeakKeyDictionary()
        self._rules: object = None
        self._read_before: set[Rule] = set()
        self._states: list[tuple[str, str]] = []
        self._ends: dict[str, set[str]] = {}
        self._ends_of: dict[Names, Set[str]] = {}

    def _read(self, sheet: Stylesheet) -> None:
        """Take in the rules that have come since. Those that went stay: at worst a widget gets the styles
        that it has once more.
        """
        if self._rules is sheet.rules_map:
            return
        self._rules = sheet.rules_map
        new = [rule for rule in sheet.rules if isinstance(rule, Rule) and rule not in self._read_before]
        if not new:
            return
        self._read_before.update(new)
        self._ends_of = {}
        ends = self._ends
        for rule in new:
            for names, end in rule.ends:
                for name in names:
                    ends.setdefault(name, set()).add(end)
        self._states = [(name, name[1:]) for name in ends if name[0] == ":" and name[1:] not in _OF_THE_APP]

    def note(self, sheet: Stylesheet, node: DOMNode) -> None:
        """A node got its styles in the state that it is in."""
        self._read(sheet)
        if not isinstance(node, App):
            self._then[node] = self._now(node)

    def touched(self, sheet: Stylesheet, node: DOMNode) -> Iterator[DOMNode]:
        """Those among a node and all within it that have to get their styles anew, the outer ones first."""
        self._read(sheet)
        above: set[str] = set()
        for each in node.ancestors:
            if each in self._then:
                above |= self._then[each] ^ self._now(each)
        yield from self._touched(node, frozenset(above))

    def _touched(self, node: DOMNode, above: Names) -> Iterator[DOMNode]:
        then = self._then.get(node)
        changed = above if then is None else above | (then ^ self._now(node))
        if then is None or (changed and not self._touched_by(changed).isdisjoint(_called(node, then))):
            yield node
        elif changed != above:
            self._then[node] = self._now(node)
        for child in node._nodes:
            yield from self._touched(child, changed)

    def _now(self, node: DOMNode) -> Names:
        checks: Mapping[str, Callable[[Any], bool]] = node._PSEUDO_CLASSES
        now = [name for name, state in self._states if (holds := checks.get(state)) and holds(node)]
        if isinstance(node, Screen):
            now += [_APP + name for name in self._now(node.app)]
        return frozenset((*node._classes, *now))

    def _touched_by(self, changed: Names) -> Set[str]:
        """What the widgets are called that rules with these names are about."""
        ends = self._ends_of.get(changed)
        if ends is None:
            ends = set().union(*(self._ends.get(name.removeprefix(_APP), ()) for name in changed))
            self._ends_of[changed] = ends
        return ends


def _called(node: DOMNode, then: Names) -> set[str]:
    """What a widget, its parts and its bars are called in rules, and were in the state ``then``."""
    called = {*node._selector_names, *(f".{name}" for name in (*node._get_component_classes(), *then))}
    return called | _BARS if isinstance(node, Widget) and node.is_scrollable else called
