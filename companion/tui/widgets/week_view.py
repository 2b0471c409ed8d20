"""The parts of a week's letter: a sentence, a pattern's card, and the charts over its days."""

from datetime import date

from textual.content import Content

from companion.model.date_format import weekday_name
from companion.model.text import one_line
from companion.review import week_render
from companion.review.week_parts import Line, PatternCard, Week
from companion.tui.widgets.charts import BarRow, bars, closeness, counts, day_letters, dot_rows

_REACH = 0.8
"""How far pleasantness and energy reach on either side of the middle."""


def sentence(line: Line) -> Content:
    """A sentence of the letter, safe to show."""
    return Content(one_line(line.text))


def style_of(card: PatternCard) -> str:
    """Cool for distance, warm for closeness, and the plain ink for everything else."""
    return "$distance" if card.distancing else "$closeness" if card.positive else "$foreground"


def card(card: PatternCard, width: int, *, first: bool = True) -> Content:
    """A pattern's card: its state, its sentence, two bars to compare, and what the person said to it."""
    heading = one_line(week_render.card_heading(card))
    rows = [
        Content.assemble((heading[:2], style_of(card)), (heading[2:], "bold")),
        Content(one_line(card.line.text)),
    ]
    pair = [BarRow(card.compared[0], *card.here, style_of(card))]
    if card.elsewhere[1]:
        pair.append(BarRow(card.compared[1], *card.elsewhere, "$soft"))
    rows.append(bars(pair, width))
    rows += [Content.styled(one_line(words), "$soft") for words in (*card.notes, card.answer) if words]
    return Content("" if first else "\n") + Content("\n").join(rows)


def charts(week: Week, today: date) -> list[Content]:
    """Pleasantness and energy, closeness, and moments over the days; only those with something in them."""
    letters = [
        (weekday_name(day.day)[:2], "$foreground bold" if day.day == today else "$soft") for day in week.days
    ]
    below = day_letters(letters)
    gap = Content("")
    felt: list[Content] = []
    if any(day.valence is not None for day in week.days):
        pleasant = [None if day.valence is None else day.valence / _REACH for day in week.days]
        energy = [None if day.energy is None else day.energy / _REACH for day in week.days]
        felt = [
            *dot_rows(pleasant, "pleasant", "hard"),
            gap,
            *dot_rows(energy, "lively", "low"),
            below,
        ]
    overview: list[Content] = []
    if any(day.closeness is not None for day in week.days):
        overview = [*closeness([day.closeness for day in week.days], week.scale), gap]
    if week.entries:
        logged = [None if day.day > today else day.moments + day.reflections for day in week.days]
        overview += [*counts(logged, "entries"), below]
    return [Content("\n").join(rows) for rows in (felt, overview) if rows]
