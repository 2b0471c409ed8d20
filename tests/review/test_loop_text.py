"""The loop in words: steps, counts, and what is missing."""

from companion.model.records import Settings
from companion.patterns.loop import Arrow, Loop, Round
from companion.review.loop_text import loop_json, loop_lines, loop_text
from tests.review.diary import VOCABULARY

KIM = Settings(partner_name="Kim")
WHOLE = Round(
    codes=("partner_quiet", "anxious", "pursued", "pursued", "pb_withdrew", "far"),
    arrows=(Arrow(5, 6), Arrow(4, 5), Arrow(5, 5), Arrow(6, 6), Arrow(5, 6), Arrow(2, 6)),
    ids=tuple("abcdef"),
    of=9,
)


def test_a_round_in_sentences() -> None:
    text = loop_text(Loop(WHOLE, None), VOCABULARY, KIM)
    assert text.missing == ()
    assert list(loop_lines(text.rounds[0])) == [
        "The way it most often went, in 6 of 9 moments that started like this:",
        "what happened: Kim seemed quiet or distant; then, in 5 of 6:",
        "what you felt: anxious; then, in 4 of 5:",
        "what you wanted: to press for an answer; then, in 5 of 5:",
        "what you did: pressed for an answer; then, in 6 of 6:",
        "what Kim did: pulled away; then, in 5 of 6:",
        "how close it felt: distant",
        "it started like this again within three days 2 of 6 times",
    ]


def test_what_is_missing_is_said_with_its_count() -> None:
    def said(one: Round) -> str:
        (words,) = loop_text(Loop(one, None), VOCABULARY, KIM).missing
        return words

    assert "So far there are at most 2." in said(Round(missing="happened", held=2))
    part = Round(codes=WHOLE.codes[:2], ids=tuple("abcdefg"), of=9, missing="wanted", held=2)
    far = (
        "is known as far as “Kim seemed quiet or distant” and “anxious”, in 7 moments."
        " Of these, 2 say what you"
    )
    assert said(part) == f"The way it most often went {far} wanted; four that say the same are needed."
    other = loop_text(Loop(WHOLE, part), VOCABULARY, KIM).missing
    assert other == (f"Another way {far} wanted; four that say the same are needed.",)


def test_another_way_that_lacks_moments_counts_those_that_went_it() -> None:
    part = Round(codes=WHOLE.codes[:3], ids=tuple("abcdefgh"), of=9, missing="did", held=2)
    (words,) = loop_text(Loop(WHOLE, part), VOCABULARY, KIM).missing
    assert words.endswith(
        "in 8 moments. In 2 of these you did something else; four in which you did the same are needed."
    )


def test_a_long_name_leaves_the_step_short() -> None:
    long = Settings(partner_name="Maximiliane-Charlotte von Hohenstein")
    names = [step.name for step in loop_text(Loop(WHOLE, None), VOCABULARY, long).rounds[0].steps]
    assert names[4] == "what they did"


def test_as_json_with_the_step_that_is_missing() -> None:
    part = Round(codes=("partner_quiet",), ids=("a",), missing="felt", held=1)
    found = loop_json(Loop(part, WHOLE))
    assert found["round"] == {
        "steps": {"happened": "partner_quiet"}, "arrows": [], "missing": "felt", "moments": ["a"], "of": 0,
    }  # fmt: skip
    assert found["other_way"]["steps"]["how_close"] == "far"
    assert found["other_way"]["arrows"][-1] == {"k": 2, "n": 6}
    assert loop_json(Loop(part, None))["other_way"] is None
