"""The words a person picks from: triggers, responses, moods, patterns, prompts, practices and cards.

Rows come from the TOML files of ``seed_content``; each table is read when it is first asked for.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Something that happened. ``avoidance`` and ``anxiety`` say what it tends to stir, 0 to 2, for choosing prompts only."""

    id: str
    label: str
    group: str
    help: str = ""
    avoidance: int = 0
    anxiety: int = 0
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Something a person did, or wanted to do. ``kind``: protective, secure or neutral; ``strategy``: deactivating, hyperactivating, both, secure or none."""

    id: str
    label: str
    kind: str
    strategy: str
    help: str = ""
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerAct:
    """Something the other person was seen to do; never a motive."""

    id: str
    label: str
    group: str
    help: str = ""
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """A feeling word with its definition, placed by its angle on the plane of pleasantness and energy."""

    id: str
    label: str
    definition: str
    angle: int
    leans: tuple[str, ...] = ()
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False

    @property
    def valence(self) -> float:
        """Pleasantness, -0.8 to 0.8."""
        return 0.8 * math.cos(math.radians(self.angle))

    @property
    def energy(self) -> float:
        """Energy (arousal), -0.8 to 0.8."""
        return 0.8 * math.sin(math.radians(self.angle))


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A small practice: three to five short steps, and an if-then to try it as."""

    id: str
    label: str
    steps: tuple[str, ...]
    if_then: str
    hidden_when_quiet: bool = False
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A named pattern: what goes before, what follows, and within which window.

    ``antecedents`` and ``responses`` are codes as in a sighting: triggers as they stand, ``R:`` own responses,
    ``PB:`` partner acts. ``shape``: ``"follow"`` (a response after an antecedent) or ``"cycle"`` (A-B-A between
    the two lists, either direction). ``same_entry``: a response in the same moment counts. ``window_hours``: how
    long a later moment counts, 0 for the same moment only. ``same_day``: a later response on the same local day
    counts too. ``wording`` is the sentence with ``{k}``, ``{n}``, ``{k0}``, ``{n0}``, ``{partner}``.
    """

    id: str
    number: str
    title: str
    antecedents: tuple[str, ...]
    responses: tuple[str, ...]
    window_hours: int
    same_entry: bool
    same_day: bool
    shape: str
    positive: bool
    distancing: bool
    wording: str
    practice: str
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One question. ``set``: secure, avoidant, anxious, fearful_avoidant or any; ``moment``: morning, after_trigger, evening or weekly."""

    id: str
    set: str
    moment: str
    text: str
    triggers: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()
    min_gap_days: int = 10
    safe_when_quiet: bool = False
    went_well: bool = False
    steadying: bool = False
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A page of the library; ``body`` is Markdown. ``links`` name patterns, practices, prompts or other cards."""

    id: str
    title: str
    section: str
    body: str
    links: tuple[str, ...] = ()
    hidden_when_quiet: bool = False
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False
