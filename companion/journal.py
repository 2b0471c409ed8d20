"""The one door: everything a person does with their journal, as verbs."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from companion.model.clock import WEEKDAYS, Clock, local_day, parse_day_start, system_clock, week_of
from companion.model.errors import (
    CompanionError,
    InputRefused,
    JournalBusy,
    JournalDamaged,
    NoRoom,
    NothingFound,
)
from companion.model.records import (
    BELIEF,
    PARTNER,
    Contents,
    Entry,
    Experiment,
    Feeling,
    Moment,
    PatternAnswer,
    Reflection,
    Settings,
    Story,
    Tombstone,
    Try,
    new_id,
)
from companion.model.text_history import changed as changed_from
from companion.model.validation import IMPORTED_CLOSENESS, aware, check_entry, check_leaning, codes_from
from companion.system.paths import Places

if TYPE_CHECKING:
    from companion.model.prompt_choice import Choice
    from companion.model.retention import RetentionPolicy
    from companion.model.search_query import Hit
    from companion.model.vocabulary import OwnRows, Vocabulary
    from companion.patterns import Finding
    from companion.patterns.measures import Measures
    from companion.review import Week
    from companion.store.merge import ImportCounts
    from companion.store.store import Store

QUIET_TURNS_ON = frozenset({"felt_afraid", "pb_controlling", "pb_threatening"})
"""Codes that turn quiet mode on when they are logged."""

MOST_PEOPLE = 6
"""How many lines the person's own list of people to turn to may have."""

_OWN_PEOPLE = "my_people_and_numbers"
_HELP_OFFERED = "help_offered"
_HELP_DECLINED = "no_word_on_outside_help"
_PERSONS = "people"
_OWN_WORDS = "my_words"
_LOOK_BACK = "look_back"
_PINNED, _BANISHED = "pinned_prompt", "banished_prompts"
TURNED_OUT = ("as_feared", "otherwise", "still_unknown")
ANSWERS = ("fits", "not_me", "only_with")
RECENT_KINDS = ("trigger", "response", "urge", "partner_act", "mood")


class _NotKept(Exception):
    """Ends a transaction that was only a trial."""


def open_journal(
    places: Places,
    *,
    clock: Clock | None = None,
    vocabulary: "Vocabulary | None" = None,
    create: bool = True,
    passphrase: str | None = None,
) -> "Journal":
    """Open the journal of these places, making it when ``create``; to be closed, or used in a ``with`` block.

    ``passphrase``: opens an encrypted one; a new one is then made encrypted. Raises what
    :func:`companion.store.open_store` raises.
    """
    from companion.model.vocabulary import load_vocabulary
    from companion.store import open_store

    words = vocabulary or load_vocabulary()
    store = open_store(places.journal, create=create, label=words.label, passphrase=passphrase)
    journal = Journal(store, words, clock or system_clock(), places)
    try:
        journal.read_own_words()
    except BaseException:
        journal.close()
        raise
    return journal


