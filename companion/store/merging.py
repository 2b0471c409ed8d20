"""A whole journal out, and another one in.

By id, the newer change wins, and what was deleted stays deleted.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from companion.model.records import Contents, Entry, Experiment, Moment, Reflection, Story, Tombstone, Try
from companion.store.docs import doc_of, micros
from companion.store.documents import R, Shelf
from companion.store.store import Store

_NEVER = datetime.min.replace(tzinfo=UTC)


class ImportCounts(NamedTuple):
    """What taking in did, in records: moments, reflections, stories, experiments, answers and look-backs."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0


def contents_of(store: Store) -> Contents:
    """Everything the journal holds but drafts and what can be undone; lists by time, then id."""
    with store.reading():
        entries = sorted(store.entries.all(), key=in_time)
        return Contents(
            moments=tuple(entry for entry in entries if isinstance(entry, Moment)),
            reflections=tuple(entry for entry in entries if isinstance(entry, Reflection)),
            stories=tuple(store.stories.all()),
            experiments=tuple(store.experiments.all()),
            look_backs=tuple(store.look_backs.all()),
            pattern_answers=tuple(store.answers.all()),
            deleted=tuple(store.deleted.all()),
            settings=store.desk.settings(),
            extra=store.desk.get("extra") or {},
        )


def take_in(store: Store, contents: Contents) -> ImportCounts:
    """Merge ``contents`` into the journal in one transaction; an empty journal takes the settings too.

    Doing it twice changes nothing the second time. A deletion wins over a change of the same instant.
    """
    with store.writing():
        empty = _is_empty(store)
        taking = _Taking(store)
        taking.tombstones(contents.deleted)
        taking.entries((*contents.moments, *contents.reflections))
        taking.stories(contents.stories)
        taking.experiments(contents.experiments)
        for answer in contents.pattern_answers:
            if taking.counted_as_new(not store.answers.has(answer)):
                store.answers.put(answer)
        for look_back in contents.look_backs:
            if look_back.get("id") not in taking.graves:
                taking.counted_as_new(store.look_backs.put(look_back))
        if empty and contents.settings is not None:
            store.desk.keep_settings(contents.settings)
        if contents.extra:
            store.desk.set("extra", {**contents.extra, **(store.desk.get("extra") or {})})
    return ImportCounts(**taking.counts)


class _Taking:
    """One merge under way: what it counted, and the tombstones that stand."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.graves = {grave.id: grave for grave in store.deleted.all()}
        self.counts = dict.fromkeys(ImportCounts._fields, 0)

    def counted_as_new(self, new: bool) -> bool:
        self.counts["added" if new else "unchanged"] += 1
        return new

    def tombstones(self, graves: Iterable[Tombstone]) -> None:
        store = self._store
        for grave in graves:
            entry = store.entries.get(grave.id)
            if entry is not None and entry.updated_at > grave.at:
                continue  # it was changed after the other device deleted it
            others = (store.stories, store.experiments, store.look_backs)
            gone = [entry is not None and store.entries.take_out(grave.id) is not None]
            gone += [shelf.take_out(grave.id) for shelf in others]
            self.counts["deleted"] += any(gone)
            known = self.graves.get(grave.id)
            if known is None or (grave.at, _canonical(grave)) > (known.at, _canonical(known)):
                self.graves[grave.id] = grave
                store.deleted.put(grave)

    def entries(self, entries: Iterable[Entry]) -> None:
        latest: dict[str, Entry] = {}
        for entry in entries:
            other = latest.get(entry.id)
            if other is None or _rank(entry) > _rank(other):
                latest[entry.id] = entry
        here = self._store.entries.times_by_id()
        new = []
        for entry in latest.values():
            grave = self.graves.get(entry.id)
            if grave is not None and entry.updated_at <= grave.at:
                self.counts["unchanged"] += 1
            elif entry.id not in here:
                self.counts["added"] += 1
                new.append(entry)
                if grave is not None:
                    self._store.deleted.take_out(entry.id)
            elif self._newer(entry, datetime.fromisoformat(here[entry.id])):
                self.counts["changed"] += 1
                self._store.entries.put(entry)
            else:
                self.counts["unchanged"] += 1
        self._store.entries.put_new(sorted(new, key=in_time))

    def _newer(self, entry: Entry, here: datetime) -> bool:
        if entry.updated_at != here:
            return entry.updated_at > here
        before = self._store.entries.get(entry.id)
        return before is None or (before != entry and _rank(entry) > _rank(before))

    def stories(self, stories: Iterable[Story]) -> None:
        for story in stories:
            if story.id in self.graves:
                self.counts["unchanged"] += 1
                continue
            before = self._store.stories.get(story.id)
            self._put(self._store.stories, before, story if before is None else _newer_story(before, story))

    def experiments(self, experiments: Iterable[Experiment]) -> None:
        for one in experiments:
            if one.id in self.graves:
                self.counts["unchanged"] += 1
                continue
            before = self._store.experiments.get(one.id)
            self._put(self._store.experiments, before, one if before is None else _joined(before, one))

    def _put(self, shelf: Shelf[R], before: R | None, after: R) -> None:
        if before == after:
            self.counts["unchanged"] += 1
            return
        self.counts["added" if before is None else "changed"] += 1
        shelf.put(after)


def in_time(entry: Entry) -> tuple[int, str]:
    """Sorts entries by time, then id."""
    return micros(entry.occurred_at), entry.id


def _canonical(record: Entry | Story | Experiment | Try | Tombstone) -> str:
    """One text for one record, in which two devices agree which of two comes later."""
    return json.dumps(doc_of(record), sort_keys=True)


def _rank(entry: Entry) -> tuple[datetime, str]:
    """What is greater wins: the newer, and of two changes of one instant the same one on every device."""
    return entry.updated_at, _canonical(entry)


def _newer_story(one: Story, other: Story) -> Story:
    """A closed story is newer than an open one, and of two closed ones the later."""

    def rank(story: Story) -> tuple[datetime, str]:
        return story.closed_at or _NEVER, _canonical(story)

    return max(one, other, key=rank)


def _joined(one: Experiment, other: Experiment) -> Experiment:
    """The experiment with the tries of both, ended when the later of both says so."""
    tries = one.tries
    if tries != other.tries:
        both = [*tries, *(chance for chance in other.tries if chance not in tries)]
        tries = tuple(sorted(both, key=lambda chance: (chance.at, _canonical(chance))))
    ends = [end for end in (one.ended_at, other.ended_at) if end is not None]
    base = max(one, other, key=lambda each: _canonical(replace(each, tries=(), ended_at=None)))
    return replace(base, tries=tries, ended_at=max(ends, default=None))


def _is_empty(store: Store) -> bool:
    shelves = (store.stories, store.experiments, store.answers, store.deleted, store.look_backs)
    return store.entries.count() == 0 and not any(shelf.all() for shelf in shelves)
