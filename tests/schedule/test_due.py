"""Which issues are due: each period once, whatever the clocks, the outages and the runners do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.schedule.due import DueIssue, Timetable, due_issues, last_due, next_due

_ZONES = ("Europe/London", "America/New_York", "Asia/Kathmandu")
_DAY = timedelta(days=1)
_PLENTY = 1_000


def weekly(zone: str = "UTC", catch_up: int = 31) -> Timetable:
    """Every Monday at seven, for the week before."""
    return Timetable("0 7 * * 1", zone, "last-week", catch_up)


def daily(zone: str = "UTC", schedule: str = "30 1 * * *") -> Timetable:
    """Every day at half past one, for the day before: within the hour that clocks are changed."""
    return Timetable(schedule, zone, "yesterday", _PLENTY)


def row(issue: DueIssue, outcome: str = "delivered") -> dict[str, Any]:
    """The row in `runs` of an issue."""
    return {
        "issue": issue.issue,
        "period": issue.period.slug,
        "since": issue.period.since,
        "until": issue.period.until,
        "due_at": issue.due_at,
        "outcome": outcome,
    }


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def made(timetable: Timetable, moments: Sequence[datetime]) -> list[DueIssue]:
    """The issues that runs at these moments make, each of which delivers what is due."""
    issues: list[DueIssue] = []
    for now in moments:
        issues += due_issues(timetable, [row(issue) for issue in issues], now)
    return issues


def moments(first: str, last: str, step: timedelta) -> list[datetime]:
    """Moments from the first to the last."""
    now, found = at(first), []
    while now <= at(last):
        found.append(now)
        now += step
    return found


@pytest.mark.parametrize("zone", _ZONES)
def test_a_year_of_days_has_each_day_once(zone: str) -> None:
    """Through both changes of the clock and a leap day, each day is made once, in order."""
    issues = made(daily(zone), moments("2020-01-01T12:00", "2021-01-01T12:00", _DAY))
    days = [issue.period.since for issue in issues]
    assert days == [date(2019, 12, 31) + number * _DAY for number in range(367)]


@pytest.mark.parametrize("zone", _ZONES)
@pytest.mark.parametrize("schedule", ["30 1 * * *", "30 2 * * *", "15 */6 * * *"])
def test_an_outage_of_nine_days_loses_no_day(zone: str, schedule: str) -> None:
    """Runs every nine days make the same issues as runs every hour."""
    rarely = made(daily(zone, schedule), moments("2020-10-01T12:00", "2020-12-30T12:00", 9 * _DAY))
    often = made(daily(zone, schedule), moments("2020-10-01T12:00", "2020-12-30T12:00", _DAY / 4))
    assert [issue.issue for issue in rarely] == [issue.issue for issue in often]


@pytest.mark.parametrize("zone", _ZONES)
def test_weeks_go_on_through_week_53(zone: str) -> None:
    """ISO week 53 of 2020 is followed by week 1 of 2021."""
    issues = made(weekly(zone), moments("2020-12-21T12:00", "2021-01-18T12:00", _DAY))
    assert [issue.issue for issue in issues] == [
        "2020-W51", "2020-W52", "2020-W53", "2021-W01", "2021-W02",
    ]  # fmt: skip


def test_oldest_comes_first() -> None:
    """After an outage, readers get the weeks in their order."""
    first = made(weekly(), [at("2021-03-01T08:00")])
    issues = due_issues(weekly(), [row(issue) for issue in first], at("2021-03-23T08:00"))
    assert [issue.issue for issue in issues] == ["2021-W09", "2021-W10", "2021-W11"]


def test_a_new_schedule_starts_with_its_latest_issue() -> None:
    """Somebody who sets a schedule up today does not get a year of mails."""
    assert [issue.issue for issue in due_issues(weekly(), [], at("2021-03-23T08:00"))] == [
        "2021-W11"
    ]


def test_catch_up_skips_the_oldest() -> None:
    """What lies too far back is due as skipped, so that the ledger has a row for it."""
    first = made(weekly(), [at("2021-03-01T08:00")])
    issues = due_issues(weekly(catch_up=1), [row(i) for i in first], at("2021-03-23T08:00"))
    assert [(issue.issue, issue.is_skipped) for issue in issues] == [
        ("2021-W09", True),
        ("2021-W10", True),
        ("2021-W11", False),
    ]


@pytest.mark.parametrize("outcome", ["failed", "held", "died", "running"])
def test_an_issue_that_is_not_done_is_due_again(outcome: str) -> None:
    """It keeps its period and its due time, whatever the present is."""
    (issue,) = made(weekly(), [at("2021-03-22T08:00")])
    (again,) = due_issues(weekly(), [row(issue, outcome)], at("2021-03-25T08:00"))
    assert (again.issue, again.due_at, again.period) == (issue.issue, issue.due_at, issue.period)


@pytest.mark.parametrize("outcome", ["delivered", "partly", "skipped"])
def test_an_issue_that_is_done_is_not_due(outcome: str) -> None:
    """Nothing is delivered again."""
    (issue,) = made(weekly(), [at("2021-03-22T08:00")])
    assert due_issues(weekly(), [row(issue, outcome)], at("2021-03-25T08:00")) == []


def test_a_week_that_comes_round_each_day_has_one_issue() -> None:
    """A daily schedule for the last week delivers each week once."""
    timetable = Timetable("0 7 * * *", "UTC", "last-week", 31)
    issues = made(timetable, moments("2021-03-15T08:00", "2021-03-28T08:00", _DAY))
    assert [issue.issue for issue in issues] == ["2021-W10", "2021-W11"]


def test_a_period_without_an_end_has_an_issue_each_time() -> None:
    """All dates are never over: each due time is an issue of its own."""
    timetable = Timetable("0 7 * * 1", "UTC", "all", 31)
    issues = made(timetable, moments("2021-03-15T08:00", "2021-03-28T08:00", _DAY))
    assert [issue.issue for issue in issues] == ["all@2021-03-15T0700Z", "all@2021-03-22T0700Z"]


def test_the_period_is_that_of_the_due_time() -> None:
    """A run three days late makes the week that was over when it was due, on the report's clock."""
    (issue,) = due_issues(weekly("Asia/Kathmandu"), [], at("2021-03-25T00:00"))
    assert (issue.period.name, issue.due_at) == ("2021-w11".upper(), at("2021-03-22T01:15"))


@pytest.mark.parametrize("zone", _ZONES)
def test_next_and_last_enclose_the_present(zone: str) -> None:
    """The last due time may be now; the next is later."""
    now = at("2021-03-22T07:00")
    last = last_due(weekly(zone), now)
    assert last is not None
    assert last <= now < next_due(weekly(zone), now)


@given(
    steps=st.lists(st.integers(1, 60 * 24 * 12), min_size=1, max_size=12),
    zone=st.sampled_from(_ZONES),
    schedule=st.sampled_from(["30 1 * * *", "30 2 * * *", "0 0 * * *", "59 23 * * *"]),
)
@example(steps=[60 * 24 * 9] * 12, zone="Europe/London", schedule="30 1 * * *")
def test_each_day_once_whenever_runs_happen(steps: list[int], zone: str, schedule: str) -> None:
    """Whatever the minutes between runs, no day is lost and none is made twice."""
    now, moments = at("2020-03-01T12:00"), [at("2020-03-01T12:00")]
    for step in steps:
        now += timedelta(minutes=step)
        moments.append(now)
    days = [issue.period.since for issue in made(daily(zone, schedule), moments)]
    assert days[0] is not None
    assert days == [days[0] + number * _DAY for number in range(len(days))]
