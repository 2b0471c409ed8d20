"""Every sentence that is put together from counts and words, read with a pencil in hand."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.demo import throw_away
from companion.journal import open_journal
from companion.model.clock import fixed_clock
from companion.model.records import Experiment, Moment, Settings, Story, Try
from companion.patterns.calibration import Band, StoryCounts
from companion.patterns.evening_checks import CheckCount
from companion.patterns.experiments import ExperimentCount
from companion.patterns.findings import Contrast, Finding, Followed, SameEntry
from companion.patterns.loop import Arrow, Loop, Round
from companion.patterns.measures import Measures
from companion.patterns.repair import Repair
from companion.patterns.sequels import After, SequelCount
from companion.patterns.urges import UrgeCount
from companion.review import finding_facts, finding_text
from companion.review.check_text import check_sentences
from companion.review.drawing import plain
from companion.review.handout import Handout, handout_blocks
from companion.review.loop_text import loop_lines, loop_text
from companion.review.measures_text import measure_texts
from companion.review.pattern_page import PatternPage
from companion.review.pattern_text import told_lines
from companion.review.sequel_text import words_by_act
from companion.review.week_render import sections
from companion.transfer.exporting import handout
from tests.conftest import examples
from tests.review.diary import MONDAY, NEXT_MONDAY, VOCABULARY, at, moment, week

FEW = range(4)
ROBIN, NOBODY = Settings(partner_name="Robin"), Settings()
PATTERNS = VOCABULARY.patterns

_MANY = (
    "times|moments|days|evenings|entries|reflections|worries|patterns|hours|minutes|weeks|arguments"
    "|silences|disagreements"
)
PENCIL = {
    "two blanks": re.compile(r"\S  +\S"),
    "a blank before a mark": re.compile(r" [,;:.?!](?=\s|$)"),
    "two marks": re.compile(r"[,;:]\s*[,;:.]|\.\.(?!\.)(?<!\.\.\.)|\?\."),
    "one of many": re.compile(rf"(?<![\d:,.–-])\b1 (?:\w+ )?(?:{_MANY})\b"),
    "many of one": re.compile(
        r"\b(?:[2-9]|\d\d+) (?:more )?(?:time|moment|day|evening|worry|pattern|hour)\b(?! of)"
    ),
    "a number of times that has a word": re.compile(r"(?<!of )(?<!\d)\b(?:1|2) times\b(?! in all)"),
    "a number that opens a sentence": re.compile(r"(?:^|[.!?] )\d+ (?:more )?times?\b(?! could| had| in)"),
    "a verb for one": re.compile(r"(?:^|[.;] )(?:[2-9]|\d\d+) (?:more )?(?:is|was|shows|needs)\b"),
    "a verb for many": re.compile(r"(?:^|[.;,] )1 (?:more )?(?:are|were|show|need)\b"),
    "a placeholder": re.compile(r"[{}]"),
    "a capital after a colon": re.compile(
        r"(?:you|your partner|Robin): [A-Z]|what (?:you|Robin)[\w ]*: [A-Z]"
    ),
    "your partner as a name": re.compile(r"(?<![.?!“] )(?<!^)(?<!\n)(?<!“)\bYour partner\b"),
    "a word that is not said": re.compile(
        r"\b(?:in other moments|elsewhere|other moments|the comparison|base rate|feared stor(?:y|ies)"
        r"|looked again|otherwise|quarrels?|chances? noted|stayed a plan|drawing back|as feared|holds? up"
        r"|easing|growing|not enough yet|of late"
        r"|points|significant|somebody|palette|half of the time|end it)\b",
        re.IGNORECASE,
    ),
    "a cause or a verdict": re.compile(
        r"\b(?:because|leads to|due to|always|never|you are|should)\b", re.IGNORECASE
    ),
}  # fmt: skip


def faults(said: Iterable[str]) -> list[tuple[str, str]]:
    """What a careful reader would mark, each with the sentence it is in."""
    return [(fault, text) for text in said for fault, marked in PENCIL.items() if marked.search(text)]


def test_the_pencil_marks_what_it_is_there_for() -> None:
    """Else the tests below could not fail."""
    for text in (
        "You wanted to pull away 1 times.",
        "You noted  it.",
        "It came up , once.",
        "3 time it was so.",
        "Robin: Pulled away",
        "1 are still unknown.",
        "3 times from Your partner",
        "In other moments: 3 of 9.",
        "{k} of 3",
        "4 times it was noted.",
        "You wanted to end it once.",
        "2 is still unknown.",
    ):
        assert faults([text]), text
    assert not faults(
        ["Of 12 of 13 times, 1 day; twice it came from you: “If ..., then I ...”. 3 more were not."]
    )


def of_a_finding(finding: Finding, settings: Settings) -> Iterator[str]:
    """All that is said of one finding."""
    pattern = PATTERNS[finding.pattern]
    yield from told_lines(PatternPage(finding, pattern, VOCABULARY, settings))
    yield " ".join(finding_text.counts_words(finding))
    yield finding_text.left_out_in_short(finding)
    yield finding_text.state_words(finding)
    yield finding_text.pattern_rule(pattern, VOCABULARY, settings)
    yield from (name for name, _, _ in finding_facts.occasions(finding))
    page = PatternPage(finding, pattern, VOCABULARY, settings)
    for rows in (page.sentence(200), page.facts(400)):
        yield " ".join(" ".join(plain(rows)).split())
    yield from (re.sub(r"[╭─╮│┊╰╯↓↑?]+", "", line).strip() for line in plain(page.ring((), 60)))


@pytest.mark.parametrize("id", PATTERNS)
def test_each_pattern_is_told_in_right_numbers_for_the_smallest_counts(id: str) -> None:
    said: set[str] = set()
    for n in FEW:
        for k, n0, more in itertools.product(range(n + 1), (0, 1, 3), (0, 1, 2)):
            counts = {"k": k, "n": n, "k0": min(1, n0), "n0": n0}
            given: dict[str, Any] = {
                **counts, "window_hours": PATTERNS[id].window_hours, "left_out": more,
                "not_answered": min(more, n), "afterwards": more,
                "median_delay_hours": 1.0 if more else None, "delays": (0.5, 1.0)[:more],
                "difference": 0.4 if n0 else None, "interval": (-0.1, 0.6) if n0 else None,
                "same_entry": SameEntry(**counts),
                "differed": (Contrast("F:anxious", (k, n), (0, 1)), Contrast("U:withdrew", (k, n), (1, 1))),
                "answer": "only_with", "answer_detail": "default",
            }  # fmt: skip
            after = Followed(k=k, n=n, before_k=min(1, n), before_n=n, hours=24)
            for state, kind in itertools.product(
                ("holds_up", "early_sign", "not_seen"), ("same_moment", "afterwards", "next_day", "")
            ):
                one = Finding(
                    pattern=id,
                    state=state,
                    evidence=(kind,) if kind else (),
                    after=after,
                    next_day=after,
                    **given,
                )
                for settings in (ROBIN, NOBODY):
                    said.update(of_a_finding(one, settings))
    assert faults(said) == []


def _of_measures(few: int, settings: Settings) -> Iterator[str]:
    ids = tuple("abc"[:few])
    none: tuple[str, ...] = ()
    for done, wanted in itertools.combinations_with_replacement(range(7), 2):
        urges = tuple(
            UrgeCount(urge=urge, wanted=wanted, done=done, done_moments=ids, change=change,
                      recent=(done, wanted), earlier=(1, 3), recent_weeks=8)
            for urge in ("withdrew", "threatened_leaving", "named_need", "my_hum")
            for change in ("", "less", "more")
        )  # fmt: skip
        yield from _texts(Measures(urges=urges), settings)
    for own, partner, both, not_noted in itertools.product((none, ids, tuple("defg")), repeat=4):
        ruptures = tuple("hijklmn")[: len(own) + len(partner) + len(both) + len(not_noted)]
        repair = Repair(
            own=own, partner=partner, both=both, not_noted=not_noted, ruptures=ruptures, left_out=few,
            median_hours=1.0, middle_hours=(0.5, 50.0),
        )  # fmt: skip
        yield from _texts(Measures(repair=repair), settings)
    for true in range(6):
        bands = (
            Band(low=34, high=66, true=0, n=few, mean=50.0, interval=(0.0, 0.4), moments=()),
            Band(low=67, high=100, true=true, n=6, mean=81.2, interval=(0.12, 0.65), moments=()),
        )
        stories = StoryCounts(
            as_feared=true, otherwise=6 - true, still_unknown=few, moments_as_feared=ids,
            moments_otherwise=ids, bands=bands,
        )  # fmt: skip
        yield from _texts(Measures(stories=stories), settings)
    trial = Experiment(
        id="e",
        pattern="withdraw_after_affection",
        if_then="If warmth comes, then I breathe.",
        started_at=at(-9),
    )
    for chances, interval in itertools.product((1, 2, 3), (None, (-0.6, 0.1), (0.0, 0.4))):
        count = ExperimentCount(
            id="e", pattern="withdraw_after_affection", chances=chances, tried=min(few, chances),
            during=(few, 6), before=(1, 9), interval=interval, after_tries=(0, few), after_others=(1, 2),
        )  # fmt: skip
        yield from _texts(Measures(experiments=(count,)), settings, trial)
    for closer, same, further in itertools.product((0, 1, 6), repeat=3):
        counts = (
            SequelCount(act="pursued", person="default", here=After(closer, same, further),
                        others=After(15, 3, 4), about_it={"sorry": max(1, few)}, q=0.03, closer=ids),
            SequelCount(act="withdrew", person="Kim", here=After(6, 1, further),
                        others=After(closer, 3, 4), about_it={}),
        )  # fmt: skip
        yield from _texts(Measures(sequels=counts), settings)
        yield from words_by_act(counts, VOCABULARY, settings).values()


def _texts(measures: Measures, settings: Settings, *experiments: Experiment) -> Iterator[str]:
    for one in measure_texts(measures, experiments, VOCABULARY, settings):
        yield from (one.title, one.state, one.line.text, *one.notes, one.rule)
        yield " ".join([one.line.text, *one.notes])
        yield from (heading for heading, _ in one.parts)
        yield from (bar.name for bar in one.bars)


@pytest.mark.parametrize("settings", [ROBIN, NOBODY])
@pytest.mark.parametrize("few", FEW)
def test_what_is_counted_beside_the_patterns_is_told_in_right_numbers(few: int, settings: Settings) -> None:
    assert faults(_of_measures(few, settings)) == []


@pytest.mark.parametrize("settings", [ROBIN, NOBODY])
def test_the_loop_and_the_evening_answers_too(settings: Settings) -> None:
    codes = ("partner_quiet", "anxious", "threatened_leaving", "withdrew", "pb_withdrew", "far")
    said: list[str] = []
    for few in FEW:
        ids = tuple("abc"[:few])
        whole = Round(codes=codes, arrows=(Arrow(few, max(few, 1)),) * 6, ids=ids, of=few)
        parts = [
            Round(codes=codes[:n], ids=ids, of=few, missing=missing, held=few)
            for n, missing in ((0, "happened"), (2, "wanted"), (3, "did"), (4, "other_did"))
        ]
        for one, other in itertools.product((whole, *parts), (None, whole, *parts)):
            text = loop_text(Loop(one, other), VOCABULARY, settings)
            said += [line for each in text.rounds for line in loop_lines(each)] + list(text.missing)
        for id, n0 in itertools.product(PATTERNS, FEW):
            for state in ("holds_up", "early_sign"):
                count = CheckCount(pattern=id, state=state, k=0, n=few, k0=0, n0=n0, next_n=few, next_n0=n0)
                said += check_sentences(count, PATTERNS[id], VOCABULARY, settings)
    assert faults(said) == []


def of_a_week(entries: Sequence[Any], **fields: Any) -> Iterator[str]:
    for _, _, lines in sections(week(entries, **fields)):
        yield from (line.text for line in lines)
        yield " ".join(line.text for line in lines)


_codes = {
    "triggers": ["affection_received", "partner_quiet", "slow_reply", "disagreement", "ordinary_moment"],
    "urges": ["withdrew", "threatened_leaving", "named_need", "went_sailing", "pursued"],
    "responses": ["withdrew", "named_need", "repaired", "accepted_affection", "threatened_leaving"],
    "partner_acts": ["pb_warm", "pb_listened", "pb_thanked", "pb_withdrew"],
}


@st.composite
def weeks(draw: st.DrawFn) -> tuple[list[Moment], dict[str, Any]]:
    """A week of a few moments, with worries and an experiment."""
    made = []
    for n in range(draw(st.integers(0, 5))):
        fields = {
            name: " ".join(draw(st.lists(st.sampled_from(codes), max_size=2, unique=True)))
            for name, codes in _codes.items()
        }
        feelings = draw(st.sampled_from(["", "tender:4", "anxious", "anxious:7 safe:2", "safe safe:1"]))
        closeness = draw(st.sampled_from([None, -2, 0, 1]))
        made.append(
            moment(
                f"m{n}",
                at(draw(st.integers(0, 6)), f"{8 + n}:00"),
                feelings=feelings,
                closeness=closeness,
                **fields,
            )
        )
    made.sort(key=lambda one: one.occurred_at)
    outcomes = draw(st.lists(st.sampled_from(["otherwise", "as_feared", "still_unknown", None]), max_size=3))
    stories = [
        Story(id=f"s{n}", feared="They would rather go.", belief=draw(st.sampled_from([None, 0, 80])),
              ask_again_at=at(2), turned_out=one, closed_at=at(3) if one else None)
        for n, one in enumerate(outcomes)
    ]  # fmt: skip
    tries = tuple(Try(at=at(n), did=did) for n, did in enumerate(draw(st.lists(st.booleans(), max_size=3))))
    trial = Experiment(id="e", if_then="If it warms up, I breathe.", started_at=at(-3), tries=tries)
    settings = draw(st.sampled_from([ROBIN, NOBODY]))
    quiet = draw(st.booleans())
    return made, {"stories": stories, "experiments": (trial,), "settings": settings, "quiet": quiet}


@examples(60)
@given(weeks())
def test_any_week_reads_well(made: tuple[list[Moment], dict[str, Any]]) -> None:
    entries, fields = made
    assert faults(of_a_week(entries, **fields)) == []


@examples(25)
@given(weeks(), st.booleans(), st.booleans())
def test_any_handout_reads_well(
    made: tuple[list[Moment], dict[str, Any]], with_notes: bool, with_names: bool
) -> None:
    entries, fields = made
    closed = [replace(story, learned="It was late.") for story in fields["stories"]]
    one = Handout(
        first=MONDAY, last=MONDAY + timedelta(days=6), entries=entries, findings=_some_findings(entries),
        stories=closed, experiments=fields["experiments"], vocabulary=VOCABULARY, settings=fields["settings"],
        quiet=fields["quiet"], with_notes=with_notes, with_names=with_names,
    )  # fmt: skip
    said = [block.text for block in handout_blocks(one) if block.kind != "words"]
    assert faults(said) == []


def _some_findings(entries: Sequence[Moment]) -> Sequence[Finding]:
    ids = tuple(entry.id for entry in entries)
    return [
        Finding(pattern=id, state=state, k=1, n=len(ids), k0=0, n0=3, in_entry=ids[:1], not_in_entry=ids[1:],
                same_entry=SameEntry(1, max(1, len(ids)), 0, 3), difference=0.5, interval=(0.1, 0.8))
        for id, state in (
            ("withdraw_after_affection", "holds_up"), ("partner_steps_back_after_closeness", "easing")
        )
    ]  # fmt: skip


def test_the_made_up_diary_reads_well_week_by_week() -> None:
    clock = fixed_clock(datetime(2026, 3, 1, 22, 40, tzinfo=NEXT_MONDAY.tzinfo), "Europe/Berlin")
    with throw_away(clock) as places, open_journal(places, clock=clock) as journal:
        said = [
            line.text
            for weeks_ago in range(13)
            for _, _, lines in sections(journal.insight.week(weeks_ago))
            for line in lines
        ]
        for form in (False, True):
            blocks = handout(
                journal, clock.now().date() - timedelta(weeks=12), clock.now().date(), with_names=form
            )
            said += [block.text for block in blocks]
        for one in journal.insight.patterns():
            said += of_a_finding(one, journal.settings)
        said += [
            words
            for count in journal.insight.checks()
            for words in check_sentences(
                count, journal.vocabulary.patterns[count.pattern], journal.vocabulary, journal.settings
            )
        ]
        said += [
            " ".join([one.line.text, *one.notes])
            for one in measure_texts(
                journal.insight.measures(), journal.experiments.all(), journal.vocabulary, journal.settings
            )
        ]
    assert len(said) > 500
    assert faults(said) == []
