"""Daylio's days in the words of the phone's language: each is that day, or is refused; none is guessed."""

import pytest

from tests.exchange.importing import entries, plan, refusal

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note"
LOST = "year,date,weekday,time,mood,activities,note_title,note"


def _rows_of(header: str, *rows: str) -> str:
    return "\n".join((header, *rows)) + "\n"


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        (
            ("2022,27. listopada,četvrtak,18:52,dobro,,,", "2022,3. srpnja,,18:52,dobro,,,"),
            ["10-27", "07-03"],
        ),
        (("2022,27 listopada,niedziela,18:52,dobrze,,,", "2022,3 lip,,18:52,dobrze,,,"), ["11-27", "07-03"]),
        (("2022,27. listopad,neděle,18:52,dobře,,,", "2022,3. září,,18:52,dobře,,,"), ["11-27", "09-03"]),
        (("2022,10月27日,木曜日,18:52,良い,,,", "2022,27 tháng 11,,18:52,tốt,,,"), ["10-27", "11-27"]),
    ],
)
def test_where_full_date_was_lost_the_months_are_those_of_the_language(
    rows: tuple[str, ...], days: list[str]
) -> None:
    found = plan("diary.csv", _rows_of(LOST, *rows))
    assert [entry["occurred_at"][5:10] for entry in entries(found)] == sorted(days)


def test_a_month_that_could_be_another_is_refused_and_not_guessed() -> None:
    said = refusal("diary.csv", _rows_of(LOST, "2022,27 listopada,,18:52,ok,,,"))
    assert said == (
        'line 2, column date: "27 listopada" is October in Croatian, but November in Polish or Czech; '
        "use a day such as 2022-10-27 in the column full_date"
    )


@pytest.mark.parametrize(
    "day",
    [
        *("27 October 2022", "27. Oktober 2022", "27 octobre 2022", "27 de outubro de 2022", "27 ekim 2022"),
        *(
            "2022. október 27.",
            "27 октября 2022 г.",
            "2022年10月27日",
            "2022년 10월 27일",
            "27 tháng 10, 2022",
        ),
        *("27 ต.ค. 2022", "٢٧ أكتوبر ٢٠٢٢", "۲۷ اکتبر ۲۰۲۲", "27 באוק׳ 2022", "2022 m. spalio 27 d."),
    ],
)
def test_a_full_date_in_the_words_of_a_language_is_that_day(day: str) -> None:
    row = f'"{day}",,,18:52,ok,,,'
    (entry,) = entries(plan("d.csv", _rows_of(HEADER, row)))
    assert entry["occurred_at"] == "2022-10-27T18:52:00+02:00"


def test_a_short_date_of_a_spreadsheet_is_read_by_the_pattern_that_was_given() -> None:
    text = _rows_of(HEADER, "27-Oct-22,,,18:52,ok,,,")
    assert refusal("d.csv", text).startswith(
        'line 2, column full_date: "27-Oct-22" is not valid; use a day such as'
    )
    (entry,) = entries(plan("d.csv", text, dates="%d-%b-%y"))
    assert entry["occurred_at"].startswith("2022-10-27")


def test_a_year_of_another_calendar_is_refused() -> None:
    text = _rows_of(HEADER, "27 ต.ค. 2565,,,18:52,ok,,,")
    assert "is not valid; use a day such as 2022-10-27" in refusal("d.csv", text)
