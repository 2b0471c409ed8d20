"""The first run of a journal: its steps, and making it as they were agreed to."""

from functools import partial
from typing import TYPE_CHECKING

from companion.model.records import Settings
from companion.system.paths import command_for
from companion.tui.app_palette import PaletteApp

if TYPE_CHECKING:
    from companion.tui.screens.welcome import FirstSteps


class FirstRunApp(PaletteApp):
    """An app that can lead through the first steps."""

    first_steps: "FirstSteps | None" = None
    """What was agreed to, without the passphrase, until the journal has it."""

    def welcome(self, *, again: "FirstSteps | None" = None) -> None:
        """Show the first steps; from the passphrase on, where none could be made of those given before."""
        from companion.model.vocabulary import load_vocabulary
        from companion.tui.screens.welcome import WelcomeScreen

        new, encrypt = self.locked, ""
        if new:
            who, encrypt = "The third step offers a passphrase.", command_for(self.opener.places, "encrypt")
        elif self.opener.needs_passphrase:
            who = "Only its passphrase opens it."
        else:
            who = "It has no passphrase: anyone who can use this account can read the file."
        settings = Settings() if new else self.journal.settings
        if again is not None:
            settings = Settings(partner_name=again.name, pronouns=again.pronouns)
        vocabulary = load_vocabulary() if new else self.journal.vocabulary
        place = str(self.opener.places.data)
        screen = WelcomeScreen(
            vocabulary, settings, place=place, who=who, encrypt=encrypt, again=again is not None
        )
        self.push_screen(screen, self._welcomed)

    def _welcomed(self, given: "FirstSteps | None") -> None:
        """Make the journal as it was agreed; leaving the first step leaves a journal that is not there."""
        if given is None:
            if self.locked:
                self.exit()
            return
        self.first_steps = given._replace(passphrase=None)
        if self.locked:
            self._offer_recovery = bool(given.passphrase)
            self.unlock(given.passphrase or None)
        else:
            self.end_first_steps()

    def end_first_steps(self) -> None:
        """Keep what was given in them, offer the sheet for a first passphrase, and then the made-up diary."""
        given, self.first_steps = self.first_steps, None
        assert given is not None
        self.journal.end_first_steps(given.name, given.pronouns)
        self.tell_changed()
        leave = partial(self.exit, "demo") if given.demo else None
        if self._offer_recovery:
            self._offer_recovery = False
            self.action_recovery_sheet(leave)
        elif leave is not None:
            leave()

    def unlock_failed(self, why: str) -> None:
        """Say it on the locked screen, or over the welcome of a journal that could not be made."""
        super().unlock_failed(why)
        if self.locked_screen is None:
            self.notify(why, severity="warning", timeout=10, markup=False)
            self.welcome(again=self.first_steps)
