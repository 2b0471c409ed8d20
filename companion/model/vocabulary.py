"""The words a person picks from: triggers, responses, moods, patterns, prompts, practices and cards.

Rows come from the TOML files of ``seed_content``; each table is read when it is first asked for.

Longer than most files: one frozen row for each kind of content, field by field.
"""

import math
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.model.content_tables import ORIGINS, check_references, read_cards, read_table
from companion.model.errors import InputRefused
from companion.model.frozen_dataclass import dataclass
from companion.model.records import NO_ACT, Settings
from companion.model.text import fill, fill_label

if TYPE_CHECKING:
    from companion.model.safety_phrases import Grammar

TRIGGER_GROUPS = (
    "closeness",
    "commitment",
    "distance",
    "uncertainty",
    "conflict",
    "vulnerability",
    "trust",
    "autonomy",
    "external",
    "neutral",
    "safety",
)
PARTNER_GROUPS = ("approach", "distance", "self-doubt", "external", "conflict", "none", "safety")
KINDS = ("protective", "secure", "neutral")
STRATEGIES = ("deactivating", "hyperactivating", "both", "secure", "none")
SHAPES = ("follow", "cycle")
SEATS = ("", "reaching")
WHEN_QUIET = ("show", "hide")
PICKED_KINDS = ("trigger", "response", "partner_act", "mood")
PROMPT_SETS = ("secure", "avoidant", "anxious", "fearful_avoidant", "any")
PROMPT_MOMENTS = ("morning", "after_trigger", "evening", "weekly")

CustomRows = Mapping[str, Mapping[str, Any]]
"""Rows of a person's own by kind ("trigger", "pattern" ...) and id."""

SECTIONS = {
    "safety": "Safety first",
    "tonight": "Tonight",
    "outside_help": "When outside help is worth having",
    "possible_reasons": "When {partner} steps back",
    "root_causes": "Where it may come from",
    "leanings": "Leanings",
    "distance_habits": "Ways of keeping distance",
    "habits": "Four common responses",
    "takeaways": "Worth keeping in mind",
    "closeness": "Being close",
    "talking": "Talking together",
    "boundaries": "Boundaries and space",
    "therapy_choices": "Help on your own or together",
    "start": "How this journal works",
    "reading": "Further reading",
}
"""The sections of the library and their titles, in reading order; each is a file ``cards/<section>.md``."""

GROUPS = {
    "now": ("Right now", ("safety", "tonight", "outside_help")),
    "them": ("About {partner}", ("possible_reasons",)),
    "me": ("About me", ("root_causes", "leanings", "distance_habits", "habits", "takeaways")),
    "us": ("About the two of us", ("closeness", "talking", "boundaries", "therapy_choices")),
    "this": ("How this works", ("start", "reading")),
}
"""What a person asks about, its heading, and the sections of the library under it, in reading order."""

