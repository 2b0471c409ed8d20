"""What is kept of a long diary between one look at its patterns and the next."""

from datetime import UTC, datetime, timedelta

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.patterns import engine, settled_past
from companion.system.paths import Places
from tests.conftest import SUNDAY_EVENING, ZONE


@pytest.mark.parametrize(("seconds", "undone"), [(-1, True), (0, True), (1, False)])
def test_a_settled_past_is_undone_by_a_moment_up_to_its_very_edge(
    places: Places, monkeypatch: pytest.MonkeyPatch, seconds: int, undone: bool
) -> None:
    for name, short in (("LEAST", 5), ("STEP", 1), ("RESTED_DAYS", 10)):
        monkeypatch.setattr(settled_past, name, short)
    with open_journal(places, clock=Clock(read=lambda: SUNDAY_EVENING, zone=ZONE)) as journal:
        for days_ago in range(30, 0, -1):
            journal.log(when=SUNDAY_EVENING - timedelta(days=days_ago), triggers=["affection_received"])
        journal.insight.patterns()
        analysis = engine.analyse(
            tuple(journal.vocabulary.patterns.values()),
            journal._store.entries.events(),
            as_of=SUNDAY_EVENING,
        )
        assert analysis is not None and analysis.past is not None
        edge = datetime.fromtimestamp(analysis.past.valid_until + seconds, UTC)
        journal.log(when=edge, triggers=["affection_received"])
        assert journal._store._link.value("SELECT count(*) FROM past") == (0 if undone else 1)
