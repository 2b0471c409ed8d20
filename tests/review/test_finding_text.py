"""A finding in words: its state, its sentence, its rule, and what stands around it."""

import pytest

from companion.model.records import Settings
from companion.patterns.findings import Contrast, Finding
from companion.review import finding_text
from tests.review.diary import VOCABULARY, finding

PATTERNS = VOCABULARY.patterns


KIM = Settings(partner_name="Kim")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"state": "counting", "needed": "5 of 6", "needed_what": "bouts"}, "5 of the 6 needed"),
        ({"state": "counting", "needed": "3 of 6", "needed_what": "comparison"},
         "3 of the 6 other times needed"),
        ({"state": "counting", "needed": "1 of 2", "needed_what": "weeks"}, "1 of the 2 weeks needed"),
        ({"state": "not_seen"}, "no difference so far"),
        ({"state": "early_sign"}, "could still be chance"),
        ({"state": "holds_up"}, "6 of 8 (other times 4 of 21)"),
        ({"state": "easing", "earlier": (8, 10), "recent": (3, 9), "recent_weeks": 8},
         "8 of 10 before, 3 of 9 in the last eight weeks"),
    ],
)  # fmt: skip
def test_the_words_of_each_state(given: dict[str, object], said: str) -> None:
    assert finding_text.state_words(finding("withdraw_after_affection", **given)) == said  # type: ignore[arg-type]


def test_a_sentence_carries_its_counts_the_name_and_the_right_number() -> None:
    stepped_back = finding("partner_steps_back_after_pressure", k=1, n=7, k0=0, n0=9)
    assert finding_text.pattern_sentence(stepped_back, PATTERNS[stepped_back.pattern], KIM) == (
        "After you noted pressing or finding fault, you noted Kim stepping back 1 of 7 times."
        " At other times: 0 of 9. There can be other reasons."
    )
    once = finding("fight_after_closeness", k=1, n=1, k0=0, n0=0)
    assert finding_text.pattern_sentence(once, PATTERNS[once.pattern], KIM) == (
        "You noted an argument or a sharp word in or after 1 of 1 close moment. Was it some space you wanted?"
    )
    none = finding("fight_after_closeness", k=0, n=0, k0=0, n0=0)
    assert (
        finding_text.pattern_sentence(none, PATTERNS[none.pattern], KIM) == "Nothing of this kind noted yet."
    )


@pytest.mark.parametrize("id", PATTERNS)
@pytest.mark.parametrize(("k", "n", "k0", "n0"), [(6, 8, 4, 21), (1, 1, 1, 1), (0, 6, 0, 0)])
def test_every_sentence_and_rule_is_whole(id: str, k: int, n: int, k0: int, n0: int) -> None:
    pattern = PATTERNS[id]
    sentence = finding_text.pattern_sentence(finding(id, k=k, n=n, k0=k0, n0=n0), pattern, KIM)
    rule = finding_text.pattern_rule(pattern, VOCABULARY, KIM)
    for words in (sentence, rule):
        assert "{" not in words and "  " not in words and words.endswith((".", "?"))
    assert "of 0" not in sentence
    for code in (*pattern.antecedents, *pattern.responses):
        assert VOCABULARY.label(code, KIM).lower() in rule.lower()


def test_the_rule_names_what_counts_the_window_and_the_comparison() -> None:
    rule = finding_text.pattern_rule(PATTERNS["kindness_brushed_off"], VOCABULARY, KIM)
    assert "“Brushed off kindness” or “Handled it alone”, in the same entry. Compared with" in rule
    assert "in the same entry or within 48 hours" in finding_text.pattern_rule(
        PATTERNS["withdraw_after_affection"], VOCABULARY, KIM
    )
    assert "later the same day or within 24 hours" in finding_text.pattern_rule(
        PATTERNS["stress_spillover"], VOCABULARY, KIM
    )
    after = finding_text.pattern_rule(PATTERNS["partner_steps_back_after_pressure"], VOCABULARY, KIM)
    assert "“Kim: pulled away”" in after and "in a later entry within 48 hours" in after
    assert "three entries within 72 hours" in finding_text.pattern_rule(
        PATTERNS["demand_withdraw_cycle"], VOCABULARY, KIM
    )


def test_where_and_when_what_differed_and_what_was_left_out() -> None:
    found = finding("withdraw_after_affection", same_moment=4, afterwards=3, median_delay_hours=5.2,
                    delays=(0.5, 5.2, 50.0), left_out=1)  # fmt: skip
    assert (
        finding_text.evidence_words(found)
        == "4 in the same entry; 3 more in a later entry, about 5 hours later (30 minutes to 2 days)."
    )
    assert finding_text.left_out_words(found).startswith("1 could not be followed:")
    hours = finding("stress_spillover", afterwards=2, median_delay_hours=20.0, delays=(1.0, 37.0))
    assert finding_text.evidence_words(hours) == "2 in a later entry, about 20 hours later (1 to 37 hours)."
    assert finding_text.evidence_words(finding("stress_spillover", k=0)) == ""
    assert finding_text.left_out_words(finding("stress_spillover")) == ""
    assert finding_text.contrast_words(Contrast("evening", (5, 6), (1, 2)), KIM) == (
        "In the evening: 5 of the 6 that count, 1 of the other 2."
    )
    assert finding_text.contrast_words(Contrast("partner_reach", (5, 6), (1, 2)), KIM).startswith(
        "After Kim had reached out:"
    )
    assert (
        finding_text.answer_words(finding("stress_spillover", answer="only_with", answer_detail="Sam"), KIM)
        == "You said it is only true with Sam."
    )


def test_the_words_for_confounders_say_may_and_never_why() -> None:
    words = finding_text.confounder_words(
        finding("stress_spillover", confounders=("stress", "hour", "person", "new_kind"))
    )
    assert len(words) == 3
    assert all(" may " in each for each in words)
    assert finding_text.confounder_words(Finding(pattern="x", state="counting")) == ()


def test_room_beside_pressing_is_told_with_both_numbers_and_how_far_they_go() -> None:
    row = VOCABULARY.patterns["contact_after_room"]

    def words(k: int, n: int, against: tuple[int, int]) -> str:
        one = Finding(pattern=row.id, state="not_seen", k=k, n=n, against=against)
        return finding_text.against_words(one, row)

    beside = (
        "Within 48 hours: 5 of 8 times after giving {partner} space, and 2 of 7 after pressing or checking"
    )
    assert words(5, 8, (2, 7)) == f"{beside}; that could be chance."
    assert words(20, 22, (3, 21)).endswith("and 3 of 21 after pressing or checking.")
    assert words(5, 8, (2, 5)).endswith("; too few to compare so far.")
    assert words(5, 8, (0, 0)) == ""
