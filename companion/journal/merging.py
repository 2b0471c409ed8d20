"""Everything the journal holds, and other contents joined with it."""

from contextlib import suppress
from typing import TYPE_CHECKING

from companion.journal.context import Context
from companion.journal.words import Words
from companion.model.errors import InputRefused
from companion.model.records import Contents

if TYPE_CHECKING:
    from companion.store.merge import ImportCounts


class _NotKept(Exception):
    """Ends a transaction that was only a trial."""


class Merging:
    """The whole journal out as records, and records in."""

    def __init__(self, context: Context, words: Words) -> None:
        self._context = context
        self._store = context.store
        self._words = words

    def contents(self) -> Contents:
        """Everything the journal holds; lists by time, then id."""
        from companion.store.merge import contents_of

        return self._words.with_those_of_the_file(contents_of(self._store))

    def merge(self, contents: Contents, *, dry_run: bool = False) -> "ImportCounts":
        """Join another device's journal with this one, in one transaction: the result is the same on both.

        By id; the newer change counts, words written on both are both kept, deletions are honoured. Fear that
        was logged there turns quiet mode on here. ``dry_run``: only counts. Raises InputRefused for the
        made-up diary. See :mod:`companion.store.merge_rules`.
        """
        from companion.store.merge import merge

        if contents.extra.get("made_up") and not self._context.made_up:
            raise InputRefused("this is the made-up diary; it is not joined with a journal")
        counts: ImportCounts | None = None
        with suppress(_NotKept), self._store.writing():
            here = {entry.id for entry in self.contents().moments}
            counts = merge(self._store, contents)
            for moment in contents.moments:
                if moment.id not in here:
                    self._context.listen_for_fear(moment)
            if dry_run:
                raise _NotKept
        assert counts is not None
        self._words.read()
        self._store.checkpoint()
        return counts

    def import_contents(self, contents: Contents) -> "ImportCounts":
        """Merge other contents in one transaction: by id, the newer change wins, deletions are honoured."""
        from companion.store.merge import import_contents

        counts = import_contents(self._store, contents)
        self._words.read()
        self._store.checkpoint()  # else a later, small write would have to move all of it into place
        return counts
