"""A week written out: as a letter for the terminal, as Markdown, as JSON."""

import json
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from companion.documents.markdown import escape_markdown
from companion.model.date_format import day_words
from companion.model.records import Settings
from companion.model.text import one_line
from companion.model.vocabulary import Vocabulary
from companion.review import measures_text, text_charts
from companion.review.drawing import plain
from companion.review.finding_text import STATE_NAMES, STATE_SIGNS
from companion.review.measure_parts import MeasureText, calm_line
from companion.review.week_cards import card_bars, more_on_state
from companion.review.week_parts import Day, Line, PatternCard, Week
from companion.review.week_strip import day_sentences, strip

_MARGIN = "  "


def heading(week: Week, date_format: str = "day-first") -> str:
    """``Your week, Monday 23 February to Sunday 1 March 2026``; the year twice only where it changes."""
    return f"Your week, {span(week.first, week.last, date_format)}"


def span(
    first: date, last: date, date_format: str = "day-first", *, year: bool = True, short: bool = False
) -> str:
    """``Monday 23 February to Sunday 1 March 2026``; ``year``: whether the year is said anyway."""
    same = first.year == last.year and date_format != "iso"
    start = day_words(first, date_format, year=not same, short=short)
    return f"{start} to {day_words(last, date_format, year=year or not same, short=short)}"


def sections(week: Week) -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """The parts that hold sentences, in order: (name, title, lines); none is empty."""
    waiting = (week.waiting,) if week.waiting else ()
    parts: list[tuple[str, str, tuple[Line, ...]]] = [
        ("held", "What the week held", week.overview),
        ("feelings", "How it felt", week.feelings),
        ("urges", "What you wanted, and what you did", week.urges),
        ("went_well", "What went well", week.went_well),
        (
            "patterns",
            "Over the weeks: what tended to follow what",
            tuple(card.line for card in week.patterns) + waiting,
        ),
        ("also", measures_text.TITLE, week.measures),
        ("stories", "Worries to check", week.stories),
        ("experiment", "Your experiment", week.experiment),
        ("suggestion", "One thing to try, if you like", suggestion_lines(week)),
        ("outside_help", "Outside help", (week.outside_help,) if week.outside_help else ()),
    ]
    return (part for part in parts if part[2])


def suggestion_lines(week: Week) -> tuple[Line, ...]:
    """The suggestion as a sentence; empty when there is none."""
    if week.suggestion is None:
        return ()
    label, if_then = week.suggestion.label, week.suggestion.if_then
    return (Line(f"{label}{'' if label[-1:] in '?!' else '.'} {if_then}", (week.suggestion.practice,)),)


def week_text(
    week: Week,
    width: int = 80,
    *,
    date_format: str = "day-first",
    emphasis: Callable[[str], str] = str,
    today: date | None = None,
) -> str:
    """The week as a letter of at most ``width`` columns, safe to show. ``emphasis`` is laid on the titles.

    today: the days up to it are read out and nothing is drawn; without it the strip stands above the letter.
    """
    columns, drawn = min(width, 76), today is None
    blocks = [emphasis(_MARGIN + heading(week, date_format))]
    if today is not None:
        blocks.append(
            "\n".join(_wrapped(words, columns) for words in day_sentences(week, today, date_format))
        )
    elif week.entries:
        blocks.append("\n".join((_MARGIN + row).rstrip() for row in plain(strip(week, min(width, 80) - 2))))
    for name, title, lines in sections(week):
        if title:
            blocks.append(emphasis(_MARGIN + title))
        if name == "patterns":
            blocks += [_card(card, columns, drawn=drawn) for card in week.patterns]
            blocks += [_wrapped(calm, columns) for calm in (week.stepping_back, week.reaching) if calm]
            blocks += [_wrapped(week.waiting.text, columns)] if week.waiting else []
        elif name in ("held", "feelings"):
            blocks.append(_wrapped(" ".join(line.text for line in lines), columns))
        else:
            blocks.append("\n".join(_wrapped(line.text, columns) for line in lines))
    return "\n\n".join(blocks)


