"""The named queries and the view `items` answer what their definitions say.

A case is a folder `sql/RELATION/CASE/`: `articles.csv`, `related.csv` and `images.csv` hold the
lake (only the columns that matter; an empty cell is null, or no topics), `call.sql` the statement
under a comment that tells what it shows, and `expected.csv` its answer, worked out by hand: `2/3`
is two thirds.
"""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
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
from broadsheet.schema import DERIVED, PARTITION, TABLES
from broadsheet.tables.flatten import flatten
from broadsheet.tables.items import utc_month
from kit.lakes import write_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import duckdb

    from broadsheet.database.queries import NamedQuery

    Row = dict[str, Any]

CASES = Path(__file__).parent / "sql"

_READ: dict[pa.DataType, Callable[[str], Any]] = {
    pa.string(): str,
    pa.int32(): int,
    pa.int64(): int,
    pa.bool_(): lambda cell: {"true": True, "false": False}[cell],
    pa.timestamp("us", tz="UTC"): datetime.fromisoformat,
    pa.list_(pa.string()): lambda cell: cell.split("|"),
}
_READ_ANSWER: dict[str, Callable[[str], Any]] = {
    "VARCHAR": str,
    "BIGINT": int,
    "BOOLEAN": lambda cell: {"true": True, "false": False}[cell],
    "DATE": date.fromisoformat,
    "TIMESTAMP WITH TIME ZONE": datetime.fromisoformat,
    "DOUBLE": lambda cell: pytest.approx(float(Fraction(cell)), rel=0, abs=5e-10),
}


def _folders() -> list[Path]:
    return sorted(path for path in CASES.glob("*/*") if path.is_dir())


