"""Measures the named queries over a million articles; writes QUERIES.md."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from environment import PYTHON, facts, make_environment  # noqa: E402
from measuring import answer  # noqa: E402

from lake import DERIVED_SECONDS, make_lake  # noqa: E402

_FOLDER = HERE.parents[1] / "build" / "bench"
_RESULTS = HERE.parent / "QUERIES.md"
_ENGINES = {
    "duckdb_sql": "DuckDB over the lake's files",
    "polars_frames": "polars, in memory",
    "pandas_frames": "pandas, in memory",
    "sqlite_tables": "SQLite, in memory",
}
_NEEDS_ENVIRONMENT = "polars_frames"
_INTRODUCTION = """\
# Named queries

`make bench-queries` measured this, over a made-up lake of {articles:,} articles with {related:,}
related items ({made}; its derived tables took {derived} s). Times are wall-clock
times on an open connection with a warm cache; an answer is fetched whole. Each is the median of
five runs, by turns.

## Beside SQL by hand

The SQL by hand is in `queries/by_hand/`: the same question without parameters, over the same files,
as fast as we could write it. Both answers were compared, to nine digits. Queries about copies have
no SQL by hand; they run over a tenth of the articles.

| query | rows | named | by hand | ratio |
|---|--:|--:|--:|--:|
"""
_BESIDE = """
## Beside other engines

The same three questions. DuckDB reads the lake's Parquet files; the others have what they need in
memory, or indexed, before the clock starts. The scripts are in `queries/engines/`.

"""


def main() -> None:
    """Measure all, or the queries named."""
    options = _options()
    folder = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    lake = folder / f"lake-{options.articles}"
    make_lake(lake, options.articles)
    told = json.loads((lake / "v000001" / "load.json").read_text("utf-8"))
    named = json.loads(answer([PYTHON, str(HERE / "named.py"), str(lake), *options.query], folder))
    text = _INTRODUCTION.format(
        articles=told["rows"]["articles"],
        related=told["rows"]["related"],
        made="stories of 1 to 11 documents that list each other",
        derived=told[DERIVED_SECONDS],
    ) + "".join(map(_row, named.items()))
    print(text, flush=True)
    if options.query:
        return
    python = make_environment(folder / "venv")
    known = facts(python) | {"load average before": f"{os.getloadavg()[0]:.2f}"}
    beside = _BESIDE + _engines(lake, folder, python)
    print(beside)
    machine = "\n".join(f"- {name}: {value}" for name, value in known.items())
    _RESULTS.write_text(f"{text}{beside}\n## Machine\n\n{machine}\n", "utf-8")


def _row(found: tuple[str, dict[str, Any]]) -> str:
    name, told = found
    ours = median(told["named"])
    if not told["by_hand"]:
        return f"| {name} | {told['rows']:,} | {ours * 1000:,.0f} ms | | |\n"
    theirs = median(told["by_hand"])
    return (
        f"| {name} | {told['rows']:,} | {ours * 1000:,.0f} ms | {theirs * 1000:,.0f} ms "
        f"| {ours / theirs:.2f} |\n"
    )


def _engines(lake: Path, folder: Path, python: str) -> str:
    told = {}
    for engine in _ENGINES:
        runs_with = python if engine == _NEEDS_ENVIRONMENT else PYTHON
        script = str(HERE / "engines" / f"{engine}.py")
        told[engine] = json.loads(answer([runs_with, script, str(lake)], folder))
    questions = list(next(iter(told.values())))
    lines = [f"| | {' | '.join(questions)} |", "|---|--:|--:|--:|"]
    for engine, what in _ENGINES.items():
        cells = [f"{median(told[engine][each]['seconds']) * 1000:,.0f} ms" for each in questions]
        lines.append(f"| {what} | {' | '.join(cells)} |")
    _check_rows(told)
    return "\n".join(lines) + "\n"


def _check_rows(told: dict[str, Any]) -> None:
    """Hold every engine to as many rows as the first."""
    first = {question: found["rows"] for question, found in next(iter(told.values())).items()}
    for engine, answers in told.items():
        rows = {question: found["rows"] for question, found in answers.items()}
        if rows != first:
            raise SystemExit(f"{engine} answers differently: {rows}, not {first}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="for lake and environment")
    parser.add_argument("query", nargs="*", help="queries to time alone; QUERIES.md stays as it is")
    return parser.parse_args()


if __name__ == "__main__":
    main()
