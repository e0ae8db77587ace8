"""Measures how a lake grows, from ten thousand to a million documents; writes SCALE.md."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from archives import add, edit  # noqa: E402
from chart import draw  # noqa: E402
from cluster import load_on_sail  # noqa: E402
from environment import BROADSHEET, PYTHON, compile_all, facts, make_environment  # noqa: E402
from growth import Growth, cluster_table, page, table  # noqa: E402
from measuring import Run, answer, measure  # noqa: E402
from version_size import size_of  # noqa: E402

_FOLDER = HERE.parents[1] / "build" / "bench"
_SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
_MONTHS = "36"
_REPORT = ("report", "coverage", "--period", "2021-03", "--format", "html", "-o", "out")


def main() -> None:
    """Measure every size, the smallest first, and write the results after each."""
    options = _options()
    folder = options.folder.absolute() / "scale"
    folder.mkdir(parents=True, exist_ok=True)
    python = make_environment(options.folder.absolute() / "venv")
    compile_all(PYTHON, python)
    known = facts(python) | {"load average before": f"{os.getloadavg()[0]:.2f}"}
    grown: list[Growth] = []
    for documents in options.documents or [size for size in _SIZES if size <= options.most]:
        grown.append(_measure(documents, folder))
        print(table(grown[-1:]), cluster_table(grown[-1:]), sep="\n\n", flush=True)
        if not options.documents:
            (HERE.parent / "SCALE.md").write_text(page(grown, known), "utf-8")
            draw(grown, HERE.parent / "scale.svg")


def _measure(documents: int, folder: Path) -> Growth:
    """Load an archive of so many documents, again with and without changes, and read it."""
    archive, lake = folder / "archive", folder / "lake"
    made = (archive, lake, folder / "on-sail", folder / "out")
    for each in made:
        shutil.rmtree(each, ignore_errors=True)
    span = ["--articles", str(documents), "--months", _MONTHS]
    answer([BROADSHEET, "sample", str(archive), *span], folder)
    driver, server = load_on_sail(folder)
    first = _run(folder, "load", "archive", "--lake", "lake")
    size = size_of(lake)
    same = _run(folder, "load", "archive", "--lake", "lake")
    edit(archive, "scores", 10, turn=1)
    scores = _run(folder, "load", "archive", "--lake", "lake")
    rewritten = size_of(lake).written
    edit(archive, "addresses", 10, turn=2)
    addresses = _run(folder, "load", "archive", "--lake", "lake")
    add(archive, 10)
    added = _run(folder, "load", "archive", "--lake", "lake")
    queries = measure([PYTHON, str(HERE / "ten_queries.py"), "lake"], folder)
    report = _run(folder, *_REPORT, "--lake", "lake")
    derive = measure([PYTHON, str(HERE / "derive.py"), "lake"], folder)
    for each in made:
        shutil.rmtree(each, ignore_errors=True)
    return Growth(
        documents=documents,
        first=first,
        same=same,
        scores=scores,
        addresses=addresses,
        added=added,
        derive=derive,
        queries=queries,
        report=report,
        files=size.files,
        bytes=size.bytes,
        rewritten=rewritten,
        driver=driver,
        server=server,
    )


def _run(folder: Path, *words: str) -> Run:
    return measure([BROADSHEET, *words], folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="for archives and lakes")
    parser.add_argument("--most", type=int, default=_SIZES[-1], help="the largest size")
    parser.add_argument(
        "documents", nargs="*", type=int, help="sizes to measure alone; SCALE.md stays as it is"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
