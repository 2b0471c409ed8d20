"""The parts of a week, each from the same material: plain functions from facts to sentences."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from companion.model.dates import weekday_name
from companion.model.records import Entry, Experiment, Feeling, Moment
from companion.model.text import fill
from companion.model.vocabulary import Pattern
from companion.patterns.findings import Finding
from companion.review import telling
from companion.review.week import DAYS, MOST_CARDS, Day, Line, Material, PatternCard, Suggestion
from companion.review.words import counted, listed, lower_first, quoted, times, to_you, upper_first, wish

_NEVER_COUNTED = ("self_protected", "none_or_other")


def days(material: Material) -> tuple[Day, ...]:
    """The seven days for the charts."""
    return tuple(_day(material, material.first + timedelta(days=n)) for n in range(DAYS))


def _day(material: Material, day: date) -> Day:
    entries = [one for one in material.entries if material.day_of(one.occurred_at) == day]
    moments = [one for one in entries if isinstance(one, Moment)]
    known = material.vocabulary.moods
    moods = [known[f.mood] for one in entries for f in one.feelings if f.mood in known]
    return Day(
        day=day,
        moments=len(moments),
        reflections=len(entries) - len(moments),
        valence=_mean([mood.valence for mood in moods]),
        energy=_mean([mood.energy for mood in moods]),
        closeness=_mean([one.closeness for one in moments if one.closeness is not None]),
    )


def scale(material: Material) -> int:
    """3, or 10 where a wider scale was brought in from elsewhere."""
    return 10 if any(abs(one.closeness or 0) > 3 for one in material.moments) else 3


def held(material: Material) -> tuple[Line, ...]:
    """What the week held: how much, what most often, and the days without an entry."""
    if not material.entries:
        return (Line(_nothing_yet(material)),)
    lines = [Line(_how_much(material), _ids(material.entries))]
    lines += _most_often(material)
    lines += _how_close(material)
    if words := _days_without(material):
        lines.append(Line(words))
    if not material.finished and material.today < material.last:
        lines.append(Line(f"The week runs until {weekday_name(material.last)}; this is what it held so far."))
    return tuple(lines)


def _nothing_yet(material: Material) -> str:
    if material.first_ever is None:
        return (
            "This journal is new. A moment takes ten seconds: what happened is enough,"
            " and the rest can be added later."
        )
    return "Nothing was logged this week." if material.finished else "Nothing was logged this week so far."


def _how_much(material: Material) -> str:
    moments, reflections = len(material.moments), len(material.reflections)
    parts = [f"logged {counted(moments, 'moment')}"] if moments else []
    parts += [f"wrote {counted(reflections, 'reflection')}"] if reflections else []
    on = len({material.day_of(one.occurred_at) for one in material.entries})
    return f"You {' and '.join(parts)}, on {counted(on, 'day')}."


def _most_often(material: Material) -> list[Line]:
    common = Counter(code for one in material.moments for code in one.triggers).most_common(2)
    common = [(code, n) for code, n in common if n > 1]
    if not common:
        return []
    told = [f"{quoted(material.label(code))} stood in {n} of them" for code, n in common[:1]]
    told += [f"{quoted(material.label(code))} in {n}" for code, n in common[1:]]
    codes = {code for code, _ in common}
    return [
        Line(f"{', '.join(told)}.", _ids(one for one in material.moments if codes.intersection(one.triggers)))
    ]


def _how_close(material: Material) -> list[Line]:
    noted = [one for one in material.moments if one.closeness]
    if not noted:
        return []
    close = sum((one.closeness or 0) > 0 for one in noted)
    parts = [f"close in {counted(close, 'moment')}"] if close else []
    far = len(noted) - close
    parts += [f"far in {far}" if close else f"far in {counted(far, 'moment')}"] if far else []
    return [Line(f"It felt {' and '.join(parts)}.", _ids(noted))]


def _days_without(material: Material) -> str:
    """The days that are over, lie within the journal's time and hold nothing."""
    logged = {material.day_of(one.occurred_at) for one in material.entries}
    begin = max(material.first, material.first_ever or material.first)
    end = min(material.last, material.today - timedelta(days=1))
    days = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    empty = [weekday_name(day) for day in days if day not in logged]
    return f"Nothing was logged on {listed(empty)}." if empty else ""


