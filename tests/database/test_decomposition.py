"""The effects that a change of mean quality is split into add up to the change."""

from __future__ import annotations

from datetime import UTC, date, datetime
from statistics import fmean
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.database.connection import connect
from broadsheet.lake.commit import writing
from broadsheet.schema import TABLES
from broadsheet.tables.flatten import flatten
from kit.lakes import write_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

_SCORED = st.lists(
    st.tuples(st.sampled_from([None, "a", "b", "c", "d"]), st.integers(-1000, 1000)),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database whose articles a test replaces."""
    lake = tmp_path_factory.mktemp("decomposition") / "lake"
    with writing(lake):
        write_snapshot(lake, flatten([]), load={})
    with connect(lake) as connection:
        yield connection


@settings(max_examples=50)
@given(before=_SCORED, now=_SCORED)
def test_effects_add_up_to_the_change(
    before: list[tuple[str | None, int]],
    now: list[tuple[str | None, int]],
    bench: duckdb.DuckDBPyConnection,
) -> None:
    """Whoever comes and goes, all effects make the change of the mean, and in both its parts."""
    rows: list[dict[str, Any]] = [
        {
            "article_id": number,
            "published_at": datetime(2021, 3, day, 12, tzinfo=UTC),
            "provider_domain": provider,
            "quality": quality,
        }
        for number, (day, provider, quality) in enumerate(
            [(1, *scored) for scored in before] + [(2, *scored) for scored in now]
        )
    ]
    bench.register("held", pa.Table.from_pylist(rows, schema=TABLES["articles"].schema))
    bench.execute("create or replace view articles as from held")
    (answer,) = bench.execute(
        "select sum(effect), sum(within_effect) + sum(mix_effect), any_value(overall_change)"
        " from quality_change_decomposition(since := $since, until := $until)",
        {"since": date(2021, 3, 2), "until": date(2021, 3, 3)},
    ).fetchall()
    change = fmean(quality for _, quality in now) - fmean(quality for _, quality in before)
    assert answer == pytest.approx((change, change, change), rel=0, abs=1e-9)
