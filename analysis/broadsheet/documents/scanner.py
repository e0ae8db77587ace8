"""The compiled reader of plain documents, where the accelerator is installed.

It reads documents exactly as archives write them from bytes to columns, and leaves all others to
the readers in Python, which define what a document says. `scanned_columns` declares its columns, so
that it knows no table.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from broadsheet.documents.kinds import kind_name
from broadsheet.documents.scanned_columns import declared, levels_of_articles
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.documents.limits import Limits
    from broadsheet.documents.scanned_columns import Level, ScannedColumn
    from broadsheet.schema import Table

__all__ = ["SWITCH", "Rows", "Scanned", "reader_in_use", "scan"]

SWITCH = "BROADSHEET_ACCELERATOR"
"""The environment variable that switches the accelerator off."""

_MODULE = "broadsheet_accelerator"
_VERSION = 1
_OFF = ("off", "no", "false", "0")
_TYPES = {each.__name__: each for each in (str, int, bool, list, dict)}
_VALIDITY, _OFFSETS, _INNER_OFFSETS, _DATA = range(4)
_EMPTY = pa.py_buffer(b"")


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
    scanner = None if _is_off() else _scanner()
    return scanner.scan(documents, limits) if scanner and documents else None


def reader_in_use() -> str:
    """In words which reader reads plain documents, and why."""
    if _is_off():
        return f"Python (the accelerator is switched off by {SWITCH})"
    if _scanner():
        return "accelerator"
    return f"Python ({'the accelerator is of another version' if _module() else 'no accelerator'})"


def _is_off() -> bool:
    return os.environ.get(SWITCH, "").lower() in _OFF


@cache
def _module() -> Any:  # noqa: ANN401 - generated code without types
    try:
        return import_module(_MODULE)
    except (ImportError, OSError):  # not installed; or built for another system
        return None


def _scanner() -> _Scanner | None:
    return _scanner_of(tuple(TABLES.values()))


@lru_cache(maxsize=8)
def _scanner_of(tables: tuple[Table, ...]) -> _Scanner | None:
    """The scanner of a schema; None where it can't be used, or not for all of the columns."""
    module = _module()
    levels = levels_of_articles(tables)
    if module is None or module.lib.scanner_version() != _VERSION or levels is None:
        return None
    lines = "\n".join(declared(levels)).encode()
    scanner = module.lib.scanner_new(module.ffi.from_buffer(lines), len(lines))
    return _Scanner(module.ffi, module.lib, scanner, levels) if scanner else None


class _Scanner:
    """Reads documents to the columns of the levels that were declared to it."""

    def __init__(self, ffi: Any, lib: Any, scanner: Any, levels: Sequence[Level]) -> None:  # noqa: ANN401 - of cffi
        self._ffi, self._lib, self._scanner = ffi, lib, scanner
        self._levels = levels

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

    def rows(self, columns: Sequence[ScannedColumn], first: int) -> dict[str, pa.Array]:
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
