"""The formats of exports that exist."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError
from broadsheet.exporting import formats

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.exporting.kind import Kind

__all__ = ["kind_for", "kind_names"]


@cache
def _kinds() -> dict[str, Kind]:
    names = (found.name for found in iter_modules(formats.__path__, f"{formats.__name__}."))
    found = (import_module(name).KIND for name in names)
    return {kind.name: kind for kind in found}


def kind_names() -> list[str]:
    """The names of all formats, sorted: those of their modules, which are not imported for it."""
    return sorted(found.name for found in iter_modules(formats.__path__))


def kind_for(target: Path, name: str | None) -> Kind:
    """The format of an export: the one of a name, or the one that the target's ending means.

    Raises:
        BroadsheetError: There is none of that name or for that ending.
    """
    if name is not None:
        if name not in _kinds():
            raise BroadsheetError("no such format", received=name, valid=kind_names())
        return _kinds()[name]
    by_suffix = {suffix: kind for kind in _kinds().values() for suffix in kind.suffixes}
    suffix = target.suffix.lower()
    if suffix not in by_suffix:
        hint = f"or name one of {', '.join(kind_names())} with --format"
        problem = "the target's ending means no format"
        raise BroadsheetError(problem, received=target.name, valid=by_suffix, hint=hint)
    return by_suffix[suffix]
