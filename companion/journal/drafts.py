"""What was begun and not finished yet."""

from collections.abc import Mapping
from typing import Any

from companion.journal.context import Context


class Drafts:
    """Drafts by name, of plain JSON values; none of them counts as a change of the journal."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def get(self, name: str) -> dict[str, Any] | None:
        """What was begun under this name and not finished, or ``None``."""
        return self._store.drafts.get(name)

    def keep(self, name: str, body: Mapping[str, Any]) -> None:
        """Keep what has been typed so far: plain JSON values."""
        with self._store.writing(changes_meaning=False):
            self._store.drafts.keep(name, body)

    def drop(self, name: str) -> None:
        """Forget a draft; it need not exist."""
        with self._store.writing(changes_meaning=False):
            self._store.drafts.drop(name)
