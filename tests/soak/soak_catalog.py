"""The command `duckdb` reads the catalog during a hundred loads, and never sees two versions mixed.

.venv/bin/pytest tests/soak/soak_catalog.py
LOADS=20 .venv/bin/pytest tests/soak/soak_catalog.py
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

from broadsheet.loading.loader import load
from kit.killing import document

LOADS = int(os.environ.get("LOADS", "100"))
_DOCUMENTS = 24
_ASKED = (
    "select count(distinct title) as editions, count(*) as articles from articles;"
    " select count(*) as items from items; from quality_by_provider() limit 5;"
)


def _write(archive: Path, edition: int) -> None:
    """An edition of the archive, with the edition in every title."""
    for number in range(_DOCUMENTS):
        text = document(f"edition {edition}", f"2021-0{number % 4 + 1}")
        (archive / f"{number}.md").write_text(text)


def test_client_beside_loads(tmp_path: Path) -> None:
    """Each answer is of one edition, whole, and every run of the command succeeds."""
    archive, lake = tmp_path / "archive", tmp_path / "lake"
    archive.mkdir()
    _write(archive, 0)
    load([archive], lake)
    command = [Path(sys.executable).with_name("duckdb"), "-readonly", "-csv", "-noheader"]
    done = Event()
    seen: list[tuple[int, list[str], str]] = []

    def read() -> None:
        while not done.is_set():
            ran = subprocess.run(
                [*command, lake / "catalog.duckdb", "-c", _ASKED],
                cwd="/", capture_output=True, text=True, check=False,
            )  # fmt: skip
            seen.append((ran.returncode, ran.stdout.split()[:1], ran.stderr))

    reader = Thread(target=read)
    reader.start()
    try:
        for edition in range(1, LOADS + 1):
            _write(archive, edition)
            load([archive], lake)
    finally:
        done.set()
        reader.join()
    assert len(seen) > LOADS // 4
    assert {(code, *first, error) for code, first, error in seen} == {(0, f"1,{_DOCUMENTS}", "")}
