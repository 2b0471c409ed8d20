"""A journal of an earlier version is brought up to date by one program, while nobody else has it open."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from time import sleep

import pytest

from companion.journal import open_journal
from companion.model.errors import JournalBusy
from companion.store import updating
from companion.store.connection import Link
from companion.store.integrity import damage
from companion.store.migrations import NAMES
from companion.system.paths import Places
from tests.store.making import Program
from tests.store.released import CLOCK, FOLDER


@pytest.fixture(autouse=True)
def earlier(places: Places) -> None:
    """The journal is of an earlier version."""
    places.data.mkdir()
    shutil.copy(FOLDER / "schema-5.db", places.journal)


@contextmanager
def another_process(journal: Path) -> Iterator[None]:
    """It has read the journal, and holds it open."""

    def work(say: Callable[[str], None]) -> None:
        with closing(Link(journal, create=False)) as link:
            link.value("SELECT count(*) FROM entries")
            say("open")
            sleep(60)

    with Program(work) as program:
        assert program.lines.readline() == "open\n"
        yield
        program.stop()
        program.wait()


def test_while_another_program_has_it_open_a_journal_of_an_earlier_version_stays_as_it_is(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "BUSY_MS", 300)
    before = places.journal.read_bytes()
    with another_process(places.journal):
        with pytest.raises(JournalBusy, match="close that, then try again"):
            open_journal(places, clock=CLOCK)
        assert places.journal.read_bytes() == before
        assert not (places.data / "backups").exists()
    open_journal(places, clock=CLOCK).close()
    with another_process(places.journal), open_journal(places, clock=CLOCK) as journal:
        journal.log(note="brought up to date, it may be open twice")


def test_several_programs_that_start_at_once_all_get_the_updated_journal(places: Places) -> None:

    def work(say: Callable[[str], None]) -> None:
        with open_journal(places, clock=CLOCK) as journal:
            say(f"{journal.timeline.count()}")
            sleep(0.5)  # it stays open while the others come

    with ExitStack() as stack:
        programs = [stack.enter_context(Program(work)) for _ in range(4)]
        said = [program.lines.read() for program in programs]
        assert [program.wait() for program in programs] == [0, 0, 0, 0]
    assert len(set(said)) == 1
    with closing(Link(places.journal, create=False)) as link:
        assert damage(link) == []
        assert link.value("PRAGMA user_version") == len(NAMES)
