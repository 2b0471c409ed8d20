"""What is counted beside the patterns, in words: how it reads, rests in quiet mode, and when it is news."""

import re
from dataclasses import replace

from companion.model.records import Experiment, Settings, Story
from companion.patterns.calibration import Band, StoryCounts
from companion.patterns.experiments import ExperimentCount
from companion.patterns.measures import Measures
from companion.patterns.repair import Repair
from companion.patterns.urges import UrgeCount
from companion.review.allowed_measures import allowed_measures
from companion.review.measures_text import measure_texts, urge_words
from companion.review.week_render import measure_as_text
from tests.review.diary import VOCABULARY, at, full_entries, week

KIM = Settings(partner_name="Kim")
PULLED = UrgeCount(urge="withdrew", wanted=7, done=3, done_moments=("m1",), other_moments=("m3",))
REACHED = UrgeCount(urge="reached_out", wanted=6, done=6)
REPAIR = Repair(
    own=("a", "b"), partner=("c", "d", "e"), both=("f",), not_noted=("g",), ruptures=tuple("hijklmn"),
    left_out=2, median_hours=14.0, middle_hours=(4.0, 50.0),
)  # fmt: skip
STORIES = StoryCounts(
    as_feared=2, otherwise=7, still_unknown=1, moments_as_feared=("a",), moments_otherwise=("b",),
    bands=(
        Band(low=34, high=66, true=0, n=3, mean=50.0, interval=(0.0, 0.4), moments=()),
        Band(low=67, high=100, true=2, n=6, mean=81.2, interval=(0.12, 0.65), moments=()),
    ),
)  # fmt: skip
TRIAL = Experiment(
    id="e", pattern="withdraw_after_affection", if_then="If warmth comes, then I breathe.", started_at=at(-20)
)
TRIED = ExperimentCount(
    id="e", pattern="withdraw_after_affection", chances=7, tried=4, during=(3, 6), before=(7, 9),
    interval=(-0.6, 0.1), after_tries=(1, 4), after_others=(2, 2),
)  # fmt: skip
ALL = Measures(urges=(PULLED, REACHED), repair=REPAIR, stories=STORIES, experiments=(TRIED,))


def told(measures: Measures) -> dict[str, str]:
    """By id, all that is said."""
    return {
        one.id: " ".join([one.line.text, *one.notes])
        for one in measure_texts(measures, [TRIAL], VOCABULARY, KIM)
    }


def test_each_is_said_in_counts() -> None:
    said = told(ALL)
    assert said["urge:withdrew"] == "You wanted to pull away 7 times, and did 3 times."
    assert said["urge:reached_out"] == "You wanted to reach out 6 times, and did every time."
    assert said["repair"] == (
        "After 7 arguments, silences or times of pulling back, you noted being back in touch within"
        " seven days 6 times: twice it came from you, 3 times from Kim and once from both of you."
        " Half of them took 14 hours or less; without the quickest and the slowest quarter,"
        " it was 4 hours to 2 days."
        " 2 more were not counted: a day without entries came next, or the seven days are not over yet."
    )
    assert said["stories"] == (
        "You checked 9 worries: 2 came true, 7 turned out differently."
        " Of the 6 times you were 67 to 100% sure (81% on average), two came true;"
        " anything from 12 to 65 in 100 would fit so few."
        " Too few to say anything: 34 to 66% sure (3 of the 5 needed). 1 is still unknown and not counted."
    )
    assert said["experiment:e"] == (
        "“If warmth comes, then I breathe”. It came up 7 times, and you tried it 4 times."
        " “Pulling back after closeness”: 3 of 6 since you started, 7 of 9 in the eight weeks before."
        " Anything from 60 fewer to 10 more in 100 would fit these counts, and other things have changed"
        " in that time too. Since then, 1 of 4 when you tried it and 2 of 2 when you did not."
    )


