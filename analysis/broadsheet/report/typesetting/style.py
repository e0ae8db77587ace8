"""The style sheet of a page: its fonts, its palette and its rules, for a screen or a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from broadsheet.report.source.output import Paper
from broadsheet.report.typesetting.missing_fonts import box_face, without_font
from broadsheet.style.fonts import font_faces, not_in_faces
from broadsheet.style.palette import DARK, LIGHT, Palette, css_variables
from broadsheet.style.tips import tips_style

__all__ = ["SHEETS", "Sheet", "page_style"]

_TEMPLATES = files("broadsheet.report") / "templates"


@dataclass(frozen=True)
class Sheet:
    """A sheet that PDF is set on.

    Attributes:
        rule: The style of its pages, before they are scaled.
        scale: The size of the page on the sheet, relative to the size it is set in.
    """

    rule: str
    scale: float = 1.0


SHEETS = {
    Paper.A4: Sheet("@page { size: A4; }"),
    Paper.LETTER: Sheet(
        "@page { size: 651.064pt 842.553pt; margin: 19mm 26.8mm 17mm; }", scale=0.94
    ),
}
"""The sheets. Letter is lower than A4: its page is A4's, set smaller between wider margins, so that
a report breaks in the same places on both."""


def page_style(content: str, paper: Paper | None) -> str:
    """The style sheet of a page.

    Args:
        content: What the page shows; its fonts have these characters.
        paper: The sheet it is printed on; None for a screen.
    """
    sheets = [font_faces(content, in_print=paper is not None)]
    rules = _read("page.css")
    if paper:
        missing = without_font(not_in_faces(content))
        sheets += [box_face(missing)] if missing else []
        sheets += [_literal(rules), _literal(_read("print.css")), SHEETS[paper].rule]
    else:
        dark = _variables(DARK)
        sheets += [
            f":root{{color-scheme:light dark;{_variables(LIGHT)}}}",
            f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}",
            rules,
            _read("screen.css"),
            tips_style(),
        ]
    return "\n".join(sheets)


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _variables(palette: Palette) -> str:
    return "".join(f"{name}:{value};" for name, value in css_variables(palette).items())


def _literal(rules: str) -> str:
    """The rules with literal colors: WeasyPrint draws SVG with `var()` in black."""
    for name, value in css_variables(LIGHT).items():
        rules = rules.replace(f"var({name})", value)
    return rules
