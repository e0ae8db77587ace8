"""Every kind of fault has a sample document that shows what is told and what is kept."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from broadsheet.archive import Selection, open_archives
from broadsheet.documents.document import Document
from broadsheet.documents.faults import CODES, Fault, Severity
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.documents.scanner import SWITCH
from broadsheet.lake.data_files import write_missing_tables
from broadsheet.lake.names import data_file_name
from broadsheet.lake.snapshot import RECORD, Snapshot
from broadsheet.loading.arrivals import Arrival
from broadsheet.loading.batches import Batch, load_batch
from broadsheet.schema import TABLES
from broadsheet.tables import flatten as flatten_module
from kit.flattening import flatten

if TYPE_CHECKING:
    from collections.abc import Callable

PAYLOAD = "TWFkZVVw"
"""How the payload of every sample document begins."""

KEPT = {
    "category": "news",
    "type": "article",
    "title": "A lamp is lit",
    "excerpt": "Lit at dusk.",
    "web_url": "https://lantern.example/lamp",
    "url": "https://lantern.example/lamp",
    "quality": 39,
    "heat": -1,
    "published": False,
    "provider_name": "The Lantern",
    "provider_domain": "lantern.example",
    "topics": ["Lighthouses"],
    "secured_bytes": 49,
    "published_month": "2021-03",
}
"""The columns of a sample document without faults."""


@dataclass(frozen=True)
class Sample:
    """What the sample document of a kind of fault leads to."""

    severity: str
    status: str = "loaded"
    line: int | None = None
    column: int | None = None
    value: str | None = None
    changed: tuple[tuple[str, Any], ...] = ()


SAMPLES = {
    "unreadable": Sample("error", "quarantined"),
    "failed": Sample("error", "quarantined"),
    "too-large": Sample("error", "quarantined"),
    "outside-archive": Sample("error", "quarantined"),
    "yaml-syntax": Sample("error", "quarantined", 14, 2),
    "json-syntax": Sample("error", "quarantined", 1, 195),
    "toml-syntax": Sample("error", "quarantined", 3, 11),
    "misplaced": Sample("error", "quarantined", 1),
    "pointer": Sample("error", "quarantined", 1),
    "not-a-mapping": Sample("error", "quarantined", 2),
    "too-complex": Sample("error", "quarantined", 19),
    "too-many": Sample("error"),
    "torn": Sample("error", line=19, column=1, changed=(("secured_bytes", None),)),
    "second-document": Sample("error", "loaded", 20),
    "wrong-type": Sample("error", "loaded", 8, 10, "high", (("quality", None),)),
    "out-of-range": Sample("error", "loaded", 9, 7, "9223372036854775808", (("heat", None),)),
    "bad-date": Sample(
        "error", "loaded", 5, 20, "2021-02-30T11:06:00Z", (("published_month", "undated"),)
    ),
    "implausible-date": Sample(
        *("error", "loaded", 5, 20, "0001-01-01T00:00:00Z", (("published_month", "undated"),))
    ),
    "duplicate-key": Sample("error", "loaded", 19, 1, "Another lamp"),
    "single-value": Sample("warning", "loaded", 16, 9, "Lighthouses"),
    "unquoted-text": Sample(
        "warning",
        line=13,
        column=9,
        value="Lantern: Late Edition",
        changed=(("provider_name", "Lantern: Late Edition"),),
    ),
    "broken-encoding": Sample("warning", line=3, changed=(("title", "A l\ufffdmp is lit"),)),
    "control-character": Sample("warning", line=3, changed=(("title", "A \ufffdlamp is lit"),)),
    "invisible-character": Sample("warning", line=8),
    "withheld": Sample("warning"),
    "unclosed": Sample("warning", line=19),
    "no-time-zone": Sample("warning", "loaded", 5, 20, "2021-03-16T11:06:00"),
    "encoding": Sample("note", line=1),
}

OF_PACKED_ARCHIVES = {"duplicate-name"}
"""Faults that no lone document can have: `tests/archive` and `tests/loading` hold them."""

LOADED = [code for code, sample in SAMPLES.items() if sample.status == "loaded"]
QUARANTINED = [code for code, sample in SAMPLES.items() if sample.status == "quarantined"]


LIMITS = {
    "too-large": Limits(document_bytes=100),
    "too-many": Limits(related=2),
}
"""Smaller limits than the default, under which samples are too large, or too many."""


def sample_name(code: str) -> str:
    """The file name of a code's sample document."""
    return f"{code}.jsonl" if code == "json-syntax" else f"{code}.md"


