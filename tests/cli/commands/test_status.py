"""`broadsheet status`: what the lake holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from broadsheet.loading.loader import load
from kit.commandline import Run


@pytest.mark.usefixtures("seed_lake")
def test_status_tells_the_version(run: Run) -> None:
    """The live version, its archives and its rows are told."""
    told = json.loads(run("status", "--json").out)
    assert (told["version"], list(told["archives"]), told["rows"]["related"]) == (
        "v000001",
        ["seeds"],
        2,
    )


_DOCUMENT = """---
title: {title}
publishedDateTime: "{at}"
webUrl: https://one.example/{title}
provider: {{name: One, domain: {domain}}}
topics: [{topics}]
---
"""


def test_status_sums_up_the_articles(run: Run, tmp_path: Path) -> None:
    """The days are in UTC, and providers and topics count once."""
    (tmp_path / "a").mkdir()
    for title, at, domain, topics in (
        ("One", "2021-03-02T01:00:00+02:00", "one.example", "AI, Law"),
        ("Two", "2021-04-30T23:30:00Z", "one.example", "AI"),
        ("Three", "no date", "two.example", ""),
    ):
        text = _DOCUMENT.format(title=title, at=at, domain=domain, topics=topics)
        (tmp_path / "a" / f"{title}.md").write_text(text, "utf-8")
    load([tmp_path / "a"], tmp_path / "lake")
    lines = run("status").out.splitlines()
    assert {"days: 2021-03-01 to 2021-04-30, in UTC", "providers: 2", "topics: 2"} <= {*lines}
    told = json.loads(run("status", "--json").out)
    assert (told["first_day"], told["last_day"]) == ("2021-03-01", "2021-04-30")


def test_status_without_dates(run: Run, tmp_path: Path) -> None:
    """A lake without any date has no days."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.md").write_text("---\ntitle: A\n---\n", "utf-8")
    load([tmp_path / "a"], tmp_path / "lake")
    assert "days:" not in run("status").out
    assert json.loads(run("status", "--json").out)["first_day"] is None


def test_status_counts_a_shared_file_once(run: Run, seed_lake: Path, tmp_path: Path) -> None:
    """The lake's size is that of its files on disk, and one with the bytes of another is none."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.md").write_text("---\ntitle: A\n---\n", "utf-8")
    load([tmp_path / "a"], tmp_path / "lake")
    found = json.loads(run("status", "--json").out)
    assert found["bytes"] == _summed(seed_lake / "v000002")
    assert found["lake_bytes"] == _summed(seed_lake)


def _summed(folder: Path) -> int:
    return sum(map(len, {path.read_bytes() for path in folder.rglob("*") if path.is_file()}))
