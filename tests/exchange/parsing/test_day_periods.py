"""The words of phones for the parts of a day, held against Babel's copy of the CLDR."""

import unicodedata
from collections import defaultdict
from datetime import time

import pytest
from babel import Locale
from babel.dates import format_time

from companion.exchange.parsing.date_words import parse_time_of_day
from companion.exchange.parsing.day_periods import PERIODS

LANGUAGES = (
    *(
        "en",
        "es",
        "pt",
        "pt_PT",
        "fr",
        "it",
        "ca",
        "gl",
        "ro",
        "de",
        "nl",
        "af",
        "sv",
        "nb",
        "da",
        "is",
        "fi",
    ),
    *("et", "lv", "lt", "pl", "cs", "sk", "sl", "hr", "sr", "sr_Latn", "bs", "mk", "bg", "ru", "uk", "be"),
    *("hu", "el", "sq", "eu", "tr", "az", "ka", "hy", "kk", "ky", "uz", "mn", "ar", "fa", "ur", "he", "hi"),
    *("bn", "mr", "ne", "pa", "gu", "ta", "te", "kn", "ml", "si", "th", "lo", "km", "my", "vi", "id", "ms"),
    *("fil", "ja", "ko", "zh", "zh_Hant", "sw"),
)
WIDTHS = ("abbreviated", "wide")


def bare(words: str) -> str:
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", words).casefold())
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LM")


def names(language: str) -> list[tuple[str, str]]:
    """The parts of a day and what the language calls them."""
    periods = Locale.parse(language).day_periods
    return [
        (part, bare(word))
        for context in periods.values()
        for width in WIDTHS
        for part, word in context.get(width, {}).items()
        if bare(word)
    ]


def hours(language: str, part: str) -> set[int]:
    fixed = {"am": range(12), "pm": range(12, 24), "noon": range(12, 13), "midnight": range(1)}
    if part in fixed:
        return set(fixed[part])
    rules = (Locale.parse(language).day_period_rules or {}).get(None, {}).get(part, [])
    found: set[int] = set()
    for rule in rules:
        low, high = rule["from"] // 3600, rule["before"] // 3600
        found |= set(range(low, high)) if low < high else {*range(low, 24), *range(high)}
    return found


def test_the_words_and_their_hours_are_those_of_the_cldr() -> None:
    halves = {word for language in LANGUAGES for part, word in names(language) if part in ("am", "pm")}
    expected: dict[str, set[int]] = defaultdict(set)
    for language in LANGUAGES:
        own = {word for part, word in names(language) if part in ("am", "pm")}
        for part, word in names(language):
            if part in ("am", "pm") or word not in halves or word in own:
                expected[word] |= hours(language, part)
    assert {word: frozenset(found) for word, found in expected.items() if found} == dict(PERIODS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_time_in_each_language_is_read_back(language: str) -> None:
    for hour in range(24):
        at = time(hour, 52)
        for pattern in ("h:mm a", "a h:mm", "h:mm\u202fa", "K:mm a", "H:mm", "HH.mm", "short"):
            written = format_time(at, pattern, locale=language)
            assert parse_time_of_day(written) == at, (pattern, written)
            assert parse_time_of_day(f"\u200f{written}\u200e") == at
