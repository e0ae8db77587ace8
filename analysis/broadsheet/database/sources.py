"""The SQL of the database: each relation is a file, below a folder for what it serves."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["sql_of"]

_SQL = files("broadsheet.database") / "sql"


@cache
def sql_of(folder: str) -> dict[str, str]:
    """The text of each file of a folder in `sql/`, by its name without the suffix, in order."""
    sources = sorted((_SQL / folder).iterdir(), key=lambda source: source.name)
    return {source.name.removesuffix(".sql"): source.read_text("utf-8") for source in sources}
