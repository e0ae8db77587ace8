"""Documents to Arrow tables: read fast where that will do, with care otherwise.

Pure, from bytes to rows: a process, or an executor elsewhere, needs nothing but the documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.documents.careful_reader import TOO_DEEP, read_with_care
from broadsheet.documents.fast_reader import read_plain
from broadsheet.documents.parsed import NotLoaded
from broadsheet.documents.payload import is_suspect
from broadsheet.schema import TABLES
from broadsheet.tables.read import Read
from broadsheet.tables.tabulate import Tabulated, tabulate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.documents.document import Document, Fingerprints
    from broadsheet.documents.limits import Limits

__all__ = ["read_carefully", "read_document", "tables_of"]


def read_document(document: Document, prints: Fingerprints, limits: Limits) -> Read:
    """Read a document fast if it is plain, else with care."""
    plain = read_plain(document, limits)
    if plain is None:
        return read_carefully(document, prints, limits)
    return Read(document, prints, plain, with_care=False)


def read_carefully(document: Document, prints: Fingerprints | None, limits: Limits) -> Read:
    """Read a document with care."""
    suspect = is_suspect(document.data, is_json=document.line > 0)
    return Read(document, prints, read_with_care(document, limits), suspect)


def tables_of(reads: Sequence[Read], limits: Limits) -> Tabulated:
    """The rows of documents; those that turn out odd are read with care."""
    done = tabulate(reads, limits.related)
    if not done.odd:
        return done
    again = [_again(reads[index], limits) for index in sorted(done.odd)]
    others = tables_of(again, limits)
    tables = {name: pa.concat_tables([done.tables[name], others.tables[name]]) for name in TABLES}
    return Tabulated(tables, fields=done.fields | others.fields)


def _again(read: Read, limits: Limits) -> Read:
    """An odd document, read with care; one that was is nested too deep."""
    if not read.with_care:
        return read_carefully(read.document, read.fingerprints, limits)
    return Read(read.document, read.fingerprints, NotLoaded.quarantined(TOO_DEEP))
