"""The questions asked of pandas, its frames in memory beforehand."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
from asking import ask

LAKE = Path(sys.argv[1], "v000001")


def read(table: str, *columns: str) -> pd.DataFrame:
    """Some columns of a table, text as Arrow keeps it."""
    return pd.read_parquet(LAKE / table, columns=list(columns), dtype_backend="pyarrow")


articles = read("articles", "article_id", "provider_domain", "published_at", "quality")
topics = read("article_topics", "article_id", "topic")
related = read("related", "provider_domain", "url")


def by_provider_and_day() -> int:
    """Articles by provider and day."""
    day = articles["published_at"].dt.floor("D")
    return len(articles.groupby(["provider_domain", day]).size())


def by_topic_and_week() -> int:
    """Mean quality by topic and week."""
    scored = articles[articles["quality"].notna()].merge(topics, on="article_id")
    at = scored["published_at"]
    week = at.dt.floor("D") - pd.to_timedelta(at.dt.day_of_week.astype("int64"), unit="D")
    return len(scored.groupby(["topic", week])["quality"].agg(["count", "mean"]))


def distinct_related() -> int:
    """Distinct related items by provider: an item's address tells its provider here."""
    return len(related.drop_duplicates("url").groupby("provider_domain").size())


ask(
    {
        "articles by provider and day": by_provider_and_day,
        "quality by topic and week": by_topic_and_week,
        "distinct related items by provider": distinct_related,
    }
)
