"""Pages of the library on the command line: tonight, from both seats, and what stays away."""

import json

import pytest

from companion.cli.card import page_named
from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.records import Settings
from companion.model.vocabulary import load_vocabulary
from companion.review.library import library_pages
from companion.system.paths import Places
from tests.cli.conftest import Run
from tests.review.page_queries import EVERYDAY, HELD_BACK


def said(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("name", "title", "then"),
    [
        (
            "tonight",
            "Tonight, when your partner steps back",
            ["One light question.", "Space.", "My own evening.", "What I know, and what I fill in."],
        ),
        (
            "tonight-pulling-away",
            "Tonight, when you feel yourself pulling away",
            [
                "Stepping back can also be healthy",
                "You do not have to come closer tonight",
                "How much distance",
            ],
        ),
    ],
)
def test_a_page_for_tonight_asks_first_whether_it_feels_safe(
    name: str, title: str, then: list[str], run: Run, places: Places
) -> None:
    ran = run("card", name)
    assert (ran.code, ran.err) == (0, "")
    order = [
        said(ran.out).index(words) for words in (title, "First: does it feel safe", "Safety page", *then)
    ]
    assert order == sorted(order)
    assert "*" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 78
    assert not places.data.exists()  # it needs no journal, and makes none


@pytest.mark.parametrize(
    "name", ["card_tonight", "tonight_pulling_away", "card-tonight-pulling-away", "fault-finding"]
)
def test_a_page_is_found_by_its_name_with_strokes_or_without(name: str, run: Run) -> None:
    assert run("card", name).code == 0


def test_they_are_listed_after_the_pages_on_safety(run: Run) -> None:
    listed = run("card").out
    order = [listed.index(word) for word in ("card_safety", "card_tonight", "card_how_it_works")]
    assert order == sorted(order)


def test_in_quiet_mode_they_stay_away_and_the_page_on_safety_is_named(
    run: Run, places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.set_quiet(True)
    for name in ("tonight", "tonight-pulling-away", "reaching", "fault-finding", "over_reading"):
        ran = run("card", name)
        assert (ran.code, ran.out) == (1, "")
        assert "companion card safety" in ran.err
    assert "tonight" not in run("card").out
    assert run("card", "safety").code == 0


@pytest.mark.parametrize(
    ("words", "title", "subtitle"),
    [
        (
            ["withdraw_after_affection"],
            "Pulling back after closeness",
            "Closeness, then distance from your side",
        ),
        (
            ["give", "room"],
            "Giving space, with the light left on",
            "For an evening when they want to be alone",
        ),
        (["When kindness feels undeserved"], "When kindness feels undeserved", "Compliments and gifts"),
        (["taken", "for", "granted?"], "Feeling unseen", "When efforts went without a word"),
        (["affair"], "Together: rebuilding trust", "When it was broken"),
        (["pr_anx_tri_1"], "Make two short lists", "Asked within half an hour"),
        (["pb_withdrew"], "Pulled away", "More distant than before"),
    ],
)
def test_every_page_opens_by_id_title_or_everyday_words_with_what_it_is_about(
    words: list[str], title: str, subtitle: str, run: Run
) -> None:
    ran = run("card", *words)
    assert (ran.code, ran.err) == (0, "")
    assert title in said(ran.out) and subtitle in said(ran.out)
    assert said(ran.out).index(title) < said(ran.out).index(subtitle)


def test_what_it_goes_on_to_is_named_with_its_command_and_opens(run: Run) -> None:
    page = run("card", "ex_give_room").out
    assert "See also" in page and "When you want an answer  companion card card_reaching" in page
    for line in page.splitlines():
        _, command, id = line.partition("companion card ")
        if command:
            assert run("card", id).code == 0, id


@pytest.mark.parametrize(
    "words", ["why does he pull away", "rejection", "he hit me", "self esteem", "jealosy"]
)
def test_words_that_fit_several_list_the_best_with_their_ids(words: str, run: Run) -> None:
    ran = run("card", *words.split())
    assert (ran.code, ran.err) == (0, "")
    listed = [line.split()[0] for line in ran.out.splitlines() if line.startswith("  ") and line[2] != " "]
    assert set(listed[:3]) & set(EVERYDAY[words])
    assert f"companion card {listed[0]}" in ran.out


def test_an_id_with_a_slip_says_which_was_meant_and_words_that_are_nowhere_say_so(run: Run) -> None:
    ran = run("card", "card_crisi")
    assert (ran.code, ran.out) == (1, "")
    assert "Did you mean card_crisis?" in ran.err
    ran = run("card", "xyzzyq")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "companion: there is no page 'xyzzyq'; run `companion card` to list them\n"


def test_as_json_a_page_has_its_links_and_the_list_has_every_page(run: Run) -> None:
    page = json.loads(run("card", "card_safety", "--json").out)
    assert (page["id"], page["title"], page["group"]) == ("card_safety", "Safety", "now")
    assert {"id": "card_crisis", "title": "Too much right now"} in page["see_also"]
    listed = {row["id"] for row in json.loads(run("card", "--json").out)}
    assert {"card_safety", "ex_give_room", "withdraw_after_affection", "pb_withdrew"} <= listed
    found = json.loads(run("card", "rejection", "--json").out)
    assert found[0].keys() == {"id", "title", "subtitle", "group", "section"}
    assert run("card", "safety", "--json", "--plain").code == 2


def test_in_plain_lines_too(run: Run) -> None:
    lines = run("card", "small", "share", "--plain").out.splitlines()
    assert lines[1:3] == ["One small true thing.", "For an evening that stays on the surface."]
    assert "Letting yourself be seen: companion card card_vulnerability" in lines


def test_in_quiet_mode_nothing_hidden_is_found_by_everyday_words(
    run: Run, places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.set_quiet(True)
    assert "apolog" not in run("card", "how", "to", "apologise").out.casefold()
    assert "left out in quiet mode" in run("card", "affair").err
    assert "card_safety" in run("card", "scared").out or "Safety" in run("card", "scared").out


def test_whatever_opens_by_everyday_words_is_one_of_the_right_pages() -> None:
    """Words that open a page at once, rather than listing some, open the right one."""
    pages = library_pages(load_vocabulary(), Settings(), quiet=False)
    opened = {words: page_named(words, pages) for words in (EVERYDAY | HELD_BACK)}
    wrong = {
        words: page.id
        for words, page in opened.items()
        if page and page.id not in (EVERYDAY | HELD_BACK)[words]
    }
    assert wrong == {}
    assert sum(page is not None for page in opened.values()) >= 30
