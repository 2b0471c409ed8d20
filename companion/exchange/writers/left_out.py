"""A journal without its names, or without the person's own words, for whoever may read it.

For the formats that are written to be read; the journal's own JSON and the tables keep everything.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from companion.model.names import NAME_LEFT_OUT, unnaming
from companion.model.records import (
    LEANINGS,
    PARTNER,
    Contents,
    Feeling,
    Moment,
    Reflection,
    Sequel,
    Settings,
)
from companion.model.vocabulary import Vocabulary

NAMES, NOTES = "names", "notes"
"""What can be left out."""


Change = Callable[[Contents], Contents]
"""What leaves something out: of a whole journal, or of some of its entries with its settings."""


def without_names(contents: Contents, vocabulary: Vocabulary) -> tuple[Contents, Vocabulary]:
    """The journal and its words without the names it knows; a sign stands where one was.

    Evening checks of patterns of the person's own go too: their wording may name anybody.
    """
    change, vocabulary = leave_names_out(contents.settings or Settings(), contents.moments, vocabulary)
    return change(contents), vocabulary


def leave_names_out(
    settings: Settings, moments: Iterable[Moment], vocabulary: Vocabulary
) -> tuple[Change, Vocabulary]:
    """How :func:`without_names` leaves them out of entries that are read some at a time.

    ``moments``: all that are written, to be read once.
    """
    unnamed = unnaming(settings, moments)

    def sequel(said: Sequel | None) -> Sequel | None:
        return said and replace(said, note=unnamed(said.note), extra={})

    def deep(value: Any) -> Any:
        if isinstance(value, str):
            return unnamed(value)
        if isinstance(value, list | tuple):
            return [deep(one) for one in value]
        return {name: deep(one) for name, one in value.items()} if isinstance(value, dict) else value

    everyones = Vocabulary(vocabulary.folder)

    def change(contents: Contents) -> Contents:
        return replace(
            contents,
            settings=replace(settings, partner_name="", extra={}),
            moments=tuple(
                replace(
                    moment,
                    note=unnamed(moment.note),
                    body=unnamed(moment.body),
                    ending=unnamed(moment.ending),
                    tags=tuple(map(unnamed, moment.tags)),
                    person=moment.person if moment.person == PARTNER else NAME_LEFT_OUT,
                    sequel=sequel(moment.sequel),
                    extra={},
                )
                for moment in contents.moments
            ),
            reflections=tuple(
                replace(
                    reflection,
                    text=unnamed(reflection.text),
                    leaning=reflection.leaning and unnamed(reflection.leaning),
                    tags=tuple(map(unnamed, reflection.tags)),
                    extra={},
                )
                for reflection in contents.reflections
            ),
            stories=tuple(
                replace(story, feared=unnamed(story.feared), learned=unnamed(story.learned), extra={})
                for story in contents.stories
            ),
            experiments=tuple(
                replace(
                    experiment,
                    if_then=unnamed(experiment.if_then),
                    tries=tuple(replace(one, note=unnamed(one.note), extra={}) for one in experiment.tries),
                    extra={},
                )
                for experiment in contents.experiments
            ),
            checks=tuple(answer for answer in contents.checks if answer.pattern in everyones.patterns),
            look_backs=tuple(deep(dict(look_back)) for look_back in contents.look_backs),
            pattern_answers=tuple(
                replace(
                    answer,
                    detail=NAME_LEFT_OUT if answer.answer == "only_with" else unnamed(answer.detail),
                    extra={},
                )
                for answer in contents.pattern_answers
            ),
        )

    return change, _Unnamed(vocabulary, unnamed)


class _Unnamed(Vocabulary):
    """A vocabulary whose labels are without names: a person's own words may hold some."""

    def __init__(self, vocabulary: Vocabulary, unnamed: Callable[[str], str]) -> None:
        super().__init__(vocabulary.folder)
        self.__dict__.update(vars(vocabulary))
        self._unnamed = unnamed

    def label(self, code: str, settings: Settings | None = None) -> str:
        """See :meth:`Vocabulary.label`."""
        return self._unnamed(super().label(code, settings))


def without_notes(contents: Contents, vocabulary: Vocabulary) -> tuple[Contents, Vocabulary]:
    """The journal in the program's own words: what was picked, how strong and how close it was, and when.

    Worries, experiments and monthly reviews are a person's own words, and go whole.
    """
    change, vocabulary = leave_notes_out(vocabulary)
    return change(contents), vocabulary


def leave_notes_out(vocabulary: Vocabulary) -> tuple[Change, Vocabulary]:
    """How :func:`without_notes` leaves them out."""
    everyones = Vocabulary(vocabulary.folder)

    def known(codes: Iterable[str], *tables: Iterable[str]) -> tuple[str, ...]:
        return tuple(code for code in codes if any(code in table for table in tables))

    def felt(feelings: Iterable[Feeling]) -> tuple[Feeling, ...]:
        return tuple(replace(one, extra={}) for one in feelings if one.mood in everyones.moods)

    def moment(entry: Moment) -> Moment:
        return replace(
            entry,
            triggers=known(entry.triggers, everyones.triggers),
            partner_acts=known(entry.partner_acts, everyones.partner_acts),
            feelings=felt(entry.feelings),
            urges=known(entry.urges, everyones.acts),
            responses=known(entry.responses, everyones.acts),
            body="",
            ending="",
            tags=(),
            note="",
            sequel=entry.sequel and replace(entry.sequel, note="", extra={}),
            extra={},
        )

    def reflection(entry: Reflection) -> Reflection:
        prompt = entry.prompt if entry.prompt in everyones.prompts else None
        leaning = entry.leaning if entry.leaning in LEANINGS else None
        feelings = felt(entry.feelings)
        return replace(entry, prompt=prompt, leaning=leaning, feelings=feelings, tags=(), text="", extra={})

    def change(contents: Contents) -> Contents:
        return replace(
            contents,
            moments=tuple(map(moment, contents.moments)),
            reflections=tuple(map(reflection, contents.reflections)),
            stories=(),
            experiments=(),
            checks=tuple(answer for answer in contents.checks if answer.pattern in everyones.patterns),
            look_backs=(),
            pattern_answers=tuple(
                replace(answer, detail=answer.detail if answer.answer == "only_with" else "", extra={})
                for answer in contents.pattern_answers
                if answer.pattern in everyones.patterns
            ),
        )

    return change, everyones
