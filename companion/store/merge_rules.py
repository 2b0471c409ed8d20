"""Two devices' journals as one: the same whichever takes in the other, in any order, however often.

By id. Of two versions of an entry the newer one counts, and words that both wrote are both kept (see
:mod:`companion.model.text_history`). A deletion counts against everything up to its time. Pure: nothing is
written.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from companion.model.records import (
    Contents,
    Entry,
    EveningAnswer,
    Experiment,
    Moment,
    PatternAnswer,
    Reflection,
    Sequel,
    Settings,
    Story,
    Tombstone,
    Try,
)
from companion.model.text_history import (
    HISTORY,
    TextVersions,
    stamp,
    stamped_change,
    text_versions_of,
    with_text_versions,
)
from companion.store.record_json import doc_of, micros

Record = Entry | Sequel | Story | Experiment | Try | EveningAnswer | Tombstone | PatternAnswer
"""What :func:`canonical` makes a text of."""

E = TypeVar("E", bound=Entry)
R = TypeVar("R", Story, Experiment, EveningAnswer, Tombstone)

_NOT_EDITED = ("id", "recorded_at", "updated_at", "extra")
_LINES = frozenset({"body", "ending"})
"""Fields of a moment that are words, in one line each."""

_TICK = timedelta(microseconds=1)
_NEVER = datetime.min.replace(tzinfo=UTC)


def joined(one: Contents, other: Contents) -> Contents:
    """What both hold, as one journal; lists by time, then id."""
    tombstones = _by_id((*one.deleted, *other.deleted), later_tombstone)
    entries, tombstones = _entries(
        (*one.moments, *one.reflections, *other.moments, *other.reflections), tombstones
    )
    stories = _by_id((*one.stories, *other.stories), newer_story)
    experiments = _by_id((*one.experiments, *other.experiments), joined_experiment)
    checks = _by_id((*one.checks, *other.checks), newer_answer)
    for id, answer in list(checks.items()):
        if (tombstone := tombstones.get(id)) is None:
            continue
        if answer.updated_at > tombstone.at:  # it was given again after the other device took it back
            del tombstones[id]
        else:
            del checks[id]
    answers = {canonical(answer): answer for answer in (*one.pattern_answers, *other.pattern_answers)}
    looks: dict[str, Mapping[str, Any]] = {}
    for look in (*one.look_backs, *other.look_backs):
        key = look_back_key(look)
        looks[key] = newer_look_back(looks[key], look) if key in looks else look
    return Contents(
        moments=tuple(entry for entry in entries if isinstance(entry, Moment)),
        reflections=tuple(entry for entry in entries if isinstance(entry, Reflection)),
        stories=tuple(story for id, story in stories.items() if id not in tombstones),
        experiments=tuple(trial for id, trial in experiments.items() if id not in tombstones),
        checks=tuple(sorted(checks.values(), key=lambda answer: (answer.day, answer.id))),
        look_backs=tuple(looks[key] for key in sorted(looks) if key not in tombstones),
        pattern_answers=tuple(answers[key] for key in sorted(answers)),
        deleted=tuple(tombstones.values()),
        settings=_settings(one.settings, other.settings),
        extra=joined_values(one.extra, other.extra),
    )


def _entries(
    entries: Iterable[Entry], tombstones: dict[str, Tombstone]
) -> tuple[list[Entry], dict[str, Tombstone]]:
    """The entries that live, in the order of time, and the deletions that no later change took back."""
    newest: dict[str, tuple[Entry, TextVersions]] = {}
    known: dict[str, TextVersions] = {}
    for entry in entries:
        if entry.id not in newest:
            known[entry.id] = text_versions_of(entry)
            newest[entry.id] = entry, known[entry.id]
            continue
        other, words = newest[entry.id]
        if canonical(entry) != canonical(other):
            words = text_versions_of(entry).merged(words)
            newer = max(entry, other, key=_rank_but_words)
            newest[entry.id] = with_sequel(newer, later_sequel(sequel_of(entry), sequel_of(other))), words
    living, tombstones = [], dict(tombstones)
    for id, (entry, words) in newest.items():
        tombstone = tombstones.get(id)
        if tombstone is not None and entry.updated_at <= tombstone.at:
            continue
        if tombstone is not None:  # it was changed after the other device deleted it
            since = max(stamp(tombstone.at), words.cleared_up_to or 0)
            words = TextVersions(words.texts, words.superseded, since).without_superseded()
            del tombstones[id]
        sequel = sequel_of(entry)
        if sequel is not None and words.cleared_up_to is not None and stamp(sequel.at) <= words.cleared_up_to:
            entry = with_sequel(entry, None)
        living.append(with_text_versions(entry, words) if words.texts and words is not known[id] else entry)
    return sorted(living, key=in_time), tombstones


def edited_twice(opened: E, mine: E, theirs: E, now: datetime) -> E:
    """Two edits of ``opened`` as one entry: ``theirs``, which is in the journal, and ``mine`` of ``now``.

    What only one of them changed is as it has it. Of the words that both changed, both are kept, the earlier
    above the later, as when two devices are merged; of any other field, mine.
    """
    at = max(now, theirs.updated_at + 2 * _TICK)
    edited = {
        field.name: getattr(mine, field.name)
        for field in fields(mine)
        if field.name not in _NOT_EDITED and getattr(mine, field.name) != getattr(opened, field.name)
    }
    if "occurred_at" in edited:
        edited["zone"] = mine.zone
    for name in _LINES & edited.keys():
        ours, other = edited[name], getattr(theirs, name)
        if ours and other not in ("", ours, getattr(opened, name)):
            edited[name] = f"{other} · {ours}"
    text = "note" if isinstance(mine, Moment) else "text"
    both = replace(theirs, **edited)
    written = {getattr(entry, text) for entry in (opened, mine, theirs)}
    if len(written) < 3:
        return stamped_change(theirs, both, at)
    # Theirs is said again just before mine: what mine takes the place of may be of the same second.
    other, again = text_versions_of(theirs), {stamp(at - _TICK)}
    other = replace(other, texts={text: stamps | again for text, stamps in other.texts.items()})
    words = text_versions_of(stamped_change(opened, mine, at)).merged(other)
    return with_text_versions(replace(both, updated_at=at), words)


def edited_after_deletion(opened: E, mine: E, deleted: Tombstone, now: datetime) -> E:
    """``mine``, an edit of ``opened``, of ``now``, as an entry that lives though it was deleted meanwhile."""
    mine = stamped_change(
        opened, said_again(mine, max(now, deleted.at + _TICK)), max(now, deleted.at + _TICK)
    )
    words = text_versions_of(mine)
    since = max(stamp(deleted.at), words.cleared_up_to or 0)
    return with_text_versions(mine, TextVersions(words.texts, words.superseded, since).without_superseded())


def sequel_of(entry: Entry) -> Sequel | None:
    """What was said later of a moment; ``None`` where nothing was."""
    return entry.sequel if isinstance(entry, Moment) else None


def later_sequel(one: Sequel | None, other: Sequel | None) -> Sequel | None:
    """Of what two devices have of one moment the one said later, and of one instant the same one everywhere.

    It has a time of its own: it stays, also where the other form of the moment is the newer.
    """
    said = [sequel for sequel in (one, other) if sequel is not None]
    return max(said, default=None, key=lambda sequel: (sequel.at, canonical(sequel)))


def said_again(entry: E, at: datetime) -> E:
    """The entry with its sequel as if said at ``at``: so it outlives a deletion up to then."""
    sequel = sequel_of(entry)
    return entry if sequel is None else with_sequel(entry, replace(sequel, at=at))


def with_sequel(entry: E, sequel: Sequel | None) -> E:
    """The entry with another sequel; a reflection has none."""
    if not isinstance(entry, Moment) or entry.sequel == sequel:
        return entry
    return replace(entry, sequel=sequel)


def later_tombstone(one: Tombstone, other: Tombstone) -> Tombstone:
    """Of two deletions of one entry the later, and of one instant the same one on every device."""
    return max(one, other, key=lambda tombstone: (tombstone.at, canonical(tombstone)))


def newer_story(one: Story, other: Story) -> Story:
    """A closed story is newer than an open one, and of two closed ones the later."""
    return max(one, other, key=lambda story: (story.closed_at or _NEVER, canonical(story)))


def joined_experiment(one: Experiment, other: Experiment) -> Experiment:
    """The experiment with the tries of both, ended when the later of both says so."""
    tries = one.tries
    if [canonical(chance) for chance in tries] != [canonical(chance) for chance in other.tries]:
        both = {canonical(chance): chance for chance in (*tries, *other.tries)}
        # Words that one device took out, with the entry that they were told of, do not come back.
        bare = {(chance.at, chance.did) for chance in both.values() if _is_bare(chance)}
        tries = tuple(
            both[key]
            for key in sorted(both, key=lambda key: (both[key].at, key))
            if _is_bare(both[key]) or (both[key].at, both[key].did) not in bare
        )
    ends = [end for end in (one.ended_at, other.ended_at) if end is not None]
    base = max(one, other, key=lambda each: canonical(replace(each, tries=(), ended_at=None)))
    ended_at = max(ends, default=None, key=lambda end: (end, end.isoformat()))
    return replace(base, tries=tries, ended_at=ended_at)


def newer_answer(one: EveningAnswer, other: EveningAnswer) -> EveningAnswer:
    """Of two answers for one evening the one given later, and of one instant the same one everywhere."""
    return max(one, other, key=lambda answer: (answer.updated_at, canonical(answer)))


def _is_bare(chance: Try) -> bool:
    return chance.moment is None and not chance.note


def look_back_key(look_back: Mapping[str, Any]) -> str:
    """What tells a look-back from another one: its id, or else all it holds."""
    key = look_back.get("id")
    return key if isinstance(key, str) else as_text(look_back)


def newer_look_back(one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of two with one id the one changed later, as far as they say."""
    return max(one, other, key=lambda look: (str(look.get("updated_at") or ""), as_text(look)))