def feelings(material: Material) -> tuple[Line, ...]:
    """The feelings named most, the strongest, and those that are new beside the four weeks before."""
    named = [(one, feeling) for one in material.entries for feeling in one.feelings]
    if not named:
        return ()
    lines = [_most_named(material, named)]
    strong = [pair for pair in named if pair[1].intensity]
    if strong:
        entry, feeling = max(strong, key=lambda pair: pair[1].intensity or 0)
        when = f"{weekday_name(material.day_of(entry.occurred_at))} {_part_of_day(entry.occurred_at)}"
        mood = lower_first(material.label(feeling.mood))
        lines.append(Line(f"The strongest was {mood}, {feeling.intensity} of 10, on {when}.", (entry.id,)))
    before = {feeling.mood for one in material.earlier for feeling in one.feelings}
    new = [mood for mood in dict.fromkeys(feeling.mood for _, feeling in named) if mood not in before]
    if before and new:
        words = listed([lower_first(material.label(mood)) for mood in new[:3]])
        ids = _ids(one for one, feeling in named if feeling.mood in new[:3])
        lines.append(Line(f"New beside the four weeks before: {words}.", ids))
    return tuple(lines)


def _most_named(material: Material, named: Sequence[tuple[Entry, Feeling]]) -> Line:
    most = Counter(feeling.mood for _, feeling in named).most_common(3)
    codes = [code for code, n in most if n > 1] or [code for code, _ in most]
    words = [lower_first(material.label(code)) for code in codes]
    ids = _ids(one for one, feeling in named if feeling.mood in codes)
    if most[0][1] == 1:
        verb = "was" if len(words) == 1 else "were"
        return Line(
            f"{upper_first(listed(words))} {verb} named, once{' each' if len(words) > 1 else ''}.", ids
        )
    counts = dict(most)
    rest = [f"{word} {counts[code]}" for word, code in zip(words[1:], codes[1:], strict=True)]
    tail = f", {listed(rest)}" if rest else ""
    return Line(f"{upper_first(words[0])} was named most, {times(counts[codes[0]])}{tail}.", ids)


def urges(material: Material) -> tuple[Line, ...]:
    """What was wanted beside what was done in the same moment."""
    wanted = Counter(
        code for one in material.moments for code in one.urges if code not in _NEVER_COUNTED
    ).most_common(3)
    lines = []
    for code, n in wanted:
        moments = [one for one in material.moments if code in one.urges]
        done = sum(code in one.responses for one in moments)
        did = (
            "did not"
            if not done
            else "did"
            if done == n == 1
            else "did each time"
            if done == n
            else f"did {times(done)}"
        )
        words = f"You wanted to {wish(code, material.label(code))} {times(n)}, and {did}."
        lines.append(Line(words, _ids(moments)))
    return tuple(lines)


def went_well(material: Material) -> tuple[Line, ...]:
    """Up to three things that went well; a kind line where none was noted."""
    found = [
        *_stayed_instead(material),
        *_secure_responses(material),
        *_warm_acts(material),
        *_good_feelings(material),
    ]
    return tuple(found[:3]) or (_kind_line(material),)


def _stayed_instead(material: Material) -> list[Line]:
    """An urge to draw back, and something secure done in its place."""
    kinds = {id: row.kind for id, row in material.vocabulary.responses.items()}
    moments = [
        one
        for one in material.moments
        if any(kinds.get(code) == "protective" and code not in one.responses for code in one.urges)
        and any(kinds.get(code) == "secure" for code in one.responses)
        and not any(kinds.get(code) == "protective" for code in one.responses)
    ]
    if not moments:
        return []
    did = [code for one in moments for code in one.responses if kinds.get(code) == "secure"]
    words = listed([to_you(material.label(code)) for code in list(dict.fromkeys(did))[:2]])
    return [
        Line(
            f"In {counted(len(moments), 'moment')} you wanted one thing and chose another: you {words}.",
            _ids(moments),
        )
    ]


