"""`broadsheet sample`: write a made-up archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from broadsheet.cli.console import say

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 10
commands = typer.Typer()


@commands.command()
def sample(
    directory: Annotated[Path, typer.Argument(help="New or empty folder to write to.")],
    articles: Annotated[int, typer.Option(help="Number of documents.")] = 2_000,
    related: Annotated[float, typer.Option(help="Average number of related items.")] = 3.0,
    seed: Annotated[int, typer.Option(help="Seed of the random numbers.")] = 1,
    months: Annotated[int, typer.Option(help="Number of months that the archive covers.")] = 6,
) -> None:
    """Write a made-up archive.

    The same arguments write the same bytes.
    """
    from broadsheet.sample import write_sample

    done = write_sample(directory, articles=articles, related=related, seed=seed, months=months)
    size = f"{done.bytes / 1e6:.1f} MB"
    say(f"{done.articles:,} made-up documents, {done.stories:,} stories of several, {size}")
    print(directory)
