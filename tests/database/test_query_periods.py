"""Queries of two periods: each period counts as if it were asked for alone, and must be known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.database.connection import connect
from broadsheet.database.run import run_query
from broadsheet.derived.build import derive
from broadsheet.errors import QueryError
from broadsheet.lake.commit import writing
from broadsheet.schema import DERIVED, TABLES
from broadsheet.tables.flatten import flatten
from kit.lakes import write_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    Row = dict[str, Any]

_SINCE, _UNTIL = date(2021, 3, 28), date(2021, 3, 30)
_BEFORE = date(2021, 3, 26)
_QUERIES = ["compare_periods", "quality_change_decomposition"]
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


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database whose articles `_hold` replaces."""
    lake = tmp_path_factory.mktemp("periods") / "lake"
    with writing(lake):
        write_snapshot(lake, flatten([]), load={})
    with connect(lake) as connection:
        yield connection


def _hold(connection: duckdb.DuckDBPyConnection, articles: Sequence[Row]) -> None:
    rows = [{"article_id": number, **row} for number, row in enumerate(articles)]
    held = pa.Table.from_pylist(rows, schema=TABLES["articles"].schema)
    connection.register("held_articles", held)
    connection.execute("create or replace view articles as from held_articles")
    for name in DERIVED:
        connection.execute(f"drop table {name}")
    derive(connection)


def _rows(connection: duckdb.DuckDBPyConnection, name: str, parameters: Row) -> list[Row]:
    arguments = ", ".join(f"{parameter} := ${parameter}" for parameter in parameters)
    answer = connection.execute(f"from {name}({arguments})", parameters)
    columns = [column for column, *_ in answer.description]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


@pytest.mark.parametrize("by", ["provider", "topic"])
@settings(max_examples=8)
@given(articles=_ARTICLES, selection=_SELECTIONS)
def test_each_period_counts_alone(
    by: str, articles: list[Row], selection: Row, bench: duckdb.DuckDBPyConnection
) -> None:
    """Both periods hold what the query of a single period counts in them."""
    _hold(bench, articles)
    asked = {"since": _SINCE, "until": _UNTIL, "by": by}
    if by == "topic":
        selection = {key: value for key, value in selection.items() if key != "topic"}
    compared = _rows(bench, "compare_periods", selection | asked)
    key = "topic" if by == "topic" else "provider_domain"
    for prefix, since, until in (("", _SINCE, _UNTIL), ("previous_", _BEFORE, _SINCE)):
        alone = _rows(bench, f"articles_by_{by}", selection | {"since": since, "until": until})
        assert {
            row["group_key"]: (row[f"{prefix}articles"], row[f"{prefix}items"])
            for row in compared
            if row[f"{prefix}articles"]
        } == {row[key]: (row["articles"], row["items"]) for row in alone}


@pytest.mark.parametrize("name", _QUERIES)
@settings(max_examples=8)
@given(articles=_ARTICLES, selection=_SELECTIONS)
def test_derived_period_is_the_one_before(
    name: str, articles: list[Row], selection: Row, bench: duckdb.DuckDBPyConnection
) -> None:
    """A period before that is not given is as long, and ends where this one begins."""
    _hold(bench, articles)
    asked = selection | {"since": _SINCE, "until": _UNTIL}
    said = asked | {"previous_since": _BEFORE, "previous_until": _SINCE}
    assert _rows(bench, name, asked) == _rows(bench, name, said)


@pytest.mark.parametrize("name", _QUERIES)
@settings(max_examples=8)
@given(articles=_ARTICLES, selection=_SELECTIONS)
def test_filter_of_two_periods(
    name: str, articles: list[Row], selection: Row, bench: duckdb.DuckDBPyConnection
) -> None:
    """A selection of documents answers as a lake that holds no others."""
    asked = {"since": _SINCE, "until": _UNTIL, "tz": selection["tz"]}
    _hold(bench, articles)
    filtered = _rows(bench, name, asked | {"category": None} | selection)
    _hold(bench, [article for article in articles if _matches(article, selection)])
    assert filtered == _rows(bench, name, asked | {"category": None})


def _matches(article: Row, selection: Row) -> bool:
    """Whether an article is of the topic and kind asked for, told without a database."""
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
    name: str, given_period: Row, message: str, bench: duckdb.DuckDBPyConnection
) -> None:
    """Even over no articles an unknown period is told, with what to give."""
    _hold(bench, [])
    with pytest.raises(QueryError, match=message):
        run_query(bench, name, given_period)


def test_grouping_must_be_known(bench: duckdb.DuckDBPyConnection) -> None:
    """A grouping that there is not is told, with those that there are."""
    with pytest.raises(QueryError, match="by is provider or topic, not date"):
        run_query(bench, "compare_periods", {"since": _SINCE, "until": _UNTIL, "by": "date"})
