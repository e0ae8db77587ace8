"""Items and stories are what docs/explanation/counting.md says, whatever documents tell them."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.database.connection import connect
from broadsheet.derived import build
from broadsheet.derived.build import derive, link_derived, write_derived
from broadsheet.derived.splitting import split_greedily
from broadsheet.errors import LakeError
from broadsheet.lake.data_files import write_missing_tables
from broadsheet.lake.names import link_file
from broadsheet.lake.snapshot import RECORD
from broadsheet.loading.loader import load
from broadsheet.schema import DERIVED, TABLES
from kit.examples import examples
from kit.lakes import make_writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    Row = dict[str, Any]
    Place = tuple[int, int]
    Connection = duckdb.DuckDBPyConnection

_FIRST = datetime(2021, 3, 1, tzinfo=UTC)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_WEEK = timedelta(days=7)
_LONGEST = timedelta(days=14)


# Dealing


def _stars(links: Iterable[tuple[int, int]], order: Iterable[int]) -> dict[int, list[int]]:
    """The items in their order, each with those linked to it."""
    linked: dict[int, set[int]] = {item: set() for item in order}
    for one, other in links:
        linked[one].add(other)
        linked[other].add(one)
    return {item: sorted(others - {item}) for item, others in linked.items()}


_CHAIN = _stars([(0, 1), (1, 2), (2, 3)], range(10))
"""A chain of four, from one end to the other, and items without links."""

_STARS = st.builds(
    _stars,
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30),
    st.permutations(range(10)),
)


@given(_STARS)
@example(_CHAIN)
@example(_stars([(0, 0), (1, 2), (2, 0)], reversed(range(10))))
def test_each_item_is_assigned_once(stars: dict[int, list[int]]) -> None:
    """No item is left over, and none is taken twice."""
    assert sorted(item for item, _ in split_greedily(stars.items())) == list(range(10))


@given(_STARS)
@example(_CHAIN)
@example(_stars([(0, 0), (1, 2), (2, 0)], reversed(range(10))))
def test_items_are_taken_by_what_is_linked_to_them(stars: dict[int, list[int]]) -> None:
    """An item is taken by itself, or by one that is linked to it."""
    assert all(item in {taker, *stars[taker]} for item, taker in split_greedily(stars.items()))


@given(_STARS)
@example(_CHAIN)
@example(_stars([(0, 0), (1, 2), (2, 0)], reversed(range(10))))
def test_who_takes_is_its_own(stars: dict[int, list[int]]) -> None:
    """An item that takes others is in the story that it makes."""
    assigned = dict(split_greedily(stars.items()))
    assert all(assigned[taker] == taker for taker in assigned.values())


@given(_STARS)
@example(_CHAIN)
@example(_stars([(0, 0), (1, 2), (2, 0)], reversed(range(10))))
def test_first_item_linked_takes(stars: dict[int, list[int]]) -> None:
    """An item that takes none is taken by the first of its neighbours that do."""
    assigned = dict(split_greedily(stars.items()))
    takers = [item for item in stars if assigned[item] == item]
    for item, taker in assigned.items():
        if item != taker:
            assert taker == next(found for found in takers if item in stars[found])


def test_items_without_links_are_assigned() -> None:
    """An item that nothing is linked to makes a story of its own."""
    assert list(split_greedily([(3, None), (1, [])])) == [(3, 3), (1, 1)]


# Small lakes


@pytest.fixture(scope="module")
def bench() -> Iterator[Connection]:
    """A database whose rows `_hold` replaces."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")
        connection.execute("pragma disable_optimizer")  # it takes longer than such small queries
        yield connection


def _hold(connection: Connection, articles: Sequence[Row], related: Sequence[Row]) -> None:
    """Derive everything from these documents; what they lack is null."""
    for name, rows in {"articles": articles, "related": related}.items():
        table = pa.Table.from_pylist(list(rows), schema=TABLES[name].schema)
        connection.register(f"held_{name}", table)
        connection.execute(f"create or replace view {name} as from held_{name}")
    for name in DERIVED:
        connection.execute(f"drop table if exists {name}")
    derive(connection)


def _stories(connection: Connection) -> dict[Place, int]:
    """The story of what stands at each place of each document."""
    places = connection.execute(
        "select mentions.article_id, position, story_id "
        "from mentions join story_items using (item_id)"
    )
    return {(article, position): story for article, position, story in places.fetchall()}


