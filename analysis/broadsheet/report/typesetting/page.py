"""The whole page: masthead, text, imprint; fonts, styles and script in one file."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from markupsafe import Markup

from broadsheet.report.content.elements import TEMPLATES
from broadsheet.report.content.headings import with_anchors
from broadsheet.report.typesetting.fonts import font_faces
from broadsheet.style.palette import DARK, LIGHT, Palette, css_variables

__all__ = ["PAPERS", "Imprint", "Paper", "filled_page", "page_html"]

_PACKAGE = files("broadsheet.report") / "templates"


@dataclass(frozen=True)
class Paper:
    """A size of sheet.

    Attributes:
        rule: The style of its pages, before they are scaled.
        scale: How large the page is set on the sheet.
    """

    rule: str
    scale: float = 1.0


PAPERS = {
    "a4": Paper("@page { size: A4; }"),
    "letter": Paper("@page { size: 651.064pt 842.553pt; margin: 19mm 26.8mm 17mm; }", scale=0.94),
}
"""Sheets by name. Letter is lower than A4: its page is A4's, set smaller between wider margins, so
that a report breaks in the same places on both."""

_DATA = re.compile(r'<pre class="data" id="data-(?P<result>[^"]+)">[^<]*</pre>\n?')
_ALIGNMENT = re.compile(r'(<t[hd]) style="text-align:(left|center|right)"')
_SECTION = 2
_FEWEST_SECTIONS = 3  # from which on contents help


@dataclass(frozen=True)
class Imprint:
    """What a page says about itself.

    Attributes:
        made_up: What every page says where the lake holds made-up documents, else nothing.
        kicker: What stands above the title: the report's, where the page is one of many.
    """

    title: str
    description: str
    language: str
    period: str
    timezone: str
    archives: tuple[str, ...]
    snapshot: str
    loaded_at: str
    tool: str
    made_up: str
    kicker: str = ""


def page_html(body: Markup, imprint: Imprint, *, on_paper: bool, paper: str = "a4") -> str:
    """A page as one HTML document that asks for nothing from outside.

    On screen colours are CSS variables, light and dark, and tables can be sorted; on paper colours
    are literal and there is no script.

    Args:
        body: The text, whose headings get anchors.
        imprint: What the page says about itself.
        on_paper: Whether it is to be printed.
        paper: The size of the sheet, of `PAPERS`; the text is as wide and high on each.
    """
    text, headings = with_anchors(_once(_without_inline_styles(body)))
    sections = [heading for heading in headings if heading.level == _SECTION]
    return filled_page(
        "page.html",
        script="" if on_paper else (_PACKAGE / "page.js").read_text("utf-8"),
        paper=paper if on_paper else None,
        body=text,
        contents=sections if len(sections) >= _FEWEST_SECTIONS else [],
        imprint=imprint,
        on_paper=on_paper,
    )


def filled_page(
    template: str,
    *,
    script: str = "",
    paper: str | None = None,
    images: str = "data:",
    **values: object,
) -> str:
    """A template of the package filled in, with its fonts, style, script and policy.

    Args:
        template: The template's name; it places `style`, `script` and `policy`.
        script: The page's script, if any.
        paper: The sheet it is set on; None for a screen.
        images: Where images may come from, as the policy says it.
        values: What else the template places.
    """
    page = partial(
        TEMPLATES.get_template(template).render,
        script=Markup(script),  # noqa: S704 - the package's own
        **values,
    )
    style = _style(page(style="", policy=""), paper)
    policy = _policy(style, script, images)
    return page(style=Markup(style), policy=policy)  # noqa: S704 - likewise


def _policy(style: str, script: str, images: str) -> str:
    """The Content-Security-Policy: nothing but what the page itself holds, and such images."""
    return (
        f"default-src 'none'; img-src {images}; font-src data:; style-src {_hash(style)}; "
        f"script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _once(body: Markup) -> Markup:
    """The text with each result's data once, under the first of the figures that share it."""
    seen: set[str] = set()

    def first(match: re.Match[str]) -> str:
        again = match["result"] in seen
        seen.add(match["result"])
        return "" if again else match[0]

    return Markup(_DATA.sub(first, str(body)))  # noqa: S704 - escaped before


def _without_inline_styles(body: Markup) -> Markup:
    """Alignment in Markdown's tables as a class, since the policy bars style attributes."""
    return Markup(_ALIGNMENT.sub(r'\1 class="\2"', str(body)))  # noqa: S704 - escaped before


def _style(text: str, paper: str | None) -> str:
    sheets = [font_faces(text, on_paper=paper is not None)]
    rules = (_PACKAGE / "page.css").read_text("utf-8")
    if paper:
        sheets += [_literal(rules), _literal((_PACKAGE / "paper.css").read_text("utf-8"))]
        sheets.append(PAPERS[paper].rule)
    else:
        dark = _variables(DARK)
        sheets += [
            f":root{{color-scheme:light dark;{_variables(LIGHT)}}}",
            f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}",
            rules,
            (_PACKAGE / "screen.css").read_text("utf-8"),
        ]
    return "\n".join(sheets)


def _variables(palette: Palette) -> str:
    return "".join(f"{name}:{value};" for name, value in css_variables(palette).items())


def _literal(rules: str) -> str:
    """The rules with the light palette's colours in place of variables."""
    for name, value in css_variables(LIGHT).items():
        rules = rules.replace(f"var({name})", value)
    return rules
