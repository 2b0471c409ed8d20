"""Logging a moment: in free text, by options or step by step."""

from typing import TYPE_CHECKING

import click

from companion.cli.mentioned import mentioned, pick_mentioned, say_mentioned, with_mentioned
from companion.cli.moment_options import Codes, MomentOptions, moment_options
from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.cli.text_input import note_given, say_saved, texts_with_stdin
from companion.model.errors import InputRefused
from companion.model.records import PARTNER

if TYPE_CHECKING:
    from companion.model.mentions import Mention


@click.command()
@click.argument("text", nargs=-1)
@moment_options
@click.option("--edit", is_flag=True, help="Write the note in $VISUAL or $EDITOR.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print the moment as JSON, in the form of an export; ask nothing."
)
@pass_session
def log(
    session: Session,
    text: tuple[str, ...],
    given: MomentOptions,
    edit: bool,
    as_json: bool,
) -> None:
    """Log a moment: what happened, what you felt, what you wanted to do and what you did.

    TEXT is the note in your own words. What it mentions is offered, and a number picks it; without a terminal
    nothing is picked, and stderr names it. You can leave out any part and give most of them more than once.
    Without any it asks for each in turn.

    WORDS can be an id, part of a label or an everyday word, as long as only one fits: affection, or hug, for
    "Affection came my way". Only the new id goes to stdout.

    What you type on the command line can end up in your shell history, and other programs can see it while
    the command runs. Text read with - (one of TEXT, --note, --body, --ending), --edit and the questions leave
    nothing there.

    \b
    Examples:
      companion log
      companion log "long hug at the door, and I froze"
      companion log --trigger hug --mood overwhelmed:7 --urge "pulled away" --response "stayed with it"
      companion log --trigger slow_reply --when "yesterday 9pm" --note - < note.txt
      companion log --trigger "we fought" --edit
    """
    free = " ".join(text)
    if not (given.tells_something or free or edit):
        if as_json or not session.can_ask:
            raise click.UsageError("Nothing to log, and no terminal to ask questions in.")
        from companion.cli.interactive_log import ask_moment

        asked = ask_moment(session, given)
        if asked is None:
            session.say("Nothing logged.")
        else:
            say_saved(session, asked)
        return
    if edit and not session.can_ask:
        raise click.UsageError("--edit needs a terminal; use --note - to read the note from stdin.")
    if free and given.note:
        raise InputRefused("note: it is given as TEXT and as --note; use one of them")
    journal = session.journal()
    begun = free or given.note or ""
    # After the passphrase, which may come on stdin too.
    texts = texts_with_stdin(
        note="" if edit and begun == "-" else begun, body=given.body or "", ending=given.ending or ""
    )
    codes = given.codes(journal)
    at = None
    if given.when is not None:
        from companion.model.past_time import parse_past_time

        at = parse_past_time(given.when, session.clock)
    texts["note"] = note_given(session, texts["note"], edit) if edit else texts["note"]
    found = mentioned(session, texts["note"], codes) if free else []
    asks = bool(found) and session.can_ask and not as_json
    if asks:
        codes = _with_picked(session, codes, found)
    moment = journal.log(
        when=at,
        closeness=given.closeness,
        person=PARTNER if given.person is None else journal.people.called(given.person),
        tags=given.tags,
        starred=given.star,
        **texts,
        **codes.by_field(),
    )
    say_saved(session, moment, as_json=as_json)
    if not asks:
        say_mentioned(session, found)


def _with_picked(session: Session, codes: Codes, found: "list[Mention]") -> Codes:
    """The codes, and those that the person picks of what is mentioned; ctrl+c saves nothing."""
    try:
        return with_mentioned(codes, pick_mentioned(session, found))
    except click.Abort:
        session.say("\nNothing was saved.")
        raise
