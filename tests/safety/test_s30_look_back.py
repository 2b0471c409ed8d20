"""S-30: the look-back is off until it is turned on; then it comes once in 28 days and names nobody."""

from datetime import timedelta

import pytest

from companion.exchange import journal_json
from companion.journal import open_journal
from companion.model.clock import Clock, fixed_clock
from companion.model.errors import InputRefused
from companion.model.look_back import CAUTION, SENTENCES, THEMES, theme_mean
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from tests.tui.screen import text_of


def test_s30_it_is_off_until_it_is_turned_on_and_comes_once_in_28_days(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        assert not journal.look_backs.wanted
        with pytest.raises(InputRefused):
            journal.look_backs.keep({"1": 3})
        journal.look_backs.want(True)
        with pytest.raises(InputRefused, match="0 to 6"):
            journal.look_backs.keep({"1": 7})
        journal.look_backs.keep({"1": 3, "10": 6})
        assert not journal.look_backs.due()
        kept = journal_json.dumps(journal.merging.contents())
    for days, due in ((27, False), (28, True)):
        later = fixed_clock(clock.now() + timedelta(days=days), clock.zone)
        with open_journal(places, clock=later) as journal:
            assert journal.look_backs.due() is due
    with open_journal(Places(data=places.data / "b", config=places.data / "b"), clock=clock) as other:
        other.merging.import_contents(journal_json.loads(kept))
        assert journal_json.dumps(other.merging.contents()) == kept
        assert other.look_backs.wanted


def test_reversed_sentences_count_the_other_way_and_one_may_be_left_out() -> None:
    apart, wondering, ease = THEMES
    assert theme_mean(apart, {"answers": {"1": 6, "2": 0, "3": 6, "4": 0}}) == 0
    assert theme_mean(apart, {"answers": {"1": 0, "2": 6, "3": 0}}) == 6
    assert theme_mean(apart, {"answers": {"1": 0, "2": 6}}) is None
    assert theme_mean(wondering, {"answers": {"5": 3, "6": 3, "7": 3, "8": 3}}) == 3
    assert theme_mean(ease, {"answers": {"9": 4}}) == 4
    assert theme_mean(ease, {}) is None


def test_s06_no_theme_is_a_name_for_a_person() -> None:
    said = " ".join((*SENTENCES, CAUTION, *(theme.name for theme in THEMES))).lower()
    assert not any(word in said for word in ("avoidant", "anxious", "secure", "attachment", "score", "type"))
    assert "not been validated" in said and "one change means little" in said


async def test_it_is_answered_by_digits_and_shows_its_bars_and_caution(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["slow_reply"])
        journal.look_backs.want(True)
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 30)) as pilot:
            await pilot.pause()
            app.action_look_back()
            await pilot.pause()
            assert "1 of 10" in text_of(app)
            await pilot.press("4", "escape")
            await pilot.pause()
            app.action_look_back()
            await pilot.pause()
            assert "2 of 10" in text_of(app)
            await pilot.press(*"2345612", "s", "3")
            await pilot.pause()
            told = text_of(app)
            assert "of 6" in told and all(theme.name in told for theme in THEMES)
            assert "One change means little" in told
        (kept,) = journal.look_backs.all()
        assert kept["answers"] == {
            "1": 4, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 1, "8": 2, "10": 3,
        }  # fmt: skip
