"""Chooses the next question: by rules alone, the same for the same diary and day, and able to say why."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from companion.model.clock import WEEKDAYS, local_day, parse_day_start
from companion.model.frozen_dataclass import dataclass
from companion.model.records import QUIET_CODES, Entry, Moment, written_text
from companion.model.vocabulary import PROMPT_SETS, Prompt, Response

AFTER_TRIGGER = timedelta(minutes=30)
"""How long after a moment the question is about that moment."""

MORNING = timedelta(hours=10)
"""How much of a day, from its own start, counts as morning; the rest is evening."""

ENTRIES_BEFORE_WEIGHING = 10
"""With fewer entries than this in all, only the set ``any`` is used."""

STEADYING_AFTER_CROWDED = timedelta(hours=3)
"""How long after a crowded hour something steadying comes first."""

SHARE_OF_ANY = 0.25
LEAST_SHARE = 0.15
BOTH_HIGH = 0.30
"""With avoidant and anxious shares both above this, the set ``fearful_avoidant`` joins in."""

STRONG_INTENSITY = 8
"""From this intensity on, a feeling counts as strong."""

_SETS_OF = {
    "deactivating": ("avoidant",),
    "hyperactivating": ("anxious",),
    "both": ("avoidant", "anxious"),
    "secure": ("secure",),
}
_EDGE_OF_DAY = {"morning": "start", "evening": "end"}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PromptChoice:
    """A question and, in one sentence, why this one; ``steadying`` asks for "enough for today" beside it."""

    prompt: Prompt
    why: str
    steadying: bool = False


def choose_prompt(
    prompts: Iterable[Prompt],
    *,
    now: datetime,
    entries: Sequence[Entry],
    used: Mapping[str, datetime],
    responses: Mapping[str, Response],
    labels: Callable[[str], str],
    skipped: Collection[str] = (),
    quiet: bool = False,
    weekly_day: str = "sunday",
    day_start: str = "04:00",
    entries_ever: int = 0,
    pinned: str = "",
    banished: Collection[str] = (),
) -> PromptChoice:
    """The question to ask at ``now`` (aware, local time).

    ``entries`` are those of the last 28 days in time order, ``entries_ever`` how many there are in all (those
    28 days' where it is not said); ``used`` says when each prompt was last used, and
    ``labels`` turns an id into words. In this order: quiet mode and an afraid moment leave only the
    questions that are safe then; strong, crowded or repeating entries bring a steadying one; two hard
    questions bring one about what went well; then the moment of use, the set, what today's entry touches,
    the minimum gap, the least recently used, and a draw seeded by the date. When nothing fresh is left, the
    gap gives way before the silence does. A ``pinned`` one comes before all that, but not where something
    steadying is due or it is not safe; ``banished`` ones do not come while there is any other.
    Raises ValueError when there is no prompt to choose from at all.
    """
    prompts = tuple(prompts)
    past = [entry for entry in entries if entry.occurred_at <= now]
    latest = next((entry for entry in reversed(past) if isinstance(entry, Moment)), None)
    just_now = latest if latest and now - latest.occurred_at <= AFTER_TRIGGER else None
    careful = quiet or (just_now is not None and not QUIET_CODES.isdisjoint(_codes(just_now)))
    offered = [
        prompt for prompt in prompts if not prompt.deprecated and (prompt.shown_when_quiet or not careful)
    ]
    if not offered:
        raise ValueError("there is no question to choose from")
    offered = [prompt for prompt in offered if prompt.id not in banished] or offered

    today = local_day(now, day_start)

    def day_of(at: datetime) -> date:
        return local_day(at.astimezone(now.tzinfo), day_start)

    if just_now:
        moment, touched = "after_trigger", [just_now]
    else:
        asked_today = {
            prompt.moment for prompt in prompts if prompt.id in used and day_of(used[prompt.id]) == today
        }
        moment = _moment_by_clock(now, "weekly" in asked_today, weekly_day, day_start)
        touched = [e for e in past if isinstance(e, Moment) and local_day(e.occurred_at, day_start) == today]
    codes = [code for entry in reversed(touched) for code in _codes(entry)]

    # From the narrowest choice to the widest; the first with something fresh in it is taken.
    of_moment = [prompt for prompt in offered if prompt.moment == moment]
    calm = _reason_for_calm(past, now)
    for prompt in offered:
        if prompt.id == pinned and pinned not in skipped and (prompt.steadying or not calm):
            why = "You pinned this one; it stays until you answer it."
            return PromptChoice(prompt, why, prompt.steadying)
    after_hard = not calm and _two_hard_ones(prompts, used)
    if calm:
        steadying = [p for p in offered if p.steadying]
        tiers = [[p for p in steadying if p.moment in (moment, "after_trigger")], steadying]
        of_moment = offered = steadying or offered  # skipping goes round among these
    else:
        known = max(len(past), entries_ever) >= ENTRIES_BEFORE_WEIGHING
        shares = _shares(past, responses) if known else {"any": 1.0}
        drawn = _draw(shares, _seeded(f"{today} {moment}"))
        tiers = [[p for p in of_moment if p.set in sets] for sets in ((drawn,), ("any",), PROMPT_SETS)]
        if after_hard:
            tiers = [[p for p in tier if p.went_well] for tier in tiers] + tiers

    def is_fresh(prompt: Prompt) -> bool:
        return prompt.id not in used or (today - day_of(used[prompt.id])).days >= prompt.min_gap_days

    def order(prompt: Prompt) -> tuple[bool, float, float]:
        last = used[prompt.id].timestamp() if prompt.id in used else 0.0
        return (_touched_by(prompt, codes) is None, last, _seeded(f"{today} {prompt.id}"))

    fresh = ([p for p in tier if p.id not in skipped and is_fresh(p)] for tier in tiers)
    again = ([p for p in tier if p.id not in skipped] for tier in (tiers[-1], of_moment, offered))
    pool = next(filter(None, fresh), None) or next(filter(None, again), None) or of_moment or offered
    prompt = min(pool, key=order)

    code = _touched_by(prompt, codes)
    if calm:
        return PromptChoice(prompt, calm, steadying=True)
    if careful:
        why = f"{'Quiet mode is on; this' if quiet else 'This'} one is gentle, and it can wait."
    elif after_hard and prompt.went_well:
        why = "After two harder questions, one about what went well."
    elif code is not None:
        when = "a little while ago" if just_now else "today"
        why = f"You logged {_inside_a_sentence(labels(code))} {when}."
    elif not is_fresh(prompt):
        why = "You have seen this one before; today's answer may be different."
    elif moment == "after_trigger":
        why = "You logged a moment a little while ago."
    elif moment == "weekly":
        why = f"It is {weekly_day.capitalize()}, your day for looking back on the week."
    else:
        why = (
            _from_the_set(prompt, past, responses, labels)
            or f"One for the {_EDGE_OF_DAY[moment]} of the day."
        )
    return PromptChoice(prompt, why)


def _codes(moment: Moment) -> tuple[str, ...]:
    return (*moment.triggers, *moment.responses, *moment.partner_acts)


def _touched_by(prompt: Prompt, codes: Iterable[str]) -> str | None:
    """The first of the day's codes that the prompt was written for."""
    return next((code for code in codes if code in prompt.triggers or code in prompt.responses), None)


def _moment_by_clock(now: datetime, weekly_done: bool, weekly_day: str, day_start: str) -> str:
    if not weekly_done and WEEKDAYS[local_day(now, day_start).weekday()] == weekly_day:
        return "weekly"
    start = parse_day_start(day_start)
    into_the_day = timedelta(hours=now.hour - start.hour, minutes=now.minute - start.minute) % timedelta(
        days=1
    )
    return "morning" if into_the_day < MORNING else "evening"


def _reason_for_calm(past: Sequence[Entry], now: datetime) -> str:
    """Why something steadying comes first, in a sentence; empty when nothing asks for it."""
    recent = [entry for entry in past if now - entry.occurred_at <= timedelta(days=3)]
    last_two = recent[-2:]
    if (
        len(last_two) == 2
        and now - last_two[1].occurred_at <= timedelta(days=1)
        and all(map(_is_strong, last_two))
    ):
        return "You logged two strong moments; here is something steadying first."
    last_three = recent[-3:]
    if (
        len(last_three) == 3
        and last_three[-1].occurred_at - last_three[0].occurred_at <= timedelta(hours=1)
        and now - last_three[-1].occurred_at <= STEADYING_AFTER_CROWDED
    ):
        return "You wrote three entries within an hour; here is something steadying first, if you like."
    notes = [_words(written_text(entry)) for entry in recent]
    if any(sum(_near_identical(note, other) for other in notes) >= 3 for note in notes):
        return "You wrote much the same note three times in three days; here is something steadying first."
    return ""


def _is_strong(entry: Entry) -> bool:
    strengths = (feeling.intensity for feeling in entry.feelings)
    return any(strength is not None and strength >= STRONG_INTENSITY for strength in strengths)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _near_identical(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two notes share four fifths of their words; a note of one or two words says too little to
    tell.
    """
    return min(len(one), len(other)) >= 3 and len(one & other) >= 0.8 * len(one | other)


def _two_hard_ones(prompts: Iterable[Prompt], used: Mapping[str, datetime]) -> bool:
    """Whether the last two prompts used were neither about what went well nor steadying."""
    last_two = sorted((p for p in prompts if p.id in used), key=lambda p: (used[p.id], p.id))[-2:]
    return len(last_two) == 2 and not any(prompt.went_well or prompt.steadying for prompt in last_two)


def _strategies(past: Sequence[Entry], responses: Mapping[str, Response]) -> Counter[str]:
    """How often each response with a strategy was logged, by its id."""
    logged = (code for entry in past if isinstance(entry, Moment) for code in entry.responses)
    return Counter(code for code in logged if code in responses and responses[code].strategy in _SETS_OF)


def _shares(past: Sequence[Entry], responses: Mapping[str, Response]) -> dict[str, float]:
    """How likely each set is: a quarter for ``any``, the rest by what was logged, none below 15 %."""
    weights = dict.fromkeys(("secure", "avoidant", "anxious"), 0.0)
    for code, times in _strategies(past, responses).items():
        sets = _SETS_OF[responses[code].strategy]
        for name in sets:
            weights[name] += times / len(sets)
    total = sum(weights.values())
    if total and min(weights["avoidant"], weights["anxious"]) > BOTH_HIGH * total:
        weights["fearful_avoidant"] = min(weights["avoidant"], weights["anxious"])
    if not total:
        weights = dict.fromkeys(weights, 1.0)
    to_share = 1 - SHARE_OF_ANY - LEAST_SHARE * len(weights)
    total = sum(weights.values())
    return {"any": SHARE_OF_ANY} | {
        name: LEAST_SHARE + to_share * weight / total for name, weight in weights.items()
    }


def _draw(shares: Mapping[str, float], at: float) -> str:
    """The set that ``at`` (0 to 1) falls on when the shares are laid end to end."""
    for name, share in shares.items():
        if at < share:
            return name
        at -= share
    return next(iter(shares))


def _seeded(text: str) -> float:
    """A number from 0 up to 1 that looks random and is the same for the same text, everywhere."""
    import hashlib

    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


def _inside_a_sentence(label: str) -> str:
    goes_in = label.startswith(("A ", "An ")) and "," not in label
    return label[0].lower() + label[1:] if goes_in else f"“{label}”"


def _from_the_set(
    prompt: Prompt, past: Sequence[Entry], responses: Mapping[str, Response], labels: Callable[[str], str]
) -> str:
    """What the last four weeks held that speaks for the prompt's set; empty when nothing did."""
    if prompt.set == "any":
        return ""
    if prompt.set == "fearful_avoidant":
        return "You noted both reaching out and stepping back in the last four weeks."
    logged = _strategies(past, responses)
    of_set = [code for code in logged if prompt.set in _SETS_OF[responses[code].strategy]]
    if not of_set:
        return ""
    code = max(of_set, key=lambda code: (logged[code], code))
    times = {1: "once", 2: "twice"}.get(logged[code], f"{logged[code]} times")
    return f"You logged “{labels(code)}” {times} in the last four weeks."
