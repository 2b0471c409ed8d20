"""Finding entries again, by words and by filters, newest first."""

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.errors import InputRefused
from companion.model.records import Entry, Feeling, Moment, Sequel
from companion.model.search_query import Hit, parse_query, with_everyday_names
from companion.store.store import Store
from tests import strategies
from tests.conftest import examples
from tests.store.making import at, moment, new_store, reflection

LABELS = {"affection_received": "Affection came my way", "pb_warm": "They said something warm"}
FOUR = 4 * 3600


def label(code: str) -> str:
    return LABELS.get(code, code)


def search(store: Store, query: str, limit: int = 50) -> list[Hit]:
    return store.finder.search(parse_query(query), FOUR, limit)


def ids(store: Store, query: str) -> list[str]:
    return [hit.entry.id for hit in search(store, query)]


def text(hit: Hit) -> str:
    return "".join(piece for piece, _ in hit.snippet)


def matches(hit: Hit) -> list[str]:
    return [piece for piece, match in hit.snippet if match]


@pytest.fixture
def store() -> Iterator[Store]:
    """A small journal of a few weeks."""
    entries: list[Entry] = [
        moment(
            "hug",
            "2026-01-10 20:00",
            triggers=("affection_received",),
            responses=("withdrew",),
            feelings=(Feeling(mood="anxious", intensity=7),),
            tags=("kitchen",),
            note="A long hug, and I left the room.",
        ),
        moment(
            "reply",
            "2026-01-20 13:00",
            triggers=("slow_reply",),
            urges=("texted_again",),
            partner_acts=("pb_quiet",),
            tags=("work",),
            body="tight chest",
            note="A slow reply again. Naïve of me to wait.",
        ),
        moment(
            "late",
            "2026-02-01 01:30",
            triggers=("affection_received",),
            partner_acts=("pb_warm",),
            responses=("stayed",),
            person="someone new",
            tags=("work", "weekend"),
            starred=True,
            ending="e.g. reached out an hour later",
        ),
        reflection(
            "evening",
            "2026-02-10 22:00",
            prompt="pr_avo_eve_1",
            leaning="fearful_avoidant",
            feelings=(Feeling(mood="tender"),),
            tags=("work",),
            text="I wanted to reply slowly and kindly.\nThen 猫が好きです 💔 came.",
        ),
    ]
    with new_store(label) as store:
        with store.writing():
            for entry in entries:
                store.entries.put(entry)
        yield store


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["evening", "late", "reply", "hug"]),
        ("reply", ["evening", "reply"]),
        ("slow reply", ["reply"]),
        ('"slow reply"', ["reply"]),
        ('"reply slow"', ["evening"]),
        ("REPLIES", ["evening", "reply"]),
        ("naive", ["reply"]),
        ("kind", ["evening"]),
        ("chest", ["reply"]),
        ("reached hour", ["late"]),
        ("rep", ["evening", "reply"]),
        ("warm", ["late"]),
        ("pb_warm", ["late"]),
        ("2026-01-20", ["reply"]),
        ('"01:30 AM"', ["late"]),
        ("reply -again", ["evening"]),
        ("-reply", ["late", "hug"]),
        ('reply -"slow reply"', ["evening"]),
        ("trigger:affection", ["late", "hug"]),
        ("trigger:affection_received", ["late", "hug"]),
        ("trigger:affection response:withdrew", ["hug"]),
        ("trigger:affection -response:withdrew", ["late"]),
        ("urge:text", ["reply"]),
        ("mood:anxious", ["hug"]),
        ("mood:n", ["evening", "hug"]),
        ("act:pb_warm", ["late"]),
        ("act:pb", ["late", "reply"]),
        ("prompt:eve", ["evening"]),
        ("leaning:fearful-avoidant", ["evening"]),
        ("person:new", ["late"]),
        ("person:default", ["reply", "hug"]),
        ("tag:work", ["evening", "late", "reply"]),
        ("tag:work tag:weekend", ["late"]),
        ("tag:work -tag:weekend", ["evening", "reply"]),
        ("-tag:work", ["hug"]),
        ("-tag:unheard_of", ["evening", "late", "reply", "hug"]),
        ("tag:unheard_of", []),
        ("is:starred", ["late"]),
        ("-is:starred kind:moment", ["reply", "hug"]),
        ("kind:reflection", ["evening"]),
        ("on:2026-01", ["late", "reply", "hug"]),
        ("after:2026-02", ["evening"]),
        ("after:2026-01-20 before:2026-02", ["late", "reply"]),
        ("on:2026-01-31 trigger:affection", ["late"]),
        ("kind:moment before:2026-01-15", ["hug"]),
        ("reply on:2026-01-20 tag:work", ["reply"]),
        ("fection", ["late", "hug"]),
        ("affectio", ["late", "hug"]),
        ("猫", ["evening"]),
        ("好き reply", ["evening"]),
        ("💔", ["evening"]),
        ("-💔 tag:work", ["late", "reply"]),
        ("💔 tag:kitchen", []),
        ("nothing like it", []),
        ("%", []),
    ],
)
def test_a_query_finds(store: Store, query: str, expected: list[str]) -> None:
    assert ids(store, query) == expected


