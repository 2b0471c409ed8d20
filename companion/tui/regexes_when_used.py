"""Regular expressions of Textual's that are compiled when they are first used, not when it is imported.

Compiling those of its style sheets takes 13 ms, and a start with kept rules uses hardly any of them.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

_MODULE = "textual.css.tokenizer"
"""There each is used by its own methods alone; ``re.sub`` and its like take none of these."""

_compile_now: Any = re.compile


class RegexWhenUsed:
    """Stands for a compiled regular expression, and has all that it has."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        found: re.Pattern[str] = _compile_now(self._pattern)
        return found

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # a copy asks for some before it has a pattern
            raise AttributeError(name)
        return getattr(self._compiled, name)

    def match(self, *text_and_places: Any) -> re.Match[str] | None:
        """As of the compiled one: whoever only takes this method along does not have it compiled by that."""
        return self._compiled.match(*text_and_places)

    def search(self, *text_and_places: Any) -> re.Match[str] | None:
        """The same."""
        return self._compiled.search(*text_and_places)


@contextmanager
def compiled_when_used() -> Iterator[None]:
    """Meanwhile what that module compiles is compiled when used; for everyone else nothing changes."""
    re.compile = _compile
    try:
        yield
    finally:
        re.compile = _compile_now


def _compile(pattern: Any, *flags: Any, **named: Any) -> Any:
    if flags or named or sys._getframe(1).f_globals.get("__name__") != _MODULE:
        return _compile_now(pattern, *flags, **named)
    return RegexWhenUsed(pattern)
