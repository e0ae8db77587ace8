"""Documents read fast make the rows that they would make when read with care."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.documents.document import Document, fingerprints
from broadsheet.documents.fast_reader import read_plain
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.schema import TABLES
from broadsheet.tables.flatten import read_carefully, read_document, tables_of
from broadsheet.tables.read import Read
from broadsheet.tables.tabulate import Tabulated, tabulate
from kit.examples import examples

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
    images = st.lists(_item(TABLES["images"].fields, odd), max_size=2) | odd
    related = st.builds(dict, _item(TABLES["related"].fields, odd), images=images)
    return st.builds(
        dict,
        _item(TABLES["articles"].fields, odd),
        related=st.lists(related, max_size=2) | odd,
        images=images,
    )


ARTICLES = st.lists(
    _article(st.nothing()) | _article(_ODD).map(lambda fields: dict(list(fields.items())[:4])),
    min_size=1,
    max_size=4,
)
"""Articles, some of them with nothing odd, the others with a few odd values among their fields."""


def quickly(documents: Sequence[Document], most: int) -> tuple[dict[str, Counter[str]], Any]:
    """The rows of documents by table, each a text, those that are plain read fast."""
    limits = replace(DEFAULT_LIMITS, related=most)
    reads = [read_document(each, fingerprints(each.data), limits) for each in documents]
    return said(tables_of(reads, limits))


def carefully(documents: Sequence[Document], most: int) -> tuple[dict[str, Counter[str]], Any]:
    """The rows of documents by table, each a text, each document read with care and alone."""
    limits = replace(DEFAULT_LIMITS, related=most)
    found: dict[str, Counter[str]] = {name: Counter() for name in TABLES}
    fields: set[tuple[str, str]] = set()
    for each in documents:
        rows, kinds = said(
            tables_of([read_carefully(each, fingerprints(each.data), limits)], limits)
        )
        found = {name: found[name] + rows[name] for name in TABLES}
        fields |= kinds
    return found, fields


def said(tabulated: Tabulated) -> tuple[dict[str, Counter[str]], Any]:
    """The rows by table, whatever their order, and the fields noted."""
    return {name: texts(table) for name, table in tabulated.tables.items()}, tabulated.fields


def plain(document: Document) -> Read:
    """A document that is read fast."""
    read = read_plain(document, DEFAULT_LIMITS)
    assert read is not None
    return Read(document, fingerprints(document.data), read, with_care=False)


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


@given(ARTICLES, st.booleans())
@example([{"title": "A", "publishedDateTime": "9999-12-31T23:59:59-14:00"}], False)
@example([{"title": "A", "publishedDateTime": "0001-01-01T00:00:00+14:00"}], False)
@example([{"related": [{"publishedDateTime": "9999-12-31T23:59:59-14:00"}]}, {"title": "B"}], False)
@example([{"quality": 2**63, "heat": -(2**63)}, {"quality": -(2**63) - 1}, {"quality": True}], True)
@example([{"related": [None, {"title": "x"}, 5, {"images": [{}, "x", {"width": 1}]}]}], False)
@example([{"related": {"title": "x"}, "images": {"url": "u"}, "topics": "A"}], True)
@example([{"title": " ", "name": 1843}, {"title": "\u00a0A\u2003"}], False)
@example([{"provider": {"domain": "\u0130.example", "x": 1}}, {"provider": {"domain": "P"}}], False)
@example([{"x": {"secured": "y"}, "unsecured": ["a1b2"]}, {"x": float("nan")}], True)
@example(
    [{"x": [[[[[[1]]]]]], "taxonomy": "person"}, {"taxonomy": "topic", "topics": ["a"]}],
    False,
)
def test_fast_makes_the_rows_of_each_document(articles: list[dict[str, Any]], lines: bool) -> None:
    """Whatever the values, rows and problems are those of each document alone."""
    documents = documents_of(articles, lines=lines)
    assert quickly(documents, 10_000) == carefully(documents, 10_000)


@pytest.mark.parametrize("provider", [[], ["P"], "P", "", None])
def test_fast_tells_a_provider_that_is_no_mapping(provider: object) -> None:
    """A provider that is a text, or a list of texts, is left to be told."""
    documents = documents_of([{"title": "A", "provider": provider}], lines=False)
    assert quickly(documents, 10_000) == carefully(documents, 10_000)


@pytest.mark.parametrize(
    "fields",
    [{"title": "A", "provider": provider} for provider in (5, True, [{"name": "P"}])]
    + [{"title": "A", name: ""} for name in ("category", "excerpt", "webUrl")]
    + [{"title": "", "related": [{"title": "", "images": [{"title": "", "url": ""}]}]}],
    ids=str,
)
def test_fast_makes_the_rows_of_an_odd_document(fields: dict[str, Any]) -> None:
    """A provider of another type is told, and text with nothing in it is null, in bulk, too."""
    documents = documents_of([fields], lines=False)
    assert quickly(documents, 10_000) == carefully(documents, 10_000)


@examples(8)
@given(st.lists(st.sampled_from(sorted(SAMPLES)), unique=True, max_size=9))
@example(sorted(SAMPLES))
def test_fast_makes_the_rows_of_the_samples(names: list[str]) -> None:
    """Faulty documents between others change none of the others' rows."""
    documents = [Document("n", name, SAMPLES[name]) for name in names]
    assert quickly(documents, 10_000) == carefully(documents, 10_000)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_fast_keeps_the_limit_of_related_items(most: int) -> None:
    """A document of more related items than the limit is left to be told."""
    documents = documents_of(
        [{"related": [{"title": "A"}, {"title": "B"}], "x": 1}, {"related": [{"title": "C"}]}],
        lines=False,
    )
    assert quickly(documents, most) == carefully(documents, most)


@pytest.mark.parametrize("name", ["lf.md", "sparse.md", "unknown-fields.md", "crlf.md"])
def test_an_ordinary_document_is_plain(name: str) -> None:
    """A document without faults is flattened in bulk."""
    assert tabulate([plain(Document("n", name, SAMPLES[name]))], 10_000).odd == set()


def test_no_documents_make_no_rows() -> None:
    """Nothing flattened in bulk has every table, without rows."""
    tables = tabulate([], 10_000).tables
    assert {name: (table.num_rows, table.schema) for name, table in tables.items()} == {
        name: (0, table.row_schema) for name, table in TABLES.items()
    }


def test_tables_have_their_schema() -> None:
    """Tables made in bulk have the columns and types of the data dictionary."""
    documents = documents_of([{"title": "A", "related": [{"images": [{"url": "u"}]}]}], lines=False)
    tables = tabulate([plain(documents[0])], 10_000).tables
    assert {name: table.schema for name, table in tables.items()} == {
        name: table.row_schema for name, table in TABLES.items()
    }
