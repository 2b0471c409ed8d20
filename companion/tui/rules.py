"""Style rules that are parsed once: Textual's own sheet parses all of them anew whenever a pane's come in."""

from collections.abc import Hashable

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode

_KEPT = 16
"""Sets of colours whose rules are kept: a person tries a few themes, not more."""

_parsed: dict[Hashable, dict[Hashable, list[RuleSet]]] = {}
"""The rules by the colours and other variables they were parsed with, and by their words and their place."""


class _Rule(RuleSet):
    """A rule told from others by its identity, which C asks for: a widget that gets its styles looks up
    hundreds of them.
    """

    __hash__ = object.__hash__
    __eq__ = object.__eq__


class ParsedOnce(Stylesheet):
    """A sheet that parses what it has not seen with these variables, and nothing else.

    Rules go stale when their words change or a variable does; both are in the key.
    """

    new_here = False
    """Whether a screen is coming in for the first time, with rules that are about itself alone."""

    def update(self, root: DOMNode, animate: bool = False) -> None:
        """Give a node and all below it their styles anew; not for the rules of a screen that comes in."""
        if not self.new_here:
            super().update(root, animate=animate)

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        self.parse()

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        variables = tuple(self._variables.items())
        if variables not in _parsed and len(_parsed) >= _KEPT:
            _parsed.pop(next(iter(_parsed)))
        rules = _parsed.setdefault(variables, {})
        key = (css, read_from, is_default_rules, tie_breaker, scope)
        if key not in rules:
            rules[key] = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
            for rule in rules[key]:
                rule.__class__ = _Rule
        return rules[key]
