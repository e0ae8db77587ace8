"""The compiled reader makes the rows that the readers in Python make, or leaves documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.documents.document import Document, fingerprints
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.documents.scanner import SWITCH, reader_in_use
from broadsheet.sample import write_sample
from broadsheet.tables.flatten import tables_of_files
from broadsheet.tables.read import Unread
from broadsheet.tables.scanned import scan_documents
from kit.damage import damaged
from kit.examples import examples

pytestmark = pytest.mark.skipif(
    reader_in_use() != "accelerator", reason="the accelerator is not built: make accelerator"
)

_PROJECT = Path(__file__).resolve().parents[2]
_PLAIN = b"""---
category: news
title: "A \\"title\\""
excerpt: "Two\\r\\nlines "
publishedDateTime: 2021-03-01T12:00:00Z
originalUrl: "http://www.a.example/1/?utm_source=x"
webUrl: "https://a.example/1"
type: article
quality: 85
heat: -1
published: true
extra: 5

provider:
  name: 1843 Weekly
  domain: A.example
  images:
    - url: "https://a.example/logo.jpg"
      width: 50

topics:
  - Arts & Stage
  - "Sport: more"

images:
  - url: "https://a.example/1.jpg"
    width: 500
    isCached: true

related:
  - title: "B"
    publishedDateTime: 2021-03-02T12:00:00Z
    webUrl: "https://b.example/2"
    provider:
      name: B\xc3\xbcro
      domain: b.example
    quality: 7
    images:
      - url: "https://b.example/2.jpg"
        height: 7
        credit: "C"
  - title: C

secured: "QUJD;AAAAAAAAAAAAAAAAAAAAAA=="
---

"""
_SEEDS = [file.read_bytes() for file in sorted((_PROJECT / "seeds").iterdir())]
_BROKEN = [file.read_bytes() for file in sorted((_PROJECT / "tests/documents/samples").iterdir())]
_SHORT = [each for each in (*_SEEDS, *_BROKEN) if len(each) < 20_000]
DOCUMENTS = [*[_PLAIN] * len(_SHORT), *_SHORT, _PLAIN.replace(b"\n", b"\r\n")]


def _files(documents: Sequence[bytes]) -> list[Unread]:
    named = [Document("n", f"{at}.md", data) for at, data in enumerate(documents)]
    return [Unread(each, fingerprints(each.data)) for each in named]


def assert_same(documents: Sequence[bytes], limits: Limits = DEFAULT_LIMITS) -> None:
    """Documents have the same rows, problems and fields with the accelerator and without it."""
    files = _files(documents)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(SWITCH, raising=False)
        fast = tables_of_files(files, limits)
        patch.setenv(SWITCH, "off")
        defined = tables_of_files(files, limits)
    assert fast.fields == defined.fields
    for name, table in fast.tables.items():
        table.validate(full=True)
        rows, wanted = (
            Counter(map(str, each.to_pylist())) for each in (table, defined.tables[name])
        )
        assert rows == wanted, name


def scanned(*documents: bytes, limits: Limits = DEFAULT_LIMITS) -> frozenset[int]:
    """The indexes of the documents that the accelerator reads."""
    return scan_documents(dict(enumerate(_files(documents))), limits)[1]


def with_line(line: str, after: str = "category: news\n") -> bytes:
    """The plain document with lines after one of its own."""
    return _PLAIN.replace(after.encode(), f"{after}{line}\n".encode(), 1)


ODD = [
    "extra2: 'lone", 'extra2: "lone', "extra2: 50% off", "%extra2: 5", "extra2: %x",
    "extra2: 01234", "extra2: 1.10", "extra2: 6e12345", "extra2: 2021-03-01", "extra2: a: b",
    "extra2: a #b", "extra2: ", "extra2:", "extra2: [1]", "extra2: &a b", "extra2: |",
    "extra2: >\n  a", "extra2: a\n  b", "true: 5", "extra2: Null", "extra2: ~", "extra2: no",
    "extra: 6", "title: X", "Unsecured: x", "secured: x", "extra2:\n  - a: b\n    a: c",
    "extra2:\n- a", "extra2:\n    a: b", "extra2:\n  a: b\n   c: d", f"{'x' * 40}: 5",
    'extra2: "\\x41"', 'extra2: "\\u0007"', 'extra2: "\x07"', "extra2: \u2028", "name: X",
    "taxonomy: topic", "? a", "- a", "# a", "<<: *a", "extra2: a\r", "extra2: \u0085b",
    'extra2: "a" ', 'extra2: "a" "b"', 'extra2:  "a"', "extra2 : a", '"extra2": a', "extra2:\ta",
    "...",
]  # fmt: skip
ODD.append("\n".join(f"x{number}: 5" for number in range(100)))  # each is compared with others
ODD_BODIES = [
    b"---\ntitle: X\ncategory: y\n---\n", b"Update: x\ncategory: y\n", b"\n\x0ctext", b"text \xff",
    b"title: x\ncategory: y\n", b"a\n---\ntitle: x\ncategory: y\n", b"secured: x\n", b"text\r\n",
    b";AAAAAAAAAAAAAAAAAAAAAA==", b"\xc2\xa0text:", _PLAIN, b"```\nx: y\n", b"- a: b\n", b"x\0",
]  # fmt: skip


def test_a_plain_document_is_read() -> None:
    """What archives write is read by the accelerator: with LF or CRLF, with a body or without."""
    crlf = _PLAIN.replace(b"\n", b"\r\n")
    documents = (_PLAIN, crlf, _PLAIN + b"A body: of text.\n", *_SEEDS)
    assert scanned(*documents) == frozenset(range(len(documents)))
    assert_same(documents)


@pytest.mark.parametrize("line", ODD)
def test_a_document_with_an_odd_line_is_left(line: str) -> None:
    """What YAML readers may take in two ways is left to Python, and changes no neighbor's rows."""
    odd = with_line(line)
    assert scanned(_PLAIN, odd, _PLAIN) == {0, 2}
    assert_same([_PLAIN, odd, _PLAIN])


