"""Another journal's contents in.

By id, the newer change wins, and what was deleted stays deleted.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from companion.model.errors import CompanionError
from companion.model.records import (
    ASKED_AFTERWARDS,
    Contents,
    Entry,
    EveningAnswer,
    Experiment,
    Extra,
    Settings,
    Story,
    Tombstone,
)
from companion.store.backups import unfinished
from companion.store.contents import contents_of
from companion.store.driver_errors import translated
from companion.store.foreign_schema import refuse_foreign_schema
from companion.store.key import Secret
from companion.store.merge_differences import differences
from companion.store.merge_rules import (
    as_text,
    canonical,
    in_time,
    joined,
    joined_experiment,
    joined_values,
    later_sequel,
    later_tombstone,
    look_back_key,
    newer_answer,
    newer_look_back,
    newer_story,
    rank,
    sequel_of,
    with_sequel,
)
from companion.store.record_json import doc_of, to_json
from companion.store.record_tables import R, RecordTable, key_of
from companion.store.store import Store
from companion.store.unlock import key_for
from companion.store.write_ahead_log import log_of

T = TypeVar("T")

_MANY = 500
"""From how many entries on reading all of them is quicker than reading each."""

_FEW = 50
"""Up to how many entries are changed one by one, which leaves the search index as it is for all others."""


class ImportCounts(NamedTuple):
    """What taking in did, in records of every kind but tombstones."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0


def import_contents(store: Store, contents: Contents) -> ImportCounts:
    """Merge ``contents`` into the journal, inside :meth:`Store.writing`; an empty one takes the settings too.

    Doing it twice changes nothing the second time. A deletion wins over a change of the same instant. Raises
    what writing raises (InputRefused for half a character, JournalBusy, NoRoom); then nothing has come in.
    """
    empty = _is_empty(store)
    importing = _Import(store)
    importing.tombstones(contents.deleted)
    importing.entries((*contents.moments, *contents.reflections))
    importing.stories(contents.stories)
    importing.experiments(contents.experiments)
    importing.checks(contents.checks)
    for answer in contents.pattern_answers:
        if importing.counted_as_new(not store.answers.has(answer)):
            store.answers.put(answer)
    for look_back in contents.look_backs:
        importing.look_back(look_back)
    if empty and contents.settings is not None:
        store.values.set_settings(contents.settings)
    elif contents.settings is not None:
        _keep_added_words(store, contents.settings)
    if contents.extra:
        store.values.set("extra", {**contents.extra, **(store.values.get("extra") or {})})
    return ImportCounts(**importing.counts)


def _keep_added_words(store: Store, other: Settings) -> None:
    """Take over the words and names a person added there: entries that came in name them; and which moments
    were asked about afterwards, which is done once."""
    here = store.values.settings()
    added = {
        name: other.extra[name] for name in ("my_words", "people", ASKED_AFTERWARDS) if name in other.extra
    }
    if added:
        joined = {name: joined_values(here.extra.get(name, theirs), theirs) for name, theirs in added.items()}
        store.values.set_settings(replace(here, extra={**here.extra, **joined}))


def merge(store: Store, contents: Contents) -> ImportCounts:
    """Make the journal what both are together, inside :meth:`Store.writing`, by
    :mod:`companion.store.merge_rules`."""
    return _merge(store, contents, _Changes(store), _Changes(store))[0]


def counts_if_same(store: Store, contents: Contents) -> ImportCounts | None:
    """What :func:`merge` would count where it would change nothing; ``None`` where it would change something.

    Nothing is written.
    """
    with store.reading():
        counts, same = _merge(store, contents, _Changes(None), _Changes(None))
    return counts if same else None


def _merge(
    store: Store, contents: Contents, changes: "_Changes", of_tombstones: "_Changes"
) -> tuple[ImportCounts, bool]:
    """What was counted, and whether all stays as it is. What was deleted is counted where it was."""
    here, there, untouched = differences(store, contents)
    both = joined(here, there)
    changes.counts["unchanged"] += untouched
    changes.entries((*here.moments, *here.reflections), (*both.moments, *both.reflections))
    changes.records(store.stories, here.stories, both.stories)
    changes.records(store.experiments, here.experiments, both.experiments)
    changes.records(store.checks, here.checks, both.checks)
    changes.records(store.answers, here.pattern_answers, both.pattern_answers)
    changes.look_backs(here.look_backs, both.look_backs)
    of_tombstones.records(store.deleted, here.deleted, both.deleted)
    changes.values(here, both)
    return ImportCounts(**changes.counts), not (changes.any or of_tombstones.any)


