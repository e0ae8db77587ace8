"""What a request asks for, and what a page shows: the same facts for readers and for scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import duckdb

__all__ = ["DOWNLOADS", "Asked", "MissingError", "Shown"]

DOWNLOADS = ("csv", "parquet")
"""Forms of a page's rows that a browser saves."""

_SHOWN_ROWS = 200
_SAVED_ROWS = 100_000


class MissingError(BroadsheetError):
    """What an address names is not in this version of the lake."""


@dataclass(frozen=True)
class Asked:
    """A request for a page.

    Attributes:
        path: The page's path, such as `/documents`.
        form: `html`, `json`, or one of `DOWNLOADS`.
        values: The parameters of the address that are not empty.
        connection: The database, for this request alone.
        version: The version of the lake that the page shows.
        folder: The folder that reports are written to.
        is_served: Whether there is a server, to whose pages values can link.
    """

    path: str
    form: str
    values: Mapping[str, str]
    connection: duckdb.DuckDBPyConnection
    version: str
    folder: Path
    is_served: bool = True

    @property
    def most_rows(self) -> int:
        """How many rows an answer of SQL or of a named query has at most."""
        return _SAVED_ROWS if self.form in DOWNLOADS else _SHOWN_ROWS

    def needed(self, name: str) -> str:
        """A parameter without which there is no page.

        Raises:
            MissingError: The address lacks it.
        """
        if name not in self.values:
            raise MissingError(f"{self.path} needs ?{name}=…")
        return self.values[name]

    def link(self, path: str, /, **values: object) -> str:
        """An address on this server; within a version that was asked for, the links stay in it."""
        kept = {"as_of": self.values["as_of"]} if "as_of" in self.values else {}
        given = {name: value for name, value in (values | kept).items() if value is not None}
        return f"{path}?{urlencode(given)}" if given else path

    def again(self, form: str = "html", /, **changed: object) -> str:
        """This page's address in a form, with some parameters changed; None removes one."""
        path = self.path if form == "html" else f"{self.path}.{form}"
        return self.link(path, **{**self.values, **changed})

    @property
    def permalink(self) -> str:
        """This page's address at this version: it shows the same whatever is loaded later."""
        values = urlencode({**self.values, "as_of": self.version})
        return f"{self.path}?{values}"


@dataclass(frozen=True)
class Shown:
    """What a page shows.

    Attributes:
        title: Its headline.
        template: The template of its HTML.
        data: Its facts by name: JSON has these, and the template sees them. Arrow tables are rows.
        about: What the template alone needs.
    """

    title: str
    template: str
    data: Mapping[str, Any]
    about: Mapping[str, Any] = field(default_factory=dict)
