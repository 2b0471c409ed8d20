"""What came afterwards, in words: how often it was closer after an act of one's own, beside the other times.

Counts in the past tense, and nothing about why. Texts may hold a name a person wrote; whoever shows them
passes them through ``shown()``.
"""

from collections.abc import Iterator, Sequence

from companion.model.entry_facts import ABOUT_IT_WORDS
from companion.model.records import Settings
from companion.model.text import person_words
from companion.model.vocabulary import Vocabulary
from companion.patterns.sequels import ENOUGH_OCCASIONS, After, SequelCount
from companion.review.grammar import counted, listed, quoted, times, upper_first
from companion.review.measure_parts import Bar, MeasureText
from companion.review.week_parts import Line, WeekInputs

TITLE = "And afterwards"
MOST_TOLD = 6
"""Acts that are told of with one person, at most: the clearest first, then the most frequent."""

_RULE = (
    "Counted: moments for which you said, 6 hours later or more, whether it was closer, the same or more"
    " distant; two within two hours count once. Something you did is compared once there are"
    f" {ENOUGH_OCCASIONS} times of it, and {ENOUGH_OCCASIONS} other times when you noted what you did. Each"
    " is compared with others of the same four weeks, and the more is compared, the clearer a difference has"
    " to be. Only the last six months are counted; moments when you felt afraid or kept safe are not"
    " counted. What happens after something does not have to come from it."
)


def sequel_words(
    counts: Sequence[SequelCount], vocabulary: Vocabulary, settings: Settings
) -> Iterator[MeasureText]:
    """What came afterwards, one text a person; while there is too little, how far that is."""
    persons = list(dict.fromkeys(one.person for one in counts))
    for person in persons:
        own = [one for one in counts if one.person == person]
        whose = f" with {person_words(person, settings)}" if len(persons) > 1 else ""
        told = sorted((one for one in own if one.enough), key=_clearest_first)[:MOST_TOLD]
        if told:
            yield _told(told, person, whose, vocabulary)
        else:
            yield _waiting(own, person, whose, vocabulary)


def words_by_act(counts: Sequence[SequelCount], vocabulary: Vocabulary, settings: Settings) -> dict[str, str]:
    """For the page of each act: how it was afterwards, or how far that is; a sentence a person."""
    several = len({one.person for one in counts}) > 1
    found: dict[str, list[str]] = {}
    for one in counts:
        whose = f"With {person_words(one.person, settings)}. " if several else ""
        needed = f"{min(one.here.n, one.others.n)} of the {ENOUGH_OCCASIONS} needed."
        words = _note(one, vocabulary) if one.enough else f"How it was afterwards: {needed}"
        found.setdefault(one.act, []).append(f"{whose}{words}")
    return {act: " ".join(words) for act, words in found.items()}


def sequel_line(inputs: WeekInputs, counts: Sequence[SequelCount]) -> tuple[Line, ...]:
    """One sentence for the week, where something was said in it of an act that has enough.

    With whom the most was said, where that is so with several.
    """
    said = {
        moment.id
        for moment in (*inputs.earlier, *inputs.entries)
        if (sequel := getattr(moment, "sequel", None)) is not None and inputs.within(sequel.at)
    }
    fresh = {one.person for one in counts if not said.isdisjoint((*one.closer, *one.same, *one.further))}
    for text in sequel_words(counts, inputs.vocabulary, inputs.settings):
        enough = any(one.enough for one in counts if _id(one.person) == text.id)
        if enough and text.id in map(_id, fresh):
            return (Line(" ".join([text.line.text, *text.notes[:1]]), text.line.ids),)
    return ()


def _id(person: str) -> str:
    return f"sequels:{person}"


def _clearest_first(count: SequelCount) -> tuple[bool, int]:
    return count.state != "holds_up", -count.here.n


def _did(count: SequelCount, vocabulary: Vocabulary) -> str:
    row = vocabulary.responses.get(count.act)
    return row.done if row is not None and row.done else f"noted {quoted(vocabulary.label(count.act))}"


def _waiting(counts: Sequence[SequelCount], person: str, whose: str, vocabulary: Vocabulary) -> MeasureText:
    """How far the act is of which the most was said."""
    first = max(counts, key=lambda one: (min(one.here.n, one.others.n), one.here.n))
    did = f"you {_did(first, vocabulary)}"
    lacks = f"after {did}" if first.here.n <= first.others.n else f"at other times than after {did}"
    needed = f"{min(first.here.n, first.others.n)} of the {ENOUGH_OCCASIONS} needed"
    return MeasureText(
        id=_id(person),
        title=f"{TITLE}{whose}",
        state=needed,
        line=Line(f"How it was {lacks}: {needed}.", (*first.closer, *first.same, *first.further)),
        parts=_parts(counts[:MOST_TOLD], vocabulary),
        rule=_RULE,
    )


def _told(told: Sequence[SequelCount], person: str, whose: str, vocabulary: Vocabulary) -> MeasureText:
    first = told[0]
    parts = [f"after you {_did(one, vocabulary)}, {_share(one.here)}" for one in told[:2]]
    lead = f"It was closer {'; '.join(parts)}."
    ids = [id for one in told[:2] for id in (*one.closer, *one.same, *one.further)]
    bars = [
        bar
        for one in told[:2]
        for bar in (
            Bar(_did(one, vocabulary), one.here.closer, one.here.n),
            Bar("at other times", one.others.closer, one.others.n),
        )
    ]
    strategies = {row.strategy for one in told if (row := vocabulary.responses.get(one.act)) is not None}
    return MeasureText(
        id=_id(person),
        title=f"{TITLE}{whose}",
        state=f"closer {first.here.closer} of {first.here.n}"
        f" (other times {first.others.closer} of {first.others.n})"
        + ("" if first.state == "holds_up" else ", could still be chance"),
        line=Line(
            lead if not whose else f"{upper_first(whose.strip())}: {lead[:1].lower()}{lead[1:]}", tuple(ids)
        ),
        notes=tuple(_note(one, vocabulary) for one in told),
        bars=tuple(bars),
        parts=_parts(told, vocabulary),
        rule=_RULE,
        stepping_back="deactivating" in strategies,
        reaching="hyperactivating" in strategies,
    )


def _share(after: After) -> str:
    return f"{after.closer} of {counted(after.n, 'time')}"


def _note(count: SequelCount, vocabulary: Vocabulary) -> str:
    """An act beside the other times, how sure that is, and how the person felt about it."""
    here, others = count.here, count.others
    words = (
        f"After you {_did(count, vocabulary)}: closer {here.closer} of {here.n}, further apart"
        f" {here.further}; at other times closer {others.closer} of {others.n}, further apart"
        f" {others.further}."
    )
    sure = "Chance is an unlikely explanation." if count.state == "holds_up" else "That could be chance."
    felt = [f"{ABOUT_IT_WORDS[about]} {times(number)}" for about, number in count.about_it.items()]
    about = f" How you felt about what you did: {listed(felt)}." if felt else ""
    return f"{words} {sure}{about}"


def _parts(counts: Sequence[SequelCount], vocabulary: Vocabulary) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The moments under a heading each."""
    return tuple(
        (f"{upper_first(_did(one, vocabulary))}: {how}", ids)
        for one in counts
        for how, ids in (("closer", one.closer), ("the same", one.same), ("further apart", one.further))
        if ids
    )
