"""What tended to follow what."""

from datetime import date, datetime

import click

from companion.cli.session import Session, pass_session


@click.command()
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="As it stood at the end of that day."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Every pattern with its counts and the ids behind them."
)
@pass_session
def patterns(session: Session, as_of: datetime | None, as_json: bool) -> None:
    """Show what tended to follow what: counts, the comparison, and how sure that is.

    Patterns with something to tell come first, each with its bars; the others follow with what they need.

    \b
    Examples:
      companion patterns
      companion patterns --as-of 2026-01-31
      companion patterns --json
    """
    day = as_of.date() if as_of else None
    if as_json:
        _write_json(session, day)
    else:
        _write_text(session, day)


def _write_json(session: Session, day: date | None) -> None:
    journal = session.journal()
    findings = [one.to_json() for one in journal.patterns(day)]
    session.out_json({"as_of": (day or journal.today()).isoformat(), "patterns": findings})


def _write_text(session: Session, day: date | None) -> None:
    from companion.model.text import fill
    from companion.review.render import finding_text
    from companion.review.telling import STATE_SIGNS, state_words, waiting_words

    journal = session.journal()
    rows, settings = journal.vocabulary.patterns, journal.settings
    findings = [one for one in journal.patterns(day) if one.pattern in rows and not one.muted]
    told = [one for one in findings if one.state not in ("counting", "not_seen")]
    rest = [one for one in findings if one.state in ("counting", "not_seen")]
    for one in told:
        text = finding_text(one, rows[one.pattern], journal.vocabulary, settings, session.width)
        title, _, body = text.partition("\n")
        session.out(f"\n{session.style(title, bold=True)}\n{body}")
    if rest:
        session.out(f"\n  {session.style('Not yet', bold=True)}  {waiting_words(rest)}\n")
        titles = [fill(rows[one.pattern].title, settings) for one in rest]
        gutter = max(map(len, titles))
        for one, title in zip(rest, titles, strict=True):
            session.out(f"  {STATE_SIGNS[one.state]} {title:<{gutter}}  {state_words(one)}")
    session.out()
