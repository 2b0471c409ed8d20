"""Textual and asyncio as the panes import them: without what no first page needs.

asyncio takes OpenSSL along where it is there, and does without where it is not; nothing here goes over a
network. Textual's app takes its list of commands along, with the fields and trees in it, a twelfth of what it
imports; the list of all actions imports it when it is opened. Its colours take Rich's tables along, to show
themselves in a table, and its style sheets are taken apart by regular expressions that kept rules never use.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import Any

_COMMANDS = "textual.command"
_TABLES = "rich.table"


_importing = Lock()
_imported = False


def import_framework() -> None:
    """Import what is behind the panes, once in a process; a thread that comes second waits for the first."""
    global _imported
    with _importing:
        if not _imported:
            _import()
            _imported = True


def _import() -> None:
    _drop_variables()
    with _without("ssl"):
        import asyncio  # noqa: F401
    from companion.tui.regexes_when_used import compiled_when_used

    with _stand_in(_StandIn(_COMMANDS)), _stand_in(_WhenCalled(_TABLES)), compiled_when_used():
        import textual.app  # noqa: F401
    from companion.tui.parameters import count_from_code
    from companion.tui.widget_classes import look_through_once

    look_through_once()
    count_from_code()


def _drop_variables() -> None:
    """Whoever can set a variable could have Textual write a log of all that is typed, or a picture of it.

    It reads them when it is imported.
    """
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]


class _StandIn(ModuleType):
    """Has an empty class for whatever is taken from it.

    Textual's app keeps what it takes for actions of its own, all of which have others in their place here.
    """

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


class _WhenCalled(ModuleType):
    """Whatever is taken from it is looked up in the module itself when it is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*arguments: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*arguments, **named)

        return called


@contextmanager
def _stand_in(module: ModuleType) -> Iterator[None]:
    """Meanwhile whoever takes something from a module takes it from this one."""
    name = module.__name__
    if name in sys.modules:
        yield
        return
    sys.modules[name] = module
    try:
        yield
    finally:
        sys.modules.pop(name, None)  # another thread that imports it may have been here


@contextmanager
def _without(name: str) -> Iterator[None]:
    """Meanwhile a module is not there."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # as importlib has it: not to be found
    try:
        yield
    finally:
        sys.modules.pop(name, None)  # another thread that imports it may have been here
