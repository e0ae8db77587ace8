"""What has changed since the last issue: articles arrived, removed, moved and rescored.

Each number is counted seven times, from the articles of the last issue to those of today, with one
kind of change after the other. So the effects of all kinds add up to the change of the number, also
of a mean, a median or a count of distinct items, whose parts can't be added.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from broadsheet.database.run import place_result, run_sql
from broadsheet.period import Period, parse_time_zone
from broadsheet.report.issued import common_span, facts_of, issue_sql, last_issue
from broadsheet.report.source.settings import EACH
from broadsheet.style import formatting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.report.edition.each import Each
    from broadsheet.report.edition.edition import Edition
    from broadsheet.report.issued import Issue, Span

__all__ = ["EFFECTS", "NUMBERS", "ChangedNumber", "Changes", "SinceIssue"]

EFFECTS = ("removed", "moved", "rescored", "edited", "arrived", "regrouped")
"""The kinds of change, in the order in which they are counted."""

NUMBERS = {
    "articles": "Articles",
    "items": "Distinct items",
    "stories": "Stories",
    "providers": "Providers",
    "topics": "Topics",
    "scored": "Scored",
    "mean_quality": "Mean quality",
    "median_quality": "Median quality",
    "published_share": "Published",
}
"""The numbers that are compared with the last issue's, each with its label."""

_Printed = int | Decimal | None
_SCHEMA = "issued"
_DIGITS = {"mean_quality": 1, "median_quality": 1, "published_share": 2}
"""Digits behind the point of numbers that are not whole, as pages print them: 0.34 is 34%."""


@dataclass(frozen=True)
class ChangedNumber:
    """A number of the last issue, of today, and what each kind of change adds to it.

    Attributes:
        name: Its name, such as `articles` or `mean_quality`.
        label: Its name for readers.
        before: Its value then, rounded as it is printed.
        now: Its value now.
        effects: What each kind of change adds, by the names of `EFFECTS`. They add up to
            `now - before`; each is None where the number had or has no value.
    """

    name: str
    label: str
    before: _Printed
    now: _Printed
    effects: dict[str, _Printed]


@dataclass(frozen=True)
class Changes:
    """What has changed since the last issue of a report.

    Attributes:
        issued: The day of the last issue.
        days: The days that both have in common; None where they are the page's whole period.
        counts: How many articles each kind of change has.
        numbers: The numbers that have changed.
        now: The numbers of today for the days in common, by name, not rounded.
    """

    issued: str
    days: str | None
    counts: dict[str, int]
    numbers: tuple[ChangedNumber, ...]
    now: dict[str, Any]

    @property
    def effects(self) -> list[str]:
        """The kinds of change that have an effect on one of the numbers."""
        return [name for name in EFFECTS if any(number.effects[name] for number in self.numbers)]


class SinceIssue:
    """Finds what has changed since the last issue of an edition's report, for each of its pages."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, edition: Edition
    ) -> None:
        self._connection = connection
        self._snapshot = snapshot
        self._edition = edition

    def changes(self, each: Each | None, numbers: Sequence[str]) -> Changes | None:
        """The changes of a page; None where there is no last issue, or nothing has changed.

        Args:
            each: The provider or topic of the page.
            numbers: The numbers to compare, of `NUMBERS`.
        """
        if self._issue is None:
            return None
        issue, span = self._issue
        kind, zone = self._edition.document.for_each, self._edition.scope.zone
        page = {name: each.key if each and kind == name else None for name in EACH}
        (counts,) = self._rows("issue_counts", page)
        given = {"since": span[0], "until": span[1], "timezone": zone}
        steps = self._rows("issue_steps", {**page, **given})
        changed = tuple(_changed_numbers(steps, numbers))
        if not changed and not any(counts.values()):
            return None
        return Changes(
            issued=formatting.day(issue.issued_at.astimezone(parse_time_zone(zone))),
            days=self._days_in_common(span),
            counts=counts,
            numbers=changed,
            now=steps[-1],
        )

    @cached_property
    def _issue(self) -> tuple[Issue, Span] | None:
        """The last issue and the span in common, placed in the database when they are sought."""
        document, scope = self._edition.document, self._edition.scope
        issue = last_issue(self._snapshot, document.name, scope.period)
        if issue is None:
            return None
        span = common_span(issue, scope.period, scope.zone)
        now = facts_of(self._connection, span, scope.zone)
        placed = {"last": issue.facts(), "now": now, "elsewhere": issue.elsewhere()}
        for name, rows in placed.items():
            place_result(self._connection, name, rows, schema=_SCHEMA)
        given = {"since": span[0], "until": span[1], "timezone": scope.zone}
        fates = run_sql(self._connection, issue_sql("issue_fates"), given).to_arrow_table()
        place_result(self._connection, "fates", fates, schema=_SCHEMA)
        return issue, span

    def _rows(self, name: str, given: Mapping[str, object]) -> list[dict[str, Any]]:
        answer = run_sql(self._connection, issue_sql(name), given).to_arrow_table()
        rows: list[dict[str, Any]] = answer.to_pylist()
        return rows

    def _days_in_common(self, span: Span) -> str | None:
        """The days of a span that is not the whole period."""
        period = self._edition.scope.period
        since, until = (bound and bound.date() for bound in span)
        if (since, until) == (period.since, period.until):
            return None
        return Period("", since, until).title


def _changed_numbers(
    steps: Sequence[Mapping[str, Any]], numbers: Sequence[str]
) -> Iterator[ChangedNumber]:
    """The numbers that a kind of change has an effect on, as they are printed."""
    for name in numbers:
        values = [_as_printed(name, step[name]) for step in steps]
        if len(set(values)) > 1:
            effects = dict(zip(EFFECTS, map(_difference, values[1:], values), strict=True))
            yield ChangedNumber(name, NUMBERS[name], values[0], values[-1], effects)


def _difference(after: _Printed, before: _Printed) -> _Printed:
    return None if after is None or before is None else after - before


def _as_printed(name: str, value: Any) -> _Printed:  # noqa: ANN401 - a number of any type
    """A number rounded as pages print it, so that the printed effects add up, too."""
    if value is None or name not in _DIGITS:
        return value  # type: ignore[no-any-return]
    digits = Decimal(1).scaleb(-_DIGITS[name])
    return Decimal(str(value)).quantize(digits, rounding=ROUND_HALF_UP)
