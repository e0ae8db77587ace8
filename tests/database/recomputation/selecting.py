"""Which documents and stories a query is about, and the days, weeks and months of a period."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = [
    "Bound",
    "bucket_of",
    "buckets",
    "clock",
    "is_date",
    "local",
    "select_articles",
    "select_stories",
    "within",
]

Bound = date | datetime | None


def select_articles(
    archive: Archive,
    *,
    since: Bound = None,
    until: Bound = None,
    topic: str | None = None,
    provider: str | None = None,
    tz: str = "UTC",
    category: str | None = "news",
    type: str | None = None,  # noqa: A002 - as the queries name it
) -> list[Row]:
    """The documents of a selection, with `local_at`: their publication on the clock of `tz`."""
    placed = [{**row, "local_at": local(row["published_at"], tz)} for row in archive.articles]
    return [
        row
        for row in placed
        if within(row["local_at"], since, until)
        and (topic is None or topic in row["topics"])
        and (provider is None or row["provider_domain"] == provider.lower())
        and _is_kind(row, category, type)
    ]


def select_stories(
    archive: Archive,
    *,
    since: Bound = None,
    until: Bound = None,
    topic: str | None = None,
    tz: str = "UTC",
    category: str | None = "news",
    type: str | None = None,  # noqa: A002 - as the queries name it
) -> list[Row]:
    """The whole stories of a selection: one of a story's documents is of the topic and the kind."""
    documents = {
        row["article_id"]
        for row in archive.articles
        if (topic is None or topic in row["topics"]) and _is_kind(row, category, type)
    }
    own = {
        mention["item_id"]
        for mention in archive.mentions
        if mention["position"] == 0 and mention["article_id"] in documents
    }
    wanted = {row["story_id"] for row in archive.story_items if row["item_id"] in own}
    placed = [
        {**story, "local_first_at": local(story["first_published_at"], tz)}
        for story in archive.stories
        if story["story_id"] in wanted
    ]
    return [story for story in placed if within(story["local_first_at"], since, until)]


def local(moment: datetime | None, tz: str) -> datetime | None:
    """A moment on the clock of a time zone, without the zone; a date is that date everywhere."""
    zone = UTC if is_date(moment) else ZoneInfo(tz)
    return moment.astimezone(zone).replace(tzinfo=None) if moment else None


def is_date(moment: datetime | None) -> bool:
    """Whether a publication has a date alone: a time of exactly midnight in UTC is none."""
    return moment is not None and moment.astimezone(UTC).time() == time()


def bucket_of(moment: datetime | date | None, bucket: str) -> date | None:
    """The first day of the day, week (from Monday) or month that a local time is in."""
    if moment is None:
        return None
    day = moment.date() if isinstance(moment, datetime) else moment
    starts = {
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
    }
    return starts[bucket]


def buckets(
    moments: list[datetime], bucket: str, since: Bound = None, until: Bound = None
) -> list[date]:
    """The days, weeks or months from `since`, or the first moment, to `until`, or the last."""
    first = clock(since) or min(moments, default=None)
    end = clock(until)
    final = end - timedelta(microseconds=1) if end else max(moments, default=None)
    if first is None or final is None or final < first:
        return []
    days = (first.date() + timedelta(days=n) for n in range((final.date() - first.date()).days + 1))
    return sorted({bucket_of(day, bucket) for day in days})


def clock(bound: Bound) -> datetime | None:
    """A bound as a time: a date is its midnight."""
    if bound is None or isinstance(bound, datetime):
        return bound
    return datetime.combine(bound, time())


def within(moment: datetime | None, since: Bound, until: Bound) -> bool:
    """Whether a local time is in a period; one that is not known is where no bound is given."""
    first, end = clock(since), clock(until)
    if moment is None:
        return first is None and end is None
    return (first is None or first <= moment) and (end is None or moment < end)


def _is_kind(row: Row, category: str | None, kind: str | None) -> bool:
    said = row["category"]
    is_anything = any(row[name] for name in ("provider_domain", "provider_name", "published_at"))
    if said is None and row["type"] in {None, "article"} and is_anything:
        said = "news"
    return (category is None or said == category) and (kind is None or row["type"] == kind)
