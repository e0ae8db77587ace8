"""What makes a process of broadsheet's own quick: imports and searches that it can do without.

Arrow imports NumPy, and pandas to look for its types in what it converts; together they take half
a second. Neither the command nor the processes that load need pandas, and a load needs no NumPy.
A script or a notebook keeps what it imports: only a process of broadsheet's own is spared anything.
"""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["begin_own_process", "no_garbage_collection", "spare_imports"]


_FEW_SEARCHES = 100_000


class _Spared(MetaPathFinder):
    """Tells that the modules spared are not there."""

    names: set[str]

    def __init__(self) -> None:
        self.names = set()

    def find_spec(self, fullname: str, *_: object) -> None:
        """Refuse the modules spared, and leave all else to the other finders."""
        if fullname in self.names:
            raise ModuleNotFoundError("this process does without it", name=fullname)


_SPARED = _Spared()


def begin_own_process() -> None:
    """Say that this process is broadsheet's own: spare it pandas, and most search for garbage."""
    gc.set_threshold(_FEW_SEARCHES)
    sys.meta_path.insert(0, _SPARED)
    spare_imports("pandas")


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Spare the collector its searches in what is being made, of which little is in cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def spare_imports(*names: str) -> None:
    """Spare a process of broadsheet's own imports, but for modules that are there already."""
    _SPARED.names |= set(names) - sys.modules.keys()
