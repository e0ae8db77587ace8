"""What a page may claim."""

from __future__ import annotations

from broadsheet.inference import discoveries, judged, q_values


def test_q_values_are_those_of_the_paper() -> None:
    """Of the fifteen p-values of Benjamini and Hochberg's example, four pass at a level of 5 %."""
    p_values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p_values += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    adjusted = q_values(p_values)
    assert sum(value <= 0.05 for value in adjusted) == 4
    assert adjusted[0] == 0.0001 * 15
    assert adjusted == sorted(adjusted)


def test_order_does_not_matter() -> None:
    """Each test has the same q-value wherever it comes, and equal tests have equal ones."""
    p_values = [0.03, 0.01, 0.01, 0.8]
    assert q_values(p_values[::-1]) == q_values(p_values)[::-1]
    assert q_values(p_values)[1] == q_values(p_values)[2] == 0.02


def test_families_are_judged_together() -> None:
    """What passes among three tests does not pass among a hundred others."""
    topics = [{"topic": "Harbour", "p_value": 0.01}, {"topic": "Stage", "p_value": 0.5}]
    days = [{"day": number, "p_value": 1.0} for number in range(100)]
    assert discoveries(judged({"topics": topics})["topics"]) == [topics[0] | {"rate": 0.02}]
    together = judged({"topics": topics, "days": days})
    assert discoveries(together["topics"]) == discoveries(together["days"]) == []


def test_what_is_not_tested_does_not_count() -> None:
    """A row without a p-value neither passes nor makes others fail."""
    untested = [{"day": number, "p_value": None} for number in range(100)]
    days = judged({"days": [*untested, {"day": 100, "p_value": 0.04}]})["days"]
    assert discoveries(days) == [{"day": 100, "p_value": 0.04, "rate": 0.04}]
    assert days[0] == {"day": 0, "p_value": None, "rate": None}
