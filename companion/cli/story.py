"""Worries: what a moment was feared to mean and how sure that seemed, and later how it turned out."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import click

from companion.cli.named_entry import named_entry
from companion.cli.pass_session import pass_session
from companion.cli.questions import ask, ask_number
from companion.cli.session import Session
from companion.cli.text_input import texts_with_stdin
from companion.model.errors import InputRefused, NothingFound
from companion.model.records import BELIEF, Moment, Story

IN_A_WEEK = "in a week"

_TURNED_OUT = {"differently": "otherwise", "as-feared": "as_feared", "unknown": "still_unknown"}
_KEYS = {
    **_TURNED_OUT,
    **{"d": "otherwise", "a": "as_feared", "as feared": "as_feared", "u": "still_unknown"},
    **{id: id for id in _TURNED_OUT.values()},
}
_SAID_BACK = {
    "otherwise": "it turned out differently",
    "as_feared": "it turned out as you feared",
    "still_unknown": "no way to tell yet",
}
_MOST_SHOWN = 5


@click.command()
@click.argument("id", required=False)
@click.option("--moment", metavar="ID|last", help="Name the moment the worry is about.")
@click.option("--feared", metavar="TEXT", help="Say what you fear it meant; - reads stdin.")
@click.option("--sure", metavar="0-100", help="Say how sure it feels right now, in percent.")
@click.option(
    "--ask-again", metavar="WORDS", help=f'Ask again then, how it turned out. Default: "{IN_A_WEEK}".'
)
@click.option(
    "--turned-out", metavar="differently|as-feared|unknown", help="Say how the worry with this ID turned out."
)
@click.option("--learned", metavar="TEXT", help="Say what you learned from it; - reads stdin.")
@click.option("--list", "as_list", is_flag=True, help="List all worries, open ones first.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print worries as JSON, in the form of an export; ask nothing."
)
@pass_session
def story(
    session: Session,
    id: str | None,
    moment: str | None,
    feared: str | None,
    sure: str | None,
    ask_again: str | None,
    turned_out: str | None,
    learned: str | None,
    as_list: bool,
    as_json: bool,
) -> None:
    """Note a worry: what you fear a moment meant, and how sure it feels. Later, check how it turned out.

    Without options it asks. Only the new id goes to stdout. With ID it shows a worry and asks how that one
    turned out. The first characters of an ID are enough; a moment can also be last, the entry written last.
    `companion undo` undoes the last answer.

    What you type on the command line can end up in your shell history; text read with - and the questions
    leave nothing there.

    \b
    Examples:
      companion story
      companion story --moment 3f2a91c4 --feared - --sure 80 --ask-again "in 3 days" < worry.txt
      companion story --list
      companion story 9c04e7d2 --turned-out differently --learned -
    """
    noting = any(given is not None for given in (moment, feared, sure, ask_again))
    checking = turned_out is not None or learned is not None
    if (id is not None or checking) and noting:
        raise click.UsageError(
            "--moment, --feared, --sure and --ask-again note a new worry; they do not go with ID,"
            " --turned-out or --learned."
        )
    if as_list and (id is not None or noting or checking):
        raise click.UsageError("--list stands alone, or with --json.")
    if id is None and checking:
        raise click.UsageError("Say with its ID which worry it was; --list shows them.")
    if as_list or (as_json and id is None and not noting):
        _list(session, as_json)
    elif id is not None:
        _check(session, _worry(session, id), turned_out, learned, as_json)
    else:
        _note(session, moment, feared, sure, ask_again, as_json)


# noting one


def _note(
    session: Session,
    moment_id: str | None,
    feared: str | None,
    sure: str | None,
    ask_again: str | None,
    as_json: bool,
) -> None:
    if not session.can_ask and (moment_id is None or feared is None):
        raise click.UsageError(
            "There is no terminal to ask in; --moment and --feared together note a worry, --list shows them."
        )
    journal = session.journal()
    belief = None if sure is None else _belief(sure)
    at = None if ask_again is None else _time(session, ask_again)
    if feared is None:
        _say_due(session)
    moment = _which_moment(session) if moment_id is None else _moment(session, moment_id)
    if feared is None:
        already = journal.stories.open_of(moment.id)
        if already is not None and (sure, ask_again) == (None, None):
            session.say("You noted a worry about this moment already; it is still open.")
            _check(session, already, None, None, as_json)
            return
        feared = ask("What are you worried it meant?")
        if not feared:
            session.say("Nothing saved.")
            return
        if belief is None:
            belief = ask_number(session, "How sure are you, 0 to 100?", BELIEF[0], BELIEF[-1])
        at = at or _ask_time(session)
    else:
        feared = texts_with_stdin(feared=feared)["feared"]
    if not feared.strip():
        raise InputRefused("feared: a worry needs a few words; what are you worried it meant?")
    at = at or _time(session, IN_A_WEEK)
    saved = journal.stories.tell(moment=moment.id, feared=feared, belief=belief, ask_again_at=at)
    session.leaves_undo = True
    session.saved = f"The worry is saved, as {saved.id}."
    _say_noted(session, saved, moment)
    if as_json:
        _out_json(session, saved)
    else:
        session.out(saved.id)


def _belief(text: str) -> int:
    """Percent as typed, with its sign or without. Raises InputRefused."""
    number = text.strip().removesuffix("%").rstrip()
    if not (number.isascii() and number.isdecimal()) or int(number) not in BELIEF:
        raise InputRefused(f"sure: {text!r} is out of range; use a number from {BELIEF[0]} to {BELIEF[-1]}")
    return int(number)


def _time(session: Session, words: str) -> datetime:
    from companion.model.future_time import parse_future_time

    return parse_future_time(words.strip() or IN_A_WEEK, session.clock, "ask-again")


def _ask_time(session: Session) -> datetime:
    while True:
        try:
            return _time(session, ask(f"When should it ask you how it turned out? (Enter: {IN_A_WEEK})"))
        except InputRefused as error:
            session.say(f"  {error}")


def _moment(session: Session, id: str) -> Moment:
    """The moment with this id, or the only one whose id starts so. Raises NothingFound, InputRefused."""
    entry = named_entry(session, id)
    if not isinstance(entry, Moment):
        raise InputRefused(f"moment: {id!r} is a reflection; a worry belongs to a moment")
    return entry


def _which_moment(session: Session) -> Moment:
    """One of the latest moments, as the person picks it; Enter takes the latest. Raises NothingFound."""
    from companion.cli.entry_text import entry_line

    hits = session.journal().timeline.search("kind:moment", _MOST_SHOWN)
    shown = [hit.entry for hit in hits if isinstance(hit.entry, Moment)]
    if not shown:
        raise NothingFound(
            f"a worry belongs to a moment, and there is none yet; `{session.command('log')}` logs one"
        )
    session.say("Which moment is it about? Enter takes the latest; you can also type the ID of another one.")
    for number, moment in enumerate(shown, 1):
        session.say(f"  {number} {entry_line(session, moment)}")
    while True:
        answer = ask("", suffix="> ")
        if not answer:
            return shown[0]
        if answer.isdecimal() and 0 < int(answer) <= len(shown):
            return shown[int(answer) - 1]
        try:
            return _moment(session, answer)
        except (NothingFound, InputRefused) as error:
            session.say(f"  {error}")


def _say_due(session: Session) -> None:
    """That worries of before ask how they turned out, without a word of theirs."""
    if due := len(session.journal().stories.due()):
        asks = "1 worry asks" if due == 1 else f"{due} worries ask"
        session.say(f"{asks} how it turned out; `{session.command('story --list')}` shows them first.\n")


def _say_noted(session: Session, saved: Story, moment: Moment) -> None:
    from companion.cli.entry_text import SHORT_ID, entry_line
    from companion.model.date_format import day_words

    sure = "" if saved.belief is None else f" You were {saved.belief}% sure."
    session.say(f"Saved. It is about {entry_line(session, moment)}.{sure}")
    if saved.ask_again_at is not None:
        day = day_words(saved.ask_again_at.date(), session.configuration.date_format)
        command = session.command(f"story {saved.id[:SHORT_ID]}")
        session.say(f"It asks you again on {day}; `{command}` says how it turned out.")


# looking again


def _worry(session: Session, id: str) -> Story:
    """The worry with this id, or the only one whose id starts so. Raises NothingFound, InputRefused."""
    try:
        return session.journal().stories.find(id)
    except NothingFound as error:
        raise NothingFound(f"{error}; `{session.command('story --list')}` shows them") from None


def _check(
    session: Session, worry: Story, turned_out: str | None, learned: str | None, as_json: bool
) -> None:
    """Say how a worry turned out: as given, or as asked; what is not said again stays as it was."""
    outcome = worry.turned_out if turned_out is None else _KEYS.get(turned_out.strip().casefold())
    if turned_out is not None and outcome is None:
        raise InputRefused(f"turned-out: {turned_out!r} is not an answer; use {', '.join(_TURNED_OUT)}")
    if learned is not None and outcome is None:
        raise click.UsageError("--learned goes with --turned-out, which says how it turned out.")
    if turned_out is None and learned is None:
        if not as_json:
            _show(session, worry)
        if as_json or worry.closed_at is not None or not session.can_ask:
            if as_json:
                _out_json(session, worry)
            return
        outcome = _ask_outcome(session)
        if outcome is None:
            session.say("Nothing was changed.")
            return
        learned = ask("What did you learn, if you like?")
    assert outcome is not None
    words = worry.learned if learned is None else texts_with_stdin(learned=learned)["learned"]
    saved = session.journal().stories.close(worry.id, outcome, words)
    session.leaves_undo = True
    session.saved = f"It is saved how the worry {worry.id} turned out."
    session.say(f"Saved: {_SAID_BACK.get(outcome, outcome)}.")
    if as_json:
        _out_json(session, saved)


def _ask_outcome(session: Session) -> str | None:
    while said := ask("How did it turn out? d differently, a as you feared, u no way to tell yet").casefold():
        if said in _KEYS:
            return _KEYS[said]
        session.say("  d, a, u, or Enter to leave it open.")
    return None


# showing


def _list(session: Session, as_json: bool) -> None:
    """Every worry: the open ones by the time they ask again, then those that were checked, latest first."""
    stories = session.journal().stories.standing()
    open_ones = [story for story in stories if story.closed_at is None]
    checked = sorted(
        ((story.closed_at, story) for story in stories if story.closed_at is not None),
        key=lambda pair: pair[0],
        reverse=True,
    )
    if as_json:
        session.out_json([_plain(story) for story in (*open_ones, *(story for _, story in checked))])
        return
    if not stories:
        session.out(f"\n  No worries noted. `{session.command('story')}` notes one.\n")
        return
    _section(session, "Not checked yet", open_ones)
    _section(session, "Checked", [story for _, story in checked])
    session.out()


def _section(session: Session, title: str, stories: Sequence[Story]) -> None:
    if stories:
        session.out(f"\n  {session.style(title, bold=True)}")
    for each in stories:
        session.out()
        _show(session, each)


def _show(session: Session, worry: Story) -> None:
    from companion.cli.entry_text import SHORT_ID, entry_line, short_id, story_lines

    about = "A worry"
    if worry.moment is not None:
        with suppress(NothingFound):  # it may be about a moment that only another device has
            about = entry_line(session, session.journal().timeline.entry(worry.moment))
    session.out(f"  {short_id(session, worry.id)}  {session.style(about, bold=True)}")
    for line in story_lines(session, worry, " " * (SHORT_ID + 4)):
        session.out(line)


def _plain(worry: Story) -> dict[str, object]:
    from companion.exchange.journal_fields import as_dict

    return as_dict(worry)


def _out_json(session: Session, worry: Story) -> None:
    session.out_json(_plain(worry))
