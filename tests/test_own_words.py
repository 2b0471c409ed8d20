"""Words of one's own: added, read from a file, carried to another device, and counted."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from companion.exchange import journal_json
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused
from companion.model.text import fill_counts
from companion.model.vocabulary import Trigger, load_vocabulary
from companion.patterns import Finding
from companion.review.mood_plane_places import plane_words
from companion.system.paths import Places
from companion.tui.widgets.vocabulary import code_choices, word_adder

DOCS = Path(__file__).parent.parent / "docs" / "own-words.md"


def example() -> str:
    found = re.search(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def with_file(places: Places, text: str) -> Places:
    places.config.mkdir(parents=True, exist_ok=True)
    places.custom_words.write_text(text, encoding="utf-8")
    return places


def other(tmp_path: Path) -> Places:
    return Places(data=tmp_path / "other", config=tmp_path / "other")


def test_the_example_in_the_docs_is_read_as_it_stands(places: Places, clock: Clock) -> None:
    with open_journal(with_file(places, example()), clock=clock) as journal:
        assert journal.words.trouble == ""
        words = journal.vocabulary
        assert list(words.triggers)[-1] == "my_sunday_call"
        assert words.label("R:my_long_walk") == "Went for a long walk"
        assert words.moods["my_fizzy"].energy > 0
        assert list(words.patterns)[-1] == "my_walk_after_call"
        assert words.prompts["my_easy_today"].moment == "evening"
        assert words.practices["my_tea_first"].steps[0] == "Put the kettle on."
        assert [one.pattern for one in journal.insight.patterns()][-1] == "my_walk_after_call"


def test_an_own_pattern_is_counted_and_corrected_with_the_others(places: Places, clock: Clock) -> None:
    with open_journal(with_file(places, example()), clock=clock) as journal:
        for day in range(1, 50):
            mine = day % 3 == 0
            at = clock.now() - timedelta(days=day, hours=0 if mine else 2)
            journal.log(
                when=at,
                triggers=["my_sunday_call" if mine else "ordinary_moment"],
                responses=["my_long_walk"] if mine else [],
            )
        found = journal.insight.patterns()[-1]
        assert (found.pattern, found.k, found.n, found.k0) == ("my_walk_after_call", 16, 16, 0)
        assert found.state == "holds_up"
        assert found.q is not None
        row = journal.vocabulary.patterns[found.pattern]
        assert fill_counts(row.wording, k=16, n=16, k0=0, n0=30) == (
            "It was noted after 16 of 16 such moments. At other times: 0 of 30."
        )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[triger]]\nid = "my_a"', ["my_words.toml", "'triger'", "[[trigger]], [[response]]"]),
        ('[[trigger]]\nid = "a"\nlabel = "A"', ["my_words.toml", "[[trigger]]", "'id'", "'a'", "my_"]),
        ('[[trigger]]\nid = "my_a"', ["[[trigger]]: row 'my_a'", "'label' is missing"]),
        ('[[mood]]\nid = "my_a"\nlabel = "A"\nangle = 400', ["row 'my_a'", "'angle'", "400"]),
        ('[[response]]\nid = "my_a"\nlabel = "A"\nkind = "bad"', ["'kind'", "'bad'", "protective, secure"]),
        ('[[prompt]]\nid = "my_a"\ntext = "How was she?"', ["'text'", "“she”", "{they}"]),
        (
            '[[prompt]]\nid = "my_a"\ntext = "Why always?"',
            ["'text'", "“always”", "say what happened instead"],
        ),
        (
            '[[pattern]]\nid = "my_a"\ntitle = "Quiet because tired"\nantecedents = ["slow_reply"]\n'
            'responses = ["R:withdrew"]',
            ["'title'", "“because”", "says why"],
        ),
        (
            '[[pattern]]\nid = "my_a"\ntitle = "Quiet"\nantecedents = ["my_b"]\nresponses = ["R:withdrew"]',
            ["row 'my_a'", "'antecedents'", "'my_b'"],
        ),
        ('[[trigger]]\nid = "my_a"\nlabel = "A"\n[[mood]]\nid = "my_a"\nlabel = "A"\nangle = 1', ["twice"]),
        ("not toml", ["my_words.toml", "not TOML"]),
    ],
)
def test_a_file_that_does_not_fit_says_where_and_the_journal_opens_all_the_same(
    places: Places, clock: Clock, text: str, named: list[str]
) -> None:
    with open_journal(with_file(places, text), clock=clock) as journal:
        for words in named:
            assert words in journal.words.trouble
        assert list(journal.vocabulary.triggers) == list(load_vocabulary().triggers)
        journal.log(triggers=["slow_reply"])


def test_a_pattern_cannot_look_for_nothing_having_been_done(places: Places, clock: Clock) -> None:
    text = example().replace('"R:my_long_walk", ', '"R:none_of_these", ')
    with open_journal(with_file(places, text), clock=clock) as journal:
        assert "field 'responses' names 'R:none_of_these'" in journal.words.trouble
        with pytest.raises(InputRefused, match="R:none_of_these"):
            journal.words.add(
                "pattern", "Quiet", antecedents=["slow_reply"], responses=["R:none_of_these"], window_hours=24
            )


def test_a_word_added_is_there_at_once_and_after_opening_again(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        first = journal.words.add("trigger", "Sunday call, again!")
        second = journal.words.add("trigger", "sunday call (again)")
        unwritable = journal.words.add("response", "散歩した")
        assert (first, second, unwritable) == (
            "my_sunday_call_again",
            "my_sunday_call_again_2",
            "my_response",
        )
        assert journal.vocabulary.responses[unwritable].kind == "neutral"
        journal.log(triggers=[first], responses=[unwritable])
        assert [hit.entry.id for hit in journal.timeline.search("trigger:my_sunday")] == [
            journal.timeline.latest()[0].id
        ]
        assert len(journal.timeline.search("sunday call")) == 1
    with open_journal(places, clock=clock) as journal:
        assert journal.vocabulary.label(second) == "sunday call (again)"


@pytest.mark.parametrize(
    ("kind", "words", "fields"),
    [
        ("trigger", "  ", {}),
        ("trigger", "x" * 300, {}),
        ("prompt", "Why did he?", {}),
        ("practice", "You always run", {"steps": ["a"], "if_then": "If a, then I b."}),
        ("pattern", "Tired", {"antecedents": ["nothing_known"], "responses": ["R:withdrew"]}),
        ("pattern", "Tired", {"antecedents": [], "responses": ["R:withdrew"]}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    places: Places, clock: Clock, kind: str, words: str, fields: dict[str, object]
) -> None:
    with open_journal(places, clock=clock) as journal:
        before = journal.settings
        with pytest.raises(InputRefused):
            journal.words.add(kind, words, **fields)
        assert journal.settings == before


def filled(journal: Journal) -> None:
    mine = journal.words.add("trigger", "The neighbour rang")
    journal.words.add("pattern", "Quiet after the bell", antecedents=[mine], responses=["R:withdrew"])
    journal.log(triggers=[mine, "my_sunday_call"])


def test_another_device_shows_the_words_of_both_kinds_by_their_labels(
    places: Places, clock: Clock, tmp_path: Path
) -> None:
    with open_journal(with_file(places, example()), clock=clock) as journal:
        filled(journal)
        out = journal_json.dumps(journal.merging.contents())
    with open_journal(other(tmp_path), clock=clock) as there:
        there.log(triggers=["slow_reply"])
        there.change_settings(partner_name="Kim")
        kept = there.words.add("mood", "Zingy", angle=45)
        there.people.add("Alex")
        for _ in range(2):
            there.merging.import_contents(journal_json.loads(out))
            assert there.vocabulary.label("my_the_neighbour_rang") == "The neighbour rang"
            assert there.vocabulary.label("my_sunday_call") == "The call on Sunday"
            assert there.vocabulary.label(kept) == "Zingy"
            assert set(there.vocabulary.patterns) >= {"my_quiet_after_the_bell", "my_walk_after_call"}
        assert (there.settings.partner_name, there.people.all()) == ("Kim", ("default", "Alex"))
        again = journal_json.dumps(there.merging.contents())
    with open_journal(Places(data=tmp_path / "third", config=tmp_path / "third"), clock=clock) as third:
        third.merging.import_contents(journal_json.loads(again))
        assert journal_json.dumps(third.merging.contents()) == again


def test_words_a_newer_version_wrote_are_kept_and_left_aside(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.words.add("trigger", "Mine")
        text = journal_json.dumps(journal.merging.contents()).replace(
            '"trigger"', '"weather": {"my_rain": {"label": 3}}, "trigger"'
        )
    with open_journal(Places(data=places.data / "b", config=places.data / "b"), clock=clock) as there:
        there.merging.import_contents(journal_json.loads(text))
        assert there.vocabulary.label("my_mine") == "Mine"
        assert there.vocabulary.label("my_rain") == "my_rain"
        assert "my_rain" in journal_json.dumps(there.merging.contents())


def test_without_words_of_ones_own_nothing_is_read_for_them(
    places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.delitem(sys.modules, "companion.model.custom_vocabulary", raising=False)
    with open_journal(places, clock=clock) as journal:
        journal.timeline.day(journal.today())
    assert "companion.model.custom_vocabulary" not in sys.modules


def hugs_and_quiet(journal: Journal, hug: str) -> None:
    """Seven weeks in which every third day began with this trigger, and ended with pulling away."""
    for day in range(1, 50):
        mine = day % 3 == 0
        journal.log(
            when=journal.clock.now() - timedelta(days=day, hours=0 if mine else 2),
            triggers=[hug if mine else "ordinary_moment"],
            responses=["withdrew"] if mine else [],
        )


def told(found: Finding) -> tuple[object, ...]:
    """What is found, without the ids of the entries behind it."""
    return (found.k, found.n, found.k0, found.n0, found.q, found.e, found.order, found.state, found.interval)


def pulling_back(journal: Journal) -> Finding:
    """What is found of pulling back after closeness."""
    return next(one for one in journal.insight.patterns() if one.pattern == "withdraw_after_affection")


def test_a_word_of_ones_own_counts_as_the_kind_it_is_like(
    places: Places, clock: Clock, tmp_path: Path
) -> None:
    with open_journal(other(tmp_path), clock=clock) as there:
        hugs_and_quiet(there, "affection_received")
        known = pulling_back(there)
    with open_journal(places, clock=clock) as journal:
        hug = journal.words.add("trigger", "A hug")
        hugs_and_quiet(journal, hug)
        assert pulling_back(journal).n == 0
        journal.words.change("trigger", hug, like="affection_received")
        found = pulling_back(journal)
        assert (found.k, found.n, found.state) == (16, 16, "holds_up")
        assert told(found) == told(known)
        assert len(found.moments) == 16
        assert sum(one.counted for one in journal.insight.occasions().of(found).told) == 16
        assert journal.vocabulary.triggers[hug].group == "closeness"
        undone = journal.entries.undo()
        assert undone is not None
        assert undone.words == "Undone: the change to a word."
        assert pulling_back(journal).n == 0


def test_an_own_response_is_read_as_the_known_one_with_its_kind(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        left = journal.words.add("response", "Went to the shed", like="withdrew")
        row = journal.vocabulary.responses[left]
        assert (row.kind, row.strategy) == ("protective", "deactivating")
        assert journal.vocabulary.likes == {f"R:{left}": "R:withdrew", f"U:{left}": "U:withdrew"}
        journal.words.change("response", left, like="self_soothed")
        assert journal.vocabulary.responses[left].kind == "secure"
        journal.words.change("response", left, like="")
        assert journal.vocabulary.likes == {}


def test_what_a_word_is_like_goes_with_it_to_another_device(
    places: Places, clock: Clock, tmp_path: Path
) -> None:
    with open_journal(places, clock=clock) as journal:
        hugs_and_quiet(journal, journal.words.add("trigger", "A hug", like="affection_received"))
        before, out = pulling_back(journal), journal_json.dumps(journal.merging.contents())
    with open_journal(other(tmp_path), clock=clock) as there:
        there.merging.import_contents(journal_json.loads(out))
        assert there.vocabulary.triggers["my_a_hug"].like == "affection_received"
        assert (before.k, before.n) == (16, 16)
        assert pulling_back(there) == before
    text = '[[trigger]]\nid = "my_hug"\nlabel = "Hug"\nlike = "affection_received"'
    with open_journal(with_file(places, text), clock=clock) as journal:
        assert journal.vocabulary.likes["my_hug"] == "affection_received"


@pytest.mark.parametrize(
    ("kind", "like"),
    [
        ("trigger", "hug"),
        ("trigger", "withdrew"),
        ("trigger", "felt_afraid"),
        ("response", "none_of_these"),
        ("response", "self_protected"),
        ("trigger", "my_a_hug"),
    ],
)
def test_a_word_can_be_like_a_known_kind_and_nothing_else(
    places: Places, clock: Clock, kind: str, like: str
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.words.add("trigger", "A hug")
        before = journal.settings
        with pytest.raises(InputRefused, match=f"field 'like': '{like}' is not valid; use the id of one of"):
            journal.words.add(kind, "Another", like=like)
        assert journal.settings == before


def test_a_word_is_renamed_retired_and_deleted_and_each_can_be_undone(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        used, unused = journal.words.add("trigger", "A hug"), journal.words.add("trigger", "A wave")
        journal.log(triggers=[used])
        journal.words.change("trigger", used, words="A long hug", like="affection_received")
        assert journal.vocabulary.label(used) == "A long hug"
        assert [word.id for word in journal.words.listed()] == [used, unused]
        with pytest.raises(InputRefused, match="A long hug: it is used by 1 entry; it can be retired"):
            journal.words.delete("trigger", used)
        journal.words.retire("trigger", used)
        assert journal.vocabulary.triggers[used].deprecated
        assert journal.vocabulary.label(used) == "A long hug"
        journal.words.delete("trigger", unused)
        assert unused not in journal.vocabulary.triggers
        said = [undone.words for _ in range(3) if (undone := journal.entries.undo())]
        assert said == [
            "Undone: the word you deleted; it is back.",
            "Undone: retiring a word; it is offered again.",
            "Undone: the change to a word.",
        ]
        assert [word.label for word in journal.words.listed()] == ["A hug", "A wave"]
        assert not journal.vocabulary.triggers[used].deprecated and not journal.vocabulary.triggers[used].like


def test_a_word_of_the_file_is_changed_in_the_file(places: Places, clock: Clock) -> None:
    with open_journal(with_file(places, example()), clock=clock) as journal:
        with pytest.raises(InputRefused, match=r"it is in my_words\.toml; change it there"):
            journal.words.change("trigger", "my_sunday_call", words="Monday")
        with pytest.raises(InputRefused, match="this is the program's own; it can be retired"):
            journal.words.delete("trigger", "affection_received")


def test_a_new_word_is_offered_to_be_like_the_nearest_known_kinds(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        adder = word_adder(journal, "trigger")
        offered = adder.choices("hug after kickboxing")
        assert [choice.label for choice in offered] == [
            "Add “hug after kickboxing”, like “Affection came my way”",
            "Add “hug after kickboxing”, like “We made up”",
            "Add “hug after kickboxing” as your own word",
        ]
        hug = adder.add("hug after kickboxing", offered[0].id)
        assert journal.vocabulary.triggers[hug].like == "affection_received"
        rows = {choice.id: choice for choice in code_choices(journal, "trigger", lambda: triggers(journal))()}
        assert rows[hug].help == "counts like “Affection came my way”"
        plain = adder.add("hug after kickboxing", offered[-1].id)
        assert journal.vocabulary.triggers[plain].like == ""
        assert [choice.id for choice in adder.choices("xylophone")] == ["+"]


def triggers(journal: Journal) -> list[Trigger]:
    return list(journal.vocabulary.triggers.values())


def test_a_word_of_ones_own_keeps_the_letters_it_was_typed_in(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        mine = journal.words.add("mood", "ADHD day", angle=100)
        assert plane_words([journal.vocabulary.moods[mine]])[0].text == "ADHD day"
