"""A named query that counts twice does not pass its cases.

Each named query is changed so that it reads one of its relations twice. `make soak` does the same
with every relation that it reads.
"""

from __future__ import annotations

import pytest

from broadsheet.database.queries import named_queries
from kit.bench import Bench
from kit.cases import hold_case
from kit.mutants import cases_of, is_noticed, mutants_of

_OF_DISTINCT = {"related_growth", "typical_words"}
"""Queries of distinct documents or stories, or of means: a row that is read twice counts once."""


@pytest.mark.parametrize("name", sorted(named_queries().keys() - _OF_DISTINCT))
def test_a_query_that_counts_twice_is_noticed(name: str, bench: Bench) -> None:
    """A case that was worked out by hand has another answer."""
    for case in cases_of(name):
        hold_case(bench, case)
        if any(is_noticed(bench, case, mutant) for mutant in mutants_of(name)):
            return
    pytest.fail(f"no case of {name} notices that it counts twice")
