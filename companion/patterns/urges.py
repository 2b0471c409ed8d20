"""Urge against act: how often something was wanted, and how often it was then done.

An *occasion* is a run of moments in which the same urge was noted, each at most two hours after the one
before, as with the bouts of a pattern. It was *done* when the act was noted in one of these moments or in a
later one up to two hours after the last. Occasions whose two hours are not over are left out; days without an
entry say nothing and are not looked at. Moments of quiet mode are on neither side.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from companion.model.events import CodedEvent
from companion.model.frozen_dataclass import dataclass
from companion.model.records import NO_ACT, QUIET_CODES
from companion.patterns.bouts import MERGE
from companion.patterns.diary_columns import DAY, QUIET
from companion.patterns.exact import benjamini_hochberg, fisher_two_sided
from companion.patterns.outcomes import Share

ENOUGH_OCCASIONS = 6
"""Occasions from which an urge is told."""

RECENT_WEEKS = 8
"""Weeks that are compared with the ones before; half of them all in a younger diary."""

ENOUGH_FOR_CHANGE = 5
"""Occasions needed in the recent weeks and before them, to compare the two."""

CHANGED = 0.005
"""Largest q (two-sided Fisher test, corrected for all urges compared) of a change that is told. It is so
small since the same diary is looked at week after week..."""

CHANGED_BY = 0.3
"""... which also has to be so large."""

NEVER_COUNTED = frozenset({"self_protected", "none_or_other", NO_ACT})
"""Urges that are in no count: keeping safe, and what says that none was felt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgeCount:
    """One urge: ``done`` of ``wanted`` occasions, told from ENOUGH_OCCASIONS on.

    recent, earlier: (done, wanted) in the last ``recent_weeks`` weeks and before; ``None`` while either has
    fewer than ENOUGH_FOR_CHANGE. q: of the change between the two, corrected for all urges compared. change:
    ``"less"`` or ``"more"`` often done of late, where that is tested and large; else ``""``. done_moments,
    other_moments: ids of the moments with the urge, by what came of their occasion. left_out: occasions not
    over yet.
    """

    urge: str
    wanted: int
    done: int
    recent: Share | None = None
    earlier: Share | None = None
    recent_weeks: int | None = None
    q: float | None = None
    change: str = ""
    done_moments: tuple[str, ...] = ()
    other_moments: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def enough(self) -> bool:
        """Whether there are occasions enough to be told."""
        return self.wanted >= ENOUGH_OCCASIONS


def count_urges(
    events: Sequence[CodedEvent], urges: Mapping[str, frozenset[str]], *, as_of: int, day_start: int
) -> tuple[UrgeCount, ...]:
    """Every urge that was noted, the most wanted first.

    ``urges``: what was wanted, by the id of the moment. ``as_of`` in absolute seconds, later events are
    not looked at; ``day_start`` in seconds after midnight. ``events`` may come in any order.
    """
    entries = sorted((event for event in events if event.at <= as_of), key=attrgetter("at", "id"))
    if not entries:
        return ()
    wanted: dict[str, list[CodedEvent]] = {}
    acts: dict[str, list[int]] = {}
    nothing = frozenset[str]()
    counted = [
        entry
        for entry in entries
        if QUIET.isdisjoint(entry.codes) and QUIET_CODES.isdisjoint(urges.get(entry.id, nothing))
    ]
    for entry in counted:
        for code in urges.get(entry.id, nothing) - NEVER_COUNTED:
            wanted.setdefault(code, []).append(entry)
    done = frozenset("R:" + code for code in wanted)
    for entry in counted:
        for code in entry.codes & done:
            acts.setdefault(code[2:], []).append(entry.at)
    offset = entries[-1].wall - entries[-1].at
    today = (as_of + offset - day_start) // DAY
    first = (entries[0].wall - day_start) // DAY
    weeks = min(RECENT_WEEKS, (today - first + 1) // 14)
    since = today - 7 * weeks
    counts = [
        _count(code, _occasions(moments), acts.get(code, []), as_of, day_start, since)
        for code, moments in wanted.items()
    ]
    counts.sort(key=lambda count: (-count.wanted, count.urge))
    return tuple(_compared(counts, weeks))


def _occasions(moments: Sequence[CodedEvent]) -> list[list[CodedEvent]]:
    occasions: list[list[CodedEvent]] = []
    for moment in moments:
        if occasions and moment.at - occasions[-1][-1].at <= MERGE:
            occasions[-1].append(moment)
        else:
            occasions.append([moment])
    return occasions


def _count(
    urge: str,
    occasions: Sequence[Sequence[CodedEvent]],
    acts: Sequence[int],
    as_of: int,
    day_start: int,
    since: int,
) -> UrgeCount:
    """The count of one urge; ``recent`` and ``earlier`` whole, however small."""
    done_moments: list[str] = []
    other_moments: list[str] = []
    shares = {True: [0, 0], False: [0, 0]}
    left_out = 0
    for occasion in occasions:
        end = occasion[-1].at + MERGE
        if end > as_of:
            left_out += 1
            continue
        next_act = bisect_left(acts, occasion[0].at)
        done = next_act < len(acts) and acts[next_act] <= end
        (done_moments if done else other_moments).extend(moment.id for moment in occasion)
        share = shares[(occasion[0].wall - day_start) // DAY > since]
        share[0] += done
        share[1] += 1
    (k, n), (k0, n0) = shares[True], shares[False]
    return UrgeCount(
        urge=urge,
        wanted=n + n0,
        done=k + k0,
        recent=(k, n),
        earlier=(k0, n0),
        done_moments=tuple(done_moments),
        other_moments=tuple(other_moments),
        left_out=left_out,
    )


def _compared(counts: Sequence[UrgeCount], weeks: int) -> list[UrgeCount]:
    """The counts with their change, all tested together; without the two shares where these are too small."""
    p_values = [_p(count) for count in counts]
    corrected = iter(benjamini_hochberg([p for p in p_values if p is not None]))
    compared = []
    for count, p in zip(counts, p_values, strict=True):
        if p is None or count.recent is None or count.earlier is None:
            compared.append(replace(count, recent=None, earlier=None))
            continue
        q = float(f"{next(corrected):.3g}")
        by = count.recent[0] / count.recent[1] - count.earlier[0] / count.earlier[1]
        changed = q <= CHANGED and abs(by) >= CHANGED_BY
        change = ("more" if by > 0 else "less") if changed else ""
        compared.append(replace(count, recent_weeks=weeks, q=q, change=change))
    return compared


def _p(count: UrgeCount) -> float | None:
    """Two-sided p of the change between earlier and recent; ``None`` where either is too small."""
    if count.recent is None or count.earlier is None:
        return None
    if min(count.recent[1], count.earlier[1]) < ENOUGH_FOR_CHANGE:
        return None
    return fisher_two_sided(*count.recent, *count.earlier)
