"""An archive leaves a lake, and nothing else of the lake changes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import broadsheet
from broadsheet.database.catalog_files import has_catalog
from broadsheet.errors import LakeError
from broadsheet.lake.ledger import read_loads
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.forgetting import forget
from broadsheet.schema import DERIVED, TABLES
from kit.lake_contents import without_arrivals

if TYPE_CHECKING:
    from kit.commandline import Run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of the archives `a` and `b`, and `alone`, a lake of `a` alone."""
    folder = tmp_path_factory.mktemp("forgetting")
    for archive in ("a", "b"):
        broadsheet.write_sample(folder / archive, articles=20, months=2, seed=ord(archive))
    broadsheet.load([folder / "a", folder / "b"], folder / "lake")
    broadsheet.load([folder / "a"], folder / "alone")
    return folder


@pytest.fixture
def lake(made: Path, tmp_path: Path) -> Path:
    """A copy of the lake of two archives."""
    return Path(shutil.copytree(made / "lake", tmp_path / "lake", symlinks=True))


def _rows(lake: Path) -> dict[str, list[object]]:
    with broadsheet.connect(lake) as connection:
        tables = {name: connection.table(name).to_arrow_table() for name in (*TABLES, *DERIVED)}
    return {
        name: sorted(without_arrivals(rows).to_pylist(), key=repr) for name, rows in tables.items()
    }


def test_lake_is_as_if_it_had_never_been_loaded(made: Path, lake: Path) -> None:
    """Every table, also the derived ones, has the rows of a lake without the archive."""
    assert forget(lake, "b").version == "v000002"
    assert _rows(lake) == _rows(made / "alone")
    assert open_snapshot(lake).load["rows"] == open_snapshot(made / "alone").load["rows"]
    assert has_catalog(open_snapshot(lake))


def test_it_is_a_load_of_the_ledger(lake: Path) -> None:
    """The ledger counts its documents as removed."""
    gone = forget(lake, "b")
    assert read_loads(lake)[-1]["changes"]["b"]["removed"] == gone.documents > 0


def test_it_can_be_loaded_again(made: Path, lake: Path) -> None:
    """Loaded again, all its documents are new; the other archive is as it was."""
    before = _rows(lake)
    forget(lake, "b")
    summary = broadsheet.load([made / "a", made / "b"], lake)
    assert summary.changes["added"] == summary.changes["unchanged"]
    assert _rows(lake) == before


def test_unknown_archive(lake: Path) -> None:
    """An archive that the lake has not is refused, with those that it has."""
    with pytest.raises(LakeError, match=r"no such archive .* got 'c'; valid: a, b"):
        forget(lake, "c")


def test_only_archive(made: Path) -> None:
    """The only archive of a lake is refused: the lake itself can be removed."""
    with pytest.raises(LakeError, match="remove the folder"):
        forget(made / "alone", "a")


def test_command_asks_first(lake: Path, run: Run) -> None:
    """Without a terminal the command needs --yes, and then says what went."""
    refused = run("forget", "b", "--lake", lake)
    assert (refused.code, "add --yes" in refused.err) == (2, True)
    done = run("forget", "b", "--yes", "--lake", lake)
    assert done.out == "v000002\n"
    assert "b is gone: " in done.err
