"""A progress bar in a notebook, for loads that take a while.

IPython updates an output in place, so the bar is an HTML element and needs no widgets.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.loading.summary import Progress

__all__ = ["notebook_bar"]

_DELAY = 0.5  # seconds: a shorter load shows no bar
_BETWEEN = 0.1  # seconds between two updates


@contextmanager
def notebook_bar() -> Iterator[Progress | None]:
    """A progress bar below the cell that runs, until the block ends; None outside of a notebook."""
    if not _in_notebook():
        yield None
        return
    bar = _Bar()
    try:
        yield bar.show
    finally:
        bar.remove()


def _in_notebook() -> bool:
    """Whether this is the kernel of a notebook; a terminal of IPython is none."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


class _Bar:
    """A bar that is shown once a load has taken a while."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _DELAY
        self._handle: Any = None  # IPython's DisplayHandle, which is imported when there is a bar

    def show(self, done: int, total: int) -> None:
        """Show how many documents are done."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _BETWEEN
        words = f"{done:,} of {total:,} documents"
        html = f'<progress max="{total}" value="{done}" aria-label="Loading"></progress> {words}'
        self._display({"text/html": html, "text/plain": words})

    def remove(self) -> None:
        """Remove the bar, if it was shown."""
        if self._handle is not None:
            self._display({"text/plain": ""})

    def _display(self, data: dict[str, str]) -> None:
        if self._handle is None:
            from IPython.display import DisplayHandle

            make: Any = DisplayHandle  # it is not typed
            self._handle = make()
            self._handle.display(data, raw=True)
        else:
            self._handle.update(data, raw=True)
