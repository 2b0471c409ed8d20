"""A reminder, written for the calendar or the system when asked for."""

from datetime import time
from pathlib import Path

import click

from companion.cli.session import Session, pass_session
from companion.model.errors import InputRefused, NothingFound

_AT = click.DateTime(["%H:%M"])


@click.command()
@click.option("--at", "at", type=_AT, metavar="HH:MM", help="The time of day.")
@click.option("--days", default="", metavar="mon,wed", help="Only on these days; every day without.")
@click.option(
    "--ics", "file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="A calendar file."
)
@click.option("--systemd", is_flag=True, help="A timer of your own systemd (Linux).")
@click.option("--launchd", is_flag=True, help="An agent of your own launchd (macOS).")
@click.option("--remove", is_flag=True, help="Remove what this command wrote.")
@pass_session
def remind(
    session: Session, at: object, days: str, file: Path | None, systemd: bool, launchd: bool, remove: bool
) -> None:
    """Write a reminder for your calendar, or for the system you use. There is none unless you ask.

    It says "Daily note" and nothing about what is in the journal or that there is one. Nothing is switched
    on: the one command that does it is shown. Without a place to write to, only the next dates are.

    \b
    Examples:
      companion remind --at 21:30 --ics evening.ics
      companion remind --at 21:30 --days sun --systemd
      companion remind --remove
    """
    from companion.system import reminders

    kinds = [kind for kind, wanted in (("systemd", systemd), ("launchd", launchd)) if wanted]
    if remove:
        _remove(session, kinds, file)
        return
    if at is None:
        raise click.UsageError("Say when with --at, for example --at 21:30.")
    when: time = at.time()  # type: ignore[attr-defined]
    on = reminders.parse_days(days)
    now = session.clock.now()
    if file is not None:
        earlier = ""
        if file.exists():
            earlier = file.read_bytes().decode("utf-8", "replace")
            if not reminders.is_own_calendar(earlier):
                raise InputRefused(f"{file}: this is another file; name one that is not there yet")
        _write(file, reminders.calendar_file(when, on, now, earlier))
        session.say(f"Wrote {file}. Opening it in your calendar switches it on.")
    for kind in kinds:
        for unit, data in reminders.UNIT_WRITERS[kind](when, on).items():
            unit.parent.mkdir(parents=True, exist_ok=True)
            _write(unit, data)
            session.say(f"Wrote {unit}.")
        session.say(f"This switches it on:  {reminders.SWITCH_ON[kind]}")
    dates = "; ".join(f"{at:%a %d %b %Y, %H:%M}" for at in reminders.next_times(when, on, now))
    session.out(f"The next ones: {dates}.")
    if file is None and not kinds:
        session.say("Nothing was written; --ics FILE, --systemd or --launchd does.")


def _write(file: Path, data: bytes) -> None:
    from companion.system.private_files import write_private

    write_private(file, data)


def _remove(session: Session, kinds: list[str], file: Path | None) -> None:
    """Remove the files of these kinds, of all where none is named; the calendar's only where it is named."""
    from companion.system import reminders

    removed = 0
    for kind in kinds or ([] if file is not None else list(reminders.UNIT_WRITERS)):
        units = [unit for unit in reminders.UNIT_WRITERS[kind](time(), ()) if unit.exists()]
        for unit in units:
            unit.unlink()
            session.say(f"Removed {unit}.")
        if units:
            session.say(f"If it was switched on, this ends it:  {reminders.SWITCH_OFF[kind]}")
        removed += len(units)
    if file is not None and file.exists():
        if not reminders.is_own_calendar(file.read_bytes().decode("utf-8", "replace")):
            raise InputRefused(f"{file}: this was not written here, and stays")
        file.unlink()
        session.say(f"Removed {file}. A calendar keeps what it took in; delete the event there.")
        removed += 1
    if not removed:
        raise NothingFound("there is no reminder that was written here")
