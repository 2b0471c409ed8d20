"""The loop: the round a person's own moments most often went through, from what happened to how it ended.

One moment holds up to six steps: what happened, what was felt, wanted and done, what the other did, and how
close it was at the end. Of the moments that began alike, the steps that most often stood together are the
round. An arrow is drawn where at least LEAST moments hold both its ends; the last arrow goes from the end to
the beginning: the same once more within three days. The steps stand in the order of the form; which of two
in one moment came first, nobody noted.

Chosen as the best way through the steps (Viterbi 1967): that with the most moments on its arrows.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from companion.model.records import QUIET_CODES, Moment

STEPS = ("happened", "felt", "wanted", "did", "other_did", "ended")
"""The steps of a round, in the order of the form."""

LEAST = 4
"""Moments that every arrow needs."""

AGAIN_DAYS = 3
"""So many days later, at most, the same is "once more"."""

_SECONDS = AGAIN_DAYS * 86_400


class Arrow(NamedTuple):
    """From one step to the next: of ``n`` moments with the first and any answer to the second, ``k`` hold
    both. For the last one: of ``n`` moments whose three days are over, ``k`` were followed by the same.
    """

    k: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One way round, of the moments that began with one thing.

    codes: one a step, in the order of STEPS, as far as arrows lead; all six where the round is whole. arrows:
    between them, and with a whole round the one back to the beginning. ids: the moments it is made of, in the
    order of time. missing: the step that too few moments hold with the one before; held: how many of them
    hold anything at that step.
    """

    codes: tuple[str, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    ids: tuple[str, ...] = ()
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
    times = [_at(one) for one in here if start in one.triggers]
    own = [one for one in going_round if start in one.triggers]
    other = [
        one
        for one in here
        if start in one.triggers
        and not set(secure).isdisjoint(one.responses)
        and set(protective).isdisjoint(one.responses)
    ]
    another = _round(start, other, secure, times, as_of) if other else None
    return Loop(_round(start, own, protective, times, as_of), another)


def steps_of(moment: Moment, acts: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """What a moment holds at each step; of what was done, only ``acts``."""
    return (
        moment.triggers,
        tuple(feeling.mood for feeling in moment.feelings),
        moment.urges,
        tuple(code for code in moment.responses if code in acts),
        tuple(code for code in moment.partner_acts if code != "pb_unknown"),
        ended(moment),
    )


def ended(moment: Moment) -> tuple[str, ...]:
    """``("further",)``, ``("same",)`` or ``("closer",)``, by how close it was; empty where nobody said."""
    if moment.closeness is None:
        return ()
    return ("further" if moment.closeness < 0 else "closer" if moment.closeness > 0 else "same",)


def _round(
    start: str, moments: Sequence[Moment], acts: Collection[str], times: Sequence[int], as_of: int
) -> Round:
    rows = [steps_of(one, acts) for one in moments]
    ids = tuple(one.id for one in moments)
    # The best way to every code of a step: how many moments stand on its arrows, and the codes so far.
    ways: dict[str, tuple[int, tuple[str, ...]]] = {start: (0, (start,))}
    for step in range(1, len(STEPS)):
        both = Counter(
            (a, b) for row in rows for a in dict.fromkeys(row[step - 1]) for b in dict.fromkeys(row[step])
        )
        onward: dict[str, tuple[int, tuple[str, ...]]] = {}
        for (a, b), many in sorted(both.items()):
            if a in ways and many >= LEAST:
                found = (ways[a][0] + many, (*ways[a][1], b))
                if b not in onward or found[0] > onward[b][0]:
                    onward[b] = found
        if not onward:
            _, codes = _best(ways)
            held = sum(bool(row[step]) and codes[-1] in row[step - 1] for row in rows)
            return Round(codes=codes, arrows=_arrows(rows, codes), ids=ids, missing=STEPS[step], held=held)
        ways = onward
    _, codes = _best(ways)
    over = [_at(one) for one in moments if _at(one) + _SECONDS <= as_of]
    again = sum(any(at < time <= at + _SECONDS for time in times) for at in over)
    return Round(codes=codes, arrows=(*_arrows(rows, codes), Arrow(again, len(over))), ids=ids)


def _best(ways: dict[str, tuple[int, tuple[str, ...]]]) -> tuple[int, tuple[str, ...]]:
    return min(ways.values(), key=lambda way: (-way[0], way[1]))


def _arrows(rows: Sequence[tuple[tuple[str, ...], ...]], codes: Sequence[str]) -> tuple[Arrow, ...]:
    arrows = []
    for step in range(1, len(codes)):
        answered = [row for row in rows if codes[step - 1] in row[step - 1] and row[step]]
        arrows.append(Arrow(sum(codes[step] in row[step] for row in answered), len(answered)))
    return tuple(arrows)


def _at(moment: Moment) -> int:
    return int(moment.occurred_at.timestamp())


def _is_quiet(moment: Moment) -> bool:
    return not QUIET_CODES.isdisjoint((*moment.triggers, *moment.responses, *moment.partner_acts))
