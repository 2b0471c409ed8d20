"""Patterns, used: reading what stands out, looking at the moments behind, and answering back."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from companion.demo import demo_contents
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Settings
from companion.model.vocabulary import load_vocabulary
from companion.patterns.findings import Contrast, Finding
from companion.review.drawing import plain, width_of
from companion.review.pattern_page import PatternPage, apart
from companion.review.ring_drawing import ring
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.choose_person import ChoosePersonScreen
from companion.tui.screens.custom_vocabulary import CustomPatternScreen
from companion.tui.screens.evidence import EvidencePane
from companion.tui.screens.experiment import BeginScreen
from companion.tui.screens.library_page import LibraryPageScreen
from companion.tui.screens.pattern_evidence import PatternEvidencePane
from companion.tui.screens.patterns import PatternsPane
from companion.tui.widgets.chart_widget import Drawing
from companion.tui.widgets.row_list import RowList
from tests.tui.diary import write_diary
from tests.tui.screen import text_of

HOSTILE = "[bold]Kim[/] [@click=app.quit]x[/] \x1b[31m \u202etxt"


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        write_diary(journal)
        yield journal


def rows(app: CompanionApp, list_id: str = "#pattern-list") -> list[str]:
    """The rows of a list as a person reads them, headings too."""
    listing = app.screen.query_one(list_id, OptionList)
    return [str(getattr(option.prompt, "plain", option.prompt)).strip() for option in listing.options]


def page(app: CompanionApp) -> str:
    """All of the page of a pattern, whatever of it is in sight."""
    return "\n".join(part.drawn(60).plain for part in app.screen.query_one("#pattern").query(Drawing))


async def go_to(pilot: Pilot[None], title: str) -> None:
    """Put the cursor on the row with this title."""
    listing = pilot.app.screen.query_one("#pattern-list", RowList)
    found = [
        n for n, option in enumerate(listing.options) if title in str(getattr(option.prompt, "plain", ""))
    ]
    listing.highlighted = found[0]
    await pilot.pause()


async def test_what_stands_out_comes_first_and_what_rests_last(journal: Journal) -> None:
    journal.insight.answer("fight_after_closeness", "not_me")
    async with CompanionApp(journal, pane="patterns").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = rows(pilot.app)
        headings = [
            "Worth a look", "What goes well", "Also counted",
            "Too early to say", "No difference so far", "Hidden for now",
        ]  # fmt: skip
        assert [row for row in shown if row in headings] == headings
        assert "Pulling back after closeness" in shown[1]
        # What was tested: the entries themselves, and the same of the other moments under it.
        first, second = shown[1].splitlines()
        assert first.split()[-5:] == ["closeness", "━━━━━━━╸──────────", "6", "of", "14"]
        assert second.split()[:3] == ["clear", "so", "far"] and second.split()[-2:] == ["of", "55"]
        assert "Arguing after closeness" in shown[-3]
        assert shown[-1] == "+ A pattern of your own"
        # All of the catalogue is there, once, and what is counted beside it under its own heading.
        beside = shown[shown.index("Also counted") : shown.index("Too early to say")]
        assert len([row for row in shown[:-1] if row and row not in (*headings, *beside)]) == len(
            journal.vocabulary.patterns
        )


async def test_the_state_is_said_in_words_and_by_a_sign(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = rows(pilot.app)
        assert any(row.startswith("● ") and "clear so far" in row for row in shown)
        assert any(row.startswith("○ ") and "no difference so far" in row for row in shown)
        assert any(row.startswith("· ") and row.endswith("○○○○○○ 0 of the 6 needed") for row in shown)


async def test_a_page_tells_counts_comparison_delay_and_the_calm_line(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        told = " ".join(page(pilot.app).split())
        # The counts are those that were tested: of all moments of closeness, in the entry itself.
        assert "You noted pulling back in 6 of 14 close moments. At other times: 0 of 55." in told
        finding = next(one for one in journal.insight.patterns() if one.pattern == "withdraw_after_affection")
        kind, (k, n, k0, n0) = finding.told_of
        assert kind == "same_moment"
        assert f"{k} of {n}" in told and f"{k0} of {n0}" in told
        assert "more in every 100 than at other times" in told
        assert "in the same entry" in told and "hours later" in told
        assert "Stepping back can also be healthy" in told
        assert "F2" in told
        assert "could not be followed" in told


async def test_side_by_side_from_100_columns_and_one_at_a_time_below(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        listing, detail = pilot.app.screen.query_one("#pattern-list"), pilot.app.screen.query_one("#pattern")
        assert listing.region.width > 0 and detail.region.x >= listing.region.right
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert listing.display and not detail.display
        await pilot.press("enter")
        await pilot.pause()
        assert detail.display and not listing.display
        await pilot.press("escape")
        await pilot.pause()
        assert listing.display and not detail.display and pilot.app.focused is listing


async def test_enter_opens_a_block_for_each_occasion_and_what_followed(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PatternEvidencePane)
        shown = rows(pilot.app, "#behind")
        assert "6 of 14 in the same entry" in shown
        assert any(
            row.startswith("Four times, it was noted in a later entry only; not in this count")
            for row in shown
        )
        assert any("With later entries, within 48 hours: 8 of 11" in row for row in shown)
        assert any(row.startswith("How this is counted") and "Looked for:" in row for row in shown)
        counted = [row for row in shown if row.startswith("● ")]
        later = [row for row in shown if row.startswith("• ")]
        assert len(counted) == 6 + sum(row.startswith("At other times") for row in shown)
        assert all("╰─ in the same entry: ‹ pulled away" in row for row in counted[:6])
        assert len(later) == 4 and all("hours later, " in row and "‹ got busy" in row for row in later)
        # A block opens to the whole of its entries and closes again.
        before = sum("closeness" in row for row in shown)
        await pilot.press("enter")
        await pilot.pause()
        opened = rows(pilot.app, "#behind")
        assert sum("closeness" in row for row in opened) == before + 1
        assert any("in the same entry" in row for row in opened)
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PatternsPane)


async def test_an_entry_is_changed_where_it_stands_and_the_counts_follow(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        pane = pilot.app.screen
        assert isinstance(pane, PatternEvidencePane)
        entry = pane.entry_in_hand()
        assert entry is not None
        journal.entries.amend(replace(entry, responses=("stayed_present",)))
        pilot.app.tell_changed()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "5 of 14 in the same entry" in rows(pilot.app, "#behind")
        # Answers are given here too.
        await pilot.press("f")
        await pilot.pause()
        assert journal.insight.answers()[-1].answer == "fits"
        assert pilot.app.screen is pane


async def test_the_cursor_goes_along_the_occasions_and_the_pair_stands_below(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        along = pilot.app.screen.query_one("#pattern-along", Drawing)
        told = along.drawn(60).plain
        assert told.count("[") == 1 and "in the same entry: " in told
        await pilot.press("left")
        await pilot.pause()
        assert along.drawn(60).plain != told and along.drawn(60).plain.count("[") == 1
        assert along.drawn(60).plain.index("[") < told.index("[")
        await pilot.press("right")
        await pilot.pause()
        assert along.drawn(60).plain == told
        # A click takes the one under it, and past the ends there is nothing to go to.
        await pilot.click("#pattern-along", offset=(1, 1))
        assert along.drawn(60).plain.splitlines()[1].startswith("[")
        await pilot.press("left", "left")
        assert along.drawn(60).plain.splitlines()[1].startswith("[")


async def test_with_much_room_all_pairs_stand_in_a_third_column(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(200, 50)) as pilot:
        await pilot.pause()
        pairs = pilot.app.screen.query_one("#pattern-pairs", RowList)
        assert pairs.display and pairs.option_count == 14
        at = pairs.highlighted
        assert at is not None
        await pilot.press("left")
        await pilot.pause()
        assert pairs.highlighted == at - 1
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert not pairs.display


@pytest.mark.parametrize(("size", "keys"), [((120, 40), ["5"]), ((80, 24), ["5", "enter"])])
async def test_why_a_pattern_is_told_is_two_keys_away_or_three(
    size: tuple[int, int], keys: list[str], journal: Journal
) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        told = text_of(app)
        assert "You noted pulling back in 6 of 14 close moments" in told and "these times" in told
        await pilot.press("enter")
        await pilot.pause()
        assert "6 of 14 in the same entry" in text_of(app)
        assert len(keys) + 1 <= (2 if size[0] >= 100 else 3)


async def test_a_pattern_of_your_own_is_the_last_row(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CustomPatternScreen)


async def test_an_experiment_begins_from_the_pattern_it_is_for(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BeginScreen)
        await pilot.press("enter")
        await pilot.pause()
        begun = journal.experiments.under_way()
        assert begun is not None and begun.pattern == "withdraw_after_affection"


async def test_how_to_read_the_counts_is_one_key_away(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await pilot.press("i")  # the page of the pattern in hand
        await pilot.pause()
        assert "Pulling back after closeness" in text_of(pilot.app)
        assert isinstance(pilot.app.screen, LibraryPageScreen)
        await pilot.press("escape", "end", "i")
        await pilot.pause()
        assert "How to read the counts" in text_of(pilot.app)
        assert "Why 6 are needed." in " ".join(text_of(pilot.app).split())
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PatternsPane)


async def test_the_person_has_the_last_word(journal: Journal, clock: Clock) -> None:
    minutes = count()
    journal.clock = Clock(lambda: clock.now() + timedelta(minutes=next(minutes)), clock.zone)
    async with CompanionApp(journal, pane="patterns").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("f")
        await pilot.pause()
        assert "You said it fits." in page(pilot.app)
        await pilot.press("m")
        await pilot.pause()
        assert "Hidden for 60 days" in page(pilot.app)
        assert "Pulling back after closeness" in rows(pilot.app)[-3]
        await pilot.press("f")
        await pilot.pause()
        assert "Pulling back after closeness" in rows(pilot.app)[1]
        answers = [(one.pattern, one.answer) for one in journal.insight.answers()]
        assert answers[-1] == ("withdraw_after_affection", "fits")


async def test_only_with_offers_the_names_it_knows_and_takes_another(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChoosePersonScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert journal.insight.answers()[-1].detail == "Kim"
        assert "You said it is only true with Kim." in page(pilot.app)
        await pilot.press("o", "tab")
        pilot.app.screen.query_one(Input).value = " Robin "
        await pilot.press("enter")
        await pilot.pause()
        assert journal.insight.answers()[-1].detail == "Robin"
        await pilot.press("o", "escape")
        await pilot.pause()
        # Within one second the later answer takes the place of the earlier.
        assert [one.detail for one in journal.insight.answers()] == ["Robin"]


async def test_a_cycle_is_drawn_as_a_ring_in_the_words_of_the_diary(journal: Journal) -> None:
    journal.change_settings(partner_name="Kim")
    async with CompanionApp(journal, pane="patterns").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await go_to(pilot, "One reaches out, one steps back")
        told = page(pilot.app)
        assert "you: pressed for an answer" in told
        assert "Kim: pulled away" in told
        assert "↑" in told and "↓" in told
        await go_to(pilot, "A step back after you pressed")
        # What came back round was not counted here, and is drawn as an open question.
        assert "?" in page(pilot.app) and "┊" in page(pilot.app)


@pytest.mark.parametrize("width", [36, 30])
def test_a_ring_keeps_its_shape_whatever_the_words(width: int) -> None:
    words = "A very long name indeed, with several parts: Was less affectionate and hard to reach", "愛" * 20
    lines = ring(*words, "4 of 13 times", round_again=True, width=width)
    assert {width_of(line) for line in lines} == {width}
    assert "".join(plain(lines)).count("愛") == 20


async def test_a_new_journal_shows_every_pattern_waiting_and_one_line_that_teaches(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.drafts.keep("moment", {"note": "begun"})  # so that the app does not open with its welcome
        async with CompanionApp(journal, pane="patterns").run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            shown = rows(pilot.app)
            assert shown[0].startswith("Each pattern needs about six moments")
            assert sum("0 of the 6 needed" in row for row in shown) == len(journal.vocabulary.patterns)
            await pilot.press("enter")
            await pilot.pause()
            assert "Counted: moments with" in page(pilot.app)
            # There is nothing yet to say yes or no to.
            await pilot.press("f", "m")
            assert journal.insight.answers() == []


async def test_quiet_mode_offers_no_practice_that_asks_for_closeness(journal: Journal) -> None:
    hidden = [p.label for p in journal.vocabulary.practices.values() if not p.shown_when_quiet]
    journal.set_quiet(True)
    async with CompanionApp(journal, pane="patterns").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        pane = pilot.app.screen
        assert isinstance(pane, PatternsPane)
        assert rows(pilot.app)[0] == "What goes well"
        patterns = journal.vocabulary.patterns.values()
        away = [pattern.title for pattern in patterns if not pattern.shown_when_quiet]
        assert f"{len(away)} patterns hidden in quiet mode" in rows(pilot.app)
        assert not [row for row in rows(pilot.app) if any(title in row for title in away)]
        for pattern in journal.vocabulary.patterns:
            pane.show_pattern(pattern)
            told = page(pilot.app)
            assert not [label for label in hidden if f"try            {label}" in told], pattern


async def test_hostile_words_are_shown_and_never_obeyed(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.change_settings(partner_name=HOSTILE)
        for n in range(24):
            close = n % 3 == 0
            journal.log(
                when=clock.now() - timedelta(days=n, hours=1),
                triggers=["affection_received"] if close else ["ordinary_moment"],
                responses=["withdrew"] if close else ["pursued"],
                person=HOSTILE,
                note=HOSTILE,
            )
        async with CompanionApp(journal, pane="patterns").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            pane = pilot.app.screen
            assert isinstance(pane, PatternsPane)
            pane.show_pattern("withdraw_after_affection")
            await pilot.press("o", "enter")
            await pilot.pause()
            assert "[@click=app.quit]x[/]" in page(pilot.app)
            pane.action_open()
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            written = "\n".join(rows(pilot.app, "#behind"))
            assert "[@click=app.quit]x[/]" in written
            assert "\x1b" not in written and "\u202e" not in written and "\x1b" not in page_of(pilot)
            assert pilot.app.is_running


def page_of(pilot: Pilot[None]) -> str:
    """All that is on the screen."""
    return "\n".join(
        "".join(segment.text for segment in line)
        for line in pilot.app.screen._compositor.render_strips()  # the only place the finished cells are
    )


async def test_a_very_long_diary_is_gone_through_elsewhere_for_the_pattern_in_hand(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=(140, 60)) as pilot:
        await pilot.pause()
        await pilot.press("down", "down")
        await pilot.pause()
        here = page(app)
    monkeypatch.setattr("companion.tui.screens.patterns.LONG", 1)
    monkeypatch.setattr("companion.patterns.settled_past.PIECE", 20)
    monkeypatch.setattr("companion.patterns.occasions.PIECE", 20)
    app = CompanionApp(journal, pane="patterns")
    async with app.run_test(size=(140, 60)) as pilot:
        for key in ("", "down", "down"):
            await pilot.press(*key.split())
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
        assert "move along" in here
        assert page(app) == here


async def test_a_long_diary_is_counted_elsewhere_while_the_pane_says_so(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.tui.screens.patterns.LONG", 1)
    async with CompanionApp(journal, pane="patterns").run_test(size=(120, 40)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "6 of 14" in rows(pilot.app)[1]
        assert "One by one" in page(pilot.app)
        assert not journal.insight.stale()


def test_a_page_names_trend_contrast_and_confounders() -> None:
    vocabulary = load_vocabulary()
    finding = Finding(
        pattern="withdraw_after_affection",
        state="easing",
        k=11,
        n=19,
        k0=4,
        n0=21,
        difference=0.39,
        interval=(0.14, 0.58),
        afterwards=11,
        median_delay_hours=5.0,
        delays=(2.0, 4.0, 5.0, 5.0, 9.0),
        earlier=(8, 10),
        recent=(3, 9),
        recent_weeks=8,
        confounders=("stress",),
        differed=(Contrast("evening", (9, 11), (1, 8)),),
        left_out=1,
    )

    def told(*, quiet: bool = False) -> str:
        one = PatternPage(finding, vocabulary.patterns[finding.pattern], vocabulary, Settings(), quiet=quiet)
        parts = [one.heading(60), one.gap(60), one.trend(60), one.facts(60)]
        return " ".join("\n".join(plain(apart(parts))).split())

    said = told()
    assert "less often lately" in said
    assert "8 of 10" in said and "3 of 9" in said and "the last eight weeks" in said
    assert "That is 39 more in every 100 than at other times; anything from 14 to 58" in said
    assert "In the evening: 9 of the 11" in said
    assert "it may be the kind of day" in said
    assert "1 could not be followed" in said
    assert "Let it land" in said and "Let it land" not in told(quiet=True)


async def test_a_page_draws_one_dot_an_occasion_and_how_soon_it_came(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        drawing = pilot.app.screen.query_one("#pattern-page", Drawing)
        finding = next(one for one in journal.insight.patterns() if one.pattern == "withdraw_after_affection")
        _, (k, n, k0, n0) = finding.told_of
        for width in (66, 40):  # with much room, and where the words stand above the dots
            told = drawing.drawn(width).plain
            here, _, elsewhere = told.partition("these times")[2].partition("other times")
            here, elsewhere = (part.partition("That is")[0] for part in (here, elsewhere))
            assert (here.count("●"), here.count("○")) == (k, n - k)
            assert (elsewhere.count("●"), elsewhere.count("○")) == (k0, n0 - k0)
            assert "● noted   ○ not noted" in told
            assert max(map(len, told.splitlines())) <= max(width, 44)
        soon = drawing.drawn(66).plain.partition("How soon")[2]
        counts = {word: int(many) for many, word in re.findall(r"(\d+) (in|later|before)", soon)}
        bars = soon.partition("┬")[0].partition("\n")[2]
        assert bars.count("●") == sum(counts.values()) and counts["in"] == k
        await go_to(pilot, "A sharp word after a sharp word")
        # A pattern that still waits has a dot for each of those needed, and nothing to compare.
        assert "How soon" not in page(pilot.app) and "○ not noted" not in page(pilot.app)
        assert "○○○○○○" in page(pilot.app)


async def test_the_keys_of_the_answers_are_named_on_the_narrowest_screen(journal: Journal) -> None:
    async with CompanionApp(journal, pane="patterns").run_test(size=(60, 20)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        lines = text_of(pilot.app).splitlines()
        assert "f Fits" in lines[-1] and "m Not me" in lines[-1]
        assert max(map(len, lines)) <= 60


async def test_rows_are_laid_out_for_the_list_beside_the_page(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("5")
        await pilot.pause()
        await pilot.pause()
        listing = app.screen.query_one("#pattern-list", RowList)
        prompts = [option.prompt for option in listing.options]
        lines = [line for prompt in prompts for line in str(getattr(prompt, "plain", prompt)).splitlines()]
        assert max(map(len, lines)) <= listing.row_width
        assert any(line.startswith("  ") for line in lines)


async def test_what_is_counted_beside_has_its_page_and_opens_its_moments(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.merging.import_contents(demo_contents(journal.vocabulary, clock.now(), clock.zone))
        async with CompanionApp(journal, pane="patterns").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await go_to(pilot, "Wanted to pull away")
            told = " ".join(page(pilot.app).split())
            assert "You wanted to pull away 20 times, and did 7 times." in told
            assert "Stepping back can also be healthy" in told
            await pilot.press("f", "m")  # nothing to say to a count
            await pilot.pause()
            assert len(journal.insight.answers()) == 1
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(pilot.app.screen, EvidencePane)
            shown = rows(pilot.app, "#behind")
            assert "Wanted to, and did: 7 times" in shown
            assert any(row.startswith("How this is counted") for row in shown)
            await pilot.press("escape")
            await pilot.pause()
            assert "You wanted to pull away" in page(pilot.app)


async def test_in_quiet_mode_nothing_is_counted_of_contact_fear_or_distance(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.merging.import_contents(demo_contents(journal.vocabulary, clock.now(), clock.zone))
        journal.set_quiet(True)
        async with CompanionApp(journal, pane="patterns").run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            shown = " ".join(rows(pilot.app))
            for words in ("Contact again", "feared", "pull away", "Your experiment"):
                assert words not in shown
