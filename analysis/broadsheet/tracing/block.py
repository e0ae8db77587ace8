"""From a block of a page, such as a sentence or a chart, to the documents that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from broadsheet.tracing.alone import documents_alone
from broadsheet.tracing.candidates import candidates
from broadsheet.tracing.trace import agree

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb
    import pyarrow as pa

    from broadsheet.tracing.question import Question

__all__ = ["Block", "BlockTrace", "trace_blocks"]

Block = dict[str, "Question"]
"""The questions that a block answers, by the names of their results."""


@dataclass(frozen=True)
class BlockTrace:
    """The rows that a block is written from, and the documents that give them again.

    Attributes:
        rows: The rows of each result, by its name.
        documents: The ids of the documents: a lake of these alone gives the rows.
        is_all: Whether these are all documents of the lake.
    """

    rows: Mapping[str, pa.Table]
    documents: pa.Array
    is_all: bool


def trace_blocks(
    connection: duckdb.DuckDBPyConnection,
    blocks: Mapping[str, Block],
    parameters: Mapping[str, Any],
) -> dict[str, BlockTrace]:
    """Find documents that give all rows of blocks again, of each as few as can be found.

    Sets of documents are tried in turn, as `trace` does: those of the provider or topic of the
    page, those of the period, those up to its end. The blocks of a page are traced together, since
    each set makes a database.

    Args:
        connection: The database of a lake.
        blocks: The blocks of one page, by any names.
        parameters: The parameters of the page.

    Returns:
        A trace for each block, by its name.

    Raises:
        QueryError: A statement fails.
    """
    questions = {name: each for block in blocks.values() for name, each in block.items()}
    rows = {name: question.rows(connection) for name, question in questions.items()}
    *sets, every = candidates(connection, {}, parameters)
    found: dict[str, tuple[pa.Array, bool]] = {}
    for documents in sets:
        left = [name for name in blocks if name not in found]
        asked = {name for block in left for name in blocks[block]}
        with documents_alone(connection, documents) as database:
            same = {name for name in asked if _same(questions[name].rows(database), rows[name])}
        found |= {block: (documents, False) for block in left if blocks[block].keys() <= same}
    return {
        name: BlockTrace({each: rows[each] for each in block}, *found.get(name, (every, True)))
        for name, block in blocks.items()
    }


def _same(one: pa.Table, other: pa.Table) -> bool:
    """Whether two answers have the same rows, but for ids that each version of a lake numbers."""
    columns = [name for name in other.column_names if not name.endswith("_id")]
    pairs = zip(one.to_pylist(), other.to_pylist(), strict=False)
    return one.num_rows == other.num_rows and all(agree(*pair, columns) for pair in pairs)
