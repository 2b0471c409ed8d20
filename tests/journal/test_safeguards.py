"""The configuration is a file that anyone at the account can write: what guards the journal less than usual
counts only once the passphrase said so."""

import pytest

from companion.journal import open_journal
from companion.store import key
from companion.system.configuration import Configuration
from companion.system.guarded_settings import Value, covers, is_guarded, refusal, weaker, without
from companion.system.paths import Places

PASSPHRASE = "owl 5"

WEAK = Configuration(
    lock_after=0, keyring=True, phrase_check=False, theme="paper", keys={"app.lock": "f7", "app.week": "w"}
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key, "ROUNDS", 1000)


@pytest.mark.parametrize(
    ("configuration", "values"),
    [
        (Configuration(), {}),
        (Configuration(lock_after=1, theme="paper", keys={"app.week": "w"}), {}),
        (Configuration(lock_after=6), {"lock_after": 6}),
        (Configuration(lock_after=0), {"lock_after": 0}),
        (Configuration(keyring=True), {"keyring": True}),
        (Configuration(phrase_check=False), {"phrase_check": False}),
        (Configuration(keys={"app.lock": "f9,ctrl+g,f7"}), {}),  # one more is no less
        (Configuration(keys={"app.lock": "f9"}), {"keys.app.lock": "f9"}),
        (Configuration(keys={"app.safety": "f12"}), {"keys.app.safety": "f12"}),
        (Configuration(keys={"app.crisis": "f12"}), {"keys.app.crisis": "f12"}),
        (Configuration(keys={"app.today": "f9"}), {"keys.app.today": "f9"}),  # takes it from the lock
        (Configuration(keys={"app.crisis": "f3,f2"}), {"keys.app.crisis": "f3,f2"}),
        (Configuration(keys={"app.today": "f5, f2"}), {"keys.app.today": "f5, f2"}),  # spaces hide no key
        (Configuration(keys={"app.lock": "f9, ctrl+g"}), {}),
    ],
)
def test_what_guards_less_than_usual(
    configuration: Configuration, values: dict[str, Value], places: Places
) -> None:
    assert weaker(configuration) == values
    assert weaker(without(configuration, values)) == {}
    assert without(configuration, values).theme == configuration.theme
    for name, value in values.items():
        assert is_guarded(name, str(value)) and f"{name} " in refusal(values, places)


def test_other_settings_ask_for_no_passphrase() -> None:
    assert not any(
        is_guarded(name, value) for name, value in (("theme", "paper"), ("keys.app.week", "w"), ("app", "f9"))
    )


@pytest.mark.parametrize(
    ("agreed", "value", "holds"),
    [
        ({"lock_after": 30}, 30, True),
        ({"lock_after": 30}, 20, True),
        ({"lock_after": 30}, 31, False),
        ({"lock_after": 30}, 0, False),
        ({"lock_after": 0}, 600, True),
        ({"lock_after": 0}, 0, True),
        ({}, 30, False),
    ],
)
def test_a_shorter_time_than_agreed_to_needs_no_word(
    agreed: dict[str, Value], value: int, holds: bool
) -> None:
    assert covers(agreed, "lock_after", value) is holds


def test_a_journal_without_a_passphrase_goes_by_its_file(places: Places) -> None:
    with open_journal(places) as journal:
        assert journal.safeguards.settle(WEAK) == (WEAK, {}, {})


def test_an_edited_file_is_noticed_and_the_usual_values_count_until_it_is_agreed_to(places: Places) -> None:
    with open_journal(places, passphrase=PASSPHRASE) as journal:
        counts, refused, new = journal.safeguards.settle(WEAK)
        assert counts == Configuration(theme="paper", keys={"app.week": "w"})
        assert refused == new == weaker(WEAK) and len(new) == 4
        journal.safeguards.refuse(new)
        assert journal.safeguards.settle(WEAK) == (counts, refused, {})
    with open_journal(places, passphrase=PASSPHRASE) as journal:
        assert journal.safeguards.settle(WEAK) == (counts, refused, {})  # asked once
        journal.safeguards.agree({"lock_after": 30, "keys.app.lock": "f7"})
        assert list(journal.safeguards.settle(WEAK).refused) == ["lock_after", "keyring", "phrase_check"]
        journal.safeguards.agree(refused)
        assert journal.safeguards.settle(WEAK) == (WEAK, {}, {})
        other = Configuration(keys={"app.lock": "f12"})
        assert journal.safeguards.settle(other).new == {"keys.app.lock": "f12"}
        journal.safeguards.forget("keyring")
        assert list(journal.safeguards.settle(WEAK).new) == ["keyring"]
