"""If-then experiments: what is being tried and what could be, and how it went when it came up."""

import textwrap
from typing import TYPE_CHECKING, Any

import click

from companion.cli.named_entry import named_entry
from companion.cli.option_codes import resolve
from companion.cli.pass_session import pass_session
from companion.cli.questions import ask
from companion.cli.session import Session
from companion.cli.text_input import texts_with_stdin
from companion.model.errors import InputRefused, NothingFound
from companion.model.records import Experiment, Moment
from companion.model.text import fill, joined_lines, one_line, shown
from companion.review.grammar import times

if TYPE_CHECKING:
    from companion.model.vocabulary import Practice

_ANSWERS = {"yes": True, "no": False, "y": True, "n": False}


@click.command("try")
@click.argument("practice", required=False)
@click.option("--if-then", metavar="TEXT", help="Write the sentence in your own words; - reads stdin.")
@click.option(
    "--pattern", metavar="ID", help="Name the pattern it is for, counted before and since you started."
)
@click.option("--tried", metavar="yes|no", help="Note that it came up, and whether you tried it.")
@click.option("--note", metavar="TEXT", help="Add a note about it; - reads stdin.")
@click.option("--moment", metavar="ID|last", help="Name the moment in which it came up.")
@click.option("--set-aside", is_flag=True, help="End the experiment; what you noted stays.")
@click.option("--json", "as_json", is_flag=True, help="Print the experiment and the practices as JSON.")
@pass_session
def try_(
    session: Session,
    practice: str | None,
    if_then: str | None,
    pattern: str | None,
    tried: str | None,
    note: str | None,
    moment: str | None,
    set_aside: bool,
    as_json: bool,
) -> None:
    """Try one small thing for a week: a sentence that says, if this happens, then I do that.

    Without options it shows your experiment and the practices you could start one with. PRACTICE is the id of
    a practice, or part of its name if only one fits; you can change its sentence. When it comes up, --tried
    says whether you tried it; both are worth noting. `companion undo` undoes the last thing you noted.

    \b
    Examples:
      companion try
      companion try ex_own_life
      companion try --if-then "If a reply is slow, then I put the kettle on first."
      companion try --tried yes --note -
      companion try --set-aside
    """
    starting = any(given is not None for given in (practice, if_then, pattern))
    noting = any(given is not None for given in (tried, note, moment))
    if starting + noting + set_aside > 1:
        raise click.UsageError(
            "One thing at a time: start one (PRACTICE, --if-then, --pattern), log a try (--tried, --note,"
            " --moment), or --set-aside."
        )
    if noting and tried is None:
        raise click.UsageError("--note and --moment go with --tried yes or --tried no.")
    if starting:
        _start(session, practice, if_then, pattern)
    elif tried is not None:
        _note_try(session, tried, note, moment)
    elif set_aside:
        _set_aside(session)
    if as_json:
        _out_json(session)
    elif not (starting or noting or set_aside):
        _show(session)


# starting one


def _start(session: Session, words: str | None, if_then: str | None, pattern: str | None) -> None:
    journal = session.journal()
    row = None if words is None else _practice(session, words)
    pattern_id = None if pattern is None else _pattern(session, pattern)
    if journal.experiments.under_way() is not None:
        raise InputRefused(
            f"practice: there is an experiment already; `{session.command('try --set-aside')}` ends it."
            " Nothing was changed"
        )
    given = None if if_then is None else texts_with_stdin(**{"if-then": if_then})["if-then"]
    sentence = _sentence(session, row, given)
    if not sentence:
        if given is None:
            session.say("Nothing was started.")
            return
        raise InputRefused("if-then: the sentence is empty; write it as: If ..., then I ...")
    journal.experiments.start(exercise=row.id if row else None, pattern=pattern_id, if_then=sentence)
    session.leaves_undo = True
    session.saved = "The experiment is saved."
    session.say(f"Started: “{one_line(sentence)}”")
    session.say(f"When it comes up, `{session.command('try --tried yes')}` says that you tried it.")


def _practice(session: Session, words: str) -> "Practice":
    """The practice meant. Raises InputRefused, NothingFound for one that stays away in quiet mode."""
    journal = session.journal()
    offered = journal.experiments.on_offer()
    if words not in offered and (row := journal.vocabulary.practices.get(words)) and not row.deprecated:
        raise NothingFound(f"practice: {words!r} is hidden in quiet mode")
    labels = {id: fill(row.label, journal.settings) for id, row in offered.items()}
    return offered[resolve("practice", words, labels)]


