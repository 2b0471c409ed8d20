"""What the engine has to say about one pattern: counts, comparison, evidence, and the moments behind them.

Findings hold codes and numbers only; the words a person reads are made elsewhere. Numbers are rounded when a
finding is made, so that a finding read back from JSON equals the one that was written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

STATES = ("counting", "not_seen", "early_sign", "holds_up", "easing", "growing")
"""What state a pattern can be in; see docs/patterns.md."""

PARTS_OF_DAY = ("night", "morning", "afternoon", "evening")
"""Quarters of the wall clock: 0-6, 6-12, 12-18 and 18-24 h."""


class Contrast(NamedTuple):
    """Something that stood with the counted bouts otherwise than with the counter-examples.

    ``what``: a part of the day, ``"stress"`` (a stressed or tired day was logged), ``"own_reach"`` or
    ``"partner_reach"`` (who reached out). ``with_response`` and ``without`` are (times it was so, bouts).
    """

    what: str
    with_response: tuple[int, int]
    without: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The state of one pattern in one diary as of one time.

    pattern: its id. state: one of STATES.
    k of n: bouts followed by a response, of eligible bouts; k0 of n0: the same among comparison bouts.
    window_hours: 0 means the same moment only.
    difference: k/n - k0/n0, with its 90 % interval (Newcombe); ``None`` where a side is empty.
    q: smallest adjusted p value of its tests; ``None`` where nothing could be tested.
    e: evidence, fair under repeated looks (1 none, 20 strong); ``None`` where it was not worked out.
    same_moment + afterwards = k: where the response stood; a bout with both counts as same_moment.
    evidence: which kinds reached the state: ``"same_moment"``, ``"afterwards"``, both or none.
    same_moment_elsewhere: (k, n) of bouts of any other trigger with a response in the same moment.
    order: (after, before): how often a response stood nearer after a trigger than before it, and the reverse.
    delays: hours from the antecedent to the response, sorted, for the afterwards bouts; with their median.
    moments: ids behind k (antecedents and responses, in time order).
    counter_examples: ids of the bouts that no response was noted after.
    comparison: ids behind k0 (the first moment of the bout, and the response).
    differed: what differed between counted bouts and counter-examples, most telling first.
    confounders: ``"stress"``, ``"hour"``, ``"weekday"`` or ``"person"`` where it could explain the
    difference. left_out: bouts not counted since their window is still open or runs into days without any
    entry. needed: how far the counting is, as "5 of 6"; needed_what: ``"bouts"``, ``"comparison"`` or
    ``"weeks"``. recent, earlier: (k, n) in the last ``recent_weeks`` weeks and before; ``None`` while either
    has too few. answer: ``"fits"``, ``"not_me"``, ``"only_with"`` (whom: answer_detail) or ``None``; muted:
    "not me" said within the last 60 days.
    """

    pattern: str
    state: str
    k: int = 0
    n: int = 0
    k0: int = 0
    n0: int = 0
    window_hours: int = 0
    difference: float | None = None
    interval: tuple[float, float] | None = None
    q: float | None = None
    same_moment: int = 0
    afterwards: int = 0
    median_delay_hours: float | None = None
    moments: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    confounders: tuple[str, ...] = ()
    left_out: int = 0
    evidence: tuple[str, ...] = ()
    same_moment_elsewhere: tuple[int, int] | None = None
    order: tuple[int, int] | None = None
    e: float | None = None
    delays: tuple[float, ...] = ()
    comparison: tuple[str, ...] = ()
    differed: tuple[Contrast, ...] = ()
    needed: str | None = None
    needed_what: str | None = None
    recent: tuple[int, int] | None = None
    earlier: tuple[int, int] | None = None
    recent_weeks: int | None = None
    answer: str | None = None
    answer_detail: str = ""
    muted: bool = False

    def to_json(self) -> dict[str, Any]:
        """A plain object: the published fields first, in their order, then the rest."""
        row: dict[str, Any] = {"id": self.pattern}
        for field in fields(self)[1:]:
            value = getattr(self, field.name)
            if isinstance(value, tuple):
                value = [
                    {"what": item.what, "with": list(item.with_response), "without": list(item.without)}
                    if isinstance(item, Contrast)
                    else item
                    for item in value
                ]
            row[field.name] = value
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Finding":
        """The finding that ``to_json`` wrote. Raises KeyError without ``id`` or ``state``."""
        known: dict[str, Any] = {"pattern": row["id"], "state": row["state"]}
        for field in fields(cls)[2:]:
            if field.name not in row:
                continue
            value = row[field.name]
            if field.name == "differed":
                value = tuple(Contrast(c["what"], tuple(c["with"]), tuple(c["without"])) for c in value)
            elif isinstance(value, list):
                value = tuple(value)
            known[field.name] = value
        return cls(**known)

    def to_compact_json(self) -> dict[str, Any]:
        """As :meth:`to_json`, with very many ids in a form that is quickly written and read."""
        return {
            **replace(self, moments=(), counter_examples=(), comparison=()).to_json(),
            **{name: join_ids(getattr(self, name)) for name in _IDS},
        }

    @classmethod
    def from_compact_json(cls, row: Mapping[str, Any]) -> "Finding":
        """The finding that :meth:`to_compact_json` wrote. Raises KeyError without its ids."""
        return cls.from_json({**row, **{name: split_ids(row[name]) for name in _IDS}})


_IDS = ("moments", "counter_examples", "comparison")


def join_ids(ids: Sequence[str]) -> str | list[str]:
    """Very many ids as one text, which is read and written many times faster than a list of them."""
    text = "\n".join(ids)
    return text if text and text.count("\n") == len(ids) - 1 else list(ids)


def split_ids(ids: str | list[str]) -> tuple[str, ...]:
    """What :func:`join_ids` made one of."""
    return tuple(ids.split("\n") if isinstance(ids, str) else ids)
