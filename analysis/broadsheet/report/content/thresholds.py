"""Thresholds: how many articles a sentence or a chart needs. Each is declared here once."""

from __future__ import annotations

__all__ = [
    "FEWEST_FOR_DISTRIBUTION",
    "FEWEST_FOR_SHARES",
    "FEWEST_SCORES",
    "FEWEST_SHARED_STORIES",
]

FEWEST_FOR_SHARES = 20
"""Articles, items or stories, from which a share is printed."""

FEWEST_SCORES = 5
"""Scored articles of a provider, topic or day, from which a median is printed."""

FEWEST_FOR_DISTRIBUTION = 10
"""Scored articles of the page, from which their distribution is described."""

FEWEST_SHARED_STORIES = 5
"""Stories that a provider shares with others, from which its delay is measured."""
