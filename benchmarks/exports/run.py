"""Measures rows and tables written to files, over a million articles; writes EXPORTS.md."""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import pty
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "queries")]

from environment import BROADSHEET, PYTHON, facts, make_environment  # noqa: E402
from measuring import answer, measure  # noqa: E402

from lake import make_lake  # noqa: E402

_FOLDER = HERE.parents[1] / "build" / "bench"
_RESULTS = HERE.parent / "EXPORTS.md"
_BESIDE_COPY = ("csv", "jsonl", "parquet")
_ALONE = ("arrow",)
_A_TENTH = ("--since", "2020-03-01", "--until", "2020-06-18")  # of a million articles
_EXPORTS = {
    "csv": (),
    "parquet": (),
    "duckdb": (),
    "delta": (),
    "sqlite": _A_TENTH,
    "xlsx": _A_TENTH,
}
_COLUMNS = 120
_INTRODUCTION = """\
# Exports

`make bench-exports` measured this, over a made-up lake of {articles:,} articles, whose rows have
{columns} columns. Each time is the median of {rounds} runs, by turns; each run is a process of its
own. CPU is the time of all its threads. The peak is the most memory that it had.

## Rows of a statement, beside COPY

`from articles`, written as `broadsheet sql --output` does, and by COPY of DuckDB: the same files,
threads and codec (zstd for Parquet). Opening the lake is not timed. DuckDB has no COPY to Arrow.

| format | time | COPY | ratio | CPU | COPY | ratio | peak | COPY | size |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
"""
_TERMINAL = """
## The same rows on a terminal

`broadsheet sql "from articles"` on a terminal of {columns} columns, from start to exit:
{seconds:.2f} s, {cpu:.2f} s of CPU, peak {peak:,.0f} MB.

## Exports of a table

`broadsheet export --table articles`, from start to exit, once. SQLite and the workbook have a tenth
of the articles.

| format | time | CPU | peak | size |
|---|--:|--:|--:|--:|
"""


def main() -> None:
    """Measure all."""
    options = _options()
    folder = options.folder.absolute()
    lake = folder / f"lake-{options.articles}"
    folder.mkdir(parents=True, exist_ok=True)
    _make_lake_apart(lake, options.articles)
    known = facts(make_environment(folder / "venv"))
    known |= {"load average before": f"{os.getloadavg()[0]:.2f}"}
    place = folder / "exports"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    counting = "select count(*) from (describe articles)"
    columns = answer([BROADSHEET, "sql", counting, "--lake", str(lake), "--format", "csv"], folder)
    text = _INTRODUCTION.format(
        articles=options.articles, columns=columns.split()[-1], rounds=options.rounds
    )
    for form in (*_BESIDE_COPY, *_ALONE):
        text += _shown(_beside_copy(form, lake, place, options.rounds))
    text += _TERMINAL.format(columns=_COLUMNS, **_on_terminal(lake, options.rounds))
    for form, words in _EXPORTS.items():
        text += _shown(_exported(form, lake, place, *words))
    machine = "\n".join(f"- {name}: {value}" for name, value in known.items())
    _RESULTS.write_text(f"{text}\n## Machine\n\n{machine}\n", "utf-8")
    shutil.rmtree(place)


def _make_lake_apart(lake: Path, articles: int) -> None:
    """Make the lake in a process of its own.

    A peak is never less than what the measuring process had.
    """
    maker = multiprocessing.get_context("spawn").Process(target=make_lake, args=(lake, articles))
    maker.start()
    maker.join()
    if maker.exitcode:
        raise SystemExit("the lake can't be made: see above")


def _shown(row: str) -> str:
    print(row, end="", flush=True)
    return row


def _beside_copy(form: str, lake: Path, place: Path, rounds: int) -> str:
    """A row of the table: ours beside COPY, where there is one."""
    target = place / f"rows.{form}"
    ways = ("ours", "copy") if form in _BESIDE_COPY else ("ours",)
    runs: dict[str, list[dict[str, Any]]] = {way: [] for way in ways}
    size = 0
    for _ in range(rounds):
        for way in ways:
            target.unlink(missing_ok=True)
            words = [PYTHON, str(HERE / "write.py"), str(lake), way, form, str(target)]
            runs[way].append(json.loads(answer(words, place)))
            size = target.stat().st_size if way == "ours" else size
    target.unlink(missing_ok=True)
    cells = [form]
    for key in ("seconds", "cpu"):
        found = [median(run[key] for run in runs[way]) for way in ways]
        cells += [f"{each:.2f} s" for each in found]
        cells += [f"{found[0] / found[1]:.2f}"] if len(ways) > 1 else ["", ""]
    peaks = [f"{max(run['peak'] for run in runs[way]) / 1e6:,.0f} MB" for way in ways]
    cells += [*peaks, *[""] * (2 - len(ways)), f"{size / 1e6:,.0f} MB"]
    return f"| {' | '.join(cells)} |\n"


def _on_terminal(lake: Path, rounds: int) -> dict[str, float]:
    """The seconds and the memory of the command on a terminal."""
    runs = []
    for _ in range(rounds):
        ours, theirs = pty.openpty()
        environment = os.environ | {"COLUMNS": str(_COLUMNS), "LINES": "40"}
        command = [BROADSHEET, "sql", "from articles", "--lake", str(lake)]
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=theirs, env=environment)
        os.close(theirs)
        shown = _read(ours)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or b" rows, " not in shown:
            raise SystemExit(f"the terminal shows no table: {shown!r}")
        cpu = usage.ru_utime + usage.ru_stime
        runs.append({"seconds": seconds, "cpu": cpu, "peak": usage.ru_maxrss / 1e3})
    return {key: median(run[key] for run in runs) for key in runs[0]}


def _read(terminal: int) -> bytes:
    """All that a program writes to a terminal until it ends."""
    shown = b""
    with contextlib.suppress(OSError):  # the end of a terminal is an error of reading
        while found := os.read(terminal, 65_536):
            shown += found
    os.close(terminal)
    return shown


def _exported(form: str, lake: Path, place: Path, *words: str) -> str:
    """A row of the table of exports."""
    target = place / f"table.{form}" if form in {"xlsx", "sqlite", "duckdb"} else place / form
    options = ["--table", "articles", "--format", form, "--lake", str(lake), *words]
    run = measure([BROADSHEET, "export", str(target), *options], place)
    files = [target] if target.is_file() else [*target.rglob("*")]
    size = sum(file.stat().st_size for file in files if file.is_file())
    return (
        f"| {form} | {run.seconds:.1f} s | {run.cpu:.1f} s | {run.peak / 1e6:,.0f} MB "
        f"| {size / 1e6:,.0f} MB |\n"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="for the lake and the files")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
