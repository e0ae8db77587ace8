"""Documents to Arrow tables: read fast where that will do, with care otherwise.

Pure, from bytes to rows: a process, or an executor elsewhere, needs nothing but the documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.documents.careful_reader import TOO_DEEP, read_with_care
from broadsheet.documents.fast_reader import read_plain
from broadsheet.documents.faults import Fault
from broadsheet.documents.mapping import NO_MAPPING, FieldMapping
from broadsheet.documents.parsed import NotLoaded
from broadsheet.documents.payload import is_suspect
from broadsheet.schema import TABLES
from broadsheet.tables.read import Read, Unread
from broadsheet.tables.scanned import scan_documents
from broadsheet.tables.tabulate import Tabulated, tabulate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.documents.document import Document, Fingerprints
    from broadsheet.documents.limits import Limits

__all__ = ["read_carefully", "read_document", "read_mapped", "tables_of", "tables_of_files"]


def tables_of_files(files: Sequence[Read | Unread], limits: Limits) -> Tabulated:
    """The rows of documents, those that are still to be read among them. Never fails.

    The compiled reader goes first, where it is installed. What it leaves is read one by one.
    """
    unread = {index: each for index, each in enumerate(files) if isinstance(each, Unread)}
    scanned, done = scan_documents(unread, limits)
    rest = [
        read_document(each.document, each.fingerprints, limits)
        if isinstance(each, Unread)
        else each
        for index, each in enumerate(files)
        if index not in done
    ]
    if scanned is None:
        return tables_of(rest, limits)
    return _joined(scanned, tables_of(rest, limits)) if rest else scanned


def read_document(document: Document, prints: Fingerprints, limits: Limits) -> Read:
    """Read a document fast if it is plain, else with care; never fails."""
    try:
        plain = read_plain(document, limits)
        if plain is None:
            return read_carefully(document, prints, limits)
    except Exception as error:
        return Read(document, prints, _failed(error))
    return Read(document, prints, plain, with_care=False)


def read_carefully(
    document: Document,
    prints: Fingerprints | None,
    limits: Limits,
    mapping: FieldMapping = NO_MAPPING,
) -> Read:
    """Read a document with care; with a mapping only so, since the fast readers know none."""
    suspect = is_suspect(document.data, is_json=document.line > 0)
    return Read(document, prints, read_with_care(document, limits, mapping), suspect)


def read_mapped(
    document: Document, prints: Fingerprints, limits: Limits, mapping: FieldMapping
) -> Read:
    """Read a document of an archive with a mapping; never fails."""
    try:
        return read_carefully(document, prints, limits, mapping)
    except Exception as error:
        return Read(document, prints, _failed(error))


def tables_of(reads: Sequence[Read], limits: Limits) -> Tabulated:
    """The rows of documents; those that turn out odd are read with care. Never fails."""
    try:
        done = tabulate(reads, limits.related)
        again = [_again(reads[index], limits) for index in sorted(done.odd)]
    except Exception as error:
        return _apart(reads, limits, error)
    return _joined(done, tables_of(again, limits)) if again else done


def _apart(reads: Sequence[Read], limits: Limits, error: Exception) -> Tabulated:
    """The rows of documents of which one fails: found by halving, and quarantined."""
    if len(reads) > 1:
        half = len(reads) // 2
        return _joined(tables_of(reads[:half], limits), tables_of(reads[half:], limits))
    (read,) = reads
    if isinstance(read.result, NotLoaded):
        raise error
    return tabulate([read._replace(result=_failed(error))], limits.related)


def _joined(one: Tabulated, other: Tabulated) -> Tabulated:
    tables = {name: pa.concat_tables([one.tables[name], other.tables[name]]) for name in TABLES}
    return Tabulated(tables, fields=one.fields | other.fields)


def _failed(error: Exception) -> NotLoaded:
    """The result of a document that we fail to read: what it says is not repeated."""
    return NotLoaded.quarantined(Fault("failed", f"reading failed: {type(error).__name__}"))


def _again(read: Read, limits: Limits) -> Read:
    """An odd document, read with care; one that was is nested too deep."""
    if not read.with_care:
        return read_carefully(read.document, read.fingerprints, limits)
    return Read(read.document, read.fingerprints, NotLoaded.quarantined(TOO_DEEP))
