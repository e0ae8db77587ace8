"""The compiled reader of plain documents, where the accelerator is installed.

It reads documents exactly as archives write them from bytes to columns, and leaves all others to
the readers in Python, which define what a document says. Its columns are declared to it from the
schema, so that it knows no table.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from broadsheet.documents.kinds import kind_name
from broadsheet.schema import EXTRA, TABLES, Conversion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.documents.limits import Limits
    from broadsheet.schema import Table

__all__ = ["PARENT", "POSITION", "SWITCH", "Rows", "Scanned", "reader_in_use", "scan"]

SWITCH = "BROADSHEET_ACCELERATOR"
"""The environment variable that switches the accelerator off."""

PARENT = "parent"
"""The row that a row is an entry of; of an article the document, counted from 0."""

POSITION = "position"
"""The entry's place in its list, from 1."""

_MODULE = "broadsheet_accelerator"
_VERSION = 1
_OFF = ("off", "no", "false", "0")
_FIRST = "articles"
_ELSEWHERE = ("taxonomy", "name")  # fields of documents that `taxonomy.needs_care` leaves, too
_TYPES = {each.__name__: each for each in (str, int, bool, list, dict)}
_VALIDITY, _OFFSETS, _INNER_OFFSETS, _DATA = range(4)
_EMPTY = pa.py_buffer(b"")


class _Column(NamedTuple):
    """A column as it is declared: `kind` is what the accelerator does, `entries` a level."""

    name: str
    kind: str
    type: pa.DataType
    source: str = ""
    entries: str = ""


@dataclass(frozen=True)
class _Level:
    """A kind of items: articles, or the entries of a list that they have.

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
    def columns(self) -> list[_Column]:
        """Its columns, the number of the row above first."""
        found = [_Column(name, name, pa.int32()) for name in (PARENT, POSITION)]
        for column in self.table.read_columns:
            (source,) = column.sources
            entries = str(self.entries.get(source, ""))
            found.append(_Column(column.name, column.conversion, column.type, source, entries))
        others = ("body", EXTRA) if self.table.name == _FIRST else (EXTRA,)
        return [*found, *(_Column(name, name, pa.string()) for name in others)]


@dataclass(frozen=True)
class Rows:
    """The rows of a level.

    Attributes:
        table: The name of the table that they belong to.
        columns: Arrays by column, with `PARENT` and `POSITION`.
        above: The number of the level whose rows they are entries of.
    """

    table: str
    columns: dict[str, pa.Array]
    above: int


@dataclass(frozen=True)
class Scanned:
    """What was read of some documents.

    Attributes:
        levels: The rows of articles, then those of lists that they have, level by level.
        fields: Fields without a column, each with the kind of its value.
    """

    levels: list[Rows]
    fields: set[tuple[str, str]]


def scan(documents: Sequence[bytes], limits: Limits) -> Scanned | None:
    """Read plain documents; None where there is no accelerator, or where it fails."""
    library = None if os.environ.get(SWITCH, "").lower() in _OFF else _library()
    return library.scan(documents, limits) if library and documents else None


def reader_in_use() -> str:
    """In words which reader reads plain documents, and why."""
    if os.environ.get(SWITCH, "").lower() in _OFF:
        return f"Python (the accelerator is switched off by {SWITCH})"
    if _library():
        return "accelerator"
    found = _module()
    return f"Python ({'the accelerator is of another version' if found else 'no accelerator'})"


@cache
def _module() -> Any:  # noqa: ANN401 - generated code without types
    try:
        return import_module(_MODULE)
    except (ImportError, OSError):  # not installed; or built for another system
        return None


@cache
def _library() -> _Library | None:
    module = _module()
    if module is None or module.lib.scanner_version() != _VERSION:
        return None
    return _Library(module)


class _Library:
    """The accelerator's functions, called for the columns of the schema."""

    def __init__(self, module: Any) -> None:  # noqa: ANN401 - generated code without types
        self._ffi, self._lib = module.ffi, module.lib
        self._levels = _levels()
        declared = "\n".join(_declared(self._levels)).encode()
        self._scanner = self._lib.scanner_new(self._ffi.from_buffer(declared), len(declared))

    def scan(self, documents: Sequence[bytes], limits: Limits) -> Scanned | None:
        """Read plain documents; None if that fails."""
        given = pa.array(documents, pa.large_binary())
        _, ends, data = map(self._pointer, given.buffers())
        sizes = (limits.front_matter_bytes, limits.related)
        scanned = self._lib.scanner_scan(self._scanner, data, ends, len(documents), *sizes)
        if not scanned:
            return None
        result = _Result(self._ffi, self._lib, self._ffi.gc(scanned, self._lib.scanned_free))
        levels, first = [], 0
        for level in self._levels:
            levels.append(Rows(level.table.name, result.rows(level.columns, first), level.above))
            first += len(level.columns)
        return Scanned(levels, set(self._fields(result.part(first, _DATA))))

    def _pointer(self, buffer: pa.Buffer | None) -> Any:  # noqa: ANN401 - of cffi
        return self._ffi.cast("void *", buffer.address if buffer else 0)

    def _fields(self, notes: pa.Buffer) -> Iterator[tuple[str, str]]:
        for line in notes.to_pybytes().decode().splitlines():
            level, name, kind = line.split("\t")
            yield f"{self._levels[int(level)].where}{name}", kind_name(_TYPES[kind])


