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

from companion.model.content_tables import read_tables, row_from
from companion.model.errors import InputRefused, not_valid
from companion.model.records import QUIET_CODES
from companion.model.text import one_line
from companion.model.vocabulary import (
    KINDS,
    PROMPT_MOMENTS,
    PROMPT_SETS,
    SEATS,
    SHAPES,
    STRATEGIES,
    TRIGGER_GROUPS,
    WHEN_QUIET,
    CustomRows,
    Mood,
    Pattern,
    Practice,
    Prompt,
    Response,
    Trigger,
    Vocabulary,
)

FILE = "my_words.toml"

ROW_TYPES: Mapping[str, type[Any]] = {
    "trigger": Trigger, "response": Response, "mood": Mood,
    "prompt": Prompt, "practice": Practice, "pattern": Pattern,
}  # fmt: skip

CHANGEABLE = ("trigger", "response", "partner_act", "mood")
"""The kinds of the program's own rows that a person can give another label, or retire."""

LONGEST_LABEL = 200
"""How many characters a label, a title or a question of one's own may have."""

_WORDING = "It was noted after {k} of {n} such moments. At other times: {k0} of {n0}."
_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "trigger": {"group": "neutral"},
    "response": {"kind": "neutral", "strategy": "none"},
    "mood": {"definition": "One of your own words"},
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
    "prompt": {
        "set": PROMPT_SETS,
        "moment": PROMPT_MOMENTS,
        "min_gap_days": range(366),
        "when_quiet": WHEN_QUIET,
    },
    "practice": {"when_quiet": WHEN_QUIET},
    "pattern": {
        "shape": SHAPES,
        "seat": SEATS,
        "window_hours": range(24 * 14 + 1),
        "when_quiet": WHEN_QUIET,
    },
}
_ID = re.compile(r"my_[a-z0-9]+(_[a-z0-9]+)*")
_SAID_BACK = {
    "prompt": ("text",),
    "practice": ("label", "steps", "if_then"),
    "pattern": ("title", "wording", "happened", "followed"),
}
"""Fields the program says to a person in its own voice: words of blame and cause stay out of them."""

_SHOWN_AS = {
    ("prompt", "text"): "Question",
    ("practice", "label"): "Name",
    ("practice", "if_then"): "If-then",
    ("pattern", "title"): "Name",
}

_PRONOUNS = ("he", "him", "his", "she", "her", "hers")
_BLAME = (
    "man", "men", "woman", "women", "guy", "girl", "needy", "clingy", "desperate", "crazy", "toxic",
    "cowardly", "narcissist", r"high\s+maintenance", r"hero\s+instinct", "always", "never",
    r"should\s+have", "streak", "missed", "failed", "diagnosis",
)  # fmt: skip
_CAUSE = ("because", "causes?", "caused", r"makes?\s+you", r"leads?\s+to", r"led\s+to", r"due\s+to")


def custom_id(kind: str, words: str, known: Collection[str]) -> str:
    """A new id for these words: ``my_`` and the words in small letters, unlike the ``known`` ones."""
    slug = "_".join(re.findall("[a-z0-9]+", words.lower()))[:40].strip("_")
    base = f"my_{slug or kind}"
    id, number = base, 2
    while id in known:
        id, number = f"{base}_{number}", number + 1
    return id


def custom_row(kind: str, given: Mapping[str, Any], where: str) -> Any:
    """One row of its kind, with what was left out filled in.

    ``where``: the file and table it is in; empty for one that is written in the app. Raises InputRefused,
    beginning with ``where`` or else with the field, for a field that does not fit.
    """
    fields = {**_DEFAULTS[kind], "origin": "own", **_with_mark(given)}
    id = fields.get("id")
    if not isinstance(id, str) or not _ID.fullmatch(id):
        use = "my_ and lower-case letters, digits and _"
        raise not_valid(f"{where}: field 'id'", repr(id), use)
    in_app, where = not where, f"{where}: row {id!r}" if where else "your own"
    row = row_from(where, fields, ROW_TYPES[kind], {"origin": ("own",), **_ALLOWED[kind]})
    for name in ("label", "title", "text"):
        if (length := len(getattr(row, name, ""))) > LONGEST_LABEL:
            place = field_as_shown(kind, name) if in_app else f"{where}: field {name!r}"
            raise InputRefused(f"{place}: {length} characters are too many; use up to {LONGEST_LABEL}")
    for name in _SAID_BACK.get(kind, ()):
        value = getattr(row, name)
        if problem := wording_problem(" ".join(value) if isinstance(value, tuple) else value, kind):
            place = field_as_shown(kind, name) if in_app else f"{where}: field {name!r}"
            raise InputRefused(f"{place}: {problem}")
    return row


def field_as_shown(kind: str, name: str) -> str:
    """What a field is called where it is filled in: the title of a pattern is its name there."""
    return _SHOWN_AS.get((kind, name), name.capitalize())


