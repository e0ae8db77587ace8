"""A load says what articles lack, and which fields may be meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.loading.lacking import lacking_lines, near_fields
from broadsheet.loading.loader import load

WHOLE = (
    "---\ntitle: A\npublishedDateTime: 2021-03-16T11:06:00Z\ntopics: [T]\n"
    "provider: {name: N, domain: n.example}\n---\n"
)
FOREIGN = "---\nHeadline: B\npublished-date-time: 2021-03-16\ntags: [T]\n---\n"


def test_a_load_says_how_many_articles_lack_what(
    tmp_path: Path, write_document: Callable[..., Path]
) -> None:
    """Counts and shares of articles without date, provider and topic, and fields of near names."""
    write_document("a.md", WHOLE)
    write_document("b.md", WHOLE.replace("topics", "Topics"))
    write_document("c.md", FOREIGN)
    summary = load(write_document("d.md", FOREIGN), tmp_path / "lake")
    assert summary.lacking == {
        "date": {"articles": 2, "of": 4, "share": 0.5},
        "provider": {"articles": 2, "of": 4, "share": 0.5},
        "topic": {"articles": 3, "of": 4, "share": 0.75},
    }
    assert summary.near_fields == {
        "publishedDateTime": ["published-date-time"],
        "topics": ["Topics", "tags"],
    }


def test_a_load_of_whole_articles_says_nothing(
    tmp_path: Path, write_document: Callable[..., Path]
) -> None:
    """Where nothing is lacking there is nothing to say."""
    summary = load(write_document("a.md", WHOLE), tmp_path / "lake")
    assert (summary.lacking, summary.near_fields) == ({}, {})


def test_counts_follow_what_changes(tmp_path: Path, write_document: Callable[..., Path]) -> None:
    """A load of one changed document counts those that it left alone, too."""
    write_document("a.md", FOREIGN)
    archive = write_document("b.md", FOREIGN)
    load(archive, tmp_path / "lake")
    write_document("b.md", WHOLE)
    summary = load(archive, tmp_path / "lake")
    assert summary.lacking["date"] == {"articles": 1, "of": 2, "share": 0.5}
    (archive / "a.md").unlink()
    assert load(archive, tmp_path / "lake").lacking == {}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("publishedDatetime", "publishedDateTime"), ("date", "publishedDateTime"),
        ("pub_date", "publishedDateTime"), ("webURL", "webUrl"), ("web-url", "webUrl"),
        ("Categories", "topics"), ("source", "provider"), ("TITLE", "title"),
    ],
)  # fmt: skip
def test_a_near_name_is_told_with_what_may_be_meant(name: str, meant: str) -> None:
    """Another case, other joints, and the names that others give a field are near it."""
    assert near_fields([{"fields": {name: ["text"], "title": ["text"]}}]) == {meant: [name]}


@pytest.mark.parametrize("name", ["published", "quality", "length", "dates", "images[].date", "x"])
def test_other_names_are_not_near(name: str) -> None:
    """A known field, a nested one, and any other name is no near miss."""
    assert near_fields([{"fields": {name: ["text"]}}]) == {}


def test_lines_say_it_in_words() -> None:
    """One line for each thing lacking, with the fields that may be meant."""
    shares = {
        "date": {"articles": 4, "of": 4, "share": 1.0},
        "topic": {"articles": 1, "of": 4, "share": 0.25},
    }
    near = {"publishedDateTime": ["date", "publishedDatetime"], "title": ["Title"]}
    assert lacking_lines(shares, near) == [
        "no article has a date (publishedDateTime); fields near it: date, publishedDatetime",
        "1 of 4 articles (25 %) has no topic (topics)",
        "map fields of theirs to ours: broadsheet inspect ARCHIVE proposes how",
        "no column takes Title: is title meant?",
    ]
