"""One document: what became of it, its fields, rows, problems and story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.database.document import find_document, parts_of_document
from broadsheet.errors import QueryError
from broadsheet.server.asked import MissingError, Shown

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/document"
TITLE = "Document"
POSITION = 0

_AS_FIELDS = ("document", "article")


def show(asked: Asked) -> Shown:
    """A document by `path`, with `archive` where several have it.

    Raises:
        MissingError: The version has no such document.
    """
    path = asked.needed("path")
    if "archive" in asked.values:
        archive = asked.values["archive"]
    else:
        try:
            archive, path = find_document(asked.connection, path)
        except QueryError as error:
            raise MissingError(str(error)) from error
    parts = parts_of_document(asked.connection, archive, path)
    if not parts["document"].num_rows:
        raise MissingError(f"no such document in {asked.version}", received=f"{archive}/{path}")
    titles = parts["article"].column("title").to_pylist()
    title = titles[0] if titles and titles[0] else path
    return Shown(title, "parts.html", parts, {"parts": parts, "as_fields": _AS_FIELDS})
