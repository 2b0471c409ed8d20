"""Which ids the filters of a search mean: by id, by label, by an everyday word; and who a person is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from companion.model.errors import InputRefused, near_or_all, one_of
from companion.model.records import PARTNER
from companion.model.search_query import Filter, Query

if TYPE_CHECKING:
    from companion.model.label_matching import LabelIndex
    from companion.model.vocabulary import Vocabulary

_TABLES = {
    "trigger": "triggers", "response": "responses", "urge": "responses", "mood": "moods",
    "act": "partner_acts",
}  # fmt: skip
_MOST_TOLD = 3


def with_known_ids(
    query: Query, vocabulary: "Vocabulary", used: Callable[[str], list[str]], people: Iterable[str]
) -> Query:
    """The query with what its filters mean, where that is not an id or a part of one.

    ``used``: the ids that entries have, by the name of the filter; ``people``: whom moments can be with.
    Raises InputRefused, naming what comes near, for a filter that no entry could have.
    """
    read = [_known(one, vocabulary, used, people) for one in query.filters]
    return replace(query, filters=tuple(read))


def _known(
    condition: Filter, vocabulary: "Vocabulary", used: Callable[[str], list[str]], people: Iterable[str]
) -> Filter:
    if condition.name == "person":
        names = list(people)
        if condition.value != PARTNER and not condition.fitting([*names, *used("person")]):
            told = one_of(["partner", *(name for name in names if name != PARTNER)])
            raise InputRefused(f"search: nobody is called {condition.value!r} here; use person: with {told}")
        return condition
    if condition.name not in _TABLES:
        return condition
    rows = getattr(vocabulary, _TABLES[condition.name])
    if condition.fitting([*rows, *used(condition.name)]):
        return condition
    index = _index(vocabulary, rows)
    typed = condition.value.replace("_", " ")
    found = index.closest(typed)
    if found:
        return replace(condition, ids=tuple(match.id for match in found))
    near = [match.id for match in index.matches(typed)][:_MOST_TOLD]
    told = f"did you mean {one_of(near)}?" if near else near_or_all(condition.value, list(rows))
    raise InputRefused(f"search: nothing is called {condition.value!r} for {condition.name}:; {told}")


def _index(vocabulary: "Vocabulary", rows: Mapping[str, Any]) -> "LabelIndex":
    from companion.model.label_matching import Candidate, label_index
    from companion.model.vocabulary import everyday_words

    return label_index(
        tuple(
            Candidate(id, vocabulary.label(id), also=everyday_words(row))
            for id, row in rows.items()
            if not row.deprecated
        )
    )
