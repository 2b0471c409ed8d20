"""The words themselves: what has to be there, and what may not be said."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from companion.model.records import QUIET_CODES, Settings
from companion.model.text import fill
from companion.model.vocabulary import PROMPT_MOMENTS, PROMPT_SETS, SECTIONS, load_vocabulary

WORDS = load_vocabulary()
TABLES: dict[str, Mapping[str, Any]] = {
    "triggers": WORDS.triggers,
    "responses": WORDS.responses,
    "partner_acts": WORDS.partner_acts,
    "moods": WORDS.moods,
    "practices": WORDS.practices,
    "patterns": WORDS.patterns,
    "prompts": WORDS.prompts,
    "cards": WORDS.cards,
}
READ_BY_A_PERSON = (
    *("label", "help", "definition", "title", "wording", "happened", "followed", "text", "body"),
    *("if_then", "steps", "protects", "subtitle"),
)

BANNED = (
    "he", "him", "his", "she", "her", "hers", "man", "men", "woman", "women", "guy", "girl",
    "needy", "clingy", "desperate", "crazy", "toxic", "cowardly", "narcissist", "high maintenance",
    "hero instinct", "you are", "you always", "you never", "always", "never", "because", "should have",
    "streak", "missed", "failed", "diagnosis",
)  # fmt: skip
ALLOWED = {("card_not_therapy", "diagnosis")}

SHOWN_WHEN_QUIET = {
    "practices": {"ex_self_compassion", "ex_own_life", "ex_let_help"},
    "patterns": {"kind_boundary_when_crowded"},
    "prompts": {
        "pr_anx_mor_2", "pr_anx_mor_3", "pr_fea_mor_2", "pr_any_mor_1", "pr_any_mor_3", "pr_anx_tri_3",
        "pr_fea_tri_3", "pr_any_tri_3", "pr_fea_eve_2", "pr_any_eve_1", "pr_any_eve_3", "pr_fea_wee_3",
        "pr_any_wee_3",
    },
    "cards": {
        "card_safety", "card_crisis", "card_stepping_back", "card_privacy_shared_device", "card_not_therapy",
        "card_reach_someone", "card_when_help", "tk_worth", "tk_support_strength", "card_own_ground",
        "tc_ind_trauma", "tc_ind_worth_regulation", "card_how_it_works", "card_reading_counts",
        "card_quiet_mode",
    },
}  # fmt: skip
"""All that may stand beside fear; whatever else there is stays away in quiet mode."""

KEPT_FROM_FEAR = (
    # closeness is asked for
    r"\b(closer|stay(ed)? close|reach(ing)? (out|back)|let(ting)? (it|closeness) in|close to someone)\b",
    r"\b(open(ness|ing up)|being seen|vulnerab\w+|small true thing|make up|making up|apolog\w+|sorry)\b",
    r"\b(forgiv\w+|compliment|thank you|appreciat\w+|your partner's side|their chair|perspective)\b",
    r"\b(say what you need|ask (them|once|directly)|one light question|check-?in|listen(ed|ing)? to them)\b",
    # the fear is doubted
    r"\b(now, or then|belongs? to (today|right now)|only today can tell|the wheel|fear (may|says|wants))\b",
    r"\b(kinder story|filling in|worst case|worst into|overread|track record|old story|older hurt)\b",
    r"\b(is it about me|is it fair|over-?reading|imagin\w+|half an alarm|false alarm)\b",
    # it becomes a question about oneself
    r"\b(habit, rest|what you do to keep|from anyone who comes|relieved for an hour|your part in)\b",
    r"\b(part of you|sentence about yourself|self-sabotage|pushing away|the loop|one step differently)\b",
    # the other is explained
    r"\b(why they may|guess(es)?|their hands were full|they may be|stress of theirs)\b",
)
"""Phrases of what asks for closeness, doubts a fear, turns it on oneself or explains the other."""
NAMED_AS_LEFT_OUT = {"card_quiet_mode"}
"""Says itself what is left out."""

TWO_QUESTIONS_BY_DESIGN = {"pr_avo_eve_1", "pr_any_tri_1", "pr_fea_wee_1", "pr_any_wee_1"}
A_TASK_AND_NO_QUESTION = {"pr_anx_tri_1", "pr_fea_tri_1"}

TONE = {
    "pr_avo_mor_1": "Pick one small thing you could let {partner} know today. Smaller than you first "
    "thought. What is it?",
    "pr_anx_mor_1": "If a reply is slow today, what would you like to do with the first ten minutes?",
    "pr_sec_mor_1": "What is one thing you would like to give today, and one you would like to ask for?",
    "pr_avo_tri_1": "Go back to just before you stepped away. What was the last thing that felt good, and "
    "what came right after it?",
    "pr_anx_tri_1": "Make two short lists: what I know happened, and what I am filling in.",
    "pr_fea_tri_1": "One part of you wanted to come closer, one wanted out. Give each of them one sentence.",
    "pr_any_tri_1": "From 0 to 10, how much of this feeling belongs to today? Where might the rest come "
    "from?",
    "pr_avo_eve_1": "Was anyone kind to you today? Where in your body did you notice it, even faintly?",
    "pr_anx_eve_1": "What was one steady thing today, from {partner}, from someone else, or from you?",
    "pr_sec_eve_1": "What went well between you, and what was your part in it?",
    "pr_fea_wee_1": "Which moment this week was easiest to be close in? What was different about it?",
    "pr_any_wee_1": "Pick one pattern from this week's letter. Does it fit the week you remember? What does "
    "it leave out?",
}


def rows() -> Iterator[Any]:
    for table in TABLES.values():
        yield from table.values()


def sentences() -> Iterator[tuple[str, str, str]]:
    """Everything a person may read: (id of the row, field, text)."""
    for row in rows():
        for field in READ_BY_A_PERSON:
            value = getattr(row, field, "")
            for text in value if isinstance(value, tuple) else (value,):
                if text:
                    yield row.id, field, text
    for section, title in SECTIONS.items():
        yield section, "title", title


def found(pattern: str) -> set[tuple[str, str]]:
    """Which rows hold a match for ``pattern`` (any case), and the match."""
    expression = re.compile(pattern, re.IGNORECASE)
    return {(name, hit[0].lower()) for name, _, text in sentences() for hit in expression.finditer(text)}


@pytest.mark.parametrize(
    ("table", "size"),
    [
        ("triggers", 41),
        ("responses", 39),
        ("partner_acts", 29),
        ("moods", 46),
        ("practices", 29),
        ("patterns", 26),
        ("prompts", 60),
    ],
)
def test_every_table_is_whole(table: str, size: int) -> None:
    assert len(TABLES[table]) == size


@pytest.mark.parametrize(("prefix", "size"), [("rc_", 8), ("at_", 11), ("wr_", 14), ("tc_", 6), ("tk_", 8)])
def test_every_set_of_cards_is_whole(prefix: str, size: int) -> None:
    assert sum(name.startswith(prefix) for name in WORDS.cards) == size


def test_the_help_and_safety_cards_are_there() -> None:
    assert WORDS.cards.keys() >= {
        "card_safety", "card_crisis", "card_privacy_shared_device", "card_not_therapy", "card_stepping_back",
        "card_push_pull", "card_protective_moves", "card_vulnerability", "card_reach_someone",
        "card_attachment", "card_testing", "card_why_log", "card_trust", "card_interdependence",
        "card_appreciation", "card_safe_talk", "card_boundary_wall", "card_when_help", "card_therapy_choice",
        "card_settling", "card_reading",
    }  # fmt: skip
    assert next(name for name in WORDS.cards if name.startswith("wr_")) == "wr_do_not_know"


def test_the_folder_holds_nothing_that_is_not_read() -> None:
    others = {"ambiguous", "demo", "excluded", "phrases"}
    assert {file.stem for file in WORDS.folder.glob("*.toml")} == {*TABLES} - {"cards"} | others
    cards = {file.stem for file in (WORDS.folder / "cards").iterdir() if file.name != "__pycache__"}
    assert cards == set(SECTIONS)


def test_an_id_means_one_thing() -> None:
    ids = Counter(row.id for row in rows())
    assert [name for name, times in ids.items() if times > 1] == []
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", name)] == []


def test_no_word_that_blames_or_types_a_person() -> None:
    assert found(rf"\b({'|'.join(BANNED)})\b") == ALLOWED


def test_leanings_are_named_on_one_card_alone() -> None:
    assert {name for name, _ in found(r"\b(avoidant|anxious)")} == {"card_attachment", "anxious"}


def test_patterns_say_counts_and_nothing_about_why() -> None:
    causal = re.compile(
        r"\b(because|causes?|caused|makes? you|leads? to|led to|due to|since|therefore|so that|why)\b", re.I
    )
    for pattern in WORDS.patterns.values():
        assert not causal.search(f"{pattern.title} {pattern.wording}"), pattern.id
        placeholders = set(re.findall(r"\{(\w+)\}", pattern.wording))
        assert {"k", "n"} <= placeholders <= {"k", "n", "k0", "n0", "partner"}, pattern.id
        assert "noted" in pattern.wording, pattern.id


def test_no_address_no_figure_about_people_no_number_to_ring() -> None:
    assert found(r"https?:|www\.|\b[\w-]+\.(com|org|net|io|de|uk)\b|@\w") == set()
    assert (
        found(r"\d+ ?(%|percent|per cent)|\b(one|two|\d+) (in|out of) (two|three|four|five|ten|\d+)\b")
        == set()
    )
    assert found(r"\d{3,}|\b(988|911|999|112)\b") == set()


def test_the_safety_cards_name_no_country_and_give_no_orders() -> None:
    safety = " ".join(card.body for card in WORDS.section("safety").values())
    assert "your local emergency number" in safety
    assert "crisis line where you live" in safety
    assert "person you trust" in safety
    ordered = (
        r"\b(you (must|should|have to|need to)|leave (them|now)|confront (them|your)|tell your partner)\b"
    )
    assert not re.search(ordered, safety, re.IGNORECASE)
    not_therapy = WORDS.cards["card_not_therapy"].body
    for said in ("not therapy", "not a diagnosis", "not emergency help", "not been validated", "for adults"):
        assert said in not_therapy


def test_patterns_about_distance_can_be_answered_by_one_calm_line() -> None:
    assert {row.number for row in WORDS.patterns.values() if row.distancing} == {
        "P01", "P02", "P03", "P07", "P08", "P15",
    }  # fmt: skip
    assert WORDS.stepping_back == (
        "Stepping back can also be healthy: a way of looking after yourself, or a true sign about the "
        "relationship. If it does not feel safe, open Safety."
    )


def test_patterns_never_read_what_belongs_to_safety() -> None:
    for pattern in WORDS.patterns.values():
        bare = {
            code.removeprefix("R:").removeprefix("PB:") for code in pattern.antecedents + pattern.responses
        }
        assert bare.isdisjoint(QUIET_CODES | {"none_or_other"}), pattern.id
        assert pattern.positive == (pattern.number in {"P16", "P17", "P18", "P19", "P25", "P26"})


def test_the_patterns_with_a_shape_of_their_own() -> None:
    by_number = {row.number: row for row in WORDS.patterns.values()}
    assert list(by_number) == [f"P{number:02}" for number in range(1, 27)]
    assert by_number["P03"].window_hours == 0
    assert by_number["P10"].same_day
    assert by_number["P10"].window_hours == 24
    assert not by_number["P13"].same_entry
    assert by_number["P14"].shape == "cycle"
    assert by_number["P16"].window_hours == 72
    assert by_number["P16"].same_entry


@pytest.mark.parametrize("table", SHOWN_WHEN_QUIET)
def test_every_page_practice_pattern_and_question_is_marked_and_only_these_stand_beside_fear(
    table: str,
) -> None:
    rows = TABLES[table].values()
    assert [row.id for row in rows if row.when_quiet not in ("show", "hide")] == []
    assert {row.id for row in rows if row.shown_when_quiet} == SHOWN_WHEN_QUIET[table]


def test_quiet_mode_keeps_closeness_away() -> None:
    """Nothing shown asks for closeness, doubts the fear, turns it on oneself or explains the other."""
    kept = re.compile("|".join(KEPT_FROM_FEAR), re.IGNORECASE)
    hidden = [row for table in SHOWN_WHEN_QUIET for row in TABLES[table].values() if not row.shown_when_quiet]
    for table in SHOWN_WHEN_QUIET:
        for row in TABLES[table].values():
            if row.shown_when_quiet and row.id not in NAMED_AS_LEFT_OUT:
                said = said_by(row)
                assert not kept.search(said), (row.id, kept.search(said))
                assert not re.search(r"\b(couples?|the two of you together)\b", said, re.IGNORECASE), row.id
                for other in hidden:
                    title = getattr(other, "label", getattr(other, "title", None))
                    named = title is not None and re.search(rf"\b{re.escape(title)}\b", said, re.I)
                    assert not named, (row.id, title)
    assert sum(bool(kept.search(said_by(row))) for row in hidden) >= 45  # it is there to be seen
    assert all(card.shown_when_quiet for card in WORDS.section("safety").values())
    for name in ("wr_", "rc_", "at_", "tc_couple"):
        assert not any(row.id.startswith(name) and row.shown_when_quiet for row in WORDS.cards.values())


def test_every_row_says_where_it_comes_from() -> None:
    """The whole inventory is either used by a row or left out for a stated reason, and nothing is made up."""
    trace = tomllib.loads((WORDS.folder / "excluded.toml").read_text(encoding="utf-8"))
    inventory = set()
    for part in trace["inventory"]:
        for span in part["rows"].split(", "):
            first, last = map(int, span.split("-"))
            inventory |= {f"{part['source']}-{number:03}" for number in range(first, last + 1)}
    assert len(inventory) == 179
    excluded = {row for part in trace["excluded"] for row in part["rows"]}
    assert all(part["reason"] for part in trace["excluded"])
    used = {name for row in rows() for name in row.seed_rows}
    assert used | excluded == inventory
    assert used & excluded == set()
    assert all(row.seed_rows or row.origin for row in rows())


def test_only_two_triggers_stand_in_the_sources() -> None:
    assert {row.id for row in WORDS.triggers.values() if row.origin == "seed"} == {
        "affection_received",
        "sudden_change",
    }


def test_feelings_are_explained_briefly_and_by_other_words() -> None:
    for mood in WORDS.moods.values():
        assert len(mood.definition.split()) <= 12, mood.id
        assert mood.id[:5] not in mood.definition.lower(), mood.id
        assert abs(mood.valence) <= 0.8
        assert abs(mood.energy) <= 0.8
    assert WORDS.moods["calm"].valence > 0 > WORDS.moods["calm"].energy
    assert WORDS.moods["panicky"].valence < 0 < WORDS.moods["panicky"].energy


def test_practices_are_short_and_end_in_an_if_then() -> None:
    for row in WORDS.practices.values():
        assert 3 <= len(row.steps) <= 5, row.id
        assert all(len(step.split()) <= 22 for step in row.steps), row.id
        assert re.fullmatch(r"If .+, then I .+\.|If .+, then we .+\.", row.if_then), row.id


def test_sixty_prompts_three_for_each_set_and_moment() -> None:
    cells = Counter((row.set, row.moment) for row in WORDS.prompts.values())
    assert cells == {(name, moment): 3 for name in PROMPT_SETS for moment in PROMPT_MOMENTS}
    short = {"secure": "sec", "avoidant": "avo", "anxious": "anx", "fearful_avoidant": "fea", "any": "any"}
    when = {"morning": "mor", "after_trigger": "tri", "evening": "eve", "weekly": "wee"}
    for row in WORDS.prompts.values():
        assert row.id.startswith(f"pr_{short[row.set]}_{when[row.moment]}_")


def test_a_prompt_is_one_short_question() -> None:
    for row in WORDS.prompts.values():
        assert len(row.text.split()) <= 30, row.id
        asked = 2 if row.id in TWO_QUESTIONS_BY_DESIGN else 0 if row.id in A_TASK_AND_NO_QUESTION else 1
        assert row.text.count("?") == asked, row.id
        assert not re.search(r"\b(why|should|must|good job|well done)\b", row.text, re.I), row.id
        assert row.min_gap_days == 10


def test_the_twelve_that_set_the_tone_stand_word_for_word() -> None:
    assert {name: WORDS.prompts[name].text for name in TONE} == TONE


def test_enough_prompts_about_what_went_well_and_enough_that_steady() -> None:
    prompts = WORDS.prompts.values()
    assert sum(row.went_well for row in prompts) >= 15
    for moment in PROMPT_MOMENTS:
        of_moment = [row for row in prompts if row.moment == moment]
        assert any(row.went_well for row in of_moment)
        assert any(row.steadying and row.shown_when_quiet for row in of_moment)
        assert sum(row.shown_when_quiet for row in of_moment) >= 2
    for row in prompts:
        if row.steadying:
            assert row.shown_when_quiet, row.id
        if row.shown_when_quiet:
            assert "{partner}" not in row.text, row.id


@pytest.mark.parametrize("pronouns", ["they", "she", "he", "none", "xe/xem/xyr"])
def test_all_texts_read_right_with_any_name_and_pronouns(pronouns: str) -> None:
    """A pronoun is followed only by a word that fits any of them, so never by a verb in the present."""
    present = r"\{they\} (are|is|have|has|do|does|want|wants|need|needs|feel|feels|say|says|seem|seems)\b"
    assert found(present) == set()
    for _, _, text in sentences():
        filled = fill(text, Settings(partner_name="Kim", pronouns=pronouns))
        assert not re.search(r"\{(partner|they|them|their|themself)\}", filled)


@pytest.mark.parametrize(
    ("pronouns", "verbs"),
    [("they", "they"), ("she", "she"), ("he", "he"), ("none", "Kim"), ("xe/xem/xyr/is", "xe")],
)
def test_no_verb_of_the_present_stands_after_a_pronoun_in_the_sentences_as_they_are_read(
    pronouns: str, verbs: str
) -> None:
    """Only words that go with any of them may follow: "could", "wanted", "can be"."""
    agreeing = re.compile(rf"\b{verbs} (?!was\b|has\b)(\w+s|are|have|do|want|need|feel|say|seem)\b")
    for name, _, text in sentences():
        if "{they}" in text:
            filled = fill(text, Settings(partner_name="Kim", pronouns=pronouns))
            assert not agreeing.search(filled), (name, filled)


CLAIMS: dict[str, tuple[set[str], tuple[str, ...]]] = {
    "A-005": (
        {"overanalysed", "overread_after_silence", "card_over_reading"},
        ("expect the worst", "from very little"),
    ),
    "A-007": (
        {"picked_fight", "criticised", "fight_after_closeness", "card_picking_fights"},
        (r"argument makes space", "finding fault can do the same", "room to breathe"),
    ),
    "A-041": (
        {"criticised", "expectation_unmet", "criticise_after_criticism", "card_fault_finding"},
        ("nobody could reach", "every standard", "feels less safe"),
    ),
    "A-053": (
        {"overanalysed", "slow_reply", "partner_quiet", "overread_after_silence", "card_over_reading"},
        ("a full stop", "one guess is a shaky base", "by then there is a real problem"),
    ),
    "A-057": (
        {
            "took_control",
            "did_it_alone",
            "control_when_unsure",
            "alone_when_needing_help",
            "card_taking_over",
        },
        ("decide everything", "need nothing", "no room for anyone"),
    ),
    "A-123": ({"card_reading"}, ("further reading", "articles this journal draws on")),
    "B-003": ({"pb_withdrew", "card_step_back_signs"}, ("signs of a step back",)),
    "B-004": (
        {"pb_less_affection", "less_affection", "card_step_back_signs"},
        ("less affection than before",),
    ),
    "B-005": ({"pb_hard_to_reach", "slow_reply", "card_step_back_signs"}, ("hard to reach",)),
    "B-006": (
        {"pb_self_deprecating", "card_step_back_signs"},
        ("not being good enough for you", "deserve someone better"),
    ),
    "B-007": (
        {"sudden_change", "confused", "card_step_back_signs"},
        ("sudden change after a good stretch", "did not see it coming", "confused"),
    ),
    "B-010": (
        {
            "wr_external_stress",
            "ex_is_it_about_me",
            "pb_stressed",
            "outside_stress",
            "partner_steps_back_when_stressed",
        },
        ("family", "money", "work", "low spirits", "a worry", "outside the two of you"),
    ),
    "B-040": (
        {"card_tonight"},
        ("steps back", "one light question", "space", "my own evening", "what i know, and what i fill in"),
    ),
    "B-048": ({"pr_sec_wee_1", "pb_supported", "card_backing"}, ("backing a goal", "goes both ways")),
    "B-052": (
        {"ex_give_room", "card_tonight"},
        ("take the time you need", "in touch", "no second message", "one warm line"),
    ),
}
"""Row of the inventory: which rows of content carry it, and what they have to say between them."""


def carriers(trace: str) -> dict[str, Any]:
    return {row.id: row for row in rows() if trace in row.seed_rows}


def said_by(row: Any) -> str:
    values = (getattr(row, field, "") for field in READ_BY_A_PERSON)
    return " ".join(" ".join(value) if isinstance(value, tuple) else value for value in values)


@pytest.mark.parametrize("trace", CLAIMS)
def test_what_a_row_of_the_inventory_claims_is_in_the_words_and_not_only_its_id(trace: str) -> None:
    named, claims = CLAIMS[trace]
    found = carriers(trace)
    assert named <= found.keys()
    words = " ".join(said_by(row) for row in found.values()).lower()
    assert [claim for claim in claims if claim not in words] == []
    assert any(len(said_by(row).split()) >= 30 for row in found.values()), "carried by labels alone"


def test_no_row_of_the_inventory_is_carried_by_a_label_alone() -> None:
    for trace in {name for row in rows() for name in row.seed_rows}:
        assert max(len(said_by(row).split()) for row in carriers(trace).values()) >= 20, trace


def test_what_is_about_the_other_is_not_carried_by_a_pattern_of_ones_own_or_a_practice_of_leaving() -> None:
    own = {row.id for row in WORDS.patterns.values() if all(code.startswith("R:") for code in row.responses)}
    assert own.isdisjoint(carriers("B-010"))
    assert "ex_space_with_return" not in carriers("B-052")


def test_the_practices_for_a_step_back_are_all_on_its_page() -> None:
    links = WORDS.cards["card_tonight"].links
    practices = [link for link in links if link in WORDS.practices]
    assert practices[:4] == ["ex_simple_question", "ex_give_room", "ex_own_life", "ex_evidence_check"]
    assert links[0] == WORDS.cards["card_tonight_pulling_away"].links[0] == "card_safety"


def test_whoever_presses_is_led_to_giving_room() -> None:
    pressed = WORDS.patterns["partner_steps_back_after_pressure"]
    assert pressed.practice == "ex_give_room"
    assert "disappear" not in WORDS.practices["ex_give_room"].if_then
    pages = [card for card in WORDS.cards.values() if pressed.id in card.links]
    assert pages
    for card in pages:
        assert "ex_give_room" in card.links, card.id
        assert "ex_space_with_return" not in card.links, card.id


def test_patterns_of_reaching_have_a_calm_line_of_their_own_and_none_gives_a_verdict() -> None:
    assert {row.number for row in WORDS.patterns.values() if row.reaching} == {
        "P04", "P06", "P11", "P13", "P14", "P24",
    }  # fmt: skip
    assert WORDS.reaching == (
        "Wanting an answer is nothing to be ashamed of, and reaching hard can be a fair response to someone "
        "who keeps going away. If asking does not feel safe, open Safety."
    )
    for pattern in WORDS.patterns.values():
        assert not re.search(r"\b(problem|fault of|blame|guilty|wrong)\b", pattern.wording, re.I), pattern.id
        assert WORDS.calm_line(pattern, quiet=True) in ("", WORDS.stepping_back)


def test_every_act_that_may_be_guessed_about_has_a_guess_and_what_belongs_to_safety_has_none() -> None:
    for response in WORDS.responses.values():
        assert bool(response.protects) == (response.kind != "neutral"), response.id
    for act in WORDS.partner_acts.values():
        assert bool(act.protects) == (act.group not in ("safety", "none")), act.id
    for row in (*WORDS.responses.values(), *WORDS.partner_acts.values()):
        assert len(row.protects.split()) <= 45, row.id


def test_everyday_words_are_in_small_letters_and_each_stands_once_in_a_row() -> None:
    rows = [
        *WORDS.triggers.values(),
        *WORDS.responses.values(),
        *WORDS.partner_acts.values(),
        *WORDS.moods.values(),
        *WORDS.prompts.values(),
        *WORDS.practices.values(),
        *WORDS.patterns.values(),
        *WORDS.cards.values(),
    ]
    assert [row.id for row in rows if not row.also and not row.deprecated] == []
    for row in rows:
        assert len(set(row.also)) == len(row.also), row.id
        for words in row.also:
            assert words == " ".join(words.casefold().split()), (row.id, words)
