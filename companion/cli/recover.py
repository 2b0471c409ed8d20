"""A forgotten passphrase: the recovery sheet, and the way back with its code."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.export import may_write
from companion.cli.page import FORMATS
from companion.cli.pass_session import pass_session
from companion.cli.passphrase import TRIES, read_line
from companion.cli.session import Session
from companion.model.errors import InputRefused, NothingFound, PassphraseNeeded, WrongPassphrase

if TYPE_CHECKING:
    from companion.system.paths import Places

_ERASE_LINE = "\x1b[1A\x1b[2K"


@click.command(name="recovery-sheet")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="Make it in this format. Default: text.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Save it here. Default: stdout.",
)
@click.option("--yes", is_flag=True, help="Make it without asking, and without typing any group back.")
@click.option("--force", is_flag=True, help="Overwrite a file of the same name.")
@click.option("--remove", is_flag=True, help="Let no code open the journal any more.")
@pass_session
def recovery_sheet(
    session: Session, form: str, output: Path | None, yes: bool, force: bool, remove: bool
) -> None:
    """Make a recovery sheet: a page with a code that opens the journal if you forget its passphrase.

    Print it. The code works once you have typed two of its groups back, and it is nowhere but on the page. If
    you lose the page, nothing else is lost. A new sheet replaces the one before; if someone else has seen
    that one, change the passphrase too.

    \b
    Examples:
      companion recovery-sheet
      companion recovery-sheet --format pdf -o sheet.pdf
      companion recovery-sheet --remove
    """
    from companion.vault import recovery_code

    journal = session.journal()
    if journal.key is None:
        raise InputRefused(
            "recovery: the journal has no passphrase that could be forgotten;"
            f" run `{session.command('encrypt')}` to set one"
        )
    if remove:
        journal.recovery.forget()
        session.say("No recovery code opens the journal any more.")
        return
    if not yes and not session.can_ask:
        raise click.UsageError("There is no terminal to ask in; add --yes.")
    if output is None and form == "pdf":
        raise click.UsageError("pdf cannot go to stdout; give a file with -o.")
    if journal.recovery.made and not yes:
        session.say("There is already a recovery sheet. Its code stops working once you make a new one.")
        if not click.confirm("Make a new one?", err=True):
            session.say("Nothing was changed.")
            return
    code = recovery_code.new_code()
    if not _write(session, code, form, output, force):
        session.say("Nothing was changed.")
        return
    if not yes and not _typed_back(session, code):
        session.say("Nothing was changed. The code on this page does not open anything.")
        return
    recovery_code.keep_code(journal, code)
    session.say(f"This code now opens the journal, with `{session.command('recover')}`.")


def _write(session: Session, code: str, form: str, output: Path | None, force: bool) -> bool:
    """Give the page out; whether it was."""
    from companion.documents.blocks import to_text
    from companion.system.private_files import write_private
    from companion.transfer.exporting import render_handout
    from companion.vault.recovery_code import sheet

    blocks = list(sheet(code, session.places, session.clock.now().date()))
    if output is None:
        if form == "text":
            session.out(f"\n{to_text(blocks, session.width)}\n")
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(render_handout(blocks, form))
        sys.stdout.flush()
        return True
    data = render_handout(blocks, form)
    if not may_write(session, output, False, force):
        return False
    write_private(output, data)
    session.say(f"Saved the page to {output}. Print it, then delete the file: the code belongs on paper.")
    return True


def _typed_back(session: Session, code: str) -> bool:
    """Whether two groups of the code were typed as they are."""
    from companion.vault.recovery_code import groups_to_repeat, is_group

    session.say("Type two groups of the code from the page, to check that it is right.")
    for number in groups_to_repeat():
        for turn in range(1, TRIES + 1):
            typed = click.prompt(f"Group {number}", default="", show_default=False, err=True)
            if is_group(code, number, typed):
                break
            session.say("That is not the group on the page.")
            if turn == TRIES:
                return False
    return True


@click.command()
@pass_session
def recover(session: Session) -> None:
    """Open the journal with the code of its recovery sheet, and set a new passphrase.

    The backups get the new passphrase too, and the sheet stays valid.

    \b
    Examples:
      companion recover
      printf '%s\\n' "$CODE" "$NEW" | companion --passphrase-fd 0 recover
    """
    from companion.cli.vault import keep_in_step, say_copies
    from companion.vault import encryption, recovery_code

    places = session.places
    if encryption.state(places) != "encrypted":
        encryption.change_passphrase(places, None, "-")  # says why not
    if not recovery_code.is_there(places):
        raise NothingFound(recovery_code.why_not(places))
    code = _code(session, places)
    new = session.passphrases.new()
    copies = recovery_code.recover(places, code, new)
    keep_in_step(session, new)
    session.say("The journal has its new passphrase. The recovery sheet stays valid.")
    say_copies(session, copies, "have it too", "These still have the passphrase they were made with")


def _code(session: Session, places: "Places") -> bytes:
    """A code that opens the journal, from the descriptor or the person. Raises PassphraseNeeded."""
    from companion.vault.recovery_code import keys_for, read_code

    descriptor = session.passphrases.descriptor
    if descriptor is None and not session.can_ask:
        raise PassphraseNeeded(
            "the recovery code is needed, and there is no terminal to ask in; use --passphrase-fd N "
            "to read it"
            " from descriptor N"
        )
    for turn in range(1, TRIES + 1):
        try:
            typed = read_line(descriptor) if descriptor is not None else _asked(session)
            code = read_code(typed)
            keys_for(places, code)
            return code
        except (InputRefused, WrongPassphrase) as error:
            if turn == TRIES or descriptor is not None:
                raise
            session.say(str(error))
    raise AssertionError


def _asked(session: Session) -> str:
    """The code as it was typed: in sight, since it is long, and then gone from the screen."""
    typed: str = click.prompt("Recovery code", default="", show_default=False, err=True)
    if session.can_ask and session.colour:
        click.echo(_ERASE_LINE, err=True, nl=False)
    return typed
