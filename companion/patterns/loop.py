"""The loop: the round a person's own moments most often went through, and another way it went.

One moment holds up to six steps: what happened, what was felt, wanted and done, what the other did, and how
close it felt. The round is the way through them that the most moments went as a whole: of the ways that at
least LEAST moments went, the longest, and of these the most frequent (found as frequent item sets are,
Agrawal and Srikant 1994: a way that few went is not gone on with). The last arrow goes back to the beginning:
it started like this again within three days. The steps stand in the order of the form; which of two in one
moment came first, nobody noted.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from companion.model.frozen_dataclass import dataclass
from companion.model.records import QUIET_CODES, Moment
from companion.patterns.bouts import MERGE

STEPS = ("happened", "felt", "wanted", "did", "other_did", "how_close")
"""The steps of a round, in the order of the form."""

LEAST = 4
"""Moments that have to go all of a way."""

AGAIN_DAYS = 3
"""So many days later, at most, it started like this again."""

_SECONDS = AGAIN_DAYS * 86_400


class Arrow(NamedTuple):
    """From one step to the next: of ``n`` moments that went the way so far and say anything at the next step,
    ``k`` went on like this. For the last one: of ``n`` moments after which anything was noted within three
    days, ``k`` were followed by one that started alike.
    """

    k: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One way round, of the moments that started with one thing.

    codes: one a step, in the order of STEPS, as far as LEAST moments went; all six where the round is whole.
    arrows: between them, and with a whole round the one back to the beginning. ids: the moments that went all
    of it, in the order of time. of: how many started like it. missing: the step that too few went on to;
    held: how many of ``ids`` say anything at that step; of what was done, anything of this way.
    """

    codes: tuple[str, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    ids: tuple[str, ...] = ()
    of: int = 0
    missing: str = ""
    held: int = 0

    @property
    def whole(self) -> bool:
        """Whether it can be drawn."""
        return not self.missing


class Loop(NamedTuple):
    """The round that goes round, and another way it went from the same beginning; ``None`` where no moment
    went so.
    """

    round: Round
    other_way: Round | None


def find_loop(
    moments: Iterable[Moment],
    *,
    as_of: int,
    protective: Collection[str],
    secure: Collection[str],
    beginnings: Collection[str],
    person: str,
) -> Loop:
    """The loop of the moments with one person.

    ``as_of``: seconds since 1970; later moments are not looked at. ``protective``, ``secure``: own acts that
    keep a round going, and that let it go another way. ``beginnings``: triggers that a round may begin with.
    """
    here = sorted(
        (one for one in moments if one.person == person and _at(one) <= as_of and not _is_quiet(one)),
        key=lambda one: (one.occurred_at, one.id),
    )
    going_round = [one for one in here if not set(protective).isdisjoint(one.responses)]
    began = Counter(code for one in going_round for code in dict.fromkeys(one.triggers) if code in beginnings)
    if not began:
        return Loop(Round(missing=STEPS[0]), None)
    start = min(began, key=lambda code: (-began[code], code))
    if began[start] < LEAST:
        return Loop(Round(missing=STEPS[0], held=began[start]), None)
    starting = [one for one in here if start in one.triggers]
    times = [_at(one) for one in here]
    another = any(
        not set(secure).isdisjoint(one.responses) and set(protective).isdisjoint(one.responses)
        for one in starting
    )
    return Loop(
        _round(start, starting, protective, times),
        _round(start, starting, secure, times, without=protective) if another else None,
    )


def steps_of(moment: Moment) -> tuple[tuple[str, ...], ...]:
    """What a moment holds at each step."""
    return (
        moment.triggers,
        tuple(feeling.mood for feeling in moment.feelings),
        moment.urges,
        moment.responses,
        tuple(code for code in moment.partner_acts if code != "pb_unknown"),
        how_close(moment),
    )


def how_close(moment: Moment) -> tuple[str, ...]:
    """``("far",)``, ``("neither",)`` or ``("close",)``; empty where it was not said."""
    if moment.closeness is None:
        return ()
    return ("far" if moment.closeness < 0 else "close" if moment.closeness > 0 else "neither",)


def _round(
    start: str,
    moments: Sequence[Moment],
    acts: Collection[str],
    times: Sequence[int],
    without: Collection[str] = (),
) -> Round:
    """The round of moments that started alike; of what was done, only ``acts``, and none of ``without``."""
    rows = [steps_of(one) for one in moments]

    def onward_from(row: int, step: int) -> tuple[str, ...]:
        codes = tuple(dict.fromkeys(rows[row][step]))
        if STEPS[step] != "did":
            return codes
        return tuple(code for code in codes if code in acts) if set(without).isdisjoint(codes) else ()

    ways: dict[tuple[str, ...], list[int]] = {(start,): list(range(len(rows)))}
    for step in range(1, len(STEPS)):
        onward: dict[tuple[str, ...], list[int]] = {}
        for way, here in ways.items():
            for row in here:
                for code in onward_from(row, step):
                    onward.setdefault((*way, code), []).append(row)
        onward = {way: here for way, here in onward.items() if len(here) >= LEAST}
        if not onward:
            break
        ways = onward
    codes, here = min(ways.items(), key=lambda way: (-len(way[1]), way[0]))
    arrows = [_arrow(rows, codes[:place], codes[place]) for place in range(1, len(codes))]
    ids = tuple(moments[row].id for row in here)
    if len(codes) < len(STEPS):
        held = sum(bool(onward_from(row, len(codes))) for row in here)
        return Round(
            codes=codes, arrows=tuple(arrows), ids=ids, of=len(rows), missing=STEPS[len(codes)], held=held
        )
    arrows.append(_again([_at(moments[row]) for row in here], [_at(one) for one in moments], times))
    return Round(codes=codes, arrows=tuple(arrows), ids=ids, of=len(rows))


def _arrow(rows: Sequence[tuple[tuple[str, ...], ...]], way: Sequence[str], onward: str) -> Arrow:
    answered = [
        row for row in rows if row[len(way)] and all(code in row[place] for place, code in enumerate(way))
    ]
    return Arrow(sum(onward in row[len(way)] for row in answered), len(answered))


def _again(ends: Sequence[int], alike: Sequence[int], times: Sequence[int]) -> Arrow:
    """How often one that started alike came after these, more than a sitting later and within three days."""

    def followed(among: Sequence[int]) -> list[int]:
        after = (bisect_right(among, at + MERGE) for at in ends)
        return [
            at
            for at, place in zip(ends, after, strict=True)
            if place < len(among) and among[place] <= at + _SECONDS
        ]

    return Arrow(len(followed(alike)), len(followed(times)))


def _at(moment: Moment) -> int:
    return int(moment.occurred_at.timestamp())


def _is_quiet(moment: Moment) -> bool:
    return not QUIET_CODES.isdisjoint((*moment.triggers, *moment.responses, *moment.partner_acts))
