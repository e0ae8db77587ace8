"""Values as text and as JSON, in SQL: DuckDB converts whole columns at once, and every type.

A moment is in ISO 8601, with Z where it has a time zone. A list or a structure is JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from broadsheet.lake.sql_text import identifier, literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

__all__ = ["as_json", "as_text", "holds", "is_free_text", "is_number"]

_INTEGERS = frozenset({
    "tinyint", "smallint", "integer", "bigint", "hugeint",
    "utinyint", "usmallint", "uinteger", "ubigint", "uhugeint",
})  # fmt: skip
_FLOATS = frozenset({"float", "double"})
_NESTED = frozenset({"list", "array", "struct", "tuple", "map", "union"})
_MOMENTS = frozenset({"timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns"})
_TZ = "timestamp with time zone"


def is_number(kind: duckdb.sqltypes.DuckDBPyType) -> bool:
    """Whether a type is one of numbers, which are aligned to the right."""
    return kind.id in _INTEGERS | _FLOATS | {"decimal"}


def is_free_text(kind: duckdb.sqltypes.DuckDBPyType) -> bool:
    """Whether the text of a type can have any character, such as a comma or a line end."""
    return kind.id in _NESTED | {"varchar", "enum", "blob"}


def holds(kind: duckdb.sqltypes.DuckDBPyType, names: frozenset[str]) -> bool:
    """Whether a type is one of these, or has one of these within it."""
    if kind.id in names:
        return True
    return kind.id in _NESTED and any(holds(child, names) for child in _types_within(kind))


def as_text(column: str, kind: duckdb.sqltypes.DuckDBPyType) -> str:
    """The SQL of a column's values as text; null stays null.

    Args:
        column: The SQL of the column.
        kind: Its type.
    """
    if str(kind) == "VARCHAR":
        return column
    if kind.id in _NESTED:
        return f"to_json({_plain(column, kind)})::varchar"
    if kind.id in _MOMENTS:
        return f"replace({column}::varchar, ' ', 'T')"
    if kind.id == _TZ:
        in_utc = f"replace(({column} at time zone 'UTC')::varchar, ' ', 'T') || 'Z'"
        return f"case when isfinite({column}) then {in_utc} else {column}::varchar end"
    return f"{column}::varchar"


def as_json(column: str, kind: duckdb.sqltypes.DuckDBPyType) -> str:
    """The SQL of a column's values as JSON; null is `null`.

    Numbers that JSON lacks, infinities and not-a-number, are null.
    """
    if kind.id in _FLOATS:
        return f"case when isfinite({column}) then {column}::varchar else 'null' end"
    if kind.id in _INTEGERS | {"decimal", "boolean"} or str(kind) == "JSON":
        return f"coalesce({column}::varchar, 'null')"
    if kind.id in _NESTED:
        return f"coalesce({as_text(column, kind)}, 'null')"
    return f"coalesce(to_json({as_text(column, kind)})::varchar, 'null')"


def _plain(column: str, kind: duckdb.sqltypes.DuckDBPyType, depth: int = 0) -> str:
    """The SQL of nested values with each moment as text, and null for what JSON lacks."""
    if kind.id in _FLOATS:
        return f"case when isfinite({column}) then {column} end"
    if kind.id in _MOMENTS | {_TZ}:
        return as_text(column, kind)
    if kind.id in {"list", "array"}:
        (_, child), *_ = _children(kind)
        element = f"e{depth}"
        inner = _plain(element, child, depth + 1)
        return f"list_transform({column}, lambda {element}: {inner})"
    if kind.id == "struct":
        fields = ", ".join(_member(column, name, child, depth) for name, child in _children(kind))
        return f"case when {column} is not null then struct_pack({fields}) end"
    return column


def _children(
    kind: duckdb.sqltypes.DuckDBPyType,
) -> list[tuple[str, duckdb.sqltypes.DuckDBPyType]]:
    """The types within a type by name; what else DuckDB lists, such as a size, has none."""
    return [(name, cast("Any", child)) for name, child in kind.children]


def _types_within(
    kind: duckdb.sqltypes.DuckDBPyType,
) -> Iterator[duckdb.sqltypes.DuckDBPyType]:
    """The types of the elements, fields, keys and values of a nested type."""
    return (child for _, child in _children(kind) if isinstance(child, type(kind)))


def _member(column: str, name: str, kind: duckdb.sqltypes.DuckDBPyType, depth: int) -> str:
    value = _plain(f"struct_extract({column}, {literal(name)})", kind, depth)
    return f"{identifier(name)} := {value}"
