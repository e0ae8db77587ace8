"""Pages in a real browser: requests, console, accessibility, tooltips, tables, downloads.

Every assertion waits until it holds, so that a slow machine passes too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kit.visits import Visit

Open = Callable[..., Page]
Visited = Callable[[str], Visit]
PAGES = ("coverage", "quality", "weekly", "provider", "providers", "seed", "awkward", "site/index")
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
FONTS_ARE_LOADED = "document.fonts.status === 'loaded'"
TIP = ".tip.shown"


def column(page: Page, number: int) -> Locator:
    """The cells of a column of the first table, from the top."""
    return page.locator(".table").first.locator(f"tbody td:nth-child({number})")


def unfolded(page: Page) -> Page:
    """A page with its SQL and data shown."""
    for details in page.locator("details").all():
        details.locator("summary").click()
        expect(details).to_have_attribute("open", "")
    return page


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves(visited: Visited, pages: Path, name: str) -> None:
    """A page asks for itself and for what it holds as data, and nothing else."""
    page = visited(name)
    beside = (pages / "site").as_uri()  # an index shows the pictures beside it
    own = [url for url in page.requested if url.startswith(beside) and url.endswith(".png")]
    others = [url for url in page.requested if not url.startswith("data:") and url not in own]
    assert others == [page.address]


@pytest.mark.parametrize("name", PAGES)
def test_the_console_is_empty_under_a_strict_policy(visited: Visited, name: str) -> None:
    """Nothing violates the policy, which allows no inline script or style but by hash."""
    window = visited(name).window
    policy = window.locator("meta[http-equiv]")
    expect(policy).to_have_attribute("content", re.compile("^default-src 'none'"))
    expect(policy).not_to_have_attribute("content", re.compile("unsafe"))
    expect(window.locator("body")).to_have_css("font-family", re.compile("^.?Source Serif Pro"))
    assert visited(name).said == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [360, 1600])
def test_a_page_never_scrolls_sideways(visited: Visited, name: str, width: int) -> None:
    """Neither a small telephone nor a wide screen shows a sideways scroll bar."""
    page = visited(name)
    page.at(width).wait_for_function(FITS)
    assert page.said == []


def serious(window: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds in a page with its SQL and data shown, and where."""
    unfold = "(all, open) => all.forEach(each => each.open = open)"
    window.locator("details").evaluate_all(unfold, arg=True)
    window.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = window.evaluate("axe.run()")["violations"]
    window.locator("details").evaluate_all(unfold, arg=False)
    return [
        (each["id"], [node["html"][:120] for node in each["nodes"]][:3])
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(visited: Visited, name: str) -> None:
    """axe-core knows no serious or critical violation of WCAG 2.2 AA, contrast among them."""
    page = visited(name)
    assert serious(page.at(1000)) == []
    assert page.said == []


def test_axe_finds_nothing_serious_in_the_dark(opened: Open) -> None:
    """Nor does it where the page is dark."""
    page = opened("coverage", scheme="dark")
    page.wait_for_function(FONTS_ARE_LOADED)
    assert serious(page) == []


def test_an_index_leads_to_files_that_exist(opened: Open, pages: Path) -> None:
    """Links and pictures of an index are files beside it, and the pictures are shown."""
    page = opened("site/index")
    expect(page.locator("main img")).not_to_have_count(0)
    links = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    pictures = page.locator("main img").evaluate_all("all => all.map(i => i.getAttribute('src'))")
    assert {Path(link).suffix for link in links} == {".html", ".pdf"}
    assert [each for each in links + pictures if not (pages / "site" / each).is_file()] == []
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()  # pictures load when they come near
        expect(picture).to_have_js_property("complete", True)
        expect(picture).not_to_have_js_property("naturalWidth", 0)


def test_a_bar_shows_its_value_to_the_mouse(opened: Open) -> None:
    """Pointing at a mark shows its value in a tip, and Escape hides the tip."""
    page = opened("awkward")
    page.locator("main .wide svg").scroll_into_view_if_needed()
    page.locator("main .wide svg path[fill*='accent']").first.hover()
    expect(page.locator(TIP)).to_have_text("with, comma: 2")
    page.keyboard.press("Escape")
    expect(page.locator(TIP)).to_have_count(0)


def test_a_tip_stays_while_the_pointer_is_on_it(opened: Open) -> None:
    """A tip outlives its delay while the pointer is on it, and is hidden once the pointer left."""
    page = opened("awkward", stopped=True)
    page.locator("main .wide svg").scroll_into_view_if_needed()
    page.locator("main .wide svg path[fill*='accent']").first.hover()
    expect(page.locator(TIP)).to_have_text("with, comma: 2")
    page.locator(TIP).hover()
    page.clock.run_for(1000)  # a tip is hidden 200 milliseconds after the pointer has left
    expect(page.locator(TIP)).to_have_count(1)
    page.mouse.move(1, 1)
    page.clock.run_for(1000)
    expect(page.locator(TIP)).to_have_count(0)


def test_a_chart_shows_its_values_to_the_keyboard(opened: Open) -> None:
    """A chart is one stop of the Tab key; arrows move through its marks, Escape hides the tip."""
    page = opened("coverage")
    chart = page.locator("main svg[data-spots]").first
    expect(chart).to_have_attribute("tabindex", "0")
    chart.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(TIP)).to_have_text(re.compile("^1 Mar 2021: "))
    page.keyboard.press("ArrowRight")
    expect(page.locator(TIP)).to_have_text(re.compile("^2 Mar 2021: "))
    page.keyboard.press("Escape")
    expect(page.locator(TIP)).to_have_count(0)
    expect(page.locator("main svg [tabindex]")).to_have_count(0)


