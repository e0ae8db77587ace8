"""How a lake of one size behaves, and all sizes as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from measuring import Run

__all__ = ["Growth", "cluster_table", "page", "table"]


@dataclass(frozen=True)
class Growth:
    """What was measured on an archive of one size.

    Attributes:
        documents: Documents of the archive.
        first: The first load.
        same: A load of nothing new.
        scores: A load of ten new scores.
        addresses: A load of ten new addresses.
        added: A load of ten more documents.
        derive: Items, stories and providers made again from the tables of documents.
        queries: Ten named queries, each fetched whole, in one process.
        report: A coverage report of one month, as HTML.
        files: Files of the first version.
        bytes: Bytes of the first version.
        rewritten: Bytes that the load of ten scores wrote; other files are links.
        driver: The first load again, on Sail: what the driver took.
        server: What Sail took for it, with its start.
    """

    documents: int
    first: Run
    same: Run
    scores: Run
    addresses: Run
    added: Run
    derive: Run
    queries: Run
    report: Run
    files: int
    bytes: int
    rewritten: int
    driver: Run
    server: Run

    @property
    def microseconds(self) -> float:
        """Processor time of the first load for each document, in microseconds."""
        return self.first.cpu / self.documents * 1e6


_INTRODUCTION = """\
# Scale

`make bench-scale` measured this: whole processes, from start to exit, one run each, over sample
archives of three years (`broadsheet sample --months 36`). Times are processor time, of all
processes of a command. What else runs on the machine changes them by up to a quarter. "By the
clock" is the time that the first load took. The peak is the most memory of any one process.

The ten named queries run in one process, over all dates. The report is `coverage` of one month, as
HTML. "Derive" makes items, stories and providers again from the tables of documents.

![Processor seconds by number of documents](scale.svg)

"""
_HEAD = (
    "documents", "first load", "by the clock", "a document", "peak", "nothing new", "peak",
    "ten scores", "peak", "ten addresses", "peak", "ten more", "derive", "ten queries", "peak",
    "report", "peak", "files", "size", "rewritten for ten scores",
)  # fmt: skip

_ON_SAIL = """\
## The same load on a cluster of one machine

The first load again, with `--engine spark --workers 2` on Sail, a server of Spark Connect on this
machine. The server's processor time has its start, too.

"""
_HEAD_ON_SAIL = (
    "documents", "driver", "server", "a document", "by the clock", "peak, driver", "peak, server",
)  # fmt: skip


def page(grown: Sequence[Growth], facts: Mapping[str, str]) -> str:
    """All results as a page."""
    machine = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    return (
        f"{_INTRODUCTION}{table(grown)}\n\n{_ON_SAIL}{cluster_table(grown)}\n\n"
        f"## Machine\n\n{machine}\n"
    )


def table(grown: Sequence[Growth]) -> str:
    """A row for each size."""
    lines = [f"| {' | '.join(_HEAD)} |", f"|{'--:|' * len(_HEAD)}"]
    lines.extend(f"| {' | '.join(_cells(each))} |" for each in grown)
    return "\n".join(lines)


def cluster_table(grown: Sequence[Growth]) -> str:
    """A row for each size, of the first load on Sail."""
    lines = [f"| {' | '.join(_HEAD_ON_SAIL)} |", f"|{'--:|' * len(_HEAD_ON_SAIL)}"]
    for each in grown:
        together = (each.driver.cpu + each.server.cpu) / each.documents * 1e6
        cells = (
            f"{each.documents:,}",
            _seconds(each.driver),
            _seconds(each.server),
            f"{together:,.0f} µs",
            f"{each.driver.seconds:,.2f} s",
            _peak(each.driver),
            _peak(each.server),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cells(each: Growth) -> list[str]:
    return [
        f"{each.documents:,}",
        _seconds(each.first),
        f"{each.first.seconds:,.2f} s",
        f"{each.microseconds:,.0f} µs",
        _peak(each.first),
        _seconds(each.same),
        _peak(each.same),
        _seconds(each.scores),
        _peak(each.scores),
        _seconds(each.addresses),
        _peak(each.addresses),
        _seconds(each.added),
        _seconds(each.derive),
        _seconds(each.queries),
        _peak(each.queries),
        _seconds(each.report),
        _peak(each.report),
        f"{each.files:,}",
        f"{each.bytes / 1e6:,.0f} MB",
        f"{each.rewritten / 1e6:,.1f} MB",
    ]


def _seconds(run: Run) -> str:
    return f"{run.cpu:,.2f} s"


def _peak(run: Run) -> str:
    return f"{run.peak / 1e6:,.0f} MB"
