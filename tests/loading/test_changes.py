"""What a load has changed is told document by document and field by field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from broadsheet.documents.document import Document, article_id
from broadsheet.loading.changed_fields import changed_fields
from broadsheet.loading.changes import Changes
from kit.flattening import flatten

BEFORE = """
title: A
excerpt: E
publishedDateTime: 2021-03-16T11:06:00Z
webUrl: https://a.example/a
quality: 5
heat: -1
published: false
provider:
  name: P
  domain: p.example
topics:
  - S
  - T
images:
  - url: u
    width: 3
related:
  - title: R
    images:
      - url: v
  - title: Q
secured: "QUJD;QUJD"
length: 7
"""
"""The front matter of a document with every kind of field."""


def fields_changed(before: str, after: str) -> list[str]:
    """The fields in which two versions of a document differ."""
    sides = [
        flatten([Document("n", "a.md", f"---{text}---\n".encode())]) for text in (before, after)
    ]
    return changed_fields(*sides)[article_id("n", "a.md")]


# Fields


def test_same_document_has_no_changed_fields() -> None:
    """Nothing differs between a document and itself."""
    assert fields_changed(BEFORE, BEFORE) == []


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("title: A", "title: B", ["title"]),
        ("title: A\n", "", ["title"]),
        ("length: 7", "length: 7\ncategory: news", ["category"]),
        ("quality: 5", "quality: 6", ["quality"]),
        ("heat: -1\n", "", ["heat"]),
        ("published: false", "published: true", ["published"]),
        ("published: false\n", "", ["published"]),
        ("11:06:00Z", "11:07:00Z", ["published_at"]),
        ("11:06:00Z", "12:06:00+01:00", []),
        ("name: P", "name: O", ["provider_name"]),
        ("p.example", "o.example", ["provider_domain"]),
        ("webUrl: https", "webUrl: http", ["web_url"]),
        ("  - S\n  - T", "  - T\n  - S", ["topics"]),
        ("  - T", "  - T\n  - U", ["topics"]),
        ("topics:\n  - S\n  - T\n", "", ["topics"]),
        ("width: 3", "width: 4", ["images"]),
        ("    width: 3\n", "", ["images"]),
        ("  - url: u\n    width: 3", "  - url: u\n    width: 3\n  - url: w", ["images"]),
        ("url: v", "url: w", ["images"]),
        ("title: R", "title: S", ["related"]),
        ("  - title: Q\n", "", ["related"]),
        ("  - title: Q", "  - title: Q\n    quality: 1", ["related"]),
        ("length: 7", "length: 8", ["extra"]),
        ("length: 7\n", "", ["extra"]),
        ("QUJD;QUJD", "QUJDQUJD;QUJD", ["secured"]),
        ('secured: "QUJD;QUJD"\n', "", ["secured"]),
        ("title: A\nexcerpt: E", "title: B\nexcerpt: F", ["title", "excerpt"]),
    ],
)
def test_changed_field_is_named(old: str, new: str, fields: list[str]) -> None:
    """A field that is changed, added or left out is named by its column, and no other is."""
    assert old in BEFORE
    assert fields_changed(BEFORE, BEFORE.replace(old, new)) == fields
    assert fields_changed(BEFORE.replace(old, new), BEFORE) == fields


def test_body_is_a_field() -> None:
    """Another body is told as such."""
    sides = [
        flatten([Document("n", "a.md", f"---\ntitle: A\n---\n{body}".encode())]) for body in "xy"
    ]
    assert changed_fields(*sides) == {article_id("n", "a.md"): ["body"]}


def test_each_article_has_its_own_fields() -> None:
    """Of several articles each is compared with itself, in whatever order they stand."""
    texts = {"a.md": "AB", "b.md": "CC", "c.md": "DE"}
    sides = [
        flatten(
            Document("n", path, f"---\ntitle: {titles[side]}\n---\n".encode())
            for path, titles in sorted(texts.items(), reverse=bool(side))
        )
        for side in (0, 1)
    ]
    ids = {path: article_id("n", path) for path in texts}
    assert changed_fields(*sides) == {
        ids["a.md"]: ["title"],
        ids["b.md"]: [],
        ids["c.md"]: ["title"],
    }


def test_articles_of_one_side_are_left_out() -> None:
    """An article that only one version has differs in no field."""
    one, other = (flatten([Document("n", path, b"---\ntitle: A\n---\n")]) for path in ("a", "b"))
    assert changed_fields(one, other) == {}


# Documents


@pytest.fixture
def of() -> Callable[..., Changes]:
    """Makes changes of what is given, and nothing else."""
    nothing: dict[str, Any] = {"added": {}, "changed": {}, "reissued": [], "removed": {}, "seen": 0}
    return lambda **given: Changes.of(**(nothing | given))


def test_no_changes(of: Callable[..., Changes]) -> None:
    """Where nothing has changed every count is 0."""
    assert set(of().counts().values()) == {0}


def test_added_and_removed_documents_of_other_bytes(of: Callable[..., Changes]) -> None:
    """Documents of other bytes have come and gone, and not moved."""
    changes = of(added={"b.md": "22"}, removed={"a.md": "11"})
    assert (changes.added, changes.removed, changes.renamed) == (["b.md"], ["a.md"], {})


def test_document_of_the_same_bytes_has_moved(of: Callable[..., Changes]) -> None:
    """A document that is gone and has come with the same bytes has moved."""
    changes = of(added={"b.md": "11"}, removed={"a.md": "11"})
    assert (changes.added, changes.removed, changes.renamed) == ([], [], {"a.md": "b.md"})


def test_each_document_moves_once(of: Callable[..., Changes]) -> None:
    """Of two documents of the same bytes one has moved where another has gone."""
    changes = of(added={"b.md": "11", "c.md": "11"}, removed={"a.md": "11"})
    assert (changes.added, changes.removed, changes.renamed) == (["c.md"], [], {"a.md": "b.md"})


def test_of_two_gone_documents_one_moves_to_one_place(of: Callable[..., Changes]) -> None:
    """Of two gone documents of the same bytes one has moved where another has come."""
    changes = of(added={"c.md": "11"}, removed={"a.md": "11", "b.md": "11"})
    assert (changes.added, len(changes.removed), len(changes.renamed)) == ([], 1, 1)


def test_unread_documents_do_not_move(of: Callable[..., Changes]) -> None:
    """Documents of which no bytes are known are not taken for each other."""
    changes = of(added={"b.md": None}, removed={"a.md": None})
    assert (changes.added, changes.removed, changes.renamed) == (["b.md"], ["a.md"], {})


def test_documents_that_differ_in_a_field_have_changed(of: Callable[..., Changes]) -> None:
    """A document with fields that differ is listed with them."""
    changes = of(changed={"a.md": ["title", "secured"], "b.md": ["status"]})
    assert changes.changed == {"a.md": ["title", "secured"], "b.md": ["status"]}


@pytest.mark.parametrize("fields", [[], ["secured"]])
def test_documents_that_differ_in_their_payload_are_reissued(
    of: Callable[..., Changes], fields: list[str]
) -> None:
    """A document without a difference, or with another payload alone, is reissued."""
    changes = of(changed={"a.md": fields}, reissued=["b.md"])
    assert (changes.changed, sorted(changes.reissued)) == ({}, ["a.md", "b.md"])


def test_fields_are_counted_the_commonest_first(of: Callable[..., Changes]) -> None:
    """Of each field is told in how many documents it has changed."""
    changes = of(
        changed={"a": ["heat", "title"], "b": ["title"], "c": ["title", "heat"], "d": ["x"]}
    )
    assert list(changes.fields().items()) == [("title", 3), ("heat", 2), ("x", 1)]


def test_a_record_counts_all_and_lists_the_first_thousand(of: Callable[..., Changes]) -> None:
    """A record counts every document, and lists no more than a thousand of a kind."""
    record = of(
        added={f"{n}.md": f"{n}" for n in range(2_000)},
        changed={f"c{n}.md": ["title"] for n in range(1_500)},
    ).as_dict()
    assert (record["counts"]["added"], record["counts"]["changed"]) == (2_000, 1_500)
    assert (len(record["added"]), len(record["changed"])) == (1_000, 1_000)


def test_the_others_are_unchanged(of: Callable[..., Changes]) -> None:
    """Every document seen is counted once: those that are not told otherwise are the same."""
    counts = of(
        added={"b.md": "11", "c.md": "22"},
        removed={"a.md": "11", "z.md": "33"},
        changed={"d.md": ["title"], "e.md": ["secured"]},
        reissued=["f.md"],
        seen=10,
    ).counts()
    assert counts == {
        "added": 1,
        "changed": 1,
        "reissued": 2,
        "removed": 1,
        "renamed": 1,
        "unchanged": 5,
    }


def test_first_load_is_counted_and_not_listed() -> None:
    """The documents of a first load are added, without a list of them."""
    changes = Changes(added_first=7)
    assert (changes.counts()["added"], changes.as_dict()["added"]) == (7, [])
