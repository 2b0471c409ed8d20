"""What the answers of the evening check came to, in words."""

from companion.model.records import Settings
from companion.model.vocabulary import load_vocabulary
from companion.patterns.evening_checks import CheckCount
from companion.review.check_text import check_sentences, check_words, question

WORDS = load_vocabulary()
NAMED = Settings(partner_name="Robin")


def told(count: CheckCount) -> tuple[str, ...]:
    return check_sentences(count, WORDS.patterns[count.pattern], WORDS, NAMED)


def test_evenings_with_are_told_beside_evenings_without_and_then_the_day_after() -> None:
    count = CheckCount(
        pattern="withdraw_after_affection", state="holds_up",
        k=9, n=14, k0=4, n0=26, next_k=5, next_n=13, next_k0=6, next_n0=25,
    )  # fmt: skip
    assert told(count) == (
        "On 14 of 40 evenings you noted closeness; pulling back on 9 of these 14, and on 4 of the other 26.",
        "On the evening after: pulling back on 5 of 13, and on 6 of 25 after the others.",
    )


def test_what_may_be_chance_says_so_and_a_day_after_that_nobody_knows_is_left_out() -> None:
    count = CheckCount(pattern="partner_steps_back_after_pressure", state="early_sign", k=3, n=7, k0=1, n0=9)
    assert told(count) == (
        "On 7 of 16 evenings you noted pressing or fault-finding;"
        " Robin stepping back on 3 of these 7, and on 1 of the other 9.",
        "Could still be chance.",
    )


def test_too_few_answers_say_how_far_it_is() -> None:
    for what, needed, words in (
        ("evenings", "5 of 6", "5 of the 6 evenings needed."),
        ("others", "0 of 6", "0 of the 6 other evenings needed."),
        ("weeks", "1 of 2", "1 of the 2 weeks needed."),
    ):
        count = CheckCount(pattern="stress_spillover", needed=needed, needed_what=what)
        assert told(count) == (words,)


def test_every_pattern_has_words_of_its_own_that_ask_and_go_on_in_a_sentence() -> None:
    for pattern in WORDS.patterns.values():
        assert pattern.happened and pattern.followed, pattern.id
        for words in check_words(pattern, WORDS, NAMED):
            assert "{" not in words and not words.endswith((".", "?")), pattern.id
            assert words[0].islower() or words.startswith("Robin"), pattern.id
            assert len(question(words)) <= 45, pattern.id
