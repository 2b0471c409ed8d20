"""What was begun and not finished yet, in this window and in those that have ended."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from companion.journal.context import Context
from companion.model.errors import CompanionError, JournalDamaged, WrongPassphrase
from companion.model.records import Entry
from companion.store.record_json import doc_of

_ABOUT = "_draft"
"""The field of a draft that says what is known about it beside what was typed."""

_UNWRITTEN: dict[str, dict[str, dict[str, Any]]] = {}
"""Drafts by window and name that could not be written, with a full disk for instance.

They stay with the window until they can be; locked, as :data:`_SEALED`."""

_SEALED: dict[str, bytes] = {}
"""The same while the window is locked, encrypted with the journal's key, which is then nowhere in memory."""


class Drafts:
    """Drafts by name, of plain JSON values; none of them counts as a change of the journal.

    Each belongs to the window it was begun in. What a window leaves that has ended, killed or not, is given
    to the first one that asks.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store
        self._begun: dict[str, datetime] = {}

    def get(self, name: str) -> dict[str, Any] | None:
        """What was begun under this name and not finished, or ``None``."""
        body = self._body(name)
        return None if body is None else {key: value for key, value in body.items() if key != _ABOUT}

    def begun_at(self, name: str) -> datetime | None:
        """When the draft of this name was begun (aware), where that is known."""
        begun = ((self._body(name) or {}).get(_ABOUT) or {}).get("begun_at")
        return datetime.fromisoformat(begun) if begun else None

    def opened(self, name: str) -> Entry | None:
        """The entry as it was when the draft of its change was begun, where that is known."""
        doc = ((self._body(name) or {}).get(_ABOUT) or {}).get("opened")
        if doc is None:
            return None
        from companion.store.undo import entry_of_doc

        return entry_of_doc(doc)

    def keep(self, name: str, body: Mapping[str, Any], *, opened: Entry | None = None) -> None:
        """Keep what has been typed so far: plain JSON values. ``opened``: the entry that is being changed.

        What cannot be written is kept in memory, for :meth:`get` in this window.
        """
        begun = self._begun.get(name) or self.begun_at(name) or self._context.now()
        self._begun[name] = begun
        about: dict[str, Any] = {"begun_at": begun.isoformat()}
        if opened is not None:
            about["opened"] = doc_of(opened)
        whole = {**body, _ABOUT: about}
        try:
            self._write(name, whole)
        except CompanionError:
            self._unwritten[name] = whole
            raise

    def drop(self, name: str) -> None:
        """Forget a draft of this window; it need not exist."""
        self._begun.pop(name, None)
        self._unwritten.pop(name, None)
        if self._store.drafts.is_own(name):
            with self._store.writing(changes_meaning=False):
                self._store.drafts.drop(name)

    def leave(self) -> None:
        """This window ends: what could not be written is tried once more, and is the next window's."""
        self._write_again()
        _UNWRITTEN.pop(self._store.drafts.window, None)

    def put_away(self) -> None:
        """This window is locked: what cannot be written, tried once more, does not stay readable in memory.

        A journal without a passphrase has nothing to encrypt it with; there it stays as it is.
        """
        self._write_again()
        window, key = self._store.drafts.window, self._store.key
        if key is not None and (unwritten := _UNWRITTEN.pop(window, None)):
            _SEALED[window] = key.seal(json.dumps(unwritten).encode())

    def take_out(self) -> bool:
        """This window is open again. Whether what was put away can be read: not under another passphrase."""
        window, key = self._store.drafts.window, self._store.key
        if (sealed := _SEALED.get(window)) is None:
            return True
        try:
            if key is None:
                return False
            _UNWRITTEN[window] = json.loads(key.unseal(sealed))
        except WrongPassphrase:
            return False
        del _SEALED[window]
        return True

    def _write_again(self) -> None:
        for name, body in list(self._unwritten.items()):
            with suppress(CompanionError):
                self._write(name, body)

    @property
    def _unwritten(self) -> dict[str, dict[str, Any]]:
        return _UNWRITTEN.setdefault(self._store.drafts.window, {})

    def _write(self, name: str, body: dict[str, Any]) -> None:
        with self._store.writing(changes_meaning=False):
            self._store.drafts.keep(name, body)
        self._unwritten.pop(name, None)

    def _body(self, name: str) -> dict[str, Any] | None:
        """All that is kept under a name; made this window's own, where it was left by another."""
        if name in self._unwritten:
            return self._unwritten[name]
        body = self._store.drafts.get(name)
        if body is None or self._store.drafts.is_own(name):
            return body
        try:
            with self._store.writing(changes_meaning=False):
                self._store.drafts.take_over(name)
        except JournalDamaged:
            raise
        except CompanionError:  # it can be read all the same
            return body
        return self._store.drafts.get(name)
