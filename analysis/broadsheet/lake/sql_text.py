"""Names, values and files of a lake as SQL text.

Everything that can be a bound parameter is one. This module serves the places where DuckDB takes
text only: settings, names of tables, and the files behind a view.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["file_pattern", "identifier", "literal", "parquet_rows"]

_GLOB_SIGNS = re.compile(r"([*?[])")


def literal(value: str | Path) -> str:
    """A text as a SQL literal: `it's` is `'it''s'`."""
    return "'" + str(value).replace("'", "''") + "'"


def identifier(name: str) -> str:
    """The name of a table or a column, quoted: a `"` in it is doubled."""
    return '"' + name.replace('"', '""') + '"'


def file_pattern(path: Path) -> str:
    """A path as a glob pattern of DuckDB that matches this path only: `a*b` is `a[*]b`."""
    return _GLOB_SIGNS.sub(r"[\1]", str(path))


def parquet_rows(path: Path) -> str:
    """A SQL source of the rows of a Parquet file, or of all Parquet files below a folder."""
    files = file_pattern(path)
    pattern = files if path.suffix == ".parquet" else f"{files}/**/*.parquet"
    return f"read_parquet({literal(pattern)}, hive_partitioning = false)"
