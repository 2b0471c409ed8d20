"""``companion patterns`` at length: what its JSON holds, what is drawn, and days with something."""

import json
import re
from datetime import timedelta

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused
from companion.model.records import Feeling
from companion.system.paths import Places
from tests.cli.conftest import Run
from tests.conftest import SUNDAY_EVENING

ONE_BY_ONE = "·•●·●•·•●·●•·•●"
"""In the entry itself, the morning after, or not at all: the fifteen times of closeness in the diary."""


@pytest.fixture
def diary(places: Places, clock: Clock) -> None:
    """Sixty days: closeness on every fourth, pulling back in the same entry or in the morning after; a tag;
    and a moment of fear.
    """
    start = SUNDAY_EVENING - timedelta(days=59, hours=1)
    with open_journal(places, clock=clock) as journal:
        journal.change_settings(partner_name="Robin")
        for n in range(60):
            at = start + timedelta(days=n)
            close = n % 4 == 0
            back, same = close and n % 12 != 0, n % 8 == 0
            journal.log(
                when=at,
                triggers=["affection_received" if close else "ordinary_moment"],
                responses=["withdrew"] if back and same else [] if close else ["listened_validated"],
                closeness=2 if close else (0, 1, -1)[n % 3],
                feelings=[Feeling(mood="tender" if close else ("calm", "anxious", "content")[n % 3])],
                tags=["kitchen"] if n % 5 == 0 else [],
            )
            if back and not same and n < 56:
                journal.log(when=at + timedelta(hours=14), responses=["withdrew"])
        journal.log(when=start + timedelta(hours=1), triggers=["felt_afraid"], closeness=-3)
        journal.set_quiet(False)


@pytest.mark.usefixtures("diary")
def test_the_json_carries_the_numbers_of_each_kind_of_evidence(run: Run) -> None:
    run("check", "--watch", "withdraw_after_affection")
    run("check", "--happened", "withdraw_after_affection=yes", "--followed", "withdraw_after_affection=no")
    found = {one["id"]: one for one in json.loads(run("patterns", "--json").out)["patterns"]}
    one = found["withdraw_after_affection"]
    assert one["same_entry"] == {"k": 5, "n": 15, "k0": 0, "n0": 45}
    assert one["afterwards"] == {"k": 5, "n": 15, "before_k": 0, "before_n": 15, "hours": 24}
    assert one["delays_hours"] == {"after": [14.0] * 5, "before": []}
    assert one["not_answered"] == 10
    assert one["not_followed"] == one["left_out"] == 0
    assert (one["check"]["k"], one["check"]["n"], one["check"]["state"]) == (0, 1, "counting")
    # What is not watched has no check, and a round has no entry of its own.
    assert "check" not in found["stress_spillover"]
    assert found["demand_withdraw_cycle"]["same_entry"] is None
    assert {"same_entry", "afterwards", "not_answered", "not_followed", "delays_hours"} <= set(
        found["demand_withdraw_cycle"]
    )


@pytest.mark.usefixtures("diary")
def test_both_rates_stand_in_the_list_and_one_pattern_has_a_dot_an_occasion(run: Run) -> None:
    heading, _, first, second, *_ = run("patterns").out.strip().splitlines()
    assert heading == "Worth a look"
    assert first.split()[-4:] == ["━━━━━━────────────", "5", "of", "15"]
    assert second.split() == ["clear", "so", "far", "─" * 18, "0", "of", "45"]
    assert len(first) == len(second)
    code, out, err = run("patterns", "pulling back after closeness")
    assert (code, err) == (0, "")
    assert f"\n               ● noted   ○ not noted\n  these times  {'● ' * 5}{'○ ' * 9}○\n" in out
    assert f"other times  {'○ ' * 19}○\n" in out
    assert "Five more times, it was noted only in a later entry, about 14 hours" in out
    assert "How soon   5 in the same entry, 5 later, 0 before" in out
    soon = out.partition("How soon")[2].splitlines()
    # 14 hours later is in the fourth of twelve bins, and five in one of them are a figure.
    assert soon[2].partition("│●●●│")[2] == " " * 6 + "5"
    assert "48 h before 24 h" in out and "the moment" in out and "48 h after" in out
    row = out.partition("as they came\n")[2].splitlines()
    assert row[0].split() == [*ONE_BY_ONE]
    assert row[1].split()[:3] == ["Jan", "Feb", "•"]
    assert out.count("╰─ in the same entry: ‹ pulled away") == 5
    assert out.count("╰─ 14 hours later, ") == 5
    assert out.count("╰─ nothing was noted, which is not a no") == 5
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.usefixtures("diary")
def test_one_pattern_in_sentences_that_can_be_read_one_after_the_other(run: Run) -> None:
    out = run("patterns", "withdraw_after_affection", "--plain").out
    told = " ".join(out.split())
    assert told.startswith(
        "Pulling back after closeness: clear so far. You noted pulling back in 5 of 15 close moments."
        " At other times: 0 of 45. Five more times, it was noted only in a later entry, about 14 hours later;"
        " this count leaves them out."
    )
    assert "How soon: 5 in the same entry, 5 later, 0 before." in told
    assert "1. Not counted: " in told and " 15. Counted: " in told and "16. " not in told
    assert "Affection came my way; felt tender; 14 hours later, " in told
    every = run("patterns", "--plain").out
    assert "Pulling back after closeness: clear so far." in every and "needed." in every
    for drawn in "━─│╰●○•◐┬█·":
        assert drawn not in out + every


