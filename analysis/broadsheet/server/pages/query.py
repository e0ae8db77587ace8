"""A named query: a form for its parameters, and its rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from broadsheet.database.known_values import refuse_unknown
from broadsheet.database.queries import named_queries
from broadsheet.database.run import prepare_query, read
from broadsheet.period import parse_moment
from broadsheet.server.asked import MissingError, Shown

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/query"
TITLE = "Query"
POSITION = 0

_BOUNDS = frozenset({"since", "until", "previous_since", "previous_until"})
_NOT_OF_IT = frozenset({"name", "as_of"})


def show(asked: Asked) -> Shown:
    """The query of the name `name`, run with the other parameters of the address.

    Raises:
        MissingError: There is no such query.
        QueryError: It has no such parameter, or no document has the value of one.
    """
    name = asked.needed("name")
    queries = named_queries()
    if name not in queries:
        raise MissingError("no such query", received=name, valid=queries)
    given = {
        parameter: _value(parameter, text, asked.values.get("tz", "UTC"))
        for parameter, text in asked.values.items()
        if parameter not in _NOT_OF_IT
    }
    relation = prepare_query(asked.connection, name, given)
    refuse_unknown(asked.connection, given)
    rows = read(asked.connection, relation.limit(asked.most_rows).to_arrow_table)
    query = queries[name]
    facts = {"query": name, "question": query.question, "answer": query.answer, "rows": rows}
    return Shown(
        name, "query.html", facts, {"parameters": query.parameters, "meanings": query.meanings}
    )


def _value(parameter: str, text: str, zone: str) -> object:
    """A parameter as the query takes it: a moment, a number, a boolean or text."""
    if parameter in _BOUNDS:
        return parse_moment(text, zone=zone, option=parameter)
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, int | float) else text
