"""Logging a moment: in free text, by options or step by step."""

from typing import TYPE_CHECKING

import click

from companion.cli.mentioned import mentioned, pick_mentioned, say_mentioned, with_mentioned
from companion.cli.moment_options import Codes, codes_given, moment_options
from companion.cli.session import Session, pass_session
from companion.cli.text_input import note_given, say_saved, texts_with_stdin
from companion.model.errors import InputRefused
from companion.model.records import PARTNER

if TYPE_CHECKING:
    from companion.model.mentions import Mention


@click.command()
@click.argument("text", nargs=-1)
@moment_options
@click.option("--edit", is_flag=True, help="Write the note in $VISUAL or $EDITOR.")
@click.option("--json", "as_json", is_flag=True, help="Print the moment as an export writes it; ask nothing.")
@pass_session
def log(
    session: Session,
    text: tuple[str, ...],
    triggers: tuple[str, ...],
    partner_acts: tuple[str, ...],
    moods: tuple[str, ...],
    body: str | None,
    urges: tuple[str, ...],
    responses: tuple[str, ...],
    ending: str | None,
    closeness: int | None,
    person: str | None,
    tags: tuple[str, ...],
    star: bool,
    when: str | None,
    note: str | None,
    edit: bool,
    as_json: bool,
) -> None:
    """Log a moment. Every part is optional, and most can be given more than once.

    TEXT is the note in your own words. What it mentions is offered, to be picked with a number each; where
    nobody can be asked, nothing is picked, and it is named on stderr.

    WORDS are an id, a part of its label or an everyday word for it, as long as only one fits: affection, or
    hug, for "Affection came my way". Without any option the parts are asked for one by one. The new id alone
    goes to stdout.

    What stands on the command line may stay in the shell's history, and other programs can see it meanwhile;
    a text given as - (TEXT, --note, --body or --ending, one of them), --edit and the questions leave nothing
    there.

    \b
    Examples:
      companion log
      companion log "long hug at the door, and I froze"
      companion log --trigger affection --mood overwhelmed:7 --urge "pulled away" --response "stayed with it"
      companion log --trigger slow_reply --when "yesterday 9pm" --note - < note.txt
      companion log --trigger disagreed --edit
    """
    free = " ".join(text)
    anything = any((triggers, partner_acts, moods, body, urges, responses, ending, tags, note, free))
    if not anything and closeness is None and not edit:
        if as_json or not session.can_ask:
            raise click.UsageError("Nothing to log, and no terminal to ask questions in.")
        from companion.cli.interactive_log import ask_moment

        asked = ask_moment(session, when)
        if asked is None:
            session.say("Nothing logged.")
        else:
            say_saved(session, asked)
        return
    if edit and not session.can_ask:
        raise click.UsageError("--edit needs a terminal; use --note - to read the note from stdin.")
    if free and note:
        raise InputRefused("note: it is given as TEXT and as --note; give it once")
    journal = session.journal()
    begun = free or note or ""
    # After the passphrase, which may come on stdin too.
    texts = texts_with_stdin(
        note="" if edit and begun == "-" else begun, body=body or "", ending=ending or ""
    )
    codes = codes_given(
        journal,
        triggers=triggers,
        partner_acts=partner_acts,
        moods=moods,
        urges=urges,
        responses=responses,
    )
    occurred_at = None
    if when is not None:
        from companion.model.past_time import parse_past_time

        occurred_at = parse_past_time(when, session.clock)
    words = note_given(session, texts["note"], edit) if edit else texts["note"]
    found = mentioned(session, words, codes) if free else []
    asks = bool(found) and session.can_ask and not as_json
    if asks:
        codes = _with_picked(session, codes, found)
    moment = journal.log(
        when=occurred_at,
        triggers=codes.triggers,
        partner_acts=codes.partner_acts,
        feelings=codes.feelings,
        body=texts["body"],
        urges=codes.urges,
        responses=codes.responses,
        ending=texts["ending"],
        closeness=closeness,
        person=PARTNER if person is None else journal.people.called(person),
        tags=tags,
        note=words,
        starred=star,
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