def _together(stories: dict[Place, int]) -> set[frozenset[Place]]:
    """The places that are one story, for each."""
    found = defaultdict(set)
    for place, story in stories.items():
        found[story].add(place)
    return set(map(frozenset, found.values()))


def _documents(*documents: tuple[Row, list[Row]]) -> tuple[list[Row], list[Row]]:
    """Rows of articles and related; documents and entries are numbered as they come."""
    articles = [{"article_id": n, **told} for n, (told, _) in enumerate(documents)]
    related = [
        {"article_id": number, "position": position, **entry}
        for number, (_, entries) in enumerate(documents)
        for position, entry in enumerate(entries, start=1)
    ]
    return articles, related


def _at(hours: float | None) -> datetime | None:
    return None if hours is None else _FIRST + hours * _HOUR


def _lakes(hours: st.SearchStrategy[float | None], most: int) -> st.SearchStrategy[Any]:
    """Lakes of a few documents that share some addresses."""
    item = st.fixed_dictionaries(
        {
            "url": st.sampled_from([None, *"abcdefghijkl"]),
            "published_at": hours.map(_at),
            "quality": st.sampled_from([None, 11, 58, 70]),
        }
    )
    document = st.tuples(item, st.lists(item, max_size=3))
    return st.lists(document, min_size=1, max_size=most).map(lambda found: _documents(*found))


Lake = tuple[list["Row"], list["Row"]]


def _places(lake: Lake) -> dict[Place, Any]:
    """What tells an item from others, by place."""
    articles, related = lake
    rows = [*({"position": 0, **row} for row in articles), *related]
    places = {(row["article_id"], row["position"]): row["url"] for row in rows}
    return {place: url or place for place, url in places.items()}


def _times(lake: Lake) -> dict[Any, datetime | None]:
    """When each item was published: its own documents speak first, then those in their order."""
    articles, related = lake
    places = _places(lake)
    rows = [*({"position": 0, **row} for row in articles), *related]
    order = _order(lake)
    rows.sort(key=lambda row: (row["position"] > 0, order[row["article_id"]], row["position"]))
    times: dict[Any, datetime | None] = {}
    for row in rows:
        times.setdefault(places[row["article_id"], row["position"]], row["published_at"])
    return times


def _order(lake: Lake) -> dict[int, int]:
    """The place of each document: by time, address, quality, then by what it lists."""
    articles, related = lake
    names = ("published_at", "url", "quality")

    def key(row: Row, names: Iterable[str]) -> list[Any]:
        return [(row[name] is None, row[name]) for name in names]

    def turn(row: Row) -> tuple[Any, ...]:
        number = row["article_id"]
        listed = [
            key(entry, ("url", "published_at", "quality"))
            for entry in related
            if entry["article_id"] == number
        ]
        return *key(row, names), not listed, listed, number

    return {row["article_id"]: place for place, row in enumerate(sorted(articles, key=turn))}


def _links(lake: Lake) -> Iterator[tuple[Any, Any]]:
    """The pairs of items that belong together."""
    places, times = _places(lake), _times(lake)
    for (article, position), entry in places.items():
        own = places[article, 0]
        one, other = times[own], times[entry]
        if position and (one is None or other is None or abs(one - other) <= _WEEK):
            yield own, entry


def _components(lake: Lake) -> set[frozenset[Place]]:
    """The places that links connect, by union and find."""
    places = _places(lake)
    parent = {item: item for item in places.values()}

    def find(item: Any) -> Any:  # noqa: ANN401 - whatever tells items apart
        while parent[item] != item:
            item = parent[item]
        return item

    for one, other in _links(lake):
        parent[find(one)] = find(other)
    found = defaultdict(set)
    for place, item in places.items():
        found[find(item)].add(place)
    return set(map(frozenset, found.values()))


def _span(lake: Lake, places: Iterable[Place]) -> timedelta:
    """The time between the first and the last of the items at some places."""
    items, times = _places(lake), _times(lake)
    dated = [time for place in places if (time := times[items[place]])]
    return max(dated) - min(dated) if dated else timedelta()


def _item(url: str | None, hours: float | None) -> Row:
    return {"url": url, "published_at": _at(hours), "quality": None}


_LISTED_TWICE = _documents((_item(None, 0), [_item("a", None), _item("a", 250)]))
"""A document that lists an item twice: the first mention, which has no time, counts."""