@pytest.mark.usefixtures("diary")
def test_one_pattern_in_json_has_its_occasions_with_what_followed_and_the_hours(run: Run) -> None:
    found = json.loads(run("patterns", "withdraw_after_affection", "--json").out)
    (one,) = found["patterns"]
    occasions = found["occasions"]
    assert (one["id"], occasions["kind"]) == ("withdraw_after_affection", "same_moment")
    assert [each["counted"] for each in occasions["told"]] == [sign == "●" for sign in ONE_BY_ONE]
    hours = [[step["hours"] for step in each["after"]] for each in occasions["told"]]
    assert hours == [{"●": [None], "•": [14.0], "·": []}[sign] for sign in ONE_BY_ONE]
    assert {each["ids"][0] for each in occasions["told"] if each["counted"]} == set(one["in_entry"])


@pytest.mark.usefixtures("diary")
def test_a_pattern_is_shown_alone_and_one_that_is_not_known_is_refused(run: Run) -> None:
    code, _, err = run("patterns", "withdraw", "--loop")
    assert code == 3 and "pattern: a pattern cannot go with --loop or --on-days-with; leave them out" in err
    code, _, err = run("patterns", "stepping on toes")
    assert code == 3 and "pattern: 'stepping on toes' is not in the list. Did you mean " in err
    assert json.loads(run("patterns", "--plain", "--json").out)["patterns"]


@pytest.mark.usefixtures("diary")
def test_days_with_something_beside_the_others(run: Run) -> None:
    code, out, err = run("patterns", "--on-days-with", "affection came", "--on-days-with", "#kitchen")
    assert (code, err) == (0, "")
    told = " ".join(out.split())
    assert "On days with “Affection came my way” How close it was distant ─" in told
    assert "● with it +2.00 15 days ○ without 0.00 45 days 2.00 closer; anything from 1.79" in told
    assert "Clear so far." in told
    assert "On days with #kitchen How close it was" in told and "12 days" in told
    assert "You asked about two things so far." in told
    assert "neither are moments when you felt afraid or kept safe" in told
    assert "Too early to say" not in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.usefixtures("diary")
def test_days_in_json_have_plain_fields_and_one_call_is_one_sitting(run: Run) -> None:
    alone = json.loads(run("patterns", "--on-days-with", "tender", "--json").out)
    assert (alone["as_of"], alone["asked"]) == ("2026-03-01", 1)
    (tender,) = alone["on_days_with"]
    assert (tender["id"], tender["label"], tender["kind"]) == ("tender", "Tender", "what you felt")
    closeness = tender["closeness"]
    assert (closeness["n"], closeness["n0"], closeness["difference"]) == (15, 45, 2.0)
    assert closeness["told"] is True and closeness["needed"] is None and len(closeness["interval"]) == 2
    # Of the other feelings on these days there are none.
    assert tender["feeling"]["n"] == 0 and tender["feeling"]["needed"] == "0 of 6"
    asked = ["tender", "calm", "anxious", "#kitchen"]
    words = [word for each in asked for word in ("--on-days-with", each)]
    together = json.loads(run("patterns", *words, "--json", "--as-of", "2026-02-10").out)
    assert together["asked"] == 4 and together["as_of"] == "2026-02-10"
    assert [one["id"] for one in together["on_days_with"]] == asked
    assert together["on_days_with"][0]["closeness"]["n"] < 15


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("affektion", "'affektion' is not in the list. Did you mean "),
        ("felt_afraid", "'felt_afraid' cannot be asked about; moments when you felt afraid or kept safe"),
        ("was", "'was' fits more than one: "),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_comes_near(words: str, says: str, run: Run) -> None:
    code, out, err = run("patterns", "--on-days-with", "tender", "--on-days-with", words)
    assert (code, out) == (3, "") and f"on-days-with: {says}" in err
    if words == "affektion":
        assert "affection_received (Affection came my way)" in err


@pytest.mark.usefixtures("diary")
def test_an_id_is_taken_at_its_word_though_another_is_like_it(run: Run) -> None:
    assert "On days with “Pulled away”" in run("patterns", "--on-days-with", "withdrew").out
    assert "On days with “Robin: pulled away”" in run("patterns", "--on-days-with", "pb_withdrew").out
    assert "On days with “Pulled away”" in run("patterns", "--on-days-with", "pulled away").out


