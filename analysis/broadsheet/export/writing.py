"""The formats that exist, and rows written to a file in one of them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError
from broadsheet.export import formats
from broadsheet.lake.atomic import replaced

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.export.format import Format
    from broadsheet.export.rows import Rows

__all__ = ["format_named", "format_names", "format_of", "write_file"]


@cache
def _formats() -> dict[str, Format]:
    """Every format by name: the `FORMAT` of each module in `broadsheet.export.formats`."""
    names = (found.name for found in iter_modules(formats.__path__, f"{formats.__name__}."))
    found = (import_module(name).FORMAT for name in names)
    return {each.name: each for each in found}


def format_names() -> list[str]:
    """The names of all formats, sorted."""
    return sorted(_formats())


def format_named(name: str) -> Format:
    """The format of a name.

    Raises:
        BroadsheetError: There is none of that name.
    """
    if name not in _formats():
        raise BroadsheetError("no such format", received=name, valid=format_names())
    return _formats()[name]


def format_of(path: Path) -> Format:
    """The format of a file, by the ending of its name.

    Raises:
        BroadsheetError: No format has that ending.
    """
    by_suffix = {each.suffix: each for each in _formats().values()}
    if path.suffix.lower() not in by_suffix:
        raise BroadsheetError("no format for this file", received=path.name, valid=by_suffix)
    return by_suffix[path.suffix.lower()]


def write_file(rows: Rows, path: Path, row_format: Format) -> None:
    """Write rows to a file, which is replaced once all are written.

    Raises:
        BroadsheetError: The file can't be written.
    """
    try:
        with replaced(path) as new, new.open("wb") as stream:
            row_format.write(rows, stream)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BroadsheetError(f"can't write {path}: {reason}") from error
