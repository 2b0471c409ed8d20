"""If-then experiments and their tries."""

from dataclasses import replace
from typing import TYPE_CHECKING

from companion.journal.context import Context
from companion.model.errors import InputRefused, NothingFound
from companion.model.records import Experiment, Try, new_id

if TYPE_CHECKING:
    from companion.model.vocabulary import Practice


class Experiments:
    """Self-written if-then experiments, one at a time, with each chance to try them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def start(self, *, pattern: str | None = None, exercise: str | None = None, if_then: str) -> Experiment:
        """Start an experiment, which can be undone. Raises InputRefused without an if-then."""
        if not if_then.strip():
            raise InputRefused("experiment: write it as one sentence: If ..., then I ...")
        found = Experiment(
            id=new_id(), pattern=pattern, exercise=exercise, if_then=if_then, started_at=self._context.now()
        )
        with self._store.writing():
            self._store.experiments.put(found)
            self._context.keep_undo("experiment", None, found, ())
        return found

    def add_try(self, id: str, did: bool, moment: str | None = None, note: str = "") -> Experiment:
        """Note a chance to try an experiment, and whether it was tried; it can be undone.

        Raises NothingFound.
        """
        with self._store.writing():
            before = self._existing(id)
            tries = (*before.tries, Try(at=self._context.now(), did=did, moment=moment, note=note))
            return self._change("try", before, replace(before, tries=tries))

    def end(self, id: str) -> Experiment:
        """End an experiment, which can be undone. Raises NothingFound."""
        with self._store.writing():
            before = self._existing(id)
            return self._change("experiment ended", before, replace(before, ended_at=self._context.now()))

    def _change(self, what: str, before: Experiment, after: Experiment) -> Experiment:
        self._store.experiments.put(after)
        self._context.keep_undo(what, before, after, [chance.moment for chance in after.tries])
        return after

    def all(self) -> list[Experiment]:
        """All experiments, by the time they began."""
        return self._store.experiments.all()

    def under_way(self) -> Experiment | None:
        """The experiment under way, the latest of several; in quiet mode, of those that may be shown."""
        shown = [
            experiment
            for experiment in self.all()
            if experiment.ended_at is None and not self._held_back(experiment.exercise)
        ]
        return shown[-1] if shown else None

    def on_offer(self) -> dict[str, "Practice"]:
        """The practices an experiment can start with, by id; in quiet mode not all of them."""
        practices = self._context.vocabulary.practices
        return {id: row for id, row in practices.items() if not (row.deprecated or self._held_back(id))}

    def _held_back(self, practice: str | None) -> bool:
        row = self._context.vocabulary.practices.get(practice or "")
        return self._context.quiet and row is not None and not row.shown_when_quiet

    def _existing(self, id: str) -> Experiment:
        found = self._store.experiments.get(id)
        if found is None:
            raise NothingFound(f"there is no experiment with the id {id!r}")
        return found
