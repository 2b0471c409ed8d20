"""S-13: a whole-phrase check after the save. It sees plain statements, and not idioms and negations."""

import sys
from dataclasses import replace
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused
from companion.model.phrase_patterns import compile_pattern, ends, patterns_in
from companion.model.safety_phrases import Grammar, card_for, meaning_of
from companion.model.vocabulary import load_vocabulary
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.screens.safety_page import SafetyPageScreen
from tests.cli.conftest import Run
from tests.conftest import examples
from tests.safety.phrase_table import NAMES, PLAIN, Row, halves, tried
from tests.tui.screen import sheet_of, text_of

WORDS = load_vocabulary()
CRISIS, SAFETY = "card_crisis", "card_safety"

SEEN = [
    ("I want to die.", CRISIS),
    ("Tonight I just want to die, honestly", CRISIS),
    ("i wish i was dead", CRISIS),
    ("I wish I were dead and could stop.", CRISIS),
    ("I don't want to live any more.", CRISIS),
    ("I do not want to wake up tomorrow", CRISIS),
    ("I don’t want to be alive.", CRISIS),
    ("There is no reason left to live", CRISIS),
    ("They would be better off without me.", CRISIS),
    ("I am suicidal again", CRISIS),
    ("I keep thinking about suicide", CRISIS),
    ("I could kill myself tonight", CRISIS),
    ("planning to end my life", CRISIS),
    ("I want to hurt myself", CRISIS),
    ("I hurt myself again after the call", CRISIS),
    ("We had a nice day. Later I wanted to die.", CRISIS),
    ("He hit me.", SAFETY),
    ("she slapped me in the kitchen", SAFETY),
    ("They shoved me against the door", SAFETY),
    ("My husband choked me last night", SAFETY),
    ("Robin hit me again", SAFETY),
    ("Robin threw a plate at me", SAFETY),
    ("he forced me to have sex", SAFETY),
    ("She won't let me leave.", SAFETY),
    ("They locked me in", SAFETY),
    ("He threatened to kill me", SAFETY),
    ("She said she would kill me if I go", SAFETY),
    ("he threatens to hurt himself", SAFETY),
    ("I am afraid of him", SAFETY),
    ("I'm so scared of Robin tonight", SAFETY),
    ("I was terrified of my partner", SAFETY),
    ("I don't feel safe at home", SAFETY),
    ("They went through my phone", SAFETY),
    ("It was calm at first, but then he kicked me", SAFETY),
    ("She has a temper and she hit me", SAFETY),
    ("We argued about what he did and then he hit me", SAFETY),
    ("I did nothing wrong and they slapped me", SAFETY),
    ("I was hit by my partner", SAFETY),
    ("I got slapped by Robin in front of everyone", SAFETY),
    ("Robin threatened me with a knife", SAFETY),
    ("He said he'd kill me", SAFETY),
    ("I'm scared he will hurt me", SAFETY),
    ("I was afraid that Robin might hit me", SAFETY),
    ("She twisted my arm until I cried", SAFETY),
    ("I wish I wasn't alive", CRISIS),
    ("I overdosed last night", CRISIS),
]

PASSED_OVER = [
    "I am not afraid of him",
    "I'm no longer afraid of them",
    "I was never scared of Robin",
    "I do not want to die",
    "I don't want to die, I want to sleep",
    "I never wanted to hurt myself",
    "I am not going to kill myself",
    "This deadline is killing me",
    "My feet are killing me",
    "I wanted to die of embarrassment",
    "I want to die laughing every time",
    "I nearly killed myself laughing",
    "I would die for that cake",
    "We are dying to see the sea",
    "It hit me that we had not talked for a week",
    "The news hit me hard",
    "A wave of sadness hit me",
    "they hit me up for a drink",
    "Robin beat me at chess again",
    "She beat me to it",
    "They pushed me to apply for the job",
    "He hit me with a pillow and we laughed",
    "I am afraid of losing them",
    "I am scared of them leaving",
    "I'm afraid of flying",
    "I cut myself shaving",
    "I cut my finger slicing bread",
    "The film was about suicide prevention",
    'She said "I want to die" in the play',
    "“I want to die,” sang the tenor",
    "He never hit me",
    "He has never hit me",
    "They did not threaten me",
    "No one threatened me",
    "I was hit by a wave of tenderness",
    "I got kicked by the horse",
    "They hit me with a bill for the dinner",
    "I am afraid Robin will leave",
    "I was scared it would rain and the tent would leak",
    "They twisted my words",
    "I dreamt that he hit me",
    "They did not threaten to hurt me",
    "if he hit me I would leave",
    "I killed the plant",
    "My heart stopped when they smiled",
    "I felt dead tired",
    "We fought about the dishes",
    "the deadline will be the death of me",
    "They would be lost without me",
    "I want to live by the sea",
    "",
]


