"""And afterwards? How it is now after a moment, and how the person feels about what they did."""

from collections.abc import Mapping
from typing import Any

import click

from companion.cli.named_entry import named_entry
from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.model.errors import InputRefused, NothingFound
from companion.model.records import Moment, Sequel
from companion.model.text import one_line, shown

_NOW: Mapping[str, int] = {"closer": 1, "same": 0, "further": -1}
_ABOUT: Mapping[str, str] = {
    "relieved": "relieved",
    "all-right": "all_right",
    "sorry": "sorry",
    "unknown": "unknown",
}
_NOW_KEYS: Mapping[str, int] = {**_NOW, "c": 1, "t": 0, "the same": 0, "f": -1}
_ABOUT_KEYS: Mapping[str, str] = {
    **_ABOUT,
    **{"r": "relieved", "a": "all_right", "all right": "all_right", "s": "sorry", "d": "unknown"},
}
_SKIPPED = "skipped"
_SKIPS: Mapping[str, str] = {"s": _SKIPPED, "skip": _SKIPPED}


@click.command()
@click.argument("id", required=False, metavar="[ID|last]")
@click.option("--now", metavar="closer|same|further", help="Say how it is now.")
@click.option(
    "--about", metavar="relieved|all-right|sorry|unknown", help="Say how you feel about what you did then."
)
@click.option("--line", metavar="TEXT", help="Add a line in your own words; - reads stdin.")
@click.option("--skip", is_flag=True, help="Do not ask about this moment again.")
@click.option("--json", "as_json", is_flag=True, help="Print the answers as JSON; ask nothing.")
@pass_session
def after(
    session: Session,
    id: str | None,
    now: str | None,
    about: str | None,
    line: str | None,
    skip: bool,
    as_json: bool,
) -> None:
    """Note how things are now, some hours or a day after a moment: two answers, and a line if you like.

    This is asked once about a moment of distance, an argument, pressing or making up, 6 to 48 hours later.
    Without ID it is the moment that is asked about now. With ID it can be any such moment of the last seven
    days, also to change what you said; the first characters of an ID are enough, and last is the entry
    written last. `companion undo` undoes an answer. `companion patterns` counts the answers.

    \b
    Examples:
      companion after
      companion after --now closer --about all-right
      companion after 01JD --now further --about sorry --line -
      companion after --skip
    """
    changes = {
        "closer": _answer("now", now, _NOW),
        "about_it": _answer("about", about, _ABOUT),
        "note": _line(line),
    }
    given = {name: value for name, value in changes.items() if value is not None}
    moment = _moment(session, id)
    if skip:
        session.journal().sequels.skip(moment.id)
        session.say(f"{_about(session, moment)}\nSkipped. You will not be asked about it again.")
    elif given:
        moment = _keep(session, moment, given)
    elif not as_json:
        moment = _ask(session, moment)
    if as_json:
        _write_json(session, moment)


def _answer(field: str, words: str | None, values: Mapping[str, int | str]) -> int | str | None:
    if words is None:
        return None
    wanted = words.strip().casefold()
    if wanted not in values:
        raise InputRefused(f"{field}: {words!r} is not an answer; use {', '.join(values)}")
    return values[wanted]


def _line(text: str | None) -> str | None:
    from companion.cli.text_input import texts_with_stdin

    return None if text is None else texts_with_stdin(line=text)["line"]


def _moment(session: Session, id: str | None) -> Moment:
    """The moment that is meant. Raises NothingFound where none is on offer."""
    sequels = session.journal().sequels
    if id is not None:
        return sequels.moment(named_entry(session, id).id)
    moment = sequels.on_offer()
    if moment is None:
        quiet = session.journal().quiet
        raise NothingFound(
            "nothing is asked about afterwards in quiet mode"
            if quiet
            else "no moment is asked about right now;"
            f" `{session.command('after ID')}` takes one of the last seven days"
        )
    return moment


def _about(session: Session, moment: Moment) -> str:
    """Which moment it is, in a line."""
    from companion.cli.entry_text import heading_and_rows
    from companion.cli.text_input import time_words
    from companion.review.grammar import act, listed

    heading, _ = heading_and_rows(session, moment)
    words = session.journal().vocabulary
    acts = [act(words.responses.get(code), words.label(code)) for code in moment.responses]
    did = f"; you {one_line(listed(acts))}" if acts else ""
    return shown(f"{time_words(session, moment.occurred_at)}: {one_line(heading)}{did}.")


def _keep(session: Session, moment: Moment, changes: Mapping[str, int | str]) -> Moment:
    """Save what was given beside what was said before, and say back what was understood."""
    from companion.cli.text_input import offer_page

    before = moment.sequel
    said: dict[str, Any] = {
        "closer": before.closer if before else None,
        "about_it": before.about_it if before else None,
        "note": before.note if before else "",
        **changes,
    }
    saved = session.journal().sequels.answer(moment.id, **said)
    session.leaves_undo = True
    session.say(f"{_about(session, saved)}\nSaved: {_understood(saved.sequel)}.")
    if saved != moment:
        offer_page(session, saved, moment)
    return saved


def _understood(sequel: Sequel | None) -> str:
    from companion.model.entry_facts import ABOUT_IT_WORDS, CLOSER_WORDS

    if sequel is None or not sequel.says_something:
        return "nothing; your earlier answer was deleted"
    words = [] if sequel.closer is None else [CLOSER_WORDS[sequel.closer]]
    words += [] if sequel.about_it is None else [f"{ABOUT_IT_WORDS[sequel.about_it]} about what you did"]
    words += [f"“{one_line(sequel.note)}”"] if sequel.note else []
    return ", ".join(words)


def _ask(session: Session, moment: Moment) -> Moment:
    """Ask both questions; Enter leaves one open, and what was said before stays."""
    if not session.can_ask:
        raise click.UsageError(
            "There is no terminal to ask in; use --now, --about and --line to answer, or --skip."
        )
    session.say(f"{_about(session, moment)}\nEnter leaves a question open; s skips it for good.")
    changes: dict[str, int | str] = {}
    now = _pick(
        session, "How is it now? c closer, t the same, f further apart, s skip", {**_NOW_KEYS, **_SKIPS}
    )
    if now == _SKIPPED:
        session.journal().sequels.skip(moment.id)
        session.say("Skipped.")
        return moment
    about = _pick(
        session,
        "How do you feel about what you did? r relieved, a all right, s sorry, d don't know",
        _ABOUT_KEYS,
    )
    line = _prompt("A line, if you like:")
    changes |= {} if now is None else {"closer": now}
    changes |= {} if about is None else {"about_it": about}
    changes |= {"note": line} if line else {}
    if changes:
        return _keep(session, moment, changes)
    session.say("Nothing saved.")
    return moment


def _pick(session: Session, question: str, keys: Mapping[str, int | str]) -> int | str | None:
    while said := _prompt(question).casefold():
        if said in keys:
            return keys[said]
        session.say(f"  {', '.join(key for key in keys if len(key) == 1)}, or Enter.")
    return None


def _prompt(question: str) -> str:
    said: str = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True, type=str)
    return said.strip(" \t\r\n")


def _write_json(session: Session, moment: Moment) -> None:
    from companion.exchange.journal_fields import as_dict

    sequel = None if moment.sequel is None else as_dict(moment.sequel)
    session.out_json({"moment": moment.id, "occurred_at": moment.occurred_at.isoformat(), "sequel": sequel})
