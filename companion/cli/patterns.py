"""What tended to follow what."""

import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

import click

from companion.cli.option_codes import resolve
from companion.cli.plain_option import plain_option
from companion.cli.session import Session, pass_session
from companion.model.errors import InputRefused
from companion.model.gc_pause import gc_paused
from companion.model.records import PARTNER
from companion.model.text import one_line, person_words, settings_about, shown
from companion.patterns.findings import Finding
from companion.review.drawing import Row
from companion.review.drawing import plain as plain_rows
from companion.review.finding_text import (
    LEFT_OUT_RULE,
    STATE_SIGNS,
    answer_words,
    left_out_in_short,
    rates_words,
    state_words,
)
from companion.review.grammar import counted
from companion.review.pattern_groups import HIDDEN, HIDDEN_IN_QUIET, NO_DIFFERENCE, grouped
from companion.review.pattern_page import PatternPage


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
        _one(session, pattern, day, person, as_json=as_json, plain=plain)
    elif as_json:
        with gc_paused():
            _write_json(session, day, person)
    else:
        _write_text(session, day, person, plain=plain)


def _the_loop(session: Session, person: str | None, *, as_json: bool) -> None:
    """The loop, in sentences or as JSON; not in quiet mode, where no count about pulling back belongs."""
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
        session.out(f"\n{_wrapped(session, SAFETY_BEFORE_LOOPS, 2)}")
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


def _write_text(session: Session, day: date | None, person: str | None, *, plain: bool) -> None:
    groups = grouped(_pages(session, day, person))
    waiting = [page for pages in groups.values() for page in pages if not (page.stands_out or page.hidden)]
    for title, pages in groups.items():
        if title == HIDDEN_IN_QUIET:  # their names alone can ask for closeness, or doubt a fear
            session.out(f"\n  {counted(len(pages), 'pattern')} hidden in quiet mode")
            continue
        told = [page for page in pages if page.stands_out]
        if told:
            session.out(f"\n  {session.style(title, bold=True)}")
        for page in told:
            _write_told(session, page, plain=plain)
        rest = [(page.finding, _in_a_line(session, page)) for page in pages if not page.stands_out]
        detail = _no_detail if title == HIDDEN else left_out_in_short
        _list(session, "" if told else title, rest, detail, plain=plain)
        if title == NO_DIFFERENCE and any(left_out_in_short(page.finding) for page in waiting):
            session.out(f"\n{_wrapped(session, LEFT_OUT_RULE, 2)}")
    if person is None:
        _write_checks(session, day, plain=plain)
        _write_measures(session, day, plain=plain)
    session.out()


def _in_a_line(session: Session, page: PatternPage) -> str:
    """What a pattern without anything to tell says, or why it is hidden."""
    if page.hidden:
        return answer_words(page.finding, session.journal().settings).rstrip(".")
    return rates_words(page.finding) if page.finding.state == "not_seen" else state_words(page.finding)


def _no_detail(_: Finding) -> str:
    return ""


def _pages(session: Session, day: date | None, person: str | None) -> list[PatternPage]:
    """Every pattern that is known here, in the order of the catalogue."""
    journal = session.journal()
    vocabulary, settings = journal.vocabulary, journal.settings
    checks = {} if person is not None else {count.pattern: count for count in journal.insight.checks(day)}
    return [
        PatternPage(
            finding,
            vocabulary.patterns[finding.pattern],
            vocabulary,
            settings_about(finding.told_about or person, settings),
            journal.quiet,
            checks.get(finding.pattern),
        )
        for finding in journal.insight.patterns(day, person)
        if finding.pattern in vocabulary.patterns
    ]


def _write_told(session: Session, page: PatternPage, *, plain: bool) -> None:
    from companion.review.pattern_text import told_lines, told_rows

    session.out()
    if plain:
        _write_lines(session, told_lines(page))
    else:
        _draw(session, told_rows(page, _room(session)))


