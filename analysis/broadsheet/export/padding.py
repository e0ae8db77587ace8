"""Columns of text padded to a width in cells of a terminal, and joined to lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.export.rows import bytes_of
from broadsheet.style.formatting import ELLIPSIS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

__all__ = ["BETWEEN", "joined", "padded", "width_of"]

BETWEEN = 2
"""Blanks between two columns."""


def width_of(texts: pa.Array) -> int:
    """The width of the widest text, in cells: a Chinese character has two, an accent none."""
    import pyarrow.compute as pc

    if _is_ascii(texts):
        return pc.max(pc.binary_length(texts)).as_py() or 0
    from rich.cells import cell_len

    return max(map(cell_len, texts.to_pylist()), default=0)


def padded(texts: pa.Array, width: int, *, to_right: bool = False) -> pa.Array:
    """Texts filled up with blanks to a width; longer ones are cut and end with an ellipsis."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not _is_ascii(texts):
        fitted = [_fitted(text, width, to_right=to_right) for text in texts.to_pylist()]
        return pa.array(fitted, pa.string())
    if width_of(texts) > width:
        cut = pc.utf8_replace_slice(texts, width - 1, 2**31 - 1, ELLIPSIS)
        texts = pc.if_else(pc.greater(pc.binary_length(texts), width), cut, texts)
    return pc.utf8_lpad(texts, width) if to_right else pc.utf8_rpad(texts, width)


def joined(cells: Sequence[pa.Array]) -> memoryview:
    """Columns as lines, in UTF-8."""
    import pyarrow.compute as pc

    lines = pc.binary_join_element_wise(*cells, " " * BETWEEN)
    return bytes_of(pc.binary_join_element_wise(pc.utf8_rtrim_whitespace(lines), "\n", ""))


def _is_ascii(texts: pa.Array) -> bool:
    import pyarrow.compute as pc

    return pc.all(pc.string_is_ascii(texts)).as_py() is not False


def _fitted(text: str, width: int, *, to_right: bool) -> str:
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) > width:
        text = set_cell_size(text, width - 1) + ELLIPSIS
    blanks = " " * (width - cell_len(text))
    return blanks + text if to_right else text + blanks
