"""The options that say what a moment was, for logging one and for changing one; declared once."""

from collections.abc import Callable, Mapping
from dataclasses import field, fields
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

import click

from companion.cli.option_codes import labels_of, resolve, resolve_feeling
from companion.model.frozen_dataclass import dataclass
from companion.model.records import Feeling

if TYPE_CHECKING:
    from companion.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What was picked by options, as the ids of the vocabulary."""

    triggers: tuple[str, ...] = ()
    partner_acts: tuple[str, ...] = ()
    feelings: tuple[Feeling, ...] = ()
    urges: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()

    def by_field(self) -> dict[str, Any]:
        """The same by the names that the fields of a moment have."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


OPTION_OF: Mapping[str, str] = {
    "trigger": "--trigger",
    "partner_act": "--partner-act",
    "mood": "--mood",
    "urge": "--urge",
    "response": "--response",
}
"""The option for each kind of code."""


def _option(flag: str, metavar: str, words: str) -> Any:
    return field(default=None, metadata={"flag": flag, "metavar": metavar, "help": words})


def _several(flag: str, metavar: str, words: str) -> Any:
    how = {"flag": flag, "metavar": metavar, "help": words, "multiple": True}
    return field(default=(), metadata=how)


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentOptions:
    """What a command was told of a moment, as it was typed; a field for each option."""

    triggers: tuple[str, ...] = _several("--trigger", "WORDS", "What happened.")
    partner_acts: tuple[str, ...] = _several("--partner-act", "WORDS", "What your partner did.")
    moods: tuple[str, ...] = _several("--mood", "NAME[:0-10]", "What you felt, and how strongly.")
    body: str | None = _option("--body", "TEXT", "Where in your body you felt it; - reads stdin.")
    urges: tuple[str, ...] = _several("--urge", "WORDS", "What you wanted to do.")
    responses: tuple[str, ...] = _several("--response", "WORDS", "What you did.")
    ending: str | None = _option("--ending", "TEXT", "How it ended; - reads stdin.")
    closeness: int | None = field(
        default=None,
        metadata={
            "flag": "--closeness",
            "metavar": "-3..3",
            "help": "How close it felt, from -3 (far apart) to 3 (very close).",
            "type": int,
        },
    )
    person: str | None = _option("--person", "NAME", "Who it was with, if not your partner.")
    tags: tuple[str, ...] = _several("--tag", "TAG", "A tag to find it by.")
    star: bool = field(
        default=False, metadata={"flag": "--star", "help": "Mark it with a star.", "is_flag": True}
    )
    when: str | None = _option(
        "--when", "WORDS", 'When it was: "yesterday 9pm", "2h ago", "2026-03-01 21:40".'
    )
    note: str | None = _option("--note", "TEXT", "A note in your own words; - reads stdin.")

    @property
    def tells_something(self) -> bool:
        """Whether any of it is a moment; when it was, with whom and a star are none by themselves."""
        texts = (self.body, self.ending, self.note)
        picked = (self.triggers, self.partner_acts, self.moods, self.urges, self.responses, self.tags)
        return any((*texts, *picked)) or self.closeness is not None

    def codes(self, journal: "Journal") -> Codes:
        """The ids that are meant. Raises InputRefused, naming the option and what comes near."""
        words = journal.vocabulary

        def labels(rows: Mapping[str, Any]) -> dict[str, str]:
            return labels_of(rows, lambda id: words.label(id, journal.settings))

        def ids(
            option: str, kind: str, given: tuple[str, ...], rows: Callable[[], Mapping[str, Any]]
        ) -> tuple[str, ...]:
            if not given:  # each table is read when it is needed
                return ()
            known, several = labels(rows()), words.ambiguous(kind)
            return tuple(resolve(option, each, known, rows(), several) for each in given)

        moods = labels(words.moods) if self.moods else {}
        several = words.ambiguous("mood") if self.moods else {}
        return Codes(
            responses=ids("response", "response", self.responses, lambda: words.responses),
            urges=ids("urge", "response", self.urges, lambda: words.acts),
            partner_acts=ids("partner-act", "partner_act", self.partner_acts, lambda: words.partner_acts),
            triggers=ids("trigger", "trigger", self.triggers, lambda: words.triggers),
            feelings=tuple(resolve_feeling(each, moods, words.moods, several) for each in self.moods),
        )


def moment_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command all of these options, as one parameter ``given``, a MomentOptions."""
    declared = fields(MomentOptions)

    @wraps(command)
    def with_given(*arguments: Any, **parameters: Any) -> None:
        told = {each.name: parameters.pop(each.name) for each in declared}
        command(*arguments, given=MomentOptions(**told), **parameters)

    with_options: Callable[..., None] = with_given
    for each in reversed(declared):
        how = dict(each.metadata)
        add = cast("Callable[[Any], Any]", click.option(how.pop("flag"), each.name, **how))
        with_options = add(with_options)
    return with_options
