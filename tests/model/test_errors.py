"""The forms in which something is refused."""

from companion.model.errors import near_or_all, not_valid, one_of


def test_a_value_that_cannot_be_taken_is_named_with_what_can() -> None:
    refused = not_valid("theme", "'blue'", ("dusk", "paper", "nord"))
    assert str(refused) == "theme: 'blue' is not valid; use dusk, paper or nord"
    assert refused.exit_code == 3
    assert str(not_valid("day", "31", "1 to 30")) == "day: 31 is not valid; use 1 to 30"


def test_choices_are_named_as_in_a_sentence() -> None:
    assert [one_of("a"), one_of("ab"), one_of([1, 2, 3])] == ["a", "a or b", "1, 2 or 3"]


def test_only_what_is_spelt_nearly_so_is_asked_about() -> None:
    known = ("theme", "animation", "keyring")
    assert near_or_all("themm", known) == "did you mean theme?"
    assert near_or_all("colour", known) == "use theme, animation or keyring"
