"""What is counted beside the patterns, in words: urges, contact after distance, worries, experiments.

In the past tense and in counts, as everywhere; never a verdict, never advice. Texts may hold what a person
wrote; whoever shows them passes them through ``shown()``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from companion.model.records import PARTNER, Experiment, Settings
from companion.model.text import fill, person_words
from companion.model.vocabulary import Vocabulary
from companion.patterns.calibration import ENOUGH_IN_BAND, Band, StoryCounts
from companion.patterns.experiments import ENOUGH_TO_COMPARE, ExperimentCount
from companion.patterns.measures import Measures
from companion.patterns.repair import ENOUGH_RUPTURES, Repair
from companion.patterns.urges import UrgeCount
from companion.review.allowed_measures import allowed_measures
from companion.review.finding_text import from_to, hours_words
from companion.review.grammar import (
    came_up_words,
    counted,
    did,
    listed,
    number,
    quoted,
    quoted_within,
    times,
    upper_first,
    wanted_to,
)
from companion.review.measure_parts import Bar, MeasureText
from companion.review.sequel_text import sequel_line, sequel_words
from companion.review.week_parts import Line, WeekInputs

TITLE = "Also counted"
MOST_NEWS = 2
"""Sentences of this kind in one week, at most."""

_URGE_RULE = (
    "An urge noted again within two hours counts once. It counts as done if you noted doing it in the same"
    " moment or up to two hours later. Only the last six months are counted; moments when you felt afraid or"
    " kept safe are not counted. Recent weeks are called different only when chance is an unlikely"
    " explanation."
)
_REPAIR_RULE = (
    "Counted: arguments, silences and times when one of you pulled back. Looked for: a later moment, within"
    " seven days, in which either of you reached out or was warm, or you spent time together. Everything up"
    " to that point counts as one. Each is followed until the first day without entries; the hours allow for"
    " that."
)
_STORY_RULE = (
    "Counted: worries you checked in the last six months, except those still unknown. How sure you were is"
    f" compared once there are {ENOUGH_IN_BAND} worries in a group."
)
_EXPERIMENT_RULE = (
    "The pattern is counted in the usual way, since the experiment started and in the eight weeks before."
    " People tend to start an experiment when something happens a lot, and then it often happens less,"
    " whatever they try. So this is only a count; it cannot say what worked."
)


def measure_texts(
    measures: Measures, experiments: Sequence[Experiment], vocabulary: Vocabulary, settings: Settings
) -> Iterator[MeasureText]:
    """Everything of which there is enough, in the order in which it is read."""
    for urge in measures.urges:
        if urge.enough:
            yield urge_words(urge, vocabulary, settings)
    yield from sequel_words(measures.sequels, vocabulary, settings)
    if measures.repair.enough:
        yield repair_words(measures.repair, settings)
    if measures.stories.enough:
        yield story_words(measures.stories)
    known = {experiment.id: experiment for experiment in experiments}
    for count in reversed(measures.experiments):
        if count.chances and count.id in known:
            yield experiment_words(count, known[count.id], vocabulary, settings)


def urge_words(count: UrgeCount, vocabulary: Vocabulary, settings: Settings) -> MeasureText:
    """``You wanted to pull away 13 times, and did 5 times.``"""
    row = vocabulary.responses.get(count.urge)
    label = vocabulary.label(count.urge, settings)
    k, n = count.done, count.wanted
    notes: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = (Bar("wanted to, and did", k, n),)
    if count.recent and count.earlier and count.recent_weeks:
        weeks = f"the last {number(count.recent_weeks)} weeks"
        (k1, n1), (k0, n0) = count.recent, count.earlier
        bars = (Bar("before", k0, n0), Bar(weeks, k1, n1))
        notes = (
            (f"You did it {count.change} often lately: {k1} of {n1} in {weeks}, {k0} of {n0} before.",)
            if count.change
            else (
                f"Before, you did it {k0} of {n0} times; in {weeks}, {k1} of {n1}."
                " A change of that size could be chance.",
            )
        )
    wanted = wanted_to(row, label)
    return MeasureText(
        id=f"urge:{count.urge}",
        title=upper_first(wanted),
        state=f"did {k} of {n}" + (f", {count.change} often lately" if count.change else ""),
        line=Line(
            f"You {wanted} {times(n)}, and {did(k, n)}.",
            (*count.done_moments, *count.other_moments),
        ),
        notes=notes,
        rate=(k, n),
        bars=bars,
        parts=(
            (f"Wanted to, and did: {times(k)}", count.done_moments),
            (f"Wanted to, and did not: {times(n - k)}", count.other_moments),
        ),
        rule=_URGE_RULE,
        stepping_back=row is not None and row.strategy == "deactivating",
        reaching=row is not None and row.strategy == "hyperactivating",
    )


def repair_words(repair: Repair, settings: Settings) -> MeasureText:
    """How often contact was noted again, from whom, and how soon."""
    partner = person_words(PARTNER, settings)
    came = [
        f"{times(len(ids))} {'it came ' if not n else ''}from {whom}"
        for n, (ids, whom) in enumerate(
            pair
            for pair in ((repair.own, "you"), (repair.partner, partner), (repair.both, "both of you"))
            if pair[0]
        )
    ]
    again = repair.n - len(repair.not_noted)
    first = f"After {_ruptures(repair.n)}"
    if came:
        each = "every time" if again == repair.n else times(again)
        line = f"{first}, you noted being back in touch within seven days {each}: {listed(came)}."
    else:
        line = f"{first}, no contact was noted within seven days."
    notes = []
    if repair.median_hours is not None:
        soon = f"Half of them took {hours_words(repair.median_hours)} or less"
        low, high = repair.middle_hours
        if low is not None and high is not None:
            soon += f"; without the quickest and the slowest quarter, it was {from_to(low, high)}"
        notes.append(f"{soon}.")
    if repair.left_out:
        verb = "was" if repair.left_out == 1 else "were"
        notes.append(
            f"{repair.left_out} more {verb} not counted:"
            " a day without entries came next, or the seven days are not over yet."
        )
    parts = (
        ("You got back in touch", repair.own),
        (f"{upper_first(partner)} got back in touch", repair.partner),
        ("You both got back in touch", repair.both),
        ("No contact noted within seven days", repair.not_noted),
        ("What came before these", repair.ruptures),
    )
    return MeasureText(
        id="repair",
        title="Back in touch after distance",
        state=f"noted {again} of {repair.n} times",
        line=Line(line, (*repair.own, *repair.partner, *repair.both, *repair.not_noted)),
        notes=tuple(notes),
        rate=(again, repair.n),
        bars=tuple(
            Bar(name, len(ids), repair.n)
            for name, ids in (("from you", repair.own), (f"from {partner}", repair.partner),
                              ("from both", repair.both))
            if ids
        ),
        parts=tuple(part for part in parts if part[1]),
        rule=_REPAIR_RULE,
    )  # fmt: skip


def _ruptures(n: int) -> str:
    if n == 1:
        return "an argument, a silence or a time of pulling back"
    return f"{n} arguments, silences or times of pulling back"


def story_words(stories: StoryCounts) -> MeasureText:
    """How worries turned out, and how sure the person had been of them."""
    line = (
        f"You checked {counted(stories.known, 'worry', 'worries')}:"
        f" {stories.as_feared or 'none'} came true, {stories.otherwise or 'none'} turned out differently."
    )
    notes = [_band_words(band) for band in stories.bands if band.enough]
    few = [band for band in stories.bands if not band.enough]
    if few and notes:
        waiting = listed([f"{_sure(band)} ({band.n} of the {ENOUGH_IN_BAND} needed)" for band in few])
        notes.append(f"Too few to say anything: {waiting}.")
    if stories.still_unknown:
        verb = "is" if stories.still_unknown == 1 else "are"
        notes.append(f"{stories.still_unknown} {verb} still unknown and not counted.")
    parts = (
        ("Came true", stories.moments_as_feared),
        ("Turned out differently", stories.moments_otherwise),
        ("Still unknown", stories.moments_still_unknown),
    )
    return MeasureText(
        id="stories",
        title="Your worries, and how they turned out",
        state=f"{stories.as_feared} of {stories.known} came true",
        line=Line(line, (*stories.moments_as_feared, *stories.moments_otherwise)),
        notes=tuple(notes),
        rate=(stories.as_feared, stories.known),
        bars=(
            Bar("came true", stories.as_feared, stories.known),
            *(Bar(_sure(band), band.true, band.n) for band in stories.bands if band.enough),
        ),
        parts=tuple(part for part in parts if part[1]),
        rule=_STORY_RULE,
    )


def _sure(band: Band) -> str:
    return f"{band.low} to {band.high}% sure"


def _band_words(band: Band) -> str:
    low, high = (round(100 * bound) for bound in band.interval)
    came = f"{number(band.true) if band.true else 'none'} came true"
    return (
        f"Of the {band.n} times you were {_sure(band)} ({round(band.mean)}% on average), {came};"
        f" anything from {low} to {high} in 100 would fit so few."
    )


def experiment_words(
    count: ExperimentCount, experiment: Experiment, vocabulary: Vocabulary, settings: Settings
) -> MeasureText:
    """How often it came up and was tried; the pattern since then and before; when it was tried, when not."""
    noted = came_up_words(count.chances, count.tried)
    notes: list[str] = []
    bars: tuple[Bar, ...] = (Bar("tried", count.tried, count.chances),)
    pattern = vocabulary.patterns.get(count.pattern or "")
    if pattern is not None and count.during and count.before:
        (k, n), (k0, n0) = count.during, count.before
        about = f"{quoted(fill(pattern.title, settings))}: {k} of {n} since you started"
        about += f", {k0} of {n0} in the eight weeks before."
        notes.append(about)
        if count.interval is None:
            notes.append(f"Too few to compare so far: {ENOUGH_TO_COMPARE} of each are needed.")
        else:
            bars = (*bars, Bar("since you started", k, n), Bar("the eight weeks before", k0, n0))
            low, high = (round(100 * bound) for bound in count.interval)
            notes.append(
                f"Anything from {_points(low)} to {_points(high)} in 100 would fit these counts, and other"
                " things have changed in that time too."
            )
        linked = [
            f"{k} of {n} {'when you tried it' if tried else 'when you did not'}"
            for (k, n), tried in ((count.after_tries, True), (count.after_others, False))
            if n
        ]
        if linked:
            notes.append(f"Since then, {listed(linked)}.")
    parts = (
        ("Times you tried it", count.tried_moments),
        ("Times you did not", count.other_moments),
        ("Since you started", count.during_moments),
        ("In the eight weeks before", count.before_moments),
    )
    return MeasureText(
        id=f"experiment:{count.id}",
        title="Your experiment" if experiment.ended_at is None else "A finished experiment",
        state=f"tried {count.tried} of {count.chances}",
        rate=(count.tried, count.chances),
        line=Line(
            f"{quoted_within(experiment.if_then)}. {noted}", (*count.tried_moments, *count.other_moments)
        ),
        notes=tuple(notes),
        bars=bars,
        parts=tuple(part for part in parts if part[1]),
        rule=_EXPERIMENT_RULE if pattern is not None else "",
    )


def _points(points: int) -> str:
    return f"{abs(points)} {'more' if points > 0 else 'fewer'}" if points else "no difference"


def week_measures(inputs: WeekInputs) -> tuple[Line, ...]:
    """What is new this week, in at most two sentences, and one about what came afterwards.

    A change of an urge that came up, a worry that was checked, an experiment that ended, and contact after
    distance once there is enough of it to tell.
    """
    measures = allowed_measures(inputs.measures, inputs.experiments, inputs.vocabulary, quiet=inputs.quiet)
    here = {entry.id for entry in inputs.entries}
    lines: list[Line] = []
    for urge in measures.urges:
        ids = (*urge.done_moments, *urge.other_moments)
        if urge.enough and urge.change and not here.isdisjoint(ids):
            text = urge_words(urge, inputs.vocabulary, inputs.settings)
            lines.append(replace(text.line, text=f"{text.line.text} {text.notes[0]}"))
    if measures.stories.enough and any(
        story.closed_at is not None and inputs.within(story.closed_at) for story in inputs.stories
    ):
        lines.append(story_words(measures.stories).line)
    ended = {
        experiment.id: experiment
        for experiment in inputs.experiments
        if experiment.ended_at and inputs.within(experiment.ended_at)
    }
    for count in measures.experiments:
        if count.chances and count.id in ended:
            text = experiment_words(count, ended[count.id], inputs.vocabulary, inputs.settings)
            lines.append(replace(text.line, text=" ".join([text.line.text, *text.notes])))
    contact = (*measures.repair.own, *measures.repair.partner, *measures.repair.both)
    before = measures.repair.n - sum(id in here for id in contact)
    if measures.repair.enough and before < ENOUGH_RUPTURES:
        lines.append(repair_words(measures.repair, inputs.settings).line)
    return (*lines[:MOST_NEWS], *sequel_line(inputs, measures.sequels))
