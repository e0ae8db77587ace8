"""`broadsheet show`: what became of a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from broadsheet.loading.loader import load
from kit.commandline import Run

DOCUMENT = """---
title: One
originalUrl: https://lantern.example/one
quality: high
related:
  - title: Two
    webUrl: https://lantern.example/two
---
"""


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A lake with a document that has a fault, its namesake, and a file that is none."""
    for folder in ("2020", "2021"):
        (tmp_path / "news" / folder).mkdir(parents=True)
        (tmp_path / "news" / folder / "a.md").write_text(DOCUMENT.replace("one", folder), "utf-8")
    (tmp_path / "news" / "notes.md").write_text("Notes.", "utf-8")
    load([tmp_path / "news"], tmp_path / "lake")
    return tmp_path / "lake"


@pytest.mark.parametrize("named", ["2021/a.md", "news/2021/a.md", "./2021/a.md"])
@pytest.mark.usefixtures("lake")
def test_document_is_shown_whole(run: Run, named: str) -> None:
    """Its status, fields, related items, problems and story are shown."""
    parts = json.loads(run("show", named, "--json").out)
    assert parts["document"][0]["status"] == "loaded"
    assert parts["article"][0]["original_url"] == "https://lantern.example/2021"
    assert [row["title"] for row in parts["related"]] == ["Two"]
    assert [(row["field"], row["value"]) for row in parts["problems"]] == [("quality", "high")]
    assert {row["title"] for row in parts["story"]} == {"One", "Two"}


@pytest.mark.usefixtures("lake")
def test_people_see_the_parts_that_there_are(run: Run) -> None:
    """A file that is no document has its status and the reason, and no empty tables."""
    shown = run("show", "notes.md").out
    assert "status               skipped" in shown
    assert "related" not in shown


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ("note.md", "no such document in the lake, got 'note.md'; did you mean notes.md"),
        (
            "a.md",
            "several documents are named so, got 'a.md'; valid: news/2020/a.md, news/2021/a.md",
        ),
    ],
)
@pytest.mark.usefixtures("lake")
def test_name_of_none_or_several_is_refused(run: Run, named: str, reason: str) -> None:
    """The error names the documents that may be meant."""
    done = run("show", named)
    assert (done.code, done.out) == (2, "")
    assert reason in done.err
