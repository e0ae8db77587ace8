"""The data dictionary: every table, its grain and its columns.

The names are the query interface. A column is declared here and nowhere else: the readers, the
Parquet files, the hash of the schema, `docs/reference/tables.md` and `broadsheet tables` derive
from it.
"""

from __future__ import annotations

import json
from hashlib import blake2b

from broadsheet.schema.declaration import PARTITION, Column, Conversion, Table
from broadsheet.schema.derived import DERIVED
from broadsheet.schema.documents import DIMENSIONS, EXTRA, TABLES
from broadsheet.schema.history import HISTORY
from broadsheet.schema.operations import OPERATIONS

__all__ = [
    "DERIVED",
    "DIMENSIONS",
    "EXTRA",
    "HISTORY",
    "OPERATIONS",
    "PARTITION",
    "TABLES",
    "Column",
    "Conversion",
    "Table",
    "all_tables",
    "schema_hash",
]


_READING = 5
"""Raised when the same documents give other values or other ids: lakes of another are rebuilt."""


def all_tables() -> dict[str, Table]:
    """Every table that a connection to a lake has, by name."""
    return TABLES | DERIVED | HISTORY | OPERATIONS


def schema_hash() -> str:
    """A hash of names, types and sources of all columns: lakes of another one are rebuilt."""
    declared = [
        [
            *(table.name, table.partitioned, table.source),
            [
                [column.name, str(column.type), column.sources, column.source and column.conversion]
                for column in table.columns
            ],
        ]
        for table in (TABLES | DERIVED).values()
    ]
    return blake2b(json.dumps([_READING, declared]).encode(), digest_size=16).hexdigest()
