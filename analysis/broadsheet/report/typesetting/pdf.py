"""A page as PDF: tagged, titled, the same bytes for the same page, without access to any file."""

from __future__ import annotations

import hashlib
import logging
from typing import Any

from broadsheet.errors import ReportError
from broadsheet.processes import no_garbage_collection

__all__ = ["page_pdf", "pdf_engine"]

_HINT = (
    "install it with: pip install 'broadsheet[pdf]', and on Debian: apt-get install "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; or use --format html"
)

_PRINTED = 4  # an annotation's flag


def page_pdf(html: str, scale: float = 1.0) -> bytes:
    """Set a page made for print as PDF/UA-1.

    Only `data:` URLs are fetched: no file and no server is read. The PDF's identifier is a hash of
    the page, and the PDF has no time stamp.

    Args:
        html: The page, made for print.
        scale: The size of the page on its sheet, relative to the size it is set in.

    Raises:
        ReportError: The PDF engine or its system libraries are missing.
    """
    weasyprint = pdf_engine()
    fetcher = weasyprint.URLFetcher(allowed_protocols={"data"})
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    with no_garbage_collection():
        document = weasyprint.HTML(string=html, url_fetcher=fetcher)
        pdf: bytes = document.write_pdf(
            zoom=scale, pdf_variant="pdf/ua-1", pdf_identifier=identifier, finisher=_complete
        )
    return pdf


def _complete(_document: object, pdf: Any) -> None:  # noqa: ANN401 - an optional module's
    """Add what PDF/UA requires and WeasyPrint lacks: the scope of table heads, printed links."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/TH":
            item["A"]["Scope"] = "/Column"
        if isinstance(item, dict) and item.get("Subtype") == "/Link":
            item["F"] = _PRINTED


def pdf_engine() -> Any:  # noqa: ANN401 - an optional module
    """WeasyPrint, with its log messages off.

    Raises:
        ReportError: It or its system libraries are missing.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise ReportError("PDF needs WeasyPrint and Pango", hint=_HINT) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return weasyprint
