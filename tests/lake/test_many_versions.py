"""A lake of many versions is as quick as one of a few: no folder of an old version is listed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.database.connection import connect
from broadsheet.lake.current import link_current
from broadsheet.lake.retention import list_versions
from broadsheet.lake.sizes import size_of_lake
from broadsheet.lake.snapshot import CURRENT, Snapshot
from broadsheet.loading.loader import load

_LISTINGS = {"os.listdir", "os.scandir"}
_USES: dict[str, Callable[[Path, Path], object]] = {
    "connect": lambda lake, _: connect(lake).close(),
    "load of nothing new": lambda lake, archive: load(archive, lake),
    "size": lambda lake, _: size_of_lake(lake),
    "list of versions": lambda lake, _: list_versions(lake),
}


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A lake of two versions and one of twenty, of one archive beside them."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "archive").mkdir()
    (folder / "archive" / "a.md").write_text("---\ntitle: A\n---\n", "utf-8")
    load(folder / "archive", folder / "few")
    shutil.copytree(folder / "few", folder / "many", symlinks=True)
    return with_versions(folder / "few", 2), with_versions(folder / "many", 20)


def with_versions(lake: Path, count: int) -> Path:
    """A lake with so many versions, which share all files."""
    for number in range(2, count + 1):
        version = lake / f"v{number:06d}"
        shutil.copytree(lake / "v000001", version, copy_function=os.link)
    (lake / CURRENT).write_text(f"{version.name}\n", "ascii")
    link_current(Snapshot(version))
    load(lake.parent / "archive", lake)  # writes the catalog, and what is cached beside versions
    return lake


def listings(work: Callable[[], object]) -> int:
    """How many folders are listed while work is done."""
    seen: list[str] = []
    is_done = False

    def hear(event: str, _: object) -> None:  # a hook can't be removed
        if not is_done and event in _LISTINGS:
            seen.append(event)

    sys.addaudithook(hear)
    work()
    is_done = True
    return len(seen)


@pytest.mark.parametrize("use", _USES)
def test_as_many_folders_are_listed(lakes: tuple[Path, Path], use: str) -> None:
    """However many versions there are."""
    few, many = (
        listings(lambda lake=lake: _USES[use](lake, lake.parent / "archive"))  # type: ignore[misc]
        for lake in lakes
    )
    assert many <= few  # which may be the first to import a module
