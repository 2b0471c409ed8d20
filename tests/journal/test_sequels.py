"""And afterwards? behind the faces: which moment is asked about, once, and what an answer does."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from companion.exchange import journal_json
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused, NoRoom, NothingFound
from companion.model.records import Moment, Sequel
from companion.model.vocabulary import load_vocabulary
from companion.system.paths import Places
from tests.conftest import SUNDAY_EVENING, Hands


@pytest.fixture
def clock(hands: Hands) -> Clock:
    return hands.clock


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as opened:
        yield opened


def ago(journal: Journal, hours: float, *triggers: str, **more: object) -> Moment:
    when = journal.clock.now() - timedelta(hours=hours)
    return journal.log(triggers=triggers or ("disagreement",), when=when, **more)  # type: ignore[arg-type]


def offered(journal: Journal) -> str | None:
    found = journal.sequels.offer()
    return None if found is None else found.id


def sequel_of(journal: Journal, id: str) -> Sequel | None:
    entry = journal.timeline.entry(id)
    assert isinstance(entry, Moment)
    return entry.sequel


def synced(one: Journal, other: Journal) -> None:
    """Both devices take in the other's journal."""
    for here, there in ((one, other), (other, one)):
        here.merging.merge(there.merging.contents())


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"triggers": ["slow_reply"]}, True),
        ({"triggers": ["raised_voices"]}, True),
        ({"partner_acts": ["pb_withdrew"]}, True),
        ({"partner_acts": ["pb_criticised"]}, True),
        ({"partner_acts": ["pb_repaired"]}, True),
        ({"responses": ["pursued"]}, True),
        ({"responses": ["withdrew"]}, True),
        ({"responses": ["repaired"]}, True),
        ({"responses": ["paused_and_returned"]}, True),
        ({"triggers": ["affection_received"], "responses": ["accepted_affection"]}, False),
        ({"triggers": ["ordinary_moment"], "partner_acts": ["pb_warm"], "urges": ["withdrew"]}, False),
        ({"triggers": ["something of my own"]}, False),
    ],
)
def test_distance_conflict_protest_and_repair_are_asked_about(
    journal: Journal, fields: dict[str, list[str]], asked: bool
) -> None:
    id = journal.log(when=journal.clock.now() - timedelta(hours=20), **fields).id  # type: ignore[arg-type]
    assert offered(journal) == (id if asked else None)


@pytest.mark.parametrize(
    ("minutes", "asked"), [(6 * 60 - 1, False), (6 * 60, True), (48 * 60, True), (48 * 60 + 1, False)]
)
def test_from_6_to_48_hours_after(journal: Journal, minutes: int, asked: bool) -> None:
    ago(journal, minutes / 60)
    assert (offered(journal) is not None) is asked


def test_a_start_with_nothing_to_offer_reads_no_more_of_the_words_than_before(
    places: Places, clock: Clock
) -> None:
    words = load_vocabulary()
    with open_journal(places, clock=clock, vocabulary=words) as journal:
        ago(journal, 100)
        before = set(vars(words))
        assert offered(journal) is None
        assert set(vars(words)) == before


