"""Each line of a JSON Lines file is a document, under the path it tells or its number."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import sys
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from broadsheet.archive import EntryRefused, Selection
from broadsheet.archive.jsonl import LinesArchive
from broadsheet.archive.stdin import StandardInput
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError
from kit.examples import examples

Rows = Callable[..., list[tuple[str, ...]]]
Pipe = Callable[[bytes], StandardInput]

VALUES = st.dictionaries(st.sampled_from(["path", "title"]), st.text() | st.integers() | st.none())


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Gives bytes through standard input."""

    def give(data: bytes) -> StandardInput:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return StandardInput("n", "-")

    return give


@pytest.fixture(params=["file", "stream", "packed stream"])
def given_as(request: pytest.FixtureRequest, tmp_path: Path, pipe: Pipe) -> Callable[..., object]:
    """Gives lines as a file and through standard input, which must not differ."""

    def give(data: bytes) -> object:
        if request.param != "file":
            return pipe(gzip.compress(data) if "packed" in request.param else data)
        (tmp_path / "a.jsonl").write_bytes(data)
        return tmp_path / "a.jsonl"

    return give


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b'{"a":1}\n{"b":2}\n', [("line-1", b'{"a":1}'), ("line-2", b'{"b":2}')]),
        (b'{"a":1}\r\n\r\n \t\n\n{"b":2}', [("line-1", b'{"a":1}'), ("line-5", b'{"b":2}')]),
        (b'\xef\xbb\xbf{"a":1}\n', [("line-1", b'{"a":1}')]),
        (b"{broken\nnews\n", [("line-1", b"{broken"), ("line-2", b"news")]),
        (b'{"path": "2021/a.md"}', [("2021/a.md", b'{"path": "2021/a.md"}')]),
        (b'{"path": ""}\n{"path": 1}\n{"path": null}\n{"path": " "}', None),
        (b'{"b": {"path": "a"}}\n{"path": {"path": "a"}}\n{"path" "a"}\n{"path":["a"]}', None),
        (b'{"path": 1' + b"0" * 5000 + b"}", None),
        (b'{"path": "' + b"a" * 5000 + b'"}', None),
        (b'{"path": "\xff"}', None),
        (b'{"path": "a\\ud800"}', [("a\\xed\\xa0\\x80", b'{"path": "a\\ud800"}')]),
    ],
)
def test_lines_are_documents(
    given_as: Callable[[bytes], object], rows: Rows, data: bytes, found: list[object] | None
) -> None:
    """Lines that aren't blank are documents, under their own path if they tell one that is text."""
    if found is None:
        found = [(f"line-{n}", line) for n, line in enumerate(data.split(b"\n"), 1)]
    assert rows(given_as(data)) == found


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'[{"title": "one"}, {"title": "two"}]\n', "one JSON array"),
        (b'\xef\xbb\xbf [\n  {"title": "one"},\n  {"title": "two"}\n]\n', "one JSON array"),
        (b'{\r\n  "title": "one"\r\n}\r\n', "one JSON text over several lines"),
        (b'\n{"title": "one",\n "topics": [\n"a"]}', "one JSON text over several lines"),
        ('{"title": "one"}\n{"title": "two"}'.encode("utf-16"), "UTF-16"),
        ('{"title": "one"}\n{"title": "two"}'.encode("utf-16-be"), "UTF-16"),
    ],
)
def test_json_that_is_not_in_lines_is_refused_once(
    given_as: Callable[[bytes], Path | StandardInput], data: bytes, reason: str
) -> None:
    """A file of JSON in another form has one fault that says which."""
    given = given_as(data)
    archive = LinesArchive("n", str(given)) if isinstance(given, Path) else given
    (entry,) = archive.entries()
    with pytest.raises(EntryRefused, match=reason):
        entry.read(DEFAULT_LIMITS)


def test_deep_line_tells_no_path(tmp_path: Path, rows: Rows) -> None:
    """A line nested beyond what can be read is a document all the same."""
    deep = b'{"path": "a", "b": ' + b"[" * 100_000
    (tmp_path / "a.jsonl").write_bytes(deep)
    assert rows(tmp_path / "a.jsonl") == [("line-1", deep)]


def test_line_knows_its_number(tmp_path: Path) -> None:
    """A document that is a line says which, also if it can't be read."""
    (tmp_path / "a.jsonl").write_bytes(b'\n\n{"path": "a.md"}\n')
    (entry,) = pickle.loads(  # noqa: S301 - our own
        pickle.dumps(list(LinesArchive("n", str(tmp_path / "a.jsonl")).entries()))
    )
    document = entry.read(DEFAULT_LIMITS)
    assert (document.archive, document.path, document.line) == ("n", "a.md", 3)
    assert entry.unread().line == 3


def test_line_through_standard_input_knows_its_number(pipe: Pipe) -> None:
    """A line that comes through standard input says which it is."""
    (entry,) = pipe(b'\n{"a": 1}\n').entries()
    assert entry.read(DEFAULT_LIMITS).line == 2


def test_no_line_is_lost_for_its_path(tmp_path: Path, rows: Rows) -> None:
    """Lines of one path are all listed, each under a path of its own."""
    paths = ["a", "a", "a (line 4)", "a", "line-6"]
    lines = [json.dumps({"path": path}) for path in paths] + ["{}"]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    assert [path for path, _ in rows(tmp_path / "a.jsonl")] == [
        "a", "a (line 2)", "a (line 4)", "a (line 4) (line 4)", "line-6", "line-6 (line 6)",
    ]  # fmt: skip


