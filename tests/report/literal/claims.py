"""What a page may claim, judged by Benjamini and Hochberg's rule over all that it compares."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .world import Row, World

__all__ = ["claimed", "tested"]

_LEVEL = 0.05
_FAMILIES = {
    "coverage": ("by_date", "provider_changes", "topic_changes", "gaps", "silent"),
    "weekly": ("topics", "providers", "by_date", "gaps", "silent"),
    "quality": ("ranks", "means"),
    "provider": ("standing",),
}


@lru_cache(maxsize=4)
def _judged(world: World) -> dict[str, tuple[list[Row], list[Row]]]:
    """For each family its rows that are tested, and of these the ones that pass."""
    families = {name: _rows(world, name) for name in _FAMILIES[world.report]}
    p_values = sorted(row["p_value"] for rows in families.values() for row in rows)
    passing = [p for at, p in enumerate(p_values, 1) if p * len(p_values) / at <= _LEVEL]
    bound = max(passing, default=-1.0)
    return {
        name: (rows, [row for row in rows if row["p_value"] <= bound])
        for name, rows in families.items()
    }


def tested(world: World, family: str) -> list[Row]:
    """The rows of a family that the page tests."""
    return _judged(world)[family][0]


def claimed(world: World, family: str) -> list[Row]:
    """Those that the page may claim."""
    return _judged(world)[family][1]


def _rows(world: World, family: str) -> list[Row]:
    found = _FINDERS[family](world)
    return [row for row in found if row["p_value"] is not None]


def _by_date(world: World) -> list[Row]:
    return world.ask("unusual_dates", bucket=world.bucket)


def _topics(world: World) -> list[Row]:
    if world.period.since is None:
        return []
    return [row for row in world.ask("topic_momentum") if row["baseline_periods"] >= 3]


def _changes(world: World, by: str) -> list[Row]:
    previous = world.period.previous
    if previous is None:
        return []
    given = {"previous_since": previous.since, "previous_until": previous.until}
    return world.ask("compare_periods", by=by, **given)


def _means(world: World) -> list[Row]:
    previous = world.period.previous
    if previous is None:
        return []
    given = {"previous_since": previous.since, "previous_until": previous.until}
    return world.ask("quality_change", **given)


def _standing(world: World) -> list[Row]:
    rows = world.ask("quality_ranks")
    return [row for row in rows if row["provider_domain"] == world.each]


def _named(world: World, by: str) -> list[Row]:
    return [row for row in _changes(world, by) if row["group_key"] is not None]


def last_day(world: World) -> date | None:
    """The day of the archive's last article."""
    return max(
        (row["local_at"].date() for row in world.all_articles if row["local_at"]), default=None
    )


def _silent(world: World) -> list[Row]:
    last = last_day(world)
    if last is None:
        return []
    end = last + timedelta(days=1)
    until = min(world.period.until, end) if world.period.until else end
    rows = world.ask("silent_providers", since=None, until=until, only_silent=False)
    since = world.period.since
    return [
        row | {"p_value": row["probability"]}
        for row in rows
        if since is None
        or row["last_seen"].replace(tzinfo=None).date() >= since - timedelta(days=28)
    ]


_FINDERS = {
    "by_date": _by_date,
    "topics": _topics,
    "providers": lambda world: _named(world, "provider"),
    "provider_changes": lambda world: _changes(world, "provider"),
    "topic_changes": lambda world: _named(world, "topic"),
    "gaps": lambda world: world.ask("gaps", only_gaps=False),
    "silent": _silent,
    "means": _means,
    "ranks": lambda world: world.ask("quality_ranks"),
    "standing": _standing,
}
