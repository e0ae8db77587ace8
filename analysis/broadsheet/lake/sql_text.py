"""Names, values and files of a lake as SQL text.

Everything that can be a bound parameter is one. This module serves the places where DuckDB takes
text only: settings, names of tables, and the files behind a view.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.errors import LakeError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["file_pattern", "identifier", "literal", "parquet_rows", "refuse_pattern"]

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


def parquet_rows(*paths: Path) -> str:
    """A SQL source of the rows of Parquet files, or of all Parquet files below a folder."""
    patterns = [
        literal(
            file_pattern(path)
            if path.suffix == ".parquet"
            else f"{file_pattern(path)}/**/*.parquet"
        )
        for path in paths
    ]
    return f"read_parquet([{', '.join(patterns)}], hive_partitioning = false)"


def refuse_pattern(lake: Path) -> None:
    """Refuse a lake in a folder whose name DuckDB takes for a pattern, or can't take at all.

    Raises:
        LakeError: There is `*`, `?` or `[` in the path, or a name that is not UTF-8.
    """
    folder = str(lake.resolve())
    if _GLOB_SIGNS.search(folder):
        hint = "name another, or rename a folder above it, without * ? and ["
        raise LakeError("DuckDB can't read a lake in this folder", received=folder, hint=hint)
    try:
        folder.encode()
    except UnicodeEncodeError:
        hint = "name another, or rename a folder above it"
        problem = "DuckDB can't read a lake in a folder whose name is not UTF-8"
        raise LakeError(problem, received=folder, hint=hint) from None
