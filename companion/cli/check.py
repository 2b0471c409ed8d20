"""The evening check: one question, and one about what followed, for each watched pattern."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from companion.cli.option_codes import labels_of, resolve
from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.model.errors import InputRefused, NothingFound
from companion.model.text import shown

if TYPE_CHECKING:
    from companion.journal import Journal

_VALUES: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}
_KEYS: dict[str, bool | None] = {"y": True, "yes": True, "n": False, "no": False, "-": None}


@click.command()
@click.option("--watch", multiple=True, metavar="ID", help="Watch a pattern; up to three at a time.")
@click.option("--unwatch", multiple=True, metavar="ID", help="Stop watching a pattern; its answers stay.")
@click.option(
    "--happened", multiple=True, metavar="ID=yes|no|unknown", help="Say whether it happened that day."
)
@click.option(
    "--followed", multiple=True, metavar="ID=yes|no|unknown", help="Say whether what you watch for followed."
)
@click.option(
    "--day",
    default="today",
    metavar="DATE",
    help="Answer for this day: today, yesterday, or a date within a week. Default: today.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the day's answers as JSON; ask nothing.")
@pass_session
def check(
    session: Session,
    watch: tuple[str, ...],
    unwatch: tuple[str, ...],
    happened: tuple[str, ...],
    followed: tuple[str, ...],
    day: str,
    as_json: bool,
) -> None:
    """Answer yes or no, for the day: whether it happened, and whether what you watch for followed.

    You choose up to three patterns to watch. A day without an answer is not counted. ID is a pattern's id, or
    part of its title if that fits only one. You can change an answer for a week, and `companion undo` undoes
    the last change. `companion patterns` shows what the answers came to.

    \b
    Examples:
      companion check --watch withdraw_after_affection
      companion check
      companion check --day yesterday
      companion check --happened withdraw_after_affection=yes --followed withdraw_after_affection=no
    """
    journal = session.journal()
    titles = labels_of(journal.vocabulary.patterns, lambda id: journal.vocabulary.label(id, journal.settings))
    _choose(session, watch, unwatch, titles)
    at = _day(journal, day)
    changes = [("happened", *_answer(session, "happened", text)) for text in happened]
    changes += [("followed", *_answer(session, "followed", text)) for text in followed]
    if changes:
        _keep(session, at, changes)
    elif not (as_json or watch or unwatch):
        _ask(session, at)
    if as_json:
        _write_json(session, at)


def _choose(
    session: Session, watch: tuple[str, ...], unwatch: tuple[str, ...], titles: dict[str, str]
) -> None:
    checks = session.journal().evening_checks
    watched = {id: titles.get(id, id) for id in checks.watched()}
    for words in unwatch:
        id = resolve("unwatch", words, watched or titles)
        checks.unwatch(id)
        session.say(f"Not watched any more: {titles.get(id, id)}. Its answers stay.")
    for words in watch:
        id = resolve("watch", words, titles)
        checks.watch(id)
        session.say(f"Watched: {titles[id]}. `{session.command('check')}` asks about it.")


def _day(journal: "Journal", words: str) -> date:
    """The day in these words. Raises InputRefused for one that cannot be answered for."""
    days, today = journal.evening_checks.days(), journal.today()
    near = {"today": today, "yesterday": today - timedelta(days=1)}
    wanted = words.strip().casefold()
    try:
        found = near[wanted] if wanted in near else date.fromisoformat(words.strip())
    except ValueError:
        found = date.min
    if found not in days:
        raise InputRefused(
            f"day: {words!r} is not a day to answer for; use today, yesterday, or a date from {days[0]}"
            f" to {today}"
        )
    return found


def _answer(session: Session, field: str, text: str) -> tuple[str, bool | None]:
    """``ID=yes`` as an id and what is known."""
    words, _, value = text.partition("=")
    if value.strip().casefold() not in _VALUES:
        raise InputRefused(f"{field}: {text!r} is not an answer; use ID=yes, ID=no or ID=unknown")
    rows = session.journal().evening_checks.rows()
    if not rows:
        raise _nothing(session)
    return resolve(field, words, {row.pattern: row.title for row in rows}), _VALUES[value.strip().casefold()]


def _nothing(session: Session) -> NothingFound:
    """Why there is nothing to answer."""
    if session.journal().evening_checks.watched():
        return NothingFound("the patterns you watch are hidden in quiet mode, so nothing is asked")
    return NothingFound(
        f"no pattern is watched yet; `{session.command('check --watch TITLE')}` starts with one of"
        f" `{session.command('patterns')}`"
    )


def _keep(session: Session, day: date, changes: list[tuple[str, str, bool | None]]) -> None:
    """Keep what was given, beside what is known of the day already."""
    from companion.review.check_text import kept_words

    checks = session.journal().evening_checks
    rows = {row.pattern: row for row in checks.rows(day)}
    known = {
        id: (row.answer.happened, row.answer.followed) if row.answer else (None, None)
        for id, row in rows.items()
    }
    for field, id, value in changes:
        happened, followed = known[id]
        known[id] = (value, followed) if field == "happened" else (happened, value)
    touched = dict.fromkeys(id for _, id, _ in changes)
    answers = [checks.answer(day, id, *known[id]) for id in touched]
    session.leaves_undo = True
    session.say(kept_words(day) if any(answers) else f"Nothing is saved for {day:%a} {day.day} {day:%b}.")


def _ask(session: Session, day: date) -> None:
    """One pattern after the other; only what was said is saved."""
    from companion.review.check_text import question

    checks = session.journal().evening_checks
    rows = checks.rows(day)
    if not rows:
        raise _nothing(session)
    if not session.can_ask:
        raise click.UsageError(
            "There is no terminal to ask in; use --happened and --followed to answer, or --json to see the"
            " answers."
        )
    session.say(f"{day:%A} {day.day} {day:%B}. y is yes, n is no; Enter leaves it open.")
    changes: list[tuple[str, str, bool | None]] = []
    for row in rows:
        session.say(f"\n{shown(row.title)}")
        before = row.answer
        for field, words, value in (
            ("happened", row.happened, before.happened if before else None),
            ("followed", row.followed, before.followed if before else None),
        ):
            known, answer = _yes_or_no(session, question(words), value)
            if known:
                changes.append((field, row.pattern, answer))
    if day == session.journal().today():
        checks.skip()  # it was asked; what was left open is left open
    if changes:
        _keep(session, day, changes)
    else:
        session.say("Nothing was changed.")


def _yes_or_no(session: Session, words: str, before: bool | None) -> tuple[bool, bool | None]:
    """Whether something was said, and what; Enter leaves it as it was."""
    from companion.review.check_text import ANSWER_WORDS

    so_far = "" if before is None else f" (so far: {ANSWER_WORDS[before]}; - makes it unknown)"
    while True:
        said: str = click.prompt(
            shown(f"  {words}{so_far}"), default="", show_default=False, prompt_suffix=" ", err=True, type=str
        )
        said = said.strip().casefold()
        if not said:
            return False, None
        if said in _KEYS:
            return True, _KEYS[said]
        session.say("  y, n, or Enter.")


def _write_json(session: Session, day: date) -> None:
    checks = session.journal().evening_checks
    answers = [
        {
            "pattern": row.pattern,
            "happened": row.answer.happened if row.answer else None,
            "followed": row.answer.followed if row.answer else None,
        }
        for row in checks.rows(day)
    ]
    watched = [row["pattern"] for row in answers]
    session.out_json({"day": day.isoformat(), "watched": watched, "checks": answers})
