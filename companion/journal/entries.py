"""Moments and reflections written, changed, deleted, and brought back."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from companion.journal.context import Context
from companion.journal.prompts import Prompts
from companion.model.errors import InputRefused, JournalBusy, NoRoom, NothingFound
from companion.model.origins import tombstone_of
from companion.model.records import (
    PARTNER,
    Entry,
    Feeling,
    Moment,
    Reflection,
    Tombstone,
    new_id,
)
from companion.model.text_history import stamped_change as changed_from
from companion.model.validation import IMPORTED_CLOSENESS, check_entry, check_leaning, distinct_codes

if TYPE_CHECKING:
    from companion.journal.undo import Undone

E = TypeVar("E", bound=Entry)


class Entries:
    """What a person writes down. Each change is one transaction and can be undone."""

    def __init__(self, context: Context, prompts: Prompts) -> None:
        self._context = context
        self._store = context.store
        self._prompts = prompts

    def log(
        self,
        *,
        when: datetime | None = None,
        triggers: Iterable[str] = (),
        partner_acts: Iterable[str] = (),
        feelings: Iterable[Feeling] = (),
        body: str = "",
        urges: Iterable[str] = (),
        responses: Iterable[str] = (),
        ending: str = "",
        closeness: int | None = None,
        person: str = PARTNER,
        tags: Iterable[str] = (),
        note: str = "",
        starred: bool = False,
    ) -> Moment:
        """Keep a moment, at ``when`` (aware) or now.

        Raises InputRefused for an empty one or a value out of range.
        """
        now = self._context.now()
        moment = Moment(
            id=new_id(),
            occurred_at=when or now,
            zone=self._context.zone_at(when or now),
            recorded_at=now,
            updated_at=now,
            triggers=distinct_codes("triggers", triggers),
            partner_acts=distinct_codes("partner_acts", partner_acts),
            feelings=tuple(feelings),
            body=body,
            urges=distinct_codes("urges", urges),
            responses=distinct_codes("responses", responses),
            ending=ending,
            closeness=closeness,
            person=person,
            tags=distinct_codes("tags", tags),
            starred=starred,
            note=note,
        )
        self._keep_new(moment)
        return moment

    def reflect(
        self,
        *,
        when: datetime | None = None,
        prompt: str | None = None,
        text: str = "",
        leaning: str | None = None,
        feelings: Iterable[Feeling] = (),
        tags: Iterable[str] = (),
    ) -> Reflection:
        """Keep a reflection as :meth:`log` keeps a moment. Raises InputRefused as that does."""
        check_leaning(leaning)
        answers_pinned = prompt is not None and prompt == self._prompts.pinned
        now = self._context.now()
        reflection = Reflection(
            id=new_id(),
            occurred_at=when or now,
            zone=self._context.zone_at(when or now),
            recorded_at=now,
            updated_at=now,
            prompt=prompt,
            leaning=leaning,
            feelings=tuple(feelings),
            tags=distinct_codes("tags", tags),
            text=text,
        )
        with self._store.writing():
            self._keep_new(reflection)
            if answers_pinned:
                self._prompts.pin(None, undo=False)
        return reflection

    def _keep_new(self, entry: Entry) -> None:
        check_entry(entry)
        if entry.occurred_at > self._context.now() + timedelta(minutes=1):
            raise InputRefused(
                f"when: {entry.occurred_at:%Y-%m-%d %H:%M} is in the future; log a moment after it "
                f"has happened"
            )
        with self._store.writing():
            self._store.entries.put(entry)
            self._store.undo.push_new(entry, self._context.now_us())
            self._context.listen_for_fear(entry)

    def page_to_offer(self, entry: Entry) -> str | None:
        """The page to offer after an entry that was saved and says plainly that someone may be in danger.

        Nothing of it is kept. See :mod:`companion.model.safety_phrases`.
        """
        from companion.model.safety_phrases import card_for

        texts = (entry.note, entry.body, entry.ending) if isinstance(entry, Moment) else (entry.text,)
        if isinstance(entry, Moment) and entry.sequel is not None:
            texts = (*texts, entry.sequel.note)
        return card_for(texts, self._context.vocabulary.phrases, self._context.names_of_partner)

    def amend(self, entry: E, *, opened: E | None = None) -> E:
        """Keep a changed entry under its id, and give back what is kept.

        ``opened``: the entry as it was when its change was begun. Where it was changed elsewhere since, what
        both say is kept; see :func:`companion.store.merge_rules.edited_twice`. Where it was deleted since, it
        lives again as it was changed here. Can be undone. Raises NothingFound when it is gone and ``opened``
        is not given, InputRefused as log.
        """
        check_entry(entry, IMPORTED_CLOSENESS)
        with self._store.writing():
            before = self._store.entries.get(entry.id)
            if before is None and opened is None:
                raise NothingFound(f"there is no entry with the id {entry.id!r} any more; it was deleted")
            now = self._context.now()
            if before is None:
                assert opened is not None
                changed = self._back_as(entry, opened)
            elif opened is None or before == opened or not isinstance(before, type(entry)):
                changed = changed_from(before, entry, now)
            else:
                from companion.store.merge_rules import edited_twice

                changed = edited_twice(opened, entry, before, now)
                check_entry(changed, IMPORTED_CLOSENESS)
            self._store.entries.put(changed)
            if before is not None:
                self._store.undo.push("changed", before, self._context.now_us())
            self._context.listen_for_fear(changed)
        return changed

    def _back_as(self, entry: E, opened: E) -> E:
        """An edit of an entry that was deleted meanwhile, as it is to be kept."""
        from companion.store.merge_rules import edited_after_deletion

        now = self._context.now()
        deleted = self._store.deleted.get(entry.id) or Tombstone(id=entry.id, at=now)
        self._store.deleted.take_out(entry.id)
        return edited_after_deletion(opened, entry, deleted, now)

    def star(self, id: str) -> Entry:
        """Star an entry, or take its star away. Can be undone. Raises NothingFound when it is gone."""
        with self._store.writing():
            entry = self._store.entries.find(id)
            changed = changed_from(entry, replace(entry, starred=not entry.starred), self._context.now())
            self._store.entries.put(changed)
            self._store.undo.push("starred", entry, self._context.now_us())
        return changed

    def delete(self, id: str, *, for_good: bool = False) -> None:
        """Delete an entry, and the draft of its change. Raises NothingFound.

        A change that another window is at stays with that one. What was told of the entry (its stories, the
        words of tries that name it) goes once there is no way back. It can be undone until
        :meth:`forget_undo`, at most for a day; ``for_good`` leaves nothing of it.
        """
        with self._store.writing():
            entry = self._store.entries.find(id)
            self._store.entries.take_out(entry.id)
            self._store.deleted.put(tombstone_of(entry, self._context.now()))
            for draft in (f"edit:{entry.id}", f"story:{entry.id}", f"after:{entry.id}"):
                self._store.drafts.drop_but_in_use(draft)
            if for_good:
                self._store.erase_entry(entry.id)  # in every window
                self._store.erase_what_belongs([entry.id], self._context.now())
                self._store.mark_unvacuumed()
            else:
                self._store.undo.push("deleted", entry, self._context.now_us())
        if for_good:
            self._vacuum()

    def erase(self, ids: Iterable[str], *, backups: bool = False, passphrase: str | None = None) -> int:
        """Delete entries, or evening answers, for good: from the file, the search index, what could be undone
        and, with ``backups``, from every backup; in how many of those they were. A backup is made before more
        than one is deleted, where they are not to leave the backups too.

        ``passphrase``: for backups that were made under another key. Raises NothingFound, JournalDamaged
        naming the backup that cannot be read; the journal and the backups before it are done by then.
        """
        ids = list(ids)
        now = self._context.now()
        if len(ids) > 1 and not backups:
            self._store.back_up(now, before="deletion")
        with self._store.writing():
            for id in ids:
                entry = self._store.entries.get(id)
                if not self._store.erase_entry(id):
                    raise NothingFound(f"there is no entry with the id {id!r} any more; it was deleted")
                self._store.deleted.put(tombstone_of(entry, now) if entry else Tombstone(id=id, at=now))
            self._store.erase_what_belongs(set(ids), now)
            self._store.mark_unvacuumed()
        self._vacuum()
        if not backups:
            return 0
        from companion.store.backups import Keys
        from companion.store.restore import erase_in_backups

        keys = Keys(passphrase, like=self._store.keys)
        return erase_in_backups(self._context.places.journal, ids, keys)

    def undo(self, *, whole: bool = False, agreed: bool = False) -> "Undone | None":
        """Take back the last thing that was done, whatever it was; see
        :meth:`companion.journal.undo.UndoList.undo`.
        """
        from companion.journal.undo import UndoList

        return UndoList(self._context).undo(whole=whole, agreed=agreed)

    def redo(self) -> "Undone | None":
        """Do again what was undone last. ``None``: nothing to redo."""
        from companion.journal.undo import UndoList

        return UndoList(self._context).redo()

    def forget_undo(self, *, own: bool = True) -> None:
        """Drop what could be undone, so that nothing of it stays on the disk.

        Older than a day, and all one's own. Nothing where the journal can only be read.
        """
        if self._store.read_only:
            return
        before = self._context.now_us() - 86_400_000_000
        if self._store.undo.has_due(before, own=own):
            with self._store.writing(changes_meaning=False):
                deleted, had_words = self._store.undo.forget(before, own=own)
                gone = [id for id in deleted if self._store.entries.get(id) is None]
                self._store.erase_what_belongs(gone, self._context.now())
                if had_words:
                    self._store.mark_unvacuumed()
        if unreachable := self._store.drafts.unreachable():
            with self._store.writing(changes_meaning=False):
                self._store.drafts.drop_rows(unreachable)
                self._store.mark_unvacuumed()
        if self._store.unvacuumed:
            self._vacuum()

    @property
    def unvacuumed(self) -> bool:
        """Whether pieces of what was deleted may still be in the file, which the next closing tries again."""
        return self._store.unvacuumed

    def _vacuum(self) -> None:
        with suppress(NoRoom, JournalBusy):  # the mark stays; it cannot be read as an entry any more
            self._store.vacuum()
