"""Dates as news writes them: where they stand in a text and which day they name."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.dates import ResolvedDate, Tense, find_dates, resolve_date
from graphkit.dates.words import read_words
from graphkit.errors import OntologyError

MONDAY = dt.date(2023, 3, 20)

# (expression, tense, expected as "ISO precision" or None), in an article of Monday 2023-03-20.
RESOLVED: list[tuple[str, Tense, str | None]] = [
    # weekdays
    ("Friday", None, "2023-03-17 day"),
    ("Friday", "past", "2023-03-17 day"),
    ("Friday", "future", "2023-03-24 day"),
    ("on Monday", None, "2023-03-20 day"),
    ("on Monday", "past", "2023-03-20 day"),
    ("on Monday", "future", "2023-03-20 day"),
    ("Tuesday", None, "2023-03-14 day"),
    ("Tuesday", "future", "2023-03-21 day"),
    ("Sunday", "past", "2023-03-19 day"),
    ("by Friday", "future", "2023-03-24 day"),
    ("since Wednesday", "past", "2023-03-15 day"),
    ("last Tuesday", None, "2023-03-14 day"),
    ("last Sunday", "past", "2023-03-12 day"),  # 19 March would be "yesterday"
    ("last Monday", "past", "2023-03-13 day"),
    ("next Thursday", None, "2023-03-23 day"),
    ("next Tuesday", "future", "2023-03-28 day"),  # 21 March would be "tomorrow"
    ("next Monday", "future", "2023-03-27 day"),
    ("this Thursday", None, "2023-03-23 day"),
    ("this Thursday", "past", "2023-03-16 day"),
    ("this past Sunday", None, "2023-03-19 day"),
    ("this coming Tuesday", None, "2023-03-21 day"),
    ("this coming Monday", None, "2023-03-27 day"),
    ("early Saturday", "past", "2023-03-18 day"),
    ("late on Thursday", "past", "2023-03-16 day"),
    ("Friday night", "past", "2023-03-17 day"),
    ("Monday morning", "past", "2023-03-20 day"),
    ("Thursday's", "past", "2023-03-16 day"),
    ("Wednesday of next week", "future", "2023-03-29 day"),
    ("Wednesday last week", "past", "2023-03-15 day"),
    ("SATURDAY", "past", "2023-03-18 day"),
    ("every Friday", None, None),
    # days around today
    ("today", None, "2023-03-20 day"),
    ("Yesterday", None, "2023-03-19 day"),
    ("tomorrow", None, "2023-03-21 day"),
    ("tonight", None, "2023-03-20 day"),
    ("last night", None, "2023-03-19 day"),
    ("this morning", None, "2023-03-20 day"),
    ("yesterday evening", None, "2023-03-19 day"),
    ("earlier today", None, "2023-03-20 day"),
    ("the day before yesterday", None, "2023-03-18 day"),
    ("the day after tomorrow", None, "2023-03-22 day"),
    ("the next day", None, None),
    ("the day before", None, None),
    ("a day earlier", None, None),
    ("recently", None, None),
    # weeks, months, years around today
    ("this week", None, "2023-03-20 week"),
    ("last week", None, "2023-03-13 week"),
    ("next week", None, "2023-03-27 week"),
    ("earlier this week", None, "2023-03-20 week"),
    ("later this week", None, "2023-03-20 week"),
    ("late last week", None, "2023-03-13 week"),
    ("later in the week", None, "2023-03-20 week"),
    ("this month", None, "2023-03-01 month"),
    ("last month", None, "2023-02-01 month"),
    ("next month", None, "2023-04-01 month"),
    ("earlier this month", None, "2023-03-01 month"),
    ("late last month", None, "2023-02-01 month"),
    ("the end of the month", None, "2023-03-01 month"),
    ("by the end of next month", None, "2023-04-01 month"),
    ("this year", None, "2023-01-01 year"),
    ("last year", None, "2022-01-01 year"),
    ("next year", None, "2024-01-01 year"),
    ("late last year", None, "2022-01-01 year"),
    ("later this year", None, "2023-01-01 year"),
    ("at the start of the year", None, "2023-01-01 year"),
    ("the end of this year", None, "2023-01-01 year"),
    ("by year's end", None, "2023-01-01 year"),
    ("by year-end", None, "2023-01-01 year"),
    ("the weekend", None, "2023-03-13 week"),
    ("over the weekend", "past", "2023-03-13 week"),
    ("at the weekend", "future", "2023-03-20 week"),
    ("this weekend", "future", "2023-03-20 week"),
    ("last weekend", None, "2023-03-13 week"),
    ("next weekend", None, "2023-03-20 week"),
    ("last summer", None, "2022-01-01 year"),
    ("next summer", None, "2023-01-01 year"),
    ("the summer of 2022", None, "2022-01-01 year"),
    ("winter 2021", None, "2021-01-01 year"),
    ("last winter", None, None),
    ("the first quarter of 2022", None, "2022-01-01 year"),
    ("the second half of this year", None, "2023-01-01 year"),
    # counted
    ("two weeks ago", None, "2023-03-06 week"),
    ("a week ago", None, "2023-03-13 week"),
    ("three days ago", None, "2023-03-17 day"),
    ("10 days ago", None, "2023-03-10 day"),
    ("a fortnight ago", None, "2023-03-06 week"),
    ("a month ago", None, "2023-02-01 month"),
    ("a couple of months ago", None, "2023-01-01 month"),
    ("a year ago", None, "2022-01-01 year"),
    ("about ten years ago", None, "2013-01-01 year"),
    ("more than two years ago", None, None),
    ("decades ago", None, None),
    ("several days ago", None, None),
    ("in three days", None, "2023-03-23 day"),
    ("in three days", "future", "2023-03-23 day"),
    ("in three days", "past", None),
    ("in two weeks", "future", "2023-04-03 week"),
    ("in two weeks' time", "past", "2023-04-03 week"),
    ("in a year's time", "future", "2024-01-01 year"),
    ("six months from now", "future", "2023-09-01 month"),
    ("in 12 months", "future", "2024-03-01 month"),
    ("300 years ago", None, "1723-01-01 year"),
    # months
    ("in February", None, "2023-02-01 month"),
    ("in February", "past", "2023-02-01 month"),
    ("in February", "future", "2024-02-01 month"),
    ("in March", "past", "2023-03-01 month"),
    ("in March", "future", "2023-03-01 month"),
    ("in April", "past", "2022-04-01 month"),
    ("in April", None, "2023-04-01 month"),
    ("in October", None, "2022-10-01 month"),
    ("in September", None, "2022-09-01 month"),  # six months on either side: the past
    ("last February", None, "2022-02-01 month"),  # February 2023 would be "last month"
    ("last January", None, "2023-01-01 month"),
    ("last March", None, "2022-03-01 month"),
    ("last December", None, "2022-12-01 month"),
    ("next March", None, "2024-03-01 month"),
    ("next April", None, "2023-04-01 month"),
    ("this May", None, "2023-05-01 month"),
    ("mid-May", "future", "2023-05-01 month"),
    ("mid May", "future", "2023-05-01 month"),
    ("early February", "past", "2023-02-01 month"),
    ("the end of June", "future", "2023-06-01 month"),
    ("late in January", "past", "2023-01-01 month"),
    ("March 2022", None, "2022-03-01 month"),
    ("in March of 2022", None, "2022-03-01 month"),
    ("early March 2022", None, "2022-03-01 month"),
    ("Sept. 2001", None, "2001-09-01 month"),
    ("2022-03", None, "2022-03-01 month"),
    # days of the year
    ("5 March", None, "2023-03-05 day"),
    ("March 5", "past", "2023-03-05 day"),
    ("March 5", "future", "2024-03-05 day"),
    ("22 March", None, "2023-03-22 day"),
    ("22 March", "past", "2022-03-22 day"),
    ("21 March", "past", "2023-03-21 day"),  # the article's clock may lag a day
    ("December 30", None, "2022-12-30 day"),
    ("5th March", None, "2023-03-05 day"),
    ("the 5th of March", None, "2023-03-05 day"),
    ("March 5th", None, "2023-03-05 day"),
    ("on Friday, March 17", None, "2023-03-17 day"),
    ("Friday 17 March 2023", None, "2023-03-17 day"),
    ("March 5, 2022", None, "2022-03-05 day"),
    ("Feb. 24, 2022", None, "2022-02-24 day"),
    ("5 March 2022", None, "2022-03-05 day"),
    ("March 20-22", "future", "2023-03-20 day"),
    ("20–22 March 2023", None, "2023-03-20 day"),
    ("2022-03-05", None, "2022-03-05 day"),
    ("2022/03/05", None, "2022-03-05 day"),
    ("05/03/2022", None, None),
    ("25/03/2022", None, "2022-03-25 day"),
    ("03/25/2022", None, "2022-03-25 day"),
    ("25.03.2022", None, "2022-03-25 day"),
    ("05/05/2022", None, "2022-05-05 day"),
    ("31/31/2022", None, None),
    ("30 February 2022", None, None),
    ("29 February", "past", "2020-02-29 day"),
    ("29 February", "future", "2024-02-29 day"),
    ("Christmas Eve", None, "2022-12-24 day"),
    ("New Year’s Day", "future", "2024-01-01 day"),
    ("last Christmas", None, "2022-12-25 day"),
    ("Christmas Day 2021", None, "2021-12-25 day"),
    # years
    ("2015", None, "2015-01-01 year"),
    ("in 2015", None, "2015-01-01 year"),
    ("by 2030", None, "2030-01-01 year"),
    ("since 2014", None, "2014-01-01 year"),
    ("in the year 2000", None, "2000-01-01 year"),
    ("early 2023", None, "2023-01-01 year"),
    ("mid-2021", None, "2021-01-01 year"),
    ("the end of 2022", None, "2022-01-01 year"),
    ("late in 2022", None, "2022-01-01 year"),
    ("the 1990s", None, None),
    ("in the past two years", None, None),
    ("12-point", None, None),
    ("2,000", None, None),
    ("in 999999 years", None, None),
    ("", None, None),
    ("in", None, None),
]


@pytest.mark.parametrize(("expression", "tense", "expected"), RESOLVED)
def test_date_against_a_monday(expression: str, tense: Tense, expected: str | None) -> None:
    found = resolve_date(expression, published=MONDAY, tense=tense)
    assert (f"{found.date} {found.precision}" if found else None) == expected


@pytest.mark.parametrize(
    ("published", "expression", "tense", "expected"),
    [
        ("2023-03-25", "the weekend", "past", "2023-03-20 week"),
        ("2023-03-26", "last weekend", None, "2023-03-13 week"),
        ("2023-03-26", "next weekend", None, "2023-03-27 week"),
        ("2014-06-08", "last Saturday", "past", "2014-05-31 day"),
        ("2018-10-04", "last Monday", "past", "2018-10-01 day"),
        ("2013-08-05", "next Saturday", "future", "2013-08-10 day"),
        ("2023-01-02", "last December", None, "2022-12-01 month"),
        ("2023-01-31", "last month", None, "2022-12-01 month"),
        ("2023-12-15", "next month", None, "2024-01-01 month"),
        ("2023-11-10", "last February", None, "2023-02-01 month"),
        ("2023-01-02", "Friday", "past", "2022-12-30 day"),
        ("2023-10-02", "last summer", None, "2023-01-01 year"),
        ("2024-02-29", "a year ago", None, "2023-01-01 year"),
        ("2023-12-31", "January 1", "past", "2024-01-01 day"),
        ("0001-01-01", "yesterday", None, None),
        ("9999-12-31", "next year", None, None),
    ],
)
def test_date_against_other_days(
    published: str, expression: str, tense: Tense, expected: str | None
) -> None:
    found = resolve_date(expression, published=dt.date.fromisoformat(published), tense=tense)
    assert (f"{found.date} {found.precision}" if found else None) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("Friday", None),
        ("yesterday", None),
        ("last week", None),
        ("5 March", None),
        ("in May", None),
        ("two years ago", None),
        ("5 March 2022", ResolvedDate(dt.date(2022, 3, 5), "day")),
        ("March 2022", ResolvedDate(dt.date(2022, 3, 1), "month")),
        ("in 2015", ResolvedDate(dt.date(2015, 1, 1), "year")),
    ],
)
def test_without_the_articles_date_only_full_dates_resolve(
    expression: str, expected: ResolvedDate | None
) -> None:
    assert resolve_date(expression, published=None) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("Monday", None),
        ("today", None),
        ("last week", None),
        ("three days ago", None),
        ("last month", "2017-07-01 month"),
        ("in May", "2017-05-01 month"),
        ("last year", "2016-01-01 year"),
        ("4 August", "2017-08-04 day"),
    ],
)
def test_a_date_finer_than_the_articles_own_stays_open(
    expression: str, expected: str | None
) -> None:
    august = dt.date(2017, 8, 1)
    found = resolve_date(expression, published=august, published_precision="month")
    assert (f"{found.date} {found.precision}" if found else None) == expected


# (sentence, the expressions in it)
FOUND: list[tuple[str, list[str]]] = [
    ("The two met in Moscow on Monday.", ["Monday"]),
    ("Officials said last Tuesday that talks resume next week.", ["last Tuesday", "next week"]),
    ("Yesterday's vote was the second this month.", ["Yesterday", "this month"]),
    ("He resigned on Friday, March 17, 2023, in Kyiv.", ["Friday, March 17, 2023"]),
    ("They signed it on 5 March and again on 9 May 2022.", ["5 March", "9 May 2022"]),
    ("The pact of 2022-03-05 lapsed.", ["2022-03-05"]),
    ("It annexed Crimea in 2014 and has held it since 2014.", ["2014", "2014"]),
    ("Emissions must halve by 2030.", ["2030"]),
    ("In early 2023 and late last year, too.", ["early 2023", "late last year"]),
    ("They expect a deal in three days.", ["in three days"]),
    ("It was the second visit in three days.", []),
    ("The worst attack on the city in two years.", []),
    ("It fired 30 missiles in a day.", []),
    ("The ministers last met two weeks ago.", ["two weeks ago"]),
    ("That was more than two years ago.", ["more than two years ago"]),
    ("It happened 2,000 years ago.", []),
    ("The envoy, 52, offered a 12-point plan.", []),
    ("Some 2,000 troops left.", []),
    ("They hope for a 20-year deal.", []),
    ("The house was hit by 2000 troops.", []),
    ("It cost $2015 in 2015 dollars.", []),
    ("That was in the 1990s.", []),
    ("In 2014-15 the army grew.", []),
    ("May said she may go in May.", ["May"]),
    ("They March on; April Glaspie met August.", []),
    ("February's summit failed.", ["February"]),
    ("In late March or mid-May.", ["late March", "mid-May"]),
    ("It is due by the end of the month.", ["the end of the month"]),
    ("Protesters gather every Friday after Friday prayers.", []),
    ("The Good Friday Agreement, says the Sunday Times.", []),
    ("Shares fell 3.5 on May 10 percent.", []),
    ("Talks resume on March 20-22 in Doha.", ["March 20-22"]),
    ("ON FRIDAY, KYIV SAID", ["FRIDAY"]),
    ("on friday i will go in march", []),
    ("They will meet on\nFriday, March\n24.", ["Friday, March\n24"]),
    ("Over the weekend and on Christmas Eve.", ["the weekend", "Christmas Eve"]),
    ("Article 5 of the 1949 treaty.", []),
    ("Resolution 2728 (2024) was adopted.", []),
    ("We will see in two years' time.", ["in two years' time"]),
    ("In March 2022 and Sept. 11, 2001.", ["March 2022", "Sept. 11, 2001"]),
    ("He speaks later today, tomorrow night at the latest.", ["later today", "tomorrow night"]),
    ("Version 1.10.2022 of 10.10.2022", ["1.10.2022", "10.10.2022"]),
    ("Gregory Korte, USA TODAY", []),
    ("In 2010-12 the army grew.", []),
    ("", []),
]


@pytest.mark.parametrize(("sentence", "expected"), FOUND)
def test_dates_in_a_sentence(sentence: str, expected: list[str]) -> None:
    assert [expression for _, _, expression in find_dates(sentence)] == expected


@given(st.text(st.sampled_from("onMarch5 20,May15-/'s Friday2dgk\n."), max_size=60))
def test_offsets_quote_the_expression(text: str) -> None:
    previous = 0
    for start, end, expression in find_dates(text):
        assert previous <= start < end
        assert text[start:end] == expression
        previous = end


@given(st.text(max_size=40), st.dates())
def test_any_text_resolves_or_not_without_an_error(text: str, day: dt.date) -> None:
    found = resolve_date(text, published=day)
    assert found is None or found.precision in {"day", "week", "month", "year"}


@given(st.dates(), st.sampled_from(["Monday", "last Friday", "next Sunday"]))
def test_a_weekday_is_never_more_than_eight_days_off(day: dt.date, expression: str) -> None:
    found = resolve_date(expression, published=day)
    if found is not None:  # None at the two ends of the calendar
        assert abs(found.date - day) <= dt.timedelta(days=8)


def test_word_file_without_a_table_is_named() -> None:
    with pytest.raises(OntologyError, match=r"dates.toml: table 'weekdays' is missing"):
        read_words("months = []")
