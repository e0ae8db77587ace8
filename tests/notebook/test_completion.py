"""In a call of `query`, the names of queries and of their parameters are completed."""

from __future__ import annotations

import pytest

from broadsheet.database.queries import named_queries
from kit.cells import Cells


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('broadsheet.query("quality_by_p', {"quality_by_provider"}),
        ("query('top_", {"top_stories"}),
        ('broadsheet.query("top_stories", to', {"top=", "topic="}),
        ('broadsheet.query("top_stories", top=3, cat', {"category="}),
        ('broadsheet.query("no_such_query", to', set()),
        ('requery("top_', set()),
    ],
)
def test_what_can_follow(cells: Cells, line: str, expected: set[str]) -> None:
    """A name that is begun is completed, and so is a parameter of the query that is named."""
    known = named_queries().keys() | {
        f"{name}=" for query in named_queries().values() for name in query.parameters
    }
    assert known.intersection(cells.completed(line)) == expected


def test_loading_it_again_adds_no_second_of_each(cells: Cells) -> None:
    """`%reload_ext` leaves one completion."""
    matchers = "len(get_ipython().Completer.custom_matchers)"
    assert cells.run("%reload_ext broadsheet", matchers) == 1
