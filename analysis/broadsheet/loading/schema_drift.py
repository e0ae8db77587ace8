"""Which fields documents have and of what kind, and what is new about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["field_news", "fields_of", "merged_fields"]

_PLACES = {
    "articles": "",
    "related": "related[].",
    "images": "images[].",
    "provider_profiles": "organization.",
    "topic_tree": "topic.",
}
_BOOKKEEPING = frozenset(
    {"article_id", "archive", "path", "position", "related_position", "url", "published_month"}
    | {"topics", "other_names", "depth", "image_count", "related_count", "secured_bytes", "extra"}
)
_INDEX = re.compile(r"\[\d+\]")
_GOT = re.compile(r"wants [^,]+, got (.+)$")


def fields_of(tables: Mapping[str, pa.Table]) -> set[tuple[str, str]]:
    """The fields that are there, by column and kind; misfits with the kind that was found.

    Fields are named like their columns: `quality`, `related[].provider_domain`.
    """
    found = {
        (f"{place}{name}", _kind(column.type))
        for table, place in _PLACES.items()
        for name, column in zip(tables[table].column_names, tables[table].columns, strict=True)
        if name not in _BOOKKEEPING and column.null_count < len(column)
    }
    problems = tables["problems"].select(["field", "message"]).to_pylist()
    return found | {
        (_INDEX.sub("[]", row["field"]), got[1])
        for row in problems
        if row["field"] and (got := _GOT.search(row["message"]))
    }


def merged_fields(
    before: Mapping[str, list[str]], found: Iterable[tuple[str, str]]
) -> dict[str, list[str]]:
    """The kinds by field that a record holds, with those found added."""
    kinds = {name: set(values) for name, values in before.items()}
    for name, kind in found:
        kinds.setdefault(name, set()).add(kind)
    return {name: sorted(values) for name, values in sorted(kinds.items())}


def field_news(before: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> list[str]:
    """What is new about the fields, in words."""
    news = []
    for name, kinds in now.items():
        fresh = [kind for kind in kinds if kind not in before.get(name, ())]
        if name not in before:
            news.append(f"new field {name}: {' or '.join(kinds)}")
        elif fresh:
            news.append(f"{name} is now also {' or '.join(fresh)}; was {' or '.join(before[name])}")
    return news


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "a whole number"
    if pa.types.is_boolean(kind):
        return "true or false"
    return "a date" if pa.types.is_timestamp(kind) else "text"
