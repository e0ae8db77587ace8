"""`broadsheet.query`: a named query in one line of Python."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import broadsheet
from broadsheet.errors import QueryError


@pytest.mark.parametrize("since", ["2021-03-16", date(2021, 3, 16)])
def test_parameters_are_keywords(seed_lake: Path, since: object) -> None:
    """A bound is a date, or text as on the command line."""
    rows = broadsheet.query("articles_by_date", lake=seed_lake, since=since, until="2021-03-18")
    assert rows["articles"].tolist() == [1, 0]


def test_lake_is_that_of_the_settings(seed_lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no lake is named, the environment or `broadsheet.yaml` names it."""
    monkeypatch.setenv("BROADSHEET_LAKE", str(seed_lake))
    assert len(broadsheet.query("articles_by_provider")) == 1


@pytest.mark.parametrize(
    ("name", "parameters", "reason"),
    [
        ("articles_by_dat", {}, "did you mean articles_by_date"),
        ("articles_by_date", {"sinc": "2021-03-16"}, "did you mean since"),
        ("articles_by_date", {"provider": "thestar.con.my"}, "did you mean thestar.com.my"),
    ],
)
def test_typo_is_refused(
    seed_lake: Path, name: str, parameters: dict[str, object], reason: str
) -> None:
    """What is not there is named, with the nearest that is."""
    with pytest.raises(QueryError, match=reason):
        broadsheet.query(name, lake=seed_lake, **parameters)
