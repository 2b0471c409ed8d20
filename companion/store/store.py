"""The store: one journal file behind plain objects."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from os import urandom
from pathlib import Path
from typing import TYPE_CHECKING

from companion.model.errors import JournalMoved, PassphraseNeeded
from companion.model.records import Experiment, PatternAnswer, Story, Tombstone
from companion.store.drafts import DraftTable
from companion.store.driver_errors import translated
from companion.store.entries import EntryTable
from companion.store.findings_cache import FindingsCache, Held
from companion.store.key import Key
from companion.store.record_tables import EveningAnswerTable, LookBackTable, RecordTable
from companion.store.undo import UndoStack
from companion.store.updating import bring_up_to_date, opened_up_to_date
from companion.store.values import Values
from companion.system.paths import BACKUPS, UNFINISHED

if TYPE_CHECKING:
    from companion.model.retention import Copies
    from companion.store.search import Finder

_BACKED_UP = "backed_up"
_UNVACUUMED = "unsqueezed"
_ONCE_CLOSED = frozenset(
    {"path", "rescued", "stale_log", "finished", "key", "undo", "_session", "_forked", "_closed", "_link"}
)
"""What is still asked for of a store that is closed. All else may have something of the diary in it."""


class Store:
    """One connection to one journal file. Every change happens inside :meth:`writing`.

    ``entries``: moments and reflections. ``stories``, ``experiments``, ``checks``, ``answers``,
    ``look_backs``, ``deleted``: whole records. ``finder``: search. ``values``: settings and what else is one
    of a kind. ``drafts``, ``undo``, ``findings``: what was begun, what can be taken back, what was worked
    out. ``key``: what an encrypted file is opened with. Making one raises what
    :func:`companion.store.open_store` raises.
    """

    def __init__(
        self,
        path: Path,
        *,
        create: bool = True,
        label: Callable[[str], str] = str,
        session: str | None = None,
        key: Key | None = None,
        held: Held | None = None,
    ) -> None:
        self.path = path
        self._label = label
        self._session = session or urandom(8).hex()
        self._forked = session is not None
        self._closed = False
        self.rescued: Path | None = None
        """The file that everything is in since the journal's own was removed or replaced."""
        self.stale_log: Path | None = None
        """Where a log was moved at this opening that belonged to a file which lay here before."""
        self.finished: Copies | None = None
        """What became of the copies of a change of key that was cut short, and finished at this opening."""
        self.key = key
        self._link = link = opened_up_to_date(path, create=create, key=key)
        try:
            if not self._forked:
                _remove_leftovers(path)
        except BaseException:
            link.close()
            raise
        self.entries = EntryTable(link, label)
        self.stories = RecordTable(link, "stories", Story)
        self.experiments = RecordTable(link, "experiments", Experiment)
        self.checks = EveningAnswerTable(link)
        self.answers = RecordTable(link, "pattern_answers", PatternAnswer)
        self.deleted = RecordTable(link, "deleted", Tombstone)
        self.look_backs = LookBackTable(link)
        self.values = Values(link)
        self.drafts = DraftTable(link, self._session)
        self.undo = UndoStack(link, self._session)
        self.findings = FindingsCache(link, self.values, held or Held())

    @property
    def state(self) -> tuple[object, ...] | None:
        """Another one whenever entries, answers or settings change; ``None`` while what is being written may
        still be taken back.
        """
        return None if self._link.uncommitted else (self._link.file, self.values.revision())

    @cached_property
    def finder(self) -> "Finder":
        """Search; imported when first used."""
        from companion.store.search import Finder

        return Finder(self._link)

    @contextmanager
    def writing(self, *, changes_meaning: bool = True) -> Iterator[None]:
        """One transaction; see :meth:`companion.store.connection.Link.writing`.

        Where the file is gone or another stands in its place, all goes on in a file beside it; see
        :attr:`rescued`. A fork raises JournalMoved then.
        """
        outermost = not self._link.in_transaction
        if outermost:
            self._stay_findable()
        with self._link.writing(changes_meaning=changes_meaning):
            yield
        if outermost:
            self._stay_findable()

    @property
    def read_only(self) -> bool:
        """Whether the file can only be read, searched and exported: it or its folder may not be written."""
        return self._link.read_only

    @property
    def session(self) -> str:
        """Which window this is: what is undone and what was begun go by it."""
        return self.undo.session

    def go_on(self, session: str) -> None:
        """Be the window that was closed as ``session`` and goes on."""
        self.undo.session = self.drafts.window = session

    @property
    def standing(self) -> bool:
        """Whether what is written here is in the file at the journal's place, and not beside it."""
        return self.rescued is None and self._link.standing

    def _stay_findable(self) -> None:
        if self._link.standing:
            return
        if self._forked:
            raise JournalMoved(f"{self.path}: the file was removed, or another put in its place")
        self.put_aside()

    def put_aside(self) -> None:
        """Go on in a file of its own, beside the journal's place. Raises NoRoom, InputRefused."""
        from companion.store.rescue import put_aside

        file = put_aside(self._link)
        self._link.go_on_in(file)
        bring_up_to_date(self._link)
        self.path = self.rescued = file

    def reading(self) -> AbstractContextManager[None]:
        """Several reads of one state; see :meth:`companion.store.connection.Link.reading`."""
        return self._link.reading()

    def fork(self) -> "Store":
        """A second connection to the same file, for another thread.

        What it changes counts as changed here. Raises PassphraseNeeded once this one is closed.
        """
        try:
            label, held = self._label, self.findings.held
        except AttributeError:
            raise PassphraseNeeded from None
        return Store(self.path, create=False, label=label, session=self._session, key=self.key, held=held)

    def checkpoint(self) -> None:
        """Empty the write-ahead log, so that what was deleted leaves the disk too."""
        self._link.checkpoint()

    def erase_entry(self, id: str) -> bool:
        """Take out an entry with its draft and its earlier forms, or an evening answer, inside
        :meth:`writing`; whether it was there. See :meth:`erase_what_belongs` too."""
        self.drafts.drop_everywhere(f"edit:{id}")
        self.drafts.drop_everywhere(f"story:{id}")
        self.drafts.drop_everywhere(f"after:{id}")
        forgotten = self.undo.forget_entry(id)
        answered = self.checks.take_out(id)
        return self.entries.take_out(id) is not None or answered or forgotten > 0

    def erase_what_belongs(self, ids: Collection[str], at: datetime) -> int:
        """Take out what was told of entries that are gone, inside :meth:`writing`; of how many records.

        Their stories go. A try of an experiment that names one keeps its place in the count, and loses the
        name and its words.
        """
        touched = 0
        for story in self.stories.all():
            if story.moment in ids:
                self.stories.drop(story)
                self.drafts.drop_everywhere(f"check:{story.id}")
                self.deleted.put(Tombstone(id=story.id, at=at))
                touched += 1
        for trial in self.experiments.all():
            tries = tuple(
                replace(chance, moment=None, note="") if chance.moment in ids else chance
                for chance in trial.tries
            )
            if tries != trial.tries:
                self.experiments.put(replace(trial, tries=tries))
                touched += 1
        return touched

    def mark_unvacuumed(self) -> None:
        """Note, inside :meth:`writing`, that something was deleted that :meth:`vacuum` has to follow."""
        self.values.set(_UNVACUUMED, True)

    @property
    def unvacuumed(self) -> bool:
        """Whether pieces of what was deleted may still be in the file."""
        return bool(self.values.get(_UNVACUUMED))

    def vacuum(self) -> None:
        """Write the index and the whole file anew, so that no piece of what was deleted is left in them.

        ``secure_delete`` alone leaves some: copies of rows that moved when a page was split, and words that
        stand for the beginning of a page in the index. About 30 ms for a megabyte. Raises NoRoom and
        JournalBusy.
        """
        with self.writing(changes_meaning=False):
            self._link.run("INSERT INTO words (words) VALUES ('rebuild')")
        with translated(self.path, writing=True):
            self._link.rows("VACUUM")
        if self._link.checkpoint():  # else the log still has what the file had, for another that reads it
            with self.writing(changes_meaning=False):
                self.values.set(_UNVACUUMED, None)
            self._link.checkpoint()

    @property
    def changed(self) -> bool:
        """Whether something was written here that changes what the journal says."""
        return self._link.changed

    @property
    def holds_anything(self) -> bool:
        """Whether anything was ever written here that counts."""
        return self.values.revision() > 0

    def back_up(self, at: datetime, *, before: str = "") -> Path:
        """A backup of the present state in the folder of backups, which is noted as backed up.

        ``before``: see :func:`companion.store.backups.back_up`; it is not the day's backup then.
        """
        from companion.store.backups import back_up

        if before:
            return back_up(self._link, at, before=before)
        mark = self.values.revision()
        file = back_up(self._link, at)
        with self.writing(changes_meaning=False):
            self.values.set(_BACKED_UP, [mark, file.name])
        return file

    def copy_out(self, file: Path) -> None:
        """The present state as a file of its own; see :func:`companion.store.backups.copy_out`."""
        from companion.store.backups import copy_out

        copy_out(self._link, file)

    def backed_up(self, file: Path) -> bool:
        """Whether nothing that counts has changed since this backup was made."""
        return bool(self.values.get(_BACKED_UP) == [self.values.revision(), file.name])

    @property
    def keys(self) -> tuple[Key, ...]:
        """The key as a list, empty for a plain file."""
        return () if self.key is None else (self.key,)

    def close(self, *, goes_on: bool = False) -> None:
        """Close the file; the key is wiped from memory with the one it was opened with first.

        ``goes_on``: the window does, and opens it again; what was begun in it stays its own.
        """
        if self._closed:
            return
        self._closed = True
        try:
            if not (self._forked or goes_on):
                self.drafts.leave()
            if not self._forked:
                self._link.write_back()
        finally:
            self._link.close()
            if self.key is not None and not self._forked:
                self.key.wipe()
            for name in vars(self).keys() - _ONCE_CLOSED:  # whoever opened it may hold on to it
                delattr(self, name)


def _remove_leftovers(path: Path) -> None:
    """Remove what a conversion that was cut short left behind, and copies that never became whole; there
    hardly ever is any.

    Such a copy may be plain beside a journal that is encrypted: of another one that was to be merged, or of a
    backup that was to take its place.
    """
    if path.with_name(f"{path.name}-journal").exists() or any(path.parent.glob(f"{path.name}.new*")):
        from companion.store.rekey import remove_leftovers

        remove_leftovers(path)
    if any(path.parent.glob(f"{UNFINISHED}*")) or any((path.parent / BACKUPS).glob(f"{UNFINISHED}*")):
        from companion.store.backups import remove_unfinished

        remove_unfinished(path)
