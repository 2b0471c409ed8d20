"""What tended to follow what."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import click

from companion.cli.session import Session, pass_session
from companion.model.errors import InputRefused
from companion.model.text import one_line, person_words, shown
from companion.patterns.findings import Finding
from companion.review.finding_text import STATE_SIGNS, answer_words, state_words


@click.command()
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="As it stood at the end of that day."
)
@click.option("--person", metavar="NAME", help="Of the moments with this person alone.")
@click.option(
    "--json", "as_json", is_flag=True, help="Every pattern with its counts and the ids behind them."
)
@pass_session
def patterns(session: Session, as_of: datetime | None, person: str | None, as_json: bool) -> None:
    """Show what tended to follow what: counts, the comparison, and how sure that is.

    Patterns with something to tell come first, each with its bars; the others follow with what they need.
    With --person what is counted beside the patterns stays away: it is of all moments.

    \b
    Examples:
      companion patterns
      companion patterns --as-of 2026-01-31
      companion patterns --person Kim
      companion patterns --json
    """
    day = as_of.date() if as_of else None
    whom = None if person is None else person_from(session, person)
    if as_json:
        _write_json(session, day, whom)
    else:
        _write_text(session, day, whom)


def person_from(session: Session, name: str) -> str:
    """Who goes by this name in the journal. Raises InputRefused for nobody."""
    journal = session.journal()
    found, persons = journal.people.called(name), journal.people.all()
    if found not in persons:
        known = ", ".join(one_line(person_words(one, journal.settings)) for one in persons)
        raise InputRefused(f"person: {found!r} is not in the journal; known: {known}")
    return found


def _write_json(session: Session, day: date | None, person: str | None) -> None:
    from companion.review.measures_text import allowed_measures

    journal = session.journal()
    findings = [one.to_json() for one in journal.insight.patterns(day, person)]
    found: dict[str, Any] = {"as_of": (day or journal.today()).isoformat(), "patterns": findings}
    if person is not None:
        session.out_json({**found, "person": person})
        return
    beside = allowed_measures(
        journal.insight.measures(day), journal.experiments.all(), journal.vocabulary, quiet=journal.quiet
    ).to_json()
    session.out_json({**found, "also": beside})


def _write_text(session: Session, day: date | None, person: str | None) -> None:
    from companion.review.week_render import finding_as_text

    journal = session.journal()
    rows, settings, quiet = journal.vocabulary.patterns, journal.settings, journal.quiet
    told: list[Finding] = []
    waiting: list[Finding] = []
    resting: list[Finding] = []
    for one in journal.insight.patterns(day, person):
        if one.pattern not in rows:
            continue
        if one.muted or (quiet and not rows[one.pattern].positive):
            resting.append(one)
        else:
            (waiting if one.state in ("counting", "not_seen") else told).append(one)
    for one in told:
        text = finding_as_text(one, rows[one.pattern], journal.vocabulary, settings, session.width)
        title, _, body = text.partition("\n")
        session.out(f"\n{session.style(title, bold=True)}\n{body}")
    _list(session, "Not yet", [(one, state_words(one)) for one in waiting])
    rests = [(one, answer_words(one, settings) or "while it is quiet") for one in resting]
    _list(session, "Resting", rests)
    if person is None:
        _write_beside(session, day)
    session.out()


def _write_beside(session: Session, day: date | None) -> None:
    """What is counted beside the patterns, where there is enough of it."""
    from companion.review.measures_text import TITLE, allowed_measures, measure_texts
    from companion.review.week_render import measure_as_text

    journal = session.journal()
    vocabulary, settings, experiments = journal.vocabulary, journal.settings, journal.experiments.all()
    measures = allowed_measures(journal.insight.measures(day), experiments, vocabulary, quiet=journal.quiet)
    texts = list(measure_texts(measures, experiments, vocabulary, settings))
    if texts:
        session.out(f"\n  {session.style(TITLE, bold=True)}")
    for text in texts:
        session.out(f"\n{measure_as_text(text, vocabulary, settings, session.width)}")


def _list(session: Session, title: str, findings: Sequence[tuple[Finding, str]]) -> None:
    """Patterns in a line each: the sign of the state, the title, and what there is to say."""
    if not findings:
        return
    journal = session.journal()
    titles = [journal.vocabulary.label(one.pattern, journal.settings) for one, _ in findings]
    gutter = max(map(len, titles))
    session.out(f"\n  {session.style(title, bold=True)}")
    for (one, words), name in zip(findings, titles, strict=True):
        session.out(shown(f"  {STATE_SIGNS[one.state]} {name:<{gutter}}  {words}"))
