"""What was logged, in sentences: how much, how it felt, what was wanted and done, what went well."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from companion.model.date_format import weekday_name
from companion.model.day_summary import SCALE
from companion.model.records import Entry, Feeling, Moment, noun_of, written_text
from companion.model.text import fill
from companion.patterns.urges import NEVER_COUNTED
from companion.review.grammar import (
    act,
    counted,
    did,
    listed,
    lower_first,
    quoted,
    times,
    times_first,
    to_you,
    upper_first,
    wanted_to,
)
from companion.review.week_parts import DAYS, WEEKS_BEFORE, Day, Line, NamedFeeling, WeekInputs


def days(inputs: WeekInputs) -> tuple[Day, ...]:
    """The seven days for the drawings."""
    by_day = _by_day(inputs, inputs.entries)
    dates = (inputs.first + timedelta(days=n) for n in range(DAYS))
    return tuple(_day(inputs, day, by_day.get(day, ())) for day in dates)


def days_before(inputs: WeekInputs) -> tuple[Day, ...]:
    """The days of the four weeks before, each with its entries counted and its level alone."""
    by_day = _by_day(inputs, inputs.earlier)
    dates = (inputs.first - timedelta(days=n) for n in range(WEEKS_BEFORE * DAYS, 0, -1))
    return tuple(_day_in_brief(day, by_day.get(day, ())) for day in dates)


def _day_in_brief(day: date, entries: Sequence[Entry]) -> Day:
    moments = [entry for entry in entries if isinstance(entry, Moment)]
    reflections = len(entries) - len(moments)
    return Day(day=day, moments=len(moments), reflections=reflections, level=_level(moments))


def _by_day(inputs: WeekInputs, entries: Iterable[Entry]) -> dict[date, list[Entry]]:
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        by_day.setdefault(inputs.day_of(entry.occurred_at), []).append(entry)
    return by_day


def _level(moments: Iterable[Moment]) -> float | None:
    """The mean closeness of moments, each held within the form's scale."""
    return _mean([max(-SCALE, min(SCALE, one.closeness)) for one in moments if one.closeness is not None])


def _day(inputs: WeekInputs, day: date, entries: Sequence[Entry]) -> Day:
    moments = [entry for entry in entries if isinstance(entry, Moment)]
    known = inputs.vocabulary.moods
    moods = [known[f.mood] for entry in entries for f in entry.feelings if f.mood in known]
    return Day(
        day=day,
        moments=len(moments),
        reflections=len(entries) - len(moments),
        valence=_mean([mood.valence for mood in moods]),
        energy=_mean([mood.energy for mood in moods]),
        closeness=_mean([moment.closeness for moment in moments if moment.closeness is not None]),
        level=_level(moments),
        strongest=_strongest(inputs, [feeling for entry in entries for feeling in entry.feelings]),
        ids=_ids(entries),
    )


def _strongest(inputs: WeekInputs, feelings: Sequence[Feeling]) -> NamedFeeling | None:
    """The first of the strongest; one without a strength where none has any."""
    if not feelings:
        return None
    found = max(feelings, key=lambda feeling: feeling.intensity or 0)
    mood = inputs.vocabulary.moods.get(found.mood)
    word = lower_first(inputs.label(found.mood))
    return NamedFeeling(word, found.intensity, mood.valence if mood else 0.0)


def overview(inputs: WeekInputs) -> tuple[Line, ...]:
    """What the week held: how much, what most often, and the days without an entry."""
    if not inputs.entries:
        return (Line(_nothing_yet(inputs)),)
    lines = [Line(_how_much(inputs), _ids(inputs.entries))]
    lines += _most_often(inputs)
    if not inputs.quiet:
        lines += _how_close(inputs)
    if words := _days_without(inputs):
        lines.append(Line(words))
    if not inputs.finished and inputs.today < inputs.last:
        lines.append(Line(f"The week runs until {weekday_name(inputs.last)}; this is what it holds so far."))
    return tuple(lines)


def _nothing_yet(inputs: WeekInputs) -> str:
    if inputs.first_ever is None:
        return (
            "This journal is new. Logging a moment takes ten seconds: what happened is enough,"
            " and you can add the rest later."
        )
    return "No entries this week." if inputs.finished else "No entries yet this week."


