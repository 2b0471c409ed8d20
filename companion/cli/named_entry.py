"""Which entry is meant on the command line: by the beginning of its id, or the last one."""

from companion.cli.session import Session
from companion.model.errors import NothingFound
from companion.model.records import Entry

LAST = "last"


def named_entry(session: Session, id: str = LAST) -> Entry:
    """The entry whose id begins so, or the one written last.

    Raises NothingFound; InputRefused where several begin so.
    """
    timeline = session.journal().timeline
    if id != LAST:
        return timeline.entry(id)
    entry = timeline.last_written()
    if entry is None:
        raise NothingFound(f"no entries yet; run `{session.command('log')}` to write the first one")
    return entry
