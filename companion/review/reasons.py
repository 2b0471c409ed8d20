"""When the other steps back: which moments tell of it, and what may lie behind it. Guesses, and only that."""

from companion.model.records import Moment
from companion.model.vocabulary import Card, Vocabulary

STEPPED_BACK = frozenset(
    {
        "slow_reply", "partner_quiet", "less_affection", "asked_for_space", "sudden_change", "mixed_signals",
        "pb_withdrew", "pb_less_affection", "pb_hard_to_reach", "pb_asked_space", "pb_cancelled",
        "pb_mixed_signals",
    }
)  # fmt: skip
"""What happened, and what the other did, that tells of a step back."""

DO_NOT_KNOW = "wr_do_not_know"
"""The first of the reasons, and the most accurate."""


def stepped_back(moment: Moment) -> bool:
    """Whether the other stepped back in a moment, by what was picked."""
    return not STEPPED_BACK.isdisjoint((*moment.triggers, *moment.partner_acts))


def possible_reasons(vocabulary: Vocabulary) -> list[Card]:
    """The possible reasons in reading order; "I do not know" comes first."""
    section = vocabulary.section("possible_reasons").values()
    reasons = [card for card in section if card.id.startswith("wr_") and not card.deprecated]
    return sorted(reasons, key=lambda card: card.id != DO_NOT_KNOW)