def _one(
    session: Session, words: str, day: date | None, person: str | None, *, as_json: bool, plain: bool
) -> None:
    """One pattern by itself, with all its occasions. Raises InputRefused for one that is not known."""
    from companion.review.occasion_text import OccasionText
    from companion.review.pattern_text import whole_lines, whole_rows

    journal = session.journal()
    pages = {page.pattern.id: page for page in _pages(session, day, person)}
    page = pages[resolve("pattern", words, {id: one.title for id, one in pages.items()})]
    found = journal.insight.occasions(day, person).of(page.finding)
    if as_json:
        answer: dict[str, Any] = {"as_of": (day or journal.today()).isoformat()}
        if person is not None:
            answer["person"] = person
        rows = {**page.finding.to_json(), **({"check": page.check.to_json()} if page.check else {})}
        session.out_json({**answer, "patterns": [rows], "occasions": found.to_json()})
        return
    text = OccasionText(
        page.pattern,
        found.kind,
        page.style,
        page.vocabulary,
        page.settings,
        journal.timeline.moment,
        (day or journal.today()).year,
        session.configuration.date_format,
    )
    session.out()
    if plain:
        _write_lines(session, whole_lines(page, found, text))
    else:
        _draw(session, whole_rows(page, found, text, _room(session)))
    session.out()


def _room(session: Session) -> int:
    return min(session.width, 78) - 2


def _draw(session: Session, rows: Sequence[Row]) -> None:
    """A drawing; its first line, the name, set off."""
    for n, line in enumerate(plain_rows(rows)):
        line = shown(f"  {line}".rstrip())
        session.out(line if n else session.style(line, bold=True))


def _write_lines(session: Session, lines: Iterable[str]) -> None:
    for words in lines:
        if words:
            session.out(_wrapped(session, words, 2))


def _write_checks(session: Session, day: date | None, *, plain: bool) -> None:
    """What the evening answers came to, for each watched pattern."""
    from companion.review.check_text import TITLE, check_sentences

    journal = session.journal()
    vocabulary, settings = journal.vocabulary, journal.settings
    counts = journal.insight.checks(day)
    if counts:
        session.out(f"\n  {session.style(TITLE, bold=True)}")
    for count in counts:
        title = vocabulary.label(count.pattern, settings)
        sign = "" if plain else f"{STATE_SIGNS[count.state]} "
        session.out(shown(f"  {sign}{title}{':' if plain else ''}"))
        words = " ".join(check_sentences(count, vocabulary.patterns[count.pattern], vocabulary, settings))
        session.out(_wrapped(session, words, 4))


def _write_measures(session: Session, day: date | None, *, plain: bool) -> None:
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
        if plain:
            _write_lines(session, [f"{text.title}:", " ".join([text.line.text, *text.notes])])
            continue
        session.out(f"\n{measure_as_text(text, vocabulary, settings, session.width)}")


def _list(
    session: Session,
    title: str,
    findings: Sequence[tuple[Finding, str]],
    detail: Callable[[Finding], str],
    *,
    plain: bool,
) -> None:
    """Patterns in a line each: the sign of the state, the title, and what there is to say; ``detail`` below,
    where there is any. ``title``: empty where the heading stands already. ``plain``: as sentences.
    """
    if not findings:
        return
    journal = session.journal()
    titles = [journal.vocabulary.label(finding.pattern, journal.settings) for finding, _ in findings]
    gutter = max(map(len, titles))
    session.out(f"\n  {session.style(title, bold=True)}" if title else "")
    for (finding, words), name in zip(findings, titles, strict=True):
        if plain:
            _write_lines(session, [f"{one_line(name)}: {words}."])
        else:
            session.out(shown(f"  {STATE_SIGNS[finding.state]} {name:<{gutter}}  {words}"))
        if more := detail(finding):
            session.out(_wrapped(session, more, 6))


def _wrapped(session: Session, words: str, indent: int) -> str:
    margin = " " * indent
    return textwrap.fill(shown(words), session.width, initial_indent=margin, subsequent_indent=margin)
