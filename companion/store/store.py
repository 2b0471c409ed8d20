"""The store: one journal file behind plain objects."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from secrets import token_hex

from companion.model.records import Experiment, PatternAnswer, Story, Tombstone
from companion.store.connection import Link
from companion.store.converting import sweep
from companion.store.desk import Desk
from companion.store.documents import LookBacks, Shelf
from companion.store.entries import Entries
from companion.store.finding import Finder
from companion.store.key import Key
from companion.store.migrations import bring_up_to_date


class Store:
    """One connection to one journal file. Every change happens inside :meth:`writing`.

    ``entries``: moments and reflections. ``stories``, ``experiments``, ``answers``, ``look_backs``,
    ``deleted``: whole records. ``finder``: search. ``desk``: settings, drafts, undo, what was worked out.
    ``key``: what an encrypted file is opened with.
    """

    def __init__(
        self,
        path: Path,
        *,
        create: bool = True,
        label: Callable[[str], str] = str,
        session: str | None = None,
        key: Key | None = None,
    ) -> None:
        self.path = path
        self._label = label
        self._session = session or token_hex(8)
        self._forked = session is not None
        self.key = key
        self._link = link = Link(path, create=create, key=key)
        try:
            bring_up_to_date(link)
            if not self._forked:
                sweep(path)
        except BaseException:
            link.close()
            raise
        self.entries = Entries(link, label)
        self.stories = Shelf(link, "stories", Story)
        self.experiments = Shelf(link, "experiments", Experiment)
        self.answers = Shelf(link, "pattern_answers", PatternAnswer)
        self.deleted = Shelf(link, "deleted", Tombstone)
        self.look_backs = LookBacks(link)
        self.finder = Finder(link)
        self.desk = Desk(link, self._session)

    def writing(self, *, changes_meaning: bool = True) -> AbstractContextManager[None]:
        """One transaction; see :meth:`companion.store.connection.Link.writing`."""
        return self._link.writing(changes_meaning=changes_meaning)

    def reading(self) -> AbstractContextManager[None]:
        """Several reads of one state; see :meth:`companion.store.connection.Link.reading`."""
        return self._link.reading()

    def fork(self) -> "Store":
        """A second connection to the same file, for another thread.

        What it changes counts as changed here.
        """
        return Store(self.path, create=False, label=self._label, session=self._session, key=self.key)

    def tidy(self) -> None:
        """Empty the write-ahead log, so that what was deleted leaves the disk too."""
        self._link.tidy()

    def close(self) -> None:
        """Close the file; the key is wiped from memory with the one it was opened with first."""
        self._link.close()
        if self.key is not None and not self._forked:
            self.key.wipe()