@pytest.mark.parametrize(("text", "card"), SEEN)
def test_s13_a_plain_statement_is_seen(text: str, card: str) -> None:
    assert card_for([text], WORDS.phrases, ["Robin"]) == card


@pytest.mark.parametrize("text", PASSED_OVER)
def test_s13_negations_idioms_and_others_words_are_passed_over(text: str) -> None:
    assert card_for([text], WORDS.phrases, ["Robin"]) is None


def told(half: str, *, plain: bool) -> list[tuple[Row, bool]]:
    """The rows of a half that are plain, or are harmless, each with whether a page is offered."""
    rows = [row for row in halves()[half] if (row.card is not None) is plain]
    return [(row, card_for([row.text], WORDS.phrases, NAMES) is not None) for row in rows]


def test_s13_the_table_is_large_enough_and_both_halves_have_every_kind() -> None:
    assert len(SEEN) + len(PASSED_OVER) >= 60
    rows = [row for half in halves().values() for row in half]
    assert len(rows) >= 400 and len({row.text for row in rows}) == len(rows)
    for half in halves().values():
        assert {row.kind for row in half} >= PLAIN.keys() and len(half) >= 180


def test_s13_of_the_half_that_was_worked_with_each_is_read_rightly() -> None:
    assert [row.text for row, found in told("worked", plain=True) if not found] == []
    assert [row.text for row, found in told("worked", plain=False) if found] == []


def test_s13_of_the_half_that_was_kept_nearly_all_are_read_rightly() -> None:
    """Without a word on which are not: whoever changes the phrases should not work towards them."""
    plain, harmless = told("kept", plain=True), told("kept", plain=False)
    assert sum(found for _, found in plain) >= 0.95 * len(plain)
    assert sum(found for _, found in harmless) <= 0.02 * len(harmless)


def test_s13_of_those_that_were_written_afterwards_nearly_all_are_read_rightly() -> None:
    found = [
        (row.card is not None, card_for([row.text], WORDS.phrases, NAMES) is not None) for row in tried()
    ]
    plain = [was_found for is_plain, was_found in found if is_plain]
    harmless = [was_found for is_plain, was_found in found if not is_plain]
    assert sum(plain) >= 0.95 * len(plain) and sum(harmless) <= 0.02 * len(harmless)
    assert len(plain) >= 300 and len(harmless) >= 200


def test_s13_every_line_of_the_grammar_can_be_read_and_no_exception_fits_everything() -> None:
    matcher = WORDS.phrases.matcher
    for row in WORDS.phrases.phrases.values():
        assert patterns_in(row.says), row.id
        for line in (*patterns_in(row.says), *patterns_in(row.unless)):
            pattern = compile_pattern(line, matcher.classes, row.id)
            assert not ends(pattern, [], 0, frozenset()), (row.id, line)
    for setting in WORDS.phrases.settings.values():
        for line in (*patterns_in(setting.says), *patterns_in(setting.unless)):
            assert not ends(compile_pattern(line, matcher.classes, setting.id), [], 0, frozenset()), line


@pytest.mark.parametrize(
    ("says", "named"),
    [
        ("hit (me", "not closed"), ("hit) me", "nothing to close"), ("? me", "nothing before"),
        ("{nobody} me", "{nobody}"), ("hit >me", "bracket"), ("hit, me", "','"), ("x?", "start with a word"),
    ],
)  # fmt: skip
def test_s13_a_line_that_cannot_be_read_is_refused_with_what_is_wrong(says: str, named: str) -> None:
    grammar = WORDS.phrases
    wrong = replace(next(iter(grammar.phrases.values())), says=says)
    with pytest.raises(InputRefused) as refused:
        meaning_of(["hit me x"], Grammar(grammar.words, {wrong.id: wrong}, grammar.settings))
    assert named in str(refused.value) and wrong.id in str(refused.value)


