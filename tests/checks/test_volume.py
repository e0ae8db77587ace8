"""The check of volume, with ranges worked out by hand.

Sixteen articles on each of the eight days before have the root 4, and a deviation of 1/2. So a day
may have (4 - 4 × 1/2)² = 4 to (4 + 6 × 1/2)² = 49 articles.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from broadsheet.checks.result import CheckResult, State
from broadsheet.config.settings import CheckSettings, Settings
from kit.bench import Bench

JUDGED = date(2021, 3, 31)
NOW = datetime(2021, 4, 1, tzinfo=UTC)

Volume = Callable[..., CheckResult]


@pytest.fixture
def volume(bench: Bench, checked: Callable[..., CheckResult]) -> Volume:
    """Checks a day of so many articles, after eight weeks of the same weekday, the last first."""

    def check(
        articles: int, before: list[int] | None = None, settings: Settings | None = None
    ) -> CheckResult:
        counts = [articles, *(before or [16] * 8)]
        days = [JUDGED - timedelta(days=7 * week) for week in range(len(counts))]
        times = [
            datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            for day, count in zip(days, counts, strict=True)
            for _ in range(count)
        ]
        times.append(datetime(2021, 1, 1, tzinfo=UTC))  # a Friday, when the archive begins
        bench.hold(
            [
                {"article_id": number, "published_at": time, "provider_domain": "one.example"}
                for number, time in enumerate(times)
            ],
            derived=False,
        )
        return checked(bench.connection, "volume", settings=settings or Settings(), now=NOW)

    return check


@pytest.mark.parametrize("articles", [4, 16, 49])
def test_a_usual_day_passes(articles: int, volume: Volume) -> None:
    """The ends of the range are in it."""
    assert volume(articles).state is State.PASS


@pytest.mark.parametrize("articles", [0, 3, 50])
def test_an_unusual_day_is_found(articles: int, volume: Volume) -> None:
    """A day outside of the range is found, with the range."""
    result = volume(articles)
    found = (result.found, result.expected_from, result.expected_to)
    assert found == (articles, 4, 49)


def test_days_without_articles_count(volume: Volume) -> None:
    """Four empty days of eight halve the usual root to 2, with a deviation of 1.4826 × 2."""
    result = volume(400, [16, 0, 16, 0, 16, 0, 16, 0])
    assert result.expected_to == int((2 + 6 * 1.4826 * 2) ** 2)


def test_a_holiday_is_not_judged(volume: Volume) -> None:
    """An empty holiday is no finding."""
    settings = Settings(checks=CheckSettings(holidays=(JUDGED,)))
    assert volume(0, settings=settings).state is State.PASS


def test_holidays_are_not_compared_with(volume: Volume) -> None:
    """Empty holidays among the days before leave the range as it is."""
    weeks = [JUDGED - timedelta(days=7 * week) for week in (1, 2, 3, 4)]
    settings = Settings(checks=CheckSettings(holidays=tuple(weeks)))
    result = volume(3, [0, 0, 0, 0, 16, 16, 16, 16], settings)
    assert (result.expected_from, result.expected_to) == (4, 49)


def test_a_young_archive_is_not_judged(bench: Bench, checked: Callable[..., CheckResult]) -> None:
    """Fewer weeks than half of those wanted are no basis."""
    days = [datetime(2021, 3, day, tzinfo=UTC) for day in (10, 17, 24) for _ in range(100)]
    bench.hold(
        [{"article_id": number, "published_at": day} for number, day in enumerate(days)],
        derived=False,
    )
    assert checked(bench.connection, "volume").state is State.PASS


def test_few_articles_are_no_basis_for_too_few(volume: Volume) -> None:
    """Where seven articles are usual, none may be chance."""
    assert volume(0, [7] * 8).state is State.PASS


def test_contributors_are_those_that_differ_most(
    bench: Bench, checked: Callable[..., CheckResult]
) -> None:
    """The providers that lack most come first; who has as many as usual is no contributor."""
    providers = {"most.example": (0, 10), "less.example": (1, 5), "same.example": (2, 2)}
    rows = [
        {"published_at": datetime(2021, 3, 31, tzinfo=UTC) - timedelta(days=7 * week),
         "provider_domain": provider}
        for provider, (now, before) in providers.items()
        for week in range(9)
        for _ in range(before if week else now)
    ]  # fmt: skip
    bench.hold([{"article_id": n, **row} for n, row in enumerate(rows)], derived=False)
    result = checked(bench.connection, "volume")
    assert result.contributors == (
        "most.example: 0 articles, usually 10.0",
        "less.example: 1 articles, usually 5.0",
    )
