"""Slow preparations for pages, in a thread beside the SQL: imports, and the usual fonts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from broadsheet.report.source.output import PageFormat
from broadsheet.report.typesetting.pdf import pdf_engine
from broadsheet.style.fonts import font_faces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["warming_up"]


@contextmanager
def warming_up(formats: Sequence[str]) -> Iterator[None]:
    """Import the libraries of charts and PDF, and make the fonts that most pages have.

    A preparation that fails, fails again where it is used, and is reported there. Preparations that
    have not begun when the block ends are canceled.

    Args:
        formats: The formats of the pages.
    """
    thread = ThreadPoolExecutor(1)
    try:
        thread.submit(import_module, "broadsheet.charts.drawing.svg")
        for form in formats:
            thread.submit(font_faces, "", in_print=form == PageFormat.PDF)
            if form == PageFormat.PDF:
                thread.submit(pdf_engine)
        yield
    finally:
        thread.shutdown(cancel_futures=True)
