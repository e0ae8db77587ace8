"""The derived tables are what plain Python computes from the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from broadsheet.schema import DERIVED

from .agreement import assert_agree
from .archives import ARCHIVES, HISTORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Loaded

_KEYS = {
    "items": ("item_id",),
    "mentions": ("article_id", "position"),
    "story_items": ("story_id", "rank"),
    "stories": ("story_id",),
    "providers": ("provider_domain",),
}


@pytest.mark.parametrize("archive", [name for name in ARCHIVES if name != HISTORY])
@pytest.mark.parametrize("table", DERIVED)
def test_derived_table(table: str, archive: str, loaded: Callable[[str], Loaded]) -> None:
    """A table that a load derives has the rows that the documents imply."""
    columns = DERIVED[table].schema.names
    keys = _KEYS[table]
    own = loaded(archive)
    found = own.connection.execute(f"from {table} order by {', '.join(keys)}")
    found_rows = sorted(getattr(own.archive, table), key=lambda row: [row[key] for key in keys])
    expected = [{column: row[column] for column in columns} for row in found_rows]
    assert_agree(found, expected)
