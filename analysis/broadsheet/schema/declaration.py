"""What a declaration holds: of a column, of a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from broadsheet.schema.types import Type

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "BOOLEAN",
    "COUNT",
    "INTEGER",
    "MOMENT",
    "PARTITION",
    "TEXT",
    "TEXTS",
    "Column",
    "Conversion",
    "Table",
]

PARTITION = "published_month"
"""The partition key of the document tables: `YYYY-MM` in UTC, or `undated`."""

TEXT = Type.TEXT
INTEGER = Type.INTEGER
COUNT = Type.COUNT
BOOLEAN = Type.BOOLEAN
MOMENT = Type.MOMENT
TEXTS = Type.TEXTS


class Conversion(StrEnum):
    """How a field's value becomes a column's."""

    TEXT = "text"
    """Text without surrounding blanks; a number or a boolean is text as written."""
    KEY = "key"
    """The same in Unicode's composed form (NFC), so that it is equal however it was typed."""
    LOWER = "lower"
    """A key in lower case."""
    INTEGER = "integer"
    """A whole number of 64 bits."""
    BOOLEAN = "boolean"
    """True or false."""
    MOMENT = "moment"
    """A date and time in UTC."""
    TEXTS = "texts"
    """A list of texts."""
    COUNT = "count"
    """The number of mappings in a list; the table with the same source has a row for each."""
    SIZE = "size"
    """The size of a text in bytes, and nothing else of it."""


_CONVERSIONS = {
    TEXT: Conversion.TEXT,
    INTEGER: Conversion.INTEGER,
    BOOLEAN: Conversion.BOOLEAN,
    MOMENT: Conversion.MOMENT,
    TEXTS: Conversion.TEXTS,
    COUNT: Conversion.COUNT,
}


@dataclass(frozen=True)
class Column:
    """A column: all there is to know of it.

    Attributes:
        name: Its name.
        type: Its type, by the name that Arrow gives it.
        meaning: What it means, for the dictionary.
        source: The field of a document that it is read from, such as `title` or `provider.name`,
            which no other column of its table is read from;
            of a tuple of fields the first that has a text. None where it is no field's value.
        converted: How the field's value is converted; by default as its type says.
        repeats: Whether its values repeat: Parquet keeps them as a dictionary then. Columns of
            one name in several tables agree in this.
        derived: Whether it follows from the other columns or from the document's place: it is no
            change and no field of its own then.
        of_load: Whether it says when the load of a lake has seen the document, and not what the
            document says: it is the one thing in which lakes of the same documents differ.
    """

    name: str
    type: Type
    meaning: str
    source: str | tuple[str, ...] | None = None
    converted: Conversion | None = None
    repeats: bool = False
    derived: bool = False
    of_load: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The fields that it is read from."""
        if self.source is None:
            return ()
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def is_first_of(self) -> bool:
        """Whether it is the first text of several fields, any of which may be something else."""
        return isinstance(self.source, tuple)

    @property
    def conversion(self) -> Conversion:
        """How its field's value is converted."""
        return self.converted or _CONVERSIONS[self.type]


@dataclass(frozen=True)
class Table:
    """A table: its name, what one row is and its columns in order.

    A partitioned table is kept in one file a month of its document's publication.

    Attributes:
        name: Its name.
        grain: What one row is.
        columns: Its columns.
        partitioned: Whether it is a table of documents, kept by month.
        source: The field whose entries are its rows; None where a document is.
        key: The columns that identify a row, where there are such: a new row of the same key
            replaces the old one.
    """

    name: str
    grain: str
    columns: tuple[Column, ...]
    partitioned: bool = True
    source: str | None = None
    key: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two columns of one field: a field is converted for one of them."""
        sources = [source for column in self.columns for source in column.sources]
        twice = sorted({source for source in sources if sources.count(source) > 1})
        if twice:
            raise ValueError(f"table {self.name}: two columns are read from {', '.join(twice)}")

    @property
    def schema(self) -> pa.Schema:
        """The columns as stored in Parquet."""
        import pyarrow as pa

        return pa.schema([(column.name, column.type.arrow) for column in self.columns])

    @property
    def row_schema(self) -> pa.Schema:
        """The columns as tabulated: a partitioned table has its partition key last."""
        if not self.partitioned:
            return self.schema
        import pyarrow as pa

        return self.schema.append(pa.field(PARTITION, TEXT.arrow))

    @property
    def has_several_rows(self) -> bool:
        """Whether a document may have several rows, which then have a position."""
        return any(column.name == "position" for column in self.columns)

    @cached_property
    def read_columns(self) -> tuple[Column, ...]:
        """The columns that are read from fields."""
        return tuple(column for column in self.columns if column.source is not None)

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields that columns are read from, without what is nested in them."""
        names = (name for column in self.read_columns for name in column.sources)
        return frozenset(name.partition(".")[0] for name in names)

    @cached_property
    def nested(self) -> dict[str, frozenset[str]]:
        """The fields that columns are read from within a mapping, by the mapping's field."""
        found: dict[str, frozenset[str]] = {}
        for column in self.read_columns:
            for name in column.sources:
                field, dot, below = name.partition(".")
                if dot:
                    found[field] = found.get(field, frozenset()) | {below}
        return found
