"""Documents flattened in bulk make the rows that each would make alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.documents.document import Document, fingerprints
from broadsheet.documents.fast_reader import read_plain
from broadsheet.documents.fields import ARTICLE_FIELDS, IMAGE_FIELDS, RELATED_FIELDS
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.schema import TABLES
from broadsheet.tables.columns import Plain, flatten_plain
from broadsheet.tables.flatten import flatten_document
from broadsheet.tables.rows import Rows

_DOCUMENTS = Path(__file__).resolve().parents[1] / "documents" / "samples"
_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SAMPLES = {
    file.name: file.read_bytes()
    for file in (
        *_DOCUMENTS.iterdir(),
        *_SEEDS.iterdir(),
    )
}

_WANTED: dict[str, st.SearchStrategy[Any]] = {
    "quality": st.integers(-(2**63), 2**63 - 1),
    "heat": st.integers(-1, 100),
    "width": st.integers(0, 9),
    "height": st.integers(0, 9),
    "published": st.booleans(),
    "isCached": st.booleans(),
    "publishedDateTime": st.sampled_from(
        [
            "2021-03-16T11:06:00Z",
            "2021-03-31T23:30:00-02:00",
            "0001-01-01T00:00:00Z",
            "20210316T11Z",
        ]
    ),
    "provider": st.fixed_dictionaries(
        {}, optional={"name": st.text(max_size=5), "domain": st.just("P.example"), "x": st.just(1)}
    ),
    "topics": st.lists(st.sampled_from(["A", " B ", "", " "]), max_size=3),
    "webUrl": st.sampled_from(["http://www.x.example/a/?utm_source=y#b", "no address", " "]),
}
_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]), max_size=6)
_ODD = st.sampled_from(
    [None, " ", 5, -5.5, True, [], ["x"], [None], {}, {"a": {"secured": 1}}, 2**63, "2021-02-30",
     "2021-03-16", [{"title": "x"}, 5], {"title": "x"}, "0001-01-01T00:00:00+14:00", [5], [["x"]]]
)  # fmt: skip


def _item(names: frozenset[str], odd: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Fields of a kind of item, each with a value that it wants, or at times with an odd one."""
    nested = {"related", "images", "secured"}
    values = {name: _WANTED.get(name, _TEXT) | odd for name in sorted(names - nested)}
    return st.fixed_dictionaries({}, optional={**values, "unknown": _ODD, "Unsecured": _ODD})


