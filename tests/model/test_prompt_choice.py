"""Which question comes next, and why this one."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.prompt_choice import PromptChoice, choose_prompt
from companion.model.records import Entry, Feeling, Moment, Reflection, new_id
from companion.model.vocabulary import load_vocabulary

WORDS = load_vocabulary()
PROMPTS = tuple(WORDS.prompts.values())
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=BERLIN)
MONDAY_EVENING = datetime(2026, 3, 2, 20, 0, tzinfo=BERLIN)
SUNDAY_EVENING = datetime(2026, 3, 1, 20, 0, tzinfo=BERLIN)


def moment(at: datetime, strength: int | None = None, **fields: Any) -> Moment:
    if strength is not None:
        fields["feelings"] = (Feeling(mood="hurt", intensity=strength),)
    return Moment(id=new_id(), occurred_at=at, recorded_at=at, updated_at=at, **fields)


def reflection(at: datetime, **fields: Any) -> Reflection:
    return Reflection(id=new_id(), occurred_at=at, recorded_at=at, updated_at=at, **fields)


def daily(now: datetime, days: int, **fields: Any) -> list[Entry]:
    """One moment a day, up to the day before ``now``, at its hour."""
    return [moment(now - timedelta(days=days - n), **fields) for n in range(days)]


def choose(now: datetime, entries: Iterable[Entry] = (), **more: Any) -> PromptChoice:
    given = {"used": {}, "responses": WORDS.responses, "labels": WORDS.label, **more}
    return choose_prompt(PROMPTS, now=now, entries=list(entries), **given)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (MONDAY_MORNING, "morning"),
        (MONDAY_MORNING.replace(hour=4, minute=0), "morning"),
        (MONDAY_MORNING.replace(hour=13, minute=59), "morning"),
        (MONDAY_MORNING.replace(hour=14, minute=0), "evening"),
        (MONDAY_EVENING, "evening"),
        (MONDAY_MORNING.replace(day=3, hour=1), "evening"),
        (SUNDAY_EVENING, "weekly"),
        (SUNDAY_EVENING.replace(day=2, hour=2), "weekly"),  # Sunday is not over before the day start
    ],
)
def test_the_clock_says_which_moment_it_is(now: datetime, expected: str) -> None:
    assert choose(now).prompt.moment == expected


def test_the_day_starts_when_the_person_says() -> None:
    at_five = MONDAY_MORNING.replace(hour=5)
    assert choose(at_five).prompt.moment == "morning"
    assert choose(at_five, day_start="06:00").prompt.moment == "weekly"  # still Sunday


def test_the_weekly_question_comes_once_on_the_chosen_day() -> None:
    first = choose(SUNDAY_EVENING)
    assert first.why == "It is Sunday, your day for looking back on the week."
    later = choose(SUNDAY_EVENING + timedelta(hours=1), used={first.prompt.id: SUNDAY_EVENING})
    assert later.prompt.moment == "evening"
    assert choose(SUNDAY_EVENING, weekly_day="wednesday").prompt.moment == "evening"
    assert choose(MONDAY_EVENING, weekly_day="monday").prompt.moment == "weekly"


def test_within_half_an_hour_the_question_is_about_the_moment() -> None:
    logged = moment(MONDAY_EVENING, triggers=("slow_reply",))
    soon = choose(MONDAY_EVENING + timedelta(minutes=30), [logged])
    assert soon.prompt.moment == "after_trigger"
    later = choose(MONDAY_EVENING + timedelta(minutes=31), [logged])
    assert later.prompt.moment == "evening"


def test_a_reflection_is_not_a_moment_to_ask_about() -> None:
    assert choose(MONDAY_EVENING, [reflection(MONDAY_EVENING)]).prompt.moment == "evening"


def test_until_ten_entries_the_set_is_any() -> None:
    pulling_away = daily(MONDAY_EVENING, 9, responses=("withdrew",))
    for shift in range(30):
        now = MONDAY_EVENING + timedelta(days=shift)
        if now.weekday() != 6:
            assert choose(now, pulling_away).prompt.set == "any"


def sets_over(days: int, entries_for: Any) -> Counter[str]:
    seen: Counter[str] = Counter()
    for shift in range(days):
        now = MONDAY_MORNING + timedelta(days=shift)
        seen[choose(now, entries_for(now), weekly_day="").prompt.set] += 1
    return seen


def test_the_sets_follow_what_was_logged_and_none_is_left_out() -> None:
    seen = sets_over(400, lambda now: daily(now, 12, responses=("withdrew",)))
    assert set(seen) == {"any", "secure", "avoidant", "anxious"}
    assert seen["avoidant"] == pytest.approx(0.45 * 400, abs=40)
    assert seen["any"] == pytest.approx(0.25 * 400, abs=40)
    assert seen["secure"] == pytest.approx(0.15 * 400, abs=35)
    assert seen["anxious"] == pytest.approx(0.15 * 400, abs=35)


def test_both_ways_of_protecting_bring_in_the_fourth_set() -> None:
    seen = sets_over(200, lambda now: daily(now, 12, responses=("withdrew", "pursued")))
    assert seen["fearful_avoidant"] >= 20
    mostly_one = sets_over(
        200, lambda now: [*daily(now, 8, responses=("withdrew",)), *daily(now, 2, responses=("pursued",))]
    )
    assert mostly_one["fearful_avoidant"] == 0


def test_neutral_answers_weigh_nothing() -> None:
    kept_safe = sets_over(
        120, lambda now: daily(now, 12, responses=("self_protected", "none_or_other", "odd_one"))
    )
    assert kept_safe == sets_over(120, lambda now: daily(now, 12))


def test_the_reason_names_what_was_logged_in_four_weeks() -> None:
    whys = set()
    for shift in range(40):
        now = MONDAY_MORNING + timedelta(days=shift)
        choice = choose(now, daily(now, 12, responses=("withdrew",)), weekly_day="")
        if choice.prompt.set == "avoidant":
            whys.add(choice.why)
    assert whys == {"You logged “Pulled away” 12 times in the last four weeks."}


def test_a_prompt_that_todays_entry_touches_is_preferred_and_says_so() -> None:
    logged = moment(MONDAY_EVENING, triggers=("felt_not_good_enough",))
    choice = choose(MONDAY_EVENING + timedelta(minutes=5), [logged])
    assert choice.prompt.id == "pr_any_tri_1"
    assert choice.why == "You logged “I didn't feel good enough” a little while ago."


def test_an_evening_prompt_looks_at_the_whole_day() -> None:
    asked = []
    for day in range(60):
        now = MONDAY_EVENING + timedelta(days=day)
        entries = [
            *daily(now, 12, responses=("overanalysed",)),
            moment(now - timedelta(hours=9), responses=("overanalysed",)),
            moment(now - timedelta(hours=2), triggers=("ordinary_moment",)),
        ]
        choice = choose(now, entries, weekly_day="")
        if choice.prompt.set == "anxious":
            asked.append((choice.prompt.id, choice.why))
    assert len(asked) >= 15
    assert set(asked) == {("pr_anx_eve_2", "You logged “Read too much into it” today.")}


def test_the_example_reads_as_a_sentence() -> None:
    now = MONDAY_EVENING
    prompts = [WORDS.prompts["pr_anx_eve_2"]]
    entries = [moment(now - timedelta(hours=3), triggers=("slow_reply",))]
    choice = choose_prompt(
        prompts, now=now, entries=entries, used={}, responses=WORDS.responses, labels=WORDS.label
    )
    assert choice.why == "You logged “A slow reply, or none” today."


def test_yesterdays_entry_does_not_count_as_todays() -> None:
    prompts = [WORDS.prompts["pr_anx_eve_2"]]
    entries = [moment(MONDAY_EVENING - timedelta(hours=20), triggers=("slow_reply",))]
    choice = choose_prompt(
        prompts, now=MONDAY_EVENING, entries=entries, used={}, responses=WORDS.responses, labels=WORDS.label
    )
    assert choice.why == "One for the end of the day."


def test_the_same_diary_and_day_give_the_same_question() -> None:
    entries = daily(MONDAY_EVENING, 15, responses=("withdrew", "asked_directly"))
    first = choose(MONDAY_EVENING, entries)
    assert choose(MONDAY_EVENING, entries) == first
    assert choose(MONDAY_EVENING + timedelta(minutes=40), entries) == first


def test_the_date_decides_among_equals() -> None:
    seen = {choose(MONDAY_MORNING + timedelta(days=n), weekly_day="").prompt.id for n in range(20)}
    assert seen == {"pr_any_mor_1", "pr_any_mor_2", "pr_any_mor_3"}


def test_no_prompt_comes_back_within_its_gap() -> None:
    """Two questions a day for two months, each answered: ten days at least between the same one twice."""
    used: dict[str, datetime] = {}
    last_day: dict[str, int] = {}
    for day in range(60):
        for hour in (8, 20):
            now = MONDAY_MORNING.replace(hour=hour) + timedelta(days=day)
            name = choose(now, daily(now, 12, responses=("withdrew",)), used=used).prompt.id
            assert day - last_day.get(name, -99) >= 10, (name, day)
            used[name], last_day[name] = now, day
    assert len(used) >= 25


def test_the_least_recently_used_comes_first() -> None:
    used = {
        "pr_any_mor_1": MONDAY_MORNING - timedelta(days=20),
        "pr_any_mor_2": MONDAY_MORNING - timedelta(days=40),
        "pr_any_mor_3": MONDAY_MORNING - timedelta(days=30),
    }
    assert choose(MONDAY_MORNING, used=used).prompt.id == "pr_any_mor_2"
    del used["pr_any_mor_1"]
    assert choose(MONDAY_MORNING, used=used).prompt.id == "pr_any_mor_1"


def test_skipping_gives_another_and_goes_round_at_the_end() -> None:
    skipped: list[str] = []
    for _ in range(15):
        choice = choose(MONDAY_EVENING, skipped=skipped)
        assert choice.prompt.moment == "evening"
        assert "skip" not in choice.why.lower()
        skipped.append(choice.prompt.id)
    assert len(set(skipped)) == 15
    assert choose(MONDAY_EVENING, skipped=[row.id for row in PROMPTS]).prompt.moment == "evening"


def test_when_all_were_used_lately_the_oldest_comes_again() -> None:
    used = {row.id: MONDAY_EVENING - timedelta(days=2, minutes=n) for n, row in enumerate(PROMPTS)}
    choice = choose(MONDAY_EVENING, used=used | {"pr_avo_eve_2": MONDAY_EVENING - timedelta(days=9)})
    assert choice.prompt.id == "pr_avo_eve_2"
    assert choice.why == "You have seen this one before; today's answer may be different."


def test_quiet_mode_leaves_only_what_is_safe() -> None:
    entries = daily(MONDAY_EVENING, 20, responses=("withdrew",))
    for shift in range(40):
        now = MONDAY_EVENING + timedelta(days=shift)
        skipped: list[str] = []
        for _ in range(5):
            choice = choose(now, entries, quiet=True, skipped=skipped)
            assert choice.prompt.shown_when_quiet
            skipped.append(choice.prompt.id)
    assert choose(MONDAY_EVENING, quiet=True).why == "Quiet mode is on; this one is gentle, and it can wait."


@pytest.mark.parametrize(
    "codes",
    [
        {"triggers": ("felt_afraid",)},
        {"partner_acts": ("pb_threatening",)},
        {"partner_acts": ("pb_controlling",)},
    ],
)
def test_after_a_moment_of_fear_the_question_is_gentle_even_before_quiet_mode(codes: dict[str, Any]) -> None:
    choice = choose(MONDAY_EVENING + timedelta(minutes=2), [moment(MONDAY_EVENING, **codes)])
    assert choice.prompt.shown_when_quiet
    assert choice.why == "This one is gentle, and it can wait."


def test_two_strong_entries_in_a_row_bring_something_steadying() -> None:
    now = MONDAY_EVENING
    strong = [moment(now - timedelta(hours=5), 8), moment(now - timedelta(hours=3), 9)]
    choice = choose(now, strong)
    assert choice.steadying
    assert choice.prompt.steadying
    assert choice.why == "You logged two strong moments; here is something steadying first."
    assert choose(now, [*strong, reflection(now - timedelta(hours=2))]).steadying is False
    assert choose(now, [moment(now - timedelta(hours=5), 7), strong[1]]).steadying is False
    assert choose(now + timedelta(days=2), strong).steadying is False


def test_three_entries_within_an_hour_bring_something_steadying() -> None:
    now = MONDAY_EVENING
    three = [moment(now - timedelta(minutes=m)) for m in (60, 30, 1)]
    choice = choose(now, three)
    assert choice.steadying
    assert (
        choice.why
        == "You wrote three entries within an hour; here is something steadying first, if you like."
    )
    assert not choose(now, [moment(now - timedelta(minutes=62)), *three[1:]]).steadying
    assert choose(now, [moment(now - timedelta(minutes=m)) for m in (70, 40, 15)]).steadying
    assert choose(now + timedelta(hours=2), three).steadying
    assert not choose(now + timedelta(hours=4), three).steadying


def test_s29_skipping_what_steadies_leads_to_nothing_else() -> None:
    now = MONDAY_EVENING
    strong = [moment(now - timedelta(hours=5), 8), moment(now - timedelta(hours=3), 9)]
    skipped: list[str] = []
    for _ in range(30):
        choice = choose(now, strong, skipped=skipped)
        assert choice.steadying and choice.prompt.steadying
        skipped.append(choice.prompt.id)


def test_an_old_diary_with_few_entries_of_late_is_no_new_one() -> None:
    few = daily(MONDAY_MORNING, 3, responses=("withdrew",))

    def sets(ever: int) -> set[str]:
        mornings = (MONDAY_MORNING + timedelta(days=shift) for shift in range(6))
        return {choose(now, few, entries_ever=ever, weekly_day="").prompt.set for now in mornings}

    assert sets(9) == {"any"}
    assert sets(10) - {"any"}


def test_the_same_note_three_times_in_three_days_brings_something_steadying() -> None:
    now = MONDAY_EVENING
    notes = [
        (60, "Why did no answer come again tonight?"),
        (30, "why did no answer come tonight"),
        (5, "Again: why did no answer come tonight?!"),
    ]
    entries: list[Entry] = [moment(now - timedelta(hours=h), note=note) for h, note in notes]
    choice = choose(now, entries)
    assert choice.steadying
    assert (
        choice.why
        == "You wrote much the same note three times in three days; here is something steadying first."
    )
    assert not choose(now, entries[:2]).steadying
    assert not choose(now + timedelta(hours=13), entries).steadying  # the first is more than three days old
    other = moment(now - timedelta(hours=4), note="A calm walk by the river, and soup.")
    assert not choose(now, [*entries[:2], other]).steadying


def test_a_word_or_two_three_times_is_no_brooding() -> None:
    entries = [moment(MONDAY_EVENING - timedelta(hours=h), note="at work") for h in (30, 20, 10)]
    assert not choose(MONDAY_EVENING, entries).steadying


def test_steadying_goes_on_when_every_steadying_prompt_was_used() -> None:
    now = MONDAY_EVENING
    strong = [moment(now - timedelta(hours=5), 8), moment(now - timedelta(hours=3), 9)]
    used = {row.id: now - timedelta(hours=6) for row in PROMPTS if row.steadying}
    choice = choose(now, strong, used=used, quiet=True)
    assert choice.steadying
    assert choice.prompt.steadying
    assert choice.prompt.moment in ("evening", "after_trigger")


def test_after_two_hard_ones_comes_one_about_what_went_well() -> None:
    hard = {
        "pr_avo_eve_2": MONDAY_EVENING - timedelta(days=2),
        "pr_any_mor_2": MONDAY_EVENING - timedelta(days=1),
    }
    choice = choose(MONDAY_EVENING, used=hard)
    assert choice.prompt.went_well
    assert choice.why == "After two harder questions, one about what went well."
    good = hard | {"pr_sec_eve_1": MONDAY_EVENING - timedelta(hours=12)}
    assert choose(MONDAY_EVENING, used=good).why == "One for the end of the day."


def test_after_two_hard_ones_a_moment_just_logged_is_asked_about_kindly() -> None:
    hard = {
        "pr_any_tri_2": MONDAY_EVENING - timedelta(hours=9),
        "pr_any_tri_1": MONDAY_EVENING - timedelta(hours=5),
    }
    logged = moment(MONDAY_EVENING, triggers=("slow_reply",))
    choice = choose(MONDAY_EVENING, [logged], used=hard)
    assert choice.prompt.went_well
    assert choice.prompt.moment == "after_trigger"


def test_what_lies_in_the_future_is_not_looked_at() -> None:
    ahead = [moment(MONDAY_EVENING + timedelta(minutes=m), 9) for m in (5, 10, 15)]
    assert choose(MONDAY_EVENING, ahead) == choose(MONDAY_EVENING)


def test_with_no_prompts_there_is_no_choice() -> None:
    with pytest.raises(ValueError, match="no question"):
        choose_prompt([], now=MONDAY_EVENING, entries=[], used={}, responses={}, labels=str)


codes = st.sampled_from([*WORDS.triggers, *WORDS.responses, "unknown"])
ages = st.timedeltas(timedelta(0), timedelta(days=28))


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(BERLIN)),
    logged=st.lists(
        st.tuples(ages, st.lists(codes, max_size=3), st.integers(0, 10), st.text(max_size=20)), max_size=20
    ),
    asked=st.dictionaries(st.sampled_from(list(WORDS.prompts)), ages, max_size=60),
    quiet=st.booleans(),
)
def test_there_is_a_question_for_every_diary(
    now: datetime, logged: list[Any], asked: dict[str, timedelta], quiet: bool
) -> None:
    entries = [
        moment(now - age, strength, note=note, triggers=tuple(found), responses=tuple(found))
        for age, found, strength, note in sorted(logged, key=lambda one: -one[0])
    ]
    used = {name: now - age for name, age in asked.items()}
    choice = choose(now, entries, used=used, quiet=quiet)
    assert choice.prompt.shown_when_quiet or not quiet
    assert choice.prompt.steadying or not choice.steadying
    assert choice.why.endswith(".")
    assert choice.why.count(".") == 1
    assert len(choice.why.split()) <= 18
    assert "because" not in choice.why
    assert choice == choose(now, entries, used=used, quiet=quiet)


def test_a_pinned_question_stays_whatever_the_time_of_day_until_it_is_skipped_for_the_day() -> None:
    for now in (MONDAY_MORNING, MONDAY_EVENING, SUNDAY_EVENING):
        choice = choose(now, pinned="pr_any_wee_1")
        assert choice.prompt.id == "pr_any_wee_1"
        assert "pinned" in choice.why
    assert choose(MONDAY_EVENING, pinned="pr_any_wee_1", skipped=["pr_any_wee_1"]).prompt.id != "pr_any_wee_1"


def test_s29_what_steadies_comes_before_what_was_pinned() -> None:
    strong = [moment(MONDAY_EVENING - timedelta(hours=n), 9) for n in (2, 1)]
    choice = choose(MONDAY_EVENING, strong, pinned="pr_any_wee_1")
    assert choice.steadying
    assert choice.prompt.id != "pr_any_wee_1"


def test_a_pinned_question_that_is_not_safe_then_waits_while_it_is_quiet() -> None:
    unsafe = next(prompt.id for prompt in PROMPTS if not prompt.shown_when_quiet)
    assert choose(MONDAY_EVENING, quiet=True, pinned=unsafe).prompt.shown_when_quiet


def test_a_banished_question_does_not_come_again() -> None:
    first = choose(MONDAY_EVENING).prompt.id
    banished = [first]
    for _ in range(len(PROMPTS) - 1):
        found = choose(MONDAY_EVENING, banished=banished).prompt.id
        assert found not in banished
        banished.append(found)
    assert len(set(banished)) == len(PROMPTS)
    assert choose(MONDAY_EVENING, banished=banished).prompt.id in banished  # rather that than no question


def test_in_twenty_eight_days_each_share_is_at_least_fifteen_percent_and_any_a_quarter() -> None:
    """Whatever was logged, no set falls silent."""
    from companion.model.prompt_choice import _shares

    for codes in (("withdrew",), ("pursued",), ("withdrew", "pursued"), ("repaired",), ()):
        shares = _shares(daily(MONDAY_EVENING, 20, responses=codes), WORDS.responses)
        assert shares["any"] == 0.25
        assert min(shares.values()) >= 0.15 - 1e-12
        assert sum(shares.values()) == pytest.approx(1)
        assert ("fearful_avoidant" in shares) == (codes == ("withdrew", "pursued"))
