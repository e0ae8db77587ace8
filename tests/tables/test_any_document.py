"""Whatever bytes a document holds, it has one row, no reader fails on it, and both agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.documents.document import Document, fingerprints
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.documents.parsed import Parsed
from broadsheet.documents.scanner import SWITCH
from broadsheet.tables import flatten as flatten_module
from broadsheet.tables.flatten import read_carefully, read_document, tables_of
from broadsheet.tables.read import Read
from broadsheet.tables.tabulate import Tabulated
from kit.examples import examples
from kit.flattening import flatten

_SAMPLES = {
    file.name: file.read_bytes()
    for file in sorted((Path(__file__).resolve().parents[1] / "documents" / "samples").iterdir())
}
ODD = [
    "? {a: [b]}\n: c", "? provider:\n    name: N\n    tags: [a]\n: z", "? [a]\n: b", "{{ a }}",
    "{x: 1, {a}}", "1.5: y\ntrue: z\n~: w", '"\\ud800": x', 'x: "smile \\ud83d\\udeg0"',
    'x: "\\ud83d"', "publishedDateTime: 0001-01-01T00:00:00+01:00",
    "publishedDateTime: 9999-12-31T23:59:59-01:00", "publishedDateTime: 24:00", "x: *a", "y: &a z",
    "<<: *a", "x: !!set {a}", "x: !!binary x", "x: !!int x", "x: 0x" + "f" * 5_000, "x: .nan",
    "quality: 1e400", "related:\n  - [x]\n  - images: {width: [1]}", "title: {a: b}", "name: 5",
    "taxonomy: topic", "taxonomy: organization", "topics:\n  a: {b: [c, {d: e}]}", 'secured: "x"',
    'webUrl: "https://[x"', 'webUrl: "https://\u00e9:99999/%zz"', "\0", '"\\0": "\\x00"', "\r",
    "---", "...", "+++", "----", '{"a": [', "\ufeff", "\u2028: \x85", "- a", ": ",
    "title: 'a", 'x: "', "x: 01234\ny: {x: 1.10}", "quality\u200b: 5", "\u00a0quality: 5",
    'x: "a\\u0007b"', "topics: [Cafe\u0301]", "secured: x\nsecured: y", "x: 1\rquality: 5",
]  # fmt: skip
"""Lines that readers have failed on, or may."""

_LINES = st.sampled_from([line.encode("utf-8", "surrogatepass") for line in ODD])
_EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 0, 0, 1, 5]), _LINES | st.binary(max_size=4)),
    min_size=1,
    max_size=5,
)


def _edited(data: bytes, edits: list[tuple[float, int, bytes]], *, at_lines: bool) -> bytes:
    """A document with bytes put in, in place of some, at the beginnings of lines or anywhere."""
    for where, gone, put in edits:
        at = int(where * len(data))
        if at_lines:
            at = data.rfind(b"\n", 0, at) + 1
        end = b"\n" if at_lines else b""
        data = data[:at] + put + end + data[at + gone :]
    return data


def _rows(document: Document, *, with_care: bool) -> dict[str, list[str]]:
    prints = fingerprints(document.data)
    read = (read_carefully if with_care else read_document)(document, prints, DEFAULT_LIMITS)
    tables = tables_of([read], DEFAULT_LIMITS).tables
    return {name: sorted(map(str, table.to_pylist())) for name, table in tables.items()}


@examples(60)
@given(
    st.sampled_from(sorted(_SAMPLES)),
    _EDITS,
    st.booleans(),
    st.sampled_from([("a.md", 0), ("a.yaml", 0), ("a.jsonl", 1)]),
)
@example("lf.md", [(0.3, 0, b"? {a: [b]}\n: c")], True, ("a.md", 0))
@example("lf.md", [(0.3, 0, b'x: "smile \\ud83d\\udeg0"')], True, ("a.md", 0))
@example("torn.md", [(0.3, 0, b'x: "smile \\ud83d\\udeg0"')], True, ("a.md", 0))
def test_a_damaged_document_is_read_or_reported(
    name: str, edits: list[tuple[float, int, bytes]], at_lines: bool, place: tuple[str, int]
) -> None:
    """A damaged document has one row and no failure, and the same rows from both readers."""
    path, line = place
    document = Document("n", path, _edited(_SAMPLES[name], edits, at_lines=at_lines), line)
    rows = _rows(document, with_care=False)
    assert len(rows["documents"]) == 1
    assert "'failed'" not in str(rows["problems"])
    assert rows == _rows(document, with_care=True)


@pytest.mark.parametrize("line", ODD, ids=range(len(ODD)))
def test_an_odd_line_leaves_others_alone(line: str) -> None:
    """A document with an odd line leaves the documents beside it as they are."""
    good = Document("n", "b.md", b"---\ntitle: good\n---\n")
    odd = Document("n", "a.md", f"---\ntitle: x\n{line}\n---\n".encode())
    rows = flatten([odd, good])
    assert rows["documents"].num_rows == 2
    assert "good" in rows["articles"]["title"].to_pylist()
    assert "failed" not in rows["problems"]["code"].to_pylist()


def test_a_failure_of_ours_quarantines_its_document_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document on which making rows fails is quarantined; the others of its batch are loaded."""
    tabulate = flatten_module.tabulate

    def fail(reads: list[Read], most: int) -> Tabulated:
        loaded = [each for each in reads if isinstance(each.result, Parsed)]
        if any(each.document.path == "5.md" for each in loaded):
            raise LookupError("a mistake of ours")
        return tabulate(reads, most)

    monkeypatch.setenv(SWITCH, "off")
    monkeypatch.setattr(flatten_module, "tabulate", fail)
    rows = flatten(Document("n", f"{n}.md", b"---\ntitle: x\n---\n") for n in range(8))
    status = dict(zip(*(rows["documents"][name].to_pylist() for name in ("path", "status")),
                      strict=True))  # fmt: skip
    assert [path for path, each in status.items() if each != "loaded"] == ["5.md"]
    assert rows["problems"].select(["path", "code"]).to_pylist() == [
        {"path": "5.md", "code": "failed"}
    ]
