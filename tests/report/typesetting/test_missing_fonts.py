"""Characters that no font of the system has: a box for each on paper, and one line that says so."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from broadsheet.loading.loader import load
from broadsheet.report import render
from broadsheet.report.rendered import RenderedReport
from broadsheet.report.typesetting.missing_fonts import missing_font_warning, without_font

TITLE = "東京のニュース"
REPORT = """\
---
title: Titles
period: all
---

```sql rows
select title, quality from articles
```

{{ table("rows") }}

{{ bar("rows", x="quality", y="title", title="The quality of each") }}
"""
DOCUMENT = f"""\
---
title: "{TITLE}"
category: news
quality: 50
publishedDateTime: 2021-03-01T10:00:00Z
---
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> RenderedReport:
    """A report that shows a Japanese title in a table and a chart, as PDF."""
    if not without_font(frozenset(TITLE)):
        pytest.skip("a font of this system has Japanese characters")
    folder = tmp_path_factory.mktemp("without-fonts")
    (folder / "archive").mkdir()
    (folder / "archive" / "a.md").write_text(DOCUMENT, "utf-8")
    (folder / "titles.md").write_text(REPORT, "utf-8")
    load([folder / "archive"], folder / "lake")
    return render(str(folder / "titles.md"), folder / "lake", formats=("pdf",))


def test_the_page_names_the_scripts_and_the_package(page: RenderedReport) -> None:
    """One line has both scripts, and what to install for them."""
    (warning,) = page.warnings
    assert "no font for Han, Hiragana, Katakana" in warning
    assert warning.endswith("apt-get install fonts-noto-cjk")


def test_the_characters_are_boxes_that_can_be_copied(page: RenderedReport, tmp_path: Path) -> None:
    """The text of the PDF is the title, in a font of boxes."""
    file = page.write(tmp_path)[0]
    with pypdfium2.PdfDocument(file) as document:
        shown = document[0].get_textpage().get_text_range()
    assert shown.count(TITLE) == 2
    fonts = PdfReader(file).pages[0]["/Resources"]["/Font"].values()
    assert any("Characters" in font.get_object()["/BaseFont"] for font in fonts)


@pytest.mark.parametrize(
    ("characters", "expected"),
    [
        ("\u0000\u200d\ufe0f\ue000 ", False),  # control, joiner, selector, private, space
        ("abcé", False),
    ],
)
def test_what_shows_nothing_needs_no_font(characters: str, expected: bool) -> None:
    """Invisible characters and those of every system are never missed."""
    assert bool(without_font(frozenset(characters))) is expected


@pytest.mark.parametrize(
    ("characters", "script", "package"),
    [
        ("한", "Hangul", "fonts-noto-cjk"),
        ("カー、", "Katakana", "fonts-noto-cjk"),
        ("𞤀", "Adlam", "fonts-noto-core"),
        ("😀", "symbols and emoji", "fonts-noto-color-emoji"),
    ],
)
def test_each_script_has_its_package(characters: str, script: str, package: str) -> None:
    """The warning is one line: the script, what the page shows, and the fix."""
    assert missing_font_warning(characters) == (
        f"no font for {script}: the PDF shows boxes in their place;"
        f" install a font, on Debian: apt-get install {package}"
    )


def test_nothing_missing_is_no_warning() -> None:
    """A page whose characters all have a font has no warning."""
    assert missing_font_warning("") is None
