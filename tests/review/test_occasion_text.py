"""One occasion in a few lines: when it was, what followed and how long after, or that nothing did."""

from datetime import timedelta

import pytest

from companion.model.records import Moment, Settings
from companion.patterns.occasions import Occasion, Step
from companion.review.drawing import plain, width_of
from companion.review.occasion_text import OccasionText
from tests.review.diary import VOCABULARY, at, moment

CLOSE = moment("close", at(2, "22:04"), "affection_received", "loved:7 safe:6", responses="stayed_present",
               note="They put a hand on mine.")  # fmt: skip
AWAY = moment("away", at(4, "07:52"), responses="reached_out withdrew", feelings="distant:4",
              note="Two good evenings, so out I went before breakfast. " * 4)  # fmt: skip
BLANK = moment("blank", at(0, "18:00"), "affection_received")
NONE = moment("none", at(0, "18:00"), "affection_received", responses="none_of_these")
SHARP = moment("sharp", at(1, "18:00"), "ordinary_moment", responses="criticised")
EARLY = moment("early", at(1, "21:00"), responses="kept_busy")
HARD = moment("hard", at(1, "21:00"), partner_acts="pb_hard_to_reach")
ENTRIES = {one.id: one for one in (CLOSE, AWAY, BLANK, NONE, SHARP, EARLY, HARD)}


def text(
    pattern: str = "withdraw_after_affection", kind: str = "same_moment", year: int = 2026
) -> OccasionText:
    return OccasionText(
        VOCABULARY.patterns[pattern],
        kind,
        "$distance",
        VOCABULARY,
        Settings(partner_name="Robin"),
        ENTRIES.get,
        year,
    )


def occasion(
    of: Moment, *after: Step, counted: bool = False, answered: bool = True, before: Step | None = None
) -> Occasion:
    return Occasion(0, 0, (of.id,), counted, answered, after, before)


def test_what_came_later_stands_under_what_happened_with_the_hours_and_the_first_words() -> None:
    rows = plain(text().rows(occasion(CLOSE, Step("away", 33.8)), 76))
    assert rows == [
        "• Wed 25 Feb 22:04  Affection came my way               felt loved 7, safe 6",
        "╰─ 34 hours later, Fri 27 Feb 07:52: ‹ pulled away, › reached out",
        "   Two good evenings, so out I went before breakfast. Two good evenings, …",
    ]
    narrow = text(year=2027).rows(occasion(CLOSE, Step("away", 33.8)), 44, note_lines=2, sign=False)
    assert plain(narrow)[:3] == [
        "Wed 25 Feb 2026 22:04  Affection came my way",
        "│ felt loved 7, safe 6",
        "╰─ 34 hours later, Fri 27 Feb 2026 07:52:",
    ]
    assert all(width_of(row) <= 44 for row in narrow)


@pytest.mark.parametrize(
    ("one", "kind", "said"),
    [
        (occasion(CLOSE), "same_moment", "╰─ noted instead: › stayed with it"),
        (occasion(NONE), "same_moment", "╰─ noted: nothing of the kind"),
        (occasion(BLANK, answered=False), "same_moment", "╰─ nothing was noted, which is not a no"),
        (occasion(CLOSE), "window", "╰─ › stayed with it; nothing of the kind in the 48 hours after"),
        (occasion(BLANK), "afterwards", "╰─ nothing of the kind in the 24 hours after"),
        (occasion(BLANK), "next_day", "╰─ nothing of the kind on the day after"),
        (occasion(AWAY, Step("away"), counted=True), "same_moment",
         "╰─ in the same entry: ‹ pulled away, › reached out"),
    ],
)  # fmt: skip
def test_what_went_otherwise_says_how_and_a_blank_is_no_answer(one: Occasion, kind: str, said: str) -> None:
    assert plain(text(kind=kind).rows(one, 80, note_lines=0))[-1] == said


def test_what_could_not_be_followed_says_why() -> None:
    rows = plain(text(kind="window").rows(occasion(BLANK), 90, left_out=True))
    assert rows[-1] == "╰─ the time after is not over yet, or has days without entries"


def test_what_stood_before_is_told_where_it_is_compared_with() -> None:
    one = occasion(CLOSE, Step("away", 20.0), counted=True, before=Step("early", 25.0))
    both = plain(text(kind="afterwards").rows(one, 80, note_lines=0))
    assert both[1] == "├─ 25 hours before, Tue 24 Feb 21:00: ‹ got busy"
    assert both[2].startswith("╰─ 20 hours later, ")
    assert len(plain(text().rows(one, 80, note_lines=0))) == 2


def test_a_pattern_of_the_other_seat_names_the_act_it_began_with_and_who_did_what() -> None:
    rows = plain(
        text("partner_steps_back_after_sharp_word", "window").rows(
            occasion(SHARP, Step("hard", 3.0), counted=True), 80
        )
    )
    assert rows == [
        "● Tue 24 Feb 18:00  An ordinary moment  ‹ found fault",
        "╰─ 3 hours later, Tue 24 Feb 21:00: ‹ Robin: was hard to reach",
    ]


def test_in_a_sentence_it_has_no_signs() -> None:
    said = text().said(occasion(CLOSE, Step("away", 33.8)))
    assert said == (
        "Wed 25 Feb 22:04, Affection came my way; felt loved 7 out of 10, safe 6 out of 10;"
        " 34 hours later, Fri 27 Feb 07:52: pulled away, reached out."
    )


def test_an_entry_that_is_gone_and_words_that_would_be_commands_do_no_harm() -> None:
    assert plain(text().rows(Occasion(0, 0, ("gone",), True, True), 60)) == ["This entry was deleted."]
    evil = moment(
        "evil", at(0) - timedelta(days=1), "affection_received", note="\x1b[31m[b]x[/]\n" + "愛" * 90
    )
    one = OccasionText(
        VOCABULARY.patterns["withdraw_after_affection"], "window", "", VOCABULARY, Settings(),
        {"evil": evil}.get, 2026,
    )  # fmt: skip
    rows = one.rows(Occasion(0, 0, ("evil",), False, True), 40, note_lines=2)
    assert all(width_of(row) <= 40 for row in rows)
    assert "\x1b" not in "".join(plain(rows))
