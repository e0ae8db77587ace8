"""The tables of an archive's history, which `broadsheet history` reads from the commits of git."""

from __future__ import annotations

from broadsheet.schema.declaration import BOOLEAN, COUNT, INTEGER, MOMENT, TEXT, Column, Table

__all__ = ["COMMITTED_MONTH", "HISTORY"]

COMMITTED_MONTH = "committed_month"
"""The folders of a table of history: the month of the commit, `YYYY-MM` in UTC."""

_PLACE = (
    Column("document_id", INTEGER, "the document, the same at every path it has moved to"),
    Column("article_id", INTEGER, "stable hash of archive name and path; joins tables"),
    Column("archive", TEXT, "name of the archive", repeats=True),
    Column("path", TEXT, "path within the archive at this commit"),
    Column("sequence", INTEGER, "place of the commit in the line of history, from 1"),
    Column("commit_hash", TEXT, "full hash of the commit", repeats=True),
    Column("committed_at", MOMENT, "when the commit was made, in UTC"),
)

_VERSIONS = Table(
    "document_versions",
    "one row per document and commit that changed it",
    (
        *_PLACE,
        Column("authored_at", MOMENT, "when the change was written, in UTC"),
        Column(
            "change",
            TEXT,
            "present, added, content, reverted, payload_only, line_ends_only, format_only, moved, "
            "moved_and_changed, moved_away or removed",
            repeats=True,
        ),
        Column("other_path", TEXT, "of a move, the path before or after"),
        Column(
            "status", TEXT, "loaded, quarantined, skipped, or gone from this path", repeats=True
        ),
        Column("reason", TEXT, "why it was quarantined or skipped", repeats=True),
        Column("blob", TEXT, "git's id of the bytes; null where gone"),
        Column("bytes", INTEGER, "size of the file"),
        Column("fingerprint", TEXT, "BLAKE2b-128 of the file's bytes, in hexadecimal"),
        Column("content_fingerprint", TEXT, "the same of what it says: payload, line ends aside"),
        Column("category", TEXT, "category, as the article then had it", repeats=True),
        Column("type", TEXT, "kind of document, as the article then had it", repeats=True),
        Column("title", TEXT, "title, as the article then had it"),
        Column("url", TEXT, "the item's identity, as the article then had it"),
        Column(
            "provider_domain",
            TEXT,
            "the provider's key, as the article then had it",
            repeats=True,
        ),
        Column("published_at", MOMENT, "publication time in UTC, as the article then had it"),
        Column("quality", INTEGER, "quality score, as the article then had it"),
        Column("heat", INTEGER, "heat, as the article then had it"),
        Column("published", BOOLEAN, "whether it was published, as the article then had it"),
        Column("related_count", COUNT, "related items of the article then"),
    ),
    partitioned=False,
)

_CHANGES = Table(
    "article_changes",
    "one row per field of an article that a commit changed",
    (
        *_PLACE,
        Column("field", TEXT, "column of articles; or related, images, topics", repeats=True),
        Column("old", TEXT, "value before as text, a list as JSON; null where absent"),
        Column("new", TEXT, "value after as text, a list as JSON; null where absent"),
    ),
    partitioned=False,
)

HISTORY: dict[str, Table] = {table.name: table for table in (_VERSIONS, _CHANGES)}
"""The tables of history, by name."""
