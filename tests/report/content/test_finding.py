"""Headlines and key points: what a page states first, and from when on."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from broadsheet.report.content import findings
from broadsheet.report.content.finding import (
    MOST_WORDS,
    Finding,
    Section,
    finding,
    key_points,
    most_surprising,
)
from broadsheet.report.content.findings import sayings
from broadsheet.report.content.headings import Heading
from broadsheet.report.content.sentences import listed, said

_WORDS = st.text("ab ", min_size=1, max_size=40).filter(str.strip)


def of(headline: str, rate: float | None = None) -> Finding:
    """A finding."""
    return Finding(said("{}", headline), rate)


@given(st.lists(_WORDS, max_size=4))
def test_a_headline_has_ten_words_at_most(headlines: list[str]) -> None:
    """The first headline that is short enough is taken; a finding without one is none."""
    found = finding(*(said("{}", headline) for headline in headlines))
    short = [headline for headline in headlines if len(headline.split()) <= MOST_WORDS]
    assert (found.headline if found else None) == (short[0] if short else None)


def test_the_most_surprising_leads() -> None:
    """The smallest rate comes first; without rates it is the first that is there."""
    one, two, three = of("one"), of("two", 0.04), of("three", 0.01)
    assert most_surprising([None, one, two, three]) == three
    assert most_surprising([None, one]) == one
    assert most_surprising([None]) is None


def test_key_points_are_the_three_most_surprising_below_the_level() -> None:
    """Each links to its section; what chance may explain, or is compared with nothing, is none."""
    found = [of(f"finding {n}", n / 100) for n in (4, 6, 1, 3, 2)]
    sections = [
        Section(said("A &amp; B"), (of("count"), *found[:3])),
        Section(Markup("C"), tuple(found[3:])),
    ]
    headings = [Heading(2, "A & B", "s-a-b"), Heading(2, "C", "s-c")]
    points = key_points(sections, headings)
    assert [(str(point.headline), point.anchor) for point in points] == [
        ("finding 1", "s-a-b"),
        ("finding 2", "s-c"),
        ("finding 3", "s-c"),
    ]


def test_a_value_in_a_sentence_is_text() -> None:
    """Markup in a name is escaped, and a list of names joins them with `and`."""
    assert said("{} and {n}", "<b>", n=Markup("<i>")) == "&lt;b&gt; and <i>"
    assert listed(["a", "b", "<c>"]) == "a, b and &lt;c&gt;"
    assert listed(["a"]) == "a"


def test_each_function_is_documented_and_public() -> None:
    """A report can call what the modules of findings name, and nothing that they import."""
    names = vars(sayings())
    assert all(
        each.__doc__ and each.__module__.split(".")[-2] == "findings" for each in names.values()
    )
    assert not [name for name in names if re.match("_|said$|finding$", name)]


def test_no_two_functions_have_the_same_name() -> None:
    """A report calls a sentence by its name alone: the second of a name would hide the first."""
    modules = (
        import_module(f"{findings.__name__}.{each.name}")
        for each in iter_modules(findings.__path__)
    )
    names = Counter(name for module in modules for name in module.__all__)
    assert names
    assert [name for name, times in names.items() if times > 1] == []
