"""The columns that the compiled reader fills, declared to it from the schema.

Items are of levels: the articles, the entries of their lists, the entries of those. A column is a
line, with tabs: the level's number, what the column takes, the field that it is read from, and of a
list with a level of its own that level's number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from broadsheet.schema import EXTRA, Conversion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.schema import Table

__all__ = ["PARENT", "POSITION", "Level", "ScannedColumn", "declared", "levels_of_articles"]

PARENT = "parent"
"""The row that a row is an entry of; of an article the document, counted from 0."""

POSITION = "position"
"""The entry's place in its list, from 1."""

_FIRST = "articles"
_BODY = "body"
_ELSEWHERE = ("taxonomy", "name")  # fields of documents that `taxonomy.needs_care` leaves, too


class ScannedColumn(NamedTuple):
    """A column: `takes` is how a value becomes one of it, `entries` a level's number."""

    name: str
    takes: str
    type: pa.DataType
    source: str = ""
    entries: str = ""


@dataclass(frozen=True)
class Level:
    """A kind of items.

    Attributes:
        table: The table that its items are rows of.
        where: What the place of its fields is called, such as `related[].`.
        above: The number of the level whose items have the list.
        entries: The number of the level of the entries of each list, by its field.
    """

    table: Table
    where: str = ""
    above: int = 0
    entries: dict[str, int] = field(default_factory=dict)

    @cached_property
    def columns(self) -> list[ScannedColumn]:
        """Its columns, the number of the row above first."""
        found = [ScannedColumn(name, name, pa.int32()) for name in (PARENT, POSITION)]
        types = self.table.row_schema
        for column in self.table.read_columns:
            (source,) = column.sources
            entries = str(self.entries.get(source, ""))
            kind = types.field(column.name).type
            found.append(ScannedColumn(column.name, column.conversion, kind, source, entries))
        others = (_BODY, EXTRA) if self.table.name == _FIRST else (EXTRA,)
        return [*found, *(ScannedColumn(name, name, pa.string()) for name in others)]


def levels_of_articles(tables: Sequence[Table]) -> list[Level] | None:
    """The articles, then level by level the entries of lists that have a table.

    None where a column is read in a way that the compiled reader lacks.
    """
    levels = [Level(table) for table in tables if table.name == _FIRST]
    by_source = {table.source: table for table in tables}
    for number, level in enumerate(levels):  # grows while it is gone through
        for column in level.table.read_columns:
            source, *others = column.sources
            is_list = column.conversion is Conversion.COUNT
            if others or (is_list and source not in by_source):
                return None
            if is_list:
                level.entries[source] = len(levels)
                levels.append(Level(by_source[source], f"{level.where}{source}[].", number))
    return levels


def declared(levels: Sequence[Level]) -> Iterator[str]:
    """The columns, a line each, and the fields whose documents are left to others."""
    for number, level in enumerate(levels):
        for column in level.columns:
            yield f"{number}\t{column.takes}\t{column.source}\t{column.entries}"
    yield from (f"0\telsewhere\t{name}" for name in _ELSEWHERE)
