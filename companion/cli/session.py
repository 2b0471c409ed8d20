"""What every command is given: where things live, the journal behind them, and how to speak."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from companion.cli.passphrase import PassphraseSource
from companion.cli.terminal import Terminal
from companion.model.errors import CompanionError
from companion.system.paths import NAME_VARIABLE, Places, command_for, places

if TYPE_CHECKING:
    from companion.journal import Journal
    from companion.model.clock import Clock
    from companion.model.retention import RetentionPolicy
    from companion.system.configuration import Configuration
    from companion.vault.passphrases import Secret

OpenPanes = Callable[[Places, "Journal | None"], None]
"""Opens the panes in these places; with the journal, where it is open already."""


class Session(Terminal):
    """One run of the command line. The journal is opened when first asked for and closed by ``close()``."""

    def __init__(
        self,
        at: str | Path | None = None,
        *,
        clock: "Clock | None" = None,
        open_panes: "OpenPanes | None" = None,
        prepare_panes: Callable[[], None] | None = None,
    ) -> None:
        """``prepare_panes`` imports what they take, while the key of the journal is worked out."""
        self.at = at
        self.name: str | None = None
        """The name of the journal, as ``--journal`` has it; empty for the one without."""
        self.leaves_undo = False
        """Whether what this command did can be taken back by a later one."""
        self.saved = ""
        """What this command saved, in a sentence."""
        self.passphrases = PassphraseSource(
            self,
            keyring=lambda: self.places if self.configuration.keyring else None,
            agreed=lambda journal: self.settled(journal).keyring,
        )
        self._clock = clock
        self._open_panes = open_panes
        self._prepare_panes = prepare_panes
        self._journal: Journal | None = None
        self._configuration: Configuration | None = None
        self._told_refused = False
        self._places: Places | None = None

    @property
    def places(self) -> Places:
        """The folders in use. Raises InputRefused for the name of a journal that is not there."""
        if self._places is None:
            self._places = self._named(self.root)
        return self._places

    @property
    def root(self) -> Places:
        """The folders of the journal without a name, whichever is in use."""
        return places(self.at)

    def command(self, words: str) -> str:
        """A command to suggest, as it is typed: without the name or place it would act on another journal."""
        return command_for(self.places, words)

    def _named(self, root: Places) -> Places:
        name, field = self.name, "--journal"
        if name is None and self.at is None:  # --at names a place of its own
            name, field = os.environ.get(NAME_VARIABLE), NAME_VARIABLE
        if not name:
            return root
        from companion.system.journal_names import named

        return named(root, name, field)

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
            self._journal = self.passphrases.open_journal(self._opened)
            if self._journal.words.trouble:
                self.say(
                    f"{self._journal.words.trouble}\nUntil that is fixed, the words in that "
                    f"file are left out."
                )
        return self._journal

    def journal_by_passphrase(self) -> "Journal":
        """The encrypted journal, opened with its passphrase and never by the keyring.

        Raises PassphraseNeeded where nobody can be asked, WrongPassphrase, and what else opening one raises.
        """
        self.close()
        self._journal = self._opened(self.passphrases.of_journal())
        return self._journal

    def settled(self, journal: "Journal") -> "Configuration":
        """What counts of the configuration for an open journal; what does not is said, once."""
        settled = journal.safeguards.settle(self.configuration)
        if settled.refused and not self._told_refused:
            from companion.system.guarded_settings import refusal

            self._told_refused = True
            self.say(refusal(settled.refused, self.places))
        return settled.configuration

    def _opened(self, passphrase: "Secret | None") -> "Journal":
        from companion.journal import open_journal

        new = not self.places.journal.exists()
        journal = open_journal(self.places, clock=self.clock, passphrase=passphrase)
        if new:
            self.say(f"There was no journal yet; a new one was started: {self.places.journal}")
        if journal.stale_log is not None:
            from companion.vault.recovery import stale_log_words

            self.say(stale_log_words(journal.stale_log))
        if journal.finished is not None:
            from companion.vault.encryption import finished_words

            self.say(finished_words(journal.finished))
        return journal

    @property
    def configuration(self) -> "Configuration":
        """What the person set for the program."""
        if self._configuration is None:
            from companion.system.configuration import load_configuration

            self._configuration = load_configuration(self.root.config_file)
        return self._configuration

    def out(self, text: str = "") -> None:
        """A line of data for a person, in characters that their terminal draws one cell wide.

        Raises OutputFailed.
        """
        if not text.isascii() and self._draws_wide:
            from companion.review.drawing import narrow

            text = narrow(text)
        super().out(text)

    @property
    def _draws_wide(self) -> bool:
        """Whether dots and lines are two cells wide here; a configuration that cannot be read says no."""
        try:
            return self.configuration.ambiguous == "wide"
        except CompanionError:
            return False

    def close(self) -> None:
        """Let go of the journal, if it was opened."""
        if self._journal is not None:
            journal, self._journal = self._journal, None
            try:
                if (
                    journal.changed
                    and journal.standing
                    and (trouble := journal.backups.make_daily(self._backups_kept()))
                ):
                    self.say(trouble)
            finally:
                if journal.changed and not self.saved:
                    self.saved = "The changes in the journal are saved."
                journal.close(keep_undo=self.leaves_undo)
            if journal.rescued is not None:
                from companion.model.errors import JournalMoved
                from companion.vault.recovery import rescue_hint

                raise JournalMoved(rescue_hint(self.places, journal))

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
            from companion.vault.encryption import state

            encrypted = state(self.places) == "encrypted"
            if encrypted and self.passphrases.descriptor is not None and self._prepare_panes:
                from threading import Thread

                Thread(target=self._prepare_panes, daemon=True).start()
            journal = self.passphrases.open_unasked(self._opened, encrypted)
            self.passphrases.current = None  # the panes ask for it themselves once they have locked
        self._open_panes(places or self.places, journal)

    def check_panes(self) -> None:
        """Raises a usage error where the panes cannot be opened."""
        if not self.interactive:
            import click

            raise click.UsageError(
                "The panes need a terminal. Without one, use a command; `companion --help` lists them."
            )
