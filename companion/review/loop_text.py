"""The loop in words: what stands at each step, the counts between them, and which step is still missing.

Nobody is at fault in it: acts and counts, no motive, and never a word on who began.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from companion.model.records import Moment, Settings
from companion.model.text import fill
from companion.model.vocabulary import Vocabulary
from companion.patterns.loop import AGAIN_DAYS, LEAST, STEPS, Arrow, Loop, Round, find_loop
from companion.review.grammar import act, counted, label_within, listed, number, quoted

TITLE = "The loop"

RULE = (
    "Counted: your own moments with one person that started alike. The round is the way most of them went"
    " from start to end, at least four. At each arrow: of the moments that went this far and say anything"
    " about the next step, how many went on like this. The steps are in the order of the form; which came"
    " first within a moment was not noted. It shows what went with what, and says nothing about why."
)

_STEP_NAMES = {
    "happened": "what happened",
    "felt": "what you felt",
    "wanted": "what you wanted",
    "did": "what you did",
    "other_did": "what {partner} did",
    "how_close": "how close it felt",
}
LONGEST_NAME = 17
"""Characters of a step's name, at most."""

_HOW_CLOSE = {"far": "distant", "neither": "in between", "close": "close"}

_NO_BEGINNING = frozenset({"neutral", "safety"})
"""Groups of triggers that no round begins with."""


class StepText(NamedTuple):
    """A step's name, what most often stood there, and the counts of the arrow to the next one."""

    name: str
    words: str
    arrow: Arrow | None


class RoundText(NamedTuple):
    """A round to draw: its heading, its steps, and the words on the arrow back to the beginning."""

    heading: str
    steps: tuple[StepText, ...]
    again: str
    codes: tuple[str, ...]
    ids: tuple[str, ...]


class LoopText(NamedTuple):
    """What is to be shown: the rounds that can be drawn, and a sentence on each that cannot yet."""

    rounds: tuple[RoundText, ...]
    missing: tuple[str, ...]


def loop_in(moments: Sequence[Moment], vocabulary: Vocabulary, *, as_of: int, person: str) -> Loop:
    """The loop of these moments, by what the vocabulary calls protective and secure."""
    return find_loop(
        moments,
        as_of=as_of,
        protective={code for code, row in vocabulary.acts.items() if row.kind == "protective"},
        secure={code for code, row in vocabulary.acts.items() if row.kind == "secure"},
        beginnings={code for code, row in vocabulary.triggers.items() if row.group not in _NO_BEGINNING},
        person=person,
    )


def loop_text(loop: Loop, vocabulary: Vocabulary, settings: Settings) -> LoopText:
    """The loop in words. Texts may hold a name a person wrote; whoever shows them passes them through
    ``shown()``.
    """
    found = [(loop.round, "The way it most often went")]
    if loop.other_way is not None:
        found.append((loop.other_way, "Another way it went"))
    rounds = [_drawn(one, heading, vocabulary, settings) for one, heading in found if one.whole]
    missing = [
        _missing(one, vocabulary, settings, another=one is loop.other_way)
        for one, _ in found
        if not one.whole
    ]
    return LoopText(tuple(rounds), tuple(missing))


def loop_json(loop: Loop) -> dict[str, Any]:
    """Both ways round as plain objects: codes and counts by step, the step that is missing, and the ids."""
    return {
        name: None if one is None else _round_json(one)
        for name, one in (("round", loop.round), ("other_way", loop.other_way))
    }


def loop_lines(text: RoundText) -> Iterator[str]:
    """A round in sentences, for a page without drawings."""
    yield f"{text.heading}:"
    for step in text.steps:
        count = "" if step.arrow is None else f"; then, in {step.arrow.k} of {step.arrow.n}:"
        yield f"{step.name}: {step.words}{count}"
    yield text.again


def _round_json(one: Round) -> dict[str, Any]:
    return {
        "steps": dict(zip(STEPS, one.codes, strict=False)),
        "arrows": [arrow._asdict() for arrow in one.arrows],
        "missing": one.missing or None,
        "moments": list(one.ids),
        "of": one.of,
    }


def _drawn(one: Round, heading: str, vocabulary: Vocabulary, settings: Settings) -> RoundText:
    rows = zip(STEPS, one.codes, (*one.arrows[:-1], None), strict=True)
    steps = tuple(
        StepText(_step_name(step, settings), _words(step, code, vocabulary, settings), arrow)
        for step, code, arrow in rows
    )
    k, n = one.arrows[-1]
    again = f"it started like this again within {number(AGAIN_DAYS)} days {k} of {counted(n, 'time')}"
    heading = f"{heading}, in {len(one.ids)} of {counted(one.of, 'moment')} that started like this"
    return RoundText(heading, steps, again, one.codes, one.ids)


def _step_name(step: str, settings: Settings) -> str:
    """The name of a step; with a pronoun where the other's name is long."""
    name = fill(_STEP_NAMES[step], settings)
    return name if len(name) <= LONGEST_NAME else "what they did"


def _words(step: str, code: str, vocabulary: Vocabulary, settings: Settings) -> str:
    if step == "how_close":
        return _HOW_CLOSE[code]
    if step == "wanted" and (row := vocabulary.responses.get(code)) is not None and row.wanted:
        return f"to {row.wanted}"
    row = vocabulary.responses.get(code)
    if step == "did" and row is not None:
        return act(row, vocabulary.label(code, settings))
    return label_within(vocabulary, code, settings)


def _missing(one: Round, vocabulary: Vocabulary, settings: Settings, *, another: bool) -> str:
    """Which step still lacks moments, and how many there are."""
    enough = number(LEAST)
    if not one.codes:
        return (
            f"This needs {enough} moments that started alike and in which you pulled back or held on in one"
            f" of the ways of the list. So far there {'is' if one.held == 1 else 'are'} at most {one.held}."
        )
    so_far = listed([
        quoted(_words(step, code, vocabulary, settings))
        for step, code in zip(STEPS, one.codes, strict=False)
    ])  # fmt: skip
    name = _step_name(one.missing, settings)
    way = "Another way" if another else "The way it most often went"
    far = f"{way} is known as far as {so_far}, in {counted(len(one.ids), 'moment')}."
    if one.missing == "did":
        what = "you did something else" if another else "you pulled back or held on"
        return f"{far} In {one.held} of these {what}; {enough} in which you did the same are needed."
    say = "says" if one.held == 1 else "say"
    return f"{far} Of these, {one.held} {say} {name}; {enough} that say the same are needed."
