"""Everything the journal holds, and other contents joined with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from companion.journal.backups import Backups
from companion.journal.context import Context
from companion.journal.words import Words
from companion.model.errors import InputRefused
from companion.model.gc_pause import gc_paused
from companion.model.records import Contents, Entry, Moment, Reflection, Tombstone
from companion.model.retention import MergeDifference

if TYPE_CHECKING:
    from companion.store.merge import ImportCounts


_Take = Callable[[Contents], "ImportCounts"]


class ToBeRead(NamedTuple):
    """A journal whose entries are read one by one: all but them, each kind by time, and all their zones."""

    rest: Contents
    moments: Callable[[], Iterator[Moment]]
    reflections: Callable[[], Iterator[Reflection]]
    zones: Callable[[], Iterator[str | None]]


class _NotKept(Exception):
    """Ends a transaction that was only a trial."""


class Merging:
    """The whole journal out as records, and records in."""

    def __init__(self, context: Context, words: Words, backups: Backups) -> None:
        self._context = context
        self._backups = backups
        self._store = context.store
        self._words = words

    def contents(self) -> Contents:
        """Everything the journal holds; lists by time, then id."""
        from companion.store.contents import contents_of

        return self._words.with_those_of_the_file(contents_of(self._store))

    @contextmanager
    def whole(self) -> Iterator[ToBeRead]:
        """What :meth:`contents` gives, its moments and reflections apart, to be read one by one.

        All of one state of the journal, as often as they are asked for; each is to be read to its end,
        within the block.
        """
        from companion.store.contents import contents_but_entries, one_by_one, zones_of

        with self._store.reading():
            yield ToBeRead(
                self._words.with_those_of_the_file(contents_but_entries(self._store)),
                lambda: one_by_one(self._store, Moment),
                lambda: one_by_one(self._store, Reflection),
                lambda: zones_of(self._store),
            )

    @contextmanager
    def entries_and_deletions(self) -> Iterator[tuple[Iterator[Entry], list[Tombstone]]]:
        """Every entry, in the order of time, and what says of others that they were deleted.

        Of one state of the journal; the entries are to be read one by one, to the end, within the block.
        """
        from companion.store.contents import entries_one_by_one

        with self._store.reading():
            deleted = self._store.deleted.all()
            yield entries_one_by_one(self._store), deleted

    def merge(self, contents: Contents) -> "ImportCounts":
        """Join another device's journal with this one, in one transaction: the result is the same on both.

        By id; the newer change counts, words written on both are both kept, deletions are honoured. Fear that
        was logged there turns quiet mode on here. Where anything changes, a backup is made first, and all of
        it can be undone. Raises InputRefused for the made-up diary. See :mod:`companion.store.merge_rules`.
        """
        from companion.store.merge import counts_if_same

        self._refuse_made_up(contents)
        same = counts_if_same(self._store, contents)
        return self._take(contents, self._merged, "merge") if same is None else same

    def import_contents(self, contents: Contents) -> "ImportCounts":
        """Take in other contents in one transaction: by id, the newer change wins, deletions are honoured.

        A backup is made first, and all of it can be undone.
        """
        return self._take(contents, self._imported, "import")

    def preview_merge(self, contents: Contents) -> MergeDifference:
        """What :meth:`merge` would do; nothing is written. Raises InputRefused as it does."""
        self._refuse_made_up(contents)
        return self._preview(contents, self._merged)

    def preview_import(self, contents: Contents) -> MergeDifference:
        """What :meth:`import_contents` would do; nothing is written."""
        return self._preview(contents, self._imported)

    def _merged(self, contents: Contents) -> "ImportCounts":
        from companion.store.merge import merge

        here = self._store.entries.moment_ids()
        counts = merge(self._store, contents)
        for moment in contents.moments:
            if moment.id not in here:
                self._context.listen_for_fear(moment)
        return counts

    def _imported(self, contents: Contents) -> "ImportCounts":
        from companion.store.merge import import_contents

        return import_contents(self._store, contents)

    def _take(self, contents: Contents, take: _Take, name: str) -> "ImportCounts":
        from companion.store.many_changes import recorded

        self._backups.make_before(name)
        with self._store.writing(), gc_paused():
            with recorded(self._store) as changes:
                counts = take(contents)
            if changes.any() and not self._context.made_up:
                self._store.undo.push(name, changes, self._context.now_us())
            self._store.undo.drop_loose()
        self._words.read()
        self._store.checkpoint()  # else a later, small write would have to move all of it into place
        return counts

    def _preview(self, contents: Contents, take: _Take) -> MergeDifference:
        from companion.store.many_changes import earlier_forms, recorded
        from companion.store.merge_rules import in_time

        counts: ImportCounts | None = None
        with suppress(_NotKept), self._store.writing(), gc_paused():
            with recorded(self._store) as changes:
                counts = take(contents)
            forms = sorted(earlier_forms(self._store, changes), key=lambda form: in_time(form[0]))
            raise _NotKept
        assert counts is not None
        deleted = tuple(entry for entry, since in forms if since is None)
        replaced = tuple(entry for entry, since in forms if since is not None)
        return MergeDifference(counts._asdict(), deleted, replaced)

    def _refuse_made_up(self, contents: Contents) -> None:
        if contents.extra.get("made_up") and not self._context.made_up:
            raise InputRefused("this is the demo diary; it cannot be merged into a journal")
