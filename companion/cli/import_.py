"""Import: a file of another program, or of this one, with a look before anything is written."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.import_show import Replan, ask, plan_as_json, show
from companion.cli.session import Session, pass_session
from companion.cli.writing import write_private
from companion.model.errors import InputRefused

if TYPE_CHECKING:
    from companion.exchange import ImportPlan, WordMap

FORMATS = ("journal", "daylio")
"""The names ``--format`` takes, kept here so that ``--help`` need not import the formats."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="What the file is, where it is not seen from it."
)
@click.option(
    "--map",
    "table",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="What words of the file become here: tables [moods] and [activities].",
)
@click.option("--dry-run", is_flag=True, help="Show what would come in; write nothing.")
@click.option("--yes", is_flag=True, help="Ask nothing; words are taken as proposed.")
@click.option("--json", "as_json", is_flag=True, help="What was done, in counts, as an object.")
@pass_session
def import_(
    session: Session,
    file: Path,
    form: str | None,
    table: Path | None,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Bring in a journal's JSON, or Daylio's CSV.

    You see what would come in before anything is written. A bad file is refused whole, with the place in it.
    The same file a second time changes nothing. Words that are not known here stay as they are; what you make
    of them is kept for next time in the folder of the configuration (imports/daylio.toml).

    \b
    Examples:
      companion import daylio_export_2026_03_01.csv
      companion import journal.json --yes --json
      companion import diary.csv --map words.toml --dry-run
    """
    plan, replan = _plan(session, file, form, table)
    if dry_run:
        if as_json:
            session.out_json(plan_as_json(plan))
        else:
            show(session, plan, session.out_shown)
            session.out("Nothing was written.")
        return
    own: WordMap | None = None
    if not yes:
        if not session.can_ask or file == Path("-"):
            raise click.UsageError("Without a terminal to ask in, say --yes.")
        show(session, plan, session.say)
        agreed, plan, own = ask(session, plan, replan)
        if not agreed:
            session.say("Nothing was imported.")
            return
    counts = session.journal().take_in(plan.contents)
    if own is not None:
        _keep_words(session, plan.format, own)
    if as_json:
        kinds = {kind: len(getattr(plan.contents, kind)) for kind in ("moments", "reflections")}
        session.out_json({**counts._asdict(), **kinds})
    else:
        session.out(", ".join(f"{count} {what}" for what, count in counts._asdict().items()) + ".")


# Looking before anything is written

def _plan(session: Session, file: Path, form: str | None, table: Path | None) -> tuple["ImportPlan", Replan]:
    """The plan for a file with the person's own words in it, and a way to make it anew with others."""
    from companion.exchange import ImportPlan, WordMap, plan_import
    from companion.model.vocabulary import load_vocabulary

    data = sys.stdin.buffer.read() if file == Path("-") else file.read_bytes()
    name = "stdin" if file == Path("-") else file.name
    vocabulary, clock = load_vocabulary(), session.clock

    def planned(words: WordMap | None) -> ImportPlan:
        return plan_import(
            data, name, vocabulary=vocabulary, zone=clock.zone, now=clock.now(), format=form, mapping=words
        )

    plan = planned(None)
    words = None if plan.mapping is None else _words(table or _words_file(session, plan.format), given=table)
    return (plan if words is None else planned(words)), planned


def _words(file: Path, given: Path | None) -> "WordMap | None":
    """The table in ``file``; ``None`` when there is none and none was given."""
    from companion.exchange.mapping import from_toml

    if given is None and not file.exists():
        return None
    try:
        return from_toml(file.read_bytes().decode("utf-8-sig"))
    except (InputRefused, UnicodeDecodeError) as problem:
        said = problem if isinstance(problem, InputRefused) else "the mapping is not text in UTF-8"
        raise InputRefused(f"{file.name}: {said}") from None


def _words_file(session: Session, form: str) -> Path:
    return session.places.config / "imports" / f"{form}.toml"


def _keep_words(session: Session, form: str, own: "WordMap") -> None:
    from companion.exchange.mapping import to_toml

    file = _words_file(session, form)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    earlier = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    write_private(file, to_toml(own, earlier).encode())
    session.say(f"Your words are kept for next time in {file}.")
