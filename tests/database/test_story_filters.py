"""The parameters of story queries select whole stories, as if the lake held no others.

What is stated of an item, a story or a provider stays what the whole lake knows of it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.database.queries import named_queries
from kit.bench import Row
from kit.examples import examples
from kit.local_days import local_day

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import duckdb

    from kit.bench import Bench

    Connection = duckdb.DuckDBPyConnection
    Answers = dict[str, list[Row]]

_VIEWS = (
    "selected_stories(", "story_leads(", "lead_choices(", "story_entries(", "story_providers("
)  # fmt: skip
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
_COUNTED = {"lead_choice": "leads"}
"""The column that `min_stories` limits, where it is not `stories`."""
_OF_OTHERS = {"missed_stories", "provider_overlap"}
"""Queries in which `min_stories` limits who is compared: their own cases test that."""
_WANTED = {"category": "wanted_category", "type": "wanted_type"}
"""Parameters that the view names in another way, as it has columns of these names."""
OWN = frozenset({"min_peers", "min_stories", "provider", "quiet_days", "top"})
"""Parameters that limit the answer, or say when a story has ended."""


def _rows(documents: list[tuple[Row, list[Row]]]) -> tuple[list[Row], list[Row]]:
    """Rows of articles and of related."""
    articles = [{"article_id": number, **own} for number, (own, _) in enumerate(documents)]
    related = [
        {"article_id": number, "position": position, **entry}
        for number, (_, entries) in enumerate(documents)
        for position, entry in enumerate(entries, start=1)
    ]
    return articles, related


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
    """The stories that the parameters ask for, decided without a query.

    A story is of a topic and of a kind if one of its documents is of both.
    """
    matching = {
        article["article_id"]
        for article in articles
        if (topic is None or topic in article["topics"])
        and (category is None or category == _said_category(article))
        and (type is None or type == article["type"])
    }
    members = _members(connection)
    chosen = []
    for story, times in _times(connection).items():
        day = local_day(min(times), tz) if times else None
        in_time = (since is None or (day is not None and since <= day)) and (
            until is None or (day is not None and day < until)
        )
        if in_time and matching & members.get(story, set()):
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
    connection.execute("delete from articles where article_id not in (from kept)")
    connection.execute("delete from related where article_id not in (from kept)")


def _answers(bench: Bench, selection: Row) -> Answers:
    """Every story query's answer, with no row omitted for being too small."""
    return {name: _answer(bench, name, selection) for name in QUERIES}


def _answer(bench: Bench, name: str, given: Row) -> list[Row]:
    whole = {"min_peers": 1, "min_stories": 1, "quiet_days": 0, "top": 1000}
    accepted = {key: value for key, value in whole.items() if key in QUERIES[name].parameters}
    return bench.rows(name, **(accepted | given))


def test_every_parameter_is_held() -> None:
    """No parameter of a story query goes without a property."""
    asked = {parameter for query in QUERIES.values() for parameter in query.parameters}
    assert asked == SELECTIONS.keys() | OWN
    for query in QUERIES.values():
        assert SELECTIONS.keys() <= query.parameters.keys(), query.name


_PINNED: dict[str, Row] = {
    "since": {"since": date(2021, 3, 1)},
    "until": {"until": date(2021, 3, 2)},
    "topic": {"topic": "ai"},
    "category": {"category": "news"},
    "type": {"type": "article"},
    "tz": {"tz": "America/New_York", "since": date(2021, 3, 1)},
}


