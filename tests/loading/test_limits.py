"""What is over a limit is told and left out, and what is at it is loaded."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.schema import TABLES
from kit.lake_contents import without_arrivals

Write = Callable[..., Path]
Rows = dict[str, list[dict[str, Any]]]

TEXT = "---\ntitle: T\nrelated: [{title: A}, {title: B}, {title: C}, {title: D}]\n---\nbody\n"
YAML = TEXT[4 : TEXT.index("---\nbody")]


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A lake that is not there yet."""
    return tmp_path / "lake"


def rows(lake: Path) -> Rows:
    """All rows of the live version."""
    return {name: without_arrivals(open_snapshot(lake).read(name)).to_pylist() for name in TABLES}


def problems(found: Rows) -> list[tuple[str, str]]:
    """The problems, each with its code and message."""
    return [(row["code"], row["message"]) for row in found["problems"]]


def limited(**limits: int) -> Limits:
    """The default limits but for these."""
    return dataclasses.replace(DEFAULT_LIMITS, **limits)


@pytest.fixture(params=["folder", "lines"])
def source(request: pytest.FixtureRequest, write_document: Write, tmp_path: Path) -> Path:
    """An archive of that document, as a file in a folder, and as a line of JSON."""
    if request.param == "folder":
        return write_document("a.md", TEXT)
    fields = {"title": "T", "related": [{"title": title} for title in "ABCD"], "path": "a.md"}
    (tmp_path / "archive.jsonl").write_text(json.dumps(fields) + "\n", "utf-8")
    return tmp_path / "archive.jsonl"


# Documents


@pytest.mark.parametrize(("room", "status"), [(0, "loaded"), (-1, "quarantined")])
def test_document_at_the_limit_is_loaded(
    write_document: Write, lake: Path, room: int, status: str
) -> None:
    """A document may be as large as the limit, and not a byte larger."""
    archive = write_document("a.md", TEXT)
    load(archive, lake, limits=limited(document_bytes=len(TEXT) + room))
    assert [row["status"] for row in rows(lake)["documents"]] == [status]


def test_too_large_document_is_told_with_size_and_limit(source: Path, lake: Path) -> None:
    """A document over the limit is quarantined unread, and told with both numbers."""
    summary = load(source, lake, limits=limited(document_bytes=50))
    ((code, message),) = problems(rows(lake))
    assert (summary.quarantined, code) == (1, "too-large")
    assert message.endswith(" bytes, over the limit of 50")


def test_too_large_document_costs_no_other(write_document: Write, lake: Path) -> None:
    """The other documents of an archive are loaded."""
    write_document("a.md", TEXT)
    load(write_document("b.md", "---\ntitle: B\n---\n"), lake, limits=limited(document_bytes=30))
    statuses = {row["path"]: row["status"] for row in rows(lake)["documents"]}
    assert statuses == {"a.md": "quarantined", "b.md": "loaded"}


# Front matter


@pytest.mark.parametrize(("room", "status"), [(0, "loaded"), (-1, "quarantined")])
def test_front_matter_at_the_limit_is_loaded(
    write_document: Write, lake: Path, room: int, status: str
) -> None:
    """Front matter may be as long as the limit, and its fences and the body do not count."""
    archive = write_document("a.md", TEXT)
    load(archive, lake, limits=limited(front_matter_bytes=len(YAML) + room))
    assert [row["status"] for row in rows(lake)["documents"]] == [status]


def test_long_front_matter_is_too_complex(source: Path, lake: Path) -> None:
    """Front matter over the limit is quarantined, and told with the limit."""
    load(source, lake, limits=limited(front_matter_bytes=40))
    assert problems(rows(lake)) == [("too-complex", "front matter over the limit of 40 bytes")]


def test_front_matter_is_measured_in_bytes(write_document: Write, lake: Path) -> None:
    """Letters of several bytes count as such, as the limit's name says."""
    text = f"title: {'ä' * 100}\n"
    archive = write_document("a.md", f"---\n{text}---\n")
    load(archive, lake, limits=limited(front_matter_bytes=len(text.encode()) - 1))
    assert [row["status"] for row in rows(lake)["documents"]] == ["quarantined"]


def test_long_body_is_no_long_front_matter(write_document: Write, lake: Path) -> None:
    """The limit of the front matter leaves the body as long as it is."""
    archive = write_document("a.md", f"---\ntitle: T\n---\n{'x' * 1_000}\n")
    load(archive, lake, limits=limited(front_matter_bytes=100))
    assert [len(row["body"]) for row in rows(lake)["articles"]] == [1_000]


# Related items


@pytest.mark.parametrize("most", [4, 5])
def test_related_items_at_the_limit_are_all_kept(source: Path, lake: Path, most: int) -> None:
    """As many related items as the limit are no problem."""
    load(source, lake, limits=limited(related=most))
    found = rows(lake)
    assert (len(found["related"]), found["problems"]) == (4, [])


def test_related_items_beyond_the_limit_are_left_out(source: Path, lake: Path) -> None:
    """The first related items are kept in their order, and counted as they are kept."""
    load(source, lake, limits=limited(related=3))
    found = rows(lake)
    kept = sorted((row["position"], row["title"]) for row in found["related"])
    assert kept == [(1, "A"), (2, "B"), (3, "C")]
    assert found["articles"][0]["related_count"] == 3


def test_related_items_beyond_the_limit_are_told(source: Path, lake: Path) -> None:
    """How many there are and how many are kept is told, and the document is loaded."""
    summary = load(source, lake, limits=limited(related=3))
    (row,) = rows(lake)["problems"]
    assert (summary.loaded, row["code"], row["severity"], row["field"]) == (
        1, "too-many", "error", "related",
    )  # fmt: skip
    assert row["message"] == "related: 4 entries; the first 3 are kept"


def test_images_have_one_limit_or_none(write_document: Write, lake: Path) -> None:
    """Whether a document has a fault elsewhere does not change how many images it may have."""
    images = "images: [{url: u}, {url: v}]"
    write_document("a.md", f"---\n{images}\n---\n")
    archive = write_document("b.md", f"---\nquality: high\n{images}\n---\n")
    load(archive, lake, limits=limited(related=1))
    counts = {row["path"]: row["image_count"] for row in rows(lake)["articles"]}
    assert counts["a.md"] == counts["b.md"]


# Loads


def test_limits_are_recorded(source: Path, lake: Path) -> None:
    """A version tells under which limits it was loaded."""
    load(source, lake, limits=limited(related=3))
    assert open_snapshot(lake).load["limits"] == dataclasses.asdict(limited(related=3))


def test_other_limits_hold_for_documents_that_are_known(source: Path, lake: Path) -> None:
    """A load under other limits reads every document again."""
    for most in (2, 3, 10):
        load(source, lake, limits=limited(related=most))
    found = rows(lake)
    assert (len(found["related"]), found["problems"]) == (4, [])


def test_other_limits_make_a_version(source: Path, lake: Path) -> None:
    """A load under other limits is told in a version of its own."""
    versions = [load(source, lake, limits=limited(related=most)).version for most in (9, 9, 10)]
    assert versions == ["v000001", "v000001", "v000002"]


def test_a_load_has_the_default_limits(source: Path, lake: Path) -> None:
    """Where no limits are given the default ones hold."""
    load(source, lake)
    assert open_snapshot(lake).load["limits"] == dataclasses.asdict(Limits())
