"""From a person's words to an id: exactly, by the beginning, or by a part of a label."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from companion.model.errors import InputRefused
from companion.model.records import Feeling

Labels = Mapping[str, str]
"""Ids and their labels, in the order in which they are offered."""


def labels_of(rows: Mapping[str, Any], label: Callable[[str], str]) -> dict[str, str]:
    """The ids on offer with their labels; retired ones are left out."""
    return {id: label(id) for id, row in rows.items() if not row.deprecated}


def matching(words: str, labels: Labels, explained: Labels | None = None) -> list[str]:
    """The ids that ``words`` may mean, by the narrowest way that finds any.

    Ways, in order: the id or the label itself; its beginning; the beginning of one of its words; any part;
    the beginning of a word in what is ``explained`` beside it.
    Small and capital letters are the same, and an underscore is as good as a space.
    """
    wanted = _plain(words)
    if not wanted:
        return []
    names = {id: {_plain(id), _plain(id.removeprefix("pb_")), _plain(label)} for id, label in labels.items()}
    ways: Sequence[Callable[[str], bool]] = (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted),
        lambda name: f" {wanted}" in name,
        lambda name: wanted in name,
    )
    for way in ways:
        if found := [id for id, each in names.items() if any(way(name) for name in each)]:
            return found
    return [id for id, told in (explained or {}).items() if f" {wanted}" in f" {_plain(told)}"]


def resolve(field: str, words: str, labels: Labels) -> str:
    """The one id that ``words`` mean. Raises InputRefused, naming those that come near."""
    found = matching(words, labels)
    if len(found) == 1:
        return found[0]
    if found:
        raise InputRefused(f"{field}: {words!r} could be any of: {_told(found, labels)}")
    near = _nearest(words, labels)
    raise InputRefused(f"{field}: {words!r} is not known; the nearest: {_told(near, labels)}")


def resolve_feeling(words: str, labels: Labels) -> Feeling:
    """``"tender:6"`` or ``"tender"`` as a feeling. Raises InputRefused for the word or the number."""
    name, colon, how = words.partition(":")
    mood = resolve("mood", name, labels)
    if not colon:
        return Feeling(mood=mood)
    if not how.strip().isdecimal() or int(how) > 10:
        raise InputRefused(f"mood: {words!r}: the intensity {how!r} is not allowed; allowed: 0 to 10")
    return Feeling(mood=mood, intensity=int(how))


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())


def _nearest(words: str, labels: Labels) -> list[str]:
    names = {name: id for id, label in labels.items() for name in (_plain(label), _plain(id))}
    near = difflib.get_close_matches(_plain(words), list(names), n=6, cutoff=0.5)
    return list(dict.fromkeys(names[name] for name in near))[:4] or list(labels)[:4]


def _told(ids: Sequence[str], labels: Labels) -> str:
    return ", ".join(f"{id} ({labels[id]})" for id in ids)
