"""`broadsheet status`: what the lake holds."""

from __future__ import annotations

import json

import pytest

from kit.commandline import Run


@pytest.mark.usefixtures("seed_lake")
def test_status_tells_the_version(run: Run) -> None:
    """The live version, its archives and its rows are told."""
    told = json.loads(run("status", "--json").out)
    assert (told["version"], list(told["archives"]), told["rows"]["related"]) == (
        "v000001",
        ["seeds"],
        2,
    )