@pytest.mark.parametrize(
    ("query", "written", "found"),
    [
        ("cry", "I cried in the car", "cried"),
        ("crying", "I cried in the car", "cried"),
        ("try", "We tried again", "tried"),
        ("anxiety", "anxious all day", "anxious"),
        ("anxious", "My anxiety came back", "anxiety"),
        ("fight", "We fought about it", "fought"),
        ("fought", "Another fight", "fight"),
        ("fighting", "We fought about it", "fought"),
        ("text", "texting all night", "texting"),
        ("argument", "We argued about money", "argued"),
        ("apologize", "She apologised first", "apologised"),
        ("lonely", "That loneliness again", "loneliness"),
        ("sleep", "slept badly", "slept"),
        ("елка", "Ёлка стоит", "Ёлка"),
        ("ёлка", "ЕЛКА стоит", "ЕЛКА"),
        ("мой", "это мой дом", "мой"),
        ("καλημερα", "Καλημέρα σου", "Καλημέρα"),
        ("ΛΟΓΟΣ", "ένας λόγος", "λόγος"),
        ("lodz", "Łódź nocą", "Łódź"),
        ("Łódź", "lodz by night", "lodz"),
        ("plakal", "On płakał", "płakał"),
        ("soren", "With Søren", "Søren"),
        ("strasse", "Die Straße", "Straße"),
        ("straße", "Die Strasse", "Strasse"),
        ("naive", "so naïve of me", "naïve"),
        ('"i cried"', "Then I cried a lot", "I cried"),
        ('"καλη μερα"', "Καλή μέρα!", "Καλή μέρα"),
    ],
)
def test_a_word_is_found_in_its_other_forms_and_letters_and_marked(
    store: Store, query: str, written: str, found: str
) -> None:
    for form in ("NFC", "NFD"):
        with store.writing():
            store.entries.put(moment("word", "2026-03-01 10:00", note=unicodedata.normalize(form, written)))
        hits = search(store, unicodedata.normalize(form, query))
        assert [hit.entry.id for hit in hits][:1] == ["word"]
        assert unicodedata.normalize("NFC", " ".join(matches(hits[0]))) in (found, found.replace(" ", "  "))


def test_letters_that_are_two_stay_two_and_quoted_words_are_what_they_are(store: Store) -> None:
    with store.writing():
        store.entries.put(moment("mine", "2026-03-01 10:00", note="мои друзья"))
        store.entries.put(moment("tried", "2026-03-01 11:00", note="We tried to fight less"))
    assert ids(store, "мой") == []
    assert ids(store, '"we try"') == [] and ids(store, '"we tried"') == ["tried"]
    assert ids(store, '"fought"') == [] and ids(store, "fought") == ["tried"]
    assert ids(store, "tried -fought") == [] and ids(store, 'tried -"fought"') == ["tried"]


def test_an_everyday_name_finds_what_it_stands_for_after_what_says_it(store: Store) -> None:
    names = {
        "long cuddle": [("trigger", "affection_received")],
        "cuddle": [("trigger", "affection_received")],
        "reply": [("act", "pb_warm")],
    }

    def found(query: str, limit: int = 50) -> list[str]:
        read = with_everyday_names(parse_query(query), names)
        return [hit.entry.id for hit in store.finder.search(read, FOUR, limit)]

    assert found("cuddle") == ["late", "hug"]
    assert found("cuddle -work") == ["hug"]
    assert found("-cuddle") == ["evening", "reply"]
    assert found('"cuddle"') == [] and found("long cuddle work") == ["late"]
    with store.writing():
        store.entries.put(moment("said", "2026-01-01 10:00", note="A cuddle on the sofa"))
    assert found("cuddle") == ["said", "late", "hug"]
    assert found("cuddle", 2) == ["said", "late"]
    assert found("reply", 2) == ["evening", "reply"]


def test_a_hit_shows_the_piece_that_matched_as_plain_text(store: Store) -> None:
    (hit,) = search(store, '"slow reply"')
    assert "".join(matches(hit)) in ("slow reply", "slowreply")
    assert "A slow reply again" in text(hit)
    (hit,) = search(store, "hour")
    assert matches(hit) == ["hour"]
    (hit,) = search(store, "猫")
    assert matches(hit) == ["猫"]
    assert "\n" not in text(hit)
    (hit,) = search(store, "mood:anxious")
    assert hit.snippet == (("A long hug, and I left the room.", False),)


def test_a_hit_on_what_it_is_about_shows_how_the_text_begins_and_nothing_of_the_index(store: Store) -> None:
    for query in ("came my way", "affec", "kitchen", "withdrew", "2026-01-10"):
        (hit,) = (each for each in search(store, query) if each.entry.id == "hug")
        assert hit.snippet == (("A long hug, and I left the room.", False),), query
    with store.writing():
        store.entries.put(moment("bare", "2026-03-01 10:00", partner_acts=("pb_warm",)))
        after = Sequel(at=at("2026-03-02 10:00"), note="We had a calm breakfast after it.")
        store.entries.put(moment("later", "2026-03-01 12:00", triggers=("slow_reply",), sequel=after))
    assert [(hit.entry.id, hit.snippet) for hit in search(store, "said something warm", 1)] == [("bare", ())]
    (hit,) = search(store, "breakfast")  # what was written of it later is one's own, too
    assert matches(hit) == ["breakfast"] and text(hit) == "We had a calm breakfast after it."