_ROLLING = _documents(
    *(
        (_item(url, 125 * day), [_item(before, None)])
        for day, (before, url) in enumerate(["ab", "bc", "cd", "de"])
    )
)
"""A list that rolls on: each document names the one before."""

_RANDOM = Random(1)  # noqa: S311 - no secret
_HOURS_OF_A_FORTNIGHT = st.sampled_from([None, 0, 60, 120, 168, 168.5, 200, 336])
_HOURS_OF_MONTHS = st.sampled_from([None, None, *range(0, 1000, 125)])


@examples(4)
@given(lake=_lakes(_HOURS_OF_A_FORTNIGHT, most=9))
@example(lake=_LISTED_TWICE)
def test_stories_are_components(lake: Lake, bench: Connection) -> None:
    """Within fourteen days a story is what links connect, and nothing else."""
    _hold(bench, *lake)
    assert _together(_stories(bench)) == _components(lake)


@examples(4)
@given(lake=_lakes(_HOURS_OF_MONTHS, most=14))
@example(lake=_LISTED_TWICE)
@example(lake=_ROLLING)
def test_no_story_spans_more_than_fourteen_days(lake: Lake, bench: Connection) -> None:
    """However documents follow on each other, and whatever is undated, a story ends."""
    _hold(bench, *lake)
    together = _together(_stories(bench))
    assert all(_span(lake, places) <= _LONGEST for places in together)


@examples(4)
@given(lake=_lakes(_HOURS_OF_MONTHS, most=14))
@example(lake=_LISTED_TWICE)
@example(lake=_ROLLING)
def test_components_are_left_whole_or_split(lake: Lake, bench: Connection) -> None:
    """A story is a whole component where that spans no more than fourteen days, else a part."""
    _hold(bench, *lake)
    together = _together(_stories(bench))
    for component in _components(lake):
        parts = {places for places in together if places & component}
        assert frozenset().union(*parts) == component
        assert len(parts) == 1 or _span(lake, component) > _LONGEST


@examples(4)
@given(lake=_lakes(_HOURS_OF_MONTHS, most=9), random=st.randoms(use_true_random=False))
@example(lake=_LISTED_TWICE, random=_RANDOM)
@example(lake=_ROLLING, random=_RANDOM)
def test_order_of_rows_does_not_matter(lake: Lake, random: Any, bench: Connection) -> None:  # noqa: ANN401
    """The derived tables are the same however the rows of documents lie."""
    _hold(bench, *lake)
    before = _derived(bench)
    articles, related = lake
    _hold(bench, random.sample(articles, len(articles)), random.sample(related, len(related)))
    assert _derived(bench) == before


_SAME = {"url": "a", "published_at": _FIRST, "title": "T"}
_ALIKE: dict[str, tuple[Row, Row]] = {
    "time": (_SAME, _SAME | {"published_at": _at(1)}),
    "address": (_SAME | {"url": None}, _SAME | {"url": None, "title": "U"}),
    "title": (_SAME, _SAME | {"title": "U"}),
    "heat": (_SAME | {"heat": -1}, _SAME | {"heat": 70}),
    "publication": (_SAME | {"published": False}, _SAME | {"published": True}),
    "list": (_SAME, _SAME),
}
"""Documents that differ in one thing, by its name; the last two list an item, each in its way."""


@pytest.mark.parametrize("differ", _ALIKE)
def test_ids_of_documents_do_not_matter(differ: str, bench: Connection) -> None:
    """What items and stories are is the same if documents change their ids."""
    one, two = _ALIKE[differ]
    entries = [[{"url": "b", "title": title, "published_at": _FIRST}] for title in ("B", "C")]
    _hold(bench, *_documents((one, entries[0]), (two, entries[1])))
    before = _told(bench)
    _hold(bench, *_documents((two, entries[1]), (one, entries[0])))
    assert _told(bench) == before


def _told(connection: Connection) -> dict[str, list[Any]]:
    """Items and stories without ids: that of an item without an address is of its document."""
    own = "select items.* exclude (item_id, article_id), heat, published"
    stories = "select * exclude (story_id, head_item_id) from stories"
    return {
        "items": connection.execute(
            f"{own} from items left join articles using (article_id) order by all"
        ).fetchall(),
        "stories": connection.execute(f"{stories} order by all").fetchall(),
    }


def _derived(connection: Connection) -> dict[str, list[Any]]:
    return {name: connection.execute(f"from {name} order by all").fetchall() for name in DERIVED}


# The rules


