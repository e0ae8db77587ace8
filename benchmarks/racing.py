"""Lets broadsheet and its contenders load the same archive in turns."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from environment import BROADSHEET, HERE, PYTHON
from measuring import Run, Runs, answer, measure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["CONTENDERS", "Contender", "Counts", "load", "race", "rows"]

Counts = tuple[int, ...]

_SLOW = 5.0  # seconds
_ROUNDS_IF_SLOW = 2

_IN_LAKE = "select (select count(*) from articles), (select count(*) from related)"
_IN_FILES = """\
import duckdb, sys
for files in sys.argv[1:]:
    print(duckdb.read_parquet(files).count("*").fetchall()[0][0])"""


@dataclass(frozen=True)
class Contender:
    """A script that loads an archive, and what it is.

    Attributes:
        name: Its name in the results; the script's name without its suffix.
        what: What it does, in a few words.
        tables: Where it leaves articles and related items, below its output.
        shares_environment: Whether it runs with broadsheet's Python, not with one of its own.
    """

    name: str
    what: str
    tables: tuple[str, str] = ("articles", "related")
    shares_environment: bool = False


CONTENDERS = (
    Contender(
        "yaml_rs_script", "yaml-rs in 2 processes, Arrow, DuckDB `unnest`", shares_environment=True
    ),
    Contender("pyyaml_script", "the same with PyYAML's C loader", shares_environment=True),
    Contender("frontmatter_pandas", "python-frontmatter (C loader), pandas, 1 process"),
    Contender(
        "dlt_pipeline",
        "python-frontmatter (C loader), dlt to Parquet files",
        tables=("news/articles", "news/articles__related"),
    ),
)


def race(
    archive: Path, contenders: Sequence[Contender], python: str, rounds: int, folder: Path
) -> list[Runs]:
    """Load an archive with broadsheet and each contender by turns, broadsheet's runs first.

    Every second round goes the other way round. What takes longer than 5 s runs in two rounds.

    Raises:
        SystemExit: A load failed, or a contender's rows are not as many as broadsheet's.
    """
    selves = [_SELF, _ACCELERATED] if find_spec("broadsheet_accelerator") else [_SELF]
    runners = [*selves, *contenders]
    results = {runner.name: Runs(runner.name) for runner in runners}
    expected: Counts = ()
    for turn in range(rounds):
        for runner in runners[:: -1 if turn % 2 else 1]:
            runs = results[runner.name]
            if turn >= _ROUNDS_IF_SLOW and min(runs.seconds) > _SLOW:
                continue
            run, counts = _load(runner, archive, python, folder)
            expected = expected or counts
            if counts != expected:
                raise SystemExit(f"{runner.name} made {counts} rows, broadsheet {expected}")
            runs.all.append(run)
            print(f"  {runner.name:32} {run.seconds:8.2f} s {run.peak / 1e6:8,.0f} MB", flush=True)
    return list(results.values())


_SELF = Contender("broadsheet", "`broadsheet load`", shares_environment=True)
_ACCELERATED = Contender("broadsheet with the accelerator", "the same", shares_environment=True)


def _load(runner: Contender, archive: Path, python: str, folder: Path) -> tuple[Run, Counts]:
    """Load an archive into a fresh folder, count its rows, and remove it."""
    output = folder / "output"
    shutil.rmtree(output, ignore_errors=True)
    if runner in (_SELF, _ACCELERATED):
        run = load(str(archive), output, accelerated=runner is _ACCELERATED)
        counts = rows(output, _IN_LAKE)
    else:
        script = str(HERE / "contenders" / f"{runner.name}.py")
        used = PYTHON if runner.shares_environment else python
        run = measure([used, script, str(archive), str(output)], folder)
        files = [f"{output}/{table}/*.parquet" for table in runner.tables]
        counts = tuple(map(int, answer([PYTHON, "-c", _IN_FILES, *files], folder).split()))
    shutil.rmtree(output)
    return run, counts


def load(archive: str, lake: Path, *, accelerated: bool = False) -> Run:
    """Measure `broadsheet load`, with the accelerator or without it."""
    command = [BROADSHEET, "load", archive, "--lake", str(lake)]
    return measure(command, lake.parent, {"BROADSHEET_ACCELERATOR": "on" if accelerated else "off"})


def rows(lake: Path, query: str) -> Counts:
    """The numbers that a query of one row finds in a lake."""
    command = [BROADSHEET, "sql", query, "--lake", str(lake), "--format", "csv"]
    return tuple(map(int, answer(command, lake.parent).split("\n")[1].split(",")))
