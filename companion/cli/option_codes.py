"""From the words of an option to the id they mean, and a refusal that names what comes near."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from companion.model.errors import InputRefused
from companion.model.label_matching import Labels, closest_ids, comparable_label
from companion.model.records import Feeling


def labels_of(rows: Mapping[str, Any], label: Callable[[str], str]) -> dict[str, str]:
    """The ids on offer with their labels; retired ones are left out."""
    return {id: label(id) for id, row in rows.items() if not row.deprecated}


def resolve(field: str, words: str, labels: Labels, rows: Mapping[str, Any] | None = None) -> str:
    """The one id that ``words`` are or mean. Raises InputRefused, naming those that come near.

    ``rows``: the rows behind the ids, whose everyday words mean them too. What belongs to safety is meant
    only by its id or its label.
    """
    everyday = {id: row.also for id, row in (rows or {}).items()}
    fitting = [words] if words in labels else closest_ids(words, labels, None, everyday)
    if len(fitting) == 1 and not _is_guessed_safety(fitting[0], words, labels, rows):
        return fitting[0]
    if fitting:
        raise InputRefused(f"{field}: {words!r} could be any of: {_told(fitting, labels)}")
    near = _nearest(words, labels)
    raise InputRefused(f"{field}: {words!r} is not known; the nearest: {_told(near, labels)}")


def _is_guessed_safety(id: str, words: str, labels: Labels, rows: Mapping[str, Any] | None) -> bool:
    group = getattr((rows or {}).get(id), "group", "")
    return group == "safety" and words != id and not closest_ids(words, {id: labels[id]})


def resolve_feeling(words: str, labels: Labels, rows: Mapping[str, Any] | None = None) -> Feeling:
    """``"tender:6"`` or ``"tender"`` as a feeling. Raises InputRefused for the word or the number."""
    name, colon, how = words.partition(":")
    mood = resolve("mood", name, labels, rows)
    if not colon:
        return Feeling(mood=mood)
    if not how.strip().isdecimal() or int(how) > 10:
        raise InputRefused(f"mood: {words!r}: the intensity {how!r} is not allowed; allowed: 0 to 10")
    return Feeling(mood=mood, intensity=int(how))


def _nearest(words: str, labels: Labels) -> list[str]:
    names = {
        name: id for id, label in labels.items() for name in (comparable_label(label), comparable_label(id))
    }
    near = difflib.get_close_matches(comparable_label(words), list(names), n=6, cutoff=0.5)
    return list(dict.fromkeys(names[name] for name in near))[:4] or list(labels)[:4]


def _told(ids: Sequence[str], labels: Labels) -> str:
    return ", ".join(f"{id} ({labels[id]})" for id in ids)
