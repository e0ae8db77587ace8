"""The macros of chance beside exact probabilities, and what is claimed where nothing changes."""

from __future__ import annotations

from fractions import Fraction
from math import comb, erfc, log, sqrt
from typing import TYPE_CHECKING

import pytest

from broadsheet.inference import discoveries, judged
from kit.null_world import page_of_claims, still_world

if TYPE_CHECKING:
    from kit.bench import Bench, Row


def _ask(bench: Bench, expression: str, *given: float) -> float:
    answer = bench.connection.execute(f"select {expression}", given).fetchone()
    assert answer is not None
    return float(answer[0])


@pytest.mark.parametrize("deviate", [0.0, 0.3, 1.959964, 4.0, 7.0, 7.2, 20.0])
def test_normal_tail(bench: Bench, deviate: float) -> None:
    """The upper tail of the normal distribution, far out too."""
    exact = erfc(deviate / sqrt(2)) / 2
    assert _ask(bench, "normal_tail($1::double)", deviate) == pytest.approx(exact, rel=1e-8)


@pytest.mark.parametrize("trials", [8, 20, 60])
@pytest.mark.parametrize("chance", [Fraction(1, 9), Fraction(1, 2), Fraction(1, 3)])
def test_binomial_deviate(bench: Bench, trials: int, chance: Fraction) -> None:
    """The deviate has the tail of the exact binomial, to 15 % down to one in a million."""
    total = Fraction(0)
    for count in range(trials):
        total += comb(trials, count) * chance**count * (1 - chance) ** (trials - count)
        call = "binomial_deviate($1::bigint, $2::bigint, $3::double)"
        deviate = _ask(bench, call, count, trials, float(chance))
        exact, found = (
            (total, erfc(-deviate / sqrt(2)) / 2)
            if 2 * total < 1
            else (1 - total, erfc(deviate / sqrt(2)) / 2)
        )
        if exact > 1e-6:
            assert found == pytest.approx(float(exact), rel=0.04 if exact > 0.01 else 0.15)


