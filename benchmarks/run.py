"""Measures `broadsheet load` against what people would use instead; writes RESULTS.md."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from again import again_from_folder, again_from_git
from archives import PLANS, archive
from environment import HERE, PYTHON, compile_all, facts, make_environment
from racing import CONTENDERS, race
from results import page, table

if TYPE_CHECKING:
    from measuring import Runs

_FOLDER = HERE.parent / "build" / "bench"
_FASTEST = CONTENDERS[:1]
_DEFAULT = ("A", "B", "again", "git")
_FULL = ("10xB", "20xB")


def main() -> None:
    """Measure what is asked for."""
    options = _options()
    folder = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    python = make_environment(folder / "venv")
    compile_all(PYTHON, python)
    known = facts(python) | {"load average before": f"{os.getloadavg()[0]:.2f}"}
    bench = _Bench(folder, python, options.rounds, options.only)
    cases = bench.cases(full=options.full)
    bench.rehearse(cases)
    sections = {}
    for name in cases:
        title = bench.title(name)
        print(f"\n{title}", flush=True)
        sections[title] = bench.case(name)
        print(f"\n{table(sections[title])}", flush=True)
    if not options.only:
        command = f"make bench{' OPTIONS=--full' if options.full else ''}"
        (HERE / "RESULTS.md").write_text(page(command, sections, known), "utf-8")
    if not options.keep:
        bench.clear()


class _Bench:
    """The measurements, in a folder for archives and lakes."""

    def __init__(self, folder: Path, python: str, rounds: int, only: list[str]) -> None:
        self._folder = folder
        self._python = python
        self._rounds = rounds
        self._only = only
        self._contenders = [c for c in CONTENDERS if c.name in only] or list(CONTENDERS)

    def cases(self, *, full: bool) -> list[str]:
        """The cases to measure."""
        names = (*_DEFAULT, *_FULL) if full else _DEFAULT
        return [name for name in (*_DEFAULT, *_FULL) if name in self._only] or list(names)

    def rehearse(self, cases: list[str]) -> None:
        """Try all that is to be measured on a tiny archive, so that what fails does so at once."""
        print("rehearsal", flush=True)
        tiny = self._archive("tiny")
        race(tiny, self._contenders, self._python, 1, self._folder)
        if "again" in cases:
            again_from_folder(tiny, 1, self._folder)
        if "git" in cases:
            again_from_git(tiny, 1, self._folder)

    def title(self, name: str) -> str:
        """A case in words, with its archive's size."""
        plan = {"again": "B", "git": "small"}.get(name, name)
        size = sum(path.stat().st_size for path in self._archive(plan).rglob("*.md"))
        prefix = {"again": "B again", "git": "A git archive again"}.get(name, name)
        return f"{prefix}: {PLANS[plan].in_words}, {size / 1e6:,.0f} MB"

    def case(self, name: str) -> list[Runs]:
        """Measure a case."""
        if name == "again":
            return again_from_folder(self._archive("B"), self._rounds, self._folder)
        if name == "git":
            return again_from_git(self._archive("small"), self._rounds, self._folder)
        contenders = {"10xB": _FASTEST, "20xB": ()}.get(name, self._contenders)
        rounds = 1 if name == "20xB" else self._rounds
        return race(self._archive(name), contenders, self._python, rounds, self._folder)

    def clear(self) -> None:
        """Remove archives and repository; the environment stays."""
        for name in PLANS:
            for folder in (name, f"{name}.git"):
                shutil.rmtree(self._folder / folder, ignore_errors=True)
            (self._folder / f"{name}.done").unlink(missing_ok=True)

    def _archive(self, name: str) -> Path:
        return archive(self._folder, name)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="of all that takes less than 5 s")
    parser.add_argument("--full", action="store_true", help="10xB and 20xB too: 3 GB, 10 minutes")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        choices=[*_DEFAULT, *_FULL, *(contender.name for contender in CONTENDERS)],
        help="a case or a contender, given once or more; RESULTS.md is not written",
    )
    parser.add_argument("--keep", action="store_true", help="keep the archives for the next run")
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="for archives and lakes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
