"""What findings and sentences say of generated rows: ties, one, few and none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.report.content.findings import sayings

say = sayings()
_COUNTS = st.integers(0, 6)


def days(articles: list[int]) -> list[dict[str, Any]]:
    """Days from 1 March 2021 on, with so many articles each, and nothing to compare with."""
    return [
        {
            "date": date(2021, 3, 1) + timedelta(days=n),
            "articles": count,
            "bucket": "day",
            "month": "March 2021",
            "weekday": "Monday",
        }
        for n, count in enumerate(articles)
    ]


@given(st.lists(_COUNTS, max_size=12))
def test_the_busiest_day_has_more_than_any_other(articles: list[int]) -> None:
    """Where two days have as many, and of one day alone, none is the busiest."""
    found = say.busiest_day(days(articles))
    most = max(articles, default=0)
    if len(articles) < 2 or articles.count(most) > 1:
        assert found is None
    else:
        day, noun = articles.index(most) + 1, "article" if most == 1 else "articles"
        assert str(found) == f"{day} Mar was the busiest day, with {most} {noun}"


def test_what_precedes_the_archive_is_shaded() -> None:
    """Days before the archive's start and holidays are shaded, from noon to noon."""
    rows = [row | {"kept_from": date(2021, 3, 3), "is_holiday": False} for row in days([1] * 5)]
    rows[4]["is_holiday"] = True
    assert [
        (begins.isoformat(), ends.isoformat()) for begins, ends, _ in say.shaded_days(rows)
    ] == [
        ("2021-02-28T12:00:00", "2021-03-02T12:00:00"),
        ("2021-03-04T12:00:00", "2021-03-05T12:00:00"),
    ]
    assert say.shaded_days([]) == []


@given(st.lists(_COUNTS, max_size=6), _COUNTS)
def test_who_has_the_most_items(items: list[int], nobodys: int) -> None:
    """A leader is named where one has more than the next; the items of no provider lead nothing."""
    items = sorted((count + 1 for count in items), reverse=True)
    rows = [
        {"provider": f"P{n}", "provider_domain": f"p{n}", "items": count}
        for n, count in enumerate(items)
    ]
    rows.append({"provider": "none named", "provider_domain": None, "items": nobodys})
    text, found = say.providers_in_words(rows), say.most_items(rows)
    if not items:
        assert text == "No item of this period names its provider."
    elif len(items) == 1:
        assert text == "All items with a provider are from <strong>P0</strong>."
    elif items[0] == items[1]:
        assert text.startswith(f"No provider has more than {items[0]} item")
    else:
        assert text.startswith(
            f"<strong>P0</strong> has the most items, {items[0]}; P1 has {items[1]}."
        )
        assert str(found) == f"P0 has the most items, {items[0]} of {sum(items) + nobodys}"
    assert (found is None) == (len(items) < 2 or items[0] == items[1])


@given(st.integers(0, 500), st.integers(0, 500))
def test_articles_are_more_or_fewer_than_before(now: int, before: int) -> None:
    """The change is a percentage; a change that rounds to none is a number."""
    found = say.articles_against(now, before, "March 2021", "February 2021")
    noun = "article" if now == 1 else "articles"
    if not before:
        assert found is None
    elif now == before:
        assert str(found) == f"March 2021 had {now} {noun}, as many as February 2021"
    else:
        change = 100 * abs(now - before)
        rounded = (2 * change + before) // (2 * before)
        by = f"{rounded:,}%" if rounded else f"{abs(now - before)}"
        how = "more" if now > before else "fewer"
        assert str(found) == f"March 2021 had {now} {noun}, {by} {how} than February 2021"


@given(st.lists(st.sampled_from([50, 60, 60.5]), min_size=2, max_size=5))
def test_the_highest_median_names_one_or_says_how_many(medians: list[float]) -> None:
    """Providers that share a median are counted; one alone is named with its articles."""
    ordered = sorted(medians, reverse=True)
    rows = [
        {"provider": f"P{n}", "n": 5, "median": median, "median_low": None, "median_high": None}
        for n, median in enumerate(ordered)
    ]
    text = str(say.who_is_best(rows, "provider"))
    high, low = ordered[0], ordered[-1]
    if high == low:
        assert text.endswith(f"all have a median of {high:g}.")
    else:
        top = ordered.count(high)
        who = f"{top} providers have the" if top > 1 else "P0 has the"
        assert f"in the chart, {who} highest median, {high:g}" in text
        assert ("over 5 articles, and" in text) == (top == 1)


@given(st.integers(1, 40), st.integers(0, 39))
def test_half_is_half(scored: int, below: int) -> None:
    """The share of articles with the median or more is all, exactly half, or a percentage."""
    from_median = max(scored - below, 1)
    spread = {
        "scored": scored,
        "from_median": from_median,
        "median": 70.0,
        "p10": 60.0,
        "p90": 90.0,
    }
    text = str(say.distribution_in_words(spread))
    if from_median == scored:
        assert text.startswith("All ")
    elif 2 * from_median == scored:
        assert text.startswith("Half of ")
    else:
        rounded = (200 * from_median + scored) // (2 * scored)
        assert text.startswith(f"{rounded}% of ")


def test_a_provider_cannot_break_out_of_a_sentence() -> None:
    """Names from the data are text, also in a headline."""
    rows = [
        {"provider": "<b>P</b>", "provider_domain": "p", "items": 3},
        {"provider": "Q", "provider_domain": "q", "items": 1},
    ]
    assert "<b>" not in say.providers_in_words(rows)
    assert "<b>" not in say.most_items(rows).headline
    assert str(say.most_items(rows)) == "<b>P</b> has the most items, 3 of 4"


def test_diversity_of_few_topics_is_not_said() -> None:
    """Where so few articles have topics that there is no interval, the number says nothing."""
    few = [{"effective": 2.0, "effective_low": None, "effective_high": None}]
    assert say.topic_diversity_in_words(2, few, []) == ""
    more = [{"effective": 3.5, "effective_low": 2.7, "effective_high": 4.6}]
    assert "the 4 are as diverse as 3.5 (2.7–4.6)" in say.topic_diversity_in_words(4, more, [])
