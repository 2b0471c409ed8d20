"""From the words of an option to the id they mean, and a refusal that names what comes near."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from companion.model.errors import InputRefused
from companion.model.label_matching import Candidate, Fit, LabelIndex, Labels, Match, shared_words
from companion.model.records import Feeling
from companion.model.vocabulary import everyday_words


def labels_of(rows: Mapping[str, Any], label: Callable[[str], str]) -> dict[str, str]:
    """The ids on offer with their labels; retired ones are left out."""
    return {id: label(id) for id, row in rows.items() if not row.deprecated}


def candidates_of(
    labels: Labels,
    rows: Mapping[str, Any] | None = None,
    ambiguous: Mapping[str, tuple[str, ...]] | None = None,
) -> Iterable[Candidate]:
    """The ids on offer as they are looked up. ``rows``: those behind the ids, with their everyday words."""
    known, shared = rows or {}, shared_words(ambiguous or {})
    for id, label in labels.items():
        if id in known:
            row = known[id]
            yield Candidate(id, label, _beside(row), everyday_words(row), shared.get(id, ()))
        else:
            yield Candidate(id, label)


def _beside(row: Any) -> str:
    """What is said beside a row's label."""
    return getattr(row, "help", "") or getattr(row, "definition", "")


def resolve(
    field: str,
    words: str,
    labels: Labels,
    rows: Mapping[str, Any] | None = None,
    ambiguous: Mapping[str, tuple[str, ...]] | None = None,
) -> str:
    """The one id that ``words`` are or mean. Raises InputRefused, naming those that come near.

    ``rows``: the rows behind the ids, whose everyday words mean them too; ``ambiguous``: words that mean
    several. What belongs to safety is meant only by its id or its label.
    """
    if words in labels:
        return words
    index = LabelIndex(candidates_of(labels, rows, ambiguous))
    fitting = index.closest(words)
    if len(fitting) == 1 and not is_guessed_safety((rows or {}).get(fitting[0].id), fitting[0]):
        return fitting[0].id
    if len(fitting) > 1:
        told = _told([match.id for match in fitting], labels)
        raise InputRefused(f"{field}: {words!r} fits more than one: {told}")
    near = [match.id for match in index.matches(words)][:_MOST_TOLD]
    if near:
        raise InputRefused(f"{field}: {words!r} is not in the list. Did you mean {_told(near, labels)}?")
    raise InputRefused(f"{field}: {words!r} is not in the list; {_where(field, labels)}")


_MOST_TOLD = 4
"""How many that come near are named."""


_SHOWN_BY: Mapping[str, str] = {
    "trigger": "log",
    "partner-act": "log",
    "urge": "log",
    "response": "log",
    "mood": "mood",
    "practice": "try",
    "pattern": "patterns",
    "watch": "patterns",
    "word": "words --all",
    "meaning": "words --all",
}
"""The command that shows the whole list, by field; the lists of the other fields are short."""


def _where(field: str, labels: Labels) -> str:
    """Where the list is to be seen: the command that shows it, or the beginning of it."""
    if field in _SHOWN_BY:
        return f"`companion {_SHOWN_BY[field]}` shows it"
    return f"it has {_told(list(labels)[:_MOST_TOLD], labels)}"


def is_guessed_safety(row: Any, match: Match) -> bool:
    """Whether a row of safety was found by other words than its label's: then it is offered and not taken."""
    return getattr(row, "group", "") == "safety" and match.fit > Fit.BEGINNING


def resolve_feeling(
    words: str,
    labels: Labels,
    rows: Mapping[str, Any] | None = None,
    ambiguous: Mapping[str, tuple[str, ...]] | None = None,
) -> Feeling:
    """``"tender:6"`` or ``"tender"`` as a feeling. Raises InputRefused for the word or the number."""
    name, colon, how = words.partition(":")
    mood = resolve("mood", name, labels, rows, ambiguous)
    if not colon:
        return Feeling(mood=mood)
    if not how.strip().isdecimal() or int(how) > 10:
        raise InputRefused(f"mood: {words!r}: {how!r} is not valid as a strength; use 0 to 10")
    return Feeling(mood=mood, intensity=int(how))


def _told(ids: Sequence[str], labels: Labels) -> str:
    return ", ".join(f"{id} ({labels[id]})" for id in ids)
