"""S-26 to S-28: no text about gaps, patterns that can be answered, a week with something good or nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from companion.demo import demo_contents
from companion.journal import Journal, open_journal
from companion.model.clock import Clock, fixed_clock
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.widgets.chart_widget import Drawing
from tests.conftest import SUNDAY_EVENING, ZONE
from tests.tui.diary import write_diary
from tests.tui.screen import text_of

GAP = re.compile(
    r"welcome back|been a while|long time|days? since|last (entry|visit|time you)|in a row|haven't|have not"
    r"|come back|you were away|days? ago|weeks? ago|catch up|keep going|goal|remind",
    re.IGNORECASE,
)
DATES = re.compile(
    r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(Mon?|Tue?|Wed?|Thu?|Fri?|Sat?|Sun?)\b"
    r"|\b(January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|\d+"
)


@contextmanager
def left_for(days: int, places: Places) -> Iterator[Journal]:
    """A diary in which nothing was written for so many days."""
    with open_journal(places, clock=fixed_clock(SUNDAY_EVENING, ZONE)) as journal:
        journal.merging.import_contents(demo_contents(journal.vocabulary, SUNDAY_EVENING, ZONE))
    with open_journal(
        places,
        clock=fixed_clock((SUNDAY_EVENING + timedelta(days=days)).replace(tzinfo=SUNDAY_EVENING.tzinfo)),
    ) as journal:
        yield journal


async def screen_after(days: int, pane: str, places: Places) -> str:
    there = Places(data=places.data / str(days), config=places.data / str(days))
    with left_for(days, there) as journal:
        app = CompanionApp(journal, pane=pane)
        async with app.run_test(size=(80, 40)) as pilot:
            for _ in range(100):
                await pilot.pause()
                before = text_of(app)
                await pilot.pause()
                if "Help" in before and text_of(app) == before:
                    break
            return before


def words_of(said: str) -> list[list[str]]:
    """What is said, row by row, without dates and without the row that shows how close the last days were."""
    return [
        DATES.sub("", row).split() for row in said.splitlines() if not row.strip().startswith("how close")
    ]


@pytest.mark.parametrize("pane", ["today", "week", "reflections", "library"])
async def test_s26_after_sixty_days_it_looks_as_after_one(pane: str, places: Places) -> None:
    """One day and nine weeks later it is a Monday, and nothing but dates is different on the screen."""
    one, many = [await screen_after(days, pane, places) for days in (1, 64)]
    if pane == "today":  # below today's entries stand those of the day before
        one = one.partition("Yesterday, ")[0].rstrip()
        assert one.count("\n") > 10
        many = "\n".join(many.splitlines()[: len(one.splitlines())])
    if pane == "week":  # what follows is counted over the last months, and they are other ones
        one, many = [said.partition("Over the weeks")[0] for said in (one, many)]
    assert words_of(many) == words_of(one)


async def evening_check_after(days: int, places: Places) -> str:
    """All that the panes and the command line say of the check, so many days after the last answer."""
    there = Places(data=places.data / str(days), config=places.data / str(days))
    with left_for(0, there) as journal:
        journal.evening_checks.watch("withdraw_after_affection")
        for back in range(8):
            day = journal.today() - timedelta(days=back)
            journal.evening_checks.answer(day, "withdraw_after_affection", back % 2 == 0, True)
    clock = fixed_clock((SUNDAY_EVENING + timedelta(days=days)).replace(tzinfo=SUNDAY_EVENING.tzinfo))
    seen = []
    with open_journal(there, clock=clock) as journal:
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 40)) as pilot:
            for keys in ("n escape", "a", "left left"):
                await pilot.press(*keys.split())
                await pilot.pause()
                seen.append(text_of(app))
            await pilot.press("escape", "5")
            await pilot.pause()
            app.screen.show_pattern("withdraw_after_affection")  # type: ignore[attr-defined]
            await pilot.press("enter")
            await pilot.pause()
            told = "\n".join(part.drawn(60).plain for part in app.screen.query_one("#pattern").query(Drawing))
            seen.append(told[told.index("In the evening check") :].partition("┃")[0])
    return "\n".join(seen)


async def test_s26_the_evening_check_never_looks_at_days_without_an_answer(places: Places) -> None:
    one, many = [await evening_check_after(days, places) for days in (9, 64)]
    assert "The evening check, yes or no." in one and "Closeness?" in one and "evenings" in one
    assert words_of(many) == words_of(one)
    assert not GAP.search(many)
    assert not re.search(r"streak|missed|skipped|unanswered|forgot|every (day|evening)", many, re.IGNORECASE)


@pytest.mark.parametrize("pane", ["today", "mood", "reflections", "week", "patterns"])
async def test_s26_no_word_about_the_gap(pane: str, places: Places) -> None:
    said = await screen_after(64, pane, places)
    assert [match[0] for match in GAP.finditer(said)] == []


async def test_s27_a_pattern_shows_what_it_rests_on_and_can_be_answered(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        write_diary(journal)
        finding = next(one for one in journal.insight.patterns() if one.state == "holds_up")
        app = CompanionApp(journal, pane="patterns")
        async with app.run_test(size=(100, 80)) as pilot:
            await pilot.pause()
            app.screen.show_pattern(finding.pattern)  # type: ignore[attr-defined]
            await pilot.pause()
            said = " ".join(text_of(app).split())
            k, n, k0, n0 = finding.told_of[1]
            assert f"{k} of {n}" in said
            assert f"{k0} of {n0}" in said
            assert "other times" in said
            page = "\n".join(part.drawn(70).plain for part in app.screen.query_one("#pattern").query(Drawing))
            assert "f fits, m not me, o only with one person" in page
            await pilot.press("enter", "enter")
            await pilot.pause()
            behind = text_of(app)
            assert re.search(r"\b\d+ (Dec|Jan|Feb|Mar)\b.* \d\d:\d\d", behind)
            await pilot.press("escape", "m")
            await pilot.pause()
            assert journal.insight.answers()[-1].answer == "not_me"


async def test_s27_it_says_plainly_when_it_is_not_sure(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        write_diary(journal)
        app = CompanionApp(journal, pane="patterns")
        async with app.run_test(size=(100, 80)) as pilot:
            await pilot.pause()
            for finding in journal.insight.patterns():
                if finding.state in ("counting", "early_sign"):
                    app.screen.show_pattern(finding.pattern)  # type: ignore[attr-defined]
                    await pilot.pause()
                    said = " ".join(text_of(app).split())
                    assert re.search(r"of \d+|nothing|not noted|early sign|counting|so far", said), finding


@pytest.mark.parametrize("kind", ["nothing", "hard", "diary"])
def test_s28_a_week_has_something_good_or_plain_and_may_be_empty(
    kind: str, places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        if kind == "hard":
            for _ in range(4):
                journal.log(triggers=["raised_voices"], responses=["withdrew"], closeness=-2)
        elif kind == "diary":
            write_diary(journal)
        for weeks_ago in range(3):
            week = journal.insight.week(weeks_ago)
            assert week.went_well, weeks_ago
            assert not GAP.search(" ".join(line.text for line in (*week.overview, *week.went_well)))
