"""broadsheet turns a folder of news documents into tables, answers and a printed page.

>>> import broadsheet                                    # doctest: +SKIP
>>> broadsheet.load(["archive"], "lake")                 # doctest: +SKIP
>>> lake = broadsheet.connect("lake")                    # doctest: +SKIP
>>> lake.sql("from quality_by_provider()").df()          # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from broadsheet import charts as charts
    from broadsheet.database.answers import query
    from broadsheet.database.connection import connect
    from broadsheet.database.queries import named_queries
    from broadsheet.database.run import run_query
    from broadsheet.errors import BroadsheetError
    from broadsheet.exporting.lake_export import Exported, export_lake
    from broadsheet.lake.file_list import data_files
    from broadsheet.loading.loader import load
    from broadsheet.loading.summary import LoadSummary
    from broadsheet.notebook.explore import explore
    from broadsheet.report import RenderedReport, render
    from broadsheet.sample import write_sample
    from broadsheet.version import __version__

_HOMES = {
    "__version__": "broadsheet.version",
    "BroadsheetError": "broadsheet.errors",
    "Exported": "broadsheet.exporting.lake_export",
    "LoadSummary": "broadsheet.loading.summary",
    "RenderedReport": "broadsheet.report",
    "connect": "broadsheet.database.connection",
    "data_files": "broadsheet.lake.file_list",
    "explore": "broadsheet.notebook.explore",
    "export_lake": "broadsheet.exporting.lake_export",
    "load": "broadsheet.loading.loader",
    "named_queries": "broadsheet.database.queries",
    "query": "broadsheet.database.answers",
    "render": "broadsheet.report",
    "run_query": "broadsheet.database.run",
    "write_sample": "broadsheet.sample",
}

__all__ = [
    "BroadsheetError",
    "Exported",
    "LoadSummary",
    "RenderedReport",
    "__version__",
    "charts",
    "connect",
    "data_files",
    "explore",
    "export_lake",
    "load",
    "named_queries",
    "query",
    "render",
    "run_query",
    "write_sample",
]


def __dir__() -> list[str]:
    """The public names, for completion."""
    return __all__


def __getattr__(name: str) -> object:
    """Import the module of a public name when the name is first used."""
    if name == "charts":
        return import_module("broadsheet.charts")
    if name not in _HOMES:
        raise AttributeError(f"module 'broadsheet' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Add `%%lake`, `%%report` and the completion of queries, at `%load_ext broadsheet`."""
    from broadsheet.notebook.completion import complete_queries
    from broadsheet.notebook.magics import CellMagics

    shell.register_magics(CellMagics)
    if complete_queries not in shell.Completer.custom_matchers:
        shell.Completer.custom_matchers.append(complete_queries)