def _story_counts(connection: Connection) -> list[int]:
    """The number of items in each story, the biggest first."""
    rows = connection.execute("select items from stories order by items desc").fetchall()
    return [count for (count,) in rows]


@pytest.mark.parametrize("side", [1, -1], ids=["later", "earlier"])
@pytest.mark.parametrize(
    ("beyond", "stories"), [(timedelta(0), [2]), (timedelta(seconds=1), [1, 1])]
)
def test_entry_links_within_a_week(
    side: int, beyond: timedelta, stories: list[int], bench: Connection
) -> None:
    """An entry seven days from its document belongs to the story, and a second further away not."""
    entry = {"url": "b", "published_at": _FIRST + side * (_WEEK + beyond)}
    _hold(bench, *_documents(({"url": "a", "published_at": _FIRST}, [entry])))
    assert _story_counts(bench) == stories


def test_time_of_an_entry_is_that_of_its_own_document(bench: Connection) -> None:
    """Where an entry has a document, this one says when it was published."""
    listed = {"url": "b", "published_at": _at(1)}
    documents = [
        ({"url": "a", "published_at": _at(0)}, [listed]),
        ({"url": "b", "published_at": _at(24 * 8)}, []),
    ]
    _hold(bench, *_documents(*documents))
    assert _story_counts(bench) == [1, 1]


def test_lists_that_roll_on_make_no_endless_story(bench: Connection) -> None:
    """Where each document lists the five before it, no story is longer than a fortnight."""
    told = [{"url": str(number), "published_at": _at(12 * number)} for number in range(200)]
    documents = [(told[n], told[max(n - 5, 0) : n]) for n in range(200)]
    _hold(bench, *_documents(*documents))
    (longest,) = bench.execute("select max(span_hours) from stories").fetchall()[0]
    assert 0 < longest <= 14 * 24
    assert sum(_story_counts(bench)) == 200


def test_chain_of_fourteen_days_is_one_story(bench: Connection) -> None:
    """What is connected, and spans no more than fourteen days, is left whole."""
    told = [{"url": str(number), "published_at": _at(24 * number)} for number in range(15)]
    _hold(bench, *_documents(*((told[n], told[max(n - 1, 0) : n]) for n in range(15))))
    assert _story_counts(bench) == [15]


def test_component_is_followed_to_its_end(bench: Connection) -> None:
    """A chain of many links is one component, in whichever order its documents are numbered."""
    told = [{"url": str(number), "published_at": _at(number)} for number in range(300)]
    order = [number * 77 % 300 for number in range(300)]
    _hold(bench, *_documents(*((told[n], told[max(n - 1, 0) : n]) for n in order)))
    assert _story_counts(bench) == [300]


def test_undated_item_joins_a_story(bench: Connection) -> None:
    """An unknown time is no reason to part."""
    _hold(bench, *_documents(({"url": "a", "published_at": _FIRST}, [{"url": "b"}])))
    assert _story_counts(bench) == [2]


@pytest.mark.parametrize("quality", [None, 100])
def test_undated_item_does_not_weld_stories(quality: int | None, bench: Connection) -> None:
    """An undated document that lists two stories, months apart, joins one of them, however good."""
    told = [{"url": url, "published_at": _at(h)} for url, h in [("a", 0), ("b", 5), ("c", 2000)]]
    undated = {"url": "u", "published_at": None, "quality": quality}
    _hold(bench, *_documents((told[0], [told[1]]), (told[2], []), (undated, told)))
    stories = _stories(bench)
    assert stories[0, 0] == stories[0, 1] != stories[1, 0]
    assert stories[2, 0] in {stories[0, 0], stories[1, 0]}


def test_items_without_address_are_each_their_own(bench: Connection) -> None:
    """Each mention of an item without an address is an item, in the story of its document."""
    entry = {"title": "T", "published_at": _FIRST}
    _hold(bench, *_documents((entry, [entry, entry]), (entry, [])))
    assert _story_counts(bench) == [3, 1]


def test_article_in_its_own_list_counts_once(bench: Connection) -> None:
    """A document that lists its own article is one item of one document."""
    own = {"url": "a", "published_at": _FIRST}
    _hold(bench, *_documents((own, [own, {"url": "b", "published_at": _FIRST}])))
    assert bench.execute("select url, in_articles from items order by all").fetchall() == [
        ("a", 1),
        ("b", 1),
    ]
    assert _story_counts(bench) == [2]


