"""Import: a file of another program, or of this one, with a look before anything is changed."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.import_columns import ask_columns
from companion.cli.import_comparison import (
    after_lines,
    ask_about_doubles,
    comparison_as_json,
    comparison_lines,
)
from companion.cli.import_preview import (
    ask_to_import,
    here_as_json,
    here_lines,
    plan_as_json,
    show_plan,
)
from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.model.errors import InputRefused, PassphraseNeeded
from companion.model.gc_pause import gc_paused

if TYPE_CHECKING:
    from companion.exchange import ImportPlan, WordMap
    from companion.model.retention import MergeDifference
    from companion.transfer.comparison import Comparison
    from companion.transfer.importing import Import

FORMATS = (
    "journal",
    "daylio",
    "dayone",
    "bearable",
    "state-of-mind",
    "nomie",
    "perfice",
    "pixels",
    "moodflow",
    "daily-you",
    "logseq",
    "org-roam",
    "org-journal",
    "jrnl",
    "tui-journal",
    "howwefeel",
    "rednotebook",
    "markdown",
    "csv",
)
"""The names ``--format`` takes, kept here so that ``--help`` need not import the formats."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Read it as this format, if it is not recognised."
)
@click.option(
    "--map",
    "table",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Match the words in the file by this list: tables [moods] and [activities].",
)
@click.option(
    "--dates",
    metavar="ORDER",
    help="Read dates in this order: dmy, mdy or ymd; for jrnl also its timeformat, such as %d.%m.%Y %H:%M.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="WHAT=COLUMN",
    help="Say what a column means: when=Date, text=Notes; also time, mood, tags, trigger, partner_act, "
    "urge, response.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Show what would be imported, deleted or replaced; change nothing.",
)
@click.option(
    "--leave-out-doubles",
    is_flag=True,
    help="Leave out entries that seem to be here already from elsewhere.",
)
@click.option("--yes", is_flag=True, help="Import without asking; accept the suggested words and dates.")
@click.option("--json", "as_json", is_flag=True, help="Print the result in counts, as JSON.")
@pass_session
@gc_paused()
def import_(
    session: Session,
    file: Path,
    form: str | None,
    table: Path | None,
    dates: str | None,
    columns: tuple[str, ...],
    dry_run: bool,
    leave_out_doubles: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Import another diary: a file, a zip or a folder, from companion or another program.

    You see what would be imported before anything is changed. If a file has an error, nothing is imported and
    its place is shown. A backup is made first, and `companion undo` undoes the whole import within a day.
    Importing a file again brings what is new in it and updates what changed; the same file changes nothing.
    What you deleted here stays deleted. Words that are not known here stay as tags; how you match
    them is saved for next time in the configuration folder (imports/FORMAT.toml).

    \b
    Examples:
      companion import daylio_export_2026_03_01.csv
      companion import journal.json --yes --json
      companion import diary.csv --map words.toml --dry-run
      companion import table.csv --column when=Date --column text=Notes --column mood=Mood
    """
    from companion.transfer.comparison import compare_with, take_in
    from companion.vault.encryption import state

    bringing = _prepared(session, file, form, table, dates, list(columns))
    if bringing.columns == {} and session.can_ask and not yes and file != Path("-"):
        bringing.columns = ask_columns(session, bringing.its_columns())
    if yes and not dry_run and state(session.places) == "encrypted":
        session.journal()  # its key takes much memory for a moment: not while the plan does
    plan = bringing.plan()
    if dry_run:
        found = _compared(session, plan)
        here = _preview(session, found, leave_out_doubles) if found else None
        if as_json:
            session.out_json(
                {
                    **plan_as_json(plan),
                    "here": here and here_as_json(here),
                    "comparison": found and comparison_as_json(found),
                }
            )
        else:
            show_plan(plan, session.out_shown)
            for line in comparison_lines(session, found) if found else ():
                session.out_shown(line)
            for line in here_lines(session, here) if here and not (found and found.tells_all) else ():
                session.out_shown(line)
            session.out("Nothing imported.")
        return
    own: WordMap | None = None
    shown: ImportPlan | None = None
    if yes:
        if plan.guess:
            session.say(plan.guess)
    else:
        if not session.can_ask or file == Path("-"):
            raise click.UsageError("There is no terminal to ask in; add --yes.")
        show_plan(plan, session.say)
        shown = plan if _show_comparison(session, plan) else None
        agreed, plan, own = ask_to_import(session, plan, bringing)
        if not agreed:
            session.say("Nothing imported.")
            return
    bringing.release()
    journal = session.journal()
    with _said_meanwhile("Comparing {} entries with your journal", plan):
        comparison = compare_with(journal, plan)
    if not yes:
        for line in comparison_lines(session, comparison) if shown is not plan else ():
            session.say(line)
        if comparison.doubles and not leave_out_doubles:
            said = ask_about_doubles(len(comparison.doubles))
            if said is None:
                session.say("Nothing imported.")
                return
            leave_out_doubles = said
    kinds = {kind: len(getattr(plan.contents, kind)) for kind in ("moments", "reflections")}
    saving = _said_meanwhile("Saving {} entries (ctrl+c stops it, and nothing is imported)", plan)
    del plan, shown  # of a long diary they take much memory, and what is to be written is in the comparison
    with saving:
        counts = take_in(journal, comparison, leave_out_doubles=leave_out_doubles)
    session.leaves_undo = True
    if own is not None or bringing.columns:
        what = "columns" if own is None else "words"
        if saved := bringing.keep(own):
            session.say(f"Your {what} are saved for next time in {saved}.")
    if as_json:
        left_out = len(comparison.doubles) if leave_out_doubles else 0
        session.out_json(
            {
                **counts._asdict(),
                **kinds,
                "likely_doubles": len(comparison.doubles),
                "left_out": left_out,
                "stay_deleted": len(comparison.stay_deleted),
            }
        )
    else:
        session.out(", ".join(f"{count} {what}" for what, count in counts._asdict().items()) + ".")
        for line in after_lines(session, comparison, left_out=leave_out_doubles) if yes else ():
            session.say(line)
        if counts.added or counts.changed or counts.deleted:
            session.say(f"To undo the whole import, within a day: {session.command('undo')}")


def _show_comparison(session: Session, plan: "ImportPlan") -> bool:
    """Says what would be new, changed and here already, where there is a journal; whether it was said."""
    from companion.vault.encryption import state

    found = None if state(session.places) == "none" else _compared(session, plan)
    for line in comparison_lines(session, found) if found else ():
        session.say(line)
    return found is not None


def _compared(session: Session, plan: "ImportPlan") -> "Comparison | None":
    """The file beside the journal; ``None`` where there is no journal yet, or it could not be looked at."""
    from companion.transfer.comparison import compare_with
    from companion.vault.encryption import state

    if state(session.places) == "none":
        session.say("There is no journal here yet, so there is nothing to delete or replace.")
        return None
    try:
        journal = session.journal()
        with _said_meanwhile("Comparing {} entries with your journal", plan):
            return compare_with(journal, plan)
    except (PassphraseNeeded, InputRefused) as error:
        session.say(f"Could not check what would be deleted or replaced here. {error}")
        return None


def _preview(session: Session, found: "Comparison", leave_out_doubles: bool) -> "MergeDifference | None":
    """What would change here, tried and not kept; ``None`` where it could not be tried."""
    from companion.transfer.comparison import preview

    try:
        return preview(session.journal(), found, leave_out_doubles=leave_out_doubles)
    except InputRefused as error:
        session.say(f"Could not check what would be deleted or replaced here. {error}")
        return None


def _prepared(
    session: Session,
    file: Path,
    form: str | None,
    table: Path | None,
    dates: str | None,
    columns: list[str],
) -> "Import":
    from companion.exchange import source_from_bytes
    from companion.transfer.importing import Import, source_at

    source = source_from_bytes("stdin", sys.stdin.buffer.read()) if file == Path("-") else source_at(file)
    tick = _progress if sys.stderr.isatty() else _silent
    return Import(
        source,
        session.places,
        session.clock,
        form=form,
        table=table,
        dates=dates,
        columns=columns,
        tick=tick,
    )


_LONG = 2_000
"""How many entries a file holds before its reading is worth a line."""


def _progress(done: int, whole: int) -> None:
    """Says how far the reading is, on one line that is wiped at its end; ctrl+c leaves nothing written."""
    if whole >= _LONG:
        last = done + 500 >= whole
        said = "\r\x1b[K" if last else f"\rRead {done:,} of {whole:,} entries"
        print(said, end="", file=sys.stderr, flush=True)


def _said_meanwhile(words: str, plan: "ImportPlan") -> AbstractContextManager[None]:
    """Says what is being done with so many entries, where that takes a while; wiped at its end."""
    count = len(plan.contents.moments) + len(plan.contents.reflections)

    @contextmanager
    def said() -> Iterator[None]:
        print(f"\r{words.format(f'{count:,}')}", end="", file=sys.stderr, flush=True)
        try:
            yield
        finally:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    return said() if count >= _LONG and sys.stderr.isatty() else nullcontext()


_silent: Callable[[int, int], None] = lambda done, whole: None  # noqa: E731
