"""What can be undone: the latest first, within its session or its day."""

from companion.store.store import Store
from tests.store.making import moment, reflection

ONE, OTHER = moment("1", "2026-03-01 21:40", note="one"), reflection("2", "2026-03-01 21:41", text="other")


def push(store: Store, *changes: tuple[str, str, int]) -> None:
    """Changes of entries, as (session, what, when in microseconds)."""
    for number, (session, what, at) in enumerate(changes):
        store.undo.session = session
        with store.writing(changes_meaning=False):
            store.undo.push(what, moment(f"{number}", "2026-03-01 21:40"), at)


def test_the_latest_change_comes_off_first_as_it_was(store: Store) -> None:
    with store.writing():
        store.undo.push("changed", ONE, 1)
        store.undo.push("deleted", OTHER, 2)
        assert store.undo.pop() == ("deleted", OTHER)
        assert store.undo.pop() == ("changed", ONE)
        assert store.undo.pop() is None


def test_what_is_older_goes_and_so_does_the_session_that_ends(store: Store) -> None:
    push(store, ("a", "deleted", 10), ("b", "deleted", 20), ("b", "changed", 30), ("a", "deleted", 40))
    store.undo.session = "b"
    assert store.undo.has_due(10, own=False) is False  # not before its own time
    assert store.undo.has_due(11, own=False) is True
    with store.writing():
        assert store.undo.forget(11, own=False) == (["0"], True)
        assert store.undo.has_due(11, own=True) is True
        assert store.undo.forget(11, own=True) == (["1"], True)  # what was only changed is there still
        assert store.undo.has_due(11, own=True) is False
        assert store.undo.pop() == ("deleted", moment("3", "2026-03-01 21:40"))
        assert store.undo.pop() is None


def test_an_entry_that_is_erased_leaves_nothing_to_undo(store: Store) -> None:
    with store.writing():
        for at in (1, 2):
            store.undo.push("changed", ONE, at)
        store.undo.push("changed", OTHER, 3)
        assert store.undo.forget_entry("1") == 2
        assert store.undo.forget_entry("1") == 0
        assert store.undo.pop() == ("changed", OTHER)
