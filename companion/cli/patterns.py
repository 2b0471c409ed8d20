"""What tended to follow what."""

import textwrap
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import click

from companion.cli.option_codes import resolve
from companion.cli.pass_session import pass_session
from companion.cli.plain_option import plain_option
from companion.cli.session import Session
from companion.model.errors import InputRefused
from companion.model.gc_pause import gc_paused
from companion.model.records import PARTNER
from companion.model.text import one_line, person_words, settings_about, shown


@click.command()
@click.argument("pattern", metavar="[PATTERN]", required=False)
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Count as of the end of this day."
)
@click.option("--person", metavar="NAME", help="Count only the moments with this person.")
@click.option(
    "--on-days-with",
    "words",
    multiple=True,
    metavar="WORDS",
    help="Compare days with this: how close they were and how they felt. Can be given several times.",
)
@click.option("--loop", is_flag=True, help="Show the round your moments went through most often.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print every pattern with its counts and the ids behind them, as JSON.",
)
@plain_option
@pass_session
def patterns(
    session: Session,
    pattern: str | None,
    as_of: datetime | None,
    person: str | None,
    words: tuple[str, ...],
    loop: bool,
    as_json: bool,
    plain: bool,
) -> None:
    """Show what tended to follow what: the counts, other times, and how sure that is.

    Patterns worth a look come first, each with its bars; after them the others, with what they still need.
    With --person, "Also counted" is left out, as it covers all moments.

    With PATTERN, an id or part of a title, only that one: a dot for each time, how soon it came, and all of
    its times one by one.

    With --on-days-with, only days are compared. WORDS are an id or part of a label (what happened, what you
    did or felt, what your partner did), a person, or a tag. The days with it are compared with the other days
    you logged; the more you ask in one call, the clearer a difference has to be.

    With --loop, only the loop: how moments that started alike most often went in the last year, from what
    happened to how close it felt.

    \b
    Examples:
      companion patterns
      companion patterns "pulling back after closeness"
      companion patterns --plain
      companion patterns --loop
      companion patterns --as-of 2026-01-31
      companion patterns --person Kim
      companion patterns --on-days-with "deep conversation" --on-days-with "#kitchen"
      companion patterns --json
    """
    day = as_of.date() if as_of else None
    person = None if person is None else person_from(session, person)
    if pattern is not None and (loop or words):
        raise InputRefused("pattern: a pattern cannot go with --loop or --on-days-with; leave them out")
    if loop:
        if words or as_of:
            raise InputRefused("loop: it cannot go with --as-of or --on-days-with; leave them out")
        _the_loop(session, person, as_json=as_json)
    elif words:
        _on_days_with(session, words, day, person, as_json=as_json)
    elif pattern is not None:
        from companion.cli.patterns_text import write_one

        write_one(session, pattern, day, person, as_json=as_json, plain=plain)
    elif as_json:
        with gc_paused():
            _write_json(session, day, person)
    else:
        from companion.cli.patterns_text import write_text

        write_text(session, day, person, plain=plain)


def _the_loop(session: Session, person: str | None, *, as_json: bool) -> None:
    """The loop, in sentences or as JSON; not in quiet mode, where no count about pulling back belongs."""
    from companion.cli.patterns_text import wrapped
    from companion.review.library import SAFETY_BEFORE_LOOPS
    from companion.review.loop_text import RULE, TITLE, loop_json, loop_lines, loop_text

    journal = session.journal()
    if journal.quiet:
        raise InputRefused("loop: it is not shown in quiet mode")
    person = PARTNER if person is None else person
    found = journal.insight.loop(person)
    if as_json:
        answer = {"as_of": journal.today().isoformat(), "person": person, "loop": loop_json(found)}
        session.out_json(answer)
        return
    text = loop_text(found, journal.vocabulary, settings_about(person, journal.settings))
    session.out(shown(f"\n  {TITLE} with {one_line(person_words(person, journal.settings))}"))
    if text.rounds:
        session.out(f"\n{wrapped(session, SAFETY_BEFORE_LOOPS, 2)}")
        session.out(f"  The Safety page: `{session.command('card safety')}`")
    for one in text.rounds:
        heading, *lines = loop_lines(one)
        session.out(f"\n  {session.style(shown(heading), bold=True)}")
        for line in lines:
            session.out(
                textwrap.fill(shown(line), session.width, initial_indent="  ↓ ", subsequent_indent="    ")
            )
    for words in (*text.missing, RULE):
        session.out()
        session.out(textwrap.fill(shown(words), session.width, initial_indent="  ", subsequent_indent="  "))


def person_from(session: Session, name: str) -> str:
    """Who goes by this name in the journal. Raises InputRefused for nobody."""
    journal = session.journal()
    person, persons = journal.people.called(name), journal.people.all()
    if person not in persons:
        known = ", ".join(one_line(person_words(known, journal.settings)) for known in persons)
        raise InputRefused(f"person: {person!r} is not in the journal; use {known}")
    return person


def _on_days_with(
    session: Session, words: Sequence[str], day: date | None, person: str | None, *, as_json: bool
) -> None:
    """Ask about days with each of these, all in one sitting. Raises InputRefused for what is not known."""
    from companion.review.day_text import answer_as_text, asked_words, day_json, rule_words

    journal = session.journal()
    sitting = journal.insight.day_sitting(day, person)
    labels = {subject.id: one_line(subject.label) for subject in sitting.subjects}
    for each in words:
        sitting.ask(resolve("on-days-with", each, labels))
    answers = sitting.answers()
    if as_json:
        answer: dict[str, Any] = {"as_of": (day or journal.today()).isoformat(), "asked": sitting.asked}
        if person is not None:
            answer["person"] = person
        session.out_json({**answer, "on_days_with": day_json(answers)})
        return
    if person is not None:
        session.out(shown(f"\n  Only the moments with {one_line(person_words(person, journal.settings))}."))
    for one in answers:
        title, *rows = answer_as_text(one, sitting.scale, session.width)
        session.out(f"\n  {session.style(title, bold=True)}")
        session.out("\n".join(rows))
    for paragraph in (asked_words(sitting.asked), rule_words(quiet=journal.quiet)):
        session.out()
        session.out(textwrap.fill(paragraph, session.width, initial_indent="  ", subsequent_indent="  "))


def _write_json(session: Session, day: date | None, person: str | None) -> None:
    from companion.patterns import ids_at_hand
    from companion.review.allowed_measures import allowed_measures

    journal = session.journal()
    checks = {} if person is not None else {count.pattern: count for count in journal.insight.checks(day)}
    found = journal.insight.patterns(day, person)
    with ids_at_hand(found):
        findings = [finding.to_json() for finding in found]
    for finding in findings:
        if (count := checks.get(finding["id"])) is not None:
            finding["check"] = count.to_json()
    answer: dict[str, Any] = {"as_of": (day or journal.today()).isoformat(), "patterns": findings}
    if person is not None:
        session.out_json({**answer, "person": person})
        return
    measures = allowed_measures(
        journal.insight.measures(day), journal.experiments.all(), journal.vocabulary, quiet=journal.quiet
    ).to_json()
    session.out_json({**answer, "also": measures})
