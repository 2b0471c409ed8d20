"""The week, told."""

import click

from companion.cli.session import Session, pass_session

EARLIEST = 5_000
"""How many weeks ago the earliest week is that can be told: most of a century, and well within a calendar."""


@click.command()
@click.option(
    "--weeks-ago",
    default=0,
    show_default=True,
    type=click.IntRange(0, EARLIEST),
    help="0 is this week, 1 the one before.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="The sentences with the ids behind each, and the facts."
)
@click.option("--markdown", is_flag=True, help="The week as Markdown.")
@pass_session
def week(session: Session, weeks_ago: int, as_json: bool, markdown: bool) -> None:
    """Tell the week in sentences: what it held, how it felt, what went well, what tended to follow what.

    Weeks start on the day set as week_start. Days without an entry are named and not filled in.

    \b
    Examples:
      companion week
      companion week --weeks-ago 1 --markdown
      companion week --json
    """
    from companion.review import week_json, week_markdown, week_text

    if as_json and markdown:
        raise click.UsageError("--json and --markdown cannot go together.")
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
        )
        session.out(f"\n{letter}\n")