CARD_PREFIXES = ("card", "rc", "at", "wr", "tc", "tk")
"""How the ids of cards begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Something that happened. ``avoidance`` and ``anxiety`` say what it tends to stir, 0 to 2, for
    choosing prompts only. ``also``, here and below: everyday words it is found by, which are never shown.
    ``typed``: more of them, too loose to be read out of a sentence. ``like``, here and in a response: the id
    of the program's own row that one of a person's own counts as.
    """

    id: str
    label: str
    group: str
    help: str = ""
    also: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    avoidance: int = 0
    anxiety: int = 0
    like: str = ""
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Something a person did, or wanted to do. ``kind``: protective, secure or neutral; ``strategy``:
    deactivating, hyperactivating, both, secure or none. ``wanted`` and ``done``: as they go on after "you
    wanted to" and "you". ``protects``: what it tends to protect, a guess.
    """

    id: str
    label: str
    kind: str
    strategy: str
    wanted: str = ""
    done: str = ""
    help: str = ""
    also: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    protects: str = ""
    like: str = ""
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerAct:
    """Something the other person was seen to do; never a motive.

    ``protects``: what it may protect, a guess.
    """

    id: str
    label: str
    group: str
    help: str = ""
    also: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    protects: str = ""
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
    also: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
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
class Ambiguous:
    """Everyday words that say several things: the ``rows`` of one kind that they offer, in that order."""

    id: str
    kind: str
    words: tuple[str, ...]
    rows: tuple[str, ...]
    origin: str = ""
    seed_rows: tuple[str, ...] = ()


def everyday_words(row: Any) -> tuple[str, ...]:
    """All the words a row is found by when they are typed; none of them is ever shown."""
    return (*row.also, *getattr(row, "typed", ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Three to five short steps, and an if-then to try them as. ``subtitle``: what it is for. ``about``: the
    group of the library it belongs to. ``when_quiet``, here and below: ``"show"`` or ``"hide"``, whether it
    may stand beside fear; empty only in a person's own.
    """

    id: str
    label: str
    steps: tuple[str, ...]
    if_then: str
    subtitle: str = ""
    about: str = "me"
    also: tuple[str, ...] = ()
    when_quiet: str = ""
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False

    @property
    def shown_when_quiet(self) -> bool:
        """Whether it may stand beside fear, as one's own may."""
        return self.when_quiet != "hide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A named pattern: what goes before, what follows, and within which window.

    ``antecedents`` and ``responses`` are codes as in a coded event: triggers as they stand, ``R:`` own
    responses, ``PB:`` partner acts. ``shape``: ``"follow"`` (a response after an antecedent) or ``"cycle"``
    (A-B-A between the two lists, either direction). ``same_entry``: a response in the same moment counts.
    ``window_hours``: how long a later moment counts, 0 for the same moment only. ``same_day``: a later
    response on the same local day counts too. ``wording`` is the sentence with ``{k}``, ``{n}``, ``{k0}``,
    ``{n0}``, ``{partner}``. ``happened`` and ``followed``: what goes before and what follows in few words,
    for the evening check; they go on after "you noted", and may be empty. ``against``: codes of what
    else could have gone before, which is counted beside it in the same windows; ``instead``: that in few
    words. ``seat``: ``"reaching"`` where it is about reaching for someone, so that the calm line for that
    belongs beside it. ``subtitle`` says it in everyday words.
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
    happened: str = ""
    followed: str = ""
    against: tuple[str, ...] = ()
    instead: str = ""
    seat: str = ""
    subtitle: str = ""
    also: tuple[str, ...] = ()
    when_quiet: str = ""
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False

    @property
    def of_partner(self) -> bool:
        """Whether what follows is something that the other did."""
        return self.shape == "follow" and all(code.startswith("PB:") for code in self.responses)

    @property
    def shown_when_quiet(self) -> bool:
        """Whether its counts may stand beside fear; one's own only if good, and of what one did oneself."""
        return self.when_quiet == "show" if self.when_quiet else self.positive and not self.of_partner

    @property
    def reaching(self) -> bool:
        """Whether it is about reaching for someone, as by pressing, testing or reading too much into it."""
        return self.seat == "reaching"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One question. ``set``: secure, avoidant, anxious, fearful_avoidant or any; ``moment``: morning,
    after_trigger, evening or weekly.
    """

    id: str
    set: str
    moment: str
    text: str
    triggers: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()
    min_gap_days: int = 10
    also: tuple[str, ...] = ()
    when_quiet: str = ""
    went_well: bool = False
    steadying: bool = False
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False

    @property
    def shown_when_quiet(self) -> bool:
        """Whether it may be asked beside fear; one's own may not unless marked so."""
        return self.when_quiet == "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A page of the library; ``body`` is Markdown. ``subtitle`` says plainly what it is about. ``links`` name
    patterns, practices, prompts, responses, acts of the other or other cards.
    """

    id: str
    title: str
    section: str
    body: str
    subtitle: str = ""
    also: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    when_quiet: str = ""
    origin: str = ""
    seed_rows: tuple[str, ...] = ()
    deprecated: bool = False

    @property
    def shown_when_quiet(self) -> bool:
        """Whether the page may stand beside fear."""
        return self.when_quiet != "hide"


class Vocabulary:
    """All the words of one ``seed_content`` folder: read-only mappings from id to row, in file order.

    Each table is read when it is first asked for; a malformed row raises InputRefused then, naming file, row
    and field. Labels and texts may hold ``{partner}`` and pronouns: see :func:`companion.model.text.fill`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sections: dict[str, Mapping[str, Card]] = {}
        self._own: CustomRows = {}
        self._changed: Mapping[str, Mapping[str, Mapping[str, Any]]] = {}

    def overlay(
        self, own: CustomRows, changed: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None
    ) -> None:
        """Have these rows after the program's own in each table, in the place of any laid over before.

        ``changed``: by kind and id, the label of the person's own that a row of the program has, and whether
        it is retired.
        """
        self._own, self._changed = own, changed or {}
        for name in ("triggers", "responses", "moods", "practices", "patterns", "prompts", "cards"):
            self.__dict__.pop(name, None)

    @property
    def likes(self) -> dict[str, str]:
        """What codes of a person's own words count as: both as in a coded event, ``U:`` urges among them."""
        tables = (("trigger", "", "triggers"), ("response", "R:", "acts"), ("response", "U:", "acts"))
        return {
            f"{prefix}{row.id}": f"{prefix}{row.like}"
            for kind, prefix, table in tables
            for row in self._own.get(kind, {}).values()
            if row.like and row.like in getattr(self, table)
        }

    def check_custom(self, where: str, row: "Pattern | Prompt", beside: CustomRows) -> None:
        """Raises InputRefused for a code that a row names and that is neither here nor ``beside``."""
        triggers = {*self.triggers, *beside.get("trigger", ())}
        responses = {*self.acts, *beside.get("response", ())}
        if isinstance(row, Prompt):
            check_references(where, row.id, "triggers", row.triggers, triggers)
            check_references(where, row.id, "responses", row.responses, responses)
            return
        codes = {
            *triggers,
            *(f"R:{code}" for code in responses),
            *(f"PB:{code}" for code in self.partner_acts),
        }
        check_references(where, row.id, "antecedents", row.antecedents, codes)
        check_references(where, row.id, "responses", row.responses, codes)
        check_references(
            where, row.id, "practice", [row.practice], {*self.practices, *beside.get("practice", ())}
        )

    def _own_that_fit(self, kind: str) -> dict[str, Any]:
        """Own patterns or questions whose codes are all known here; devices may know different words."""
        fitting = {}
        for id, row in self._own.get(kind, {}).items():
            with suppress(InputRefused):
                self.check_custom("", row, {})
                fitting[id] = row
        return fitting

    @cached_property
    def triggers(self) -> Mapping[str, Trigger]:
        """What can have happened."""
        return self._table("trigger", Trigger, group=TRIGGER_GROUPS, avoidance=range(3), anxiety=range(3))

    @cached_property
    def responses(self) -> Mapping[str, Response]:
        """What a person can have done, or wanted to do."""
        return self._table("response", Response, kind=KINDS, strategy=STRATEGIES)

    @property
    def acts(self) -> Mapping[str, Response]:
        """The responses that name something done: all but the answer that there was none."""
        return {id: row for id, row in self.responses.items() if id != NO_ACT}

    @cached_property
    def partner_acts(self) -> Mapping[str, PartnerAct]:
        """What the other can be seen to do."""
        return self._table("partner_act", PartnerAct, group=PARTNER_GROUPS)

    @cached_property
    def moods(self) -> Mapping[str, Mood]:
        """The feeling words."""
        return self._table("mood", Mood, angle=range(360), leans=("secure", "avoidant", "anxious"))

    def ambiguous(self, kind: str) -> dict[str, tuple[str, ...]]:
        """The words of one kind ("trigger", "response", "partner_act", "mood") that say several things, each
        with the ids it offers.
        """
        rows = read_table(
            self.folder / "ambiguous.toml", "ambiguous", Ambiguous, {"origin": ORIGINS, "kind": PICKED_KINDS}
        )
        return {word: row.rows for row in rows.values() if row.kind == kind for word in row.words}

    @cached_property
    def practices(self) -> Mapping[str, Practice]:
        """The small practices."""
        return self._table("practice", Practice, about=tuple(GROUPS), when_quiet=WHEN_QUIET)

    @cached_property
    def patterns(self) -> Mapping[str, Pattern]:
        """The catalogue of patterns, then those of a person's own whose codes are known here."""
        rows = self._table("pattern", Pattern, shape=SHAPES, seat=SEATS, when_quiet=WHEN_QUIET)
        codes = {
            *self.triggers,
            *(f"R:{code}" for code in self.acts),
            *(f"PB:{code}" for code in self.partner_acts),
        }
        for row in rows.values():
            check_references("patterns.toml", row.id, "antecedents", row.antecedents, codes)
            check_references("patterns.toml", row.id, "responses", row.responses, codes)
            check_references("patterns.toml", row.id, "against", row.against, codes)
            check_references("patterns.toml", row.id, "practice", [row.practice], self.practices)
        return {**rows, **self._own_that_fit("pattern")}

    @cached_property
    def prompts(self) -> Mapping[str, Prompt]:
        """The questions, then those of a person's own whose codes are known here."""
        rows = self._table("prompt", Prompt, set=PROMPT_SETS, moment=PROMPT_MOMENTS, when_quiet=WHEN_QUIET)
        for row in rows.values():
            check_references("prompts.toml", row.id, "triggers", row.triggers, self.triggers)
            check_references("prompts.toml", row.id, "responses", row.responses, self.responses)
        return {**rows, **self._own_that_fit("prompt")}

    @cached_property
    def phrases(self) -> "Grammar":
        """What the phrase check looks for."""
        from companion.model.safety_phrases import read_grammar

        grammar = read_grammar(self.folder / "phrases.toml")
        for row in grammar.phrases.values():
            check_references("phrases.toml", row.id, "card", [row.card], self.section("safety"))
        return grammar

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """The pages of the library, section by section. Raises InputRefused for an id that is used twice."""
        cards: dict[str, Card] = {}
        for section in SECTIONS:
            for name, card in self.section(section).items():
                if name in cards:
                    raise InputRefused(
                        f"{section}.md: row {name!r}: field 'id': {cards[name].section}.md has this page too"
                    )
                cards[name] = card
        known = {
            *cards, *self.patterns, *self.practices, *self.prompts, *self.responses, *self.partner_acts
        }  # fmt: skip
        for card in cards.values():
            check_references(f"{card.section}.md", card.id, "links", card.links, known)
        return cards

    def section(self, name: str) -> Mapping[str, Card]:
        """The cards of one section alone, which spares reading the rest; links are not checked yet."""
        if name not in self._sections:
            file = self.folder / "cards" / f"{name}.md"
            self._sections[name] = read_cards(file, Card, {"origin": ORIGINS, "when_quiet": WHEN_QUIET})
        return self._sections[name]

    def asked_when_quiet(self, pattern: str) -> bool:
        """Whether a pattern may be asked about in quiet mode; your own not if its practice is held back."""
        row = self.patterns.get(pattern)
        if row is None or not row.shown_when_quiet:
            return False
        practice = self.practices.get(row.practice)
        return bool(row.when_quiet) or practice is None or practice.shown_when_quiet

    @property
    def stepping_back(self) -> str:
        """The calm line that belongs on every card about distance: stepping back can be right."""
        return self.section("safety")["card_stepping_back"].body.split("\n\n")[0]

    @property
    def reaching(self) -> str:
        """The calm line that belongs beside every pattern of reaching: wanting an answer is fair."""
        return self.section("tonight")["card_reaching"].body.split("\n\n")[0]

    def calm_line(self, row: Pattern, *, quiet: bool = False) -> str:
        """The calm line that belongs beside a pattern, not filled in yet; empty where none does.

        In quiet mode the one about reaching stays away.
        """
        if row.distancing:
            return self.stepping_back
        return self.reaching if row.reaching and not quiet else ""

    def label(self, code: str, settings: Settings | None = None) -> str:
        """What a person reads for any id, filled with name and pronouns; the id itself when it is unknown.

        The prefixes of a coded event's codes (``R:``, ``PB:``) are taken off. A prompt's label is its text.
        """
        bare = code.removeprefix("R:").removeprefix("PB:")
        label = self._label(bare)
        if label is None or "{" not in label:
            return bare if label is None else label
        return (fill_label if bare in self.triggers else fill)(label, settings or Settings())

    def _label(self, code: str) -> str | None:
        prefix = code.partition("_")[0]
        if prefix == "my":
            row = next((rows[code] for rows in self._own.values() if code in rows), None)
            return next(
                (getattr(row, name) for name in ("label", "title", "text") if hasattr(row, name)), None
            )
        if prefix == "pb" and code in self.partner_acts:
            return self.partner_acts[code].label
        if prefix == "ex" and code in self.practices:
            return self.practices[code].label
        if prefix == "pr" and code in self.prompts:
            return self.prompts[code].text
        if prefix in CARD_PREFIXES and code in self.cards:
            return self.cards[code].title
        for name in ("triggers", "responses", "moods"):  # each is read when it is needed
            table: Mapping[str, Trigger | Response | Mood] = getattr(self, name)
            if code in table:
                return table[code].label
        return self.patterns[code].title if code in self.patterns else None

    def _table(self, name: str, row_type: type[Any], **allowed: Collection[Any]) -> Mapping[str, Any]:
        rows = read_table(self.folder / f"{name}s.toml", name, row_type, {"origin": ORIGINS, **allowed})
        changed = {id: fields for id, fields in self._changed.get(name, {}).items() if id in rows}
        if changed:
            rows = {**rows, **{id: _as_changed(rows[id], fields) for id, fields in changed.items()}}
        own = {} if name in ("pattern", "prompt") else self._own.get(name, {})
        return {**rows, **own} if own else rows


def _as_changed(row: Any, fields: Mapping[str, Any]) -> Any:
    """A row of the program under the person's label for it, and retired where they retired it.

    It is found by its usual label too. What is said of a response then goes by the label alone.
    """
    if "label" in fields:
        row = replace(row, label=fields["label"], also=(*row.also, row.label))
        if isinstance(row, Response):
            row = replace(row, wanted="", done="")
    return replace(row, deprecated=True) if fields.get("deprecated") is True else row


def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """The words of ``folder``, or of the program's own ``seed_content``. Reads nothing yet."""
    if folder is None:
        from companion.resources import folder as resource_folder

        folder = resource_folder("seed_content")
    return Vocabulary(folder)
