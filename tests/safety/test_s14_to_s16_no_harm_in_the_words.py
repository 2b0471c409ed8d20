"""S-06, S-14 to S-16: nobody is typed, no graphic detail, no promise, no advice to go, stay or confront."""

import re
from collections.abc import Iterator

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.widgets.mood_question import STOPPED
from tests.model.test_content import WORDS, sentences
from tests.safety.test_s05_to_s10_words import texts
from tests.tui.screen import text_of

METHODS = (
    r"overdos\w*|pills?|knife|knives|blade|razor|rope|noose|hang(ing)? (your|my)self|gun|bleed\w*|blood"
    r"|strangl\w*|chok\w*|suicid\w*|drown\w*|jump(ing)? off"
)
PROMISES = (
    r"guarantee\w*|promise you|will (heal|be fine|be all right|get better|pass|work out|save)|cures?"
    r"|fixes you|everything will|for sure|proven|certainly will"
    r"|you will (feel|be fine|be happy|be all right|find (love|peace))"
)
DETAIL_OF_ABUSE = (
    r"hit you|hurt you|force[ds]? you|threat\w*|abus\w*|violen\w*|exactly what (happened|was done)|injur\w*"
)
ADVICE = (
    r"(leave|confront|forgive|report|block|divorce|break up with|stay with|go back to) "
    r"(\{partner\}|\{them\}|them|your partner|the relationship|this relationship)"
    r"|end (it|things|the relationship)|stand up to|call (them|\{them\}) out|walk out on|move out"
    r"|tell (\{partner\}|\{them\}|your partner) (about|that you|everything|what)|confess|disclose"
    r"|you (must|have to|ought to) (go|leave|stay|tell|say)|time to (go|leave)|work it out|stick it out"
)
ALLOWED = {
    ("card_not_mine_to_repair", "stay with them"): "with their feelings",
    ("card_slow_change", "move out"): "old habits do",
    ("card_practices", "end it"): "a loop, by seeing it",
}
"""(id, match): why it may stand."""
CURES_NOTHING = {("card_safety", "cure")}
"""No better sentence of yours is the cure: the page takes a promise away."""


TYPING = {
    "cli/log.py", "model/search_words.py", "tui/widgets/reflection_form.py",
    "tui/screens/reflections_keys.py", "tui/app_palette.py",
}  # fmt: skip
"""Where the two words stand within a sentence: the leaning one picks, a search for a feeling, and the words
that find an action or an entry and are never shown.
"""


def hits(pattern: str, *, prefixes: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    looked_for = re.compile(rf"\b({pattern})(?!\w)", re.IGNORECASE)
    for name, _, text in sentences():
        if not prefixes or name.startswith(prefixes):
            yield from ((name, match[0].lower()) for match in looked_for.finditer(text))


def test_s06_the_interface_types_nobody() -> None:
    """In the program's own texts the two words are ids of leanings and of feelings, and nothing more."""
    typed = re.compile(r"avoidant|anxious", re.IGNORECASE)
    said = {(file, text) for file, _, text in texts() if typed.search(text)}
    prose = {one for one in said if " " in one[1].strip()}
    assert {file for file, _ in prose} <= TYPING, prose


def test_s14_no_methods_and_no_graphic_detail() -> None:
    assert list(hits(METHODS)) == []


def test_s14_nothing_is_promised() -> None:
    assert set(hits(PROMISES)) <= CURES_NOTHING


def test_s15_no_question_asks_for_detail_of_what_was_done() -> None:
    assert list(hits(DETAIL_OF_ABUSE, prefixes=("pr_",))) == []


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_s15_one_key_ends_the_questions_after_a_moment(
    size: tuple[int, int], places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["disagreement"])
        app = CompanionApp(journal, pane="mood")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            question = journal.vocabulary.prompts[journal.prompts.next().prompt.id]
            assert question.moment == "after_trigger"
            assert "esc stops here" in text_of(app)
            await pilot.press("tab", "m")
            await pilot.pause()
            assert "Esc stops here" in text_of(app)
            await pilot.press("escape")
            await pilot.pause()
            said = " ".join(text_of(app).split())
            assert STOPPED[:30] in said
            assert question.text[:30] not in said
            draft = journal.drafts.get("reflection") or {}
            assert (draft["text"], draft["prompt"]) == ("m", question.id)
            assert journal.timeline.count() == 1
            await pilot.press("1", "2")
            await pilot.pause()
            assert STOPPED[:30] in " ".join(text_of(app).split())
            await pilot.press("tab")
            await pilot.pause()
            assert STOPPED[:30] not in " ".join(text_of(app).split())
            assert question.text[:30] in " ".join(text_of(app).split())


async def test_s15_other_questions_end_by_themselves(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.drafts.keep("moment", {"note": "so that no welcome is shown"})
        app = CompanionApp(journal, pane="mood")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "stops here" not in text_of(app)
            await pilot.press("tab")
            await pilot.pause()
            assert "stops here" not in text_of(app)


def test_s16_no_advice_to_confront_disclose_leave_or_stay() -> None:
    found = {one for one in hits(ADVICE) if one not in ALLOWED}
    assert found == set()
    assert set(ALLOWED) <= set(hits(ADVICE))


def test_s16_the_list_would_see_it() -> None:
    advice = re.compile(rf"\b({ADVICE})(?!\w)", re.IGNORECASE)
    for said in ("Leave {partner} today.", "You must go.", "Confront them.", "Stay with {partner}, it pays."):
        assert advice.search(said), said
    assert WORDS.prompts


def test_the_safety_pages_have_the_help_first_and_the_journal_last() -> None:
    safety, crisis = (WORDS.cards[id].body for id in ("card_safety", "card_crisis"))
    for body, order in (
        (
            safety,
            ("emergency number", "a person you trust", "F2 opens", "not yours to work on", "In this journal"),
        ),
        (crisis, ("emergency number", "crisis line", "Until someone is there", "This journal")),
    ):
        places = [body.index(words) for words in order]
        assert places == sorted(places)
    assert "it is not your fault, and nothing you could say better would fix it" in safety
    better = r"(better|kinder|clearer|calmer) (sentence|word|way)s?\b|if (only )?you (had )?(say|said|ask)"
    assert not re.search(better, f"{safety} {crisis}", re.IGNORECASE)
