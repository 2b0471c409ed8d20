"""What the engine has to say about one pattern: counts, comparison, evidence, and the moments behind them.

Findings hold codes and numbers only; the words a person reads are made elsewhere. Numbers are rounded when a
finding is made, so that a finding read back from JSON equals the one that was written.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from functools import partial
from typing import Any, NamedTuple

from companion.model.frozen_dataclass import dataclass
from companion.patterns.entry_ids import EntryIds, IdsAt, at_hand, join_ids, pack, positions, unpack
from companion.patterns.exact import Table

STATES = ("counting", "not_seen", "early_sign", "holds_up", "easing", "growing")
"""What state a pattern can be in; see docs/patterns.md."""

PARTS_OF_DAY = ("night", "morning", "afternoon", "evening")
"""Quarters of the wall clock: 0-6, 6-12, 12-18 and 18-24 h."""


class SameEntry(NamedTuple):
    """Of ``n`` bouts ``k`` had a response in the entry itself; of ``n0`` bouts of other triggers ``k0``
    had.
    """

    k: int = 0
    n: int = 0
    k0: int = 0
    n0: int = 0


class Followed(NamedTuple):
    """Of ``n`` bouts ``k`` had a response within ``hours`` after, and ``before_k`` of ``before_n`` as long
    before.

    For the next day ``n`` counts days, and ``hours`` is 0.
    """

    k: int = 0
    n: int = 0
    before_k: int = 0
    before_n: int = 0
    hours: int = 0


class Delays(NamedTuple):
    """Hours to the nearest response after the bouts, and before them, each sorted."""

    after: tuple[float, ...] = ()
    before: tuple[float, ...] = ()


class Contrast(NamedTuple):
    """Something that stood with the counted bouts otherwise than with the counter-examples.

    ``what``: a part of the day, ``"stress"`` (a stressed or tired day was logged), ``"own_reach"`` or
    ``"partner_reach"`` (who reached out), or a feeling or an urge noted in the bout (``"F:"``, ``"U:"``).
    ``with_response`` and ``without`` are (times it was so, bouts).
    """

    what: str
    with_response: tuple[int, int]
    without: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The state of one pattern in one diary as of one time.

    pattern: its id. state: one of STATES. k of n: bouts followed by a response, of eligible bouts; k0 of n0:
    the same among comparison bouts. window_hours: 0 means the same moment only. difference: of the numbers
    that are told (see ``told_of``), with its 90 % interval (Newcombe). ``None`` where a side is empty. q:
    smallest adjusted p value of its tests; ``None`` where nothing could be tested. e: evidence, fair under
    repeated looks (1 none, 20 strong); ``None`` where it was not worked out. same_moment + afterwards = k:
    where the response stood; a bout with both counts as same_moment. evidence: which kinds reached the state:
    ``"same_moment"``, ``"afterwards"``, ``"next_day"``, the clearest first. same_moment_elsewhere: (k, n) of
    bouts of any other trigger with a response in the same moment. order: (after, before): how often a
    response stood nearer after a trigger than before it, and the reverse. delays: hours from the antecedent
    to the response, sorted, for the afterwards bouts; with their median. moments: ids behind k (antecedents
    and responses, in time order). counter_examples: ids of the bouts that no response was noted after.
    comparison: ids behind k0 (the first moment of the bout, and the response). differed: what differed
    between counted bouts and counter-examples, most telling first. confounders: ``"stress"``, ``"hour"``,
    ``"weekday"`` or ``"person"`` where it could explain the difference. left_out: bouts not counted since
    their window is still open or runs into days without any entry. needed: how far the counting is, as "5 of
    6"; needed_what: ``"bouts"``, ``"comparison"`` or ``"weeks"``. recent, earlier: (k, n) in the last
    ``recent_weeks`` weeks and before; ``None`` while either has too few. same_entry: of all bouts. after,
    delays_hours: of the bouts next to which anything is known, among those tested; next_day: of the days of a
    bout with both neighbours logged. not_answered: bouts in whose entries no answer of any kind was noted.
    not_followed: as left_out. tested: while no kind of evidence stands out, the one that came nearest;
    ``None`` where none could be tested. in_entry, not_in_entry: ids of all bouts' entries, by whether the
    response was noted in the same moment. against: (k, n) of the bouts of what else could have gone before,
    in the same windows, where the pattern names it. answer: ``"fits"``, ``"not_me"``, ``"only_with"`` (whom:
    answer_detail) or ``None``; muted: "not me" said within the last 60 days.
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
    moments: Sequence[str] = ()
    counter_examples: Sequence[str] = ()
    confounders: tuple[str, ...] = ()
    left_out: int = 0
    evidence: tuple[str, ...] = ()
    same_moment_elsewhere: tuple[int, int] | None = None
    order: tuple[int, int] | None = None
    e: float | None = None
    delays: tuple[float, ...] = ()
    comparison: Sequence[str] = ()
    differed: tuple[Contrast, ...] = ()
    needed: str | None = None
    needed_what: str | None = None
    recent: tuple[int, int] | None = None
    earlier: tuple[int, int] | None = None
    recent_weeks: int | None = None
    same_entry: SameEntry | None = None
    after: Followed | None = None
    next_day: Followed | None = None
    not_answered: int = 0
    not_followed: int = 0
    delays_hours: Delays | None = None
    tested: str | None = None
    in_entry: Sequence[str] = ()
    not_in_entry: Sequence[str] = ()
    against: tuple[int, int] | None = None
    answer: str | None = None
    answer_detail: str = ""
    muted: bool = False

    @property
    def told_about(self) -> str | None:
        """With whom alone it was counted, by the person's answer; ``None`` for the moments that were asked
        for.
        """
        return self.answer_detail if self.answer == "only_with" and self.answer_detail else None

    @property
    def told_evidence(self) -> tuple[tuple[int, int], Sequence[str], Sequence[str]]:
        """(k, n) of the occasions whose entries can be opened, the ids of those with a response, and of the
        others: by the entry itself where that is what is told, else by the window.
        """
        kind, (k, n, _, _) = self.told_of
        if kind == "same_moment":
            return (k, n), self.in_entry, self.not_in_entry
        return (self.k, self.n), self.moments, self.counter_examples

    @property
    def told_of(self) -> tuple[str, Table]:
        """The numbers to tell, as (k, n, k0, n0), and which: the clearest kind of evidence, or else what
        there is.

        "same_moment": in the entry itself against other entries. "afterwards", "next_day": after against
        before. "window": in the window against that of other bouts.
        """
        entry = self.same_entry
        kind = self.evidence[0] if self.evidence else self.tested or ""
        if kind == "afterwards" and self.after:
            return kind, self.after[:4]
        if kind == "next_day" and self.next_day:
            return kind, self.next_day[:4]
        if entry and (kind == "same_moment" or not self.n or (not kind and entry.k >= self.afterwards)):
            return "same_moment", entry
        return "window", (self.k, self.n, self.k0, self.n0)

    def to_json(self) -> dict[str, Any]:
        """A plain object: the published fields first, in their order, then the rest.

        What is ``after`` here is called ``"afterwards"`` there, in the place of how many bouts it holds of k,
        which is k less ``same_moment``.
        """
        row: dict[str, Any] = {"id": self.pattern}
        for field in fields(self)[1:]:
            value = getattr(self, field.name)
            if field.name == "afterwards":
                row["afterwards"] = self.after._asdict() if self.after else None
            elif field.name == "differed":
                row["differed"] = [
                    {"what": one.what, "with": list(one.with_response), "without": list(one.without)}
                    for one in value
                ]
            elif field.name in _NUMBERS:
                row[field.name] = value._asdict() if value else None
            elif field.name != "after":
                # All of an IdsAt as a tuple is made a list of in one go.
                row[field.name] = list(value[:]) if isinstance(value, (tuple, IdsAt)) else value
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
            elif field.name in _NUMBERS:
                value = _NUMBERS[field.name](**value) if value else None
            elif isinstance(value, list):
                value = tuple(value)
            known[field.name] = value
        if "afterwards" in row:
            known["afterwards"] = row["k"] - row["same_moment"]
            known["after"] = Followed(**row["afterwards"]) if row["afterwards"] else None
        if known.get("delays_hours"):
            known["delays_hours"] = Delays(*map(tuple, known["delays_hours"]))
        return cls(**known)


def ids_at_hand(findings: Iterable[Finding]) -> AbstractContextManager[None]:
    """For whoever reads the ids behind all of these."""
    return at_hand(getattr(one, name) for one in findings for name in _IDS)


def to_compact_json(findings: Iterable[Finding]) -> dict[str, Any]:
    """Findings of one diary as :meth:`Finding.to_json`, with very many ids as positions in a list of all."""
    numbers: dict[str, int] = {}
    rows = []
    findings = [*findings]
    with ids_at_hand(findings):
        for one in findings:
            bare = replace(one, moments=(), counter_examples=(), comparison=(), in_entry=(), not_in_entry=())
            row = bare.to_json()
            for name in _IDS:
                row[name] = pack(positions(numbers.setdefault(id, len(numbers)) for id in getattr(one, name)))
            rows.append(row)
    return {"ids": join_ids([*numbers]), "findings": rows}


def from_compact_json(kept: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The findings that :func:`to_compact_json` wrote, with ids that are looked up when they are read.

    Raises KeyError without them.
    """
    ids = EntryIds(kept["ids"], ())
    return tuple(
        Finding.from_json({**row, **{name: IdsAt(ids, partial(unpack, row[name])) for name in _IDS}})
        for row in kept["findings"]
    )


_NUMBERS = {"same_entry": SameEntry, "next_day": Followed, "delays_hours": Delays}
"""Fields that are plain objects in JSON."""

_IDS = ("moments", "counter_examples", "comparison", "in_entry", "not_in_entry")
