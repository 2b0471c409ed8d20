"""If-then experiments and their tries."""

from dataclasses import replace

from companion.journal.context import Context
from companion.model.errors import InputRefused, NothingFound
from companion.model.records import Experiment, Try, new_id


class Experiments:
    """Self-written if-then experiments, one at a time, with each chance to try them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def start(self, *, pattern: str | None = None, exercise: str | None = None, if_then: str) -> Experiment:
        """Begin an experiment. Raises InputRefused without an if-then."""
        if not if_then.strip():
            raise InputRefused("if_then: an experiment needs its sentence, in the form: if ..., then I ...")
        found = Experiment(
            id=new_id(), pattern=pattern, exercise=exercise, if_then=if_then, started_at=self._context.now()
        )
        with self._store.writing():
            self._store.experiments.put(found)
        return found

    def add_try(self, id: str, did: bool, moment: str | None = None, note: str = "") -> Experiment:
        """Note a chance to try an experiment, and whether it was tried. Raises NothingFound."""
        with self._store.writing():
            found = self._existing(id)
            tries = (*found.tries, Try(at=self._context.now(), did=did, moment=moment, note=note))
            found = replace(found, tries=tries)
            self._store.experiments.put(found)
        return found

    def end(self, id: str) -> Experiment:
        """End an experiment. Raises NothingFound."""
        with self._store.writing():
            found = replace(self._existing(id), ended_at=self._context.now())
            self._store.experiments.put(found)
        return found

    def all(self) -> list[Experiment]:
        """All experiments, by the time they began."""
        return self._store.experiments.all()

    def _existing(self, id: str) -> Experiment:
        found = self._store.experiments.get(id)
        if found is None:
            raise NothingFound(f"there is no experiment with the id {id!r}")
        return found
