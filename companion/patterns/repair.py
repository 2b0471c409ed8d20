"""Repair: after a rupture, how soon contact was noted again, and from whom it came.

A *rupture* is where contact broke: an argument (``disagreement``, ``raised_voices``, ``repeated_argument``;
own ``picked_fight``, ``cold_or_sarcastic``, ``threatened_leaving``), silence (``partner_quiet``, own
``shut_down``) or drawing back (own ``withdrew``, the other's ``pb_withdrew``). A late answer, time apart and
a wish for room are none of these: nothing need be broken there. What follows up to the next contact belongs
to the same rupture, so that one contact ends one rupture.

*Contact* is a later moment with an own act of reaching (REACHED), one of the other's (CAME), or time spent
together (TOGETHER). In the moment of the rupture itself only mending counts (MENDED): a kind act there may
have come first.

Each rupture is followed for seven days, until contact, or up to a day without an entry, whichever is first.
Hours are quantiles after Kaplan and Meier (1958): one that was followed only in part counts for as long as it
was followed, and is in none of the counts.
"""

from collections.abc import Sequence
from operator import attrgetter

from companion.model.events import CodedEvent
from companion.model.frozen_dataclass import dataclass
from companion.model.sequels import MENDED
from companion.patterns.diary_columns import DAY, HOUR, QUIET

RUPTURE = frozenset({
    "disagreement", "raised_voices", "repeated_argument", "partner_quiet", "R:picked_fight",
    "R:cold_or_sarcastic", "R:threatened_leaving", "R:shut_down", "R:withdrew", "PB:pb_withdrew",
})  # fmt: skip
REACHED = frozenset({
    "R:repaired", "R:reached_out", "R:paused_and_returned", "R:appreciated", "R:listened_validated",
})  # fmt: skip
CAME = frozenset({
    "affection_received", "compliment_received", "help_offered", "partner_opened_up", "PB:pb_warm",
    "PB:pb_reassured", "PB:pb_appreciated", "PB:pb_opened_up", "PB:pb_listened", "PB:pb_repaired",
    "PB:pb_asked_closeness", "PB:pb_supported",
})  # fmt: skip
TOGETHER = frozenset({"quality_time", "deep_talk", "sexual_closeness"})
_CONTACT = REACHED | CAME | TOGETHER

FOLLOWED_DAYS = 7
"""Days for which a rupture is followed."""

ENOUGH_RUPTURES = 6
"""Ruptures from which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What followed ruptures; told from ENOUGH_RUPTURES on that were followed to contact or for seven days.

    own, partner, both: ids of the moments in which contact came from the person, from the other, from both at
    once (one id a rupture). not_noted: ids of the ruptures' first moments without contact in seven days.
    ruptures: ids of the first moments of all of them. left_out: ruptures followed only up to a day without
    an entry, or not for seven days yet. median_hours and middle_hours (a quarter, three quarters): ``None``
    where they lie beyond what was followed.
    """

    own: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    not_noted: tuple[str, ...] = ()
    ruptures: tuple[str, ...] = ()
    left_out: int = 0
    median_hours: float | None = None
    middle_hours: tuple[float | None, float | None] = (None, None)

    @property
    def n(self) -> int:
        """Ruptures counted."""
        return len(self.own) + len(self.partner) + len(self.both) + len(self.not_noted)

    @property
    def enough(self) -> bool:
        """Whether there are ruptures enough to be told."""
        return self.n >= ENOUGH_RUPTURES


def find_repair(events: Sequence[CodedEvent], *, as_of: int, day_start: int) -> Repair:
    """What followed every rupture up to ``as_of`` (absolute seconds).

    ``events`` may come in any order; ``day_start`` in seconds after midnight.
    """
    entries = sorted((event for event in events if event.at <= as_of), key=attrgetter("at", "id"))
    logged = {(entry.wall - day_start) // DAY for entry in entries}
    moments = [entry for entry in entries if entry.codes and QUIET.isdisjoint(entry.codes)]
    by: dict[str, list[str]] = {"own": [], "partner": [], "both": [], "not_noted": []}
    ruptures: list[str] = []
    times: list[tuple[float, bool]] = []
    left_out = 0
    i = 0
    while i < len(moments):
        start = moments[i]
        if RUPTURE.isdisjoint(start.codes):
            i += 1
            continue
        ruptures.append(start.id)
        until = _followed_until(start, logged, as_of, day_start)
        j = i
        while j < len(moments) and moments[j].at <= until and not _contact(moments[j], start):
            j += 1
        if j < len(moments) and moments[j].at <= until:
            contact = moments[j]
            by[_whose(contact.codes if j > i else contact.codes & MENDED)].append(contact.id)
            times.append(((contact.at - start.at) / HOUR, True))
            # Drawing back in the moment of contact begins anew, unless mending is what that moment held.
            i = j if j > i and MENDED.isdisjoint(contact.codes) else j + 1
        else:
            if until == start.at + FOLLOWED_DAYS * DAY:
                by["not_noted"].append(start.id)
            else:
                left_out += 1
            times.append(((until - start.at) / HOUR, False))
            i = max(j, i + 1)
    quarter, median, three = (_quantile(times, share) for share in (0.25, 0.5, 0.75))
    return Repair(
        own=tuple(by["own"]),
        partner=tuple(by["partner"]),
        both=tuple(by["both"]),
        not_noted=tuple(by["not_noted"]),
        ruptures=tuple(ruptures),
        left_out=left_out,
        median_hours=median,
        middle_hours=(quarter, three),
    )


def _contact(moment: CodedEvent, start: CodedEvent) -> bool:
    if moment.id == start.id:
        return not MENDED.isdisjoint(moment.codes)
    return moment.at > start.at and not _CONTACT.isdisjoint(moment.codes)


def _whose(codes: frozenset[str]) -> str:
    own, partner = not REACHED.isdisjoint(codes), not CAME.isdisjoint(codes)
    return "own" if own and not partner else "partner" if partner and not own else "both"


def _followed_until(start: CodedEvent, logged: set[int], as_of: int, day_start: int) -> int:
    """The last second to which a rupture can be followed."""
    first = (start.wall - day_start) // DAY
    until = min(as_of, start.at + FOLLOWED_DAYS * DAY)
    for day in range(first + 1, first + FOLLOWED_DAYS + 1):
        if day not in logged:
            begins = day * DAY + day_start - (start.wall - start.at)
            return min(until, max(start.at, begins - 1))
    return until


def _quantile(times: Sequence[tuple[float, bool]], share: float) -> float | None:
    """The time by which this share had contact (Kaplan and Meier); ``None`` if that was not reached."""
    without, at_risk = 1.0, len(times)
    for hours, contact in sorted(times, key=lambda time: (time[0], not time[1])):
        if contact:
            without *= (at_risk - 1) / at_risk
            if 1 - without >= share - 1e-9:
                return round(hours, 2)
        at_risk -= 1
    return None