def contents_in(file: Path, journal: Path, passphrase: Secret | None) -> Contents:
    """Everything in another journal's file, which is only read: a copy of it beside ``journal`` is opened.

    Raises PassphraseNeeded, WrongPassphrase, JournalTooNew, NoRoom, and JournalDamaged, also where the file
    holds more than a journal does.
    """
    with translated(journal, writing=True), unfinished(journal) as new:
        shutil.copyfile(file, new)
        if (log := log_of(file)).exists():  # its latest words may be in it
            shutil.copyfile(log, log_of(new))
        try:
            key = key_for(new, passphrase)
            refuse_foreign_schema(new, key, file)
            with closing(Store(new, create=False, session="a copy", key=key)) as store:
                return contents_of(store)
        except CompanionError as error:
            raise type(error)(str(error).replace(str(new), str(file))) from error


class _Changes:
    """Brings the journal from one state to another, and counts what that takes; without it, only counts."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self.counts = dict.fromkeys(ImportCounts._fields, 0)
        self.any = False

    def entries(self, before: Iterable[Entry], after: Iterable[Entry]) -> None:
        here, there = {entry.id: entry for entry in before}, {entry.id: entry for entry in after}
        changed = self._differences(here, there)
        if self._store is None:
            return
        self._store.entries.take_out_many([id for id in changed if id not in there])
        _put_all(self._store, [there[id] for id in changed if id in here and id in there])
        self._store.entries.put_new(sorted((there[id] for id in there.keys() - here.keys()), key=in_time))

    def records(self, records: RecordTable[R], before: Iterable[R], after: Iterable[R]) -> None:
        here = {key_of(record): record for record in before}
        there = {key_of(record): record for record in after}
        for key in self._differences(here, there):
            if self._store is None:
                continue
            if key in there:
                records.put(there[key])
            else:
                records.drop(here[key])

    def look_backs(self, before: Iterable[Extra], after: Iterable[Extra]) -> None:
        here = {look_back_key(look_back): look_back for look_back in before}
        there = {look_back_key(look_back): look_back for look_back in after}
        for key in self._differences(here, there):
            if self._store is None:
                continue
            self._store.look_backs.take_out(key)
            if key in there:
                self._store.look_backs.put(there[key])

    def values(self, before: Contents, after: Contents) -> None:
        """The settings, and what belongs to no entry."""
        settings, extra = after.settings, dict(after.extra)
        known = to_json(doc_of(before.settings or Settings()))
        other = settings is not None and to_json(doc_of(settings)) != known
        if other or to_json(extra) != to_json(dict(before.extra)):
            self.any = True
        if self._store is None:
            return
        if settings is not None:
            self._store.values.set_settings(settings)
        if extra:
            self._store.values.set("extra", extra)

    def _differences(self, here: Mapping[str, T], there: Mapping[str, T]) -> list[str]:
        changed = [id for id in here.keys() & there.keys() if _as_written(here[id]) != _as_written(there[id])]
        new, gone = there.keys() - here.keys(), here.keys() - there.keys()
        for name, number in (("added", len(new)), ("changed", len(changed)), ("deleted", len(gone))):
            self.counts[name] += number
        self.counts["unchanged"] += len(here) - len(changed) - len(gone)
        self.any = self.any or bool(changed or new or gone)
        return sorted([*changed, *new, *gone])


def _as_written(record: Any) -> str:
    return as_text(record) if isinstance(record, Mapping) else canonical(record)


class _Import:
    """One import under way: what it counted, and the tombstones that stand (``buried``)."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.buried = {tombstone.id: tombstone for tombstone in store.deleted.all()}
        self.look_backs: dict[str, Extra] = {
            look_back_key(look_back): look_back for look_back in store.look_backs.all()
        }
        self.counts = dict.fromkeys(ImportCounts._fields, 0)

    def counted_as_new(self, new: bool) -> bool:
        self.counts["added" if new else "unchanged"] += 1
        return new

    def look_back(self, look_back: Extra) -> None:
        key = look_back_key(look_back)
        before = self.look_backs.get(key)
        after = look_back if before is None else newer_look_back(before, look_back)
        if key in self.buried or before == after:
            self.counts["unchanged"] += 1
            return
        self.counts["added" if before is None else "changed"] += 1
        self._store.look_backs.take_out(key)
        self._store.look_backs.put(after)
        self.look_backs[key] = after

    def tombstones(self, tombstones: Iterable[Tombstone]) -> None:
        store = self._store
        for tombstone in tombstones:
            entry = store.entries.get(tombstone.id)
            if entry is not None and entry.updated_at > tombstone.at:
                continue  # it was changed after the other device deleted it
            answer = store.checks.get(tombstone.id)
            if answer is not None and answer.updated_at > tombstone.at:
                continue
            others = (store.stories, store.experiments, store.checks, store.look_backs)
            gone = [entry is not None and store.entries.take_out(tombstone.id) is not None]
            gone += [records.take_out(tombstone.id) for records in others]
            self.counts["deleted"] += any(gone)
            known = self.buried.get(tombstone.id)
            if known is None or later_tombstone(known, tombstone) is tombstone:
                self.buried[tombstone.id] = tombstone
                store.deleted.put(tombstone)

    def entries(self, entries: Iterable[Entry]) -> None:
        latest: dict[str, Entry] = {}
        for entry in entries:
            other = latest.get(entry.id)
            if other is None or rank(entry) > rank(other):
                latest[entry.id] = entry
        times, sequels = self._store.entries.times_by_id(), self._store.entries.sequels()
        mine = self._of_one_instant(latest.values(), times)
        new: list[Entry] = []
        changed: list[Entry] = []
        for entry in latest.values():
            tombstone = self.buried.get(entry.id)
            theirs, ours = sequel_of(entry), sequels.get(entry.id)
            later = ours if theirs is None else later_sequel(theirs, ours)
            entry = with_sequel(entry, later) if later is not None else entry
            if tombstone is not None and entry.updated_at <= tombstone.at:
                self.counts["unchanged"] += 1
            elif entry.id not in times:
                self.counts["added"] += 1
                new.append(entry)
                if tombstone is not None:
                    self._store.deleted.take_out(entry.id)
            elif (
                entry.updated_at > datetime.fromisoformat(times[entry.id])
                if entry.id not in mine
                else rank(entry) > rank(mine[entry.id])
            ):
                changed.append(entry)
            elif later != ours and (here := self._store.entries.get(entry.id)) is not None:
                changed.append(with_sequel(here, later))
            else:
                self.counts["unchanged"] += 1
        self.counts["changed"] += len(changed)
        del latest, times, sequels, mine  # of very many entries they are not to be held while all are written
        _put_all(self._store, changed)
        self._store.entries.put_new(sorted(new, key=in_time))

    def _of_one_instant(self, entries: Iterable[Entry], times: Mapping[str, str]) -> dict[str, Entry]:
        """What the journal has of the entries that were changed when these were: there, more is compared."""
        same = {
            entry.id
            for entry in entries
            if entry.id in times and datetime.fromisoformat(times[entry.id]) == entry.updated_at
        }
        held = self._store.entries
        entries = held.all() if len(same) > _MANY else filter(None, map(held.get, same))
        return {entry.id: entry for entry in entries if entry.id in same}

    def stories(self, stories: Iterable[Story]) -> None:
        for story in stories:
            if story.id in self.buried:
                self.counts["unchanged"] += 1
                continue
            before = self._store.stories.get(story.id)
            self._put(self._store.stories, before, story if before is None else newer_story(before, story))

    def experiments(self, experiments: Iterable[Experiment]) -> None:
        for trial in experiments:
            if trial.id in self.buried:
                self.counts["unchanged"] += 1
                continue
            before = self._store.experiments.get(trial.id)
            after = trial if before is None else joined_experiment(before, trial)
            self._put(self._store.experiments, before, after)

    def checks(self, answers: Iterable[EveningAnswer]) -> None:
        for answer in answers:
            tombstone = self.buried.get(answer.id)
            if tombstone is not None and answer.updated_at <= tombstone.at:
                self.counts["unchanged"] += 1
                continue
            if tombstone is not None:
                del self.buried[answer.id]
                self._store.deleted.take_out(answer.id)
            before = self._store.checks.get(answer.id)
            after = answer if before is None else newer_answer(before, answer)
            self._put(self._store.checks, before, after)

    def _put(self, records: RecordTable[R], before: R | None, after: R) -> None:
        if before == after:
            self.counts["unchanged"] += 1
            return
        self.counts["added" if before is None else "changed"] += 1
        records.put(after)


def _put_all(store: Store, entries: Sequence[Entry]) -> None:
    """Keep entries in place of those with their ids, which are all there."""
    if len(entries) < _FEW:
        for entry in entries:
            store.entries.put(entry)
        return
    store.entries.take_out_many([entry.id for entry in entries])
    store.entries.put_new(sorted(entries, key=in_time))


def _is_empty(store: Store) -> bool:
    tables = (store.stories, store.experiments, store.checks, store.answers, store.deleted, store.look_backs)
    return store.entries.count() == 0 and not any(table.all() for table in tables)
