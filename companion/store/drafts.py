"""What was begun and not finished yet, by name."""

from collections.abc import Mapping
from typing import Any

from companion.store.connection import Link
from companion.store.record_json import from_json, to_json


class DraftTable:
    """The table `drafts`: plain JSON objects. What writes here does so inside ``writing()``."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def get(self, name: str) -> dict[str, Any] | None:
        """The draft of this name, or ``None``. Raises JournalDamaged where it cannot be read."""
        text = self._link.value("SELECT body FROM drafts WHERE name = ?", [name])
        return None if text is None else dict(from_json(text))

    def keep(self, name: str, body: Mapping[str, Any]) -> None:
        """Keep a draft in place of the one of the same name. Raises InputRefused for half a character."""
        self._link.put("drafts", {"name": name, "body": to_json(dict(body))})

    def drop(self, name: str) -> None:
        """Forget a draft; it need not exist."""
        self._link.run("DELETE FROM drafts WHERE name = ?", [name])

    def drop_all(self) -> int:
        """Forget every draft; how many there were."""
        return self._link.run("DELETE FROM drafts")
