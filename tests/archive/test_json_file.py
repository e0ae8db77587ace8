"""JSON files and feeds: each object is a document, and a fault costs only what follows it."""

from __future__ import annotations

from pathlib import Path

import pytest

import broadsheet
from broadsheet.archive import EntryRefused
from broadsheet.archive.entry import Entry
from broadsheet.archive.json_file import JsonArchive
from broadsheet.archive.xml_feed import FeedArchive
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.errors import ArchiveError

_DEEP = "[" * 100_000


def _entries(folder: Path, text: str) -> list[Entry]:
    file = folder / "a.json"
    file.write_text(text, "utf-8")
    return list(JsonArchive("a", str(file)).entries())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[]", []),
        ('[{"id": 7}, {"url": "u"}, {}]', [("7", b'{"id": 7}'), ("u", None), ("item-3", b"{}")]),
        ('[{"id": 1}, {"id": "1"}]', [("1", None), ("1 (item 2)", None)]),
        ('{"tags": ["a", "b", "c"], "data": [{"id": 1}]}', [("1", None)]),
        (
            '{"items": [{"id": 1}], "title": "T"}',
            [("1", b'{"feed": {"title": "T"}, "id": 1}')],
        ),
        ('[{"id": "a", "n": ' + "9" * 5000 + "}]", [("a", None)]),
    ],
)
def test_the_objects_of_a_list_are_documents(
    tmp_path: Path, text: str, found: list[tuple[str, bytes | None]]
) -> None:
    """Each is under what identifies it, as it is written, with what the file says of itself."""
    documents = [entry.read(DEFAULT_LIMITS) for entry in _entries(tmp_path, text)]
    assert [each.path for each in documents] == [path for path, _ in found]
    assert all(data in {None, each.data} for each, (_, data) in zip(documents, found, strict=True))


@pytest.mark.parametrize(
    ("after", "line", "message"),
    [
        (',\n{"id": 2', 2, "Expecting ',' delimiter"),
        (",\n]", 2, "expected a value"),
        ('\n{"id": 2}]', 2, "expected ','"),
        ("\n", 2, "expected ','"),
        ("]\n\n[]", 3, "text after the end"),
        (f",\n{_DEEP}", 2, "too many levels"),
    ],
)
def test_a_fault_costs_what_follows_it(tmp_path: Path, after: str, line: int, message: str) -> None:
    """The document before it is listed, and the rest is one entry with the fault and its line."""
    document, rest = _entries(tmp_path, f'[{{"id": 1}}{after}')
    assert document.path == "1"
    with pytest.raises(EntryRefused, match=message) as refused:
        rest.read(DEFAULT_LIMITS)
    assert refused.value.fault.line == line


def test_a_load_keeps_what_is_before_a_fault(tmp_path: Path) -> None:
    """The documents before the fault are articles; the rest is a problem with its line."""
    source = tmp_path / "a.json"
    source.write_text('[{"id": 1, "title": "A"},\n{"id": 2, "title": "B"},\n{"id": 3, "tit')
    summary = broadsheet.load(source, tmp_path / "lake")
    assert (summary.loaded, summary.quarantined) == (2, 1)
    with broadsheet.connect(tmp_path / "lake") as connection:
        problems = connection.sql("select path, code, line from problems").fetchall()
    assert problems == [("(rest of the archive)", "json-syntax", 3)]


@pytest.mark.parametrize("text", ["[", '{"items": [', '{"a": 1}', '{"tags": ["a"]}', "7", ""])
def test_a_file_without_a_document_is_refused(tmp_path: Path, text: str) -> None:
    """It is one error that names the file."""
    with pytest.raises(ArchiveError, match=r"a\.json"):
        _entries(tmp_path, text)


@pytest.mark.parametrize(
    ("kind", "text"), [(JsonArchive, '[{"id": 1}]'), (FeedArchive, '<rss version="2.0"/>')]
)
def test_a_file_that_is_read_whole_has_a_size_limit(
    tmp_path: Path, kind: type[JsonArchive] | type[FeedArchive], text: str
) -> None:
    """A file of that size is read, and one with a byte more is refused unread."""
    file = tmp_path / "a"
    file.write_text(text)
    list(kind("a", str(file), most_bytes=len(text)).entries())
    with pytest.raises(ArchiveError, match=f"{len(text) - 1} bytes at most"):
        list(kind("a", str(file), most_bytes=len(text) - 1).entries())
