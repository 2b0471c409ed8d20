"""Small values by name, and the count of changes."""

from contextlib import closing

import pytest

from companion.model.errors import JournalDamaged
from companion.model.records import Settings
from companion.store.store import Store
from tests.store.making import keep


def test_a_value_is_kept_changed_and_forgotten(store: Store) -> None:
    with store.writing(changes_meaning=False):
        store.values.set("one", {"a": [1, None, "é"]})
        store.values.set("other", False)
    assert store.values.get("one") == {"a": [1, None, "é"]} and store.values.get("other") is False
    with store.writing(changes_meaning=False):
        store.values.set("one", 2)
        store.values.set("other", None)
    assert store.values.get("one") == 2 and store.values.get("other") is None


def test_the_revision_counts_what_changes_the_journal(store: Store) -> None:
    assert store.values.revision() == 0 and not store.changed
    with store.writing(changes_meaning=False):
        store.drafts.keep("moment", {})
    assert store.values.revision() == 0 and not store.changed
    keep(store, "a")
    keep(store, "b")
    assert store.values.revision() == 2 and store.changed


def test_settings_are_those_of_a_new_journal_until_some_are_kept(store: Store) -> None:
    assert store.values.settings() == Settings()
    mine = Settings(partner_name="K.", day_start="05:00", extra={"later": [1]})
    with store.writing():
        store.values.set_settings(mine)
    assert store.values.settings() == mine
    with closing(store.fork()) as other, other.writing():
        other.values.set_settings(Settings(partner_name="M."))
    assert store.values.settings() == Settings(partner_name="M.")


def test_what_is_no_json_any_more_is_damage(store: Store) -> None:
    with store.writing():
        store._link.run("INSERT INTO meta (name, value) VALUES ('one', '{')")
    with pytest.raises(JournalDamaged):
        store.values.get("one")


def test_where_a_table_is_missing_none_is_made(store: Store) -> None:
    with store.writing():
        store._link.run("DROP TABLE drafts")
    with pytest.raises(JournalDamaged, match="no table 'drafts'"), store.writing():
        store.drafts.keep("moment", {})
    assert store._link.value("SELECT count(*) FROM sqlite_master WHERE name = 'drafts'") == 0
