"""Sentences whose numbers agree with each other, and say what they count."""

from __future__ import annotations

import re
from typing import Any

import pytest

from broadsheet.report.content.findings.coverage import items_in_words
from broadsheet.report.content.findings.heads import heads_and_followers
from broadsheet.report.content.findings.mean_change import (
    change_of_mean,
    change_of_mean_in_words,
)
from broadsheet.report.content.findings.publication import line_in_words, line_of_publication


def means(now: float, then: float, rate: float | None = 0.5) -> dict[str, Any]:
    """The row of two means, and of their change."""
    row = {"n": 400, "previous_n": 400, "mean": now, "previous_mean": then, "change": now - then}
    ends = {"low": now, "high": now, "previous_low": then, "previous_high": then}
    return row | ends | {"change_low": now - then, "change_high": now - then, "rate": rate}


def numbers_in(text: str) -> list[float]:
    """The numbers of a text, without those in brackets."""
    bare = re.sub(r" \([^)]*\)", "", text).replace("\u2212", "-")
    return [float(each) for each in re.findall(r"[+-]?\d+(?:\.\d+)?", bare)]


@pytest.mark.parametrize(
    ("now", "then", "own"), [(64.765, 65.241, -0.436), (64.8, 65.2, -0.3), (70, 60, 4.96)]
)
def test_the_parts_of_a_change_add_up(now: float, then: float, own: float) -> None:
    """From 65.2 to 64.8 is not -0.5: as many digits are printed as show it."""
    effects = [{"within_effect": own, "mix_effect": now - then - own}]
    text = str(change_of_mean_in_words([means(now, then)], effects, "February"))
    before, after, by, own_part, mix = numbers_in(text)
    assert after - before == pytest.approx(by)
    assert own_part + mix == pytest.approx(after - before)


@pytest.mark.parametrize(
    ("rate", "said", "headline"),
    [
        (0.05, "It clearly fell, by 0.4 (0.1–0.7).", "Mean quality fell from 65.2 to 64.8"),
        (
            0.051,
            "The difference is not clear: −0.4 (−0.7 to −0.1).",
            "Mean quality went from 65.2 to 64.8: no clear change",
        ),
        (
            None,
            "The scores are of too few stories to say whether that is a change.",
            "Mean quality went from 65.2 to 64.8: no clear change",
        ),
    ],
)
def test_a_change_is_what_the_page_may_claim(rate: float | None, said: str, headline: str) -> None:
    """What is clear alone is not, where the page's other tests do not let it pass."""
    row = means(64.8, 65.2, rate) | {"change_low": -0.7, "change_high": -0.1}
    effects = [{"within_effect": -0.4, "mix_effect": 0.0}]
    assert said in change_of_mean_in_words([row], effects, "February")
    found = change_of_mean([row], effects, "February")
    assert str(found) == headline
    assert found.rate == (rate if rate == 0.05 else None)


def test_providers_of_articles_and_of_items_are_two_numbers() -> None:
    """A page that counts both says which is which."""
    outlets = [{"provider": n, "provider_domain": n, "items": 1, "only_related": 0} for n in "abc"]
    both = str(items_in_words(3, 2, outlets, 4))
    one = str(items_in_words(3, 3, outlets, 4))
    assert "The articles are from 2 providers, all items from 3." in both
    assert "from 3 providers." in one


BANDS = [
    {"articles": 20, "published": 0, "published_below": 0, "unpublished_above": 0}
    | {"line": 39, "line_to": 70},
    {"articles": 20, "published": 20, "published_below": 0, "unpublished_above": 0}
    | {"line": 39, "line_to": 70},
]
ONE = {"archive": "one", "articles": 25, "line": 39, "line_to": 70}
TWO = {"archive": "two", "articles": 15, "line": 58, "line_to": 58}


def test_archives_have_lines_of_their_own() -> None:
    """Two archives with two lines have no line together in a heading."""
    text = re.sub("<[^>]+>|[\u2066-\u2069]", "", str(line_in_words(BANDS, [ONE, TWO])))
    said = "By archive, it is between 39 and 70 in one (25 articles) and a quality of 58 in two"
    assert said in text
    assert line_of_publication(BANDS, [ONE, TWO]) is None
    assert line_of_publication(BANDS, [ONE]) is not None
    assert "By archive" not in line_in_words(BANDS, [ONE])


def place(name: str, *, now: tuple[int, int], before: tuple[int, int]) -> dict[str, Any]:
    """The published and the known articles of a place, now and before."""
    (passed, known), (passed_before, known_before) = now, before
    own = {"place": name, "known": known, "published": passed, "published_share": passed / known}
    ends = {"published_share_low": None, "published_share_high": None}
    past = {"previous_known": known_before, "previous_published": passed_before}
    return own | ends | past | {"previous_published_share": passed_before / known_before}


def test_a_total_that_moves_against_both_parts_is_explained() -> None:
    """Of both, less is published, though of each more is: there are more followers."""
    head = place("head", now=(45, 50), before=(80, 100))
    follower = place("follower", now=(20, 100), before=(5, 50))
    text = str(heads_and_followers([head, follower]))
    assert "Of 50 heads of stories, 90% are published; of 100 followers, 20%." in text
    assert "both together fell from 56.7% to 43.3%, though it rose among heads" in text
    assert "Followers were 33% of these articles, and are 67% now." in text


def test_a_total_that_moves_with_a_part_is_not() -> None:
    """Where one part falls too, nothing is against both."""
    head = place("head", now=(45, 50), before=(80, 100))
    follower = place("follower", now=(8, 100), before=(5, 50))
    assert "both together" not in str(heads_and_followers([head, follower]))
