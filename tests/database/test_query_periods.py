"""Queries of two periods: each period counts as if it were asked for alone, and must be known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.database.run import run_query
from broadsheet.errors import QueryError
from kit.examples import examples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.bench import Bench, Row

_SINCE, _UNTIL = date(2021, 3, 28), date(2021, 3, 30)
_BEFORE = date(2021, 3, 26)
_QUERIES = ["compare_periods", "quality_change", "quality_change_decomposition"]
_ARTICLES = st.lists(
    st.fixed_dictionaries(
        {
            "published_at": st.none()
            | st.integers(0, 6 * 24).map(
                lambda hours: datetime(2021, 3, 25, 12, tzinfo=UTC) + timedelta(hours=hours)
            ),
            "quality": st.sampled_from([None, -7, 0, 12, 58, 70]),
            "provider_domain": st.sampled_from([None, "one.example", "two.example"]),
            "topics": st.lists(st.sampled_from(["AI", "Chips"]), max_size=2),
            "url": st.sampled_from([None, "https://one.example/1", "https://one.example/2"]),
            "category": st.sampled_from([None, "news", "videos"]),
            "type": st.sampled_from([None, "article", "video"]),
        }
    ),
    min_size=6,
    max_size=14,
)
_SELECTIONS = st.fixed_dictionaries(
    {"tz": st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"])},
    optional={
        "topic": st.sampled_from(["AI", "Chips"]),
        "category": st.sampled_from(["news", "videos"]),
        "type": st.sampled_from(["article", "video"]),
    },
)


_HOURS = [
    *((25, 22), (25, 23), (26, 0), (26, 4)),
    *((27, 21), (27, 22), (27, 23), (28, 0), (28, 3), (28, 4)),
    *((29, 21), (29, 22), (29, 23), (30, 0), (30, 3), (30, 4)),
]
"""Days and hours in UTC, about each end of the periods in each time zone."""
_EDGES: list[Row] = [
    {
        "published_at": datetime(2021, 3, day, hour, tzinfo=UTC),
        "quality": quality,
        "provider_domain": provider,
        "topics": topics,
        "url": url,
        "category": category,
        "type": kind,
    }
    for (day, hour), quality, provider, topics, url, category, kind in zip(
        _HOURS,
        [12, 58, None, 70] * 4,
        ["one.example", "two.example", None] * 5 + ["one.example"],
        [["AI"], ["Chips", "AI"], []] * 5 + [["AI"]],
        [None, "https://one.example/1", "https://one.example/2", None] * 4,
        [None, "news", "news", "videos", None] * 3 + ["news"],
        [None, "article", "video"] * 5 + ["article"],
        strict=True,
    )
]
_SELECTED = {"tz": "Europe/Berlin", "topic": "AI", "category": "news", "type": "article"}


def _hold(bench: Bench, articles: Sequence[Row]) -> None:
    bench.hold([{"article_id": number, **row} for number, row in enumerate(articles)])


@pytest.mark.parametrize("by", ["provider", "topic"])
@examples(1)
@given(articles=_ARTICLES, selection=_SELECTIONS)
@example(articles=_EDGES, selection={"tz": "America/New_York"})
@example(articles=_EDGES, selection=_SELECTED)
def test_each_period_counts_alone(
    by: str, articles: list[Row], selection: Row, bench: Bench
) -> None:
    """Both periods hold what the query of a single period counts in them."""
    _hold(bench, articles)
    asked = {"since": _SINCE, "until": _UNTIL, "by": by}
    if by == "topic":
        selection = {key: value for key, value in selection.items() if key != "topic"}
    compared = bench.rows("compare_periods", **(selection | asked))
    key = "topic" if by == "topic" else "provider_domain"
    for prefix, since, until in (("", _SINCE, _UNTIL), ("previous_", _BEFORE, _SINCE)):
        alone = bench.rows(f"articles_by_{by}", **(selection | {"since": since, "until": until}))
        assert {
            row["group_key"]: (row[f"{prefix}articles"], row[f"{prefix}items"])
            for row in compared
            if row[f"{prefix}articles"]
        } == {row[key]: (row["articles"], row["items"]) for row in alone}


@pytest.mark.parametrize("name", _QUERIES)
@examples(1)
@given(articles=_ARTICLES, selection=_SELECTIONS)
@example(articles=_EDGES, selection={"tz": "America/New_York"})
@example(articles=_EDGES, selection=_SELECTED)
def test_derived_period_is_the_one_before(
    name: str, articles: list[Row], selection: Row, bench: Bench
) -> None:
    """A period before that is not given is as long, and ends where this one begins."""
    _hold(bench, articles)
    asked = selection | {"since": _SINCE, "until": _UNTIL}
    said = asked | {"previous_since": _BEFORE, "previous_until": _SINCE}
    assert bench.rows(name, **asked) == bench.rows(name, **said)


@pytest.mark.parametrize("name", _QUERIES)
@examples(1)
@given(articles=_ARTICLES, selection=_SELECTIONS)
@example(articles=_EDGES, selection={"tz": "America/New_York"})
@example(articles=_EDGES, selection=_SELECTED)
def test_filter_of_two_periods(
    name: str, articles: list[Row], selection: Row, bench: Bench
) -> None:
    """A selection of documents answers as a lake that holds no others."""
    asked = {"since": _SINCE, "until": _UNTIL, "tz": selection["tz"]}
    _hold(bench, articles)
    filtered = bench.rows(name, **(asked | {"category": None} | selection))
    _hold(bench, [article for article in articles if _matches(article, selection)])
    assert filtered == bench.rows(name, **(asked | {"category": None}))


def _matches(article: Row, selection: Row) -> bool:
    """Whether an article is of the topic and kind asked for, decided without a database."""
    is_plain = article["category"] is None and article["type"] in {None, "article"}
    said = "news" if is_plain else article["category"]
    return (
        selection.get("topic") in {None, *article["topics"]}
        and selection.get("category") in {None, said}
        and selection.get("type") in {None, article["type"]}
    )


@pytest.mark.parametrize("name", _QUERIES)
@pytest.mark.parametrize(
    ("given_period", "message"),
    [
        ({}, "since is missing"),
        ({"until": _UNTIL}, "since is missing"),
        ({"since": _SINCE}, "until is missing"),
        ({"since": _UNTIL, "until": _SINCE}, "until must be after since"),
        (
            {
                "since": _SINCE,
                "until": _UNTIL,
                "previous_since": _SINCE,
                "previous_until": _BEFORE,
            },
            "previous_until must be after previous_since",
        ),
    ],
)
def test_both_periods_must_be_known(
    name: str, given_period: Row, message: str, bench: Bench
) -> None:
    """Even over no articles an unknown period is refused, with what to give."""
    _hold(bench, [])
    with pytest.raises(QueryError, match=message):
        run_query(bench.connection, name, given_period)


def test_grouping_must_be_known(bench: Bench) -> None:
    """An unknown grouping is refused, with those that there are."""
    with pytest.raises(QueryError, match="by is provider or topic, not date"):
        run_query(
            bench.connection, "compare_periods", {"since": _SINCE, "until": _UNTIL, "by": "date"}
        )
