"""Undo: the latest thing a person did, taken back."""

from dataclasses import replace

from companion.journal.context import Context
from companion.model.records import (
    Entry,
    EveningAnswer,
    Experiment,
    Moment,
    Reflection,
    Sequel,
    Story,
    Tombstone,
)
from companion.model.text_history import stamped_change as changed_from
from companion.store.undo import ManyChanges, NewEntry
from companion.system.paths import command_for

UNDONE = {
    "worry": "the worry you noted",
    "worry checked": "how the worry turned out; it is open again",
    "experiment": "the experiment you started",
    "try": "the note that it came up",
    "experiment ended": "the end of the experiment; it goes on",
}
"""What of stories and experiments can be undone, and how that is said."""


def undo(context: Context, *, whole: bool = False) -> str | None:
    """Take back what was done last, in one transaction; see :meth:`Entries.undo`."""
    return _Undoing(context).undo(whole=whole)


class _Undoing:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def undo(self, *, whole: bool = False) -> str | None:
        if many := self._store.undo.ends_in_many:
            name, own = many
            if name not in UNDONE:
                if not (own or whole):
                    article = "An" if name == "import" else "A"
                    command = command_for(self._context.places, "undo")
                    return f"{article} {name} was the last change; `{command}` takes all of it back."
                self._store.back_up(self._context.now(), before="undo")
        with self._store.writing():
            found = self._store.undo.pop()
            if found is None:
                return None
            what, before = found
            if isinstance(before, EveningAnswer):
                return self._undo_answer(what, before)
            if isinstance(before, NewEntry):
                return self._undo_new(before)
            if not isinstance(before, Moment | Reflection):
                return (self._undo_records if what in UNDONE else self._undo_many)(what, before)
            # Newer than what was undone, so that another device that has it already takes this instead.
            undone = self._store.entries.get(before.id)
            if undone is not None and what == "deleted":
                before = undone  # it lives again already, as another window changed it
            before = self._sequel_as_before(before, undone)
            undone = undone or before
            before = changed_from(undone, before, self._context.now())
            self._store.entries.put(before)
            self._store.deleted.take_out(before.id)
        back = "is back" if what == "deleted" else "is as it was before the change"
        return f"The {_named(before)} {back}."

    def _undo_new(self, new: NewEntry) -> str:
        """An entry that was new taken out for good, unless it is gone or was changed since."""
        entry = self._store.entries.get(new.id)
        if entry is None or not new.is_still(entry):
            return f"Nothing was undone: {'it is gone already' if entry is None else 'it was changed since'}."
        self._store.erase_entry(entry.id)
        self._store.erase_what_belongs([entry.id], self._context.now())
        self._store.deleted.put(Tombstone(id=entry.id, at=self._context.later_than(entry.updated_at)))
        self._store.mark_unvacuumed()
        return f"Undone: the {_named(entry)}."

    def _sequel_as_before(self, before: Entry, undone: Entry | None) -> Entry:
        """What is said afterwards, said anew: later than what is undone, or than the deletion.

        Where there was none before, one that says nothing: another device that has it takes this instead.
        """
        if not isinstance(before, Moment):
            return before
        if undone is None:
            if before.sequel is None:
                return before
            at = self._context.later_than(before.sequel.at)
            return replace(before, sequel=replace(before.sequel, at=at))
        since = undone.sequel if isinstance(undone, Moment) else None
        if since is None or since == before.sequel:
            return before
        at = self._context.later_than(since.at)
        return replace(before, sequel=replace(before.sequel or Sequel(at=at), at=at))

    def _undo_many(self, what: str, changes: ManyChanges) -> str:
        """An import or a merge taken back: what still is as it left it is as it was before."""
        from companion.store.many_changes import take_back

        done = take_back(self._store, changes)
        counts = (
            (done.gone, "out again"),
            (done.back, "back"),
            (done.as_before, "as before"),
            (done.left, "left as they are, changed since"),
        )
        told = ", ".join(f"{count} {words}" for count, words in counts if count)
        return f"Undone: the {what}. {f'Entries: {told}.' if told else 'No entry is different.'}"

    def _undo_records(self, what: str, changes: ManyChanges) -> str:
        """A story or an experiment as it was, unless it was changed since."""
        from companion.store.many_changes import take_back

        records = [(id, row) for pairs in changes.records.values() for id, (row, _) in pairs.items()]
        since = self._as_they_stand(changes)
        take_back(self._store, changes)
        if self._as_they_stand(changes) == since:
            return "Nothing was undone: it was changed again since."
        for id, row in records:
            if row is None:  # so that another device that has it already lets go of it too
                self._store.deleted.put(Tombstone(id=id, at=self._context.now()))
        return f"Undone: {UNDONE[what]}."

    def _as_they_stand(self, changes: ManyChanges) -> list[Story | Experiment | None]:
        """What stands now of the stories and experiments that were changed."""
        stories, trials = (changes.records.get(name, {}) for name in ("stories", "experiments"))
        return [
            *(self._store.stories.get(id) for id in stories),
            *(self._store.experiments.get(id) for id in trials),
        ]

    def _undo_answer(self, what: str, before: EveningAnswer) -> str:
        """The answer of an evening as it was, newer than what was undone."""
        now = self._store.checks.get(before.id)
        gone = self._store.deleted.get(before.id)
        later = self._context.later_than(
            before.updated_at, *([now.updated_at] if now else []), *([gone.at] if gone else [])
        )
        self._store.checks.put(replace(before, updated_at=later))
        self._store.deleted.take_out(before.id)
        day = f"{before.day.day} {before.day:%B}"
        return (
            f"The answer of {day} is back."
            if what == "deleted"
            else f"The answer of {day} is as it was before the change."
        )


def _named(entry: Entry) -> str:
    """``moment of 1 March, 21:40``."""
    noun = "moment" if isinstance(entry, Moment) else "reflection"
    return f"{noun} of {entry.occurred_at.day} {entry.occurred_at:%B, %H:%M}"
