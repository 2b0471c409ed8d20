"""The one door: everything a person does with their journal, each kind of thing in a part of its own."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from companion.journal.context import Context
from companion.journal.drafts import Drafts
from companion.journal.entries import Entries
from companion.journal.people import People
from companion.journal.prompts import Prompts
from companion.journal.timeline import Timeline
from companion.journal.words import Words
from companion.model.clock import Clock, system_clock
from companion.model.errors import JournalBusy, NoRoom, PassphraseNeeded
from companion.model.records import Settings
from companion.system.paths import Places, command_for

if TYPE_CHECKING:
    from companion.journal.backups import Backups
    from companion.journal.evening_checks import EveningChecks
    from companion.journal.experiments import Experiments
    from companion.journal.insight import Insight
    from companion.journal.look_backs import LookBacks
    from companion.journal.merging import Merging
    from companion.journal.recovery import Recovery
    from companion.journal.safeguards import Safeguards
    from companion.journal.sequels import Sequels
    from companion.journal.stories import Stories
    from companion.journal.tags import Tags
    from companion.model.retention import Copies
    from companion.model.vocabulary import Vocabulary
    from companion.store.key import Key, Secret
    from companion.store.store import Store
    from companion.system.configuration import Configuration

_FIRST_STEPS = "first_steps"
_ONCE_CLOSED = frozenset({"clock", "places", "_store", "_forked", "_closed", "_stood"})
"""What is still asked for of a journal that is closed. All else has something of the diary in it, the words
of one's own among it.
"""


def open_journal(
    places: Places,
    *,
    clock: Clock | None = None,
    vocabulary: "Vocabulary | None" = None,
    create: bool = True,
    passphrase: "Secret | None" = None,
) -> "Journal":
    """Open the journal of these places, making it when ``create``; to be closed, or used in a ``with`` block.

    ``passphrase``, or the key: opens an encrypted one; a new one is then made encrypted. Raises what
    :func:`companion.store.open_store` raises.
    """
    from companion.model.vocabulary import load_vocabulary
    from companion.store import open_store

    words = vocabulary or load_vocabulary()
    store = open_store(places.journal, create=create, label=words.label, passphrase=passphrase)
    journal = Journal(store, words, clock or system_clock(), places)
    try:
        journal.words.read()
    except BaseException:
        journal.close()
        raise
    return journal


def end_session(places: Places, session: str) -> None:
    """End a session that was closed with ``keep_undo``: the drafts it left are the next window's."""
    from companion.store import open_windows

    open_windows.let_go(places.journal, session)


