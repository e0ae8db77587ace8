"""The fields of articles as texts, by which two versions of a document are compared."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.loading.changed_fields import compared_columns
from broadsheet.schema import HISTORY, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["CARRIED", "FIELDS", "Article", "articles_of"]

_COLUMNS: Final = tuple(column.name for column in compared_columns(TABLES["articles"]))
_LISTS: Final = ("topics", "images", "related")
FIELDS: Final = (*_COLUMNS, *_LISTS)
"""The fields that are compared: columns of `articles`, then lists."""

CARRIED: Final = tuple(
    column.name
    for column in HISTORY["document_versions"].columns
    if column.name in TABLES["articles"].schema.names
    and column.name not in {"article_id", "archive", "path"}
)
"""The columns of `articles` that a version of a document has too."""

_KEYS = frozenset({"article_id", "position", "related_position"})

Article = tuple[tuple[str | None, ...], tuple[Any, ...]]
"""The texts of an article's `FIELDS`, and the values of the columns that are `CARRIED`."""


def articles_of(tables: Mapping[str, pa.Table]) -> dict[int, Article]:
    """The articles of tabulated documents, by id.

    A value is the text that DuckDB casts back to it: `70`, `true`, `2021-03-01T10:00:00Z`. A list
    is JSON: of related items with their images, and of images; an absent value is left out.
    """
    articles = tables["articles"]
    columns = [_texts(articles[name]) for name in _COLUMNS]
    carried = [articles[name].to_pylist() for name in CARRIED]
    images, of_related = _images(tables["images"])
    related = _related(tables["related"], of_related)
    found: dict[int, Article] = {}
    idents = articles["article_id"].to_pylist()
    topics = articles["topics"].to_pylist()
    rows = zip(idents, topics, zip(*columns, strict=True), zip(*carried, strict=True), strict=True)
    for ident, own_topics, texts, values in rows:
        lists = (own_topics, images.get(ident), related.get(ident))
        found[ident] = ((*texts, *(_json(each) if each else None for each in lists)), values)
    return found


def _texts(column: pa.ChunkedArray) -> list[str | None]:
    if pa.types.is_timestamp(column.type):
        column = pc.strftime(column, "%Y-%m-%dT%H:%M:%SZ")
        column = pc.replace_substring(column, ".000000Z", "Z")
    texts: list[str | None] = pc.cast(column, pa.string()).to_pylist()
    return texts


def _related(
    related: pa.Table, images: Mapping[tuple[int, int], list[dict[str, Any]]]
) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for row in _rows(related):
        ident, position = row["article_id"], row["position"]
        entry = _present(row)
        if own := images.get((ident, position)):
            entry["images"] = own
        found[ident].append((position, entry))
    return {ident: _in_order(entries) for ident, entries in found.items()}


def _images(
    images: pa.Table,
) -> tuple[dict[int, list[dict[str, Any]]], dict[tuple[int, int], list[dict[str, Any]]]]:
    """The images of articles by id, and those of related items by id and position."""
    own: dict[int, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    nested: dict[tuple[int, int], list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for row in _rows(images):
        entry = (row["position"], _present(row))
        if row["related_position"] is None:
            own[row["article_id"]].append(entry)
        else:
            nested[row["article_id"], row["related_position"]].append(entry)
    return (
        {key: _in_order(entries) for key, entries in own.items()},
        {key: _in_order(entries) for key, entries in nested.items()},
    )


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    """The rows of a child table, with texts in place of times; without its derived columns."""
    declared = TABLES["related"] if "web_url" in table.column_names else TABLES["images"]
    names = [
        column.name
        for column in declared.columns
        if column.name in _KEYS or column.source or column.name == "extra"
    ]
    names = [name for name in names if not name.endswith("_count")]
    columns = [
        _texts(table[name]) if pa.types.is_timestamp(table[name].type) else table[name].to_pylist()
        for name in names
    ]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _present(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and name not in _KEYS}


def _in_order(entries: Iterable[tuple[int, dict[str, Any]]]) -> list[dict[str, Any]]:
    return [entry for _, entry in sorted(entries, key=lambda each: each[0])]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
