"""The cell magics `%%lake` and `%%report`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from keyword import iskeyword
from typing import TYPE_CHECKING

from IPython.core.error import UsageError
from IPython.core.magic import Magics, cell_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

from broadsheet.errors import BroadsheetError
from broadsheet.notebook.lake_cell import DEFAULT_ROWS, frame_of_cell, show_cell
from broadsheet.notebook.report_cell import render_cell

if TYPE_CHECKING:
    from broadsheet.notebook.lake_cell import ShownRows
    from broadsheet.report import RenderedReport

__all__ = ["CellMagics"]


@magics_class
class CellMagics(Magics):  # type: ignore[misc] # IPython's bases have no types
    """The cell magics of broadsheet."""

    @magic_arguments()
    @argument("lake", nargs="?", help="The lake's folder; default: that of the settings.")
    @argument("--as-of", metavar="VERSION", help="A version; default: the live one.")
    @argument("--out", metavar="NAME", help="The variable that gets the rows, as a DataFrame.")
    @argument("--rows", metavar="N", type=int, default=DEFAULT_ROWS, help="Rows to show.")
    @cell_magic
    def lake(self, line: str, cell: str) -> ShownRows | None:
        """Query the lake in SQL; `$name` in it is the value of the Python variable."""
        given = parse_argstring(self.lake, line)
        variables = self.shell.user_ns
        with _errors_in_one_line():
            if given.out is None:
                return show_cell(cell, variables, given.lake, given.as_of, given.rows)
            if not given.out.isidentifier() or iskeyword(given.out):
                raise BroadsheetError("--out takes the name of a variable", received=given.out)
            frame = frame_of_cell(cell, variables, given.lake, given.as_of)
            self.shell.push({given.out: frame})
        return None

    @magic_arguments()
    @argument("lake", nargs="?", help="The lake's folder; default: that of the settings.")
    @argument("--as-of", metavar="VERSION", help="A version; default: the live one.")
    @argument("--period", help="Such as last-week or 2021-03; default: that of the report.")
    @argument(
        "--param",
        action="append",
        metavar="NAME",
        help="A parameter of the report that takes the value of the Python variable of its name.",
    )
    @cell_magic
    def report(self, line: str, cell: str) -> RenderedReport:
        """Render the cell as a report: Markdown with SQL fences, as in a report's file."""
        given = parse_argstring(self.report, line)
        with _errors_in_one_line():
            return render_cell(
                cell,
                self.shell.user_ns,
                given.lake,
                as_of=given.as_of,
                period=given.period,
                params=given.param or (),
            )


@contextmanager
def _errors_in_one_line() -> Iterator[None]:
    """Let an error of broadsheet fail the cell without a traceback.

    IPython shows the text of a UsageError alone. The excerpt of the SQL follows the line.
    """
    try:
        yield
    except BroadsheetError as error:
        raise UsageError("\n".join(filter(None, (str(error), error.excerpt)))) from error