def _document(number: int) -> tuple[Row, list[Row]]:
    """A document that leads a story of three providers, or of one item where it lists none."""
    domains = ["one.example", "two.example", "tz"]
    moment = [*_MIDNIGHTS, *(at - _SECOND for at in _MIDNIGHTS)][number % 4]
    own = {
        "url": f"https://one.example/{number}",
        "title": "Ferry",
        "published_at": moment + timedelta(days=number // 8),
        "quality": [12, 58, 70][number % 3],
        "provider_domain": domains[number % 2],
        "category": [None, "news", "videos"][number % 3],
        "type": [None, "article", "video", "article", "video"][number % 5],
        "topics": [["ai"], ["AI"], ["ai", "topic"], []][number // 2 % 4],
        "heat": [58, -1][number % 2],
        "published": [True, False, None][number % 3],
    }
    listed = [
        own
        | {
            "url": f"https://two.example/{number}/{place}",
            "published_at": own["published_at"] + place * timedelta(hours=number + 1),
            "quality": 12 * place + number,
            "provider_domain": domains[(number + place) % 3],
        }
        for place in (1, 2)
    ]
    item = _ITEM.keys()
    return own, [{key: row[key] for key in item & row.keys()} for row in listed if number % 7]


_MANY = [_document(number) for number in range(24)]
"""Stories of which each parameter above selects some and leaves some out, for every query."""


def _pinned(test: Callable[..., None]) -> Callable[..., None]:
    """Try each parameter alone, and all of them together."""
    for kept in [*({name} for name in _PINNED), set(_PINNED)]:
        test = example(documents=_MANY, selections=tuple(_PINNED.values()), kept=kept)(test)
    return test


@examples(4)
@given(
    documents=_DOCUMENTS,
    selections=st.tuples(*SELECTIONS.values()),
    kept=st.sets(st.sampled_from(list(SELECTIONS)), min_size=1, max_size=3),
)
@_pinned
def test_selected_stories(
    documents: list[tuple[Row, list[Row]]],
    selections: tuple[Row, ...],
    kept: set[str],
    bench: Bench,
) -> None:
    """The stories selected are those that match all parameters given, and no others."""
    articles, related = _rows(documents)
    bench.hold(articles, related)
    selection: Row = {}
    for name, values in zip(SELECTIONS, selections, strict=True):
        selection |= values if name in kept else {}
    given = dict.fromkeys(("since", "until", "topic")) | {"tz": "UTC"} | selection
    renamed = {_WANTED.get(name, name): value for name, value in given.items()}
    found = [row["story_id"] for row in bench.rows("selected_stories", **renamed)]
    matching = _matching(bench.connection, articles, **selection)
    assert sorted(found) == sorted(matching)


@pytest.fixture(scope="module")
def whole(bench: Bench) -> Answers:
    """What the queries answer of all stories."""
    bench.hold(*_rows(_MANY))
    return _answers(bench, {"category": None})


@pytest.mark.parametrize("parameter", SELECTIONS)
def test_filter(parameter: str, bench: Bench, whole: Answers) -> None:
    """A filtered answer is another one, and that of a lake of only the stories that match."""
    selection = _PINNED[parameter]
    articles, related = _rows(_MANY)
    bench.hold(articles, related)
    filtered = _answers(bench, selection)
    _keep(bench.connection, _matching(bench.connection, articles, **selection))
    assert filtered == _answers(bench, {"category": None})
    assert [name for name in whole if whole[name] == filtered[name]] == []


@pytest.mark.parametrize("least", [2, 3])
def test_min_stories(least: int, bench: Bench) -> None:
    """Groups of fewer stories are omitted, and the others are answered as without the limit."""
    bench.hold(*_rows(_MANY))
    for name, query in QUERIES.items():
        if "min_stories" in query.parameters and name not in _OF_OTHERS:
            column = _COUNTED.get(name, "stories")
            every = _answer(bench, name, {"category": None})
            limited = _answer(bench, name, {"category": None, "min_stories": least})
            assert limited == [row for row in every if row[column] >= least], name


@pytest.mark.parametrize("top", [0, 1, 4])
def test_top(top: int, bench: Bench) -> None:
    """As many stories are returned as requested, the first ones."""
    bench.hold(*_rows(_MANY))
    every = _answer(bench, "top_stories", {"category": None})
    assert _answer(bench, "top_stories", {"category": None, "top": top}) == every[:top]
