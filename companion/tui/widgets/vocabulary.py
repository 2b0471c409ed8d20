"""The vocabulary as choices for pickers: what was used lately first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from companion.journal import Journal
from companion.model.label_matching import Shared, label_index, shared_words
from companion.model.text import fill, fill_label, one_line, person_words
from companion.model.vocabulary import everyday_words
from companion.review.grammar import to_me
from companion.tui.widgets.choice import NEW, Choice, WordAdder

_LEANINGS = (
    Choice("secure", "secure", "settled; close or apart, both felt fine"),
    Choice("anxious", "anxious", "looking for reassurance"),
    Choice("avoidant", "avoidant", "wanting space, pulling back"),
    Choice("fearful_avoidant", "fearful-avoidant", "wanting closeness and wanting out, both at once"),
)


def leaning_choices() -> Sequence[Choice]:
    """The leanings of a moment, for the person to pick."""
    return _LEANINGS


def code_choices(
    journal: Journal, kind: str, rows: Callable[[], Iterable[Any]]
) -> Callable[[], Sequence[Choice]]:
    """Reads the choices of one kind of code (``"trigger"``, ``"urge"`` ...) when a picker asks for them."""

    def read() -> Sequence[Choice]:
        settings = journal.settings
        shared = shared_words(journal.vocabulary.ambiguous("response" if kind == "urge" else kind))
        known = {
            row.id: Choice(
                row.id,
                fill_label(row.label, settings),
                fill(row.help, settings) or _likeness(journal, kind, row),
                getattr(row, "group", ""),
                also=everyday_words(row),
                shared=shared.get(row.id, ()),
            )
            for row in rows()
            if not row.deprecated
        }
        return _recent_first(journal.timeline.recent_codes(kind), known)

    return read


def urge_choices(journal: Journal) -> Callable[[], Sequence[Choice]]:
    """What a person can have wanted to do, as the form says it: "Pull away". Found by what is done too."""

    def read() -> Sequence[Choice]:
        choices = code_choices(journal, "urge", lambda: journal.vocabulary.acts.values())()
        rows, settings = journal.vocabulary.responses, journal.settings
        return [
            replace(choice, label=to_me(fill(row.wanted, settings)), also=(*choice.also, choice.label))
            if (row := rows.get(choice.id)) and row.wanted
            else choice
            for choice in choices
        ]

    return read


def with_partner_acts(
    journal: Journal, choices: Callable[[], Sequence[Choice]]
) -> Callable[[], Sequence[Choice]]:
    """The choices and, after them, what the other was seen to do, as ``PB:`` and its code.

    Without what belongs to safety, which no pattern counts, and without "I do not know".
    """

    def read() -> Sequence[Choice]:
        settings = journal.settings
        acts = [
            row
            for row in journal.vocabulary.partner_acts.values()
            if row.group not in ("safety", "none") and not row.deprecated
        ]
        who = settings.partner_name or "The other"
        return [
            *choices(),
            *(
                Choice(
                    f"PB:{row.id}",
                    f"{who}: {fill(row.label, settings)}",
                    fill(row.help, settings),
                    "what the other did",
                    also=everyday_words(row),
                )
                for row in acts
            ),
        ]

    return read


_ROWS_OF_KIND = {
    "trigger": "triggers",
    "partner_act": "partner_acts",
    "mood": "feelings",
    "urge": "urges",
    "response": "responses",
}


def mentioned_in(journal: Journal, text: str) -> dict[str, list[str]]:
    """The ids that a text mentions, by the name of the row of a moment's form that they belong to."""
    from companion.model.mentions import mentions

    by_row: dict[str, list[str]] = {row: [] for row in _ROWS_OF_KIND.values()}
    for each in mentions(text, journal.vocabulary, journal.settings):
        by_row[_ROWS_OF_KIND[each.kind]].append(each.code)
    return by_row


