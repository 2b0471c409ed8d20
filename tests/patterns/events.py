"""Moments on days counted from 1970-01-01, for what is counted beside the patterns."""

from hypothesis import strategies as st

from companion.model.events import CodedEvent

DAY, HOUR = 86_400, 3600
DAY_START = 4 * HOUR
LATE = 400 * DAY
"""Seconds: long after every moment here."""


def seen(day: float, hour: float, codes: str, id: str = "") -> CodedEvent:
    """A moment, its codes parted by spaces."""
    at = int(day * DAY + hour * HOUR)
    return CodedEvent(at, at, id or f"{at:08}", frozenset(codes.split()))


codes = st.sampled_from(
    ["slow_reply", "disagreement", "R:withdrew", "R:reached_out", "R:repaired", "PB:pb_warm", "deep_talk",
     "felt_afraid", "R:shut_down"]
)  # fmt: skip
diaries = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.integers(0, 23),
        st.frozensets(codes, max_size=3),
        st.frozensets(
            st.sampled_from(["withdrew", "shut_down", "reached_out", "self_protected"]), max_size=2
        ),
    ),
    max_size=40,
)
"""Rows of (day, hour, codes, urges)."""

Rows = list[tuple[int, int, frozenset[str], frozenset[str]]]


def laid_out(rows: Rows) -> tuple[list[CodedEvent], dict[str, frozenset[str]]]:
    """The rows as moments, and what was wanted in each of them by its id."""
    entries = [
        CodedEvent(day * DAY + hour * HOUR, day * DAY + hour * HOUR, f"{n:03}", some)
        for n, (day, hour, some, _) in enumerate(rows)
    ]
    return entries, {entry.id: row[3] for entry, row in zip(entries, rows, strict=True) if row[3]}
