"""Clients of the catalog read it during a hundred loads, and never see two versions mixed.

.venv/bin/pytest tests/soak/soak_catalog.py
LOADS=20 .venv/bin/pytest tests/soak/soak_catalog.py

Each edition of the archive changes each table but one. An answer of a client has a digest of the
rows of each table and each named query. It must be the answer of one version: afterwards the client
is asked the same of a copy of that version's catalog. `hsql` is used where it is on the path;
install it apart: `uv tool install hsql`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from broadsheet.database.catalog_files import catalog_file
from broadsheet.database.queries import named_queries
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.schema import DERIVED, TABLES

LOADS = int(os.environ.get("LOADS", "100"))
_DOCUMENTS = 24
_CLIENTS = {
    "duckdb": ("-readonly", "-csv", "-noheader", "{file}", "-c", "{sql}"),
    "hsql": ("--read-only", "--format", "csv", "--no-header", "{file}", "-c", "{sql}"),
}
_DIGEST = (
    "select '{name}' as name, md5(string_agg(md5(found::varchar), '' order by md5(found::varchar)))"
    " as rows from {rows} as found"
)
_VERSION = "select 'version', regexp_extract(sql, '/(v[0-9]+)/', 1) from duckdb_views() where "
_SPAN = "since := date '2021-02-01', until := date '2021-04-01'"

Answer = dict[str, str]


def _asked() -> str:
    """A statement that returns the version, and a digest of each table and named query."""
    rows = {name: name for name in TABLES | DERIVED}
    rows |= {name: f"{name}({_SPAN})" for name in named_queries()}
    digests = (_DIGEST.format(name=name, rows=place) for name, place in rows.items())
    version = f"{_VERSION} view_name = 'articles'"
    return f"{' union all '.join((*digests, version))} order by name"


def _document(edition: int, number: int) -> str:
    """A document of an edition: each of its values differs from that of the edition before."""
    outlet = f"outlet{(edition + number) % 7}"
    moment = f"2021-0{number % 4 + 1}-{edition % 28 + 1:02d}T{number % 24:02d}:00:00Z"
    return f"""---
category: news
type: article
title: Edition {edition} of {number}
publishedDateTime: {moment}
webUrl: https://{outlet}.example/{edition}/{number}
quality: {20 + (edition * 7 + number) % 60}
heat: heat of {edition}
published: true
provider: {{name: {outlet} of {edition}, domain: {outlet}.example}}
topics: [topic {edition}, topic {number % 3}]
images: [{{url: "https://{outlet}.example/{edition}.png"}}]
related:
  - title: Related to {edition} of {number}
    publishedDateTime: {moment}
    webUrl: https://other.example/{edition}/{number % 5}
    quality: 40
    provider: {{name: Other, domain: other.example}}
---
"""


def _write(archive: Path, edition: int) -> None:
    """An edition of the archive, with a description of a provider and of a topic."""
    texts = {f"{number}.md": _document(edition, number) for number in range(_DOCUMENTS)}
    for kind, ident in (("organization", "outlet0.example"), ("topic", "topic 0")):
        text = f"---\ntaxonomy: {kind}\n_id: {ident}\nname: Name of {edition}\n---\n"
        texts[f"{kind}.md"] = text
    for name, text in texts.items():
        (archive / name).write_text(text, "utf-8")


def _ask(client: str, file: Path) -> Answer:
    """The answer of a client that opens a catalog, from another folder."""
    program = shutil.which(client, path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if program is None:
        pytest.skip(f"no {client} on the path")
    words = [word.format(file=file, sql=_asked()) for word in _CLIENTS[client]]
    ran = subprocess.run([program, *words], cwd="/", capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    return dict(line.split(",", 1) for line in ran.stdout.splitlines())


@pytest.mark.parametrize("client", _CLIENTS)
def test_client_beside_loads(client: str, tmp_path: Path) -> None:
    """Each answer is of one version, whole, and every run of the client succeeds."""
    archive, lake, kept = (tmp_path / name for name in ("archive", "lake", "kept"))
    archive.mkdir()
    kept.mkdir()

    def load_edition(edition: int) -> None:
        _write(archive, edition)
        load([archive], lake)
        shutil.copy(catalog_file(lake), kept / f"{open_snapshot(lake).version}.duckdb")

    load_edition(0)
    answers = [_ask(client, catalog_file(lake))]
    failed: list[BaseException] = []
    done = Event()

    def read() -> None:
        try:
            while not done.is_set():
                answers.append(_ask(client, catalog_file(lake)))
        except BaseException as error:
            failed.append(error)

    reader = Thread(target=read)
    reader.start()
    try:
        for edition in range(1, LOADS + 1):
            load_edition(edition)
    finally:
        done.set()
        reader.join()
    assert not failed, failed
    versions = sorted({answer["version"] for answer in answers})
    whole = {version: _ask(client, kept / f"{version}.duckdb") for version in versions}
    assert [answer for answer in answers if answer != whole[answer["version"]]] == []
    assert len(versions) > LOADS // 20
    same = {
        name for name in whole[versions[0]] if len({each[name] for each in whole.values()}) == 1
    }
    assert (TABLES | DERIVED).keys() & same <= {"mentions"}  # its numbers alone never change
