"""When outside help may be worth having: the signs, the ways, a word after the same argument again."""

from collections.abc import Iterable
from datetime import date, timedelta

from companion.model.clock import local_day
from companion.model.records import Entry, Moment, Settings
from companion.model.text import fill
from companion.model.vocabulary import Vocabulary
from companion.review.library import LibraryPage
from companion.review.week_parts import Line

SIGNS_PAGE = "card_when_help"
CHOICE_PAGE = "card_therapy_choice"

ARGUMENT = "repeated_argument"
"""What happened, that the word follows."""
ENOUGH_ARGUMENTS = 4
"""How many moments with it, within SPAN_DAYS, bring the word."""
SPAN_DAYS = 28
REST_DAYS = 28
"""Days until the word may come again."""


def help_signs(vocabulary: Vocabulary, settings: Settings) -> tuple[str, ...]:
    """The signs, as they are listed on their page."""
    body = fill(vocabulary.section("outside_help")[SIGNS_PAGE].body, settings)
    return tuple(line.removeprefix("- ") for line in body.splitlines() if line.startswith("- "))


def help_choices(vocabulary: Vocabulary, settings: Settings, *, together: bool) -> LibraryPage:
    """A page that goes on to the choices for one alone, or for the two together."""
    prefix = "tc_couple_" if together else "tc_ind_"
    links = [id for id in vocabulary.section("therapy_choices") if id.startswith(prefix)]
    title = "Together" if together else "On your own"
    return LibraryPage("", title, "", "", (*links, CHOICE_PAGE, "card_reach_someone"), on_shelf=False)


def word_after_arguments(entries: Iterable[Entry], today: date, settings: Settings) -> Line | None:
    """A sentence once the same argument was noted often enough up to ``today``, and its moments."""
    since = today - timedelta(days=SPAN_DAYS - 1)
    ids = tuple(
        entry.id
        for entry in entries
        if isinstance(entry, Moment)
        and ARGUMENT in entry.triggers
        and since <= local_day(entry.occurred_at, settings.day_start) <= today
    )
    if len(ids) < ENOUGH_ARGUMENTS:
        return None
    words = f"You noted the same argument {len(ids)} times in {SPAN_DAYS} days. "
    return Line(f"{words}If you like, the Library has a page on when outside help is worth having.", ids)


def may_stand_in_week(first: date, last_time: date | None) -> bool:
    """Whether the word may stand in the week beginning on ``first``; ``last_time``: the one it last did."""
    return last_time is None or last_time == first or first - last_time >= timedelta(days=REST_DAYS)
