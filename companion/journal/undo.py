"""One list of everything a person did: the last thing undone, and redone, whatever it was."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from companion.journal.context import Context
from companion.journal.words import UNDO_OF_OWN, Words
from companion.model.errors import InputRefused
from companion.model.records import (
    Entry,
    EveningAnswer,
    Experiment,
    Moment,
    Sequel,
    Story,
    Tombstone,
    noun_of,
)
from companion.model.text_history import stamped_change as changed_from
from companion.system.paths import command_for

if TYPE_CHECKING:
    from companion.store.undo import ManyChanges, NewRecord, SettingChanges, Step
    from companion.system.guarded_settings import Value

UNDONE = {
    "worry": "the worry you noted",
    "worry checked": "how the worry turned out; it is open again",
    "experiment": "the experiment you started",
    "try": "the note that it came up",
    "experiment ended": "the end of the experiment; it goes on",
    "pattern answer": "your answer to a pattern",
}
"""What of stories, experiments and answers can be undone, and how that is said."""

SETTING_NAMES = {
    "partner_name": "your partner's name",
    "pronouns": "the pronouns",
    "day_start": "when a day starts",
    "week_start": "when a week starts",
    "date_format": "how dates look",
    "theme": "the theme",
    "animation": "turning movement on or off",
    "discreet_opening": "turning discreet opening on or off",
    "ambiguous": "how dots and lines are drawn",
    "lock_after": "the minutes until it locks",
    "keyring": "turning the keyring on or off",
    "phrase_check": "turning the offer of the Safety page on or off",
    "backups": "how many backups are kept",
    "keys": "the other keys",
}
"""How it is said that a setting of the journal or of the program was set back, by its name."""

SETTINGS = {
    "pin": "the pin of a question",
    "put away": "hiding a question; it may be asked again",
    "brought back": "bringing a question back",
    "watch": "what the evening check asks about",
    "look-back": "turning the monthly review on or off",
    "outside help": "hiding the note about outside help",
    "person": "the person you added",
    "people": "the change to who else there is",
    "quiet": "turning quiet mode on or off",
    "own prompt": "the question you wrote",
    "own practice": "the practice you wrote",
    "own pattern": "the pattern you wrote",
    "own trigger": "the word you added",
    "own response": "the word you added",
    "own mood": "the word you added",
    "word changed": "the change to a word",
    "word retired": "retiring a word; it is offered again",
    "word brought back": "bringing a word back",
    "word deleted": "the word you deleted; it is back",
}
"""What else of settings can be undone, and how that is said."""

CHANGED_SINCE = "Nothing undone: it has changed since."


class Undone(NamedTuple):
    """What was undone, or redone.

    words: that, in a sentence without content. entry: the entry that is back, or as it was. taken_out: the
    one that was logged and is gone now; what it said can be kept elsewhere. configuration: whether the file
    of the program's own settings was changed and is to be read again. setting: the name of the setting, or
    what of settings it was, a key of SETTINGS; empty for anything else.
    """

    words: str
    entry: Entry | None = None
    taken_out: Entry | None = None
    configuration: bool = False
    setting: str = ""


class TakesPassphrase(InputRefused):
    """What is undone would guard the journal less than usual. ``values``: that, by the names of settings."""

    def __init__(self, values: "Mapping[str, Value]") -> None:
        super().__init__(
            "Nothing was undone: that would guard the journal less than usual. Settings (,) asks for the"
            " passphrase first; press u there."
        )
        self.values = values


class UndoList:
    """Takes back the latest change of whatever kind, and brings it back."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store
        self._agreed = False

    def undo(self, *, whole: bool = False, agreed: bool = False) -> Undone | None:
        """Take back the last thing that was done. ``None``: nothing to undo.

        ``whole``: an import or a merge is taken back even where it was made elsewhere, and not only told of.
        ``agreed``: the passphrase was given just now, for what may guard the journal less. Raises
        TakesPassphrase where it was not.
        """
        self._agreed = agreed
        if many := self._store.undo.ends_in_many:
            name, own = many
            if name not in UNDONE:
                if not (own or whole):
                    article = "An" if name == "import" else "A"
                    command = command_for(self._context.places, "undo")
                    return Undone(f"{article} {name} was the last change; run `{command}` to undo all of it.")
                self._store.back_up(self._context.now(), before="undo")
        return self._step(redo=False)

    def redo(self) -> Undone | None:
        """Do again what was undone last. ``None``: nothing to redo. Raises TakesPassphrase."""
        return self._step(redo=True)

    def _step(self, *, redo: bool) -> Undone | None:
        from companion.store.undo import ManyChanges, NewRecord, SettingChanges

        with self._store.writing():
            found = self._store.undo.pop(redo=redo)
            if found is None:
                return None
            what, step = found
            if isinstance(step, ManyChanges):
                return self._records(what, step, redo) if what in UNDONE else self._all_of(what, step)
            if isinstance(step, SettingChanges):
                return self._settings(what, step, redo)
            if isinstance(step, NewRecord) or (what == "deleted" and redo):
                return self._take_out(what, step, redo)
            if isinstance(step, EveningAnswer):
                return self._answer(what, step, redo)
            return self._entry(what, step, redo)

    def _keep(self, what: str, step: "Step", redo: bool) -> None:
        """Keep the way back from what is done now."""
        self._store.undo.push(what, step, self._context.now_us(), redo=not redo, redone=redo)

    # entries and answers of the evening

    def _take_out(self, what: str, step: "EveningAnswer | Entry | NewRecord", redo: bool) -> Undone:
        """What was new goes, or what was deleted before it was brought back."""
        answer, entry = self._store.checks.get(step.id), self._store.entries.get(step.id)
        record = entry or answer
        if record is None:
            return Undone("Nothing undone: it is gone already.")
        at = self._context.now()
        if answer is not None:
            at = self._context.later_than(answer.updated_at)
            self._store.checks.take_out(step.id)
        else:
            self._store.entries.take_out(step.id)
            for draft in (f"edit:{step.id}", f"story:{step.id}", f"after:{step.id}"):
                self._store.drafts.drop_but_in_use(draft)
        self._store.deleted.put(Tombstone(id=step.id, at=at))
        self._keep(what, record, redo)
        if redo:
            return Undone(f"Redone: {self._called(record)} is deleted again.")
        return Undone(f"Undone: {self._called(record)}.", taken_out=entry)

    def _entry(self, what: str, before: Entry, redo: bool) -> Undone:
        """An entry that lives again, or is as it was before a change; or that is so once more."""
        # Newer than what was undone, so that another device that has it already takes this instead.
        undone = self._store.entries.get(before.id)
        if undone is not None and what == "deleted":
            before = undone  # it lives again already, as another window changed it
        before = self._sequel_as_before(before, undone)
        kept = changed_from(undone or before, before, self._context.now())
        self._store.entries.put(kept)
        self._store.deleted.take_out(before.id)
        if redo and what == "logged":
            self._store.undo.push_new(kept, self._context.now_us(), redone=True)
        else:
            self._keep(what, kept if what == "deleted" or undone is None else undone, redo)
        return Undone(self._said(what, kept, redo), entry=kept)

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

    def _answer(self, what: str, before: EveningAnswer, redo: bool) -> Undone:
        """The answer of an evening as it was, newer than what was undone."""
        now = self._store.checks.get(before.id)
        gone = self._store.deleted.get(before.id)
        later = self._context.later_than(
            before.updated_at, *([now.updated_at] if now else []), *([gone.at] if gone else [])
        )
        kept = replace(before, updated_at=later)
        self._store.checks.put(kept)
        self._store.deleted.take_out(before.id)
        if redo and what == "logged":
            self._store.undo.push_new(kept, self._context.now_us(), redone=True)
        else:
            self._keep(what, kept if what == "deleted" or now is None else now, redo)
        return Undone(self._said(what, kept, redo))

    def _said(self, what: str, kept: Entry | EveningAnswer, redo: bool) -> str:
        """What became of a record that was there before, in a line."""
        called = self._called(kept)
        if what == "starred" and not isinstance(kept, EveningAnswer):
            of = called.partition(" of ")[2]
            became = "" if kept.starred == redo else " is gone" if redo else " is back"
            words = f"the star of {of}{became}"
        else:
            words = f"the change to {called}" if what == "changed" else f"{called} is back"
        return f"{'Redone' if redo else 'Undone'}: {words}."

    def _called(self, record: Entry | EveningAnswer) -> str:
        """A record by its time, without a word of what it says."""
        from companion.model.clock import local_day

        if isinstance(record, EveningAnswer):
            return f"the answer of {record.day.day} {record.day:%B}"
        at = record.occurred_at
        day = local_day(at, self._context.settings.day_start)
        named = "" if day == self._context.today() else f"{day.day} {day:%B}, "
        return f"the {noun_of(record)} of {named}{at:%H:%M}"

    # what is several changes in one

    def _all_of(self, what: str, changes: "ManyChanges") -> Undone:
        """An import or a merge taken back: what still is as it left it is as it was before."""
        from companion.store.many_changes import take_back

        done = take_back(self._store, changes)
        self._context.vocabulary.overlay({})
        Words(self._context).read()  # words that came with it are gone too
        counts = (
            (done.gone, "removed again"),
            (done.back, "back"),
            (done.as_before, "as before"),
            (done.left, "left as they are, as they have changed since"),
        )
        told = ", ".join(f"{count} {words}" for count, words in counts if count)
        return Undone(f"Undone: the {what}. {f'Entries: {told}.' if told else 'No entry changed.'}")

    def _records(self, what: str, changes: "ManyChanges", redo: bool) -> Undone:
        """Stories, experiments or answers as they were, unless they were changed since."""
        from companion.store.many_changes import take_back

        since = self._as_they_stand(changes)
        take_back(self._store, changes)
        if self._as_they_stand(changes) == since:
            return Undone(CHANGED_SINCE)
        for table in ("stories", "experiments"):
            for id, (row, _) in changes.records.get(table, {}).items():
                if row is None:  # so that another device that has it already lets go of it too
                    self._store.deleted.put(Tombstone(id=id, at=self._context.now()))
                else:
                    self._store.deleted.take_out(id)
        turned = {
            table: {id: [after, before] for id, (before, after) in pairs.items()}
            for table, pairs in changes.records.items()
        }
        self._keep(what, changes._replace(records=turned), redo)
        words = UNDONE[what]
        return Undone(f"Redone: {words.partition(';')[0]}." if redo else f"Undone: {words}.")

    def _as_they_stand(self, changes: "ManyChanges") -> list[Story | Experiment | bool | None]:
        """What stands now of the records that were changed."""
        tables = changes.records
        answers = sorted(tables.get("pattern_answers", {}))
        there = [key for key in answers if self._store.answers.get(key) is not None]
        return [
            *(self._store.stories.get(id) for id in tables.get("stories", {})),
            *(self._store.experiments.get(id) for id in tables.get("experiments", {})),
            *(key in there for key in answers),
        ]

    # settings

    def _guard(self, values: Mapping[str, Any]) -> None:
        """Let a setting of the program be set back; what guards the journal less only once it was agreed."""
        from companion.journal.safeguards import Safeguards

        safeguards = Safeguards(self._context)
        weaker = safeguards.would_weaken(values)
        if weaker and not self._agreed:
            raise TakesPassphrase(weaker)
        if weaker:
            safeguards.agree(weaker)

    def _settings(self, what: str, changes: "SettingChanges", redo: bool) -> Undone:
        """Each setting as it was, unless it was changed since."""
        where, pairs = changes
        if where == "configuration":
            self._guard({name: before for name, (before, _) in pairs.items()})
        set_back: Callable[[str, Any, Any], bool] = partial(self._context.set_back, where)
        if where == UNDO_OF_OWN:
            words = Words(self._context)
            if any(before is None and words.blocks(name) for name, (before, _) in pairs.items()):
                noun = "word" if what.startswith("word ") else SETTINGS[what].split()[1]
                return Undone(f"That {noun} is in use; nothing undone.")
            set_back = words.set_back
        done = [name for name, (before, since) in pairs.items() if set_back(name, before, since)]
        if not done:
            return Undone(CHANGED_SINCE)
        self._keep(what, changes._replace(pairs={name: pairs[name] for name in done}).turned(), redo)
        which = SETTINGS.get(what) or " and ".join(
            dict.fromkeys(SETTING_NAMES[name.partition(".")[0]] for name in done)
        )
        said = f"Redone: {which.partition(';')[0]}." if redo else f"Undone: {which}."
        setting = what if what in SETTINGS else done[0].partition(".")[0]
        return Undone(said, configuration=where == "configuration", setting=setting)
