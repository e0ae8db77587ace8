"""The whole page: masthead, text, imprint; fonts, styles and script in one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.report.content.method_box import method_box
from broadsheet.report.content.templates import filled
from broadsheet.report.typesetting.blocks import blocks_of
from broadsheet.report.typesetting.sheets import Around, on_sheets
from broadsheet.report.typesetting.style import page_style
from broadsheet.style.inline import policy
from broadsheet.style.tips import tips_script

if TYPE_CHECKING:
    from broadsheet.report.content.markdown import Text
    from broadsheet.report.edition.imprint import Imprint
    from broadsheet.report.source.output import Paper

__all__ = ["Frame", "page_html"]

_SCRIPT = files("broadsheet.report") / "templates" / "page.js"
_SECTION = 2
_FEWEST_SECTIONS = 5  # a shorter text has no contents


def page_html(
    text: Text, imprint: Imprint, *, paper: Paper | None = None, with_images: bool = False
) -> str:
    """A page as one HTML document that requests nothing from outside.

    On screen, colors are CSS variables, light and dark, and tables can be sorted; in print, colors
    are literal and there is no script.

    Args:
        text: The text, with the headings for its contents.
        imprint: What the page says about itself.
        paper: The sheet it is printed on; None for a screen. The text has the same width and
            height on each sheet.
        with_images: Whether the page may ask other servers for images.
    """
    sections = [heading for heading in text.headings if heading.level == _SECTION]
    contents = sections if len(sections) >= _FEWEST_SECTIONS else []
    method = method_box(imprint, imprint.method) if imprint.method else Markup("")
    masthead = filled("masthead.html", imprint=imprint)
    lacking = filled("lacking.html", lacking=text.lacking) if text.lacking else Markup("")
    foot = filled("imprint.html", imprint=imprint, method=method)
    around = Around(
        masthead,
        ([point.headline for point in text.key_points], [heading.text for heading in contents]),
        lacking,
        foot,
    )
    content = filled(
        "page.html",
        masthead=masthead,
        body=_body(text, around, in_print=paper is not None),
        key_points=text.key_points,
        lacking=lacking,
        contents=contents,
        foot=foot,
        on_screen=paper is None,
    )
    return Frame(
        content=content,
        title=f"{imprint.title}, {imprint.period}",
        description=imprint.description or imprint.title,
        language=imprint.language,
        tool=imprint.tool,
        script="" if paper else tips_script() + _SCRIPT.read_text("utf-8"),
        images="data: https:" if with_images else "data:",
        paper=paper,
        carried=text.carried,
    ).html()


def _body(text: Text, around: Around, *, in_print: bool) -> Markup:
    """The text as blocks of words and figures; that of a notebook as it is."""
    if not text.nodes:
        return text.html
    blocks = list(blocks_of(text.nodes))
    if in_print:
        return on_sheets(blocks, around)
    return Markup("").join(block.html() for block in blocks)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Content as an HTML document, with its fonts, style, script and policy.

    Attributes:
        content: All that the page shows.
        title: The title of the window.
        tool: The name and version of this package.
        language: The page's language.
        description: The description for search engines; none where it is empty.
        kind: The class of the page, for its style.
        script: The page's script, if any.
        images: The sources of images, as the policy writes them.
        paper: The sheet it is printed on; None for a screen.
        carried: A block of data that browsers ignore.
    """

    content: Markup
    title: str
    tool: str
    language: str = "en"
    description: str = ""
    kind: str = ""
    script: str = ""
    images: str = "data:"
    paper: Paper | None = None
    carried: Markup = field(default_factory=Markup)

    def html(self) -> str:
        """The document."""
        style = page_style(self.content, self.paper)
        return filled(
            "frame.html",
            frame=self,
            style=Markup(style),  # noqa: S704 - the package's own
            script=Markup(self.script),  # noqa: S704 - likewise
            policy=None if self.paper else policy(style, self.script, self.images),
        )