def _how_much(inputs: WeekInputs) -> str:
    moments, reflections = len(inputs.moments), len(inputs.reflections)
    parts = [f"logged {counted(moments, 'moment')}"] if moments else []
    moods = sum(noun_of(entry) == "mood" for entry in inputs.reflections)
    written = reflections - moods
    parts += [f"wrote {counted(written, 'reflection')}"] if written else []
    parts += [f"named a mood {times(moods)}"] if moods else []
    on = len({inputs.day_of(entry.occurred_at) for entry in inputs.entries})
    return f"You {listed(parts)}, on {counted(on, 'day')}."


def _most_often(inputs: WeekInputs) -> list[Line]:
    common = Counter(code for moment in inputs.moments for code in moment.triggers).most_common(2)
    common = [(code, n) for code, n in common if n > 1]
    if not common:
        return []
    parts = [f"{quoted(inputs.label(code))} came up most ({times(n)})" for code, n in common[:1]]
    parts += [f"then {quoted(inputs.label(code))} ({times(n)})" for code, n in common[1:]]
    codes = {code for code, _ in common}
    return [
        Line(
            f"{', '.join(parts)}.",
            _ids(moment for moment in inputs.moments if codes.intersection(moment.triggers)),
        )
    ]


def _how_close(inputs: WeekInputs) -> list[Line]:
    noted = [moment for moment in inputs.moments if moment.closeness]
    if not noted:
        return []
    close = sum((moment.closeness or 0) > 0 for moment in noted)
    far = len(noted) - close
    if not close:
        words = f"distant in {counted(far, 'moment')}"
    else:
        words = f"close in {counted(close, 'moment')}" + (
            f" and distant in {far}" if far else ", distant in none"
        )
    return [Line(f"It felt {words}.", _ids(noted))]


def _days_without(inputs: WeekInputs) -> str:
    """The days that are over, lie within the journal's time and hold nothing."""
    logged = {inputs.day_of(entry.occurred_at) for entry in inputs.entries}
    begin = max(inputs.first, inputs.first_ever or inputs.first)
    end = min(inputs.last, inputs.today - timedelta(days=1))
    days = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    empty = [weekday_name(day) for day in days if day not in logged]
    return f"No entries on {listed(empty)}." if empty else ""


def feelings(inputs: WeekInputs) -> tuple[Line, ...]:
    """The feelings named most, the strongest, and those that are new beside the four weeks before."""
    named = [(entry, feeling) for entry in inputs.entries for feeling in entry.feelings]
    if not named:
        return ()
    lines = [_most_named(inputs, named)]
    strong = [pair for pair in named if pair[1].intensity]
    if strong:
        entry, feeling = max(strong, key=lambda pair: pair[1].intensity or 0)
        when = f"{weekday_name(inputs.day_of(entry.occurred_at))} {_part_of_day(entry.occurred_at)}"
        mood = lower_first(inputs.label(feeling.mood))
        words = f"The strongest feeling was {quoted(mood)}, {feeling.intensity} out of 10, on {when}."
        lines.append(Line(words, (entry.id,)))
    before = {feeling.mood for entry in inputs.earlier for feeling in entry.feelings}
    new = [mood for mood in dict.fromkeys(feeling.mood for _, feeling in named) if mood not in before]
    if before and new:
        words = listed([lower_first(inputs.label(mood)) for mood in new[:3]])
        ids = _ids(entry for entry, feeling in named if feeling.mood in new[:3])
        lines.append(Line(f"Not named in the four weeks before: {words}.", ids))
    return tuple(lines)


def _most_named(inputs: WeekInputs, named: Sequence[tuple[Entry, Feeling]]) -> Line:
    most = Counter(feeling.mood for _, feeling in named).most_common(3)
    most = [(code, n) for code, n in most if n > 1] or most
    codes, counts = [code for code, _ in most], [n for _, n in most]
    words = [lower_first(inputs.label(code)) for code in codes]
    ids = _ids(entry for entry, feeling in named if feeling.mood in codes)
    first = counts.count(counts[0])  # a tie for the first place is named as one
    felt, each = f"You felt {listed(words[:first])}", " each" if first > 1 else ""
    if counts[0] == 1:
        return Line(f"{felt}, once{each}." if each else f"{felt} once.", ids)
    rest = listed([f"{word} ({n})" for word, n in zip(words[first:], counts[first:], strict=True)])
    most_often = f"{felt} most often ({times(counts[0])}{each})"
    return Line(f"{most_often}, then {rest}." if rest else f"{most_often}.", ids)


