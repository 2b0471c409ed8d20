"""Pages of the library on the command line: tonight, from both seats, and what stays away."""

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from tests.cli.conftest import Run


def said(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("name", "title", "then"),
    [
        (
            "tonight",
            "Tonight, when your partner steps back",
            ["One light question.", "Space.", "My own evening.", "What I know, and what I fill in."],
        ),
        (
            "tonight-pulling-away",
            "Tonight, when you feel yourself pulling away",
            [
                "Stepping back can also be healthy",
                "You do not have to come closer tonight",
                "How much distance",
            ],
        ),
    ],
)
def test_a_page_for_tonight_asks_first_whether_it_feels_safe(
    name: str, title: str, then: list[str], run: Run, places: Places
) -> None:
    ran = run("card", name)
    assert (ran.code, ran.err) == (0, "")
    order = [
        said(ran.out).index(words) for words in (title, "First: does it feel safe", "Safety page", *then)
    ]
    assert order == sorted(order)
    assert "*" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 78
    assert not places.data.exists()  # it needs no journal, and makes none


@pytest.mark.parametrize(
    "name", ["card_tonight", "tonight_pulling_away", "card-tonight-pulling-away", "fault-finding"]
)
def test_a_page_is_found_by_its_name_with_strokes_or_without(name: str, run: Run) -> None:
    assert run("card", name).code == 0


def test_they_are_listed_after_the_pages_on_safety(run: Run) -> None:
    listed = run("card").out
    order = [listed.index(word) for word in ("card_safety", "card_tonight", "card_how_it_works")]
    assert order == sorted(order)


def test_in_quiet_mode_they_stay_away_and_the_page_on_safety_is_named(
    run: Run, places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.set_quiet(True)
    for name in ("tonight", "tonight-pulling-away", "reaching", "fault-finding", "over_reading"):
        ran = run("card", name)
        assert (ran.code, ran.out) == (1, "")
        assert "companion card safety" in ran.err
    assert "tonight" not in run("card").out
    assert run("card", "safety").code == 0
