"""Export a lake, whole or a period of it, to a file or a folder for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from broadsheet.database.connection import connect
from broadsheet.database.statements import failure
from broadsheet.errors import BroadsheetError, PeriodError
from broadsheet.exporting.content import Span, content_of
from broadsheet.exporting.kinds import kind_for
from broadsheet.exporting.target import check_target, placed
from broadsheet.lake.local import local_lake
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.period import parse_moment, parse_period, parse_time_zone
from broadsheet.processes import run_until_interrupted

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Exported", "export_lake"]


@dataclass(frozen=True)
class Exported:
    """What an export came to.

    Attributes:
        path: The file or folder.
        version: The version of the lake that it was made of.
        rows: How many rows each table has, by the table's name.
    """

    path: Path
    version: str
    rows: dict[str, int]


def export_lake(  # noqa: PLR0913 - options, each by its name
    lake: str | Path,
    target: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - the option's name, as users know it
    period: str | None = None,
    since: str | None = None,
    until: str | None = None,
    tz: str = "UTC",
    tables: Sequence[str] = (),
    as_of: str | None = None,
    overwrite: bool = False,
) -> Exported:
    """Export the tables of a lake to a file or a folder.

    The rows are written as they are read, so an export may be larger than memory. It is written
    beside the target and renamed into place: other programs see all of it or nothing.

    With a period, the articles published in it are exported, and the rows of other tables that
    belong to them. An article without a date is only in an export without a period.

    >>> broadsheet.export_lake("lake", "march.xlsx", period="2021-03", tables=["articles"])

    Args:
        lake: The lake's folder.
        target: The file or folder to write.
        format: `csv`, `parquet`, `sqlite`, `xlsx`, `duckdb` or `delta`; None for the one that the
            target's ending means.
        period: A period such as `2021-03`, instead of `since` and `until`.
        since: The first day, or moment.
        until: The day, or moment, after the last.
        tz: The time zone of the days.
        tables: The tables; all tables of documents and those derived from them where empty.
        as_of: A version such as `v000011`; the live one where None.
        overwrite: Whether an existing file, or a folder that is an export, is replaced.

    Returns:
        The path, the version and the rows of each table.

    Raises:
        BroadsheetError: The target exists or is in a lake, the format does not fit or lacks its
            library, there is no such table, or the target can't be written.
        LakeError: There is no lake, or it lacks that version.
        PeriodError: A bound can't be understood.
    """
    lake, target = local_lake(lake, as_of), Path(target)
    kind = kind_for(target, format)
    span = _span(period, since, until, tz)
    version = open_snapshot(lake, as_of).version
    check_target(target, lake, overwrite=overwrite)
    with connect(lake, as_of=version) as connection:

        def write() -> dict[str, int]:
            content = content_of(connection, version, span, tables)
            with placed(target) as new:
                kind.write(content, new)
            return {table.name: table.count for table in content.tables}

        try:
            rows = run_until_interrupted(write, connection.interrupt)
        except duckdb.Error as error:
            raise failure(error) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise BroadsheetError(f"can't write {target}: {reason}") from error
    return Exported(target, version, rows)


def _span(period: str | None, since: str | None, until: str | None, tz: str) -> Span:
    """The span of a period, or of two bounds."""
    if period is None:
        first, last = (
            parse_moment(text, zone=tz, option=option).astimezone(UTC) if text else None
            for option, text in (("since", since), ("until", until))
        )
        if first and last and first >= last:
            raise PeriodError("until must be after since", received=until)
        return Span(first, last)
    if since or until:
        raise PeriodError("a period has its own bounds", hint="leave out since and until")
    days = parse_period(period, zone=tz)
    zone = parse_time_zone(tz)
    bounds = (
        datetime.combine(day, time(), zone).astimezone(UTC) if day else None
        for day in (days.since, days.until)
    )
    return Span(*bounds)
