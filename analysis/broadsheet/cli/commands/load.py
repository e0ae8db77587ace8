"""`broadsheet load`: load archives into a lake."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from broadsheet.cli.console import progress_bar, say
from broadsheet.cli.light_command import LightCommand
from broadsheet.cli.options import AsJson, Lake, lake_folder, one_of
from broadsheet.config import read_settings
from broadsheet.documents.mapping import FieldMapping
from broadsheet.documents.profiles_found import profile_names
from broadsheet.errors import EngineError
from broadsheet.processes import allow_imports, spare_imports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.loading.engine import Engine
    from broadsheet.loading.summary import LoadSummary

__all__ = ["HELP_POSITION", "commands", "summary_lines"]

HELP_POSITION = 20
commands = typer.Typer()

_NOT_WHOLE = 2
_ENGINES = ("local", "spark")


@commands.command(cls=LightCommand)
def load(
    archives: Annotated[
        list[str],
        typer.Argument(
            metavar="ARCHIVE...",
            help="Folders, .zip, .tar, .tar.gz, .tar.zst, .jsonl, .json, .xml,"
            " REPOSITORY@REVISION, s3://BUCKET/FOLDER, or - for stdin; each also as NAME=ARCHIVE.",
        ),
    ],
    lake: Lake = None,
    include: Annotated[
        list[str] | None,
        typer.Option(help="Load only paths that match, such as '2021/*'; repeatable."),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help="Load no paths that match; repeatable.")
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option(
            parser=one_of("profile", profile_names()),
            metavar=f"[{'|'.join(profile_names())}]",
            help="Ready mapping of the fields; else `mapping` of the settings.",
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Read every document, also unchanged ones.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, help="Number of processes, or of Spark's tasks at a time; default: one per core."
        ),
    ] = None,
    engine: Annotated[
        str | None, typer.Option(help="What reads documents: local or spark; default: local.")
    ] = None,
    remote: Annotated[
        str | None,
        typer.Option(
            help="The Spark Connect server, such as sc://localhost:50051.", envvar="SPARK_REMOTE"
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Load archives into a lake, as Parquet tables.

    Documents are files that end in .md, .markdown, .txt, .yaml or .yml. A load reads only what has
    changed since the last one. If anything has changed, the lake gets a new version. Rows of
    archives that are not named are carried over.

    An archive that is written to while it is read, or that breaks off, is loaded as far as it goes.
    What could not be read stays as it was before, and the command exits with 2.

    With --engine spark the executors of a cluster read the documents. They need the archives and
    the lake under the same paths as this machine.
    """
    from broadsheet.archive import Selection
    from broadsheet.loading.loader import load as load_archives

    settings = read_settings()
    at_once = workers or os.cpu_count() or 1
    with (
        _engine(engine, remote, at_once) as chosen,
        progress_bar("loading", quiet=as_json) as progress,
    ):
        summary = load_archives(
            archives,
            lake_folder(lake),
            workers=at_once,
            engine=chosen,
            full=full,
            selection=Selection(tuple(include or ()), tuple(exclude or ())),
            limits=settings.limits,
            mapping=FieldMapping(profile) if profile else settings.mapping,
            progress=progress,
        )
    if as_json:
        print(json.dumps(summary.as_dict(), indent=2))
    else:
        say(*summary_lines(summary))
    say(*(f"broadsheet: not read whole: {loss}" for loss in summary.losses))
    if summary.losses:
        raise typer.Exit(_NOT_WHOLE)


@contextmanager
def _engine(name: str | None, remote: str | None, workers: int) -> Iterator[Engine | None]:
    """What reads documents; None stands for processes of this machine, which need no NumPy."""
    if name not in {None, *_ENGINES}:
        raise EngineError("no such engine", received=name, valid=_ENGINES)
    if name != "spark":
        spare_imports("numpy")
        yield None
        return
    if not remote:
        hint = "name it: --remote sc://HOST:PORT, or in SPARK_REMOTE"
        raise EngineError("--engine spark needs a Spark Connect server", hint=hint)
    allow_imports("pandas")  # PySpark refuses to start without it
    from broadsheet.spark import SparkEngine, connected

    with connected(remote) as spark:
        yield SparkEngine(spark, workers)


def summary_lines(summary: LoadSummary) -> list[str]:
    """A load in a few lines: documents by status, rows by table, changes, problems by code."""
    from broadsheet.loading.lacking import lacking_lines
    from broadsheet.schema import DIMENSIONS

    shown = {name: n for name, n in summary.rows.items() if n or name not in DIMENSIONS}
    rows = ", ".join(f"{name} {count:,}" for name, count in shown.items())
    documents = "document" if summary.seen == 1 else "documents"
    lines = [
        (
            f"{summary.seen:,} {documents} seen = {summary.loaded:,} loaded"
            f" + {summary.quarantined:,} quarantined + {summary.skipped:,} skipped"
        ),
        f"rows: {rows}",
    ]
    lines += _changes(summary)
    if summary.problems:
        problems = ", ".join(f"{count:,} {code}" for code, count in summary.problems.items())
        lines.append(f"problems: {problems} (see: broadsheet problems)")
    lines += lacking_lines(summary.lacking, summary.near_fields)
    lines += summary.notes
    lines.append(f"{summary.lake} is at {summary.version}, in {summary.seconds:.2f} s")
    return lines


def _changes(summary: LoadSummary) -> list[str]:
    """What has changed since the last load; nothing for a first load."""
    kinds = {kind: count for kind, count in summary.changes.items() if count}
    if kinds.keys() <= {"added"} and summary.changes["added"] == summary.seen:
        return []
    lines = ["changes: " + ", ".join(f"{count:,} {kind}" for kind, count in kinds.items())]
    if summary.changed_fields:
        fields = ", ".join(f"{name} {count:,}" for name, count in summary.changed_fields.items())
        lines.append(f"fields changed: {fields}")
    return lines + [f"schema changes: {change}" for change in summary.schema_changes]
