"""How the words of another program become words of this one: a table that people can see and change."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from companion.exchange.parsing.strict_json import shortened, worded
from companion.model.errors import InputRefused, not_valid
from companion.model.frozen_dataclass import dataclass
from companion.model.vocabulary import Vocabulary

TAG = "tag"
"""What an activity becomes when it stays a tag and nothing more."""

TARGETS = ("trigger", "response", "urge", "partner_act", "mood")
"""What an activity can become beside its tag, written ``trigger:ID``."""

# Other forms of the same word; near meanings are left to the person.
_SAME_FEELING = {
    "anger": "angry",
    "anxiety": "anxious",
    "boredom": "bored",
    "calmness": "calm",
    "confusion": "confused",
    "contentment": "content",
    "disappointment": "disappointed",
    "embarrassment": "embarrassed",
    "excitement": "excited",
    "frustration": "frustrated",
    "gratitude": "grateful",
    "guilt": "guilty",
    "hope": "hopeful",
    "irritation": "irritated",
    "jealousy": "jealous",
    "loneliness": "lonely",
    "numbness": "numb",
    "panic": "panicky",
    "relief": "relieved",
    "sadness": "sad",
    "shame": "ashamed",
    "tension": "tense",
}

_HEAD = """\
# What the words of an imported file become here. Change what you like; it is used at the next import.
# A feeling becomes the id of a feeling word, or any word of your own.
# An activity stays a tag in any case; it can also be logged as "trigger:ID", "response:ID", "urge:ID",
# "partner_act:ID" or "mood:ID".
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordMap:
    """``moods``: word to mood id or word. ``activities``: word to ``"tag"``, ``"trigger:ID"`` and the like.

    Words are found whatever their capitals and spaces.
    """

    moods: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[str, str] = field(default_factory=dict)

    def mood(self, word: str) -> str:
        """What a feeling word becomes: itself when the table does not say."""
        return _look_up(self.moods, word, word)

    def activity(self, word: str) -> str:
        """What an activity becomes: ``"tag"`` when the table does not say."""
        return _look_up(self.activities, word, TAG)

    def with_word(self, kind: str, word: str, becomes: str) -> "WordMap":
        """The table with one word changed; ``kind`` is ``"mood"`` or ``"activity"``."""
        if kind == "mood":
            return replace(self, moods={**_without(self.moods, word), word: becomes})
        return replace(self, activities={**_without(self.activities, word), word: becomes})

    def over(self, other: "WordMap") -> "WordMap":
        """This table, with what it does not say taken from ``other``."""
        return WordMap(
            moods=_merged(self.moods, other.moods), activities=_merged(self.activities, other.activities)
        )


def propose_mapping(moods: list[str], activities: list[str], vocabulary: Vocabulary) -> WordMap:
    """A table for the words of a file: only where a word is plainly one of ours, the rest as it stands.

    Plainly: the id or label of just one row that is in use, or another form of the same word (``anger``).
    """
    feelings = _index({"": vocabulary.moods})
    feelings.update({word: {id} for word, id in _SAME_FEELING.items() if id in vocabulary.moods})
    codes = _index(
        {
            "trigger:": vocabulary.triggers,
            "response:": vocabulary.responses,
            "partner_act:": vocabulary.partner_acts,
        }
    )
    for word, ids in feelings.items():
        codes.setdefault(word, set()).update(f"mood:{id}" for id in ids)
    return WordMap(
        moods={word: _only(feelings.get(_key(word)), word) for word in moods},
        activities={word: _only(codes.get(_key(word)), TAG) for word in activities},
    )


def code_for(kind: str, word: str, mapping: WordMap, vocabulary: Vocabulary) -> str:
    """What a word becomes whose ``kind`` the file says: ``"trigger:ID"`` and the like, or ``"tag"``.

    As ``mapping`` has it, or else the one code of that kind that it plainly is. An urge and a response share
    their list, and each keeps its own kind.
    """
    chosen = mapping.activity(word)
    if chosen != TAG:
        other, _, id = chosen.partition(":")
        return f"{kind}:{id}" if {kind, other} == {"urge", "response"} else chosen
    tables = {"trigger": vocabulary.triggers, "partner_act": vocabulary.partner_acts}
    table: Mapping[str, Any] = tables.get(kind, vocabulary.responses)
    return _only(_index({f"{kind}:": table}).get(_key(word)), TAG)


def targets(kind: str, vocabulary: Vocabulary) -> dict[str, str]:
    """What a word of ``kind`` (``"mood"`` or ``"activity"``) can become, with its label."""
    tables: dict[str, Mapping[str, Any]] = {"": vocabulary.moods}
    if kind != "mood":
        tables = {
            "trigger:": vocabulary.triggers,
            "response:": vocabulary.responses,
            "partner_act:": vocabulary.partner_acts,
            "mood:": vocabulary.moods,
        }
    return {
        prefix + id: vocabulary.label(id)
        for prefix, table in tables.items()
        for id, row in table.items()
        if not row.deprecated
    }