@pytest.fixture(scope="module")
def of_sample(
    documents: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], dict[str, list[dict[str, Any]]]]:
    """Loads the sample document of a code once, under the conditions the code needs."""

    @cache
    def read(code: str) -> dict[str, list[dict[str, Any]]]:
        name, limits = sample_name(code), LIMITS.get(code, DEFAULT_LIMITS)
        source, room = documents, tmp_path_factory.mktemp(code)
        if code == "json-syntax":
            source = documents / name
        if code == "outside-archive":
            source = room / "samples"
            source.mkdir()
            (source / name).symlink_to(documents / name)
        selection = Selection() if source.is_file() else Selection((name,))
        (archive,) = open_archives(source, selection, limits)
        folder = room / "v000001"
        part, entries = data_file_name(archive.name, 0), list(archive.entries())
        batch = Batch(
            *(archive.name, part, folder, entries, {}, limits),
            first=True,
            full=False,
            arrival=Arrival(0, "v000001"),
            earlier={},
        )
        with pytest.MonkeyPatch.context() as patch:
            if code == "unreadable":
                patch.setattr(os, "open", _refuse)
            if code == "failed":
                patch.setattr(flatten_module, "read_plain", _fail)
                patch.setenv(SWITCH, "off")
            load_batch(batch)
        write_missing_tables(folder)
        record = {"archives": {}, "loaded_at": "", "rows": dict.fromkeys(TABLES, 0), "tool": ""}
        (folder / RECORD).write_text(json.dumps(record), "utf-8")
        return {table: Snapshot(folder).read(table).to_pylist() for table in TABLES}

    return read


def _fail(*_: object) -> None:
    raise LookupError("a mistake of ours")


_OPEN = os.open


def _refuse(path: Any, *rest: Any, **named: Any) -> int:  # noqa: ANN401 - passed on
    if str(path).endswith("unreadable.md"):
        raise PermissionError(13, "Permission denied", path)
    return _OPEN(path, *rest, **named)


def test_every_code_has_a_sample_document(documents: Path) -> None:
    """No kind of fault lacks its sample document."""
    needed = CODES.keys() - OF_PACKED_ARCHIVES
    assert [code for code in needed if not (documents / sample_name(code)).is_file()] == []


def test_every_code_is_tested() -> None:
    """No kind of fault lacks its expectation here."""
    assert SAMPLES.keys() == CODES.keys() - OF_PACKED_ARCHIVES


@pytest.mark.parametrize("code", SAMPLES)
def test_sample_shows_its_fault_and_no_other(of_sample: Callable[..., Any], code: str) -> None:
    """A sample document has one problem: the one it is named after."""
    assert [row["code"] for row in of_sample(code)["problems"]] == [code]


@pytest.mark.parametrize("code", SAMPLES)
def test_fault_has_its_line_and_column(of_sample: Callable[..., Any], code: str) -> None:
    """A fault is told with the line and column it stands on, as far as they are known."""
    row = of_sample(code)["problems"][0]
    assert (row["line"], row["column"]) == (SAMPLES[code].line, SAMPLES[code].column)


@pytest.mark.parametrize("code", SAMPLES)
def test_fault_has_its_severity(of_sample: Callable[..., Any], code: str) -> None:
    """A fault is as grave as its kind."""
    assert of_sample(code)["problems"][0]["severity"] == SAMPLES[code].severity


