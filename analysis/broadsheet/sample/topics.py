"""The topics of the made-up world: what there is to report on, and when."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

__all__ = ["TOPICS", "Topic", "running_weights"]

_STEADY = 0.25  # weight of a topic far from its peak


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that rises to a peak and fades.

    `peak` and `width` are fractions of the period, `height` is how much there is to report at
    the peak. `actors` do things to `matters`.
    """

    name: str
    section: str
    peak: float
    width: float
    height: float
    actors: tuple[str, ...]
    matters: tuple[str, ...]

    def weight(self, progress: float) -> float:
        """How much is reported on the topic at a point (0 to 1) of the period."""
        distance = (progress - self.peak) / self.width
        return _STEADY + self.height * max(0.0, 1 - distance * distance)


def running_weights(progress: float) -> tuple[float, ...]:
    """Running totals of all topics' weights at a point (0 to 1) of the period."""
    return tuple(accumulate(topic.weight(progress) for topic in TOPICS))


TOPICS = (
    Topic(
        "Harbour", "harbour", 0.15, 0.30, 2.0,
        ("harbour board", "pilots’ guild", "ferry line", "dockers’ union"),
        ("channel dredging", "night ferry", "container quay", "lighthouse repair", "berth fee"),
    ),
    Topic(
        "City Hall", "city", 0.50, 0.80, 1.6,
        ("council", "mayor’s office", "audit committee", "ombudsman"),
        ("parking plan", "budget", "market square rebuild", "street-light contract", "tourist tax"),
    ),
    Topic(
        "Rail and Tram", "transport", 0.75, 0.30, 2.2,
        ("tram company", "rail regulator", "drivers’ union", "passenger panel"),
        ("tram extension", "night timetable", "ticket reform", "viaduct repair", "station clock"),
    ),
    Topic(
        "Weather", "weather", 0.35, 0.18, 2.6,
        ("weather office", "flood warden", "river authority", "rescue service"),
        ("storm barrier", "flood warning", "snow plan", "river gauge network", "heat shelter"),
    ),
    Topic(
        "Schools", "schools", 0.90, 0.35, 1.4,
        ("school board", "teachers’ union", "parents’ council", "exam office"),
        ("exam timetable", "school meal scheme", "reading week", "class-size rule", "term date"),
    ),
    Topic(
        "Hospitals", "health", 0.60, 0.25, 2.4,
        ("hospital trust", "health inspector", "nurses’ union", "ambulance service"),
        ("waiting list", "night clinic", "ward closure", "screening programme", "visiting rule"),
    ),
    Topic(
        "Housing", "housing", 0.45, 0.60, 1.2,
        ("housing office", "tenants’ league", "builders’ federation", "planning inspector"),
        ("rent ceiling", "canal-side estate", "repair backlog", "tower demolition", "deposit rule"),
    ),
    Topic(
        "Energy: Wind and Sun", "energy", 0.25, 0.35, 1.6,
        ("grid operator", "wind co-operative", "energy regulator", "meter company"),
        ("offshore wind farm", "solar roof scheme", "heat network", "battery park", "tariff cap"),
    ),
    Topic(
        "Farming", "farming", 0.10, 0.40, 0.9,
        ("growers’ union", "seed exchange", "veterinary office", "dairy co-operative"),
        ("hedge subsidy", "milk price deal", "barley quota", "bee survey", "irrigation permit"),
    ),
    Topic(
        "Courts", "courts", 0.80, 0.25, 1.1,
        ("high court", "prosecutor", "bar association", "appeal panel"),
        ("smuggling case", "jury reform", "fraud inquiry", "bail hearing", "archive ruling"),
    ),
    Topic(
        "Sport", "sport", 0.55, 0.70, 1.5,
        ("rowing club", "league office", "stadium trust", "supporters’ trust"),
        ("cup final", "stadium roof", "relegation appeal", "regatta", "season ticket price"),
    ),
    Topic(
        "Stage", "culture", 0.30, 0.40, 0.8,
        ("theatre", "opera house", "festival office", "museum"),
        ("winter festival", "puppet season", "orchestra tour", "gallery wing", "ticket lottery"),
    ),
    Topic(
        "Science", "science", 0.70, 0.45, 1.3,
        ("university", "observatory", "marine laboratory", "research council"),
        ("kelp study", "tidal model", "vaccine trial", "glacier core", "language atlas"),
    ),
    Topic(
        "Space", "space", 0.95, 0.20, 1.8,
        ("launch agency", "antenna station", "probe team", "space committee"),
        ("lunar probe", "launch window", "weather satellite", "antenna upgrade", "comet flyby"),
    ),
)  # fmt: skip
