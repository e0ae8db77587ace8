"""The cases of the named queries: small lakes, and what is asked of them.

A case is a folder `database/sql/RELATION/CASE/`: `articles.csv`, `related.csv`, `images.csv` and
`document_versions.csv` hold the lake (only the columns that matter; an empty cell is null, or no
topics), `call.sql` the statement.
"""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from broadsheet.database.relations import queries, views
from broadsheet.schema import DERIVED, HISTORY, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.bench import Bench, Row

__all__ = ["CASES", "hold_case", "read_csv"]

CASES = Path(__file__).resolve().parents[1] / "database" / "sql"

_READ: dict[pa.DataType, Callable[[str], Any]] = {
    pa.string(): str,
    pa.int32(): int,
    pa.int64(): int,
    pa.bool_(): lambda cell: {"true": True, "false": False}[cell],
    pa.timestamp("us", tz="UTC"): datetime.fromisoformat,
    pa.list_(pa.string()): lambda cell: cell.split("|"),
}
_NUMBERS = """
create or replace temp table numbers as
with placed as (
    select article_id, row_number() over (order by published_at, url, article_id) as place,
    from articles
),
mentioned as (
    select item_id, min((position > 0, place, position)) as first
    from mentions join placed using (article_id)
    group by item_id
)
select item_id, row_number() over (order by first[2], first[3]) as number, from mentioned
"""
_IDS = (
    *(("items", "item_id"), ("mentions", "item_id")),
    *(("story_items", "item_id"), ("story_items", "story_id")),
    *(("stories", "story_id"), ("stories", "head_item_id")),
)
RELATIONS = views() | queries()


def hold_case(bench: Bench, case: Path) -> None:
    """Hold the lake of a case, with items and stories where its relation reads them."""
    articles = _read_rows(case / "articles.csv", "articles")
    related = _read_rows(case / "related.csv", "related")
    images = _read_rows(case / "images.csv", "images")
    versions = _read_rows(case / "document_versions.csv", "document_versions")
    reads_derived = _reads_derived(case.parent.name)
    bench.hold(articles, related, images, versions, derived=reads_derived)
    if reads_derived:
        _number_items(bench)


def _number_items(bench: Bench) -> None:
    """Let items have numbers in place of hashes: by the time and address of what first has them."""
    bench.connection.execute(_NUMBERS)
    for table, column in _IDS:
        bench.connection.execute(
            f"update {table} set {column} = numbers.number from numbers"  # noqa: S608 - our own
            f" where {table}.{column} = numbers.item_id"
        )


def read_csv(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    return header, rows


def _read_rows(path: Path, table: str) -> list[Row]:
    """The rows of a table's CSV; none where there is no file."""
    if not path.exists():
        return []
    header, rows = read_csv(path)
    schema = (TABLES | HISTORY)[table].schema
    return [
        {
            name: _READ[schema.field(name).type](cell) if cell else None
            for name, cell in zip(header, row, strict=True)
        }
        for row in rows
    ]


def _reads_derived(name: str) -> bool:
    """Whether a relation reads a derived table, itself or by way of another relation."""
    words = RELATIONS[name].words if name in RELATIONS else {name}
    others = words & RELATIONS.keys() - {name}
    return bool(words & DERIVED.keys()) or any(map(_reads_derived, others))
