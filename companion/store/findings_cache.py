"""What the patterns came to, kept so that it need not be worked out again while nothing changes."""

from typing import Any

from companion.store.connection import Link
from companion.store.record_json import from_json, to_json
from companion.store.values import Values

MOST_FINDINGS = 60
"""For how many keys (hours, past weeks) findings are kept at most."""


class FindingsCache:
    """Findings by key, as of one revision of the journal; and the settled past of a long diary.

    The tables `findings` and `past`. A key says everything else that the findings depend on: the time, the
    version of the engine, the catalogue of patterns. What writes here does so inside ``writing()``.
    """

    def __init__(self, link: Link, values: Values) -> None:
        self._link = link
        self._values = values

    def get(self, key: str) -> Any:
        """The findings of this key, as plain JSON values; ``None`` where they are still to be worked out."""
        doc = self._link.value(
            "SELECT doc FROM findings WHERE as_of = ? AND revision = ?", [key, self._values.revision()]
        )
        return None if doc is None else from_json(doc)

    def has(self, key: str) -> bool:
        """Whether :meth:`get` has something, without reading it."""
        present = self._link.value(
            "SELECT 1 FROM findings WHERE as_of = ? AND revision = ?", [key, self._values.revision()]
        )
        return present is not None

    def keep(self, key: str, revision: int, findings: Any) -> None:
        """Keep what the patterns came to at a revision. Beyond :data:`MOST_FINDINGS` all others go."""
        if self._link.value("SELECT count(*) FROM findings") >= MOST_FINDINGS:
            self._link.run("DELETE FROM findings")
        self._link.put("findings", {"revision": revision, "as_of": key, "doc": to_json(findings)})

    def past(self, key: str) -> Any:
        """The settled past kept under this key, as plain JSON values, or ``None``."""
        doc = self._link.value("SELECT doc FROM past WHERE key = ?", [key])
        return None if doc is None else from_json(doc)

    def has_past(self, key: str) -> bool:
        """Whether :meth:`past` has something, without reading it."""
        return self._link.value("SELECT 1 FROM past WHERE key = ?", [key]) is not None

    def keep_past(self, key: str, revision: int, valid_until: int, past: Any) -> None:
        """Keep a settled past alone, unless something has changed since ``revision``.

        It is dropped by itself when an entry up to second ``valid_until`` (since 1970) changes.
        """
        if self._values.revision() == revision:
            self._link.run("DELETE FROM past")
            self._link.put("past", {"key": key, "reach": valid_until, "doc": to_json(past)})
