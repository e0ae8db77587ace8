"""Documents that are no news: providers and topics make tables of their own, others articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from broadsheet.database.connection import connect
from broadsheet.database.run import run_query
from broadsheet.documents.document import Document
from broadsheet.documents.fast_reader import read_plain
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from kit.flattening import flatten

if TYPE_CHECKING:
    from pathlib import Path

ORGANIZATION = """---
taxonomy: organization
_id: One.Example
name: 1843
otherNames:
  - The One
  - On
description: "A paper."
founded: 1843
images:
  - url: https://one.example/logo.png
    width: 64
---
More
"""
TREE = """taxonomy: topic
_id: ai
name: AI
children:
  - _id: ml
    title: Machine Learning
    rank: 2
    children:
      - Deep Learning
  - Robots:
      - Drones
  - Ethics
"""
NEWS = (
    "---\ncategory: news\ntype: article\ntitle: T\npublishedDateTime: 2021-03-01T00:00:00Z\n---\n"
)
OTHERS = {
    "video": "category: videos\ntype: video\ntitle: V\nlength: PT5M\nprice: 0.5",
    "course": "type: course\ntitle: C\nlevels:\n  - beginner\nratings:\n  count: 3\n  average: 4",
    "collection": "type: collection\ntitle: L\nitems:\n  - title: I",
    "sample": "type: sample\ntitle: S\nactions:\n  - open\nprovider:\n  authors:\n    - A",
    "profile": "type: profile\nname: 1843\ntwitter:\n  followers: 7",
    "community": "type: community\nname: Us",
}
"""Front matter of other kinds of documents, by type."""


def rows_of(text: str, path: str = "a.md") -> dict[str, list[dict[str, Any]]]:
    """The rows of one document by table."""
    tables = flatten([Document("n", path, text.encode())])
    return {name: table.to_pylist() for name, table in tables.items()}


def tree(text: str) -> list[tuple[Any, ...]]:
    """The topics of a document: depth, key, name and parent."""
    columns = ("depth", "topic", "name", "parent")
    return [tuple(row[name] for name in columns) for row in rows_of(text, "t.yaml")["topic_tree"]]


def written(folder: Path, documents: dict[str, str]) -> Path:
    """A folder of documents."""
    for path, text in documents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


# Providers


def test_organization_is_a_profile() -> None:
    """A document that describes a provider has its fields in `provider_profiles`."""
    (row,) = rows_of(ORGANIZATION)["provider_profiles"]
    assert row.pop("article_id") > 0
    assert row == {
        "archive": "n",
        "path": "a.md",
        "provider_domain": "one.example",
        "name": "1843",
        "other_names": ["The One", "On"],
        "description": "A paper.",
        "image_count": 1,
        "body": "More",
        "extra": '{"founded":1843}',
        "published_month": "undated",
    }


def test_organization_is_no_article() -> None:
    """A document that describes a provider is loaded, without an article."""
    rows = rows_of(ORGANIZATION)
    assert (rows["articles"], rows["documents"][0]["status"]) == ([], "loaded")


def test_images_of_an_organization_are_images() -> None:
    """Images of a provider stand in `images`, under the id of its profile."""
    rows = rows_of(ORGANIZATION)
    assert [(row["article_id"], row["width"]) for row in rows["images"]] == [
        (rows["provider_profiles"][0]["article_id"], 64)
    ]


def test_payload_of_an_organization_is_not_stored() -> None:
    """An encrypted payload of a profile comes into no table."""
    payload = "c2VjcmV0LXRleHQ"
    rows = rows_of(f'---\ntaxonomy: organization\n_id: a\nsecured: "{payload};QUJD"\n---\n')
    assert payload not in str(rows)


@pytest.mark.parametrize("text", [ORGANIZATION, "---\n" + TREE + "---\n", "---\nname: N\n---\n"])
def test_other_kinds_are_not_plain(text: str) -> None:
    """Documents that are no news are left to the careful way."""
    assert read_plain(Document("n", "a.md", text.encode()), DEFAULT_LIMITS) is None


def test_other_taxonomies_are_articles() -> None:
    """A taxonomy without a table of its own is a field like any other."""
    (row,) = rows_of("---\ntaxonomy: mood\ntitle: T\n---\n")["articles"]
    assert row["extra"] == '{"taxonomy":"mood"}'


# Topics


def test_topics_are_flattened_in_document_order() -> None:
    """Each topic of a hierarchy is a row, before those below it, with its parent."""
    assert tree(TREE) == [
        (0, "ai", "AI", None),
        (1, "ml", "Machine Learning", "ai"),
        (2, "Deep Learning", "Deep Learning", "ml"),
        (1, "Robots", "Robots", "ai"),
        (2, "Drones", "Drones", "Robots"),
        (1, "Ethics", "Ethics", "ai"),
    ]


def test_topics_keep_other_fields() -> None:
    """A topic's fields without a column are in its own extra, and its children are not."""
    extras = [row["extra"] for row in rows_of(TREE, "t.yaml")["topic_tree"]]
    assert extras == [None, '{"rank":2}', None, None, None, None]


def test_parent_may_be_given() -> None:
    """A topic of a document of its own names its parent."""
    assert tree("taxonomy: topic\n_id: ml\nname: ML\nparent: ai\n") == [(0, "ml", "ML", "ai")]


def test_topics_may_stand_by_key() -> None:
    """Topics below another may be a mapping, whose keys are theirs."""
    text = "taxonomy: topic\ntopics:\n  ai:\n    name: AI\n    subtopics:\n      - ML\n  bi: BI\n"
    assert tree(text) == [
        (0, "ai", "AI", None), (1, "ML", "ML", "ai"), (0, "bi", "BI", None),
    ]  # fmt: skip


