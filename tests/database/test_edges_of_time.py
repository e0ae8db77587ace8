"""The first and the last dates that news can have are dates in every zone, and rows stay few."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from broadsheet.database.queries import named_queries
from broadsheet.documents.moments import FIRST_MOMENT, LAST_MOMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.bench import Bench

_MOMENTS = [FIRST_MOMENT, datetime(2021, 3, 1, tzinfo=UTC), LAST_MOMENT, None]
_EXTREME = ["Etc/GMT-14", "Etc/GMT+12"]
_YEARS = LAST_MOMENT.year - FIRST_MOMENT.year + 1
_GIVEN = {"since": date(2021, 2, 27), "until": date(2021, 3, 3)}
_CHECKED = {"compare_periods", "quality_change", "quality_change_decomposition"}
"""Queries that must be given dates."""


@pytest.fixture(scope="module")
def edges(bench: Bench) -> Iterator[Bench]:
    """Articles and related items at the edges of time.

    Answers have a row for each of hundreds of thousands of days, so DuckDB's optimizer is on.
    """
    rows: list[dict[str, Any]] = [
        {
            "article_id": number,
            "published_at": moment,
            "quality": 50 + number,
            "published": True,
            "provider_name": f"P{number}",
            "provider_domain": f"p{number}.example",
            "topics": ["A"],
            "title": f"Title {number}",
            "url": f"https://p.example/{number}",
        }
        for number, moment in enumerate(_MOMENTS)
    ]
    related = [
        {**{key: row[key] for key in ("article_id", "published_at", "title")}, "position": 1}
        for row in rows
    ]
    bench.hold(rows, related)
    bench.connection.execute("pragma enable_optimizer")
    yield bench
    bench.connection.execute("pragma disable_optimizer")


def test_every_zone_has_a_clock_for_them(edges: Bench) -> None:
    """Each moment is a time on the clock of each zone, a day off at most."""
    zones = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
    far = edges.connection.execute(
        "select count(*), max(abs(epoch_us(on_clock(published_at, zone)) - epoch_us(published_at)))"
        " from articles cross join (select unnest($zones) as zone)",
        {"zones": zones},
    ).fetchone()
    assert far is not None
    assert far[0] == len(zones) * len(_MOMENTS)
    assert far[1] < 24 * 3600 * 1_000_000


@pytest.mark.parametrize("zone", _EXTREME)
def test_every_query_answers_in_extreme_zones(edges: Bench, zone: str) -> None:
    """No named query fails on them; one by month has a row a month at most."""
    for query in named_queries().values():
        asked = _GIVEN if query.name in _CHECKED else {}
        by_month = {"bucket": "month"} if "bucket" in query.parameters else {}
        rows = edges.rows(query.name, **asked, **by_month, tz=zone)
        assert len(rows) <= 12 * _YEARS + 3, query.name


@pytest.mark.parametrize(
    ("since", "until"),
    [(date(1, 1, 1), date(1, 3, 1)), (date(9999, 1, 1), date(9999, 12, 31))],
)
def test_a_span_beyond_them_has_no_rows(edges: Bench, since: date, until: date) -> None:
    """Days on which no news can be are no rows."""
    asked = {"since": since, "until": until, "tz": "Etc/GMT-14"}
    assert edges.rows("articles_by_date", **asked) == []


def test_a_span_that_reaches_beyond_them_is_cut(edges: Bench) -> None:
    """The dates run from the first day that news can have to the last."""
    asked = {"since": date(1, 1, 1), "until": date(9999, 12, 31), "bucket": "month"}
    dates = [row["date"] for row in edges.rows("articles_by_date", **asked)]
    assert (dates[0], dates[-1]) == (date(1599, 12, 1), date(2200, 1, 1))
