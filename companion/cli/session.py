"""What every command is given: where things live, the journal behind them, and how to speak."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.model.text import shown
from companion.system.paths import Places, places

if TYPE_CHECKING:
    from companion.journal import Journal
    from companion.model.clock import Clock
    from companion.model.retention import RetentionPolicy
    from companion.system.configuration import Configuration

OpenPanes = Callable[[Places, "Journal | None"], None]
"""Opens the panes in these places; with the journal, where it is open already."""

WIDEST = 100
"""The most columns that running text takes, however wide the terminal is."""


class Session:
    """One run of the command line. The journal is opened when first asked for and closed by ``close()``."""

    def __init__(
        self,
        at: str | Path | None = None,
        *,
        clock: "Clock | None" = None,
        open_panes: "OpenPanes | None" = None,
    ) -> None:
        self.at = at
        self.leaves_undo = False
        """Whether what this command did can be taken back by a later one."""
        self.passphrase_fd: int | None = None
        """The descriptor that passphrases are read from, a line each; ``None``: they are asked for."""
        self.passphrase: str | None = None
        """What was read from it."""
        self._clock = clock
        self._open_panes = open_panes
        self._journal: Journal | None = None
        self._configuration: Configuration | None = None

    @property
    def places(self) -> Places:
        """The folders in use."""
        return places(self.at)

    @property
    def clock(self) -> "Clock":
        """Where the time of day comes from."""
        if self._clock is None:
            from companion.model.clock import system_clock

            self._clock = system_clock()
        return self._clock

    def journal(self) -> "Journal":
        """The journal in these places, made when there is none yet; asks for its passphrase if it has one."""
        if self._journal is None:
            from companion.cli.passphrase import open_with_passphrase

            self._journal = open_with_passphrase(self, self._opened)
            if self._journal.words.trouble:
                self.say(f"{self._journal.words.trouble}\nThe words of that file are left out for now.")
        return self._journal

    def _opened(self, passphrase: str | None) -> "Journal":
        from companion.journal import open_journal

        return open_journal(self.places, clock=self.clock, passphrase=passphrase)

    @property
    def configuration(self) -> "Configuration":
        """What the person set for the program."""
        if self._configuration is None:
            from companion.system.configuration import load_configuration

            self._configuration = load_configuration(self.places.config_file)
        return self._configuration

    def close(self) -> None:
        """Let go of the journal, if it was opened."""
        if self._journal is not None:
            journal, self._journal = self._journal, None
            try:
                if journal.changed and (trouble := journal.backups.make_daily(self._backups_kept())):
                    self.say(trouble)
            finally:
                journal.close(keep_undo=self.leaves_undo)

    def _backups_kept(self) -> "RetentionPolicy":
        from companion.model.errors import CompanionError
        from companion.model.retention import RetentionPolicy

        try:
            return self.configuration.backups
        except CompanionError:  # a file that does not hold is told where it matters
            return RetentionPolicy()

    def open_panes(self, places: Places | None = None) -> None:
        """Open the panes; a usage error where there is no terminal to open them in."""
        self.check_panes()
        self.close()
        if self._open_panes is None:
            return
        journal = None
        if places is None:
            from companion.cli.passphrase import open_unasked

            journal = open_unasked(self, self._opened)
            self.passphrase = None  # the panes ask for it themselves once they have locked
        self._open_panes(places or self.places, journal)

    def check_panes(self) -> None:
        """Raises a usage error where the panes cannot be opened."""
        if not self.interactive:
            raise click.UsageError(
                "The panes need a terminal. Without one, name a command; `companion --help` lists them."
            )

    # Speaking: data on stdout, messages on stderr.

    @property
    def interactive(self) -> bool:
        """Whether a person sits at both ends."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    @property
    def can_ask(self) -> bool:
        """Whether there is someone to ask: questions go to stderr, so that stdout stays data."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    @property
    def colour(self) -> bool:
        """Whether stdout may be coloured: a terminal, and nobody asked for none."""
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """How many columns running text may take: the terminal's up to ``WIDEST``, 80 into a pipe."""
        import shutil

        return min(shutil.get_terminal_size((80, 24)).columns, WIDEST) if sys.stdout.isatty() else 80

    def style(self, text: str, **how: Any) -> str:
        """``text`` as click styles it, where colour is welcome."""
        return click.style(text, **how) if self.colour else text

    def out(self, text: str = "") -> None:
        """A line of data for a person. What a person wrote goes through ``shown()`` before it is styled."""
        print(text)

    def out_shown(self, text: str) -> None:
        """The same for text straight from the journal."""
        print(shown(text))

    def out_json(self, value: Any) -> None:
        """A value as JSON: readable letters where stdout can carry them, escapes where it cannot."""
        text = json.dumps(value, ensure_ascii=False, indent=2)
        try:
            text.encode(sys.stdout.encoding or "utf-8", "strict")
        except UnicodeEncodeError:
            text = json.dumps(value, indent=2)
        print(text)

    def say(self, text: str) -> None:
        """A message beside the data."""
        print(shown(text), file=sys.stderr)


pass_session = click.make_pass_decorator(Session)