class Journal:
    """One person's journal and its parts. One thread owns it; :meth:`fork` gives another thread its own."""

    def __init__(
        self, store: "Store", vocabulary: "Vocabulary", clock: Clock, places: Places, *, forked: bool = False
    ) -> None:
        self._context = context = Context(store, clock, vocabulary, places)
        self.vocabulary = vocabulary
        self.clock = clock
        self.places = places
        self.timeline = Timeline(context)
        self.prompts = Prompts(context, self.timeline)
        self.entries = Entries(context, self.prompts)
        self.drafts = Drafts(context)
        self.people = People(context)
        self.words = Words(context)
        self.log = self.entries.log
        """The verb used most stands at the door itself."""
        self._store = store
        self._forked = forked
        self._closed = False
        self._stood = True

    # What no command needs at its start is made when it is first asked for.

    @cached_property
    def stories(self) -> "Stories":
        """Feared stories, and what became of them."""
        from companion.journal.stories import Stories

        return Stories(self._context)

    @cached_property
    def experiments(self) -> "Experiments":
        """What a person tries, and the tries."""
        from companion.journal.experiments import Experiments

        return Experiments(self._context)

    @cached_property
    def look_backs(self) -> "LookBacks":
        """The monthly look-back."""
        from companion.journal.look_backs import LookBacks

        return LookBacks(self._context)

    @cached_property
    def evening_checks(self) -> "EveningChecks":
        """The patterns that are watched, and the answers of the evenings."""
        from companion.journal.evening_checks import EveningChecks

        return EveningChecks(self._context)

    @cached_property
    def sequels(self) -> "Sequels":
        """How it was after a moment, as it is asked a day later."""
        from companion.journal.sequels import Sequels

        return Sequels(self._context, self.entries.page_to_offer)

    @cached_property
    def tags(self) -> "Tags":
        """What the tags of entries mean."""
        from companion.journal.tags import Tags

        return Tags(self._context, self.words)

    @cached_property
    def merging(self) -> "Merging":
        """Everything out as records, and records in."""
        from companion.journal.merging import Merging

        return Merging(self._context, self.words, self.backups)

    @cached_property
    def backups(self) -> "Backups":
        """Copies of the file."""
        from companion.journal.backups import Backups

        return Backups(self._context)

    @cached_property
    def recovery(self) -> "Recovery":
        """The code for a passphrase that is forgotten."""
        from companion.journal.recovery import Recovery

        return Recovery(self._context)

    @cached_property
    def safeguards(self) -> "Safeguards":
        """Which settings of the program may guard the journal less than the usual ones."""
        from companion.journal.safeguards import Safeguards

        return Safeguards(self._context)

    @cached_property
    def insight(self) -> "Insight":
        """What the counts come to: patterns, the week, measures."""
        from companion.journal.insight import Insight

        return Insight(
            self._context, self.timeline, self.people, self.stories, self.experiments, self.evening_checks
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self, *, keep_undo: bool = False) -> None:
        """Close the file. What was done here can then not be undone any more; a fork leaves that to its
        origin.

        ``keep_undo``: it can be undone after the next opening, for a day, and what was begun stays this
        window's: it is only put away.
        """
        if self._closed:
            return
        self._stood, self._closed = self.standing, True
        try:
            if self._forked:
                return
            if self._stood:
                with suppress(NoRoom, JournalBusy):  # another time, then: it is kept no longer than a day
                    self.entries.forget_undo(own=not keep_undo)
            elif self.changed and self.rescued is None:
                self._store.put_aside()
        finally:
            goes_on = keep_undo and self._stood
            if not self._forked:
                (self.drafts.put_away if goes_on else self.drafts.leave)()
            self._store.close(goes_on=goes_on)
            for name in vars(self).keys() - _ONCE_CLOSED:  # whoever opened it may hold on to it
                delattr(self, name)

    @property
    def session(self) -> str:
        """What a journal opened again goes on from, with :meth:`go_on`."""
        return self._store.session

    def go_on(self, session: str) -> bool:
        """Take up a session that was closed with ``keep_undo``: what was done in it is undone, and forgotten,
        here, and what was begun in it goes on here.

        Whether all of it does: what a full disk refused cannot be read once the passphrase was changed.
        """
        self._store.go_on(session)
        return self.drafts.take_out()

    def fork(self) -> "Journal":
        """A second journal on the same file, for another thread; close it there.

        Raises PassphraseNeeded once this one is closed.
        """
        words: Vocabulary | None = getattr(self, "vocabulary", None)
        if words is None:
            raise PassphraseNeeded
        return Journal(self._store.fork(), words, self.clock, self.places, forked=True)

    @property
    def settings(self) -> Settings:
        """What belongs to the journal and travels with it."""
        return self._context.settings

    def change_settings(self, **fields: Any) -> Settings:
        """Change some of the settings. Raises InputRefused for a name or a value that cannot be."""
        return self._context.change_settings(**fields)

    def change_configuration(self, name: str, value: object) -> "Configuration":
        """Set one field of the program's own configuration, which can be undone; see
        :func:`companion.system.configuration.change_configuration`."""
        return self._context.change_configuration(name, value)

    def change_configurations(self, values: Mapping[str, object]) -> "Configuration":
        """Set several fields of the program's own configuration, which are undone in one step."""
        return self._context.change_configurations(values)

    def today(self) -> date:
        """The local day now is in, by the person's own day start."""
        return self._context.today()

    def week_start(self, day: date) -> date:
        """The first day of the week that ``day`` is in."""
        return self._context.week_start(day)

    @property
    def quiet(self) -> bool:
        """Whether the journal holds back: on after fear was logged, until the person turns it off."""
        return self._context.quiet

    def set_quiet(self, on: bool) -> None:
        """Turn quiet mode on or off; it changes what may be asked and suggested."""
        self._context.set_quiet(on)

    @property
    def first_steps_done(self) -> bool:
        """Whether a person went through the first steps here; they are not shown again then."""
        return bool(self._store.values.get(_FIRST_STEPS))

    @property
    def fresh(self) -> bool:
        """Whether the first steps are done and nothing is logged yet."""
        return self.first_steps_done and not self.timeline.latest(limit=1)

    def end_first_steps(self, partner_name: str, pronouns: str) -> None:
        """Keep what was given in the first steps, which is no change that could be undone.

        Raises InputRefused for pronouns that cannot be.
        """
        self._context.change_settings(undo=False, partner_name=partner_name, pronouns=pronouns)
        with self._store.writing(changes_meaning=False):
            self._store.values.set(_FIRST_STEPS, True)

    @property
    def made_up(self) -> bool:
        """Whether this is the demo diary, in which nobody should keep anything of their own."""
        return self._context.made_up

    @property
    def revision(self) -> int:
        """Another number once anything was kept, changed or deleted, here or in another window."""
        return self._store.values.revision()

    @property
    def standing(self) -> bool:
        """Whether the file that was opened is still at the journal's place, or was when it was closed."""
        return self._stood if self._closed else self._store.standing

    def put_aside(self) -> None:
        """Where the file does not stand any more, go on in one beside it; see :attr:`rescued`.

        Its log is removed then: whoever opens the other file would have it taken for a part of that.
        """
        if not self.standing and self.rescued is None:
            self._store.put_aside()

    @property
    def rescued(self) -> Path | None:
        """Where everything is since the file was removed or replaced while it was open; else ``None``."""
        return self._store.rescued

    @property
    def key(self) -> "Key | None":
        """What an encrypted one was opened with; it opens it again without the passphrase."""
        return self._store.key

    @property
    def finished(self) -> "Copies | None":
        """What became of the copies of a change of passphrase that was cut short, and finished just now."""
        return self._store.finished

    @property
    def stale_log(self) -> Path | None:
        """Where a log was moved just now that belonged to a file which lay at the journal's place before."""
        return self._store.stale_log

    @property
    def changed(self) -> bool:
        """Whether something was written here that changes what the journal says."""
        return self._store.changed

    def health(self) -> list[dict[str, Any]]:
        """The file looked over from inside: (name, ok, says, do) each; see :mod:`companion.store.health`."""
        from companion.store.health import look_over

        return look_over(self._store, self._context.now(), partial(command_for, self._context.places))
