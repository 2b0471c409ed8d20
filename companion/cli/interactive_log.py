"""A moment asked for step by step. Questions go to stderr; only the id of what was logged goes to stdout."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from companion.cli.mentioned import mentioned, pick_mentioned, with_mentioned
from companion.cli.moment_options import Codes, MomentOptions
from companion.cli.option_codes import candidates_of, is_guessed_safety, labels_of
from companion.cli.questions import ask, ask_number
from companion.cli.session import Session
from companion.cli.text_input import time_words
from companion.model.errors import InputRefused
from companion.model.label_matching import LabelIndex, Labels
from companion.model.records import NO_ACT, PARTNER, Feeling, Moment
from companion.model.text import one_line

MOST_SHOWN = 9


def ask_moment(session: Session, given: MomentOptions) -> Moment | None:
    """Ask for a moment and log it; ``None`` when nothing was told.

    ``given``: when it was, with whom, and a star, which are not asked for then. Raises click.Abort for
    ctrl+c, after saying that nothing was saved.
    """
    try:
        return _ask_moment(session, given)
    except (KeyboardInterrupt, EOFError, click.Abort):
        session.say("\nNothing was saved.")
        raise click.Abort from None


def _ask_moment(session: Session, given: MomentOptions) -> Moment | None:
    journal = session.journal()
    words = journal.vocabulary
    person = PARTNER if given.person is None else journal.people.called(given.person)
    at: datetime | None = None
    if given.when:
        from companion.model.past_time import parse_past_time

        at = parse_past_time(given.when, session.clock)
    session.say(
        "Type a number to pick, a word to filter, Enter to move on."
        " You can skip any part; ctrl+c saves nothing."
    )
    if not given.when:
        at = _ask_time(session)
    triggers = _pick(session, "What happened?", "trigger", words.triggers)
    acts = _pick(session, "What did your partner do?", "partner_act", words.partner_acts)
    moods = _pick(session, "What did you feel?", "mood", words.moods)
    feelings = [Feeling(mood=mood, intensity=_how_strong(session, words.label(mood))) for mood in moods]
    urges = _pick(session, "What did you want to do?", "urge", words.acts)
    responses = _pick(session, "What did you do?", "response", words.responses)
    closeness = ask_number(session, "How close did it feel, from -3 (far apart) to 3 (very close)?", -3, 3)
    ending = ask("How did it end?")
    note = ask("In your own words, if you like:")
    codes = Codes(
        triggers=tuple(triggers),
        partner_acts=tuple(acts),
        feelings=tuple(feelings),
        urges=tuple(urges),
        responses=tuple(responses),
    )
    if codes == Codes() and not (ending or note) and closeness is None:
        return None
    if found := mentioned(session, note, codes):
        codes = with_mentioned(codes, pick_mentioned(session, found))
    return journal.log(
        when=at,
        person=person,
        starred=given.star,
        ending=ending,
        closeness=closeness,
        note=note,
        **codes.by_field(),
    )


def _ask_time(session: Session) -> datetime | None:
    """When it was, asked for until it is understood; ``None`` for Enter, which means now."""
    from companion.model.past_time import parse_past_time

    while answer := ask('When was it? Enter means now; "yesterday 9pm" or "2h ago" will do:'):
        try:
            at = parse_past_time(answer, session.clock)
        except InputRefused as error:
            session.say(f"  {error}")
            continue
        session.say(f"  {time_words(session, at)}")
        return at
    return None


def _pick(session: Session, question: str, kind: str, rows: Mapping[str, Any]) -> list[str]:
    """Ids picked from a numbered list, recent ones first; words narrow it down or pick."""
    journal = session.journal()
    labels = labels_of(rows, lambda id: journal.vocabulary.label(id, journal.settings))
    several = journal.vocabulary.ambiguous("response" if kind == "urge" else kind)
    index = LabelIndex(candidates_of(labels, rows, several))
    recent = [id for id in journal.timeline.recent_codes(kind) if id in labels]
    listed = list(dict.fromkeys([*recent, *labels]))
    chosen: list[str] = []
    session.say(f"\n{question}")
    _show(session, listed, labels)
    while answer := ask("", suffix="> "):
        numbers = answer.replace(",", " ").split()
        if all(number.isdecimal() for number in numbers):
            picked = [listed[int(n) - 1] for n in numbers if 0 < int(n) <= min(len(listed), MOST_SHOWN)]
            if len(picked) < len(numbers):
                session.say("  That number is not in the list.")
        else:
            certain = index.closest(answer)
            picked = [match.id for match in (certain if len(certain) == 1 else index.matches(answer))]
            if len(certain) != 1 or is_guessed_safety(rows[picked[0]], certain[0]):
                listed = picked or listed
                session.say("" if picked else "  No match; try another word.")
                _show(session, picked, labels)
                continue
        for id in dict.fromkeys(picked):
            if id not in chosen:
                for other in [each for each in chosen if NO_ACT in (id, each)]:
                    chosen.remove(other)
                    session.say(f"  - {one_line(labels[other])}")
                chosen.append(id)
                session.say(f"  + {one_line(labels[id])}")
    return chosen


def _show(session: Session, ids: list[str], labels: Labels) -> None:
    for number, id in enumerate(ids[:MOST_SHOWN], 1):
        session.say(f"  {number} {one_line(labels[id])}")
    if len(ids) > MOST_SHOWN:
        session.say(f"    and {len(ids) - MOST_SHOWN} more; type a word to find them")


def _how_strong(session: Session, label: str) -> int | None:
    return ask_number(session, f"How strong was it, 0 to 10? ({label})", 0, 10)
