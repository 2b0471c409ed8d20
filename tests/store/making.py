"""Short ways to make an entry, keep it, and see what is there; new journals; and other programs."""

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from companion.model.records import Contents, EveningAnswer, Moment, Reflection, evening_answer_id
from companion.store import merge as merging
from companion.store import open_store
from companion.store.store import Store

BERLIN = timezone(timedelta(hours=1))
EVENING = "2026-03-01T21:40"
PASSPHRASE = "four plain words here"


def at(text: str) -> datetime:
    """A wall-clock time in Berlin's winter, as an aware datetime."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def moment(id: str, when: str, **fields: Any) -> Moment:
    return Moment(
        **{"id": id, "occurred_at": at(when), "recorded_at": at(when), "updated_at": at(when), **fields}
    )


def reflection(id: str, when: str, **fields: Any) -> Reflection:
    return Reflection(
        **{"id": id, "occurred_at": at(when), "recorded_at": at(when), "updated_at": at(when), **fields}
    )


def evening_answer(given: datetime, **fields: Any) -> EveningAnswer:
    """The answer for the day of this time about pulling back after closeness, given at that time."""
    day, pattern = given.date(), "withdraw_after_affection"
    made = {"id": evening_answer_id(day, pattern), "day": day, "pattern": pattern}
    return EveningAnswer(**{**made, "recorded_at": given, "updated_at": given, **fields})


def keep(store: Store, id: str, when: str = EVENING, **fields: Any) -> None:
    """Log a moment."""
    with store.writing():
        store.entries.put(moment(id, when, **fields))


def import_contents(store: Store, contents: Contents) -> merging.ImportCounts:
    """Take contents in, in a transaction."""
    with store.writing():
        return merging.import_contents(store, contents)


def merge(store: Store, contents: Contents) -> merging.ImportCounts:
    """Join contents with the journal, in a transaction."""
    with store.writing():
        return merging.merge(store, contents)


def ids(path: Path, passphrase: str | None = None) -> list[str]:
    """The ids of the entries in a journal's file, in their own order."""
    with closing(open_store(path, create=False, passphrase=passphrase)) as store:
        return sorted(entry.id for entry in store.entries.all())


@cache
def _empty_journal() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        open_store(path).close()
        return path.read_bytes()


@contextmanager
def new_store(label: Callable[[str], str] = str) -> Iterator[Store]:
    """A new journal, for one example of many: in memory where that is offered, its tables there already."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        path = Path(folder) / "journal.db"
        path.write_bytes(_empty_journal())
        with closing(open_store(path, label=label)) as store:
            yield store


class Program:
    """Another program that does ``work``, forked off this one: nothing is imported anew.

    ``work`` is given a way to say something, a line each time. No connection to the journal that it works on
    may be open here when it is made: SQLite would take it for its own.
    """

    def __init__(self, work: Callable[[Callable[[str], None]], object]) -> None:
        out, into = os.pipe()
        self._id = os.fork()
        if self._id == 0:
            os.close(out)
            try:
                work(lambda line: os.write(into, f"{line}\n".encode()) and None)
                os._exit(0)
            except BaseException as error:
                os.write(2, f"{type(error).__name__}: {error}\n".encode())
            finally:
                os._exit(1)
        os.close(into)
        self.lines = os.fdopen(out, encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.lines.close()

    def stop(self, with_signal: signal.Signals = signal.SIGKILL) -> None:
        """End it, at once unless another signal is sent."""
        os.kill(self._id, with_signal)

    def wait(self) -> int:
        """Its exit code, once it has ended; of a killed one, the signal as a negative number."""
        return os.waitstatus_to_exitcode(os.waitpid(self._id, 0)[1])


def said_by(work: Callable[[Callable[[str], None]], object]) -> str:
    """Everything that another program says, which has to end well."""
    with Program(work) as program:
        said = program.lines.read()
        assert program.wait() == 0
    return said
