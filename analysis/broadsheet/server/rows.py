"""Rows of a lake for pages: statements of this room, whole or page by page."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from broadsheet.database.run import run_sql
from broadsheet.database.statements import parameters_of
from broadsheet.errors import QueryError
from broadsheet.export import Rows, format_named
from broadsheet.lake.sql_text import identifier
from broadsheet.period import parse_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from broadsheet.server.asked import Asked

__all__ = ["Listing", "listed", "objects", "rows_of"]

_PAGE = 50
_SQL = files("broadsheet.server") / "sql"


@dataclass(frozen=True)
class Listing:
    """A page of a list.

    Attributes:
        rows: The rows of this page.
        in_all: How many rows the list has.
        page: The page's number, from 1.
        sort: The column that the list is sorted by, after a `-` where it falls.
    """

    rows: pa.Table
    in_all: int
    page: int
    sort: str

    @property
    def pages(self) -> int:
        """How many pages the list has, at least one."""
        return max(1, -(-self.in_all // _PAGE))

    def facts(self) -> dict[str, Any]:
        """The list as a page shows it."""
        facts = {"in_all": self.in_all, "page": self.page, "pages": self.pages, "sort": self.sort}
        return {**facts, "rows": self.rows}


def rows_of(asked: Asked, name: str, **values: object) -> pa.Table:
    """The rows of a statement of this room, by the name of its file."""
    return run_sql(asked.connection, _sql(name), values).to_arrow_table()


def listed(asked: Asked, name: str, *, sort: str, key: str) -> Listing:
    """A list, filtered, sorted and cut as the request asks.

    Args:
        asked: The request: `sort` and `page`, and the statement's own parameters.
        name: The statement's file. Its parameters are filters, each without effect where null.
        sort: How it is sorted where the request does not say; a `-` before the column for falling.
        key: The columns that order rows of the same value, so that each page has its own rows.

    Raises:
        PeriodError: `period` is no period.
        QueryError: `sort` is no column, or `page` no number from 1.
    """
    sql = _sql(name)
    bound = _filters(asked, parameters_of(asked.connection, sql))
    columns = run_sql(asked.connection, f"describe {sql}", bound).fetchall()
    wanted = asked.values.get("sort", sort)
    column = wanted.removeprefix("-")
    valid = [found for found, *_ in columns]
    if column not in valid:
        raise QueryError("no such column to sort by", received=column, valid=valid)
    page = asked.values.get("page", "1")
    if not (page.isdecimal() and 1 <= int(page) <= 10**9):
        raise QueryError("a page is a number from 1", received=page)
    ((in_all,),) = run_sql(asked.connection, f"select count(*) from ({sql})", bound).fetchall()  # noqa: S608 - our own
    falling = " desc" if wanted.startswith("-") else ""
    order = f"{identifier(column)}{falling} nulls last, {key}"
    is_whole = asked.form not in {"html", "json"}
    most = asked.most_rows if is_whole else _PAGE
    start = 0 if is_whole else (int(page) - 1) * _PAGE
    cut = f"from ({sql}) order by {order} limit $most offset $start"
    rows = run_sql(asked.connection, cut, {**bound, "most": most, "start": start})
    return Listing(rows.to_arrow_table(), in_all, int(page), wanted)


def objects(rows: pa.Table) -> Any:  # noqa: ANN401 - of any columns
    """Rows as JSON has them."""
    stream = io.BytesIO()
    format_named("json").write(Rows.in_memory(rows), stream)
    return json.loads(stream.getvalue())


def _filters(asked: Asked, names: set[str]) -> Mapping[str, object]:
    """The value of each filter: `period` is given as `since` and `until`."""
    period = parse_period(asked.values.get("period", "all"))
    given = {**asked.values, "since": period.since, "until": period.until}
    return {name: given.get(name) for name in names}


@cache
def _sql(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text("utf-8").rstrip().removesuffix(";")