def card_words(card: PatternCard) -> str:
    """``● Pulling back after closeness: clear so far``, and the words of a state that the sentence lacks."""
    more = more_on_state(card)
    return f"{STATE_SIGNS[card.state]} {card.title}: {STATE_NAMES[card.state]}{f', {more}' if more else ''}"


def _card(card: PatternCard, columns: int, *, drawn: bool = True) -> str:
    text = " ".join([card.line.text, *card.notes, card.answer]).strip()
    rows = [_wrapped(card_words(card), columns, hang="  "), _wrapped(text, columns, _MARGIN + "  ")]
    if drawn:
        rows += [_MARGIN + row for row in plain(card_bars(card, columns - len(_MARGIN)))]
    return "\n".join(rows)


def measure_as_text(measure: MeasureText, vocabulary: Vocabulary, settings: Settings, width: int = 80) -> str:
    """Something counted beside the patterns: its sentences and bars; safe to show."""
    columns = min(width, 76)
    rows = [
        _wrapped(measure.title, columns),
        _wrapped(" ".join([measure.line.text, *measure.notes]), columns, _MARGIN + "  "),
        *text_charts.bars_of(measure.bars, margin=_MARGIN + "  "),
        _wrapped(calm_line(measure, vocabulary, settings), columns, _MARGIN + "  "),
    ]
    return "\n".join(row for row in rows if row)


def _wrapped(text: str, columns: int, margin: str = _MARGIN, hang: str = "") -> str:
    return textwrap.fill(
        one_line(text),
        columns,
        initial_indent=margin,
        subsequent_indent=margin + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def week_markdown(week: Week, *, date_format: str = "day-first") -> str:
    """The week as Markdown. What a person wrote stays plain: marks in it are escaped."""
    blocks = [f"# {_plain(heading(week, date_format))}"]
    for name, title, lines in sections(week):
        if title:
            blocks.append(f"## {title}")
        if name == "patterns":
            for card in week.patterns:
                text = " ".join([card.line.text, *card.notes, card.answer]).strip()
                blocks += [f"**{_plain(card_words(card))}**", _plain(text)]
            blocks += [
                _plain(words)
                for words in (week.stepping_back, week.reaching, week.waiting.text if week.waiting else "")
                if words
            ]
        elif name == "held":
            blocks.append(_plain(" ".join(line.text for line in lines)))
        else:
            blocks.append("\n".join(f"- {_plain(line.text)}" for line in lines))
        if name == "suggestion" and week.suggestion:
            blocks.append(
                "\n".join(f"{n}. {_plain(step)}" for n, step in enumerate(week.suggestion.steps, 1))
            )
    return "\n\n".join(blocks) + "\n"


def _plain(text: str) -> str:
    return escape_markdown(one_line(text))


def week_json(week: Week) -> dict[str, Any]:
    """The week as one plain object: the sentences with the ids behind each, then the facts for charts."""
    return {
        "first": week.first.isoformat(),
        "last": week.last.isoformat(),
        "finished": week.finished,
        "quiet": week.quiet,
        "entries": week.entries,
        "moments": week.moments,
        "reflections": week.reflections,
        "sentences": [
            {"section": name, "text": line.text, "ids": list(line.ids)}
            for name, _, lines in sections(week)
            for line in lines
        ],
        "days": [_day_json(day) for day in week.days],
        "patterns": [_card_json(card) for card in week.patterns],
        "stepping_back": week.stepping_back,
        "reaching": week.reaching,
        "sequels": [one.to_json() for one in week.sequels],
        "suggestion": json.loads(json.dumps(asdict(week.suggestion))) if week.suggestion else None,
    }


def _day_json(day: Day) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "moments": day.moments,
        "reflections": day.reflections,
        "valence": day.valence,
        "energy": day.energy,
        "closeness": day.closeness,
    }


def _card_json(card: PatternCard) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(json.dumps(asdict(card)))
    line = row.pop("line")
    return {**row, "text": line["text"], "ids": line["ids"]}