@pytest.mark.parametrize("body", ODD_BODIES)
def test_a_document_with_an_odd_body_is_left(body: bytes) -> None:
    """A body that may be another document, or hold a payload, is left to Python."""
    assert scanned(_PLAIN, _PLAIN + body) == {0}
    assert_same([_PLAIN + body, _PLAIN])


@pytest.mark.parametrize(
    "line",
    [
        "  - key: value",
        "  - 'lone",
        "  - e\u0301",
        "  - 5",
        "  - ",
        "  -  a",
        "  -a",
        "- a",
        "   - a",
    ],
)
def test_a_document_with_an_odd_topic_is_left(line: str) -> None:
    """A topic that is no text in one form of Unicode is left to Python."""
    odd = with_line(line, "  - Arts & Stage\n")
    assert scanned(odd) == frozenset()
    assert_same([odd, _PLAIN])


def test_limits_hold() -> None:
    """A document beyond a limit is left to Python, which reports it."""
    few = replace(DEFAULT_LIMITS, related=1)
    small = replace(DEFAULT_LIMITS, front_matter_bytes=100)
    assert scanned(_PLAIN, limits=few) == scanned(_PLAIN, limits=small) == frozenset()


def test_it_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment variable leaves all documents to Python, and the status says so."""
    monkeypatch.setenv(SWITCH, "off")
    assert scanned(_PLAIN) == frozenset()
    assert reader_in_use() == f"Python (the accelerator is switched off by {SWITCH})"


def test_samples_have_the_same_rows(tmp_path: Path) -> None:
    """A made-up archive, as varied as real ones, is read by the accelerator to the same rows."""
    write_sample(tmp_path, articles=60, months=2)
    documents = [file.read_bytes() for file in sorted(tmp_path.rglob("*.md"))]
    assert len(scanned(*documents)) > 50
    assert_same(documents)


@examples(12)
@given(st.lists(damaged(DOCUMENTS), min_size=1, max_size=8))
@example(DOCUMENTS)
@example([_PLAIN[:at] for at in range(0, len(_PLAIN), 31)])
def test_damaged_documents_have_the_same_rows(documents: list[bytes]) -> None:
    """Whatever damage a document has, the accelerator changes no row of it or its neighbors."""
    assert_same(documents)


@pytest.mark.soak
@given(st.lists(damaged(DOCUMENTS), min_size=20, max_size=60))
@examples(40)
def test_many_damaged_documents_have_the_same_rows(documents: list[bytes]) -> None:
    """The same of batches with more damage: with the profile `search`, of 80,000 documents."""
    assert_same(documents)


def test_real_documents_have_the_same_rows(corpus: Path) -> None:
    """Real documents have the same rows, and nearly all are read by the accelerator."""
    documents = [file.read_bytes() for file in sorted(corpus.rglob("*.md"))]
    assert len(scanned(*documents)) > 0.9 * len(documents)
    assert_same(documents)
