"""Made-up archives in the seed's format, to try, test and measure the toolkit on.

write_sample ─▶ sizes ──▶ stories ──────────────────▶ writing ─▶ files
                how many  period, topics, outlets,     text in the
                and large words, noise                 seed's layout
"""

from __future__ import annotations

from broadsheet.sample.archive import SampleSummary, write_sample

__all__ = ["SampleSummary", "write_sample"]
