"""Runs ten named queries over a lake, and fetches each answer whole."""

from __future__ import annotations

import sys

import broadsheet

_QUERIES = (
    "articles_by_date",
    "articles_by_provider",
    "articles_by_topic",
    "coverage_by_provider",
    "quality_by_date",
    "quality_by_provider",
    "quality_by_topic",
    "quality_distribution",
    "top_stories",
    "topic_momentum",
)


def main() -> None:
    """Run them."""
    with broadsheet.connect(sys.argv[1]) as connection:
        for name in _QUERIES:
            connection.execute(f"from {name}()").fetchall()


if __name__ == "__main__":
    main()
