"""The providers or topics of a period, for a report with a page for each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING
from unicodedata import normalize

from broadsheet.database.run import run_sql
from broadsheet.errors import ReportError
from broadsheet.report.edition.long_texts import bounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import duckdb

    from broadsheet.period import Period

__all__ = ["Each", "each_of", "each_sql", "the_one"]

_LONGEST_SLUG = 80
_MOST_BYTES = 160
"""Of a slug: with the names of report and period, a file's name must have at most 255."""
_NO_SLUG = re.compile(r"[^\w.]+")
_LISTED = 12
_SQL = {
    "provider": """
        select provider_domain as key, coalesce(label, provider_domain) as name, found.articles,
        from articles_by_provider(since := $since, until := $until, tz := $timezone) as found
        left join providers using (provider_domain)
        where provider_domain is not null
        order by found.articles desc, key
    """,
    "topic": """
        select topic as key, topic as name, articles,
        from articles_by_topic(since := $since, until := $until, tz := $timezone)
        where topic is not null
        order by articles desc, key
    """,
}


@dataclass(frozen=True)
class Each:
    """A provider or topic with a page of its own.

    Attributes:
        key: Its key in queries: the provider's domain, or the topic.
        name: Its name for readers, shortened where it is too long for a page.
        articles: Its articles in the period.
        slug: Its part of a file's name, unique in the report.
    """

    key: str
    name: str
    articles: int
    slug: str


def each_of(
    connection: duckdb.DuckDBPyConnection, kind: str, period: Period, zone: str
) -> list[Each]:
    """The providers or topics of a period, most articles first.

    Args:
        connection: The database.
        kind: `provider` or `topic`.
        period: The period.
        zone: The IANA time zone that its days are cut on.
    """
    given = {"since": period.since, "until": period.until, "timezone": zone}
    rows = run_sql(connection, each_sql(kind), given).to_arrow_table().to_pylist()
    slugs = _slugs(row["key"] for row in rows)
    return [
        Each(**row | {"name": bounded(row["name"])}, slug=slug)
        for row, slug in zip(rows, slugs, strict=True)
    ]


def each_sql(kind: str) -> str:
    """The statement that lists the providers or topics of a period."""
    return dedent(_SQL[kind]).strip()


def the_one(found: Sequence[Each], kind: str, key: str) -> Each:
    """The one with a key.

    Raises:
        ReportError: It has no article in the period.
    """
    for each in found:
        if each.key.lower() == key.lower():
            return each
    if not found:
        raise ReportError(f"no {kind} has articles in this period", received=key)
    valid = [each.key for each in found[:_LISTED]]
    problem = f"no such {kind} in this period"
    if len(found) > _LISTED:
        problem += f" (the largest of {len(found):,} are listed)"
    raise ReportError(problem, received=key, valid=valid)


def _slugs(keys: Iterable[str]) -> Iterator[str]:
    """For each key a part of a file's name that no other has."""
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for key in keys:
        words = _NO_SLUG.sub("-", normalize("NFC", key).lower()).strip("-.")[:_LONGEST_SLUG]
        wanted = words.encode()[:_MOST_BYTES].decode(errors="ignore") or "none"
        slug = wanted
        while slug in taken:
            numbers[wanted] += 1
            slug = f"{wanted}-{numbers[wanted] + 1}"
        taken.add(slug)
        yield slug
