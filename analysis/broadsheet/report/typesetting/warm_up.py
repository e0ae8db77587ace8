"""What a page takes besides its SQL, begun in a thread while the SQL runs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from broadsheet.report.typesetting.fonts import font_faces
from broadsheet.report.typesetting.pdf import pdf_engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["begun_ahead"]


@contextmanager
def begun_ahead(formats: Sequence[str]) -> Iterator[None]:
    """Import what draws charts and sets PDF, and make the letters that most pages have.

    Whatever fails here fails again where it is used, and is told there. What has not begun when a
    report is done, or has a fault, is left.

    Args:
        formats: `html`, `pdf` or both.
    """
    thread = ThreadPoolExecutor(1)
    try:
        thread.submit(import_module, "broadsheet.charts.drawing.svg")
        for form in formats:
            thread.submit(font_faces, "", on_paper=form == "pdf")
            if form == "pdf":
                thread.submit(pdf_engine)
        yield
    finally:
        thread.shutdown(cancel_futures=True)
