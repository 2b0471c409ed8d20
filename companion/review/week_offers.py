"""What a week offers to look at: patterns, worries, the experiment, one suggestion."""

from collections.abc import Sequence

from companion.model.date_format import weekday_name
from companion.model.records import Experiment, Settings, Story
from companion.model.text import fill, settings_about
from companion.model.vocabulary import Pattern, Practice
from companion.patterns.findings import Finding
from companion.review import finding_text
from companion.review.finding_facts import compared_names
from companion.review.grammar import came_up_words, number, quoted_within
from companion.review.week_parts import Line, PatternCard, Suggestion, WeekInputs

MOST_CARDS = 3


def cards(inputs: WeekInputs) -> tuple[PatternCard, ...]:
    """At most three patterns with something to tell, at least one good one among them where there is any.

    In quiet mode only the good ones of one's own: no count about pulling back, or about what the other did,
    belongs beside fear.
    """
    ids = {entry.id for entry in inputs.entries}
    order = ("growing", "easing", "holds_up", "early_sign")

    def rank(pair: tuple[Finding, Pattern]) -> tuple[bool, bool, float]:
        finding, _ = pair
        early = order.index(finding.state) == len(order) - 1
        return early, ids.isdisjoint(finding.told_evidence[1]), -(finding.difference or 0.0)

    pairs = sorted(inputs.shown_findings, key=rank)
    if inputs.quiet:
        pairs = [pair for pair in pairs if pair[1].shown_when_quiet]
    good = [pair for pair in pairs if pair[1].positive]
    chosen = pairs[:MOST_CARDS]
    if good and not any(pattern.positive for _, pattern in chosen):
        chosen = [*chosen[: MOST_CARDS - 1], good[0]]
    return tuple(card_of(finding, pattern, inputs.settings) for finding, pattern in chosen)


def card_of(finding: Finding, pattern: Pattern, settings: Settings) -> PatternCard:
    """A finding ready to read, about the one it was counted with."""
    settings = settings_about(finding.told_about, settings)
    k, n, k0, n0 = finding.told_of[1]
    _, moments, counter_examples = finding.told_evidence
    return PatternCard(
        pattern=pattern.id,
        title=fill(pattern.title, settings),
        state=finding.state,
        state_words=finding_text.state_words(finding),
        positive=pattern.positive,
        distancing=pattern.distancing,
        reaching=pattern.reaching,
        line=Line(finding_text.pattern_sentence(finding, pattern, settings), tuple(moments)),
        here=(k, n),
        elsewhere=(k0, n0),
        counter_examples=tuple(counter_examples),
        notes=finding_text.confounder_words(finding),
        answer=finding_text.answer_words(finding, settings),
        compared=compared_names(finding),
    )


def waiting(inputs: WeekInputs, cards: Sequence[PatternCard]) -> Line | None:
    """The patterns without a card, in one line."""
    if not inputs.findings:
        return None
    more = len(inputs.shown_findings) - len(cards)
    parts = []
    if more and not inputs.quiet:
        parts.append(f"{more} more {'is' if more == 1 else 'are'} worth a look in Patterns.")
    if words := finding_text.waiting_words(inputs.findings):
        parts.append(words)
    return Line(" ".join(parts)) if parts else None


def stories(inputs: WeekInputs) -> tuple[Line, ...]:
    """Worries that were due by the end of this week and are still open, then those checked in it.

    None in quiet mode, in which no worry is put in doubt.
    """
    if inputs.quiet:
        return ()
    end = min(inputs.today, inputs.last)
    moments = {entry.id: entry for entry in (*inputs.earlier, *inputs.entries)}
    lines = []
    for story in inputs.stories:
        due = story.ask_again_at
        if story.closed_at is not None or due is None or due > inputs.now or inputs.day_of(due) > end:
            continue
        sure = "" if story.belief is None else f", and were {story.belief}% sure"
        moment = moments.get(story.moment or "")
        when = (
            f" on {weekday_name(inputs.day_of(moment.occurred_at))}"
            if moment and inputs.within(moment.occurred_at)
            else ""
        )
        words = f"You noted a worry{when}: {quoted_within(story.feared)}{sure}. How did it turn out?"
        lines.append(Line(words, tuple(filter(None, (story.id, story.moment)))))
    closed = [
        story for story in inputs.stories if story.closed_at is not None and inputs.within(story.closed_at)
    ]
    if closed:
        lines.append(Line(_checked(closed), tuple(story.id for story in closed)))
    return tuple(lines)


