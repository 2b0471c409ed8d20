"""A year of days, or of weeks."""

import click

from companion.cli.pass_session import pass_session
from companion.cli.plain_option import plain_option, refuse_beside_plain
from companion.cli.session import Session
from companion.cli.whole_number import within

FIRST_YEAR = 1900
"""The earliest year that can be asked for."""


@click.command()
@click.option(
    "--year",
    "calendar_year",
    type=int,
    callback=within(FIRST_YEAR, 9999),
    metavar="YEAR",
    help="Show January to December of this year. Default: the twelve months up to this one.",
)
@click.option("--lines", "by_week", is_flag=True, help="Show closeness, feelings and acts week by week.")
@plain_option
@click.option("--json", "as_json", is_flag=True, help="Print the months and days, or the weeks, as JSON.")
@pass_session
def year(session: Session, calendar_year: int | None, by_week: bool, plain: bool, as_json: bool) -> None:
    """Show a year of days: how close each one was, month by month.

    A day is the mean of what you rated on it, from « far apart over · in between to » very close; o is a day
    you logged without a rating. In quiet mode only the days you logged are shown.

    \b
    Examples:
      companion year
      companion year --year 2025 --plain
      companion year --lines
    """
    from companion.model.errors import InputRefused

    if as_json and plain:
        refuse_beside_plain("--json and --plain cannot go together.")
    this_year = session.journal().today().year
    if calendar_year is not None and calendar_year > this_year:
        raise InputRefused(f"year: {calendar_year} is still to come; use {FIRST_YEAR} to {this_year}")
    if by_week:
        _weeks(session, calendar_year, plain=plain, as_json=as_json)
    else:
        _days(session, calendar_year, plain=plain, as_json=as_json)


def _days(session: Session, calendar_year: int | None, *, plain: bool, as_json: bool) -> None:
    import textwrap
    from datetime import date

    from companion.review import drawing
    from companion.review.year import (
        Year,
        extremes,
        first_of_year_up_to,
        month_sentences,
        sentence,
        span_words,
        year_json,
        year_rows,
    )

    journal = session.journal()
    today = journal.today()
    first = first_of_year_up_to(today) if calendar_year is None else date(calendar_year, 1, 1)
    told = Year(first=first, today=today, days={}, quiet=journal.quiet)
    days = journal.timeline.day_summaries(first, min(told.last, today))
    told = Year(first=first, today=today, days=days, quiet=journal.quiet)
    if as_json:
        session.out_json(year_json(told))
        return
    session.out(f"\n  {session.style('A year of days', bold=True)}   {span_words(told)}")
    summary = " ".join(filter(None, [*drawing.plain([sentence(told)]), extremes(told)]))
    if not days:
        session.out(f"  {_nothing_yet(session, summary)}")
        return
    session.out(textwrap.indent(textwrap.fill(summary, session.width - 4), "  ") + "\n")
    lines = month_sentences(told) if plain else drawing.plain(year_rows(told, session.columns - 4))
    for line in lines:
        session.out(f"  {line}")


def _nothing_yet(session: Session, otherwise: str) -> str:
    """What is said where there is nothing to draw: the next step in a journal without entries."""
    if session.journal().timeline.latest(limit=1):
        return otherwise
    return f"No entries yet. To log a moment: {session.command('log')}"


def _weeks(session: Session, calendar_year: int | None, *, plain: bool, as_json: bool) -> None:
    import textwrap
    from datetime import date

    from companion.review import drawing
    from companion.review.lines import first_week, lines_json, lines_of, sentence, week_sentences
    from companion.review.lines_rows import LONGEST, lines_rows, weeks_for

    journal = session.journal()
    today, settings = journal.today(), journal.settings
    last = today if calendar_year is None else min(date(calendar_year, 12, 31), today)
    width = session.columns - 4
    weeks = LONGEST if plain or as_json else weeks_for(width, year=True)
    days = journal.timeline.day_summaries(first_week(last, weeks, settings.week_start), last)
    told = lines_of(days, last, weeks, journal.vocabulary, settings, quiet=journal.quiet)
    if as_json:
        session.out_json(lines_json(told))
        return
    session.out(f"\n  {session.style('A year in weeks', bold=True)}")
    if not days:
        session.out(f"  {_nothing_yet(session, sentence(told))}")
        return
    session.out(textwrap.indent(textwrap.fill(sentence(told), session.width - 4), "  ") + "\n")
    form = session.configuration.date_format
    for line in week_sentences(told, form) if plain else drawing.plain(lines_rows(told, width)):
        session.out(f"  {line}".rstrip())
