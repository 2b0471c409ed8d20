"""What lies on the desk beside the entries: settings, drafts, what can be undone, and what was worked out."""

from collections.abc import Mapping
from typing import Any

from companion.model.records import Entry, Moment, Reflection, Settings
from companion.store.connection import Link
from companion.store.record_json import doc_of, from_json, record_of, to_json

MOST_FINDINGS = 60
"""For how many times (hours, past weeks) the findings are kept at most."""

_DUE = "at < ? OR session = ?"


class Desk:
    """One journal's small things. ``session`` tells what one opening of it changed from what another did."""

    def __init__(self, link: Link, session: str) -> None:
        self._link = link
        self.session = session
        self._settings: tuple[str | None, Settings] = (None, Settings())

    # Values by name

    def get(self, name: str) -> Any:
        """A small value kept by name, or ``None``."""
        found = self._link.value("SELECT value FROM meta WHERE name = ?", [name])
        return None if found is None else from_json(found)

    def set(self, name: str, value: Any) -> None:
        """Keep a small value by name; ``None`` forgets it."""
        if value is None:
            self._link.run("DELETE FROM meta WHERE name = ?", [name])
        else:
            self._link.run("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", [name, to_json(value)])

    def revision(self) -> int:
        """Counts the changes that can change what the journal says."""
        return int(self._link.value("SELECT value FROM meta WHERE name = 'revision'"))

    def settings(self) -> Settings:
        """The settings as they stand; the ones of a new journal where none were set."""
        text = self._link.value("SELECT value FROM meta WHERE name = 'settings'")
        if text != self._settings[0]:
            self._settings = (text, Settings() if text is None else record_of(Settings, from_json(text)))
        return self._settings[1]

    def keep_settings(self, settings: Settings) -> None:
        self.set("settings", doc_of(settings))

    # Drafts

    def draft(self, name: str) -> dict[str, Any] | None:
        found = self._link.value("SELECT body FROM drafts WHERE name = ?", [name])
        return None if found is None else dict(from_json(found))

    def keep_draft(self, name: str, body: Mapping[str, Any]) -> None:
        self._link.run(
            "INSERT OR REPLACE INTO drafts (name, body) VALUES (?, ?)", [name, to_json(dict(body))]
        )

    def drop_draft(self, name: str) -> None:
        self._link.run("DELETE FROM drafts WHERE name = ?", [name])

    def drop_drafts(self) -> int:
        """Drop every draft; how many there were."""
        return self._link.run("DELETE FROM drafts")

    # Undo

    def remember(self, what: str, before: Entry, at: int) -> None:
        """Keep an entry as it was.

        ``what`` became of it is "changed" or "deleted", ``at`` is in microseconds.
        """
        kind = "moment" if isinstance(before, Moment) else "reflection"
        self._link.run(
            "INSERT INTO undo (session, at, what, kind, id, doc) VALUES (?, ?, ?, ?, ?, ?)",
            [self.session, at, what, kind, before.id, to_json(doc_of(before))],
        )

    def recall(self) -> tuple[str, Entry] | None:
        """Take the latest change off the stack: what happened, and the entry as it was before."""
        found = self._link.rows("SELECT number, what, kind, doc FROM undo ORDER BY number DESC LIMIT 1")
        if not found:
            return None
        number, what, kind, doc = found[0]
        self._link.run("DELETE FROM undo WHERE number = ?", [number])
        plain = from_json(doc)
        return what, record_of(Moment, plain) if kind == "moment" else record_of(Reflection, plain)

    def has_undo(self, before: int, *, own: bool) -> bool:
        """Whether there is anything that :meth:`forget_undo` would drop."""
        return self._link.value(f"SELECT 1 FROM undo WHERE {_DUE}", self._due(before, own)) is not None

    def forget_undo(self, before: int, *, own: bool) -> list[str]:
        """Drop what can be undone and happened before this time (microseconds); the ids of what was deleted.

        ``own``: all of this session.
        """
        due = self._due(before, own)
        found = self._link.rows(f"SELECT DISTINCT id FROM undo WHERE what = 'deleted' AND ({_DUE})", due)
        self._link.run(f"DELETE FROM undo WHERE {_DUE}", due)
        return [id for (id,) in found]

    def _due(self, before: int, own: bool) -> list[object]:
        return [before, self.session if own else None]

    def forget_undo_of(self, id: str) -> int:
        """Drop every earlier form of one entry; how many there were."""
        return self._link.run("DELETE FROM undo WHERE id = ?", [id])

    # What was worked out

    def findings(self, as_of: str) -> Any:
        """What the patterns came to at this revision, or ``None`` where that is still to be worked out."""
        found = self._link.value(
            "SELECT doc FROM findings WHERE as_of = ? AND revision = ?", [as_of, self.revision()]
        )
        return None if found is None else from_json(found)

    def has_findings(self, as_of: str) -> bool:
        """Whether :meth:`findings` has something, without reading it."""
        key = [as_of, self.revision()]
        return self._link.value("SELECT 1 FROM findings WHERE as_of = ? AND revision = ?", key) is not None

    def keep_findings(self, as_of: str, revision: int, findings: Any) -> None:
        """Keep what the patterns came to at a revision; a handful of times is enough."""
        if self._link.value("SELECT count(*) FROM findings") >= MOST_FINDINGS:
            self._link.run("DELETE FROM findings")
        self._link.run(
            "INSERT OR REPLACE INTO findings (revision, as_of, doc) VALUES (?, ?, ?)",
            [revision, as_of, to_json(findings)],
        )

    def past(self, key: str) -> Any:
        """What has come to rest of a long diary under this key, or ``None``."""
        found = self._link.value("SELECT doc FROM past WHERE key = ?", [key])
        return None if found is None else from_json(found)

    def has_past(self, key: str) -> bool:
        """Whether :meth:`past` has something, without reading it."""
        return self._link.value("SELECT 1 FROM past WHERE key = ?", [key]) is not None

    def keep_past(self, key: str, revision: int, valid_until: int, past: Any) -> None:
        """Keep what has come to rest, unless something has changed since ``revision``.

        It is dropped by itself when an entry up to second ``valid_until`` changes.
        """
        if self.revision() == revision:
            self._link.run("DELETE FROM past")
            self._link.run(
                "INSERT INTO past (key, reach, doc) VALUES (?, ?, ?)", [key, valid_until, to_json(past)]
            )
