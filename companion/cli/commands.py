"""The commands there are, and what stands before one: where the journal is, help, the version."""

from importlib import import_module
from typing import NamedTuple

import click
from click.shell_completion import CompletionItem

from companion.cli.whole_number import within
from companion.model.errors import CompanionError
from companion.system.paths import places


class _Command(NamedTuple):
    """Where a command is written, and its line in the list, so that listing it need not import it."""

    where: str
    line: str


COMMANDS: dict[str, dict[str, _Command]] = {
    "Writing": {
        "log": _Command("log:log", "Log a moment: in your own words, by options, or step by step."),
        "mood": _Command("mood:mood", "Save how you feel right now, in a word; or list the words."),
        "prompt": _Command("prompt:prompt", "Show a question for this time of day, or answer it."),
        "check": _Command("check:check", "Answer yes or no, for the day, about the patterns you watch."),
        "story": _Command("story:story", "Note a worry about a moment, and later how it turned out."),
        "try": _Command("try_:try_", "Try one small thing for a week, and note how it went."),
        "after": _Command("after:after", "Note how things are now, some hours or a day after a moment."),
        "edit": _Command("edit:edit", "Edit an entry: its text in your editor, or its parts by options."),
        "delete": _Command("delete:delete", "Delete an entry, a range of days, or everything."),
        "undo": _Command("entries:undo", "Undo the last change: an entry, an edit, an answer, an import."),
    },
    "Looking back": {
        "today": _Command("entries:today", "Show today's entries."),
        "week": _Command("week:week", "Read your week in sentences."),
        "year": _Command("year:year", "Show how close each day of a year was, or how it felt each week."),
        "patterns": _Command("patterns:patterns", "Show what tended to follow what, in counts."),
        "page": _Command("page:page", "Make a handout: some weeks in counts, without names or notes."),
        "search": _Command("entries:search", "Search all entries."),
        "list": _Command("entries:list_", "List entries, one a line, newest first."),
        "show": _Command("entries:show", "Show one entry in full; without an ID the last one."),
    },
    "Reading": {
        "card": _Command(
            "card:card", "Read a page of the Library; the crisis and Safety pages need no journal."
        ),
    },
    "Your journal": {
        "import": _Command("import_:import_", "Import a journal, or a file of another program."),
        "export": _Command("export:export", "Export the journal."),
        "backup": _Command("backup:backup", "Make a backup now; one is made on each day you write."),
        "restore": _Command("backup:restore", "Restore the journal from a backup, or list the backups."),
        "merge": _Command("merge:merge", "Merge another device's journal into this one."),
        "encrypt": _Command("vault:encrypt", "Encrypt the journal with a passphrase."),
        "decrypt": _Command("vault:decrypt", "Remove the passphrase: make the journal a plain file again."),
        "passphrase": _Command("vault:passphrase", "Change the passphrase."),
        "recovery-sheet": _Command(
            "recover:recovery_sheet", "Make a page that opens the journal if you forget the passphrase."
        ),
        "recover": _Command(
            "recover:recover", "Open the journal with its recovery code and set a new passphrase."
        ),
        "remind": _Command("remind:remind", "Set up a reminder in your calendar or your system."),
        "journals": _Command("journals:journals", "List your journals, or start one with its own name."),
        "settings": _Command("settings:settings", "Show or change settings."),
        "words": _Command("words:words", "List your own words; rename or retire any; say what tags mean."),
        "lock": _Command("lock:lock", "Lock every open window at once."),
        "locate": _Command("locate:locate", "Show where the journal and its files are."),
        "doctor": _Command("doctor:doctor", "Check the journal, and report what is fine and what is not."),
        "demo": _Command("demo:demo", "Open a made-up diary of twelve weeks; yours is not touched."),
        "completion": _Command("completion:completion", "Print a shell completion script."),
    },
}

ALIASES = {"add": "log", "entries": "list"}
"""Other names of commands; they are not listed."""


class _Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for section in COMMANDS.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = ALIASES.get(cmd_name, cmd_name)
        for section in COMMANDS.values():
            if name in section:
                module, _, attribute = section[name].where.partition(":")
                command: click.Command = getattr(import_module(f"companion.cli.{module}"), attribute)
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from companion.cli.near_commands import no_such_command

            raise click.UsageError(no_such_command(args[0], [*self.list_commands(ctx), *ALIASES]), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, section in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(name, command.line) for name, command in section.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        names = [
            CompletionItem(name, help=command.line)
            for section in COMMANDS.values()
            for name, command in section.items()
            if name.startswith(incomplete)
        ]
        return names or click.Command.shell_complete(self, ctx, incomplete)


def _version(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:
    if not asked or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"companion {version('companion')}")
    except PackageNotFoundError:
        click.echo("companion (run from source)")
    ctx.exit()


def _journal_names(ctx: click.Context, _option: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from companion.system.journal_names import journals

    try:
        there = journals(places(ctx.params.get("at")))
    except CompanionError:
        return []
    return [CompletionItem(each.name) for each in there if each.name.startswith(incomplete)]


@click.group(
    cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--at",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Use this folder for the journal and its configuration. COMPANION_HOME does the same.",
)
@click.option(
    "--journal",
    metavar="NAME",
    shell_complete=_journal_names,
    help="Use the journal of this name. COMPANION_JOURNAL does the same; `companion journals` lists them.",
)
@click.option(
    "--passphrase-fd",
    type=int,
    callback=within(0),
    metavar="N",
    help="Read the passphrase from file descriptor N (one line; a new passphrase on the next line).",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version and exit.",
)
@click.pass_context
def cli(ctx: click.Context, at: str | None, journal: str | None, passphrase_fd: int | None) -> None:
    """A private journal for the moments between you and someone you love: what happened,
    what you felt, and what you did.

    Without a command, the panes open. Nothing goes over a network.

    \b
    Examples:
      companion
      companion log "long hug at the door, and I froze"
      companion week
      companion --at ~/elsewhere search "slow reply"
      companion --journal therapy

    \b
    Exit codes:
      0 done                   5 journal damaged, or not a journal
      1 nothing found          6 journal newer than this companion
      2 unknown command        7 journal busy
      3 input refused          8 disk full
      4 passphrase wrong      70 an error in the program itself
    """
    if at is not None:
        ctx.obj.at = at
    if journal is not None:
        ctx.obj.name = journal
    if passphrase_fd is not None:
        ctx.obj.passphrases.descriptor = passphrase_fd
    if ctx.invoked_subcommand is None:
        ctx.obj.open_panes()
