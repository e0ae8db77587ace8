"""The parameters of story queries select whole stories, as if the lake held no others.

What is said of an item, a story or a provider stays what the whole lake knows of it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.database.connection import connect
from broadsheet.database.queries import named_queries
from broadsheet.derived.build import derive
from broadsheet.lake.commit import writing
from broadsheet.schema import DERIVED, TABLES
from broadsheet.tables.flatten import flatten
from kit.lakes import write_snapshot

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import duckdb

    Row = dict[str, Any]
    Connection = duckdb.DuckDBPyConnection
    Answers = dict[str, list[Row]]

_VIEWS = ("selected_stories(", "story_leads(", "lead_choices(", "story_entries(")
QUERIES = {
    name: query
    for name, query in named_queries().items()
    if any(view in query.sql for view in _VIEWS)
}
"""The queries that select stories."""

_SECOND = timedelta(seconds=1)
_MIDNIGHTS = [datetime(2021, 3, 1, hour, tzinfo=UTC) for hour in (0, 5)]
_TIMES = st.sampled_from(
    [
        *_MIDNIGHTS,
        *(moment - _SECOND for moment in _MIDNIGHTS),
        datetime(2021, 3, 2, 12, tzinfo=UTC),
        datetime(2021, 3, 20, tzinfo=UTC),
        None,
    ]
)
"""Times about the ends of days in UTC and New York."""
_URLS = st.sampled_from([None, *(f"https://one.example/{number}" for number in range(12))])
_DOMAINS = st.sampled_from([None, "one.example", "two.example", "tz"])
_ITEM = {
    "url": _URLS,
    "title": st.sampled_from([None, "Ferry", "Comet"]),
    "published_at": _TIMES,
    "quality": st.sampled_from([None, -7, 12, 58, 70]),
    "provider_domain": _DOMAINS,
    "provider_name": st.sampled_from([None, "One", "Two"]),
}
_TOPICS = ["AI", "ai", "topic"]
_DOCUMENT = _ITEM | {
    "category": st.sampled_from([None, "news", "videos"]),
    "type": st.sampled_from([None, "article", "video"]),
    "topics": st.lists(st.sampled_from(_TOPICS), max_size=2),
    "heat": st.sampled_from([None, -1, 58]),
    "published": st.sampled_from([None, False, True]),
}
_DOCUMENTS = st.lists(
    st.tuples(st.fixed_dictionaries(_DOCUMENT), st.lists(st.fixed_dictionaries(_ITEM), max_size=3)),
    min_size=6,
    max_size=12,
)

_DAYS = st.sampled_from([date(2021, 2, 28), date(2021, 3, 1), date(2021, 3, 2)])
_BOUND = st.sampled_from(["since", "until"])
SELECTIONS: dict[str, st.SearchStrategy[Row]] = {
    "since": st.fixed_dictionaries({"since": _DAYS}),
    "until": st.fixed_dictionaries({"until": _DAYS}),
    "topic": st.fixed_dictionaries({"topic": st.sampled_from(_TOPICS)}),
    "category": st.fixed_dictionaries({"category": st.sampled_from([None, "news", "videos"])}),
    "type": st.fixed_dictionaries({"type": st.sampled_from(["article", "video"])}),
    "tz": st.builds(
        lambda zone, bound: {"tz": zone, bound: date(2021, 3, 1)},
        st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata"]),
        _BOUND,
    ),
}
"""Values for each parameter that selects; `tz` shows beside a day."""
OWN = frozenset({"min_stories", "top"})
"""Parameters that limit the answer."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A database whose rows `_hold` replaces."""
    lake = tmp_path_factory.mktemp("bench") / "lake"
    with writing(lake):
        write_snapshot(lake, flatten([]), load={})
    with connect(lake) as connection:
        yield connection


def _rows(documents: list[tuple[Row, list[Row]]]) -> tuple[list[Row], list[Row]]:
    """Rows of articles and of related."""
    articles = [{"article_id": number, **told} for number, (told, _) in enumerate(documents)]
    related = [
        {"article_id": number, "position": position, **entry}
        for number, (_, entries) in enumerate(documents)
        for position, entry in enumerate(entries, start=1)
    ]
    return articles, related


def _hold(connection: Connection, documents: list[tuple[Row, list[Row]]]) -> None:
    """Hold these documents, and derive everything from them."""
    for name, rows in zip(("articles", "related"), _rows(documents), strict=True):
        connection.register(f"held_{name}", pa.Table.from_pylist(rows, schema=TABLES[name].schema))
        connection.execute(f"create or replace view {name} as from held_{name}")
    for name in DERIVED:
        connection.execute(f"drop table {name}")
    derive(connection)


def _members(connection: Connection) -> dict[int, set[int]]:
    """The documents of each story."""
    members: dict[int, set[int]] = {}
    asked = (
        "select story_id, article_id from mentions join (select item_id, story_id from story_items)"
        " using (item_id) where position = 0"
    )
    for story, article in connection.execute(asked).fetchall():
        members.setdefault(story, set()).add(article)
    return members


