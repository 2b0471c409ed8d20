"""All that an import or a merge changed is taken back in one step, and what was changed since is left."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.records import Contents, Story, Tombstone, written_text
from companion.store.contents import contents_of
from companion.store.integrity import damage, index_in_step
from companion.store.many_changes import earlier_forms, recorded, take_back
from companion.store.merge import ImportCounts
from companion.store.record_json import doc_of, from_json, to_json
from companion.store.store import Store
from companion.store.undo import ManyChanges
from tests import strategies
from tests.conftest import examples
from tests.store.making import at, import_contents, merge, moment, new_store, reflection
from tests.store.test_merge import whole

DAY1, DAY2, DAY3 = at("2026-03-01 12:00"), at("2026-03-02 12:00"), at("2026-03-03 12:00")

Take = Callable[[Store, Contents], ImportCounts]


def taken_in(store: Store, contents: Contents, take: Take = import_contents) -> ManyChanges:
    """Taken in with all of it noted, and the note as the file keeps it."""
    with store.writing(), recorded(store) as changes:
        take(store, contents)
    return ManyChanges(**from_json(to_json(changes._asdict())))


@examples(10)
@given(strategies.journals(), strategies.journals(), st.sampled_from([import_contents, merge]), st.booleans())
def test_whatever_was_taken_in_the_journal_is_as_it_was_before(
    here: Contents, other: Contents, take: Take, same_ids: bool
) -> None:
    if same_ids:  # so that entries are replaced, and deletions meet something
        named = [entry.id for entry in here.moments]
        other = replace(
            other,
            moments=tuple(replace(entry, id=id) for entry, id in zip(other.moments, named, strict=False)),
            deleted=tuple(
                replace(tombstone, id=entry.id)
                for tombstone, entry in zip(other.deleted, here.reflections, strict=False)
            ),
        )
    with new_store() as store:
        import_contents(store, here)
        before = whole(contents_of(store))
        changes = taken_in(store, other, take)
        with store.writing():
            done = take_back(store, changes)
        assert whole(contents_of(store)) == before
        assert done.left == 0
        assert not damage(store._link) and index_in_step(store._link)


def test_what_was_changed_or_deleted_since_is_left_and_counted(store: Store) -> None:
    import_contents(store, Contents(moments=(moment("old", "2026-03-01 12:00", note="as it was"),)))
    changes = taken_in(
        store,
        Contents(
            moments=tuple(moment(id, "2026-03-02 12:00", note=id) for id in ("kept", "changed", "deleted")),
            reflections=(reflection("gone too", "2026-03-02 12:00", text="x"),),
            stories=(Story(id="s", moment="kept", feared="f", belief=None, ask_again_at=DAY3),),
            deleted=(Tombstone(id="old", at=DAY3),),
        ),
    )
    assert [(entry.id, since) for entry, since in earlier_forms(store, changes)] == [("old", None)]
    with store.writing():
        store.entries.put(moment("changed", "2026-03-02 12:00", note="of my own", updated_at=DAY3))
        store.entries.take_out("deleted")
    with store.writing():
        assert take_back(store, changes) == (2, 1, 0, 2)
    assert sorted(entry.id for entry in store.entries.all()) == ["changed", "old"]
    assert store.stories.all() == [] and store.deleted.all() == []


@pytest.mark.parametrize("count", [3, 120])
def test_nothing_of_many_entries_stays_in_the_index_or_in_what_is_in_use(store: Store, count: int) -> None:
    import_contents(store, Contents(moments=(moment("old", "2026-03-01 12:00", note="xylophone"),)))
    many = (moment(f"{n}", "2026-03-02 12:00", note=f"zither {n}", tags=("band",)) for n in range(count))
    changes = taken_in(store, Contents(moments=tuple(many)))
    with store.writing():
        assert take_back(store, changes).gone == count
    link = store._link
    assert link.value("SELECT count(*) FROM words WHERE words MATCH 'zither'") == 0
    assert link.value("SELECT count(*) FROM words WHERE words MATCH 'xylophone'") == 1
    assert link.value("SELECT count(*) FROM lexicon WHERE word = 'zither'") == 0
    assert link.value("SELECT count(*) FROM codes WHERE code = 'band'") == 0
    assert index_in_step(link) and not damage(link)


def test_an_import_that_fails_leaves_no_trace_of_the_watching(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing(), recorded(store):
        raise ZeroDivisionError
    assert taken_in(store, Contents(moments=(moment("a", "2026-03-02 12:00", note="x"),))).any()
    assert store._link.rows("SELECT name FROM sqlite_temp_master") == []


def test_erased_for_good_an_entry_is_not_in_what_can_be_undone_either(store: Store) -> None:
    old = moment("old", "2026-03-01 12:00", note="xylophone")
    import_contents(store, Contents(moments=(old,)))
    newer = replace(old, note="newer words", updated_at=DAY3)
    with store.writing():
        with recorded(store) as changes:
            import_contents(store, Contents(moments=(newer,)))
        store.undo.push("import", changes, 1)
        assert store.undo.ends_in_many == ("import", True)
    assert "xylophone" in store._link.value("SELECT doc FROM undo")
    with store.writing():
        store.erase_entry("old")
    assert store._link.rows("SELECT doc FROM undo") == [] and store.undo.ends_in_many is None


def changed_many(store: Store, count: int) -> ManyChanges:
    """Many entries in place of as many."""
    old = tuple(moment(f"{n}", "2026-03-01 12:00", note=f"old {n}", tags=("a",)) for n in range(count))
    import_contents(store, Contents(moments=old))
    newer = tuple(replace(entry, note="newer", updated_at=DAY3) for entry in old)
    with store.writing():
        with recorded(store) as changes:
            import_contents(store, Contents(moments=newer))
        store.undo.push("import", changes, 1)
    return changes


def test_what_many_entries_were_is_kept_in_pieces_and_comes_back_whole(store: Store) -> None:
    changed_many(store, 1200)
    assert store._link.value("SELECT count(*) FROM undo WHERE kind = 'earlier'") > 1
    assert store._link.value("SELECT max(length(doc)) FROM undo") < 500_000
    with store.writing():
        found = store.undo.pop()
        assert found is not None and isinstance(found[1], ManyChanges)
        assert take_back(store, found[1]) == (0, 0, 1200, 0)
    assert {entry.id: written_text(entry) for entry in store.entries.all()} == {
        f"{n}": f"old {n}" for n in range(1200)
    }
    assert store._link.rows("SELECT number FROM undo") == []
    assert not damage(store._link) and index_in_step(store._link)


@pytest.mark.parametrize("way", ["forget", "forget_entry", "not pushed"])
def test_the_pieces_go_with_what_they_belong_to(store: Store, way: str) -> None:
    changes = changed_many(store, 60)
    with store.writing():
        if way == "forget":
            store.undo.forget(2, own=False)
        elif way == "forget_entry":
            store.undo.forget_entry("7")
        else:
            store._link.run("DELETE FROM undo WHERE kind = 'many'")
            store.undo.drop_loose()
    assert store._link.rows("SELECT number FROM undo") == [] and store.undo.ends_in_many is None
    assert list(store.undo.earlier(changes.earlier)) == []


def test_what_an_earlier_version_of_the_program_kept_whole_is_taken_back(store: Store) -> None:
    old = moment("old", "2026-03-01 12:00", note="as it was")
    newer = replace(old, note="newer", updated_at=DAY3)
    import_contents(store, Contents(moments=(newer,)))
    pairs = {"old": [doc_of(old), newer.updated_at.isoformat()]}
    with store.writing():
        assert take_back(store, ManyChanges(pairs, {}, {})) == (0, 0, 1, 0)
    assert store.entries.all() == [old]


def test_what_many_entries_were_is_nothing_to_redo(store: Store) -> None:
    import_contents(store, Contents(moments=(moment("old", "2026-03-01 12:00", note="as it was"),)))
    with store.writing(), recorded(store) as changes:
        import_contents(store, Contents(deleted=(Tombstone(id="old", at=DAY3),)))
    with store.writing():
        store.undo.push("imported", changes, 1)
        assert store.undo.pop(redo=True) is None
        popped = store.undo.pop()
    assert popped is not None and popped[0] == "imported"