def urges(inputs: WeekInputs) -> tuple[Line, ...]:
    """What was wanted beside what was done in the same moment; in quiet mode nothing is weighed so."""
    if inputs.quiet:
        return ()
    named = Counter(
        code for moment in inputs.moments for code in moment.urges if code not in NEVER_COUNTED
    ).most_common(3)
    lines = []
    for code, n in named:
        moments = [moment for moment in inputs.moments if code in moment.urges]
        done = sum(code in moment.responses for moment in moments)
        wanted = wanted_to(inputs.vocabulary.responses.get(code), inputs.label(code))
        words = f"You {wanted} {times(n)}, and {did(done, n)}."
        lines.append(Line(words, _ids(moments)))
    return tuple(lines)


def went_well(inputs: WeekInputs) -> tuple[Line, ...]:
    """Up to three things that went well; a kind line where none was noted.

    In quiet mode only the feelings: that somebody stayed, or that the other was warm, is no praise there.
    """
    if inputs.quiet:
        return tuple(_good_feelings(inputs)) or (_kind_line(inputs),)
    instead, named = _chose_otherwise(inputs)
    lines = [*instead, *_secure_responses(inputs, named), *_warm_acts(inputs), *_good_feelings(inputs)]
    return tuple(lines[:3]) or (_kind_line(inputs),)


def _chose_otherwise(inputs: WeekInputs) -> tuple[list[Line], set[str]]:
    """A protective urge with something secure done in its place; the line, and the responses it names."""
    kinds = {id: row.kind for id, row in inputs.vocabulary.responses.items()}
    moments = [
        moment
        for moment in inputs.moments
        if any(kinds.get(code) == "protective" for code in moment.urges)
        and any(kinds.get(code) == "secure" for code in moment.responses)
        and not any(kinds.get(code) == "protective" for code in moment.responses)
    ]
    if not moments:
        return [], set()
    chosen = [code for moment in moments for code in moment.responses if kinds.get(code) == "secure"]
    named = list(dict.fromkeys(chosen))[:2]
    words = listed([_act(inputs, code) for code in named])
    line = f"{times_first(len(moments))}, you felt the urge and did something else: you {words}."
    return [Line(line, _ids(moments))], set(named)


def _secure_responses(inputs: WeekInputs, named: set[str]) -> list[Line]:
    rows = inputs.vocabulary.responses
    secure = [
        code
        for moment in inputs.moments
        for code in moment.responses
        if code in rows and rows[code].kind == "secure" and code not in named
    ]
    common = Counter(secure).most_common(3)
    if not common:
        return []
    words = listed([f"{_act(inputs, code)} {times(n)}" for code, n in common])
    codes = {code for code, _ in common}
    return [
        Line(
            f"You {words}.", _ids(moment for moment in inputs.moments if codes.intersection(moment.responses))
        )
    ]


def _act(inputs: WeekInputs, code: str) -> str:
    return act(inputs.vocabulary.responses.get(code), inputs.label(code))


def _warm_acts(inputs: WeekInputs) -> list[Line]:
    rows = inputs.vocabulary.partner_acts
    common = Counter(
        code
        for moment in inputs.moments
        for code in moment.partner_acts
        if code in rows and rows[code].group == "approach"
    ).most_common(2)
    if not common:
        return []
    words = listed([f"{to_you(inputs.label(code))} {times(n)}" for code, n in common])
    codes = {code for code, _ in common}
    text = upper_first(fill(f"{{partner}} {words}.", inputs.settings))
    ids = _ids(moment for moment in inputs.moments if codes.intersection(moment.partner_acts))
    return [Line(text, ids)]


def _good_feelings(inputs: WeekInputs) -> list[Line]:
    moods = inputs.vocabulary.moods
    good = Counter(
        feeling.mood
        for entry in inputs.entries
        for feeling in entry.feelings
        if feeling.mood in moods and moods[feeling.mood].valence > 0.1
    ).most_common(3)
    if not good:
        return []
    words = listed([lower_first(inputs.label(code)) for code, _ in good])
    verb = "was" if len(good) == 1 else "were"
    codes = {code for code, _ in good}
    ids = _ids(entry for entry in inputs.entries if any(f.mood in codes for f in entry.feelings))
    return [Line(f"{upper_first(words)} {verb} among the feelings you named.", ids)]


def _kind_line(inputs: WeekInputs) -> Line:
    if not inputs.entries:
        return Line("Nothing has to go here. It was your week all the same.")
    written = [entry for entry in inputs.entries if written_text(entry).strip()]
    if written:
        return Line(f"You put it into words {times(len(written))}.", _ids(written))
    return Line(f"You paused to notice {times(len(inputs.entries))}.", _ids(inputs.entries))


def _ids(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.id for entry in entries))


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