def _secure_responses(material: Material) -> list[Line]:
    rows = material.vocabulary.responses
    common = Counter(
        code
        for one in material.moments
        for code in one.responses
        if code in rows and rows[code].kind == "secure"
    ).most_common(3)
    if not common:
        return []
    words = listed([f"{to_you(material.label(code))} {times(n)}" for code, n in common])
    codes = {code for code, _ in common}
    return [Line(f"You {words}.", _ids(one for one in material.moments if codes.intersection(one.responses)))]


def _warm_acts(material: Material) -> list[Line]:
    rows = material.vocabulary.partner_acts
    common = Counter(
        code
        for one in material.moments
        for code in one.partner_acts
        if code in rows and rows[code].group == "approach"
    ).most_common(2)
    if not common:
        return []
    words = listed([f"{to_you(material.label(code))} {times(n)}" for code, n in common])
    codes = {code for code, _ in common}
    text = upper_first(fill(f"{{partner}} {words}.", material.settings))
    return [Line(text, _ids(one for one in material.moments if codes.intersection(one.partner_acts)))]


def _good_feelings(material: Material) -> list[Line]:
    moods = material.vocabulary.moods
    good = Counter(
        feeling.mood
        for one in material.entries
        for feeling in one.feelings
        if feeling.mood in moods and moods[feeling.mood].valence > 0.1
    ).most_common(3)
    if not good:
        return []
    words = listed([lower_first(material.label(code)) for code, _ in good])
    verb = "was" if len(good) == 1 else "were"
    codes = {code for code, _ in good}
    ids = _ids(one for one in material.entries if any(f.mood in codes for f in one.feelings))
    return [Line(f"{upper_first(words)} {verb} among the feelings you named.", ids)]


def _kind_line(material: Material) -> Line:
    if not material.entries:
        return Line("Nothing needs to stand here. The week was yours all the same.")
    written = [one for one in material.entries if (one.note if isinstance(one, Moment) else one.text).strip()]
    if written:
        return Line(f"You found words for it {times(len(written))}.", _ids(written))
    return Line(f"You stopped to notice {times(len(material.entries))}.", _ids(material.entries))


def cards(material: Material) -> tuple[PatternCard, ...]:
    """At most three patterns with something to tell, at least one good one among them where there is any.

    In quiet mode only the good ones: no count about drawing back belongs beside fear.
    """
    ids = {one.id for one in material.entries}
    order = ("growing", "easing", "holds_up", "early_sign")

    def rank(pair: tuple[Finding, Pattern]) -> tuple[bool, bool, float]:
        finding, _ = pair
        early = order.index(finding.state) == len(order) - 1
        return early, ids.isdisjoint(finding.moments), -(finding.difference or 0.0)

    told = sorted(material.shown_findings, key=rank)
    good = [pair for pair in told if pair[1].positive]
    if material.quiet:
        told = good
    chosen = told[:MOST_CARDS]
    if good and not any(pattern.positive for _, pattern in chosen):
        chosen = [*chosen[: MOST_CARDS - 1], good[0]]
    return tuple(_card(material, finding, pattern) for finding, pattern in chosen)


def _card(material: Material, finding: Finding, pattern: Pattern) -> PatternCard:
    settings = material.settings
    return PatternCard(
        pattern=pattern.id,
        title=fill(pattern.title, settings),
        state=finding.state,
        state_words=telling.state_words(finding),
        positive=pattern.positive,
        distancing=pattern.distancing,
        line=Line(telling.pattern_sentence(finding, pattern, settings), finding.moments),
        here=(finding.k, finding.n),
        elsewhere=(finding.k0, finding.n0),
        counter_examples=finding.counter_examples,
        notes=telling.confounder_words(finding),
        answer=telling.answer_words(finding),
    )


def waiting(material: Material, cards: Sequence[PatternCard]) -> Line | None:
    """The patterns without a card, in one line."""
    if not material.findings:
        return None
    more = len(material.shown_findings) - len(cards)
    parts = []
    if more and not material.quiet:
        parts.append(f"{more} more {'has' if more == 1 else 'have'} something to tell under Patterns.")
    if words := telling.waiting_words(material.findings):
        parts.append(words)
    return Line(" ".join(parts)) if parts else None


