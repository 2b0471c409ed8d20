"""Asking about days: one sitting, corrected for all that was asked in it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused
from companion.model.records import Contents, Feeling, Moment
from companion.system.paths import Places

DAYS = 36


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    """On every third day a deep conversation, closer than the others by a point; tags that say nothing."""
    with open_journal(places, clock=clock) as opened:
        for n in range(DAYS):
            talk = n % 3 == 0
            opened.log(
                when=clock.now() - timedelta(days=n, hours=1),
                triggers=["deep_talk" if talk else "ordinary_moment"],
                closeness=(n * 7 % 4) - 1 + talk,
                feelings=[Feeling(mood=("calm", "anxious", "content", "bored")[n * 5 % 4])],
                tags=[f"t{n % 5}"],
                person="Kim" if n % 4 == 3 else "default",
            )
        yield opened


def test_a_later_question_makes_the_earlier_answer_less_sure(journal: Journal) -> None:
    sitting = journal.insight.day_sitting()
    assert sitting.answers() == () and sitting.asked == 0
    sitting.ask("deep_talk")
    ((subject, (closeness, feeling)),) = sitting.answers()
    assert subject.label == "A deep conversation" and (closeness.n, closeness.n0) == (12, 24)
    assert closeness.told and not feeling.told
    for n in range(5):
        sitting.ask(f"#t{n}")
    sitting.ask("deep_talk")  # asked again it is no second question
    assert sitting.asked == 6
    again = sitting.answers()[0].comparisons[0]
    assert again.difference == closeness.difference
    assert again.q is not None and closeness.q is not None and again.q > closeness.q
    # The next sitting begins with nothing asked.
    fresh = journal.insight.day_sitting()
    fresh.ask("deep_talk")
    assert fresh.answers()[0].comparisons[0] == closeness


def test_what_is_logged_meanwhile_is_in_the_next_answer(journal: Journal, clock: Clock) -> None:
    sitting = journal.insight.day_sitting()
    sitting.ask("deep_talk")
    journal.log(when=clock.now() - timedelta(days=DAYS), triggers=["deep_talk"], closeness=3)
    assert sitting.answers()[0].comparisons[0].n == 13


def test_as_of_an_earlier_day_and_of_one_person_alone(journal: Journal) -> None:
    earlier = journal.insight.day_sitting(journal.today() - timedelta(days=18))
    earlier.ask("deep_talk")
    assert earlier.answers()[0].comparisons[0].n == 6
    kim = journal.insight.day_sitting(person="Kim")
    kim.ask("deep_talk")
    (closeness, _) = kim.answers()[0].comparisons
    assert (closeness.n, closeness.n0) == (3, 6) and closeness.needed == "3 of 6"


def test_a_person_can_be_asked_about(journal: Journal) -> None:
    sitting = journal.insight.day_sitting()
    assert sitting.ask("Kim").kind == "with whom"
    assert sitting.answers()[0].comparisons[0].n == DAYS // 4


def test_words_of_ones_own_are_found_like_the_others(journal: Journal, clock: Clock) -> None:
    own = journal.words.add("trigger", "Paddled the river")
    journal.log(when=clock.now(), triggers=[own])
    sitting = journal.insight.day_sitting()
    assert sitting.ask(own).label == "Paddled the river"


def test_quiet_mode_says_nothing_of_closeness_and_leaves_out_what_asks_about_it(journal: Journal) -> None:
    sitting = journal.insight.day_sitting()
    sitting.ask("deep_talk")
    sitting.ask("#t1")
    journal.set_quiet(True)
    ((subject, comparisons),) = sitting.answers()
    assert subject.id == "#t1" and [one.measure for one in comparisons] == ["feeling"]
    with pytest.raises(InputRefused, match="quiet mode"):
        sitting.ask("deep_talk")


def test_fear_and_what_is_not_known_are_refused(journal: Journal) -> None:
    sitting = journal.insight.day_sitting()
    with pytest.raises(
        InputRefused, match="'felt_afraid' cannot be asked about; moments when you felt afraid"
    ):
        sitting.ask("felt_afraid")
    with pytest.raises(InputRefused, match="'zebra' is not known"):
        sitting.ask("zebra")
    assert sitting.asked == 0


def test_a_wider_scale_from_elsewhere_is_drawn_wider(journal: Journal, clock: Clock) -> None:
    assert journal.insight.day_sitting().scale == 3
    at = clock.now() - timedelta(days=50)
    wide = Moment(
        id="w", occurred_at=at, recorded_at=at, updated_at=at, triggers=("deep_talk",), closeness=-8
    )
    journal.merging.import_contents(Contents(moments=(wide,)))
    assert journal.insight.day_sitting().scale == 10
