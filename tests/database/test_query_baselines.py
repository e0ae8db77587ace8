"""Queries that look further than their period: what the period chooses, and what it leaves known.

Each is compared with its own definition, written in Python without a database.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kit.examples import examples
from kit.local_days import local_day

if TYPE_CHECKING:
    from kit.bench import Bench, Row

_FIRST = datetime(2021, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_MOMENTS = st.builds(
    lambda day, hour: _FIRST + timedelta(days=day, hours=hour),
    st.integers(0, 90),
    st.sampled_from([0, 4, 5, 22, 23]),
)
_ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"])
_PERIODS = st.builds(
    lambda start, length: (
        date(2021, 2, 20) + timedelta(days=start),
        date(2021, 2, 20) + timedelta(days=start + length),
    ),
    st.integers(0, 40),
    st.integers(1, 10),
)
_ARTICLES = st.lists(
    st.fixed_dictionaries(
        {
            "published_at": st.none() | _MOMENTS,
            "url": st.sampled_from([None, *(f"https://one.example/{n}" for n in range(6))]),
            "provider_domain": st.sampled_from([None, "one.example", "two.example"]),
            "topics": st.lists(st.sampled_from(["AI", "Chips"]), max_size=3),
        }
    ),
    min_size=1,
    max_size=30,
)
_RELATED = st.lists(
    st.fixed_dictionaries(
        {
            "article_id": st.just(0),
            "published_at": st.none() | _MOMENTS,
            "url": st.sampled_from([None, *(f"https://one.example/{n}" for n in range(9))]),
        }
    ),
    max_size=5,
)
_HOURS = [
    *((24, 0), (45, 5), (51, 22), (52, 4), (52, 5)),
    *((58, 23), (59, 0), (59, 4), (60, 22), (66, 5)),
]
_EDGES: list[Row] = [
    {
        "published_at": moment,
        "url": f"https://one.example/{number % 6}",
        "provider_domain": [None, "one.example", "two.example"][number % 3],
        "topics": [["AI"], ["Chips", "AI", "AI"], []][number % 3],
    }
    for number, moment in enumerate(
        [None, *(_FIRST + timedelta(days=day, hours=hour) for day, hour in _HOURS)]
    )
]
"""Articles on both sides of each end of the period below and of those before, in each zone."""
_LISTED: list[Row] = [
    {"article_id": 0, "published_at": moment, "url": f"https://one.example/{number}"}
    for number, moment in enumerate([_EDGES[7]["published_at"], None], start=5)
]
_PERIOD = (date(2021, 3, 1), date(2021, 3, 2))
_few = examples(4)
_pinned = example(articles=_EDGES, zone="America/New_York", period=_PERIOD)
_pinned_week = example(
    articles=_EDGES, zone="Europe/Berlin", period=(date(2021, 2, 22), date(2021, 3, 1))
)
_undated = example(articles=_EDGES[:1], zone="UTC", period=_PERIOD)


def _numbered(articles: list[Row]) -> list[Row]:
    return [{"article_id": number, **row} for number, row in enumerate(articles)]


def _ask(bench: Bench, call: str, **given: object) -> list[tuple[Any, ...]]:
    return bench.connection.execute(f"from {call}", given).fetchall()


def _days(articles: list[Row], zone: str) -> list[date]:
    moments = (article["published_at"] for article in articles)
    return [local_day(moment, zone) for moment in moments if moment]


@_few
@given(articles=_ARTICLES, zone=_ZONES, period=_PERIODS)
@_pinned
@_pinned_week
@_undated
def test_gaps(bench: Bench, articles: list[Row], zone: str, period: tuple[date, date]) -> None:
    """Every day of the period is held against the same weekdays before, in the period or not."""
    bench.hold(_numbered(articles))
    counts, (since, until) = Counter(_days(articles, zone)), period
    expected = []
    for number in range((until - since).days):
        day = since + number * _DAY
        earlier = [day - weeks * 7 * _DAY for weeks in range(1, 9)]
        known = [counts[other] for other in earlier if counts and other >= min(counts)]
        usual = sum(known) / len(known) if known else None
        expected.append((day, counts[day], usual, len(known), _verdict(counts[day], usual)))
    call = "gaps(since := $since, until := $until, tz := $tz, only_gaps := false)"
    answer = _ask(bench, call, since=since, until=until, tz=zone)
    assert [(*row[:4], row[5]) for row in answer] == expected


def _verdict(count: int, usual: float | None) -> str | None:
    if usual is None:
        return None
    if count == 0 < usual:
        return "none"
    return "low" if count < 0.5 * usual else "usual"


@_few
@given(articles=_ARTICLES, zone=_ZONES, period=_PERIODS)
@_pinned
@_pinned_week
@_undated
def test_silent_providers(
    bench: Bench, articles: list[Row], zone: str, period: tuple[date, date]
) -> None:
    """Silence counts to the period's end; what came after that is not known."""
    bench.hold(_numbered(articles))
    since, until = date(2021, 1, 15), period[1]
    dated = [article for article in articles if article["published_at"]]
    known = [one for one in dated if since <= _days([one], zone)[0] < until]
    expected = {}
    for domain in ("one.example", "two.example"):
        days = _days([one for one in known if one["provider_domain"] == domain], zone)
        if days and max(days) < until - _DAY:
            window = min(56, (max(days) - min(_days(known, zone))).days + 1)
            rate = sum(day > max(days) - 56 * _DAY for day in days) / window
            silent = (until - max(days)).days - 1
            expected[domain] = pytest.approx((len(days), silent, rate, rate * silent))
    call = "silent_providers(since := $since, until := $until, tz := $tz, min_articles := 1)"
    answer = _ask(bench, call, since=since, until=until, tz=zone)
    assert {row[0]: (row[2], *row[4:7]) for row in answer} == expected


