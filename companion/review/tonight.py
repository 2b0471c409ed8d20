"""Tonight: what one can do when the other steps back, or when one pulls away oneself. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from companion.model.records import PARTNER, Entry, Moment
from companion.review.reasons import stepped_back

STEPPING_BACK = "card_tonight"
"""The page for the one who waits."""
PULLING_AWAY = "card_tonight_pulling_away"
"""The page for the one who pulls away."""

JUST_NOW = timedelta(hours=3)
"""How old a moment may be for a worry of tonight to belong to it, whatever it tells."""
LONGEST_AGO = timedelta(hours=24)
"""How old it may be where the other stepped back in it."""


class Way(NamedTuple):
    """Something to do: the id of a page, ``"worry"`` or ``"moment"``; what it is called, and what it is."""

    to: str
    title: str
    about: str


_OWN_EVENING = Way("ex_own_life", "My own evening", "Half an hour of something that is yours.")
_MOMENT = Way("moment", "Log this moment", "One word about what happened is enough.")
_WORRY = Way("worry", "Note a worry", "What I fear it means, to check later how it turned out.")

FIRST = (
    Way("card_safety", "No, or I cannot tell", "The Safety page comes first."),
    Way(STEPPING_BACK, "Yes, and {partner} is stepping back", ""),
    Way(PULLING_AWAY, "Yes, and I feel myself pulling away", ""),
)
"""The answers to the question whether it feels safe, which is asked before everything else."""

WAYS = {
    STEPPING_BACK: (
        Way("ex_simple_question", "One light question", "Asked once. The answer can take its time."),
        Way("ex_give_room", "Space", "One warm line, then no second message."),
        _OWN_EVENING,
        Way(
            "ex_evidence_check", "What I know, and what I fill in", "Two short lists, then a kinder reading."
        ),
        _WORRY,
        _MOMENT,
    ),
    PULLING_AWAY: (
        Way(
            "card_stepping_back", "When stepping back is right", "It can be. You do not owe anyone closeness."
        ),
        Way("ex_space_with_return", "Space, with a word before it", "How much, and until when, if you want."),
        Way("ex_present_or_past", "Is this now, or then?", "How much of the feeling belongs to today."),
        _OWN_EVENING,
        _WORRY,
        _MOMENT,
    ),
}
"""What can be done from either seat, the order in which it stands on the page."""

WHILE_QUIET = (
    Way("card_safety", "Safety", "When something between you does not feel safe."),
    Way("card_crisis", "Too much right now", "Who can be with you, and what to do until then."),
    _OWN_EVENING,
    _MOMENT,
)
"""What is left in quiet mode, in which nothing asks for closeness or makes a guess about anyone."""


def moment_of_worry(newest_first: Iterable[Entry], now: datetime, seat: str) -> Moment | None:
    """The moment with the partner that a worry of tonight belongs to, if there is one.

    For the one who waits that is the latest of the last day in which the other stepped back; else, for
    either, the latest of the last hours.
    """
    moments = [
        entry
        for entry in newest_first
        if isinstance(entry, Moment) and entry.person == PARTNER and entry.occurred_at <= now
    ]
    told = [
        moment
        for moment in moments
        if seat == STEPPING_BACK and stepped_back(moment) and now - moment.occurred_at <= LONGEST_AGO
    ]
    fresh = [moment for moment in moments if now - moment.occurred_at <= JUST_NOW]
    return next(iter((*told, *fresh)), None)
