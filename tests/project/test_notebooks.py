"""The notebooks run, and show what their cells gave."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_with_their_outputs(path: Path) -> None:
    """A notebook in the repository shows what its cells gave."""
    cells = [c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    assert all(cell["execution_count"] and cell["outputs"] for cell in cells)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_notebooks_run() -> None:
    """The notebooks run from top to bottom, and show what they showed before.

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
