"""The outlets of the made-up world: who publishes what, how well and how fast.

All names are invented and all domains lie under `.example`, which is reserved for that. Several
names would be numbers, booleans, nulls or syntax if they stood unquoted in YAML.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.sample.topics import Topic

__all__ = ["OUTLETS", "Outlet", "running_weights"]

_BEAT = 6  # how much more an outlet reports on its own topics
_RANK_OFFSET = 3  # flattens the head of the Zipf curve

_DATED = "https://www.{domain}/{section}/{day}/{slug}-{number}/"
_PLAIN = "https://{domain}/{section}/{slug}-{number}.html"
_NEWS = "https://news.{domain}/article/{number}/{slug}"


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet, and what is typical of its articles.

    `mean` and `spread` describe their quality, `drift` is the change of the mean over the whole
    period; `pace` is how many hours it trails the first report of a story; `amp` and `pictures`
    are shares of articles; `stray_names` the share that bears a phrase in place of its name;
    `since` and `until` are the fractions of the period between which it publishes.
    """

    name: str
    domain: str
    address: str
    mean: float
    spread: float
    pace: float
    beats: tuple[str, ...] = ()
    amp: float = 0.0
    pictures: float = 0.85
    drift: float = 0.0
    logo: bool = False
    title_case: bool = False
    stray_names: float = 0.0
    since: float = 0.0
    until: float = 1.0


def running_weights(topic: Topic) -> tuple[float, ...]:
    """Running totals of all outlets' weights for one topic: sizes follow Zipf's law."""
    return tuple(
        accumulate(
            (_BEAT if topic.name in outlet.beats else 1) / (rank + _RANK_OFFSET)
            for rank, outlet in enumerate(OUTLETS)
        )
    )


_ENERGY = "Energy: Wind and Sun"

