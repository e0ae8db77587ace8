"""The notebooks run, and show what their cells gave."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import broadsheet

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_with_their_outputs(path: Path) -> None:
    """A notebook in the repository shows what its cells gave."""
    cells = [c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    assert all(cell["execution_count"] and cell["outputs"] for cell in cells)


@pytest.fixture
def sample_made_once(
    made_once: Callable[[str, Callable[[Path], object]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lets notebooks of the same sample copy its archive and its lake."""
    write_sample, load = broadsheet.write_sample, broadsheet.load
    taken: dict[Path | str, Path] = {}

    def write(folder: Path, *, articles: int) -> None:
        def make(place: Path) -> None:
            write_sample(place / "sample", articles=articles)
            load([place / "sample"], place / "lake")

        made = made_once(f"notebook-{articles}", make)
        shutil.copytree(made / "sample", folder)
        taken[folder] = made / "lake"

    def load_or_copy(sources: list[Path | str], lake: Path) -> object:
        return (
            shutil.copytree(taken[sources[0]], lake) if len(sources) == 1 else load(sources, lake)
        )

    monkeypatch.setattr(broadsheet, "write_sample", write)
    monkeypatch.setattr(broadsheet, "load", load_or_copy)


@pytest.mark.usefixtures("sample_made_once")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook runs from top to bottom in IPython, and shows what it showed before."""
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.chdir(path.parent)
    monkeypatch.setattr(sys, "displayhook", lambda _: None)
    shell = InteractiveShell()
    cells = [c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    with pd.option_context("display.max_columns", 20):  # as where there is no terminal
        for cell in cells:
            done = shell.run_cell("".join(cell["source"]))
            done.raise_error()
            before = ["".join(lines) for lines in _results(cell)]
            if before:  # a chart is no result, but is displayed
                shown = shell.display_formatter.format(done.result)[0]["text/plain"]
                assert [shown] == before


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_notebooks_run_in_jupyter() -> None:
    """So do the notebooks in Jupyter.

    They run one after another in one kernel, which forgets all names in between: to start a kernel
    and import the libraries takes longer than the cells of a notebook.
    """
    import nbformat
    from nbclient import NotebookClient

    notebooks = {path.stem: nbformat.read(path, as_version=4) for path in NOTEBOOKS}
    kept = {
        name: [cell for cell in notebook.cells if cell.cell_type == "code"]
        for name, notebook in notebooks.items()
    }
    sources = [("%reset -f", *(cell.source for cell in cells)) for cells in kept.values()]
    ran = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in chain.from_iterable(sources)],
        metadata=next(iter(notebooks.values())).metadata,
    )
    place = {"metadata": {"path": NOTEBOOKS[0].parent}}
    NotebookClient(ran, timeout=600, resources=place).execute()
    cells = iter(ran.cells)
    for name, before in kept.items():
        assert next(cells).source == "%reset -f"
        assert [_results(next(cells)) for _ in before] == [_results(cell) for cell in before], name


def _results(cell: Mapping[str, Any]) -> list[str]:
    """The texts of a cell's results."""
    return [
        output["data"]["text/plain"]
        for output in cell["outputs"]
        if output["output_type"] == "execute_result"
    ]
