"""What ``companion patterns`` says of diaries as people write them: on some days of the week.

Half a year of somebody who pulls back in seven of ten entries with closeness and in one of ten others, and
writes every other day, three days a week, or on Sundays. What is said is held against the diary's own counts.
"""

import json
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.conftest import Run
from tests.conftest import SUNDAY_EVENING

DAYS = 182
CLOSE = ("affection_received", "quality_time", "deep_talk")
OTHERS = ("ordinary_moment", "slow_reply", "plans_changed")
WITHDRAW = "withdraw_after_affection"


def every_other_day(day: date, _: random.Random) -> bool:
    return day.toordinal() % 2 == 0


def three_days_a_week(day: date, chance: random.Random) -> bool:
    return chance.random() < 3 / 7


def on_sundays(day: date, _: random.Random) -> bool:
    return day.weekday() == 6


Writes = Callable[[date, random.Random], bool]


class MadeDiary(NamedTuple):
    """A file to import, and what can be counted in it by hand.

    k of n: entries of closeness with pulling back; k0 of n0: other entries. not_followed: entries of
    closeness with an empty day among the two after them, or with these not over yet. blank: entries of
    closeness that say nothing about what was done.
    """

    file: Path
    k: int
    n: int
    k0: int
    n0: int
    not_followed: int
    blank: int


def made(folder: Path, writes: Writes) -> MadeDiary:
    """The diary as a file of the journal's own format. Its entries lie four hours apart or more."""
    chance = random.Random(writes.__name__)
    first = SUNDAY_EVENING.date() - timedelta(days=DAYS - 1)
    days = [day for n in range(DAYS) if writes(day := first + timedelta(days=n), chance)]
    moments: list[dict[str, Any]] = []
    for day in days:
        for hour in (9, 13, 18) if writes is on_sundays else (12, 19):
            close = chance.random() < 0.4
            acts = ["withdrew"] if chance.random() < (0.7 if close else 0.1) else []
            if not acts and chance.random() < 0.6:
                acts = [chance.choice(["stayed_present", "reached_out", "none_of_these"])]
            at = datetime(
                day.year, day.month, day.day, hour, chance.randrange(60), tzinfo=SUNDAY_EVENING.tzinfo
            )
            trigger = chance.choice(CLOSE if close else OTHERS)
            moments.append({"occurred_at": at.isoformat(), "triggers": [trigger], "responses": acts})
    file = folder / "diary.json"
    file.write_text(json.dumps({"format": "companion-journal", "version": 1, "moments": moments}))
    of_closeness = [one for one in moments if one["triggers"][0] in CLOSE]
    others = [one for one in moments if one["triggers"][0] in OTHERS]
    logged = set(days)

    def followed(one: dict[str, Any]) -> bool:
        at = datetime.fromisoformat(one["occurred_at"])
        two_days = [at.date() + timedelta(days=n) for n in range(3)]
        return logged.issuperset(two_days) and at + timedelta(days=2) <= SUNDAY_EVENING

    return MadeDiary(
        file,
        sum("withdrew" in one["responses"] for one in of_closeness),
        len(of_closeness),
        sum("withdrew" in one["responses"] for one in others),
        len(others),
        sum(not followed(one) for one in of_closeness),
        sum(not one["responses"] for one in of_closeness),
    )


@pytest.mark.parametrize("writes", [every_other_day, three_days_a_week, on_sundays])
def test_who_writes_on_some_days_reads_what_was_so_and_what_was_left_out(
    writes: Writes, run: Run, tmp_path: Path
) -> None:
    diary = made(tmp_path, writes)
    assert diary.n >= 20 and diary.k / diary.n > 0.55 > 0.25 > diary.k0 / diary.n0
    assert run("import", str(diary.file), "--yes").code == 0
    found = {one["id"]: one for one in json.loads(run("patterns", "--json").out)["patterns"]}
    pull = found[WITHDRAW]
    assert pull["state"] == "holds_up"
    assert pull["evidence"][0] == "same_moment"
    assert pull["same_entry"] == {"k": diary.k, "n": diary.n, "k0": diary.k0, "n0": diary.n0}
    assert pull["difference"] == pytest.approx(diary.k / diary.n - diary.k0 / diary.n0, abs=1e-4)
    assert pull["interval"][0] > 0
    assert len(pull["in_entry"]) == diary.k and len(pull["not_in_entry"]) == diary.n - diary.k
    shown = json.loads(run("show", pull["in_entry"][0], "--json").out)
    assert "withdrew" in shown["responses"] and shown["triggers"][0] in CLOSE
    assert pull["not_followed"] == pull["left_out"] == diary.not_followed > diary.n / 2
    assert pull["not_answered"] == diary.blank > 0
    assert [id for id, one in found.items() if one["state"] == "holds_up"] == [WITHDRAW]

    said = " ".join(run("patterns").out.split())
    assert (
        f"You noted pulling back in {diary.k} of {diary.n} close moments."
        f" At other times: {diary.k0} of {diary.n0}." in said
    )
    assert f"{diary.not_followed} of {diary.n} times could not be followed: " in said
    assert "What you noted in the same entry is counted." in said
    assert f"{diary.blank} of {diary.n} times had no answer: nothing was noted" in said
    assert "stayed close" not in said


@pytest.mark.parametrize("writes", [every_other_day, on_sundays])
def test_what_waits_says_what_it_has_and_what_it_left_out_and_why(
    writes: Writes, run: Run, tmp_path: Path
) -> None:
    """Reading the worst into silence is noted nowhere in it; none of it could be followed."""
    diary = made(tmp_path, writes)
    run("import", str(diary.file), "--yes")
    whole = json.loads(diary.file.read_text())["moments"]
    silences = [one for one in whole if one["triggers"] == ["slow_reply"]]
    found = {one["id"]: one for one in json.loads(run("patterns", "--json").out)["patterns"]}
    waiting = found["overread_after_silence"]
    assert waiting["state"] in ("not_seen", "counting")
    assert waiting["same_entry"]["n"] == len(silences)
    blank = sum(not one["responses"] for one in silences)
    said = " ".join(run("patterns").out.split())
    assert waiting["left_out"] == len(silences)
    assert f"none of these {len(silences)} could be followed, {blank} had no answer" in said
    assert f"Reading the worst into silence 0 of {len(silences)} (other times 0 of " in said
    assert "the time after is not over yet, or has days without entries" in said
    assert "nothing was noted, which is not a no" in said
    letter = " ".join(run("week").out.split())
    assert "Where the days after have no entries, what came later could not be counted." in letter


def test_three_weeks_of_sundays_are_too_early_and_say_so(run: Run, tmp_path: Path) -> None:
    diary = made(tmp_path, on_sundays)
    run("import", str(diary.file), "--yes")
    until = (SUNDAY_EVENING - timedelta(days=DAYS - 21)).date().isoformat()
    found = {
        one["id"]: one for one in json.loads(run("patterns", "--as-of", until, "--json").out)["patterns"]
    }
    pull = found[WITHDRAW]
    assert pull["state"] == "counting"
    have, _, of = pull["needed"].partition(" of ")
    said = " ".join(run("patterns", "--as-of", until).out.split())
    assert f"Pulling back after closeness {have} of the {of}" in said
    counts = pull["same_entry"]
    assert f"{counts['k']} of {counts['n']} in the same entry; none of these {counts['n']} could" in said
