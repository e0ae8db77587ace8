"""The shipped reports reconcile on many archives made by chance, whatever their size.

.venv/bin/pytest -n 2 tests/soak/soak_reconciliation.py
ARCHIVES=200 .venv/bin/pytest -n 2 tests/soak/soak_reconciliation.py
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from broadsheet.database.connection import connect
from broadsheet.loading.loader import load
from broadsheet.report import Request
from kit.random_archives import random_archive, write_archive
from kit.reconciling import assert_reconciles

ARCHIVES = int(os.environ.get("ARCHIVES", "40"))
_STORIES = (1, 2, 5, 20, 60, 400)
_PROVIDERS = (1, 2, 6, 100)
_PERIODS = ("all", "2021-03", "2021-W09", "2021-02-20..2021-03-05")


@pytest.mark.parametrize("seed", range(ARCHIVES))
def test_reports_reconcile(seed: int, tmp_path: Path) -> None:
    """Numbers of a page agree, be there one story or many, one provider or a hundred."""
    stories, providers = _STORIES[seed % 6], _PROVIDERS[seed // 6 % 4]
    documents = random_archive(seed, stories, providers)
    lake = tmp_path / "lake"
    load([write_archive(tmp_path / "archive", documents)], lake)
    period = _PERIODS[seed % 4]
    with connect(lake) as connection:
        for name in ("coverage", "quality", "weekly"):
            assert_reconciles(name, connection, lake, Request(period, zone="Asia/Tokyo"))
