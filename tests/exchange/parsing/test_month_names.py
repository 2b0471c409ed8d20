"""The words of phones for the months, held against Babel's copy of the CLDR."""

import re
import unicodedata
from collections import defaultdict
from datetime import date, timedelta

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton

from companion.exchange.parsing.date_words import days_in_words, parse_full_day
from companion.exchange.parsing.month_names import CROATIAN, MONTHS, POLISH_OR_CZECH

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
    *(
        "et",
        "lv",
        "lt",
        "pl",
        "cs",
        "sk",
        "sl",
        "hr",
        "sr",
        "sr_Latn",
        "bs",
        "mk",
        "bg",
        "ru",
        "uk",
        "be",
        "hu",
    ),
    *(
        "el",
        "sq",
        "eu",
        "ga",
        "cy",
        "tr",
        "az",
        "ka",
        "hy",
        "kk",
        "ky",
        "uz",
        "mn",
        "ar",
        "fa",
        "ur",
        "he",
        "hi",
    ),
    *(
        "bn",
        "mr",
        "ne",
        "as",
        "or",
        "pa",
        "gu",
        "ta",
        "te",
        "kn",
        "ml",
        "si",
        "th",
        "lo",
        "km",
        "my",
        "vi",
        "id",
    ),
    *("ms", "fil", "ja", "ko", "zh", "zh_Hant", "yue", "sw", "am", "zu"),
)
OF_TWO_MONTHS = {"lip", "lis", "listopad", "listopada", "srp"}


def written(language: str, day: date) -> list[str]:
    """The day as phones of the language write it, with the name of the month and without the year."""
    locale = Locale.parse(language)
    patterns = [
        format_date(day, pattern, locale=language) for pattern in ("d MMM", "d MMMM", "MMM d", "MMMM d")
    ]
    skeletons = [format_skeleton(skeleton, day, locale=locale) for skeleton in ("MMMd", "MMMMd")]
    return [*patterns, *skeletons]


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    parts = re.split(r"[\s,،]+", re.sub(r"\d+", " ", plain))
    bare = ("".join(sign for sign in part if unicodedata.category(sign)[0] in "LM") for part in parts)
    return [word for word in bare if word]


def test_the_words_are_those_of_the_cldr() -> None:
    expected: dict[str, set[int]] = defaultdict(set)
    for language in LANGUAGES:
        locale = Locale.parse(language)
        own: dict[str, set[int]] = defaultdict(set)
        for month in range(1, 13):
            day = date(2026, month, 27)
            names = [
                name
                for context in locale.months.values()
                for width in ("wide", "abbreviated")
                if (name := context.get(width, {}).get(month))
            ]
            whole = [format_date(day, length, locale=language) for length in ("medium", "long")]
            for text in (*names, *whole, *written(language, day)):
                for word in words(text):
                    own[word].add(month)
        for word, months in own.items():
            if len(months) == 1:
                expected[word] |= months
    assert {word: frozenset(months) for word, months in expected.items()} == dict(MONTHS)
    assert {word for word, months in MONTHS.items() if len(months) > 1} == OF_TWO_MONTHS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_in_each_language_is_read_back_or_left_open(language: str) -> None:
    locale = Locale.parse(language)
    read = 0
    for month in range(1, 13):
        day = date(2026, month, 27)
        for text in written(language, day):
            found = days_in_words(text, 2026)
            assert not found or day in found, text
            if found and not OF_TWO_MONTHS & set(words(text)):
                assert found == (day,), text
            read += day in found
        for skeleton in ("yMMMd", "yMMMMd"):
            text = format_skeleton(skeleton, day, locale=locale)
            full = parse_full_day(f"\u200f{text}\u200e")
            assert not full or day in full, text
    assert read >= 40, f"{read} of 72"


def test_a_day_of_the_whole_year_is_that_day() -> None:
    day = date(2024, 1, 1)
    while day.year == 2024:
        assert parse_full_day(f"{day.day} {day:%B} {day.year}") == (day,)
        assert parse_full_day(f"{day.year}年{day.month}月{day.day}日") == (day,)
        assert parse_full_day(f"{day.day} tháng {day.month}, {day.year}") == (day,)
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("27. listopada 2022.", (date(2022, 10, 27), date(2022, 11, 27))),
        ("31. listopada 2022.", (date(2022, 10, 31),)),  # November has no 31st
        ("27 октября 2022 г.", (date(2022, 10, 27),)),
        ("2022. okt. 27.", (date(2022, 10, 27),)),
        ("27 ต.ค. 2022", (date(2022, 10, 27),)),
        ("27 ต.ค. 2565", ()),  # of the Buddhist calendar
        ("٢٧ أكتوبر ٢٠٢٢", (date(2022, 10, 27),)),
        ("mar 30 may 2022", ()),  # Tuesday or March
        ("27-Oct-22", ()),
        ("12/11/2022", ()),
        ("27 oct 2022 2023", ()),
    ],
)
def test_whole_days_in_words(text: str, days: tuple[date, ...]) -> None:
    assert parse_full_day(text) == days


def test_the_words_that_tell_the_languages_apart_are_of_one_alone() -> None:
    def names(language: str) -> set[str]:
        locale = Locale.parse(language)
        return {
            "".join(words(name))
            for calendar in (locale.days, locale.months)
            for context in calendar.values()
            for width in context.values()
            for name in width.values()
        }

    croatian, others = names("hr"), names("pl") | names("cs")
    assert {word for word in croatian - others if len(word) > 1} - OF_TWO_MONTHS == CROATIAN
    assert {word for word in others - croatian if len(word) > 1} - OF_TWO_MONTHS == POLISH_OR_CZECH
