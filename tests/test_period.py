"""Periods: what their names mean, seen from a moment on a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.errors import PeriodError
from broadsheet.period import Period, fitting_bucket, parse_moment, parse_period

WEDNESDAY = datetime(2021, 3, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("last-week", "2021-03-08", "2021-03-15"),
        ("last-7-days", "2021-03-10", "2021-03-17"),
        ("last-month", "2021-02-01", "2021-03-01"),
        ("yesterday", "2021-03-16", "2021-03-17"),
        ("2021", "2021-01-01", "2022-01-01"),
        ("2021-12", "2021-12-01", "2022-01-01"),
        ("2021-W11", "2021-03-15", "2021-03-22"),
        ("2020-W53", "2020-12-28", "2021-01-04"),
        ("2021-03-16", "2021-03-16", "2021-03-17"),
        ("2021-03-01..2021-03-31", "2021-03-01", "2021-04-01"),
    ],
)
def test_names_mean_spans(name: str, since: str, until: str) -> None:
    """A name is a half-open span of days."""
    period = parse_period(name, now=WEDNESDAY)
    assert (period.since, period.until) == (date.fromisoformat(since), date.fromisoformat(until))


def test_all_has_no_bounds() -> None:
    """`all` begins and ends nowhere, and nothing comes before it."""
    period = parse_period("all")
    assert (period.since, period.until, period.previous) == (None, None, None)


def test_today_is_a_day_of_the_time_zone() -> None:
    """Late on Sunday in UTC it is Monday in Sydney, and last week is another."""
    now = datetime(2021, 3, 14, 20, tzinfo=UTC)
    assert parse_period("last-week", now=now, zone="Australia/Sydney").since == date(2021, 3, 8)
    assert parse_period("last-week", now=now, zone="UTC").since == date(2021, 3, 1)


@pytest.mark.parametrize(
    "name",
    ["soon", "2021-13", "2021-W54", "2021-02-30", "2021-03-31..2021-03-01", "0000", "last-0-days"],
)
def test_what_names_no_period_is_refused(name: str) -> None:
    """The error names the text received."""
    with pytest.raises(PeriodError, match=f"got '{name}'"):
        parse_period(name, now=WEDNESDAY)


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("2021-03", "2021-02-01"),
        ("2021-01", "2020-12-01"),
        ("2021", "2020-01-01"),
        ("2021-W11", "2021-03-08"),
        ("2021-03-11..2021-03-20", "2021-03-01"),
    ],
)
def test_the_period_before_ends_where_this_begins(name: str, before: str) -> None:
    """A month goes before a month, a year before a year, else as many days."""
    period = parse_period(name)
    assert period.previous is not None
    assert period.previous.until == period.since
    assert period.previous.since == date.fromisoformat(before)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2021-03", "March 2021"),
        ("2021", "2021"),
        ("2021-W11", "15–21 March 2021"),
        ("2021-W13", "29 March – 4 April 2021"),
        ("2020-W53", "28 December 2020 – 3 January 2021"),
        ("2021-03-16", "16 March 2021"),
        ("all", "All dates"),
    ],
)
def test_a_period_has_a_title_for_readers(name: str, title: str) -> None:
    """A title says the span as one would write it."""
    assert parse_period(name).title == title


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("2021", "2021"),
        ("2021-03", "2021-03"),
        ("2021-W11", "2021-W11"),
        ("2021-03-15..2021-03-21", "2021-W11"),
        ("2021-03-16", "2021-03-16"),
        ("2021-03-02..2021-03-09", "2021-03-02_2021-03-09"),
        ("all", "all"),
    ],
)
def test_a_period_has_a_name_for_files(name: str, slug: str) -> None:
    """However it was asked for, the same span has the same file name."""
    assert parse_period(name).slug == slug


@given(st.dates(date(2, 1, 1), date(9990, 1, 1)), st.integers(1, 1_000))
@example(date(2021, 3, 1), 31)  # a month
@example(date(2020, 1, 1), 366)  # a year
@example(date(2021, 3, 15), 7)  # a week
@example(date(2021, 3, 16), 1)
@example(date(2020, 12, 28), 7)  # a week of two years
def test_spans_come_back(since: date, days: int) -> None:
    """A written span is the span that is parsed."""
    until = date.fromordinal(since.toordinal() + days)
    last = date.fromordinal(until.toordinal() - 1)
    period = parse_period(f"{since}..{last}")
    assert (period.since, period.until, period.days) == (since, until, days)


def test_a_moment_without_offset_is_on_the_zones_clock() -> None:
    """Noon in London in summer is 11 in UTC."""
    moment = parse_moment("2021-07-01T12:00", zone="Europe/London")
    assert moment.astimezone(UTC) == datetime(2021, 7, 1, 11, tzinfo=UTC)


def test_a_wrong_moment_names_its_option() -> None:
    """The error says which option was wrong."""
    with pytest.raises(PeriodError, match="--since is not a date, got 'x'"):
        parse_moment("x", option="--since")


@pytest.mark.parametrize(
    ("since", "until", "bucket"),
    [
        (date(2021, 3, 1), date(2021, 4, 1), "day"),
        (date(2021, 1, 1), date(2021, 7, 1), "week"),
        (date(2018, 1, 1), date(2021, 7, 1), "month"),
        (None, None, "day"),
    ],
)
def test_buckets_fit_the_span(since: date | None, until: date | None, bucket: str) -> None:
    """A month is cut in days, half a year in weeks, years in months."""
    assert fitting_bucket(since, until) == bucket


def test_periods_are_values() -> None:
    """Two periods of the same bounds and name are equal."""
    assert parse_period("2021-03") == Period("2021-03", date(2021, 3, 1), date(2021, 4, 1))


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T23:00-14:00"])
def test_a_moment_beyond_the_calendar_is_told(text: str) -> None:
    """A moment that UTC has no date for is refused."""
    with pytest.raises(PeriodError, match="out of range"):
        parse_moment(text)


@pytest.mark.parametrize("name", ["9999-12-01", "9999-12", "9999"])
def test_a_period_at_the_end_of_the_calendar_is_told(name: str) -> None:
    """A period that has no day after its last is refused."""
    with pytest.raises(PeriodError, match=f"got '{name}'"):
        parse_period(name)


def test_early_years_have_four_digits() -> None:
    """File names sort by date, whatever the year."""
    assert parse_period("0001-02").slug == "0001-02"
