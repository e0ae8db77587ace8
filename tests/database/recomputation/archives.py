"""The archives that are recomputed, by name."""

from __future__ import annotations

__all__ = ["ARCHIVES", "SAMPLES"]

SAMPLES = {"sample-40": 40, "sample-400": 400}
"""Made-up archives of so many documents, each of a seed of its own."""

ARCHIVES = ["seed", "corpus", *SAMPLES]
