"""Whole journals in and out: nothing lost or twice, the newer change wins, the deleted stays deleted."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from companion.model.records import (
    Contents,
    Entry,
    Experiment,
    PatternAnswer,
    Settings,
    Story,
    Tombstone,
    Try,
)
from companion.store.merge import ImportCounts, contents_of, import_contents
from companion.store.store import Store
from tests import strategies
from tests.conftest import examples
from tests.store.making import at, moment, new_store, reflection

DAY1, DAY2, DAY3 = at("2026-03-01 12:00"), at("2026-03-02 12:00"), at("2026-03-03 12:00")


def whole(contents: Contents) -> Any:
    """Contents in a form that tells offsets apart and leaves order and repeated answers out."""

    def many(records: tuple[Any, ...]) -> list[str]:
        # `fold` means nothing beside a fixed offset.
        return sorted({repr(record).replace("fold=1, ", "") for record in records})

    return {
        "moments": many(contents.moments),
        "reflections": many(contents.reflections),
        "stories": many(contents.stories),
        "experiments": many(contents.experiments),
        "look_backs": many(contents.look_backs),
        "pattern_answers": many(contents.pattern_answers),
        "deleted": many(contents.deleted),
        "settings": contents.settings or Settings(),
        "extra": contents.extra,
    }


@examples(15)
@given(strategies.journals())
def test_a_journal_taken_in_comes_out_as_it_was_and_a_second_time_changes_nothing(contents: Contents) -> None:
    with new_store() as store:
        first = import_contents(store, contents)
        out = contents_of(store)
        assert whole(out) == whole(contents)
        assert first.changed == first.deleted == 0
        for entries in (out.moments, out.reflections):
            assert list(entries) == sorted(entries, key=lambda one: (one.occurred_at, one.id))
        again = import_contents(store, contents)
        assert (again.added, again.changed, again.deleted) == (0, 0, 0)
        assert contents_of(store) == out
    with new_store() as other:
        import_contents(other, out)
        assert contents_of(other) == out


@examples(12)
@given(st.lists(strategies.moments, min_size=1, max_size=3, unique_by=lambda one: one.id), st.data())
def test_two_devices_come_to_the_same_whichever_takes_in_the_other_first(
    entries: list[Entry], data: st.DataObject
) -> None:
    def device() -> Contents:
        kept, deleted = [], []
        for number, entry in enumerate(entries):
            # No two changes at the same instant: which of those wins, no one can say.
            changed = DAY1.replace(
                hour=data.draw(st.integers(0, 23)), minute=number, second=data.draw(st.integers(0, 59))
            )
            if data.draw(st.booleans()):
                deleted.append(Tombstone(id=entry.id, at=changed))
            else:
                kept.append(replace(entry, updated_at=changed, note=f"as of {changed}"))
        return Contents(moments=tuple(kept), deleted=tuple(deleted))

    one, other = device(), device()
    found = []
    for first, second in ((one, other), (other, one)):
        with new_store() as store:
            import_contents(store, first)
            import_contents(store, second)
            found.append(contents_of(store))
    assert found[0].moments == found[1].moments
    assert {grave.id for grave in found[0].deleted} == {grave.id for grave in found[1].deleted}


def test_the_newer_change_wins(path: Path, store: Store) -> None:
    import_contents(store, Contents(moments=(moment("1", "2026-03-01 12:00", note="first"),)))
    newer = moment("1", "2026-03-01 12:00", note="newer", updated_at=DAY2)
    older = moment("1", "2026-03-01 12:00", note="older", updated_at=at("2026-02-01 12:00"))
    assert import_contents(store, Contents(moments=(older,))) == ImportCounts(unchanged=1)
    assert import_contents(store, Contents(moments=(newer,))) == ImportCounts(changed=1)
    assert contents_of(store).moments == (newer,)


def test_a_deletion_is_honoured_and_a_later_change_brings_back(store: Store) -> None:
    entries = (moment("1", "2026-03-01 12:00"), moment("2", "2026-03-01 12:00", updated_at=DAY3))
    import_contents(store, Contents(moments=entries))
    tombstones = (Tombstone(id="1", at=DAY2), Tombstone(id="2", at=DAY2))
    assert import_contents(store, Contents(deleted=tombstones)) == ImportCounts(deleted=1)
    assert [entry.id for entry in contents_of(store).moments] == ["2"]
    assert import_contents(store, Contents(moments=entries)) == ImportCounts(unchanged=2)
    back = replace(entries[0], updated_at=DAY3)
    assert import_contents(store, Contents(moments=(back,))) == ImportCounts(added=1)
    assert contents_of(store).deleted == ()


def test_a_moment_can_come_back_as_a_reflection(store: Store) -> None:
    import_contents(store, Contents(moments=(moment("1", "2026-03-01 12:00"),)))
    other = reflection("1", "2026-03-01 12:00", text="rather this", updated_at=DAY2)
    assert import_contents(store, Contents(reflections=(other,))) == ImportCounts(changed=1)
    assert contents_of(store).moments == ()
    assert contents_of(store).reflections == (other,)


def test_a_story_closed_on_the_other_device_is_closed_here(store: Store) -> None:
    told = Story(id="s", feared="they are leaving", belief=80, ask_again_at=DAY2)
    closed = replace(told, turned_out="otherwise", closed_at=DAY3, learned="a full day at work")
    import_contents(store, Contents(stories=(told,)))
    assert import_contents(store, Contents(stories=(closed,))) == ImportCounts(changed=1)
    assert import_contents(store, Contents(stories=(told,))) == ImportCounts(unchanged=1)
    assert contents_of(store).stories == (closed,)


def test_tries_of_both_devices_are_joined(store: Store) -> None:
    begun = Experiment(id="e", if_then="if they reach out, then I stay a minute", started_at=DAY1)
    here = replace(begun, tries=(Try(at=DAY3, did=True),))
    there = replace(begun, tries=(Try(at=DAY2, did=False, note="left the room"),), ended_at=DAY3)
    import_contents(store, Contents(experiments=(here,)))
    assert import_contents(store, Contents(experiments=(there,))) == ImportCounts(changed=1)
    assert import_contents(store, Contents(experiments=(there,))) == ImportCounts(unchanged=1)
    (joined,) = contents_of(store).experiments
    assert [chance.at for chance in joined.tries] == [DAY2, DAY3]
    assert joined.ended_at == DAY3


def test_settings_come_into_an_empty_journal_only(store: Store) -> None:
    mine = Settings(partner_name="K.", day_start="05:00", extra={"later": [1]})
    import_contents(store, Contents(settings=mine, moments=(moment("1", "2026-03-01 12:00"),)))
    assert contents_of(store).settings == mine
    import_contents(store, Contents(settings=Settings(partner_name="other")))
    assert contents_of(store).settings == mine


def test_a_refused_record_leaves_everything_as_it_was(store: Store) -> None:
    import_contents(store, Contents(moments=(moment("1", "2026-03-01 12:00"),)))
    before = contents_of(store)
    bad = Contents(
        moments=tuple(moment(str(n), "2026-03-01 12:00") for n in range(5)),
        pattern_answers=(PatternAnswer(pattern="a", answer="fits", detail="\ud800", at=DAY1),),
    )
    try:
        import_contents(store, bad)
    except Exception as error:
        assert "half a character" in str(error)
    else:
        raise AssertionError("half a character was taken")
    assert contents_of(store) == before


def test_answers_of_the_same_second_are_all_kept(store: Store) -> None:
    answers = tuple(PatternAnswer(pattern="a", answer="only_with", detail=name, at=DAY1) for name in "KLM")
    assert import_contents(store, Contents(pattern_answers=answers)).added == 3
    assert contents_of(store).pattern_answers == answers


def test_where_nothing_is_newer_every_order_ends_the_same() -> None:
    one = moment("m", "2026-03-01 12:00", note="one")
    story = Story(id="s", feared="one")
    plan = Experiment(id="e", if_then="one", started_at=DAY1, tries=(Try(at=DAY2, note="one"),))
    here = Contents(moments=(one,), stories=(story,), experiments=(plan,))
    there = Contents(
        moments=(replace(one, note="two"),),
        stories=(replace(story, feared="two"),),
        experiments=(replace(plan, if_then="two", tries=(Try(at=DAY2, note="two"),)),),
    )
    ends = []
    for order in ((here, there), (there, here), (here, there, here, there)):
        with new_store() as store:
            for each in order:
                import_contents(store, each)
            ends.append(whole(contents_of(store)))
    assert ends[0] == ends[1] == ends[2]
    assert "two" in str(ends[0]["moments"])
    assert str(ends[0]["experiments"]).count("Try(") == 2


def test_in_an_import_a_deletion_of_the_same_instant_wins(store: Store) -> None:
    entry = moment("1", "2026-03-01 12:00", updated_at=DAY2)
    grave = Tombstone(id="1", at=DAY2)
    # The entry first, the deletion first, both at once.
    import_contents(store, Contents(moments=(entry,)))
    assert import_contents(store, Contents(deleted=(grave,))) == ImportCounts(deleted=1)
    assert import_contents(store, Contents(moments=(entry,))) == ImportCounts(unchanged=1)
    assert contents_of(store).moments == () and contents_of(store).deleted == (grave,)
    with new_store() as other:
        assert import_contents(other, Contents(moments=(entry,), deleted=(grave,))) == ImportCounts(
            unchanged=1
        )
        assert contents_of(other).moments == ()
    # A microsecond later it is back.
    later = replace(entry, updated_at=DAY2 + timedelta(microseconds=1))
    assert import_contents(store, Contents(moments=(later,))) == ImportCounts(added=1)
    assert import_contents(store, Contents(deleted=(grave,))) == ImportCounts()
    assert contents_of(store).moments == (later,)


def test_an_import_takes_over_the_words_and_the_people_that_entries_name(store: Store) -> None:
    mine = {"my_words": {"trigger": {"w1": {"label": "mine"}}}, "people": ["K.", "M."], "help": True}
    theirs = {"my_words": {"trigger": {"w2": {"label": "theirs"}}}, "people": ["M.", "Zoë"], "other": 1}
    import_contents(
        store, Contents(settings=Settings(extra=mine), moments=(moment("1", "2026-03-01 12:00"),))
    )
    import_contents(store, Contents(settings=Settings(partner_name="no", extra=theirs)))
    settings = contents_of(store).settings
    assert settings is not None and settings.partner_name == ""
    assert settings.extra == {
        "my_words": {"trigger": {"w1": {"label": "mine"}, "w2": {"label": "theirs"}}},
        "people": ["K.", "M.", "Zoë"],
        "help": True,
    }
    import_contents(store, Contents(settings=Settings(extra={"other": 2})))
    assert contents_of(store).settings == settings


def test_people_come_into_a_journal_that_named_none(store: Store) -> None:
    import_contents(store, Contents(moments=(moment("1", "2026-03-01 12:00"),)))
    import_contents(store, Contents(settings=Settings(extra={"people": ["Zoë"]})))
    settings = contents_of(store).settings
    assert settings is not None and settings.extra == {"people": ["Zoë"]}


def test_of_two_closings_of_a_story_the_later_counts(store: Store) -> None:
    first = Story(id="s", belief=90, feared="z", turned_out="as_feared", closed_at=DAY2)
    later = replace(first, belief=10, feared="a", turned_out="otherwise", closed_at=DAY3)
    import_contents(store, Contents(stories=(later,)))
    assert import_contents(store, Contents(stories=(first,))) == ImportCounts(unchanged=1)
    assert contents_of(store).stories == (later,)
    with new_store() as other:
        import_contents(other, Contents(stories=(first,)))
        assert import_contents(other, Contents(stories=(later,))) == ImportCounts(changed=1)
        assert contents_of(other).stories == (later,)
