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
RELATIONS = views() | queries()


def hold_case(bench: Bench, case: Path) -> None:
    """Hold the lake of a case, with items and stories where its relation reads them."""
    articles = _read_rows(case / "articles.csv", "articles")
    related = _read_rows(case / "related.csv", "related")
    images = _read_rows(case / "images.csv", "images")
    versions = _read_rows(case / "document_versions.csv", "document_versions")
    bench.hold(articles, related, images, versions, derived=_reads_derived(case.parent.name))


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