# Largest first: an outlet's rank sets how much it publishes.
OUTLETS = (
    Outlet("Tessel Wire", "tesselwire.example", _NEWS, 66, 11, 3, pictures=0.6),
    Outlet("Marrowby Gazette", "marrowbygazette.example", _DATED, 74, 9, 9,
           ("Harbour", "City Hall"), amp=0.8, logo=True),
    Outlet("Newsbarrow", "newsbarrow.example", _PLAIN, 37, 10, 14, stray_names=0.08),
    Outlet("The Quillhaven Courier", "quillhavencourier.example", _DATED, 69, 12, 8,
           ("Rail and Tram", "Housing"), amp=0.6, drift=6),
    Outlet("Ostermere Dispatch", "ostermeredispatch.example", _DATED, 78, 10, 11,
           ("Hospitals", "Science"), logo=True, title_case=True),
    Outlet("Press Kettle", "presskettle.example", _NEWS, 42, 8, 4, pictures=0.5, stray_names=0.05),
    Outlet("Dunmarrow Ledger", "dunmarrowledger.example", _PLAIN, 62, 9, 10,
           ("City Hall", "Courts")),
    Outlet("No", "no.example", _DATED, 55, 18, 13, ("Stage", "City Hall"), title_case=True),
    Outlet("Port Ellerin Post", "portellerinpost.example", _PLAIN, 57, 10, 8, ("Harbour",),
           amp=0.9),
    Outlet("Vellacourt Standard", "vellacourtstandard.example", _DATED, 82, 8, 15,
           ("Courts", "City Hall"), logo=True, drift=-7),
    Outlet("headlinepantry.example", "headlinepantry.example", _PLAIN, 31, 9, 18, pictures=0.7),
    Outlet("Saltmarrow Echo", "saltmarrowecho.example", _DATED, 52, 9, 9, ("Weather", "Sport")),
    Outlet("1843 Weekly", "1843weekly.example", _DATED, 97, 13, 30, ("Science", "Stage"),
           logo=True),
    Outlet("Kestrelford Observer", "kestrelfordobserver.example", _PLAIN, 64, 11, 10,
           ("Schools", "Housing"), amp=0.5),
    Outlet("Thornquay Mercury", "thornquaymercury.example", _NEWS, 59, 10, 9, ("Harbour", _ENERGY)),
    Outlet("Tessel: Live", "live.tessel.example", _NEWS, 48, 14, 2, pictures=0.95, amp=1.0),
    Outlet("Eastermouth Herald", "eastermouthherald.example", _DATED, 61, 9, 10,
           ("Weather", "Farming"), title_case=True),
    Outlet("Gantry", "gantry.example", _PLAIN, 71, 10, 16, ("Rail and Tram", _ENERGY)),
    Outlet("Candlemere Chronicle", "candlemerechronicle.example", _DATED, 68, 8, 12,
           ("Stage", "Schools"), amp=0.4),
    Outlet("1947", "1947.example", _PLAIN, 44, 12, 17, ("Courts",)),
    Outlet("Tidewatch", "tidewatch.example", _NEWS, 73, 9, 7, ("Weather", "Harbour"), drift=5),
    Outlet("Greyhollow Bulletin", "greyhollowbulletin.example", _DATED, 50, 11, 12, ("Sport",)),
    Outlet("Turbine Letter", "turbineletter.example", _PLAIN, 85, 11, 20, (_ENERGY,), logo=True),
    Outlet("@Quayside", "quayside.example", _NEWS, 39, 15, 3, ("Harbour", "Sport"), amp=0.7),
    Outlet("Wardround", "wardround.example", _PLAIN, 80, 9, 18, ("Hospitals",)),
    Outlet("The Inkpot & Anchor", "inkpotandanchor.example", _DATED, 58, 13, 21, ("Stage",)),
    Outlet("Pennywharf Press", "pennywharfpress.example", _PLAIN, 47, 8, 11, ("Housing",)),
    Outlet("Touchline Ostermere", "touchlineostermere.example", _NEWS, 56, 10, 5, ("Sport",),
           pictures=0.98, amp=0.9),
    Outlet("Far Orbit Log", "farorbitlog.example", _PLAIN, 91, 14, 14, ("Space", "Science")),
    Outlet("Lamplight Review", "lamplightreview.example", _DATED, 103, 16, 29,
           ("Stage", "City Hall"), title_case=True),
    Outlet("12:30", "1230.example", _NEWS, 53, 9, 6, ("City Hall",)),
    Outlet("Chalk & Slate", "chalkandslate.example", _PLAIN, 70, 9, 15, ("Schools",)),
    Outlet("Velmora Journal", "velmorajournal.example", _DATED, 63, 10, 12, ("Farming", "Weather")),
    Outlet("Ostermere Dispatch", "ostermere-dispatch.example", _DATED, 76, 10, 12,
           ("Hospitals",), title_case=True),
    Outlet("Lath and Plaster", "lathandplaster.example", _PLAIN, 60, 8, 20, ("Housing",)),
    Outlet("Wharf #9", "wharf9.example", _NEWS, 45, 13, 8, ("Harbour", "Stage")),
    Outlet("Juniper Flats Bugle", "juniperflatsbugle.example", _DATED, 41, 11, 14,
           ("Farming", "Sport"), pictures=0.4),
    Outlet("Signalbox Weekly", "signalboxweekly.example", _PLAIN, 77, 8, 27, ("Rail and Tram",)),
    Outlet("Petri Papers", "petripapers.example", _NEWS, 93, 12, 24, ("Science", "Hospitals")),
    Outlet("Nine Bells News", "ninebells.example", _DATED, 54, 10, 9, ("Harbour",), until=0.6),
    Outlet("On", "on.example", _PLAIN, 49, 12, 10, (_ENERGY,)),
    Outlet("Docketeer", "docketeer.example", _PLAIN, 72, 10, 13, ("Courts",)),
    Outlet("Rumourmill Radio", "rumourmill.example", _NEWS, 28, 10, 4, pictures=0.3,
           stray_names=0.04),
    Outlet("Hayrick", "hayrick.example", _DATED, 65, 9, 19, ("Farming",)),
    Outlet("Bellwether Brief", "bellwetherbrief.example", _PLAIN, 83, 9, 22, ("City Hall",)),
    Outlet("Café Vélmora", "cafevelmora.example", _DATED, 67, 15, 20, ("Stage",)),
    Outlet("'Twas", "twas.example", _PLAIN, 59, 17, 26, ("Stage", "Sport")),
    Outlet("Glasswater Barometer", "glasswaterbarometer.example", _NEWS, 75, 8, 6, ("Weather",)),
    Outlet("Candlemere Advertiser", "candlemereadvertiser.example", _PLAIN, 35, 8, 15,
           pictures=0.9, amp=1.0),
    Outlet("Quarter Past", "quarterpast.example", _NEWS, 51, 11, 7, since=0.35),
    Outlet("Null", "null.example", _PLAIN, 46, 16, 12, ("Science",)),
    Outlet("Kelpline", "kelpline.example", _DATED, 79, 11, 17, ("Science", "Harbour")),
    Outlet("Footlight Notes", "footlightnotes.example", _PLAIN, 62, 12, 23, ("Stage",)),
    Outlet("3rd Column", "3rdcolumn.example", _DATED, 88, 14, 25, ("City Hall", "Courts")),
    Outlet("Moth & Lantern", "mothandlantern.example", _PLAIN, 109, 18, 30, ("Stage", "Science"),
           logo=True),
    Outlet("Sedge & Fen", "sedgeandfen.example", _DATED, 56, 9, 16, ("Farming", "Weather")),
    Outlet("Folio Nine", "folionine.example", _PLAIN, 95, 13, 28, ("Housing",), until=0.75),
    Outlet("Orrinstad Ettermiddag", "orrinstad.example", _NEWS, 60, 12, 13, ("Space",)),
    Outlet("The Long Ferry", "longferry.example", _DATED, 100, 15, 30, ("Harbour",)),
    Outlet("Wending Way", "wendingway.example", _PLAIN, 43, 10, 18, ("Rail and Tram",), since=0.5),
    Outlet("1_000 Lines", "1000lines.example", _PLAIN, 69, 11, 21, ("Space",)),
)  # fmt: skip
