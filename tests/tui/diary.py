"""A diary of twelve weeks by hand, for the panes that tell: closeness, and pulling back after it."""

from datetime import datetime, timedelta

from companion.journal import Journal
from companion.model.records import Feeling

WEEKS = 12


def write_diary(journal: Journal) -> None:
    """A moment of closeness every sixth day, and another thing on most of the days between.

    After closeness pulling back is noted four times in five, in the same entry or a few hours later; hardly
    ever at other times. After pressing the other steps back at times, and is then pressed again. One day in
    fourteen is left without an entry.
    """
    now = journal.clock.now()
    closeness = 0
    for n in range(WEEKS * 7):
        at = now - timedelta(days=WEEKS * 7 - 1 - n, hours=9)
        if n % 14 == 2:
            continue
        if n % 6 == 5:
            closeness += 1
            _closeness(journal, at, closeness)
        elif n % 6 == 2 and n < WEEKS * 7 - 7:
            _pressing(journal, at, back=n % 4 == 0)
        else:
            _other(journal, at, n)


def _closeness(journal: Journal, at: datetime, n: int) -> None:
    back, same = n % 5 != 3, n % 2 == 0
    journal.log(
        when=at,
        triggers=["affection_received" if n % 3 else "deep_talk"],
        partner_acts=["pb_warm"],
        feelings=[Feeling(mood="overwhelmed" if back else "tender", intensity=4 + n % 5)],
        urges=["withdrew"],
        responses=["withdrew"] if back and same else [] if back else ["accepted_affection"],
        closeness=-1 if back and same else 2,
        person="Kim",
        note="A long hug in the kitchen. Part of me went stiff, part of me stayed." if n % 2 else "",
    )
    if back and not same:
        journal.log(when=at + timedelta(hours=3 + n % 5), responses=["kept_busy"], closeness=-2, person="Kim")


def _pressing(journal: Journal, at: datetime, *, back: bool) -> None:
    journal.log(when=at, triggers=["slow_reply"], responses=["pursued"], closeness=-1, person="Kim")
    if back:
        journal.log(when=at + timedelta(hours=4), partner_acts=["pb_withdrew"], person="Kim")
        journal.log(
            when=at + timedelta(hours=7), triggers=["partner_quiet"], responses=["pursued"], person="Kim"
        )


def _other(journal: Journal, at: datetime, n: int) -> None:
    journal.log(
        when=at,
        triggers=[("ordinary_moment", "outside_stress", "disagreement", "plans_changed")[n % 4]],
        feelings=[Feeling(mood=("calm", "anxious", "content")[n % 3], intensity=3 + n % 6)],
        responses=[("reached_out", "repaired", "listened_validated", "stayed_present")[n % 4]],
        closeness=n % 4 - 1,
        person="Kim",
        note="Bad news from work, and the tram was late." if n % 4 == 1 else "",
    )