def known_kinds(kind: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """The program's own triggers or responses, by id, that a word of one's own can be like.

    Those that turn quiet mode on, or say that nothing was done, are none of them.
    """
    rows: Mapping[str, Any] = vocabulary.triggers if kind == "trigger" else vocabulary.acts
    return {
        id: row
        for id, row in rows.items()
        if not row.deprecated and row.origin != "own" and id not in (*QUIET_CODES, "none_or_other")
    }


def fields_with_like(
    kind: str, given: Mapping[str, Any], where: str, vocabulary: Vocabulary
) -> dict[str, Any]:
    """``given`` with what comes along with its ``like``: the group of a trigger, the kind of a response.

    Raises InputRefused, beginning with ``where``, for a ``like`` that is no known kind.
    """
    fields = dict(given)
    if kind not in ("trigger", "response") or not fields.get("like"):
        return fields
    known = known_kinds(kind, vocabulary)
    row = known.get(fields["like"])
    if row is None:
        raise InputRefused(
            f"{where}: row {fields.get('id')!r}: field 'like': {fields['like']!r} is not valid; use the id of"
            f" one of the {kind}s that came with the program, such as {next(iter(known))!r}"
        )
    for name in ("group",) if kind == "trigger" else ("kind", "strategy"):
        fields.setdefault(name, getattr(row, name))
    return fields


def _with_mark(given: Mapping[str, Any]) -> dict[str, Any]:
    """``given`` with its mark for quiet mode as it is written today; files and journals hold older ones."""
    fields = dict(given)
    for older, shows in (("hidden_when_quiet", False), ("safe_when_quiet", True)):
        if isinstance(marked := fields.get(older), bool):
            del fields[older]
            fields.setdefault("when_quiet", "show" if marked is shows else "hide")
    return fields


def wording_problem(text: str, kind: str) -> str:
    """What speaks against having this said back to oneself later; empty where nothing does.

    ``kind``: a key of ROW_TYPES; in a pattern words of cause are refused too.
    """
    if word := _first_of(_PRONOUNS, text):
        return f"“{word}”: write {{they}}, {{them}} or {{their}} instead, and the right word is filled in"
    if word := _first_of(_BLAME, text):
        return f"“{word}” can sting on a bad day; say what happened instead"
    if kind == "pattern" and (word := _first_of(_CAUSE, text)):
        return f"“{word}” says why, and counts cannot show that; say what came before and what came after"
    return ""


def _first_of(words: Collection[str], text: str) -> str:
    match = re.search(rf"\b({'|'.join(words)})\b", text, re.IGNORECASE)
    return match[0] if match else ""


def read_custom_file(file: Path, vocabulary: Vocabulary) -> CustomRows:
    """The rows of ``file``. Raises InputRefused, naming file, row and field, for what does not fit.

    ``vocabulary``: whose words, beside those of the file, a pattern or a question may name.
    """
    rows: dict[str, dict[str, Any]] = {}
    for kind, tables in read_tables(file, ROW_TYPES).items():
        for number, fields in enumerate(tables, 1):
            if not isinstance(fields, dict):
                raise InputRefused(f"{file.name}: [[{kind}]] {number}: not a table of fields")
            where = f"{file.name}: [[{kind}]]"
            row = custom_row(kind, fields_with_like(kind, fields, where, vocabulary), where)
            if any(row.id in others for others in rows.values()):
                raise InputRefused(
                    f"{file.name}: [[{kind}]]: row {row.id!r}: field 'id': this id is used twice"
                )
            rows.setdefault(kind, {})[row.id] = row
    for kind in ("pattern", "prompt"):
        for row in rows.get(kind, {}).values():
            vocabulary.check_custom(f"{file.name}: [[{kind}]]", row, rows)
    return rows


def saved_rows(saved: Any) -> CustomRows:
    """The rows saved in a journal, as JSON values; what does not fit this version is left aside."""
    rows: dict[str, dict[str, Any]] = {}
    for kind, by_id in saved.items() if isinstance(saved, Mapping) else ():
        for id, fields in by_id.items() if kind in ROW_TYPES and isinstance(by_id, Mapping) else ():
            try:
                rows.setdefault(kind, {})[id] = custom_row(kind, {**fields, "id": id}, "the journal")
            except (InputRefused, TypeError):
                continue
    return rows


def saved_changes(saved: Any) -> dict[str, dict[str, dict[str, Any]]]:
    """What is saved in a journal about the program's own rows, by kind and id: another label (``"label"``),
    and whether it is retired (``"deprecated"``). What does not fit is left aside."""
    changes: dict[str, dict[str, dict[str, Any]]] = {}
    for kind in CHANGEABLE if isinstance(saved, Mapping) else ():
        by_id = saved.get(kind)
        for id, fields in by_id.items() if isinstance(by_id, Mapping) else ():
            if is_own(id) or not isinstance(fields, Mapping):
                continue
            change: dict[str, Any] = {}
            label = fields.get("label")
            if isinstance(label, str) and label.strip() and len(label) <= LONGEST_LABEL:
                change["label"] = one_line(label)
            if fields.get("deprecated") is True:
                change["deprecated"] = True
            if change:
                changes.setdefault(kind, {})[id] = change
    return changes


def is_own(id: str) -> bool:
    """Whether a row of this id is of a person's own."""
    return id.startswith("my_")


def row_to_save(row: Any) -> dict[str, Any]:
    """A row as JSON values, without what its kind has anyway."""
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(row).items()}
    return {
        name: value for name, value in plain.items() if name not in ("id", "origin") and value not in ("", [])
    }
