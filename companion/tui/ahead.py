"""What the first page did not need is imported while nobody types, so that no key has to wait for it.

On the locked screen that is while the passphrase is typed: Enter then waits for the key alone.
"""

import asyncio
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from companion.model.errors import CompanionError
from companion.tui.rules import ParsedOnce

BEGIN_AFTER = 0.5
"""Seconds after the first page."""
REST, REST_LOCKED = 0.3, 0.05
"""Seconds without a key before the next module is begun: a key waits for the one under way at most."""
_LOOK = 0.05
"""Seconds between two looks."""

_TODAY = (
    "companion.store.store",
    "companion.model.vocabulary",
    "companion.tui.entry_text",
    "companion.tui.screens.today",
    "companion.tui.today_contents",
    "companion.tui.widgets.text_fields",
    "companion.model.past_time",
    "companion.tui.widgets.moment_form",
)
"""Small pieces first: they are what takes a while."""

_PANES = (
    "sqlite_utils",  # the first letter of a draft takes it
    "companion.tui.screens.mood",
    "markdown_it",
    "pygments.lexers",
    "textual.widgets._markdown",
    "companion.tui.widgets.entry_view",
    "companion.tui.widgets.timeline",
    "companion.review.lines",
    "companion.tui.screens.reflections",
    "companion.journal.insight",
    "companion.patterns.measures",
    "companion.tui.screens.experiment",
    "companion.review.week",
    "humanize",
    "companion.tui.screens.week",
    "companion.review.pattern_page",
    "companion.tui.screens.patterns",
    "companion.review.library_find",
    "companion.tui.screens.library",
    "companion.tui.palette",
    "companion.tui.screens.help",
)


async def import_beside(name: str) -> None:
    """Import a module that somebody waits for, in a thread, so that keys are taken meanwhile."""
    if name not in sys.modules:
        with suppress(ImportError):  # whoever needs it says so
            await asyncio.to_thread(import_module, name)


class Ahead(Thread):
    """Imports what the panes take, in the order in which they stand there, and parses their style rules."""

    def __init__(
        self,
        variables: dict[str, str],
        *,
        locked: bool,
        silence: Callable[[], float],
        running: Callable[[], bool],
        make: Sequence[Callable[[], object]] = (),
    ) -> None:
        """``variables``: those of the style sheets. ``silence``: seconds since the last key. ``make``: what
        is made once, and kept where it was made, after all imports.
        """
        super().__init__(name="ahead", daemon=True)
        self._modules: Iterable[str] = (*_TODAY, *_PANES) if locked else _PANES
        self._rest = REST_LOCKED if locked else REST
        self._sheet = ParsedOnce(variables=variables)
        self._silence, self._running = silence, running
        self._make = make

    def run(self) -> None:
        """One module after the other, until the app ends."""
        for name in self._modules:
            if not self._may_go_on():
                return
            with suppress(ImportError):  # whoever needs it says so
                self._parse_rules_of(import_module(name))
        for make in self._make:
            if not self._may_go_on():
                return
            with suppress(CompanionError):  # the same
                make()

    def _may_go_on(self) -> bool:
        """Once no key came in for a while: whether the app still runs."""
        while self._silence() < self._rest and self._running():
            time.sleep(_LOOK)
        return self._running()

    def _parse_rules_of(self, module: Any) -> None:
        pane = module.__name__.rpartition(".")[2].title() + "Pane"
        for path in getattr(getattr(module, pane, None), "CSS_PATH", ()):
            self._sheet.parse_ahead(Path(path))
