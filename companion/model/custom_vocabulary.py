"""A person's own triggers, responses, feelings, questions, practices and patterns, laid over the program's.

They come from the app, which keeps them inside the journal, and from ``my_words.toml`` in the configuration
folder, which has the tables of ``seed_content``. Their ids begin with ``my_``; fields that the program's own
rows must have may be left out here.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from companion.model.content_tables import check_row, tables_of
from companion.model.errors import InputRefused
from companion.model.vocabulary import (
    KINDS,
    PROMPT_MOMENTS,
    PROMPT_SETS,
    SHAPES,
    STRATEGIES,
    TRIGGER_GROUPS,
    Mood,
    OwnRows,
    Pattern,
    Practice,
    Prompt,
    Response,
    Trigger,
    Vocabulary,
)

FILE = "my_words.toml"

TYPES: Mapping[str, type[Any]] = {
    "trigger": Trigger, "response": Response, "mood": Mood,
    "prompt": Prompt, "practice": Practice, "pattern": Pattern,
}  # fmt: skip

LONGEST = 200
"""How many characters a label, a title or a question of one's own may have."""

_WORDING = (
    "In {k} of {n} moments of this kind, you then noted what you named here. In other moments: {k0} of {n0}."
)
_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "trigger": {"group": "neutral"},
    "response": {"kind": "neutral", "strategy": "none"},
    "mood": {"definition": "A word of my own"},
    "prompt": {"set": "any", "moment": "evening"},
    "practice": {},
    "pattern": {
        "number": "own", "window_hours": 24, "same_entry": True, "same_day": False, "shape": "follow",
        "positive": False, "distancing": False, "wording": _WORDING, "practice": "ex_self_compassion",
    },
}  # fmt: skip
_ALLOWED: Mapping[str, Mapping[str, Collection[Any]]] = {
    "trigger": {"group": TRIGGER_GROUPS, "avoidance": range(3), "anxiety": range(3)},
    "response": {"kind": KINDS, "strategy": STRATEGIES},
    "mood": {"angle": range(360), "leans": ("secure", "avoidant", "anxious")},
    "prompt": {"set": PROMPT_SETS, "moment": PROMPT_MOMENTS, "min_gap_days": range(366)},
    "practice": {},
    "pattern": {"shape": SHAPES, "window_hours": range(24 * 14 + 1)},
}
_ID = re.compile(r"my_[a-z0-9]+(_[a-z0-9]+)*")
_TOLD = {
    "prompt": ("text",),
    "practice": ("label", "steps", "if_then"),
    "pattern": ("title", "wording"),
}
"""Fields the program says to a person in its own voice: words of blame and cause stay out of them."""

_PRONOUNS = ("he", "him", "his", "she", "her", "hers")
_BLAME = (
    "man", "men", "woman", "women", "guy", "girl", "needy", "clingy", "desperate", "crazy", "toxic",
    "cowardly", "narcissist", r"high\s+maintenance", r"hero\s+instinct", "always", "never",
    r"should\s+have", "streak", "missed", "failed", "diagnosis",
)  # fmt: skip
_CAUSE = ("because", "causes?", "caused", r"makes?\s+you", r"leads?\s+to", r"led\s+to", r"due\s+to")


def own_id(kind: str, words: str, known: Collection[str]) -> str:
    """A new id for these words: ``my_`` and the words in small letters, unlike the ``known`` ones."""
    slug = "_".join(re.findall("[a-z0-9]+", words.lower()))[:40].strip("_")
    base = f"my_{slug or kind}"
    found, number = base, 2
    while found in known:
        found, number = f"{base}_{number}", number + 1
    return found


def own_row(kind: str, given: Mapping[str, Any], place: str) -> Any:
    """One row of its kind, with what was left out filled in.

    Raises InputRefused, beginning with ``place``, for a field that does not fit.
    """
    row = {**_DEFAULTS[kind], "origin": "own", **given}
    name = row.get("id")
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise InputRefused(
            f"{place}: field 'id': {name!r} is not allowed; allowed: my_ and small letters, digits and _"
        )
    found = check_row(f"{place}: row {name!r}", row, TYPES[kind], {"origin": ("own",), **_ALLOWED[kind]})
    for field in ("label", "title", "text"):
        if len(getattr(found, field, "")) > LONGEST:
            raise InputRefused(f"{place}: row {name!r}: field {field!r} is long; up to {LONGEST} characters")
    for field in _TOLD.get(kind, ()):
        value = getattr(found, field)
        if trouble := word_trouble(" ".join(value) if isinstance(value, tuple) else value, kind):
            raise InputRefused(f"{place}: row {name!r}: field {field!r}: {trouble}")
    return found


def word_trouble(text: str, kind: str) -> str:
    """What speaks against having this said back to oneself later; empty where nothing does."""
    if found := _first(_PRONOUNS, text):
        return f"“{found}”; write {{they}}, {{them}} or {{their}}, and the right word is put in"
    if found := _first(_BLAME, text):
        return f"“{found}” weighs on a bad day; what was noted, and how often, says it more kindly"
    if kind == "pattern" and (found := _first(_CAUSE, text)):
        return f"“{found}” says why, and counts cannot know that; what came before and after is enough"
    return ""


def _first(words: Collection[str], text: str) -> str:
    found = re.search(rf"\b({'|'.join(words)})\b", text, re.IGNORECASE)
    return found[0] if found else ""


def read_own_words(file: Path, vocabulary: Vocabulary) -> OwnRows:
    """The rows of ``file``. Raises InputRefused, naming file, row and field, for what does not fit.

    ``vocabulary``: whose words, beside those of the file, a pattern or a question may name.
    """
    found: dict[str, dict[str, Any]] = {}
    for kind, rows in tables_of(file, TYPES).items():
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                raise InputRefused(f"{file.name}: [[{kind}]] {number}: not a table of fields")
            one = own_row(kind, row, f"{file.name}: [[{kind}]]")
            if any(one.id in others for others in found.values()):
                raise InputRefused(f"{file.name}: [[{kind}]]: row {one.id!r}: field 'id': it is used twice")
            found.setdefault(kind, {})[one.id] = one
    for kind in ("pattern", "prompt"):
        for one in found.get(kind, {}).values():
            vocabulary.check_own(f"{file.name}: [[{kind}]]", one, found)
    return found


def kept_rows(kept: Any) -> OwnRows:
    """The rows kept in a journal, as JSON values; what does not fit this version is left aside."""
    found: dict[str, dict[str, Any]] = {}
    for kind, rows in kept.items() if isinstance(kept, Mapping) else ():
        for id, row in rows.items() if kind in TYPES and isinstance(rows, Mapping) else ():
            try:
                found.setdefault(kind, {})[id] = own_row(kind, {**row, "id": id}, "the journal")
            except (InputRefused, TypeError):
                continue
    return found


def to_keep(row: Any) -> dict[str, Any]:
    """A row as JSON values, without what its kind has anyway."""
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(row).items()}
    return {
        name: value for name, value in plain.items() if name not in ("id", "origin") and value not in ("", [])
    }
