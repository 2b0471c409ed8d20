"""Local days as seconds on the clock on the wall, as rows hold them."""

from datetime import date

DAY = 86_400
EPOCH_DAY = date(1970, 1, 1).toordinal()


def span(first: date, last: date, start: int) -> tuple[int, int]:
    """Wall-clock seconds of local days.

    From the first day's begin up to, and without, the end of the last.
    """
    low = (first.toordinal() - EPOCH_DAY) * DAY + start
    return low, low + (last.toordinal() - first.toordinal() + 1) * DAY


def day_of(wall: int, start: int) -> date:
    """The local day of a second on the wall clock, where days begin ``start`` seconds after midnight."""
    return date.fromordinal((wall - start) // DAY + EPOCH_DAY)