def _article(odd: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    images = st.lists(_item(IMAGE_FIELDS, odd), max_size=2) | odd
    related = st.builds(dict, _item(RELATED_FIELDS, odd), images=images)
    return st.builds(
        dict,
        _item(ARTICLE_FIELDS, odd),
        related=st.lists(related, max_size=2) | odd,
        images=images,
    )


ARTICLES = st.lists(
    _article(st.nothing()) | _article(_ODD).map(lambda fields: dict(list(fields.items())[:4])),
    min_size=1,
    max_size=4,
)
"""Articles, some of them with nothing odd, the others with a few odd values among their fields."""


def in_bulk(documents: Sequence[Document], most: int) -> tuple[dict[str, Counter[str]], Any]:
    """The rows of documents by table, each a text, those that are plain made in bulk."""
    read = [(document, read_plain(document, DEFAULT_LIMITS)) for document in documents]
    plain = [Plain(each, fingerprints(each.data), front) for each, front in read if front]
    flattened = flatten_plain(plain, most)
    odd = [each for each, front in read if front is None]
    odd += [plain[index].document for index in flattened.odd]
    others, unknown = alone(odd, most)
    rows = {name: texts(flattened.tables[name]) + others[name] for name in TABLES}
    return rows, flattened.unknown | unknown


def alone(documents: Sequence[Document], most: int) -> tuple[dict[str, Counter[str]], Any]:
    """The rows of documents by table, each a text, each document flattened alone."""
    rows = Rows()
    for document in documents:
        rows.extend(flatten_document(document, replace(DEFAULT_LIMITS, related=most)))
    return {name: texts(table) for name, table in rows.tables().items()}, rows.unknown


def texts(table: pa.Table) -> Counter[str]:
    """The rows of a table, whatever their order."""
    return Counter(map(str, table.to_pylist()))


def documents_of(articles: list[dict[str, Any]], *, lines: bool) -> list[Document]:
    """Documents of these fields, in front matter or as lines of JSON."""
    found = []
    for number, fields in enumerate(articles, start=1):
        text = json.dumps(fields)
        data = text if lines else f"---\n{text}\n---\nbody {number}\n"
        found.append(Document("n", f"{number}.md", data.encode(), number if lines else 0))
    return found


@settings(max_examples=100)
@given(ARTICLES, st.booleans())
def test_bulk_makes_the_rows_of_each_document(articles: list[dict[str, Any]], lines: bool) -> None:
    """Whatever the values, rows and problems are those of each document alone."""
    documents = documents_of(articles, lines=lines)
    assert in_bulk(documents, 10_000) == alone(documents, 10_000)


@pytest.mark.parametrize("provider", [[], ["P"], "P", "", None])
def test_bulk_tells_a_provider_that_is_no_mapping(provider: object) -> None:
    """A provider that is a text, or a list of texts, is left to be told."""
    documents = documents_of([{"title": "A", "provider": provider}], lines=False)
    assert in_bulk(documents, 10_000) == alone(documents, 10_000)


@pytest.mark.parametrize(
    "fields",
    [{"title": "A", "provider": provider} for provider in (5, True, [{"name": "P"}])]
    + [{"title": "A", name: ""} for name in ("category", "excerpt", "webUrl")]
    + [{"title": "", "related": [{"title": "", "images": [{"title": "", "url": ""}]}]}],
    ids=str,
)
def test_bulk_makes_the_rows_of_an_odd_document(fields: dict[str, Any]) -> None:
    """A provider of another type is told, and text with nothing in it is null, in bulk, too."""
    documents = documents_of([fields], lines=False)
    assert in_bulk(documents, 10_000) == alone(documents, 10_000)


@settings(max_examples=30)
@given(st.lists(st.sampled_from(sorted(SAMPLES)), unique=True, max_size=9))
def test_bulk_makes_the_rows_of_the_samples(names: list[str]) -> None:
    """Faulty documents between others change none of the others' rows."""
    documents = [Document("n", name, SAMPLES[name]) for name in names]
    assert in_bulk(documents, 10_000) == alone(documents, 10_000)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_bulk_keeps_the_limit_of_related_items(most: int) -> None:
    """A document of more related items than the limit is left to be told."""
    documents = documents_of(
        [{"related": [{"title": "A"}, {"title": "B"}], "x": 1}, {"related": [{"title": "C"}]}],
        lines=False,
    )
    assert in_bulk(documents, most) == alone(documents, most)


@pytest.mark.parametrize("name", ["lf.md", "sparse.md", "unknown-fields.md", "crlf.md"])
def test_an_ordinary_document_is_plain(name: str) -> None:
    """A document without faults is flattened in bulk."""
    document = Document("n", name, SAMPLES[name])
    front_matter = read_plain(document, DEFAULT_LIMITS)
    assert front_matter is not None
    plain = [Plain(document, fingerprints(document.data), front_matter)]
    assert flatten_plain(plain, 10_000).odd == set()


def test_no_documents_make_no_rows() -> None:
    """Nothing flattened in bulk has every table, without rows."""
    tables = flatten_plain([], 10_000).tables
    assert {name: (table.num_rows, table.schema) for name, table in tables.items()} == {
        name: (0, table.row_schema) for name, table in TABLES.items()
    }


def test_tables_have_their_schema() -> None:
    """Tables made in bulk have the columns and types of the data dictionary."""
    documents = documents_of([{"title": "A", "related": [{"images": [{"url": "u"}]}]}], lines=False)
    front_matter = read_plain(documents[0], DEFAULT_LIMITS)
    assert front_matter is not None
    tables = flatten_plain([Plain(documents[0], fingerprints(b""), front_matter)], 10_000).tables
    assert {name: table.schema for name, table in tables.items()} == {
        name: table.row_schema for name, table in TABLES.items()
    }
