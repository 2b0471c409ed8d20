"""What tended to follow what, as text."""

import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from companion.cli.option_codes import resolve
from companion.cli.session import Session
from companion.model.text import one_line, settings_about, shown
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


def write_text(session: Session, day: date | None, person: str | None, *, plain: bool) -> None:
    """Every pattern, those worth a look first; and what is counted beside them."""
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
            session.out(f"\n{wrapped(session, LEFT_OUT_RULE, 2)}")
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


def write_one(
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
            session.out(wrapped(session, words, 2))


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
        session.out(wrapped(session, words, 4))


def _write_measures(session: Session, day: date | None, *, plain: bool) -> None:
    """What is counted beside the patterns, where there is enough of it."""
    from companion.review.allowed_measures import allowed_measures
    from companion.review.measures_text import TITLE, measure_texts
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
            session.out(wrapped(session, more, 6))


def wrapped(session: Session, words: str, indent: int) -> str:
    """Words in lines as wide as the terminal, so far to the right."""
    margin = " " * indent
    return textwrap.fill(shown(words), session.width, initial_indent=margin, subsequent_indent=margin)
