"""A page's text, without its charts, which say nothing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from broadsheet.charts.kinds import chart_kinds
from broadsheet.database.connection import open_database
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import Request, find_report
from broadsheet.report.content.calls import Calls
from broadsheet.report.content.markdown import render_text
from broadsheet.report.edition.edition import settle
from broadsheet.report.edition.results import Results, Scope
from database.recomputation.items import gather
from database.recomputation.reading import read_articles

from . import (
    archives,
    claims_said,
    coverage_said,
    grammar,
    listed_said,
    provider_said,
    publication_said,
    quality_said,
    stories_said,
    weekly_said,
)
from .world import World

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


__all__ = ["PERIODS", "Unillustrated", "faults_of_archive"]

_REPORTS = Path(__file__).resolve().parents[3] / "reports"

PERIODS = ("all", "2021-03", "2021-W12", "2021-03-31")
"""All dates, and a month, a week and a day in which random archives have articles."""

_KNOWN = (
    coverage_said,
    claims_said,
    stories_said,
    quality_said,
    publication_said,
    weekly_said,
    provider_said,
    listed_said,
)
"""The modules that declare sentences, each by being imported."""


class Unillustrated(Calls):
    """The calls of a page whose figures have titles and notes, and no drawing."""

    def chart(self, kind: str, /, name: str, **options: Any) -> Markup:  # noqa: ANN401 - the chart's
        """The title and the note of a chart of a result that is there."""
        assert kind in chart_kinds()
        assert self.results[name]
        return Markup("<figure><figcaption>{}</figcaption><p>{}</p></figure>").format(
            options.get("title") or "", options.get("note") or ""
        )


def faults_of_archive(folder: Path, seed: int, periods: Sequence[str]) -> Iterator[str]:
    """The sentences of the shipped reports that don't hold in the archive of a seed."""
    files = archives.write_archive(folder / "archive", seed)
    load([folder / "archive"], folder / "lake")
    snapshot = open_snapshot(folder / "lake")
    with closing(open_database(snapshot)) as connection:
        numbers = dict(connection.sql("select path, article_id from articles").fetchall())
        archive = gather(read_articles(folder / "archive", numbers))
        for name in ("coverage", "quality", "weekly", "provider"):
            for period in periods:
                document = find_report(name, _REPORTS)
                edition = settle(document, snapshot, connection, Request(period=period))
                if not edition.articles:
                    continue
                for each in edition.each[:1] + edition.each[-1:] if document.for_each else (None,):
                    scope = Scope(
                        edition.scope.period, edition.scope.zone, edition.scope.bucket, each=each
                    )
                    calls = Unillustrated(Results(connection, document, scope), in_print=False)
                    text = render_text(document, calls.names())
                    world = World(
                        archive, edition.scope.period, files, name, each.key if each else None
                    )
                    left = "Left out, for too little data: " + "; ".join(calls.lacking) + "."
                    html = f"<main>{text.html}<p>{left if calls.lacking else ''}</p></main>"
                    for fault in grammar.faults(html, world):
                        yield f"{seed} {name} {period} {world.each or ''}: {fault}"
