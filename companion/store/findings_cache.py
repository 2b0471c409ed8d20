"""What the patterns came to, kept so that it need not be worked out again while nothing changes."""

from collections.abc import Callable
from typing import Any, TypeVar

from companion.store.connection import Link
from companion.store.record_json import from_json, to_json
from companion.store.values import Values

Made = TypeVar("Made")

MOST_FINDINGS = 60
"""For how many keys (hours, past weeks) findings are kept at most."""


class Held:
    """What the patterns came to last, and what that depends on: in memory, for all connections to a file."""

    def __init__(self) -> None:
        self.latest: tuple[object, Any] = (None, None)


class FindingsCache:
    """Findings by key, as of one revision of the journal; and the settled past of a long diary.

    The tables `findings` and `past`. A key says everything else that the findings depend on: the time, the
    version of the engine, the catalogue of patterns. What writes here does so inside ``writing()``.
    """

    def __init__(self, link: Link, values: Values, held: Held) -> None:
        self._link = link
        self._values = values
        self.held = held
        self._past: tuple[object, Any] = (None, None)

    def latest(self, key: str) -> Any:
        """What :meth:`remember` was last given, where it was for this key and nothing has changed since."""
        on, findings = self.held.latest
        return findings if on == (key, self._values.revision(), self._link.file) else None

    def remember(self, key: str, revision: int, findings: Any) -> None:
        """Hold on to what the patterns came to at a revision; in memory alone, and only the latest.

        A change of any entry, answer or setting counts the revision up, whoever makes it. Nothing is held of
        one that may still be taken back.
        """
        if not self._link.uncommitted:
            self.held.latest = ((key, revision, self._link.file), findings)

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

    def past(self, key: str, made_of: Callable[[Any], Made]) -> Made | None:
        """The settled past kept under this key, made of its plain JSON values by ``made_of``; or ``None``.

        It is read once, and again when it was dropped, kept anew, or somebody else may have done so.
        """
        if not self.has_past(key):
            return None
        now = (key, self._link.version)
        if self._past[0] != now:
            doc = from_json(self._link.value("SELECT doc FROM past WHERE key = ?", [key]))
            self._past = (now, made_of(doc))
        found: Made = self._past[1]
        return found

    def has_past(self, key: str) -> bool:
        """Whether :meth:`past` has something, without reading it."""
        return self._link.value("SELECT 1 FROM past WHERE key = ?", [key]) is not None

    def keep_past(self, key: str, revision: int, valid_until: int, past: Any) -> None:
        """Keep a settled past alone, unless something has changed since ``revision``.

        It is dropped by itself when an entry up to second ``valid_until`` (since 1970) changes.
        """
        self._past = (None, None)
        if self._values.revision() == revision:
            self._link.run("DELETE FROM past")
            self._link.put("past", {"key": key, "reach": valid_until, "doc": to_json(past)})