def _read_csv(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    return header, rows


def _read_rows(path: Path, table: str) -> list[Row]:
    """The rows of a table's CSV; none where there is no file."""
    if not path.exists():
        return []
    header, rows = _read_csv(path)
    schema = TABLES[table].schema
    return [
        {
            name: _READ[schema.field(name).type](cell) if cell else None
            for name, cell in zip(header, row, strict=True)
        }
        for row in rows
    ]


def _tables(
    articles: Sequence[Row], related: Sequence[Row], images: Sequence[Row] = ()
) -> dict[str, pa.Table]:
    """All tables of a lake of these articles, related items and images; what they lack is null."""
    months = {row["article_id"]: utc_month(row.get("published_at")) for row in articles}
    rows = {
        "articles": [{**row, "topics": row.get("topics") or []} for row in articles],
        "related": related,
        "images": images,
        "article_topics": [
            {"article_id": row["article_id"], "position": position, "topic": topic}
            for row in articles
            for position, topic in enumerate(row.get("topics") or [], start=1)
        ],
    }
    return flatten([]) | {
        name: pa.Table.from_pylist(
            [{**row, PARTITION: months[row["article_id"]]} for row in found],
            schema=TABLES[name].row_schema,
        )
        for name, found in rows.items()
    }


def _write_lake(
    lake: Path, articles: Sequence[Row], related: Sequence[Row], images: Sequence[Row] = ()
) -> Path:
    with writing(lake):
        write_snapshot(lake, _tables(articles, related, images), load={})
    return lake


@pytest.mark.parametrize("case", _folders(), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_answer(case: Path, bench: duckdb.DuckDBPyConnection) -> None:
    """A small lake is answered with the columns, rows and order that were worked out by hand."""
    articles = _read_rows(case / "articles.csv", "articles")
    related = _read_rows(case / "related.csv", "related")
    images = _read_rows(case / "images.csv", "images")
    columns, rows = _read_csv(case / "expected.csv")
    _hold(bench, articles, related, images)
    answer = bench.sql((case / "call.sql").read_text("utf-8"))
    assert answer.columns == columns
    readers = [_READ_ANSWER[str(kind)] for kind in answer.types]
    assert answer.fetchall() == [
        tuple(read(cell) if cell else None for read, cell in zip(readers, row, strict=True))
        for row in rows
    ]


@pytest.mark.parametrize("relation", ["items", *named_queries()])
def test_relation_has_a_case(relation: str) -> None:
    """No named query goes without a case."""
    assert list(CASES.glob(f"{relation}/*/expected.csv"))


def test_cases_tell_what_they_show() -> None:
    """A case asks the relation that its folder is named after, under a comment that says why."""
    for case in _folders():
        comment, _, statement = (case / "call.sql").read_text("utf-8").partition("\nfrom ")
        assert comment.startswith("-- "), case
        assert statement.replace("(", " ").split()[0] == case.parent.name, case


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of a lake without articles."""
    lake = _write_lake(tmp_path_factory.mktemp("empty") / "lake", articles=[], related=[])
    with connect(lake) as connection:
        yield connection


# Two periods are compared: neither can be left out, so `since` alone selects nothing.
# test_query_periods.py holds these queries to their own property.
_OF_TWO_PERIODS = {"compare_periods", "quality_change_decomposition"}
_A_PERIOD = "since := date '2021-03-01', until := date '2021-03-02'"


def _call(name: str) -> str:
    return f"{name}({_A_PERIOD})" if name in _OF_TWO_PERIODS else f"{name}()"


@pytest.mark.parametrize("relation", ["items", *map(_call, named_queries())])
def test_empty_lake(relation: str, empty: duckdb.DuckDBPyConnection) -> None:
    """A lake without articles is answered with no rows."""
    assert empty.sql(f"from {relation}").fetchall() == []


# Filters: a parameter selects as if the lake held nothing else.

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
_DAYS = st.sampled_from([date(2021, 2, 27), date(2021, 2, 28), date(2021, 3, 1), date(2021, 3, 2)])
_TOPICS = ["AI", "Chips", "ai"]
_DOMAINS = ["one.example", "two.example", "tz"]
_ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata"]
_URLS = st.sampled_from([None, "https://one.example/1", "https://two.example/2", "topic"])
_NAMES = st.sampled_from([None, "One", "Two", "provider"])
_TITLES = st.sampled_from(
    [
        None,
        "Harbour board trims all of the berth fees at once",
        "Harbour board cuts all of the berth fees at once",
        "Comet over the hills",
    ]
)
_QUALITIES = st.sampled_from([None, -7, 0, 12, 58, 70])

_OWN_PERIOD = frozenset({"since", "until", "tz"})
_WITH_EARLIER_PERIODS = {"gaps", "silent_providers", "topic_momentum"}
"""Queries that look further than their period: test_query_baselines.py tests that."""
_BY_ITEMS = {"coverage_by_date"}
"""Queries whose period limits items, not documents: test_query_baselines.py tests that too."""

_ARTICLES = st.lists(
    st.fixed_dictionaries(
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
    ),
    min_size=8,
    max_size=14,
)
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


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database whose rows `_hold` replaces."""
    lake = _write_lake(tmp_path_factory.mktemp("bench") / "lake", articles=[], related=[])
    with connect(lake) as connection:
        yield connection


def _hold(
    connection: duckdb.DuckDBPyConnection,
    articles: Sequence[Row],
    related: Sequence[Row],
    images: Sequence[Row] = (),
) -> None:
    _hold_documents(connection, articles, related, images)
    for name in DERIVED:
        connection.execute(f"drop table {name}")
    derive(connection)


def _hold_documents(
    connection: duckdb.DuckDBPyConnection,
    articles: Sequence[Row],
    related: Sequence[Row],
    images: Sequence[Row] = (),
) -> None:
    tables = _tables(articles, related, images)
    for name in ("articles", "related", "images", "article_topics"):
        connection.register(f"held_{name}", tables[name].select(TABLES[name].schema.names))
        connection.execute(f"create or replace view {name} as from held_{name}")


def _keep(
    connection: duckdb.DuckDBPyConnection, articles: Sequence[Row], related: Sequence[Row]
) -> None:
    """Hold no more than these; what is known of their items and stories stays as it is."""
    kept = [article["article_id"] for article in articles]
    _hold_documents(connection, articles, [row for row in related if row["article_id"] in kept])
    connection.execute("delete from mentions where article_id <> all($kept)", {"kept": kept})


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
    """Whether an article is one that the parameters ask for, told without a database."""
    moment = article["published_at"]
    day = moment.astimezone(ZoneInfo(tz)).date() if moment else None
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


_ALL_ROWS = {"min_articles": 1, "only_off": False, "only_conflicts": False}
_OF_STORIES = ("selected_stories(", "story_leads(", "lead_choices(", "story_entries(")


def _selects_stories(query: NamedQuery) -> bool:
    """Whether a query selects whole stories, not documents; `test_story_filters.py` holds these."""
    return any(view in query.sql for view in _OF_STORIES)


def _answers(
    connection: duckdb.DuckDBPyConnection, queries: Sequence[NamedQuery], parameters: Row
) -> dict[str, list[Row]]:
    """The queries' answers with nothing suppressed, but for quiet days: those are the period's."""
    answers = {}
    for query in queries:
        all_rows = {key: value for key, value in _ALL_ROWS.items() if key in query.parameters}
        given = parameters | all_rows
        arguments = ", ".join(f"{parameter} := ${parameter}" for parameter in given)
        answer = connection.execute(f"from {query.name}({arguments})", given)
        columns = [column for column, *_ in answer.description]
        rows = [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]
        answers[query.name] = [row for row in rows if "date" not in row or _says_something(row)]
    return answers


def _says_something(row: Row) -> bool:
    return any(value for name, value in row.items() if name != "date")


def _asked_by(parameter: str) -> list[NamedQuery]:
    """The queries that have a parameter, and for which it selects documents alone."""
    others = _WITH_EARLIER_PERIODS | _BY_ITEMS if parameter in _OWN_PERIOD else set()
    others |= _OF_TWO_PERIODS
    queries = named_queries().values()
    return [
        query
        for query in queries
        if parameter in query.parameters
        and query.name not in others
        and not _selects_stories(query)
    ]


@pytest.mark.parametrize("parameter", _SELECTIONS)
@settings(max_examples=4, deadline=None, derandomize=True)
@given(data=st.data(), articles=_ARTICLES, related=_RELATED)
def test_filter(
    parameter: str,
    data: st.DataObject,
    articles: list[Row],
    related: list[Row],
    bench: duckdb.DuckDBPyConnection,
) -> None:
    """A filtered answer is the answer of a lake that holds only what matches."""
    queries = _asked_by(parameter)
    selection = data.draw(_SELECTIONS[parameter])
    articles = [{"article_id": number, **row} for number, row in enumerate(articles)]
    related = [{"position": number, **row} for number, row in enumerate(related, start=1)]
    _hold(bench, articles, related)
    filtered = _answers(bench, queries, selection)
    matching = [article for article in articles if _matches(article, **selection)]
    _keep(bench, matching, related)
    everything = {"category": None} | {k: v for k, v in selection.items() if k == "tz"}
    assert filtered == _answers(bench, queries, everything)
