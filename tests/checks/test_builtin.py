"""Each check that is shipped finds its fault in a sample, and is silent on a clean one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import pytest

from broadsheet.checks.check import read_check, shipped_checks
from broadsheet.checks.result import CheckResult, State

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

SHIPPED = shipped_checks()


@dataclass(frozen=True)
class Plant:
    """A fault: the check that is to find it, the statement that plants it, what its message has."""

    check: str
    statement: str
    message: str
    derived: bool = False


PLANTS = {
    "nothing new": Plant(
        "freshness",
        "delete from articles where published_at >= timestamptz '2021-03-30 00:00Z'",
        "The newest article is of 2021-03-29",
    ),
    "no article at all": Plant("freshness", "delete from articles", "The newest article is of –"),
    "an empty day": Plant(
        "volume",
        "delete from articles where published_at >= timestamptz '2021-03-31 00:00Z'",
        "Wednesday 2021-03-31 has 0 articles; ",
    ),
    "a day loaded five times": Plant(
        "volume",
        "insert into articles select articles.* from articles, range(1, 5)"
        " where published_at >= timestamptz '2021-03-31 00:00Z'",
        "Wednesday 2021-03-31 has ",
    ),
    "no excerpts": Plant(
        "null_share",
        "update articles set excerpt = null where published_at >= timestamptz '2021-03-25 00:00Z'",
        "100% of 65 articles have no excerpt",
    ),
    "a stranger": Plant(
        "unknown_provider",
        "update articles set provider_domain = 'stranger.example' where article_id ="
        " (select max_by(article_id, published_at) from articles)",
        "stranger.example is a new provider",
        derived=True,
    ),
    "a document copied": Plant(
        "duplicate_url",
        "insert into articles select * replace (1 as article_id, 'copy.md' as path)"
        " from articles where published_at >= timestamptz '2021-03-31 00:00Z'"
        " order by published_at limit 1",
        "2 documents have the address https://",
        derived=True,
    ),
    "wrong types": Plant(
        "problems_by_code",
        "insert into problems (archive, path, code) select archive, path, 'wrong-type'"
        " from articles where published_at >= timestamptz '2021-03-30 00:00Z'",
        "documents have wrong-type; at most 2% are usual",
    ),
    "quarantined documents": Plant(
        "problems_by_code",
        "create table torn as select archive, path from articles"
        " where published_at >= timestamptz '2021-03-30 00:00Z';"
        "delete from articles where path in (select path from torn);"
        "update documents set status = 'quarantined' where path in (select path from torn);"
        "insert into problems (archive, path, code) select archive, path, 'yaml-syntax' from torn",
        "documents have yaml-syntax; at most 2% are usual",
    ),
    "another scorer": Plant(
        "quality_shift",
        "update articles set quality = quality + 15"
        " where published_at >= timestamptz '2021-03-25 00:00Z'",
        "Mean quality is ",
    ),
    "only the best providers": Plant(
        "quality_shift",
        "delete from articles where published_at >= timestamptz '2021-03-25 00:00Z'"
        " and provider_domain in"
        " (select provider_domain from quality_by_provider() where mean < 65)",
        "Mean quality is ",
    ),
    "a feed that broke": Plant(
        "provider_silent",
        "delete from articles where provider_domain = 'tesselwire.example'"
        " and published_at >= timestamptz '2021-02-22 00:00Z'",
        "tesselwire.example is silent for ",
    ),
    "published without regard to quality": Plant(
        "threshold_exceptions",
        "update articles set published = true"
        " where quality < 45 and published_at >= timestamptz '2021-03-25 00:00Z'",
        " published articles are on the wrong side of quality ",
    ),
    "good articles held": Plant(
        "threshold_exceptions",
        "update articles set published = false"
        " where published and published_at >= timestamptz '2021-03-25 00:00Z'",
        " unpublished articles are on the wrong side of quality ",
    ),
    "heats of another formula": Plant(
        "heat_disagrees",
        "update articles set heat = heat + 7"
        " where heat <> -1 and published_at >= timestamptz '2021-03-25 00:00Z'",
        "100% of ",
    ),
}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_clean_sample_passes(
    name: str, clean: duckdb.DuckDBPyConnection, checked: Callable[..., CheckResult]
) -> None:
    """A check is silent where nothing is wrong."""
    result = checked(clean, name)
    assert (result.state, result.message) == (State.PASS, "as expected")


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_planted_fault_is_found(
    plant: Plant,
    planted: Callable[..., AbstractContextManager[duckdb.DuckDBPyConnection]],
    checked: Callable[..., CheckResult],
) -> None:
    """A check finds its fault, and says what it found."""
    with planted(plant.statement, derived=plant.derived) as connection:
        result = checked(connection, plant.check)
    assert result.state in {State.WARN, State.FAIL}, result.message
    assert plant.message in result.message


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_finding_is_outside_of_what_is_expected(
    plant: Plant,
    planted: Callable[..., AbstractContextManager[duckdb.DuckDBPyConnection]],
    checked: Callable[..., CheckResult],
) -> None:
    """What a check found is beyond the range that it expected."""
    with planted(plant.statement, derived=plant.derived) as connection:
        result = checked(connection, plant.check)
    assert result.expected_from is not None
    assert result.expected_to is not None
    if result.found is None:
        assert plant.statement == "delete from articles"
    else:
        assert not result.expected_from <= result.found <= result.expected_to


def test_every_shipped_check_has_a_planted_fault() -> None:
    """No check is shipped that was not seen to find its fault."""
    assert {plant.check for plant in PLANTS.values()} == SHIPPED.keys()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_check_explains_its_parameters(name: str) -> None:
    """A description names each of the check's parameters."""
    check = read_check(SHIPPED[name])
    assert [one for one in check.parameters if f"`{one}`" not in check.description] == []


def test_the_mix_is_separate_from_the_level(
    planted: Callable[..., AbstractContextManager[duckdb.DuckDBPyConnection]],
    checked: Callable[..., CheckResult],
) -> None:
    """A shift by other shares of the providers is not laid on their own means."""
    plant = PLANTS["only the best providers"]
    with planted(plant.statement) as connection:
        result = checked(connection, plant.check)
    (first, *_) = json.loads(result.details)
    assert first["mix"] == pytest.approx(result.found)
    assert abs(first["level"]) < first["mix"] / 2
