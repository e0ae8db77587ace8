"""The cell magics `%%lake` and `%%report`."""

from __future__ import annotations

from contextlib import contextmanager
from keyword import iskeyword
from typing import TYPE_CHECKING

from IPython.core.error import UsageError
from IPython.core.magic import Magics, cell_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

from broadsheet.errors import BroadsheetError
from broadsheet.notebook.lake_cell import DEFAULT_ROWS, rows_of_cell
from broadsheet.notebook.report_cell import render_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from IPython.core.interactiveshell import InteractiveShell

    from broadsheet.notebook.lake_cell import CellRows
    from broadsheet.report import RenderedReport

__all__ = ["CellMagics"]


@magics_class
class CellMagics(Magics):
    """The cell magics of broadsheet.

    Args:
        shell: The shell that runs the cells.
    """

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self._shell = shell

    @magic_arguments()
    @argument("lake", nargs="?", help="The lake's folder; default: that of the settings.")
    @argument("--as-of", metavar="VERSION", help="A version; default: the live one.")
    @argument("--out", metavar="NAME", help="The variable that gets the rows, as a DataFrame.")
    @argument("--rows", metavar="N", type=int, default=DEFAULT_ROWS, help="Rows to show.")
    @cell_magic
    def lake(self, line: str, cell: str) -> CellRows | None:
        """Query the lake in SQL; `$name` in it is the value of the Python variable."""
        given = parse_argstring(self.lake, line)
        with _errors_in_one_line():
            if given.out is not None:
                _check_name(given.out)
            rows = rows_of_cell(cell, self._shell.user_ns, given.lake, given.as_of, given.rows)
            if given.out is None:
                return rows
            self._shell.push({given.out: rows.df()})
        return None

    @magic_arguments()
    @argument("lake", nargs="?", help="The lake's folder; default: that of the settings.")
    @argument("--as-of", metavar="VERSION", help="A version; default: the live one.")
    @argument("--period", help="Such as last-week or 2021-03; default: that of the report.")
    @cell_magic
    def report(self, line: str, cell: str) -> RenderedReport:
        """Render the cell as a report: Markdown with SQL fences, as in a report's file.

        `$name` in its SQL is the value of the Python variable, unless the report binds it.
        """
        given = parse_argstring(self.report, line)
        with _errors_in_one_line():
            return render_cell(cell, self._shell.user_ns, given.lake, given.as_of, given.period)


def _check_name(name: str) -> None:
    """Refuse what is no name of a variable.

    Raises:
        BroadsheetError: It is none.
    """
    if not name.isidentifier() or iskeyword(name):
        raise BroadsheetError("--out takes the name of a variable", received=name)


@contextmanager
def _errors_in_one_line() -> Iterator[None]:
    """Let an error of broadsheet fail the cell without a traceback.

    IPython shows the text of a UsageError alone. The excerpt of the SQL follows the line.
    """
    try:
        yield
    except BroadsheetError as error:
        raise UsageError("\n".join(filter(None, (str(error), error.excerpt)))) from error