class _Result:
    """Columns in the accelerator's memory, which is free once no array needs it."""

    def __init__(self, ffi: Any, lib: Any, scanned: Any) -> None:  # noqa: ANN401 - of cffi
        self._ffi, self._lib, self._scanned = ffi, lib, scanned
        self._size = ffi.new("uintptr_t *")

    def rows(self, columns: Sequence[_Column], first: int) -> dict[str, pa.Array]:
        """Columns as arrays by name; the first has no nulls, and four bytes a row."""
        count = self.part(first, _DATA).size // 4
        return {
            column.name: self._array(number, column.type, count)
            for number, column in enumerate(columns, start=first)
        }

    def part(self, column: int, part: int) -> pa.Buffer:
        """A part of a column."""
        start = self._lib.scanned_part(self._scanned, column, part, self._size)
        size = self._size[0]
        address = int(self._ffi.cast("uintptr_t", start))
        return pa.foreign_buffer(address, size, self) if size else _EMPTY

    def _array(self, column: int, kind: pa.DataType, count: int) -> pa.Array:
        validity, data = self.part(column, _VALIDITY), self.part(column, _DATA)
        buffers = [validity if validity.size else None]
        if pa.types.is_boolean(kind) or pa.types.is_primitive(kind):
            return pa.Array.from_buffers(kind, count, [*buffers, data])
        offsets = self.part(column, _OFFSETS)
        if pa.types.is_string(kind):
            return pa.Array.from_buffers(kind, count, [*buffers, offsets, data])
        inner = self.part(column, _INNER_OFFSETS)
        texts = pa.StringArray.from_buffers(inner.size // 4 - 1, inner, data)
        return pa.Array.from_buffers(kind, count, [*buffers, offsets], children=[texts])


def _levels() -> list[_Level]:
    """The articles, and level by level the entries of lists that have a table."""
    levels = [_Level(TABLES[_FIRST])]
    for number, level in enumerate(levels):  # grows while it is gone through
        for column in level.table.read_columns:
            if column.conversion is Conversion.COUNT:
                (source,) = column.sources
                table = next(each for each in TABLES.values() if each.source == source)
                level.entries[source] = len(levels)
                levels.append(_Level(table, f"{level.where}{source}[].", number))
    return levels


def _declared(levels: Sequence[_Level]) -> Iterator[str]:
    """The columns, a line each, and the fields of documents that are left to others."""
    for number, level in enumerate(levels):
        for column in level.columns:
            yield f"{number}\t{column.kind}\t{column.source}\t{column.entries}"
    yield from (f"0\telsewhere\t{field}" for field in _ELSEWHERE)
