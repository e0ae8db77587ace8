"""Run the code cells of a notebook, each once, in a kernel of this Python."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.charts.drawing import kernel
from broadsheet.errors import ReportError
from broadsheet.report.source.notebook import CellKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.report.source.document import ReportDocument

__all__ = ["PARAMETERS", "Output", "run_notebook"]

PARAMETERS = "parameters"

Output = dict[str, Any]
"""An output of a cell, as Jupyter's format has it."""

_SECONDS = 600  # for one cell: a schedule must not wait for a cell that never ends
_HINT = "install it with: pip install 'broadsheet[notebook]'"


def run_notebook(document: ReportDocument, values: Mapping[str, object]) -> list[list[Output]]:
    """Run a notebook in its own folder, and return the outputs of each of its cells.

    A chart of broadsheet is among them as a drawing, too.

    Args:
        document: The report.
        values: The parameters. They are assigned after the first cell with the tag `parameters`,
            as papermill does, or before all cells where no cell has it.

    Raises:
        ReportError: A cell fails, takes too long or ends its kernel; or a library is missing.
    """
    try:
        import nbformat
        from nbclient import NotebookClient
        from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError
    except ImportError as error:
        raise ReportError(f"a notebook needs {error.name}", hint=_HINT) from error
    make: Any = nbformat.v4  # it is not typed
    cells = [
        make.new_code_cell(cell.source)
        if cell.kind is CellKind.CODE
        else make.new_markdown_cell(cell.source)
        for cell in document.cells
    ]
    setup = make.new_code_cell(f"%load_ext {kernel.__name__}")
    assignments = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    at = next((i + 1 for i, cell in enumerate(document.cells) if PARAMETERS in cell.tags), 0)
    assigned = make.new_code_cell(assignments)
    ran = make.new_notebook(cells=[setup, *cells[:at], assigned, *cells[at:]])
    folder = {"metadata": {"path": str(Path(document.path).resolve().parent)}}
    client = NotebookClient(
        ran,
        timeout=_SECONDS,
        kernel_name="python3",
        resources=folder,
        extra_arguments=["--log-level=ERROR"],  # it warns that its loopback socket is not encrypted
    )
    failed = None
    try:
        client.execute()
    except (CellExecutionError, CellControlSignal, DeadKernelError) as error:
        failed = error
    for number, cell in enumerate(cells, 1):
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                problem = f"cell {number} fails: {output['ename']}: {output['evalue']}"
                raise document.error(problem)
    if failed is not None:
        raise document.error(f"its cells can't be run: {failed}") from failed
    return [list(cell.get("outputs", ())) for cell in cells]