def test_two_documents_of_an_address_are_one_item(bench: Connection) -> None:
    """Documents of one address are one item, which binds what either lists; the first speaks."""
    one = {"url": "a", "title": "One", "published_at": _FIRST, "quality": 11}
    two = {**one, "title": "Two", "quality": 70}
    documents = [(one, [{"url": "b"}]), (two, [{"url": "c"}])]
    _hold(bench, *_documents(*documents))
    head = bench.execute("select title, quality, items, documents from stories").fetchall()
    assert head == [("One", 70, 3, 1)]


# Files


@pytest.fixture
def version(tmp_path: Path) -> Path:
    """A version's folder, with the derived tables of an empty lake."""
    folder = tmp_path / "version"
    folder.mkdir()
    write_missing_tables(folder)
    write_derived(folder)
    return folder


@pytest.fixture
def folder(version: Path) -> Path:
    """The folder of a version in the making, whose documents are those of another."""
    folder = version.with_name("folder")
    for table in ("articles", "related"):
        for file in (version / table).rglob("*.parquet"):
            link_file(file, folder / file.relative_to(version))
    return folder


def _inodes(folder: Path) -> dict[str, int]:
    files = (file for name in DERIVED for file in (folder / name).glob("*"))
    return {file.name: file.stat().st_ino for file in files}


def test_derived_tables_are_taken_over(folder: Path, version: Path) -> None:
    """Where the documents are the same files, the derived ones are too."""
    assert link_derived(folder, version)
    assert _inodes(folder) == _inodes(version)


def test_derived_tables_of_other_documents_are_not_taken_over(folder: Path, version: Path) -> None:
    """Where a file of documents is another, nothing is taken over."""
    file = next((folder / "related").rglob("*.parquet"))
    shutil.copy2(file, folder / "copy")
    (folder / "copy").replace(file)
    assert not link_derived(folder, version)
    assert _inodes(folder) == {}


@pytest.mark.parametrize("lacking", DERIVED)
def test_derived_tables_are_taken_over_together(folder: Path, version: Path, lacking: str) -> None:
    """From a version that lacks one of the derived tables, none is taken over."""
    shutil.rmtree(version / lacking)
    assert not link_derived(folder, version)
    assert _inodes(folder) == {}


def test_derived_tables_can_be_written_again(folder: Path, version: Path) -> None:
    """Files that are there already are replaced, and a version that shares them keeps its own."""
    link_derived(folder, version)
    before = _inodes(version)
    write_derived(folder)
    assert _inodes(version) == before
    assert not before.items() & _inodes(folder).items()


def test_many_rows_are_derived_as_few_are(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deriving one table after another makes the same as deriving two at once."""
    at_once = _loaded(tmp_path / "at_once", documents)
    monkeypatch.setattr(build, "_MANY_MENTIONS", 0)
    in_turn = _loaded(tmp_path / "in_turn", documents)
    assert at_once["items"]
    assert in_turn == at_once


def _loaded(lake: Path, documents: Path) -> dict[str, list[Any]]:
    load(documents, lake)
    with connect(lake) as connection:
        return {name: connection.sql(f"from {name} order by all").fetchall() for name in DERIVED}


def test_want_of_memory_is_told_in_one_line(version: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where DuckDB has too little memory, the error says what was being made."""
    monkeypatch.setattr(build, "_LEAST_MEMORY", 16_000)
    with pytest.raises(LakeError, match="items and stories can't be made: Out of Memory") as error:
        write_derived(version)
    assert "\n" not in str(error.value)


def test_more_memory_is_taken_where_little_does_not_do(
    version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The derived tables are made in little memory, or else in more."""
    monkeypatch.setattr(build, "_LEAST_MEMORY", 16_000)
    monkeypatch.setattr(build, "_MORE", (1, 64_000))
    write_derived(version)
    assert all((version / name / f"{name}.parquet").is_file() for name in DERIVED)


def test_version_without_derived_tables_answers_the_same(documents: Path, tmp_path: Path) -> None:
    """What an earlier broadsheet has not stored is made when the version is opened."""
    lake = tmp_path / "lake"
    load([documents], lake)
    with connect(lake) as connection:
        stored = _derived(connection)
    for name in DERIVED:
        shutil.rmtree(lake / "v000001" / name)
    record = json.loads((lake / "v000001" / RECORD).read_text())
    del record["files"]
    (make_writable(lake / "v000001") / RECORD).write_text(json.dumps(record))
    with connect(lake) as connection:
        assert _derived(connection) == stored
    assert all(stored.values())
