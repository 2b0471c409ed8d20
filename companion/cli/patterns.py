"""What tended to follow what."""

import textwrap
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import click

from companion.cli.option_codes import resolve
from companion.cli.session import Session, pass_session
from companion.model.errors import InputRefused
from companion.model.records import PARTNER
from companion.model.text import one_line, person_words, settings_about, shown
from companion.patterns.findings import Finding
from companion.review.finding_text import (
    LEFT_OUT_RULE,
    STATE_SIGNS,
    answer_words,
    left_out_in_short,
    state_words,
)


@click.command()
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="As it stood at the end of that day."
)
@click.option("--person", metavar="NAME", help="Of the moments with this person alone.")
@click.option(
    "--on-days-with",
    "words",
    multiple=True,
    metavar="WORDS",
    help="How close it was, and how it felt, on days with this; may be given several times.",
)
@click.option("--loop", is_flag=True, help="The round your moments most often went through.")
@click.option(
    "--json", "as_json", is_flag=True, help="Every pattern with its counts and the ids behind them."
)
@pass_session
def patterns(
    session: Session,
    as_of: datetime | None,
    person: str | None,
    words: tuple[str, ...],
    loop: bool,
    as_json: bool,
) -> None:
    """Show what tended to follow what: counts, the comparison, and how sure that is.

    Patterns with something to tell come first, each with its bars; the others follow with what they need.
    With --person what is counted beside the patterns stays away: it is of all moments.

    With --on-days-with the patterns stay away too. WORDS are an id or a part of a label (what happened, what
    you did or felt, what the other did), a person, or a tag. The days with it are compared with the other
    days you logged, corrected for all that one call asks about.

    With --loop they stay away as well: of the moments of the last year that started alike, what most often
    stood together, from what happened to how it ended.

    \b
    Examples:
      companion patterns
      companion patterns --loop
      companion patterns --as-of 2026-01-31
      companion patterns --person Kim
      companion patterns --on-days-with "deep conversation" --on-days-with "#kitchen"
      companion patterns --json
    """
    day = as_of.date() if as_of else None
    person = None if person is None else person_from(session, person)
    if loop:
        if words or as_of:
            raise InputRefused("loop: it is drawn as of now, and alone; leave --as-of and --on-days-with out")
        _the_loop(session, person, as_json=as_json)
    elif words:
        _on_days_with(session, words, day, person, as_json=as_json)
    elif as_json:
        _write_json(session, day, person)
    else:
        _write_text(session, day, person)


def _the_loop(session: Session, person: str | None, *, as_json: bool) -> None:
    """The loop, drawn or as JSON; not in quiet mode, where no count about drawing back belongs."""
    from companion.review.loop_text import RULE, TITLE, loop_json, loop_lines, loop_text

    journal = session.journal()
    if journal.quiet:
        raise InputRefused("loop: it is not drawn in quiet mode")
    person = PARTNER if person is None else person
    found = journal.insight.loop(person)
    if as_json:
        answer = {"as_of": journal.today().isoformat(), "person": person, "loop": loop_json(found)}
        session.out_json(answer)
        return
    text = loop_text(found, journal.vocabulary, settings_about(person, journal.settings))
    session.out(shown(f"\n  {TITLE} with {one_line(person_words(person, journal.settings))}."))
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
        raise InputRefused(f"person: {person!r} is not in the journal; known: {known}")
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
        session.out(
            shown(f"\n  Of the moments with {one_line(person_words(person, journal.settings))} alone.")
        )
    for one in answers:
        title, *rows = answer_as_text(one, sitting.scale, session.width)
        session.out(f"\n  {session.style(title, bold=True)}")
        session.out("\n".join(rows))
    for paragraph in (asked_words(sitting.asked), rule_words(quiet=journal.quiet)):
        session.out()
        session.out(textwrap.fill(paragraph, session.width, initial_indent="  ", subsequent_indent="  "))


def _write_json(session: Session, day: date | None, person: str | None) -> None:
    from companion.review.measures_text import allowed_measures

    journal = session.journal()
    checks = {} if person is not None else {count.pattern: count for count in journal.insight.checks(day)}
    findings = [finding.to_json() for finding in journal.insight.patterns(day, person)]
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


def _write_text(session: Session, day: date | None, person: str | None) -> None:
    from companion.review.week_render import finding_as_text

    journal = session.journal()
    rows, settings, quiet = journal.vocabulary.patterns, journal.settings, journal.quiet
    telling: list[Finding] = []
    waiting: list[Finding] = []
    resting: list[Finding] = []
    for finding in journal.insight.patterns(day, person):
        if finding.pattern not in rows:
            continue
        if finding.muted or (quiet and not rows[finding.pattern].shown_when_quiet):
            resting.append(finding)
        else:
            (waiting if finding.state in ("counting", "not_seen") else telling).append(finding)
    for finding in telling:
        about = settings_about(finding.told_about or person, settings)
        text = finding_as_text(finding, rows[finding.pattern], journal.vocabulary, about, session.width)
        title, _, body = text.partition("\n")
        session.out(f"\n{session.style(title, bold=True)}\n{body}")
    if person is None:
        _write_checks(session, day)
    _list(session, "Not yet", [(finding, state_words(finding)) for finding in waiting], left_out_in_short)
    if any(map(left_out_in_short, waiting)):
        session.out(_wrapped(session, LEFT_OUT_RULE, 2))
    reasons = [(finding, answer_words(finding, settings) or "while it is quiet") for finding in resting]
    _list(session, "Resting", reasons)
    if person is None:
        _write_measures(session, day)
    session.out()


def _write_checks(session: Session, day: date | None) -> None:
    """What the evening answers came to, for each watched pattern."""
    from companion.review.check_text import TITLE, check_sentences

    journal = session.journal()
    vocabulary, settings = journal.vocabulary, journal.settings
    counts = journal.insight.checks(day)
    if counts:
        session.out(f"\n  {session.style(TITLE, bold=True)}")
    for count in counts:
        title = vocabulary.label(count.pattern, settings)
        session.out(shown(f"  {STATE_SIGNS[count.state]} {title}"))
        words = " ".join(check_sentences(count, vocabulary.patterns[count.pattern], vocabulary, settings))
        session.out(_wrapped(session, words, 4))


def _write_measures(session: Session, day: date | None) -> None:
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


def _list(
    session: Session,
    title: str,
    findings: Sequence[tuple[Finding, str]],
    detail: Callable[[Finding], str] = lambda _: "",
) -> None:
    """Patterns in a line each: the sign of the state, the title, and what there is to say; ``detail`` below,
    where there is any.
    """
    if not findings:
        return
    journal = session.journal()
    titles = [journal.vocabulary.label(finding.pattern, journal.settings) for finding, _ in findings]
    gutter = max(map(len, titles))
    session.out(f"\n  {session.style(title, bold=True)}")
    for (finding, words), name in zip(findings, titles, strict=True):
        session.out(shown(f"  {STATE_SIGNS[finding.state]} {name:<{gutter}}  {words}"))
        if more := detail(finding):
            session.out(_wrapped(session, more, 6))


def _wrapped(session: Session, words: str, indent: int) -> str:
    margin = " " * indent
    return textwrap.fill(shown(words), session.width, initial_indent=margin, subsequent_indent=margin)
