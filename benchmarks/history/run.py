"""Measures how history is read from made-up repositories; writes HISTORY.md."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from environment import BROADSHEET, facts, make_environment  # noqa: E402
from measuring import Run, measure  # noqa: E402
from repositories import LONG, REAL, Plan, write_repository  # noqa: E402

_FOLDER = HERE.parents[1] / "build" / "bench"
_RESULTS = HERE.parent / "HISTORY.md"
_PLANS = {"real": REAL, "long": LONG}
_INTRODUCTION = """\
# History

`make bench-history` measured this: `broadsheet history`, from start to exit, one run each, over
repositories that `git fast-import` made. CPU is the time of all processes. The peak is the most
memory of any one process. "Nothing new" reads the same commit again.

- `real` is like an archive that was measured: 96 % of its modifications change the payload alone.
- `long` has a new document and a new score in each commit, on average.

| repository | commits | files of a commit | time | CPU | peak | nothing new | CPU |
|---|--:|--:|--:|--:|--:|--:|--:|
"""


def main() -> None:
    """Measure the repositories, and write the results."""
    options = _options()
    folder = options.folder.absolute() / "history"
    folder.mkdir(parents=True, exist_ok=True)
    known = facts(make_environment(options.folder.absolute() / "venv"))
    known |= {"load average before": f"{os.getloadavg()[0]:.2f}"}
    lines = [_line(name, _PLANS[name], *_measure(name, folder)) for name in options.names]
    machine = "".join(f"- {name}: {fact}\n" for name, fact in known.items())
    page = f"{_INTRODUCTION}{''.join(lines)}\n## Machine\n\n{machine}"
    print(page)
    if options.names == list(_PLANS):
        _RESULTS.write_text(page, "utf-8")


def _measure(name: str, folder: Path) -> tuple[Run, Run]:
    """Read the history of a repository into a new lake, and again."""
    if not (folder / f"{name}.git").exists():
        write_repository(folder / "new.git", _PLANS[name])
        (folder / "new.git").rename(folder / f"{name}.git")
    shutil.rmtree(folder / "lake", ignore_errors=True)
    command = [BROADSHEET, "history", f"news={name}.git@main", "--lake", "lake"]
    first, again = measure(command, folder), measure(command, folder)
    shutil.rmtree(folder / "lake")
    return first, again


def _line(name: str, plan: Plan, first: Run, again: Run) -> str:
    return (
        f"| {name} | {plan.commits:,} | {plan.files} | {first.seconds:.1f} s | {first.cpu:.1f} s | "
        f"{first.peak / 1e6:,.0f} MB | {again.seconds:.2f} s | {again.cpu:.2f} s |\n"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*_PLANS, []], help="default: all")
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="where repositories are kept")
    options = parser.parse_args()
    options.names = options.names or list(_PLANS)
    return options


if __name__ == "__main__":
    main()
