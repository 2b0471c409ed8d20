"""A reminder, written for the calendar or the system when asked for."""

from datetime import datetime, time
from pathlib import Path

import click

from companion.cli.pass_session import pass_session
from companion.cli.session import Session
from companion.model.errors import InputRefused, NothingFound


class _TimeOfDay(click.ParamType[time]):
    """HH:MM, of 24 hours."""

    name = "time"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> time:
        try:
            return datetime.strptime(value, "%H:%M").time()
        except ValueError:
            self.fail(f"{value!r} is not a time of day; write it as HH:MM, such as 21:30", param, ctx)


@click.command()
@click.option("--at", "at", type=_TimeOfDay(), metavar="HH:MM", help="Remind at this time of day.")
@click.option("--days", default="", metavar="mon,wed", help="Remind only on these days. Default: every day.")
@click.option(
    "--ics",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Save a calendar file.",
)
@click.option("--systemd", is_flag=True, help="Save a systemd user timer (Linux).")
@click.option("--launchd", is_flag=True, help="Save a launchd user agent (macOS).")
@click.option("--remove", is_flag=True, help="Remove the reminder again.")
@pass_session
def remind(
    session: Session,
    at: time | None,
    days: str,
    file: Path | None,
    systemd: bool,
    launchd: bool,
    remove: bool,
) -> None:
    """Set up a reminder in your calendar or your system. There is none unless you ask for one.

    It says "Daily note" and nothing about a journal. Nothing is turned on for you; the one command that does
    it is shown. Without --ics, --systemd or --launchd, only the next dates are shown.

    \b
    Examples:
      companion remind --at 21:30 --ics evening.ics
      companion remind --at 21:30 --days sun --systemd
      companion remind --remove
    """
    from companion.system import reminders
    from companion.system.private_files import write_private

    kinds = [kind for kind, wanted in (("systemd", systemd), ("launchd", launchd)) if wanted]
    if remove:
        _remove(session, kinds, file)
        return
    if at is None:
        raise click.UsageError("Give a time with --at, for example --at 21:30.")
    on = reminders.parse_days(days)
    now = session.clock.now()
    if file is not None:
        earlier = ""
        if file.exists():
            earlier = file.read_bytes().decode("utf-8", "replace")
            if not reminders.is_own_calendar(earlier):
                raise InputRefused(
                    f"{file}: this file exists and was not written by companion; choose another name"
                )
        write_private(file, reminders.calendar_file(at, on, now, earlier))
        session.say(f"Saved {file}. Open it in your calendar to turn it on.")
    for kind in kinds:
        for unit in reminders.write_units(kind, at, on):
            session.say(f"Saved {unit}.")
        session.say(f"To turn it on, run:  {reminders.SWITCH_ON[kind]}")
    dates = "; ".join(f"{each:%a %d %b %Y, %H:%M}" for each in reminders.next_times(at, on, now))
    session.out(f"Next: {dates}.")
    if file is None and not kinds:
        session.say("Nothing saved; add --ics FILE, --systemd or --launchd.")


def _remove(session: Session, kinds: list[str], file: Path | None) -> None:
    """Remove the files of these kinds, of all where none is named; the calendar's only where it is named."""
    from companion.system import reminders

    removed = 0
    for kind in kinds or ([] if file is not None else list(reminders.UNIT_WRITERS)):
        units = reminders.remove_units(kind)
        for unit in units:
            session.say(f"Removed {unit}.")
        if units:
            session.say(f"If it was turned on, turn it off with:  {reminders.SWITCH_OFF[kind]}")
        removed += len(units)
    if file is not None and file.exists():
        if not reminders.is_own_calendar(file.read_bytes().decode("utf-8", "replace")):
            raise InputRefused(f"{file}: this was not written by companion, so it was not removed")
        file.unlink()
        session.say(f"Removed {file}. Your calendar keeps its own copy; delete the event there.")
        removed += 1
    if not removed:
        raise NothingFound("no reminder found")