class Journal:
    """One person's journal. One thread owns it; :meth:`fork` gives another thread its own."""

    def __init__(
        self, store: "Store", vocabulary: "Vocabulary", clock: Clock, places: Places, *, forked: bool = False
    ) -> None:
        self.vocabulary = vocabulary
        self.clock = clock
        self.places = places
        self._store = store
        self.words_trouble = ""
        """What is wrong with the file of the person's own words; nothing of the file is used then."""
        self._own_in_file: OwnRows = {}
        self._forked = forked
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self, *, keep_undo: bool = False) -> None:
        """Close the file. What was done here can then not be undone any more; a fork leaves that to its
        origin.

        ``keep_undo``: it can be undone after the next opening, for a day.
        """
        if self._closed:
            return
        self._closed = True
        try:
            if not self._forked:
                with suppress(NoRoom, JournalBusy):  # another time, then: it is kept no longer than a day
                    self.forget_undo(own=not keep_undo)
        finally:
            self._store.close()

    @property
    def session(self) -> str:
        """What a journal opened again goes on from, with :meth:`go_on`."""
        return self._store.desk.session

    def go_on(self, session: str) -> None:
        """Take up a session that was closed with ``keep_undo``: what was done in it is undone, and forgotten,
        here.
        """
        self._store.desk.session = session

    def fork(self) -> "Journal":
        """A second journal on the same file, for another thread; close it there."""
        return Journal(self._store.fork(), self.vocabulary, self.clock, self.places, forked=True)

    @property
    def settings(self) -> Settings:
        """What belongs to the journal and travels with it."""
        return self._store.desk.settings()

    def change_settings(self, **fields: Any) -> Settings:
        """Change some of the settings. Raises InputRefused for a name or a value that cannot be."""
        allowed = ("partner_name", "pronouns", "day_start", "week_start")
        for name, value in fields.items():
            if name not in allowed or not isinstance(value, str):
                raise InputRefused(
                    f"{name}: {value!r} is not a setting here; allowed: {', '.join(allowed)}, each a text"
                )
        if "day_start" in fields:
            fields["day_start"] = parse_day_start(fields["day_start"]).strftime("%H:%M")
        if "week_start" in fields:
            week_of(date(2026, 1, 1), fields["week_start"])
        if "pronouns" in fields:
            from companion.model.text import checked_pronouns

            fields["pronouns"] = checked_pronouns(fields["pronouns"])
        with self._store.writing():
            settings = replace(self.settings, **fields)
            self._store.desk.keep_settings(settings)
        return settings

    @property
    def own_people(self) -> tuple[str, ...]:
        """People to turn to and how to reach them, a line each, as the person wrote them."""
        kept = self.settings.extra.get(_OWN_PEOPLE)
        return tuple(str(one) for one in kept) if isinstance(kept, list) else ()

    def keep_own_people(self, lines: Iterable[str]) -> None:
        """Keep the list of people, without empty lines. Raises InputRefused for more than MOST_PEOPLE."""
        kept = [line.strip() for line in lines if line.strip()]
        if len(kept) > MOST_PEOPLE:
            raise InputRefused(f"people: {len(kept)} lines are too many; up to {MOST_PEOPLE} can be kept")
        self._keep_with_settings(_OWN_PEOPLE, kept)

    def persons(self) -> tuple[str, ...]:
        """Whom moments can be with: the partner first, then the names in the moments and those added."""
        kept = self.settings.extra.get(_PERSONS)
        added = [str(one) for one in kept] if isinstance(kept, list) else []
        return tuple(dict.fromkeys([PARTNER, *self._store.entries.people(), *added]))

    def add_person(self, name: str) -> str:
        """Keep a name, so that moments can be with that person too; gives back how they are told apart.

        Raises InputRefused for an empty name.
        """
        from companion.model.text import one_line

        name = one_line(name)
        if not name:
            raise InputRefused("person: a name is needed, or any word that stands for someone")
        with self._store.writing():
            known = self.person_called(name)
            if known not in self.persons():
                kept = self.settings.extra.get(_PERSONS)
                self._keep_with_settings(_PERSONS, [*(kept if isinstance(kept, list) else ()), known])
        return known

    def person_called(self, name: str) -> str:
        """The person of this name, in any case of letters; the name itself where nobody has it yet."""
        from companion.model.text import person_words

        wanted = name.strip().casefold()
        persons = self.persons()
        exact = (one for one in persons[1:] if one.casefold() == wanted)
        partner = (one for one in persons[:1] if wanted in (one, person_words(one, self.settings).casefold()))
        return next(exact, None) or next(partner, None) or name.strip()

    # Words of one's own

    def read_own_words(self) -> None:
        """Lay the person's own words over the program's: those kept here, and those of their file."""
        kept, file = self.settings.extra.get(_OWN_WORDS), self.places.own_words
        if not kept and not self._own_in_file and not file.exists():
            return  # nothing is read where there is nothing to read
        from companion.model.custom_vocabulary import kept_rows, read_own_words

        self.words_trouble, self._own_in_file = "", {}
        own = kept_rows(kept)
        self.vocabulary.overlay(own)
        if file.exists():
            try:
                self._own_in_file = read_own_words(file, self.vocabulary)
            except CompanionError as error:
                self.words_trouble = str(error)
            in_file = self._own_in_file
            kinds = dict.fromkeys([*own, *in_file])
            self.vocabulary.overlay({kind: {**own.get(kind, {}), **in_file.get(kind, {})} for kind in kinds})

    def add_own(self, kind: str, words: str, /, **fields: Any) -> str:
        """Keep a word, a question, a practice or a pattern of one's own, and give back its id.

        ``kind``: "trigger", "response", "mood", "prompt", "practice" or "pattern"; ``words`` are its label,
        text or title. Raises InputRefused for what cannot be.
        """
        from companion.model.custom_vocabulary import own_id, own_row, to_keep
        from companion.model.text import one_line

        name = {"prompt": "text", "pattern": "title"}.get(kind, "label")
        words = one_line(words)
        if not words:
            raise InputRefused(f"{name}: a few words are needed")
        with self._store.writing():
            kept = {name: dict(rows) for name, rows in (self.settings.extra.get(_OWN_WORDS) or {}).items()}
            known = {id for rows in (*kept.values(), *self._own_in_file.values()) for id in rows}
            row = own_row(kind, {**fields, "id": own_id(kind, words, known), name: words}, "my own")
            if kind in ("prompt", "pattern"):
                self.vocabulary.check_own("my own", row, {})
            kept.setdefault(kind, {})[row.id] = to_keep(row)
            self._keep_with_settings(_OWN_WORDS, kept)
        self.read_own_words()
        return str(row.id)

    def _with_file_words(self, contents: Contents) -> Contents:
        """The contents with the words of the file among those kept, so that another device knows them."""
        if not self._own_in_file or contents.settings is None:
            return contents
        from companion.model.custom_vocabulary import to_keep

        extra = dict(contents.settings.extra)
        kept = extra.get(_OWN_WORDS) or {}
        extra[_OWN_WORDS] = {
            kind: {
                **kept.get(kind, {}),
                **{id: to_keep(row) for id, row in self._own_in_file.get(kind, {}).items()},
            }
            for kind in dict.fromkeys([*kept, *self._own_in_file])
        }
        return replace(contents, settings=replace(contents.settings, extra=extra))

    def _keep_with_settings(self, name: str, value: Any) -> None:
        """Keep something beside the settings, so that it travels with them; nothing where it is empty."""
        with self._store.writing():
            settings = self.settings
            extra = {key: kept for key, kept in settings.extra.items() if key != name}
            if value:
                extra[name] = value
            self._store.desk.keep_settings(replace(settings, extra=extra))

    # Logging

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
        now = self.clock.now()
        moment = Moment(
            id=new_id(),
            occurred_at=when or now,
            zone=self._zone(when or now),
            recorded_at=now,
            updated_at=now,
            triggers=codes_from("triggers", triggers),
            partner_acts=codes_from("partner_acts", partner_acts),
            feelings=tuple(feelings),
            body=body,
            urges=codes_from("urges", urges),
            responses=codes_from("responses", responses),
            ending=ending,
            closeness=closeness,
            person=person,
            tags=codes_from("tags", tags),
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
        """Keep a reflection, at ``when`` (aware) or now. Raises InputRefused as :meth:`log` does."""
        check_leaning(leaning)
        answers_pinned = prompt is not None and prompt == self.pinned_prompt
        now = self.clock.now()
        reflection = Reflection(
            id=new_id(),
            occurred_at=when or now,
            zone=self._zone(when or now),
            recorded_at=now,
            updated_at=now,
            prompt=prompt,
            leaning=leaning,
            feelings=tuple(feelings),
            tags=codes_from("tags", tags),
            text=text,
        )
        with self._store.writing():
            self._keep_new(reflection)
            if answers_pinned:
                self.pin_prompt(None)
        return reflection

    def _keep_new(self, entry: Entry) -> None:
        check_entry(entry)
        if entry.occurred_at > self.clock.now() + timedelta(minutes=1):
            raise InputRefused(
                f"when: {entry.occurred_at:%Y-%m-%d %H:%M} lies in the future; a moment is logged once it was"
            )
        with self._store.writing():
            self._store.entries.put(entry)
            self._listen_for_fear(entry)

    def page_offered(self, entry: Entry) -> str | None:
        """The page to offer after an entry that was saved and says plainly that someone may be in danger.

        Nothing of it is kept. See :mod:`companion.model.safety_phrases`.
        """
        from companion.model.safety_phrases import card_for

        texts = (entry.note, entry.body, entry.ending) if isinstance(entry, Moment) else (entry.text,)
        return card_for(texts, self.vocabulary.phrases.values(), self.settings.partner_name)

    def amend(self, entry: Entry) -> Entry:
        """Keep a changed entry under its id.

        Can be undone. Raises NothingFound when it is gone, InputRefused as log.
        """
        check_entry(entry, IMPORTED_CLOSENESS)
        with self._store.writing():
            before = self._store.entries.get(entry.id)
            if before is None:
                raise NothingFound(f"there is no entry with the id {entry.id!r} any more")
            changed = changed_from(before, entry, self.clock.now())
            self._store.entries.put(changed)
            self._store.desk.remember("changed", before, self._now_us())
            self._listen_for_fear(changed)
        return changed

    def star(self, id: str) -> Entry:
        """Star an entry, or take its star away."""
        with self._store.writing():
            entry = self.entry(id)
            changed = changed_from(entry, replace(entry, starred=not entry.starred), self.clock.now())
            self._store.entries.put(changed)
        return changed

    def delete(self, id: str, *, for_good: bool = False) -> None:
        """Delete an entry, and the draft of its change. Raises NothingFound.

        What was told of it (its stories, the words of tries that name it) goes once there is no way back. It
        can be undone until :meth:`forget_undo`, at most for a day; ``for_good`` leaves nothing of it.
        """
        with self._store.writing():
            entry = self.entry(id)
            self._store.entries.take_out(entry.id)
            self._store.deleted.put(Tombstone(id=entry.id, at=self.clock.now()))
            self._store.desk.drop_draft(f"edit:{entry.id}")
            self._store.desk.drop_draft(f"story:{entry.id}")
            if for_good:
                self._store.desk.forget_undo_of(entry.id)
                self._store.erase_what_belongs([entry.id], self.clock.now())
                self._store.mark_unvacuumed()
            else:
                self._store.desk.remember("deleted", entry, self._now_us())
        if for_good:
            self._vacuum()

    def erase(self, ids: Iterable[str], *, backups: bool = False, passphrase: str | None = None) -> int:
        """Delete entries for good: from the file, the search index, what could be undone and, with
        ``backups``, from every backup; in how many of those they were.

        ``passphrase``: for backups that were made under another key. Raises NothingFound, JournalDamaged
        naming the backup that cannot be read; the journal and the backups before it are done by then.
        """
        ids = list(ids)
        now = self.clock.now()
        with self._store.writing():
            for id in ids:
                if not self._store.erase_entry(id):
                    raise NothingFound(f"there is no entry with the id {id!r} any more")
                self._store.deleted.put(Tombstone(id=id, at=now))
            self._store.erase_what_belongs(set(ids), now)
            self._store.mark_unvacuumed()
        self._vacuum()
        if not backups:
            return 0
        from companion.store.backups import Keys
        from companion.store.restore import erase_in_backups

        keys = Keys(passphrase, like=self._store.key)
        return erase_in_backups(self.places.journal, ids, keys)

    def undo(self) -> str | None:
        """Take back the latest change or deletion.

        Says what, in words without content. ``None``: nothing to undo.
        """
        with self._store.writing():
            found = self._store.desk.recall()
            if found is None:
                return None
            what, before = found
            # Newer than what was undone, so that another device that has it already takes this instead.
            undone = self._store.entries.get(before.id) or before
            before = changed_from(undone, before, self.clock.now())
            self._store.entries.put(before)
            self._store.deleted.take_out(before.id)
        noun = "moment" if isinstance(before, Moment) else "reflection"
        day = f"{before.occurred_at.day} {before.occurred_at:%B, %H:%M}"
        return (
            f"The {noun} of {day} is back."
            if what == "deleted"
            else f"The {noun} of {day} is as it was before the change."
        )

    def forget_undo(self, *, own: bool = True) -> None:
        """Drop what could be undone, so that nothing of it stays on the disk.

        Older than a day, and all one's own.
        """
        before = self._now_us() - 86_400_000_000
        if self._store.desk.has_undo(before, own=own):
            with self._store.writing(changes_meaning=False):
                deleted = self._store.desk.forget_undo(before, own=own)
                gone = [id for id in deleted if self._store.entries.get(id) is None]
                self._store.erase_what_belongs(gone, self.clock.now())
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

    # Looking back

    @property
    def looks_back(self) -> bool:
        """Whether the person wants the monthly look-back; off until they say so."""
        return self.settings.extra.get(_LOOK_BACK) is True

    def set_looks_back(self, on: bool) -> None:
        """Turn the monthly look-back on or off; what was kept of it stays."""
        self._keep_with_settings(_LOOK_BACK, on)

    def look_backs(self) -> list[dict[str, Any]]:
        """Those kept, by time: ``{"id", "at", "answers": {"1": 4, ...}}``."""
        return self._store.look_backs.all()

    def look_back_due(self) -> bool:
        """Whether it is on, and the last one lies 28 days back or more."""
        from companion.model.look_back import EVERY

        if not self.looks_back:
            return False
        latest = max((str(one.get("at", ""))[:10] for one in self.look_backs()), default="")
        return latest <= (self.clock.now() - EVERY).date().isoformat()

    def keep_look_back(self, answers: Mapping[str, int]) -> None:
        """Keep the answers, 0 to 6 by the number of the sentence. Raises InputRefused where it is not due."""
        from companion.model.look_back import ITEMS, MOST

        if not self.look_back_due():
            raise InputRefused("look-back: it is off, or the last one was less than 28 days ago")
        for item, value in answers.items():
            if item not in {str(n) for n in range(1, len(ITEMS) + 1)} or value not in range(MOST + 1):
                raise InputRefused(f"look-back: {item}: {value!r} is not allowed; allowed: 0 to {MOST}")
        at = self.clock.now().isoformat(timespec="seconds")
        with self._store.writing():
            self._store.look_backs.put({"id": new_id(), "at": at, "answers": dict(answers)})

    # Stories, experiments, answers

    def tell_story(
        self,
        *,
        moment: str | None = None,
        feared: str,
        belief: int | None = None,
        ask_again_at: datetime | None = None,
    ) -> Story:
        """Keep a feared story: ``belief`` in percent, ``ask_again_at`` when to ask how it turned out."""
        if not feared.strip():
            raise InputRefused("feared: a story needs a few words; what was feared?")
        if belief is not None and belief not in BELIEF:
            raise InputRefused(f"belief: {belief!r} is out of range; from 0 to 100 percent")
        story = Story(
            id=new_id(),
            moment=moment,
            feared=feared,
            belief=belief,
            ask_again_at=aware("ask_again_at", ask_again_at),
        )
        with self._store.writing():
            self._store.stories.put(story)
        return story

    def close_story(self, id: str, turned_out: str, learned: str = "") -> Story:
        """Say how a story turned out.

        ``"still_unknown"`` closes it too. Raises NothingFound, InputRefused.
        """
        if turned_out not in TURNED_OUT:
            raise InputRefused(f"turned_out: {turned_out!r} is not one of {', '.join(TURNED_OUT)}")
        with self._store.writing():
            story = self._store.stories.get(id)
            if story is None:
                raise NothingFound(f"there is no story with the id {id!r}")
            story = replace(story, turned_out=turned_out, closed_at=self.clock.now(), learned=learned)
            self._store.stories.put(story)
        return story

    def stories(self) -> list[Story]:
        """All stories, by the time they ask again."""
        return self._store.stories.all()

    def stories_due(self) -> list[Story]:
        """Open stories whose time to ask again has come, but of entries that were deleted."""
        now = self.clock.now()
        gone = {one.id for one in self._store.deleted.all()}
        return [
            one
            for one in self.stories()
            if one.closed_at is None and one.ask_again_at is not None and one.ask_again_at <= now
            if one.moment not in gone
        ]

    def start_experiment(
        self, *, pattern: str | None = None, exercise: str | None = None, if_then: str
    ) -> Experiment:
        """Begin an experiment. Raises InputRefused without an if-then."""
        if not if_then.strip():
            raise InputRefused("if_then: an experiment needs its sentence, in the form: if ..., then I ...")
        found = Experiment(
            id=new_id(), pattern=pattern, exercise=exercise, if_then=if_then, started_at=self.clock.now()
        )
        with self._store.writing():
            self._store.experiments.put(found)
        return found

    def add_try(self, id: str, did: bool, moment: str | None = None, note: str = "") -> Experiment:
        """Note a chance to try an experiment, and whether it was tried. Raises NothingFound."""
        with self._store.writing():
            found = self._experiment(id)
            tries = (*found.tries, Try(at=self.clock.now(), did=did, moment=moment, note=note))
            found = replace(found, tries=tries)
            self._store.experiments.put(found)
        return found

    def end_experiment(self, id: str) -> Experiment:
        """End an experiment. Raises NothingFound."""
        with self._store.writing():
            found = replace(self._experiment(id), ended_at=self.clock.now())
            self._store.experiments.put(found)
        return found

    def experiments(self) -> list[Experiment]:
        """All experiments, by the time they began."""
        return self._store.experiments.all()

    def answer_pattern(self, pattern: str, answer: str, detail: str = "") -> PatternAnswer:
        """Answer back to a pattern: fits, not_me, or only_with (whom: ``detail``)."""
        if answer not in ANSWERS:
            raise InputRefused(f"answer: {answer!r} is not one of {', '.join(ANSWERS)}")
        if answer == "only_with":
            detail = self.person_called(detail)
        found = PatternAnswer(pattern=pattern, answer=answer, detail=detail, at=self.clock.now())
        with self._store.writing():
            for earlier in self._store.answers.all():
                if (earlier.pattern, earlier.at) == (found.pattern, found.at):
                    self._store.answers.drop(earlier)  # a slip of the finger, put right within the second
            self._store.answers.put(found)
        return found

    def pattern_answers(self) -> list[PatternAnswer]:
        """All answers, by time; the latest one to a pattern is the one that counts."""
        return self._store.answers.all()

    # Reading

    def today(self) -> date:
        """The local day now is in, by the person's own day start."""
        return local_day(self.clock.now(), self.settings.day_start)

    def day(self, day: date) -> list[Entry]:
        """The entries of one local day, in the order of time."""
        return self.between(day, day)

    def between(self, first: date, last: date) -> list[Entry]:
        """The entries of the local days from ``first`` to ``last``, both included, in the order of time."""
        return self._store.entries.between(first, last, self._day_start())

    def entry(self, id: str) -> Entry:
        """The entry with this id, or with the only id that starts so.

        Raises NothingFound; InputRefused if several do.
        """
        return self._store.entries.find(id)

    @property
    def revision(self) -> int:
        """Another number once anything was kept, changed or deleted, here or in another window."""
        return self._store.desk.revision()

    def count(self) -> int:
        """How many entries there are."""
        return self._store.entries.count()

    def timeline(self, before: Entry | None = None, limit: int = 50) -> list[Entry]:
        """Entries, newest first; with ``before``, the ones that come after it in this order."""
        return self._store.entries.latest(limit, before)

    def on_this_day(self, day: date) -> list[Entry]:
        """The entries of this date in earlier years, newest first.

        Where there are none, in the twelve earlier months.
        """
        first = self._store.entries.first_day(self._day_start())
        if first is None:
            return []
        years = [_same_date(day, year, day.month) for year in range(day.year - 1, first.year - 1, -1)]
        months = [
            _same_date(day, day.year - (day.month <= back), (day.month - back - 1) % 12 + 1)
            for back in range(1, 13)
        ]
        for dates in (years, months):
            found = [entry for one in dates if one is not None for entry in self.day(one)]
            if found:
                return found
        return []

    def days_logged(self, first: date, last: date) -> dict[date, int]:
        """How many entries each local day holds; days without any are left out."""
        return self._store.entries.days(first, last, self._day_start())

    def recent_codes(self, kind: str) -> list[str]:
        """The codes of one kind used of late, most used and latest first.

        Raises InputRefused for another kind.
        """
        if kind not in RECENT_KINDS:
            raise InputRefused(f"kind: {kind!r} is not one of {', '.join(RECENT_KINDS)}")
        return self._store.entries.recent_codes(kind)

    def search(self, query: str, limit: int = 50) -> list["Hit"]:
        """What fits a query, newest first, each with the piece where it does.

        Raises InputRefused for a filter that does not exist; see :mod:`companion.model.search_query`.
        """
        from companion.model.search_query import parse_query

        return self._store.finder.search(parse_query(query), self._day_start(), limit)

    # Drafts

    def draft(self, name: str) -> dict[str, Any] | None:
        """What was begun under this name and not finished, or ``None``."""
        return self._store.desk.draft(name)

    def keep_draft(self, name: str, body: Mapping[str, Any]) -> None:
        """Keep what has been typed so far: plain JSON values."""
        with self._store.writing(changes_meaning=False):
            self._store.desk.keep_draft(name, body)

    def drop_draft(self, name: str) -> None:
        """Forget a draft; it need not exist."""
        with self._store.writing(changes_meaning=False):
            self._store.desk.drop_draft(name)

    # Questions, patterns, the week

    def prompt(self, now: datetime | None = None, skip: tuple[str, ...] = ()) -> "Choice":
        """The question for this time, other than those skipped today or named in ``skip``."""
        from companion.model.prompt_choice import choose_prompt

        now = now or self.clock.now()
        settings, today = self.settings, self.today()
        used = self._store.entries.prompts_used()
        return choose_prompt(
            self.vocabulary.prompts.values(),
            now=now,
            entries=self.between(today - timedelta(days=28), today),
            used={id: datetime.fromtimestamp(at, now.tzinfo) for id, at in used.items()},
            responses=self.vocabulary.responses,
            labels=lambda code: self.vocabulary.label(code, settings),
            skipped=(*self._skipped(), *skip),
            quiet=self.quiet,
            weekly_day=WEEKDAYS[WEEKDAYS.index(settings.week_start) - 1],
            day_start=settings.day_start,
            pinned=self.pinned_prompt or "",
            banished=self.banished_prompts,
            entries_ever=self.count(),
        )

    def prompt_skipped(self, id: str) -> None:
        """Have another question than this one for the rest of the day. It is counted nowhere."""
        with self._store.writing(changes_meaning=False):
            skipped = list(dict.fromkeys([*self._skipped(), id]))
            self._store.desk.set("skipped", {"day": self.today().isoformat(), "prompts": skipped})

    @property
    def pinned_prompt(self) -> str | None:
        """The question that stays until it is answered or let go, if there is one."""
        kept = self.settings.extra.get(_PINNED)
        return kept if isinstance(kept, str) and kept else None

    def pin_prompt(self, id: str | None) -> None:
        """Have this question until it is answered; ``None`` lets it go."""
        self._keep_with_settings(_PINNED, id)

    @property
    def banished_prompts(self) -> tuple[str, ...]:
        """The questions that are not to be asked again."""
        kept = self.settings.extra.get(_BANISHED)
        return tuple(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else ()

    def banish_prompt(self, id: str) -> None:
        """Do not ask this question again; :meth:`bring_back` undoes it."""
        with self._store.writing():
            self._keep_with_settings(_BANISHED, list(dict.fromkeys([*self.banished_prompts, id])))
            if self.pinned_prompt == id:
                self.pin_prompt(None)

    def bring_back(self, id: str) -> None:
        """Let a question be asked again. Raises NothingFound for one that was not put away."""
        with self._store.writing():
            if id not in self.banished_prompts:
                raise NothingFound(f"there is no question {id!r} among those put away")
            self._keep_with_settings(_BANISHED, [one for one in self.banished_prompts if one != id])

    def _skipped(self) -> list[str]:
        kept = self._store.desk.get("skipped")
        return list(kept["prompts"]) if kept and kept["day"] == self.today().isoformat() else []

    def patterns(self, as_of: date | None = None, person: str | None = None) -> tuple["Finding", ...]:
        """Every pattern's finding as of the end of a local day, or now; of the moments with ``person`` alone.

        They are kept until something changes; of a very long diary, what has come to rest is.
        """
        from companion.patterns import Finding, Past, analyse

        until = self._until(as_of)
        key = self._findings_key(until, person)
        desk = self._store.desk
        with self._store.reading():
            kept = desk.findings(key)
            if kept is not None:
                return tuple(Finding.from_kept(row) for row in kept)
            revision = desk.revision()
            settings, answers = self.settings, self.pattern_answers()
            past_key = self._past_key(settings, answers)
            rested = desk.past(past_key) if person is None else None
            past = None if rested is None else Past.from_json(rested)
            events = self._store.entries.events(past.since if past else None)
        patterns = tuple(self.vocabulary.patterns.values())
        rules: dict[str, Any] = {
            "as_of": until, "day_start": settings.day_start, "answers": answers, "person": person
        }  # fmt: skip
        found = analyse(patterns, events, **rules, past=past)
        reaches = found is not None
        if found is None:  # as of a time before the past that is known
            found = analyse(patterns, self._store.entries.events(), **rules)
            assert found is not None
        # Reading does not fail where only the keeping does: a full disk, another program at work.
        with suppress(CompanionError):
            if not reaches or found.past is None:
                with self._store.writing(changes_meaning=False):
                    desk.keep_findings(key, revision, [one.to_kept() for one in found.findings])
            elif found.past is not past:
                with self._store.writing(changes_meaning=False):
                    desk.keep_past(past_key, revision, found.past.valid_until, found.past.to_json())
        return found.findings

    def stale(self, person: str | None = None) -> bool:
        """Whether :meth:`patterns` takes its time: something changed, or an hour has gone by.

        With a past to go on from it does not.
        """
        desk = self._store.desk
        if desk.has_findings(self._findings_key(self._until(None), person)):
            return False
        past_key = self._past_key(self.settings, self.pattern_answers())
        return person is not None or not desk.has_past(past_key)

    def week(self, weeks_ago: int = 0) -> "Week":
        """The week that today is in, or an earlier one."""
        from companion.review import build_week

        if weeks_ago < 0:
            raise InputRefused(f"weeks_ago: {weeks_ago} lies in the future; 0 is this week, 1 the one before")
        settings = self.settings
        first = week_of(self.today(), settings.week_start) - timedelta(weeks=weeks_ago)
        last = first + timedelta(days=6)
        found = build_week(
            first=first,
            entries=self.between(first, last),
            earlier=self.between(first - timedelta(weeks=4), first - timedelta(days=1)),
            findings=self.patterns(last if weeks_ago else None),
            measures=self.also(last if weeks_ago else None),
            stories=self.stories(),
            experiments=self.experiments(),
            vocabulary=self.vocabulary,
            settings=settings,
            now=self.clock.now(),
            quiet=self.quiet,
            first_ever=self._store.entries.first_day(self._day_start()),
            offers_help=not weeks_ago and self._help_may_be_offered(first),
        )
        if found.outside_help is not None and self._store.desk.get(_HELP_OFFERED) != first.isoformat():
            with suppress(CompanionError), self._store.writing(changes_meaning=False):
                self._store.desk.set(_HELP_OFFERED, first.isoformat())
        return found

    def _help_may_be_offered(self, first: date) -> bool:
        from companion.review.outside_help import may_stand_in_week

        last_time = self._store.desk.get(_HELP_OFFERED)
        declined = self.settings.extra.get(_HELP_DECLINED) is True
        return not declined and may_stand_in_week(first, date.fromisoformat(last_time) if last_time else None)

    def decline_help(self) -> None:
        """Have no word on help from outside in the week any more; the page stays in the library."""
        self._keep_with_settings(_HELP_DECLINED, True)

    def week_start(self, day: date) -> date:
        """The first day of the week that ``day`` is in."""
        return week_of(day, self.settings.week_start)

    def also(self, as_of: date | None = None) -> "Measures":
        """Urges, repair, stories and experiments, as of the end of a local day or now."""
        from companion.patterns.measures import LOOKED_AT, count_measures

        until = self._until(as_of)
        since = int((until - LOOKED_AT).timestamp())
        with self._store.reading():
            events, urges = self._store.entries.events(since), self._store.entries.urges(since)
            stories, experiments, answers = self.stories(), self.experiments(), self.pattern_answers()
            day_start = self.settings.day_start
        return count_measures(
            events,
            urges,
            stories,
            experiments,
            self.vocabulary.patterns,
            as_of=until,
            day_start=day_start,
            answers=answers,
        )

    def _findings_key(self, until: datetime, person: str | None) -> str:
        """As of when, by which engine and patterns, and of whose moments alone."""
        key = f"{until.isoformat()} {self._engine_key()}"
        return key if person is None else f"{key} {person}"

    def _past_key(self, settings: Settings, answers: Iterable[PatternAnswer]) -> str:
        """By which engine, patterns and day start, and with whom alone patterns are counted."""
        only = {one.pattern: one.detail for one in answers if one.answer == "only_with"}
        latest = {one.pattern: one.answer for one in answers}
        only = {pattern: whom for pattern, whom in only.items() if latest[pattern] == "only_with"}
        return f"{settings.day_start} {sorted(only.items())} {self._engine_key()}"

    def _engine_key(self) -> str:
        """Which engine and patterns: another version of the program works everything out anew."""
        from companion import patterns

        files = sorted(Path(patterns.__file__).parent.glob("*.py"))
        engine = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
        catalogue = [repr(row) for row in self.vocabulary.patterns.values()]
        return blake2b(repr((engine, catalogue)).encode(), digest_size=8).hexdigest()

    def _until(self, day: date | None) -> datetime:
        """The end of a local day, but no later than the full hour to come.

        What is kept then serves the hour.
        """
        now = self.clock.now()
        soon = now.replace(minute=0, second=0) + timedelta(hours=1)
        if day is None or day >= self.today():
            return soon
        zone = now.tzinfo
        if self.clock.zone is not None:
            from zoneinfo import ZoneInfo

            zone = ZoneInfo(self.clock.zone)
        start = parse_day_start(self.settings.day_start)
        return datetime.combine(day + timedelta(days=1), start, tzinfo=zone)

    # In and out

    def contents(self) -> Contents:
        """Everything the journal holds; lists by time, then id."""
        from companion.store.merge import contents_of

        return self._with_file_words(contents_of(self._store))

    def merge(self, contents: Contents, *, dry_run: bool = False) -> "ImportCounts":
        """Join another device's journal with this one, in one transaction: the result is the same on both.

        By id; the newer change counts, words written on both are both kept, deletions are honoured. Fear that
        was logged there turns quiet mode on here. ``dry_run``: only counts. Raises InputRefused for the
        made-up diary. See :mod:`companion.store.merge_rules`.
        """
        from companion.store.merge import merge

        if contents.extra.get("made_up") and not self.made_up:
            raise InputRefused("this is the made-up diary; it is not joined with a journal")
        counts: ImportCounts | None = None
        with suppress(_NotKept), self._store.writing():
            here = {entry.id for entry in self.contents().moments}
            counts = merge(self._store, contents)
            for moment in contents.moments:
                if moment.id not in here:
                    self._listen_for_fear(moment)
            if dry_run:
                raise _NotKept
        assert counts is not None
        self.read_own_words()
        self._store.checkpoint()
        return counts

    def import_contents(self, contents: Contents) -> "ImportCounts":
        """Merge other contents in one transaction: by id, the newer change wins, deletions are honoured."""
        from companion.store.merge import import_contents

        counts = import_contents(self._store, contents)
        self.read_own_words()
        self._store.checkpoint()  # else a later, small write would have to move all of it into place
        return counts

    def export(self) -> str:
        """The whole journal as JSON, which an import reads back in full."""
        from companion.exchange import journal_json

        return journal_json.dumps(self.contents())

    # Copies

    def back_up(self, file: Path | None = None) -> Path:
        """A checked copy of the journal in its folder of backups, or as ``file``; where it is now.

        Raises NoRoom, InputRefused when it cannot be written there, JournalDamaged.
        """
        if file is None:
            return self._store.back_up(self.clock.now())
        self._store.copy_out(file)
        return file

    @property
    def changed(self) -> bool:
        """Whether something was written here that changes what the journal says."""
        return self._store.changed

    def backup_due(self) -> bool:
        """Whether this day has no backup yet, and something is in the journal that no backup holds."""
        from companion.store.backups import backups_of

        now = self.clock.now()
        newest = next((one for one in backups_of(self.places.journal) if not one.before_update), None)
        if self.made_up:
            return False
        if newest is None:
            return True
        day = local_day(newest.at.astimezone(now.tzinfo), self.settings.day_start)
        return day < self.today() and not self._store.backed_up(newest.path)

    def back_up_daily(self, keep: "RetentionPolicy") -> str | None:
        """Make the backup that is due, and let go of old ones.

        Raises nothing: that none can be made is given back in words, once a day.
        """
        from companion.store.backups import prune

        try:
            if not self.backup_due():
                return None
            self.back_up()
            prune(self.places.journal, keep)
        except CompanionError as error:
            more = ". `companion doctor` says more; earlier backups stay as they are."
            more = more if isinstance(error, JournalDamaged) else ""
            return self._say_once_today(
                f"Today's backup could not be made; what you wrote is kept. {error}{more}"
            )
        return None

    def _say_once_today(self, words: str) -> str | None:
        with suppress(CompanionError):
            day = self.today().isoformat()
            if self._store.desk.get("backup_told") == day:
                return None
            with self._store.writing(changes_meaning=False):
                self._store.desk.set("backup_told", day)
        return words

    def good_backup(self) -> Path | None:
        """The newest backup that can be read through now; from any thread."""
        from companion.store.backups import Keys
        from companion.store.restore import newest_good

        return newest_good(self.places.journal, Keys(like=self._store.key))

    def health(self) -> list[dict[str, Any]]:
        """The file looked over from inside: (name, ok, says, do) each; see :mod:`companion.store.health`."""
        from companion.store.health import look_over

        return look_over(self._store, self.clock.now())

    # Quiet mode

    @property
    def quiet(self) -> bool:
        """Whether the journal holds back: on after fear was logged, until the person turns it off."""
        return bool(self._store.desk.get("quiet"))

    @property
    def made_up(self) -> bool:
        """Whether this is the demo diary, in which nobody should keep anything of their own."""
        return bool((self._store.desk.get("extra") or {}).get("made_up"))

    def set_quiet(self, on: bool) -> None:
        """Turn quiet mode on or off; it changes what may be asked and suggested."""
        with self._store.writing():
            self._store.desk.set("quiet", on or None)

    # Pieces

    def _listen_for_fear(self, entry: Entry) -> None:
        if isinstance(entry, Moment) and QUIET_TURNS_ON.intersection((*entry.triggers, *entry.partner_acts)):
            self._store.desk.set("quiet", True)

    def _experiment(self, id: str) -> Experiment:
        found = self._store.experiments.get(id)
        if found is None:
            raise NothingFound(f"there is no experiment with the id {id!r}")
        return found

    def _day_start(self) -> int:
        start = parse_day_start(self.settings.day_start)
        return start.hour * 3600 + start.minute * 60

    def _zone(self, when: datetime) -> str | None:
        """The clock's zone, where the moment's offset is the one that zone has then."""
        if self.clock.zone is None or when.tzinfo is None:
            return None
        from zoneinfo import ZoneInfo

        return (
            self.clock.zone
            if when.astimezone(ZoneInfo(self.clock.zone)).utcoffset() == when.utcoffset()
            else None
        )

    def _now_us(self) -> int:
        return int(self.clock.now().timestamp()) * 1_000_000


def _same_date(day: date, year: int, month: int) -> date | None:
    try:
        return date(year, month, day.day)
    except ValueError:  # 29 February, or the 31st
        return None
