"""The archives that are recomputed, by name."""

from __future__ import annotations

__all__ = ["ARCHIVES", "HISTORY", "SAMPLES"]

SAMPLES = {"sample-40": 40, "sample-400": 400}
"""Made-up archives of so many documents, each of a seed of its own."""

HISTORY = "history"
"""An archive in git, whose history is asked about alone."""

ARCHIVES = ["seed", "corpus", *SAMPLES, HISTORY]
