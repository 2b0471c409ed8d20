"""The loop in words: steps, counts, and what is missing."""

from companion.model.records import Settings
from companion.patterns.loop import Arrow, Loop, Round
from companion.review.loop_text import loop_json, loop_lines, loop_text
from tests.review.diary import VOCABULARY

KIM = Settings(partner_name="Kim")
WHOLE = Round(
    codes=("partner_quiet", "anxious", "pursued", "pursued", "pb_withdrew", "further"),
    arrows=(Arrow(5, 6), Arrow(4, 5), Arrow(5, 5), Arrow(6, 6), Arrow(5, 6), Arrow(2, 6)),
    ids=tuple("abcdef"),
)


def test_a_round_in_sentences() -> None:
    text = loop_text(Loop(WHOLE, None), VOCABULARY, KIM)
    assert text.missing == ()
    assert list(loop_lines(text.rounds[0])) == [
        "The round that went round, 6 moments:",
        "what happened: Kim seemed quiet or far away; then, in 5 of 6:",
        "what you felt: Anxious; then, in 4 of 5:",
        "what you wanted: To press for an answer; then, in 5 of 5:",
        "what you did: Pressed for an answer now; then, in 6 of 6:",
        "what Kim did: Pulled away; then, in 5 of 6:",
        "how it ended: further apart",
        "the same once more within three days: 2 of 6",
    ]


def test_what_is_missing_is_said_with_its_count() -> None:
    def said(one: Round) -> str:
        (words,) = loop_text(Loop(one, None), VOCABULARY, KIM).missing
        return words

    assert "So far there are at most 2 of these; it takes four." in said(Round(missing="happened", held=2))
    ids = tuple("abcdefg")
    codes = WHOLE.codes[:2]
    began = "Of 7 moments that started with “Kim seemed quiet or far away”, "
    assert said(Round(codes=codes, ids=ids, missing="wanted", held=2)) == (
        f"{began}2 also say what you wanted; it takes four to go on."
    )
    other = loop_text(Loop(WHOLE, Round(codes=codes, ids=ids, missing="wanted")), VOCABULARY, KIM).missing
    assert other[0].startswith(began.replace(", ", " and went another way, 0 also say"))
    assert said(Round(codes=codes, ids=ids, missing="wanted", held=6)) == (
        f"{began}6 also say what you wanted, but fewer than four of them the same."
    )


def test_as_json_with_the_step_that_is_missing() -> None:
    part = Round(codes=("partner_quiet",), ids=("a",), missing="felt", held=1)
    found = loop_json(Loop(part, WHOLE))
    assert found["round"] == {
        "steps": {"happened": "partner_quiet"}, "arrows": [], "missing": "felt", "moments": ["a"],
    }  # fmt: skip
    assert found["other_way"]["steps"]["ended"] == "further"
    assert found["other_way"]["arrows"][-1] == {"k": 2, "n": 6}
    assert loop_json(Loop(part, None))["other_way"] is None
