"""The questions asked of polars, its frames in memory beforehand."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
from asking import ask

LAKE = Path(sys.argv[1], "v000001")


def read(table: str, *columns: str) -> pl.DataFrame:
    """Some columns of a table."""
    files = str(LAKE / table / "**" / "*.parquet")
    return pl.scan_parquet(files, hive_partitioning=False).select(columns).collect()


articles = read("articles", "article_id", "provider_domain", "published_at", "quality")
topics = read("article_topics", "article_id", "topic")
related = read("related", "provider_domain", "url")


def by_provider_and_day() -> int:
    """Articles by provider and day."""
    day = pl.col("published_at").dt.truncate("1d")
    return articles.lazy().group_by("provider_domain", day).len().collect().height


def by_topic_and_week() -> int:
    """Mean quality by topic and week."""
    scored = articles.lazy().filter(pl.col("quality").is_not_null())
    week = pl.col("published_at").dt.truncate("1w")
    measured = (pl.len().alias("n"), pl.col("quality").mean())
    joined = scored.join(topics.lazy(), on="article_id")
    return joined.group_by("topic", week).agg(*measured).collect().height


def distinct_related() -> int:
    """Distinct related items by provider: an item's address tells its provider here."""
    counted = pl.col("url").n_unique()
    return related.lazy().group_by("provider_domain").agg(counted).collect().height


ask(
    {
        "articles by provider and day": by_provider_and_day,
        "quality by topic and week": by_topic_and_week,
        "distinct related items by provider": distinct_related,
    }
)
