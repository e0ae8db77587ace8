"""What plain Python finds in an archive, for a period and the one before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from broadsheet.period import Period, fitting_bucket
from database.recomputation.queries import RECOMPUTED
from database.recomputation.selecting import bucket_of, select_articles, select_stories

if TYPE_CHECKING:
    from datetime import date

    from database.recomputation.items import Archive

Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class World:
    """An archive in a period.

    Attributes:
        archive: Its documents, items and stories.
        period: The period.
        files: How many files it has.
        report: The name of the page's report.
        each: The domain of the page's provider, for a page of one.
    """

    archive: Archive
    period: Period
    files: int
    report: str = ""
    each: str | None = None
    _answers: dict[Any, list[Row]] = field(default_factory=dict, compare=False)

    def ask(self, query: str, **given: Any) -> list[Row]:  # noqa: ANN401 - a parameter of any type
        """The rows of a named query for the period, recomputed."""
        asked = (query, repr(given))
        if asked not in self._answers:
            span = {"since": self.period.since, "until": self.period.until}
            self._answers[asked] = RECOMPUTED[query](self.archive, **{**span, **given})
        return self._answers[asked]

    @cached_property
    def articles(self) -> list[Row]:
        """The news articles of the period."""
        return select_articles(self.archive, since=self.period.since, until=self.period.until)

    @cached_property
    def all_articles(self) -> list[Row]:
        """The news articles of all dates."""
        return select_articles(self.archive)

    @cached_property
    def before(self) -> list[Row]:
        """Those of the period before."""
        previous = self.period.previous
        if previous is None:
            return []
        return select_articles(self.archive, since=previous.since, until=previous.until)

    @cached_property
    def stories(self) -> list[Row]:
        """The stories that began in the period."""
        return select_stories(self.archive, since=self.period.since, until=self.period.until)

    @cached_property
    def own(self) -> list[Row]:
        """The articles of the page's provider."""
        return [row for row in self.articles if row["provider_domain"] == self.each]

    @cached_property
    def scores(self) -> list[int]:
        """The scores of the period, sorted."""
        return sorted(row["quality"] for row in self.articles if row["quality"] is not None)

    @cached_property
    def bucket(self) -> str:
        """The unit of time of the page's line."""
        dated = [row["local_at"].date() for row in self.all_articles if row["local_at"]]
        first, last = min(dated, default=None), max(dated, default=None)
        return fitting_bucket(self.period.since or first, self.period.until or last)

    def by_date(self, rows: list[Row]) -> dict[date, int]:
        """How many of these articles each day, week or month has."""
        counts: dict[date, int] = {}
        for row in rows:
            day = bucket_of(row["local_at"], self.bucket)
            if day is not None:
                counts[day] = counts.get(day, 0) + 1
        return counts

    def label(self, domain: str | None) -> str:
        """A provider's name for readers."""
        if domain is None:
            return "none named"
        return str(self.archive.provider[domain]["name"])

    def count(self, name: str, rows: list[Row], column: str = "articles") -> int | None:
        """A column of the row of a provider's name; None where there is no such row."""
        found = [row for row in rows if self.label(row["provider_domain"]) == name]
        return found[0][column] if len(found) == 1 else None
