"""What was begun and not finished yet."""

import pytest

from companion.model.errors import InputRefused
from companion.store.store import Store


def test_a_draft_is_kept_replaced_and_dropped(store: Store) -> None:
    assert store.drafts.get("moment") is None
    with store.writing(changes_meaning=False):
        store.drafts.keep("moment", {"note": "half a"})
        store.drafts.keep("moment", {"note": "half a thought", "codes": ["slow_reply"]})
        store.drafts.keep("reflection", {})
    assert store.drafts.get("moment") == {"note": "half a thought", "codes": ["slow_reply"]}
    with store.writing(changes_meaning=False):
        store.drafts.drop("moment")
        store.drafts.drop("never there")
    assert store.drafts.get("moment") is None and store.drafts.get("reflection") == {}


def test_all_are_dropped_and_counted(store: Store) -> None:
    with store.writing(changes_meaning=False):
        for name in ("a", "b", "c"):
            store.drafts.keep(name, {})
        assert store.drafts.drop_all() == 3
        assert store.drafts.drop_all() == 0


def test_half_a_character_is_refused_and_the_draft_of_before_stays(store: Store) -> None:
    with store.writing(changes_meaning=False):
        store.drafts.keep("moment", {"note": "whole"})
    with pytest.raises(InputRefused, match="a broken character"), store.writing(changes_meaning=False):
        store.drafts.keep("moment", {"note": "\ud800"})
    assert store.drafts.get("moment") == {"note": "whole"}
