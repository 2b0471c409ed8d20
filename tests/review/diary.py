"""A small hand for making entries: Berlin, the week of Monday 23 February to Sunday 1 March 2026."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from companion.model.records import Feeling, Moment, Reflection, Settings
from companion.model.vocabulary import Vocabulary, load_vocabulary
from companion.patterns.findings import Finding
from companion.review.week import build_week
from companion.review.week_parts import Week

MONDAY = date(2026, 2, 23)
NEXT_MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
VOCABULARY: Vocabulary = load_vocabulary()


def at(day: int, time: str = "20:00") -> datetime:
    """A time on the n-th day of the week, 0 for Monday."""
    hour, minute = map(int, time.split(":"))
    start = datetime(MONDAY.year, MONDAY.month, MONDAY.day, tzinfo=ZoneInfo("Europe/Berlin"))
    return (start + timedelta(days=day)).replace(hour=hour, minute=minute)


def felt(words: str) -> tuple[Feeling, ...]:
    """``"tender:4 anxious"``."""
    pairs = [word.partition(":") for word in words.split()]
    return tuple(Feeling(mood=mood, intensity=int(how) if how else None) for mood, _, how in pairs)


def moment(id: str, when: datetime, triggers: str = "", feelings: str = "", **fields: Any) -> Moment:
    """A moment; codes and feelings in one string each."""
    codes = {name: tuple(fields.pop(name, "").split()) for name in ("partner_acts", "urges", "responses")}
    return Moment(
        id=id,
        occurred_at=when,
        recorded_at=when,
        updated_at=when,
        triggers=tuple(triggers.split()),
        feelings=felt(feelings),
        **codes,
        **fields,
    )


def reflection(id: str, when: datetime, text: str = "", feelings: str = "", **fields: Any) -> Reflection:
    """A reflection."""
    return Reflection(
        id=id,
        occurred_at=when,
        recorded_at=when,
        updated_at=when,
        text=text,
        feelings=felt(feelings),
        **fields,
    )


def finding(pattern: str, state: str = "holds_up", **fields: Any) -> Finding:
    """A finding; 6 of 8 against 4 of 21 unless said otherwise."""
    counts = {"k": 6, "n": 8, "k0": 4, "n0": 21, "difference": 0.56}
    return Finding(pattern=pattern, state=state, **{**counts, **fields})


def week(entries: Sequence[Moment | Reflection] = (), **fields: Any) -> Week:
    """The week read on the Monday after it, in a journal begun long before."""
    given: dict[str, Any] = {
        "first": MONDAY,
        "vocabulary": VOCABULARY,
        "settings": Settings(),
        "now": NEXT_MONDAY,
        "first_ever": date(2025, 12, 1),
        **fields,
    }
    return build_week(entries=entries, **given)


def full_entries() -> list[Moment | Reflection]:
    """A week with something of everything; nothing on Tuesday and Thursday."""
    return [
        moment("m1", at(0), "affection_received", "tender:6 overwhelmed:7", closeness=2, urges="withdrew",
               responses="withdrew", partner_acts="pb_warm", body="tight chest", note="A long hug."),
        moment("m2", at(0, "22:30"), "slow_reply", "anxious:5", closeness=-1, urges="pursued",
               responses="self_soothed"),
        reflection("r1", at(2, "07:30"), "The quiet morning.", "calm:4"),
        moment("m3", at(2), "affection_received", "tender:4 grateful", closeness=1, urges="withdrew",
               responses="stayed_present accepted_affection", partner_acts="pb_warm pb_listened"),
        moment("m4", at(4, "13:00"), "slow_reply", "anxious:8", closeness=-2, urges="withdrew",
               responses="overanalysed"),
        moment("m5", at(5, "01:30"), "affection_received quality_time", "loved:7", closeness=3,
               responses="accepted_affection", partner_acts="pb_warm"),
        moment("m6", at(6, "11:00"), "ordinary_moment", "content"),
    ]  # fmt: skip


def full_findings() -> tuple[Finding, ...]:
    """Something to tell in four patterns; the others wait."""
    told = {
        "withdraw_after_affection": finding(
            "withdraw_after_affection", moments=("m1",), confounders=("stress",)
        ),
        "overread_after_silence": finding(
            "overread_after_silence", "early_sign", k=4, n=6, k0=3, n0=20, difference=0.5
        ),
        "reach_out_after_closeness": finding(
            "reach_out_after_closeness",
            "growing",
            k=9,
            n=16,
            earlier=(3, 9),
            recent=(6, 7),
            recent_weeks=8,
            moments=("m3", "m5"),
        ),
        "stress_spillover": finding(
            "stress_spillover", "easing", k=11, n=19, earlier=(8, 10), recent=(3, 9), recent_weeks=8
        ),
        "control_when_unsure": Finding(
            pattern="control_when_unsure", state="not_seen", k=1, n=9, k0=3, n0=20
        ),
    }
    waiting = {
        id: Finding(pattern=id, state="counting", n=2, needed="2 of 6", needed_what="bouts")
        for id in VOCABULARY.patterns
    }
    waiting["ask_after_uncertainty"] = Finding(
        pattern="ask_after_uncertainty", state="counting", n=5, needed="5 of 6", needed_what="bouts"
    )
    return tuple({**waiting, **told}.values())
