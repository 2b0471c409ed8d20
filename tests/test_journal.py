"""A person and their journal, from the first moment on."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from companion.exchange import journal_json
from companion.journal import Journal, open_journal
from companion.model.clock import Clock, fixed_clock
from companion.model.errors import InputRefused, NothingFound
from companion.model.records import Feeling, Moment, Reflection
from companion.model.vocabulary import load_vocabulary
from companion.system.paths import Places
from companion.transfer.importing import Import, source_at
from tests.conftest import Hands

BERLIN = ZoneInfo("Europe/Berlin")
SUNDAY = datetime(2026, 3, 1, 21, 40, tzinfo=BERLIN)


@pytest.fixture
def journal(places: Places, hands: Hands) -> Iterator[Journal]:
    with open_journal(places, clock=hands.clock) as found:
        yield found


def test_a_trigger_alone_is_a_moment_and_the_rest_can_come_later(journal: Journal, hands: Hands) -> None:
    moment = journal.log(triggers=["affection_received"])
    assert (moment.occurred_at, moment.zone) == (SUNDAY, "Europe/Berlin")
    hands.at += timedelta(minutes=5)
    fuller = journal.entries.amend(
        replace(
            moment,
            feelings=(Feeling(mood="overwhelmed", intensity=7),),
            responses=("withdrew",),
            note="I left.",
        )
    )
    assert fuller.updated_at == hands.at
    assert journal.timeline.entry(moment.id) == fuller
    assert journal.timeline.day(date(2026, 3, 1)) == [fuller]
    assert journal.timeline.count() == 1


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, "what happened is enough"),
        ({"note": "  \n"}, "what happened is enough"),
        ({"feelings": [Feeling(mood="tender", intensity=11)]}, "tender"),
        ({"triggers": ["a"], "closeness": 4}, "closeness"),
        ({"triggers": ["a"], "when": datetime(2026, 3, 1, 12)}, "offset"),
        ({"triggers": ["a"], "when": SUNDAY + timedelta(days=1)}, "future"),
        ({"triggers": "affection"}, "triggers"),
        ({"triggers": ["a", " "]}, "triggers"),
        ({"note": "half a character: \ud83d"}, "broken character"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_not_kept(
    journal: Journal, fields: dict[str, object], word: str
) -> None:
    with pytest.raises(InputRefused, match=word):
        journal.log(**fields)  # type: ignore[arg-type]
    assert journal.timeline.count() == 0


def test_a_reflection_is_kept_with_its_question_and_leaning(journal: Journal) -> None:
    written = journal.entries.reflect(prompt="pr_avo_eve_1", text="It was *easier* today.", leaning="secure")
    assert journal.timeline.latest() == [written]
    for fields, word in (
        ({"leaning": "lost"}, "fearful_avoidant"),
        ({"prompt": "pr_avo_eve_1"}, "a few words"),
    ):
        with pytest.raises(InputRefused, match=word):
            journal.entries.reflect(**fields)  # type: ignore[arg-type]


def test_an_id_can_be_cut_short_while_it_stays_the_only_one(journal: Journal) -> None:
    moment = journal.log(triggers=["silence"])
    assert journal.timeline.entry(moment.id[:8]) == moment
    with pytest.raises(NothingFound):
        journal.timeline.entry("no such id")
    with pytest.raises(NothingFound):
        journal.timeline.entry("")
    many = [journal.log(triggers=["silence"]).id for _ in range(40)]
    start = next(one[0] for one in many if sum(other[0] == one[0] for other in many) > 1)
    with pytest.raises(InputRefused, match="several"):
        journal.timeline.entry(start)


def test_undo_takes_back_changes_and_deletions_from_the_last_one_on(journal: Journal) -> None:
    moment = journal.log(triggers=["silence"], note="first words")
    journal.entries.amend(replace(moment, note="other words"))
    journal.entries.delete(moment.id)
    assert journal.timeline.day(journal.today()) == []
    assert journal.merging.contents().deleted[0].id == moment.id
    back = journal.entries.undo()
    assert back is not None and back.words == "Undone: the moment of 21:40 is back."
    assert journal.merging.contents().deleted == ()
    assert [hit.entry.id for hit in journal.timeline.search("other")] == [moment.id]
    journal.entries.undo()
    assert journal.timeline.entry(moment.id) == moment
    logged = journal.entries.undo()
    assert logged is not None and logged.words == "Undone: the moment of 21:40."
    assert journal.timeline.count() == 0
    assert journal.entries.undo() is None


def test_a_change_to_something_deleted_meanwhile_is_not_kept(journal: Journal) -> None:
    moment = journal.log(triggers=["silence"])
    journal.entries.delete(moment.id)
    with pytest.raises(NothingFound):
        journal.entries.amend(replace(moment, note="too late"))
    assert journal.timeline.count() == 0
    assert journal.entries.undo() is not None


def test_undo_ends_with_the_program_but_not_with_a_crash(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as first:
        moment = first.log(triggers=["silence"], note="xylophone")
        first.entries.delete(moment.id)
    with open_journal(places, clock=clock) as second:
        assert second.entries.undo() is None
        other = second.log(triggers=["silence"], note="marimba")
        second.entries.delete(other.id)
        second.close(keep_undo=True)
    for file in places.data.iterdir():
        assert b"xylophone" not in file.read_bytes()
    third = open_journal(places, clock=clock)
    assert third.entries.undo() is not None
    assert third.timeline.entry(other.id) == other
    third.close()


def test_what_was_done_elsewhere_stays_undoable_there_for_a_day(places: Places, hands: Hands) -> None:
    clock = hands.clock
    panes = open_journal(places, clock=clock)
    moment = panes.log(triggers=["silence"])
    panes.entries.delete(moment.id)
    open_journal(places, clock=clock).close()
    panes.fork().close()
    assert panes.entries.undo() is not None
    panes.entries.delete(moment.id)
    hands.at += timedelta(days=2)
    open_journal(places, clock=clock).close()
    assert panes.entries.undo() is None
    panes.close()


def test_a_deletion_for_good_leaves_nothing(journal: Journal, places: Places) -> None:
    moment = journal.log(triggers=["silence"], note="xylophone")
    moment = journal.entries.amend(replace(moment, note="xylophone again"))
    journal.drafts.keep(f"edit:{moment.id}", {"note": "xylophone once more"})
    journal.entries.delete(moment.id, for_good=True)
    assert journal.entries.undo() is None
    for file in places.data.iterdir():
        assert b"xylophone" not in file.read_bytes(), file.name


def test_a_star_comes_and_goes(journal: Journal) -> None:
    moment = journal.log(triggers=["silence"])
    assert journal.entries.star(moment.id).starred
    assert [hit.entry.id for hit in journal.timeline.search("is:starred")] == [moment.id]
    assert not journal.entries.star(moment.id).starred
    assert journal.timeline.search("is:starred") == []


def test_a_draft_waits_until_it_is_dropped(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as first:
        first.drafts.keep("moment", {"note": "half a thou", "triggers": ["silence"]})
        first.drafts.keep("moment", {"note": "half a thought", "triggers": ["silence"]})
    with open_journal(places, clock=clock) as second:
        assert second.drafts.get("moment") == {"note": "half a thought", "triggers": ["silence"]}
        assert second.drafts.get("reflection") is None
        second.drafts.drop("moment")
        second.drafts.drop("moment")
        assert second.drafts.get("moment") is None


def test_a_night_belongs_to_the_evening_before_and_the_person_says_how_long(
    journal: Journal, hands: Hands
) -> None:
    hands.at = datetime(2026, 3, 2, 1, 30, tzinfo=BERLIN)
    moment = journal.log(triggers=["silence"])
    assert journal.today() == date(2026, 3, 1)
    assert journal.timeline.days_logged(date(2026, 2, 1), date(2026, 3, 31)) == {date(2026, 3, 1): 1}
    journal.change_settings(day_start="01:00")
    assert journal.today() == date(2026, 3, 2)
    assert journal.timeline.day(date(2026, 3, 2)) == [moment]


def test_settings_are_checked_and_kept(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.change_settings(partner_name="K.", week_start="sunday")
        for fields in ({"week_start": "someday"}, {"day_start": "late"}, {"colour": "blue"}):
            with pytest.raises(InputRefused, match=next(iter(fields))):
                journal.change_settings(**fields)
    with open_journal(places, clock=clock) as journal:
        assert (journal.settings.partner_name, journal.settings.week_start) == ("K.", "sunday")


def test_on_this_day_looks_at_earlier_years_then_at_earlier_months(journal: Journal) -> None:
    month = journal.log(when=datetime(2026, 1, 31, 12, tzinfo=BERLIN), triggers=["silence"])
    assert journal.timeline.on_this_day(date(2026, 3, 31)) == [month]
    years = [
        journal.log(when=datetime(year, 3, 31, 12, tzinfo=BERLIN), triggers=["silence"])
        for year in (2025, 2023)
    ]
    assert journal.timeline.on_this_day(date(2026, 3, 31)) == years
    leap = journal.log(when=datetime(2020, 2, 29, 12, tzinfo=BERLIN), triggers=["silence"])
    assert journal.timeline.on_this_day(date(2024, 2, 29)) == [leap]
    assert journal.timeline.on_this_day(date(2019, 5, 5)) == []


def test_the_pickers_offer_what_was_used(journal: Journal) -> None:
    journal.log(
        triggers=["silence"], partner_acts=["pb_warm"], urges=["withdrew"], feelings=[Feeling(mood="tender")]
    )
    journal.entries.reflect(text="a", feelings=[Feeling(mood="calm")])
    kinds = ("trigger", "response", "urge", "partner_act", "mood")
    found = {kind: sorted(journal.timeline.recent_codes(kind)) for kind in kinds}
    assert found == {
        "trigger": ["silence"],
        "response": [],
        "urge": ["withdrew"],
        "partner_act": ["pb_warm"],
        "mood": ["calm", "tender"],
    }
    with pytest.raises(InputRefused, match="partner_act"):
        journal.timeline.recent_codes("tag")


@pytest.mark.parametrize(
    "fields",
    [
        {"triggers": ["felt_afraid"]},
        {"partner_acts": ["pb_controlling"]},
        {"partner_acts": ["pb_threatening"]},
    ],
)
def test_fear_turns_quiet_mode_on_until_the_person_turns_it_off(
    journal: Journal, fields: dict[str, list[str]]
) -> None:
    assert not journal.quiet
    journal.log(triggers=["silence"])
    assert not journal.quiet
    journal.log(**fields)  # type: ignore[arg-type]
    assert journal.quiet
    journal.set_quiet(False)
    assert not journal.quiet


def test_fear_added_later_turns_quiet_mode_on_too(journal: Journal) -> None:
    moment = journal.log(triggers=["silence"])
    journal.entries.amend(replace(moment, triggers=("silence", "felt_afraid")))
    assert journal.quiet


def test_a_story_is_told_asked_after_and_closed(journal: Journal, hands: Hands) -> None:
    moment = journal.log(triggers=["slow_reply"])
    story = journal.stories.tell(
        moment=moment.id, feared="they are leaving", belief=80, ask_again_at=SUNDAY + timedelta(days=2)
    )
    assert journal.stories.all() == [story]
    assert journal.stories.due() == []
    hands.at += timedelta(days=2)
    assert journal.stories.due() == [story]
    closed = journal.stories.close(story.id, "otherwise", "a full day at work")
    assert closed.closed_at == hands.at
    assert journal.stories.due() == []
    with pytest.raises(NothingFound):
        journal.stories.close("no such story", "otherwise")
    for fields, word in (
        ({"feared": " "}, "worry: write a few words"),
        ({"feared": "a", "belief": 101}, "how sure: 101 is out of range; use 0 to 100"),
    ):
        with pytest.raises(InputRefused, match=word):
            journal.stories.tell(**fields)  # type: ignore[arg-type]


def test_an_experiment_is_begun_tried_and_ended(journal: Journal, hands: Hands) -> None:
    begun = journal.experiments.start(
        pattern="withdraw_after_affection", if_then="If a hug comes, then I stay a minute."
    )
    journal.experiments.add_try(begun.id, True, note="a minute and a half")
    hands.at += timedelta(days=1)
    journal.experiments.add_try(begun.id, False)
    ended = journal.experiments.end(begun.id)
    assert journal.experiments.all() == [ended]
    assert [chance.did for chance in ended.tries] == [True, False]
    assert ended.ended_at == hands.at
    with pytest.raises(NothingFound):
        journal.experiments.add_try("no such experiment", True)
    with pytest.raises(InputRefused, match="experiment: write it as one sentence"):
        journal.experiments.start(if_then="")


def test_a_long_diary_is_counted_on_from_what_has_come_to_rest(
    journal: Journal, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    from companion.patterns import find_patterns, settled_past

    monkeypatch.setattr(settled_past, "LEAST", 40)
    monkeypatch.setattr(settled_past, "STEP", 10)

    def anew() -> object:
        return find_patterns(
            tuple(journal.vocabulary.patterns.values()),
            journal._store.entries.events(),
            as_of=hands.at.replace(minute=0, second=0) + timedelta(hours=1),
            answers=journal.insight.answers(),
        )

    def reads() -> list[int | None]:
        return [since for since in read if since is not None]

    for number in range(360, 0, -1):
        journal.log(
            when=SUNDAY - timedelta(hours=9 * number),
            triggers=["affection_received" if number % 4 else "ordinary_moment"],
            responses=["withdrew"] if number % 3 == 0 else [],
        )
    read: list[int | None] = []
    real = journal._store.entries.events
    monkeypatch.setattr(
        journal._store.entries, "events", lambda since=None: read.append(since) or real(since)
    )
    assert journal.insight.patterns() == anew()
    assert not reads()
    journal.log(when=SUNDAY - timedelta(hours=2), triggers=["affection_received"], responses=["withdrew"])
    assert journal.insight.stale()
    assert journal.insight.patterns() == anew()
    assert len(reads()) == 1
    old = journal.log(when=SUNDAY - timedelta(days=130), triggers=["affection_received"])
    assert journal.insight.patterns() == anew()  # what had come to rest has changed
    assert len(reads()) == 1
    journal.entries.delete(old.id)
    journal.insight.answer("withdraw_after_affection", "only_with", "sam")
    assert journal.insight.patterns() == anew()
    assert journal.insight.patterns(SUNDAY.date() - timedelta(days=60)) != journal.insight.patterns()
    hands.at = SUNDAY + timedelta(days=8)
    before = len(reads())
    assert journal.insight.patterns() == anew()
    assert len(reads()) == before  # no entry has changed: what was read then serves
    journal.log(when=hands.at - timedelta(hours=2), triggers=["affection_received"], responses=["withdrew"])
    assert journal.insight.patterns() == anew()
    assert len(reads()) == before + 1


def test_patterns_are_worked_out_once_for_each_change(
    journal: Journal, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    import companion.patterns

    worked_out = []
    real = companion.patterns.analyse
    monkeypatch.setattr(companion.patterns, "analyse", lambda *a, **k: worked_out.append(1) or real(*a, **k))
    for number in range(30):
        journal.log(
            when=SUNDAY - timedelta(hours=9 * number),
            triggers=["affection_received" if number % 2 else "ordinary_moment"],
            responses=["withdrew"] if number % 3 == 0 else [],
        )
    assert journal.insight.stale()
    first = journal.insight.patterns()
    assert [one.pattern for one in first] == list(journal.vocabulary.patterns)
    assert not journal.insight.stale()
    assert journal.insight.patterns() == first
    journal.drafts.keep("moment", {"note": "a draft changes no pattern"})
    assert journal.insight.patterns() == first
    assert len(worked_out) == 1
    journal.insight.answer("withdraw_after_affection", "fits")
    assert journal.insight.stale()
    answered = journal.insight.patterns()
    assert [one.answer for one in answered if one.pattern == "withdraw_after_affection"] == ["fits"]
    hands.at += timedelta(hours=1)
    assert journal.insight.stale()
    assert len(worked_out) == 2
    earlier = journal.insight.patterns(date(2026, 2, 20))
    assert earlier == journal.insight.patterns(date(2026, 2, 20))
    assert sum(one.n for one in earlier) < sum(one.n for one in answered)


def test_patterns_are_read_even_where_nothing_can_be_kept(
    journal: Journal,
) -> None:
    journal.log(triggers=["affection_received"])
    journal._store._link.rows("PRAGMA query_only = ON")
    found = journal.insight.patterns()
    journal._store._link.rows("PRAGMA query_only = OFF")
    assert len(found) == len(journal.vocabulary.patterns)
    assert not journal.insight.stale() and journal.insight.patterns() == found  # held in memory meanwhile


def test_what_was_just_logged_counts_at_once(journal: Journal) -> None:
    for number in range(8):
        journal.log(
            when=SUNDAY - timedelta(days=3 * number), triggers=["affection_received"], responses=["withdrew"]
        )
    before = {one.pattern: one.n + one.left_out for one in journal.insight.patterns()}[
        "withdraw_after_affection"
    ]
    journal.entries.delete(journal.timeline.latest(limit=1)[0].id)
    after = {one.pattern: one.n + one.left_out for one in journal.insight.patterns()}[
        "withdraw_after_affection"
    ]
    assert (before, after) == (8, 7)


def test_the_week_holds_its_own_days(journal: Journal) -> None:
    journal.log(when=datetime(2026, 2, 23, 3, tzinfo=BERLIN), triggers=["silence"])
    journal.log(when=datetime(2026, 2, 23, 4, tzinfo=BERLIN), triggers=["silence"])
    journal.log(triggers=["affection_received"])
    week = journal.insight.week()
    assert (week.first, week.moments) == (date(2026, 2, 23), 2)
    assert (journal.insight.week(1).first, journal.insight.week(1).moments) == (date(2026, 2, 16), 1)
    journal.change_settings(week_start="sunday")
    assert journal.insight.week().first == date(2026, 3, 1)
    with pytest.raises(InputRefused, match="future"):
        journal.insight.week(-1)


def test_a_skipped_question_is_not_asked_again_that_day(journal: Journal, hands: Hands) -> None:
    first = journal.prompts.next().prompt.id
    assert journal.prompts.next().prompt.id == first
    journal.prompts.skip_today(first)
    second = journal.prompts.next().prompt.id
    assert second != first
    assert journal.prompts.next(skip=(second,)).prompt.id not in (first, second)
    journal.prompts.skip_today(second)
    assert journal.prompts.next().prompt.id not in (first, second)
    assert "skipped" not in journal_json.dumps(journal.merging.contents())


def test_a_journal_goes_to_another_place_and_back(journal: Journal, tmp_path: Path, clock: Clock) -> None:
    journal.change_settings(partner_name="K.")
    moment = journal.log(triggers=["silence"], note="\0 odd \u2028 \u202e words 💔")
    journal.entries.reflect(text="a few words")
    journal.entries.delete(journal.log(triggers=["silence"]).id)
    journal.stories.tell(moment=moment.id, feared="they are leaving")
    file = tmp_path / "journal.json"
    file.write_text(journal_json.dumps(journal.merging.contents()), encoding="utf-8", newline="")
    elsewhere = Places(data=tmp_path / "elsewhere", config=tmp_path / "elsewhere")
    with open_journal(elsewhere, clock=clock) as other:
        bringing = Import(source_at(file), elsewhere, clock)
        plan = bringing.plan()
        assert other.timeline.count() == 0
        counts = other.merging.import_contents(plan.contents)
        assert (counts.added, counts.changed, counts.unchanged, counts.deleted) == (3, 0, 0, 0)
        assert journal_json.dumps(other.merging.contents()) == journal_json.dumps(journal.merging.contents())
        assert other.merging.import_contents(bringing.plan().contents).added == 0
    with pytest.raises(InputRefused, match="no-such-file"):
        source_at(tmp_path / "no-such-file.json")


def test_another_thread_works_on_a_journal_of_its_own(journal: Journal) -> None:
    journal.log(triggers=["silence"])
    found: list[object] = []

    def work() -> None:
        with journal.fork() as own:
            found.append(own.timeline.count())
            found.append(len(own.insight.patterns()))
            own.log(triggers=["affection_received"])

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [1, len(journal.vocabulary.patterns)]
    assert journal.timeline.count() == 2


def test_a_moment_abroad_keeps_its_own_offset(places: Places) -> None:
    at = datetime.fromisoformat("2026-03-01T09:00:00+09:00")
    with open_journal(places, clock=fixed_clock(SUNDAY, "Europe/Berlin")) as journal:
        abroad = journal.log(when=at, triggers=["silence"])
        assert abroad.zone is None
        kept = journal.timeline.entry(abroad.id)
    assert kept.occurred_at.isoformat() == "2026-03-01T09:00:00+09:00"


def test_the_words_given_are_the_words_used(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock, vocabulary=load_vocabulary()) as journal:
        moment = journal.log(triggers=["affection_received"])
        label = journal.vocabulary.label("affection_received")
        assert [hit.entry for hit in journal.timeline.search(f'"{label}"')] == [moment]
        assert isinstance(moment, Moment)
        assert not isinstance(moment, Reflection)


def test_nothing_is_made_when_only_asked(places: Places) -> None:
    with pytest.raises(NothingFound):
        open_journal(places, create=False)
    assert not places.data.exists()
