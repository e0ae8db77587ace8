"""Answers of named queries as DataFrames, for notebooks and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.config import read_settings
from broadsheet.database.connection import open_lake
from broadsheet.database.known_values import refuse_unknown
from broadsheet.database.run import run_query
from broadsheet.lake.local import local_lake
from broadsheet.period import parse_moment

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

__all__ = ["query"]

_BOUNDS = ("since", "until", "previous_since", "previous_until")


def query(
    name: str, /, *, lake: str | Path | None = None, as_of: str | None = None, **parameters: object
) -> pd.DataFrame:
    """Run a named query over a lake.

    >>> broadsheet.query("quality_by_provider", since="2021-03-01", min_articles=2)

    Args:
        name: The query, such as `quality_by_provider`; `named_queries` lists them.
        lake: The lake's folder; None for that of the settings.
        as_of: A version such as `v000011`; the live one where None.
        **parameters: Parameters of the query. A bound such as `since` is a date, a datetime, or
            text such as `2021-03-01`.

    Returns:
        A row for each row of the answer, in its order.

    Raises:
        LakeError: There is no lake, or it lacks that version.
        QueryError: There is no such query or parameter, or no document has the provider, topic,
            category or type.
    """
    settings = read_settings()
    zone = str(parameters.get("tz") or "UTC")
    for bound in _BOUNDS:
        given = parameters.get(bound)
        if isinstance(given, str):
            parameters[bound] = parse_moment(given, zone=zone, option=bound)
    connection = open_lake(local_lake(lake or settings.lake, as_of), as_of, settings.statements)
    try:
        answer = run_query(connection, name, parameters)
        refuse_unknown(connection, parameters)
        rows: pd.DataFrame = answer.df()
        return rows
    finally:
        connection.close()
