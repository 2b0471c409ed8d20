"""The week in sentences."""

import click

from companion.cli.pass_session import pass_session
from companion.cli.plain_option import plain_option, refuse_beside_plain
from companion.cli.session import Session
from companion.cli.whole_number import within

EARLIEST = 5_000
"""How many weeks ago the earliest week is that can be told: most of a century, and well within a calendar."""


@click.command()
@click.option(
    "--weeks-ago",
    default=0,
    type=int,
    callback=within(0, EARLIEST),
    metavar="N",
    help="Read an earlier week: 0 is this week, 1 is last week. Default: 0.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print the sentences with the ids behind them, and the figures, as JSON.",
)
@click.option("--markdown", is_flag=True, help="Print the week as Markdown.")
@plain_option
@pass_session
def week(session: Session, weeks_ago: int, as_json: bool, markdown: bool, plain: bool) -> None:
    """Read your week: what was in it, how it felt, what went well, and what tended to follow what.

    The days are next to each other above it. Weeks start on week_start. Days without entries are named;
    nothing is guessed.

    \b
    Examples:
      companion week
      companion week --weeks-ago 1 --markdown
      companion week --plain
      companion week --json
    """
    from companion.review import week_json, week_markdown, week_text

    if as_json and markdown:
        raise click.UsageError("--json and --markdown cannot go together.")
    if plain and (as_json or markdown):
        refuse_beside_plain("--plain cannot go together with --json or --markdown.")
    chosen_week = session.journal().insight.week(weeks_ago)
    form = session.configuration.date_format
    if as_json:
        session.out_json(week_json(chosen_week))
    elif markdown:
        session.out(week_markdown(chosen_week, date_format=form).rstrip("\n"))
    else:
        letter = week_text(
            chosen_week,
            session.width,
            date_format=form,
            emphasis=lambda title: session.style(title, bold=True),
            today=session.journal().today() if plain else None,
        )
        session.out(f"\n{letter}\n")
