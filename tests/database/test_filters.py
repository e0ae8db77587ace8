"""A parameter of a named query selects documents as if the lake held no others.

The selection itself is held on its own, over many documents. Each query is then held to use it,
over a lake in which every parameter leaves something out. `test_story_filters.py` does the same for
the queries that select stories.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.database.queries import named_queries
from kit.bench import Row
from kit.examples import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from broadsheet.database.queries import NamedQuery
    from kit.bench import Bench

_MOMENTS = [
    datetime(2021, 2, 28, 4, 59, 59, tzinfo=UTC),
    datetime(2021, 2, 28, 5, 0, tzinfo=UTC),
    datetime(2021, 2, 28, 18, 30, tzinfo=UTC),
    datetime(2021, 2, 28, 23, 30, tzinfo=UTC),
    datetime(2021, 3, 1, 0, 0, tzinfo=UTC),
    datetime(2021, 3, 1, 12, 0, tzinfo=UTC),
    datetime(2021, 3, 1, 22, 59, 59, tzinfo=UTC),
    datetime(2021, 3, 2, 0, 0, tzinfo=UTC),
]
"""Times on both sides of midnight in UTC and in each of the zones below."""
_DAYS = st.sampled_from([date(2021, 2, 27), date(2021, 2, 28), date(2021, 3, 1), date(2021, 3, 2)])
_TOPICS = ["AI", "Chips", "ai"]
_DOMAINS = ["one.example", "two.example", "tz"]
_ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata"]
_URLS = st.sampled_from([None, "https://one.example/1", "https://two.example/2", "topic"])
_NAMES = st.sampled_from([None, "One", "Two", "provider"])
_BOARD = "Harbour board trims all of the berth fees at once"
_TITLES = st.sampled_from([None, _BOARD, _BOARD.replace("trims", "cuts"), "Comet over the hills"])
_QUALITIES = st.sampled_from([None, -7, 0, 12, 58, 70])

_ARTICLE = st.fixed_dictionaries(
    {
        "published_at": st.sampled_from([None, *_MOMENTS]),
        "url": _URLS,
        "title": _TITLES,
        "quality": _QUALITIES,
        "heat": st.sampled_from([None, -(2**31), -1, 58, 68]),
        "related_count": st.integers(0, 1),
        "published": st.sampled_from([None, False, True]),
        "provider_name": _NAMES,
        "provider_domain": st.sampled_from([None, *_DOMAINS]),
        "topics": st.lists(st.sampled_from(_TOPICS), max_size=2),
        "image_count": st.integers(0, 1),
        "category": st.sampled_from([None, "news", "videos"]),
        "type": st.sampled_from([None, "article", "video"]),
    }
)
_ARTICLES = st.lists(_ARTICLE, min_size=8, max_size=14)
_RELATED = st.lists(
    st.fixed_dictionaries(
        {
            "article_id": st.integers(0, 7),
            "url": _URLS,
            "title": _TITLES,
            "quality": _QUALITIES,
            "provider_name": _NAMES,
            "provider_domain": st.sampled_from(_DOMAINS),
        }
    ),
    max_size=4,
)
_SELECTIONS: dict[str, st.SearchStrategy[Row]] = {
    "since": st.fixed_dictionaries({"since": _DAYS}),
    "until": st.fixed_dictionaries({"until": _DAYS}),
    "topic": st.fixed_dictionaries({"topic": st.sampled_from(_TOPICS)}),
    "provider": st.fixed_dictionaries({"provider": st.sampled_from(["One.Example", *_DOMAINS])}),
    "category": st.fixed_dictionaries(
        {"category": st.sampled_from([None, "any", "news", "videos"])}
    ),
    "type": st.fixed_dictionaries({"type": st.sampled_from(["article", "video"])}),
    "tz": st.builds(
        lambda zone, side: {"tz": zone, side: date(2021, 3, 1)},
        st.sampled_from(_ZONES),
        st.sampled_from(["since", "until"]),
    ),
}
"""Values for each parameter that selects; `tz` shows beside a day."""


def _matches(
    article: Row,
    *,
    since: date | None = None,
    until: date | None = None,
    topic: str | None = None,
    provider: str | None = None,
    tz: str = "UTC",
    category: str | None = "news",
    type: str | None = None,  # noqa: A002 (as the queries name it)
) -> bool:
    """Whether an article is one that the parameters ask for, decided without a database."""
    moment = article["published_at"]
    has_clock = moment is not None and moment.time() != time()  # midnight in UTC is a date alone
    day = moment.astimezone(ZoneInfo(tz) if has_clock else UTC).date() if moment else None
    is_plain = article["category"] is None and article["type"] in {None, "article"}
    said = "news" if is_plain else article["category"]
    return (
        (since is None or (day is not None and since <= day))
        and (until is None or (day is not None and day < until))
        and (topic is None or topic in article["topics"])
        and (provider is None or provider.lower() == article["provider_domain"])
        and (category in {None, "any", said})
        and (type is None or type == article["type"])
    )


def _numbered(articles: Sequence[Row]) -> list[Row]:
    return [{"article_id": number, **row} for number, row in enumerate(articles)]


_PINNED: dict[str, Row] = {
    "since": {"since": date(2021, 3, 1)},
    "until": {"until": date(2021, 3, 1)},
    "topic": {"topic": "ai"},
    "provider": {"provider": "One.Example"},
    "category": {"category": "news"},
    "type": {"type": "article"},
    "tz": {"tz": "America/New_York", "since": date(2021, 3, 1)},
}
_CYCLE = {
    "url": [f"https://one.example/{number}" for number in range(29)],
    "title": [_BOARD, "Comet over the hills", "Ferry cut", _BOARD, "Comet over the hills"],
    "quality": [12, 58, None, 70, -7],
    "heat": [58, -(2**31), -1],
    "related_count": [0, 1],
    "published": [True, False, None],
    "provider_name": ["One", "Two", "provider", None],
    "provider_domain": [*_DOMAINS, "early.example"],
    "topics": [["ai", "Chips"], ["AI", "ai"], [], ["Chips"], ["AI"]],
    "image_count": [1, 0],
    "category": [None, "news", "videos"],
    "type": [None, "article", "video", "article"],
}
_EARLY = [datetime(2021, 2, 10, hour, tzinfo=UTC) for hour in range(12)]
_MANY: list[Row] = [
    {"published_at": moment}
    | {name: values[number % len(values)] for name, values in _CYCLE.items()}
    for number, moment in enumerate([*_EARLY, *_MOMENTS, *_MOMENTS, None, *_MOMENTS])
]
"""Articles of which each parameter above selects some and leaves some out, for every query."""
_LISTED: list[Row] = [
    {
        "article_id": number,
        "url": f"https://two.example/{number}",
        "title": _BOARD,
        "provider_name": "Two",
        "provider_domain": "two.example",
    }
    for number in range(0, 24, 5)
]


# The selection itself

_WANTED = {"category": "wanted_category", "type": "wanted_type"}
"""Parameters that the view names in another way, as it has columns of these names."""


def _pinned(test: Callable[..., None]) -> Callable[..., None]:
    """Try each parameter alone, and all of them together."""
    for kept in [*({name} for name in _PINNED), set(_PINNED)]:
        test = example(articles=_MANY, selections=tuple(_PINNED.values()), kept=kept)(test)
    return test


@examples(10)
@given(
    articles=_ARTICLES,
    selections=st.tuples(*_SELECTIONS.values()),
    kept=st.sets(st.sampled_from(list(_SELECTIONS)), min_size=1, max_size=3),
)
@_pinned
def test_selected_articles(
    articles: list[Row], selections: tuple[Row, ...], kept: set[str], bench: Bench
) -> None:
    """The articles selected are those that match all parameters given, and no others."""
    articles = _numbered(articles)
    bench.hold(articles, derived=False)
    selection: Row = {}
    for name, values in zip(_SELECTIONS, selections, strict=True):
        selection |= values if name in kept else {}
    unset = dict.fromkeys(("since", "until", "topic", "provider"))
    given = unset | {"tz": "UTC"} | selection
    renamed = {_WANTED.get(name, name): value for name, value in given.items()}
    found = [row["article_id"] for row in bench.rows("selected_articles", **renamed)]
    matching = {row["article_id"] for row in articles if _matches(row, **selection)}
    assert set(found) == matching
    assert len(found) == len(matching)


# Each query uses it

_OWN_PERIOD = frozenset({"since", "until", "tz"})
_WITH_EARLIER_PERIODS = {"gaps", "silent_providers", "topic_momentum", "unusual_dates"}
"""Queries that look further than their period: test_query_baselines.py tests that."""
_BY_ITEMS = {"coverage_by_date"}
"""Queries whose period limits items, not documents: test_query_baselines.py tests that too."""
_OF_ALL_TOPICS = {"media_storms"}
"""Queries that measure a topic against all articles."""
_OF_OTHER_ARTICLES = {"publication_lines", "search"}
"""Queries that these articles show no row of, filtered or not: their own cases test them."""
_OF_TWO_PERIODS = {"compare_periods", "quality_change", "quality_change_decomposition"}
"""Queries that need both periods: test_query_periods.py tests these."""
_OF_STORIES = (
    "selected_stories(", "story_leads(", "lead_choices(", "story_entries(", "story_providers("
)  # fmt: skip
_ALL_ROWS = {
    "min_articles": 1,
    "min_stories": 1,
    "min_days": 1,
    "min_providers": 1,
    "min_rise": -1.0,
    "min_share": 0.0,
    "only_off": False,
    "only_conflicts": False,
    "only_gaps": False,
}


def _asked_by(parameter: str) -> list[NamedQuery]:
    """The queries that have a parameter, and for which it selects documents alone."""
    others = _WITH_EARLIER_PERIODS | _BY_ITEMS if parameter in _OWN_PERIOD else set()
    others |= _OF_ALL_TOPICS if parameter == "topic" else set()
    return [
        query
        for name, query in named_queries().items()
        if parameter in query.parameters
        and name not in others | _OF_TWO_PERIODS | _OF_OTHER_ARTICLES
        and not any(view in query.sql for view in _OF_STORIES)
        and not query.reads_history
    ]


def _answers(
    bench: Bench, queries: Sequence[NamedQuery], parameters: Mapping[str, Any]
) -> dict[str, list[Row]]:
    """The queries' answers with no row omitted, but for quiet days: those are the period's."""
    answers = {}
    for query in queries:
        all_rows = {key: value for key, value in _ALL_ROWS.items() if key in query.parameters}
        rows = bench.rows(query.name, **parameters, **all_rows)
        answers[query.name] = [row for row in rows if "date" not in row or _says_something(row)]
    return answers


def _says_something(row: Row) -> bool:
    return any(value for name, value in row.items() if name != "date")


def _keep(bench: Bench, articles: Sequence[Row]) -> None:
    """Hold no more than these; what is known of their items and stories stays as it is."""
    kept = {"kept": [article["article_id"] for article in articles]}
    bench.connection.execute("delete from articles where article_id <> all($kept)", kept)
    bench.connection.execute("delete from related where article_id <> all($kept)", kept)
    bench.connection.execute("delete from mentions where article_id <> all($kept)", kept)


def test_every_parameter_is_pinned() -> None:
    """No parameter that selects documents goes without a filter below."""
    assert _PINNED.keys() == _SELECTIONS.keys()


def _hold_many(bench: Bench) -> None:
    listed = [{"position": n, **row} for n, row in enumerate(_LISTED, start=1)]
    bench.hold(_numbered(_MANY), listed)


@pytest.fixture(scope="module")
def unfiltered(bench: Bench) -> Callable[[NamedQuery, str], list[Row]]:
    """What a query answers of all articles, in a time zone."""

    @cache
    def held(tz: str) -> dict[str, list[Row]]:
        _hold_many(bench)
        asked = {query.name: query for key in _PINNED for query in _asked_by(key)}
        return _answers(bench, list(asked.values()), {"category": None, "tz": tz})

    return lambda query, tz: held(tz)[query.name]


@pytest.mark.parametrize("parameter", _PINNED)
def test_filter(
    parameter: str, bench: Bench, unfiltered: Callable[[NamedQuery, str], list[Row]]
) -> None:
    """A filtered answer is another one, and that of a lake that holds only what matches."""
    selection = _PINNED[parameter]
    articles = _numbered(_MANY)
    queries = _asked_by(parameter)
    everything = {"category": None, "tz": selection.get("tz", "UTC")}
    whole = {query.name: unfiltered(query, everything["tz"]) for query in queries}
    _hold_many(bench)
    filtered = _answers(bench, queries, selection)
    _keep(bench, [article for article in articles if _matches(article, **selection)])
    assert filtered == _answers(bench, queries, everything)
    assert [name for name in whole if whole[name] == filtered[name]] == []


@pytest.mark.parametrize("said", ["news", "News", "NEWS"])
def test_a_category_is_the_same_in_any_case(bench: Bench, said: str) -> None:
    """`News` is news, though its article keeps the category as it is written."""
    bench.hold([{"article_id": 1, "category": said, "type": "Article"}], derived=False)
    wanted = {"wanted_category": "news", "wanted_type": "article"}
    (row,) = bench.rows("selected_articles", **_ALL | wanted)
    assert row["category"] == said


def test_a_topic_and_a_provider_are_the_same_however_they_are_typed(bench: Bench) -> None:
    """What is asked for in Unicode's decomposed form is found in the composed one."""
    row = {"article_id": 1, "topics": ["Caf\u00e9"], "provider_domain": "caf\u00e9.example"}
    bench.hold([row], derived=False)
    asked = {"topic": "Cafe\u0301", "provider": "CAFE\u0301.example"}
    assert len(bench.rows("selected_articles", **_ALL | asked)) == 1


_ALL: dict[str, object] = dict.fromkeys(("since", "until", "topic", "provider")) | {"tz": "UTC"}