def from_toml(text: str) -> WordMap:
    """The table of a TOML file with ``[moods]`` and ``[activities]``.

    Raises InputRefused, naming table, word, value and what is allowed.
    """
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise InputRefused(f"the word list is not valid TOML: {problem}") from None
    except RecursionError:
        raise InputRefused("the word list is nested too deep") from None
    for name in read:
        if name not in ("moods", "activities", "columns"):
            raise InputRefused(f"{shortened(name)}: unknown table; use moods, activities or columns")
    for name in ("moods", "activities"):
        table = read.get(name, {})
        if not isinstance(table, dict):
            raise not_valid(name, worded(table), "a table of words")
        for word, becomes in table.items():
            if not isinstance(becomes, str) or not becomes.strip():
                raise not_valid(f"{name}: {shortened(word)}", worded(becomes), "text")
    for word, becomes in read.get("activities", {}).items():
        _check_target(word, becomes)
    return WordMap(moods=read.get("moods", {}), activities=read.get("activities", {}))


def columns_from_toml(text: str, allowed: Sequence[str]) -> dict[str, str]:
    """Column to role, from the table ``[columns]``; :func:`from_toml` has read the text before.

    Raises InputRefused for a role that is not ``allowed``.
    """
    columns = tomllib.loads(text).get("columns", {})
    for column, role in columns.items() if isinstance(columns, dict) else [("", columns)]:
        if role not in allowed:
            raise not_valid(f"columns: {shortened(column)}", worded(role), allowed)
    return dict(columns)


def to_toml(mapping: WordMap, earlier: str = "", columns: Mapping[str, str | None] | None = None) -> str:
    """The table as TOML to keep. Comments and words of ``earlier`` stay where ``mapping`` is silent.

    ``columns`` is column to role, ``None`` for one that no longer has a role.
    """
    import tomlkit

    document = tomlkit.parse(earlier or _HEAD)
    for name, words in (("moods", mapping.moods), ("activities", mapping.activities)):
        if name not in document:
            document[name] = tomlkit.table()
        table: Any = document[name]
        for word, becomes in words.items():
            table[word] = becomes
    for column, role in (columns or {}).items():
        if role is None:
            document.get("columns", {}).pop(column, None)
        else:
            document.setdefault("columns", tomlkit.table())[column] = role
    return tomlkit.dumps(document)


def _check_target(word: str, becomes: str) -> None:
    if becomes == TAG:
        return
    kind, _, id = becomes.partition(":")
    if kind in TARGETS and id:
        return
    choices = [TAG, *(f"{target}:ID" for target in TARGETS)]
    raise not_valid(f"activities: {shortened(word)}", worded(becomes), choices)


def is_known(becomes: str, vocabulary: Vocabulary) -> bool:
    """Whether a target is one of the program's own words; ``"tag"`` is none."""
    kind, _, id = becomes.rpartition(":")
    tables: dict[str, Mapping[str, Any]] = {
        "": vocabulary.moods,
        "mood": vocabulary.moods,
        "trigger": vocabulary.triggers,
        "response": vocabulary.responses,
        "urge": vocabulary.responses,
        "partner_act": vocabulary.partner_acts,
    }
    return id in tables.get(kind, {})


def _key(word: str) -> str:
    return re.sub(r"[\s_]+", " ", word).strip().casefold()


def _look_up(table: Mapping[str, str], word: str, otherwise: str) -> str:
    if word in table:
        return table[word]
    return next((becomes for known, becomes in table.items() if _key(known) == _key(word)), otherwise)


def _merged(table: Mapping[str, str], under: Mapping[str, str]) -> dict[str, str]:
    """Both, with the words of ``table`` in front of the same words of ``under``."""
    ours = {_key(word) for word in table}
    return {**{word: becomes for word, becomes in under.items() if _key(word) not in ours}, **table}


def _without(table: Mapping[str, str], word: str) -> dict[str, str]:
    return {known: becomes for known, becomes in table.items() if _key(known) != _key(word)}


def _index(tables: dict[str, Mapping[str, Any]]) -> dict[str, set[str]]:
    """From each id and label, as words are compared, to the targets it may mean, but for retired rows."""
    targets: dict[str, set[str]] = {}
    for prefix, table in tables.items():
        for id, row in table.items():
            for word in set() if row.deprecated else {_key(id), _key(row.label)}:
                targets.setdefault(word, set()).add(prefix + id)
    return targets


def _only(targets: set[str] | None, otherwise: str) -> str:
    """The one target; ``otherwise`` when there is none, or more than one and so nothing plain."""
    return next(iter(targets)) if targets and len(targets) == 1 else otherwise