def test_a_table_sorts_with_what_is_missing_last(opened: Open) -> None:
    """Numbers sort as numbers, both ways, and a missing one is last in both."""
    page = opened("awkward")
    button = page.get_by_role("button", name="N", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(column(page, 2)).to_have_text(["10", "2", "1", "–"])
    page.keyboard.press("Enter")
    expect(column(page, 2)).to_have_text(["1", "2", "10", "–"])
    expect(button).to_be_focused()
    heads = page.locator(".table").first.locator("th")
    expect(heads.nth(1)).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("th[aria-sort]")).to_have_count(1)


def test_the_download_is_what_the_query_gave(opened: Open) -> None:
    """The file holds the query's rows: commas, quotes, markup, line breaks and nulls."""
    page = opened("awkward")
    page.locator("summary").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="odd.csv").first.click()
    assert download.value.suggested_filename == "odd.csv"
    content = download.value.path().read_bytes().decode()
    assert list(csv.reader(io.StringIO(content, newline=""))) == [
        ["name", "n", "score_share"],
        ["with, comma", "2", "0.5"],
        ['with "quotes" & <b>markup</b>', "", "0.25"],
        ["a line\r\nbreak", "10", ""],
        ["", "1", "0.75"],
    ]


def test_figures_share_the_data_of_a_result(opened: Open) -> None:
    """Two figures of one result hold its rows once, and both offer them."""
    page = opened("awkward")
    expect(page.locator("#data-odd")).to_have_count(1)
    expect(page.get_by_text("odd.csv")).to_have_count(2)


def test_what_scrolls_can_be_reached_and_has_a_name(opened: Open) -> None:
    """A table, SQL or code wider than a telephone is a stop of the Tab key that says what it is."""
    page = unfolded(opened("awkward", width=360))
    for name in ("Table: Wide", "SQL: Wide", "Code"):
        region = page.get_by_role("region", name=name, exact=True)
        region.focus()
        expect(region).to_be_focused()
    expect(page.locator("main [tabindex='0']:not([aria-label])")).to_have_count(0)


