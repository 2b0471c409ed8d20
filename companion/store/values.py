"""Small values by name: the settings, the count of changes, and what else is one of a kind."""

from typing import Any

from companion.model.records import Settings
from companion.store.connection import Link
from companion.store.record_json import doc_of, from_json, record_of, to_json

CHANGE_OF_KEY = "change of key"
"""The name of what is left to do of one; see :mod:`companion.store.change_of_key`."""

PUBLIC_KEY = "recovery"
"""The name of the public key for recovery, in hex; see :mod:`companion.store.recovery`."""

_SETTINGS = "settings"


class Values:
    """The table `meta`: plain JSON values, each under a name."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._read: tuple[str | None, Settings] = (None, Settings())

    def get(self, name: str) -> Any:
        """The value kept under a name, or ``None``. Raises JournalDamaged where it cannot be read."""
        text = self._text(name)
        return None if text is None else from_json(text)

    def set(self, name: str, value: Any) -> None:
        """Keep a value under a name, inside ``writing()``; ``None`` forgets it."""
        if value is None:
            self._link.run("DELETE FROM meta WHERE name = ?", [name])
        else:
            self._keep(name, to_json(value))

    def revision(self) -> int:
        """How many changes there were that can change what the journal says."""
        return int(self._link.value("SELECT value FROM meta WHERE name = 'revision'"))

    def settings(self) -> Settings:
        """The settings as they stand, or those of a new journal. Raises JournalDamaged."""
        text = self._text(_SETTINGS)
        if text != self._read[0]:
            self._read = (text, Settings() if text is None else record_of(Settings, from_json(text)))
        return self._read[1]

    def set_settings(self, settings: Settings) -> None:
        """Keep the settings, inside ``writing()``."""
        self._keep(_SETTINGS, to_json(doc_of(settings)))

    def _text(self, name: str) -> str | None:
        text: str | None = self._link.value("SELECT value FROM meta WHERE name = ?", [name])
        return text

    def _keep(self, name: str, text: str) -> None:
        self._link.run("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", [name, text])
