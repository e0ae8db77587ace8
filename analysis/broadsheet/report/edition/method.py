"""The method of a page: what it counts, what it leaves out, and from when its archive is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from broadsheet.database.run import run_sql

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from broadsheet.period import Period

__all__ = ["Method", "method_of", "method_sql"]


@dataclass(frozen=True)
class Method:
    """What the numbers of a page are made from.

    Attributes:
        articles: The articles of the period.
        unscored: Those without a quality score.
        undated: Those without a date.
        no_news: Documents of the period that are no news, and left out.
        quarantined: Documents of the whole archive that could not be read.
        skipped: Files of the whole archive that are no documents.
        first_day: The day of the archive's first article; None where none has a date.
        last_day: The day of its last.
    """

    articles: int
    unscored: int
    undated: int
    no_news: int
    quarantined: int
    skipped: int
    first_day: date | None
    last_day: date | None


def method_of(connection: duckdb.DuckDBPyConnection, period: Period, zone: str) -> Method:
    """The method of the pages of a period."""
    given = {"since": period.since, "until": period.until, "timezone": zone}
    (row,) = run_sql(connection, method_sql(), given).to_arrow_table().to_pylist()
    return Method(**row)


@cache
def method_sql() -> str:
    """The statement that counts the numbers of a method."""
    return (files("broadsheet.report") / "sql" / "method.sql").read_text("utf-8")