def test_s13_the_writer_is_meant_and_whom_they_quote_where_it_is_said_to_them() -> None:
    """A partner's threat counts; a friend's own story, and a song's words, do not."""
    for text, card in (
        ('He said "I will kill you" and left.', SAFETY),
        ("“I'll find you wherever you go,” she texted me", SAFETY),
        ('I told the doctor "I want to die"', CRISIS),
        ('The song goes "I want to die"', None),
        ("My friend's husband hit her and threatened to kill her", None),
        ("Robin said they want to die", CRISIS),
        ("My friend said she wants to die", None),
        ("He shook the baby", SAFETY),
    ):
        assert card_for([text], WORDS.phrases, NAMES) == card, text


WORD = st.sampled_from(
    [
        *("i", "he", "she", "they", "robin", "me", "my", "him", "said", "will", "would", "not", "if"),
        *("take", "took", "phone", "hit", "leave", "let", "want", "to", "die", "scared", "of", "what", "do"),
        *("kill", "myself", "and", "but", "when", "the", "in", "film", "again", "better", "off", "without"),
        *(",", ".", "“", "”", '"', "'", "...", "-", "е", "💔"),
    ]
)


@examples(60)
@given(words=st.lists(WORD, max_size=60))
def test_s13_any_words_in_any_order_are_read_in_steps_that_grow_with_them(words: list[str]) -> None:
    """Counted are the looks at a pattern, not the time: eight times the words take eight times the looks."""
    text = " ".join(words)
    once, often = looks_at_patterns(text), looks_at_patterns(" ".join([text] * 8))
    assert often <= 8 * once + 40 * 8 * 8


def looks_at_patterns(text: str) -> int:
    counted = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal counted
        counted += event == "call" and frame.f_code is ends.__code__

    card_for([text], WORDS.phrases, NAMES)  # what is read once is read before
    sys.setprofile(count)
    try:
        card_for([text], WORDS.phrases, NAMES)
    finally:
        sys.setprofile(None)
    return counted


def test_s13_each_text_of_an_entry_is_looked_at_and_words_of_two_are_never_joined() -> None:
    phrases = WORDS.phrases
    assert card_for(["all well", "", "I want to die"], phrases) == CRISIS
    assert card_for(["I want", "to die"], phrases) is None
    assert card_for(["Robin hit me"], phrases) is None  # no name is known


# What it does once an entry is saved


def test_s13_the_command_line_keeps_the_entry_and_names_a_page(run: Run) -> None:
    done = run("log", "--note", "-", stdin="I want to die.")
    assert done.code == 0
    id = done.out.strip()
    assert "companion card crisis" in done.err and "die" not in done.err
    assert "I want to die." in run("show", id).out
    assert "companion card" not in run("log", "--note", "-", stdin="A quiet day.").err


def test_s13_it_can_be_switched_off(run: Run) -> None:
    assert run("settings", "phrase_check", "false").code == 0
    assert "companion card" not in run("log", "--note", "-", stdin="I want to die.").err


def test_s13_nothing_of_it_is_kept_or_written_out(run: Run) -> None:
    run("log", "--note", "-", stdin="I want to die.")
    exported = run("export", "--format", "json").out
    for trace in ("card_crisis", "wish_to_die", "phrase"):
        assert trace not in exported


def test_s11_the_pages_can_be_read_without_a_journal(run: Run, tmp_path: Path) -> None:
    for name in ("crisis", "safety", "card_not_therapy"):
        page = run("card", name)
        assert page.code == 0 and len(page.out) > 300
    assert run("card", "xyzzy").code == 1
    assert not list(tmp_path.rglob("journal.db"))


async def test_s13_in_the_panes_a_page_opens_after_the_save_and_escape_closes_it(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["ordinary_moment"])
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            kept = journal.log(note="Robin and I talked. I wish I was dead.")
            app.offer_safety_page(kept)
            await pilot.pause()
            assert isinstance(app.screen, SafetyPageScreen)
            assert "Your entry is saved as you wrote it." in text_of(app)
            await pilot.press("escape")
            assert not isinstance(app.screen, SafetyPageScreen)
        assert journal.timeline.entry(kept.id) == kept


async def test_after_fear_the_panes_say_what_the_command_line_says(places: Places, clock: Clock) -> None:
    """Once, where fear was noted; not again where something else of that entry changes."""
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["ordinary_moment"])
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            kept = journal.log(triggers=["felt_afraid"])
            assert not app.offer_safety_page(kept, kept)
            assert app.offer_safety_page(kept)
            await pilot.pause()
            words = " ".join(sheet_of(app).split())
            assert "Quiet mode is on now" in words and "Turn quiet mode off" in words
            assert isinstance(app.screen, SafetyPageScreen) and app.screen.card_id == "card_safety"
