"""What a PDF holds for readers of every kind: its tags, bookmarks, links and fonts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdf

__all__ = ["assert_fonts_embedded", "assert_pdf_ua", "catalog", "links", "outline", "tagged"]

MARK_OF_PDF_UA = 'pdfuaid:part="1"'

Outline = list[tuple[str, int]]


def catalog(pdf: pypdf.PdfReader) -> Any:  # noqa: ANN401 - as the PDF has it
    """A PDF's catalog."""
    return pdf.trailer["/Root"]


def tags(part: Any) -> Iterator[Any]:  # noqa: ANN401 - likewise
    """The tags of a PDF below a part of its structure, in order."""
    part = part.get_object()
    if isinstance(part, list):
        for child in part:
            yield from tags(child)
    elif isinstance(part, dict):
        if "/S" in part:
            yield part
        if "/K" in part:
            yield from tags(part["/K"])


def tagged(pdf: pypdf.PdfReader, *roles: str) -> list[Any]:
    """The tags of these roles."""
    return [tag for tag in tags(catalog(pdf)["/StructTreeRoot"]) if tag["/S"] in roles]


def outline(pdf: pypdf.PdfReader, part: Any = None) -> Outline:  # noqa: ANN401 - likewise
    """A PDF's bookmarks, at every depth, each with the number of its page."""
    found: Outline = []
    for mark in pdf.outline if part is None else part:
        if isinstance(mark, list):
            found += outline(pdf, mark)
        else:
            found.append((mark.title, pdf.get_destination_page_number(mark) + 1))
    return found


def links(pdf: pypdf.PdfReader) -> Iterator[Any]:
    """Every link of a PDF."""
    for page in pdf.pages:
        yield from (note.get_object() for note in page.get("/Annots", []))


def assert_pdf_ua(pdf: pypdf.PdfReader, language: str) -> None:
    """Check that a PDF declares that it is tagged, as PDF/UA-1, and its language."""
    assert catalog(pdf)["/MarkInfo"]["/Marked"]
    assert MARK_OF_PDF_UA in catalog(pdf)["/Metadata"].get_data().decode()
    assert catalog(pdf)["/Lang"] == language


def assert_fonts_embedded(pdf: pypdf.PdfReader) -> None:
    """Check that a printer needs no font of its own."""
    fonts = [
        font.get_object()
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]
    described = [font.get("/DescendantFonts", [font])[0].get_object() for font in fonts]
    assert described
    assert all("/FontFile2" in font["/FontDescriptor"] for font in described)
