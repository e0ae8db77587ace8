"""A look at one document, story, provider or topic of a lake, inline in a notebook.

What it shows is what a page of `broadsheet serve` shows.
"""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from broadsheet.config import read_settings
from broadsheet.database.connection import open_database
from broadsheet.database.handles import snapshot_of
from broadsheet.database.summary import summary_html
from broadsheet.export import Rows, format_named
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.server.asked import Asked
from broadsheet.server.html import inline_html
from broadsheet.server.pages import document, provider, story, topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    import pyarrow as pa

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["Explorer", "Look", "explore"]


@dataclass(frozen=True)
class Look:
    """What a lake has of one thing. A notebook shows it as tables.

    Attributes:
        title: The headline.
        parts: The rows, by part.
    """

    title: str
    parts: Mapping[str, pa.Table] = field(repr=False)
    _html: str = field(repr=False)
    _as_lines: tuple[str, ...] = field(repr=False)

    def __repr__(self) -> str:
        """The rows as text, for a terminal."""
        return "\n\n".join((self.title, *(f"{name}\n{text}" for name, text in self._texts())))

    def _repr_html_(self) -> str:
        return self._html

    def _texts(self) -> Iterator[tuple[str, str]]:
        for name, rows in self.parts.items():
            if rows.num_rows:
                stream = io.BytesIO()
                form = format_named("line" if name in self._as_lines else "table")
                form.write(Rows.in_memory(rows), stream)
                yield name, stream.getvalue().decode().rstrip()


@dataclass(frozen=True)
class Explorer:
    """Looks at single things of a lake; `explore` makes it.

    Attributes:
        lake: The lake's folder, or an open connection to it.
        as_of: A version of the folder; the live one where None.
    """

    lake: Path | duckdb.DuckDBPyConnection
    as_of: str | None = None

    def document(self, path: str) -> Look:
        """A document: what became of it, its fields, rows, problems and story.

        Args:
            path: A path within an archive, its end, or the archive's name and the path.

        Raises:
            BroadsheetError: No document is named so, with the nearest, or several are.
        """
        return self._look(document, path=path)

    def story(self, number: int) -> Look:
        """A story, by the `story_id` of a query: its lead, its members and their providers.

        Raises:
            BroadsheetError: There is no such story.
        """
        return self._look(story, story=str(number))

    def provider(self, domain: str) -> Look:
        """A provider, by its domain: its numbers, profile, topics and newest documents.

        Raises:
            BroadsheetError: There is no such provider.
        """
        return self._look(provider, provider=domain)

    def topic(self, name: str) -> Look:
        """A topic: its numbers, providers, place in the tree and newest documents.

        Raises:
            BroadsheetError: There is no such topic.
        """
        return self._look(topic, topic=name)

    def _look(self, page: ModuleType, **values: str) -> Look:
        snapshot = self._snapshot()
        with closing(self._connection(snapshot)) as connection:
            asked = Asked(
                page.PATH,
                form="html",
                values=values,
                connection=connection,
                version=snapshot.version,
                folder=Path(),  # none of these pages shows reports
                is_served=False,
            )
            shown = page.show(asked)
            parts, as_lines = shown.about["parts"], shown.about["as_fields"]
            return Look(shown.title, parts, inline_html(asked, shown), as_lines)

    def _snapshot(self) -> Snapshot:
        if isinstance(self.lake, duckdb.DuckDBPyConnection):
            return snapshot_of(self.lake)
        return open_snapshot(self.lake, self.as_of)

    def _connection(self, snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
        if isinstance(self.lake, duckdb.DuckDBPyConnection):
            return self.lake.cursor()
        return open_database(snapshot, read_settings().statements)

    def _repr_html_(self) -> str:
        """What the lake holds."""
        snapshot = self._snapshot()
        with closing(self._connection(snapshot)) as connection:
            return summary_html(connection, snapshot)


def explore(
    lake: str | Path | duckdb.DuckDBPyConnection | None = None, *, as_of: str | None = None
) -> Explorer:
    """Look at one document, story, provider or topic of a lake, inline in a notebook.

    >>> broadsheet.explore("lake").provider("ostermeredispatch.example")  # doctest: +SKIP

    Args:
        lake: The lake's folder, or a connection of `connect`; the lake of the settings where None.
        as_of: A version of the folder such as `v000011`; the live one where None.

    Raises:
        BroadsheetError: When something is looked at: there is no lake, or no such thing in it.
    """
    if isinstance(lake, duckdb.DuckDBPyConnection):
        return Explorer(lake)
    return Explorer(Path(lake or read_settings().lake), as_of)
