"""Which moments are asked about afterwards, and when."""

from datetime import timedelta

from companion.model.events import codes_of
from companion.model.records import QUIET_CODES, Moment
from companion.model.vocabulary import Vocabulary

MENDED = frozenset({"R:repaired", "R:paused_and_returned", "PB:pb_repaired"})
"""Acts that mend, of one or the other; as codes of a coded event."""

SOONEST = timedelta(hours=6)
"""How old a moment is before it is asked about."""

OFFERED_FOR = timedelta(hours=48)
"""How old it is when it is offered for the last time."""

OPEN_FOR = timedelta(days=7)
"""How old it is when it can last be answered for, or an answer be changed, by a person who asks for it."""

_GROUPS = ("distance", "conflict")


def notes_danger(moment: Moment) -> bool:
    """Whether a moment notes fear, force or keeping safe, done or wanted."""
    codes = (*moment.triggers, *moment.partner_acts, *moment.responses, *moment.urges)
    return not QUIET_CODES.isdisjoint(codes)


def is_asked_about(moment: Moment, vocabulary: Vocabulary) -> bool:
    """Whether a moment is one of distance, conflict, protest or repair, and notes no danger.

    Distance and conflict: what happened, or what the other did, is in the vocabulary's group of that name.
    Distance, conflict and protest of one's own: a response of the kind "protective", so pulling back, sharp
    words, pressing and testing alike. Repair: one of MENDED.
    """
    if notes_danger(moment):
        return False
    happened = (vocabulary.triggers.get(code) for code in moment.triggers)
    acts = (vocabulary.partner_acts.get(code) for code in moment.partner_acts)
    done = (vocabulary.responses.get(code) for code in moment.responses)
    return (
        any(row is not None and row.group in _GROUPS for row in (*happened, *acts))
        or any(row is not None and row.kind == "protective" for row in done)
        or not MENDED.isdisjoint(codes_of(moment))
    )
