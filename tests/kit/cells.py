"""Cells of a notebook, run by IPython in a thread of their own.

Where a browser's event loop runs in the thread of the tests, IPython could not run there.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any, Self

from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

__all__ = ["Cells"]


class Cells:
    """A shell, which is made for the first cell, and what its cells give."""

    def __enter__(self) -> Self:
        """Start the thread."""
        self._thread = ThreadPoolExecutor(1)
        return self

    def __exit__(self, *_: object) -> None:
        """End the shell and the thread."""
        InteractiveShell.clear_instance()
        self._thread.shutdown()

    @cached_property
    def _shell(self) -> InteractiveShell:
        return self._thread.submit(InteractiveShell.instance).result()

    def run(self, *cells: str) -> Any:  # noqa: ANN401 - what a cell gives
        """Run cells one after another, and return what the last one gives.

        Raises:
            BaseException: What a cell raises.
        """
        result = None
        for cell in cells:
            done = self._thread.submit(self._shell.run_cell, cell).result()
            done.raise_error()
            result = done.result
        return result

    def completed(self, line: str) -> list[str]:
        """What a line can be completed with, its end being where the cursor is."""

        def found() -> list[str]:
            with provisionalcompleter():
                return [each.text for each in self._shell.Completer.completions(line, len(line))]

        return self._thread.submit(found).result()

    def shown(self, result: object) -> dict[str, Any]:
        """What a notebook shows for a result, by MIME type."""
        formatter = self._shell.display_formatter
        assert formatter is not None
        forms: dict[str, Any] = formatter.format(result)[0]
        return forms

    def displayed(self, shown: object) -> list[dict[str, Any]]:
        """What a notebook displays for something that displays itself, by MIME type."""
        name = "_something_to_display"
        self._shell.push({name: shown})
        with capture_output(stdout=False, stderr=False) as captured:
            self.run(name)
        return [each.data for each in captured.outputs]
