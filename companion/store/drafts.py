"""What was begun and not finished yet, by name and by the window it was begun in."""

from collections.abc import Iterable, Mapping
from typing import Any

from companion.store import open_windows
from companion.store.connection import Link
from companion.store.record_json import from_json, to_json

_PARTS = "@"
"""Stands between a draft's name and its window's; not in rows from before windows were told apart."""


class DraftTable:
    """The table `drafts`: plain JSON objects. What writes here does so inside ``writing()``.

    A draft belongs to the window it was begun in, until that has ended; see
    :mod:`companion.store.open_windows`. ``window``: the one that reads and writes here.
    """

    def __init__(self, link: Link, window: str) -> None:
        self._link = link
        self.window = window

    def get(self, name: str) -> dict[str, Any] | None:
        """This window's draft of this name, or else the one that a window left which has ended.

        Raises JournalDamaged where it cannot be read.
        """
        row = self._own(name)
        body = self._body(row)
        if body is None and (left := self._left(name)):
            body = self._body(left[0])
        return body

    def is_own(self, name: str) -> bool:
        """Whether this window has a draft of this name itself."""
        return self._link.value("SELECT 1 FROM drafts WHERE name = ?", [self._own(name)]) is not None

    def keep(self, name: str, body: Mapping[str, Any]) -> None:
        """Keep a draft in place of this window's earlier one. Raises InputRefused for half a character."""
        open_windows.hold(self._link.path, self.window)
        self._link.put("drafts", {"name": self._own(name), "body": to_json(dict(body))})

    def take_over(self, name: str) -> None:
        """Make this window's own what :meth:`get` gives of another, so that no third one takes it too."""
        left = self._left(name)
        if left and not self.is_own(name):
            open_windows.hold(self._link.path, self.window)
            self._link.run("UPDATE drafts SET name = ? WHERE name = ?", [self._own(name), left[0]])

    def drop(self, name: str) -> None:
        """Forget this window's draft; it need not exist."""
        self._link.run("DELETE FROM drafts WHERE name = ?", [self._own(name)])

    def drop_but_in_use(self, name: str) -> None:
        """Forget this window's draft, and what windows left that have ended."""
        self.drop_rows([self._own(name), *self._left(name)])

    def drop_everywhere(self, name: str) -> None:
        """Forget the drafts of this name in every window."""
        self.drop_rows(self._rows(name))

    def mentions(self, id: str) -> bool:
        """Whether a draft of any window holds this id as a value."""
        return self._link.value("SELECT 1 FROM drafts WHERE instr(body, ?)", [to_json(id)]) is not None

    def unreachable(self) -> list[str]:
        """The rows that windows left which have ended, of entries that are gone and no undo brings back."""
        rows = self._link.rows(
            "SELECT name FROM drafts WHERE name LIKE 'edit:%' OR name LIKE 'story:%' OR name LIKE 'after:%'"
        )
        return [row for (row,) in rows if not (self._is_in_use(row) or self._leads_to_an_entry(row))]

    def drop_rows(self, rows: Iterable[str]) -> None:
        """Forget the drafts of these rows."""
        for row in rows:
            self._link.run("DELETE FROM drafts WHERE name = ?", [row])

    def drop_all(self) -> int:
        """Forget every draft; how many there were."""
        return self._link.run("DELETE FROM drafts")

    def leave(self) -> None:
        """This window ends; what it leaves is the next one's."""
        open_windows.let_go(self._link.path, self.window)

    def _own(self, name: str) -> str:
        return f"{name}{_PARTS}{self.window}"

    def _rows(self, name: str) -> list[str]:
        """The drafts of this name in whatever window, as their rows are called, the one begun last first."""
        own = self._own(name)
        rows = self._link.rows(
            "SELECT name FROM drafts WHERE name = ? OR (length(name) = ? AND substr(name, 1, ?) = ?)"
            " ORDER BY json_extract(body, '$._draft.begun_at') DESC, name",
            [name, len(own), len(name) + 1, name + _PARTS],
        )
        return [row for (row,) in rows]

    def _left(self, name: str) -> list[str]:
        """Those whose window has ended."""
        return [row for row in self._rows(name) if row == name or not self._is_in_use(row)]

    def _is_in_use(self, row: str) -> bool:
        _, parted, window = row.rpartition(_PARTS)
        return bool(parted) and open_windows.is_open(self._link.path, window)

    def _leads_to_an_entry(self, row: str) -> bool:
        ids = [name.partition(":")[2] for name in (row, row.rpartition(_PARTS)[0])]
        there = "SELECT 1 FROM entries WHERE id IN (?1, ?2) UNION SELECT 1 FROM undo WHERE id IN (?1, ?2)"
        return self._link.value(there, ids) is not None

    def _body(self, row: str) -> dict[str, Any] | None:
        text = self._link.value("SELECT body FROM drafts WHERE name = ?", [row])
        return None if text is None else dict(from_json(text))