_KINDS_OF_RESPONSE = {
    f"{NEW}neutral": ("as your own word", {}),
    f"{NEW}secure": ("as a way of coming closer", {"kind": "secure", "strategy": "secure"}),
    f"{NEW}back": ("as a way of pulling back", {"kind": "protective", "strategy": "deactivating"}),
    f"{NEW}after": ("as a way of holding on", {"kind": "protective", "strategy": "hyperactivating"}),
}
_CORNERS = {
    f"{NEW}45": "pleasant, high energy",
    f"{NEW}315": "pleasant, low energy",
    f"{NEW}135": "unpleasant, high energy",
    f"{NEW}225": "unpleasant, low energy",
}


_LIKE = f"{NEW}like:"
_MOST_ALIKE = 2
"""How many known kinds a new word is offered to be like."""


def _likeness(journal: Journal, kind: str, row: Any) -> str:
    """Which known kind a word of one's own is like, in words; empty where it is like none."""
    like = getattr(row, "like", "")
    code = like if kind == "trigger" else f"R:{like}"
    return f"counts like “{one_line(journal.vocabulary.label(code, journal.settings))}”" if like else ""


def alike_choices(journal: Journal, kind: str, words: str) -> list[Choice]:
    """The known triggers or responses that come nearest to some words, for an own one to be like."""
    from companion.model.custom_vocabulary import known_kinds

    settings = journal.settings
    known = {
        id: Choice(id, fill(row.label, settings), fill(row.help, settings), also=everyday_words(row))
        for id, row in known_kinds(kind, journal.vocabulary).items()
    }
    found = label_index(tuple(choice.candidate for choice in known.values())).matches(words)
    return [known[match.id] for match in found[:_MOST_ALIKE]]


def word_adder(journal: Journal, kind: str) -> WordAdder:
    """Lets a picker add what was typed as a word of one's own: "trigger", "response" or "mood".

    A trigger or a response can be added as like a known kind, which patterns then read it as.
    """

    def choices(words: str) -> list[Choice]:
        if kind == "mood":
            return [Choice(id, f"Add “{words}”, {where}", "", where) for id, where in _CORNERS.items()]
        alike = [
            Choice(f"{_LIKE}{each.id}", f"Add “{words}”, like “{each.label}”", "counts as that")
            for each in alike_choices(journal, kind, words)
        ]
        if kind == "response":
            return [
                *alike,
                *(Choice(id, f"Add “{words}” {how}") for id, (how, _) in _KINDS_OF_RESPONSE.items()),
            ]
        return [*alike, Choice(NEW, f"Add “{words}” as your own word")]

    def add(words: str, id: str) -> str:
        fields: dict[str, Any] = {}
        if id.startswith(_LIKE):
            fields = {"like": id.removeprefix(_LIKE)}
        elif kind == "response":
            fields = dict(_KINDS_OF_RESPONSE[id][1])
        elif kind == "mood":
            fields = {"angle": int(id.removeprefix(NEW))}
        return journal.words.add(kind, words, **fields)

    return WordAdder(choices, add)


def person_choices(journal: Journal) -> Sequence[Choice]:
    """Whom a moment can be with."""
    settings = journal.settings
    return [Choice(person, one_line(person_words(person, settings))) for person in journal.people.all()]


def shared_moods(journal: Journal) -> Shared:
    """The words that say several feelings, by the ids of these."""
    return shared_words(journal.vocabulary.ambiguous("mood"))


def mood_rows(journal: Journal) -> Sequence[Any]:
    """The moods, those felt lately first."""
    moods = {mood.id: mood for mood in journal.vocabulary.moods.values() if not mood.deprecated}
    return _recent_first(journal.timeline.recent_codes("mood"), moods)


def _recent_first(recent: Sequence[str], known: dict[str, Any]) -> list[Any]:
    first = [known[code] for code in recent if code in known]
    return first + [row for code, row in known.items() if code not in set(recent)]
