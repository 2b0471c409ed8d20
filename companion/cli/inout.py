"""Files in and out: import with a look before anything is written, export as one file."""

import os
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.session import Session, pass_session
from companion.model.errors import InputRefused
from companion.model.text import one_line

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
            session.out_json(_plan_as_json(plan))
        else:
            _show(session, plan, session.out_shown)
            session.out("Nothing was written.")
        return
    own: WordMap | None = None
    if not yes:
        if not session.can_ask or file == Path("-"):
            raise click.UsageError("Without a terminal to ask in, say --yes.")
        _show(session, plan, session.say)
        agreed, plan, own = _ask(session, plan, replan)
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


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json"]),
    default="json",
    show_default=True,
    help="How it is written.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to; stdout without it."
)
@click.option("--force", is_flag=True, help="Replace FILE when it is there.")
@pass_session
def export(session: Session, form: str, output: Path | None, force: bool) -> None:
    """Write the whole journal as one file that `companion import` reads back without a loss.

    What is written is plain text, even where the journal is encrypted: anyone who can open it can read it.

    \b
    Examples:
      companion export -o journal.json
      companion export --format json | gpg --symmetric > journal.json.gpg
    """
    from companion.exchange.journal_json import dumps

    to_stdout = output is None or output == Path("-")
    if output is not None and not to_stdout and output.exists():
        if not output.is_file():
            raise InputRefused(f"{output}: this is not a file; name one to write to")
        if not force:
            if not session.can_ask:
                raise click.UsageError(f"{output} is there already; say --force to replace it.")
            if not click.confirm(f"{output} is there already. Replace it?", err=True):
                session.say("Nothing was written.")
                return
    contents = session.journal().contents()
    data = dumps(contents).encode()
    session.say("This is plain text: anyone who can open it can read it.")
    if output is None or to_stdout:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    write_private(output, data)
    entries = len(contents.moments) + len(contents.reflections)
    session.say(f"Wrote {_some(entries, 'entry', 'entries')} to {output}.")


def write_private(file: Path, data: bytes) -> None:
    """All of ``data`` or nothing of it, in a file that is its owner's alone whatever the umask."""
    file = file.resolve()  # a link to a file kept elsewhere stays a link
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            if hasattr(os, "fchmod"):
                os.fchmod(out.fileno(), 0o600)
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        new.replace(file)
    except OSError as error:
        error.filename = str(file)  # the name the person knows
        raise
    finally:
        new.unlink(missing_ok=True)


# Looking before anything is written

Replan = Callable[["WordMap"], "ImportPlan"]


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


def _show(session: Session, plan: "ImportPlan", say: Callable[[str], None]) -> None:
    counts = dict(plan.counts)
    say(f"{plan.title}, known by {plan.known_by}.")
    records = [(kind, counts[kind]) for kind in _KINDS if counts.get(kind)]
    found = ", ".join(_some(count, *_KINDS[kind]) for kind, count in records) or "nothing"
    span = f", from {plan.first} to {plan.last}" if plan.first else ""
    say(f"It holds {found}{span}.")
    if plan.mapping is not None:
        read = [_some(counts.get("rows", 0), "row was read", "rows were read")]
        if counts.get("blank_lines"):
            read.append(
                _some(counts["blank_lines"], "blank line was passed over", "blank lines were passed over")
            )
        if counts.get("without_a_mood"):
            read.append(_some(counts["without_a_mood"], "row has no mood", "rows have no mood"))
        say(f"{'; '.join(read)}. Times are taken as those of {session.clock.zone or 'this machine'}.")
    for entry in plan.entries:
        text = getattr(entry, "note", "") or getattr(entry, "text", "")
        felt = ", ".join(feeling.mood for feeling in entry.feelings)
        parts = (f"{entry.occurred_at:%Y-%m-%d %H:%M}", felt, _cut(text, 50))
        say("  " + "  ".join(one_line(part) for part in parts if part))
    known = [word for word in plan.words if word.known]
    if known:
        say("Words that become words here:")
        for word in known[:_MOST]:
            say(f"  {_told(word.word)} ({word.count}): {word.becomes}")
        _and_more(len(known) - _MOST, say)
    if plan.unmapped:
        words = ", ".join(f"{_told(word.word)} ({word.count})" for word in plan.unmapped[:_MOST])
        more = len(plan.unmapped) - _MOST
        say(_wrapped(f"Words kept as they stand: {words}" + (f", and {more} more" if more > 0 else "")))
    for note in plan.notes[:_MOST]:
        say(_wrapped(one_line(note)))
    _and_more(len(plan.notes) - _MOST, say)


