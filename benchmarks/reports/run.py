"""Measures whole reports over 100,000 articles; writes REPORTS.md."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from environment import PYTHON, compile_all, facts, make_environment  # noqa: E402
from measuring import Runs, answer, measure  # noqa: E402

_FOLDER = HERE.parents[1] / "build" / "bench"
_RESULTS = HERE.parent / "REPORTS.md"
_COMMAND = (PYTHON, "-m", "broadsheet.cli")
_REPORT = (*_COMMAND, "report", "--period", "all", "-o", "out", "--lake")
_CASES = {
    "coverage, HTML": ("coverage", "--format", "html"),
    "coverage, HTML and PDF": ("coverage",),
    "quality, HTML": ("quality", "--format", "html"),
    "quality, HTML and PDF": ("quality",),
}
_FIFTY = "50 provider pages, HTML and PDF"
_INTRODUCTION = """\
# Reports

`make bench-reports` measured this: whole processes on a warm cache, from start to exit, over a
made-up archive of {articles:,} articles and all its dates. Times are wall-clock
times. CPU is the time of all processes of a run, the median of all runs. The peak is the most
memory of any one process. The provider pages are those of the 50 providers with most articles.

| report | median | min | max | runs | CPU | peak | HTML |
|---|--:|--:|--:|--:|--:|--:|--:|
"""


def main() -> None:
    """Measure all."""
    options = _options()
    folder = options.folder.absolute() / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    lake = _lake(folder, options.articles)
    python = make_environment(options.folder.absolute() / "venv")
    compile_all(PYTHON, python)
    known = facts(python) | {"load average before": f"{os.getloadavg()[0]:.2f}"}
    text = _INTRODUCTION.format(articles=options.articles)
    for name in (*_CASES, _FIFTY):
        row = _row(name, lake, folder, options.rounds)
        print(row, end="", flush=True)
        text += row
    machine = "\n".join(f"- {name}: {value}" for name, value in known.items())
    _RESULTS.write_text(f"{text}\n## Machine\n\n{machine}\n", "utf-8")
    if not options.keep:
        shutil.rmtree(folder)


def _lake(folder: Path, articles: int) -> Path:
    """A lake of so many made-up articles, made where it is missing."""
    lake = folder / f"lake-{articles}"
    if not lake.exists():
        archive = folder / f"archive-{articles}"
        span = ["--articles", str(articles), "--months", "36"]
        answer([*_COMMAND, "sample", str(archive), *span], folder)
        answer([*_COMMAND, "load", str(archive), "--lake", str(lake)], folder)
        shutil.rmtree(archive)
    return lake


def _row(name: str, lake: Path, folder: Path, rounds: int) -> str:
    command = (
        [PYTHON, str(HERE / "fifty.py"), str(lake), "out"]
        if name == _FIFTY
        else [*_REPORT, str(lake), *_CASES[name]]
    )
    runs = Runs(name)
    for _ in range(rounds):
        shutil.rmtree(folder / "out", ignore_errors=True)
        runs.all.append(measure(command, folder))
    size = max(page.stat().st_size for page in (folder / "out").glob("*.html"))
    return (
        f"| {name} | {runs.median:.2f} s | {min(runs.seconds):.2f} s | {max(runs.seconds):.2f} s "
        f"| {rounds} | {runs.cpu:.2f} s | {runs.peak / 1e6:,.0f} MB | {size / 1e3:,.0f} KB |\n"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=_FOLDER)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", action="store_true", help="keep the lake for another time")
    return parser.parse_args()


if __name__ == "__main__":
    main()
