"""What was logged, in sentences: how much, how it felt, what was wanted and done, what went well."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from companion.model.date_format import weekday_name
from companion.model.records import Entry, Feeling, Moment
from companion.model.text import fill
from companion.review.grammar import counted, listed, lower_first, quoted, times, to_you, upper_first, wish
from companion.review.week_parts import DAYS, Day, Line, WeekInputs

_NEVER_COUNTED = ("self_protected", "none_or_other")


def days(material: WeekInputs) -> tuple[Day, ...]:
    """The seven days for the charts."""
    return tuple(_day(material, material.first + timedelta(days=n)) for n in range(DAYS))


def _day(material: WeekInputs, day: date) -> Day:
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


def scale(material: WeekInputs) -> int:
    """3, or 10 where a wider scale was brought in from elsewhere."""
    return 10 if any(abs(one.closeness or 0) > 3 for one in material.moments) else 3


def held(material: WeekInputs) -> tuple[Line, ...]:
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


def _nothing_yet(material: WeekInputs) -> str:
    if material.first_ever is None:
        return (
            "This journal is new. A moment takes ten seconds: what happened is enough,"
            " and the rest can be added later."
        )
    return "Nothing was logged this week." if material.finished else "Nothing was logged this week so far."


def _how_much(material: WeekInputs) -> str:
    moments, reflections = len(material.moments), len(material.reflections)
    parts = [f"logged {counted(moments, 'moment')}"] if moments else []
    parts += [f"wrote {counted(reflections, 'reflection')}"] if reflections else []
    on = len({material.day_of(one.occurred_at) for one in material.entries})
    return f"You {' and '.join(parts)}, on {counted(on, 'day')}."


def _most_often(material: WeekInputs) -> list[Line]:
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


def _how_close(material: WeekInputs) -> list[Line]:
    noted = [one for one in material.moments if one.closeness]
    if not noted:
        return []
    close = sum((one.closeness or 0) > 0 for one in noted)
    parts = [f"close in {counted(close, 'moment')}"] if close else []
    far = len(noted) - close
    parts += [f"far in {far}" if close else f"far in {counted(far, 'moment')}"] if far else []
    return [Line(f"It felt {' and '.join(parts)}.", _ids(noted))]


def _days_without(material: WeekInputs) -> str:
    """The days that are over, lie within the journal's time and hold nothing."""
    logged = {material.day_of(one.occurred_at) for one in material.entries}
    begin = max(material.first, material.first_ever or material.first)
    end = min(material.last, material.today - timedelta(days=1))
    days = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    empty = [weekday_name(day) for day in days if day not in logged]
    return f"Nothing was logged on {listed(empty)}." if empty else ""


def feelings(material: WeekInputs) -> tuple[Line, ...]:
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


def _most_named(material: WeekInputs, named: Sequence[tuple[Entry, Feeling]]) -> Line:
    most = Counter(feeling.mood for _, feeling in named).most_common(3)
    most = [(code, n) for code, n in most if n > 1] or most
    codes, counts = [code for code, _ in most], [n for _, n in most]
    words = [lower_first(material.label(code)) for code in codes]
    ids = _ids(one for one, feeling in named if feeling.mood in codes)
    first = counts.count(counts[0])  # a tie for the first place is named as one
    verb = "was" if first == 1 else "were"
    most_words = " most" if counts[0] > 1 else ""
    named_most = f"{upper_first(listed(words[:first]))} {verb} named{most_words}, {times(counts[0])}"
    if first > 1:
        named_most += " each"
    rest = listed([f"{word} ({n})" for word, n in zip(words[first:], counts[first:], strict=True)])
    return Line(f"{named_most}, then {rest}." if rest else f"{named_most}.", ids)


def urges(material: WeekInputs) -> tuple[Line, ...]:
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
        wanted_to = wish(material.vocabulary.responses.get(code), material.label(code))
        words = f"You wanted to {wanted_to} {times(n)}, and {did}."
        lines.append(Line(words, _ids(moments)))
    return tuple(lines)


def went_well(material: WeekInputs) -> tuple[Line, ...]:
    """Up to three things that went well; a kind line where none was noted."""
    instead, told = _chose_otherwise(material)
    found = [*instead, *_secure_responses(material, told), *_warm_acts(material), *_good_feelings(material)]
    return tuple(found[:3]) or (_kind_line(material),)


def _chose_otherwise(material: WeekInputs) -> tuple[list[Line], set[str]]:
    """A protective urge with something secure done in its place; the line, and the responses it names."""
    kinds = {id: row.kind for id, row in material.vocabulary.responses.items()}
    moments = [
        one
        for one in material.moments
        if any(kinds.get(code) == "protective" for code in one.urges)
        and any(kinds.get(code) == "secure" for code in one.responses)
        and not any(kinds.get(code) == "protective" for code in one.responses)
    ]
    if not moments:
        return [], set()
    did = [code for one in moments for code in one.responses if kinds.get(code) == "secure"]
    told = list(dict.fromkeys(did))[:2]
    words = listed([to_you(material.label(code)) for code in told])
    line = f"{upper_first(times(len(moments)))} the urge was there and you chose otherwise: you {words}."
    return [Line(line, _ids(moments))], set(told)


def _secure_responses(material: WeekInputs, told: set[str]) -> list[Line]:
    rows = material.vocabulary.responses
    secure = [
        code
        for one in material.moments
        for code in one.responses
        if code in rows and rows[code].kind == "secure" and code not in told
    ]
    common = Counter(secure).most_common(3)
    if not common:
        return []
    words = listed([f"{to_you(material.label(code))} {times(n)}" for code, n in common])
    codes = {code for code, _ in common}
    return [Line(f"You {words}.", _ids(one for one in material.moments if codes.intersection(one.responses)))]


def _warm_acts(material: WeekInputs) -> list[Line]:
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


def _good_feelings(material: WeekInputs) -> list[Line]:
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


def _kind_line(material: WeekInputs) -> Line:
    if not material.entries:
        return Line("Nothing needs to stand here. The week was yours all the same.")
    written = [one for one in material.entries if (one.note if isinstance(one, Moment) else one.text).strip()]
    if written:
        return Line(f"You found words for it {times(len(written))}.", _ids(written))
    return Line(f"You stopped to notice {times(len(material.entries))}.", _ids(material.entries))


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