@examples(15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(VALUES, max_size=6))
@example(values=[{"path": "a"}, {"path": "a"}, {"path": "a (line 2)"}, {"path": "line-5"}, {}])
@example(values=[{"path": "\ud800"}, {"path": " "}, {"path": 1}])
def test_each_line_has_a_path_of_its_own(
    tmp_path: Path, rows: Rows, values: list[dict[str, object]]
) -> None:
    """Whatever lines tell, each is read as it is, and no path stands twice or isn't UTF-8."""
    lines = [json.dumps(value).encode() for value in values]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    read = rows(tmp_path / "a.jsonl")
    assert [data for _, data in read] == lines
    assert len({path.encode() for path, _ in read}) == len(lines)


def test_globs_apply_and_suffixes_do_not(tmp_path: Path) -> None:
    """A line's path needs no document's suffix, but is chosen by globs."""
    (tmp_path / "a.jsonl").write_bytes(b'{"path": "a"}\n{"path": "b/c"}\n{}\n')
    archive = LinesArchive("n", str(tmp_path / "a.jsonl"), Selection(exclude=("b/*",)))
    assert [entry.path for entry in archive.entries()] == ["a", "line-3"]


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_line_over_the_limit_is_refused(
    given_as: Callable[[bytes], object], rows: Rows, end: bytes
) -> None:
    """A line of the limit's length is read, a longer one is refused, and the next is read."""
    data = b'{"a": 111}' + (end or b"\n") + b'{"a": 1111}' + (end or b"\n") + b"{}" + end
    assert rows(given_as(data), Limits(document_bytes=10)) == [
        ("line-1", b'{"a": 111}'),
        ("line-2", "too-large", "11 bytes, over the limit of 10"),
        ("line-3", b"{}"),
    ]


def test_long_line_is_not_held(tmp_path: Path) -> None:
    """A line that is far too long is passed over in pieces."""
    (tmp_path / "a.jsonl").write_bytes(b"{" + b"x" * 20_000_000 + b"\n{}")
    archive = LinesArchive("n", str(tmp_path / "a.jsonl"), limits=Limits(document_bytes=1000))
    tracemalloc.start()
    sizes = [entry.size for entry in archive.entries()]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (sizes, peak < 2_000_000) == ([20_000_001, 2], True)


def test_file_that_is_replaced_meanwhile_is_refused(tmp_path: Path) -> None:
    """A line is not read from another file than the one that was listed."""
    (tmp_path / "a.jsonl").write_bytes(b"{}")
    (entry,) = LinesArchive("n", str(tmp_path / "a.jsonl")).entries()
    (tmp_path / "b").write_bytes(b"[]")
    (tmp_path / "b").replace(tmp_path / "a.jsonl")
    with pytest.raises(EntryRefused, match="the archive was changed meanwhile"):
        entry.read(DEFAULT_LIMITS)


def test_file_that_is_gone_is_refused(tmp_path: Path, rows: Rows) -> None:
    """A file that can't be opened is no archive."""
    with pytest.raises(ArchiveError, match="can't read: No such file"):
        rows(LinesArchive("n", str(tmp_path / "a.jsonl")))


# Standard input


@pytest.mark.parametrize("data", [b"---\ntitle: x\n---\n", b"news", b"\n" * 9999, b"\x1f"])
def test_anything_else_on_standard_input_is_a_document(rows: Rows, pipe: Pipe, data: bytes) -> None:
    """What is neither a tar nor JSON Lines is one document, compressed or not."""
    assert rows(pipe(data)) == rows(pipe(gzip.compress(data))) == [("stdin.md", data)]


def test_large_document_on_standard_input_is_refused(rows: Rows, pipe: Pipe) -> None:
    """A document over the limit is refused."""
    ((path, code, _),) = rows(pipe(b"x" * 11), Limits(document_bytes=10))
    assert (path, code) == ("stdin.md", "too-large")


def test_broken_stream_of_lines_is_told(rows: Rows, pipe: Pipe) -> None:
    """Lines before the break are read, and one entry stands for the rest."""
    lines = b"".join(b'{"a": "%s"}\n' % os.urandom(40).hex().encode() for _ in range(9000))
    read = rows(pipe(gzip.compress(lines)[:-9000]))
    assert len(read) > 5000
    assert read[-1] == ("(rest of the archive)", "unreadable", "breaks off")


def test_broken_stream_of_a_document_is_refused(rows: Rows, pipe: Pipe) -> None:
    """A single document that breaks off is refused."""
    assert rows(pipe(gzip.compress(b"---\n" + os.urandom(9999))[:-99])) == [
        ("stdin.md", "unreadable", "breaks off")
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "standard input is empty"),
        (gzip.compress(b"", mtime=0), "standard input is empty"),
        (b"PK\x03\x04", "a zip keeps its list at its end: give the file"),
        (b"\x1f\x8b", "can't read standard input: breaks off"),
        (b"BZh9\xaa" * 9, "can't read standard input: damaged"),
    ],
)
def test_unusable_standard_input_is_refused(
    rows: Rows, pipe: Pipe, data: bytes, message: str
) -> None:
    """Nothing, a zip, and what can't be unpacked are refused as a whole."""
    with pytest.raises(ArchiveError, match=message):
        rows(pipe(data))


def test_missing_standard_input_is_refused(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process without standard input is told so."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ArchiveError, match="there is no standard input"):
        rows(StandardInput("n", "-"))


def test_standard_input_may_come_in_drops(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that gives a byte at a time is read as any other."""
    reading, writing = os.pipe()

    def drip() -> None:
        for byte in b'\n{"path": "a"}\n{"path": "b"}\n':
            os.write(writing, bytes([byte]))
        os.close(writing)

    thread = threading.Thread(target=drip)
    with os.fdopen(reading, encoding="utf-8") as source:
        monkeypatch.setattr(sys, "stdin", source)
        thread.start()
        assert [path for path, _ in rows(StandardInput("n", "-"))] == ["a", "b"]
    thread.join()