def _student_tail(t: float, freedom: int) -> float:
    """The probability that Student's t is as far from 0; exact, for an even number of degrees."""
    cosine = freedom / (freedom + t * t)
    terms = (comb(2 * k, k) * (cosine / 4) ** k for k in range(freedom // 2))
    return 1 - t / sqrt(freedom + t * t) * sum(terms)


@pytest.mark.parametrize("freedom", [4, 10, 60])
@pytest.mark.parametrize("t", [0.5, 1.0, 2.2, 4.0])
def test_student_deviate(bench: Bench, t: float, freedom: int) -> None:
    """The tail of Student's t to 1 %; a small one is too large rather than too small."""
    found = _ask(bench, "two_sided(student_deviate($1::double, $2::double))", t, freedom)
    exact = _student_tail(t, freedom)
    if exact > 0.1:
        assert found == pytest.approx(exact, rel=0.01)
    else:
        assert found >= exact
    if 0.1 > exact > 0.002:
        assert found == pytest.approx(exact, rel=0.06)


@pytest.mark.parametrize("freedom", [1.0, 2.0, 4.5, 1000.0])
def test_student_reach(bench: Bench, freedom: float) -> None:
    """The reach of an interval is where 5 % are farther out."""
    reach = _ask(bench, "student_reach($1::double)", freedom)
    tail = _ask(bench, "two_sided(student_deviate($1::double, $2::double))", reach, freedom)
    assert tail == pytest.approx(0.05, rel=1e-9)


@pytest.mark.parametrize(
    ("own", "items", "drawn"), [(3, 10, 5), (7, 10, 10), (1, 1, 1), (9, 10, 5), (40, 100, 30)]
)
def test_expected_surprise(bench: Bench, own: int, items: int, drawn: int) -> None:
    """What a provider adds to the entropy of drawn items is the mean over all draws."""
    exact = sum(
        -k
        / drawn
        * log(k / drawn)
        * comb(own, k)
        * comb(items - own, drawn - k)
        / comb(items, drawn)
        for k in range(max(1, drawn - items + own), min(own, drawn) + 1)
    )
    call = "expected_surprise($1::bigint, $2::bigint, $3::bigint)"
    assert _ask(bench, call, own, items, drawn) == pytest.approx(exact, abs=1e-12)


def test_expected_counts_are_not_unusual(bench: Bench) -> None:
    """A count of what is expected has the deviate 0, as has none of none."""
    call = "count_deviate($1::bigint, $2::bigint, $3::double)"
    assert _ask(bench, call, 5, 10, 0.5) == 0
    assert _ask(bench, call, 0, 0, 0.5) == 0
    assert _ask(bench, call, 10, 10, 0.5) > 2.5
    assert _ask(bench, call, 0, 10, 0.5) == pytest.approx(-_ask(bench, call, 10, 10, 0.5))


_CLAIMS = {
    "weekly": ("topics", "providers", "days", "gaps", "silences"),
    "coverage": ("providers", "topics_before", "days", "gaps", "silences"),
    "quality": ("means", "ranks"),
}
"""What each report judges together. A provider's page judges its own row of `ranks` alone."""


def _false_claims(bench: Bench, worlds: range) -> tuple[float, dict[str, float]]:
    """The share of tests with a p-value of 5 % or less, and of pages with a claim, by report."""
    tested = 0
    low = 0
    pages = dict.fromkeys(_CLAIMS, 0)
    of_providers: list[bool] = []
    for seed in worlds:
        families = page_of_claims(bench, still_world(seed))
        p_values = [row["p_value"] for rows in families.values() for row in rows]
        tested += len(p_values)
        low += sum(p_value <= 0.05 for p_value in p_values)
        for report, names in _CLAIMS.items():
            page = judged({name: families[name] for name in names})
            pages[report] += any(discoveries(rows) for rows in page.values())
        alone = (judged({"standing": [row]})["standing"] for row in families["ranks"])
        of_providers += [bool(discoveries(rows)) for rows in alone]
    shares = {report: found / len(worlds) for report, found in pages.items()}
    return low / tested, shares | {"provider": sum(of_providers) / len(of_providers)}


def test_nothing_is_claimed_where_nothing_changes(bench: Bench) -> None:
    """In twelve still worlds at most one test in twenty is low, and at most one page claims."""
    low, pages = _false_claims(bench, range(12))
    assert low <= 0.05
    assert max(pages.values()) <= 1 / 12


@pytest.mark.soak
def test_few_pages_claim_where_nothing_changes(bench: Bench) -> None:
    """Of 400 pages about still worlds, at most 5 % make a claim."""
    low, pages = _false_claims(bench, range(1000, 1400))
    assert low <= 0.05
    assert max(pages.values()) <= 0.05, pages


Families = dict[str, "list[Row]"]


@pytest.fixture(scope="module")
def moving_worlds(bench: Bench) -> list[Families]:
    """The claims of pages about four worlds that do change, each judged by its report's level.

    In the last week a topic has five times its weight, and quality is 12 points lower. A provider
    is 15 points worse all the time.
    """
    worlds = (
        still_world(seed, rise="topic 0", fall=12, worse="provider0.example") for seed in range(4)
    )
    pages = [page_of_claims(bench, world) for world in worlds]
    return [
        judged({name: families[name] for name in _CLAIMS["weekly"]})
        | judged({name: families[name] for name in _CLAIMS["quality"]})
        for families in pages
    ]


def test_a_real_rise_is_claimed(moving_worlds: list[Families]) -> None:
    """A topic that has five times its weight in the last week is found in most worlds."""
    rising = [{row["topic"] for row in discoveries(page["topics"])} for page in moving_worlds]
    assert sum("topic 0" in topics for topics in rising) >= 3


def test_a_real_fall_of_quality_is_claimed(moving_worlds: list[Families]) -> None:
    """Quality that is 12 points lower in the last week is found in most worlds."""
    changes = [row["change"] for page in moving_worlds for row in discoveries(page["means"])]
    assert len(changes) >= 3
    assert max(changes) < 0


def test_a_worse_provider_is_claimed(moving_worlds: list[Families]) -> None:
    """A provider that is 15 points worse than all others is found in most worlds."""
    worse = [
        {row["provider_domain"] for row in discoveries(page["ranks"]) if row["difference"] < 0}
        for page in moving_worlds
    ]
    assert sum("provider0.example" in providers for providers in worse) >= 3


@pytest.mark.parametrize("n", [6, 7, 12, 17, 30, 44, 101, 400])
def test_median_rank(bench: Bench, n: int) -> None:
    """Values at these places enclose the median in 95 % of cases; nearer ones would not."""
    place = int(_ask(bench, "median_rank($1::bigint)", n))
    beyond = [Fraction(sum(comb(n, k) for k in range(rank)), 2**n) for rank in (place, place + 2)]
    assert 2 * beyond[0] <= Fraction(5, 100) < 2 * beyond[1]


def test_no_interval_of_five_values(bench: Bench) -> None:
    """Least and most of five values enclose the median in 93.75 % of cases: too few."""
    asked = bench.connection.execute("select median_rank(5), median_rank(0)")
    assert asked.fetchall() == [(None, None)]
