"""Where the journal is, and how it is opened again after it was locked."""

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.errors import JournalDamaged
from companion.model.frozen_dataclass import dataclass
from companion.system.configuration import Configuration
from companion.system.memory import overwrite_when_freed
from companion.system.paths import Places
from companion.vault.encryption import state
from companion.vault.passphrases import remember


@dataclass(frozen=True, slots=True)
class JournalOpener:
    """Where the journal is, and how it is opened again."""

    places: Places
    clock: Clock | None = None
    keyring: bool = False
    """Whether the configuration says that the system's keyring may hold the passphrase for the next start.
    The journal has to say so too; the lock asks all the same."""

    @property
    def needs_passphrase(self) -> bool:
        """Whether it takes a passphrase; not where it is damaged or gone, which opening it says."""
        try:
            return state(self.places) == "encrypted"
        except JournalDamaged:
            return False

    @property
    def recoverable(self) -> bool:
        """Whether a recovery sheet opens it too."""
        from companion.vault.recovery_code import is_there

        return is_there(self.places)

    @property
    def finds_nothing(self) -> bool:
        """Whether there is no journal yet. Raises JournalDamaged where there was one."""
        return state(self.places) == "none"

    def open(self, passphrase: str | None = None, *, create: bool = True) -> Journal:
        """Raises WrongPassphrase, and whatever else keeps a journal from opening."""
        if passphrase is not None:
            overwrite_when_freed()
        journal = open_journal(self.places, clock=self.clock, passphrase=passphrase, create=create)
        if passphrase is not None and self.keyring and _agreed_to_keyring(journal):
            remember(self.places, journal.key)
        return journal


def _agreed_to_keyring(journal: Journal) -> bool:
    return journal.safeguards.settle(Configuration(keyring=True)).configuration.keyring
