"""A statement in SQL, and its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.database.run import prepare_sql, read
from broadsheet.errors import QueryError
from broadsheet.server.asked import Shown

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/sql"
TITLE = "SQL"
POSITION = 8

_EXAMPLE = (
    "select provider_domain, count(*) as articles\nfrom articles\ngroup by all\norder by all desc"
)


def show(asked: Asked) -> Shown:
    """The rows of the statement `statement`, as many as the form has room for.

    Raises:
        QueryError: For a script, that the statement is none that reads, or fails. A page shows it.
    """
    statement = asked.values.get("statement", "")
    rows, message = pa.table({}), ""
    try:
        if statement:
            relation = prepare_sql(asked.connection, statement)
            rows = read(asked.connection, relation.limit(asked.most_rows).to_arrow_table)
    except QueryError as error:
        if asked.form != "html":
            raise
        message = f"{error}\n{error.excerpt}".strip()
    facts = {"statement": statement, "rows": rows}
    return Shown(TITLE, "sql.html", facts, {"message": message, "example": _EXAMPLE})