def test_what_no_longer_scrolls_is_no_stop(opened: Open) -> None:
    """A table that fits its box again, as when the window grows, is a plain table again."""
    page = opened("awkward", width=360)
    expect(page.get_by_role("region", name="Table: Wide", exact=True)).to_have_count(1)
    page.set_viewport_size({"width": 1600, "height": 900})
    expect(page.get_by_role("region", name="Table: ")).to_have_count(0)
    expect(page.locator(".table[tabindex]")).to_have_count(0)


def test_the_sql_is_copied(opened: Open) -> None:
    """The button copies the text of the query, unchanged."""
    page = opened("awkward", stopped=True)  # the button says "Copied" for two seconds
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("summary").first.click()
    page.get_by_role("button", name="Copy SQL").first.click()
    expect(page.get_by_role("button", name="Copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()").startswith("from (values")


def test_a_page_is_dark_where_that_is_wished(opened: Open) -> None:
    """The background follows the reader's color scheme."""
    for scheme, color in (("light", "rgb(253, 252, 248)"), ("dark", "rgb(20, 24, 26)")):
        page = opened("coverage", scheme=scheme)
        expect(page.locator("html")).to_have_css("background-color", color)


def test_contents_are_beside_the_text_on_a_wide_screen(opened: Open) -> None:
    """The contents are left of the text, whose lines stay below 70 characters (32 em of 17 px)."""
    page = opened("coverage", width=1600)
    page.wait_for_function(FONTS_ARE_LOADED)
    page.wait_for_function(
        """() => {
            const box = (selector) => document.querySelector(selector).getBoundingClientRect();
            return box(".contents").right <= box("main").left
                && box("main p").width <= 32 * 17 + 1;
        }"""
    )


@pytest.mark.parametrize("name", ["coverage", "quality", "weekly", "provider"])
def test_charts_are_legible_on_a_telephone(visited: Visited, name: str) -> None:
    """At 390 pixels each figure shows its chart once. None scrolls sideways, and its smallest text
    has 11 pixels or more.
    """
    page = visited(name).at(390)
    page.wait_for_function(
        """() => [...document.querySelectorAll("main figure:has(.chart)")].every((figure) =>
            [...figure.querySelectorAll(".chart svg")]
                .filter((svg) => svg.getClientRects().length).length === 1)"""
    )
    page.wait_for_function(
        """() => [...document.querySelectorAll("main .chart svg")]
            .filter((svg) => svg.getClientRects().length)
            .every((svg) => {
                const box = svg.getBoundingClientRect();
                const holder = svg.parentElement;
                return 8 * box.width / svg.viewBox.baseVal.width >= 11
                    && holder.scrollWidth <= holder.clientWidth;
            })"""
    )


def test_a_chart_is_shown_once(opened: Open) -> None:
    """Of a chart's two drawings one is shown and read out; print has the wide one."""
    page = opened("coverage", width=390)
    narrow, wide = page.locator(".chart.narrow").first, page.locator(".chart.wide").first
    expect(narrow).to_be_visible()
    expect(wide).to_be_hidden()
    page.emulate_media(media="print")
    expect(wide).to_be_visible()
    expect(narrow).to_be_hidden()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(wide).to_be_visible()
    expect(narrow).to_be_hidden()


def test_words_are_beside_their_chart_on_a_wide_screen(opened: Open) -> None:
    """At 1,280 pixels the text is left of its chart, which ends near the right edge."""
    page = opened("coverage", width=1280)
    page.wait_for_function(FONTS_ARE_LOADED)
    page.wait_for_function(
        """() => {
            const block = document.querySelector(".block:has(.chart.wide)");
            const words = block.querySelector(".words").getBoundingClientRect();
            const chart = block.querySelector(".chart.wide svg").getBoundingClientRect();
            return words.right <= chart.left && chart.right > 1280 - 100;
        }"""
    )


def test_the_first_tab_leads_to_the_text(opened: Open) -> None:
    """The first stop of the Tab key skips masthead and contents."""
    page = opened("coverage")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