@pytest.mark.parametrize("code", SAMPLES)
def test_fault_has_the_value_as_written(of_sample: Callable[..., Any], code: str) -> None:
    """A fault of a value keeps the value as the document has it."""
    assert of_sample(code)["problems"][0]["value"] == SAMPLES[code].value


@pytest.mark.parametrize("code", SAMPLES)
def test_document_has_its_status(of_sample: Callable[..., Any], code: str) -> None:
    """A document with a fault is loaded or quarantined, as its kind says."""
    assert [row["status"] for row in of_sample(code)["documents"]] == [SAMPLES[code].status]


@pytest.mark.parametrize("code", QUARANTINED)
def test_reason_of_quarantine_begins_with_the_code(
    of_sample: Callable[..., Any], code: str
) -> None:
    """A quarantined document tells in documents, too, why it is."""
    assert of_sample(code)["documents"][0]["reason"].startswith(f"{code}: ")


@pytest.mark.parametrize("code", QUARANTINED)
def test_quarantined_document_has_no_other_rows(of_sample: Callable[..., Any], code: str) -> None:
    """A quarantined document stands in documents and problems alone."""
    rows = of_sample(code)
    assert [len(rows[name]) for name in ("articles", "related", "images", "article_topics")] == [
        0, 0, 0, 0,
    ]  # fmt: skip


@pytest.mark.parametrize("code", LOADED)
def test_what_can_be_kept_is_kept(of_sample: Callable[..., Any], code: str) -> None:
    """A document with a fault keeps every column that the fault leaves readable."""
    (article,) = of_sample(code)["articles"]
    assert {name: article[name] for name in KEPT} == KEPT | dict(SAMPLES[code].changed)


@pytest.mark.parametrize("code", ["unreadable", "too-large", "outside-archive"])
def test_refused_document_has_no_size(of_sample: Callable[..., Any], code: str) -> None:
    """A document that was not read has neither size nor fingerprints."""
    (row,) = of_sample(code)["documents"]
    assert (row["bytes"], row["fingerprint"], row["content_fingerprint"]) == (None, None, None)


def test_no_sample_document_shows_its_payload(documents: Path) -> None:
    """The payload of no sample document stands in any table."""
    samples = [
        Document("samples", file.name, file.read_bytes(), line=int(file.suffix == ".jsonl"))
        for file in sorted(documents.iterdir())
    ]
    leaks = [
        (name, row)
        for name, table in flatten(samples).items()
        for row in table.to_pylist()
        if PAYLOAD in str(row)
    ]
    assert leaks == []


def test_too_many_tells_how_many_and_keeps_the_first(of_sample: Callable[..., Any]) -> None:
    """Of related items beyond the limit the first are kept, and the numbers are told."""
    rows = of_sample("too-many")
    assert rows["problems"][0]["message"] == "related: 3 entries; the first 2 are kept"
    assert [row["title"] for row in rows["related"]] == ["A wick is trimmed", "Oil is poured"]


def test_unknown_code_is_refused() -> None:
    """A fault of an unknown kind can't be made."""
    with pytest.raises(ValueError, match="unknown fault code 'oops'"):
        Fault("oops", "message")


def test_severity_words() -> None:
    """Severities read as single words in the problems table."""
    assert [str(severity) for severity in Severity] == ["error", "warning", "note"]


def test_short_value_is_not_trimmed() -> None:
    """A value of 500 characters is kept whole."""
    fault = Fault("wrong-type", "message", value="a" * 500)
    assert fault.trimmed() is fault


def test_document_without_faults_has_none(flattened: Callable[..., Any], documents: Path) -> None:
    """A document that is only unusual has no problems."""
    names = ["crlf.md", "lf.md", "sparse.md", "lamps.yaml", "fenced.yml", "unknown-fields.md"]
    assert [flattened((documents / name).read_bytes(), name)["problems"] for name in names] == (
        [[]] * len(names)
    )
