"""What a person records, as frozen values.

Each record keeps, in ``extra``, the fields it was given and does not know, so that nothing is lost on the
way through. Identifiers of triggers, responses, moods and the like are plain strings: an unknown one is as
welcome as a known one, and is shown as it stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field, fields
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4, uuid5

from companion.model.frozen_dataclass import dataclass

Extra = Mapping[str, Any]

INTENSITY = range(0, 11)
"""How strongly something was felt: 0 (barely) to 10 (as strong as it gets)."""

CLOSENESS = range(-3, 4)
"""How close it felt between the two: -3 (far apart) to 3 (very close). Imports may carry -10 to 10."""

BELIEF = range(0, 101)
"""How sure a person was of a feared story, in percent."""

PARTNER = "default"
"""The person of a moment that names nobody else: the partner, by whatever name the settings give."""

CLOSER = (1, 0, -1)
"""How it was afterwards: closer, the same, further."""

ABOUT_IT = ("relieved", "all_right", "sorry", "unknown")
"""How a person can feel afterwards about what they did."""

ASKED_AFTERWARDS = "asked_afterwards"
"""The name among the settings of which moments of the last days were asked about: "offered" or "skipped", by
their ids."""

LEANINGS = ("secure", "anxious", "avoidant", "fearful_avoidant")
"""The leanings a person can pick for a moment; never worked out for them."""

QUIET_CODES = frozenset({"felt_afraid", "pb_controlling", "pb_threatening", "self_protected"})
"""Codes that keep a moment out of every pattern, on either side of a comparison."""

NO_ACT = "none_of_these"
"""The answer that nothing on the list was done: an answer to what one did, unlike a blank, and no act."""


def own_acts(responses: Sequence[str]) -> tuple[str, ...]:
    """``responses`` without the answer that there was none, where they name one."""
    acts = tuple(code for code in responses if code != NO_ACT)
    return acts or tuple(responses)


_EVENINGS = UUID("3d1c2f0a-0f6e-5b57-9a3e-6f2b8d4c1e70")


def new_id() -> str:
    """A fresh identifier, unlike any other: a random UUID in its usual text form."""
    return str(uuid4())


def evening_answer_id(day: date, pattern: str) -> str:
    """The identifier of the answer for a day and a pattern: the same on every device that was asked."""
    return str(uuid5(_EVENINGS, f"{day.isoformat()} {pattern}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeling:
    """A feeling word and how strong it was, 0 to 10; ``None`` when the strength was not said."""

    mood: str
    intensity: int | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequel:
    """What was said of a moment some hours or a day later, at ``at`` (aware).

    ``closer``: 1 closer, 0 the same, -1 further; ``about_it``: how the person felt about what they did, as
    one of ABOUT_IT. ``None``: not said. One that says nothing was taken back: it stays, so that
    another device takes it back too.
    """

    at: datetime
    closer: int | None = None
    about_it: str | None = None
    note: str = ""
    extra: Extra = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """Whether it was not taken back."""
        return self.closer is not None or self.about_it is not None or bool(self.note.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One moment: what happened, what the other did, what was felt, wanted and done, and how it ended.

    ``occurred_at`` is aware: its offset is that of the place where it happened; ``zone`` is that place's IANA
    name where known. Everything else may be empty; a trigger alone is a complete moment. What is said of it
    later, the ``sequel``, has a time of its own.
    """

    id: str
    occurred_at: datetime
    zone: str | None = None
    recorded_at: datetime
    updated_at: datetime
    triggers: tuple[str, ...] = ()
    partner_acts: tuple[str, ...] = ()
    feelings: tuple[Feeling, ...] = ()
    body: str = ""
    urges: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()
    ending: str = ""
    closeness: int | None = None
    person: str = PARTNER
    tags: tuple[str, ...] = ()
    starred: bool = False
    note: str = ""
    sequel: Sequel | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """An answer to a prompt, or free writing when ``prompt`` is ``None``; ``text`` is Markdown."""

    id: str
    occurred_at: datetime
    zone: str | None = None
    recorded_at: datetime
    updated_at: datetime
    prompt: str | None = None
    leaning: str | None = None
    feelings: tuple[Feeling, ...] = ()
    tags: tuple[str, ...] = ()
    starred: bool = False
    text: str = ""
    extra: Extra = field(default_factory=dict)