def test_text_that_looks_like_marks_or_markup_stays_text(store: Store) -> None:
    with store.writing():
        store.entries.put(
            moment("odd", "2026-03-01 10:00", note="<b>odd</b> [@click=app.boom]odd[/] <0123 odd>")
        )
    (hit,) = search(store, "boom")
    assert text(hit) == "<b>odd</b> [@click=app.boom]odd[/] <0123 odd>"
    assert matches(hit) == ["boom"]


def test_no_one_is_found_by_what_only_the_index_knows(store: Store) -> None:
    marks = store._link.value("SELECT marks FROM entries WHERE id = 'hug'")
    with store.writing():
        store.entries.put(moment("hex", "2026-03-01 10:00", note=marks.replace("\ue000", "")))
    assert ids(store, marks.split()[0].removeprefix("\ue000")) == ["hex"]


def test_what_was_changed_or_deleted_is_found_no_more(store: Store) -> None:
    with store.writing():
        store.entries.put(moment("reply", "2026-01-20 13:00", note="something else"))
        store.entries.take_out("hug")
    assert ids(store, "reply") == ["evening"]
    assert ids(store, "mood:anxious") == []
    assert ids(store, "else") == ["reply"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("iteOfThe", ["kites"]),
        ('"te of"', ["kites"]),
        ('"off-t"', ["kites"]),
        ('"f-the-cu"', ["kites"]),
        ("straßenb", ["kites"]),
        ("RASSENBAHN", []),
        ("♥️", ["kites"]),
        ('"->"', ["kites"]),
        ('"<-"', []),
        ("ве", ["kites"]),
        ("वा", ["kites"]),
        ("天気", ["kites"]),
        ("気天", []),
        ("trigger:slow ite", []),
    ],
)
def test_a_piece_from_the_middle_of_what_was_written(store: Store, query: str, expected: list[str]) -> None:
    note = "Kite of the kiteoftheday, off-the-cuff ♥️ -> Straßenbahn Привет हवा 今日は天気がいい"
    with store.writing():
        store.entries.put(moment("kites", "2026-03-01 10:00", note=note))
    assert ids(store, query) == expected
    with store.writing():
        store.entries.take_out("kites")
    assert ids(store, query) == []


def test_no_word_of_what_was_deleted_stays_in_the_list_of_words(store: Store) -> None:
    before = store._link.rows("SELECT word, uses FROM lexicon ORDER BY word")
    with store.writing():
        store.entries.put(moment("gone", "2026-03-01 10:00", note="unheardof reply", tags=("work",)))
        assert store._link.value("SELECT uses FROM lexicon WHERE word = 'unheardof'") == 1
        store.entries.put(moment("gone", "2026-03-01 10:00", note="reply"))
        assert store._link.value("SELECT uses FROM lexicon WHERE word = 'unheardof'") is None
        store.entries.take_out("gone")
    assert store._link.rows("SELECT word, uses FROM lexicon ORDER BY word") == before


def test_only_the_newest_are_given(store: Store) -> None:
    assert [hit.entry.id for hit in search(store, "tag:work", limit=2)] == ["evening", "late"]


def test_a_filter_in_part_may_stand_for_hundreds_of_tags(store: Store) -> None:
    with store.writing():
        store.entries.put_new(
            moment(f"many{n}", "2026-03-01 10:00", tags=(f"topic{n}", f"topic{n + 1}")) for n in range(600)
        )
    assert len(search(store, "tag:topic", limit=1000)) >= 400
    assert ids(store, "tag:topic599") == ["many599", "many598"]


@examples(20)
@given(
    st.lists(st.one_of(strategies.moments, strategies.reflections), max_size=4, unique_by=lambda one: one.id),
    st.lists(
        st.text(st.one_of(st.characters(), st.sampled_from('":-_*^+(){}NEAR AND')), max_size=25), max_size=12
    ),
)
def test_no_query_breaks_the_search_and_every_text_finds_itself(
    entries: list[Entry], queries: list[str]
) -> None:
    with new_store() as store:
        with store.writing():
            store.entries.put_new(entries)
        for query in queries:
            try:
                hits = search(store, query)
            except InputRefused:
                continue
            for hit in hits:
                assert all(isinstance(piece, str) and piece for piece, _ in hit.snippet)
        for entry in entries:
            note = entry.note if isinstance(entry, Moment) else entry.text
            for word in note.split("\0")[0].replace('"', " ").split():
                assert entry.id in ids(store, f'"{word}"'), word
                # What fits whole words is all that is given; a piece is looked for where nothing does.
                piece = word[len(word) // 3 :]
                assert entry.id in ids(store, f'"{piece}"') or search(store, f'"{piece}"'), piece