@_few
@given(articles=_ARTICLES, zone=_ZONES, period=_PERIODS)
@_pinned
@_pinned_week
@_undated
def test_topic_momentum(
    bench: Bench, articles: list[Row], zone: str, period: tuple[date, date]
) -> None:
    """A period is held against up to eight as long before it, which begin where data are known."""
    bench.hold(_numbered(articles))
    since, until = period
    days = _days(articles, zone)
    length = until - since
    begins = [since - number * length for number in range(1, 9)]
    earlier = [begin for begin in begins if days and begin >= min(days)]
    now, before = Counter[str](), Counter[str]()
    for article in articles:
        for day in _days([article], zone):
            inside = now if since <= day < until else Counter[str]()
            counted = before if earlier and earlier[-1] <= day < since else inside
            counted.update(set(article["topics"]))
    expected = {
        topic: (now[topic], before[topic] / len(earlier) if earlier else None, len(earlier))
        for topic in now | before
    }
    call = "topic_momentum(since := $since, until := $until, tz := $tz, min_articles := 1)"
    answer = _ask(bench, call, since=since, until=until, tz=zone)
    assert {row[0]: row[1:4] for row in answer} == expected


@_few
@given(articles=_ARTICLES, related=_RELATED, zone=_ZONES, period=_PERIODS)
@example(articles=_EDGES, related=_LISTED, zone="America/New_York", period=_PERIOD)
def test_coverage_by_date(
    bench: Bench,
    articles: list[Row],
    related: list[Row],
    zone: str,
    period: tuple[date, date],
) -> None:
    """A period's days say the same as they do where no period is asked for."""
    bench.hold(
        _numbered(articles), [{"position": n, **row} for n, row in enumerate(related, start=1)]
    )
    since, until = period
    rows = _ask(bench, "coverage_by_date(tz := $tz)", tz=zone)
    whole = [row for row in rows if row[0] and since <= row[0] < until and any(row[1:])]
    call = "coverage_by_date(since := $since, until := $until, tz := $tz)"
    bounds = {"since": since, "until": datetime.combine(until, time())}
    assert [row for row in _ask(bench, call, **bounds, tz=zone) if any(row[1:])] == whole
