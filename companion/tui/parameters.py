"""How many parameters a handler has is told from its code; Textual has a whole signature made of each."""

import inspect
from collections.abc import Callable
from types import FunctionType
from typing import Any

from textual import _callback

_textual = _callback._count_parameters
_STARS = inspect.CO_VARARGS, inspect.CO_VARKEYWORDS
_ANOTHERS = frozenset({"__wrapped__", "__signature__"})
"""What a function has that says another's signature is its own."""


def count_from_code() -> None:
    """Count in this way from now on."""
    _callback._count_parameters = _counted


def _counted(func: Callable[..., Any]) -> int:
    """How many parameters a function has, one with a star among them."""
    if not isinstance(func, FunctionType) or not _ANOTHERS.isdisjoint(vars(func)):
        return _textual(func)
    code = func.__code__
    stars = sum(bool(code.co_flags & star) for star in _STARS)
    return code.co_argcount + code.co_kwonlyargcount + stars
