"""The monthly review: ten sentences of our own, unvalidated, and three means that nobody is named by."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

INTERVAL = timedelta(days=28)
HIGHEST_ANSWER = 6
"""Each sentence is answered from 0, not at all, to 6, very much."""

SENTENCES = (
    "I could tell {partner} what was going on inside me.",
    "I kept the things that matter to myself.",
    "Leaning on {partner} a little felt fine.",
    "When we got close, I wanted out.",
    "I wondered whether I still mattered.",
    "Gaps between messages or visits were hard to sit with.",
    "Reassurance wore off quickly.",
    "Deep down, I expected us to be all right.",
    "I could have gone to {partner} with something hard.",
    "I felt free to be myself.",
)
CAUTION = (
    "One change means little; look at several together, if at all. We wrote these sentences ourselves; they"
    " have not been validated. No result is good or bad."
)


class Theme(NamedTuple):
    """Some of the sentences, by their numbers from 1; those in ``turned`` count the other way round."""

    name: str
    items: tuple[int, ...]
    turned: tuple[int, ...]


THEMES = (
    Theme("Keeping things to myself", (1, 2, 3, 4), (1, 3)),
    Theme("Wondering about us", (5, 6, 7, 8), (8,)),
    Theme("At ease with each other", (9, 10), ()),
)


def theme_mean(theme: Theme, look_back: Mapping[str, Any]) -> float | None:
    """The mean over a theme's sentences, 0 to 6; ``None`` where more than one was left out."""
    given = look_back.get("answers")
    answers = given if isinstance(given, Mapping) else {}
    values = []
    for item in theme.items:
        value = answers.get(str(item))
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= HIGHEST_ANSWER:
            values.append(HIGHEST_ANSWER - value if item in theme.turned else value)
    return sum(values) / len(values) if len(values) >= len(theme.items) - 1 else None
