"""Completion of `broadsheet.query("NAME", PARAMETER=…)` in cells: names, then parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from IPython.core.completer import SimpleCompletion, context_matcher

from broadsheet.database.queries import named_queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from IPython.core.completer import CompletionContext, SimpleMatcherResult

__all__ = ["complete_queries"]

_NAME = re.compile(r"\bquery\(\s*[\"'](?P<begun>\w*)$")
_PARAMETER = re.compile(
    r"\bquery\(\s*[\"'](?P<query>\w+)[\"']\s*,(?:[^()]*,)?\s*(?P<begun>[^\W\d]\w*)?$"
)


@context_matcher()  # type: ignore[untyped-decorator]
def complete_queries(context: CompletionContext) -> SimpleMatcherResult:
    """What can follow in a call of `query`: the name of a query, or one of its parameters.

    Args:
        context: The line, and where the cursor is in it.
    """
    line = context.text_until_cursor
    if name := _NAME.search(line):
        return _those_that_begin(name["begun"], named_queries(), "")
    if parameter := _PARAMETER.search(line):
        query = named_queries().get(parameter["query"])
        return _those_that_begin(parameter["begun"] or "", query.parameters if query else (), "=")
    return {"completions": []}


def _those_that_begin(begun: str, names: Iterable[str], end: str) -> SimpleMatcherResult:
    found = [SimpleCompletion(f"{name}{end}") for name in names if name.startswith(begun)]
    return {"completions": found, "matched_fragment": begun}
