"""The options that say what a moment was, for logging one and for changing one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from companion.cli.option_codes import labels_of, resolve, resolve_feeling
from companion.model.records import Feeling

if TYPE_CHECKING:
    from companion.journal import Journal

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What was picked by options, as the ids of the vocabulary."""

    triggers: tuple[str, ...] = ()
    partner_acts: tuple[str, ...] = ()
    feelings: tuple[Feeling, ...] = ()
    urges: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()


OPTION_OF: Mapping[str, str] = {
    "trigger": "--trigger",
    "partner_act": "--partner-act",
    "mood": "--mood",
    "urge": "--urge",
    "response": "--response",
}
"""The option for each kind of code."""


def moment_options(command: F) -> F:
    """Gives a command the options that say what happened, was felt, wanted and done, and how it ended."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option("--trigger", "triggers", multiple=True, metavar="WORDS", help="What happened."),
    click.option(
        "--partner-act", "partner_acts", multiple=True, metavar="WORDS", help="What your partner did."
    ),
    click.option(
        "--mood", "moods", multiple=True, metavar="NAME[:0-10]", help="What you felt, and how strongly."
    ),
    click.option("--body", metavar="TEXT", help="Where in your body you felt it; - reads stdin."),
    click.option("--urge", "urges", multiple=True, metavar="WORDS", help="What you wanted to do."),
    click.option("--response", "responses", multiple=True, metavar="WORDS", help="What you did."),
    click.option("--ending", metavar="TEXT", help="How it ended; - reads stdin."),
    click.option(
        "--closeness",
        type=int,
        metavar="-3..3",
        help="How close it felt, from -3 (far apart) to 3 (very close).",
    ),
    click.option("--person", metavar="NAME", help="Who it was with, if not your partner."),
    click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag to find it by."),
    click.option("--star", is_flag=True, help="Star it."),
    click.option(
        "--when", metavar="WORDS", help='When it was: "yesterday 9pm", "2h ago", "2026-03-01 21:40".'
    ),
    click.option("--note", metavar="TEXT", help="A note in your own words; - reads stdin."),
)


def codes_given(
    journal: "Journal",
    *,
    triggers: tuple[str, ...],
    partner_acts: tuple[str, ...],
    moods: tuple[str, ...],
    urges: tuple[str, ...],
    responses: tuple[str, ...],
) -> Codes:
    """The ids that these options mean. Raises InputRefused, naming the option and what comes near."""
    words = journal.vocabulary

    def ids(
        field: str, given: tuple[str, ...], rows: Callable[[], Mapping[str, Any]], kind: str
    ) -> tuple[str, ...]:
        if not given:  # each table is read when it is needed
            return ()
        labels = labels_of(rows(), lambda id: words.label(id, journal.settings))
        several = words.ambiguous(kind)
        return tuple(resolve(field, each, labels, rows(), several) for each in given)

    mood_labels = labels_of(words.moods, lambda id: words.label(id, journal.settings)) if moods else {}
    feelings = words.ambiguous("mood") if moods else {}
    return Codes(
        responses=ids("response", responses, lambda: words.responses, "response"),
        urges=ids("urge", urges, lambda: words.acts, "response"),
        partner_acts=ids("partner-act", partner_acts, lambda: words.partner_acts, "partner_act"),
        triggers=ids("trigger", triggers, lambda: words.triggers, "trigger"),
        feelings=tuple(resolve_feeling(each, mood_labels, words.moods, feelings) for each in moods),
    )