def test_topics_without_any_are_one_row() -> None:
    """A document of topics that has none is a row, so that nothing of it is lost."""
    (row,) = rows_of("taxonomy: topic\nnote: none yet\n", "t.yaml")["topic_tree"]
    assert (row["topic"], row["extra"]) == (None, '{"note":"none yet"}')


def test_entry_that_is_no_topic_is_told() -> None:
    """A list within the list of topics is a fault."""
    rows = rows_of("taxonomy: topic\n_id: a\nchildren:\n  - [b]\n", "t.yaml")
    assert [(row["code"], row["field"]) for row in rows["problems"]] == [
        ("wrong-type", "children[1]")
    ]


# Other kinds


@pytest.mark.parametrize("kind", OTHERS)
def test_other_kind_is_an_article_of_its_type(kind: str) -> None:
    """A document of another kind is an article of its type, with a title and without a fault."""
    rows = rows_of(f"---\n{OTHERS[kind]}\n---\n<p>B</p>\n")
    (row,) = rows["articles"]
    assert (row["type"], row["title"] is None, rows["problems"]) == (kind, False, [])


def test_fields_of_other_kinds_are_in_extra() -> None:
    """Fields that news lack are kept as they are."""
    (row,) = rows_of(f"---\n{OTHERS['course']}\n---\n")["articles"]
    assert json.loads(row["extra"]) == {
        "levels": ["beginner"],
        "ratings": {"count": 3, "average": 4},
    }


def test_name_stands_in_for_a_title() -> None:
    """Where there is no title the name is it, as written, and is no other field."""
    (row,) = rows_of(f"---\n{OTHERS['profile']}\n---\n")["articles"]
    assert (row["title"], row["extra"]) == ("1843", '{"twitter":{"followers":7}}')


def test_name_beside_a_title_is_another_field() -> None:
    """Where there is a title the name is kept in extra."""
    (row,) = rows_of("---\ntitle: T\nname: N\n---\n")["articles"]
    assert (row["title"], row["extra"]) == ("T", '{"name":"N"}')


def test_other_kinds_do_not_count_as_news(tmp_path: Path) -> None:
    """Queries that are not asked for other kinds count news alone."""
    date = "publishedDateTime: 2021-03-01T00:00:00Z"
    others = {f"{kind}.md": f"---\n{text}\n{date}\n---\n" for kind, text in OTHERS.items()}
    more = {"_data/o.md": ORGANIZATION, "_data/t.yaml": TREE, "news.md": NEWS}
    archive = written(tmp_path / "a", others | more)
    load([archive], tmp_path / "lake")
    with connect(tmp_path / "lake") as connection:
        answer = run_query(connection, "articles_by_date", {})
        assert answer.aggregate("sum(articles)").fetchall() == [(1,)]


def test_long_newsletter_is_loaded_whole(tmp_path: Path) -> None:
    """A body of megabytes is kept."""
    body = "<p>B</p>\n" * 200_000
    archive = written(tmp_path / "a", {"n.md": f"---\ntype: newsletter\ntitle: N\n---\n{body}"})
    load([archive], tmp_path / "lake")
    articles = open_snapshot(tmp_path / "lake").read("articles")
    assert articles["body"].to_pylist() == [body.strip()]


# Loading again


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of an article, a provider and topics, which is loaded."""
    documents = {"a.md": NEWS, "o.md": ORGANIZATION, "t.yaml": TREE}
    archive = written(tmp_path / "n", documents)
    load([archive], tmp_path / "lake")
    return archive


CHANGES = {
    "name": ("o.md", ORGANIZATION.replace("1843", "Other", 1), ["name"]),
    "other names": ("o.md", ORGANIZATION.replace("The One", "It"), ["other_names"]),
    "images": ("o.md", ORGANIZATION.replace("64", "65"), ["images"]),
    "topics": ("t.yaml", TREE + "  - New\n", ["topic_tree"]),
    "to organization": ("a.md", ORGANIZATION, ["taxonomy"]),
    "to article": ("o.md", NEWS, ["taxonomy"]),
    "to topics": ("o.md", "---\ntaxonomy: topic\n_id: a\n---\n", ["taxonomy"]),
    "to nothing": ("o.md", "---\nnothing\n---\n", ["status"]),
}


@pytest.mark.parametrize("case", CHANGES)
def test_change_is_told_by_field(archive: Path, tmp_path: Path, case: str) -> None:
    """A document that changes, or becomes one of another kind, is told so."""
    path, text, fields = CHANGES[case]
    (archive / path).write_text(text)
    load([archive], tmp_path / "lake")
    record = open_snapshot(tmp_path / "lake").load
    assert record["changes"]["n"]["changed"] == {path: fields}


def test_deleted_organization_has_no_rows(archive: Path, tmp_path: Path) -> None:
    """Of a provider's document that is gone no table has a row."""
    (archive / "o.md").unlink()
    load([archive], tmp_path / "lake")
    live = open_snapshot(tmp_path / "lake")
    assert [live.read(name).num_rows for name in ("provider_profiles", "images")] == [0, 0]


def test_renamed_topics_are_told_by_their_new_path(archive: Path, tmp_path: Path) -> None:
    """A document of topics that has moved has its rows under its new path alone."""
    (archive / "t.yaml").rename(archive / "u.yaml")
    load([archive], tmp_path / "lake")
    live = open_snapshot(tmp_path / "lake")
    assert set(live.read("topic_tree")["path"].to_pylist()) == {"u.yaml"}
