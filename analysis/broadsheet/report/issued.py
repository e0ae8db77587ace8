"""Issues: the facts of delivered reports, kept beside the versions of a lake.

    lake/issued/REPORT/PERIOD.parquet     what the report's numbers of that period were counted from

`prune` removes versions and leaves these, so that a later page can explain what has changed since.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

from broadsheet.database.connection import open_database
from broadsheet.database.run import run_sql
from broadsheet.errors import LakeError
from broadsheet.lake.atomic import replaced
from broadsheet.period import Period
from broadsheet.schema.issued import ISSUED

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["Issue", "Span", "common_span", "facts_of", "issue_sql", "keep_issue", "last_issue"]

_FOLDER = "issued"
_RECORD = b"broadsheet"
"""The entry of a Parquet file's metadata that says what the issue is."""

Span = tuple["datetime | None", "datetime | None"]
"""The times, on the clock of a time zone, that a span begins at and ends before; None: open."""


@dataclass(frozen=True)
class Issue:
    """A delivered report for a period.

    Attributes:
        path: The file of its facts.
        period: The period.
        zone: The IANA time zone that its days were cut on.
        version: The version of the lake that it was made of.
        issued_at: When it was delivered.
    """

    path: Path
    period: Period
    zone: str
    version: str
    issued_at: datetime

    def facts(self) -> pa.Table:
        """Its articles and stories, with the columns of `ISSUED`."""
        return pq.ParquetFile(self.path).read()

    def elsewhere(self) -> pa.Table:
        """The articles of all issues of this report, each with its publication then."""
        columns = ["article_id", "published_at"]
        read = (pq.ParquetFile(path).read(columns) for path in _files(self.path.parent))
        return pa.concat_tables(read)


def keep_issue(
    snapshot: Snapshot, report: str, period: Period, zone: str, issued_at: datetime
) -> Path:
    """Keep the facts of a report that was delivered, in place of an older issue of the period.

    Args:
        snapshot: The version of the lake that its pages were made of.
        report: The report's name.
        period: The period.
        zone: The IANA time zone that its days were cut on.
        issued_at: When it was delivered.

    Returns:
        The path of the file.

    Raises:
        LakeError: The file can't be written.
    """
    with closing(open_database(snapshot)) as connection:
        facts = facts_of(connection, (period.since, period.until), zone)
    record = {
        "since": period.since.isoformat() if period.since else None,
        "until": period.until.isoformat() if period.until else None,
        "timezone": zone,
        "version": snapshot.version,
        "issued_at": issued_at.astimezone(UTC).isoformat(),
    }
    path = snapshot.path.parent / _FOLDER / report / f"{period.slug}.parquet"
    rows = facts.replace_schema_metadata({_RECORD: json.dumps(record).encode()})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced(path, durable=True) as new:
            pq.write_table(rows, new, compression="zstd")
    except OSError as error:
        raise LakeError(f"can't keep the issue {path}: {error.strerror or error}") from error
    return path


def last_issue(snapshot: Snapshot, report: str, period: Period) -> Issue | None:
    """The last issue of a report for a period, else the newest of a period that overlaps it.

    Issues that were made of a later version of the lake are ignored.

    Args:
        snapshot: The version of the lake that is looked at now.
        report: The report's name.
        period: The period.

    Raises:
        LakeError: A file of an issue can't be read.
    """
    found = [_read(path) for path in _files(snapshot.path.parent / _FOLDER / report)]
    fitting = [
        issue
        for issue in found
        if int(issue.version.removeprefix("v")) <= snapshot.number
        and _overlap(issue.period, period)
    ]
    same = (period.since, period.until)
    return max(
        fitting,
        key=lambda issue: ((issue.period.since, issue.period.until) == same, issue.issued_at),
        default=None,
    )


def facts_of(
    connection: duckdb.DuckDBPyConnection, span: tuple[object, object], zone: str
) -> pa.Table:
    """The articles and stories of a span, with the columns of `ISSUED`."""
    given = {"since": span[0], "until": span[1], "timezone": zone}
    rows = run_sql(connection, issue_sql("issue_facts"), given).to_arrow_table()
    return rows.select(ISSUED.schema.names).cast(ISSUED.schema)


def common_span(issue: Issue, period: Period, zone: str) -> Span:
    """The span that an issue has in common with a period, on the clock of a time zone."""
    theirs, ours = _span(issue.period, issue.zone, zone), _span(period, zone, zone)
    begins = [each[0] for each in (theirs, ours) if each[0]]
    ends = [each[1] for each in (theirs, ours) if each[1]]
    return max(begins, default=None), min(ends, default=None)


def issue_sql(name: str) -> str:
    """A statement about issues, by the name of its file."""
    return (files("broadsheet.report") / "sql" / f"{name}.sql").read_text("utf-8")


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def _read(path: Path) -> Issue:
    """What the file of an issue says that it is."""
    try:
        record: dict[str, Any] = json.loads(pq.read_schema(path).metadata[_RECORD])
        return Issue(
            path=path,
            period=Period(path.stem, _day(record["since"]), _day(record["until"])),
            zone=record["timezone"],
            version=record["version"],
            issued_at=datetime.fromisoformat(record["issued_at"]),
        )
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        hint = "remove it: pages then don't say what changed since"
        raise LakeError(f"the issue {path} can't be read: {error}", hint=hint) from error


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _overlap(one: Period, other: Period) -> bool:
    """Whether two periods have days in common; `all` has all days."""
    return (one.since is None or other.until is None or one.since < other.until) and (
        other.since is None or one.until is None or other.since < one.until
    )


def _span(period: Period, zone: str, clock: str) -> Span:
    """The span of a period that was cut on the days of a time zone, on another's clock."""

    def on_clock(day: date | None) -> datetime | None:
        if day is None:
            return None
        midnight = datetime.combine(day, time(), ZoneInfo(zone))
        is_same = zone == clock
        return (midnight if is_same else midnight.astimezone(ZoneInfo(clock))).replace(tzinfo=None)

    return on_clock(period.since), on_clock(period.until)