def in_time(entry: Entry) -> tuple[int, str]:
    """Sorts entries by time, then id."""
    return micros(entry.occurred_at), entry.id


def rank(entry: Entry) -> tuple[datetime, str]:
    """What is greater wins: the newer, and of two changes of one instant the same one on every device.

    The sequel, which has a time of its own, has no say.
    """
    return entry.updated_at, canonical(with_sequel(entry, None))


def canonical(record: Record) -> str:
    """One text for one record, in which two devices agree which of two comes later."""
    return as_text(doc_of(record))


def as_text(value: Any) -> str:
    """A JSON value as one text, the same whatever order its fields came in. Raises TypeError for others."""
    return json.dumps(value, sort_keys=True)


def _rank_but_words(entry: Entry) -> tuple[datetime, str]:
    extra = {name: value for name, value in entry.extra.items() if name != HISTORY}
    blank = replace(entry, extra=extra)
    return rank(replace(blank, note="") if isinstance(blank, Moment) else replace(blank, text=""))


def _by_id(records: Iterable[R], pick: Callable[[R, R], R]) -> dict[str, R]:
    picked: dict[str, R] = {}
    for record in records:
        picked[record.id] = pick(picked[record.id], record) if record.id in picked else record
    return picked


def _settings(one: Settings | None, other: Settings | None) -> Settings | None:
    """What was set on either; where both set something, the same one of the two everywhere."""
    if one is None or other is None:
        return one or other
    first = Settings()
    fields = {}
    for name in ("partner_name", "pronouns", "day_start", "week_start"):
        values = {getattr(one, name), getattr(other, name)} - {getattr(first, name)}
        fields[name] = max(values, default=getattr(first, name))
    return Settings(**fields, extra=joined_values(one.extra, other.extra))


def joined_values(one: Any, other: Any) -> Any:
    """Two JSON values as one: of objects every field, of lists every member, else the same one everywhere."""
    if as_text(one) == as_text(other):
        return one
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        names = {**one, **other}
        return {
            name: joined_values(one[name], other[name]) if name in one and name in other else names[name]
            for name in sorted(names)
        }
    if isinstance(one, list) and isinstance(other, list):
        members = {as_text(member): member for member in (*one, *other)}
        return [members[key] for key in sorted(members)]
    return max(
        one, other, key=lambda value: (isinstance(value, Mapping), isinstance(value, list), as_text(value))
    )
