"""Logging a moment, by options or step by step."""

import click

from companion.cli.option_codes import labels_of, resolve, resolve_feeling
from companion.cli.session import Session, pass_session
from companion.cli.text_input import note_given, say_saved, texts_with_stdin


@click.command()
@click.option("--trigger", "triggers", multiple=True, metavar="WORDS", help="What happened.")
@click.option("--partner-act", "partner_acts", multiple=True, metavar="WORDS", help="What the other did.")
@click.option(
    "--mood", "moods", multiple=True, metavar="NAME[:0-10]", help="What you felt, and how strongly."
)
@click.option("--body", default="", metavar="TEXT", help="Where you felt it; - reads it from stdin.")
@click.option("--urge", "urges", multiple=True, metavar="WORDS", help="What you wanted to do.")
@click.option("--response", "responses", multiple=True, metavar="WORDS", help="What you did.")
@click.option("--ending", default="", metavar="TEXT", help="How it ended; - reads it from stdin.")
@click.option("--closeness", type=int, metavar="-3..3", help="How close it felt: -3 far apart, 3 very close.")
@click.option(
    "--person", default="default", metavar="NAME", help="With whom, where it is not the usual person."
)
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A word of your own to find it by.")
@click.option("--star", is_flag=True, help="Star it.")
@click.option("--when", metavar="WORDS", help='When it was: "yesterday 9pm", "2h ago", "2026-03-01 21:40".')
@click.option("--note", metavar="TEXT", help="Free text; - reads it from stdin.")
@click.option("--edit", is_flag=True, help="Write the note in $VISUAL or $EDITOR.")
@pass_session
def log(
    session: Session,
    triggers: tuple[str, ...],
    partner_acts: tuple[str, ...],
    moods: tuple[str, ...],
    body: str,
    urges: tuple[str, ...],
    responses: tuple[str, ...],
    ending: str,
    closeness: int | None,
    person: str,
    tags: tuple[str, ...],
    star: bool,
    when: str | None,
    note: str | None,
    edit: bool,
) -> None:
    """Log a moment. Every part is optional and may be given several times where that makes sense.

    WORDS are an id or a part of its label, as long as only one fits: affection for "Affection came my way".
    Without any option the parts are asked for one by one. The new id alone goes to stdout.

    What stands on the command line may stay in the shell's history, and other programs can see it meanwhile;
    a text given as - (one of --note, --body, --ending), --edit and the questions leave nothing there.

    \b
    Examples:
      companion log
      companion log --trigger affection --mood overwhelmed:7 --urge "pulled away" --response "stayed with it"
      companion log --trigger slow_reply --when "yesterday 9pm" --note - < note.txt
      companion log --trigger disagreed --edit
    """
    anything = any((triggers, partner_acts, moods, body, urges, responses, ending, tags, note))
    if not anything and closeness is None and not edit:
        if not session.can_ask:
            raise click.UsageError("Nothing to log was given, and there is no terminal to ask in.")
        from companion.cli.interactive_log import ask_moment

        asked = ask_moment(session, when)
        if asked is None:
            session.say("Nothing was logged.")
        else:
            say_saved(session, asked)
        return
    if edit and not session.can_ask:
        raise click.UsageError("--edit needs a terminal; --note - reads the note from stdin.")
    journal = session.journal()
    begun = "" if note is None or (edit and note == "-") else note
    # After the passphrase, which may come on stdin too.
    texts = texts_with_stdin(note=begun, body=body, ending=ending)
    words = journal.vocabulary

    def label(id: str) -> str:
        return words.label(id, journal.settings)

    responses_on_offer = labels_of(words.responses, label) if responses else {}
    urges_on_offer = labels_of(words.acts, label) if urges else {}
    acts_on_offer = labels_of(words.partner_acts, label) if partner_acts else {}
    triggers_on_offer = labels_of(words.triggers, label) if triggers else {}
    moods_on_offer = labels_of(words.moods, label) if moods else {}
    occurred_at = None
    if when is not None:
        from companion.model.past_time import parse_past_time

        occurred_at = parse_past_time(when, session.clock)
    moment = journal.log(
        when=occurred_at,
        triggers=[resolve("trigger", given, triggers_on_offer) for given in triggers],
        partner_acts=[resolve("partner-act", given, acts_on_offer) for given in partner_acts],
        feelings=[resolve_feeling(given, moods_on_offer) for given in moods],
        body=texts["body"],
        urges=[resolve("urge", given, urges_on_offer) for given in urges],
        responses=[resolve("response", given, responses_on_offer) for given in responses],
        ending=texts["ending"],
        closeness=closeness,
        person=journal.people.called(person),
        tags=tags,
        note=note_given(session, texts["note"], edit) if edit else texts["note"],
        starred=star,
    )
    say_saved(session, moment)