def _times(connection: Connection) -> dict[int, list[datetime]]:
    """When the dated items of each story were published."""
    times: dict[int, list[datetime]] = {}
    for story, moment in connection.execute(
        "select story_id, items.published_at from story_items join items using (item_id)"
    ).fetchall():
        times.setdefault(story, []).extend([moment] if moment else [])
    return times


def _matching(
    connection: Connection,
    articles: list[Row],
    *,
    since: date | None = None,
    until: date | None = None,
    topic: str | None = None,
    tz: str = "UTC",
    category: str | None = "news",
    type: str | None = None,  # noqa: A002 (as the queries name it)
) -> list[int]:
    """The stories that the parameters ask for, told without a query.

    A story is of a topic and of a kind if one of its documents is of both.
    """
    told = {
        article["article_id"]
        for article in articles
        if (topic is None or topic in article["topics"])
        and (category is None or category == _said_category(article))
        and (type is None or type == article["type"])
    }
    members = _members(connection)
    chosen = []
    for story, times in _times(connection).items():
        day = min(times).astimezone(ZoneInfo(tz)).date() if times else None
        in_time = (since is None or (day is not None and since <= day)) and (
            until is None or (day is not None and day < until)
        )
        if in_time and told & members.get(story, set()):
            chosen.append(story)
    return chosen


def _said_category(article: Row) -> str | None:
    is_plain = article["category"] is None and article["type"] in {None, "article"}
    return "news" if is_plain else article["category"]


def _keep(connection: Connection, chosen: Collection[int]) -> None:
    """Hold these stories alone, with all their documents; what is known of them stays."""
    stories = {"chosen": list(chosen)}
    connection.execute("delete from stories where story_id <> all($chosen)", stories)
    connection.execute("delete from story_items where story_id <> all($chosen)", stories)
    connection.execute(
        "delete from mentions "
        "where position = 0 and item_id not in (select item_id from story_items)"
    )
    connection.execute(
        "create or replace table kept as select article_id from mentions where position = 0"
    )
    connection.execute("delete from mentions where article_id not in (from kept)")
    for name in ("articles", "related"):
        rows = f"held_{name} semi join kept using (article_id)"
        connection.execute(f"create or replace view {name} as from {rows}")


def _answers(connection: Connection, selection: Row) -> Answers:
    """Every story query's answer, with nothing left out for being too small."""
    return {name: _answer(connection, name, selection) for name in QUERIES}


def _answer(connection: Connection, name: str, given: Row) -> list[Row]:
    whole = {"min_stories": 1, "top": 1000}
    given = {key: value for key, value in whole.items() if key in QUERIES[name].parameters} | given
    arguments = ", ".join(f"{parameter} := ${parameter}" for parameter in given)
    answer = connection.execute(f"from {name}({arguments})", given)
    columns = [column for column, *_ in answer.description]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def test_every_parameter_is_held() -> None:
    """No parameter of a story query goes without a property."""
    asked = {parameter for query in QUERIES.values() for parameter in query.parameters}
    assert asked == SELECTIONS.keys() | OWN
    for query in QUERIES.values():
        assert SELECTIONS.keys() <= query.parameters.keys(), query.name


@pytest.mark.parametrize("parameter", SELECTIONS)
@settings(max_examples=8)
@given(data=st.data(), documents=_DOCUMENTS)
def test_filter(
    parameter: str,
    data: st.DataObject,
    documents: list[tuple[Row, list[Row]]],
    bench: Connection,
) -> None:
    """A filtered answer is the answer of a lake that holds only the stories that match."""
    selection = data.draw(SELECTIONS[parameter])
    _hold(bench, documents)
    filtered = _answers(bench, selection)
    chosen = _matching(bench, _rows(documents)[0], **selection)
    _keep(bench, chosen)
    assert filtered == _answers(bench, {"category": None})


@settings(max_examples=8)
@given(documents=_DOCUMENTS, least=st.integers(2, 3))
def test_min_stories(documents: list[tuple[Row, list[Row]]], least: int, bench: Connection) -> None:
    """Groups of fewer stories are left out, and the others are answered as without the limit."""
    _hold(bench, documents)
    for name, query in QUERIES.items():
        if "min_stories" in query.parameters:
            column = "leads" if name == "lead_choice" else "stories"
            every = _answer(bench, name, {"category": None})
            limited = _answer(bench, name, {"category": None, "min_stories": least})
            assert limited == [row for row in every if row[column] >= least], name


@settings(max_examples=8)
@given(documents=_DOCUMENTS, top=st.integers(0, 4))
def test_top(documents: list[tuple[Row, list[Row]]], top: int, bench: Connection) -> None:
    """As many stories are answered as asked for, the first ones."""
    _hold(bench, documents)
    every = _answer(bench, "top_stories", {"category": None})
    assert _answer(bench, "top_stories", {"category": None, "top": top}) == every[:top]
