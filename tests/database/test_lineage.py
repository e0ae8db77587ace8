"""The tables that named queries read."""

from __future__ import annotations

import re

import pytest

from broadsheet.database.lineage import Lineage, lineage
from broadsheet.database.relations import Relation, queries, relations_in_order
from broadsheet.schema import DERIVED, HISTORY, OPERATIONS, TABLES

_COMMON_TABLE = re.compile(
    r"\b(\w+)(?: *\([\w, ]*\))? as (?:not )?(?:materialized )?\(\s*(?:select|from)"
)


@pytest.mark.parametrize("query", queries())
def test_every_query_reads_a_table(query: str) -> None:
    """Each query is made from at least one table of the lake."""
    assert lineage(query).tables


@pytest.mark.parametrize(
    ("query", "tables", "relations"),
    [
        (
            "completeness_by_provider",
            ("articles",),
            ("category_of", "is_kind", "on_clock", "published_precision", "selected_articles"),
        ),
        (
            "top_stories",
            ("articles", "items", "mentions", "stories", "story_items"),
            ("category_of", "is_kind", "on_clock", "published_precision", "selected_stories"),
        ),
    ],
)
def test_lineage_is_what_the_files_say(
    query: str, tables: tuple[str, ...], relations: tuple[str, ...]
) -> None:
    """Worked out by hand from the files, with what the macros read in turn."""
    assert lineage(query) == Lineage(tables, relations)


@pytest.mark.parametrize("relation", relations_in_order(), ids=lambda relation: relation.name)
def test_a_common_table_has_a_name_of_its_own(relation: Relation) -> None:
    """No `with` hides a table or relation: lineage goes by names."""
    taken = {
        *TABLES,
        *DERIVED,
        *HISTORY,
        *OPERATIONS,
        *(each.name for each in relations_in_order()),
    } - {relation.name}
    assert not taken.intersection(_COMMON_TABLE.findall(relation.sql))