def stories(material: Material) -> tuple[Line, ...]:
    """Stories that were due by the end of this week and are still open, then those that were closed in it."""
    end = min(material.today, material.last)
    moments = {one.id: one for one in (*material.earlier, *material.entries)}
    lines = []
    for story in material.stories:
        due = story.ask_again_at
        if story.closed_at is not None or due is None or due > material.now or material.day_of(due) > end:
            continue
        sure = "" if story.belief is None else f", and were {story.belief} % sure"
        told = moments.get(story.moment or "")
        when = (
            f" on {weekday_name(material.day_of(told.occurred_at))}"
            if told and material.within(told.occurred_at)
            else ""
        )
        words = f"You noted a fear{when}: {quoted(story.feared.strip())}{sure}. How did it turn out?"
        lines.append(Line(words, tuple(filter(None, (story.id, story.moment)))))
    closed = [one for one in material.stories if one.closed_at is not None and material.within(one.closed_at)]
    if closed:
        another = sum(one.turned_out == "otherwise" for one in closed)
        what = (
            "1 feared story was looked at again"
            if len(closed) == 1
            else f"{len(closed)} feared stories were looked at again"
        )
        how = "it turned out otherwise" if another == len(closed) == 1 else f"{another} turned out otherwise"
        lines.append(Line(f"{what}{'; ' + how if another else ''}.", tuple(one.id for one in closed)))
    return tuple(lines)


def experiment(material: Material) -> tuple[Line, ...]:
    """The experiments of this week with their tries. In quiet mode, none whose practice is held back."""
    return tuple(_experiment(material, one) for one in material.experiments if _current(material, one))


def _current(material: Material, experiment: Experiment) -> bool:
    begun = material.day_of(experiment.started_at) <= material.last
    over = experiment.ended_at is not None and material.day_of(experiment.ended_at) < material.first
    return begun and not over and not _held_back(material, experiment.exercise)


def _held_back(material: Material, practice: str | None) -> bool:
    row = material.vocabulary.practices.get(practice or "")
    return material.quiet and row is not None and row.hidden_when_quiet


def _experiment(material: Material, experiment: Experiment) -> Line:
    tries = [one for one in experiment.tries if material.within(one.at)]
    ids = (experiment.id, *(one.moment for one in tries if one.moment))
    words = f"You set out to try: {quoted(experiment.if_then.strip())}."
    if not tries:
        return Line(f"{words} No chance for it was noted this week.", ids)
    did = sum(one.did for one in tries)
    came = "1 chance was" if len(tries) == 1 else f"{len(tries)} chances were"
    how = (
        "you did it" if did == len(tries) == 1 else f"you did it {times(did)}" if did else "it stayed a plan"
    )
    return Line(f"{words} {came} noted, and {how}.", ids)


def suggestion(material: Material, cards: Sequence[PatternCard]) -> Suggestion | None:
    """A practice of a pattern shown, the first that may be offered and is not being tried already."""
    trying = {one.exercise for one in material.experiments if _current(material, one)}
    for card in sorted(cards, key=lambda card: card.positive):
        practice = material.vocabulary.practices.get(material.vocabulary.patterns[card.pattern].practice)
        if (
            practice is None
            or practice.id in trying
            or practice.deprecated
            or _held_back(material, practice.id)
        ):
            continue
        return Suggestion(
            practice=practice.id,
            pattern=card.pattern,
            label=fill(practice.label, material.settings),
            if_then=fill(practice.if_then, material.settings),
            steps=tuple(fill(step, material.settings) for step in practice.steps),
        )
    return None


def stepping_back(material: Material, cards: Sequence[PatternCard]) -> str:
    """The line that belongs beside patterns of distance."""
    if not any(card.distancing for card in cards):
        return ""
    return fill(material.vocabulary.stepping_back, material.settings)


def _ids(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in entries))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _part_of_day(at: datetime) -> str:
    hour = at.hour
    return (
        "morning"
        if 5 <= hour < 12
        else "afternoon"
        if 12 <= hour < 17
        else "evening"
        if 17 <= hour < 22
        else "night"
    )