@pytest.mark.usefixtures("diary")
def test_too_few_days_say_how_many_are_needed(run: Run) -> None:
    out = run("patterns", "--on-days-with", "deep_talk").out
    assert out.count("0 of the 6 days needed.") == 2
    assert "You asked about one thing so far." in out


@pytest.mark.usefixtures("diary")
def test_of_one_person_alone_it_says_whose_moments_they_are(run: Run) -> None:
    for day in range(1, 13):
        trigger = "deep_talk" if day % 2 else "ordinary_moment"
        when = f"2026-02-{day:02d} 12:00"
        run("log", "--trigger", trigger, "--closeness", str(day % 3), "--person", "Kim", "--when", when)
    out = run("patterns", "--person", "kim", "--on-days-with", "deep_talk").out
    assert "Only the moments with Kim." in out
    assert re.findall(r"(\d+) days\n", out) == ["6", "6"]
    found = json.loads(run("patterns", "--person", "Kim", "--on-days-with", "deep_talk", "--json").out)
    assert found["person"] == "Kim" and found["on_days_with"][0]["closeness"]["n0"] == 6


@pytest.mark.usefixtures("diary")
def test_in_quiet_mode_nothing_of_closeness_is_told(run: Run, places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.set_quiet(True)
    ran = run("patterns", "--on-days-with", "affection_received")
    assert ran.code == 3 and "not compared with other days in quiet mode" in ran.err and not ran.out
    out = run("patterns", "--on-days-with", "#kitchen").out
    assert "How it felt" in out
    for word in ("How close", "closer", "distant"):
        assert word not in out
    found = json.loads(run("patterns", "--on-days-with", "#kitchen", "--json").out)
    assert "closeness" not in found["on_days_with"][0]


def test_a_partner_who_stepped_back_after_close_evenings_is_told_by_name(
    run: Run, places: Places, clock: Clock
) -> None:
    start = SUNDAY_EVENING - timedelta(days=46)
    close = [number % 4 in (0, 1) for number in range(23)]  # twelve of them
    with open_journal(places, clock=clock) as journal:
        journal.change_settings(partner_name="Sam")
        journal.log(when=start - timedelta(days=1), triggers=["ordinary_moment"])
        for number, was_close in enumerate(close):
            evening = start + timedelta(days=2 * number)
            journal.log(when=evening, triggers=["quality_time" if was_close else "ordinary_moment"])
            back = was_close or number == 3
            journal.log(
                when=evening + timedelta(hours=23),
                triggers=["ordinary_moment"],
                partner_acts=["pb_withdrew" if back else "pb_warm"],
            )
    found = {one["id"]: one for one in json.loads(run("patterns", "--json").out)["patterns"]}
    assert found["partner_steps_back_after_closeness"]["state"] == "holds_up"
    assert found["partner_steps_back_after_closeness"]["afterwards"]["k"] == 12
    assert found["contact_after_room"]["against"] == [0, 0]
    for command in ("patterns", "week"):
        said = " ".join(run(command).out.split())
        assert "Sam stepping back after closeness" in said
        assert "After closeness, you noted Sam stepping back 12 of 12 times." in said
        assert "there can be many reasons" in said


def test_the_loop_is_told_and_stays_away_in_quiet_mode(run: Run, places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        for number in range(6):
            journal.log(
                when=SUNDAY_EVENING - timedelta(days=3 * number + 4),
                triggers=["partner_quiet"],
                feelings=[Feeling(mood="anxious")],
                urges=["pursued"],
                responses=["pursued"],
                partner_acts=["pb_withdrew"],
                closeness=-1,
            )
    said = " ".join(run("patterns", "--loop").out.split())
    assert "The way it most often went, in 6 of 6 moments that started like this" in said
    assert "what you wanted: to press for an answer; then, in 6 of 6:" in said
    assert "it started like this again within three days 5 of 5 times" in said
    assert said.index("If one of you controls the other, or is afraid of the other") < said.index(
        "The way it most often"
    )
    found = json.loads(run("patterns", "--loop", "--json").out)["loop"]
    assert found["round"]["steps"]["did"] == "pursued"
    assert found["other_way"] is None
    assert run("patterns", "--loop", "--as-of", "2026-01-01").code == InputRefused.exit_code
    with open_journal(places, clock=clock) as journal:
        journal.set_quiet(True)
    quiet = run("patterns", "--loop")
    assert (quiet.code, quiet.out) == (InputRefused.exit_code, "")
    assert "not shown in quiet mode" in quiet.err


def test_in_quiet_mode_the_list_says_how_many_are_hidden_and_names_none(
    run: Run, places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["ordinary_moment"])
        journal.set_quiet(True)
        hidden = [row for row in journal.vocabulary.patterns.values() if not row.shown_when_quiet]
    told = run("patterns").out
    assert f"{len(hidden)} patterns hidden in quiet mode" in told
    assert not [row.title for row in hidden if row.title in told]
