"""What a lake holds, for tests that compare one lake with another."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.lacking import lacking_articles
from broadsheet.loading.loader import load
from broadsheet.schema import DERIVED, TABLES
from broadsheet.schema.documents import OF_LOAD

Rows = dict[str, list[dict[str, Any]]]


def tables(lake: Path) -> dict[str, list[str]]:
    """The live rows of every table, derived ones too, whatever their order.

    What lakes of the same documents differ in is left out: when documents were first seen, and
    which of its items a story is named by.
    """
    live = open_snapshot(lake)
    read = {name: without_arrivals(live.read(name)) for name in TABLES}
    read |= {name: pq.read_table(live.path / name, partitioning=None) for name in DERIVED}
    rows = renamed_stories({name: table.to_pylist() for name, table in read.items()})
    return {name: sorted(map(repr, found)) for name, found in rows.items()}


def renamed_stories(read: Rows) -> Rows:
    """Tables in which each story has the lowest id of its items."""
    names: dict[int, int] = {}
    for row in read["story_items"]:
        story, item = row["story_id"], row["item_id"]
        names[story] = min(names.get(story, item), item)
    renamed = {
        name: [row | {"story_id": names[row["story_id"]]} for row in read[name]]
        for name in ("story_items", "stories")
    }
    return {**read, **renamed}


def without_arrivals(rows: pa.Table) -> pa.Table:
    """Rows without the columns that say when a load has seen them first."""
    return rows.drop([name for name in OF_LOAD if name in rows.column_names])


def record(lake: Path, archive: str) -> dict[str, Any]:
    """What the live version's record says about an archive: what it holds, and what it lacks."""
    found = open_snapshot(lake).load["archives"][archive]
    return {name: found[name] for name in ("rows", "documents", "problems", "lacking")}


def assert_as_in_full(source: str, lake: Path, fresh: Path, **options: Any) -> None:  # noqa: ANN401 - load's
    """Check that a lake's tables and record are those of a load of everything into a new lake."""
    load([source], fresh, **options)
    assert tables(lake) == tables(fresh)
    assert record(lake, source.partition("=")[0]) == record(fresh, source.partition("=")[0])


def counted(lake: Path, archive: str) -> dict[str, dict[str, int]]:
    """What the record says about an archive, counted in the rows of its tables."""
    snapshot = open_snapshot(lake)
    read = {name: snapshot.read(name) for name in TABLES}
    seen = read["documents"]
    ids = pc.filter(seen["article_id"], pc.equal(seen["archive"], archive)).drop_null()
    ours = {
        name: rows.filter(pc.equal(rows["archive"], archive))
        if "archive" in rows.column_names
        else rows.filter(pc.is_in(rows["article_id"], ids.combine_chunks()))
        for name, rows in read.items()
    }
    return {
        "rows": {name: rows.num_rows for name, rows in ours.items()},
        "documents": dict(Counter(ours["documents"]["status"].to_pylist())),
        "problems": dict(Counter(ours["problems"]["code"].to_pylist())),
        "lacking": dict(+lacking_articles(ours["articles"])),
    }