def test_it_is_offered_once_in_one_window_and_never_again(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as one:
        id = ago(one, 20).id
        assert offered(one) == offered(one) == id
        with open_journal(places, clock=clock) as second:
            assert offered(second) is None
        assert offered(one) == id
    with open_journal(places, clock=clock) as next_day:
        assert offered(next_day) is None
        found = next_day.sequels.on_offer()
        assert found is not None and found.id == id  # whoever asks for it may still answer


def test_a_window_that_was_locked_goes_on_asking(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        id = ago(journal, 20).id
        assert offered(journal) == id
        session = journal.session
    with open_journal(places, clock=clock) as journal:
        journal.go_on(session)
        assert offered(journal) == id


def test_skipping_is_final_and_lets_the_others_wait_for_another_opening(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        first, second = ago(journal, 30).id, ago(journal, 20, "slow_reply").id
        assert offered(journal) == first
        journal.sequels.skip(first)
        assert offered(journal) is None
        assert sequel_of(journal, first) is None
    with open_journal(places, clock=clock) as journal:
        assert offered(journal) == second
        journal.sequels.answer(second, closer=1)
        assert offered(journal) is None and journal.sequels.on_offer() is None


def test_after_an_answer_the_next_one_is_asked_about(journal: Journal) -> None:
    first, second = ago(journal, 30).id, ago(journal, 20, "slow_reply").id
    assert offered(journal) == first
    journal.sequels.answer(first, closer=0)
    assert offered(journal) == second


def test_what_was_offered_or_skipped_on_one_device_is_not_asked_on_another(
    tmp_path: Path, clock: Clock
) -> None:
    one, other = (Places(data=tmp_path / name, config=tmp_path / name) for name in ("one", "other"))
    with open_journal(one, clock=clock) as here, open_journal(other, clock=clock) as there:
        skipped, seen = ago(here, 30).id, ago(here, 20).id
        synced(here, there)
        assert offered(here) == skipped
        here.sequels.skip(skipped)
        assert offered(there) == skipped  # it has not heard of it yet
        synced(here, there)
        assert there.sequels.on_offer() is not None and there.sequels.on_offer().id == seen  # type: ignore[union-attr]
    for place in (one, other):
        with open_journal(place, clock=clock) as opened:
            assert offered(opened) == seen
            opened.sequels.skip(seen)
            assert opened.sequels.on_offer() is None


def test_an_import_brings_what_was_offered_too(tmp_path: Path, clock: Clock, journal: Journal) -> None:
    place = Places(data=tmp_path / "other", config=tmp_path / "other")
    with open_journal(place, clock=clock) as other:
        other.log(triggers=["ordinary_moment"])
        ago(journal, 20)
        assert offered(journal) is not None
        other.merging.import_contents(journal.merging.contents())
        assert offered(other) is None


def test_in_quiet_mode_nothing_is_asked_and_nothing_can_be_said(journal: Journal) -> None:
    id = ago(journal, 20).id
    journal.set_quiet(True)
    assert offered(journal) is None and journal.sequels.on_offer() is None
    assert not journal.sequels.may_be_answered(journal.timeline.entry(id))
    with pytest.raises(InputRefused, match="nothing is asked about afterwards in quiet mode"):
        journal.sequels.answer(id, closer=1)
    assert journal.insight.sequels() == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"triggers": ["felt_afraid"]},
        {"partner_acts": ["pb_controlling"]},
        {"partner_acts": ["pb_threatening"]},
        {"responses": ["self_protected"]},
        {"urges": ["self_protected"]},
    ],
)
def test_where_danger_was_noted_nothing_is_asked_for_two_days(
    journal: Journal, hands: Hands, fields: dict[str, list[str]]
) -> None:
    """Also once quiet mode was turned off by hand, and about the moments beside it."""
    beside = ago(journal, 20).id
    danger = journal.log(
        when=hands.at - timedelta(hours=19),
        **{"triggers": ["disagreement"], **fields},  # type: ignore[arg-type]
    )
    journal.set_quiet(False)
    assert offered(journal) is None
    assert not journal.sequels.may_be_answered(danger)
    with pytest.raises(InputRefused, match="this entry is not asked about"):
        journal.sequels.answer(danger.id, closer=1)
    hands.at += timedelta(hours=30)
    assert offered(journal) is None  # the one beside it is too old by now
    assert beside != danger.id


def test_words_that_say_someone_is_in_danger_are_never_met_with_a_question(journal: Journal) -> None:
    id = ago(journal, 20, note="He hit me and I am afraid of him").id
    assert journal.entries.page_to_offer(journal.timeline.entry(id)) is not None
    assert offered(journal) is None
    with pytest.raises(InputRefused, match="nothing is asked about this moment"):
        journal.sequels.answer(id, closer=1)


def test_an_answer_has_its_own_time_and_can_be_changed_for_a_week(journal: Journal, hands: Hands) -> None:
    id = ago(journal, 20).id
    hands.at += timedelta(hours=4)
    journal.sequels.answer(id[:8], closer=-1, about_it="sorry", note=" we slept on it ")
    assert sequel_of(journal, id) == Sequel(at=hands.at, closer=-1, about_it="sorry", note="we slept on it")
    before = sequel_of(journal, id)
    hands.at += timedelta(minutes=1)
    journal.sequels.answer(id, closer=-1, about_it="sorry", note="we slept on it")
    assert sequel_of(journal, id) == before  # the same again is no change
    hands.at += timedelta(days=5)
    journal.sequels.answer(id, closer=1, about_it="relieved")
    assert sequel_of(journal, id) == Sequel(at=hands.at, closer=1, about_it="relieved")
    hands.at += timedelta(days=2)
    with pytest.raises(InputRefused, match="can be answered from 6 hours to 7 days after it"):
        journal.sequels.answer(id, closer=0)


