"""Rows as people read them: on one line, without what a terminal obeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.export.sql_values import as_text, is_free_text
from broadsheet.style.formatting import number, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    import pyarrow as pa

    from broadsheet.export.rows import Rows

__all__ = ["counted", "texts_for_people"]


def texts_for_people(rows: Rows, *, one_line: bool) -> Iterator[list[pa.Array]]:
    """The texts of each column, batch by batch: fractions have three decimals, null is nothing.

    Args:
        rows: The rows.
        one_line: Whether line ends and runs of blanks become a blank.
    """
    columns = [_text(f"#{i}", kind, one_line=one_line) for i, kind in enumerate(rows.types, 1)]
    for batch in rows.projected(columns):
        yield [_printable(texts) for texts in batch]


def counted(count: int, shown: int) -> str:
    """How many rows there are, and how many of them are shown."""
    words = f"{number(count)} row{'' if count == 1 else 's'}"
    return words if shown == count else f"{words}, {number(shown)} shown"


def _printable(texts: pa.Array) -> pa.Array:
    """Texts without what a terminal obeys; most have nothing of it, which Arrow sees at once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pc.all(pc.ascii_is_printable(texts)).as_py() is not False:
        return texts.cast(pa.string())
    return pa.array(map(_clean, texts.to_pylist()), pa.string())


def _clean(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))


def _text(column: str, kind: duckdb.sqltypes.DuckDBPyType, *, one_line: bool) -> str:
    if kind.id in {"float", "double"}:
        rounded = f"format('{{:.3f}}', {column})"
        text = f"case when isfinite({column}) then {rounded} else {column}::varchar end"
    else:
        text = as_text(column, kind)
    text = f"coalesce({text}, '')"
    if not one_line or not is_free_text(kind):
        return text
    return f"trim(regexp_replace({text}, '\\s+', ' ', 'g'))"
