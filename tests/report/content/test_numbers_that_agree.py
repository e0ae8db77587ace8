"""Sentences whose numbers agree with each other, and say what they count."""

from __future__ import annotations

import re
from typing import Any

import pytest

from broadsheet.report.content.findings.coverage import items_in_words
from broadsheet.report.content.findings.mean_change import change_of_mean_in_words
from broadsheet.report.content.findings.publication import line_in_words, line_of_publication


def change(now: float, then: float, own: float) -> list[dict[str, Any]]:
    """The change of the mean of one provider."""
    effects = {"within_effect": own, "mix_effect": now - then - own}
    means = {"overall_mean": now, "previous_overall_mean": then, "overall_change": now - then}
    return [{"n": 400, "previous_n": 400} | means | effects]


@pytest.mark.parametrize(
    ("now", "then", "own"), [(64.765, 65.241, -0.436), (64.8, 65.2, -0.3), (70, 60, 4.96)]
)
def test_the_parts_of_a_change_add_up(now: float, then: float, own: float) -> None:
    """From 65.2 to 64.8 is not -0.5: as many digits are printed as show it."""
    text = str(change_of_mean_in_words(change(now, then, own), 1.0, "February"))
    before, after, by, _, own_part, mix = (
        float(each.replace("\u2212", "-")) for each in re.findall(r"[+\u2212]?\d+(?:\.\d+)?", text)
    )
    assert after - before == pytest.approx(by if after > before else -by)
    assert own_part + mix == pytest.approx(after - before)


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