def _plan_as_json(plan: "ImportPlan") -> dict[str, object]:
    return {
        "format": plan.format,
        "known_by": plan.known_by,
        "counts": dict(plan.counts),
        "first": plan.first and plan.first.isoformat(),
        "last": plan.last and plan.last.isoformat(),
        "words": [
            {
                "kind": one.kind,
                "word": one.word,
                "count": one.count,
                "becomes": one.becomes,
                "known": one.known,
            }
            for one in plan.words
        ],
        "notes": list(plan.notes),
    }


# Asking


def _ask(session: Session, plan: "ImportPlan", replan: Replan) -> tuple[bool, "ImportPlan", "WordMap | None"]:
    """Whether to go on, the plan by then, and the words the person set, if any."""
    from companion.exchange import WordMap

    own = WordMap()
    question = "Take it in? y, n" + (", or w to change words" if plan.words and plan.mapping else "")
    while True:
        answer = _answer(question).lower()
        if answer in ("y", "yes"):
            return True, plan, own if own != WordMap() else None
        if answer in ("n", "no", ""):
            return False, plan, None
        if answer == "w" and plan.mapping is not None:
            own = _change_words(session, plan, own)
            plan = replan(own.over(plan.mapping))


def _change_words(session: Session, plan: "ImportPlan", own: "WordMap") -> "WordMap":
    becomes = {(word.kind, word.word): word.becomes for word in plan.words}
    for number, word in enumerate(plan.words, 1):
        session.say(f"  {number} {word.kind} {_told(word.word)} ({word.count}): {_told(word.becomes)}")
    while True:
        answer = _answer("Which number? Enter goes back")
        if not answer:
            return own
        if not answer.isdecimal() or not 0 < int(answer) <= len(plan.words):
            session.say(f"  A number from 1 to {len(plan.words)}, or Enter.")
            continue
        word = plan.words[int(answer) - 1]
        target = _target(session, word.kind, word.word, becomes[word.kind, word.word])
        becomes[word.kind, word.word] = target
        own = own.changed(word.kind, word.word, target)
        session.say(f"  {_told(word.word)}: {_told(target)}")


def _target(session: Session, kind: str, word: str, now: str) -> str:
    """What a word is to become, by id, by a part of a label, or as it stands."""
    from companion.cli.choosing import matching
    from companion.exchange.mapping import TAG, targets

    labels = targets(kind, session.journal().vocabulary)
    if kind == "activity":
        as_it_stands, becomes, told = "tag", TAG, 'or "tag" for a tag and no more'
    else:
        as_it_stands, becomes, told = "same", word, 'or "same" for the word as it is'
    session.say(f"  {_told(word)}: type an id, a part of a label, {told}.")
    offered: list[str] = []
    while True:
        answer = _answer("What is it here? Enter leaves it")
        if not answer:
            return now
        if answer == as_it_stands:
            return becomes
        if answer.isdecimal() and 0 < int(answer) <= len(offered):
            return offered[int(answer) - 1]
        offered = matching(answer, labels)
        if len(offered) == 1:
            return offered[0]
        for number, target in enumerate(offered[:_MOST], 1):
            session.say(f"  {number} {target}  {one_line(labels[target])}")
        offered = offered[:_MOST]
        if not offered:
            session.say("  Nothing fits; try another word.")


def _answer(question: str) -> str:
    answer: str = click.prompt(
        question, default="", show_default=False, prompt_suffix=": ", err=True, type=str
    )
    return answer.strip()


# Saying it in words

_MOST = 9
"""How many of a kind are shown before the rest is only counted."""

_KINDS = {
    "moments": ("moment", "moments"),
    "reflections": ("reflection", "reflections"),
    "stories": ("story check", "story checks"),
    "experiments": ("experiment", "experiments"),
    "look_backs": ("look-back", "look-backs"),
    "pattern_answers": ("answer to a pattern", "answers to patterns"),
    "deleted": ("deletion", "deletions"),
}


def _some(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _and_more(count: int, say: Callable[[str], None]) -> None:
    if count > 0:
        say(f"  and {count} more")


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 78, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _cut(text: str, width: int) -> str:
    text = one_line(text)
    return text if len(text) <= width else text[: width - 1] + "…"


def _told(word: str) -> str:
    return _cut(word, 40)