def _checked(closed: Sequence[Story]) -> str:
    """How the worries that were closed turned out; of several, how many of them differently."""
    n = len(closed)
    came_true = sum(story.turned_out == "as_feared" for story in closed)
    differed = sum(story.turned_out == "otherwise" for story in closed)
    if n == 1:
        how = "turned out differently" if differed else "came true" if came_true else "is still unknown"
        return f"You checked a worry; it {how}."
    how = "both" if differed == n == 2 else "all" if differed == n else number(differed)
    return f"You checked {number(n)} worries{f'; {how} turned out differently' if differed else ''}."


def experiment(inputs: WeekInputs) -> tuple[Line, ...]:
    """The experiments of this week with their tries. In quiet mode, none whose practice is held back."""
    return tuple(
        _experiment(inputs, experiment) for experiment in inputs.experiments if _current(inputs, experiment)
    )


def _current(inputs: WeekInputs, experiment: Experiment) -> bool:
    begun = inputs.day_of(experiment.started_at) <= inputs.last
    over = experiment.ended_at is not None and inputs.day_of(experiment.ended_at) < inputs.first
    return begun and not over and not _held_back(inputs, experiment.exercise)


def _held_back(inputs: WeekInputs, practice: str | None) -> bool:
    row = inputs.vocabulary.practices.get(practice or "")
    return inputs.quiet and row is not None and not row.shown_when_quiet


def _experiment(inputs: WeekInputs, experiment: Experiment) -> Line:
    tries = [chance for chance in experiment.tries if inputs.within(chance.at)]
    ids = (experiment.id, *(chance.moment for chance in tries if chance.moment))
    words = f"{quoted_within(experiment.if_then)}."
    if not tries:
        return Line(f"{words} It did not come up this week.", ids)
    return Line(f"{words} {came_up_words(len(tries), sum(chance.did for chance in tries))}", ids)


def suggestion(inputs: WeekInputs, cards: Sequence[PatternCard]) -> Suggestion | None:
    """A practice of a pattern shown, the first that may be offered and is not being tried already."""
    trying = {experiment.exercise for experiment in inputs.experiments if _current(inputs, experiment)}
    for card in sorted(cards, key=lambda card: card.positive):
        practice = inputs.vocabulary.practices.get(inputs.vocabulary.patterns[card.pattern].practice)
        if (
            practice is None
            or practice.id in trying
            or practice.deprecated
            or _held_back(inputs, practice.id)
        ):
            continue
        return as_suggestion(practice, card.pattern, inputs.settings)
    return None


def as_suggestion(practice: Practice, pattern: str | None, settings: Settings) -> Suggestion:
    """A practice ready to be tried."""
    return Suggestion(
        practice=practice.id,
        pattern=pattern,
        label=fill(practice.label, settings),
        if_then=fill(practice.if_then, settings),
        steps=tuple(fill(step, settings) for step in practice.steps),
    )


def stepping_back(inputs: WeekInputs, cards: Sequence[PatternCard]) -> str:
    """The line that belongs beside patterns of distance."""
    if not any(card.distancing for card in cards):
        return ""
    return fill(inputs.vocabulary.stepping_back, inputs.settings)


def reaching(inputs: WeekInputs, cards: Sequence[PatternCard]) -> str:
    """The line that belongs beside patterns of reaching; none in quiet mode, in which they stay away."""
    if inputs.quiet or not any(card.reaching for card in cards):
        return ""
    return fill(inputs.vocabulary.reaching, inputs.settings)
