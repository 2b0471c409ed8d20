"""Style rules that are parsed once: Textual's own sheet parses all of them anew whenever a pane's come in.

Those of the first page are kept beside the style sheets too; parsing them was a twelfth of the time to it.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.tokenize import tokenize_value
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.style import Style

from companion.tui.kept_rules import Rules, Variables, as_rule, keep_rules, read_rules
from companion.tui.plain_styles import plain_style
from companion.tui.restyling import Restyling

_KEPT = 16
"""Sets of colours whose rules are kept: a person tries a few themes, not more."""

_parsed: dict[Variables, Rules] = {}
"""The rules by the colours and other variables they were parsed with."""
_read: dict[Variables, int] = {}
"""How many of them were found beside the style sheets."""


class TokensWhenAsked(dict[str, list[Token]]):
    """The tokens of each of the variables, made when it is asked for.

    Textual makes those of all two hundred for the first text with a colour in it, and copies them for each.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__()
        self._values = values

    def __missing__(self, name: str) -> list[Token]:
        tokens = self[name] = list(tokenize_value(self._values[name], ("__name__", "")))
        return tokens

    def __contains__(self, name: object) -> bool:
        return name in self._values or super().__contains__(name)

    def __bool__(self) -> bool:
        return bool(self._values)

    def keys(self) -> Any:
        """The names of all, whether they were asked for or not."""
        return {**self._values, **self}.keys()

    def copy(self) -> "TokensWhenAsked":
        """Another one, to which a sheet adds variables of its own."""
        found = TokensWhenAsked(self._values)
        found.update(self)
        return found


class ParsedOnce(Stylesheet):
    """A sheet that parses what it has not seen with these variables, and nothing else.

    Rules go stale when their words change or a variable does; both are in the key.
    """

    new_here = False
    """Whether a screen is coming in for the first time, with rules that are about itself alone."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._tokens = TokensWhenAsked(self._variables)
        self._restyling = Restyling()

    def update(self, root: DOMNode, animate: bool = False) -> None:
        """Give a node and all below it their styles anew; not for the rules of a screen that comes in."""
        if not self.new_here:
            super().update(root, animate=animate)

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[Any, ...], RulesMap] | None = None
    ) -> None:
        super().apply(node, animate=animate, cache=cache)
        if type(node) is not DOMNode:  # that is a part of a widget, which goes with it
            self._restyling.note(self, node)

    def update_changed(self, node: DOMNode, *, animate: bool) -> None:
        """Give styles anew to those of a node and all within it that a change of class or state can touch."""
        touched = [*self._restyling.touched(self, node)]
        self.update_nodes(touched, animate=animate)

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._variables:
            super().set_variables(variables)
            self._tokens = TokensWhenAsked(self._variables)

    @property
    def _variable_tokens(self) -> dict[str, list[Token]]:
        return self._tokens

    def parse_style(self, style_text: str | Style) -> Style:
        if isinstance(style_text, str) and style_text not in self._style_parse_cache:
            plain = plain_style(style_text, self._variables)
            if plain is not None:
                self._style_parse_cache[style_text] = plain
        return super().parse_style(style_text)

    def reparse(self) -> None:
        self.parse()

    def keep(self) -> None:
        """Keep the rules there are now for the next start, if any had to be parsed."""
        variables = tuple(self._variables.items())
        rules = _parsed.get(variables, {})
        if len(rules) > _read.get(variables, 0):
            keep_rules(variables, rules)
            _read[variables] = len(rules)

    def parse_ahead(self, path: Path) -> None:
        """Parse a file that no page has brought in yet, with the variables of this sheet; from any thread."""
        with suppress(Exception):  # whoever brings it in says what is wrong with it
            self._parse_rules(path.read_text(encoding="utf-8"), (str(path), ""))

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        variables = tuple(self._variables.items())
        if variables not in _parsed:
            if len(_parsed) >= _KEPT:
                _parsed.pop(next(iter(_parsed)))
            _parsed[variables] = read_rules(variables)
            _read[variables] = len(_parsed[variables])
        rules = _parsed[variables]
        key = (css, read_from, is_default_rules, tie_breaker, scope)
        if key not in rules:
            parsed = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
            rules[key] = [as_rule(rule) for rule in parsed]
        return [*rules[key]]
