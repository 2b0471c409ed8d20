"""Where a run of the command line begins, and the one place where it ends."""

import errno
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from companion.cli.session import OpenPanes, Session
from companion.cli.terminal import OutputFailed
from companion.model.errors import OWN_ERROR, CompanionError, InputRefused, JournalDamaged, NoRoom

COMPLETE = "_COMPANION_COMPLETE"
INTERRUPTED = 130
PIPE_CLOSED = 141


def main(
    arguments: Sequence[str] | None = None,
    *,
    session: Session | None = None,
    open_panes: OpenPanes | None = None,
    prepare_panes: Callable[[], None] | None = None,
) -> int:
    """Run one command and give its exit code. What goes wrong ends here, in words, without a traceback."""
    _be_private()
    wanted = os.environ.get(COMPLETE)
    if wanted:
        from click.shell_completion import shell_complete

        from companion.cli.commands import cli

        return shell_complete(cli, {}, "companion", COMPLETE, wanted)
    session = session or Session(open_panes=open_panes, prepare_panes=prepare_panes)
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments), session)
    except BrokenPipeError:  # whoever read the output has left
        _drop_the_output()
        return PIPE_CLOSED


def _drop_the_output() -> None:
    """What is still to be flushed at exit goes nowhere, quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: list[str], session: Session) -> int:
    try:
        try:
            if _only_opens_panes(arguments):
                _open_panes(arguments, session)
            else:
                _call_command(arguments, session)
        finally:
            session.close()
            session.flush()
        return 0
    except (KeyboardInterrupt, EOFError):
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OutputFailed as error:
        session.say(f"companion: {error}. {session.saved}".strip())
        _drop_the_output()
        return error.exit_code
    except CompanionError as error:
        session.say(f"companion: {error}")
        if isinstance(error, JournalDamaged):
            _show_the_way_back(session, error)
        return error.exit_code
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        session.say(
            f"companion: {error.filename or 'input or output'}: {error.strerror or 'could not be used'}"
        )
        return NoRoom.exit_code if full else InputRefused.exit_code
    except Exception as error:
        ended = _ended_by_click(error)
        if ended is not None:
            return ended
        session.say(f"companion: an error in the program itself: {type(error).__name__} at {_where(error)}")
        return OWN_ERROR


def _only_opens_panes(arguments: list[str]) -> bool:
    """Whether that can be told without click, whose import the first page would wait for."""
    if not arguments:
        return True
    if len(arguments) != 2 or arguments[0] != "--at":
        return False
    return Path(arguments[1]).is_dir() and os.access(arguments[1], os.R_OK)


def _open_panes(arguments: list[str], session: Session) -> None:
    if arguments:
        session.at = arguments[1]
    session.open_panes()


def _call_command(arguments: list[str], session: Session) -> None:
    from companion.cli.commands import cli

    with cli.make_context("companion", arguments, obj=session) as ctx:
        cli.invoke(ctx)


def _ended_by_click(error: Exception) -> int | None:
    """The exit code where click ended a command: with its help, for wrong usage, or by an interruption."""
    import click

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    return INTERRUPTED if isinstance(error, click.Abort) else None


def _show_the_way_back(session: Session, error: JournalDamaged) -> None:
    """The backup that can take the place of a damaged journal, and the command for it."""
    from companion.system.journal_names import journals
    from companion.vault.recovery import recovery_hint

    with suppress(CompanionError, OSError):
        for places in (session.root, *journals(session.root)):
            if str(error).startswith(f"{places.journal}:"):  # else another file was meant
                session.say(f"companion: {recovery_hint(places, session.passphrases.current)}")


def _where(error: BaseException) -> str:
    """Where in the program an error arose, as file and line; never what the program held then."""
    step, where = error.__traceback__, "an unknown place"
    while step is not None:
        file = Path(step.tb_frame.f_code.co_filename)
        if "companion" in file.parts:
            where = f"{file.parent.name}/{file.name}:{step.tb_lineno}"
        step = step.tb_next
    return where


def _open_what_is_closed() -> None:
    """A stream that the caller closed (``>&-``) reads as empty and keeps nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - as long as we run


def _be_private() -> None:
    """Files made by this process are their owner's alone, and a crash leaves no memory image behind."""
    os.umask(0o077)
    try:
        import resource
    except ImportError:  # Windows has neither
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
