"""broadsheet turns a folder of news documents into tables, answers and a printed page.

>>> import broadsheet                                    # doctest: +SKIP
>>> broadsheet.load(["archive"], "lake")                 # doctest: +SKIP
>>> lake = broadsheet.connect("lake")                    # doctest: +SKIP
>>> lake.sql("from quality_by_provider()").df()          # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module, metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.load import LoadSummary, load

_HOMES = {
    "LoadSummary": "broadsheet.load",
    "load": "broadsheet.load",
}

__all__ = ["LoadSummary", "__version__", "load"]

__version__ = metadata.version("broadsheet")


def __getattr__(name: str) -> object:
    """Import a public name's module when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'broadsheet' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