def test_what_cannot_be_meant_is_refused_by_name(journal: Journal) -> None:
    id, young = ago(journal, 20).id, ago(journal, 2).id
    for wrong in (2, True):
        with pytest.raises(InputRefused, match=rf"now: {wrong} is not valid; use 1 \(closer\), 0"):
            journal.sequels.answer(id, closer=wrong)
    with pytest.raises(InputRefused, match="about: 'glad' is not valid; use relieved, all_right"):
        journal.sequels.answer(id, about_it="glad")
    with pytest.raises(InputRefused, match="nothing was given"):
        journal.sequels.answer(id, note="  ")
    with pytest.raises(InputRefused, match="from 6 hours"):
        journal.sequels.answer(young, closer=1)
    with pytest.raises(NothingFound):
        journal.sequels.answer("no such id", closer=1)
    assert sequel_of(journal, id) is None


def test_undo_takes_an_answer_back_on_every_device(tmp_path: Path, clock: Clock) -> None:
    one, other = (Places(data=tmp_path / name, config=tmp_path / name) for name in ("one", "other"))
    with open_journal(one, clock=clock) as here, open_journal(other, clock=clock) as there:
        id = ago(here, 20).id
        here.sequels.answer(id, closer=1, note="tea")
        there.merging.merge(here.merging.contents())
        assert sequel_of(there, id) == sequel_of(here, id)
        assert here.entries.undo() is not None
        taken_back = sequel_of(here, id)
        assert taken_back is not None and not taken_back.says_something
        synced(here, there)
        assert sequel_of(there, id) == taken_back
        assert offered(there) is None
        assert not here.timeline.search("tea") and not there.timeline.search("tea")


def test_a_change_is_undone_to_what_was_said_before(journal: Journal) -> None:
    id = ago(journal, 20).id
    journal.sequels.answer(id, closer=1, note="tea")
    journal.sequels.answer(id, closer=-1)
    journal.entries.undo()
    found = sequel_of(journal, id)
    assert found is not None and (found.closer, found.note) == (1, "tea")


@pytest.mark.parametrize("answered_first", [True, False])
def test_an_edit_elsewhere_does_not_lose_what_was_said(
    tmp_path: Path, hands: Hands, clock: Clock, answered_first: bool
) -> None:
    one, other = (Places(data=tmp_path / name, config=tmp_path / name) for name in ("one", "other"))
    with open_journal(one, clock=clock) as here, open_journal(other, clock=clock) as there:
        id = ago(here, 20).id
        synced(here, there)
        for step in (True, False) if answered_first else (False, True):
            hands.at += timedelta(minutes=1)
            if step:
                here.sequels.answer(id, closer=1)
            else:
                there.entries.star(id)
        synced(here, there)
        for journal in (here, there):
            found = sequel_of(journal, id)
            assert found is not None and found.closer == 1
            assert journal.timeline.entry(id).starred is answered_first  # as with any two edits


def test_a_deleted_moment_comes_back_with_what_was_said_of_it(
    tmp_path: Path, hands: Hands, clock: Clock
) -> None:
    one, other = (Places(data=tmp_path / name, config=tmp_path / name) for name in ("one", "other"))
    with open_journal(one, clock=clock) as here, open_journal(other, clock=clock) as there:
        id = ago(here, 20).id
        here.sequels.answer(id, closer=1)
        here.entries.delete(id)
        there.merging.merge(here.merging.contents())
        assert there.timeline.count() == 0
        hands.at += timedelta(minutes=1)
        here.entries.undo()
        synced(here, there)
        for journal in (here, there):
            found = sequel_of(journal, id)
            assert found is not None and found.closer == 1


def test_an_export_holds_it_and_gives_it_back_to_the_letter(
    tmp_path: Path, clock: Clock, journal: Journal
) -> None:
    id = ago(journal, 20).id
    assert "sequel" not in json.loads(journal_json.dumps(journal.merging.contents()))["moments"][0]
    journal.sequels.answer(id, closer=0, about_it="all_right", note="fine")
    text = journal_json.dumps(journal.merging.contents())
    (written,) = json.loads(text)["moments"]
    at = SUNDAY_EVENING.isoformat()
    assert written["sequel"] == {"at": at, "closer": 0, "about_it": "all_right", "note": "fine"}
    place = Places(data=tmp_path / "other", config=tmp_path / "other")
    with closing(open_journal(place, clock=clock)) as other:
        other.merging.import_contents(journal_json.loads(text))
        assert journal_json.dumps(other.merging.contents()) == text


def test_where_it_could_not_be_kept_that_it_was_offered_nothing_is(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ago(journal, 20)

    def full(*_: object) -> None:
        raise NoRoom("no room")

    with monkeypatch.context() as disk:
        disk.setattr(journal._store.values, "set_settings", full)
        assert offered(journal) is None
    assert offered(journal) is not None
