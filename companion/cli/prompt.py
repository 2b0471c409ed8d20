"""A question for this time of day."""

import textwrap

import click

from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.cli.text_input import note_given, say_saved


@click.command()
@click.option("--answer", metavar="TEXT", help="Save an answer to the question; - reads stdin.")
@click.option("--edit", is_flag=True, help="Write the answer in $VISUAL or $EDITOR.")
@click.option("--pin", is_flag=True, help="Pin this question until you answer it.")
@click.option("--unpin", is_flag=True, help="Unpin the pinned question.")
@click.option("--banish", is_flag=True, help="Hide this question.")
@click.option("--bring-back", metavar="ID", help="Ask a hidden question again.")
@click.option("--json", "as_json", is_flag=True, help="Print the question as JSON.")
@pass_session
def prompt(
    session: Session,
    answer: str | None,
    edit: bool,
    pin: bool,
    unpin: bool,
    banish: bool,
    bring_back: str | None,
    as_json: bool,
) -> None:
    """Show a question for this time of day and why it was picked, or answer it.

    The answer is saved as a reflection. Only its id goes to stdout.

    \b
    Examples:
      companion prompt
      companion prompt --answer - < answer.txt
      companion prompt --edit
      companion prompt --pin
      companion prompt --bring-back pr_any_eve_1
    """
    from companion.model.text import fill, shown

    if sum((answer is not None or edit, pin, unpin, banish, bring_back is not None)) > 1:
        raise click.UsageError("Choose one: an answer, --pin, --unpin, --banish or --bring-back.")
    journal = session.journal()
    if bring_back is not None:
        journal.prompts.restore(bring_back)
        session.say("This question can come up again.")
        return
    if unpin:
        journal.prompts.pin(None)
    choice = journal.prompts.next()
    if pin:
        journal.prompts.pin(choice.prompt.id)
        choice = journal.prompts.next()
    if banish:
        journal.prompts.dismiss(choice.prompt.id)
        session.say(f"Hidden. To bring it back: {session.command(f'prompt --bring-back {choice.prompt.id}')}")
        choice = journal.prompts.next()
    text = fill(choice.prompt.text, journal.settings)
    if answer is not None or edit:
        if edit and not (answer is None and session.can_ask):
            raise click.UsageError("--edit needs a terminal and cannot be combined with --answer.")
        if edit:
            session.say(f"\n  {text}\n")
        words = note_given(session, answer, edit)
        if not words.strip():
            session.say("Nothing saved: there were no words.")
            return
        say_saved(session, journal.entries.reflect(prompt=choice.prompt.id, text=words))
    elif as_json:
        found = {"id": choice.prompt.id, "text": text, "why": choice.why, "steadying": choice.steadying}
        session.out_json(found)
    else:
        question = textwrap.fill(shown(text), session.width - 2, initial_indent="  ", subsequent_indent="  ")
        session.out(f"\n{session.style(question, bold=True)}\n\n  {shown(choice.why)}\n")
        if choice.steadying:
            session.out("  Or let this be enough for today.\n")
