"""Every safety requirement is held by a test that is named after it, or by one that is named here."""

import re
from pathlib import Path

TESTS = Path(__file__).parent.parent
REQUIREMENTS = {*range(1, 17), *range(26, 33)}
"""S-17 to S-25 were never given out."""

ELSEWHERE = {
    5: ("model/test_content.py", "test_no_word_that_blames_or_types_a_person"),
    6: ("model/test_content.py", "test_leanings_are_named_on_one_card_alone"),
    7: ("model/test_content.py", "test_patterns_say_counts_and_nothing_about_why"),
    8: ("model/test_content.py", "test_every_row_says_where_it_comes_from"),
    9: ("model/test_content.py", "test_no_address_no_figure_about_people_no_number_to_ring"),
    10: ("model/test_content.py", "test_no_address_no_figure_about_people_no_number_to_ring"),
    11: ("tui/test_lock.py", "test_the_safety_pages_open_before_the_passphrase"),
    12: ("model/test_content.py", "test_the_safety_cards_name_no_country_and_give_no_orders"),
    29: ("model/test_prompt_choice.py", "test_two_strong_entries_in_a_row_bring_something_steadying"),
    32: ("test_docs.py", "test_every_hazard_has_a_control_and_a_test"),
}
"""Number of the requirement, file and test, where it stands with others of its kind."""


def named_after() -> set[int]:
    """The requirements that have tests of their name."""
    found = set()
    for file in TESTS.rglob("test_*.py"):
        found |= {int(number) for number in re.findall(r"def test_s(\d\d)_", file.read_text("utf-8"))}
    return found


def test_every_requirement_has_a_test() -> None:
    assert REQUIREMENTS - named_after() - ELSEWHERE.keys() == set()
    assert named_after() <= REQUIREMENTS


def test_the_tests_named_here_exist() -> None:
    for file, name in ELSEWHERE.values():
        assert re.search(rf"def {name}\(", (TESTS / file).read_text("utf-8")), name