def test_a_change_is_said_only_where_it_is_tested() -> None:
    shares = {"recent": (1, 8), "earlier": (9, 10), "recent_weeks": 8, "q": 0.001}
    changed = replace(PULLED, wanted=18, done=10, change="less", **shares)  # type: ignore[arg-type]
    one = urge_words(changed, VOCABULARY, KIM)
    assert one.notes == ("You did it less often lately: 1 of 8 in the last eight weeks, 9 of 10 before.",)
    assert one.state == "did 10 of 18, less often lately"
    [note] = urge_words(replace(changed, change=""), VOCABULARY, KIM).notes
    assert note == (
        "Before, you did it 9 of 10 times; in the last eight weeks, 1 of 8."
        " A change of that size could be chance."
    )


def test_a_word_of_ones_own_is_quoted() -> None:
    one = urge_words(UrgeCount(urge="hummed", wanted=6, done=1), VOCABULARY, KIM)
    assert one.line.text == "You noted the urge “hummed” 6 times, and did once."


def test_with_too_little_nothing_is_said_and_too_little_to_compare_is_named() -> None:
    few = Measures(
        urges=(replace(PULLED, wanted=5),),
        repair=replace(REPAIR, partner=(), both=()),
        stories=replace(STORIES, otherwise=3),
        experiments=(replace(TRIED, chances=0),),
    )
    assert told(few) == {}
    assert (
        "5 of each are needed" in told(Measures(experiments=(replace(TRIED, interval=None),)))["experiment:e"]
    )


def test_in_quiet_mode_only_what_is_good_stays() -> None:
    resting = replace(TRIAL, exercise="ex_receive_affection")
    assert allowed_measures(ALL, [TRIAL], VOCABULARY, quiet=False) == ALL
    quiet = allowed_measures(ALL, [TRIAL], VOCABULARY, quiet=True)
    assert set(told(quiet)) == {"experiment:e"}
    assert "Pulling back" not in told(quiet)["experiment:e"]
    assert not allowed_measures(ALL, [resting], VOCABULARY, quiet=True).experiments


def test_no_word_judges_or_advises_and_distance_has_its_calm_line() -> None:
    refused = re.compile(
        r"\b(always|never|because|you are|should|streak|missed|failed|success|works?|better|worse)\b", re.I
    )
    for one in measure_texts(ALL, [TRIAL], VOCABULARY, KIM):
        text = measure_as_text(one, VOCABULARY, KIM)
        assert not refused.search(" ".join([text, one.title, one.state]))
        assert ("Stepping back can also be healthy" in " ".join(text.split())) == (one.id == "urge:withdrew")


def test_what_a_person_wrote_reaches_no_terminal_raw() -> None:
    hostile = replace(TRIAL, if_then="\x1b[31mIf [bold]x[/]\u202e")
    [one] = measure_texts(
        Measures(experiments=(TRIED,)), [hostile], VOCABULARY, Settings(partner_name="\x1b[1mKim")
    )
    assert "\x1b" not in measure_as_text(one, VOCABULARY, KIM)
    repair = measure_texts(Measures(repair=REPAIR), [], VOCABULARY, Settings(partner_name="\x1b[1mKim"))
    assert "\x1b" not in measure_as_text(next(repair), VOCABULARY, KIM)


# The week


def test_the_week_tells_only_what_is_new() -> None:
    assert week(full_entries(), measures=ALL, experiments=(TRIAL,)).measures == ()
    changed = replace(PULLED, change="less", recent=(1, 8), earlier=(9, 10), recent_weeks=8)
    closed = Story(id="s", feared="x", turned_out="otherwise", closed_at=at(3))
    ended = replace(TRIAL, ended_at=at(5))
    found = week(
        full_entries(), measures=replace(ALL, urges=(changed,)), stories=(closed,), experiments=(ended,)
    ).measures
    assert [line.text.split(",")[0] for line in found] == [
        "You wanted to pull away 7 times",
        "You checked 9 worries: 2 came true",
    ]
    assert not week(full_entries(), measures=replace(ALL, urges=(changed,)), quiet=True).measures


def test_contact_is_news_once_in_the_week_in_which_there_is_enough() -> None:
    just = replace(REPAIR, own=("m1", "b"))
    six = replace(just, not_noted=())
    assert (
        "you noted being back in touch within seven days every time"
        in week(full_entries(), measures=Measures(repair=six)).measures[0].text
    )
    assert week(full_entries(), measures=Measures(repair=just)).measures == ()
