"""A journal that is closed: what still belongs to it, for whoever holds on to it."""

import gc
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.paths import Places

CANARY = "kanarienvogel"


def held_by(journal: Journal) -> Iterator[Any]:
    """All that is reached from a journal, but for what belongs to the program."""
    seen: set[int] = set()
    waiting: list[Any] = [journal]
    while waiting:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, type | ModuleType):
            continue
        seen.add(id(each))
        yield each
        waiting += each.__closure__ or () if isinstance(each, FunctionType) else gc.get_referents(each)


def words_in(journal: Journal) -> list[str]:
    return [each for each in held_by(journal) if isinstance(each, str) and CANARY in each]


def kinds_in(journal: Journal) -> set[str]:
    return {type(each).__name__ for each in held_by(journal)}


def test_a_journal_that_was_closed_holds_nothing_of_the_diary(places: Places, clock: Clock) -> None:
    journal = open_journal(places, clock=clock)
    journal.change_settings(partner_name=CANARY)
    own = journal.words.add("trigger", f"a {CANARY}", like="affection_received")
    journal.log(triggers=[own], note=CANARY, tags=[CANARY], person=CANARY)
    journal.drafts.keep("moment", {"note": CANARY})
    journal.insight.week()
    journal.insight.patterns()
    journal.insight.measures()
    assert journal.timeline.search(CANARY)
    journal.stories.all()
    assert words_in(journal) and "Finding" in kinds_in(journal)
    journal.close(keep_undo=True)
    assert words_in(journal) == []
    assert not {"CodedEvent", "Finding", "Settings", "Trigger"} & kinds_in(journal)
    assert journal.standing and journal.session and journal.places == places