def _pattern(session: Session, words: str) -> str:
    journal = session.journal()
    patterns = journal.vocabulary.patterns
    if journal.quiet:
        patterns = {id: row for id, row in patterns.items() if journal.vocabulary.asked_when_quiet(id)}
    return resolve("pattern", words, {id: fill(row.title, journal.settings) for id, row in patterns.items()})


def _sentence(session: Session, row: "Practice | None", given: str | None) -> str:
    """The sentence on one line: as given, as asked for, or the practice's own."""
    if given is not None:
        return " ".join(filter(None, joined_lines(given).split(" ")))
    own = fill(row.if_then, session.journal().settings) if row else ""
    if not session.can_ask:
        if not own:
            raise click.UsageError("There is no terminal to ask in; --if-then gives the sentence.")
        return own
    if row is not None:
        _say_steps(session, row)
    session.say("One small experiment, in one sentence: if this happens, then I will do that.")
    question = f"In your own words, or Enter for: {one_line(own)}\n>" if own else "If ..., then I ...\n>"
    return ask(question) or own


def _say_steps(session: Session, row: "Practice") -> None:
    settings = session.journal().settings
    session.say(f"{one_line(fill(row.label, settings))}")
    for number, step in enumerate(row.steps, 1):
        session.say(f"  {number}. {one_line(fill(step, settings))}")


# while it goes on


def _under_way(session: Session) -> Experiment:
    experiment = session.journal().experiments.under_way()
    if experiment is None:
        raise NothingFound(
            f"nothing is being tried right now; `{session.command('try')}` shows what could be"
        )
    return experiment


def _note_try(session: Session, tried: str, note: str | None, moment_id: str | None) -> None:
    did = _ANSWERS.get(tried.strip().casefold())
    if did is None:
        raise InputRefused(f"tried: {tried!r} is not an answer; use yes or no")
    journal = session.journal()
    experiment = _under_way(session)
    moment = None if moment_id is None else named_entry(session, moment_id)
    if moment is not None and not isinstance(moment, Moment):
        raise InputRefused(f"moment: {moment_id!r} is a reflection; name the moment in which it came up")
    words = "" if note is None else texts_with_stdin(note=note)["note"].strip()
    after = journal.experiments.add_try(experiment.id, did, moment.id if moment else None, words)
    session.leaves_undo = True
    session.saved = "The try is saved."
    session.say(
        f"Saved: it came up, and you tried it. {_count(after)}"
        if did
        else f"Saved: not this time. {_count(after)}"
    )


def _set_aside(session: Session) -> None:
    experiment = _under_way(session)
    session.journal().experiments.end(experiment.id)
    session.leaves_undo = True
    session.saved = "The experiment is set aside."
    session.say("Set aside. What you noted stays.")


def _count(experiment: Experiment) -> str:
    """How often it came up, and how often it was tried."""
    came, did = len(experiment.tries), sum(chance.did for chance in experiment.tries)
    if not came:
        return "It has not come up yet."
    tried = f"you tried it {times(did)}" if did else "you did not try it"
    return f"So far it came up {times(came)}; {tried}."


# showing


def _show(session: Session) -> None:
    from companion.model.date_format import day_words

    journal = session.journal()
    experiment = journal.experiments.under_way()
    if experiment is None:
        session.out(f"\n  Nothing is being tried right now. `{session.command('try PRACTICE')}` starts one.")
    else:
        started = day_words(experiment.started_at.date(), session.configuration.date_format)
        session.out(f"\n  {session.style('Being tried now', bold=True)}")
        session.out(_indented(session, one_line(experiment.if_then)))
        session.out(_indented(session, f"Started on {started}. {_count(experiment)}"))
    session.out(f"\n  {session.style('You could try', bold=True)}")
    for id, row in journal.experiments.on_offer().items():
        session.out(shown(f"  {id:<28}{fill(row.label, journal.settings)}"))
    session.out()


def _indented(session: Session, text: str) -> str:
    return textwrap.fill(text, session.width, initial_indent="  ", subsequent_indent="  ")


def _out_json(session: Session) -> None:
    from companion.exchange.journal_fields import as_dict

    journal = session.journal()
    experiment = journal.experiments.under_way()
    practices: list[dict[str, Any]] = [
        {
            "id": id,
            "label": fill(row.label, journal.settings),
            "if_then": fill(row.if_then, journal.settings),
            "steps": [fill(step, journal.settings) for step in row.steps],
        }
        for id, row in journal.experiments.on_offer().items()
    ]
    session.out_json({"under_way": as_dict(experiment) if experiment else None, "practices": practices})