Entry = Moment | Reflection
"""What stands in the timeline."""

E = TypeVar("E", bound=Entry)

_SLOTS: dict[type, list[tuple[Any, Any]]] = {
    kind: [(slot.__get__, slot.__set__) for slot in (getattr(kind, field.name) for field in fields(kind))]
    for kind in (Moment, Reflection)
}


def written_text(entry: Entry) -> str:
    """What the person wrote, as it stands (not safe to show): a moment's note, a reflection's text."""
    return entry.note if isinstance(entry, Moment) else entry.text


def with_extra(entry: E, extra: Extra) -> E:
    """The entry with other unknown fields. Faster than ``replace``: an import does it for each."""
    copy = object.__new__(type(entry))
    for get, put in _SLOTS[type(entry)]:
        put(copy, get(entry))
    object.__setattr__(copy, "extra", extra)
    return copy


def noun_of(entry: Entry) -> str:
    """What an entry is called: a moment, a mood (feelings and nothing written), or a reflection."""
    if isinstance(entry, Moment):
        return "moment"
    alone = entry.feelings and not (entry.prompt or entry.leaning or entry.text.strip())
    return "mood" if alone else "reflection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A feared story, how sure the person was of it, and how it turned out when asked again.

    ``turned_out`` is ``"as_feared"``, ``"otherwise"``, ``"still_unknown"`` or ``None`` while open.
    """

    id: str
    moment: str | None = None
    feared: str = ""
    belief: int | None = None
    ask_again_at: datetime | None = None
    turned_out: str | None = None
    closed_at: datetime | None = None
    learned: str = ""
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One chance to try an experiment: whether the person did it, and what they noted."""

    at: datetime
    did: bool = False
    moment: str | None = None
    note: str = ""
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """A self-written if-then for a week or so, with its tries; ended when ``ended_at`` is set."""

    id: str
    pattern: str | None = None
    exercise: str | None = None
    if_then: str = ""
    started_at: datetime
    ended_at: datetime | None = None
    tries: tuple[Try, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EveningAnswer:
    """What the evening check was told of one local day and one watched pattern.

    ``happened``: whether what goes before the pattern was there that day; ``followed``: whether what it looks
    for was. ``None``: not known. ``id`` is :func:`evening_answer_id`, but for what came from elsewhere.
    """

    id: str
    day: date
    pattern: str
    happened: bool | None = None
    followed: bool | None = None
    recorded_at: datetime
    updated_at: datetime
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternAnswer:
    """What the person said to a pattern: ``"fits"``, ``"not_me"`` or ``"only_with"`` (whom: ``detail``)."""

    pattern: str
    answer: str
    detail: str = ""
    at: datetime
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """Says that the record with this id was deleted, and when, so that another device deletes it too."""

    id: str
    at: datetime
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What belongs to the journal and travels with it (unlike the program's own configuration).

    ``day_start`` is the wall time at which a day begins, as ``"HH:MM"``; ``week_start`` an English weekday.
    """

    partner_name: str = ""
    pronouns: str = "they"
    day_start: str = "04:00"
    week_start: str = "monday"
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A whole journal, as export and import see it; lists in time order, then by id."""

    moments: tuple[Moment, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    stories: tuple[Story, ...] = ()
    experiments: tuple[Experiment, ...] = ()
    checks: tuple[EveningAnswer, ...] = ()
    look_backs: tuple[Extra, ...] = ()
    pattern_answers: tuple[PatternAnswer, ...] = ()
    deleted: tuple[Tombstone, ...] = ()
    settings: Settings | None = None
    extra: Extra = field(default_factory=dict)
