"""What was asked about days, as it is read in both faces."""

from companion.patterns.day_comparison import DayComparison
from companion.review import day_text
from companion.review.day_subjects import DaySubject
from companion.review.day_text import DayAnswer

TALK = DaySubject("deep_talk", "deep_talk", "A deep conversation", "“A deep conversation”", "what happened")
CALM = DaySubject("F:calm", "calm", "Calm", "“calm”", "what you felt")


def compared(measure: str = "closeness", code: str = "deep_talk", **fields: object) -> DayComparison:
    values: dict[str, object] = {
        "n": 14, "n0": 38, "mean": 1.25, "mean0": 0.45, "difference": 0.8, "interval": (0.3, 1.3), "q": 0.01,
    }  # fmt: skip
    return DayComparison(code=code, measure=measure, **{**values, **fields})  # type: ignore[arg-type]


def words(one: DayComparison, subject: DaySubject = TALK) -> str:
    return " ".join(" ".join(day_text.answer_as_text(DayAnswer(subject, (one,)), 3)).split())


def test_both_means_the_days_on_either_side_and_what_would_fit() -> None:
    told = day_text.answer_as_text(DayAnswer(TALK, (compared(),)), 3)
    assert told[:2] == ["On days with “A deep conversation”", "  How close it was"]
    assert told[3:] == [
        "    ● with it  +1.25  14 days",
        "    ○ without  +0.45  38 days",
        "    0.80 closer; anything from 0.30 to 1.30 would fit these days. Clear so",
        "    far.",
    ]
    line = told[2].strip()
    assert line.startswith("distant ") and line.endswith(" close")
    # +1.25 and +0.45 on a scale of 3: both right of the middle, the days with it farther.
    assert line.index("┼") < line.index("○") < line.index("●")


def test_how_sure_it_is_in_the_words_that_patterns_use() -> None:
    assert words(compared(q=0.06)).endswith("It could still be chance.")
    open_end = words(compared(q=0.4, difference=-0.1, interval=(-0.9, 0.7), mean=0.35))
    assert "0.10 more distant; anything from 0.90 more distant to 0.70 closer would fit" in open_end
    assert open_end.endswith("No difference so far.")
    assert "Just as close;" in words(compared(q=1.0, difference=0.0, interval=(-0.2, 0.2)))


def test_feelings_have_words_of_their_own_and_the_one_asked_about_is_left_out() -> None:
    felt = compared("feeling", mean=-0.2, mean0=0.1, difference=-0.3, interval=(-0.5, -0.1))
    assert "How it felt hard " in words(felt) and "−0.20 14 days" in words(felt)
    assert "0.30 less pleasant; anything from 0.10 to 0.50 would fit these days." in words(felt)
    own = compared("feeling", "F:calm")
    assert words(own, CALM).startswith("On days with “calm” How the other feelings were hard ")


def test_too_few_days_on_either_side_say_how_far_it_is() -> None:
    nothing = {"mean": None, "mean0": None, "difference": None, "interval": None, "q": None}
    assert words(compared(n=4, n0=30, **nothing)).endswith("How close it was 4 of the 6 days needed.")
    assert words(compared(n=30, n0=4, **nothing)).endswith("4 of the 6 other days needed.")


def test_how_many_were_asked_is_said_plainly() -> None:
    assert day_text.asked_words(0) == "Nothing asked so far."
    assert day_text.asked_words(1) == "You asked about one thing so far."
    assert day_text.asked_words(3).startswith("You asked about three things so far.")
    assert "the clearer a difference has to be" in day_text.asked_words(3)


def test_in_json_each_measure_has_plain_fields() -> None:
    (row,) = day_text.day_json([DayAnswer(TALK, (compared(),))])
    assert row == {
        "id": "deep_talk", "label": "A deep conversation", "kind": "what happened",
        "closeness": {
            "n": 14, "n0": 38, "mean": 1.25, "mean0": 0.45, "difference": 0.8, "interval": (0.3, 1.3),
            "q": 0.01, "told": True, "needed": None,
        },
    }  # fmt: skip
