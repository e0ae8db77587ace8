"""Documents to tables in one call, as a load does it batch by batch."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from broadsheet.documents.document import Document, fingerprints
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.tables.flatten import tables_of_files
from broadsheet.tables.read import Unread

__all__ = ["flatten"]


def flatten(documents: Iterable[Document], limits: Limits = DEFAULT_LIMITS) -> dict[str, pa.Table]:
    """One Arrow table a name; every document has a row in `documents`."""
    files = [Unread(each, fingerprints(each.data)) for each in documents]
    return tables_of_files(files, limits).tables
